//! Exceptions in comments, metadata and the configuration: each case is a few small files with what becomes of their
//! findings beside them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use plimsoll::config::{Config, Exception, Glob, Peer, Root, RulePattern};
use plimsoll::finding::{Finding, Report};
use plimsoll::fixtures::Texts;
use plimsoll::lint;
use plimsoll::ruleset::RuleSet;
use plimsoll::source::{Content, Extent, FileId, SourceFile, Sources, Span};

/// The configuration of a case; `plimsoll.yaml` is what its exceptions stand in.
const CONFIGURATION: &str = "exceptions:\n  - used\n  - unused\n  - elsewhere\n  - expired\n";

/// What it is called, its configuration, and how much of the project it sees.
type Run = (&'static str, fn() -> Config, Extent);

/// Every folder below `tests/suppress/cases` is a run under each configuration that is named for it here.
const CASES: &[(&str, &[Run])] = &[
    ("blocks", &[("", dated, Extent::Whole)]),
    ("broken", &[("", dated, Extent::Whole)]),
    ("configuration", &[("", configured, Extent::Whole), ("in a folder of the project", configured, Extent::Folders)]),
    ("itself", &[("", dated, Extent::Whole)]),
    ("json", &[("", dated, Extent::Whole)]),
    ("loops", &[("", dated, Extent::Whole)]),
    ("peers", &[("", dated, Extent::Whole), ("where they are honoured", honouring, Extent::Whole)]),
    ("project", &[("", dated, Extent::Whole), ("where only this file is seen", dated, Extent::Files)]),
    ("python", &[("", dated, Extent::Whole)]),
    ("texts", &[("", dated, Extent::Whole)]),
    ("typescript", &[("", dated, Extent::Whole)]),
    (
        "yaml",
        &[
            ("", dated, Extent::Whole),
            ("the day after", later, Extent::Whole),
            ("with reasons", demanding, Extent::Whole),
            ("refused", refusing, Extent::Whole),
            ("not inline", not_inline, Extent::Whole),
        ],
    ),
];

/// `UPDATE=1` rewrites what is expected.
#[test]
fn exceptions_do_what_their_cases_say() {
    let mut failures = String::new();
    let folders = fs::read_dir("tests/suppress/cases").unwrap().count();
    assert_eq!(folders, CASES.len(), "a folder is no case");
    for (name, configurations) in CASES {
        let folder = Path::new("tests/suppress/cases").join(name);
        let files = files(&folder);
        let mut shown = String::new();
        for (title, config, extent) in *configurations {
            let heading = if title.is_empty() { String::new() } else { format!("\n== {title}\n") };
            write!(shown, "{heading}{}", show(&run(&files, &config(), *extent))).unwrap();
        }
        let expected = folder.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &shown).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != shown {
            let _ = writeln!(failures, "== {name} ==\n{shown}");
        }
    }
    assert!(failures.is_empty(), "these exceptions do something else now (UPDATE=1 rewrites):\n{failures}");
}

/// Whatever is ignored is in the report, and nothing but its being ignored is changed.
#[test]
fn ignoring_changes_nothing_else() {
    for (name, _) in CASES {
        let files = files(&Path::new("tests/suppress/cases").join(name));
        let bare = |finding: &Finding| {
            let place = (finding.place.path.clone(), finding.place.span);
            (place, finding.rule.clone(), finding.message.clone(), finding.fingerprint.clone())
        };
        let about_aws = |report: &Report| -> Vec<_> {
            let findings = report.findings.iter().filter(|finding| !is_about_exceptions(finding));
            findings.map(bare).collect()
        };
        let (with, without) = (run(&files, &honouring(), Extent::Whole), run(&files, &not_inline(), Extent::Whole));
        assert_eq!(about_aws(&with), about_aws(&without), "{name}");
        assert!(without.findings.iter().all(|finding| finding.suppressed.is_none()), "{name}");
        assert!(!without.findings.iter().any(is_about_exceptions), "{name}");
    }
}

/// Of very many exceptions of a file the first count, and that is said.
#[test]
fn the_exceptions_of_a_file_are_bounded() {
    let resource = |number: usize| {
        format!(
            "  # plimsoll: ignore[ecr/*, s3/*]\n  R{number}:\n    Type: AWS::ECR::Repository # plimsoll: ignore[a/b]\n"
        )
    };
    let text = format!("Resources:\n{}", (0..500).map(resource).collect::<String>());
    let comments =
        format!("Resources: {{R: {{Type: AWS::ECR::Repository}}}}\n{}", "# plimsoll: ignore[ecr/x]\n".repeat(20_000));
    let files = [("a.yaml".into(), text.into()), ("b.yaml".into(), comments.into())];
    let report = run(&files, &dated(), Extent::Whole);
    let cut = report.findings.iter().filter(|finding| finding.message.contains("more than 2000 exceptions"));
    assert_eq!(cut.map(|finding| finding.place.start.line).collect::<Vec<_>>(), [2_002]);
    assert_eq!(report.findings.iter().filter(|finding| finding.suppressed.is_some()).count(), 2_000);
}

/// Files in memory, which may be a part of a project.
struct Part {
    files: Texts,
    extent: Extent,
}

impl Sources for Part {
    fn paths(&self) -> &[Arc<str>] {
        self.files.paths()
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        self.files.read(file)
    }

    fn extent(&self) -> Extent {
        self.extent
    }
}

fn run(files: &[(Arc<str>, Arc<str>)], config: &Config, extent: Extent) -> Report {
    let report = lint::lint(&Part { files: Texts::new(files), extent }, &RuleSet::builtin(), config);
    assert!(report.errors.is_empty(), "{:?}", report.errors);
    report
}

fn files(folder: &Path) -> Vec<(Arc<str>, Arc<str>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = entries.filter(|path| !path.ends_with("expected.txt"));
    let file = |path: std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into(), fs::read_to_string(path).unwrap().into())
    };
    named.map(file).collect::<BTreeMap<Arc<str>, Arc<str>>>().into_iter().collect()
}

fn is_about_exceptions(finding: &Finding) -> bool {
    ["unused-ignore", "unknown-rule", "expired-ignore", "missing-reason"]
        .iter()
        .any(|name| finding.rule.strip_prefix("plimsoll/") == Some(name))
}

/// A line for each finding.
fn show(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let Finding { place, rule, .. } = finding;
        write!(text, "{}:{}:{} {rule}", place.path, place.start.line, place.start.column).unwrap();
        if is_about_exceptions(finding) {
            write!(text, ": {}", finding.message).unwrap();
            let of_page = report.rules.iter().find(|info| info.id == *rule).and_then(|info| info.help.clone());
            if finding.help.is_some() && finding.help != of_page {
                write!(text, " ({})", finding.help.as_deref().unwrap()).unwrap();
            }
        }
        if let Some(suppressed) = &finding.suppressed {
            let until = suppressed.until.as_ref().map(|until| format!(" until {until}")).unwrap_or_default();
            let reason = suppressed.reason.as_deref().unwrap_or("-");
            write!(text, " <- {}{until}: {reason}", suppressed.by).unwrap();
        }
        text.push('\n');
    }
    text
}

/// The configuration of most cases: nothing but the day.
fn dated() -> Config {
    Config { today: Some(jiff::civil::date(2026, 11, 22)), ..Config::default() }
}

fn later() -> Config {
    Config { today: Some(jiff::civil::date(2027, 3, 2)), ..Config::default() }
}

fn demanding() -> Config {
    Config { demand_reason: true, ..dated() }
}

fn refusing() -> Config {
    Config { unsuppressible: vec![RulePattern::new("ecr/scan-disabled").unwrap()], ..dated() }
}

fn not_inline() -> Config {
    Config { inline_ignores: false, ..dated() }
}

fn honouring() -> Config {
    let honour = [Peer::Checkov, Peer::CfnNag, Peer::CdkNag, Peer::CfnLint, Peer::Guard].into();
    Config { honour, ..dated() }
}

fn configured() -> Config {
    let exception = |word: &str, rule: &str, paths: &[&str], resources: &[&str]| {
        let start = CONFIGURATION.find(&format!("- {word}")).unwrap() + 2;
        Exception {
            rules: vec![RulePattern::new(rule).unwrap()],
            paths: paths.iter().map(|text| Glob::path(text).unwrap()).collect(),
            resources: resources.iter().map(|text| Glob::resource(text).unwrap()).collect(),
            reason: Some(format!("the one that is {word}").into()),
            until: (word == "expired").then(|| jiff::civil::date(2026, 11, 21)),
            at: Span::new(start, start + word.len()),
        }
    };
    Config {
        exceptions: vec![
            exception("used", "ecr/scan-*", &["*.yaml"], &["Sandbox*"]),
            exception("unused", "image/mutable-tag", &[], &[]),
            exception("elsewhere", "ecr/*", &["other/**"], &[]),
            exception("expired", "ecr/mutable-tags", &[], &[]),
        ],
        source: Some(SourceFile::new("plimsoll.yaml", CONFIGURATION).into()),
        root: Some(Root::new(Path::new("/project"), Path::new("/project"))),
        ..dated()
    }
}
