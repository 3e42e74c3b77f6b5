//! A tree and the same in JSON have the same values.

use std::fmt::Write as _;
use std::sync::Arc;

use plimsoll::syntax::{Format, Kind, Node, Scalar, Tree};

/// Larger trees, with their aliases written out, have no twin.
const MAX_NODES: u64 = 20_000;

/// What a node says, without where and how.
#[derive(Debug, PartialEq)]
enum Said {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

pub(super) fn check(tree: &Tree) {
    if !tree.errors().is_empty() {
        return;
    }
    for root in tree.roots().filter(|root| root.size() <= MAX_NODES) {
        let Some(said) = said(root) else { continue };
        let mut json = String::new();
        write(&said, &mut json);
        // To YAML what has an exponent may be text, and a long key is none.
        let is_yaml = json.len() < 1_000 && !has_exponent(&said);
        for format in if is_yaml { &[Format::Json, Format::Yaml][..] } else { &[Format::Json] } {
            let twin = Tree::parse(Arc::from(json.as_str()), *format);
            assert_eq!(twin.errors(), [], "{format:?} does not take {json}");
            assert_eq!(twin.root().and_then(self::said).as_ref(), Some(&said), "{format:?}: {json}");
        }
    }
}

/// `None` where JSON has no word for it: keys that are no texts, and aliases of nothing.
fn said(node: Node<'_>) -> Option<Said> {
    Some(match node.kind() {
        Kind::Alias => return None,
        Kind::Sequence => Said::List(node.items().map(said).collect::<Option<_>>()?),
        Kind::Mapping => {
            let entry = |(key, value): (Node<'_>, Node<'_>)| Some((key.text()?.to_owned(), said(value)?));
            Said::Map(node.entries().map(entry).collect::<Option<_>>()?)
        }
        Kind::Scalar => match node.scalar()? {
            Scalar::Null => Said::Null,
            Scalar::Bool(truth) => Said::Bool(truth),
            Scalar::Number(number) => Said::Number(number.to_owned()),
            Scalar::Text(text) => Said::Text(text.to_owned()),
        },
    })
}

fn has_exponent(said: &Said) -> bool {
    match said {
        Said::Number(number) => number.contains(['e', 'E']),
        Said::List(items) => items.iter().any(has_exponent),
        Said::Map(entries) => entries.iter().any(|(_, value)| has_exponent(value)),
        Said::Null | Said::Bool(_) | Said::Text(_) => false,
    }
}

fn write(said: &Said, json: &mut String) {
    match said {
        Said::Null => json.push_str("null"),
        Said::Bool(truth) => json.push_str(if *truth { "true" } else { "false" }),
        Said::Number(number) => json.push_str(number),
        Said::Text(text) => quote(text, json),
        Said::List(items) => {
            json.push('[');
            for (number, item) in items.iter().enumerate() {
                json.push_str(if number == 0 { "" } else { ", " });
                write(item, json);
            }
            json.push(']');
        }
        Said::Map(entries) => {
            json.push('{');
            for (number, (key, value)) in entries.iter().enumerate() {
                json.push_str(if number == 0 { "" } else { ", " });
                quote(key, json);
                json.push_str(": ");
                write(value, json);
            }
            json.push('}');
        }
    }
}

/// Everything that is not plain ASCII is escaped, so that YAML takes it as well.
fn quote(text: &str, json: &mut String) {
    json.push('"');
    let mut units = [0; 2];
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            ' '..='~' => json.push(character),
            _ => {
                for unit in character.encode_utf16(&mut units) {
                    let _ = write!(json, "\\u{unit:04x}");
                }
            }
        }
    }
    json.push('"');
}
