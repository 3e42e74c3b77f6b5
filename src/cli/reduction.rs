//! What a report leaves out: findings that are known, lines that did not change, or all but the numbers.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Stop;
use super::baseline::Known;
use super::git::Since;
use crate::diff::{self, Unchanged};
use crate::discover::Files;
use crate::finding::Report;
use crate::render::Format;

#[derive(Args, Clone, Debug)]
pub(super) struct Reduction {
    /// Report only what stands on lines that changed since this branch left a revision, as git knows it
    #[arg(long, value_name = "REVISION")]
    diff: Option<String>,
    /// Leave out the findings that this file knows; `plimsoll baseline create` writes it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Count the findings of each rule instead of listing them, in pretty and concise
    #[arg(long)]
    pub(super) statistics: bool,
}

impl Reduction {
    /// Whether it goes with the other arguments.
    pub(super) fn suits(&self, paths: &[PathBuf], format: Format) -> Result<(), Stop> {
        if self.diff.is_some() && paths.iter().any(|path| path == Path::new("-")) {
            return Err(Stop::Usage("--diff compares files; it does not go with standard input".to_owned()));
        }
        if self.statistics && !matches!(format, Format::Pretty | Format::Concise) {
            return Err(Stop::Usage(format!("--statistics goes with pretty and concise, not with {format}")));
        }
        Ok(())
    }

    /// What is known and what has changed. What cannot be said is said before the work is done.
    pub(super) fn load(&self, files: &Files) -> Result<Reduced, Stop> {
        let since = self.diff.as_ref().map(|revision| Since::ask(revision)).transpose()?;
        let known = self.baseline.as_ref().map(|path| Known::read(path, files)).transpose()?;
        Ok(Reduced { since: since.map(|since| (since, RefCell::default())), known })
    }
}

/// What reports of the run leave out.
pub(super) struct Reduced {
    /// What was left out of the first report because its lines did not change; fixes move lines.
    since: Option<(Since, RefCell<Option<Unchanged>>)>,
    known: Option<Known>,
}

impl Reduced {
    /// Leaves out of a report what is known and what did not change.
    pub(super) fn apply(&self, report: &mut Report) {
        if let Some(known) = &self.known {
            known.apply(report);
        }
        if let Some((since, unchanged)) = &self.since {
            let mut unchanged = unchanged.borrow_mut();
            match &*unchanged {
                Some(unchanged) => unchanged.leave_out(report),
                None => *unchanged = Some(diff::narrow(report, |place| since.changed(place))),
            }
        }
    }

    /// Says when the baseline knows more than there is.
    pub(super) fn tell(&self, report: &Report) {
        if let Some(known) = &self.known {
            known.tell(report);
        }
    }
}
