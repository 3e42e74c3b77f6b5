//! Whatever happens to a file, there is a tree, and it is in order.

use super::{json, sound, yaml};
use plimsoll::syntax::{Node, Tree};
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
    sound::check(tree);
    tree.roots().for_each(has_no_more_entries_than_nodes);
}

/// What a mapping takes over from others by `<<` is bounded too.
fn has_no_more_entries_than_nodes(node: Node<'_>) {
    assert!(node.entries().count() <= usize::try_from(node.size()).expect("a small tree"), "{node:?}");
    node.children().for_each(has_no_more_entries_than_nodes);
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
