//! Names of files that a terminal would obey, or that would end a line or a part of a format.

use crate::program::{Folder, Run, TEMPLATE};

const NAMES: [&str; 12] = [
    "new\nline.yaml",
    "carriage\rreturn.yaml",
    "tab\t.yaml",
    "\u{1b}[31mred\u{1b}]0;title\u{7}.yaml",
    "\u{9b}31m.yaml",
    "\u{202e}lmay.yaml",
    "\u{2028}.yaml",
    "::error file=x,line=1::forged.yaml",
    "%0A::error::forged.yaml",
    "`|<img src=x>|.yaml",
    "]]>\"'&.yaml",
    "back\\slash.yaml",
];

/// Nothing of a run can move a cursor, colour a screen, forge a line or turn text around.
pub(crate) fn assert_harmless(run: &Run, format: &str) {
    let harmful = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
    };
    let found: Vec<char> = run.stdout.chars().chain(run.stderr.chars()).filter(harmful).collect();
    assert!(found.is_empty(), "{format}: {found:?}");
}

#[cfg(unix)]
#[test]
fn names_of_files_are_made_visible() {
    let folder = Folder::new();
    for name in NAMES {
        folder.write(name, TEMPLATE);
    }
    let formats = [
        "pretty",
        "concise",
        "json",
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "rdjson",
        "markdown",
    ];
    for format in formats {
        let run = folder.run(&["check", "--format", format]);
        assert_eq!(run.status, 1, "{format}");
        assert_harmless(&run, format);
    }
    assert_harmless(&folder.run(&["check", "--list-files"]), "list");
    assert_harmless(&folder.run(&["check", "--fix"]), "fix");
    assert_harmless(&folder.run(&["check", "\u{1b}[2Jmissing\u{9b}.yaml"]), "missing");
    assert_harmless(&folder.run(&["baseline", "create", "--baseline", "no/\u{1b}[2J.json"]), "baseline");
}

#[cfg(unix)]
#[test]
fn a_finding_stays_one_line_and_a_command_one_command() {
    let folder = Folder::new();
    for name in NAMES {
        folder.write(name, TEMPLATE);
    }
    let concise = folder.run(&["check", "--format", "concise"]);
    assert_eq!(concise.stdout.lines().count(), NAMES.len(), "{}", concise.stdout);
    assert!(concise.stdout.lines().all(|line| line.contains(": warning ecr/scan-disabled ")), "{}", concise.stdout);
    let github = folder.run(&["check", "--format", "github"]);
    assert_eq!(github.stdout.lines().count(), NAMES.len(), "{}", github.stdout);
    assert!(github.stdout.lines().all(|line| line.starts_with("::warning file=")), "{}", github.stdout);
    let json: serde_json::Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).stdout).unwrap();
    let mut files: Vec<&str> =
        json["findings"].as_array().unwrap().iter().map(|finding| finding["file"].as_str().unwrap()).collect();
    let mut names = NAMES.to_vec();
    files.sort_unstable();
    names.sort_unstable();
    assert_eq!(files, names, "JSON has the names as they are");
}
