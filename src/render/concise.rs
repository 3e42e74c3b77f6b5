//! One line per finding: `file:line:column: level rule message`.

use std::io;

use super::{Options, Tone, gathered, wording};
use crate::finding::{Finding, Report, RunError, Undecided};

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    for findings in gathered(report, options) {
        write_finding(findings[0], findings.len(), options, out)?;
    }
    if options.show_undecided {
        for undecided in &report.undecided {
            write_undecided(undecided, options, out)?;
        }
    }
    for error in &report.errors {
        write_error(error, options, out)?;
    }
    Ok(())
}

fn write_finding(finding: &Finding, count: usize, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let level = options.style.paint(Tone::Level(finding.level), wording::level(finding.level));
    let mut message = wording::message(finding);
    if let Some(suppressed) = &finding.suppressed {
        message = format!("{message} ({})", wording::suppression(suppressed));
    }
    if count > 1 {
        message = format!("{message} ({count} resources)");
    }
    writeln!(out, "{}: {level} {} {}", wording::place(&finding.place), finding.rule, wording::visible(&message))
}

fn write_undecided(undecided: &Undecided, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let word = options.style.paint(Tone::Undecided, "undecided");
    let reason = wording::visible(&undecided.reason);
    writeln!(out, "{}: {word} {} {reason}", wording::place(&undecided.place), undecided.rule)
}

fn write_error(error: &RunError, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(file) = &error.file {
        write!(out, "{}: ", wording::visible(file))?;
    }
    write!(out, "{} ", options.style.paint(Tone::Failure, "failed"))?;
    if let Some(rule) = &error.rule {
        write!(out, "{rule} ")?;
    }
    writeln!(out, "{}", wording::visible(&error.message))
}
