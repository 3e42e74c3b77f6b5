//! The Reviewdog Diagnostic Format as one document. Its columns count bytes of UTF-8, from 1, and its ends are
//! exclusive.

use std::io;

use serde::Serialize;

use super::{Options, Texts, shown, wording};
use crate::finding::{Finding, Fix, Level, Place, Report, RunError};
use crate::source::SourceFile;

#[derive(Serialize)]
struct Document<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

pub(super) fn render(report: &Report, texts: &dyn Texts, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let findings = shown(report, options).map(|finding| diagnostic(finding, texts));
    let diagnostics = findings.chain(report.errors.iter().map(failure)).collect();
    serde_json::to_writer_pretty(&mut *out, &Document { source: Source { name: "plimsoll" }, diagnostics })?;
    writeln!(out)
}

fn diagnostic<'a>(finding: &'a Finding, texts: &dyn Texts) -> Diagnostic<'a> {
    let file = texts.file(finding.place.file);
    let fix = finding.fix.as_ref().filter(|fix| fix.safe && finding.suppressed.is_none());
    let suggestion = file.as_ref().zip(fix).and_then(|(file, fix)| suggestion(file, &finding.place, fix));
    let severity = match finding.level {
        _ if finding.suppressed.is_some() => "INFO",
        Level::Info => "INFO",
        Level::Warning => "WARNING",
        Level::Error => "ERROR",
    };
    Diagnostic {
        message: wording::headline(finding),
        location: Location { path: &finding.place.path, range: Some(range(&finding.place, file.as_deref())) },
        severity,
        code: Code { value: &finding.rule, url: finding.url.as_deref() },
        suggestions: suggestion.map(|suggestion| [suggestion]),
    }
}

fn failure(error: &RunError) -> Diagnostic<'_> {
    Diagnostic {
        message: format!("failed: {}", wording::visible(&error.message)),
        location: Location { path: error.file.as_deref().unwrap_or("."), range: None },
        severity: "ERROR",
        code: Code { value: error.rule.as_deref().unwrap_or("plimsoll"), url: None },
        suggestions: None,
    }
}

/// The range of a place, in whole lines where the text cannot be had any more.
fn range(place: &Place, file: Option<&SourceFile>) -> Range {
    let exact = file.and_then(|file| Some((position(file, place.span.start)?, position(file, place.span.end)?)));
    let line = |line| Position { line, column: None };
    let (start, end) = exact.unwrap_or((line(place.start.line), line(place.end.line)));
    Range { start, end }
}

/// Line and byte of an offset; `None` where the text has changed and does not have it.
fn position(file: &SourceFile, offset: u32) -> Option<Position> {
    if offset as usize > file.text.len() {
        return None;
    }
    let line = file.lines().line_of(offset);
    let start = file.lines().line_span(line, &file.text).start;
    let number = u32::try_from(line + 1).expect("internal error: more than 4 G lines");
    Some(Position { line: number, column: Some((offset - start) as usize + 1) })
}

/// A fix as the one replacement that a suggestion can be: from its first edit to its last, with the text between them.
/// `None` where it reaches into another file.
fn suggestion(file: &SourceFile, place: &Place, fix: &Fix) -> Option<Suggestion> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.place.span);
    let (first, last) = (edits.first()?, edits.last()?);
    let mut text = String::new();
    let mut end = first.place.span.start;
    for edit in &edits {
        let between = file.text.get(end as usize..edit.place.span.start as usize)?;
        text = format!("{text}{between}{}", edit.text);
        end = edit.place.span.end;
    }
    let elsewhere = edits.iter().any(|edit| edit.place.file != place.file);
    let range = Range { start: position(file, first.place.span.start)?, end: position(file, last.place.span.end)? };
    (!elsewhere).then_some(Suggestion { range, text })
}
