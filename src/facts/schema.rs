//! The JSON schema of the facts.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::image::{KindFacts, TagFacts};
use super::{Fact, Facts};

/// The JSON schema of what a rule sees as `input`.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Facts<'static>).into()
}

impl JsonSchema for Fact<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Fact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Any value. An object with `$unknown` cannot be known, or, beside other keys, may have more \
                            of them; `$ref` says which resource it names, `$text` which parts of a text are known.",
            "if": {"type": "object", "required": ["$unknown"]},
            "then": {
                "properties": {
                    "$unknown": {"type": "string", "minLength": 1},
                    "$ref": {
                        "type": "object",
                        "properties": {
                            "file": {"type": "string"},
                            "id": {"type": "string"},
                            "attribute": {"type": ["string", "null"]}
                        },
                        "required": ["file", "id", "attribute"]
                    },
                    "$text": {"type": "array", "items": {"type": ["string", "null"]}}
                }
            }
        })
    }
}

impl JsonSchema for KindFacts<'_> {
    fn schema_name() -> Cow<'static, str> {
        "RegistryKind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "oneOf": [
                {
                    "enum": [
                        "ecr", "ecr-public", "docker-hub", "codebuild", "asset", "lightsail", "image-builder", "other"
                    ]
                },
                {
                    "type": "object",
                    "properties": {"$unknown": {"type": "string", "minLength": 1}},
                    "required": ["$unknown"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

impl JsonSchema for TagFacts<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Tag".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let unknown = generator.subschema_for::<Fact<'static>>();
        json_schema!({
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "properties": {
                        "value": {"type": "string"},
                        "origin": {"enum": [
                            "literal", "parameter", "mapping", "import", "api", "fallback", "constant", "creator", "context"
                        ]},
                        "because": {"type": ["string", "null"]}
                    },
                    "required": ["value", "origin", "because"],
                    "additionalProperties": false
                },
                {"allOf": [unknown, {"type": "object", "required": ["$unknown"]}]}
            ]
        })
    }
}
