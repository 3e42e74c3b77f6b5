//! `plimsoll test`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::{CLEAN, FOUND, Stop, packs};
use crate::engine::{TestFile, TestResult, run_tests};
use crate::fixtures;
use crate::ruleset::{PackFile, RuleSet};

#[derive(Args, Clone, Debug)]
pub(super) struct TestArguments {
    /// The folder of a rule pack
    #[arg(value_name = "DIR", default_value = "rules")]
    pack: PathBuf,
}

pub(super) fn run(arguments: &TestArguments) -> Result<u8, Stop> {
    let pack = packs::read(&arguments.pack)?;
    let rules = RuleSet::libraries_beside(&pack).load(&pack).map_err(|errors| packs::refused(&errors))?;
    let mut out = io::stdout().lock();
    let mut failed = 0;
    let cases = fixtures::cases(&pack);
    for case in &cases {
        let complaints = fixtures::run(case, &rules);
        failed += usize::from(!complaints.is_empty());
        for complaint in complaints {
            writeln!(out, "FAIL {}: {complaint}", case.name)?;
        }
    }
    let tests = run_tests(&rules.libraries, &rules.rules, &test_files(&pack));
    for outcome in &tests {
        let complaint = match &outcome.result {
            TestResult::Passed => continue,
            TestResult::Failed => "is not true".to_owned(),
            TestResult::Error(message) => message.clone(),
        };
        failed += 1;
        writeln!(out, "FAIL {}:{}: {} {complaint}", outcome.file, outcome.line, outcome.name)?;
    }
    let examples = cases.iter().filter(|case| case.name.contains("README.md")).count();
    let fixtures = cases.len() - examples;
    let passed = cases.len() + tests.len() - failed;
    writeln!(
        out,
        "{}: {}, {}, {}: {passed} passed, {failed} failed",
        count(rules.rules.len(), "rule"),
        count(fixtures, "fixture"),
        count(examples, "example"),
        count(tests.len(), "Rego test"),
    )?;
    Ok(if failed == 0 { CLEAN } else { FOUND })
}

fn test_files(pack: &[PackFile]) -> Vec<TestFile> {
    let tests = pack.iter().filter(|file| file.path.ends_with("_test.rego"));
    tests.map(|file| TestFile { path: file.path.clone(), text: file.text.clone() }).collect()
}

/// `1 rule`, `2 rules`.
fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
