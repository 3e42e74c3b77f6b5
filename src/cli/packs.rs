//! Reading rule packs from disk.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;

use super::{Stop, terminal};
use crate::discover;
use crate::error;
use crate::rule::PackError;
use crate::ruleset::{PackFile, RuleSet};

/// What is wrong with packs and with the configuration, on their own source.
pub(super) fn refused(errors: &[PackError]) -> Stop {
    let style = terminal::style(io::stderr().is_terminal());
    let reports: Vec<String> = errors.iter().map(|error| error::report(error, style)).collect();
    Stop::Report(reports.join("\n").trim_end().to_owned())
}

/// Every Rego file, page and fixture of a pack, in the order of their paths. A folder without a rule is no
/// pack, unless it holds policies of Conftest.
pub(super) fn read(folder: &Path) -> Result<Vec<PackFile>, Stop> {
    if !folder.is_dir() {
        return Err(Stop::Usage(format!("{} is no folder; name the folder of a rule pack", folder.display())));
    }
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).hidden(false).require_git(false).sort_by_file_path(Ord::cmp).build() {
        let entry = entry.map_err(|error| Stop::Usage(error.to_string()))?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        let bytes = fs::read(path)
            .map_err(|error| Stop::Usage(format!("cannot read {}: {}", path.display(), discover::explain(&error))))?;
        let name: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
        match String::from_utf8(bytes) {
            Ok(text) => files.push(PackFile { path: name, text: text.into() }),
            Err(_) if path.extension().is_some_and(|extension| extension == "rego") => {
                return Err(Stop::Usage(format!("{name} is not UTF-8")));
            }
            Err(_) => {}
        }
    }
    if !files.iter().any(|file| file.path.ends_with("/rule.rego")) && !RuleSet::are_policies(&files) {
        let folder = folder.display();
        return Err(Stop::Usage(format!("{folder} holds no rule: a rule is a file SERVICE/FAULT/rule.rego in it")));
    }
    Ok(files)
}
