//! Where nodes stand, trap by trap.

use super::{json, outline, yaml};
use plimsoll::syntax::Node;
use proptest::prelude::*;

fn outlines(sources: &[&str]) -> String {
    let outlines: Vec<_> = sources
        .iter()
        .map(|source| {
            let tree = yaml(source);
            assert_eq!(tree.errors(), [], "{source}");
            format!("{source:?}\n{}", outline(&tree))
        })
        .collect();
    outlines.join("\n")
}

#[test]
fn nothing_written_is_empty_and_stands_behind_its_colon() {
    insta::assert_snapshot!(outlines(&[
        "a:\nb : # c\nc: !T\nd: &x\n",
        "- \n-\n- a:\n",
        "{a: , b, c:, \"d\": }",
        "? a\n? b\n: \n: c\n",
        "? a\n:b: c\n?\n:d: e\n",
        "---\n---\n",
    ]));
}

#[test]
fn block_scalars_stand_where_their_content_does() {
    insta::assert_snapshot!(outlines(&[
        "a: |\n  one\n\n  two\n\n# end\nb: 1\n",
        "a: >-\n  one\n  two\n",
        "a: |+\n\n  one\n\n\nb: 1\n",
        "a: |2\n    one\n  two\nb: 1\n",
        "a: |\n\n\nb: |+\n\n\nc: >\n",
        "a: |\n  one",
        "a: |+\n  one\n  ",
        "a: |",
        "a: !Sub |\r\n  one\r\n  two\r\n",
    ]));
}

#[test]
fn collections_end_where_their_last_child_does() {
    insta::assert_snapshot!(outlines(&[
        "a:\n- # c\n  b: 1\n  c: [x, {y: z}]  \n- \n\n# end\nd: {e: f}\n",
        "a: !T\n  k: v\n!U b: &x !V\n- 1\n",
        "[a: b, {c: d}, e: [f]]\n",
    ]));
}

#[test]
fn a_byte_order_mark_and_carriage_returns_move_nothing() {
    insta::assert_snapshot!(outlines(&["\u{feff}a: 1\r\nb: \"x\r\n  y\"\r\nc:\r\n  - d\r\n"]));
    let tree = json("\u{feff}{\"a\":\r\n 1}");
    assert_eq!(tree.errors(), []);
    assert_eq!(tree.root().map(Node::span).map(|span| span.start), Some(3));
}

#[test]
fn continuation_lines_need_no_indentation_in_quotes() {
    insta::assert_snapshot!(outlines(&[
        "A:\n  B: 'Log in\nto\n   it'\n  C: [x, \"a\n\n b\"]\nD: \"x\ny\"\n",
        "A:\n  - B: \"one\n  two\"\n    C: é\n  - D: 'é\n  é' # e\n",
    ]));
}

/// A template whose quoted scalars go on below with the given indentations.
fn continued(indents: &[usize]) -> String {
    let entry = |(number, indent): (usize, &usize)| {
        let (quote, indent) = (if number % 2 == 0 { '"' } else { '\'' }, " ".repeat(*indent));
        format!("    K{number}: {quote}é one\n{indent}two {number}{quote} # c\n    L{number}: [x, y]\n")
    };
    format!("Top:\n{}", indents.iter().enumerate().map(entry).collect::<Vec<_>>().concat())
}

proptest! {
    #[test]
    fn repaired_scalars_stand_where_they_are_written(indents in proptest::collection::vec(0usize..12, 1..8)) {
        let source = continued(&indents);
        let tree = yaml(&source);
        prop_assert_eq!(tree.errors(), &[]);
        let top = tree.root().and_then(|root| root.get("Top")).expect("Top");
        for number in 0..indents.len() {
            let (key, value) = top.entry(&format!("K{number}")).expect("the quoted value");
            let text = format!("é one two {number}");
            prop_assert_eq!(value.text(), Some(text.as_str()));
            prop_assert_eq!(Some(&source[key.span().range()]), key.text());
            let written = &source[value.span().range()];
            prop_assert!(written.len() > 2 && written.ends_with(&written[..1]) && written.starts_with(['"', '\'']));
            let words: Vec<_> = written[1..written.len() - 1].split_whitespace().collect();
            prop_assert_eq!(words.join(" "), text);
            let last = top.get(&format!("L{number}")).expect("the list");
            prop_assert_eq!(&source[last.span().range()], "[x, y]");
        }
        prop_assert!(tree.comments().iter().all(|comment| &source[comment.range()] == "# c"));
        prop_assert_eq!(tree.comments().len(), indents.len());
    }
}

#[test]
fn very_many_continuation_lines_are_read() {
    let tree = yaml(&format!("a:\n{}", "  - \"x\ny\"\n".repeat(300)));
    assert_eq!(tree.errors(), []);
    assert_eq!(tree.root().and_then(|root| root.get("a")).map(|a| a.items().count()), Some(300));
}
