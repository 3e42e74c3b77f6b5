//! `plimsoll config`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use serde_json::Value;

use super::settings::{self, Parameters, Settings};
use super::{CLEAN, Stop};
use crate::config;
use crate::discover;
use crate::error::escaped;

#[derive(Clone, Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show every setting and where it comes from
    Show(ShowArguments),
    /// Print the JSON schema of the configuration, with the rules of its packs
    Schema(SchemaArguments),
}

#[derive(Args, Clone, Debug)]
pub(super) struct ShowArguments {
    /// The file that the settings are for [default: any that no override speaks of]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// How to show them
    #[arg(long, value_enum, default_value = "text")]
    format: ShowFormat,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    parameters: Parameters,
}

#[derive(Args, Clone, Debug)]
pub(super) struct SchemaArguments {
    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ShowFormat {
    Text,
    Json,
}

#[derive(Serialize)]
struct Row<'s> {
    key: &'s str,
    value: &'s Value,
    origin: &'s str,
}

impl<'s> From<&'s config::Shown> for Row<'s> {
    fn from(shown: &'s config::Shown) -> Self {
        Self { key: &shown.key, value: &shown.value, origin: &shown.origin }
    }
}

pub(super) fn run(command: &ConfigCommand) -> Result<u8, Stop> {
    match command {
        ConfigCommand::Show(arguments) => show(arguments),
        ConfigCommand::Schema(arguments) => {
            let setup = arguments.settings.load(&Parameters::default(), &[])?;
            print_json(&config::schema(&setup.rules))
        }
    }
}

fn show(arguments: &ShowArguments) -> Result<u8, Stop> {
    let setup = arguments.settings.load(&arguments.parameters, arguments.path.as_slice())?;
    let working = settings::working()?;
    let path = arguments.path.as_ref().map(|path| discover::display(&working.join(path), &working));
    let shown = setup.config.shown(&setup.rules, path.as_deref());
    if let ShowFormat::Json = arguments.format {
        let rows: Vec<Row<'_>> = shown.iter().map(Row::from).collect();
        return print_json(&rows);
    }
    let row = |shown: &config::Shown| {
        [escaped(&shown.key).into_owned(), word(&shown.value), escaped(&shown.origin).into_owned()]
    };
    let rows: Vec<[String; 3]> = shown.iter().map(row).collect();
    let width = |column: usize, most: usize| {
        rows.iter().map(|row| row[column].chars().count()).filter(|width| *width <= most).max().unwrap_or(0)
    };
    let (keys, values) = (width(0, 60), width(1, 24));
    let mut out = io::BufWriter::new(io::stdout().lock());
    for [key, value, origin] in &rows {
        writeln!(out, "{key:keys$}  {value:values$}  {origin}")?;
    }
    out.flush()?;
    Ok(CLEAN)
}

/// A value on one line. Words stand for themselves.
fn word(value: &Value) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./:*".contains(character);
    match value.as_str() {
        Some(text) if !text.is_empty() && text.chars().all(is_plain) => text.to_owned(),
        _ => value.to_string(),
    }
}

fn print_json(value: &impl Serialize) -> Result<u8, Stop> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
    writeln!(io::stdout().lock(), "{text}")?;
    Ok(CLEAN)
}
