//! The level at which a finding is reported: that of the rule, unless the configuration gives another one.

use crate::config::{Config, RuleLevel};
use crate::finding::Level;

/// The level of a finding in a file, or `None` where the rule is off there.
///
/// A configured level replaces the rule's own. A finding that the rule has put below its own level stays at most there:
/// the rule knows why this one is weaker.
pub(super) fn configured(config: &Config, rule: &str, own: Level, found: Level, path: &str) -> Option<Level> {
    match config.level(rule, path) {
        None => Some(found),
        Some(RuleLevel::Off) => None,
        Some(RuleLevel::At(given)) if found < own => Some(found.min(given)),
        Some(RuleLevel::At(given)) => Some(given),
    }
}
