//! Test results in the XML of `JUnit`, by the schema of Jenkins: a suite for each file with a case for each finding,
//! and a suite for the run, in which every rule that found nothing has passed.
//!
//! A case fails where the finding fails the run; what is only said is a skipped case. A server that shows red tests
//! then says what the exit status says.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use quick_xml::events::BytesText;

use super::xml::{self, Out, carried};
use super::{Options, shown, wording};
use crate::finding::{Finding, Report};

/// The name of the suite that stands for the run.
const RUN: &str = "plimsoll";

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    outcome: Option<Outcome>,
}

struct Outcome {
    kind: Kind,
    /// What a server shows beside it.
    label: &'static str,
    message: String,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Failure,
    Error,
    Skipped,
}

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let findings: Vec<&Finding> = shown(report, options).collect();
    let files = findings.chunk_by(|one, next| one.place.file == next.place.file);
    let suites: Vec<Suite> = files.map(|findings| file(findings, options)).chain(of_run(report, &findings)).collect();
    let mut writer = xml::document(&mut *out)?;
    let all = || suites.iter().flat_map(|suite| &suite.cases);
    let (tests, failures, errors) = (all().count(), count(all(), Kind::Failure), count(all(), Kind::Error));
    let (tests, failures, errors) = (tests.to_string(), failures.to_string(), errors.to_string());
    let totals = [("name", RUN), ("tests", &*tests), ("failures", &*failures), ("errors", &*errors)];
    let root = writer.create_element("testsuites").with_attributes(totals);
    root.write_inner_content(|writer| suites.iter().try_for_each(|suite| write_suite(writer, suite)))?;
    writeln!(out)
}

fn count<'c>(cases: impl Iterator<Item = &'c Case>, kind: Kind) -> usize {
    cases.filter(|case| case.outcome.as_ref().is_some_and(|outcome| outcome.kind == kind)).count()
}

/// The suite of a file. Servers follow a case by its name, so that says nothing of lines; equal ones are numbered.
fn file(findings: &[&Finding], options: &Options) -> Suite {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let case = |finding: &&Finding| {
        let resource = finding.resource.as_deref().map(|resource| format!(" {resource}")).unwrap_or_default();
        let name = format!("{}{resource}", finding.rule);
        let number = seen.entry(name.clone()).or_default();
        *number += 1;
        let name = if *number > 1 { format!("{name} ({number})") } else { name };
        Case { name, outcome: Some(outcome(finding, options)) }
    };
    let cases = findings.iter().map(case).collect();
    Suite { name: findings[0].place.path.to_string(), cases }
}

fn outcome(finding: &Finding, options: &Options) -> Outcome {
    let fails = finding.suppressed.is_none() && options.fail_on.is_some_and(|level| finding.level >= level);
    let mut text = vec![format!("{}: {}", wording::place(&finding.place), wording::headline(finding))];
    text.extend(finding.related.iter().map(|it| format!("{}: {}", wording::place(&it.place), it.message)));
    text.extend(finding.help.as_deref().map(|help| format!("help: {help}")));
    text.extend(finding.url.as_deref().map(|url| format!("more: {url}")));
    Outcome {
        kind: if fails { Kind::Failure } else { Kind::Skipped },
        label: wording::level(finding.level),
        message: carried(&wording::headline(finding)),
        text: text.iter().map(|line| carried(line)).collect::<Vec<_>>().join("\n"),
    }
}

/// What is true of the run as a whole.
fn of_run(report: &Report, findings: &[&Finding]) -> Option<Suite> {
    let failed = report.errors.iter().map(|error| {
        let names: Vec<&str> = error.rule.as_deref().into_iter().chain(error.file.as_deref()).collect();
        let name = if names.is_empty() { "run".to_owned() } else { names.join(" ") };
        let message = carried(&error.message);
        Case { name, outcome: Some(Outcome { kind: Kind::Error, label: "failed", text: message.clone(), message }) }
    });
    let busy: BTreeSet<&str> = findings.iter().map(|finding| &*finding.rule).collect();
    let broken: BTreeSet<&str> = report.errors.iter().filter_map(|error| error.rule.as_deref()).collect();
    let passed = report.rules.iter().filter(|rule| !busy.contains(&*rule.id) && !broken.contains(&*rule.id));
    let passed = passed.map(|rule| Case { name: rule.id.to_string(), outcome: None });
    let cases: Vec<Case> = failed.chain(passed).collect();
    (!cases.is_empty()).then(|| Suite { name: RUN.to_owned(), cases })
}

fn write_suite(writer: &mut Out<'_>, suite: &Suite) -> io::Result<()> {
    let name = carried(&suite.name);
    let number = |kind| count(suite.cases.iter(), kind).to_string();
    let (tests, failures) = (suite.cases.len().to_string(), number(Kind::Failure));
    let (errors, skipped) = (number(Kind::Error), number(Kind::Skipped));
    let attributes =
        [("name", &*name), ("tests", &*tests), ("failures", &*failures), ("errors", &*errors), ("skipped", &*skipped)];
    let element = writer.create_element("testsuite").with_attributes(attributes);
    element.write_inner_content(|writer| suite.cases.iter().try_for_each(|case| write_case(writer, &name, case)))?;
    Ok(())
}

fn write_case(writer: &mut Out<'_>, suite: &str, case: &Case) -> io::Result<()> {
    let name = carried(&case.name);
    let element = writer.create_element("testcase").with_attributes([("name", &*name), ("classname", suite)]);
    let Some(outcome) = &case.outcome else { return element.write_empty().map(|_| ()) };
    let kind = match outcome.kind {
        Kind::Failure => "failure",
        Kind::Error => "error",
        Kind::Skipped => "skipped",
    };
    element.write_inner_content(|writer| {
        let element =
            writer.create_element(kind).with_attributes([("type", outcome.label), ("message", &*outcome.message)]);
        element.write_text_content(BytesText::new(&outcome.text)).map(|_| ())
    })?;
    Ok(())
}
