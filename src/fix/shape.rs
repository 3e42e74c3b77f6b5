//! What a file says, without how it is written: two texts with the same shape differ in nothing that counts.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Action;
use crate::syntax::{Kind, Node, Scalar, Tree};

/// A file: its documents, and its comments in their order.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    documents: Vec<Part>,
    comments: Vec<String>,
}

/// A node with its tag.
#[derive(Clone, Debug)]
struct Part {
    tag: Option<String>,
    data: Data,
}

#[derive(Clone, Debug)]
enum Data {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    /// Any text that holds this JSON: how a text is laid out that a fix writes says nothing.
    Document(Json),
    /// As it is written.
    Alias(String),
    Sequence(Vec<Part>),
    /// Keys and values in turn.
    Mapping(Vec<Part>),
}

/// A step from the root of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum At {
    Key(String),
    Index(usize),
    /// The value at this position among the keys and values of a mapping.
    Child(usize),
}

impl Shape {
    pub(super) fn of(tree: &Tree) -> Self {
        let comments = tree.comments().iter().map(|span| tree.source()[span.range()].trim_end().to_owned());
        Self { documents: tree.roots().map(|root| part(tree, root)).collect(), comments: comments.collect() }
    }

    /// Whether a file says what is expected of it.
    pub(super) fn is(&self, expected: &Self) -> bool {
        self.comments == expected.comments && all(&self.documents, &expected.documents)
    }

    /// Where the value of each key of a section of a document stands among its keys and values.
    pub(super) fn positions(&self, document: usize, section: &str) -> BTreeMap<String, usize> {
        let Some(Data::Mapping(sections)) = self.documents.get(document).map(|root| &root.data) else {
            return BTreeMap::new();
        };
        let found = position(sections, section).and_then(|position| sections.get(position));
        let Some(Data::Mapping(members)) = found.map(|section| &section.data) else { return BTreeMap::new() };
        let key = |(number, pair): (usize, &[Part])| match &pair[0].data {
            Data::Text(key) | Data::Number(key) => Some((key.clone(), 2 * number + 1)),
            _ => None,
        };
        members.chunks(2).enumerate().filter_map(key).collect()
    }

    /// Makes a change; `None` where the path does not allow it.
    pub(super) fn change(&mut self, document: usize, path: &[At], action: &Action) -> Option<()> {
        let root = self.documents.get_mut(document)?;
        match action {
            Action::Set(value) => set(root, path, value),
            Action::Remove => remove(root, path),
            Action::Insert(value) => {
                let (_, list) = path.split_last()?;
                let list = find(root, list)?;
                let Data::Sequence(items) = &mut list.data else { return None };
                items.push(made(value));
                Some(())
            }
            Action::Replace { from, to } => {
                let text = find(root, path)?;
                let Data::Text(text) = &mut text.data else { return None };
                *text = text.replacen(from, to, 1);
                Some(())
            }
        }
    }
}

fn part(tree: &Tree, node: Node<'_>) -> Part {
    let data = match node.kind() {
        Kind::Alias => Data::Alias(tree.source()[node.span().range()].to_owned()),
        Kind::Sequence => Data::Sequence(node.children().map(|child| part(tree, child)).collect()),
        Kind::Mapping => Data::Mapping(node.children().map(|child| part(tree, child)).collect()),
        Kind::Scalar => match node.scalar() {
            Some(Scalar::Bool(truth)) => Data::Bool(truth),
            Some(Scalar::Number(number)) => Data::Number(number.to_owned()),
            Some(Scalar::Text(text)) => Data::Text(text.to_owned()),
            Some(Scalar::Null) | None => Data::Null,
        },
    };
    Part { tag: node.tag().map(ToOwned::to_owned), data }
}

fn made(value: &Json) -> Part {
    let data = match value {
        Json::Null => Data::Null,
        Json::Bool(truth) => Data::Bool(*truth),
        Json::Number(number) => Data::Number(number.to_string()),
        Json::String(text) => Data::written(text),
        Json::Array(items) => Data::Sequence(items.iter().map(made).collect()),
        Json::Object(members) => {
            Data::Mapping(members.iter().flat_map(|(key, value)| [key_part(key), made(value)]).collect())
        }
    };
    Part { tag: None, data }
}

fn key_part(key: &str) -> Part {
    Part { tag: None, data: Data::Text(key.to_owned()) }
}

fn all(parts: &[Part], expected: &[Part]) -> bool {
    parts.len() == expected.len() && parts.iter().zip(expected).all(|(part, expected)| part.is(expected))
}

impl Part {
    fn is(&self, expected: &Self) -> bool {
        let same = match (&self.data, &expected.data) {
            (Data::Null, Data::Null) => true,
            (Data::Bool(one), Data::Bool(other)) => one == other,
            (Data::Text(one), Data::Text(other))
            | (Data::Number(one), Data::Number(other))
            | (Data::Alias(one), Data::Alias(other)) => one == other,
            (Data::Text(text), Data::Document(json)) => {
                serde_json::from_str::<Json>(text).is_ok_and(|text| text == *json)
            }
            (Data::Sequence(one), Data::Sequence(other)) | (Data::Mapping(one), Data::Mapping(other)) => {
                all(one, other)
            }
            _ => false,
        };
        same && self.tag == expected.tag
    }
}

impl Data {
    /// A text as a fix writes it.
    fn written(text: &str) -> Self {
        let json = serde_json::from_str(text).ok().filter(|json: &Json| json.is_object() || json.is_array());
        json.map_or_else(|| Self::Text(text.to_owned()), Self::Document)
    }
}

/// The position of the value of a key; of equal keys the last counts.
fn position(members: &[Part], key: &str) -> Option<usize> {
    let is_key = |part: &Part| matches!(&part.data, Data::Text(text) | Data::Number(text) if text == key);
    members.chunks(2).rposition(|pair| is_key(&pair[0])).map(|pair| 2 * pair + 1)
}

fn child<'p>(part: &'p mut Part, step: &At) -> Option<&'p mut Part> {
    match (&mut part.data, step) {
        (Data::Mapping(members), At::Key(key)) => {
            let position = position(members, key)?;
            members.get_mut(position)
        }
        (Data::Sequence(items), At::Index(position)) | (Data::Mapping(items), At::Child(position)) => {
            items.get_mut(*position)
        }
        _ => None,
    }
}

fn find<'p>(mut part: &'p mut Part, path: &[At]) -> Option<&'p mut Part> {
    for step in path {
        part = child(part, step)?;
    }
    Some(part)
}

fn set(part: &mut Part, path: &[At], value: &Json) -> Option<()> {
    let Some((step, rest)) = path.split_first() else {
        *part = made(value);
        return Some(());
    };
    if matches!(part.data, Data::Null) && part.tag.is_none() {
        part.data = Data::Mapping(Vec::new());
    }
    if let (Data::Mapping(members), At::Key(key)) = (&mut part.data, step)
        && position(members, key).is_none()
    {
        members.extend([key_part(key), Part { tag: None, data: Data::Null }]);
    }
    set(child(part, step)?, rest, value)
}

fn remove(part: &mut Part, path: &[At]) -> Option<()> {
    let (last, parent) = path.split_last()?;
    let parent = find(part, parent)?;
    match (&mut parent.data, last) {
        (Data::Mapping(members), At::Key(key)) => {
            let value = position(members, key)?;
            members.drain(value - 1..=value);
        }
        (Data::Sequence(items), At::Index(index)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => return None,
    }
    Some(())
}
