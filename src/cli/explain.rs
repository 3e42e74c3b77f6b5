//! `plimsoll explain`

use std::io::{self, Write};

use clap::Args;

use super::settings::{Parameters, Settings};
use super::{CLEAN, Stop};
use crate::spelling;

#[derive(Args, Clone, Debug)]
pub(super) struct ExplainArguments {
    /// The name of a rule, such as ecr/mutable-tags
    #[arg(value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    settings: Settings,
}

pub(super) fn run(arguments: &ExplainArguments) -> Result<u8, Stop> {
    let rules = arguments.settings.load(&Parameters::default(), &[])?.rules;
    let mut out = io::stdout().lock();
    if let Some(page) = rules.pages.get(&*arguments.rule) {
        writeln!(out, "{}", page.trim_end())?;
        return Ok(CLEAN);
    }
    let by_alias = || rules.rules.iter().find(|rule| rule.aliases.contains(&arguments.rule));
    let Some(rule) = rules.rule(&arguments.rule).or_else(by_alias) else {
        let names = rules.rules.iter().map(|rule| &*rule.id).chain(rules.pages.keys().map(|id| &**id));
        let hint = spelling::ending(&arguments.rule, names);
        return Err(Stop::Usage(format!("there is no rule {}{hint}", arguments.rule)));
    };
    match &rule.page {
        Some(page) => writeln!(out, "{}", page.trim_end())?,
        None => writeln!(out, "# {}\n\n{}\n\n{}", rule.id, rule.title, rule.description)?,
    }
    Ok(CLEAN)
}
