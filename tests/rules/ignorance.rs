//! Replacing any value by an unknown, or opening any object, must add no finding and raise no level.

use std::collections::BTreeMap;

use plimsoll::engine::{Evaluator, Kind, to_input};
use plimsoll::rule::{Level, Rule};
use serde_json::{Value, json};

/// The findings of a rule: the level at each path.
type Accusations = BTreeMap<String, Level>;

/// Tries every mutation of an input; how many there were.
pub(crate) fn check(evaluator: &mut Evaluator, rule: &Rule, input: &Value, name: &str) -> usize {
    let known = accusations(evaluator, rule, input);
    let paths = paths(input);
    for path in &paths {
        for mutated in [replaced(input, path), opened(input, path)].into_iter().flatten() {
            let accused = accusations(evaluator, rule, &mutated);
            for (at, level) in accused {
                let before = known.get(&at).unwrap_or_else(|| panic!("{name}: hiding {path:?} accuses {at}"));
                assert!(level <= *before, "{name}: hiding {path:?} makes {at} worse");
            }
        }
    }
    paths.len()
}

fn accusations(evaluator: &mut Evaluator, rule: &Rule, input: &Value) -> Accusations {
    let violations = evaluator.evaluate(rule, to_input(input).unwrap()).unwrap();
    let mut accusations = Accusations::new();
    for violation in violations {
        if let Kind::Deny { level, .. } = violation.kind {
            let level = level.unwrap_or(rule.level);
            let at = violation.at.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
            let worst = accusations.entry(at).or_insert(level);
            *worst = level.max(*worst);
        }
    }
    accusations
}

/// The paths of what may be unknown: values of properties, and parts of image references.
pub(crate) fn paths(input: &Value) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for root in ["resources", "images", "constructs", "documents", "project"] {
        collect(&input[root], &mut vec![root.to_owned()], &mut paths);
    }
    paths
}

fn collect(value: &Value, path: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    let free = path.iter().any(|step| matches!(step.as_str(), "properties" | "metadata" | "arguments" | "content"));
    let part = path.first().is_some_and(|root| root == "images")
        && (path.len() == 3 && matches!(path[2].as_str(), "tag" | "digest")
            || path.len() == 4 && matches!(path[2].as_str(), "registry" | "repository") && path[3] != "resource");
    if free || part {
        paths.push(path.clone());
    }
    match value {
        Value::Object(members) => {
            // What an unknown says of itself is no value.
            for (key, member) in members.iter().filter(|(key, _)| !key.starts_with('$')) {
                path.push(key.clone());
                collect(member, path, paths);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(index.to_string());
                collect(item, path, paths);
                path.pop();
            }
        }
        _ => {}
    }
}

fn replaced(input: &Value, path: &[String]) -> Option<Value> {
    mutate(input, path, |value| {
        *value = json!({"$unknown": "hidden"});
        true
    })
}

fn opened(input: &Value, path: &[String]) -> Option<Value> {
    mutate(input, path, |value| match value {
        Value::Object(members) => members.insert("$unknown".to_owned(), "opened".into()).is_none(),
        _ => false,
    })
}

/// A copy of an input with the value at a path changed, also where `types` has it again.
pub(crate) fn mutate(input: &Value, path: &[String], change: impl FnOnce(&mut Value) -> bool) -> Option<Value> {
    let mut copy = input.clone();
    if !change(at(&mut copy, path)?) {
        return None;
    }
    if let [root, id, ..] = path
        && root == "resources"
    {
        let kind = input["resources"][id]["resourceType"].as_str()?.to_owned();
        copy["types"][kind][id] = copy["resources"][id].clone();
    }
    Some(copy)
}

fn at<'v>(value: &'v mut Value, path: &[String]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, step| match value {
        Value::Object(members) => members.get_mut(step),
        Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}
