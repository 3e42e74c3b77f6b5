//! Walks `rules/`: every fixture, every example of a page and every Rego test of every rule, and the promises that
//! hold for all of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "rules/ignorance.rs"]
mod ignorance;
#[path = "rules/pack.rs"]
mod pack;
#[path = "rules/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::sync::Arc;

use plimsoll::config::Config;
use plimsoll::engine::{Engine, TestResult, run_tests, to_input};
use plimsoll::fixtures::{self, Case, Texts};
use plimsoll::lint;
use plimsoll::rule::Rule;
use plimsoll::ruleset::RuleSet;

#[test]
fn fixtures_and_examples_say_what_they_expect() {
    let rules = RuleSet::builtin();
    let complaints: Vec<String> = pack::cases()
        .iter()
        .flat_map(|case| fixtures::run(case, &rules).into_iter().map(|complaint| format!("{}: {complaint}", case.name)))
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_rule_has_a_case_that_fails_and_one_that_passes() {
    let cases = pack::cases();
    for rule in RuleSet::builtin().rules {
        let of_rule: Vec<&Case> = cases.iter().filter(|case| case.rule == rule.id).collect();
        let fails = |case: &&&Case| case.must_fail || !case.expected().is_empty();
        let fixture = |case: &&&Case| case.name.contains("/fixtures/");
        assert!(of_rule.iter().filter(fixture).any(|case| fails(&case)), "{}: no fixture that is flagged", rule.id);
        assert!(of_rule.iter().filter(fixture).any(|case| !fails(&case)), "{}: no fixture that is clean", rule.id);
        // What a template shows may be lost on the way from a CDK program. What no template can say no program can.
        let in_template = |case: &&&Case| case.files.iter().any(|(_, text)| text.contains("Type: AWS::"));
        let judges_files =
            !rule.selects.documents.is_empty() && !of_rule.iter().filter(in_template).any(|case| fails(&case));
        let typescript = |case: &&&Case| fixture(case) && case.files.iter().all(|(path, _)| path.ends_with(".ts"));
        assert!(
            judges_files || of_rule.iter().filter(typescript).any(|case| fails(&case)),
            "{}: no TypeScript is flagged",
            rule.id
        );
        assert!(of_rule.iter().any(|case| case.name.contains("(Fails)")), "{}: no failing example", rule.id);
        assert!(of_rule.iter().any(|case| case.name.contains("(Passes)")), "{}: no passing example", rule.id);
    }
}

#[test]
fn pages_have_their_sections_in_order() {
    const SECTIONS: [&str; 8] =
        ["Why", "Fails", "Passes", "Remedy", "When to turn it off", "Options", "Controls", "Peers"];
    const REQUIRED: [&str; 5] = ["Why", "Fails", "Passes", "Remedy", "When to turn it off"];
    for rule in RuleSet::builtin().rules {
        let page = rule.page.clone().unwrap_or_else(|| panic!("{} has no README", rule.id));
        let mut lines = page.lines().filter(|line| !line.trim().is_empty());
        assert_eq!(lines.next(), Some(format!("# {}", rule.id).as_str()));
        let first = lines.next().unwrap_or("").trim_end_matches('.');
        assert!(first.starts_with(rule.title.trim_end_matches('.')), "{}: the page begins with {first:?}", rule.id);
        let sections: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let mut known = SECTIONS.iter();
        for section in &sections {
            assert!(known.any(|name| name == section), "{}: section {section} is unknown or out of order", rule.id);
        }
        for section in REQUIRED {
            assert!(sections.contains(&section), "{}: no section {section}", rule.id);
        }
        assert!(rule.help().is_some_and(|help| help.len() < 300), "{}: the remedy is no short paragraph", rule.id);
        assert_eq!(sections.contains(&"Options"), !rule.options.is_empty(), "{}: options and page differ", rule.id);
    }
}

#[test]
fn pages_fit_into_80_columns() {
    let builtin = RuleSet::builtin();
    let of_rules = builtin.rules.iter().filter_map(|rule| Some((&rule.id, rule.page.as_ref()?)));
    for (id, page) in of_rules.chain(&builtin.pages) {
        // Code stays as it is, and a link cannot be broken.
        let prose = page.split("```").step_by(2).flat_map(str::lines).filter(|line| !line.contains("://"));
        for line in prose {
            assert!(line.chars().count() <= 80, "{id}: {line}");
        }
    }
}

#[test]
fn rego_tests_pass() {
    let rules = RuleSet::builtin();
    let outcomes = run_tests(&rules.libraries, &rules.rules, &pack::rego_tests());
    assert!(outcomes.len() > 50, "only {} Rego tests were found", outcomes.len());
    let failed: Vec<String> = outcomes
        .iter()
        .filter(|outcome| outcome.result != TestResult::Passed)
        .map(|outcome| format!("{}:{}: {} {:?}", outcome.file, outcome.line, outcome.name, outcome.result))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn a_rule_says_the_same_in_any_company() {
    let all = RuleSet::builtin();
    let companies: Vec<RuleSet> = companies(all.rules.len())
        .map(|company| RuleSet { rules: company.map(|number| all.rules[number].clone()).collect(), ..all.clone() })
        .collect();
    for case in pack::cases() {
        let together = findings(&case, &all);
        for company in &companies {
            let of_company = |finding: &&String| {
                let (rule, _) = finding.split_once(' ').unwrap();
                company.rule(rule).is_some()
            };
            let expected: Vec<&String> = together.iter().filter(of_company).collect();
            assert_eq!(findings(&case, company).iter().collect::<Vec<_>>(), expected, "{}", case.name);
        }
    }
}

/// Companies of rules, by number, so that for any two there is one that has the first without the second: those whose
/// numbers have a certain bit, and those that do not.
fn companies(rules: usize) -> impl Iterator<Item = impl Iterator<Item = usize>> {
    let bits = rules.next_power_of_two().trailing_zeros();
    let halves = (0..bits).flat_map(|bit| [(bit, 0), (bit, 1)]);
    halves.map(move |(bit, side)| (0..rules).filter(move |number| number >> bit & 1 == side))
}

#[test]
fn ignorance_never_accuses() {
    let all = RuleSet::builtin();
    let mut tried = 0;
    for rule in &all.rules {
        let mut evaluator = Engine::new(&all.libraries, std::slice::from_ref(rule), true).unwrap().evaluator();
        for case in pack::cases().iter().filter(|case| case.rule == rule.id) {
            for seen in views(case, rule) {
                tried += ignorance::check(&mut evaluator, rule, &seen.input, &case.name);
            }
        }
    }
    assert!(tried > 1_000, "only {tried} inputs were tried");
}

#[test]
fn facts_are_as_their_schema_says() {
    let validator = jsonschema::validator_for(&plimsoll::facts::schema()).unwrap();
    for case in pack::cases() {
        for rule in &RuleSet::builtin().rules {
            for seen in views(&case, rule) {
                let errors: Vec<String> = validator
                    .iter_errors(&seen.input)
                    .map(|error| format!("{}: {error}", error.instance_path()))
                    .collect();
                assert!(errors.is_empty(), "{}, as {} sees it: {}", case.name, rule.id, errors.join("; "));
            }
        }
    }
}

/// Writes what every rule sees of every fixture and what it answers, for another engine to be asked the same:
/// `OPA_CASES` names an empty folder. Without it, checks that answers do not depend on builtins being strict.
#[test]
fn answers_are_the_same_in_another_engine() {
    let all = RuleSet::builtin();
    let folder = std::env::var_os("OPA_CASES").map(std::path::PathBuf::from);
    let mut number = 0;
    for rule in &all.rules {
        let engine = |strict| Engine::new(&all.libraries, std::slice::from_ref(rule), strict).unwrap().evaluator();
        let (mut strict, mut lenient) = (engine(true), engine(false));
        for case in pack::cases() {
            for seen in views(&case, rule) {
                let input = to_input(&seen.input).unwrap();
                let answer = strict.answer(rule, input.clone()).unwrap();
                assert_eq!(answer, lenient.answer(rule, input).unwrap(), "{} on {}", rule.id, case.name);
                number += 1;
                if let Some(folder) = &folder {
                    record(&folder.join(format!("{number:05}.json")), rule, &seen.input, &answer);
                }
            }
        }
    }
    assert!(number > 50, "only {number} answers were compared");
}

/// How many random facts each rule is asked about, unless `FACTS` says.
const FACTS: usize = 40;

/// No rule fails on facts as nobody writes them. With `OPA_CASES` what it answers is written for another engine too.
/// `FACTS_SEED` is the seed of the facts: the same number, the same facts.
#[test]
fn random_facts_fail_no_rule() {
    let number = |name: &str| std::env::var_os(name).map(|number| number.to_str().unwrap().parse::<u64>().unwrap());
    let seed = number("FACTS_SEED").unwrap_or(1);
    let count = number("FACTS").map_or(FACTS, |count| usize::try_from(count).unwrap());
    let folder = std::env::var_os("OPA_CASES").map(std::path::PathBuf::from);
    let all = RuleSet::builtin();
    let cases = pack::cases();
    let mut failures = Vec::new();
    for rule in &all.rules {
        let of_rule = cases.iter().filter(|case| case.rule == rule.id);
        let inputs: Vec<_> = of_rule.flat_map(|case| views(case, rule)).map(|seen| seen.input).collect();
        // A builtin that is given the wrong type fails the rule here, as it does in the other engine.
        let mut evaluator = Engine::new(&all.libraries, std::slice::from_ref(rule), true).unwrap().evaluator();
        let mut random = random::Random::new(seed);
        for number in 0..count {
            let facts = random::facts(&mut random, &inputs);
            match evaluator.answer(rule, to_input(&facts).unwrap()) {
                Ok(answer) => {
                    let name = format!("seed-{seed}-{}-{number}.json", rule.id.replace('/', "-"));
                    if let Some(folder) = &folder {
                        record(&folder.join(&name), rule, &facts, &answer);
                    }
                }
                Err(error) => failures.push(format!("facts {number}: {error}: {facts}")),
            }
        }
    }
    assert!(failures.is_empty(), "seed {seed}: {}", failures.join("\n"));
}

/// Writes what a rule answers, for another engine to be asked the same.
fn record(path: &std::path::Path, rule: &Rule, input: &serde_json::Value, answer: &serde_json::Value) {
    let record = serde_json::json!({"rule": &*rule.id, "input": input, "result": answer});
    std::fs::write(path, record.to_string()).unwrap();
}

fn views(case: &Case, rule: &Arc<Rule>) -> Vec<lint::Seen> {
    lint::views(&Texts::new(&case.files), std::slice::from_ref(rule), &Config::default())
}

/// Rule, place and message of every finding.
fn findings(case: &Case, rules: &RuleSet) -> Vec<String> {
    let report = lint::lint(&Texts::new(&case.files), rules, &Config::default());
    assert!(report.errors.is_empty(), "{}: {:?}", case.name, report.errors);
    let show = |finding: &plimsoll::finding::Finding| {
        let place = &finding.place;
        let when: BTreeMap<_, _> = finding.when.iter().enumerate().collect();
        format!("{} {}:{:?} {:?} {} {when:?}", finding.rule, place.path, place.start, finding.level, finding.message)
    };
    let mut all: Vec<String> = report.findings.iter().map(show).collect();
    all.sort();
    all.dedup();
    all
}
