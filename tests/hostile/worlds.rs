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
