//! The lifecycle rules of a repository as the JSON text of a policy.

use super::super::resolve::val::{Val, What};
use super::super::table::table;
use super::Lowering;
use super::value::known;
use crate::source::Location;
use crate::value::{Data, Entry, Part, Piece, Value, compose};

impl Lowering<'_, '_> {
    /// The text of a lifecycle policy; `None` where there are no rules.
    pub(super) fn lifecycle_rules(&self, name: &str, value: &Val) -> Option<Value> {
        let at = value.origin.at;
        let What::List(list) = &value.what else { return Some(Value::unknown("these rules are not followed", at)) };
        let Some(shape) = table().named(name).and_then(|class| class.shape.as_ref()) else {
            return Some(Value::unknown("not in the table of CDK's API", at));
        };
        if let Some(reason) = &list.open {
            return Some(Value { origin: value.origin.clone(), ..Value::unknown(reason.clone(), at) });
        }
        if list.items.is_empty() {
            return None;
        }
        let mut rules: Vec<Value> =
            list.items.iter().map(|rule| self.element(shape, &self.project(rule), rule.origin.at)).collect();
        number(&mut rules, at);
        let mut pieces = vec![known("{\"rules\":", at)];
        json(&Value::new(Data::List(rules), at), &mut pieces);
        pieces.push(known("}", at));
        let joined = join(pieces, at);
        Some(Value { origin: crate::value::Origin { at, ..value.origin.clone() }, ..joined })
    }
}

/// Gives rules without a priority the next one, and those for any image the last ones.
fn number(rules: &mut [Value], at: Location) {
    let priority = |rule: &Value| rule.get("rulePriority").and_then(|value| value.text()?.parse::<u64>().ok());
    let mut next = rules.iter().filter_map(priority).max().unwrap_or(0) + 1;
    let any = |rule: &Value| {
        let status = rule.get("selection").and_then(|selection| selection.get("tagStatus"));
        status.and_then(Value::text).is_some_and(|status| status == "any")
    };
    for last in [false, true] {
        for rule in rules.iter_mut() {
            if rule.get("rulePriority").is_some() || any(rule) != last {
                continue;
            }
            if let Data::Map(map) = &mut rule.data {
                let value = Value::new(Data::Number(next.to_string().into()), at);
                map.entries.insert(0, Entry { key: "rulePriority".into(), at, value });
                next += 1;
            }
        }
    }
}

/// Writes a value as JSON; what is not known is a hole.
fn json(value: &Value, pieces: &mut Vec<Piece>) {
    let at = value.origin.at;
    match &value.data {
        Data::Null => pieces.push(known("null", at)),
        Data::Bool(truth) => pieces.push(known(if *truth { "true" } else { "false" }, at)),
        Data::Number(number) => pieces.push(known(number, at)),
        Data::Text(text) => pieces.push(known(&serde_json::Value::from(&**text).to_string(), at)),
        Data::List(items) => {
            pieces.push(known("[", at));
            for (number, item) in items.iter().enumerate() {
                if number > 0 {
                    pieces.push(known(",", at));
                }
                json(item, pieces);
            }
            pieces.push(known("]", at));
        }
        Data::Map(map) => {
            pieces.push(known("{", at));
            for (number, entry) in map.entries.iter().enumerate() {
                let comma = if number > 0 { "," } else { "" };
                pieces.push(known(&format!("{comma}{}:", serde_json::Value::from(&*entry.key)), entry.at));
                json(&entry.value, pieces);
            }
            pieces.push(known("}", at));
        }
        Data::Composite(_) | Data::Unknown(_) => {
            pieces.push(super::value::hole("…", value.why_unknown().map_or("not known", |reason| reason), at));
        }
    }
}

/// Neighbouring known parts of one place as one.
fn join(pieces: Vec<Piece>, at: Location) -> Value {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (joined.last_mut(), &piece.part) {
            (Some(Piece { part: Part::Known(text), origin }), Part::Known(more)) if *origin == piece.origin => {
                *text = format!("{text}{more}").into();
            }
            _ => joined.push(piece),
        }
    }
    compose(joined, at)
}
