//! `plimsoll rules`

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::settings::{Parameters, Settings};
use super::{CLEAN, Stop};
use crate::config::{Config, RuleLevel};
use crate::rule::own::{self, OwnRule};
use crate::rule::{Confidence, Level, Rule};

#[derive(Args, Clone, Debug)]
pub(super) struct RulesArguments {
    /// How to list them
    #[arg(long, value_enum, default_value = "text")]
    format: ListFormat,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ListFormat {
    Text,
    Json,
}

#[derive(Serialize)]
struct Row<'r> {
    rule: &'r str,
    title: &'r str,
    description: &'r str,
    level: &'static str,
    confidence: &'static str,
    enabled: bool,
    aliases: &'r [String],
    controls: &'r BTreeMap<String, Vec<String>>,
    url: Option<&'r str>,
}

/// A rule of the program's own has no controls of a framework.
static NO_CONTROLS: BTreeMap<String, Vec<String>> = BTreeMap::new();

pub(super) fn run(arguments: &RulesArguments) -> Result<u8, Stop> {
    let setup = arguments.settings.load(&Parameters::default(), &[])?;
    let mut rows: Vec<Row<'_>> = setup.rules.rules.iter().map(|rule| row(rule, &setup.config)).collect();
    rows.extend(own::ALL.iter().map(|own| own_row(own, &setup.config)));
    rows.sort_by_key(|row| row.rule);
    let mut out = io::stdout().lock();
    match arguments.format {
        ListFormat::Json => {
            let text = serde_json::to_string_pretty(&rows).map_err(io::Error::from)?;
            writeln!(out, "{text}")?;
        }
        ListFormat::Text => {
            let width = rows.iter().map(|row| row.rule.len()).max().unwrap_or(0);
            for row in &rows {
                let level = if row.enabled { row.level } else { RuleLevel::Off.as_str() };
                writeln!(out, "{:width$}  {level:7}  {}", row.rule, row.title)?;
            }
        }
    }
    Ok(CLEAN)
}

fn row<'r>(rule: &'r Rule, config: &Config) -> Row<'r> {
    let level = config.general_level(rule);
    Row {
        rule: &rule.id,
        title: &rule.title,
        description: &rule.description,
        level: level_or(level, rule.level),
        confidence: rule.confidence.as_str(),
        enabled: level != RuleLevel::Off,
        aliases: &rule.aliases,
        controls: &rule.controls,
        url: rule.url(),
    }
}

fn own_row(own: &'static OwnRule, config: &Config) -> Row<'static> {
    let (level, _) = config.own_level(own, None);
    Row {
        rule: own.id,
        title: own.title,
        description: own.title,
        level: level_or(level, own.level),
        confidence: Confidence::High.as_str(),
        enabled: level != RuleLevel::Off,
        aliases: &[],
        controls: &NO_CONTROLS,
        url: None,
    }
}

/// The level of a rule; that which it would have where it is off.
fn level_or(level: RuleLevel, own: Level) -> &'static str {
    if let RuleLevel::At(level) = level { level.as_str() } else { own.as_str() }
}
