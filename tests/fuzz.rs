//! The targets of the fuzzer without the fuzzer: what it has found once is never found again, and its seeds, which are
//! the fixtures of the project, keep every promise. `FUZZ_SEEDS` names a folder with one folder of inputs for each
//! target, to try those instead.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Of the seeds of a target so many are tried, evenly spread.
const SEEDS: usize = 8;

#[test]
fn what_was_found_is_not_found_again() {
    let (mut count, mut broken) = (0, Vec::new());
    for target in targets::ALL {
        let inputs = files(&Path::new("fuzz/regressions").join(target.name));
        count += inputs.len();
        broken.extend(inputs.iter().filter(|input| breaks(target, input)).map(|input| input.display().to_string()));
    }
    assert!(broken.is_empty(), "these break promises, as said above: {}", broken.join(" "));
    let all: usize = files(Path::new("fuzz/regressions")).iter().map(|folder| files(folder).len()).sum();
    assert!(count > 0 && count == all, "{count} of {all} inputs below fuzz/regressions are of a target");
}

#[cfg(unix)]
#[test]
fn seeds_keep_every_promise() {
    let made = tempfile::tempdir().unwrap();
    let given = std::env::var_os("FUZZ_SEEDS").map(PathBuf::from);
    if given.is_none() {
        assert!(Command::new("fuzz/seeds.sh").arg(made.path()).status().unwrap().success());
    }
    let mut broken = Vec::new();
    let folder = given.as_deref().unwrap_or(made.path());
    for target in targets::ALL {
        let inputs = files(&folder.join(target.name));
        assert!(given.is_some() || inputs.len() > 3, "only {} seeds for {}", inputs.len(), target.name);
        let every = if given.is_some() { 1 } else { inputs.len().div_ceil(SEEDS) };
        let tried = inputs.iter().step_by(every);
        broken.extend(tried.filter(|input| breaks(target, input)).map(|input| input.display().to_string()));
    }
    assert!(broken.is_empty(), "these break promises, as said above: {}", broken.join(" "));
}

fn breaks(target: targets::Target, input: &Path) -> bool {
    let bytes = fs::read(input).unwrap();
    panic::catch_unwind(|| (target.run)(&bytes)).is_err()
}

/// What is in a folder, sorted; nothing where there is none.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
