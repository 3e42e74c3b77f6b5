//! What a rule that selects everything sees of templates: intrinsic functions, worlds, loops, SAM, nested stacks.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use plimsoll::config::Config;
use plimsoll::fixtures::Texts;
use plimsoll::lint::{self, Seen};
use plimsoll::ruleset::RuleSet;
use serde_json::{Map, Value, json};

#[test]
fn intrinsic_functions() {
    let seen = seen("intrinsics.yaml");
    insta::assert_json_snapshot!("intrinsics", seen[0].input["resources"]["Probe"]["properties"]);
}

#[test]
fn worlds_are_satisfiable_and_begin_with_the_defaults() {
    let worlds: Vec<Value> = seen("worlds.yaml").iter().map(|seen| brief(&seen.input)).collect();
    insta::assert_json_snapshot!("worlds", worlds);
}

#[test]
fn a_given_parameter_fixes_a_condition() {
    let config = Config { parameters: [("Env".into(), "prod".into())].into(), ..Config::default() };
    let worlds = views("worlds.yaml", &config);
    assert!(worlds.iter().all(|seen| seen.input["scenario"]["IsProd"] == json!(true)));
    assert_eq!(worlds[0].input["resources"]["Alternatives"]["properties"]["RepositoryName"], json!("prod"));
}

#[test]
fn stacks_pass_parameters_outputs_and_exports() {
    let seen: Vec<Value> = seen("stacks").iter().map(|seen| json!({&*seen.file: brief(&seen.input)})).collect();
    insta::assert_json_snapshot!("stacks", seen);
}

#[test]
fn globals_of_sam_are_merged() {
    let seen = seen("sam.yaml");
    insta::assert_json_snapshot!(
        "sam",
        json!({"resources": seen[0].input["resources"], "images": seen[0].input["images"]})
    );
}

#[test]
fn loops_are_unrolled_where_their_collection_is_known() {
    let seen = seen("loops.yaml");
    insta::assert_json_snapshot!("loops", brief(&seen[0].input));
}

#[test]
fn places_are_those_of_the_values() {
    let seen = seen("sam.yaml");
    insta::assert_snapshot!("places", seen[0].places.join("\n"));
}

#[test]
fn what_a_file_says_is_never_taken_for_a_mark() {
    let text = "Resources:\n  Repo:\n    Type: AWS::ECR::Repository\n    Properties:\n      $unknown: {}\n      $text: [a]\n      \
                RepositoryName: orders\n";
    let files = [(Arc::from("a.yaml"), Arc::from(text))];
    let seen = lint::facts(&Texts::new(&files), &RuleSet::builtin(), &Config::default(), None);
    let expected = json!({"$unknown": "a key is called like a mark of the facts", "RepositoryName": "orders"});
    assert_eq!(seen[0].input["resources"]["Repo"]["properties"], expected);
}

/// Scenario, properties and uses; what is absent is left out.
fn brief(input: &Value) -> Value {
    let mut resources = Map::new();
    for (id, resource) in input["resources"].as_object().unwrap() {
        let mut shown = Map::new();
        shown.insert("properties".to_owned(), resource["properties"].clone());
        let used: Vec<String> = resource["referencedBy"]
            .as_array()
            .unwrap()
            .iter()
            .map(|used| {
                let text = |key: &str| used[key].as_str().unwrap_or("-").to_owned();
                format!("{} {} {} {}", text("file"), text("id"), text("form"), text("how"))
            })
            .collect();
        if !used.is_empty() {
            shown.insert("referencedBy".to_owned(), used.into());
        }
        resources.insert(id.clone(), shown.into());
    }
    let tag = |image: &Value| json!({"text": image["text"], "tag": image["tag"]});
    let images: Vec<Value> = input["images"].as_array().unwrap().iter().map(tag).collect();
    json!({"scenario": input["scenario"], "resources": resources, "images": images})
}

fn seen(name: &str) -> Vec<Seen> {
    views(name, &Config::default())
}

fn views(name: &str, config: &Config) -> Vec<Seen> {
    let path = Path::new("tests/facts").join(name);
    let mut files: Vec<(Arc<str>, Arc<str>)> = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(&path).unwrap() {
            let entry = entry.unwrap();
            files.push((entry.file_name().to_string_lossy().into(), fs::read_to_string(entry.path()).unwrap().into()));
        }
    } else {
        files.push((name.into(), fs::read_to_string(&path).unwrap().into()));
    }
    lint::facts(&Texts::new(&files), &RuleSet::builtin(), config, None)
}
