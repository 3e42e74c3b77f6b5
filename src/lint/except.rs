//! Between judging and placing: what exceptions do to the findings of a run, and how much was judged for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::outcome::{Found, RawFinding};
use super::{Surveyed, file_id};
use crate::config::{Config, RuleLevel};
use crate::frontend::cdk::App;
use crate::rule::own;
use crate::ruleset::RuleSet;
use crate::source::{Extent, FileId};
use crate::suppress::{self, Context, FileExceptions, Judged, Subject};

/// How far a run has come.
pub(super) struct Judging<'a> {
    pub(super) config: &'a Config,
    pub(super) rules: &'a RuleSet,
    pub(super) paths: &'a [Arc<str>],
    pub(super) extent: Extent,
    /// The rules that failed somewhere.
    pub(super) failed: BTreeSet<&'a str>,
    /// The rules that could not see all of what they select in a file.
    pub(super) opaque: BTreeSet<(Arc<str>, FileId)>,
}

/// Where something stayed open.
struct Open<'a> {
    /// Files that could not be read to their end.
    broken: BTreeSet<FileId>,
    undecided: BTreeSet<(&'a str, FileId)>,
}

/// Adds what constructs are given as metadata to what their files except. It is known only once all programs are.
pub(super) fn constructs(app: &App<'_>, surveyed: &mut [Surveyed]) {
    let mentions = |file: &Surveyed| {
        let text = file.parsed.as_ref().map_or("", |parsed| &parsed.source.text);
        file.is_program() && suppress::mentions(text)
    };
    if !surveyed.iter().any(mentions) {
        return;
    }
    for (number, file) in surveyed.iter_mut().enumerate().filter(|(_, file)| file.is_program()) {
        for (id, metadata) in app.metadata(file_id(number)) {
            file.excepted.get_or_insert_default().extend(suppress::of_resource(&id, &metadata));
        }
    }
}

/// Marks the findings that are excepted and adds those about exceptions.
pub(super) fn apply(found: &mut Found, files: &BTreeMap<FileId, Box<FileExceptions>>, judging: &Judging<'_>) {
    let files: BTreeMap<FileId, &FileExceptions> =
        files.iter().filter(|(_, found)| !found.is_empty()).map(|(file, found)| (*file, &**found)).collect();
    if files.is_empty() && judging.config.exceptions.is_empty() {
        return;
    }
    let applied = {
        let open = Open::of(found, &judging.opaque);
        let judged = |rule: &str, file: Option<FileId>| judging.of(rule, file, &open);
        let Judging { config, rules, paths, extent, .. } = *judging;
        let context = Context { config, rules: &rules.rules, paths, extent, judged: &judged };
        let subject = |raw| subject(raw);
        let subjects: Vec<Subject<'_>> = found.findings().map(subject).collect();
        suppress::apply(&subjects, &files, &context)
    };
    for (finding, suppressed) in found.pieces.iter_mut().flatten().zip(applied.suppressed) {
        finding.suppressed = suppressed.or_else(|| finding.suppressed.take());
    }
    let shown = |file: FileId| file != FileId::CONFIGURATION || judging.config.source.is_some();
    let complaints = applied.complaints.into_iter().filter(|(complaint, _)| shown(complaint.at.file));
    let finding = |(complaint, suppressed)| RawFinding { suppressed, ..super::own::complaint(complaint) };
    found.pieces.push(complaints.map(finding).collect());
}

fn subject(raw: &RawFinding) -> Subject<'_> {
    Subject { rule: &raw.rule, at: raw.at, key: raw.key, owner: raw.owner, resource: raw.resource.as_deref() }
}

impl<'a> Open<'a> {
    fn of(found: &'a Found, opaque: &'a BTreeSet<(Arc<str>, FileId)>) -> Self {
        let broken = found.findings().filter(|finding| *finding.rule == *own::SYNTAX_ERROR.id);
        // A program that was not followed to its end is as good as broken.
        let cut = found.undecided.iter().filter(|undecided| own::is_own(&undecided.rule));
        let undecided = found.undecided.iter().map(|undecided| (&*undecided.rule, undecided.at.file));
        let undecided = undecided.chain(opaque.iter().map(|(rule, file)| (&**rule, *file)));
        Self {
            broken: broken.map(|finding| finding.at.file).chain(cut.map(|undecided| undecided.at.file)).collect(),
            undecided: undecided.collect(),
        }
    }
}

impl Judging<'_> {
    fn of(&self, id: &str, file: Option<FileId>, open: &Open<'_>) -> Judged {
        let path = file.map(|file| &*self.paths[file.0 as usize]);
        let Some(rule) = self.rules.rule(id) else {
            let given = path.and_then(|path| self.config.level(id, path));
            let off = given.map_or(id == own::MISSING_REASON.id, |level| level == RuleLevel::Off);
            return if off { Judged::Off } else { Judged::Wholly };
        };
        if !path.map_or_else(|| self.config.enabled(rule), |path| self.config.is_on(rule, path)) {
            return Judged::Off;
        }
        let is_open = match file {
            Some(file) => open.broken.contains(&file) || open.undecided.contains(&(id, file)),
            None => !open.broken.is_empty() || open.undecided.iter().any(|(undecided, _)| *undecided == id),
        };
        // What other files say may be all that makes it a finding.
        let alone = self.extent == Extent::Files && !rule.selects.project.is_empty();
        if is_open || alone || self.failed.contains(id) { Judged::Partly } else { Judged::Wholly }
    }
}
