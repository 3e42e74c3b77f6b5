//! What the user decided: levels and options of rules, exceptions, excluded files, values of parameters.
//!
//! Decisions come in layers, and a stronger layer wins: the command line, then the overrides for paths (of those that
//! match the last one), then `rules`, then what the rule says of itself. Within a layer an exact id wins over a glob
//! and a longer glob over a shorter one, wherever they stand. No glob switches on what is off by name or by itself.
//! Nothing here reads a file or knows what a rule is about.

mod check;
mod exception;
mod file;
mod layer;
mod parameters;
mod pattern;
mod reader;
mod schema;
mod show;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde_json::Value;

use crate::rule::own::{self, OwnRule};
use crate::rule::{self, Level, Rule};
use crate::source::{SourceFile, Span};

pub use exception::Exception;
pub use file::ConfigFile;
pub use layer::Layers;
pub use parameters::read_parameters;
pub use pattern::{Excludes, Glob, Root, RulePattern};
pub use schema::schema;
pub use show::Shown;

/// The names of a configuration file. A folder has one of them.
pub const NAMES: [&str; 2] = ["plimsoll.yaml", ".plimsoll.yaml"];

/// The decisions of a run, checked against its rules.
#[derive(Clone, Debug)]
pub struct Config {
    /// Values for template parameters by name, wherever a template declares them.
    pub parameters: BTreeMap<Arc<str>, Arc<str>>,
    /// Folders of rule packs, as they are written.
    pub packs: Vec<(Arc<str>, Origin)>,
    /// Files that are not linted, even where they are named. Relative to the root, as all patterns are.
    pub exclude: Vec<Glob>,
    /// Exceptions from rules, in the order of the file.
    pub exceptions: Vec<Exception>,
    /// Whether exceptions in comments and metadata count.
    pub inline_ignores: bool,
    /// Whether an exception without a reason is a finding.
    pub demand_reason: bool,
    /// The rules that no exception silences.
    pub unsuppressible: Vec<RulePattern>,
    /// The tools whose exceptions count where a rule has their identifier as an alias.
    pub honour: BTreeSet<Peer>,
    /// The level from which findings make the exit status 1.
    pub fail_on: Option<FailOn>,
    /// The date on which exceptions are judged; without it none expires.
    pub today: Option<jiff::civil::Date>,
    /// The configuration file, if there is one.
    pub source: Option<Arc<SourceFile>>,
    /// What patterns are relative to; without it no pattern of a path matches.
    pub root: Option<Root>,
    /// Levels and options of rules.
    pub layers: Layers,
    /// Where each key comes from, but for those of rules. A key that is missing has its default.
    pub origins: BTreeMap<String, Origin>,
    /// The rules that ended an earlier attempt at this run; they take no part in it.
    pub stopped: Vec<Stopped>,
}

/// A rule that could not be stopped but by ending the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    pub rule: Arc<str>,
    /// The file that it was asked about.
    pub file: Arc<str>,
    /// Such as `it is not finished`.
    pub reason: String,
}

/// The level that a rule is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// The rule is not evaluated.
    Off,
    At(Level),
}

/// The level at which findings fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    At(Level),
    Never,
}

/// A tool whose exceptions can be honoured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    Checkov,
    CfnNag,
    CdkNag,
    CfnLint,
    Guard,
}

/// Where a decision comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Bytes of the configuration file.
    File(Span),
    /// An argument of the command line, such as `--parameter`.
    Argument(&'static str),
}

impl Default for Config {
    fn default() -> Self {
        Self {
            parameters: BTreeMap::new(),
            packs: Vec::new(),
            exclude: Vec::new(),
            exceptions: Vec::new(),
            inline_ignores: true,
            demand_reason: false,
            unsuppressible: Vec::new(),
            honour: BTreeSet::new(),
            fail_on: None,
            today: None,
            source: None,
            root: None,
            layers: Layers::default(),
            origins: BTreeMap::new(),
            stopped: Vec::new(),
        }
    }
}

impl Config {
    /// The level that a rule is given for a file, named as it is reported. `None` where nothing is said of it, and
    /// the rule has its own level.
    pub fn level(&self, rule: &str, path: &str) -> Option<RuleLevel> {
        self.layers.level(rule, self.seen_by_layers(path).as_deref()).map(|(level, _)| level)
    }

    /// Whether a rule is on for a file, named as it is reported.
    pub fn is_on(&self, rule: &Rule, path: &str) -> bool {
        self.level(&rule.id, path).map_or(rule.enabled, |level| level != RuleLevel::Off)
    }

    /// The level that a rule has where no override for paths speaks of it.
    pub fn general_level(&self, rule: &Rule) -> RuleLevel {
        let own = if rule.enabled { RuleLevel::At(rule.level) } else { RuleLevel::Off };
        self.layers.level(&rule.id, None).map_or(own, |(level, _)| level)
    }

    /// The level of one of the program's own rules, for a file or where no override for paths speaks of it, and where
    /// that comes from.
    pub fn own_level(&self, own: &OwnRule, path: Option<&str>) -> (RuleLevel, Option<&Origin>) {
        if let Some((level, origin)) = self.layers.level(own.id, path) {
            return (level, Some(origin));
        }
        let demanded = self.demand_reason && own.id == own::MISSING_REASON.id;
        let origin = self.origins.get("ignores.require-reason").filter(|_| demanded);
        (if own.enabled || demanded { RuleLevel::At(own.level) } else { RuleLevel::Off }, origin)
    }

    /// Whether a rule is on for any file at all. A rule that is not takes no part in the run.
    pub fn enabled(&self, rule: &Rule) -> bool {
        self.layers.anywhere(&rule.id).unwrap_or(rule.enabled)
    }

    /// Every option of a rule with the value that it has unless a path overrides it.
    pub fn options(&self, rule: &Rule) -> BTreeMap<String, Value> {
        self.layers.options(rule, None)
    }

    /// Every option of a rule with its value for a file, where that can differ from [`Config::options`].
    pub fn overridden_options(&self, rule: &Rule, path: &str) -> Option<BTreeMap<String, Value>> {
        let can_differ = self.layers.override_options(&rule.id);
        can_differ.then(|| self.layers.options(rule, self.seen_by_layers(path).as_deref()))
    }

    /// Whether no exception silences a rule.
    pub fn unsuppressible(&self, rule: &str) -> bool {
        self.unsuppressible.iter().any(|pattern| pattern.matches(rule))
    }

    /// Which files are not linted.
    pub fn excludes(&self) -> Excludes {
        Excludes::new(self.exclude.clone(), self.root.clone())
    }

    /// Whether an exception speaks of findings of a rule in a file, named as it is reported, and in a resource.
    pub fn excepts(&self, exception: &Exception, rule: &str, path: &str, resource: Option<&str>) -> bool {
        exception.rules.iter().any(|pattern| pattern.matches(rule))
            && (exception.paths.is_empty() || self.matches(&exception.paths, path))
            && (exception.resources.is_empty()
                || resource.is_some_and(|id| exception.resources.iter().any(|pattern| pattern.matches(id))))
    }

    /// Whether one of these patterns matches a file, named as it is reported.
    pub fn matches(&self, patterns: &[Glob], path: &str) -> bool {
        let relative = self.root.as_ref().and_then(|root| root.relative(path));
        relative.is_some_and(|relative| patterns.iter().any(|pattern| pattern.matches(&relative)))
    }

    /// Gives a parameter a value from the command line.
    pub fn set_parameter(&mut self, name: Arc<str>, value: Arc<str>, argument: &'static str) {
        self.origins.insert(format!("parameters.{name}"), Origin::Argument(argument));
        self.parameters.insert(name, value);
    }

    /// A reported path relative to the root, if any layer asks for it.
    fn seen_by_layers<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        let root = self.root.as_ref().filter(|_| self.layers.depend_on_paths())?;
        root.relative(path)
    }
}

impl RuleLevel {
    /// The words of the levels, from weak to strong.
    pub const NAMES: [&'static str; 4] = ["off", "info", "warning", "error"];

    /// The level of a word.
    pub fn named(name: &str) -> Option<Self> {
        if name == "off" { Some(Self::Off) } else { rule::level_named(name).map(Self::At) }
    }

    /// The word of the level.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::At(level) => level.as_str(),
        }
    }
}

impl FailOn {
    /// The words that it can be.
    pub const NAMES: [&'static str; 4] = ["error", "warning", "info", "never"];

    /// The word of it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::At(level) => level.as_str(),
        }
    }
}

impl Default for FailOn {
    fn default() -> Self {
        Self::At(Level::Warning)
    }
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "never" => Ok(Self::Never),
            _ => rule::level_named(name).map(Self::At).ok_or_else(|| "it is error, warning, info or never".to_owned()),
        }
    }
}

impl Peer {
    pub const ALL: [Self; 5] = [Self::Checkov, Self::CfnNag, Self::CdkNag, Self::CfnLint, Self::Guard];

    /// The name that the configuration uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Checkov => "checkov",
            Self::CfnNag => "cfn-nag",
            Self::CdkNag => "cdk-nag",
            Self::CfnLint => "cfn-lint",
            Self::Guard => "guard",
        }
    }

    /// The tool of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|peer| peer.as_str() == name)
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
