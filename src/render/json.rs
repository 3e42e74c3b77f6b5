//! The versioned JSON document. Its types are a frozen copy of the report's for output alone: what changes
//! inside the program does not change them, and what changes them needs a look at [`VERSION`].

use std::collections::BTreeMap;
use std::io;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Serialize, Serializer};

use crate::finding;
use crate::source;

/// Raised when a consumer of the earlier document could misread the new one; a new key does not raise it.
pub(super) const VERSION: u32 = 1;

/// The JSON Schema of the document.
pub fn schema() -> serde_json::Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Document<'_>>().into()
}

pub(super) fn render(report: &finding::Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document::from(report))?;
    writeln!(out)
}

/// Each finding is put into the words of the document when it is its turn: there may be very many.
fn one_by_one<S: Serializer>(findings: &&[finding::Finding], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(findings.iter().map(Finding::from))
}

/// What a run of Plimsoll reports. Lines and columns start at 1, columns count Unicode characters, and an end
/// is exclusive. Files are relative to the working directory with forward slashes, absolute outside it.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Plimsoll report")]
struct Document<'a> {
    /// The version of this format.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    #[serde(serialize_with = "one_by_one")]
    #[schemars(with = "Vec<Finding<'a>>")]
    findings: &'a [finding::Finding],
    /// What could not be linted; the findings are then not the whole truth.
    errors: Vec<RunError<'a>>,
    summary: Summary,
}

/// A fault at a place.
#[derive(Serialize, JsonSchema)]
pub(super) struct Finding<'a> {
    /// The rule as `service/fault`.
    rule: &'a str,
    level: Level,
    /// How sure the rule is.
    confidence: Confidence,
    message: &'a str,
    file: &'a str,
    start: Position,
    end: Position,
    /// Logical id of the resource, or the path of the construct.
    resource: Option<&'a str>,
    /// The worlds in which the finding holds; empty where it always does.
    when: Vec<BTreeMap<&'a str, Alternative<'a>>>,
    /// Places that explain the finding.
    related: Vec<Related<'a>>,
    /// What to do.
    help: Option<&'a str>,
    /// Where to read more.
    url: Option<&'a str>,
    fix: Option<Fix<'a>>,
    /// The same while rule, resource and property path are the same.
    fingerprint: &'a str,
    /// Why the finding does not count; null where it does.
    suppressed: Option<Suppression<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level {
    Info,
    Warning,
    Error,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Confidence {
    Low,
    Medium,
    High,
}

#[derive(Serialize, JsonSchema)]
struct Position {
    #[schemars(range(min = 1))]
    line: u32,
    #[schemars(range(min = 1))]
    column: u32,
}

/// The truth of a condition, or which alternative of the code is meant.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Alternative<'a> {
    Condition(bool),
    Label(&'a str),
}

#[derive(Serialize, JsonSchema)]
struct Related<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    message: &'a str,
}

/// A change of text that would remove the finding.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    title: &'a str,
    /// Whether it is applied without being asked for by name.
    safe: bool,
    edits: Vec<Edit<'a>>,
}

/// Replace what stands between two positions by a text.
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    text: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct Suppression<'a> {
    /// `comment`, `metadata`, `configuration`, `policy` or `baseline`.
    by: &'a str,
    reason: Option<&'a str>,
    /// The last day on which it counts, as `YYYY-MM-DD`.
    until: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct RunError<'a> {
    message: &'a str,
    file: Option<&'a str>,
    rule: Option<&'a str>,
}

/// How many there are of each kind; suppressed findings are counted as such alone.
#[derive(Serialize, JsonSchema)]
pub(super) struct Summary {
    files: usize,
    error: usize,
    warning: usize,
    info: usize,
    suppressed: usize,
    /// Decisions that no rule could make because a value is not known before deployment.
    undecided: usize,
}

impl<'a> From<&'a finding::Report> for Document<'a> {
    fn from(report: &'a finding::Report) -> Self {
        Self {
            version: VERSION,
            findings: &report.findings,
            errors: report.errors.iter().map(RunError::from).collect(),
            summary: Summary::from(report),
        }
    }
}

impl<'a> From<&'a finding::Finding> for Finding<'a> {
    fn from(finding: &'a finding::Finding) -> Self {
        Self {
            rule: &finding.rule,
            level: finding.level.into(),
            confidence: finding.confidence.into(),
            message: &finding.message,
            file: &finding.place.path,
            start: finding.place.start.into(),
            end: finding.place.end.into(),
            resource: finding.resource.as_deref(),
            when: finding.when.iter().map(world).collect(),
            related: finding.related.iter().map(Related::from).collect(),
            help: finding.help.as_deref(),
            url: finding.url.as_deref(),
            fix: finding.fix.as_ref().map(Fix::from),
            fingerprint: &finding.fingerprint,
            suppressed: finding.suppressed.as_ref().map(Suppression::from),
        }
    }
}

fn world(scenario: &finding::Scenario) -> BTreeMap<&str, Alternative<'_>> {
    let alternative = |state| match state {
        &finding::Alternative::Condition(truth) => Alternative::Condition(truth),
        finding::Alternative::Label(label) => Alternative::Label(label),
    };
    scenario.iter().map(|(name, state)| (&**name, alternative(state))).collect()
}

impl From<finding::Level> for Level {
    fn from(level: finding::Level) -> Self {
        match level {
            finding::Level::Info => Self::Info,
            finding::Level::Warning => Self::Warning,
            finding::Level::Error => Self::Error,
        }
    }
}

impl From<finding::Confidence> for Confidence {
    fn from(confidence: finding::Confidence) -> Self {
        match confidence {
            finding::Confidence::Low => Self::Low,
            finding::Confidence::Medium => Self::Medium,
            finding::Confidence::High => Self::High,
        }
    }
}

impl From<source::Position> for Position {
    fn from(position: source::Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

impl<'a> From<&'a finding::Related> for Related<'a> {
    fn from(related: &'a finding::Related) -> Self {
        let place = &related.place;
        Self { file: &place.path, start: place.start.into(), end: place.end.into(), message: &related.message }
    }
}

impl<'a> From<&'a finding::Fix> for Fix<'a> {
    fn from(fix: &'a finding::Fix) -> Self {
        Self { title: &fix.title, safe: fix.safe, edits: fix.edits.iter().map(Edit::from).collect() }
    }
}

impl<'a> From<&'a finding::TextEdit> for Edit<'a> {
    fn from(edit: &'a finding::TextEdit) -> Self {
        let place = &edit.place;
        Self { file: &place.path, start: place.start.into(), end: place.end.into(), text: &edit.text }
    }
}

impl<'a> From<&'a finding::Suppression> for Suppression<'a> {
    fn from(suppression: &'a finding::Suppression) -> Self {
        Self { by: &suppression.by, reason: suppression.reason.as_deref(), until: suppression.until.as_deref() }
    }
}

impl<'a> From<&'a finding::RunError> for RunError<'a> {
    fn from(error: &'a finding::RunError) -> Self {
        Self { message: &error.message, file: error.file.as_deref(), rule: error.rule.as_deref() }
    }
}

impl From<&finding::Report> for Summary {
    fn from(report: &finding::Report) -> Self {
        let open = |level| {
            report.findings.iter().filter(|finding| finding.suppressed.is_none() && finding.level == level).count()
        };
        Self {
            files: report.files,
            error: open(finding::Level::Error),
            warning: open(finding::Level::Warning),
            info: open(finding::Level::Info),
            suppressed: report.findings.iter().filter(|finding| finding.suppressed.is_some()).count(),
            undecided: report.undecided.len(),
        }
    }
}
