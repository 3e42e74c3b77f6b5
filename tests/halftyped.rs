//! Half-typed files: a line that breaks off adds no finding. In apps of `tests/truth` lines are cut in half, one at a
//! time, and what is found then is compared with what is found in the whole app.
//!
//! A finding is new where its rule accused neither that line of the file nor a construct of that id before. Whose
//! parents are not known any more has another path, but is the same construct; its line says so, or else its id. A cut
//! that leaves a program without errors says something else, and is passed over.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use plimsoll::config::Config;
use plimsoll::fixtures::Texts;
use plimsoll::lint;
use plimsoll::ruleset::RuleSet;

/// Every how many lines one is cut.
const EVERY: usize = 7;

/// What begins a line that is no code of interest: comments and imports.
const PASSED_OVER: [&str; 8] = ["//", "/*", "*", "#", "import ", "from ", "using ", "package "];

/// A line whose cut is known to add a finding after all, and why. One that adds none any more fails the test too, so
/// that the lists only shrink.
type Known = (&'static str, usize, &'static str);

type Files = BTreeMap<Arc<str>, Arc<str>>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    rule: String,
    path: String,
    place: String,
}

#[test]
fn go() {
    cuts_add_nothing("tests/truth/go/repositories", ".go", &[]);
}

#[test]
fn java() {
    let known = [
        ("shop/LaterStack.java", 29, "the repository that `resource` belongs to is not named any more"),
        ("shop/LaterStack.java", 36, "the line begins with a cast, not with the repository"),
        ("shop/MixinStack.java", 36, "what a mixin is applied to is not declared any more"),
        ("shop/PropsStack.java", 78, "a builder is filled line by line"),
    ];
    cuts_add_nothing("tests/truth/java/repositories", ".java", &known);
}

#[test]
fn csharp() {
    let known = [("src/AspectStack.cs", 15, "what an aspect does is cut, and that names no construct")];
    cuts_add_nothing("tests/truth/csharp/repositories", ".cs", &known);
}

#[test]
fn typescript() {
    cuts_add_nothing("tests/truth/typescript/repositories", ".ts", &[]);
}

#[test]
fn python() {
    let known = [("shop/aspects.py", 8, "what an aspect does is cut, and that names no construct")];
    cuts_add_nothing("tests/truth/python/repositories", ".py", &known);
}

fn cuts_add_nothing(app: &str, ending: &str, known: &[Known]) {
    let rules = RuleSet::builtin();
    let mut files = Files::new();
    collect(Path::new(app), Path::new(app), &mut files);
    let whole = findings(&files, &rules);
    assert!(!whole.is_empty(), "nothing is found in {app}");
    let (mut cuts, mut failures) = (0, String::new());
    let sources: Vec<Arc<str>> = files.keys().filter(|name| name.ends_with(ending)).cloned().collect();
    for name in sources {
        let text = files[&name].clone();
        for line in (0..text.lines().count()).step_by(EVERY) {
            let Some(cut) = cut(&text, line) else { continue };
            files.insert(name.clone(), cut.into());
            let found = findings(&files, &rules);
            if !found.iter().any(|finding| finding.rule == "plimsoll/syntax-error") {
                continue;
            }
            cuts += 1;
            let new: Vec<_> = found.iter().filter(|finding| is_new(finding, &whole)).collect();
            if new.is_empty() == known.iter().any(|known| (known.0, known.1) == (&*name, line + 1)) {
                let _ = writeln!(failures, "{app}/{name}:{}: {new:?}", line + 1);
            }
        }
        files.insert(name, text);
    }
    assert!(failures.is_empty(), "{cuts} cuts, of which these add something, or add nothing any more:\n{failures}");
    assert!(cuts >= 5, "only {cuts} lines of {app} were cut");
}

/// The text with half of a line, where that is one to be cut.
fn cut(text: &str, number: usize) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let line = lines[number].trim_end();
    let code = line.trim_start();
    if code.len() < 4 || PASSED_OVER.iter().any(|start| code.starts_with(start)) {
        return None;
    }
    lines[number] = &line[..line.floor_char_boundary(line.len() - code.len() / 2)];
    Some(lines.join("\n"))
}

fn is_new(finding: &Found, whole: &BTreeSet<Found>) -> bool {
    let id = |finding: &Found| finding.path.rsplit('/').next().unwrap_or_default().to_owned();
    let is_same = |other: &Found| other.place == finding.place || id(other) == id(finding);
    finding.rule != "plimsoll/syntax-error" && !whole.iter().any(|other| other.rule == finding.rule && is_same(other))
}

fn findings(files: &Files, rules: &RuleSet) -> BTreeSet<Found> {
    let files: Vec<(Arc<str>, Arc<str>)> = files.iter().map(|(name, text)| (name.clone(), text.clone())).collect();
    let report = lint::lint(&Texts::new(&files), rules, &Config::default());
    let found = |finding: &plimsoll::finding::Finding| Found {
        rule: finding.rule.to_string(),
        path: finding.resource.as_deref().unwrap_or_default().to_owned(),
        place: format!("{}:{}", finding.place.path, finding.place.start.line),
    };
    report.findings.iter().map(found).collect()
}

fn collect(root: &Path, folder: &Path, found: &mut Files) {
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
