//! The command line: what is asked, in which command's words.

mod baseline;
mod check;
mod completions;
mod config;
mod explain;
mod facts;
mod fix;
mod git;
mod lsp;
mod new;
mod notice;
mod packs;
mod progress;
mod reduction;
mod rules;
mod service;
mod settings;
mod terminal;
mod test;
mod watchdog;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::discover;
use crate::render::{self, Format};
use crate::spelling;

/// Nothing at or above the level to fail on.
const CLEAN: u8 = 0;
/// Findings at or above the level to fail on.
const FOUND: u8 = 1;
/// Something could not be linted, or the command line cannot be understood.
const FAILED: u8 = 2;

/// What the exit status says, for the help and the manual page.
const STATUSES: &str = "Exit status:
  0  nothing at or above --fail-on; with --fix-diff, nothing to change
  1  findings; with --fix-diff, changes
  2  a file could not be read, a rule failed, or the command line or the configuration is wrong";

/// A linter for how AWS infrastructure code handles build artifacts.
#[derive(Debug, Parser)]
#[command(name = "plimsoll", version, about, max_term_width = 100, args_conflicts_with_subcommands = true)]
#[command(after_help = STATUSES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::CheckArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lint files and folders (the default command)
    #[command(after_help = STATUSES)]
    Check(Box<check::CheckArguments>),
    /// Show the page of a rule
    Explain(explain::ExplainArguments),
    /// List the rules
    Rules(rules::RulesArguments),
    /// Run the fixtures, the examples and the Rego tests of a rule pack
    Test(test::TestArguments),
    /// Begin a rule, with fixtures and tests
    New(new::NewArguments),
    /// Show what a rule sees of a file, as JSON
    Facts(facts::FactsArguments),
    /// Show the configuration, or its schema for editors
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Record the findings that are known, so that only new ones count
    Baseline(baseline::BaselineArguments),
    /// Serve an editor: diagnostics while typing, fixes and explanations
    Lsp(lsp::LspArguments),
    /// Print the script that completes command lines in a shell
    Completions(completions::CompletionsArguments),
    /// Print a manual page
    Man(completions::ManArguments),
}

/// Runs a command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        None => meant(arguments.check.paths()).map_or_else(|| check::run(&arguments.check), Err),
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Explain(explain)) => explain::run(&explain),
        Some(Command::Rules(rules)) => rules::run(&rules),
        Some(Command::Test(test)) => test::run(&test),
        Some(Command::New(new)) => new::run(&new),
        Some(Command::Facts(facts)) => facts::run(&facts),
        Some(Command::Config(config)) => config::run(&config),
        Some(Command::Baseline(baseline)) => baseline::run(&baseline),
        Some(Command::Lsp(lsp)) => Ok(lsp::run(lsp)),
        Some(Command::Completions(completions)) => completions::completions(&completions),
        Some(Command::Man(man)) => completions::man(&man),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        // Whoever reads has read enough.
        Err(Stop::Output(error)) if closed(&error) => ExitCode::from(CLEAN),
        Err(Stop::Report(report)) => {
            write_aside(&report);
            ExitCode::from(FAILED)
        }
        Err(stop) => {
            complain(&stop.to_string());
            ExitCode::from(FAILED)
        }
    }
}

/// Why a command ends without an answer.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("error: {0}")]
    Usage(String),
    /// Reports that are laid out already.
    #[error("{0}")]
    Report(String),
    #[error("error: cannot write to standard output: {}", discover::explain(.0))]
    Output(#[from] io::Error),
}

/// Whether nobody reads any more.
fn closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// What to say of a first path that does not exist and looks like a command.
fn meant(paths: &[PathBuf]) -> Option<Stop> {
    let (path, others) = paths.split_first()?;
    let is_word = |word: &&str| {
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '-')
    };
    let word = path.to_str().filter(|_| path.symlink_metadata().is_err()).filter(is_word)?;
    let commands = Arguments::command();
    let hint = match spelling::closest(word, commands.get_subcommands().map(clap::Command::get_name)) {
        Some(command) => format!("did you mean `plimsoll {command}`?"),
        None if others.is_empty() => "`plimsoll --help` lists the commands".to_owned(),
        None => return None,
    };
    Some(Stop::Usage(format!("there is no file, folder or command {word}; {hint}")))
}

/// Writes a notice to standard error, with nothing in it that a terminal would obey.
fn complain(message: &str) {
    write_aside(&message.split('\n').map(render::visible).collect::<Vec<_>>().join("\n"));
}

/// Writes to standard error. Where that is closed there is nobody to tell.
fn write_aside(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(io::stderr().lock(), "{text}");
}

fn format_and_file(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, file) = text.split_once('=').ok_or("it must be FORMAT=FILE")?;
    let format = format.parse::<Format>().map_err(|error| error.to_string())?;
    if file.is_empty() { Err("it must be FORMAT=FILE".to_owned()) } else { Ok((format, file.into())) }
}
