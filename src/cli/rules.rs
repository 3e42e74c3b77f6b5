//! `plimsoll rules`

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::settings::{Parameters, Settings};
use super::{CLEAN, Stop};
use crate::config::{Config, RuleLevel};
use crate::rule::Rule;

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
    controls: &'r std::collections::BTreeMap<String, Vec<String>>,
    url: Option<&'r str>,
}

pub(super) fn run(arguments: &RulesArguments) -> Result<u8, Stop> {
    let setup = arguments.settings.load(&Parameters::default(), &[])?;
    let (rules, config) = (setup.rules, setup.config);
    let mut out = io::stdout().lock();
    match arguments.format {
        ListFormat::Json => {
            let rows: Vec<Row<'_>> = rules.rules.iter().map(|rule| row(rule, &config)).collect();
            let text = serde_json::to_string_pretty(&rows).map_err(io::Error::from)?;
            writeln!(out, "{text}")?;
        }
        ListFormat::Text => {
            let width = rules.rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
            for rule in &rules.rules {
                let level = config.general_level(rule).as_str();
                writeln!(out, "{:width$}  {level:7}  {}", rule.id, rule.title)?;
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
        level: if let RuleLevel::At(level) = level { level.as_str() } else { rule.level.as_str() },
        confidence: rule.confidence.as_str(),
        enabled: level != RuleLevel::Off,
        aliases: &rule.aliases,
        controls: &rule.controls,
        url: rule.url(),
    }
}
