//! Reading rule packs from disk.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Stop, terminal};
use crate::discover::{self, ignored};
use crate::error;
use crate::rule::PackError;
use crate::ruleset::{PackFile, RuleSet};

/// How many bytes a pack may have: rules, pages and fixtures are small.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

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
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let unusable = Arc::new(Mutex::new(ignored::unusable_upwards(&whole)));
    let noted = unusable.clone();
    let mut files = Vec::new();
    let mut left = MAX_BYTES;
    let mut walk = ignore::WalkBuilder::new(folder);
    walk.hidden(false).require_git(false).sort_by_file_path(Ord::cmp);
    // The walk would not come back from a list of ignored files that has no end.
    walk.filter_entry(move |entry| match ignored::unusable(entry.path()) {
        Some(found) => {
            *noted.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
            false
        }
        None => true,
    });
    let usable = || match unusable.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some((list, reason)) => Err(Stop::Usage(format!("cannot read {}: {reason}", list.display()))),
        None => Ok(()),
    };
    usable()?;
    for entry in walk.build() {
        let entry = entry.map_err(|error| Stop::Usage(error.to_string()))?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(left + 1).read_to_end(&mut bytes))
            .map_err(|error| Stop::Usage(format!("cannot read {}: {}", path.display(), discover::explain(&error))))?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| too_large(folder, path))?;
        let name: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
        match String::from_utf8(bytes) {
            Ok(text) => files.push(PackFile { path: name, text: text.into() }),
            Err(_) if path.extension().is_some_and(|extension| extension == "rego") => {
                return Err(Stop::Usage(format!("{name} is not UTF-8")));
            }
            Err(_) => {}
        }
    }
    usable()?;
    if !files.iter().any(|file| file.path.ends_with("/rule.rego")) && !RuleSet::are_policies(&files) {
        let folder = folder.display();
        return Err(Stop::Usage(format!("{folder} holds no rule: a rule is a file SERVICE/FAULT/rule.rego in it")));
    }
    Ok(files)
}

fn too_large(folder: &Path, path: &Path) -> Stop {
    Stop::Usage(format!(
        "{} is larger than {} MiB, with {}; a pack holds rules, their pages and small fixtures",
        folder.display(),
        MAX_BYTES / (1024 * 1024),
        path.display()
    ))
}
