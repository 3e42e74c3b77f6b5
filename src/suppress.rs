//! Exceptions: which findings comments, metadata and the configuration do not want to see, and what is wrong with the
//! exceptions themselves.
//!
//! Nothing here renders, and nothing reads a file: the parsed file comes in ([`read`]), what it excepts goes out, and
//! [`apply`] says of every finding whether it is suppressed. Places are bytes; lines exist only while a comment looks
//! for what stands below it.

mod comment;
mod complaint;
mod ledger;
mod metadata;
mod reach;
mod written;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::{Config, Peer};
use crate::finding::Suppression;
use crate::rule::Rule;
use crate::source::{Extent, FileId, Location, Span};
use reach::Reach;

pub use complaint::Complaint;
pub use metadata::of_resource;
pub use written::{mentions, read};

/// How many exceptions one file may make.
const MAX_EXCEPTIONS: usize = 2_000;

/// What one file excepts, in written order, and what could not be understood of it.
#[derive(Clone, Debug, Default)]
pub struct FileExceptions {
    exceptions: Vec<Exception>,
    malformed: Vec<Complaint>,
    /// Whether there are more than are kept.
    is_cut: bool,
    /// The statements of a program, in their order: a comment at the head of one is about all of it. A template has none.
    statements: Vec<Span>,
}

/// A finding, as far as an exception asks about it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub rule: &'a str,
    /// Where it is reported.
    pub at: Location,
    /// The key of the property that it is about.
    pub key: Location,
    /// The key of the resource, or the name of the class of the construct.
    pub owner: Option<Location>,
    /// Logical id of the resource, or the construct path.
    pub resource: Option<&'a str>,
}

/// How far a rule has come with the files that an exception is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// It is off: that there is no finding says nothing.
    Off,
    /// It failed, could not decide something, or did not see all that it asks for.
    Partly,
    Wholly,
}

/// What of a run bears on exceptions.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub config: &'a Config,
    /// Every rule that is loaded, whether or not it runs.
    pub rules: &'a [Arc<Rule>],
    pub paths: &'a [Arc<str>],
    /// How much of the project the run sees.
    pub extent: Extent,
    /// How far a rule has come with a file, or with all of them.
    pub judged: &'a dyn Fn(&str, Option<FileId>) -> Judged,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Context").field("config", &self.config).finish_non_exhaustive()
    }
}

/// What exceptions do to a run.
#[derive(Debug, Default)]
pub struct Applied {
    /// For each subject, in their order, the exception that it falls under.
    pub suppressed: Vec<Option<Suppression>>,
    /// What is wrong with exceptions, each with the exception that it falls under itself.
    pub complaints: Vec<(Complaint, Option<Suppression>)>,
}

/// An exception, wherever it was made.
#[derive(Clone, Debug)]
struct Exception {
    by: By,
    /// The rules it names, each with its place.
    rules: Vec<(Arc<str>, Location)>,
    reason: Option<Arc<str>>,
    /// The last day on which it counts.
    until: Option<Date>,
    reach: Reach,
    at: Location,
}

/// Who makes an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Comment,
    Metadata,
    Configuration,
    /// In the words of another tool, which has rules of its own: what matches nothing is no fault.
    PeerComment(Peer),
    PeerMetadata(Peer),
}

/// Says of each finding whether it is excepted, and what is wrong with the exceptions.
pub fn apply(subjects: &[Subject<'_>], files: &BTreeMap<FileId, &FileExceptions>, context: &Context<'_>) -> Applied {
    let mut ledger = ledger::Ledger::new(files, context);
    let suppressed = subjects.iter().map(|subject| ledger.suppress(subject)).collect();
    let mut complaints = Vec::new();
    let mut add = |ledger: &mut ledger::Ledger<'_>, found: Vec<Complaint>| {
        for complaint in found {
            let suppression = ledger.suppress(&complaint.subject());
            complaints.push((complaint, suppression));
        }
    };
    let faults = ledger.faults();
    add(&mut ledger, faults);
    // Exceptions from `unused-ignore` are the last to be known as unused, and nothing is an exception from that.
    let unused = ledger.unused(false);
    add(&mut ledger, unused);
    complaints.extend(ledger.unused(true).into_iter().map(|complaint| (complaint, None)));
    Applied { suppressed, complaints }
}

impl FileExceptions {
    /// Whether there is nothing to apply and nothing to say.
    pub fn is_empty(&self) -> bool {
        self.exceptions.is_empty() && self.malformed.is_empty()
    }

    /// How many exceptions there are.
    pub fn count(&self) -> usize {
        self.exceptions.len()
    }

    /// Adds what else the file was found to except.
    pub fn extend(&mut self, other: Self) {
        other.exceptions.into_iter().for_each(|exception| self.push(exception));
        other.malformed.into_iter().for_each(|complaint| self.complain(complaint));
    }

    fn push(&mut self, exception: Exception) {
        if !self.is_full(exception.at) {
            self.exceptions.push(exception);
        }
    }

    fn complain(&mut self, complaint: Complaint) {
        if !self.is_full(complaint.at) {
            self.malformed.push(complaint);
        }
    }

    /// Whether there are so many that no more are taken; that is said once.
    fn is_full(&mut self, at: Location) -> bool {
        let is_full = self.exceptions.len() + self.malformed.len() >= MAX_EXCEPTIONS;
        if is_full && !self.is_cut {
            self.is_cut = true;
            self.malformed.push(Complaint::too_many(MAX_EXCEPTIONS, at));
        }
        is_full
    }
}

impl By {
    /// The word that reports use.
    fn as_str(self) -> &'static str {
        match self {
            Self::Comment | Self::PeerComment(_) => "comment",
            Self::Metadata | Self::PeerMetadata(_) => "metadata",
            Self::Configuration => "configuration",
        }
    }

    fn peer(self) -> Option<Peer> {
        match self {
            Self::PeerComment(peer) | Self::PeerMetadata(peer) => Some(peer),
            Self::Comment | Self::Metadata | Self::Configuration => None,
        }
    }
}
