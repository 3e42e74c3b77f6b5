//! Configurations and packs: they are read again when they change, and their mistakes are shown where they are.

use serde_json::json;

use crate::editor::{Editor, TEMPLATE, able};

const RULE: &str = "\
# METADATA
# title: A repository has a name
# description: Names tell people what is in it.
# scope: package
# custom:
#   level: warning
#   confidence: high
#   selects: {resources: [\"AWS::ECR::Repository\"]}
package plimsoll.rules.house.named

deny contains finding if {
\tsome id, resource in input.resources
\tnot resource.properties.RepositoryName
\tfinding := {\"at\": [\"resources\", id], \"message\": \"this repository has no name\"}
}
";
const FILES: [(&str, &str); 3] =
    [("app.yaml", TEMPLATE), ("plimsoll.yaml", "packs: [house]\n"), ("house/house/named/rule.rego", RULE)];
const OWN: &str = "house/named@1:2-1:7";

fn messages(editor: &mut Editor, name: &str) -> Vec<String> {
    let published = editor.published(name).unwrap_or(json!({"diagnostics": []}));
    let diagnostics = published["diagnostics"].as_array().unwrap().clone();
    diagnostics.iter().map(|diagnostic| diagnostic["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_configuration_counts_while_it_is_edited() {
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE), ("plimsoll.yaml", "rules: {}\n")]);
    editor.open_saved("plimsoll.yaml");
    assert_eq!(editor.found("app.yaml").len(), 1);
    editor.change("plimsoll.yaml", 2, &json!([{"text": "rules:\n  ecr/scan-disabled: off\n"}]));
    assert_eq!(editor.found("app.yaml"), [""; 0]);
    editor.change("plimsoll.yaml", 3, &json!([{"text": "rules:\n  ecr/scan-disabledd: off\n"}]));
    assert_eq!(editor.found("plimsoll.yaml"), ["-@1:2-1:20"]);
    let message = messages(&mut editor, "plimsoll.yaml").remove(0);
    assert!(message.contains("ecr/scan-disabledd") && message.contains("did you mean"), "{message}");
    // The last configuration that could be read still counts.
    assert_eq!(editor.found("app.yaml"), [""; 0]);
    editor.close("plimsoll.yaml");
    assert_eq!((editor.found("plimsoll.yaml").len(), editor.found("app.yaml").len()), (0, 1));
    assert_eq!(editor.end(), 0);
}

#[test]
fn with_a_broken_configuration_nothing_is_accused() {
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE), ("plimsoll.yaml", "rules: 7\n")]);
    editor.open_saved("app.yaml");
    assert_eq!((editor.found("app.yaml").len(), editor.found("plimsoll.yaml").len()), (0, 1));
    editor.write("plimsoll.yaml", "rules: {}\n");
    editor.watched("plimsoll.yaml", 2);
    assert_eq!((editor.found("app.yaml").len(), editor.found("plimsoll.yaml").len()), (1, 0));
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_rule_is_judged_by_while_it_is_written() {
    let mut editor = Editor::new(&FILES);
    editor.open_saved("house/house/named/rule.rego");
    assert!(editor.found("app.yaml").contains(&OWN.to_owned()));
    let rego = "house/house/named/rule.rego";
    editor.change(rego, 2, &json!([{"text": RULE.replace("has no name", "wants a name")}]));
    assert!(messages(&mut editor, "app.yaml").contains(&"this repository wants a name".to_owned()));
    editor.change(rego, 3, &json!([{"text": RULE.replace("input.resources", "input.resorces")}]));
    let published = editor.published(rego).unwrap();
    let diagnostic = &published["diagnostics"][0];
    assert_eq!(diagnostic["range"]["start"]["line"], 11, "{published:#}");
    assert!(diagnostic["message"].as_str().unwrap().contains("resorces"), "{published:#}");
    assert!(editor.found("app.yaml").contains(&OWN.to_owned()));
    editor.change(rego, 4, &json!([{"text": RULE}]));
    assert_eq!((editor.found(rego).len(), editor.found("app.yaml").len()), (0, 2));
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_pack_that_changes_on_the_disk_is_read_again() {
    let mut editor = Editor::new(&FILES);
    assert!(editor.found("app.yaml").contains(&OWN.to_owned()));
    let rego = "house/house/named/rule.rego";
    editor.write(rego, &RULE.replace("resource.properties", "resource.propertys"));
    editor.watched(rego, 2);
    let found = editor.found(rego);
    assert!(!found.is_empty() || !editor.found("app.yaml").contains(&OWN.to_owned()), "{found:?}");
    std::fs::remove_dir_all(editor.path("house")).unwrap();
    editor.watched("house", 3);
    editor.watched(rego, 3);
    let refused = messages(&mut editor, "plimsoll.yaml");
    assert!(refused.len() == 1 && refused[0].contains("house"), "{refused:?}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn what_counts_outside_of_the_folder_is_watched_too() {
    let mut able = able();
    able["workspace"]["didChangeWatchedFiles"]["relativePatternSupport"] = json!(true);
    let files = [("infra/app.yaml", TEMPLATE), ("plimsoll.yaml", "packs: [house]\n"), FILES[2]];
    let mut editor = Editor::with(&files, &able, &json!({}), &["infra"]);
    assert!(editor.found("infra/app.yaml").contains(&OWN.to_owned()));
    editor.next("client/registerCapability");
    let watchers = &editor.next("client/registerCapability")["registrations"][0]["registerOptions"]["watchers"];
    let house = json!({"globPattern": {"baseUri": editor.uri("house"), "pattern": "**/*"}});
    let file = json!({"globPattern": {"baseUri": editor.uri("."), "pattern": "plimsoll.yaml"}});
    assert_eq!(*watchers, json!([file, house]));
    editor.write("plimsoll.yaml", "rules: {}\n");
    editor.watched("plimsoll.yaml", 2);
    assert!(!editor.found("infra/app.yaml").contains(&OWN.to_owned()));
    editor.next("client/unregisterCapability");
    assert_eq!(editor.end(), 0);
}

#[test]
fn what_is_wrong_with_an_exception_of_the_configuration_is_shown_in_it() {
    let unused = "exceptions:\n  - rule: ecr/mutable-tags\n    reason: there is none\n";
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE), ("plimsoll.yaml", unused)]);
    editor.open_saved("plimsoll.yaml");
    let published = editor.published("plimsoll.yaml").unwrap();
    let diagnostic = &published["diagnostics"][0];
    assert_eq!((&diagnostic["code"], &diagnostic["tags"]), (&json!("plimsoll/unused-ignore"), &json!([1])));
    assert_eq!(editor.end(), 0);
}

#[test]
fn two_configurations_beside_each_other_are_told() {
    let files = [("app.yaml", TEMPLATE), ("plimsoll.yaml", ""), (".plimsoll.yaml", "")];
    let mut editor = Editor::new(&files);
    let shown = editor.next("window/showMessage");
    assert!(shown["message"].as_str().unwrap().contains("keep one of them"), "{shown}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_step_without_end_is_named_before_the_server_ends() {
    let doubled = |name: &str| {
        let next = |number: usize| format!("\t{name}{} := [{name}{number}, {name}{number}]\n", number + 1);
        format!("\t{name}0 := [1]\n{}", (0..40).map(next).collect::<String>())
    };
    let endless = format!("{}{}\ta40 == b40\n\tsome id, resource", doubled("a"), doubled("b"));
    let rule = RULE.replace("\tsome id, resource", &endless);
    let mut editor = Editor::new(&[FILES[0], FILES[1], (FILES[2].0, &rule)]);
    let told = editor.next("window/showMessage");
    let told = told["message"].as_str().unwrap();
    let why = "error: app.yaml: rule house/named failed: it takes more than 9 seconds: the server ends. ";
    assert!(told.starts_with(why), "{told}");
    assert_eq!(editor.outlive(), 2);
}
