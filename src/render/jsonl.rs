//! The JSON document in pieces: a line for each finding and each failure, and the summary as the last line. A line has
//! the fields that the piece has in the document, and its `type`.

use std::io;

use serde::Serialize;

use super::json::{Finding, RunError, Summary, VERSION};
use crate::finding::Report;

#[derive(Serialize)]
#[expect(clippy::large_enum_variant, reason = "a line lives until it is written, and most are findings")]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Finding(Finding<'a>),
    Error(RunError<'a>),
    Summary {
        version: u32,
        #[serde(flatten)]
        summary: Summary,
    },
}

pub(super) fn render(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let findings = report.findings.iter().map(|finding| Line::Finding(finding.into()));
    let errors = report.errors.iter().map(|error| Line::Error(error.into()));
    let summary = Line::Summary { version: VERSION, summary: report.into() };
    for line in findings.chain(errors).chain([summary]) {
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}
