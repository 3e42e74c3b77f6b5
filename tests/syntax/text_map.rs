//! Every part of a decoded text leads to the bytes it comes from.

use super::{json, yaml};
use plimsoll::syntax::{Node, Tree};
use proptest::prelude::*;

/// The bytes of each character of a scalar.
fn parts<'t>(tree: &'t Tree, node: Node<'t>) -> Vec<(char, &'t str)> {
    let (text, map) = (node.text().expect("a scalar"), node.text_map().expect("a scalar"));
    let written = |at: usize, c: char| &tree.source()[map.span(at..at + c.len_utf8()).range()];
    text.char_indices().map(|(at, c)| (c, written(at, c))).collect()
}

/// The characters that are not written as themselves.
fn changed(source: &str) -> Vec<(char, String)> {
    let tree = yaml(source);
    assert_eq!(tree.errors(), []);
    let node = tree.root().and_then(|root| root.get("a")).expect("a");
    let is_changed = |(c, written): &(char, &str)| *written != c.to_string();
    parts(&tree, node).into_iter().filter(is_changed).map(|(c, written)| (c, written.to_owned())).collect()
}

fn expect(source: &str, expected: &[(char, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(c, written)| (*c, (*written).to_owned())).collect();
    assert_eq!(changed(source), expected, "{source:?}");
}

#[test]
fn escapes_count_whole() {
    expect(
        r#"a: "x\ty\u00e9\x41\U0001f600\ud83d\ude00\N\L\\\"z""#,
        &[
            ('\t', r"\t"),
            ('é', r"\u00e9"),
            ('A', r"\x41"),
            ('😀', r"\U0001f600"),
            ('😀', r"\ud83d\ude00"),
            ('\u{85}', r"\N"),
            ('\u{2028}', r"\L"),
            ('\\', r"\\"),
            ('"', r#"\""#),
        ],
    );
    expect("a: 'it''s'", &[('\'', "''")]);
}

#[test]
fn folded_lines_lead_to_their_line_ends() {
    expect("a: one\n  two\n\n\n  three\n", &[(' ', "\n  "), ('\n', "\n\n"), ('\n', "\n  ")]);
    expect("a: \"one \\\n  two \t\n \n  three\"\n", &[('\n', " \t\n \n  ")]);
    expect("a: 'one\r\n  two'\r\n", &[(' ', "\r\n  ")]);
    expect("a: >\n  one\n  two\n\n\n  three\n   more\n  four\n", &[(' ', "\n"), ('\n', "\n\n")]);
}

#[test]
fn block_scalars_lead_past_their_indentation() {
    expect("a: |\n  one\n   two\n\n  three\n", &[]);
    expect("a: |\r\n  one\r\n\r\n  two\r\n", &[('\n', "\r\n"), ('\n', "\r\n"), ('\n', "\r\n")]);
    expect("a: |2+\n\n    one\n\n\n", &[]);
    expect("a: |+\n\n\nb: 1\n", &[]);
    let tree = yaml("a: |\n    one\n    two\n");
    let map = tree.root().and_then(|root| root.get("a")).and_then(Node::text_map).expect("a map");
    assert_eq!((map.offset(0), map.offset(4), map.span(4..7).range()), (9, 17, 17..20));
}

#[test]
fn an_empty_range_is_an_empty_span() {
    let tree = json(r#"["a\nb"]"#);
    let map = tree.root().and_then(|root| root.items().next()).and_then(Node::text_map).expect("a map");
    assert_eq!([0, 1, 2, 3].map(|at| map.span(at..at).range()), [2..2, 3..3, 5..5, 6..6]);
}

#[test]
fn lone_surrogates_of_json_are_mapped() {
    let tree = json(r#"["x\ud83d\u0041\ud83d\ude00"]"#);
    let node = tree.root().and_then(|root| root.items().next()).expect("an item");
    assert_eq!(parts(&tree, node), [('x', "x"), ('\u{fffd}', r"\ud83d"), ('A', r"\u0041"), ('😀', r"\ud83d\ude00")]);
}

/// What the bytes of one character may look like.
fn decodes_to(written: &str, c: char) -> bool {
    let is_line_end = |rest: &str| rest.contains('\n') && rest.trim().is_empty();
    match c {
        _ if written == c.to_string() => true,
        '\'' if written == "''" => true,
        ' ' | '\n' if is_line_end(written) => true,
        _ => {
            json(&format!("[\"{written}\"]")).root().and_then(|root| root.items().next()).and_then(Node::text)
                == Some(&c.to_string())
        }
    }
}

/// A document of scalars in every style, from lines of words.
fn document(lines: &[String], line_end: &str) -> String {
    let indented = |indent: &str| {
        let lines =
            lines.iter().map(|line| if line.trim().is_empty() { String::new() } else { format!("{indent}{line}") });
        lines.collect::<Vec<_>>().join("\n")
    };
    let words = lines
        .iter()
        .map(|line| line.trim().trim_start_matches(['-', '#', '\'', '"', ' ']))
        .collect::<Vec<_>>()
        .join("\n  ");
    let single = lines.join("\n  ").replace('\'', "''");
    let double =
        lines.join("\n  ").replace('\\', "\\\\").replace('"', "\\\"").replace('é', "\\u00e9").replace('x', "x \\\n  ");
    let blocks = ["|", ">", "|-", ">+", "|2", ">2-"];
    let blocks = blocks.iter().enumerate().map(|(number, header)| format!("b{number}: {header}\n{}\n", indented("  ")));
    let source = format!("p: w{words}\ns: '{single}'\nd: \"{double}\"\n{}", blocks.collect::<Vec<_>>().concat());
    source.replace('\n', line_end)
}

proptest! {
    #[test]
    fn every_character_leads_to_bytes_that_decode_to_it(
        lines in proptest::collection::vec("( {0,3}|\t)[a-zéx'\"\\\\ -]{0,8}( |\t){0,2}", 1..6),
        first in "[a-z]{1,3}",
        crlf: bool,
    ) {
        let mut lines = lines;
        lines.insert(0, first);
        let source = document(&lines, if crlf { "\r\n" } else { "\n" });
        let tree = yaml(&source);
        prop_assume!(tree.errors().is_empty());
        for (_, value) in tree.root().expect("a root").entries() {
            let mut last = 0;
            let map = value.text_map().expect("a map");
            let text = value.text().expect("a text");
            for (at, c) in text.char_indices() {
                let span = map.span(at..at + c.len_utf8());
                prop_assert!(span.start >= last, "{:?} at {} of {:?}", span, at, text);
                last = span.end;
                let written = &source[span.range()];
                prop_assert!(decodes_to(written, c), "{:?} is not {:?} in {:?}\n{}", written, c, text, source);
            }
        }
    }
}
