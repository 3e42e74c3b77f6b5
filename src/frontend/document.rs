//! Documents of other services: the files that are one, the properties that hold one, and what is in them.
//!
//! A document is a text, or an object in its place. It becomes a [`Value`] like a property, every part of it with its
//! place in the file, so that nobody behind this module knows that it was a text. What a text does not say before
//! deployment is unknown in the document.

mod file;
mod joined;
mod kinds;
mod npmrc;
mod placeholders;
mod recognise;
mod scripts;
mod shell;
mod tree;
mod workflow;
mod xml;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Document, Owner, Resource, at_form};
use crate::source::{FileId, Location};
use crate::syntax::{Format, Tree};
use crate::value::{Data, Map, Value};
use joined::{Holes, Joined};
use kinds::{KINDS, Kind, Written};

pub use file::{DocumentFile, DocumentUnit};
pub(super) use file::{may_be_text, may_be_tree, parsed, text};

/// A text longer than this is not read; the services take some 30,000 characters.
const MAX_TEXT: usize = 256 * 1024;

/// The file that documents are written in.
#[derive(Clone, Copy, Debug)]
pub struct Host<'a> {
    pub file: FileId,
    pub text: &'a str,
    /// Where it is YAML or JSON.
    pub tree: Option<&'a Tree>,
}

/// What a text says.
#[derive(Debug)]
pub(super) struct Read {
    /// Unknown where it could not be read.
    content: Value,
    /// What is wrong with it, and where.
    error: Option<(String, Location)>,
}

/// The kinds of documents that there are.
pub fn kinds() -> BTreeSet<&'static str> {
    KINDS.iter().map(|kind| kind.word).collect()
}

/// Whether a resource of a type, or the file that is a document of this kind, may hold a document of one of these kinds.
pub fn holds(resource_type: &str, kinds: &BTreeSet<Arc<str>>) -> bool {
    let is_held =
        |kind: &&Kind| kind.word == resource_type || kind.properties.iter().any(|(owner, _)| *owner == resource_type);
    KINDS.iter().filter(is_held).any(|kind| is_wanted(kind, kinds))
}

/// Whether a document is of one of these kinds, or has others in it that are.
fn is_wanted(kind: &Kind, kinds: &BTreeSet<Arc<str>>) -> bool {
    kinds.contains(kind.word) || inner(kind.word).any(|inner| kinds.contains(inner.word))
}

/// The kinds of documents that there may be within those of a kind.
fn inner(word: &str) -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().filter(move |kind| kind.within.contains(&word))
}

/// The documents of a resource.
pub fn of_resource(resource: &Resource, host: &Host<'_>) -> Vec<Document> {
    let mut documents = Vec::new();
    for kind in KINDS {
        for (_, form) in kind.properties.iter().filter(|(owner, _)| **owner == *resource.resource_type) {
            for (property, key, value) in at_form(resource, form) {
                if matches!(value.data, Data::Null) || names_a_file(kind, value) {
                    continue;
                }
                let owner = Owner { id: Some(resource.id.clone()), property, document: None };
                push(&mut documents, kind, owner, key, value, host);
            }
        }
    }
    documents
}

/// The document that a file is, and those within it. `content` is what [`DocumentUnit`] gives in the place of a
/// resource.
pub fn of_file(document: &DocumentFile, content: &Resource, host: &Host<'_>) -> Vec<Document> {
    let whole = Document {
        kind: document.kind(),
        owner: None,
        key: content.key,
        origin: content.properties.origin.clone(),
        content: content.properties.clone(),
        error: None,
        size: Some(host.text.chars().count()),
    };
    let within = scripts::within(&whole, host);
    std::iter::once(whole).chain(within).collect()
}

fn push(
    documents: &mut Vec<Document>,
    kind: &'static Kind,
    owner: Owner,
    key: Location,
    value: &Value,
    host: &Host<'_>,
) {
    let (Read { content, error }, size) = read(kind, value, host);
    let (owner, origin) = (Some(owner), value.origin.clone());
    let document = Document { kind: kind.word, owner, key, origin, content, error, size };
    let within = scripts::within(&document, host);
    documents.push(document);
    documents.extend(within);
}

/// Whether a text says where the document is, instead of what is in it.
fn names_a_file(kind: &Kind, value: &Value) -> bool {
    let one_line = |text: &str| !text.trim_end().contains('\n') && !text.trim_start().starts_with('{');
    matches!(kind.written, Written::Yaml(_)) && value.text().is_some_and(|text| one_line(&text))
}

/// Reads a value, and says how many characters its text has.
fn read(kind: &Kind, value: &Value, host: &Host<'_>) -> (Read, Option<usize>) {
    let at = value.origin.at;
    let plain = |content| (Read { content, error: None }, None);
    let Some(pieces) = value.pieces().filter(|_| !matches!(value.data, Data::Unknown(_))) else {
        return plain(value.clone());
    };
    let holes = if matches!(kind.written, Written::Json(_)) { Holes::Quoted } else { Holes::Bare };
    let joined = Joined::new(&pieces, at, holes, host);
    if joined.text.len() > MAX_TEXT {
        return plain(Value::unknown("too large to be read", at));
    }
    let size = value.text().map(|text| text.chars().count());
    let Read { content, error } = match &kind.written {
        Written::Text(written) => (written.read)(&joined.text, &|span| joined.place(span)),
        Written::Json(_) => parse(&Tree::parse_strict_json(joined.text.as_str().into()), "JSON", &joined, at),
        Written::Yaml(_) => {
            let format = if joined.text.trim_start().starts_with('{') { Format::Json } else { Format::Yaml };
            parse(&Tree::parse(joined.text.as_str().into(), format), "YAML", &joined, at)
        }
    };
    let mut content = joined.fill(content);
    content.origin.because.clone_from(&value.origin.because);
    // What is not known may be what is missing.
    (Read { content, error: error.filter(|_| size.is_some()) }, size)
}

fn parse(parsed: &Tree, name: &str, joined: &Joined<'_>, at: Location) -> Read {
    if let Some(error) = parsed.errors().first() {
        let content = Value::unknown(format!("it cannot be read as {name}"), at);
        return Read { content, error: Some((error.message.clone(), joined.place(error.span))) };
    }
    let Some(root) = parsed.root() else {
        return Read {
            content: Value::unknown("it is empty", at),
            error: Some((format!("it is empty, and no {name}"), at)),
        };
    };
    Read { content: tree::read(root, &|span| joined.place(span)), error: None }
}

impl Joined<'_> {
    /// A value that was read from the text, with holes in the places of their marks.
    fn fill(&self, value: Value) -> Value {
        if !self.has_holes() {
            return value;
        }
        let at = value.origin.at;
        let data = match value.data {
            Data::Text(text) if self.has_hole(&text) => return self.with_holes(&text, at),
            Data::List(items) => Data::List(items.into_iter().map(|item| self.fill(item)).collect()),
            Data::Map(Map { entries, mut open }) => {
                if entries.iter().any(|entry| self.has_hole(&entry.key)) {
                    open = Some("a key of it is known at deployment only".into());
                }
                let known = entries.into_iter().filter(|entry| !self.has_hole(&entry.key));
                let filled = known.map(|mut entry| {
                    entry.value = self.fill(entry.value);
                    entry
                });
                Data::Map(Map { entries: filled.collect(), open })
            }
            other => other,
        };
        Value { data, origin: value.origin }
    }
}
