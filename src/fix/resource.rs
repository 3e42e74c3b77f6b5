//! Resources compared by what they are, wherever that is written.

use serde_json::Value as Json;

use crate::model::Resource;
use crate::value::{Data, Map, Part, Piece, Value};

/// Whether a resource became another one by setting these properties, and by nothing else.
pub(super) fn changed(one: &Resource, other: &Resource, set: &[(Vec<&str>, &Json)]) -> bool {
    let paths: Vec<(&[&str], &Json)> = set.iter().map(|(path, value)| (&**path, *value)).collect();
    one.id == other.id
        && one.resource_type == other.resource_type
        && one.condition.is_some() == other.condition.is_some()
        && optional(one.deletion_policy.as_ref(), other.deletion_policy.as_ref())
        && optional(one.update_replace_policy.as_ref(), other.update_replace_policy.as_ref())
        && optional(one.metadata.as_ref(), other.metadata.as_ref())
        && became(Some(&one.properties), &other.properties, &paths)
}

fn optional(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => equal(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// Whether a value is another one, but for what is set below it.
fn became(one: Option<&Value>, other: &Value, set: &[(&[&str], &Json)]) -> bool {
    if let Some((_, value)) = set.iter().find(|(path, _)| path.is_empty()) {
        return is(other, value);
    }
    if set.is_empty() {
        return one.is_some_and(|one| equal(one, other));
    }
    let Data::Map(new) = &other.data else { return false };
    let none = Map::default();
    let old = match one.map(|one| &one.data) {
        Some(Data::Map(old)) => old,
        None | Some(Data::Null) => &none,
        Some(_) => return false,
    };
    let below = |key: &str| -> Vec<(&[&str], &Json)> {
        set.iter().filter(|(path, _)| path.first() == Some(&key)).map(|(path, value)| (&path[1..], *value)).collect()
    };
    let kept = old.entries.iter().all(|entry| new.get(&entry.key).is_some());
    let made = set.iter().all(|(path, _)| path.first().is_some_and(|key| new.get(key).is_some()));
    let right = |entry: &crate::value::Entry| became(old.get(&entry.key), &entry.value, &below(&entry.key));
    kept && made && old.open.is_some() == new.open.is_some() && new.entries.iter().all(right)
}

fn is(value: &Value, json: &Json) -> bool {
    match (&value.data, json) {
        (Data::Bool(one), Json::Bool(other)) => one == other,
        (Data::Text(one), Json::String(other)) => **one == **other,
        (Data::Number(one), Json::Number(other)) => **one == other.to_string(),
        _ => false,
    }
}

fn equal(one: &Value, other: &Value) -> bool {
    match (&one.data, &other.data) {
        (Data::Null, Data::Null) => true,
        (Data::Bool(one), Data::Bool(other)) => one == other,
        (Data::Number(one), Data::Number(other)) | (Data::Text(one), Data::Text(other)) => one == other,
        (Data::Composite(one), Data::Composite(other)) => {
            one.len() == other.len() && one.iter().zip(other.iter()).all(|(one, other)| equal_pieces(one, other))
        }
        (Data::List(one), Data::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Data::Map(one), Data::Map(other)) => {
            let member =
                |entry: &crate::value::Entry| other.get(&entry.key).is_some_and(|value| equal(&entry.value, value));
            one.entries.len() == other.entries.len()
                && one.open.is_some() == other.open.is_some()
                && one.entries.iter().all(member)
        }
        // Reasons name lines, which move.
        (Data::Unknown(one), Data::Unknown(other)) => one.reference == other.reference,
        _ => false,
    }
}

fn equal_pieces(one: &Piece, other: &Piece) -> bool {
    match (&one.part, &other.part) {
        (Part::Known(one), Part::Known(other)) => one == other,
        (Part::Hole { unknown: one, .. }, Part::Hole { unknown: other, .. }) => one.reference == other.reference,
        _ => false,
    }
}
