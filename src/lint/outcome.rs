//! What judging gives before places have lines and columns.

use std::sync::Arc;

use crate::engine::EngineError;
use crate::finding::{Confidence, Level, Suppression};
use crate::fix::{Patch, Refusal, Wanted};
use crate::model::Scenario;
use crate::source::Location;

/// A finding by bytes.
#[derive(Clone, Debug)]
pub(super) struct RawFinding {
    pub(super) rule: Arc<str>,
    pub(super) level: Level,
    pub(super) confidence: Confidence,
    pub(super) message: String,
    pub(super) at: Location,
    /// The keys of the property and of the resource it is about: exceptions stand there too.
    pub(super) key: Location,
    pub(super) owner: Option<Location>,
    pub(super) resource: Option<Arc<str>>,
    /// Where in the resource, for the fingerprint.
    pub(super) property: String,
    pub(super) when: Vec<Scenario>,
    pub(super) related: Vec<(Location, String)>,
    /// What to do, where the rule's page does not say it.
    pub(super) help: Option<Arc<str>>,
    pub(super) suppressed: Option<Suppression>,
    pub(super) remedy: Remedy,
}

/// What would remove a finding, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Remedy {
    #[default]
    None,
    Wanted(Wanted),
    Planned {
        title: String,
        safe: bool,
        patches: Vec<Patch>,
    },
    Refused {
        safe: bool,
        refusal: Refusal,
    },
}

/// A decision that was not made, by bytes.
#[derive(Clone, Debug)]
pub(super) struct RawUndecided {
    pub(super) rule: Arc<str>,
    pub(super) at: Location,
    pub(super) resource: Option<Arc<str>>,
    pub(super) reason: String,
}

/// Why a rule has not judged a file.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) timed_out: bool,
}

/// What one file gives.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) findings: Vec<RawFinding>,
    pub(super) undecided: Vec<RawUndecided>,
    /// Rules that failed, by their number, and how.
    pub(super) failures: Vec<(usize, Failure)>,
    /// The rules that could not see all of what they select.
    pub(super) opaque: Vec<Arc<str>>,
    /// The file changed or vanished between the two passes.
    pub(super) changed: Option<String>,
}

/// What all files of a run give together. The findings stay in the pieces in which they came: there may be very many,
/// and a piece that is reported can go.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) pieces: Vec<Vec<RawFinding>>,
    pub(super) undecided: Vec<RawUndecided>,
}

impl Found {
    pub(super) fn findings(&self) -> impl Iterator<Item = &RawFinding> {
        self.pieces.iter().flatten()
    }

    /// Adds the findings of a file.
    pub(super) fn take(&mut self, findings: Vec<RawFinding>) {
        if !findings.is_empty() {
            self.pieces.push(findings);
        }
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self { message: error.to_string(), timed_out: error.timed_out }
    }
}

impl Remedy {
    pub(super) fn is_safe(&self) -> bool {
        match self {
            Self::None => false,
            Self::Wanted(Wanted { safe, .. }) | Self::Planned { safe, .. } | Self::Refused { safe, .. } => *safe,
        }
    }

    pub(super) fn wanted(&self) -> Option<&Wanted> {
        match self {
            Self::Wanted(wanted) => Some(wanted),
            _ => None,
        }
    }
}

impl Outcome {
    pub(super) fn changed(message: String) -> Self {
        Self { changed: Some(message), ..Self::default() }
    }

    /// Whether there is nothing to report or to remember.
    pub(super) fn is_silent(&self) -> bool {
        self.findings.is_empty()
            && self.undecided.is_empty()
            && self.failures.is_empty()
            && self.opaque.is_empty()
            && self.changed.is_none()
    }
}
