//! Whatever happens to a file, there is a tree, and it is in order.

use super::{json, yaml};
use plimsoll::source::Span;
use plimsoll::syntax::{Kind, Node, Tree};
use proptest::prelude::*;

const TEMPLATES: &[&str] = &[
    "\
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Tag: {Type: String, Default: latest}   # which
Resources:
  Task: &task
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: app
          Image: !Sub \"${AWS::AccountId}.dkr.ecr/\\u00e9:${Tag}\"
          Command: ['a', \"b
  c\", !Ref Tag]
          UserData: |
            #!/bin/sh
              echo é

            exit
          Text: >-
            folded
            text
  Other:
    <<: *task
    DependsOn: [Task, {a: b}, c: d]
? [complex]
: *task
--- # another
- 1
-
",
    "{\"a\": [1, -2.5e3, true, null, \"x\\ny\\ud83d\\ude00\"],\r\n  \"b\": {\"c\": {}, \"d\": []}, \"é\": \"\\u00e9\"}\n",
];

const FRAGMENTS: &[&str] = &[
    "\"", "'", "[", "]", "{", "}", ":", ": ", ",", "- ", "\n", "\r\n", "\t", "#", " #", "|\n", ">-\n", "&a ", "*a",
    "*task", "!", "!Ref ", "<<: ", "? ", "---\n", "...\n", "%", "@", "\\", "\u{feff}", "é", "\u{0}", "  ", "\u{2028}",
    "&task ", "\\u", "\\ud83d",
];

#[derive(Clone, Debug)]
enum Mutation {
    Insert(usize, usize),
    Delete(usize, usize),
    Repeat(usize, usize),
    Cut(usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let place = 0usize..2000;
    prop_oneof![
        4 => (place.clone(), 0..FRAGMENTS.len()).prop_map(|(at, which)| Mutation::Insert(at, which)),
        2 => (place.clone(), 1usize..20).prop_map(|(at, length)| Mutation::Delete(at, length)),
        1 => (place.clone(), 1usize..60).prop_map(|(at, length)| Mutation::Repeat(at, length)),
        1 => place.prop_map(Mutation::Cut),
    ]
}

fn mutated(source: &str, mutations: &[Mutation]) -> String {
    let mut text = source.to_owned();
    for mutation in mutations {
        let place = |at: usize, text: &str| text.floor_char_boundary(at % (text.len() + 1));
        match *mutation {
            Mutation::Insert(at, which) => text.insert_str(place(at, &text), FRAGMENTS[which]),
            Mutation::Delete(at, length) => {
                let start = place(at, &text);
                text.replace_range(start..text.floor_char_boundary(start + length), "");
            }
            Mutation::Repeat(at, length) => {
                let start = place(at, &text);
                let piece = text[start..text.floor_char_boundary(start + length)].to_owned();
                text.insert_str(start, &piece);
            }
            Mutation::Cut(at) => text.truncate(place(at, &text)),
        }
    }
    text
}

fn check(tree: &Tree) {
    let source = tree.source();
    let whole = Span::new(0, source.len());
    let lies_in = |span: Span, outer: Span| {
        assert!(
            span.start <= span.end && outer.start <= span.start && span.end <= outer.end,
            "{span:?} in {outer:?}\n{source}"
        );
        assert!(source.get(span.range()).is_some(), "{span:?} cuts a character\n{source}");
    };
    for root in tree.roots() {
        check_node(root, whole, &lies_in);
    }
    for error in tree.errors() {
        lies_in(error.span, whole);
        if let Some((span, _)) = &error.related {
            lies_in(*span, whole);
        }
    }
    assert!(tree.errors().is_sorted_by_key(|error| error.span));
    assert!(tree.comments().is_sorted());
    for comment in tree.comments() {
        assert!(source[comment.range()].starts_with('#'));
    }
    for duplicate in tree.duplicates() {
        assert!(duplicate.first < duplicate.second);
    }
}

fn check_node(node: Node<'_>, outer: Span, lies_in: &impl Fn(Span, Span)) {
    lies_in(node.span(), outer);
    if let Some(span) = node.tag_span() {
        lies_in(span, Span { start: 0, end: u32::MAX });
        assert!(node.tag().is_some_and(|tag| tag.starts_with('!')));
    }
    if let (Some(text), Some(map)) = (node.text(), node.text_map()) {
        for (at, c) in text.char_indices() {
            lies_in(map.span(at..at + c.len_utf8()), Span { start: 0, end: u32::MAX });
        }
    }
    let mut last = node.span().start;
    let mut count = 0;
    for child in node.children() {
        assert!(last <= child.span().start, "{child:?} begins before {last}");
        last = child.span().end;
        count += 1;
        check_node(child, node.span(), lies_in);
    }
    assert!(node.kind() != Kind::Mapping || count % 2 == 0);
    assert!(node.entries().count() <= usize::try_from(node.size()).expect("a small tree"));
}

#[test]
fn the_templates_are_sound() {
    for tree in [yaml(TEMPLATES[0]), json(TEMPLATES[1]), yaml(TEMPLATES[1])] {
        assert_eq!(tree.errors(), []);
        check(&tree);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_tree_is_in_order(which in 0..TEMPLATES.len(), mutations in proptest::collection::vec(mutation(), 1..6)) {
        let source = mutated(TEMPLATES[which], &mutations);
        check(&yaml(&source));
        check(&json(&source));
    }
}
