//! Options of rules: a small part of JSON Schema, enough to tell a user which value was wrong.

use regex::Regex;
use serde_json::{Map, Value};

use crate::spelling;

/// What values an option takes, and the one that it has unless it is configured.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionSpec {
    /// JSON Schema, of the keywords that [`OptionSpec::new`] takes.
    pub schema: Value,
    pub default: Value,
}

const KEYWORDS: [&str; 9] =
    ["type", "enum", "items", "minimum", "maximum", "default", "description", "pattern", "uniqueItems"];

const TYPES: [&str; 7] = ["string", "integer", "number", "boolean", "array", "object", "null"];

impl OptionSpec {
    /// The option that a schema describes.
    ///
    /// # Errors
    /// A keyword that is not known, a type that there is not, no default or one that does not fit; with the
    /// keyword at fault, which is empty where one is missing.
    pub fn new(schema: Value) -> Result<Self, (String, String)> {
        check_schema(&schema)?;
        let default = schema.get("default").cloned();
        let default = default.ok_or_else(|| fault("", "an option needs a `default`"))?;
        let option = Self { schema, default };
        option.accepts(&option.default).map_err(|error| fault("default", format!("the default is wrong: {error}")))?;
        Ok(option)
    }

    /// Whether a value fits.
    ///
    /// # Errors
    /// What is wrong with it, such as `"words[2]" is a number, not a string`.
    pub fn accepts(&self, value: &Value) -> Result<(), String> {
        fits(&self.schema, value, "the value")
    }
}

fn fault(keyword: &str, message: impl Into<String>) -> (String, String) {
    (keyword.to_owned(), message.into())
}

fn check_schema(schema: &Value) -> Result<(), (String, String)> {
    let Value::Object(members) = schema else {
        return Err(fault("", "an option is an object such as {type: string, default: a}"));
    };
    for (keyword, value) in members {
        let wrong = |what: &str| Err(fault(keyword, format!("`{keyword}` is {}, not {what}", type_of(value))));
        match (keyword.as_str(), value) {
            ("type", Value::String(name)) if !TYPES.contains(&name.as_str()) => {
                return Err(fault(keyword, format!("there is no type `{name}`; {}", spelling::hint(name, &TYPES))));
            }
            ("type" | "description", Value::String(_))
            | ("enum", Value::Array(_))
            | ("minimum" | "maximum", Value::Number(_))
            | ("uniqueItems", Value::Bool(_))
            | ("default", _) => {}
            ("items", Value::Object(_)) => check_schema(value)?,
            ("pattern", Value::String(pattern)) => {
                Regex::new(pattern).map_err(|_| fault(keyword, "`pattern` is no regular expression"))?;
            }
            ("type" | "description" | "pattern", _) => return wrong("a string"),
            ("enum", _) => return wrong("an array"),
            ("items", _) => return wrong("an object such as {type: string}"),
            ("minimum" | "maximum", _) => return wrong("a number"),
            ("uniqueItems", _) => return wrong("a boolean"),
            _ => {
                let hint = spelling::hint(keyword, &KEYWORDS);
                return Err(fault(keyword, format!("`{keyword}` is no keyword of an option; {hint}")));
            }
        }
    }
    Ok(())
}

fn fits(schema: &Value, value: &Value, name: &str) -> Result<(), String> {
    let empty = Map::new();
    let schema = schema.as_object().unwrap_or(&empty);
    if let Some(Value::String(wanted)) = schema.get("type")
        && !is_of_type(value, wanted)
    {
        return Err(format!("{name} is {}, not {}", type_of(value), with_article(wanted)));
    }
    if let Some(Value::Array(choices)) = schema.get("enum")
        && !choices.contains(value)
    {
        let choices: Vec<String> = choices.iter().map(Value::to_string).collect();
        return Err(format!("{name} is {value}, not one of {}", choices.join(", ")));
    }
    if let Some(number) = value.as_f64() {
        fits_range(schema, number, name)?;
    }
    if let (Some(Value::String(pattern)), Value::String(text)) = (schema.get("pattern"), value)
        && !Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
    {
        return Err(format!("{name} is {value}, which does not match {pattern}"));
    }
    if let Value::Array(items) = value {
        fits_items(schema, items, name)?;
    }
    Ok(())
}

fn fits_range(schema: &Map<String, Value>, number: f64, name: &str) -> Result<(), String> {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    if let Some(minimum) = bound("minimum").filter(|minimum| number < *minimum) {
        return Err(format!("{name} is {number}, less than {minimum}"));
    }
    if let Some(maximum) = bound("maximum").filter(|maximum| number > *maximum) {
        return Err(format!("{name} is {number}, more than {maximum}"));
    }
    Ok(())
}

fn fits_items(schema: &Map<String, Value>, items: &[Value], name: &str) -> Result<(), String> {
    for (index, item) in items.iter().enumerate() {
        if let Some(of_item) = schema.get("items") {
            fits(of_item, item, &format!("item {index} of {name}"))?;
        }
        let is_repeated = items[..index].contains(item);
        if is_repeated && schema.get("uniqueItems") == Some(&Value::Bool(true)) {
            return Err(format!("{name} has {item} twice"));
        }
    }
    Ok(())
}

fn is_of_type(value: &Value, wanted: &str) -> bool {
    match wanted {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.is_null(),
    }
}

fn with_article(kind: &str) -> String {
    match kind {
        "integer" | "array" | "object" => format!("an {kind}"),
        "null" => kind.to_owned(),
        _ => format!("a {kind}"),
    }
}

fn type_of(value: &Value) -> String {
    with_article(match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_checked_against_the_schema() {
        let words = json!({"type": "array", "items": {"type": "string", "pattern": "^[a-z]+$"}, "uniqueItems": true, "default": []});
        let words = OptionSpec::new(words).unwrap();
        assert_eq!(words.accepts(&json!(["a", "b"])), Ok(()));
        assert_eq!(words.accepts(&json!("a")).unwrap_err(), "the value is a string, not an array");
        assert_eq!(words.accepts(&json!(["a", 1])).unwrap_err(), "item 1 of the value is a number, not a string");
        assert_eq!(
            words.accepts(&json!(["A"])).unwrap_err(),
            "item 0 of the value is \"A\", which does not match ^[a-z]+$"
        );
        assert_eq!(words.accepts(&json!(["a", "a"])).unwrap_err(), "the value has \"a\" twice");
        let days = OptionSpec::new(json!({"type": "integer", "minimum": 1, "maximum": 9, "default": 3})).unwrap();
        assert_eq!(days.accepts(&json!(0)).unwrap_err(), "the value is 0, less than 1");
        assert_eq!(days.accepts(&json!(10)).unwrap_err(), "the value is 10, more than 9");
        assert_eq!(days.accepts(&json!(1.5)).unwrap_err(), "the value is a number, not an integer");
        let scan = OptionSpec::new(json!({"enum": ["declared", "assumed"], "default": "declared"})).unwrap();
        assert_eq!(scan.accepts(&json!("x")).unwrap_err(), "the value is \"x\", not one of \"declared\", \"assumed\"");
    }

    #[test]
    fn schemas_are_checked_themselves() {
        let message = |schema| OptionSpec::new(schema).unwrap_err();
        assert_eq!(message(json!({"type": "string"})).1, "an option needs a `default`");
        assert_eq!(
            message(json!({"type": "strng", "default": 1})).1,
            "there is no type `strng`; did you mean `string`?"
        );
        assert_eq!(
            message(json!({"tpye": "string"})),
            ("tpye".into(), "`tpye` is no keyword of an option; did you mean `type`?".into())
        );
        assert_eq!(
            message(json!({"items": "string", "default": []})).1,
            "`items` is a string, not an object such as {type: string}"
        );
        assert_eq!(
            message(json!({"type": "string", "default": 1})).1,
            "the default is wrong: the value is a number, not a string"
        );
        assert_eq!(message(json!({"pattern": "(", "default": "a"})).1, "`pattern` is no regular expression");
    }
}
