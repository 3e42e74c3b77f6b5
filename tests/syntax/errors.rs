//! What is said of broken files, and what is kept of them.

use super::{explained, json, outline, yaml};
use plimsoll::syntax::Node;

/// Each breaks one line of a small template in a way people do.
const BROKEN: &[&str] = &[
    "Foo",
    "Foo: \"abc",
    "Foo: 'it",
    "Foo: [a, b",
    "Foo: {a: 1",
    "Foo: {a: 1, b: 2]",
    "Foo: a: b",
    "Foo:bar",
    "Foo: \"a\" b",
    "Foo: 'it's'",
    "Foo: \"\\d\"",
    "Foo: \"\\u12\"",
    "Foo: @a",
    "Foo: `a`",
    "Foo: %a",
    "Foo: *",
    "Foo: *.example.com",
    "Foo: &",
    "Foo: !Sub\"a\"",
    "Foo: !x!y a",
    "Foo: |a",
    "Foo: - a",
    "Foo: ]",
    "Foo: [a,, b]",
    "Foo: {a: 1 b: 2}",
    "- a",
    "{{ if }}",
    "{% if a %}",
    "<<<<<<< HEAD",
    "\tFoo: 1",
    " Foo: 1",
    "   Foo: 1",
];

fn broken(line: &str) -> String {
    let line = if line.starts_with([' ', '\t']) { line.to_owned() } else { format!("  {line}") };
    format!("Before:\n  A: 1\n{line}\n  B: 2\nAfter: \"3\"\n")
}

#[test]
fn errors_are_explained() {
    let reports: Vec<_> = BROKEN.iter().map(|line| format!("{line:?}\n{}", explained(&yaml(&broken(line))))).collect();
    insta::assert_snapshot!(reports.join("\n"));
}

#[test]
fn one_broken_line_costs_one_error_and_nothing_else() {
    for line in BROKEN {
        let source = broken(line);
        let tree = yaml(&source);
        assert_eq!(tree.errors().len(), 1, "{line}: {:#?}", tree.errors());
        let root = tree.root().expect("a root");
        let before = root.get("Before").expect("Before");
        assert_eq!(before.get("A").and_then(Node::text), Some("1"), "{line}\n{}", outline(&tree));
        assert_eq!(before.get("B").and_then(Node::text), Some("2"), "{line}\n{}", outline(&tree));
        assert_eq!(root.get("After").and_then(Node::text), Some("3"), "{line}\n{}", outline(&tree));
    }
}

#[test]
fn a_bracket_or_quote_open_over_several_lines_is_shown_where_it_opens() {
    let sources = [
        "A:\n  B: [1, 2,\n    3\n  C: 4\nD: 5\n",
        "A:\n  - {a: 1,\n     b: 2\n  - c: 3\nD: 5\n",
        "A:\n  B: \"one\n    two\n  C: \"x\"\nD: 5\n",
        "A:\n  B: 'one\n  C: it''s\nD: 5\n",
        "A: [1,\n  2\n",
    ];
    let reports: Vec<_> = sources.iter().map(|source| format!("{source}{}", explained(&yaml(source)))).collect();
    insta::assert_snapshot!(reports.join("\n"));
}

#[test]
fn several_errors_are_all_reported_in_order() {
    let tree = yaml("A:\n  B: *\n  C: 1\nD: \"x\" y\nE:\n\tF: 1\nG: [1\nH: ok\n");
    insta::assert_snapshot!(format!("{}\n{}", explained(&tree), outline(&tree)));
}

/// Keys and what they have, in brackets.
fn texts(node: Node<'_>) -> String {
    let entry = |(key, value): (Node<'_>, Node<'_>)| format!("{}({})", key.text().unwrap_or_default(), texts(value));
    node.text().map_or_else(|| node.entries().map(entry).collect(), str::to_owned)
}

#[test]
fn what_stands_below_a_broken_key_belongs_to_nobody() {
    for key in ["B:bar", "B", "B: c: d", "B: [a", "B: 'it's'"] {
        let tree = yaml(&format!("Top:\n  A:\n    Name: a\n  {key}\n    Name: b\n    Other: c\n  C:\n    Name: c\n"));
        assert_eq!(texts(tree.root().expect("a root")), "Top(A(Name(a))C(Name(c)))", "{key}");
        assert_eq!(tree.errors().len(), 1, "{key}: {:#?}", tree.errors());
    }
    let first = yaml("Top:\n  A:bar\n    Name: a\n  C:\n    Name: c\n");
    assert_eq!(texts(first.root().expect("a root")), "Top(C(Name(c)))");
    let templated = yaml("Top:\n{{ if }}\n  A:\n    Name: a\n{{ end }}\n");
    assert_eq!(texts(templated.root().expect("a root")), "Top(A(Name(a)))");
}

#[test]
fn a_run_of_broken_lines_is_one_error() {
    let tree = yaml("A: |\n  one\n two\n three\n four\nB: 1\n");
    assert_eq!(tree.errors().len(), 1, "{}", explained(&tree));
    assert_eq!(tree.root().and_then(|root| root.get("B")).and_then(Node::text), Some("1"));
}

#[test]
fn a_hopeless_file_is_given_up_and_says_so() {
    let tree = yaml(&format!("A: 1\n{}", "B: *\nC: 1\nD: 'x' y\nE: 1\n".repeat(40)));
    assert_eq!(tree.errors().len(), 17);
    let help = tree.errors().last().and_then(|error| error.help.as_deref()).expect("help");
    assert!(help.ends_with("the rest of the file is not read until this is mended"), "{help}");
    assert_eq!(tree.root().and_then(|root| root.get("A")).and_then(Node::text), Some("1"));
}

#[test]
fn json_that_is_yaml_is_read_as_yaml() {
    let tree = json("{\"a\": [1, 2,], # why\n  \"b\": True}");
    assert_eq!(tree.errors(), []);
    assert_eq!(tree.root().and_then(|root| root.get("a")).map(|a| a.items().count()), Some(2));
}

#[test]
fn json_errors_are_explained_as_json() {
    let sources = [
        "{\n  \"a\": 1,\n  \"b\": {\"c\": 01 \"d\": 2},\n  \"e\": 3\n}\n",
        "{\n  \"a\": 1\n  \"b\": 2\n}\n",
        "{\n  \"a\": \"x\n}\n",
        "{\n  // why\n  \"a\": 1\n}\n",
        "{\n  \"a\": [1, 2\n}\n",
        "{\n  \"a\": 1\n",
    ];
    let reports: Vec<_> = sources
        .iter()
        .map(|source| json(source))
        .map(|tree| format!("{}{}{}", tree.source(), explained(&tree), outline(&tree)))
        .collect();
    insta::assert_snapshot!(reports.join("\n"));
}

#[test]
fn what_does_not_look_like_json_gets_the_errors_of_yaml() {
    let tree = json("A:\n\tB: 1\n");
    assert_eq!(tree.errors()[0].message, "a tab is used for indentation");
}
