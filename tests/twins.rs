//! Twins: apps of `tests/truth` that are written once more in other languages. Each is judged like the app that it is
//! a twin of, which `tests/acceptance/truth.py` compares with what the real library synthesizes.
//!
//! `truth.json` of a twin names that app, and what the twin is known not to show: `{"twin": "typescript/values",
//! "misses": [["rule", "path", "why"], …]}`. A miss that is found after all fails like one that is not listed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use plimsoll::config::Config;
use plimsoll::fixtures::Texts;
use plimsoll::lint;
use plimsoll::ruleset::RuleSet;

/// A rule and the path of a construct, in which `{}` stands for what is known only when the app runs.
type Pair = (String, String);

/// The languages that have twins.
const LANGUAGES: [&str; 3] = ["java", "csharp", "go"];

#[test]
fn twins_are_judged_alike() {
    let rules = RuleSet::builtin();
    let mut failures = String::new();
    let mut equal = 0;
    for twin in LANGUAGES.iter().flat_map(|language| folders(&Path::new("tests/truth").join(language))) {
        let truth: serde_json::Value = serde_json::from_slice(&fs::read(twin.join("truth.json")).unwrap()).unwrap();
        let model = Path::new("tests/truth").join(truth["twin"].as_str().unwrap());
        let (wanted, found) = (pairs(&model, &rules), pairs(&twin, &rules));
        let known = misses(&truth);
        equal += wanted.iter().filter(|pair| found.iter().any(|other| alike(pair, other))).count();
        for pair in wanted.iter().filter(|pair| !known.contains(*pair) && !found.iter().any(|it| alike(pair, it))) {
            let _ = writeln!(failures, "{}: not found: {} {}", twin.display(), pair.0, pair.1);
        }
        for pair in found.iter().filter(|pair| known.contains(*pair) || !wanted.iter().any(|it| alike(it, pair))) {
            let _ = writeln!(failures, "{}: only the twin has it: {} {}", twin.display(), pair.0, pair.1);
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(equal >= 200, "only {equal} pairs were compared");
}

#[test]
fn examples_have_the_same_faults() {
    let rules = RuleSet::builtin();
    let model = pairs(Path::new("examples/cdk-typescript"), &rules);
    assert!(model.len() >= 7, "{model:?}");
    for language in LANGUAGES.iter().chain(&["javascript", "python"]) {
        let example = format!("examples/cdk-{language}");
        assert_eq!(pairs(Path::new(&example), &rules), model, "{example}");
    }
}

/// What is found in an app.
fn pairs(app: &Path, rules: &RuleSet) -> BTreeSet<Pair> {
    let mut files = BTreeMap::new();
    collect(app, app, &mut files);
    let files: Vec<(Arc<str>, Arc<str>)> = files.into_iter().collect();
    let report = lint::lint(&Texts::new(&files), rules, &Config::default());
    assert_eq!(report.errors.len(), 0, "{}: {:?}", app.display(), report.errors);
    let pair = |finding: &plimsoll::finding::Finding| {
        let path = finding.resource.as_ref().map_or("", |resource| resource);
        (finding.rule.to_string(), without_names(path))
    };
    report.findings.iter().map(pair).collect()
}

fn misses(truth: &serde_json::Value) -> BTreeSet<Pair> {
    let miss =
        |miss: &serde_json::Value| (miss[0].as_str().unwrap().to_owned(), without_names(miss[1].as_str().unwrap()));
    truth["misses"].as_array().into_iter().flatten().map(miss).collect()
}

/// A path without the names of what is in its braces: they are spelled by the language.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push_str("{}");
        whole.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    whole
}

/// Whether two pairs may be the same: one side may know what the other has braces for.
fn alike(one: &Pair, other: &Pair) -> bool {
    one.0 == other.0 && (one.1 == other.1 || fits(&one.1, &other.1) || fits(&other.1, &one.1))
}

fn fits(pattern: &str, path: &str) -> bool {
    let Some((before, behind)) = pattern.split_once("{}") else { return false };
    let Some(middle) = path.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind)) else { return false };
    !middle.is_empty() && !middle.contains('/')
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).into_iter().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<Arc<str>, Arc<str>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name.into(), text.into());
        }
    }
}
