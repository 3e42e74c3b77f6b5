//! What is wrong with an exception, as a finding in the making.

use super::Subject;
use crate::rule::own::{OwnRule, UNUSED_IGNORE};
use crate::source::Location;

/// A fault of an exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub rule: OwnRule,
    pub at: Location,
    pub message: String,
    /// What to do, where the page of the rule does not say it.
    pub help: Option<String>,
}

impl Complaint {
    pub(super) fn new(rule: OwnRule, at: Location, message: String) -> Self {
        Self { rule, at, message, help: None }
    }

    /// What is said once of a file that makes more exceptions than are kept.
    pub(super) fn too_many(most: usize, at: Location) -> Self {
        let message = format!("this file has more than {most} exceptions: from here on they ignore nothing");
        let help = "ignore the rule in the whole file, or in the configuration";
        Self::new(UNUSED_IGNORE, at, message).with_help(help.to_owned())
    }

    pub(super) fn with_help(mut self, help: String) -> Self {
        self.help = Some(help);
        self
    }

    /// The complaint as something that can be excepted too.
    pub(super) fn subject(&self) -> Subject<'static> {
        Subject { rule: self.rule.id, at: self.at, key: self.at, owner: None, resource: None }
    }
}
