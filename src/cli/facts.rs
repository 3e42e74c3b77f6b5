//! `plimsoll facts`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::settings::{self, Parameters, Settings, Setup};
use super::{CLEAN, Stop};
use crate::config::Excludes;
use crate::discover::Files;
use crate::lint::{self, Seen};
use crate::source::Sources;
use crate::spelling;

#[derive(Args, Clone, Debug)]
pub(super) struct FactsArguments {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Show what this rule sees; without it, everything that the file declares
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// Show every world in an array, not only the one of the defaults
    #[arg(long)]
    worlds: bool,
    /// Show where each value is written, a line each, instead of the facts
    #[arg(long, conflicts_with = "worlds")]
    spans: bool,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    parameters: Parameters,
}

pub(super) fn run(arguments: &FactsArguments) -> Result<u8, Stop> {
    let file = std::slice::from_ref(&arguments.file);
    let Setup { rules, config } = arguments.settings.load(&arguments.parameters, file)?;
    if let Some(rule) = arguments.rule.as_ref().filter(|rule| rules.rule(rule).is_none()) {
        let hint = spelling::ending(rule, rules.rules.iter().map(|rule| &*rule.id));
        return Err(Stop::Usage(format!("there is no rule {rule}{hint}")));
    }
    let files = find(arguments)?;
    let seen = lint::facts(&files, &rules, &config, arguments.rule.as_deref());
    let Some(first) = seen.first() else { return Err(nothing(arguments, &files)) };
    let mut out = io::BufWriter::new(io::stdout().lock());
    if arguments.spans {
        for line in &first.places {
            writeln!(out, "{line}")?;
        }
    } else {
        let text = if arguments.worlds {
            serde_json::to_string_pretty(&seen.iter().map(|seen: &Seen| &seen.input).collect::<Vec<_>>())
        } else {
            serde_json::to_string_pretty(&first.input)
        };
        writeln!(out, "{}", text.map_err(io::Error::from)?)?;
    }
    out.flush()?;
    Ok(CLEAN)
}

fn find(arguments: &FactsArguments) -> Result<Files, Stop> {
    let working = settings::working()?;
    let files = Files::find(std::slice::from_ref(&arguments.file), &working, Excludes::default());
    let name = arguments.file.display();
    match (files.errors.first(), files.paths()) {
        (Some(error), _) => Err(Stop::Usage(format!("{name}: {}", error.message))),
        (None, [_]) => Ok(files),
        (None, several) => Err(Stop::Usage(format!("{name} names {} files; name one", several.len()))),
    }
}

/// Why there are no facts.
fn nothing(arguments: &FactsArguments, files: &Files) -> Stop {
    let name = arguments.file.display();
    let message = match (lint::list(files).first().map(|listed| &listed.verdict), &arguments.rule) {
        (Some(verdict), _) if verdict.kind.is_none() => format!("{name} is not linted: {}", verdict.reason),
        (_, Some(rule)) => format!("{rule} selects nothing of {name}"),
        (Some(verdict), None) => format!("{name} has no facts: {}", verdict.reason),
        (None, None) => format!("{name} has no facts"),
    };
    Stop::Usage(message)
}
