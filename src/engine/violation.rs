//! What a rule answers, read strictly: a finding that is not understood is a fault of the rule, never dropped.

use std::sync::Arc;

use regorus::Value;
use regorus::value::Object;

use crate::model::Step;
use crate::rule::{Confidence, Level, confidence_named, level_named};
use crate::spelling;

/// One finding of a rule: a path into its input, and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Begins with `resources`, `images`, `constructs` or `documents` and names one of them.
    pub at: Vec<Step>,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Deny {
        message: String,
        related: Vec<RelatedSpec>,
        /// Lowers the level of the rule.
        level: Option<Level>,
        /// Lowers the confidence of the rule.
        confidence: Option<Confidence>,
        fix: Option<FixSpec>,
    },
    /// The rule could not tell.
    Undecided { reason: String },
}

/// Another place that explains the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedSpec {
    pub at: Vec<Step>,
    pub message: String,
    /// The file that `at` is a path into; this one if `None`.
    pub file: Option<Arc<str>>,
}

/// A change of the facts that would remove the finding.
#[derive(Clone, Debug, PartialEq)]
pub struct FixSpec {
    pub title: String,
    pub safe: bool,
    pub edits: Vec<EditSpec>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum EditSpec {
    /// Gives a property a value, and makes its parents where they are missing.
    Set {
        at: Vec<Step>,
        value: serde_json::Value,
    },
    Remove {
        at: Vec<Step>,
    },
    /// Inserts an element into a list.
    Insert {
        at: Vec<Step>,
        value: serde_json::Value,
    },
    /// Replaces the only occurrence of a text within a text.
    Replace {
        at: Vec<Step>,
        from: String,
        to: String,
    },
}

/// What the parts of the input that a finding may point into are called, and whether their members are named.
const ROOTS: [(&str, bool); 4] = [("resources", true), ("images", false), ("constructs", false), ("documents", false)];

const KEYS: [&str; 7] = ["at", "message", "related", "level", "confidence", "fix", "undecided"];

type Read<T> = Result<T, String>;

/// The findings in what a `deny` evaluates to.
pub(super) fn read(findings: &Value) -> Read<Vec<Violation>> {
    match findings {
        Value::Set(findings) => findings.iter_sorted().map(violation).collect(),
        Value::Undefined => Ok(Vec::new()),
        other => Err(format!("deny is {}, not a set of findings (`deny contains finding if …`)", type_of(other))),
    }
}

fn violation(value: &Value) -> Read<Violation> {
    let finding = object(value, "a finding")?;
    known_keys(finding, &KEYS, "a finding")?;
    let at = path(required(finding, "at", "a finding")?, "at")?;
    let kind = match member(finding, "undecided") {
        Some(reason) => undecided(finding, reason)?,
        None => deny(finding)?,
    };
    Ok(Violation { at, kind })
}

fn undecided(finding: &Object, reason: &Value) -> Read<Kind> {
    if finding.len() > 2 {
        return Err("an undecided finding has `at` and `undecided` and nothing else".to_owned());
    }
    Ok(Kind::Undecided { reason: text(reason, "undecided")? })
}

fn deny(finding: &Object) -> Read<Kind> {
    Ok(Kind::Deny {
        message: text(required(finding, "message", "a finding")?, "message")?,
        related: member(finding, "related").map_or(Ok(Vec::new()), |list| items(list, "related", related))?,
        level: member(finding, "level").map(level).transpose()?,
        confidence: member(finding, "confidence").map(confidence).transpose()?,
        fix: member(finding, "fix").map(fix).transpose()?,
    })
}

fn level(value: &Value) -> Read<Level> {
    let name = text(value, "level")?;
    level_named(&name).ok_or_else(|| format!("`level` is \"{name}\", not one of error, warning, info"))
}

fn confidence(value: &Value) -> Read<Confidence> {
    let name = text(value, "confidence")?;
    confidence_named(&name).ok_or_else(|| format!("`confidence` is \"{name}\", not one of high, medium, low"))
}

fn related(value: &Value) -> Read<RelatedSpec> {
    let place = object(value, "an item of `related`")?;
    known_keys(place, &["at", "message", "file"], "an item of `related`")?;
    Ok(RelatedSpec {
        at: path(required(place, "at", "an item of `related`")?, "at")?,
        message: text(required(place, "message", "an item of `related`")?, "message")?,
        file: member(place, "file").map(|file| text(file, "file")).transpose()?.map(Arc::from),
    })
}

fn fix(value: &Value) -> Read<FixSpec> {
    let fix = object(value, "`fix`")?;
    known_keys(fix, &["title", "safe", "edits"], "`fix`")?;
    let safe = match required(fix, "safe", "`fix`")? {
        Value::Bool(safe) => *safe,
        other => return Err(format!("`safe` is {}, not true or false", type_of(other))),
    };
    let edits = items(required(fix, "edits", "`fix`")?, "edits", edit)?;
    if edits.is_empty() {
        return Err("`fix` has no edits".to_owned());
    }
    Ok(FixSpec { title: text(required(fix, "title", "`fix`")?, "title")?, safe, edits })
}

fn edit(value: &Value) -> Read<EditSpec> {
    let edit = object(value, "an edit")?;
    let keys = |keys: &[&str]| known_keys(edit, keys, "an edit");
    let value = || required(edit, "value", "an edit").and_then(json);
    if let Some(at) = member(edit, "set") {
        keys(&["set", "value"])?;
        return Ok(EditSpec::Set { at: path(at, "set")?, value: value()? });
    }
    if let Some(at) = member(edit, "remove") {
        keys(&["remove"])?;
        return Ok(EditSpec::Remove { at: path(at, "remove")? });
    }
    if let Some(at) = member(edit, "insert") {
        keys(&["insert", "value"])?;
        return Ok(EditSpec::Insert { at: path(at, "insert")?, value: value()? });
    }
    let Some(at) = member(edit, "replace") else {
        return Err("an edit has none of `set`, `remove`, `insert`, `replace`".to_owned());
    };
    keys(&["replace", "from", "to"])?;
    let word = |key: &str| required(edit, key, "an edit").and_then(|word| text(word, key));
    Ok(EditSpec::Replace { at: path(at, "replace")?, from: word("from")?, to: word("to")? })
}

fn path(value: &Value, key: &str) -> Read<Vec<Step>> {
    let steps = items(value, key, |step| match step {
        Value::String(name) => Ok(Step::Key(name.clone())),
        Value::Number(number) => number
            .as_u64()
            .and_then(|index| usize::try_from(index).ok())
            .map(Step::Index)
            .ok_or_else(|| format!("`{key}` has the index {}, not a whole number from 0", number.format_decimal())),
        other => Err(format!("`{key}` has a step that is {}, not a key or an index", type_of(other))),
    })?;
    let root = ROOTS.iter().find(|(name, _)| matches!(steps.first(), Some(Step::Key(key)) if &**key == *name));
    let Some((name, by_name)) = root else {
        let begins = steps.first().map_or("is empty".to_owned(), |step| format!("begins with {step}"));
        return Err(format!("`{key}` {begins}, not with resources, images, constructs or documents"));
    };
    match (steps.get(1), by_name) {
        (Some(Step::Key(_)), true) | (Some(Step::Index(_)), false) => Ok(steps),
        (_, true) => Err(format!("`{key}` does not say which of the {name}: the second step is an id")),
        (_, false) => Err(format!("`{key}` does not say which of the {name}: the second step is an index")),
    }
}

fn items<T>(value: &Value, key: &str, read: impl Fn(&Value) -> Read<T>) -> Read<Vec<T>> {
    match value {
        Value::Array(items) => items.iter().map(read).collect(),
        other => Err(format!("`{key}` is {}, not an array", type_of(other))),
    }
}

fn object<'v>(value: &'v Value, what: &str) -> Read<&'v Object> {
    match value {
        Value::Object(object) => Ok(object),
        other => Err(format!("{what} is {}, not an object", type_of(other))),
    }
}

fn member<'v>(object: &'v Object, key: &str) -> Option<&'v Value> {
    object.get(&Value::from(key))
}

fn required<'v>(object: &'v Object, key: &str, what: &str) -> Read<&'v Value> {
    member(object, key).ok_or_else(|| format!("{what} has no `{key}`"))
}

fn text(value: &Value, key: &str) -> Read<String> {
    match value {
        Value::String(text) => Ok(text.to_string()),
        other => Err(format!("`{key}` is {}, not a text", type_of(other))),
    }
}

fn json(value: &Value) -> Read<serde_json::Value> {
    serde_json::to_value(value).map_err(|error| format!("`value` is no JSON: {error}"))
}

fn known_keys(object: &Object, keys: &[&str], what: &str) -> Read<()> {
    for key in object.keys_sorted() {
        let Value::String(key) = key else { return Err(format!("{what} has a key that is {}", type_of(key))) };
        if !keys.contains(&&**key) {
            return Err(format!("{what} has an unknown key `{key}`; {}", spelling::hint(key, keys)));
        }
    }
    Ok(())
}

const fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Set(_) => "a set",
        Value::Object(_) => "an object",
        Value::Undefined => "undefined",
    }
}
