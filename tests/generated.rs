//! What is generated from the program is up to date. `UPDATE=1 cargo test --test generated` rewrites it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use plimsoll::rule::FixSafety;
use plimsoll::ruleset::{self, RuleSet};
use serde_json::Value;

#[test]
fn the_schema_of_the_facts() {
    same("schemas/facts.schema.json", &pretty(&plimsoll::facts::schema()));
}

#[test]
fn the_schema_of_the_report() {
    same("schemas/report.schema.json", &pretty(&plimsoll::render::schema()));
}

#[test]
fn the_schema_of_the_configuration() {
    same("schemas/config.schema.json", &pretty(&plimsoll::config::schema(&RuleSet::builtin())));
}

#[test]
fn the_schema_of_the_baseline() {
    same("schemas/baseline.schema.json", &pretty(&plimsoll::baseline::schema()));
}

#[test]
fn the_index_of_the_rules() {
    let mut index = String::from("\n| rule | level | fix | title |\n|---|---|---|---|\n");
    for rule in RuleSet::builtin().rules {
        let level = if rule.enabled { rule.level.as_str() } else { "off" };
        let fix = match rule.fix {
            FixSafety::None => "",
            FixSafety::Safe => "safe",
            FixSafety::Unsafe => "unsafe",
        };
        writeln!(index, "| [`{id}`]({id}/README.md) | {level} | {fix} | {} |", rule.title, id = rule.id).unwrap();
    }
    section("rules/README.md", "<!-- index -->", &index);
}

#[test]
fn what_the_readme_shows() {
    let files = ["examples/cloudformation/service.yaml", "examples/cloudformation/registry.yaml"];
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_plimsoll"))
        .arg("check")
        .args(files)
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    let shown = String::from_utf8(program.stdout).unwrap();
    section("README.md", "<!-- output -->", &format!("\n```text\n{}\n```\n", shown.trim_end()));
}

/// What stands between two marks of a page.
fn section(path: &str, mark: &str, content: &str) {
    let page = fs::read_to_string(path).unwrap();
    let parts: Vec<&str> = page.split(mark).collect();
    let [before, _, after] = parts.as_slice() else { panic!("{path} needs {mark} twice") };
    same(path, &format!("{before}{mark}{content}{mark}{after}"));
}

/// The loader refuses paths that the facts do not have; both must speak of the same fields.
#[test]
fn the_fields_that_the_loader_knows_are_those_of_the_facts() {
    let schema = plimsoll::facts::schema();
    let mut fields = BTreeSet::new();
    collect(&schema, &schema, "", &mut fields);
    assert_eq!(leaves(&fields), leaves(&ruleset::fields().into_iter().collect()));
}

/// The paths that nothing stands below, but for what the facts leave open.
fn leaves(paths: &BTreeSet<String>) -> BTreeSet<&String> {
    const OPEN: [&str; 2] = ["documents", "options"];
    let leaf = |path: &&String| {
        let below = |other: &String| other.starts_with(&format!("{path}.")) || other.starts_with(&format!("{path}["));
        !paths.iter().any(below) && !OPEN.iter().any(|open| path.starts_with(open))
    };
    paths.iter().filter(leaf).collect()
}

/// Every path below a schema, as `images[].tag.value` and `resources.*.properties`.
fn collect(root: &Value, schema: &Value, path: &str, fields: &mut BTreeSet<String>) {
    if !path.is_empty() {
        fields.insert(path.to_owned());
    }
    if let Some(name) = schema["$ref"].as_str() {
        return collect(root, root.pointer(name.trim_start_matches('#')).unwrap(), path, fields);
    }
    for part in ["oneOf", "anyOf"] {
        for option in schema[part].as_array().into_iter().flatten() {
            collect(root, option, path, fields);
        }
    }
    let properties = schema["properties"].as_object().into_iter().flatten();
    for (name, property) in properties.filter(|(name, _)| !name.starts_with('$')) {
        let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        collect(root, property, &below, fields);
    }
    if schema["items"].is_object() {
        collect(root, &schema["items"], &format!("{path}[]"), fields);
    }
    if schema["additionalProperties"].is_object() {
        collect(root, &schema["additionalProperties"], &format!("{path}.*"), fields);
    }
}

fn pretty(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).unwrap())
}

fn same(path: &str, expected: &str) {
    let update = std::env::var_os("UPDATE").is_some();
    if update {
        fs::write(path, expected).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "{path} is out of date: run `UPDATE=1 cargo test --test generated` and read the change");
}
