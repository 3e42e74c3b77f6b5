//! Policies of Conftest: the same messages as from Conftest, and what is said of folders that cannot be used.
//!
//! Each folder below `tests/conftest` has policies, a template, and what Conftest says of it. All but the ones in Rego
//! v0 were written by `tests/acceptance/conftest.py`, which asks a real OPA.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use plimsoll::config::Config;
use plimsoll::engine::{TestResult, run_policy_tests};
use plimsoll::finding::Report;
use plimsoll::fixtures::Texts;
use plimsoll::lint;
use plimsoll::ruleset::{PackFile, RuleSet};

fn file(path: &str, text: &str) -> PackFile {
    PackFile { path: path.into(), text: text.into() }
}

/// A policy in a file of its own.
fn policy(body: &str) -> Vec<PackFile> {
    vec![file("policy/a.rego", &format!("package main\n\n{body}\n"))]
}

fn load(files: &[PackFile]) -> RuleSet {
    RuleSet::default().load(files).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// What is said of a folder, each complaint as `marked text: message; help`.
fn complaints(files: &[PackFile]) -> Vec<String> {
    let errors = RuleSet::default().load(files).unwrap_err();
    let show = |error: &plimsoll::rule::PackError| {
        let marked = error.text.get(error.span.range()).unwrap().lines().next().unwrap_or_default();
        let help = error.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{marked}: {}{help}", error.message)
    };
    errors.iter().map(show).collect()
}

fn report(rules: &RuleSet, path: &str, text: &str) -> Report {
    lint::lint(&Texts::new(&[(path.into(), text.into())]), rules, &Config::default())
}

/// The findings of policies as `LEVEL RULE: MESSAGE`, sorted.
fn said(report: &Report) -> String {
    let line = |finding: &plimsoll::finding::Finding| {
        let level = if finding.suppressed.is_some() { "exempt" } else { finding.level.as_str() };
        format!("{level} {}: {}\n", finding.rule, finding.message)
    };
    let mut lines: Vec<String> =
        report.findings.iter().filter(|finding| finding.rule.starts_with("conftest/")).map(line).collect();
    lines.sort();
    lines.concat()
}

const TEMPLATE: &str = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n";

fn messages(body: &str) -> String {
    let report = report(&load(&policy(body)), "a.yaml", TEMPLATE);
    assert_eq!(report.errors, [], "{body}");
    said(&report)
}

fn rego_files(folder: &Path, found: &mut Vec<PackFile>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            rego_files(&path, found);
        } else {
            found.push(file(path.to_str().unwrap(), &fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn policies_say_what_they_say_under_conftest() {
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/conftest").unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 9, "only {} cases", cases.len());
    for case in cases {
        let mut policies = Vec::new();
        rego_files(&case.join("policy"), &mut policies);
        let template =
            ["template.yaml", "template.json"].map(|name| case.join(name)).into_iter().find(|of| of.exists());
        let template = template.unwrap();
        let text = fs::read_to_string(&template).unwrap();
        let report = report(&load(&policies), template.to_str().unwrap(), &text);
        assert_eq!(report.errors, [], "{}", case.display());
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
        let found = said(&report);
        assert!(found == expected, "{}: expected\n{expected}\nfound\n{found}", case.display());
    }
}

#[test]
fn a_finding_is_about_the_file_and_known_by_its_message() {
    let rules = load(&policy("deny_Two_words contains msg if some msg in [\"one\", \"two\"]"));
    let found = report(&rules, "a.yaml", TEMPLATE).findings;
    let places: Vec<_> = found.iter().map(|of| (&*of.rule, of.place.start.line, of.place.end.column)).collect();
    assert_eq!(places, [("conftest/main-deny-two-words", 1, 1), ("conftest/main-deny-two-words", 1, 1)]);
    assert_ne!(found[0].fingerprint, found[1].fingerprint);
    let moved = report(&rules, "a.yaml", &format!("# a comment\n{TEMPLATE}")).findings;
    assert_eq!(found[0].fingerprint, moved[0].fingerprint);
}

#[test]
fn a_program_is_no_document() {
    let rules = load(&policy("deny contains \"found\" if input"));
    let program = "import { Stack } from 'aws-cdk-lib';\nexport class A extends Stack {}\n";
    assert_eq!(said(&report(&rules, "a.ts", program)), "");
    assert_eq!(said(&report(&rules, "a.yaml", "a: b\n")), "", "no template");
}

#[test]
fn folders_are_one_program() {
    let first = [
        file("house/a.rego", "package lib.names\n\nknown := {\"Topic\"}\n\ndeny contains \"never\"\n"),
        file("house/b.rego", "package main\n\nwarn contains \"from the first folder\"\n"),
    ];
    let second = policy(
        "import data.lib.names\n\nwarn contains name if {\n\tsome name, _ in input.Resources\n\tname in names.known\n}",
    );
    let rules = load(&first).load(&second).unwrap();
    assert_eq!(
        said(&report(&rules, "a.yaml", TEMPLATE)),
        "warning conftest/main-warn: Topic\nwarning conftest/main-warn: from the first folder\n"
    );
    assert_eq!(
        complaints(&second),
        [
            "import data.lib.names: there is no `data.lib.names`; policies get no data here: neither the files of --data nor \
          `data.conftest`"
        ]
    );
}

#[test]
fn a_policy_that_fails_is_an_error_that_names_rule_and_file() {
    let rules = load(&policy(
        "deny contains 1 / count(input.Outputs) if true\n\nwarn contains {\"text\": \"x\"}\n\ndeny_fine contains \"fine\"",
    ));
    let report = report(&rules, "a.yaml", &format!("{TEMPLATE}Outputs: {{}}\n"));
    assert_eq!(said(&report), "error conftest/main-deny-fine: fine\n");
    let errors: Vec<_> =
        report.errors.iter().map(|error| (error.file.as_deref(), error.rule.as_deref(), &*error.message)).collect();
    assert_eq!(
        errors,
        [(
            Some("a.yaml"),
            Some("conftest/main-warn"),
            "rule conftest/main-warn failed: a finding needs a text `msg`, and this one has none: {\"text\":\"x\"}"
        )]
    );
}

#[test]
fn what_cannot_run_is_refused_on_load() {
    let of = |body: &str| complaints(&policy(body));
    assert_eq!(
        of("deny contains \"x\" if parse_config(\"hcl2\", input)"),
        [
            "parse_config: `parse_config` is not for rules: it is a function of Conftest's own, and Plimsoll does not have it"
        ]
    );
    assert_eq!(
        of("deny contains \"x\" if time.now_ns() > 0"),
        [
            "time.now_ns: `time.now_ns` is not for rules: a rule must say the same every day: the clock is no part of the facts"
        ]
    );
    assert_eq!(
        of("deny contains data.conftest.file.name"),
        [
            "data.conftest.file.name: there is no `data.conftest.file.name`; policies get no data here: neither the files of --data nor `data.conftest`"
        ]
    );
    assert_eq!(
        of("deny[msg] if { msg := \"x\" }"),
        [
            "deny[msg: `deny` is an object here, and no set of messages; write `deny contains message if { … }`, as Conftest asks too"
        ]
    );
    assert_eq!(
        of("deny contains f(1)\n\nf(x) := f(x)")[0],
        "f: recursion: f → f; Rego has no recursion; write out the levels that there are"
    );
    assert_eq!(of("deny contains sprintf(\"%q\", [1])"), ["\"%q\": `%q` prints differently under OPA; use `%v`"]);
    assert_eq!(of("deny contains \"x\" if {\n\tx = \n}").len(), 1);
    assert_eq!(
        of("deny_a contains 1\n\ndeny_A contains 1"),
        [": there is a rule conftest/main-deny-a already, in policy/a.rego; give one of the two another name"]
    );
}

#[test]
fn a_folder_that_says_nothing_is_refused() {
    assert_eq!(
        complaints(&[file("policy/a.rego", "package house\n\ndeny contains \"x\"\n")]),
        [
            "package house: nothing is asked of package house: policies are in package main; write `package main`, the one that `conftest test` asks too"
        ]
    );
    let neither = [
        ": this folder holds neither a rule nor a policy; a rule is SERVICE/FAULT/rule.rego; a policy of Conftest is `deny`, `violation` or `warn` in package main",
    ];
    assert_eq!(complaints(&policy("allow if true")), neither);
    assert_eq!(complaints(&[file("policy/a_test.rego", "package main\n\ntest_a if true\n")]), neither);
    let mixed = [
        file("p/a/b/rule.rego", "package plimsoll.rules.a.b\n"),
        file("p/a.rego", "package main\n\ndeny contains \"x\"\n"),
    ];
    let said = complaints(&mixed);
    assert!(said.iter().any(|of| of.contains("policies of Conftest go into a folder of their own")), "{said:#?}");
}

#[test]
fn what_is_no_rego_of_either_version_is_refused_as_v1() {
    let old = [file("p/a.rego", "package main\n\ndeny[msg] {\n\tmsg := 1 +\n}\n")];
    assert_eq!(complaints(&old).len(), 1);
    let mixed =
        [file("p/a.rego", "package main\n\ndeny contains \"x\" if input.a\n\nwarn[msg] {\n\tmsg := \"y\"\n}\n")];
    assert_eq!(complaints(&mixed), ["{: not Rego: 'if' keyword is required before rule body"]);
}

#[test]
fn odd_answers_are_passed_over() {
    assert_eq!(messages("deny := true"), "");
    assert_eq!(messages("deny := \"a text\""), "");
    assert_eq!(messages("default deny := false"), "");
    assert_eq!(
        messages("deny contains true\n\ndeny contains null\n\ndeny contains \"x\" if trace(\"seen\")"),
        "error conftest/main-deny: x\n"
    );
    assert_eq!(
        messages("deny_f(x) := \"no rule\"\n\nwarn contains deny_f(1)"),
        "warning conftest/main-warn: no rule\n"
    );
}

#[test]
fn tests_run_as_conftest_verify_runs_them() {
    let files = [
        file(
            "p/a.rego",
            "package main\n\ndeny contains \"open\" if input.open\n\ntest_here if deny[\"open\"] with input as {\"open\": true}\n",
        ),
        file(
            "p/a_test.rego",
            "package main\n\none := {\"open\": true}\n\ntest_closed if count(deny) == 0 with input as {}\n\n\
             test_again if {\n\tsome message in deny with input as one\n\tmessage == \"open\"\n\tone.open\n}\n\n\
             test_wrong_type if not startswith(1, \"a\")\n\ntest_wrong if deny[\"open\"] with input as {}\n\n\
             test_parsed if parse_config(\"yaml\", \"a: b\")\n",
        ),
        file("p/broken_test.rego", "package main\n\ntest_x if {\n"),
    ];
    let outcomes = run_policy_tests(&RuleSet::policy_tests(&files));
    let shown: Vec<(Arc<str>, u32, &str, bool)> = outcomes
        .iter()
        .map(|of| (of.file.clone(), of.line, of.name.as_str(), of.result == TestResult::Passed))
        .collect();
    let of = |file: &str, line, name, passed| (Arc::from(file), line, name, passed);
    assert_eq!(
        shown,
        [
            of("p/broken_test.rego", 4, "", false),
            of("p/a.rego", 5, "test_here", true),
            of("p/a_test.rego", 5, "test_closed", true),
            of("p/a_test.rego", 7, "test_again", true),
            of("p/a_test.rego", 13, "test_wrong_type", true),
            of("p/a_test.rego", 15, "test_wrong", false),
            of("p/a_test.rego", 17, "test_parsed", false),
        ]
    );
}
