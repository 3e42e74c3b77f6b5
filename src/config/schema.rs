//! The JSON schema of a configuration file, for editors.

use serde_json::{Map, Value, json};

use super::{FailOn, Peer, RuleLevel};
use crate::rule::Rule;
use crate::ruleset::RuleSet;

/// The JSON schema of a configuration of these rules.
pub fn schema(rules: &RuleSet) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "plimsoll.yaml",
        "description": "The configuration of Plimsoll.",
        "type": ["object", "null"],
        "properties": {
            "rules": {"$ref": "#/$defs/rules"},
            "packs": texts("Folders of rule packs, relative to this file."),
            "parameters": {
                "description": "Values for template parameters, wherever a template declares them. \
                                `--parameter` and `--parameter-file` win.",
                "type": ["object", "null"],
                "additionalProperties": {"anyOf": [scalar(), {"type": "array", "items": scalar()}]}
            },
            "exclude": texts(
                "Files and folders that are not linted, even where they are named on the command line. Patterns \
                 follow .gitignore: without a slash they match at any depth."
            ),
            "overrides": {
                "description": "Other levels and options for some files. Of the overrides that match a file the last \
                                one that speaks of a rule counts.",
                "type": ["array", "null"],
                "items": {
                    "type": "object",
                    "properties": {
                        "paths": some_texts("The files, as patterns like those of .gitignore."),
                        "rules": {"$ref": "#/$defs/rules"}
                    },
                    "required": ["paths", "rules"],
                    "additionalProperties": false
                }
            },
            "exceptions": {
                "description": "Findings that are known and accepted.",
                "type": ["array", "null"],
                "items": exception()
            },
            "ignores": ignores(),
            "fail-on": {
                "description": "The level from which findings make the exit status 1; warning by default.",
                "enum": FailOn::NAMES
            }
        },
        "additionalProperties": false,
        "$defs": {
            "level": {"enum": RuleLevel::NAMES},
            "rules": {
                "description": "Levels and options by rule, or by a glob such as `s3/*`. An exact id counts more \
                                than a glob, and a longer glob more than a shorter one. No glob switches on what is off by \
                                name or by itself.",
                "type": ["object", "null"],
                "properties": rules.rules.iter().map(|rule| (rule.id.to_string(), setting(rule))).collect::<Map<_, _>>(),
                "additionalProperties": {
                    "anyOf": [
                        {"$ref": "#/$defs/level"},
                        {
                            "type": "object",
                            "properties": {"level": {"$ref": "#/$defs/level"}, "options": {"type": "object"}},
                            "additionalProperties": false
                        }
                    ]
                }
            }
        }
    })
}

/// A rule with its options.
fn setting(rule: &Rule) -> Value {
    let options = rule.options.iter().map(|(name, option)| (name.clone(), option.schema.clone()));
    json!({
        "description": rule.title,
        "anyOf": [
            {"$ref": "#/$defs/level"},
            {
                "type": "object",
                "properties": {
                    "level": {"$ref": "#/$defs/level"},
                    "options": {
                        "type": ["object", "null"],
                        "properties": options.collect::<Map<_, _>>(),
                        "additionalProperties": false
                    }
                },
                "additionalProperties": false
            }
        ]
    })
}

fn exception() -> Value {
    json!({
        "type": "object",
        "properties": {
            "rule": some_texts("The rule, or a glob such as `s3/*`."),
            "rules": some_texts("The rules."),
            "paths": some_texts("The files, as patterns like those of .gitignore; all if left out."),
            "resources": some_texts(
                "Logical ids or construct paths with `*` and `?`; what matches a construct matches all in it. All if \
                 left out."
            ),
            "reason": {"description": "Why the findings are accepted.", "type": "string"},
            "until": {
                "description": "The last day on which the exception counts.",
                "type": "string",
                "format": "date",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
            }
        },
        "oneOf": [{"required": ["rule"]}, {"required": ["rules"]}],
        "additionalProperties": false
    })
}

fn ignores() -> Value {
    json!({
        "description": "Which exceptions count.",
        "type": ["object", "null"],
        "properties": {
            "inline": {
                "description": "Whether exceptions in comments and metadata count; true by default.",
                "type": "boolean"
            },
            "require-reason": {
                "description": "Whether an exception without a reason is a finding, `plimsoll/missing-reason`; false by default.",
                "type": "boolean"
            },
            "honour": {
                "description": "The tools whose exceptions count for rules that have the tool's identifier as alias.",
                "anyOf": [peer(), {"type": "array", "items": peer()}]
            },
            "unsuppressible": texts("Rules that no exception silences.")
        },
        "additionalProperties": false
    })
}

fn peer() -> Value {
    json!({"enum": Peer::ALL.map(Peer::as_str)})
}

fn scalar() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

/// A list of texts, or one of them.
fn texts(description: &str) -> Value {
    json!({
        "description": description,
        "anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}]
    })
}

/// A list of at least one text, or one of them.
fn some_texts(description: &str) -> Value {
    json!({
        "description": description,
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::file;
    use super::*;

    fn keys<'s>(schema: &'s Value, path: &str) -> BTreeSet<&'s str> {
        let properties = schema.pointer(path).and_then(|found| found["properties"].as_object());
        properties.unwrap_or_else(|| panic!("no {path}")).keys().map(String::as_str).collect()
    }

    #[test]
    fn the_schema_has_the_keys_that_the_file_may_have() {
        let schema = schema(&RuleSet::builtin());
        assert_eq!(keys(&schema, ""), file::KEYS.into());
        assert_eq!(keys(&schema, "/properties/overrides/items"), file::OVERRIDE_KEYS.into());
        assert_eq!(keys(&schema, "/properties/exceptions/items"), file::EXCEPTION_KEYS.into());
        assert_eq!(keys(&schema, "/properties/ignores"), file::IGNORES_KEYS.into());
        assert_eq!(keys(&schema, "/$defs/rules/additionalProperties/anyOf/1"), file::RULE_KEYS.into());
    }
}
