//! The XML of Checkstyle, which most review tools read.

use std::io;

use super::xml::{self, Out, carried};
use super::{Options, shown, wording};
use crate::finding::{Finding, Report, RunError};

/// The version of Checkstyle whose format this is; readers look for one of its kind.
const VERSION: &str = "4.3";

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let findings: Vec<&Finding> = shown(report, options).collect();
    let mut writer = xml::document(&mut *out)?;
    writer.create_element("checkstyle").with_attribute(("version", VERSION)).write_inner_content(|writer| {
        for findings in findings.chunk_by(|one, next| one.place.file == next.place.file) {
            file(writer, &findings[0].place.path, |writer| findings.iter().try_for_each(|it| finding(writer, it)))?;
        }
        for error in &report.errors {
            file(writer, error.file.as_deref().unwrap_or("plimsoll"), |writer| failure(writer, error))?;
        }
        Ok(())
    })?;
    writeln!(out)
}

fn file(writer: &mut Out<'_>, name: &str, content: impl FnOnce(&mut Out<'_>) -> io::Result<()>) -> io::Result<()> {
    let name = carried(name);
    writer.create_element("file").with_attribute(("name", &*name)).write_inner_content(content).map(|_| ())
}

fn finding(writer: &mut Out<'_>, finding: &Finding) -> io::Result<()> {
    let start = finding.place.start;
    let (line, column) = (start.line.to_string(), start.column.to_string());
    let message = carried(&wording::headline(finding));
    let severity = if finding.suppressed.is_some() { "info" } else { wording::level(finding.level) };
    let attributes = [
        ("line", &*line),
        ("column", &*column),
        ("severity", severity),
        ("message", &*message),
        ("source", &*finding.rule),
    ];
    writer.create_element("error").with_attributes(attributes).write_empty().map(|_| ())
}

fn failure(writer: &mut Out<'_>, error: &RunError) -> io::Result<()> {
    let message = carried(&format!("failed: {}", error.message));
    let source = error.rule.as_deref().unwrap_or("plimsoll");
    let attributes = [("line", "1"), ("severity", "error"), ("message", &*message), ("source", source)];
    writer.create_element("error").with_attributes(attributes).write_empty().map(|_| ())
}
