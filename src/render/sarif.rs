//! SARIF 2.1.0 for code scanning: what of a report goes where. The shape of the format stands in `log`.
//!
//! The document holds nothing of the machine that it was made on: paths are relative to `%SRCROOT%`, which
//! whoever reads it knows.

mod log;
mod uri;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use self::log::{
    ArtifactChange, ArtifactLocation, AssociatedRule, Configuration, Driver, Fix, Invocation, Location, Log,
    LogicalLocation, Notification, PhysicalLocation, Region, Replacement, ResultProperties, Rule, RuleProperties, Run,
    SarifResult, Suppression, Text, Tool,
};
use super::{Options, shown, wording};
use crate::finding::{self, Alternative, Finding, Level, Place, Report, RuleInfo, RunError, Undecided};

/// Code scanning takes this many tags of a rule.
const MAX_TAGS: usize = 20;
/// The name under which a fingerprint is kept; raised when its making changes.
const FINGERPRINT: &str = "plimsoll/v1";

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let rules = Rules::of(report);
    let undecided = if options.show_undecided { &*report.undecided } else { &[] };
    let results = shown(report, options).map(|finding| rules.result(finding));
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: driver(&rules, options) },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BTreeMap::from([(uri::ROOT, base())]),
            invocations: [Invocation {
                execution_successful: report.errors.is_empty(),
                tool_execution_notifications: report.errors.iter().map(|error| rules.notification(error)).collect(),
            }],
            results: results.chain(undecided.iter().map(|undecided| rules.open(undecided))).collect(),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn driver<'a>(rules: &Rules<'a>, options: &Options) -> Driver<'a> {
    // Cargo leaves the variable empty where the package does not say it.
    let information_uri = Some(env!("CARGO_PKG_REPOSITORY")).filter(|url| !url.is_empty());
    Driver {
        name: "Plimsoll",
        version: options.version,
        semantic_version: options.version,
        information_uri,
        rules: rules.infos.iter().map(descriptor).collect(),
    }
}

fn base() -> ArtifactLocation<'static> {
    let description = "The working directory of the run, in most cases the root of the repository.";
    ArtifactLocation { uri: None, uri_base_id: None, description: Some(text(description)) }
}

/// The rules of the run with the indexes that results refer to.
struct Rules<'a> {
    infos: &'a [RuleInfo],
    indexes: BTreeMap<&'a str, usize>,
}

impl<'a> Rules<'a> {
    fn of(report: &'a Report) -> Self {
        let indexes = report.rules.iter().enumerate().map(|(index, rule)| (&*rule.id, index)).collect();
        Self { infos: &report.rules, indexes }
    }

    fn index(&self, rule: &str) -> Option<usize> {
        self.indexes.get(rule).copied()
    }

    fn result(&self, finding: &'a Finding) -> SarifResult<'a> {
        let related = finding.related.iter().enumerate().map(|(number, related)| Location {
            id: Some(number + 1),
            message: Some(text(&*related.message)),
            ..Location::of(&related.place)
        });
        let location = Location { logical: logical(finding.resource.as_deref()), ..Location::of(&finding.place) };
        SarifResult {
            rule_id: &finding.rule,
            rule_index: self.index(&finding.rule),
            kind: None,
            level: level(finding.level),
            message: text(message(finding)),
            locations: [location],
            related_locations: related.collect(),
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, &*finding.fingerprint)]),
            suppressions: finding.suppressed.iter().map(suppression).collect(),
            fixes: finding.fix.iter().map(fix).collect(),
            properties: Some(ResultProperties {
                confidence: wording::confidence(finding.confidence),
                when: finding.when.iter().map(world).collect(),
            }),
        }
    }

    /// A decision that could not be made: SARIF calls such a result open.
    fn open(&self, undecided: &'a Undecided) -> SarifResult<'a> {
        let place = Location::of(&undecided.place);
        SarifResult {
            rule_id: &undecided.rule,
            rule_index: self.index(&undecided.rule),
            kind: Some("open"),
            level: "none",
            message: text(sentence(&format!("undecided: {}", undecided.reason))),
            locations: [Location { logical: logical(undecided.resource.as_deref()), ..place }],
            related_locations: Vec::new(),
            partial_fingerprints: BTreeMap::new(),
            suppressions: Vec::new(),
            fixes: Vec::new(),
            properties: None,
        }
    }

    fn notification(&self, error: &'a RunError) -> Notification<'a> {
        let location = error.file.as_deref().map(Location::of_file);
        let rule = error.rule.as_deref().map(|id| AssociatedRule { id, index: self.index(id) });
        Notification {
            level: "error",
            message: text(sentence(&error.message)),
            locations: location.into_iter().collect(),
            associated_rule: rule,
        }
    }
}

fn text<'a>(text: impl Into<Cow<'a, str>>) -> Text<'a> {
    Text { text: text.into(), markdown: None }
}

fn descriptor(info: &RuleInfo) -> Rule<'_> {
    let markdown = info.page.as_deref();
    let help = info.help.as_deref().or(markdown).unwrap_or(&info.description);
    Rule {
        id: &info.id,
        name: name(&info.id),
        short_description: text(sentence(&info.title)),
        full_description: text(sentence(&info.description)),
        help: Text { text: help.into(), markdown },
        help_uri: info.url.as_deref(),
        default_configuration: Configuration { level: level(info.level) },
        properties: RuleProperties {
            tags: tags(info),
            precision: wording::confidence(info.confidence),
            problem_severity: problem_severity(info.level),
            security_severity: security_severity(info.level),
        },
    }
}

/// `ecr/mutable-tags` as `EcrMutableTags`, the form that viewers expect of a name.
fn name(id: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect::<String>()
    };
    id.split(['/', '-']).map(word).collect()
}

/// A text that ends as a sentence does, because viewers put it beside others.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

/// What a rule is about, as code scanning filters by it: the service, whether it is about security, and the
/// controls of frameworks in the form that `CodeQL` gave them.
fn tags(info: &RuleInfo) -> Vec<String> {
    let service = info.id.split('/').next().map(str::to_owned);
    let security = security_severity(info.level).map(|_| "security".to_owned());
    let controls = info.controls.iter();
    let controls = controls.flat_map(|(frame, names)| names.iter().map(move |name| format!("external/{frame}/{name}")));
    service.into_iter().chain(security).chain(controls).take(MAX_TAGS).collect()
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

fn problem_severity(level: Level) -> &'static str {
    match level {
        Level::Info => "recommendation",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

/// Where code scanning ranks the alerts of a rule: 7 and more is high, 4 and more is medium.
fn security_severity(level: Level) -> Option<&'static str> {
    match level {
        Level::Info => None,
        Level::Warning => Some("5.0"),
        Level::Error => Some("8.0"),
    }
}

/// The message with a link to each related place: code scanning shows only those that the message links to.
fn message(finding: &Finding) -> String {
    // What looks like a link in a message of a rule is none.
    let message = sentence(&wording::message(finding)).replace("](", "] (");
    if finding.related.is_empty() {
        return message;
    }
    let link = |(number, related): (usize, &finding::Related)| {
        let text = related.message.replace(['[', ']', '\\'], "");
        format!("[{text}]({})", number + 1)
    };
    let links: Vec<String> = finding.related.iter().enumerate().map(link).collect();
    format!("{message} See: {}.", links.join(", "))
}

fn logical(resource: Option<&str>) -> Vec<LogicalLocation<'_>> {
    let Some(path) = resource else { return Vec::new() };
    let name = path.rsplit('/').next().unwrap_or(path);
    vec![LogicalLocation { name, fully_qualified_name: path, kind: "resource" }]
}

fn suppression(suppression: &finding::Suppression) -> Suppression {
    // SARIF has two kinds: in the source itself, or somewhere beside it.
    let in_source = matches!(&*suppression.by, "comment" | "metadata");
    Suppression {
        kind: if in_source { "inSource" } else { "external" },
        justification: wording::suppression(suppression),
    }
}

fn fix(fix: &finding::Fix) -> Fix<'_> {
    let mut changes: BTreeMap<&str, Vec<Replacement<'_>>> = BTreeMap::new();
    for edit in &fix.edits {
        let replacement =
            Replacement { deleted_region: Region::exact(&edit.place), inserted_content: text(&*edit.text) };
        changes.entry(&edit.place.path).or_default().push(replacement);
    }
    let change = |(path, replacements)| ArtifactChange { artifact_location: ArtifactLocation::of(path), replacements };
    Fix { description: text(sentence(&fix.title)), artifact_changes: changes.into_iter().map(change).collect() }
}

fn world(scenario: &finding::Scenario) -> BTreeMap<&str, serde_json::Value> {
    let state = |state: &Alternative| match state {
        Alternative::Condition(truth) => (*truth).into(),
        Alternative::Label(label) => (**label).into(),
    };
    scenario.iter().map(|(name, value)| (&**name, state(value))).collect()
}

impl Location<'_> {
    fn of(place: &Place) -> Self {
        let region = Some(Region::visible(place));
        let physical = PhysicalLocation { artifact_location: ArtifactLocation::of(&place.path), region };
        Self { id: None, message: None, physical, logical: Vec::new() }
    }

    fn of_file(path: &str) -> Self {
        let physical = PhysicalLocation { artifact_location: ArtifactLocation::of(path), region: None };
        Self { id: None, message: None, physical, logical: Vec::new() }
    }
}

impl ArtifactLocation<'_> {
    fn of(path: &str) -> Self {
        let (uri, uri_base_id) = uri::of(path);
        Self { uri: Some(uri), uri_base_id, description: None }
    }
}

impl Region {
    /// The region of a place. An empty one has no end: viewers then mark the rest of the line instead of
    /// nothing.
    fn visible(place: &Place) -> Self {
        let exact = Self::exact(place);
        if place.start == place.end { Self { end_line: None, end_column: None, ..exact } } else { exact }
    }

    /// The region of a place, an insertion point where it is empty.
    fn exact(place: &Place) -> Self {
        Self {
            start_line: place.start.line,
            start_column: place.start.column,
            end_line: Some(place.end.line),
            end_column: Some(place.end.column),
        }
    }
}
