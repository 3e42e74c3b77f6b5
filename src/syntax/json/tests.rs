use std::sync::Arc;

use crate::syntax::{Format, Tree};

fn first_error(source: &str) -> (std::ops::Range<usize>, String) {
    let (_, fault) = super::read(source);
    match fault {
        Some(super::Fault::Syntax(error) | super::Fault::Depth(error)) => (error.span.range(), error.message),
        None => panic!("{source:?} was read without an error"),
    }
}

#[test]
fn what_is_not_json_is_refused_where_it_stands() {
    let cases = [
        (r#"{"a": 01}"#, 6..8),
        (r#"{"a": 1.}"#, 6..8),
        (r#"{"a": .5}"#, 6..8),
        (r#"{"a": +1}"#, 6..8),
        (r#"{"a": 1e}"#, 6..8),
        (r#"{"a": True}"#, 6..10),
        (r#"{"a": 1,}"#, 8..9),
        ("[1,]", 3..4),
        ("[1 2]", 3..4),
        (r#"{"a" 1}"#, 5..6),
        ("{a: 1}", 1..2),
        ("[\"a\tb\"]", 3..4),
        (r#"["\x"]"#, 2..4),
        (r#"["\u12g4"]"#, 2..4),
        (r#"["abc"#, 1..2),
        ("[1]]", 3..4),
        ("[1}", 2..3),
        ("", 0..0),
        ("[", 1..1),
    ];
    for (source, expected) in cases {
        assert_eq!(first_error(source).0, expected, "{source}");
    }
}

#[test]
fn escapes_are_decoded() {
    let source = r#"["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00", "\ud83d", "\ude00\ud83d x", "\ud83d\u0041"]"#;
    let tree = Tree::parse(Arc::from(source), Format::Json);
    assert!(tree.errors().is_empty());
    let texts: Vec<_> = tree.root().expect("a root").items().filter_map(super::super::Node::text).collect();
    assert_eq!(texts, ["\"\\/\u{8}\u{c}\n\r\té😀", "\u{fffd}", "\u{fffd}\u{fffd} x", "\u{fffd}A"]);
}

#[test]
fn numbers_of_json_are_accepted() {
    for number in ["0", "-0", "12", "1.5", "-1.5e3", "1E+2", "0.1e-9"] {
        assert!(super::read(number).1.is_none(), "{number}");
    }
}
