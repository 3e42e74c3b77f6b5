//! The formats that programs read: each with a report that has everything, and with one whose texts do their worst.

use std::collections::BTreeSet;

use plimsoll::finding::{Finding, Fix, Level, Report, RunError, Suppression, TextEdit};
use plimsoll::render::{Format, Options, schema, statistics};
use serde_json::Value;

use crate::made_up::{Files, everything, finding, options, report, rich, text};

/// A path that means something in every format.
const PATH: &str = "infra/a,b:50%|`<&\">.yaml";
/// A message that would end or steer every format if it were not escaped.
const MESSAGE: &str = "::error::\r\n\"50%\" `a|b` ]]> <b>&amp; \u{1b}[31m\u{0}\u{ffff} @team [x](y) 🚢";

/// Findings whose texts do their worst.
fn nasty() -> (Report, Files) {
    let files = Files::of(&[(PATH, "Näme: 🚢 latest\nzwei: latest\ndrei: latest\n")]);
    let place = files.place(PATH, "latest");
    let related = files.related(PATH, "zwei", MESSAGE);
    let nasty = Finding {
        resource: Some("A\"B<C>\u{7}".into()),
        help: Some("Do\nthis: `100%`".into()),
        url: Some("https://example.com/a(b)|c".into()),
        related: vec![related],
        ..finding("image/mutable-tag", Level::Error, place.clone(), MESSAGE)
    };
    let suppressed = Finding {
        suppressed: Some(Suppression { by: "comment".into(), reason: Some(MESSAGE.into()), until: None }),
        ..finding("ecr/mutable-tags", Level::Warning, place, "tags move")
    };
    let second = Finding { place: files.place(PATH, "zwei: latest\ndrei"), ..nasty.clone() };
    let info = finding("s3/unversioned-artifacts", Level::Info, files.at(PATH, 0, 0), "keeps no versions");
    let errors = vec![RunError { file: Some(PATH.into()), rule: None, message: MESSAGE.into() }];
    (Report { findings: vec![info, suppressed, nasty, second], errors, files: 1, ..Report::default() }, files)
}

fn both(format: Format) -> String {
    let (report, files) = rich();
    let rich = text(&report, &files, format, &everything());
    let (report, files) = nasty();
    format!("{rich}\n----\n\n{}", text(&report, &files, format, &everything()))
}

#[test]
fn jsonl() {
    insta::assert_snapshot!(both(Format::Jsonl));
}

#[test]
fn github() {
    insta::assert_snapshot!(both(Format::Github));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(both(Format::Gitlab));
}

#[test]
fn junit() {
    insta::assert_snapshot!(both(Format::Junit));
}

#[test]
fn checkstyle() {
    insta::assert_snapshot!(both(Format::Checkstyle));
}

#[test]
fn rdjson() {
    insta::assert_snapshot!(both(Format::Rdjson));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(both(Format::Markdown));
}

#[test]
fn rules_are_counted() {
    let (mut report, _) = rich();
    report.findings.extend(nasty().0.findings);
    let mut out = Vec::new();
    statistics(&report, &options(), &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn a_line_of_jsonl_is_a_piece_of_the_document() {
    let schema = schema();
    for (report, files) in [rich(), nasty(), (Report::default(), Files::default())] {
        let lines = text(&report, &files, Format::Jsonl, &options());
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), report.findings.len() + report.errors.len() + 1);
        for line in &lines {
            let name = match line["type"].as_str().unwrap() {
                "finding" => "Finding",
                "error" => "RunError",
                _ => "Summary",
            };
            let piece = serde_json::json!({"$ref": format!("#/$defs/{name}"), "$defs": schema["$defs"]});
            let validator = jsonschema::validator_for(&piece).unwrap();
            let errors: Vec<String> = validator.iter_errors(line).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
        }
        assert_eq!(lines.last().unwrap()["version"], 1);
    }
}

#[test]
fn xml_survives_every_character() {
    let files = Files::of(&[("a.yaml", "a: 1\n")]);
    let every: String = (0..0x3000).chain(0xfff0..0x1_0010).chain([0x1_f6a2]).filter_map(char::from_u32).collect();
    let message = format!("tag moves {every}]]>");
    let finding = Finding {
        help: Some(message.as_str().into()),
        resource: Some(message.as_str().into()),
        ..finding("image/mutable-tag", Level::Error, files.place("a.yaml", "a"), &message)
    };
    let mut report = report(vec![finding]);
    report.errors.push(RunError { file: Some(every.as_str().into()), rule: None, message: every.clone() });
    for format in [Format::Junit, Format::Checkstyle] {
        let document = text(&report, &files, format, &options());
        let tree = roxmltree::Document::parse(&document).unwrap_or_else(|error| panic!("{format}: {error}"));
        let message = tree.descendants().find_map(|node| node.attribute("message")).unwrap();
        assert!(message.contains("tag moves ␀␁") && message.ends_with("🚢]]>"), "{format}: {message}");
    }
}

#[test]
fn what_fails_in_junit_is_what_fails_the_run() {
    let (report, files) = rich();
    let failures = |fail_on| {
        let document = text(&report, &files, Format::Junit, &Options { fail_on, ..everything() });
        let tree = roxmltree::Document::parse(&document).unwrap();
        let cases = tree.descendants().filter(|node| node.has_tag_name("testcase"));
        let failed = cases.filter(|case| case.children().any(|child| child.has_tag_name("failure")));
        let failed: BTreeSet<String> = failed.map(|case| case.attribute("name").unwrap().to_owned()).collect();
        let root = tree.root_element();
        assert_eq!(root.attribute("failures").unwrap(), failed.len().to_string());
        assert_eq!(root.attribute("errors"), Some("3"));
        failed.into_iter().collect::<Vec<_>>().join(", ")
    };
    assert_eq!(failures(None), "");
    assert_eq!(failures(Some(Level::Error)), "image/mutable-tag Task");
    assert_eq!(failures(Some(Level::Warning)), "ecr/scan-disabled Images/Base, image/mutable-tag Task");
    assert_eq!(failures(Some(Level::Info)).matches(", ").count(), 2);
}

#[test]
fn a_clean_run_has_tests_that_passed() {
    let (mut report, files) = rich();
    report.findings.clear();
    report.errors.clear();
    let document = text(&report, &files, Format::Junit, &options());
    let tree = roxmltree::Document::parse(&document).unwrap();
    assert_eq!(tree.root_element().attribute("tests"), Some("5"));
    assert_eq!(tree.descendants().filter(|node| node.has_tag_name("testcase")).count(), 5);
}

#[test]
fn gitlab_tells_equal_findings_apart_and_knows_them_again() {
    let prints = |report: &Report, files: &Files, options: &Options| -> Vec<String> {
        let issues: Vec<Value> = serde_json::from_str(&text(report, files, Format::Gitlab, options)).unwrap();
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let (mut report, files) = nasty();
    let all = prints(&report, &files, &everything());
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 5, "{all:?}");
    // What is not shown does not change who the others are.
    let shown = prints(&report, &files, &options());
    assert_eq!(shown, [&all[..1], &all[2..]].concat());
    // Neither does the line.
    for finding in &mut report.findings {
        finding.place.start.line += 7;
    }
    assert_eq!(prints(&report, &files, &everything()), all);
}

#[test]
fn paths_count_from_the_root_where_a_service_wants_that() {
    let files = Files::of(&[("app.yaml", "a: 1\n"), ("/else/b.yaml", "a: 1\n")]);
    let on = |path| finding("image/mutable-tag", Level::Error, files.place(path, "a"), "moves");
    let report = report(vec![on("app.yaml"), on("/else/b.yaml")]);
    let options = Options { root: "infra/".to_owned(), ..options() };
    let github = text(&report, &files, Format::Github, &options);
    assert!(github.contains("file=infra/app.yaml,") && github.contains("file=/else/b.yaml,"), "{github}");
    assert!(github.contains("::app.yaml:1:1: "), "the message names the file as the run does: {github}");
    let gitlab = text(&report, &files, Format::Gitlab, &options);
    assert!(gitlab.contains("\"infra/app.yaml\"") && gitlab.contains("\"/else/b.yaml\""), "{gitlab}");
    assert!(text(&report, &files, Format::Checkstyle, &options).contains("\"app.yaml\""));
}

#[test]
fn a_suggestion_is_one_piece_of_its_file() {
    let edit = |files: &Files, path: &str, piece: &str, text: &str| TextEdit {
        place: files.place(path, piece),
        text: text.to_owned(),
    };
    let suggestions = |change: &dyn Fn(&mut Files, &mut Fix)| {
        let mut files = Files::of(&[("a.yaml", "größe: eins # und\nb: zwei\n"), ("b.yaml", "a: 1\n")]);
        let edits = vec![edit(&files, "a.yaml", "zwei", "2"), edit(&files, "a.yaml", "eins", "1")];
        let mut fix = Fix { title: "Count".to_owned(), safe: true, edits };
        let place = files.place("a.yaml", "eins");
        change(&mut files, &mut fix);
        let fix = Some(fix);
        let report = report(vec![Finding { fix, ..finding("s3/count", Level::Error, place, "words") }]);
        let document = text(&report, &files, Format::Rdjson, &options());
        serde_json::from_str::<Value>(&document).unwrap()["diagnostics"][0].clone()
    };
    let whole = suggestions(&|_, _| {});
    let start = serde_json::json!({"line": 1, "column": 10});
    assert_eq!(whole["location"]["range"], serde_json::json!({"start": start, "end": {"line": 1, "column": 14}}));
    let range = serde_json::json!({"start": start, "end": {"line": 2, "column": 8}});
    assert_eq!(whole["suggestions"], serde_json::json!([{"range": range, "text": "1 # und\nb: 2"}]));
    let none = |change: &dyn Fn(&mut Files, &mut Fix)| suggestions(change)["suggestions"].is_null();
    assert!(none(&|_, fix| fix.safe = false));
    assert!(none(&|files, fix| fix.edits.push(edit(files, "b.yaml", "a", "b"))));
    assert!(none(&|_, fix| fix.edits.clear()));
    assert!(none(&|files, _| files.change("a.yaml", "")));
    let lost = suggestions(&|files, _| files.lose("a.yaml"));
    assert_eq!(lost["location"]["range"], serde_json::json!({"start": {"line": 1}, "end": {"line": 1}}));
    assert!(lost["suggestions"].is_null());
}
