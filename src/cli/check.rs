//! `plimsoll check`

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use clap::Args;

use super::{CLEAN, FAILED, FOUND, FailOn, Shared, Stop, format_and_file, packs, terminal};
use crate::config::Config;
use crate::discover::Files;
use crate::finding::Report;
use crate::lint;
use crate::render::{self, Format, Options, Texts};
use crate::source::{Content, FileId, SourceFile, Sources};

#[derive(Args, Clone, Debug)]
pub(super) struct CheckArguments {
    /// Files, folders or globs; `-` reads standard input [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to report: pretty, concise, json or sarif
    #[arg(long, value_name = "FORMAT", default_value_t = Format::Pretty)]
    format: Format,
    /// Write one more report into a file (repeatable)
    #[arg(short = 'o', long = "output", value_name = "FORMAT=FILE", value_parser = format_and_file)]
    outputs: Vec<(Format, PathBuf)>,
    /// The level from which findings make the exit status 1: error, warning, info or never
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    fail_on: FailOn,
    /// List every file with what it is taken for, and why; lint nothing
    #[arg(long)]
    list_files: bool,
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
    shared: Shared,
}

pub(super) fn run(arguments: &CheckArguments) -> Result<u8, Stop> {
    let files = find(arguments)?;
    if arguments.list_files {
        return list(&files);
    }
    let rules = packs::load(&arguments.shared.packs)?;
    let config = Config { parameters: arguments.shared.parameters.iter().cloned().collect() };
    let mut report = lint::lint(&files, &rules, &config);
    report.errors.extend(files.errors.iter().cloned());
    report.errors.sort();
    let texts = Read1 { files: &files, read: Mutex::default() };
    write(&report, &texts, arguments)?;
    Ok(status(&report, arguments.fail_on))
}

fn find(arguments: &CheckArguments) -> Result<Files, Stop> {
    let stdin = arguments.paths.iter().any(|path| path == Path::new("-"));
    if stdin && arguments.paths.len() > 1 {
        return Err(Stop::Usage("`-` reads standard input and stands alone".to_owned()));
    }
    if stdin {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| Stop::Usage(format!("cannot read standard input: {error}")))?;
        return Ok(Files::memory(&arguments.stdin_filename.to_string_lossy(), bytes));
    }
    let working =
        std::env::current_dir().map_err(|error| Stop::Usage(format!("there is no working directory: {error}")))?;
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    Ok(Files::find(paths, &working))
}

fn list(files: &Files) -> Result<u8, Stop> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for listed in lint::list(files) {
        let kind = listed.verdict.kind.map_or("-", |kind| kind.as_str());
        writeln!(out, "{}\t{kind}\t{}", listed.path, listed.verdict.reason)?;
    }
    out.flush()?;
    for error in &files.errors {
        super::complain(&format!("{}: {}", error.file.as_deref().unwrap_or(""), error.message));
    }
    Ok(if files.errors.is_empty() { CLEAN } else { FAILED })
}

fn write(report: &Report, texts: &dyn Texts, arguments: &CheckArguments) -> Result<(), Stop> {
    let options = Options {
        show_undecided: arguments.show_undecided,
        show_suppressed: arguments.show_suppressed,
        ..Options::default()
    };
    for (format, path) in &arguments.outputs {
        let mut bytes = Vec::new();
        render::render(report, texts, *format, &options, &mut bytes)?;
        fs::write(path, bytes).map_err(|error| Stop::Usage(format!("cannot write {}: {error}", path.display())))?;
    }
    let options = Options { style: terminal::style(io::stdout().is_terminal()), ..options };
    render::render(report, texts, arguments.format, &options, &mut io::stdout().lock())?;
    Ok(())
}

fn status(report: &Report, fail_on: FailOn) -> u8 {
    if !report.errors.is_empty() {
        return FAILED;
    }
    let FailOn::At(level) = fail_on else { return CLEAN };
    let fails = report.findings.iter().any(|finding| finding.suppressed.is_none() && finding.level >= level);
    if fails { FOUND } else { CLEAN }
}

/// The texts of the files that have findings, each read once.
struct Read1<'f> {
    files: &'f Files,
    read: Mutex<BTreeMap<FileId, Option<Arc<SourceFile>>>>,
}

impl Texts for Read1<'_> {
    fn file(&self, id: FileId) -> Option<Arc<SourceFile>> {
        let mut read = self.read.lock().ok()?;
        let open = || {
            let Content::Whole(bytes) = self.files.read(id).ok()? else { return None };
            let path = self.files.paths()[id.0 as usize].clone();
            Some(Arc::new(SourceFile::new(path, String::from_utf8_lossy(&bytes).as_ref())))
        };
        read.entry(id).or_insert_with(open).clone()
    }
}
