//! Calls of CDK's API as rules see them, and the rule pack of the examples, which asks about nothing else.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "rules/ignorance.rs"]
mod ignorance;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use plimsoll::config::Config;
use plimsoll::engine::Engine;
use plimsoll::fixtures::{self, Texts};
use plimsoll::lint;
use plimsoll::ruleset::{PackFile, RuleSet};
use serde_json::{Value, json};

const PACK: &str = "examples/custom-rules";

#[test]
fn twins_in_two_languages_call_the_same() {
    let calls = |name: &str| calls(name, &fs::read_to_string(Path::new("tests/calls").join(name)).unwrap());
    let typescript = calls("service.ts");
    let of_python = calls("service.py");
    assert_eq!(without_reasons(&typescript, "service.ts"), without_reasons(&of_python, "service.py"));
    insta::assert_json_snapshot!("calls", typescript);
}

#[test]
fn what_is_not_known_of_arguments_is_open() {
    let seen = calls(
        "app.ts",
        "import { Stack, aws_ecr as ecr, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
         declare const given: any;
         const stack = new Stack();
         new ecr.Repository(stack, 'Spread', { repositoryName: 'a', ...given });
         new ecr.Repository(stack, 'Handed', given);
         new ecr.Repository(stack, ...given);
         new subscriptions.EmailSubscription('a@example.org');",
    );
    let arguments = |api: &str, number: usize| {
        let called = seen.as_array().unwrap().iter().filter(|call| call["api"] == *api);
        called.clone().nth(number).unwrap_or_else(|| panic!("{seen:#}"))["arguments"].clone()
    };
    for number in 0..3 {
        assert!(arguments("aws_ecr.Repository", number)["$unknown"].is_string(), "{number} of {seen:#}");
    }
    assert_eq!(
        arguments("aws_ecr.Repository", 0)["repositoryName"]["$unknown"],
        "given is known only when the app runs"
    );
    let reason = "the names of its arguments are not in the table of CDK's API";
    assert_eq!(arguments("aws_sns_subscriptions.EmailSubscription", 0), json!({"$unknown": reason}));
}

#[test]
fn a_dictionary_of_python_that_may_be_an_options_object_is_open() {
    let seen = calls(
        "app.py",
        "from aws_cdk import Stack, aws_ecr as ecr, aws_lambda as lambda_\n\
         stack = Stack()\n\
         ecr.Repository(stack, 'R', lifecycle_rules=[{'max_image_count': 3}])\n\
         lambda_.Function(stack, 'F', environment={'TABLE': 'orders'})\n",
    );
    let rule = &seen[1]["arguments"]["lifecycleRules"][0];
    assert!(rule["$unknown"].is_string() && rule["max_image_count"] == 3, "{seen:#}");
    assert_eq!(seen[2]["arguments"]["environment"], json!({"TABLE": "orders"}), "{seen:#}");
}

#[test]
fn the_pack_of_the_examples_tests_itself_and_is_loaded_beside_the_rules() {
    let run = |arguments: &[&str]| {
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_plimsoll")).args(arguments).output().unwrap();
        (program.status.code(), String::from_utf8(program.stdout).unwrap())
    };
    let (status, shown) = run(&["test", PACK]);
    assert_eq!((status, shown.trim()), (Some(0), "1 rule: 3 fixtures, 0 examples, 4 Rego tests: 7 passed, 0 failed"));
    for language in ["stack.ts", "stack.py"] {
        let fixture = format!("{PACK}/ecr/disposable-repository/fixtures/{language}");
        let (status, shown) = run(&["check", "--no-config", "--rules", PACK, "--format", "concise", &fixture]);
        assert_eq!(status, Some(1));
        for rule in ["warning ecr/disposable-repository ", "warning ecr/mutable-tags "] {
            assert!(shown.contains(rule), "{rule} in {shown}");
        }
    }
}

#[test]
fn calls_that_are_not_known_accuse_nobody() {
    let validator = jsonschema::validator_for(&plimsoll::facts::schema()).unwrap();
    let pack = pack();
    let rules = RuleSet::builtin().load(&pack).unwrap();
    let rule = rules.rule("ecr/disposable-repository").unwrap();
    let mut evaluator = Engine::new(&rules.libraries, std::slice::from_ref(rule), true).unwrap().evaluator();
    let mut tried = 0;
    for case in fixtures::cases(&pack) {
        for seen in lint::views(&Texts::new(&case.files), std::slice::from_ref(rule), &Config::default()) {
            assert!(validator.is_valid(&seen.input), "{}: {:#}", case.name, seen.input);
            assert_eq!(seen.input["resources"], json!({}), "a rule sees what it selects");
            tried += ignorance::check(&mut evaluator, rule, &seen.input, &case.name);
        }
    }
    assert!(tried > 20, "only {tried} inputs were tried");
}

/// The calls in a file, in the world of the defaults.
fn calls(name: &str, text: &str) -> Value {
    let files: [(Arc<str>, Arc<str>); 1] = [(name.into(), text.into())];
    let seen = lint::facts(&Texts::new(&files), &RuleSet::builtin(), &Config::default(), None);
    seen[0].input["constructs"].clone()
}

/// Reasons speak of what is written, and references of the file.
fn without_reasons(calls: &Value, file: &str) -> Vec<String> {
    fn blank(value: &mut Value) {
        match value {
            Value::Object(members) => {
                if let Some(reason) = members.get_mut("$unknown") {
                    *reason = "…".into();
                }
                members.values_mut().for_each(blank);
            }
            Value::Array(items) => items.iter_mut().for_each(blank),
            _ => {}
        }
    }
    let mut calls = calls.clone();
    blank(&mut calls);
    let mut calls: Vec<String> =
        calls.as_array().unwrap().iter().map(|call| call.to_string().replace(file, "")).collect();
    calls.sort();
    calls
}

fn pack() -> Vec<PackFile> {
    let mut files = Vec::new();
    collect(Path::new(PACK), &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn collect(folder: &Path, files: &mut Vec<PackFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let text = fs::read_to_string(&path).unwrap().into();
            files.push(PackFile { path: path.to_string_lossy().replace('\\', "/").into(), text });
        }
    }
}
