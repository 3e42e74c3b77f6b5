//! The first pass: what each file is, what it tells the other files, and whether it is looked at again.
//!
//! There may be very many files, and most of them are nobody's business: of a file that no rule asks about little
//! stays but what other files may refer to.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::outcome::RawFinding;
use super::{Pass, Progress, Summary, asks, file_id, own, wanted};
use crate::finding::RunError;
use crate::frontend::{self, FileKind, Parsed, Reading, cloudformation};
use crate::rule::Rule;
use crate::source::{Content, FileId, Sources};
use crate::suppress::{self, FileExceptions};

/// What the first pass found in one file.
#[derive(Clone, Default)]
pub(super) struct Surveyed {
    /// `None` for a file that is none of ours.
    pub(super) kind: Option<FileKind>,
    /// What it tells the others, until it is a part of the project.
    pub(super) summary: Option<Arc<Summary>>,
    pub(super) parsed: Option<Arc<Parsed>>,
    pub(super) findings: Vec<RawFinding>,
    /// `None` where there are none.
    pub(super) excepted: Option<Box<FileExceptions>>,
    /// The parameters that it declares, as a template.
    pub(super) parameters: Vec<Arc<str>>,
    pub(super) error: Option<Box<RunError>>,
}

/// What is kept of the files between the passes.
pub(super) struct Survey<'r> {
    rules: &'r [Arc<Rule>],
    /// The types that some rule wants to see from other files.
    wanted: BTreeSet<Arc<str>>,
    keeps: Keeps,
    /// How a file is read.
    pub(super) read: fn(&Arc<str>, Content) -> Reading,
    /// The summary of all files that tell the others nothing.
    silent: Arc<Summary>,
    /// How many bytes of source the trees have that were kept so far.
    kept: AtomicUsize,
}

/// Which trees stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeps {
    /// Those that some rule asks about, up to so many bytes of source; what is beyond is read again.
    Asked(usize),
    /// All of them, up to so many bytes of source.
    All(usize),
}

impl<'r> Survey<'r> {
    /// A survey for these rules. Trees of so many bytes are kept already.
    pub(super) fn new(rules: &'r [Arc<Rule>], keeps: Keeps, kept: usize) -> Self {
        let kept = AtomicUsize::new(kept);
        Self { rules, wanted: wanted(rules), keeps, read: frontend::read, silent: Arc::default(), kept }
    }

    /// The types that some rule wants to see from other files.
    pub(super) fn wanted(&self) -> &BTreeSet<Arc<str>> {
        &self.wanted
    }

    /// Reads every file.
    pub(super) fn files(&self, sources: &dyn Sources, progress: &dyn Progress) -> Vec<Surveyed> {
        let count = sources.paths().len();
        progress.begin(Pass::Survey, count);
        let survey = |number: usize| {
            let surveyed = self.file(sources, file_id(number));
            progress.advance();
            surveyed
        };
        (0..count).into_par_iter().map(survey).collect()
    }

    /// Reads one file.
    pub(super) fn file(&self, sources: &dyn Sources, file: FileId) -> Surveyed {
        let path = &sources.paths()[file.0 as usize];
        let content = match sources.read(file) {
            Ok(content) => content,
            Err(reason) => {
                let message = format!("cannot be read: {reason}");
                let error = RunError { file: Some(path.clone()), rule: None, message };
                return Surveyed { error: Some(Box::new(error)), ..Surveyed::default() };
            }
        };
        let reading = (self.read)(path, content);
        let findings = reading.broken.iter().map(|broken| own::broken(file, broken)).collect();
        let mut surveyed = Surveyed { kind: reading.verdict.kind, findings, ..Surveyed::default() };
        if let Some(parsed) = reading.parsed {
            self.look_at(file, parsed, &mut surveyed);
        }
        surveyed
    }

    fn look_at(&self, file: FileId, parsed: Parsed, surveyed: &mut Surveyed) {
        surveyed.findings.extend(own::syntax(file, &parsed));
        surveyed.except(suppress::read(file, &parsed));
        let mut summary = None;
        if let Some(template) = parsed.template(file) {
            summary = Some(cloudformation::summary(&template, &self.wanted));
            surveyed.parameters = template.parameters.iter().map(|parameter| parameter.name.into()).collect();
        }
        if let Some(document) = parsed.document() {
            summary = Some(document.summary());
        }
        let asked = summary.as_ref().is_none_or(|summary| self.is_asked(surveyed.kind, summary));
        if let Some(summary) = summary.as_mut().filter(|_| !asked) {
            // They are there for rules to ask about.
            summary.types = Vec::new();
        }
        surveyed.summary = summary.map(|summary| self.share(summary));
        if self.stays(&parsed, asked) {
            surveyed.parsed = Some(Arc::new(parsed));
        }
    }

    /// A summary as it is kept. Those that say nothing are one.
    fn share(&self, summary: Summary) -> Arc<Summary> {
        if summary.is_silent() { self.silent.clone() } else { Arc::new(summary) }
    }

    /// Whether a file is looked at again, as far as that is its own doing.
    fn is_asked(&self, kind: Option<FileKind>, summary: &Summary) -> bool {
        matches!(self.keeps, Keeps::All(_)) || self.rules.iter().any(|rule| asks(rule, kind, summary))
    }

    /// Whether a tree stays. Programs are needed together, and there are far fewer bytes of them.
    fn stays(&self, parsed: &Parsed, asked: bool) -> bool {
        if parsed.program().is_some() || !asked {
            return asked;
        }
        let (Keeps::Asked(most) | Keeps::All(most)) = self.keeps;
        let size = parsed.source.text.len();
        self.kept.fetch_add(size, Ordering::Relaxed) + size <= most
    }
}

impl Surveyed {
    /// Keeps what a file excepts, where that is anything.
    pub(super) fn except(&mut self, excepted: FileExceptions) {
        self.excepted = (!excepted.is_empty()).then(|| Box::new(excepted));
    }

    /// Whether it is a source file of a program; what is not kept is none.
    pub(super) fn is_program(&self) -> bool {
        self.parsed.as_ref().is_some_and(|parsed| parsed.program().is_some())
    }
}
