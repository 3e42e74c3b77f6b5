//! Annotations of GitHub Actions: a workflow command on a line of its own for each finding.
//!
//! The log of a job shows the message of a command and neither its file nor its title, so the message says both again.

use std::fmt::Write as _;
use std::io;

use super::{Options, shown, wording};
use crate::finding::{Finding, Level, Place, Report, RunError, Undecided};

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    for finding in shown(report, options) {
        writeln!(out, "{}", annotation(finding, options))?;
    }
    if options.show_undecided {
        for undecided in &report.undecided {
            writeln!(out, "{}", open(undecided, options))?;
        }
    }
    for error in &report.errors {
        writeln!(out, "{}", failure(error, options))?;
    }
    Ok(())
}

fn annotation(finding: &Finding, options: &Options) -> String {
    let name = match finding.level {
        _ if finding.suppressed.is_some() => "notice",
        Level::Info => "notice",
        Level::Warning => "warning",
        Level::Error => "error",
    };
    let mut text = format!("{}: {} {}", wording::place(&finding.place), finding.rule, wording::headline(finding));
    for related in &finding.related {
        let message = wording::visible(&related.message);
        // Writing into a String does not fail.
        let _ = write!(text, "\n{}: {message}", wording::place(&related.place));
    }
    if let Some(help) = &finding.help {
        text.push_str("\n\n");
        text.push_str(help);
    }
    command(name, &located(&finding.place, &finding.rule, options), &text)
}

fn open(undecided: &Undecided, options: &Options) -> String {
    let place = wording::place(&undecided.place);
    let text = format!("{place}: undecided {} {}", undecided.rule, wording::visible(&undecided.reason));
    command("notice", &located(&undecided.place, &undecided.rule, options), &text)
}

fn failure(error: &RunError, options: &Options) -> String {
    let mut properties = Vec::new();
    let mut text = String::new();
    if let Some(file) = &error.file {
        properties.push(("file", options.rooted(file)));
        text = format!("{}: ", wording::visible(file));
    }
    let rule = error.rule.as_deref().unwrap_or("plimsoll");
    properties.push(("title", format!("{rule} failed")));
    text.push_str(&wording::visible(&error.message));
    command("error", &properties, &text)
}

/// Where an annotation stands. A column beyond the first line of a place means nothing to GitHub, so a place on
/// several lines has none.
fn located(place: &Place, rule: &str, options: &Options) -> Vec<(&'static str, String)> {
    let mut properties = vec![
        ("file", options.rooted(&place.path)),
        ("line", place.start.line.to_string()),
        ("endLine", place.end.line.to_string()),
    ];
    if place.start.line == place.end.line {
        properties.push(("col", place.start.column.to_string()));
        properties.push(("endColumn", place.end.column.to_string()));
    }
    properties.push(("title", rule.to_owned()));
    properties
}

/// `::name key=value,key=value::text`, with everything that would end a part of it escaped.
fn command(name: &str, properties: &[(&str, String)], text: &str) -> String {
    let escaped = |value: &str| data(value).replace(':', "%3A").replace(',', "%2C");
    let properties: Vec<String> = properties.iter().map(|(key, value)| format!("{key}={}", escaped(value))).collect();
    format!("::{name} {}::{}", properties.join(","), data(text))
}

fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.chars().filter_map(wording::printable).collect()
}
