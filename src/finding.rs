//! What a run reports. No renderer sees anything else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use crate::model::{Alternative, Scenario};
use crate::rule::Rule;
pub use crate::rule::{Confidence, Level};
use crate::source::{FileId, Position, Span};

/// A place as it is reported: bytes for editors and frames, lines and columns for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: FileId,
    /// The path the file is reported under.
    pub path: Arc<str>,
    pub span: Span,
    pub start: Position,
    /// Exclusive.
    pub end: Position,
}

/// A second place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    pub place: Place,
    pub message: String,
}

/// A change of text that would remove a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    /// Whether it may be applied without being asked for.
    pub safe: bool,
    pub edits: Vec<TextEdit>,
}

/// Replace the bytes of a place by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    pub place: Place,
    pub text: String,
}

/// Why a finding is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// `comment`, `metadata`, `configuration`, `policy` or `baseline`.
    pub by: String,
    pub reason: Option<String>,
    /// `YYYY-MM-DD`.
    pub until: Option<String>,
}

/// A fault at a place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// `service/fault`.
    pub rule: Arc<str>,
    pub level: Level,
    pub confidence: Confidence,
    pub message: String,
    pub place: Place,
    /// Logical id of the resource, or the construct path.
    pub resource: Option<Arc<str>>,
    /// The worlds in which it holds; empty where it always does.
    pub when: Vec<Scenario>,
    pub related: Vec<Related>,
    /// What to do, from the rule's page.
    pub help: Option<Arc<str>>,
    /// Where to read more.
    pub url: Option<Arc<str>>,
    pub fix: Option<Fix>,
    /// Made of rule, resource id and property path; the same while those are the same.
    pub fingerprint: String,
    pub suppressed: Option<Suppression>,
}

/// A decision that a rule could not make, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undecided {
    pub place: Place,
    pub rule: Arc<str>,
    pub resource: Option<Arc<str>>,
    pub reason: String,
}

/// A change that a rule would make and that is not made, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unfixed {
    pub place: Place,
    pub rule: Arc<str>,
    pub resource: Option<Arc<str>>,
    /// Whether it would be made without being asked for.
    pub safe: bool,
    pub reason: String,
}

/// Something that could not be linted. Every one makes the exit status 2.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunError {
    pub file: Option<Arc<str>>,
    pub rule: Option<Arc<str>>,
    pub message: String,
}

/// What a renderer may say of a rule.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    pub id: Arc<str>,
    pub title: String,
    pub description: String,
    pub level: Level,
    pub confidence: Confidence,
    /// Remedy in one paragraph, if the rule has a page.
    pub help: Option<Arc<str>>,
    /// The whole page, in Markdown.
    pub page: Option<Arc<str>>,
    pub url: Option<Arc<str>>,
    /// Framework to control names, such as `security-hub` to `ECR.2`.
    pub controls: BTreeMap<String, Vec<String>>,
}

/// Everything a run has to say, sorted.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
    pub undecided: Vec<Undecided>,
    /// The findings whose fix cannot be made here.
    pub unfixed: Vec<Unfixed>,
    pub errors: Vec<RunError>,
    /// The rules that ran, by id.
    pub rules: Vec<RuleInfo>,
    /// How many files were linted.
    pub files: usize,
    /// The parameters that the templates of the run declare.
    pub parameters: BTreeSet<Arc<str>>,
}

/// Of each finding, how many before it have the same file and fingerprint. Findings come in the order of their places.
pub fn ordinals<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<u32> {
    let mut seen: BTreeMap<(FileId, &str), u32> = BTreeMap::new();
    let ordinal = |finding: &'f Finding| {
        let next = seen.entry((finding.place.file, &finding.fingerprint)).or_default();
        *next += 1;
        *next - 1
    };
    findings.into_iter().map(ordinal).collect()
}

impl From<&Rule> for RuleInfo {
    fn from(rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            title: rule.title.clone(),
            description: rule.description.clone(),
            level: rule.level,
            confidence: rule.confidence,
            help: rule.help().map(Arc::from),
            page: rule.page.clone(),
            url: rule.url().map(Arc::from),
            controls: rule.controls.clone(),
        }
    }
}
