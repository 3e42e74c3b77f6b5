//! Facts as nobody writes them: those of fixtures with values replaced, dropped, doubled, hidden or of another type.
//! They stay what facts are; only what people write freely is changed.

use serde_json::{Value, json};

use super::ignorance::{mutate, paths};

/// Numbers that look random and are the same for the same seed, by the method called splitmix64.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit).unwrap();
        usize::try_from((mixed ^ mixed >> 31) % limit).unwrap()
    }

    fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }
}

/// One of the inputs, changed in one place to four; values come from the others too.
pub(crate) fn facts(random: &mut Random, inputs: &[Value]) -> Value {
    let mut facts = random.pick(inputs).clone();
    for _ in 0..=random.below(4) {
        let places = paths(&facts);
        if places.is_empty() {
            break;
        }
        let place = random.pick(&places).clone();
        let is_image = place[0] == "images";
        let change = if is_image { random.below(3) } else { random.below(9) };
        let other = other(random, inputs);
        let changed = match change {
            0 => mutate(&facts, &place, |value| set(value, json!({"$unknown": "hidden"}))),
            1 => mutate(&facts, &place, |value| swap(value, &other)),
            2 => mutate(&facts, &place, |value| cut(value, random.below(12))),
            3 => mutate(&facts, &place, double),
            4 => mutate(&facts, &place, retype),
            5 => {
                let odd = random.pick(&odd()).clone();
                mutate(&facts, &place, |value| set(value, odd.clone()))
            }
            6 => mutate(&facts, &place, |value| set(value, other.clone())),
            7 => mutate(&facts, &place, |value| drop_one(value, random.below(8))),
            _ => mutate(&facts, &place, |value| add(value, &other)),
        };
        facts = changed.unwrap_or(facts);
    }
    facts
}

/// A value from somewhere in the inputs.
fn other(random: &mut Random, inputs: &[Value]) -> Value {
    let from = random.pick(inputs);
    let places = paths(from);
    if places.is_empty() {
        return Value::Null;
    }
    let at = |value: &'_ Value, step: &String| match value {
        Value::Array(items) => items[step.parse::<usize>().unwrap()].clone(),
        _ => value[step].clone(),
    };
    random.pick(&places).iter().fold(from.clone(), |value, step| at(&value, step))
}

/// What stands in files now and then, and what only a machine would write. Numbers beyond 64 bits are left out: in a
/// message OPA spells them `1e+21`, and this engine with all their digits.
fn odd() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1.0),
        json!(-0.0),
        json!(9_007_199_254_740_993_i64),
        json!(u64::MAX),
        json!(""),
        json!(" "),
        json!("*"),
        json!("true"),
        json!("10"),
        json!("0x10"),
        json!("1e3"),
        json!("latest"),
        json!("İıſß\u{1f600}"),
        json!("a\nb\tc\u{0}"),
        json!("%s%d%v"),
        json!(".*(+?[\\"),
        json!("arn:aws:ecr:::::/"),
        json!("${AWS::Region}"),
        json!("{\"Version\": 1}"),
        json!([]),
        json!({}),
        json!([[]]),
        json!([null]),
        json!({"": ""}),
        json!({"$unknown": "hidden", "Ref": "x"}),
    ]
}

fn set(value: &mut Value, other: Value) -> bool {
    *value = other;
    true
}

/// One text for another.
fn swap(value: &mut Value, other: &Value) -> bool {
    match (value.as_str(), other.as_str()) {
        (Some(text), Some(other)) if text != other => set(value, json!(other)),
        (Some(text), _) => set(value, json!(text.to_ascii_uppercase())),
        _ => false,
    }
}

/// The first characters of a text, or its last.
fn cut(value: &mut Value, length: usize) -> bool {
    let Some(text) = value.as_str() else { return false };
    let characters = text.chars().count();
    let cut: String = match length % 2 {
        0 => text.chars().take(length).collect(),
        _ => text.chars().skip(characters.saturating_sub(length)).collect(),
    };
    set(value, json!(cut))
}

fn double(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => items.extend(items.clone()),
        Value::String(text) => *text = text.repeat(2),
        _ => return false,
    }
    true
}

fn retype(value: &mut Value) -> bool {
    let other = match &*value {
        Value::String(text) => text.parse::<i64>().map_or_else(|_| json!([text]), |number| json!(number)),
        Value::Number(number) => json!(number.to_string()),
        Value::Bool(truth) => json!(truth.to_string()),
        Value::Array(items) => items.first().cloned().unwrap_or(json!({})),
        Value::Object(_) => json!([value]),
        Value::Null => json!("null"),
    };
    set(value, other)
}

fn drop_one(value: &mut Value, number: usize) -> bool {
    match value {
        Value::Array(items) if !items.is_empty() => drop(items.remove(number % items.len())),
        Value::Object(members) if !members.is_empty() => {
            let key = members.keys().nth(number % members.len()).cloned().unwrap();
            members.remove(&key);
        }
        _ => return false,
    }
    true
}

fn add(value: &mut Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Array(items), _) => items.push(other.clone()),
        (Value::Object(members), Value::Object(others)) => members.extend(others.clone()),
        (Value::Object(members), _) => drop(members.insert("$unknown".to_owned(), json!("opened"))),
        _ => return false,
    }
    true
}
