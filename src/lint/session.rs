//! A run that is made again and again while its files change.
//!
//! Files that did not change are neither read nor parsed again, and are judged again only where something that they
//! look at changed in another file. What that is, is known by comparing: the uses of their resources, the names and
//! types of the project, what stacks say to each other. The report is that of a fresh run, which a test sees to, but
//! for the fixes: those are planned only when somebody asks for them, because each is tried out. In a file that is
//! judged again a rule is asked again only where it sees something else than before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use super::answers::{Answers, Known};
use super::outcome::{Outcome, RawFinding, Remedy};
use super::programs::{self, Module};
use super::{
    Keeps, Pass, Progress, Run, Survey, Surveyed, asks, engine, except, file_id, judge, needed, remedy, report,
};
use crate::config::Config;
use crate::engine::{Engine, Evaluator, Input};
use crate::finding::Report;
use crate::fix::Patch;
use crate::frontend::cdk::{self, App, Programs};
use crate::model::Summary;
use crate::project::{Difference, Project};
use crate::rule::{PackError, Rule};
use crate::ruleset::RuleSet;
use crate::source::{Content, Extent, FileId, Location, Sources, Span};

/// How many answers of rules are kept. One takes a hundred bytes or more; a file of a few hundred resources has some
/// fifty of them in each world.
const MAX_ANSWERS: usize = 200_000;

/// How many bytes of source the trees may have that are kept from one run to the next.
const KEPT_BYTES: usize = 64 * 1024 * 1024;

/// A fix of a finding, by bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub rule: Arc<str>,
    /// Where the finding is, and what it says.
    pub span: Span,
    pub message: String,
    pub title: String,
    /// Whether it may be applied without being asked for.
    pub safe: bool,
    pub patches: Vec<Patch>,
}

/// What is kept from one run to the next. Of other rules or another configuration, but for its day, a new one is made.
#[derive(Default)]
pub struct Session {
    paths: Vec<Arc<str>>,
    /// By file, as its text alone says.
    files: Vec<Kept>,
    programs: KeptPrograms,
    engine: Option<(Vec<Arc<str>>, Engine)>,
    project: Option<Project>,
    /// `input.project.types[T]` by type.
    types: BTreeMap<Arc<str>, Input>,
    judged: BTreeMap<FileId, Outcome>,
    /// What rules answered about each file, by the number of the rule in the engine.
    answers: BTreeMap<FileId, Known>,
}

struct Kept {
    revision: u64,
    surveyed: Surveyed,
}

/// The CDK programs of the run, which are only known together.
#[derive(Default)]
struct KeptPrograms {
    programs: Arc<Programs>,
    /// The files of the programs as they became part of the survey, with the revisions that were read.
    files: BTreeMap<FileId, (u64, Surveyed)>,
    /// What they import that was not read.
    missing: BTreeSet<FileId>,
    summaries: BTreeMap<FileId, Arc<Summary>>,
}

/// What changed since the run before.
struct Changes {
    files: BTreeSet<FileId>,
    /// Whether programs are among them.
    programs: bool,
}

/// Sources whose texts need not be read again.
struct Remembered<'s> {
    sources: &'s dyn Sources,
    surveyed: &'s [Surveyed],
}

impl Session {
    /// Lints the files of a run. A revision is another number whenever the text of a file may be another one.
    pub fn lint(
        &mut self,
        sources: &dyn Sources,
        revision: &dyn Fn(FileId) -> u64,
        rules: &RuleSet,
        config: &Config,
        progress: &dyn Progress,
    ) -> Report {
        if self.paths != sources.paths() {
            *self = Self { paths: sources.paths().to_vec(), ..Self::default() };
        }
        let enabled: Vec<Arc<Rule>> = rules.rules.iter().filter(|rule| config.enabled(rule)).cloned().collect();
        let kept = self.files.iter().map(|kept| kept.surveyed.bytes()).sum();
        let survey = Survey::new(&enabled, Keeps::All(KEPT_BYTES), kept);
        let changes = self.survey(sources, revision, &survey, progress);
        let mut surveyed: Vec<Surveyed> = self.files.iter().map(|kept| kept.surveyed.clone()).collect();
        if changes.programs {
            self.programs.collect(sources, revision, &mut surveyed);
        }
        let programs = self.programs.programs.clone();
        let app = App::new(&programs);
        if changes.programs {
            self.programs.keep(&app, revision, survey.wanted(), &mut surveyed);
        }
        for (file, (_, program)) in &self.programs.files {
            surveyed[file.0 as usize] = program.clone();
        }
        let project = self.merge(&surveyed);
        let needed = needed(&enabled, &project);
        let engine = match self.engine(rules, &needed) {
            Ok(engine) => engine,
            Err(error) => return report::without_engine(sources, config, surveyed, &error),
        };
        let run = Run::new(needed, config, project, app, progress);
        let remembered = Remembered { sources, surveyed: &surveyed };
        let judged = self.judge(&remembered, &run, &engine, &surveyed, &changes, progress);
        let report = report::assemble(&remembered, &run, rules, surveyed.clone(), judged);
        self.types = run.types;
        self.project = Some(run.project);
        report
    }

    /// The fixes for findings of a file in the last run: those at places that are wanted.
    pub fn fixes(&self, file: FileId, wanted: &dyn Fn(Span) -> bool) -> Vec<Offer> {
        let surveyed = || self.files.get(file.0 as usize).map(|kept| &kept.surveyed);
        let program = self.programs.files.get(&file).map(|(_, program)| program);
        let parsed = program.or_else(surveyed).and_then(|surveyed| surveyed.parsed.as_ref());
        let (Some(parsed), Some(outcome)) = (parsed, self.judged.get(&file)) else { return Vec::new() };
        let is_wanted = |finding: &&RawFinding| finding.remedy.wanted().is_some() && wanted(finding.at.span);
        let mut findings: Vec<RawFinding> = outcome.findings.iter().filter(is_wanted).cloned().collect();
        if parsed.program().is_some() {
            let app = App::new(&self.programs.programs);
            remedy::plan_programs(&app, vec![(file, parsed, &mut findings)]);
        } else {
            remedy::plan(file, parsed, &mut findings);
        }
        let offer = |finding: RawFinding| {
            let Remedy::Planned { title, safe, patches } = finding.remedy else { return None };
            Some(Offer { rule: finding.rule, span: finding.at.span, message: finding.message, title, safe, patches })
        };
        findings.into_iter().filter_map(offer).collect()
    }

    /// Reads the files that may have changed.
    fn survey(
        &mut self,
        sources: &dyn Sources,
        revision: &dyn Fn(FileId) -> u64,
        survey: &Survey<'_>,
        progress: &dyn Progress,
    ) -> Changes {
        let is_first = self.files.is_empty();
        let is_same =
            |file: &FileId| self.files.get(file.0 as usize).is_some_and(|kept| kept.revision == revision(*file));
        let all = (0..self.paths.len()).map(file_id);
        let stale: Vec<(FileId, u64)> = all.filter(|file| !is_same(file)).map(|file| (file, revision(file))).collect();
        progress.begin(Pass::Survey, stale.len());
        let read = |(file, revision): &(FileId, u64)| {
            let surveyed = survey.file(sources, *file);
            progress.advance();
            (*file, Kept { revision: *revision, surveyed })
        };
        let read: Vec<(FileId, Kept)> = stale.par_iter().map(read).collect();
        let mut changes = Changes { files: BTreeSet::new(), programs: is_first };
        for (file, kept) in read {
            match self.files.get_mut(file.0 as usize) {
                Some(known) if known.surveyed.has_text_of(&kept.surveyed) => known.revision = kept.revision,
                Some(known) => {
                    changes.programs |= self.programs.concerns(file, &self.paths[file.0 as usize])
                        || known.surveyed.is_program()
                        || kept.surveyed.is_program();
                    changes.files.insert(file);
                    *known = kept;
                }
                None => {
                    changes.files.insert(file);
                    self.files.push(kept);
                }
            }
        }
        changes
    }

    fn merge(&self, surveyed: &[Surveyed]) -> Project {
        let mut summaries = self.programs.summaries.clone();
        let templates = surveyed.iter().enumerate().filter(|(_, file)| !file.is_program());
        summaries.extend(templates.filter_map(|(number, file)| Some((file_id(number), file.summary.clone()?))));
        Project::new(self.paths.clone(), summaries)
    }

    /// The engine of the needed rules, which is another one only where others are needed.
    fn engine(&mut self, rules: &RuleSet, needed: &[Arc<Rule>]) -> Result<Engine, Box<PackError>> {
        let ids: Vec<Arc<str>> = needed.iter().map(|rule| rule.id.clone()).collect();
        if let Some((known, engine)) = &self.engine
            && *known == ids
        {
            return Ok(engine.clone());
        }
        self.judged.clear();
        self.answers.clear();
        let engine = engine(rules, needed)?;
        self.engine = Some((ids, engine.clone()));
        Ok(engine)
    }

    /// What judging every relevant file gives; those that would give the same are not judged again.
    fn judge(
        &mut self,
        sources: &dyn Sources,
        run: &Run<'_>,
        engine: &Engine,
        surveyed: &[Surveyed],
        changes: &Changes,
        progress: &dyn Progress,
    ) -> Vec<(FileId, Outcome)> {
        let relevant: Vec<FileId> = (0..surveyed.len())
            .map(file_id)
            .filter(|file| run.is_relevant(*file, surveyed[file.0 as usize].kind))
            .collect();
        let mut still = BTreeSet::new();
        if let Some(before) = &self.project {
            let same = Same::new(run, before, &self.types, surveyed, changes);
            let judged = self.judged.iter().filter(|(file, outcome)| same.is_still_true(**file, outcome));
            still = judged.map(|(file, _)| *file).collect();
            let is_other = |rule: usize| same.rules.iter().any(|(other, _)| *other == rule);
            self.answers.values_mut().for_each(|known| known.retain(|(rule, _), _| !is_other(*rule)));
        }
        let stale: Vec<FileId> = relevant.iter().copied().filter(|file| !still.contains(file)).collect();
        let mut answers = std::mem::take(&mut self.answers);
        let stale: Vec<(FileId, Known)> =
            stale.into_iter().map(|file| (file, answers.remove(&file).unwrap_or_default())).collect();
        progress.begin(Pass::Judge, stale.len());
        let judge = |evaluator: &mut Evaluator, (file, known): (FileId, Known)| {
            let mut answers = Answers::kept(known);
            let outcome = match &surveyed[file.0 as usize].parsed {
                Some(parsed) => judge::found(run, file, parsed, evaluator, &mut answers),
                None => run.read_again(sources, file, evaluator).outcome,
            };
            progress.advance();
            (file, outcome, answers.into_known())
        };
        let fresh: Vec<_> = stale.into_par_iter().map_init(|| engine.evaluator(), judge).collect();
        let mut judged = std::mem::take(&mut self.judged);
        judged.retain(|file, _| still.contains(file));
        let now: usize = fresh.iter().map(|(_, _, known)| known.len()).sum();
        if now + answers.values().map(BTreeMap::len).sum::<usize>() > MAX_ANSWERS {
            // What is edited now will be edited again.
            answers.clear();
        }
        for (file, outcome, known) in fresh {
            judged.insert(file, outcome);
            if now <= MAX_ANSWERS {
                answers.insert(file, known);
            }
        }
        self.answers = answers;
        let of_run: Vec<(FileId, Outcome)> =
            relevant.iter().filter_map(|file| Some((*file, judged.get(file)?.clone()))).collect();
        // A rule that failed may have run out of time, and a file may have been caught while it was written.
        judged.retain(|_, outcome| outcome.failures.is_empty() && outcome.changed.is_none());
        self.judged = judged;
        of_run
    }
}

/// Whether what was judged would be judged the same again.
struct Same<'r> {
    run: &'r Run<'r>,
    difference: Difference<'r>,
    /// The rules that see other facts of the project, with their numbers.
    rules: Vec<(usize, &'r Rule)>,
    surveyed: &'r [Surveyed],
    changes: &'r Changes,
}

impl<'r> Same<'r> {
    fn new(
        run: &'r Run<'r>,
        before: &'r Project,
        types: &BTreeMap<Arc<str>, Input>,
        surveyed: &'r [Surveyed],
        changes: &'r Changes,
    ) -> Self {
        let other_types: Vec<&Arc<str>> =
            run.types.iter().filter(|(kind, facts)| types.get(*kind) != Some(*facts)).map(|(kind, _)| kind).collect();
        let sees = |(_, rule): &(usize, &Rule)| other_types.iter().any(|kind| rule.selects.project.contains(*kind));
        let rules = run.rules.iter().map(|rule| &**rule).enumerate().filter(sees).collect();
        Self { run, difference: Difference::new(before, &run.project), rules, surveyed, changes }
    }

    fn is_still_true(&self, file: FileId, outcome: &Outcome) -> bool {
        let surveyed = &self.surveyed[file.0 as usize];
        let is_other = self.has_changed(file) || surveyed.is_program() && self.changes.programs;
        let asks = surveyed.asks_other_stacks();
        !is_other
            && !self.difference.concerns(file, asks)
            && !self.rules.iter().any(|(_, rule)| self.is_asked(file, rule))
            && !outcome.places().any(|at| self.has_changed(at.file))
    }

    fn is_asked(&self, file: FileId, rule: &Rule) -> bool {
        let kind = self.surveyed[file.0 as usize].kind;
        self.run.project.summary(file).is_some_and(|summary| asks(rule, kind, summary))
    }

    /// Whether places in a file, or what it declares, may be others.
    fn has_changed(&self, file: FileId) -> bool {
        let is_program = || self.surveyed.get(file.0 as usize).is_some_and(Surveyed::is_program);
        self.changes.files.contains(&file) || self.changes.programs && is_program()
    }
}

impl KeptPrograms {
    /// Whether a change of a file can change what programs say: it is one of them, would be, or configures them.
    fn concerns(&self, file: FileId, path: &str) -> bool {
        self.files.contains_key(&file) || self.missing.contains(&file) || programs::configures(path)
    }

    /// Collects the programs of a survey; those modules are not read again that did not change.
    fn collect(&mut self, sources: &dyn Sources, revision: &dyn Fn(FileId) -> u64, surveyed: &mut [Surveyed]) {
        let module = |file: FileId| match self.files.get(&file) {
            Some((known, module)) if *known == revision(file) => module.module(file),
            _ => programs::module(sources, file),
        };
        let mut programs = programs::collect_with(sources, surveyed, &module);
        self.missing = programs.missing();
        self.programs = Arc::new(programs);
    }

    /// Keeps what the programs of a survey say together.
    fn keep(
        &mut self,
        app: &App<'_>,
        revision: &dyn Fn(FileId) -> u64,
        wanted: &BTreeSet<Arc<str>>,
        surveyed: &mut [Surveyed],
    ) {
        except::constructs(app, surveyed);
        let of_run = surveyed.iter().enumerate().map(|(number, file)| (file_id(number), file));
        let programs = of_run.filter(|(_, file)| file.is_program());
        self.files = programs.map(|(id, file)| (id, (revision(id), file.clone()))).collect();
        let files: Vec<FileId> = self.files.keys().copied().collect();
        self.summaries = files.par_iter().map(|id| (*id, Arc::new(cdk::summary(app, *id, wanted)))).collect();
    }
}

impl Surveyed {
    /// How many bytes of a template are kept with its tree.
    fn bytes(&self) -> usize {
        self.parsed.as_ref().filter(|_| !self.is_program()).map_or(0, |parsed| parsed.source.text.len())
    }

    /// Whether both were read from the same text, as far as that was kept.
    fn has_text_of(&self, other: &Self) -> bool {
        match (&self.parsed, &other.parsed) {
            (Some(one), Some(other)) => one.source.text == other.source.text && one.kind() == other.kind(),
            _ => false,
        }
    }

    /// Whether values of a template may come from other stacks. Programs do not ask for any.
    fn asks_other_stacks(&self) -> bool {
        let Some(parsed) = &self.parsed else { return true };
        parsed.program().is_none() && parsed.source.text.contains("Import")
            || self.summary.as_ref().is_some_and(|summary| !summary.stacks.is_empty())
    }

    fn module(&self, file: FileId) -> Option<Module> {
        let parsed = self.parsed.clone()?;
        Some(Module { kind: self.kind, excepted: crate::suppress::read(file, &parsed), parsed })
    }
}

impl Outcome {
    /// The places that it names.
    fn places(&self) -> impl Iterator<Item = Location> {
        let findings = self.findings.iter().flat_map(|finding| {
            let own = [Some(finding.at), Some(finding.key), finding.owner].into_iter().flatten();
            own.chain(finding.related.iter().map(|(at, _)| *at))
        });
        findings.chain(self.undecided.iter().map(|undecided| undecided.at))
    }
}

impl Sources for Remembered<'_> {
    fn paths(&self) -> &[Arc<str>] {
        self.sources.paths()
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        match &self.surveyed[file.0 as usize].parsed {
            Some(parsed) => Ok(Content::Whole(parsed.source.text.as_bytes().to_vec())),
            None => self.sources.read(file),
        }
    }

    fn extent(&self) -> Extent {
        self.sources.extent()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Session").field("files", &self.files.len()).finish_non_exhaustive()
    }
}
