//! Decisions of equal strength about rules, resolved to the rules of the run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::reader::Spanned;
use super::{Glob, Origin, RuleLevel};
use crate::rule::Rule;

/// Levels and options of rules, from weak to strong. Only a configuration file and the command line make some.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    layers: Vec<Layer>,
    /// The rules that are off by themselves.
    off: BTreeSet<Arc<str>>,
}

/// Decisions that hold everywhere or in some files.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// The files that it is about, and where they are named; `None` for all.
    pub(super) paths: Option<Spanned<Vec<Glob>>>,
    /// By the id of a rule.
    pub(super) choices: BTreeMap<Arc<str>, Choice>,
}

/// What a layer says of one rule.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub(super) level: Option<Chosen>,
    /// By name.
    pub(super) options: BTreeMap<String, (Value, Origin)>,
}

/// A level that a layer gives a rule.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) level: RuleLevel,
    /// Whether the rule is named, and not only matched by a glob.
    pub(super) by_name: bool,
    pub(super) origin: Origin,
}

impl Layers {
    /// No layers yet, for rules of which some are off by themselves.
    pub(super) fn new(off: BTreeSet<Arc<str>>) -> Self {
        Self { layers: Vec::new(), off }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    pub(super) fn push(&mut self, layer: Layer) {
        self.layers.push(layer);
    }

    /// The level that a rule is given, and where that is said. Without a path, which is relative to the root, only
    /// layers count that speak of every file.
    ///
    /// The strongest layer counts, but no glob switches a rule on that is off by name or by itself: whoever lowers
    /// `ecr/*` in a folder does not think of what is off everywhere.
    pub(super) fn level(&self, rule: &str, path: Option<&str>) -> Option<(RuleLevel, &Origin)> {
        let mut by_glob: Option<&Chosen> = None;
        for chosen in self.applying(path).filter_map(|layer| layer.choices.get(rule)?.level.as_ref()) {
            if chosen.by_name {
                let found = by_glob.filter(|_| chosen.level != RuleLevel::Off).unwrap_or(chosen);
                return Some((found.level, &found.origin));
            }
            if by_glob.is_none() && chosen.level == RuleLevel::Off {
                return Some((chosen.level, &chosen.origin));
            }
            by_glob = by_glob.or(Some(chosen));
        }
        let chosen = by_glob.filter(|_| !self.off.contains(rule))?;
        Some((chosen.level, &chosen.origin))
    }

    /// The value that the strongest layer gives an option, and where that is said.
    pub(super) fn option(&self, rule: &str, name: &str, path: Option<&str>) -> Option<(&Value, &Origin)> {
        let (value, origin) = self.applying(path).find_map(|layer| layer.choices.get(rule)?.options.get(name))?;
        Some((value, origin))
    }

    /// Every option of a rule with its value.
    pub(super) fn options(&self, rule: &Rule, path: Option<&str>) -> BTreeMap<String, Value> {
        let value = |name: &String| self.option(&rule.id, name, path).map(|(value, _)| value.clone());
        let options = rule.options.iter();
        options.map(|(name, option)| (name.clone(), value(name).unwrap_or_else(|| option.default.clone()))).collect()
    }

    /// Whether a rule can be on for any file at all; `None` where nothing is said of that.
    pub(super) fn anywhere(&self, rule: &str) -> Option<bool> {
        let on_by_itself = !self.off.contains(rule);
        let mut by_glob = None;
        for layer in self.layers.iter().rev() {
            let Some(chosen) = layer.choices.get(rule).and_then(|choice| choice.level.as_ref()) else { continue };
            match chosen.level {
                RuleLevel::At(_) if chosen.by_name => return Some(true),
                RuleLevel::At(_) => by_glob = Some(on_by_itself),
                RuleLevel::Off if layer.paths.is_some() => {}
                RuleLevel::Off if chosen.by_name => return Some(false),
                RuleLevel::Off => return Some(by_glob.unwrap_or(false)),
            }
        }
        by_glob
    }

    /// The files of the layers that speak of some only, and where they are named.
    pub(super) fn overrides(&self) -> impl Iterator<Item = &Spanned<Vec<Glob>>> {
        self.layers.iter().filter_map(|layer| layer.paths.as_ref())
    }

    /// Whether any layer speaks of some files only.
    pub(super) fn depend_on_paths(&self) -> bool {
        self.overrides().next().is_some()
    }

    /// Whether a rule can have other options in some files.
    pub(super) fn override_options(&self, rule: &str) -> bool {
        let overrides = |layer: &Layer| layer.choices.get(rule).is_some_and(|choice| !choice.options.is_empty());
        self.layers.iter().any(|layer| layer.paths.is_some() && overrides(layer))
    }

    /// From strong to weak.
    fn applying(&self, path: Option<&str>) -> impl Iterator<Item = &Layer> {
        self.layers.iter().rev().filter(move |layer| layer.applies(path))
    }
}

impl Layer {
    /// Whether it speaks of a file, given relative to the root.
    fn applies(&self, path: Option<&str>) -> bool {
        let Some(patterns) = &self.paths else { return true };
        path.is_some_and(|path| patterns.value.iter().any(|pattern| pattern.matches(path)))
    }
}
