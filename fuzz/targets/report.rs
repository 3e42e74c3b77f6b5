//! Reports: the whole check, of files in memory. Places lie in the files, findings are in order, no rule
//! fails, and a second run says the same, also one that keeps what the first has read.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use plimsoll::config::Config;
use plimsoll::finding::{Place, Report};
use plimsoll::lint::{self, Session};
use plimsoll::ruleset::RuleSet;
use plimsoll::source::{Content, FileId, SourceFile, Sources};

/// Longer inputs are linted once only.
const SHORT: usize = 4_000;

pub(super) static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::builtin);

/// Files in memory, whatever their bytes.
pub(super) struct Files {
    paths: Vec<Arc<str>>,
    texts: Vec<Vec<u8>>,
}

impl Files {
    /// Of equal paths the last.
    pub(super) fn new(files: &[(&str, &[u8])]) -> Self {
        let files: BTreeMap<&str, &[u8]> = files.iter().copied().collect();
        let paths = files.keys().map(|path| Arc::from(*path)).collect();
        Self { paths, texts: files.into_values().map(<[u8]>::to_vec).collect() }
    }

    pub(super) fn text(&self, file: FileId) -> &[u8] {
        &self.texts[file.0 as usize]
    }

    /// The same with another text for a file.
    pub(super) fn with(&self, file: FileId, text: String) -> Self {
        let mut texts = self.texts.clone();
        texts[file.0 as usize] = text.into_bytes();
        Self { paths: self.paths.clone(), texts }
    }

    fn bytes(&self) -> usize {
        self.texts.iter().map(Vec::len).sum()
    }
}

impl Sources for Files {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        Ok(Content::Whole(self.texts[file.0 as usize].clone()))
    }
}

/// What is said of files before any rule is asked: far more inputs can be tried so.
pub(super) fn read(files: &[(&str, &[u8])]) {
    let files = Files::new(files);
    sound(&lint::lint(&files, &RuleSet::default(), &Config::default()), &files);
    facts(&files);
}

pub(super) fn check(files: &[(&str, &[u8])]) {
    let files = Files::new(files);
    let report = lint(&files);
    sound(&report, &files);
    if files.bytes() <= SHORT && !report.findings.is_empty() {
        same_again(&files, &report);
    }
}

/// What the rules say of files.
pub(super) fn lint(files: &Files) -> Report {
    lint::lint(files, &RULES, &Config::default())
}

/// Whether a report keeps what every report promises.
pub(super) fn sound(report: &Report, files: &Files) {
    assert_eq!(report.errors, [], "a rule or a file failed");
    let texts: Vec<SourceFile> = (0..)
        .zip(&files.paths)
        .map(|(number, path)| {
            SourceFile::new(path.clone(), String::from_utf8_lossy(files.text(FileId(number))).as_ref())
        })
        .collect();
    let lies = |place: &Place| {
        let text = texts.get(place.file.0 as usize).unwrap_or_else(|| panic!("{place:?} is in no file"));
        assert_eq!(text.path, place.path);
        let is_text = std::str::from_utf8(files.text(place.file)).is_ok();
        assert!(!is_text || text.text.get(place.span.range()).is_some(), "{place:?} is no part of its file");
        assert!(place.span.start <= place.span.end && place.start <= place.end, "{place:?} ends before it begins");
        assert_eq!((place.start, place.end), (text.position(place.span.start), text.position(place.span.end)));
    };
    for finding in &report.findings {
        lies(&finding.place);
        finding.related.iter().for_each(|related| lies(&related.place));
        finding.fix.iter().flat_map(|fix| &fix.edits).for_each(|edit| lies(&edit.place));
        assert!(!finding.message.is_empty() && finding.fingerprint.len() == 32, "{finding:?}");
        assert!(report.rules.iter().any(|rule| rule.id == finding.rule), "{} is no rule of the run", finding.rule);
    }
    report.undecided.iter().for_each(|undecided| lies(&undecided.place));
    report.unfixed.iter().for_each(|unfixed| lies(&unfixed.place));
    assert!(report.findings.is_sorted_by_key(|finding| (&finding.place, &finding.rule, &finding.message)));
    assert!(report.undecided.is_sorted() && report.unfixed.is_sorted());
}

/// What a rule would see that asks for everything: types and resources agree, and whatever is unknown has a reason.
fn facts(files: &Files) {
    for seen in lint::facts(files, &RULES, &Config::default(), None) {
        assert_eq!(seen.input["file"]["path"], *seen.file);
        let resources = seen.input["resources"].as_object().expect("resources are an object");
        for (id, resource) in resources {
            let kind = resource["resourceType"].as_str().expect("a resource has a type");
            assert_eq!(&seen.input["types"][kind][id], resource, "{id} is another one in `types`");
        }
        unknowns(&seen.input);
    }
}

fn unknowns(facts: &serde_json::Value) {
    match facts {
        serde_json::Value::Object(members) => {
            let reason = members.get("$unknown").map(|reason| reason.as_str().unwrap_or(""));
            assert_ne!(reason, Some(""), "unknown without a reason: {facts}");
            members.values().for_each(unknowns);
        }
        serde_json::Value::Array(items) => items.iter().for_each(unknowns),
        _ => {}
    }
}

/// A second run gives the same report, and so does one that begins with other texts of the same files.
fn same_again(files: &Files, report: &Report) {
    assert_same(report, &lint(files));
    let mut session = Session::default();
    let empty = Files { paths: files.paths.clone(), texts: vec![Vec::new(); files.texts.len()] };
    session.lint(&empty, &|_| 0, &RULES, &Config::default(), &());
    let kept = session.lint(files, &|_| 1, &RULES, &Config::default(), &());
    assert_same(&without_fixes(report.clone()), &without_fixes(kept));
}

/// A report without what sessions plan only when they are asked.
fn without_fixes(mut report: Report) -> Report {
    report.findings.iter_mut().for_each(|finding| finding.fix = None);
    report.unfixed.clear();
    report
}

fn assert_same(one: &Report, other: &Report) {
    let (one, other) = (format!("{one:#?}"), format!("{other:#?}"));
    let differs = one.lines().zip(other.lines()).position(|(one, other)| one != other);
    let around =
        |text: &str, at: usize| text.lines().skip(at.saturating_sub(9)).take(18).collect::<Vec<_>>().join("\n");
    assert!(
        differs.is_none() && one.len() == other.len(),
        "two runs over the same files differ:\n{}\n----\n{}",
        around(&one, differs.unwrap_or(0)),
        around(&other, differs.unwrap_or(0))
    );
}
