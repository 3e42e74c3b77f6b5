//! Documents of other services that stand in properties: which properties hold them, and what is in them.
//!
//! A document is JSON or YAML in a text, or an object. It becomes a [`Value`] like a property, every part of it with
//! its place in the file, so that nobody behind this module knows that it was a text. What a text does not say before
//! deployment is unknown in the document.

mod joined;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Document, Resource, at_form};
use crate::source::{FileId, Location};
use crate::syntax::{Format, Kind, Node, Scalar, Tree};
use crate::value::{Data, Entry, Map, Origin, Value};
use joined::Joined;

/// Type, property, kind of document and what it is written in.
const PROPERTIES: &[(&str, &str, &str, Format)] = &[
    ("AWS::ECR::Repository", "LifecyclePolicy.LifecyclePolicyText", "ecr-lifecycle-policy", Format::Json),
    ("AWS::ECR::RepositoryCreationTemplate", "LifecyclePolicy", "ecr-lifecycle-policy", Format::Json),
];

/// A text longer than this is not read; the services take some 30,000 characters.
const MAX_TEXT: usize = 256 * 1024;
/// How many nodes a document may have, aliases written out.
const MAX_NODES: u64 = 50_000;
/// How deep a document may nest.
const MAX_DEPTH: usize = 100;

/// The kinds of documents that there are.
pub fn kinds() -> BTreeSet<&'static str> {
    PROPERTIES.iter().map(|(_, _, kind, _)| *kind).collect()
}

/// Whether a resource of a type may hold a document of one of these kinds.
pub fn holds(resource_type: &str, kinds: &BTreeSet<Arc<str>>) -> bool {
    PROPERTIES.iter().any(|(owner, _, kind, _)| *owner == resource_type && kinds.contains(*kind))
}

/// The documents of a resource. `tree` is that of its file, where it has one.
pub fn find(resource: &Resource, file: FileId, tree: Option<&Tree>) -> Vec<Document> {
    let of_type = PROPERTIES.iter().filter(|(owner, ..)| **owner == *resource.resource_type);
    let mut documents = Vec::new();
    for (_, form, kind, format) in of_type {
        for (property, key, value) in at_form(resource, form) {
            if matches!(value.data, Data::Null) {
                continue;
            }
            let read = read(value, *format, file, tree);
            documents.push(Document {
                kind,
                owner: resource.id.clone(),
                property,
                key,
                origin: value.origin.clone(),
                content: read.content,
                error: read.error,
                size: read.size,
            });
        }
    }
    documents
}

struct Read {
    content: Value,
    error: Option<(String, Location)>,
    size: Option<usize>,
}

fn read(value: &Value, format: Format, file: FileId, tree: Option<&Tree>) -> Read {
    let at = value.origin.at;
    let plain = |content| Read { content, error: None, size: None };
    let Some(pieces) = value.pieces().filter(|_| !matches!(value.data, Data::Unknown(_))) else {
        return plain(value.clone());
    };
    let joined = Joined::new(&pieces, at, file, tree);
    if joined.text.len() > MAX_TEXT {
        return plain(Value::unknown("too large to be read", at));
    }
    let size = value.text().map(|text| text.chars().count());
    let (parsed, name) = match format {
        Format::Json => (Tree::parse_strict_json(joined.text.as_str().into()), "JSON"),
        Format::Yaml => (Tree::parse(joined.text.as_str().into(), format), "YAML"),
    };
    if let Some(error) = parsed.errors().first() {
        let content = Value::unknown(format!("it cannot be read as {name}"), at);
        // What is not known may be what is missing.
        let error = size.map(|_| (error.message.clone(), joined.place(error.span)));
        return Read { content, error, size };
    }
    let Some(root) = parsed.root() else {
        let error = size.map(|_| (format!("it is empty, and no {name}"), at));
        return Read { content: Value::unknown("it is empty", at), error, size };
    };
    if root.size() > MAX_NODES {
        return plain(Value::unknown("too large to be read", at));
    }
    let mut content = joined.value(root, 0);
    content.origin.because.clone_from(&value.origin.because);
    Read { content, error: None, size }
}

impl Joined<'_> {
    /// A node of the text as a value of the file that the text stands in.
    fn value(&self, node: Node<'_>, depth: usize) -> Value {
        let at = self.place(node.site());
        if depth > MAX_DEPTH {
            return Value::unknown("nested too deep to be read", at);
        }
        match node.kind() {
            Kind::Scalar => self.scalar(node, at),
            Kind::Sequence => {
                Value::new(Data::List(node.items().map(|item| self.value(item, depth + 1)).collect()), at)
            }
            Kind::Mapping => {
                let mut map = Map::default();
                for (key, value) in node.entries() {
                    match key.text().filter(|text| !self.has_hole(text)) {
                        Some(text) => map.entries.push(Entry {
                            key: text.into(),
                            at: self.place(key.site()),
                            value: self.value(value, depth + 1),
                        }),
                        None => map.open = Some("a key of it is known at deployment only".into()),
                    }
                }
                Value::new(Data::Map(map), at)
            }
            Kind::Alias => Value::unknown("an alias that names nothing", at),
        }
    }

    fn scalar(&self, node: Node<'_>, at: Location) -> Value {
        let text = node.text().unwrap_or("");
        if self.has_hole(text) {
            return self.with_holes(text, at);
        }
        let data = match node.scalar() {
            Some(Scalar::Null) => Data::Null,
            Some(Scalar::Bool(truth)) => Data::Bool(truth),
            Some(Scalar::Number(_)) => Data::Number(text.into()),
            _ => Data::Text(text.into()),
        };
        Value { data, origin: Origin::at(at) }
    }
}
