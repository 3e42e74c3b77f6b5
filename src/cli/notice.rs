//! What a run says beside its report: what was asked for and did nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::settings::{Parameters, Settings};
use crate::config::{self, Config, Origin};
use crate::finding::Report;
use crate::source::Extent;
use crate::spelling;

/// What is known of a run by its end.
pub(super) struct Ran<'a> {
    pub(super) report: &'a Report,
    pub(super) config: &'a Config,
    /// The files that were met, linted or not.
    pub(super) paths: &'a [Arc<str>],
    pub(super) extent: Extent,
    /// Whether the report itself says how many files there were.
    pub(super) counted: bool,
}

impl Ran<'_> {
    /// What to say, in the order in which it is said.
    pub(super) fn notices(&self, settings: &Settings, parameters: &Parameters) -> Vec<String> {
        let mut notices = Vec::new();
        if self.report.files == 0 {
            let nothing = "no file was linted; `plimsoll check --list-files` says what each was taken for".to_owned();
            notices.extend((!self.counted && self.report.errors.is_empty()).then_some(nothing));
        } else {
            let declared = &self.report.parameters;
            notices.extend(parameters.unknown(declared).map(|name| undeclared("", name, declared)));
            notices.extend(self.configured_parameters());
        }
        notices.extend(settings.finds().then(|| self.unread()).flatten());
        notices.iter().map(|notice| format!("notice: {notice}")).collect()
    }

    /// Parameters of the configuration that no template declares. A part of the project has a part of them.
    fn configured_parameters(&self) -> Vec<String> {
        let (Extent::Whole, Some(source)) = (self.extent, &self.config.source) else { return Vec::new() };
        let declared = &self.report.parameters;
        let unknown = self.config.parameters.keys().filter(|name| !declared.contains(*name));
        let in_file = unknown.filter_map(|name| match self.config.origins.get(&format!("parameters.{name}")) {
            Some(Origin::File(at)) => Some((name, source.position(at.start).line)),
            _ => None,
        });
        in_file.map(|(name, line)| undeclared(&format!("{}:{line}: ", source.path), name, declared)).collect()
    }

    /// Configuration files that were met below the paths of the run and are not read.
    fn unread(&self) -> Option<String> {
        let is_configuration = |path: &&Arc<str>| {
            let name = path.rsplit('/').next().unwrap_or(path);
            config::NAMES.contains(&name) && self.config.source.as_ref().is_none_or(|source| source.path != **path)
        };
        let unread: Vec<&Arc<str>> = self.paths.iter().filter(is_configuration).collect();
        let (first, more) = unread.split_first()?;
        let which = match more.len() {
            0 => format!("{first} is not read"),
            more => format!("{first} and {more} more are not read"),
        };
        Some(format!("{which}: a run has one configuration, the nearest at or above all its paths"))
    }
}

fn undeclared(place: &str, name: &str, declared: &BTreeSet<Arc<str>>) -> String {
    let hint = spelling::ending(name, declared.iter().map(|name| &**name));
    format!("{place}no template of this run declares the parameter {name}{hint}")
}
