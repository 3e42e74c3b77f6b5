//! A table for pull requests and job summaries, and below it what to do about each rule.
//!
//! What comes from a file or a message is text: it can neither end a cell nor call anybody.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

use super::{Options, Style, pretty, shown, wording};
use crate::finding::{Finding, Place, Report};

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let plain = Options { style: Style { color: false, ..options.style }, ..options.clone() };
    writeln!(out, "### Plimsoll\n\n{}", text(&pretty::closing(report, &plain)))?;
    let findings: Vec<&Finding> = shown(report, options).collect();
    if !findings.is_empty() {
        writeln!(out, "\n| level | rule | place | |\n|---|---|---|---|")?;
        findings.iter().try_for_each(|finding| row(finding, out))?;
    }
    remedies(&findings, out)?;
    if options.show_undecided && !report.undecided.is_empty() {
        writeln!(out, "\nUndecided:\n")?;
        for undecided in &report.undecided {
            writeln!(out, "- {} `{}`: {}", place(&undecided.place), undecided.rule, text(&undecided.reason))?;
        }
    }
    if !report.errors.is_empty() {
        writeln!(out, "\nNot linted:\n")?;
        for error in &report.errors {
            let names = error.file.iter().chain(&error.rule).map(|name| format!("{}: ", code(name)));
            writeln!(out, "- {}{}", names.collect::<String>(), text(&error.message))?;
        }
    }
    Ok(())
}

fn row(finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let rule = match &finding.url {
        Some(url) => format!("[`{}`]({})", finding.rule, link(url)),
        None => format!("`{}`", finding.rule),
    };
    let level = if finding.suppressed.is_some() { "suppressed" } else { wording::level(finding.level) };
    let message = text(&wording::headline(finding));
    // In a table a bar ends the cell, even in code.
    let place = place(&finding.place).replace('|', "\\|");
    writeln!(out, "| {level} | {rule} | {place} | {message} |")
}

/// What to do, once for each rule.
fn remedies(findings: &[&Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let mut told = BTreeSet::new();
    for finding in findings.iter().filter(|finding| finding.suppressed.is_none()) {
        let Some(help) = finding.help.as_deref().filter(|help| told.insert((&finding.rule, *help))) else { continue };
        let gap = if told.len() == 1 { "\n" } else { "" };
        // The help is Markdown already: it comes from the rule's page.
        writeln!(out, "{gap}- `{}`: {}", finding.rule, wording::visible(help))?;
    }
    Ok(())
}

fn place(place: &Place) -> String {
    code(&format!("{}:{}:{}", place.path, place.start.line, place.start.column))
}

/// Text as code, also where it holds backquotes: it stands between more of them than it has in a row.
fn code(text: &str) -> String {
    let text = wording::visible(text);
    let row = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let (fence, space) = ("`".repeat(row + 1), if row > 0 { " " } else { "" });
    format!("{fence}{space}{text}{space}{fence}")
}

/// Text in which nothing is a mark of Markdown or HTML, and nobody's name.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in wording::visible(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$' => escaped.extend(['\\', c]),
            // A comment between the sign and the name keeps services from telling whoever is called so.
            '@' => escaped.push_str("@<!-- -->"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The address of a link without what would end it.
fn link(url: &str) -> Cow<'_, str> {
    if url.contains(['(', ')', '<', '>', '|', ' ']) {
        let encoded = |c: char| match c {
            '(' | ')' | '<' | '>' | '|' | ' ' => format!("%{:02X}", u32::from(c)),
            _ => c.to_string(),
        };
        return url.chars().map(encoded).collect::<String>().into();
    }
    url.into()
}
