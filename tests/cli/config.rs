//! Which configuration is read, and what it changes.

use std::fs;
use std::sync::Arc;

use plimsoll::syntax::{Format, Kind, Node, Tree};
use serde_json::{Value, json};

use crate::program::{Folder, Run, TEMPLATE};

const OFF: &str = "rules: {ecr/scan-disabled: off}\n";

/// A template with one finding each of `ecr/scan-disabled`, `ecr/mutable-tags` and `ecr/missing-lifecycle-policy`.
const BARE: &str = "Resources:\n  Store:\n    Type: AWS::ECR::Repository\n    Properties:\n      \
                    EncryptionConfiguration: {EncryptionType: KMS, KmsKey: alias/orders}\n";

/// The level, the rule and the file of each finding.
fn findings(run: &Run) -> Vec<String> {
    let words = |line: &str| {
        let file = line.split(':').next().unwrap().to_owned();
        let words: Vec<&str> = line.split_whitespace().skip(1).take(2).collect();
        format!("{} {file}", words.join(" "))
    };
    run.stdout.lines().map(words).collect()
}

#[test]
fn the_nearest_configuration_above_all_paths_is_read() {
    let folder = Folder::new()
        .with("plimsoll.yaml", OFF)
        .with("good.yaml", TEMPLATE)
        .with("infra/.plimsoll.yaml", "rules: {ecr/scan-disabled: info}\n")
        .with("infra/deep/good.yaml", TEMPLATE)
        .with("other/good.yaml", TEMPLATE);
    let check = |arguments: &[&str]| findings(&folder.run(&[arguments, &["--format", "concise"]].concat()));
    assert_eq!(check(&["infra/deep/good.yaml"]), ["info ecr/scan-disabled infra/deep/good.yaml"]);
    assert_eq!(check(&["infra/*/*.yaml"]), ["info ecr/scan-disabled infra/deep/good.yaml"]);
    assert_eq!(check(&["infra/deep", "other"]), [""; 0]);
    assert_eq!(check(&[]), [""; 0]);
    let mut inside = folder.command(&["--format", "concise", "."]);
    let run = Run::from(inside.current_dir(folder.path().join("infra/deep")).output().unwrap());
    assert_eq!(findings(&run), ["info ecr/scan-disabled good.yaml"]);
}

#[test]
fn a_configuration_further_down_is_not_read_and_said_to_be_so() {
    let folder =
        Folder::new().with("a/plimsoll.yaml", OFF).with("b/plimsoll.yaml", "broken: [").with("a/good.yaml", TEMPLATE);
    let run = folder.check();
    assert_eq!(findings(&run), ["warning ecr/scan-disabled a/good.yaml"]);
    assert_eq!(
        run.stderr,
        "notice: a/plimsoll.yaml and 1 more are not read: a run has one configuration, the nearest at or above all its paths\n"
    );
    assert_eq!(folder.run(&["--no-config"]).stderr, "");
}

#[test]
fn the_search_ends_with_the_repository() {
    let folder = Folder::new().with("plimsoll.yaml", OFF).with("inner/good.yaml", TEMPLATE);
    assert_eq!(folder.run(&["inner"]).status, 0);
    folder.write("inner/.git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(folder.run(&["inner"]).status, 1);
}

#[test]
fn a_configuration_can_be_named_and_declined() {
    let folder = Folder::new()
        .with("plimsoll.yaml", OFF)
        .with("good.yaml", TEMPLATE)
        .with("policy/strict.yaml", "overrides: [{paths: good.yaml, rules: {ecr/scan-disabled: error}}]\n");
    let check = |arguments: &[&str]| findings(&folder.run(&[arguments, &["--format", "concise"]].concat()));
    assert_eq!(check(&["--no-config"]), ["warning ecr/scan-disabled good.yaml"]);
    assert_eq!(check(&["--config", "policy/strict.yaml"]), ["error ecr/scan-disabled good.yaml"]);
    let both = folder.run(&["--no-config", "--config", "policy/strict.yaml"]);
    assert_eq!(both.status, 2);
    let missing = folder.run(&["--config", "none.yaml"]);
    assert_eq!((missing.status, &*missing.stderr), (2, "error: cannot read none.yaml: no such file or folder\n"));
}

#[test]
fn a_name_that_is_nearly_right_is_told() {
    let folder = Folder::new().with("plimsoll.yml", OFF).with("good.yaml", TEMPLATE);
    let run = folder.check();
    assert_eq!((run.status, &*run.stderr), (2, "error: plimsoll.yml is not read; call it plimsoll.yaml\n"));
    fs::rename(folder.path().join("plimsoll.yml"), folder.path().join("plimsoll.yaml")).unwrap();
    assert_eq!(folder.check().status, 0);
    folder.write(".plimsoll.yaml", OFF);
    let run = folder.check();
    assert_eq!(
        (run.status, &*run.stderr),
        (2, "error: plimsoll.yaml stands beside .plimsoll.yaml; keep one of them\n")
    );
}

#[test]
fn levels_of_rules_change_findings_and_exit_status() {
    let folder = Folder::new().with("a.yaml", BARE);
    let check = |configuration: &str, arguments: &[&str]| {
        folder.write("plimsoll.yaml", configuration);
        let run = folder.run(&[&["--format", "concise"], arguments].concat());
        (run.status, findings(&run).iter().map(|line| line.replace(" a.yaml", "")).collect::<Vec<_>>().join(", "))
    };
    let all = "warning ecr/missing-lifecycle-policy, warning ecr/mutable-tags, warning ecr/scan-disabled";
    assert_eq!(check("", &[]), (1, all.to_owned()));
    assert_eq!(check("rules: {'ecr/*': off}", &[]), (0, String::new()));
    assert_eq!(
        check("rules: {'*': info, ecr/mutable-tags: error, ecr/scan-disabled: off}", &[]),
        (1, "info ecr/missing-lifecycle-policy, error ecr/mutable-tags".to_owned())
    );
    assert_eq!(check("rules: {'ecr/*': info}", &[]).0, 0);
    assert_eq!(check("rules: {'ecr/*': info}\nfail-on: info", &[]).0, 1);
    assert_eq!(check("fail-on: never", &[]).0, 0);
    assert_eq!(check("fail-on: never", &["--fail-on", "warning"]).0, 1);
    assert_eq!(
        check("rules: {'ecr/*': error}", &["--level", "ecr/*=off", "--level", "ecr/mutable-tags=info"]),
        (0, "info ecr/mutable-tags".to_owned())
    );
}

#[test]
fn a_level_holds_where_its_path_is() {
    let folder = Folder::new().with("a.yaml", BARE).with("test/b.yaml", BARE).with(
        "plimsoll.yaml",
        "rules: {'*': off}\noverrides: [{paths: test, rules: {ecr/mutable-tags: info}}, {paths: a.yaml, rules: {ecr/scan-disabled: error}}]\n",
    );
    assert_eq!(findings(&folder.check()), ["error ecr/scan-disabled a.yaml", "info ecr/mutable-tags test/b.yaml"]);
}

#[test]
fn the_programs_own_rules_have_levels_too() {
    let twice = "Resources:\n  A: {Type: 'AWS::SNS::Topic'}\n  A: {Type: 'AWS::SNS::Topic'}\n";
    let folder = Folder::new().with("a.yaml", twice).with("test/a.yaml", twice).with("plimsoll.yaml", "");
    assert_eq!(
        findings(&folder.check()),
        ["warning plimsoll/duplicate-key a.yaml", "warning plimsoll/duplicate-key test/a.yaml"]
    );
    folder.write(
        "plimsoll.yaml",
        "rules: {'plimsoll/*': error}\noverrides: [{paths: test, rules: {plimsoll/duplicate-key: off}}]\n",
    );
    assert_eq!(findings(&folder.check()), ["error plimsoll/duplicate-key a.yaml"]);
}

#[test]
fn a_finding_that_its_rule_has_lowered_stays_lower() {
    let template = |image: &str| {
        format!(
            "Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions: [{{Image: \"{image}\"}}]\n"
        )
    };
    let folder = Folder::new().with("a.yaml", template("orders:latest")).with("b.yaml", template("orders:main"));
    let levels = |level: &str| {
        folder.write("plimsoll.yaml", format!("rules: {{image/mutable-tag: {level}}}\n"));
        let run = folder.check();
        run.stdout.lines().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(levels("error"), "error warning");
    assert_eq!(levels("warning"), "warning warning");
    assert_eq!(levels("info"), "info info");
}

#[test]
fn options_of_rules_can_differ_by_path() {
    let template = "Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions: [{Image: 'orders:main'}]\n";
    let configuration = "rules: {image/mutable-tag: {options: {words: [latest]}}}\n\
                         overrides: [{paths: b.yaml, rules: {image/mutable-tag: {options: {words: [main]}}}}]\n";
    let folder = Folder::new().with("a.yaml", template).with("b.yaml", template).with("plimsoll.yaml", configuration);
    assert_eq!(folder.check().files(), ["b.yaml"]);
    let facts = folder.run(&["facts", "b.yaml", "--rule", "image/mutable-tag"]);
    let facts: Value = serde_json::from_str(&facts.stdout).unwrap();
    assert_eq!(facts["options"], json!({"words": ["main"]}));
}

#[test]
fn packs_lie_beside_their_configuration() {
    let folder = Folder::new().with("infra/a.yaml", BARE);
    let rule = fs::read_to_string("examples/configuration/policies/house/unowned-repository/rule.rego").unwrap();
    folder.write("infra/policies/house/unowned-repository/rule.rego", &rule);
    folder.write("infra/plimsoll.yaml", "packs: [policies]\nrules: {'*': off, house/unowned-repository: error}\n");
    assert_eq!(
        findings(&folder.run(&["infra", "--format", "concise"])),
        ["error house/unowned-repository infra/a.yaml"]
    );
    folder.write("plimsoll.yaml", "rules: {house/unowned-repository: info}\n");
    assert!(folder.run(&["."]).stderr.contains("there is no rule house/unowned-repository"));
    let run = folder.run(&[".", "--rules", "infra/policies", "--format", "concise"]);
    assert!(run.has("infra/a.yaml:2:3: info house/unowned-repository"), "{}", run.stdout);
    folder.write("infra/policies/house/unowned-repository/rule.rego", rule.replace("deny contains", "deny contain"));
    folder.write("infra/plimsoll.yaml", "packs: [policies, nowhere]\nrules: {x/y: 3}\n");
    let run = folder.run(&["infra"]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    for part in [
        "infra/nowhere is no folder",
        "infra/plimsoll.yaml:1:19",
        "`3` is none of off, info, warning, error",
        "infra/policies/house/unowned-repository/rule.rego:14:",
    ] {
        assert!(run.stderr.contains(part), "no {part} in {}", run.stderr);
    }
    assert!(!run.stderr.contains("there is no rule"), "{}", run.stderr);
}

#[test]
fn settings_cannot_command_a_terminal() {
    let folder = Folder::new().with("plimsoll.yaml", "parameters: {\"\\e[31mA\": \"\\a\"}\n");
    let run = folder.run(&["config", "show"]);
    assert!(!run.stdout.contains(['\u{1b}', '\u{7}']), "{:?}", run.stdout);
    assert!(run.has("parameters.\\u{1b}[31mA"), "{}", run.stdout);
}

#[test]
fn the_schema_knows_the_rules_of_packs() {
    let policies = format!("{}/examples/configuration/policies", env!("CARGO_MANIFEST_DIR"));
    let run = Folder::new().run(&["config", "schema", "--rules", &policies]);
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    let rules = &schema["$defs"]["rules"]["properties"];
    assert_eq!(rules["house/unowned-repository"]["description"], "This repository has no owner");
    assert!(rules["ecr/mutable-tags"].is_object());
}

#[test]
fn what_standard_input_is_called_decides_its_configuration() {
    let folder = Folder::new().with("infra/plimsoll.yaml", OFF);
    assert_eq!(folder.pipe(&["-"], TEMPLATE.as_bytes()).status, 1);
    assert_eq!(folder.pipe(&["-", "--stdin-filename", "infra/new.yaml"], TEMPLATE.as_bytes()).status, 0);
}

#[test]
fn a_configuration_that_cannot_be_text_is_refused() {
    let folder = Folder::new().with("good.yaml", TEMPLATE).with("plimsoll.yaml", b"\xff\xfe");
    assert_eq!(folder.check().stderr, "error: plimsoll.yaml is not UTF-8\n");
    folder.write("plimsoll.yaml", "# much too long\n".repeat(100_000));
    assert_eq!(folder.check().stderr, "error: plimsoll.yaml is larger than 1 MiB\n");
    fs::remove_file(folder.path().join("plimsoll.yaml")).unwrap();
    folder.write("plimsoll.yaml/file", "");
    assert_eq!(folder.check().status, 1);
}

#[test]
fn the_example_is_accepted_and_valid() {
    let text = fs::read_to_string("examples/configuration/plimsoll.yaml").unwrap();
    let schema: Value = serde_json::from_str(&fs::read_to_string("schemas/config.schema.json").unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = schema.iter_errors(&document(&text)).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    let keys = document(&text).as_object().unwrap().len();
    assert_eq!(keys, 8, "the example shows every key");
    let folder = Folder::new();
    let run = folder.run(&[
        "check",
        &format!("{}/examples/configuration", env!("CARGO_MANIFEST_DIR")),
        "--format",
        "concise",
    ]);
    assert_eq!((run.status, &*run.stderr), (1, ""));
    let rules: Vec<String> = findings(&run).iter().map(|line| line.rsplit_once(' ').unwrap().0.to_owned()).collect();
    assert!(rules.contains(&"warning house/unowned-repository".to_owned()), "{rules:?}");
    assert!(rules.contains(&"info ecr/mutable-tags".to_owned()), "{rules:?}");
    let pack = folder.run(&["test", &format!("{}/examples/configuration/policies", env!("CARGO_MANIFEST_DIR"))]);
    assert_eq!(pack.stdout, "1 rule: 2 fixtures, 0 examples, 0 Rego tests: 2 passed, 0 failed\n");
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let schema: Value = serde_json::from_str(&fs::read_to_string("schemas/config.schema.json").unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for text in [
        "rulez: {}",
        "rules: {ecr/scan-disabled: warn}",
        "rules: {image/mutable-tag: {options: {words: [1]}}}",
        "rules: {image/mutable-tag: {options: {wrds: []}}}",
        "overrides: [{paths: a}]",
        "overrides: [{paths: [], rules: {}}]",
        "exceptions: [{reason: a}]",
        "exceptions: [{rule: '*', until: soon}]",
        "exceptions: [{rule: '*', rules: '*'}]",
        "ignores: {honour: [checkof]}",
        "fail-on: sometimes",
        "parameters: {a: {b: c}}",
    ] {
        assert!(!schema.is_valid(&document(text)), "the schema takes {text}");
        let folder = Folder::new().with("plimsoll.yaml", text).with("good.yaml", TEMPLATE);
        assert_eq!(folder.check().status, 2, "the program takes {text}");
    }
}

/// A file as an editor reads it: by YAML 1.2, to which `off` is a text.
fn document(text: &str) -> Value {
    let tree = Tree::parse(Arc::from(text), Format::Yaml);
    assert!(tree.errors().is_empty(), "{:?}", tree.errors());
    value(tree.root().unwrap())
}

fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Mapping => {
            let entries = node.entries().map(|(key, member)| (key.text().unwrap().to_owned(), value(member)));
            Value::Object(entries.collect())
        }
        Kind::Sequence => node.items().map(value).collect(),
        Kind::Scalar | Kind::Alias => {
            let text = node.text().unwrap();
            match text {
                "true" | "false" => json!(text == "true"),
                _ => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
            }
        }
    }
}
