//! From a report to what an editor shows.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::Arc;

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Uri,
};
use sha2::{Digest as _, Sha256};

use super::convert::{self, Text};
use super::folder::Lookup;
use super::{SOURCE, client::Client};
use crate::finding::{Finding, Level, Place, Report, RunError};
use crate::render;
use crate::rule::{PackError, own};

/// What is shown of one file.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The numbers of the findings in the report, which are the first of the diagnostics.
    pub(super) findings: Vec<usize>,
    /// The same while the diagnostics are.
    pub(super) id: String,
    pub(super) text: Arc<Text>,
}

/// What is shown of each file that has something to show.
pub(super) fn of_report(report: &Report, mistakes: &[PackError], lookup: &Lookup<'_>) -> BTreeMap<PathBuf, Shown> {
    let mut shown: BTreeMap<PathBuf, Shown> = BTreeMap::new();
    for (number, finding) in report.findings.iter().enumerate().filter(|(_, finding)| finding.suppressed.is_none()) {
        let path = lookup.path(&finding.place.path);
        if lookup.owns(&path) {
            let shown = shown.entry(path.clone()).or_insert_with(|| Shown::new(lookup.text(finding.place.file, &path)));
            shown.findings.push(number);
            shown.diagnostics.push(diagnostic(finding, &shown.text, lookup));
        }
    }
    for error in &report.errors {
        let Some(path) = error.file.as_deref().map(|name| lookup.path(name)).filter(|path| lookup.owns(path)) else {
            continue;
        };
        shown.entry(path).or_insert_with(|| Shown::new(Arc::new(Text::of_editor("")))).diagnostics.push(failure(error));
    }
    for mistake in mistakes {
        let path = lookup.path(&mistake.path);
        let text = lookup.text_of_complaint(&path, &mistake.text);
        let diagnostic = complaint(mistake, &text, lookup.client());
        shown.entry(path).or_insert_with(|| Shown::new(Arc::new(text))).diagnostics.push(diagnostic);
    }
    for shown in shown.values_mut() {
        shown.id = identity(&shown.diagnostics);
    }
    shown
}

/// A name for diagnostics that others do not have.
pub(super) fn identity(diagnostics: &[Diagnostic]) -> String {
    let text = serde_json::to_string(diagnostics).expect("internal error: diagnostics are made of JSON values alone");
    let number = Sha256::digest(text).iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{number:016x}")
}

impl Shown {
    fn new(text: Arc<Text>) -> Self {
        Self { diagnostics: Vec::new(), findings: Vec::new(), id: String::new(), text }
    }
}

fn diagnostic(finding: &Finding, text: &Text, lookup: &Lookup<'_>) -> Diagnostic {
    let abilities = &lookup.client().abilities;
    let href = finding.url.as_deref().filter(|_| abilities.link).and_then(|url| Uri::from_str(url).ok());
    let related = abilities.related.then(|| related(finding, lookup)).filter(|related| !related.is_empty());
    let unnecessary = abilities.tags && &*finding.rule == own::UNUSED_IGNORE.id;
    let data = serde_json::json!({"fingerprint": finding.fingerprint});
    Diagnostic {
        range: text.range(finding.place.span, abilities.encoding),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.rule.to_string())),
        code_description: href.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: render::message(finding),
        related_information: related,
        tags: unnecessary.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: abilities.data.then_some(data),
    }
}

fn related(finding: &Finding, lookup: &Lookup<'_>) -> Vec<DiagnosticRelatedInformation> {
    let place = |place: &Place| {
        let path = lookup.path(&place.path);
        let range = lookup.text(place.file, &path).range(place.span, lookup.client().abilities.encoding);
        Some(Location { uri: convert::uri(&path)?, range })
    };
    let related = finding.related.iter();
    related
        .filter_map(|related| {
            Some(DiagnosticRelatedInformation { location: place(&related.place)?, message: related.message.clone() })
        })
        .collect()
}

/// A file that could not be linted, or a rule that failed on it.
fn failure(error: &RunError) -> Diagnostic {
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::ERROR),
        code: error.rule.as_ref().map(|_| NumberOrString::String(own::RULE_FAILED.id.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: error.message.clone(),
        ..Diagnostic::default()
    }
}

/// A mistake in a configuration or a pack.
fn complaint(mistake: &PackError, text: &Text, client: &Client) -> Diagnostic {
    let help = mistake.help.as_ref().map(|help| format!("\nhelp: {help}"));
    let label = mistake.label.as_ref().map(|label| format!(": {label}"));
    Diagnostic {
        range: text.range(mistake.span, client.abilities.encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: format!("{}{}{}", mistake.message, label.unwrap_or_default(), help.unwrap_or_default()),
        ..Diagnostic::default()
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Info => DiagnosticSeverity::INFORMATION,
    }
}
