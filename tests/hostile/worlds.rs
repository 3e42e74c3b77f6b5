//! Conditions that allow very many worlds.

use std::fmt::Write as _;

use crate::bounds::{check_file, head, numbered};

/// A template with so many conditions that each hang on a parameter of their own, each used by a repository.
fn independent(count: usize) -> String {
    let parameters = numbered(count, |number| format!("  P{number}: {{Type: String, Default: a}}\n"));
    let conditions = numbered(count, |number| format!("  C{number}: !Equals [!Ref P{number}, b]\n"));
    let resources =
        numbered(count, |number| format!("  R{number}: {{Type: AWS::ECR::Repository, Condition: C{number}}}\n"));
    format!("Parameters:\n{parameters}Conditions:\n{conditions}Resources:\n{resources}")
}

/// A template with so many conditions that each negate the one before, the last of them used.
fn chained(conditions: usize) -> String {
    let mut text = "Parameters: {P: {Type: String, Default: a}}\nConditions:\n  C0: !Equals [!Ref P, b]\n".to_owned();
    for number in 1..conditions {
        writeln!(text, "  C{number}: !Not [!Condition C{}]", number - 1).unwrap();
    }
    let last = conditions - 1;
    text + &format!("Resources:\n  R: {{Type: AWS::ECR::Repository, Condition: C{last}}}\n")
}

#[test]
fn two_to_the_fortieth_worlds() {
    let run = check_file("t.yaml", independent(40));
    let findings = run.stdout.lines().filter(|line| line.contains("warning ecr/scan-disabled")).count();
    // Those of the good file and of the worlds that were looked at.
    assert!(findings > 20, "{}", head(&run.stdout));
}

#[test]
fn ten_thousand_conditions_in_a_chain() {
    let run = check_file("t.yaml", chained(10_000));
    assert!(run.stdout.contains("t.yaml:10004:3: warning ecr/scan-disabled"), "{}", head(&run.stdout));
}

#[test]
fn a_thousand_conditions() {
    let run = check_file("t.yaml", independent(1000));
    assert!(run.stdout.contains("t.yaml:2004:3: warning ecr/scan-disabled"), "{}", head(&run.stdout));
}

#[test]
fn ten_thousand_conditions_in_a_chain_and_many_are_used() {
    let mut text = chained(10_000);
    for number in 0..2000 {
        writeln!(text, "  R{number}: {{Type: AWS::ECR::Repository, Condition: C{}}}", number * 5).unwrap();
    }
    let run = check_file("t.yaml", text);
    for line in [10_005, 10_006, 12_004] {
        let found = format!("t.yaml:{line}:3: warning ecr/scan-disabled");
        assert!(run.stdout.contains(&found), "{}", head(&run.stdout));
    }
}

#[test]
fn ten_thousand_conditions_that_never_are_decided() {
    let mut text = "Conditions:\n  C0: !Not [!Condition C0]\n".to_owned();
    (1..10_000).for_each(|number| writeln!(text, "  C{number}: !Not [!Condition C{}]", number - 1).unwrap());
    text.push_str("Resources:\n");
    (0..1000).for_each(|n| writeln!(text, "  R{n}: {{Type: AWS::ECR::Repository, Condition: C{}}}", 9999 - n).unwrap());
    let run = check_file("t.yaml", text);
    assert!(run.stdout.contains("t.yaml:10003:3: warning ecr/scan-disabled"), "{}", head(&run.stdout));
}

#[test]
fn thousands_of_resources_in_thirty_two_worlds() {
    let functions = numbered(5000, |number| {
        format!("  F{number}: {{Type: AWS::Lambda::Function, Properties: {{Code: {{S3Bucket: !Ref B, S3Key: k}}}}}}\n")
    });
    let bucket = "  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !If [C0, a, !If [C1, b, !If [C2, c, d]]]}}\n";
    let run = check_file("t.yaml", format!("{}{bucket}{functions}", independent(5)));
    assert!(run.stdout.contains("t.yaml:19:3: warning s3/unversioned-artifacts"), "{}", head(&run.stdout));
}
