//! Rules that are begun by the program.

use std::fs;

use crate::program::{Folder, TEMPLATE};

#[test]
fn a_new_rule_passes_its_tests_and_finds_something() {
    let folder = Folder::new().with("a.yaml", TEMPLATE);
    let run = folder.run(&["new", "house/unowned-queue", "--resource", "AWS::SQS::Queue", "--pack", "policies"]);
    assert_eq!((run.status, &*run.stderr), (0, ""), "{}", run.stdout);
    assert_eq!(run.stdout.lines().next(), Some("policies/house/unowned-queue/rule.rego"));
    let tested = folder.run(&["test", "policies"]);
    assert_eq!(tested.status, 0, "{}", tested.stdout);
    assert_eq!(tested.stdout, "1 rule: 3 fixtures, 2 examples, 3 Rego tests: 8 passed, 0 failed\n");
    folder.write("queue.yaml", "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n");
    let found = folder.run(&["queue.yaml", "--rules", "policies", "--format", "concise"]);
    assert_eq!(
        found.stdout, "queue.yaml:2:3: warning house/unowned-queue no tags: nobody knows whose this is\n",
        "{}",
        found.stderr
    );
}

#[test]
fn nothing_is_written_over_and_no_name_is_taken_twice() {
    let folder = Folder::new().with("rules/house/mine/rule.rego", "mine");
    let refused = |arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{arguments:?}");
        run.stderr
    };
    assert_eq!(refused(&["new", "house/mine"]), "error: rules/house/mine is there already\n");
    assert_eq!(fs::read_to_string(folder.path().join("rules/house/mine/rule.rego")).unwrap(), "mine");
    assert!(refused(&["new", "ecr/mutable-tags"]).starts_with("error: there is a rule ecr/mutable-tags already"));
    for name in ["mine", "House/mine", "plimsoll/mine", "house/../mine", "house/mine/deep", "/mine", "house/"] {
        assert!(refused(&["new", name]).contains(" is no name of a rule: it is SERVICE/FAULT"), "{name}");
    }
    assert!(refused(&["new", "house/other", "--resource", "queue"]).contains("a type of CloudFormation"));
}
