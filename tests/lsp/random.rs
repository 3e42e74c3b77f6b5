//! Whatever is edited in whatever order, the diagnostics are those of the same texts read afresh.

use serde_json::{Value, json};

use crate::editor::{Editor, TEMPLATE, spelled};

/// A sequence that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }
}

const BITS: [&str; 14] = [
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "# \u{1f600}",
    "\u{e4}",
    "false",
    "true",
    "'",
    "plimsoll: ignore[ecr/scan-disabled] x",
    "  Other:\n    Type: AWS::ECR::Repository\n",
    "latest",
    "",
];

/// A place of a text as an editor counts in UTF-16, of an offset that is one.
fn place(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let is_whole = |at: &usize| text.as_bytes()[*at] != b'\r' || text.as_bytes().get(at + 1) != Some(&b'\n');
    let ends: Vec<usize> = before.match_indices(['\n', '\r']).map(|(at, _)| at).filter(is_whole).collect();
    let start = ends.last().map_or(0, |at| at + 1);
    json!({"line": ends.len(), "character": text[start..offset].encode_utf16().count()})
}

/// Offsets between which an editor can edit: not within a character or a line end.
fn offsets(text: &str) -> Vec<usize> {
    let within = |at: &usize| text[..*at].ends_with('\r') && text[*at..].starts_with('\n');
    (0..=text.len()).filter(|at| text.is_char_boundary(*at) && !within(at)).collect()
}

fn all(editor: &mut Editor, names: &[&str]) -> Vec<Vec<String>> {
    let shown = |editor: &mut Editor, name: &&str| {
        let published = editor.published(name).unwrap_or(json!({"diagnostics": []}));
        let diagnostics = published["diagnostics"].as_array().unwrap().clone();
        diagnostics.iter().map(|diagnostic| format!("{} {}", spelled(diagnostic), diagnostic["message"])).collect()
    };
    names.iter().map(|name| shown(editor, name)).collect()
}

#[test]
fn edits_give_what_the_same_text_gives_afresh() {
    let program = "import * as ecr from 'aws-cdk-lib/aws-ecr';\nimport { App, Stack } from 'aws-cdk-lib';\n\
                   const stack = new Stack(new App(), 'S');\nnew ecr.Repository(stack, 'R', { imageScanOnPush: false });\n";
    let names = ["app.yaml", "app.ts", "other.yaml"];
    let mut able = crate::editor::able();
    able["general"] = Value::Null;
    for seed in 1..=4 {
        let mut dice = Dice(seed);
        let mut texts =
            [TEMPLATE.to_owned(), program.to_owned(), format!("\u{feff}{}", TEMPLATE.replace('\n', "\r\n"))];
        let files: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(name, text)| (*name, &**text)).collect();
        let mut editor = Editor::with(&files, &able, &json!({}), &["."]);
        for (name, text) in names.iter().zip(&texts) {
            editor.open(name, text);
        }
        for version in 2..=25 {
            let number = dice.below(names.len());
            let text = &mut texts[number];
            let places = offsets(text);
            let (one, other) = (places[dice.below(places.len())], places[dice.below(places.len())]);
            let (start, end) = (one.min(other), one.max(other).min(one.min(other) + 12));
            let end = if text.is_char_boundary(end) && offsets(text).contains(&end) { end } else { start };
            let bit = BITS[dice.below(BITS.len())];
            let range = json!({"start": place(text, start), "end": place(text, end)});
            editor.change(names[number], version, &json!([{"range": range, "text": bit}]));
            text.replace_range(start..end, bit);
        }
        let edited = all(&mut editor, &names);
        let mut fresh = Editor::with(&[], &able, &json!({}), &["."]);
        for (name, text) in names.iter().zip(&texts) {
            fresh.open(name, text);
        }
        assert_eq!(edited, all(&mut fresh, &names), "seed {seed}: {texts:#?}");
        assert_eq!((editor.end(), fresh.end()), (0, 0));
    }
}
