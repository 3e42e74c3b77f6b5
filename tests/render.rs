//! One made-up report through every format, and the places that are hard to show.

#[path = "render/machines.rs"]
mod machines;
#[path = "render/report.rs"]
mod made_up;

use std::fmt::Write as _;
use std::fs;

use made_up::{Files, condition, everything, finding, narrow, options, pretty, report, rich, text};
use plimsoll::finding::{Finding, Level, Related, Report, RunError};
use plimsoll::render::{Format, Options, Style, schema};
use plimsoll::source::Span;

const TEMPLATE: &str = "infra/service.yaml";

#[test]
fn rich_report_pretty() {
    let (report, files) = rich();
    insta::assert_snapshot!(pretty(&report, &files));
}

#[test]
fn rich_report_pretty_with_everything_shown() {
    let (report, files) = rich();
    insta::assert_snapshot!(text(&report, &files, Format::Pretty, &everything()));
}

#[test]
fn rich_report_pretty_in_color() {
    let (report, files) = rich();
    let options = Options { style: Style { color: true, ..Style::default() }, ..everything() };
    let output = text(&report, &files, Format::Pretty, &options);
    insta::assert_snapshot!(output.replace('\u{1b}', "␛"));
}

#[test]
fn rich_report_pretty_in_ascii() {
    let (report, files) = rich();
    let options = Options { style: Style { unicode: false, width: 60, ..Style::default() }, ..options() };
    let output = text(&report, &files, Format::Pretty, &options);
    assert!(output.replace("sha256:…", "").is_ascii(), "only the report itself may bring in other characters");
    insta::assert_snapshot!(output);
}

#[test]
fn rich_report_concise() {
    let (report, files) = rich();
    insta::assert_snapshot!(text(&report, &files, Format::Concise, &everything()));
}

#[test]
fn rich_report_json() {
    let (report, files) = rich();
    insta::assert_snapshot!(text(&report, &files, Format::Json, &options()));
}

#[test]
fn rich_report_sarif() {
    let (report, files) = rich();
    insta::assert_snapshot!(text(&report, &files, Format::Sarif, &everything()));
}

/// A title, a text, and the finding to show in it.
type Case = (&'static str, &'static str, fn(&Files) -> Finding);

/// Places that are hard to show, each in a text of its own.
const HARD: &[Case] = &[
    ("at the end of the file", "Resources:\n  Repo: {}\n", |files| at(files, 22, 22)),
    ("at the end of a file without a line end", "Resources:\n  Repo: {}", |files| on(files, "{}")),
    ("in an empty file", "", |files| at(files, 0, 0)),
    ("an empty place", "Resources:\n  Repo:\nOutputs:\n", |files| at(files, 18, 18)),
    ("on several lines", "a: 1\nb:\n  c: 1\n  d: 2\ne: 1\n", |files| on(files, "b:\n  c: 1\n  d: 2\n")),
    ("on too many lines", "a: 1\nb:\n  c: 1\n  d: 2\n  e: 3\n  f: 4\n  g: 5\n  h: 6\n", |files| {
        on(files, "b:\n  c: 1\n  d: 2\n  e: 3\n  f: 4\n  g: 5\n  h: 6")
    }),
    ("behind tabs", "Resources:\n\tRepo:\t{}\n", |files| on(files, "{}")),
    ("behind wide characters", "名前: 倉庫 # 🚢📦\n説明: 画像 # {}\n", |files| on(files, "{}")),
    ("in a file with CRLF", "Resources:\r\n  Repo: {}\r\n  Other: {}\r\n", |files| on(files, "Repo: {}\r\n")),
    ("behind a byte order mark", "\u{feff}Repo: {}\n", |files| on(files, "Repo")),
    ("among control characters", "Repo: \u{1b}[31mred\u{7} \u{202e}{}\u{1b}[0m\rx\n", |files| on(files, "{}")),
    ("three related on one line", "Image: registry/name:tag@digest\n", |files| Finding {
        related: vec![
            files.related(TEMPLATE, "registry", "the registry"),
            files.related(TEMPLATE, "name", "the name"),
            files.related(TEMPLATE, "tag", "the tag"),
        ],
        ..on(files, "digest")
    }),
    ("related that overlap", "Image: registry/name:tag\n", |files| Finding {
        related: vec![
            files.related(TEMPLATE, "registry/name", "the repository"),
            files.related(TEMPLATE, "name:tag", "what is pulled"),
            files.related(TEMPLATE, "registry", "the registry"),
        ],
        ..on(files, "name")
    }),
    ("a label with little room", "Image: registry.example.com/team/product/service:latest\n", |files| {
        let message = "this tag was pushed by the release job of another team, whose pipeline moves it every night";
        Finding { related: vec![files.related(TEMPLATE, "latest", message)], ..on(files, "Image") }
    }),
];

fn on(files: &Files, piece: &str) -> Finding {
    finding("image/mutable-tag", Level::Error, files.place(TEMPLATE, piece), "this is the fault")
}

fn at(files: &Files, start: usize, end: usize) -> Finding {
    finding("image/mutable-tag", Level::Error, files.at(TEMPLATE, start, end), "this is the fault")
}

#[test]
fn hard_places_pretty() {
    let mut output = String::new();
    for (title, template, finding) in HARD {
        let files = Files::of(&[(TEMPLATE, template)]);
        let finding = finding(&files);
        let shown = text(&report(vec![finding]), &files, Format::Pretty, &narrow(80));
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\r', '\u{202e}']), "{title}: {shown:?}");
        let frame = shown.lines().skip(1).take_while(|line| !line.is_empty());
        writeln!(output, "# {title}\n{}\n", frame.collect::<Vec<_>>().join("\n")).unwrap();
    }
    insta::assert_snapshot!(output);
}

#[test]
fn related_far_away_stands_after_the_fault() {
    let files = Files::of(&[(TEMPLATE, "a: early\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1\ng: fault\n")]);
    let related = vec![files.related(TEMPLATE, "early", "said here")];
    let output = pretty(&report(vec![Finding { related, ..on(&files, "fault") }]), &files);
    let (fault, early) = (output.find("7 │ g: fault").unwrap(), output.find("1 │ a: early").unwrap());
    assert!(fault < early, "{output}");
}

#[test]
fn more_related_places_are_counted() {
    let text = (0..40).fold(String::from("fault\n"), |text, number| format!("{text}line {number}\n\n\n\n"));
    let files = Files::of(&[(TEMPLATE, &text)]);
    let related = (0..40).map(|number| files.related(TEMPLATE, &format!("line {number}\n"), "also here"));
    let output = pretty(&report(vec![Finding { related: related.collect(), ..on(&files, "fault") }]), &files);
    assert!(output.contains("  note: and 32 more related places\n"), "{output}");
    assert_eq!(output.matches("╰── also here").count(), 8);
}

#[test]
fn long_lines_are_cut_around_the_fault() {
    let filler = r#"{"Type":"AWS::S3::Bucket"},"#.repeat(4000);
    let line = format!(r#"{{"Resources":[{filler}{{"Image":"orders:latest"}},{filler}{{"Type":"Far"}}]}}"#);
    let files = Files::of(&[(TEMPLATE, &line)]);
    let related = vec![files.related(TEMPLATE, "orders", "near"), files.related(TEMPLATE, "Far", "far")];
    for width in [40, 80, 100] {
        let report = report(vec![Finding { related: related.clone(), ..on(&files, "latest") }]);
        let output = text(&report, &files, Format::Pretty, &narrow(width));
        let frame = output.lines().find(|line| line.contains("1 │")).unwrap();
        assert!(frame.contains("orders:latest") && frame.chars().count() <= width, "{width}: {frame}");
        assert!(frame.contains("│ …") && frame.ends_with('…'), "{frame}");
        assert!(
            output.contains("╰── near") && output.contains(&format!(":{}: far\n", related[1].place.start.column)),
            "{output}"
        );
    }
}

#[test]
fn findings_survive_the_loss_of_their_text() {
    let template = "Resources:\n  Repo: {}\n";
    let mut files = Files::of(&[(TEMPLATE, template), ("infra/other.yaml", "other: 1\n")]);
    let related: Vec<Related> =
        vec![files.related(TEMPLATE, "Resources", "one"), files.related("infra/other.yaml", "other", "two")];
    let report = report(vec![Finding { related, ..on(&files, "{}") }]);
    let expected = "\
error[image/mutable-tag]: this is the fault
    at: infra/service.yaml:2:9
  note: infra/service.yaml:1:1: one
  note: infra/other.yaml:1:1: two

1 error in 1 file
";
    files.lose("infra/other.yaml");
    for changed in ["", "Resources:", "\nResources:\n  Repo: {}\n", "Ré\n"] {
        files.change(TEMPLATE, changed);
        assert_eq!(pretty(&report, &files), expected, "{changed:?}");
    }
    files.lose(TEMPLATE);
    assert_eq!(pretty(&report, &files), expected);
}

#[test]
fn no_place_makes_a_renderer_panic() {
    let texts = HARD.iter().map(|(_, text, _)| *text).chain(["é", "\r\n\r\n", "a\n\n\nb", "🚢"]);
    for template in texts {
        let files = Files::of(&[(TEMPLATE, template)]);
        let inside = (0..=template.len()).flat_map(|start| (start..=template.len()).map(move |end| (start, end)));
        for (start, end) in inside {
            let mut finding = at(&files, start, end);
            let related = Related { place: files.at(TEMPLATE, end / 2, end), message: "also".to_owned() };
            finding.related.push(related);
            for beyond in [0, 1, 1000] {
                finding.place.span = Span::new(start + beyond, end + beyond);
                let output = text(&report(vec![finding.clone()]), &files, Format::Pretty, &narrow(1));
                assert!(output.contains("this is the fault"));
            }
        }
    }
}

#[test]
fn messages_cannot_steer_the_terminal() {
    let files = Files::of(&[("a\u{1b}[2J.yaml", "a: 1\n")]);
    let place = files.place("a\u{1b}[2J.yaml", "a");
    let mut finding = finding("image/mutable-tag", Level::Error, place.clone(), "tag \u{1b}]0;x\u{7}\nmoves");
    finding.help = Some("do\u{9b}31m\nthis".into());
    finding.related.push(Related { place, message: "\u{202e}here".to_owned() });
    finding.when.push(condition("Is\u{1b}Prod", true));
    let mut report = report(vec![finding]);
    report.errors.push(RunError { file: Some("b\r.yaml".into()), rule: None, message: "\u{8}".to_owned() });
    for format in [Format::Pretty, Format::Concise] {
        let output = text(&report, &files, format, &options());
        let steering = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!output.contains(steering), "{format}: {output:?}");
    }
    assert_eq!(text(&report, &files, Format::Concise, &options()).lines().count(), 2);
}

#[test]
fn closing_line_says_what_happened() {
    let files = Files::of(&[(TEMPLATE, "a: 1\n")]);
    let clean = Report { files: 14, ..Report::default() };
    assert_eq!(pretty(&clean, &files), "no findings in 14 files\n");
    let one = Report { files: 1, ..Report::default() };
    assert_eq!(pretty(&one, &files), "no findings in 1 file\n");
    let none = Report::default();
    assert_eq!(pretty(&none, &files), "no file was linted (see plimsoll check --list-files)\n");
    let broken =
        Report { errors: vec![RunError { file: None, rule: None, message: "stdin is not UTF-8".to_owned() }], ..clean };
    assert_eq!(
        pretty(&broken, &files),
        "failed: stdin is not UTF-8\n\nno findings in 14 files; 1 failure: not everything was linted\n"
    );
    let mixed = report(vec![on(&files, "a"), on(&files, "1")]);
    assert!(pretty(&mixed, &files).ends_with("\n\n2 errors in 1 file\n"));
}

#[test]
fn worlds_are_spelled_out_until_there_are_many() {
    let files = Files::of(&[(TEMPLATE, "a: 1\n")]);
    let when = |names: &[&str]| {
        let when = names.iter().map(|name| condition(name, true)).collect();
        let output = pretty(&report(vec![Finding { when, ..on(&files, "a") }]), &files);
        output.lines().find_map(|line| line.strip_prefix("  when: ")).map(str::to_owned)
    };
    assert_eq!(when(&[]), None);
    assert_eq!(when(&["A"]).unwrap(), "A is true");
    assert_eq!(when(&["A", "B", "C"]).unwrap(), "A is true, or B is true, or C is true");
    assert_eq!(when(&["A", "B", "C", "D", "E"]).unwrap(), "A is true, or B is true, or C is true, or in 2 more cases");
}

#[test]
fn json_follows_its_schema() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let (rich, files) = rich();
    for report in [rich, Report::default()] {
        let document: serde_json::Value =
            serde_json::from_str(&text(&report, &files, Format::Json, &options())).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        for key in ["version", "findings", "errors", "summary"] {
            let mut incomplete = document.clone();
            incomplete.as_object_mut().unwrap().remove(key);
            assert!(!validator.is_valid(&incomplete), "`{key}` is required");
        }
    }
}

#[test]
fn report_schema_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/report.schema.json");
    let current = format!("{:#}\n", schema());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, &current).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), current, "run the tests with UPDATE=1 and look at the difference");
}

#[test]
fn sarif_of_an_empty_report_names_tool_and_columns() {
    let files = Files::default();
    let log: serde_json::Value =
        serde_json::from_str(&text(&Report::default(), &files, Format::Sarif, &options())).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["results"], serde_json::json!([]));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["tool"]["driver"]["semanticVersion"], "1.2.3");
}

#[test]
fn sarif_indexes_point_at_their_rules() {
    let (mut report, files) = rich();
    let unlisted = report.rules.remove(1);
    let log: serde_json::Value = serde_json::from_str(&text(&report, &files, Format::Sarif, &everything())).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 5);
    for result in results {
        let index = result["ruleIndex"].as_u64().map(|index| usize::try_from(index).unwrap());
        let listed = index.map(|index| &run["tool"]["driver"]["rules"][index]["id"]);
        assert_eq!(listed, (result["ruleId"] != *unlisted.id).then_some(&result["ruleId"]));
    }
}

#[test]
fn sarif_links_lead_to_related_places_alone() {
    let files = Files::of(&[(TEMPLATE, "a: 1\n")]);
    let related = vec![files.related(TEMPLATE, "1", "item [0] of the list")];
    let message = "see [the list](1)".to_owned();
    let output =
        text(&report(vec![Finding { message, related, ..on(&files, "a") }]), &files, Format::Sarif, &options());
    let log: serde_json::Value = serde_json::from_str(&output).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["message"]["text"], "see [the list] (1). See: [item 0 of the list](1).");
    assert_eq!(result["relatedLocations"][0]["id"], 1);
}

#[test]
fn sarif_gives_an_empty_place_the_rest_of_its_line() {
    let files = Files::of(&[(TEMPLATE, "a: 1\n")]);
    let output = text(&report(vec![at(&files, 2, 2)]), &files, Format::Sarif, &options());
    let log: serde_json::Value = serde_json::from_str(&output).unwrap();
    let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, serde_json::json!({"startLine": 1, "startColumn": 3}));
}

#[test]
fn suppressed_findings_are_shown_on_request_and_in_json() {
    let (report, files) = rich();
    for format in Format::ALL {
        let usual = text(&report, &files, format, &options()).contains("tags in Repo can be overwritten");
        assert_eq!(usual, matches!(format, Format::Json | Format::Jsonl), "{format}");
        assert!(text(&report, &files, format, &everything()).contains("tags in Repo can be overwritten"), "{format}");
    }
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    let error = "xml".parse::<Format>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`xml` is not a format; the formats are \
         pretty, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, markdown"
    );
}

#[test]
fn what_one_line_does_to_several_resources_is_told_once() {
    let files = Files::of(&[(TEMPLATE, "new Repository(this, 'Repo');\n")]);
    let of = |resource: &str| Finding { resource: Some(resource.into()), ..on(&files, "Repository") };
    let other = Finding { message: "something else".to_owned(), ..of("A/Repo") };
    let report =
        Report { findings: vec![of("A/Repo"), of("B/Repo"), of("C/Repo"), other], files: 1, ..Report::default() };
    let concise = text(&report, &files, Format::Concise, &options());
    assert_eq!(concise.lines().count(), 2, "{concise}");
    assert!(concise.lines().next().is_some_and(|line| line.ends_with(" (3 resources)")), "{concise}");
    let pretty = text(&report, &files, Format::Pretty, &options());
    assert_eq!(pretty.matches("3 resources have this: A/Repo, B/Repo, C/Repo").count(), 1, "{pretty}");
    assert!(pretty.contains("4 errors in 1 file"), "{pretty}");
    let json = text(&report, &files, Format::Jsonl, &options());
    assert_eq!(json.matches("\"type\":\"finding\"").count(), 4, "{json}");
}
