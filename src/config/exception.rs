//! An exception that the configuration makes.

use std::sync::Arc;

use super::{Glob, RulePattern};
use crate::source::Span;

/// Findings that are known and accepted.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The rules that it is about; never empty.
    pub rules: Vec<RulePattern>,
    /// The files that it is about; empty for all.
    pub paths: Vec<Glob>,
    /// The logical ids or construct paths that it is about; empty for all, and for findings without a resource.
    pub resources: Vec<Glob>,
    pub reason: Option<Arc<str>>,
    /// The last day on which it counts.
    pub until: Option<jiff::civil::Date>,
    /// Where the rules are named in the configuration file.
    pub at: Span,
}
