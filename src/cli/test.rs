//! `plimsoll test`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::{CLEAN, FOUND, Stop, packs, watchdog};
use crate::engine::{TestFile, TestOutcome, TestResult, run_policy_tests, run_tests};
use crate::fixtures;
use crate::ruleset::{PackFile, RuleSet};

#[derive(Args, Clone, Debug)]
pub(super) struct TestArguments {
    /// The folder of a rule pack, or of Conftest policies
    #[arg(value_name = "DIR", default_value = "rules")]
    pack: PathBuf,
}

pub(super) fn run(arguments: &TestArguments) -> Result<u8, Stop> {
    let pack = packs::read(&arguments.pack)?;
    let load = || RuleSet::libraries_beside(&pack).load(&pack);
    let rules = watchdog::loading(&arguments.pack, load).map_err(|errors| packs::refused(&errors))?;
    if !rules.policies.is_empty() {
        return policies(&rules, &run_policy_tests(&RuleSet::policy_tests(&pack)));
    }
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
    failed += complain(&tests, &mut out)?;
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

/// A folder of Conftest policies has neither fixtures nor pages.
fn policies(rules: &RuleSet, tests: &[TestOutcome]) -> Result<u8, Stop> {
    let mut out = io::stdout().lock();
    let failed = complain(tests, &mut out)?;
    let passed = tests.len() - failed;
    let (policies, tests) = (count(rules.rules.len(), "Conftest rule"), count(tests.len(), "Rego test"));
    writeln!(out, "{policies}, {tests}: {passed} passed, {failed} failed")?;
    Ok(if failed == 0 { CLEAN } else { FOUND })
}

/// Says which tests failed, and how many did.
fn complain(tests: &[TestOutcome], out: &mut impl Write) -> io::Result<usize> {
    let mut failed = 0;
    for outcome in tests {
        let complaint = match &outcome.result {
            TestResult::Passed => continue,
            TestResult::Failed => "is not true",
            TestResult::Error(message) => message,
        };
        failed += 1;
        writeln!(out, "FAIL {}:{}: {} {complaint}", outcome.file, outcome.line, outcome.name)?;
    }
    Ok(failed)
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
