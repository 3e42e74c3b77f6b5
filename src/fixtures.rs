//! Fixtures of a rule pack: what must be flagged, where, and what must not.
//!
//! A fixture is a file or a folder below `SERVICE/FAULT/fixtures`, or an example of the rule's page. A line to be
//! flagged ends in `deny: part of the message` in a comment; for JSON, which has none, a file beside it with
//! `.expect` at its end lists `LINE: part of the message`.

mod page;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::finding::Finding;
use crate::lint;
use crate::rule::Rule;
use crate::ruleset::{PackFile, RuleSet};
use crate::source::{Content, FileId, Sources};

pub use page::examples;

/// What separates a line's content from what is expected of it.
const MARKER: &str = "deny: ";

/// One fixture: files that are linted together by one rule.
#[derive(Clone, Debug)]
pub struct Case {
    pub rule: Arc<str>,
    /// As it is shown to people.
    pub name: String,
    /// Path and text, in the order of the paths.
    pub files: Vec<(Arc<str>, Arc<str>)>,
    /// Expectations of files that cannot carry them: path, line, part of the message.
    pub expected: Vec<Expected>,
    /// Whether at least one finding is demanded: an example of what fails.
    pub must_fail: bool,
}

/// A finding that must be there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    pub path: Arc<str>,
    pub line: u32,
    pub part: String,
}

/// The fixtures and page examples of a pack's rules.
pub fn cases(pack: &[PackFile]) -> Vec<Case> {
    let mut cases: BTreeMap<(Arc<str>, String), Case> = BTreeMap::new();
    for file in pack {
        let parts: Vec<&str> = file.path.split('/').collect();
        let Some(position) = parts.iter().rposition(|part| *part == "fixtures") else { continue };
        let [.., service, fault] = &parts[..position] else { continue };
        let rule: Arc<str> = format!("{service}/{fault}").into();
        let Some(first) = parts.get(position + 1) else { continue };
        let name = format!("{rule}/fixtures/{}", first.strip_suffix(".expect").unwrap_or(first));
        let case = cases.entry((rule.clone(), name.clone())).or_insert_with(|| Case {
            rule,
            name,
            files: Vec::new(),
            expected: Vec::new(),
            must_fail: false,
        });
        let path: Arc<str> = parts[position + 1..].join("/").into();
        match path.strip_suffix(".expect") {
            Some(subject) => case.expected.extend(listed(subject, &file.text)),
            None => case.files.push((path, file.text.clone())),
        }
    }
    let mut cases: Vec<Case> = cases.into_values().filter(|case| !case.files.is_empty()).collect();
    cases.extend(pack.iter().flat_map(examples));
    cases
}

/// Runs a fixture with its rule alone. An empty answer is a pass.
pub fn run(case: &Case, rules: &RuleSet) -> Vec<String> {
    // What is off until somebody asks for it is asked for here.
    let asked = |rule: &Arc<Rule>| Arc::new(Rule { enabled: true, ..Rule::clone(rule) });
    let of_case = rules.rules.iter().filter(|rule| rule.id == case.rule);
    let alone = RuleSet { rules: of_case.map(asked).collect(), ..rules.clone() };
    if alone.rules.is_empty() {
        return vec![format!("there is no rule {}", case.rule)];
    }
    let report = lint::lint(&Texts::new(&case.files), &alone, &Config::default());
    let findings: Vec<&Finding> = report.findings.iter().filter(|finding| finding.rule == case.rule).collect();
    let mut complaints: Vec<String> = report.errors.iter().map(|error| error.message.clone()).collect();
    let own = report.findings.iter().filter(|finding| finding.rule.starts_with("plimsoll/"));
    complaints.extend(own.map(|finding| format!("{}: {}", place(finding), finding.message)));
    complaints.append(&mut compare(case, &findings));
    if case.must_fail && findings.is_empty() {
        complaints.push("shown as failing, but nothing is found".to_owned());
    }
    complaints
}

/// What was expected and is missing, and what was found and is not expected.
fn compare(case: &Case, findings: &[&Finding]) -> Vec<String> {
    let mut expected = case.expected();
    let mut complaints = Vec::new();
    for finding in findings {
        let matches = |wanted: &Expected| {
            wanted.path == finding.place.path
                && wanted.line == finding.place.start.line
                && finding.message.contains(&wanted.part)
        };
        match expected.iter().position(matches) {
            Some(position) => drop(expected.remove(position)),
            None if case.must_fail && case.expected().is_empty() => {}
            None => complaints.push(format!("{}: not expected: {}", place(finding), finding.message)),
        }
    }
    complaints.extend(
        expected.iter().map(|wanted| format!("{}:{}: expected, not found: {}", wanted.path, wanted.line, wanted.part)),
    );
    complaints
}

fn place(finding: &Finding) -> String {
    format!("{}:{}", finding.place.path, finding.place.start.line)
}

impl Case {
    /// Every finding that must be there.
    pub fn expected(&self) -> Vec<Expected> {
        let marked = self.files.iter().flat_map(|(path, text)| {
            let lines = text.lines().zip(1..);
            lines.flat_map(move |(content, line)| marked(path, content, line))
        });
        self.expected.iter().cloned().chain(marked).collect()
    }
}

/// The expectations that a line ends in; several are separated by the marker.
fn marked(path: &Arc<str>, content: &str, line: u32) -> Vec<Expected> {
    let Some(start) = content.find(&format!("# {MARKER}")).or_else(|| content.find(&format!("// {MARKER}"))) else {
        return Vec::new();
    };
    let parts = content[start..].split(MARKER).skip(1);
    let part = |part: &str| part.trim_end().trim_end_matches(['#', '/']).trim().to_owned();
    parts.map(|text| Expected { path: path.clone(), line, part: part(text) }).collect()
}

/// The lines of an `.expect` file.
fn listed(subject: &str, text: &str) -> Vec<Expected> {
    let expectation = |line: &str| {
        let (number, part) = line.split_once(':')?;
        Some(Expected { path: subject.into(), line: number.trim().parse().ok()?, part: part.trim().to_owned() })
    };
    text.lines().filter_map(expectation).collect()
}

/// Texts in memory as the files of a run.
#[derive(Clone, Debug)]
pub struct Texts {
    paths: Vec<Arc<str>>,
    texts: Vec<Arc<str>>,
}

impl Texts {
    pub fn new(files: &[(Arc<str>, Arc<str>)]) -> Self {
        let mut files = files.to_vec();
        files.sort();
        let (paths, texts) = files.into_iter().unzip();
        Self { paths, texts }
    }
}

impl Sources for Texts {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        Ok(Content::Whole(self.texts[file.0 as usize].as_bytes().to_vec()))
    }
}
