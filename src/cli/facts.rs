//! `plimsoll facts`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::{CLEAN, FAILED, Shared, Stop, packs};
use crate::config::Config;
use crate::discover::Files;
use crate::lint::{self, Seen};

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
    #[arg(long)]
    spans: bool,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &FactsArguments) -> Result<u8, Stop> {
    let rules = packs::load(&arguments.shared.packs)?;
    if let Some(rule) = arguments.rule.as_ref().filter(|rule| rules.rule(rule).is_none()) {
        return Err(Stop::Usage(format!("there is no rule {rule}")));
    }
    let working =
        std::env::current_dir().map_err(|error| Stop::Usage(format!("there is no working directory: {error}")))?;
    let files = Files::find(std::slice::from_ref(&arguments.file), &working);
    if let Some(error) = files.errors.first() {
        return Err(Stop::Usage(format!("{}: {}", arguments.file.display(), error.message)));
    }
    let config = Config { parameters: arguments.shared.parameters.iter().cloned().collect() };
    let seen = lint::facts(&files, &rules, &config, arguments.rule.as_deref());
    let Some(first) = seen.first() else {
        super::complain(&format!("{}: nothing in this file is selected", arguments.file.display()));
        return Ok(FAILED);
    };
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
