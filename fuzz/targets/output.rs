//! Output: whatever texts a report holds, every format is what it says it is, and nothing reaches a terminal that it
//! would obey. The input is a report: each line a text, and the places in the lines themselves.

use std::sync::Arc;

use plimsoll::finding::{
    Confidence, Finding, Fix, Level, Place, Related, Report, RuleInfo, RunError, Suppression, TextEdit, Undecided,
    Unfixed,
};
use plimsoll::render::{Format, Options, Texts, render};
use plimsoll::source::{FileId, SourceFile, Span};
use serde_json::Value as Json;

/// How many findings are made of one input.
const MAX_FINDINGS: usize = 8;

pub(super) fn check(text: &str) {
    let source = Arc::new(SourceFile::new(text.lines().next().unwrap_or(""), text));
    let report = report(&source);
    for fail_on in [None, Some(Level::Warning)] {
        let options =
            Options { show_undecided: true, show_suppressed: fail_on.is_some(), fail_on, ..Options::default() };
        for format in Format::ALL {
            let written = written(&report, &source, format, &options);
            assert_eq!(written, self::written(&report, &source, format, &options), "{format:?} twice");
            holds(format, &written, &report);
        }
    }
}

fn written(report: &Report, source: &Arc<SourceFile>, format: Format, options: &Options) -> String {
    struct Only<'s>(&'s Arc<SourceFile>);
    impl Texts for Only<'_> {
        fn file(&self, id: FileId) -> Option<Arc<SourceFile>> {
            (id == FileId(0)).then(|| self.0.clone())
        }
    }
    let mut out = Vec::new();
    render(report, &Only(source), format, options, &mut out).expect("a vector takes everything");
    String::from_utf8(out).unwrap_or_else(|error| panic!("{format:?}: {error}"))
}

fn holds(format: Format, written: &str, report: &Report) {
    let json =
        |text: &str| -> Json { serde_json::from_str(text).unwrap_or_else(|error| panic!("{format:?}: {error}")) };
    match format {
        Format::Pretty | Format::Concise => {
            let said = report.findings.len() + report.undecided.len() + report.errors.len();
            assert!(
                format == Format::Pretty || written.lines().count() <= said,
                "more lines than findings: {written:?}"
            );
            let obeyed = |character: &char| character.is_control() && *character != '\n';
            assert_eq!(written.chars().find(obeyed), None, "{format:?}: {written:?}");
        }
        Format::Github => {
            assert!(written.lines().all(|line| line.starts_with("::")), "a line that is no command: {written:?}");
        }
        Format::Json | Format::Gitlab | Format::Rdjson => drop(json(written)),
        Format::Jsonl => written.lines().for_each(|line| drop(json(line))),
        Format::Sarif => sarif(&json(written), report),
        Format::Junit | Format::Checkstyle => {
            let document = roxmltree::Document::parse(written);
            assert!(document.is_ok(), "{format:?}: {:?}: {written}", document.err());
        }
        Format::Markdown => {}
    }
}

/// What the schema of SARIF and code scanning require.
fn sarif(log: &Json, report: &Report) {
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules are a list");
    assert_eq!(rules.len(), report.rules.len());
    for rule in rules {
        for text in ["id", "name"] {
            assert!(rule[text].is_string(), "{rule}");
        }
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
    }
    for result in run["results"].as_array().expect("results are a list") {
        assert!(result["ruleId"].is_string(), "{result}");
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
        let levels = ["none", "note", "warning", "error"];
        assert!(result["level"].as_str().is_some_and(|level| levels.contains(&level)), "{result}");
        if let Some(index) = result["ruleIndex"].as_u64() {
            let rule = usize::try_from(index).ok().and_then(|index| rules.get(index)).expect("a rule of the run");
            assert_eq!(rule["id"], result["ruleId"]);
        }
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for location in result["locations"].as_array().expect("locations are a list").iter().chain(related) {
            let physical = &location["physicalLocation"];
            uri(&physical["artifactLocation"]);
            region(&physical["region"]);
        }
        for change in result["fixes"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|fix| &fix["artifactChanges"].as_array().expect("changes are a list")[..])
        {
            uri(&change["artifactLocation"]);
            let replacements = change["replacements"].as_array().expect("replacements are a list");
            assert!(!replacements.is_empty(), "{change}");
            for replacement in replacements {
                region(&replacement["deletedRegion"]);
            }
        }
    }
}

/// A reference that RFC 3986 allows.
fn uri(location: &Json) {
    let uri = location["uri"].as_str().unwrap_or_else(|| panic!("{location} has no uri"));
    let mut bytes = uri.bytes();
    while let Some(byte) = bytes.next() {
        let escaped = byte == b'%'
            && [bytes.next(), bytes.next()].iter().all(|digit| digit.is_some_and(|it| it.is_ascii_hexdigit()));
        let plain = byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte);
        assert!(escaped || plain, "{uri} is no URI");
    }
}

fn region(region: &Json) {
    if region.is_null() {
        return;
    }
    let number = |name: &str| region.get(name).map(|number| number.as_u64().unwrap_or(0));
    let start = (number("startLine").unwrap_or(0), number("startColumn").unwrap_or(0));
    assert!(start >= (1, 1) && start.1 >= 1, "{region}");
    if let (Some(line), Some(column)) = (number("endLine"), number("endColumn")) {
        assert!(column >= 1 && (line, column) >= start, "{region}");
    }
}

/// A report of the lines of a text.
fn report(source: &Arc<SourceFile>) -> Report {
    let mut lines = source.text.lines().skip(1);
    let mut line = || lines.next().unwrap_or("").to_owned();
    let mut report = Report { files: 1, ..Report::default() };
    for number in 0..MAX_FINDINGS.min(source.text.lines().count() / 4) {
        // Ids are made of letters, digits and hyphens; whoever reads a pack sees to that.
        let (rule, message) = (Arc::<str>::from(format!("service/fault-{number}")), line());
        let resource = Some(line()).filter(|name| !name.is_empty()).map(Arc::from);
        let other = line();
        let (place, related) = (place(source, number * 7 + message.len()), place(source, number));
        let level = [Level::Error, Level::Warning, Level::Info][number % 3];
        let suppressed = (number % 4 == 3).then(|| Suppression {
            by: "comment".to_owned(),
            reason: Some(other.clone()),
            until: Some("2030-01-01".to_owned()),
        });
        let fix = (number % 2 == 0).then(|| Fix {
            title: other.clone(),
            safe: number % 4 == 0,
            edits: vec![TextEdit { place: place.clone(), text: message.clone() }],
        });
        report.rules.push(info(rule.clone(), &other, level));
        report.undecided.push(Undecided {
            place: related.clone(),
            rule: rule.clone(),
            resource: None,
            reason: other.clone(),
        });
        report.unfixed.push(Unfixed {
            place: place.clone(),
            rule: rule.clone(),
            resource: None,
            safe: true,
            reason: other.clone(),
        });
        report.errors.push(RunError {
            file: Some(place.path.clone()),
            rule: Some(rule.clone()),
            message: other.clone(),
        });
        report.findings.push(Finding {
            rule,
            level,
            confidence: Confidence::High,
            message,
            place,
            resource,
            when: Vec::new(),
            related: vec![Related { place: related, message: other.clone() }],
            help: Some(other.into()),
            url: None,
            fix,
            fingerprint: format!("{number:032x}"),
            suppressed,
        });
    }
    report
}

fn info(id: Arc<str>, text: &str, level: Level) -> RuleInfo {
    RuleInfo {
        id,
        title: text.to_owned(),
        description: text.to_owned(),
        level,
        confidence: Confidence::High,
        help: None,
        page: Some(text.into()),
        url: None,
        controls: [(text.to_owned(), vec![text.to_owned()])].into(),
    }
}

/// A place of the text, chosen by a number.
fn place(source: &SourceFile, number: usize) -> Place {
    let text = &source.text;
    let start = text.floor_char_boundary(number * 13 % (text.len() + 1));
    let end = text.floor_char_boundary((start + number % 29).min(text.len())).max(start);
    let span = Span::new(start, end);
    let path = source.path.clone();
    Place { file: FileId(0), path, span, start: source.position(span.start), end: source.position(span.end) }
}
