//! `plimsoll baseline`, and reading a baseline for `plimsoll check`.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use clap::{Args, Subcommand};

use super::settings::{self, Parameters, Settings, Setup};
use super::watchdog;
use super::{CLEAN, FAILED, Stop};
use crate::baseline::{Baseline, Surroundings};
use crate::discover::{self, Files};
use crate::finding::Report;
use crate::lint;
use crate::source::Sources;

/// A larger file is no baseline: this is room for a hundred thousand findings.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Args, Clone, Debug)]
pub(super) struct BaselineArguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    /// Record all findings in a new file
    Create(Target),
    /// Record what is new and drop what is fixed
    Update(Target),
    /// Drop what is fixed
    Prune(Target),
}

#[derive(Args, Clone, Debug)]
struct Target {
    /// Files, folders or globs [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The file with the known findings
    #[arg(long, value_name = "FILE", default_value = "plimsoll-baseline.json")]
    baseline: PathBuf,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    parameters: Parameters,
}

pub(super) fn run(arguments: &BaselineArguments) -> Result<u8, Stop> {
    let (Action::Create(target) | Action::Update(target) | Action::Prune(target)) = &arguments.action;
    let path = &target.baseline;
    let known = if let Action::Create(_) = arguments.action { fresh(path)? } else { read(path)? };
    let (files, report) = lint(target)?;
    if !report.errors.is_empty() {
        return Ok(incomplete(path, &report));
    }
    let around = Around::new(path, &files)?;
    let current = match arguments.action {
        Action::Create(_) => Baseline::of(&report, &around),
        Action::Update(_) => known.updated(&report, &around),
        Action::Prune(_) => known.pruned(&report, &around),
    };
    if current != known || matches!(arguments.action, Action::Create(_)) {
        fs::write(path, current.text()).map_err(|error| cannot("write", path, &error))?;
    }
    let plural = if current.len() == 1 { "" } else { "s" };
    let (added, dropped) = (current.beyond(&known), known.beyond(&current));
    let name = path.display();
    writeln!(io::stdout(), "{name}: {} finding{plural} ({added} added, {dropped} dropped)", current.len())?;
    Ok(CLEAN)
}

/// Lints as `plimsoll check` does.
fn lint(target: &Target) -> Result<(Files, Report), Stop> {
    let Setup { rules, config } = target.settings.load(&target.parameters, &target.paths)?;
    let here = [PathBuf::from(".")];
    let paths = if target.paths.is_empty() { &here } else { target.paths.as_slice() };
    let files = Files::find(paths, &settings::working()?, config.excludes());
    let mut report = watchdog::command(&config, true, |seen| lint::watched(&files, &rules, &config, seen));
    report.errors.extend(files.errors.iter().cloned());
    report.errors.sort();
    Ok((files, report))
}

/// A baseline that a run is compared with.
pub(super) struct Known {
    name: String,
    baseline: Baseline,
    around: Around,
    /// How many of its findings the last report had no more.
    stale: Cell<usize>,
}

impl Known {
    pub(super) fn read(path: &Path, files: &Files) -> Result<Self, Stop> {
        let baseline = read(path)?;
        let name = path.display().to_string();
        Ok(Self { name, baseline, around: Around::new(path, files)?, stale: Cell::new(0) })
    }

    /// Suppresses the findings that it knows.
    pub(super) fn apply(&self, report: &mut Report) {
        self.stale.set(self.baseline.apply(report, &self.around));
    }

    /// Says when it knows more than there is. Where something could not be linted nobody knows what is fixed.
    pub(super) fn tell(&self, report: &Report) {
        let stale = self.stale.get();
        if stale == 0 || !report.errors.is_empty() {
            return;
        }
        let found = if stale == 1 { "finding that is fixed" } else { "findings that are fixed" };
        let name = &self.name;
        super::complain(&format!("notice: {name} has {stale} {found}; `plimsoll baseline prune` drops what is fixed"));
    }
}

/// The baseline that a new file begins with.
fn fresh(path: &Path) -> Result<Baseline, Stop> {
    if path.exists() {
        let name = path.display();
        return Err(Stop::Usage(format!("{name} exists; `plimsoll baseline update` brings it up to date")));
    }
    Ok(Baseline::default())
}

fn read(path: &Path) -> Result<Baseline, Stop> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_string(&mut text));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let name = path.display();
            return Err(Stop::Usage(format!(
                "there is no file {name}; `plimsoll baseline create` records the findings"
            )));
        }
        read => read.map_err(|error| cannot("read", path, &error))?,
    };
    if text.len() as u64 > MAX_BYTES {
        let most = MAX_BYTES / 1024 / 1024;
        return Err(Stop::Usage(format!("cannot use {}: it is larger than {most} MiB", path.display())));
    }
    Baseline::read(&text).map_err(|error| Stop::Usage(format!("cannot use {}: {error}", path.display())))
}

/// A baseline that leaves out what could not be linted would not be one.
fn incomplete(path: &Path, report: &Report) -> u8 {
    for error in &report.errors {
        let names = error.rule.iter().chain(&error.file).map(|name| format!("{name}: "));
        super::complain(&format!("failed: {}{}", names.collect::<String>(), error.message));
    }
    super::complain(&format!("error: not everything could be linted, and {} was not written", path.display()));
    FAILED
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> Stop {
    Stop::Usage(format!("cannot {what} {}: {}", path.display(), discover::explain(error)))
}

/// The folder of a baseline, which the files in it are named from, so that they are the same from everywhere.
struct Around {
    working: PathBuf,
    folder: PathBuf,
    linted: BTreeSet<String>,
}

impl Around {
    fn new(baseline: &Path, files: &Files) -> Result<Self, Stop> {
        let working = settings::working()?;
        let folder = working.join(baseline).parent().map_or_else(|| working.clone(), Path::to_path_buf);
        let folder = folder.canonicalize().map_err(|error| cannot("find", &folder, &error))?;
        let mut around = Self { working, folder, linted: BTreeSet::new() };
        around.linted = files.paths().iter().map(|path| around.name(path)).collect();
        Ok(around)
    }
}

impl Surroundings for Around {
    fn name(&self, path: &str) -> String {
        if self.folder == self.working { path.to_owned() } else { relative(&self.working.join(path), &self.folder) }
    }

    fn linted(&self, file: &str) -> bool {
        self.linted.contains(file)
    }

    fn exists(&self, file: &str) -> bool {
        self.folder.join(file).exists()
    }
}

/// The way from a folder to a file, both absolute.
fn relative(file: &Path, folder: &Path) -> String {
    let common = file.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(file.components().skip(common)).collect();
    way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
