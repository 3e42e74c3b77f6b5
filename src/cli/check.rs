//! `plimsoll check`

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use clap::Args;

use super::fix::{FixArguments, Fixed};
use super::notice::Ran;
use super::reduction::Reduction;
use super::service;
use super::settings::{self, Parameters, Settings, Setup};
use super::watchdog;
use super::{CLEAN, FAILED, FOUND, Stop, format_and_file, terminal};
use crate::config::{Config, FailOn};
use crate::discover::{self, Files};
use crate::finding::Report;
use crate::lint::{self, Progress};
use crate::render::{self, Format, Options, Texts};
use crate::source::{Content, Extent, FileId, SourceFile, Sources};

#[derive(Args, Clone, Debug)]
pub(super) struct CheckArguments {
    /// Files, folders or globs; `-` reads standard input [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to report: pretty, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson or markdown
    #[arg(long, value_name = "FORMAT", default_value_t = Format::Pretty)]
    format: Format,
    /// Write one more report into a file (repeatable)
    #[arg(short = 'o', long = "output", value_name = "FORMAT=FILE", value_parser = format_and_file)]
    outputs: Vec<(Format, PathBuf)>,
    /// The level from which findings make the exit status 1: error, warning, info or never [default:
    /// warning]
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// List every file with what it is taken for, and why; lint nothing
    #[arg(long)]
    list_files: bool,
    #[command(flatten)]
    reduction: Reduction,
    /// What standard input is called in the report
    #[arg(long, value_name = "PATH", default_value = "stdin")]
    stdin_filename: PathBuf,
    /// List the decisions that stayed unknown
    #[arg(long)]
    show_undecided: bool,
    /// List suppressed findings too
    #[arg(long)]
    show_suppressed: bool,
    #[command(flatten)]
    fixes: FixArguments,
    #[command(flatten)]
    ignores: Ignores,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    parameters: Parameters,
}

/// Which exceptions count.
#[derive(Args, Clone, Debug)]
struct Ignores {
    /// Let neither comments nor metadata make exceptions
    #[arg(long = "no-inline-ignores")]
    not_inline: bool,
}

impl CheckArguments {
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }
}

pub(super) fn run(arguments: &CheckArguments) -> Result<u8, Stop> {
    arguments.reduction.suits(&arguments.paths, arguments.format)?;
    let Setup { rules, mut config } = arguments.settings.load(&arguments.parameters, anchors(arguments))?;
    let files = find(arguments, &config)?;
    if arguments.list_files {
        return list(&files);
    }
    let reduced = arguments.reduction.load(&files)?;
    config.inline_ignores &= !arguments.ignores.not_inline;
    let extent = extent(&arguments.paths, config.source.as_deref());
    let judge = |sources: &dyn Sources| {
        let sources = Part { files: sources, extent };
        let lint = |seen: &dyn Progress| lint::watched(&sources, &rules, &config, seen);
        let mut report = watchdog::command(&config, !reads_stdin(arguments), lint);
        report.errors.extend(files.errors.iter().cloned());
        report.errors.sort();
        reduced.apply(&mut report);
        report
    };
    let mut fixed = Fixed::new(&files);
    let report = if arguments.fixes.wanted() { fixed.fix(&arguments.fixes, &judge)? } else { judge(&files) };
    if arguments.fixes.only_shown() {
        return Ok(if report.errors.is_empty() { fixed.difference() } else { FAILED });
    }
    let fail_on = arguments.fail_on.or(config.fail_on).unwrap_or_default();
    let packs = arguments.settings.packs_of(&rules);
    let options = Options { packs, ..options(arguments, fail_on) };
    let texts = Opened { files: &fixed, configuration: config.source.clone(), read: Mutex::default() };
    let written = write_files(&report, &texts, arguments, &options)?;
    print(&report, &texts, arguments, &options, arguments.fixes.wanted() && fixed.is_stream())?;
    let written = summarize(&report, &texts, arguments, &options) && written;
    let counted = arguments.format == Format::Pretty && !arguments.reduction.statistics;
    let ran = Ran { report: &report, config: &config, paths: files.paths(), extent, counted };
    ran.notices(&arguments.settings, &arguments.parameters).iter().for_each(|notice| super::complain(notice));
    reduced.tell(&report);
    Ok(if written { status(&report, fail_on) } else { FAILED })
}

/// The paths that decide which configuration is read.
fn anchors(arguments: &CheckArguments) -> &[PathBuf] {
    if reads_stdin(arguments) { std::slice::from_ref(&arguments.stdin_filename) } else { &arguments.paths }
}

fn reads_stdin(arguments: &CheckArguments) -> bool {
    arguments.paths.iter().any(|path| path == Path::new("-"))
}

/// How much of the project the named paths are: all of it where the folder of the configuration, or without one the
/// working directory, is among them.
fn extent(paths: &[PathBuf], configuration: Option<&SourceFile>) -> Extent {
    let folder =
        configuration.and_then(|file| Path::new(&*file.path).parent()).filter(|folder| !folder.as_os_str().is_empty());
    let root = fs::canonicalize(folder.unwrap_or(Path::new(".")));
    let holds_all = |path: &PathBuf| {
        let path = fs::canonicalize(path).ok().filter(|path| path.is_dir());
        matches!((&path, &root), (Some(path), Ok(root)) if root.starts_with(path))
    };
    match paths {
        [] => Extent::Whole,
        paths if paths.iter().any(holds_all) => Extent::Whole,
        paths if paths.iter().all(|path| path.is_dir()) => Extent::Folders,
        _ => Extent::Files,
    }
}

fn find(arguments: &CheckArguments, config: &Config) -> Result<Files, Stop> {
    let stdin = reads_stdin(arguments);
    if stdin && arguments.paths.len() > 1 {
        return Err(Stop::Usage("`-` reads standard input and stands alone".to_owned()));
    }
    if stdin {
        return Files::stream(&arguments.stdin_filename, io::stdin().lock(), &config.excludes())
            .map_err(|error| Stop::Usage(format!("cannot read standard input: {}", discover::explain(&error))));
    }
    let working = settings::working()?;
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    Ok(Files::find(paths, &working, config.excludes()))
}

fn list(files: &Files) -> Result<u8, Stop> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut readable = true;
    for listed in lint::list(files) {
        readable &= listed.readable;
        let kind = listed.verdict.kind.map_or("-", |kind| kind.as_str());
        writeln!(out, "{}\t{kind}\t{}", render::visible(&listed.path), render::visible(&listed.verdict.reason))?;
    }
    for (path, reason) in &files.left_out {
        writeln!(out, "{}\t-\t{}", render::visible(path), render::visible(reason))?;
    }
    out.flush()?;
    for error in &files.errors {
        super::complain(&format!("{}: {}", error.file.as_deref().unwrap_or(""), error.message));
    }
    Ok(if readable && files.errors.is_empty() { CLEAN } else { FAILED })
}

fn options(arguments: &CheckArguments, fail_on: FailOn) -> Options {
    Options {
        show_undecided: arguments.show_undecided,
        show_suppressed: arguments.show_suppressed,
        fail_on: match fail_on {
            FailOn::At(level) => Some(level),
            FailOn::Never => None,
        },
        ..Options::default()
    }
}

/// Writes the reports that were asked for beside the one on standard output. A file that cannot be written costs
/// none of the others; whether all were written is the answer.
fn write_files(
    report: &Report,
    texts: &dyn Texts,
    arguments: &CheckArguments,
    options: &Options,
) -> Result<bool, Stop> {
    let mut complete = true;
    for (format, path) in &arguments.outputs {
        let mut bytes = Vec::new();
        let options = Options { root: service::root(*format), ..options.clone() };
        render::render(report, texts, *format, &options, &mut bytes)?;
        if let Err(error) = fs::write(path, bytes) {
            super::complain(&format!("error: cannot write {}: {}", path.display(), discover::explain(&error)));
            complete = false;
        }
    }
    Ok(complete)
}

/// Prints the report, to standard error where its place is taken. Findings count whether or not they are all read.
fn print(
    report: &Report,
    texts: &dyn Texts,
    arguments: &CheckArguments,
    options: &Options,
    aside: bool,
) -> Result<(), Stop> {
    let terminal = if aside { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    let style = terminal::style(terminal);
    let options = Options { style, root: service::root(arguments.format), ..options.clone() };
    let mut out: Box<dyn Write> = if aside { Box::new(io::stderr()) } else { Box::new(io::stdout().lock()) };
    let printed = if arguments.reduction.statistics {
        render::statistics(report, &options, &mut *out)
    } else {
        render::render(report, texts, arguments.format, &options, &mut *out)
    };
    match printed {
        Err(error) if !super::closed(&error) => Err(error.into()),
        _ => Ok(()),
    }
}

/// Adds the report to the summary of a step of GitHub; whether nothing went wrong is the answer.
fn summarize(report: &Report, texts: &dyn Texts, arguments: &CheckArguments, options: &Options) -> bool {
    arguments.format != Format::Github || service::summarize(report, texts, options)
}

fn status(report: &Report, fail_on: FailOn) -> u8 {
    if !report.errors.is_empty() {
        return FAILED;
    }
    let FailOn::At(level) = fail_on else { return CLEAN };
    let fails = report.findings.iter().any(|finding| finding.suppressed.is_none() && finding.level >= level);
    if fails { FOUND } else { CLEAN }
}

/// The files of the run, which may be a part of the project.
struct Part<'f> {
    files: &'f dyn Sources,
    extent: Extent,
}

impl Sources for Part<'_> {
    fn paths(&self) -> &[Arc<str>] {
        self.files.paths()
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        self.files.read(file)
    }

    fn extent(&self) -> Extent {
        self.extent
    }
}

/// How many texts are kept at a time; findings come file by file.
const KEPT_TEXTS: usize = 32;

/// The texts of the files that have findings.
struct Opened<'f> {
    files: &'f dyn Sources,
    /// The configuration file, which findings about its exceptions show.
    configuration: Option<Arc<SourceFile>>,
    read: Mutex<BTreeMap<FileId, Option<Arc<SourceFile>>>>,
}

impl Texts for Opened<'_> {
    fn file(&self, id: FileId) -> Option<Arc<SourceFile>> {
        if id == FileId::CONFIGURATION {
            return self.configuration.clone();
        }
        let mut read = self.read.lock().ok()?;
        let open = || {
            let Content::Whole(bytes) = self.files.read(id).ok()? else { return None };
            let path = self.files.paths()[id.0 as usize].clone();
            Some(Arc::new(SourceFile::new(path, String::from_utf8_lossy(&bytes).as_ref())))
        };
        if read.len() >= KEPT_TEXTS && !read.contains_key(&id) {
            read.clear();
        }
        read.entry(id).or_insert_with(open).clone()
    }
}
