//! The second half of `rules/lib/facts.rego`, carried out in Rust: every rule calls these functions at every step, and
//! a call that the engine carries out costs more than twenty times as much.
//!
//! The file says what they mean. It is what other engines are given, and what this one is given wherever it is not
//! certain that a name leads to the functions here. A test asks both for the same.

use std::sync::{Arc, LazyLock};

use regorus::Value;
use regorus::value::Array;

use super::brief;

/// The library that defines them.
const LIBRARY: &str = include_str!("../../rules/lib/facts.rego");

/// Above this line of it stands what looks at `input`, which calls nothing below.
const HALF: &str = "\n# --- reading a value that is given\n";

const PACKAGE: &str = "data.plimsoll.lib.facts";

/// What the definitions are called by whoever imports their package.
const ALIAS: &str = "facts";

/// The name of a function, how many arguments it takes, and what it answers to as many; undefined is an answer.
type Function = (&'static str, u8, fn(&[Value]) -> Value);

const FUNCTIONS: [Function; 17] = [
    ("get", 3, |of| get(&of[0], &of[1], &of[2])),
    ("property", 3, |of| property(&of[0], &of[1], &of[2])),
    ("hidden", 2, |of| hidden(&of[0], &of[1])),
    ("closed", 2, |of| closed(&of[0], &of[1])),
    ("elements", 2, |of| elements(&of[0], &of[1])),
    ("known", 1, |of| holds(!is_unknown(&of[0]))),
    ("unknown", 1, |of| holds(is_unknown(&of[0]))),
    ("absent", 2, |of| holds(property(&of[0], &of[1], &Value::Null) == Value::Null)),
    ("is", 2, |of| holds(of[0] == of[1])),
    ("is_not", 2, |of| holds(!is_unknown(&of[0]) && of[0] != of[1])),
    ("is_true", 1, |of| holds(is_one_of(&of[0], true, &["true", "True", "TRUE"]))),
    ("is_false", 1, |of| holds(is_one_of(&of[0], false, &["false", "False", "FALSE"]))),
    ("texts", 1, |of| texts(&of[0])),
    ("may_start", 2, |of| holds(may_start(&of[0], &of[1]))),
    ("wildcard", 2, |of| holds(wildcard(&of[0], &of[1]))),
    ("wildcard_may", 2, |of| holds(is_unknown(&of[0]) || is_unknown(&of[1]) || wildcard(&of[0], &of[1]))),
    ("at", 2, |of| at(&of[0], &of[1])),
];

static UNKNOWN: LazyLock<Value> = LazyLock::new(|| Value::from("$unknown"));
static TEXT: LazyLock<Value> = LazyLock::new(|| Value::from("$text"));
static PROPERTIES: LazyLock<Value> = LazyLock::new(|| Value::from("properties"));

/// What is left of a file where the functions stand for their definitions.
pub(super) fn without_definitions(text: &str) -> &str {
    if text != LIBRARY {
        return text;
    }
    text.split_once(HALF).map_or(text, |(rest, _)| rest)
}

/// Whether these files reach the definitions by the name that the functions have, and by no other.
pub(super) fn is_reached_from<'t>(mut texts: impl Iterator<Item = &'t str>) -> bool {
    texts.all(|text| text == LIBRARY || names_plainly(text))
}

/// Whether a file is of another package, and imports this one, if any that it stands below, under its own name.
fn names_plainly(text: &str) -> bool {
    let (head, body) = brief::split(text);
    let plain = |line: &str| {
        let (keyword, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (path, alias) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        match keyword {
            "package" => Some(path) != PACKAGE.strip_prefix("data."),
            "import" if path == PACKAGE => alias.is_empty(),
            "import" => !PACKAGE.starts_with(path),
            _ => true,
        }
    };
    head.lines().all(plain) && !brief::asks_for_packages(body)
}

/// Gives an engine the functions.
pub(super) fn add(rego: &mut regorus::Engine) {
    for (name, arity, function) in FUNCTIONS {
        let answer = move |arguments: Vec<Value>| Ok(function(&arguments));
        rego.add_extension(format!("{ALIAS}.{name}"), arity, Box::new(answer))
            .expect("internal error: no two functions have one name");
    }
}

/// What a predicate answers.
const fn holds(truth: bool) -> Value {
    if truth { Value::Bool(true) } else { Value::Undefined }
}

/// Whether a value counts as true where it stands alone.
fn is_truthy(value: &Value) -> bool {
    !matches!(value, Value::Undefined | Value::Bool(false))
}

const fn is_written(value: &Value) -> bool {
    !matches!(value, Value::Undefined | Value::Null)
}

fn is_unknown(value: &Value) -> bool {
    is_truthy(&value[&*UNKNOWN])
}

/// The step of a path; undefined where it has none of this number.
fn step(path: &Value, number: usize) -> &Value {
    path.as_array().ok().and_then(|steps| steps.get(number)).unwrap_or(&Value::Undefined)
}

/// What stands at the end of a path, given as an array of steps or as one; undefined where a step leads nowhere.
fn walk<'v>(node: &'v Value, path: &Value) -> &'v Value {
    match path {
        Value::Array(steps) => walk_steps(node, steps.as_slice()),
        step => &node[step],
    }
}

fn walk_steps<'v>(node: &'v Value, steps: &[Value]) -> &'v Value {
    steps.iter().fold(node, |node, step| &node[step])
}

fn get(node: &Value, path: &Value, fallback: &Value) -> Value {
    if matches!(node, Value::Object(_)) {
        let value = walk(node, path);
        if is_written(value) {
            return value.clone();
        }
        let first = step(path, 0);
        if *first != Value::Undefined && !is_unknown(node) && !is_written(walk(node, first)) {
            return fallback.clone();
        }
    }
    match hidden(node, path) {
        Value::Undefined => fallback.clone(),
        reason => unknown(reason),
    }
}

fn property(resource: &Value, path: &Value, fallback: &Value) -> Value {
    match &resource[&*PROPERTIES] {
        Value::Undefined => Value::Undefined,
        properties => get(properties, path, fallback),
    }
}

fn hidden(node: &Value, path: &Value) -> Value {
    let mut below = node;
    for number in 0..4 {
        let reason = &below[&*UNKNOWN];
        if *reason != Value::Undefined {
            return reason.clone();
        }
        below = &below[step(path, number)];
    }
    if !matches!(node, Value::Object(_)) {
        return Value::from("this is not an object");
    }
    let Ok(steps) = path.as_array().map(Array::as_slice) else { return Value::Undefined };
    if !is_truthy(&node[step(path, 0)]) {
        return Value::Undefined;
    }
    let last = steps.len().saturating_sub(1).max(1);
    let reasons = (1..=last).map(|length| closed_at(walk_steps(node, &steps[..length]), steps.get(length - 1)));
    reasons.filter(|reason| *reason != Value::Undefined).min().unwrap_or(Value::Undefined)
}

fn closed(node: &Value, path: &Value) -> Value {
    if !matches!(node, Value::Object(_)) {
        return Value::Undefined;
    }
    closed_at(walk(node, path), path.as_array().ok().and_then(|steps| steps.as_slice().last()))
}

/// Why nothing can stand below a value, which a last step led to; undefined where something can.
fn closed_at(value: &Value, step: Option<&Value>) -> Value {
    let reason = &value[&*UNKNOWN];
    if *reason != Value::Undefined {
        return reason.clone();
    }
    match (value, step) {
        (Value::String(_) | Value::Number(_) | Value::Bool(_), Some(step)) => {
            let step = match step {
                Value::String(step) => step.to_string(),
                other => other.to_string(),
            };
            Value::from(format!("{step} is not an object"))
        }
        _ => Value::Undefined,
    }
}

fn unknown(reason: Value) -> Value {
    let mark = [(UNKNOWN.clone(), reason)];
    mark.into_iter().collect::<regorus::value::Object>().into_value()
}

fn elements(node: &Value, path: &Value) -> Value {
    let list = get(node, path, &Value::Undefined);
    if matches!(list, Value::Array(_)) {
        return list;
    }
    let hole = is_unknown(&list).then_some(list);
    hole.into_iter().collect::<Array>().into_value()
}

fn is_one_of(value: &Value, truth: bool, spellings: &[&str]) -> bool {
    match value {
        Value::Bool(value) => *value == truth,
        Value::String(text) => spellings.contains(&&**text),
        _ => false,
    }
}

fn texts(value: &Value) -> Value {
    let parts = match value {
        Value::String(_) => std::slice::from_ref(value),
        _ => value[&*TEXT].as_array().map_or(&[][..], Array::as_slice),
    };
    parts.iter().filter(|part| matches!(part, Value::String(_))).cloned().collect::<Array>().into_value()
}

fn may_start(value: &Value, prefix: &Value) -> bool {
    let start = match value {
        Value::String(text) => return text_of(prefix).is_some_and(|prefix| text.starts_with(&**prefix)),
        _ => step(&value[&*TEXT], 0),
    };
    match start {
        Value::String(start) => text_of(prefix).is_some_and(|p| start.starts_with(&**p) || p.starts_with(&**start)),
        start => is_unknown(value) && !is_written(start),
    }
}

fn text_of(value: &Value) -> Option<&Arc<str>> {
    value.as_string().ok()
}

/// Whether the whole of a text is what a pattern describes, in which `*` stands for any characters of one line.
fn wildcard(pattern: &Value, text: &Value) -> bool {
    let (Some(pattern), Some(text)) = (text_of(pattern), text_of(text)) else { return false };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"*._/+:@-".contains(&byte);
    if !pattern.bytes().all(is_plain) || text.contains('\n') {
        return false;
    }
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(last) = parts.next_back() else { return **text == *first };
    let Some(rest) = text.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    let mut rest = rest;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    true
}

fn at(id: &Value, path: &Value) -> Value {
    let Ok(path) = path.as_array() else { return Value::Undefined };
    let start = [Value::from("resources"), id.clone(), PROPERTIES.clone()];
    start.into_iter().chain(path.iter().cloned()).collect::<Array>().into_value()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Every function over the same arguments; a list that is empty stands for an answer that is undefined.
    fn calls() -> String {
        let call = |(name, arity, _): &Function| {
            let of = ["input.one", "input.two", "input.three"][..usize::from(*arity)].join(", ");
            format!("{name:?}: [answer | answer := facts.{name}({of})]")
        };
        let members: Vec<_> = FUNCTIONS.iter().map(call).collect();
        let members = members.join(",\n");
        format!("package asking\n\nimport data.plimsoll.lib.facts\n\nanswers := {{{members}}}\n")
    }

    fn engine(prepare: impl FnOnce(&mut regorus::Engine)) -> regorus::Engine {
        let mut rego = regorus::Engine::new();
        rego.set_strict_builtin_errors(false);
        prepare(&mut rego);
        rego.add_policy("asking.rego".to_owned(), calls()).expect("the calls are Rego");
        rego
    }

    fn answers(rego: &mut regorus::Engine, input: &serde_json::Value) -> serde_json::Value {
        rego.set_input(serde_json::from_value(input.clone()).expect("any JSON is an input"));
        let answers = rego.eval_rule("data.asking.answers".to_owned()).expect("no function fails");
        serde_json::to_value(answers).expect("answers are JSON")
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::sample::select(vec!["a", "b", "a/b", "true", "FALSE", "a*", "*", "b\nb"]).prop_map(str::to_owned),
            "[ab*/.]{0,4}",
        ]
    }

    fn leaf() -> impl Strategy<Value = serde_json::Value> {
        prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            (0..3).prop_map(Into::into),
            text().prop_map(Into::into),
        ]
    }

    /// Values as facts have them: `$text` is a list of texts and holes.
    fn value() -> impl Strategy<Value = serde_json::Value> {
        leaf().prop_recursive(5, 24, 3, |inner| {
            let member =
                (prop::sample::select(vec!["a", "b", "c", "properties"]).prop_map(str::to_owned), inner.clone());
            let part = prop_oneof![Just(serde_json::Value::Null), text().prop_map(Into::into)];
            let text = prop::collection::vec(part, 0..3).prop_map(|parts| ("$text".to_owned(), parts.into()));
            let reason = leaf().prop_map(|reason| ("$unknown".to_owned(), reason));
            let members = (prop::collection::vec(member, 0..3), prop::option::of(reason), prop::option::of(text));
            prop_oneof![
                prop::collection::vec(inner, 0..3).prop_map(Into::into),
                members.prop_map(|(members, reason, text)| {
                    members.into_iter().chain(reason).chain(text).collect::<serde_json::Map<_, _>>().into()
                }),
            ]
        })
    }

    fn path() -> impl Strategy<Value = serde_json::Value> {
        let name = prop::sample::select(vec!["a", "b", "c", "properties", "$text"]);
        let step = prop_oneof![4 => name.prop_map(serde_json::Value::from), 1 => (0..2).prop_map(Into::into)];
        prop_oneof![4 => prop::collection::vec(step, 0..6).prop_map(Into::into), 1 => leaf()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]

        #[test]
        fn functions_answer_as_they_are_defined(one in value(), two in prop_oneof![path(), value()], three in value()) {
            let mut written = engine(|rego| {
                rego.add_policy("facts.rego".to_owned(), LIBRARY.to_owned()).expect("the library is Rego");
            });
            let mut native = engine(|rego| {
                let rest = without_definitions(LIBRARY).to_owned();
                rego.add_policy("facts.rego".to_owned(), rest).expect("half of the library is Rego");
                add(rego);
            });
            let input = serde_json::json!({ "one": one, "two": two, "three": three });
            prop_assert_eq!(answers(&mut native, &input), answers(&mut written, &input), "of {}", input);
        }
    }

    #[test]
    fn every_definition_has_a_function() {
        let rest = without_definitions(LIBRARY);
        let defined = LIBRARY[rest.len()..].lines().filter_map(|line| line.split_once('(').map(|(name, _)| name));
        let defined: BTreeSet<_> =
            defined.filter(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')).collect();
        assert_eq!(defined, FUNCTIONS.iter().map(|(name, ..)| *name).collect());
        let called = |name: &&str| rest.contains(&format!(" {name}("));
        assert!(!defined.iter().any(called), "the first half calls the second");
    }

    #[test]
    fn other_names_lead_to_the_definitions() {
        let reached = |text: &str| is_reached_from([LIBRARY, text].into_iter());
        assert!(reached("package plimsoll.rules.a.b\n\nimport data.plimsoll.lib.facts\n\nx := 1\n"));
        assert!(reached("package mine\n\nx := 1\n"));
        for text in [
            "package mine\n\nimport data.plimsoll.lib.facts as f\n\nx := 1\n",
            "package mine\n\nimport data.plimsoll.lib\n\nx := 1\n",
            "package mine\n\nx := data.plimsoll.lib.facts.known(1)\n",
            "package mine\n\nx := data[\"plimsoll\"]\n",
            "package plimsoll.lib.facts\n\nx := known(1)\n",
        ] {
            assert!(!reached(text), "{text}");
        }
    }
}
