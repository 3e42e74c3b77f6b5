//! The last step: bytes become lines and columns, everything is sorted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::except::{self, Judging};
use super::outcome::{Failure, Found, Outcome, RawFinding, Remedy};
use super::{Run, Surveyed, file_id, level};
use crate::config::{Config, Stopped};
use crate::finding::{Confidence, Finding, Fix, Place, Related, Report, RuleInfo, RunError};
use crate::finding::{TextEdit, Undecided, Unfixed};
use crate::fix::Patch;
use crate::rule::PackError;
use crate::rule::own::{self, OwnRule};
use crate::ruleset::RuleSet;
use crate::source::{Content, FileId, Location, Position, SourceFile, Sources};

/// Lines and columns of the spans that are reported.
struct Positions<'s> {
    paths: &'s [Arc<str>],
    configuration: Option<&'s Arc<str>>,
    /// Sorted, each place once.
    known: Vec<(Location, Position, Position)>,
}

/// What is said of a rule that has taken its time.
const NO_FURTHER_PART: &str = "; it takes no further part in this run";

/// The report of a run.
pub(super) fn assemble(
    sources: &dyn Sources,
    run: &Run<'_>,
    rules: &RuleSet,
    surveyed: Vec<Surveyed>,
    judged: Vec<(FileId, Outcome)>,
) -> Report {
    let mut found = Found::default();
    let mut errors: Vec<RunError> = Vec::new();
    let mut excepted = BTreeMap::new();
    let mut opaque = BTreeSet::new();
    let files = surveyed.iter().filter(|file| file.kind.is_some()).count();
    let parameters = parameters(&surveyed);
    for (number, file) in surveyed.into_iter().enumerate() {
        found.take(file.findings);
        excepted.extend(file.excepted.map(|excepted| (file_id(number), excepted)));
        errors.extend(file.error.map(|error| *error));
    }
    let mut failures: BTreeMap<usize, Vec<(FileId, Failure)>> = BTreeMap::new();
    for (file, outcome) in judged {
        found.take(outcome.findings);
        found.undecided.extend(outcome.undecided);
        opaque.extend(outcome.opaque.into_iter().map(|rule| (rule, file)));
        if let Some(message) = outcome.changed {
            errors.push(RunError { file: Some(sources.paths()[file.0 as usize].clone()), rule: None, message });
        }
        for (rule, failure) in outcome.failures {
            failures.entry(rule).or_default().push((file, failure));
        }
    }
    let stopped = &run.config.stopped;
    let failed = failures.keys().map(|rule| &*run.rules[*rule].id).chain(stopped.iter().map(|stopped| &*stopped.rule));
    let failed = failed.collect();
    let (paths, extent) = (sources.paths(), sources.extent());
    let judging = Judging { config: run.config, rules, paths, extent, failed, opaque };
    except::apply(&mut found, &excepted, &judging);
    errors.extend(failures.into_iter().map(|(rule, failed)| failure(sources, run.rules[rule].id.clone(), &failed)));
    errors.extend(stopped.iter().map(without));
    let mut report = placed(sources, run.config, found, &infos(run, rules));
    errors.sort();
    report.errors = errors;
    report.files = files;
    report.parameters = parameters;
    report
}

fn parameters(surveyed: &[Surveyed]) -> BTreeSet<Arc<str>> {
    surveyed.iter().flat_map(|file| file.parameters.iter().cloned()).collect()
}

/// The files in which a rule failed, in one error: the first of them, and how many more there are.
fn failure(sources: &dyn Sources, rule: Arc<str>, failed: &[(FileId, Failure)]) -> RunError {
    let (file, first) = &failed[0];
    let more = match failed.len() - 1 {
        0 => String::new(),
        1 => ", here and in 1 more file".to_owned(),
        more => format!(", here and in {more} more files"),
    };
    let end = if failed.iter().any(|(_, failure)| failure.timed_out) { NO_FURTHER_PART } else { "" };
    let message = format!("{}{more}{end}", first.message);
    RunError { file: Some(sources.paths()[file.0 as usize].clone()), rule: Some(rule), message }
}

/// The rule without which this run was begun again.
fn without(stopped: &Stopped) -> RunError {
    let Stopped { rule, file, reason } = stopped;
    let message = format!("rule {rule} failed: {reason}{NO_FURTHER_PART}");
    RunError { file: Some(file.clone()), rule: Some(rule.clone()), message }
}

/// The report where the rules do not make an engine: what the survey found, and why there is no more.
pub(super) fn without_engine(
    sources: &dyn Sources,
    config: &Config,
    surveyed: Vec<Surveyed>,
    error: &PackError,
) -> Report {
    let files = surveyed.iter().filter(|file| file.kind.is_some()).count();
    let mut errors: Vec<RunError> = surveyed.iter().filter_map(|file| file.error.as_deref().cloned()).collect();
    errors.push(RunError { file: Some(error.path.clone()), rule: None, message: error.message.clone() });
    let parameters = parameters(&surveyed);
    let pieces = surveyed.into_iter().map(|file| file.findings).collect();
    let mut report = placed(sources, config, Found { pieces, ..Found::default() }, &[]);
    report.errors = errors;
    report.files = files;
    report.parameters = parameters;
    report
}

/// What renderers may say of the rules of the run, by id.
fn infos(run: &Run<'_>, rules: &RuleSet) -> Vec<RuleInfo> {
    let mut infos: Vec<RuleInfo> = run.rules.iter().map(|rule| RuleInfo::from(&**rule)).collect();
    infos.extend(own::ALL.iter().map(|own| own_info(own, rules)));
    infos.sort_by(|one, other| one.id.cmp(&other.id));
    infos
}

fn own_info(own: &OwnRule, rules: &RuleSet) -> RuleInfo {
    let page = rules.pages.get(own.id).cloned();
    RuleInfo {
        id: own.id.into(),
        title: own.title.to_owned(),
        description: own.title.to_owned(),
        level: own.level,
        confidence: Confidence::High,
        help: page.as_deref().and_then(crate::rule::remedy).map(Arc::from),
        page,
        url: None,
        controls: BTreeMap::new(),
    }
}

fn placed(sources: &dyn Sources, config: &Config, mut found: Found, infos: &[RuleInfo]) -> Report {
    let counts = |finding: &mut RawFinding| {
        let own = infos.iter().find(|info| info.id == finding.rule).map_or(finding.level, |info| info.level);
        let configuration = || config.source.as_ref().map(|source| &source.path);
        let path = sources.paths().get(finding.at.file.0 as usize).or_else(configuration).map_or("", |path| &**path);
        let level = level::configured(config, &finding.rule, own, finding.level, path);
        finding.level = level.unwrap_or(own);
        level.is_some()
    };
    found.pieces.iter_mut().for_each(|piece| piece.retain_mut(counts));
    let positions = positions(sources, config, &found);
    let place = |at: Location| positions.place(at);
    let info = |id: &str| infos.iter().find(|info| &*info.id == id);
    let mut unfixed = Vec::new();
    let mut finding = |raw: RawFinding| {
        if let Remedy::Refused { safe, refusal } = raw.remedy {
            let (place, rule, resource) = (place(raw.at), raw.rule.clone(), raw.resource.clone());
            unfixed.push(Unfixed { place, rule, resource, safe, reason: refusal.to_string() });
        }
        let info = info(&raw.rule);
        let help = raw.help.or_else(|| info.and_then(|info| info.help.clone()));
        let url = info.and_then(|info| info.url.clone());
        let related = raw.related.into_iter();
        Finding {
            fingerprint: fingerprint(&raw.rule, raw.resource.as_deref(), &raw.property),
            rule: raw.rule,
            level: raw.level,
            confidence: raw.confidence,
            message: raw.message,
            place: place(raw.at),
            resource: raw.resource,
            when: raw.when,
            related: related.map(|(at, message)| Related { place: place(at), message }).collect(),
            help,
            url,
            fix: fix(raw.remedy, raw.at.file, &positions),
            suppressed: raw.suppressed,
        }
    };
    let mut findings = Vec::with_capacity(found.findings().count());
    for piece in found.pieces {
        findings.extend(piece.into_iter().map(&mut finding));
    }
    sort(&mut findings);
    let undecided = found.undecided.into_iter().map(|raw| Undecided {
        place: place(raw.at),
        rule: raw.rule,
        resource: raw.resource,
        reason: raw.reason,
    });
    let mut undecided: Vec<Undecided> = undecided.collect();
    undecided.sort();
    undecided.dedup();
    unfixed.sort();
    Report { findings, undecided, unfixed, rules: infos.to_vec(), ..Report::default() }
}

/// Sorts findings; those that say the same at one place stay in their order. They are large, so their numbers are sorted
/// and each is moved once.
fn sort(findings: &mut [Finding]) {
    let key = |number: usize| {
        let finding: &Finding = &findings[number];
        (&finding.place, &finding.rule, &finding.message)
    };
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by(|one, other| key(*one).cmp(&key(*other)));
    for number in 0..findings.len() {
        // What stood there may have been moved on already, for each place before this one once.
        let mut from = order[number];
        while from < number {
            from = order[from];
        }
        order[number] = from;
        findings.swap(number, from);
    }
}

fn fix(remedy: Remedy, file: FileId, positions: &Positions<'_>) -> Option<Fix> {
    let Remedy::Planned { title, safe, patches } = remedy else { return None };
    let edit =
        |patch: Patch| TextEdit { place: positions.place(Location { file, span: patch.span }), text: patch.text };
    Some(Fix { title, safe, edits: patches.into_iter().map(edit).collect() })
}

/// Reads the files that have something to report, one at a time.
fn positions<'s>(sources: &'s dyn Sources, config: &'s Config, found: &Found) -> Positions<'s> {
    let findings = found.findings().flat_map(|finding| {
        std::iter::once(finding.at).chain(finding.related.iter().map(|(at, _)| *at)).chain(edited(finding))
    });
    let mut places: Vec<Location> = findings.chain(found.undecided.iter().map(|undecided| undecided.at)).collect();
    places.sort_unstable();
    places.dedup();
    let mut known = Vec::with_capacity(places.len());
    for of_file in places.chunk_by(|one, other| one.file == other.file) {
        let file = of_file[0].file;
        let configuration = config.source.clone().filter(|_| file == FileId::CONFIGURATION);
        let source = configuration.unwrap_or_else(|| Arc::new(text(sources, file)));
        known.extend(of_file.iter().map(|at| (*at, source.position(at.span.start), source.position(at.span.end))));
    }
    Positions { paths: sources.paths(), configuration: config.source.as_ref().map(|file| &file.path), known }
}

/// The places that the remedy of a finding changes.
fn edited(finding: &RawFinding) -> impl Iterator<Item = Location> {
    let patches = match &finding.remedy {
        Remedy::Planned { patches, .. } => patches.as_slice(),
        _ => &[],
    };
    patches.iter().map(|patch| Location { file: finding.at.file, span: patch.span })
}

/// The text of a file as far as it is one.
fn text(sources: &dyn Sources, file: FileId) -> SourceFile {
    let path = sources.paths()[file.0 as usize].clone();
    let bytes = match sources.read(file) {
        Ok(Content::Whole(bytes)) => bytes,
        Ok(Content::TooLarge { head, .. }) => head,
        Err(_) => Vec::new(),
    };
    SourceFile::new(path, String::from_utf8_lossy(&bytes).as_ref())
}

impl Positions<'_> {
    fn place(&self, at: Location) -> Place {
        let found = self.known.binary_search_by_key(&at, |(known, ..)| *known);
        let (_, start, end) = self.known[found.expect("internal error: every place of a report is known")];
        let path = self.paths.get(at.file.0 as usize).or(self.configuration);
        let path = path.expect("internal error: a place is in a file of the run or in its configuration").clone();
        Place { file: at.file, path, span: at.span, start, end }
    }
}

/// The same while rule, resource and property are the same; 32 hexadecimal digits.
fn fingerprint(rule: &str, resource: Option<&str>, property: &str) -> String {
    let mut hash = Sha256::new();
    for part in [rule, resource.unwrap_or(""), property] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digits = hash.finalize();
    let number = digits.iter().take(16).fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    format!("{number:032x}")
}
