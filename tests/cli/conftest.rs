//! Policies of Conftest on the command line, in the configuration, and under exceptions and baselines.

use crate::program::{Folder, Run};

const POLICY: &str = "package main

deny_unowned contains msg if {
	some name, resource in input.Resources
	not resource.Properties.Tags
	msg := sprintf(\"%s has no owner\", [name])
}

warn contains \"the template says nothing of itself\" if not input.Description
";

const TEMPLATE: &str = "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n";

fn folder() -> Folder {
    Folder::new().with("policy/owners.rego", POLICY).with("queue.yaml", TEMPLATE)
}

fn findings(run: &Run) -> Vec<&str> {
    run.stdout.lines().filter(|line| line.contains(": ") && line.starts_with("queue.yaml")).collect()
}

const UNOWNED: &str = "queue.yaml:1:1: error conftest/main-deny-unowned Jobs has no owner";
const SILENT: &str = "queue.yaml:1:1: warning conftest/main-warn the template says nothing of itself";

#[test]
fn a_folder_of_policies_is_a_pack_of_rules() {
    let folder = folder();
    let run = folder.run(&["queue.yaml", "--rules", "policy", "--format", "concise"]);
    assert_eq!((run.status, findings(&run)), (1, vec![UNOWNED, SILENT]), "{}", run.stderr);
    let run = folder.run(&["queue.yaml", "--rules", "policy", "--level", "conftest/*=off", "--format", "concise"]);
    assert_eq!((run.status, findings(&run)), (0, vec![]), "{}", run.stderr);
    let rules = folder.run(&["rules", "--rules", "policy"]);
    assert!(rules.stdout.contains("conftest/main-deny-unowned "), "{}", rules.stdout);
    let page = folder.run(&["explain", "conftest/main-warn", "--rules", "policy"]);
    assert!(page.stdout.contains("The policy `warn` of package main, in policy/owners.rego."), "{}", page.stdout);
    let seen = folder.run(&["facts", "queue.yaml", "--rule", "conftest/main-warn", "--rules", "policy"]);
    let seen: serde_json::Value = serde_json::from_str(&seen.stdout).unwrap();
    assert_eq!(seen, serde_json::json!({"Resources": {"Jobs": {"Type": "AWS::SQS::Queue"}}}));
}

#[test]
fn the_configuration_decides_about_policies_too() {
    let folder = folder().with(
        "plimsoll.yaml",
        "packs: [policy]\nrules: {conftest/main-deny-unowned: info}\nexceptions:\n- rules: [conftest/main-warn]\n  reason: short\n",
    );
    let run = folder.run(&["queue.yaml", "--format", "concise"]);
    let lowered = UNOWNED.replace("error", "info");
    assert_eq!((run.status, findings(&run)), (0, vec![&*lowered]), "{}", run.stderr);
}

#[test]
fn comments_and_baselines_know_policies() {
    let folder = folder();
    folder.write("queue.yaml", format!("# plimsoll: ignore-file[conftest/main-warn] it is short\n{TEMPLATE}"));
    let run = folder.run(&["queue.yaml", "--rules", "policy", "--format", "concise"]);
    assert_eq!((run.status, findings(&run)), (1, vec![UNOWNED]), "{}", run.stderr);
    let made = folder.run(&["baseline", "create", "queue.yaml", "--rules", "policy"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    folder.write("queue.yaml", TEMPLATE);
    let run =
        folder.run(&["queue.yaml", "--rules", "policy", "--baseline", "plimsoll-baseline.json", "--format", "concise"]);
    assert_eq!((run.status, findings(&run)), (1, vec![SILENT]), "{}{}", run.stdout, run.stderr);
}

#[test]
fn tests_of_policies_are_run() {
    let folder = folder().with(
        "policy/owners_test.rego",
        "package main\n\nunowned := {\"Resources\": {\"Jobs\": {}}}\n\n\
         test_an_owner_is_demanded if deny_unowned[\"Jobs has no owner\"] with input as unowned\n",
    );
    let run = folder.run(&["test", "policy"]);
    assert_eq!(
        (run.status, &*run.stdout),
        (0, "2 Conftest rules, 1 Rego test: 1 passed, 0 failed\n"),
        "{}",
        run.stderr
    );
    folder.write("policy/owners_test.rego", "package main\n\ntest_wrong if 1 > 2\n");
    let run = folder.run(&["test", "policy"]);
    assert_eq!(run.status, 1);
    assert_eq!(
        run.stdout,
        "FAIL policy/owners_test.rego:3: test_wrong is not true\n2 Conftest rules, 1 Rego test: 0 passed, 1 failed\n"
    );
}

#[test]
fn what_cannot_be_used_is_said_on_its_source() {
    let folder =
        folder().with("policy/clock.rego", "package main\n\nwarn_late contains \"late\" if time.now_ns() > 0\n");
    let run = folder.run(&["queue.yaml", "--rules", "policy"]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(
        run.stderr.contains("`time.now_ns` is not for rules") && run.stderr.contains("clock.rego:3:"),
        "{}",
        run.stderr
    );
    folder.write("policy/clock.rego", "package main\n\nwarn_late[msg] {\n\tmsg := \"old Rego\"\n}\n");
    let run = folder.run(&["queue.yaml", "--rules", "policy", "--format", "concise"]);
    assert_eq!((run.status, findings(&run).len(), run.stderr.contains("warning: `")), (1, 3, false), "{}", run.stderr);
    folder.write(
        "policy/clock.rego",
        "package main\n\ndeny_new contains 1 if true\n\nwarn_late[msg] {\n\tmsg := \"old\"\n}\n",
    );
    let run = folder.run(&["queue.yaml", "--rules", "policy"]);
    assert_eq!((run.status, run.stderr.contains("identifier")), (2, false), "{}", run.stderr);
}
