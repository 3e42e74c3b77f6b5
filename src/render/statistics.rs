//! How many findings each rule has.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use super::{Options, Tone, pretty, shown, wording};
use crate::finding::{Level, Report};

/// The findings of one rule at one level.
#[derive(Default)]
struct Tally {
    findings: usize,
    fixable: usize,
}

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut tallies: BTreeMap<(&str, Level), Tally> = BTreeMap::new();
    for finding in shown(report, options) {
        let tally = tallies.entry((&finding.rule, finding.level)).or_default();
        tally.findings += 1;
        tally.fixable += usize::from(finding.fix.as_ref().is_some_and(|fix| fix.safe));
    }
    let mut rows: Vec<((&str, Level), Tally)> = tallies.into_iter().collect();
    rows.sort_by_key(|((rule, level), tally)| (Reverse(tally.findings), Reverse(*level), *rule));
    let width = rows.iter().map(|(_, tally)| tally.findings.to_string().len()).max().unwrap_or(0);
    for ((rule, level), tally) in &rows {
        let word = options.style.paint(Tone::Level(*level), &format!("{:7}", wording::level(*level)));
        let fixable = if tally.fixable > 0 { format!(" ({} fixable)", tally.fixable) } else { String::new() };
        writeln!(out, "{:width$}  {word}  {rule}{fixable}", tally.findings)?;
    }
    for error in &report.errors {
        let rule = error.rule.as_deref().map(|rule| format!("[{rule}]")).unwrap_or_default();
        let file = error.file.as_deref().map(|file| format!("{file}: ")).unwrap_or_default();
        let word = options.style.paint(Tone::Failure, &format!("failed{rule}"));
        writeln!(out, "{word}: {}", wording::visible(&format!("{file}{}", error.message)))?;
    }
    if !(rows.is_empty() && report.errors.is_empty()) {
        writeln!(out)?;
    }
    writeln!(out, "{}", pretty::closing(report, options))
}
