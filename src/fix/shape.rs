//! What a file says, without how it is written: two texts that say the same differ in nothing that counts.
//!
//! Two trees are compared node by node. Only what a change is made in is taken out of its tree, because a file may have
//! very many resources.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Action;
use crate::syntax::{Kind, Node, Scalar, Tree};

/// A node with its tag, as it is expected to be.
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
}

/// A change below some node: the steps that lead to it, and what is done there.
pub(super) type Below<'c> = (&'c [At], &'c Action);

/// A file before and after an edit.
pub(super) struct Edited<'t> {
    pub(super) before: &'t Tree,
    pub(super) after: &'t Tree,
}

impl Edited<'_> {
    /// Whether the file now says what it said before with these changes of one of its documents, made in their order.
    pub(super) fn differs_by(&self, document: usize, changes: &[Below<'_>]) -> bool {
        let comments = |tree: &Tree| {
            let text = |span: &crate::source::Span| tree.source()[span.range()].trim_end().to_owned();
            tree.comments().iter().map(text).collect::<Vec<_>>()
        };
        let of_root = |number: usize| if number == document { changes } else { &[] };
        let mut roots = self.before.roots().enumerate();
        self.after.errors().is_empty()
            && self.after.duplicates().len() == self.before.duplicates().len()
            && document < self.before.roots().count()
            && comments(self.before) == comments(self.after)
            && all(&mut roots, self.after.roots(), |(number, root), edited| self.has(root, edited, of_root(number)))
    }

    /// Whether a node became another one by these changes.
    fn has(&self, node: Node<'_>, edited: Node<'_>, changes: &[Below<'_>]) -> bool {
        if changes.is_empty() {
            return self.is_same(node, edited);
        }
        let Some(children) = by_child(node, changes) else {
            let mut expected = part(self.before, node);
            let made = changes.iter().all(|(path, action)| expected.change(path, action).is_some());
            return made && self.says(edited, &expected);
        };
        let below = |number: usize| children.get(&number).map_or(&[][..], Vec::as_slice);
        node.kind() == edited.kind()
            && node.tag() == edited.tag()
            && all(node.children().enumerate(), edited.children(), |(number, child), edited| {
                self.has(child, edited, below(number))
            })
    }

    /// Whether nothing changed below a node.
    fn is_same(&self, node: Node<'_>, edited: Node<'_>) -> bool {
        let same = match (node.kind(), edited.kind()) {
            (Kind::Alias, Kind::Alias) => alias(self.before, node) == alias(self.after, edited),
            (Kind::Scalar, Kind::Scalar) => scalar(node) == scalar(edited),
            (Kind::Sequence, Kind::Sequence) | (Kind::Mapping, Kind::Mapping) => {
                all(node.children(), edited.children(), |child, edited| self.is_same(child, edited))
            }
            _ => false,
        };
        same && node.tag() == edited.tag()
    }

    /// Whether a node says what is expected of it.
    fn says(&self, node: Node<'_>, expected: &Part) -> bool {
        let same = match (node.kind(), &expected.data) {
            (Kind::Alias, Data::Alias(text)) => alias(self.after, node) == text,
            (Kind::Scalar, data) => match (scalar(node), data) {
                (Scalar::Null, Data::Null) => true,
                (Scalar::Bool(one), Data::Bool(other)) => one == *other,
                (Scalar::Text(one), Data::Text(other)) | (Scalar::Number(one), Data::Number(other)) => one == other,
                (Scalar::Text(text), Data::Document(json)) => {
                    serde_json::from_str::<Json>(text).is_ok_and(|text| text == *json)
                }
                _ => false,
            },
            (Kind::Sequence, Data::Sequence(parts)) | (Kind::Mapping, Data::Mapping(parts)) => {
                all(node.children(), parts.iter(), |child, part| self.says(child, part))
            }
            _ => false,
        };
        same && node.tag() == expected.tag.as_deref()
    }
}

/// Whether two rows are equally long and agree member by member.
fn all<A, B>(
    one: impl IntoIterator<Item = A>,
    other: impl IntoIterator<Item = B>,
    mut agree: impl FnMut(A, B) -> bool,
) -> bool {
    let mut other = other.into_iter();
    one.into_iter().all(|one| other.next().is_some_and(|other| agree(one, other))) && other.next().is_none()
}

/// Changes by the child of a mapping that they are made in, with the steps that are left. `None` where one of them is
/// made in the mapping itself.
fn by_child<'c>(node: Node<'_>, changes: &[Below<'c>]) -> Option<BTreeMap<usize, Vec<Below<'c>>>> {
    if node.kind() != Kind::Mapping {
        return None;
    }
    // Of equal keys the last counts.
    let keys = node.children().enumerate().step_by(2);
    let positions: BTreeMap<&str, usize> = keys.filter_map(|(number, key)| Some((name(key)?, number + 1))).collect();
    let mut children: BTreeMap<usize, Vec<Below<'c>>> = BTreeMap::new();
    for (path, action) in changes {
        match path.split_first() {
            Some((At::Key(key), rest)) if !rest.is_empty() => {
                children.entry(*positions.get(&**key)?).or_default().push((rest, action));
            }
            _ => return None,
        }
    }
    Some(children)
}

/// The name that a key is found by.
fn name(key: Node<'_>) -> Option<&str> {
    match scalar(key) {
        Scalar::Text(text) | Scalar::Number(text) if key.kind() == Kind::Scalar => Some(text),
        _ => None,
    }
}

fn scalar(node: Node<'_>) -> Scalar<'_> {
    node.scalar().unwrap_or(Scalar::Null)
}

/// An alias as it is written.
fn alias<'t>(tree: &'t Tree, node: Node<'_>) -> &'t str {
    &tree.source()[node.span().range()]
}

fn part(tree: &Tree, node: Node<'_>) -> Part {
    let data = match node.kind() {
        Kind::Alias => Data::Alias(alias(tree, node).to_owned()),
        Kind::Sequence => Data::Sequence(node.children().map(|child| part(tree, child)).collect()),
        Kind::Mapping => Data::Mapping(node.children().map(|child| part(tree, child)).collect()),
        Kind::Scalar => match scalar(node) {
            Scalar::Null => Data::Null,
            Scalar::Bool(truth) => Data::Bool(truth),
            Scalar::Number(number) => Data::Number(number.to_owned()),
            Scalar::Text(text) => Data::Text(text.to_owned()),
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

impl Part {
    /// Makes a change; `None` where the path does not allow it.
    fn change(&mut self, path: &[At], action: &Action) -> Option<()> {
        match action {
            Action::Set(value) => set(self, path, value),
            Action::Remove => remove(self, path),
            Action::Insert(value) => {
                let (_, list) = path.split_last()?;
                let list = find(self, list)?;
                let Data::Sequence(items) = &mut list.data else { return None };
                items.push(made(value));
                Some(())
            }
            Action::Replace { from, to } => {
                let text = find(self, path)?;
                let Data::Text(text) = &mut text.data else { return None };
                *text = text.replacen(from, to, 1);
                Some(())
            }
        }
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
        (Data::Sequence(items), At::Index(position)) => items.get_mut(*position),
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
