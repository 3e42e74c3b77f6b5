//! The targets of the fuzzer without the fuzzer: what it has found once is never found again, and its seeds, which are
//! the fixtures of the project, keep every promise, and so do changed ones. `FUZZ_SEEDS` names a folder with one folder
//! of inputs for each target, to try those instead. `FUZZ_SECONDS` is how long changed seeds are tried for each target,
//! and `FUZZ_START` a number that other changes begin with.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "fuzz/change.rs"]
mod change;
#[path = "../fuzz/targets.rs"]
mod targets;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, panic};

/// Of the seeds of a target so many are tried, evenly spread.
const SEEDS: usize = 8;

/// So many changed ones are tried where no time is given.
const CHANGED: usize = 4;

/// No input may take longer, even without optimisation and beside other work.
const TOO_LONG: Duration = Duration::from_mins(1);

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
    let made = made_seeds();
    let given = env::var_os("FUZZ_SEEDS").map(PathBuf::from);
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

#[cfg(unix)]
#[test]
#[allow(clippy::disallowed_methods, reason = "how long it goes on is told from outside")]
fn changed_seeds_keep_every_promise() {
    let made = made_seeds();
    let time = env::var("FUZZ_SECONDS").ok().map(|seconds| Duration::from_secs(seconds.parse().unwrap()));
    let start = env::var("FUZZ_START").map_or(1, |number| number.parse().unwrap());
    let found = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&found).unwrap();
    let mut broken = Vec::new();
    for target in targets::ALL {
        let seeds: Vec<_> = files(&made.path().join(target.name)).iter().map(|seed| fs::read(seed).unwrap()).collect();
        let mut changes = change::Changes::of(seeds, start);
        let began = Instant::now();
        let mut tried = 0;
        while time.map_or(tried < CHANGED, |time| began.elapsed() < time) {
            let input = changes.next();
            let file = found.join(format!("{}-{start}-{tried}", target.name));
            fs::write(&file, &input).unwrap();
            let one = Instant::now();
            if breaks(target, &file) || one.elapsed() > TOO_LONG {
                broken.push(file.display().to_string());
            } else {
                fs::remove_file(&file).unwrap();
            }
            tried += 1;
        }
        println!("{:12} {tried} changed seeds", target.name);
    }
    assert!(broken.is_empty(), "these break promises, as said above, or take too long: {}", broken.join(" "));
}

#[test]
fn the_fuzzer_is_locked_to_what_the_program_needs() {
    let read = |path: &str| fs::read_to_string(path).unwrap().parse::<toml::Table>().unwrap();
    let manifest = read("Cargo.toml");
    let needed = ["dependencies", "build-dependencies"].iter().flat_map(|part| manifest[*part].as_table().unwrap());
    let needed = needed.map(|(name, entry)| entry.get("package").map_or(name.as_str(), |name| name.as_str().unwrap()));
    let lock = read("fuzz/Cargo.lock");
    let locked = lock["package"].as_array().unwrap().iter();
    let own = locked.clone().find(|package| package["name"].as_str() == Some("plimsoll")).unwrap();
    let own: Vec<_> = own["dependencies"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let missing: Vec<_> = needed.filter(|name| !own.contains(name)).collect();
    assert!(missing.is_empty(), "`cargo update --workspace` in fuzz/ adds {missing:?}");
}

#[cfg(unix)]
fn made_seeds() -> tempfile::TempDir {
    let made = tempfile::tempdir().unwrap();
    assert!(Command::new("fuzz/seeds.sh").arg(made.path()).status().unwrap().success());
    made
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
