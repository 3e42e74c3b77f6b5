//! What is wrong with an exception, as a finding in the making.

use super::Subject;
use crate::source::Location;

/// An exception that excepts nothing.
pub const UNUSED: &str = "plimsoll/unused-ignore";
/// An exception from a rule that there is not.
pub const UNKNOWN: &str = "plimsoll/unknown-rule";
/// An exception whose day has passed.
pub const EXPIRED: &str = "plimsoll/expired-ignore";
/// An exception that does not say why.
pub const MISSING_REASON: &str = "plimsoll/missing-reason";

/// A fault of an exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// One of the names above.
    pub rule: &'static str,
    pub at: Location,
    pub message: String,
    /// What to do, where the page of the rule does not say it.
    pub help: Option<String>,
}

impl Complaint {
    pub(super) fn new(rule: &'static str, at: Location, message: String) -> Self {
        Self { rule, at, message, help: None }
    }

    /// What is said once of a file that makes more exceptions than are kept.
    pub(super) fn too_many(most: usize, at: Location) -> Self {
        let message = format!("this file has more than {most} exceptions: from here on they ignore nothing");
        let help = "ignore the rule in the whole file, or in the configuration";
        Self::new(UNUSED, at, message).with_help(help.to_owned())
    }

    pub(super) fn with_help(mut self, help: String) -> Self {
        self.help = Some(help);
        self
    }

    /// The complaint as something that can be excepted too.
    pub(super) fn subject(&self) -> Subject<'static> {
        Subject { rule: self.rule, at: self.at, key: self.at, owner: None, resource: None }
    }
}
