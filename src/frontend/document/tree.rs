//! YAML and JSON as values.

use crate::source::{Location, Span};
use crate::syntax::{Kind, Node, Scalar};
use crate::value::{Data, Entry, Map, Origin, Value};

/// How many nodes a document may have, aliases written out.
const MAX_NODES: u64 = 50_000;
/// How deep a document may nest.
const MAX_DEPTH: usize = 100;

/// What a tree says.
pub(super) fn read(root: Node<'_>, place: &dyn Fn(Span) -> Location) -> Value {
    if root.size() > MAX_NODES {
        return Value::unknown("too large to be read", place(root.site()));
    }
    value(root, place, 0)
}

fn value(node: Node<'_>, place: &dyn Fn(Span) -> Location, depth: usize) -> Value {
    let at = place(node.site());
    if depth > MAX_DEPTH {
        return Value::unknown("nested too deep to be read", at);
    }
    match node.kind() {
        Kind::Scalar => scalar(node, at),
        Kind::Sequence => Value::new(Data::List(node.items().map(|item| value(item, place, depth + 1)).collect()), at),
        Kind::Mapping => {
            let mut map = Map::default();
            for (key, content) in node.entries() {
                match key.text() {
                    Some(text) => map.entries.push(Entry {
                        key: text.into(),
                        at: place(key.site()),
                        value: value(content, place, depth + 1),
                    }),
                    None => map.open = Some("a key of it is no text".into()),
                }
            }
            Value::new(Data::Map(map), at)
        }
        Kind::Alias => Value::unknown("an alias that names nothing", at),
    }
}

fn scalar(node: Node<'_>, at: Location) -> Value {
    let text = node.text().unwrap_or("");
    let data = match node.scalar() {
        Some(Scalar::Null) => Data::Null,
        Some(Scalar::Bool(truth)) => Data::Bool(truth),
        Some(Scalar::Number(_)) => Data::Number(text.into()),
        _ => Data::Text(text.into()),
    };
    Value { data, origin: Origin::at(at) }
}
