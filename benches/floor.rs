//! How much more than its floor a run costs: `cargo bench --bench floor -- FOLDER`.
//!
//! The floor is to read every file below the folder and to parse those that concern a run, with the parsers of the run.
//! Above it stand the run without any rule, which is what files say to each other, and the run with all rules. Times
//! are CPU time of the process in milliseconds, the least of several rounds; set `RAYON_NUM_THREADS=1` for one thread.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that cannot go on fails, and it prints")]

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use plimsoll::config::Config;
use plimsoll::discover::Files;
use plimsoll::frontend;
use plimsoll::lint;
use plimsoll::ruleset::RuleSet;
use plimsoll::source::{Content, FileId, Sources};

const ROUNDS: usize = 5;
/// Milliseconds in a tick of `/proc`.
const TICK: u64 = 10;

fn main() {
    // Cargo says `--bench` to every benchmark.
    let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else { return };
    std::env::set_current_dir(&folder).unwrap();
    let (all, none, config) = (RuleSet::builtin(), RuleSet::default(), Config::default());
    let files = Files::find(&[PathBuf::from(".")], &std::env::current_dir().unwrap(), config.excludes());
    let ids: Vec<FileId> = (0..files.paths().len()).map(|number| FileId(u32::try_from(number).unwrap())).collect();
    let read = |id: &FileId| match files.read(*id) {
        Ok(Content::Whole(bytes)) => bytes.len(),
        _ => 0,
    };
    let bytes: usize = ids.iter().map(read).sum();
    println!("{} files, {:.1} MB", ids.len(), mega(bytes));
    let floor = show("read and parse", 0, &|| {
        for id in &ids {
            let path = &files.paths()[id.0 as usize];
            black_box(files.read(*id).map(|content| frontend::read(path, content)).is_ok());
        }
    });
    show("run without rules", floor, &|| {
        black_box(lint::lint(&files, &none, &config));
    });
    show("run", floor, &|| {
        black_box(lint::lint(&files, &all, &config));
    });
}

/// Prints how long a stage takes, also as a multiple of the floor.
fn show(name: &str, floor: u64, stage: &dyn Fn()) -> u64 {
    let round = |_| {
        let before = spent();
        stage();
        spent() - before
    };
    let least = (0..ROUNDS).map(round).min().unwrap();
    #[expect(clippy::cast_precision_loss, reason = "milliseconds")]
    let times = if floor > 0 { format!("  {:.2} times the floor", least as f64 / floor as f64) } else { String::new() };
    println!("{name:<18} {least:>6} ms{times}");
    least
}

/// Milliseconds of CPU that the process has had.
fn spent() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    TICK * (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap())
}

#[expect(clippy::cast_precision_loss, reason = "a few megabytes")]
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
