//! Properties that are put together from their places.

use std::sync::Arc;

use super::super::table::TargetStep;
use crate::model::Step;
use crate::source::Location;
use crate::value::{Data, Entry, Map, Value};

/// How long a list may become by setting an item of it.
const MAX_INDEX: usize = 1000;

/// Sets a place in a value, making what stands above it.
pub(super) fn set(whole: &mut Value, path: &[Step], value: Value, key: Location) {
    let Some((first, rest)) = path.split_first() else {
        merge(whole, value);
        return;
    };
    match first {
        Step::Key(name) => {
            let Some(map) = as_map(whole) else { return };
            let found = map.entries.iter().position(|entry| entry.key == *name);
            let number = found.unwrap_or_else(|| {
                map.entries.push(Entry { key: name.clone(), at: key, value: Value::new(Data::Null, key) });
                map.entries.len() - 1
            });
            let entry = &mut map.entries[number];
            if rest.is_empty() {
                *entry = Entry { key: name.clone(), at: key, value };
            } else {
                set(&mut entry.value, rest, value, key);
            }
        }
        Step::Index(index) => {
            let Some(items) = as_list(whole) else { return };
            if *index >= MAX_INDEX {
                return;
            }
            while items.len() <= *index {
                items.push(Value::new(Data::Null, key));
            }
            if rest.is_empty() {
                items[*index] = value;
            } else {
                set(&mut items[*index], rest, value, key);
            }
        }
    }
}

/// Takes a place away.
pub(super) fn remove(whole: &mut Value, path: &[Step]) {
    match (path, &mut whole.data) {
        ([Step::Key(name)], Data::Map(map)) => map.entries.retain(|entry| entry.key != *name),
        ([Step::Key(name), rest @ ..], Data::Map(map)) => {
            if let Some(entry) = map.entries.iter_mut().find(|entry| entry.key == *name) {
                remove(&mut entry.value, rest);
            }
        }
        ([Step::Index(index)], Data::List(items)) if *index < items.len() => {
            items.remove(*index);
        }
        ([Step::Index(index), rest @ ..], Data::List(items)) => {
            if let Some(item) = items.get_mut(*index) {
                remove(item, rest);
            }
        }
        _ => {}
    }
}

/// The value at a place.
pub(super) fn get<'v>(whole: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(whole, |value, step| match (step, &value.data) {
        (Step::Key(name), Data::Map(map)) => map.get(name),
        (Step::Index(index), Data::List(items)) => items.get(*index),
        _ => None,
    })
}

/// Says that a map may have other keys, where there is one.
pub(super) fn open(whole: &mut Value, path: &[Step], reason: &Arc<str>) {
    match (path.split_first(), &mut whole.data) {
        (None, Data::Map(map)) => map.open = map.open.take().or_else(|| Some(reason.clone())),
        (Some((Step::Key(name), rest)), Data::Map(map)) => {
            if let Some(entry) = map.entries.iter_mut().find(|entry| entry.key == *name) {
                open(&mut entry.value, rest, reason);
            }
        }
        (Some((Step::Index(index), rest)), Data::List(items)) => {
            if let Some(item) = items.get_mut(*index) {
                open(item, rest, reason);
            }
        }
        _ => {}
    }
}

pub(super) fn steps(target: &[TargetStep]) -> Vec<Step> {
    let step = |step: &TargetStep| match step {
        TargetStep::Key(key) => Step::Key((*key).into()),
        TargetStep::Index(index) => Step::Index(*index),
    };
    target.iter().map(step).collect()
}

/// Adds the keys of a value to a map, or takes its place.
fn merge(whole: &mut Value, value: Value) {
    match (&mut whole.data, value.data) {
        (Data::Map(map), Data::Map(more)) => {
            for entry in more.entries {
                match map.entries.iter_mut().find(|known| known.key == entry.key) {
                    Some(known) => *known = entry,
                    None => map.entries.push(entry),
                }
            }
            map.open = map.open.take().or(more.open);
        }
        (_, data) => *whole = Value { data, origin: value.origin },
    }
}

/// A value as a map: what is nothing becomes one. What is not known stays so.
fn as_map(value: &mut Value) -> Option<&mut Map> {
    if matches!(value.data, Data::Null) {
        value.data = Data::Map(Map::default());
    }
    match &mut value.data {
        Data::Map(map) => Some(map),
        _ => None,
    }
}

fn as_list(value: &mut Value) -> Option<&mut Vec<Value>> {
    if matches!(value.data, Data::Null) {
        value.data = Data::List(Vec::new());
    }
    match &mut value.data {
        Data::List(items) => Some(items),
        _ => None,
    }
}
