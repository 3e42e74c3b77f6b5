//! The code quality report of GitLab: a list of issues, told apart by their fingerprints alone.

use std::io;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Options, wording};
use crate::finding::{self, Finding, Level, Report, RunError};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let numbered = report.findings.iter().zip(finding::ordinals(&report.findings));
    let wanted = numbered.filter(|(finding, _)| options.show_suppressed || finding.suppressed.is_none());
    let issues = wanted.map(|(finding, ordinal)| issue(finding, ordinal, options));
    let failures = report.errors.iter().map(|error| failure(error, options));
    serde_json::to_writer_pretty(&mut *out, &issues.chain(failures).collect::<Vec<_>>())?;
    writeln!(out)
}

fn issue<'a>(finding: &'a Finding, ordinal: u32, options: &Options) -> Issue<'a> {
    let path = options.rooted(&finding.place.path);
    let severity = match finding.level {
        _ if finding.suppressed.is_some() => "info",
        Level::Info => "info",
        Level::Warning => "major",
        Level::Error => "critical",
    };
    Issue {
        description: wording::headline(finding),
        check_name: &finding.rule,
        fingerprint: fingerprint(&[&path, &finding.fingerprint, &ordinal.to_string()]),
        severity,
        location: Location { path, lines: Lines { begin: finding.place.start.line, end: finding.place.end.line } },
    }
}

/// What could not be linted is an issue too: a report without it would look better than it is.
fn failure<'a>(error: &'a RunError, options: &Options) -> Issue<'a> {
    let path = error.file.as_deref().map_or_else(|| ".".to_owned(), |file| options.rooted(file));
    let rule = error.rule.as_deref().unwrap_or("plimsoll");
    Issue {
        description: format!("failed: {}", wording::visible(&error.message)),
        check_name: rule,
        fingerprint: fingerprint(&[&path, rule, &error.message]),
        severity: "blocker",
        location: Location { path, lines: Lines { begin: 1, end: 1 } },
    }
}

/// Different for every issue of a report, and the same in the next one; 32 hexadecimal digits.
fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digits = hash.finalize();
    let number = digits.iter().take(16).fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    format!("{number:032x}")
}
