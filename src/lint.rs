//! The run: survey every file, merge what they say to each other, judge the files that some rule asks about.
//!
//! [`lint`] is pure but for what its [`Sources`] read: the same inputs give the same report, whatever the number of
//! threads. Trees are dropped between the two passes once they would take more than a fixed amount of memory; such
//! a file is then read again.

mod answers;
mod except;
mod judge;
mod level;
mod outcome;
mod own;
mod place;
mod policy;
mod programs;
mod remedy;
mod report;
mod seen;
mod session;
mod survey;
#[cfg(test)]
mod tests;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use crate::config::Config;
use crate::engine::{Engine, Evaluator, Input};
use crate::facts::ProjectResourceFacts;
use crate::finding::Report;
use crate::frontend::cdk::{self, App};
use crate::frontend::{self, FileKind, Verdict, document};
use crate::model::Summary;
use crate::project::Project;
use crate::rule::{PackError, Rule, Selects};
use crate::ruleset::RuleSet;
use crate::source::{FileId, Sources};
use judge::Judged;
use outcome::Outcome;
use survey::{Keeps, Survey, Surveyed};

pub use seen::{Seen, facts, views};
pub use session::{Offer, Session};

/// How many bytes of source the trees that are kept between the passes may have. A tree takes some seven times as many.
const KEPT_BYTES: usize = 24 * 1024 * 1024;

/// What a file was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub path: Arc<str>,
    pub verdict: Verdict,
    /// Whether the file could be read.
    pub readable: bool,
}

/// Who is told how far a run is. Calls come from several threads.
pub trait Progress: Sync {
    /// A pass over this many files begins.
    fn begin(&self, pass: Pass, files: usize);
    /// The pass is through with one more file.
    fn advance(&self);
    /// This thread asks a rule about a file. Until it has the answer it sees and hears nothing.
    fn asked(&self, _rule: &Arc<str>, _file: &Arc<str>) {}
    /// This thread has the answer of the rule that it asked.
    fn answered(&self) {}
}

/// The passes of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Every file is read.
    Survey,
    /// The files that some rule asks about are judged.
    Judge,
}

/// Nobody.
impl Progress for () {
    fn begin(&self, _: Pass, _: usize) {}

    fn advance(&self) {}
}

/// What every part of the second pass needs.
struct Run<'a> {
    rules: Vec<Arc<Rule>>,
    config: &'a Config,
    project: Project,
    app: App<'a>,
    /// `input.options` of each rule.
    options: Vec<Input>,
    /// `input.project.types[T]` by type.
    types: BTreeMap<Arc<str>, Input>,
    /// Whether each rule took longer than its limit; then it is asked about no further file.
    stopped: Vec<AtomicBool>,
    progress: &'a dyn Progress,
}

/// Lints the files of a run.
pub fn lint(sources: &dyn Sources, rules: &RuleSet, config: &Config) -> Report {
    run(sources, rules, config, &()).0
}

/// Lints the files of a run and says how far it is, for a process that ends soon: the engine, which is many small
/// parts, is not taken apart again, which would be a tenth of what a small run costs.
pub fn watched(sources: &dyn Sources, rules: &RuleSet, config: &Config, progress: &dyn Progress) -> Report {
    let (report, engine) = run(sources, rules, config, progress);
    std::mem::forget(engine);
    report
}

fn run(sources: &dyn Sources, rules: &RuleSet, config: &Config, progress: &dyn Progress) -> (Report, Option<Engine>) {
    let enabled: Vec<Arc<Rule>> = rules.rules.iter().filter(|rule| config.enabled(rule)).cloned().collect();
    let survey = Survey::new(&enabled, Keeps::Asked(KEPT_BYTES), 0);
    let mut surveyed = survey.files(sources, progress);
    let programs = programs::collect(sources, &mut surveyed);
    let app = App::new(&programs);
    let project = merge(sources, &mut surveyed, &app, survey.wanted());
    except::constructs(&app, &mut surveyed);
    let mut run = Run::new(needed(&enabled, &project), config, project, app, progress);
    run.project.forget_resources();
    let engine = match engine(rules, &run.rules) {
        Ok(engine) => engine,
        Err(error) => return (report::without_engine(sources, config, surveyed, &error), None),
    };
    let judged = run.judge(sources, &engine, &mut surveyed);
    (report::assemble(sources, &run, rules, surveyed, judged), Some(engine))
}

/// The project of a run. What CDK programs declare is known only when all of them are there.
fn merge(sources: &dyn Sources, surveyed: &mut [Surveyed], app: &App<'_>, wanted: &BTreeSet<Arc<str>>) -> Project {
    let program = |(number, file): (usize, &Surveyed)| {
        file.is_program().then(|| (file_id(number), Arc::new(cdk::summary(app, file_id(number), wanted))))
    };
    let mut summaries: BTreeMap<FileId, Arc<Summary>> = surveyed.par_iter().enumerate().filter_map(program).collect();
    for (number, file) in surveyed.iter_mut().enumerate() {
        if let Some(summary) = file.summary.take().filter(|_| !file.is_program()) {
            summaries.insert(file_id(number), summary);
        }
    }
    Project::new(sources.paths().to_vec(), summaries)
}

/// What each file of a run is taken for, and why.
pub fn list(sources: &dyn Sources) -> Vec<Listed> {
    let files: Vec<FileId> = (0..sources.paths().len()).map(file_id).collect();
    let listed = |file: &FileId| {
        let path = sources.paths()[file.0 as usize].clone();
        match sources.read(*file) {
            Ok(content) => Listed { verdict: frontend::read(&path, content).verdict, path, readable: true },
            Err(reason) => {
                let verdict = Verdict { kind: None, reason: format!("cannot be read: {reason}") };
                Listed { path, verdict, readable: false }
            }
        }
    };
    files.par_iter().map(listed).collect()
}

/// The types that some rule wants to see from other files.
fn wanted(rules: &[Arc<Rule>]) -> BTreeSet<Arc<str>> {
    rules.iter().flat_map(|rule| rule.selects.project.iter().cloned()).collect()
}

/// The rules that something in the run makes run.
fn needed(enabled: &[Arc<Rule>], project: &Project) -> Vec<Arc<Rule>> {
    enabled.iter().filter(|rule| rule.policy.is_some() || occurs(&rule.selects, project)).cloned().collect()
}

/// The engine of the needed rules.
fn engine(rules: &RuleSet, needed: &[Arc<Rule>]) -> Result<Engine, Box<PackError>> {
    let policies = if needed.iter().any(|rule| rule.policy.is_some()) { &rules.policies[..] } else { &[] };
    Engine::new(&rules.libraries, needed, false).and_then(|engine| engine.with_policies(policies))
}

/// Whether a rule asks about a file of this kind.
fn asks(rule: &Rule, kind: Option<FileKind>, summary: &Summary) -> bool {
    let has_document = kind.is_some_and(|kind| kind != FileKind::Cdk);
    rule.selects.images && summary.images
        || rule.policy.is_some() && has_document
        || calls(&rule.selects, summary)
        || holds(&rule.selects, summary)
        || summary.types.iter().any(|known| rule.selects.resources.contains(known))
}

/// Whether anything in the run makes a rule run.
fn occurs(selects: &Selects, project: &Project) -> bool {
    let images = selects.images && project.summaries().any(|(_, summary)| summary.images);
    images
        || selects.resources.iter().any(|resource_type| project.has_type(resource_type))
        || project.summaries().any(|(_, summary)| holds(selects, summary) || calls(selects, summary))
}

/// Whether a file may hold documents of the selected kinds.
fn holds(selects: &Selects, summary: &Summary) -> bool {
    !selects.documents.is_empty() && summary.types.iter().any(|known| document::holds(known, &selects.documents))
}

/// Whether a file calls something of CDK's API that a rule asks about.
fn calls(selects: &Selects, summary: &Summary) -> bool {
    !selects.constructs.is_none() && summary.constructs.iter().any(|api| selects.constructs.contains(api))
}

impl<'a> Run<'a> {
    fn new(
        rules: Vec<Arc<Rule>>,
        config: &'a Config,
        project: Project,
        app: App<'a>,
        progress: &'a dyn Progress,
    ) -> Self {
        let options = rules.iter().map(|rule| view::input(&config.options(rule))).collect();
        let types =
            wanted(&rules).into_iter().map(|wanted| (wanted.clone(), project_type(&project, &wanted))).collect();
        let is_stopped = |rule: &Arc<Rule>| config.stopped.iter().any(|stopped| stopped.rule == rule.id);
        let stopped = rules.iter().map(|rule| AtomicBool::new(is_stopped(rule))).collect();
        Self { rules, config, project, app, options, types, stopped, progress }
    }

    /// Whether some rule asks about a file of this kind.
    fn is_relevant(&self, file: FileId, kind: Option<FileKind>) -> bool {
        let Some(summary) = self.project.summary(file) else { return false };
        summary.cut.is_some() || self.rules.iter().any(|rule| asks(rule, kind, summary))
    }

    /// Judges the files in parallel; the outcomes that say anything come in the order of the files. A tree that was kept
    /// is dropped after its file.
    fn judge(&self, sources: &dyn Sources, engine: &Engine, surveyed: &mut [Surveyed]) -> Vec<(FileId, Outcome)> {
        let numbered = surveyed.iter_mut().enumerate().map(|(number, file)| (file_id(number), file));
        let files: Vec<_> = numbered.filter(|(id, file)| self.is_relevant(*id, file.kind)).collect();
        self.progress.begin(Pass::Judge, files.len());
        let judge = |evaluator: &mut Evaluator, (id, file): (FileId, &mut Surveyed)| {
            let judged = match file.parsed.take() {
                Some(parsed) => judge::judge(self, id, parsed, evaluator),
                None => self.read_again(sources, id, evaluator),
            };
            self.progress.advance();
            judged
        };
        let judged = files.into_par_iter().map_init(|| engine.evaluator(), judge);
        let mut judged: Vec<Judged> = judged.filter(|judged| !judged.outcome.is_silent()).collect();
        judge::plan_programs(self, &mut judged);
        judged.into_iter().map(|judged| (judged.file, judged.outcome)).collect()
    }

    /// Asks a rule about a file, where whoever watches the run can see it.
    fn ask<T>(&self, rule: &Rule, file: FileId, evaluate: impl FnOnce() -> T) -> T {
        self.progress.asked(&rule.id, &self.project.paths()[file.0 as usize]);
        let answer = evaluate();
        self.progress.answered();
        answer
    }

    fn read_again(&self, sources: &dyn Sources, file: FileId, evaluator: &mut Evaluator) -> Judged {
        let path = &sources.paths()[file.0 as usize];
        let reading = sources.read(file).map(|content| frontend::read(path, content).parsed);
        match reading {
            Ok(Some(parsed)) => judge::judge(self, file, Arc::new(parsed), evaluator),
            Ok(None) => Judged::changed(file, "it was something else when it was read again".to_owned()),
            Err(reason) => Judged::changed(file, format!("cannot be read again: {reason}")),
        }
    }
}

fn project_type(project: &Project, wanted: &str) -> Input {
    let facts = project.resources(wanted).map(|(file, resource)| {
        let path = &project.paths()[file.0 as usize];
        view::input(&ProjectResourceFacts::new(path, resource, project.paths()))
    });
    Input::array(facts)
}

fn file_id(number: usize) -> FileId {
    FileId(u32::try_from(number).expect("internal error: more than 4 G files"))
}
