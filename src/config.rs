//! What the user decided: values of parameters, levels and options of rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::rule::Rule;

/// The decisions of a run, checked against its rules.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Values for template parameters by name, wherever a template declares them.
    pub parameters: BTreeMap<Arc<str>, Arc<str>>,
}

impl Config {
    /// Every option of a rule with its value.
    pub fn options(&self, rule: &Rule) -> BTreeMap<String, serde_json::Value> {
        rule.options.iter().map(|(name, option)| (name.clone(), option.default.clone())).collect()
    }

    /// Whether a rule runs.
    pub fn enabled(&self, rule: &Rule) -> bool {
        rule.enabled
    }
}
