//! Baselines: whoever can change a repository writes them.

use crate::bounds::{check_with, head, numbered, run};
use crate::program::{Folder, Run, TEMPLATE};

const NAME: &str = "plimsoll-baseline.json";

fn with(findings: &str) -> Folder {
    Folder::new().with(NAME, format!("{{\"version\": 1, \"findings\": [{findings}]}}"))
}

/// A baseline that is no reason to find less.
fn harmless(folder: &Folder) -> Run {
    let run = check_with(folder, &["--baseline", NAME]);
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{}", head(text));
    }
    run
}

fn refused(text: impl AsRef<[u8]>, why: &str) {
    let folder = Folder::new().with("good.yaml", TEMPLATE).with(NAME, text);
    let run = run(&folder, &["check", "--baseline", NAME]);
    assert_eq!((run.status, &*run.stdout), (2, ""), "{}", head(&run.stderr));
    assert!(run.stderr.starts_with(&format!("error: cannot use {NAME}: {why}")), "{}", head(&run.stderr));
    assert!(run.stderr.len() < 1000 && !run.stderr.contains(['\u{1b}', '\u{7}']), "{}", head(&run.stderr));
}

fn entry(file: &str, number: usize) -> String {
    format!(
        "{{\"file\": \"{file}\", \"rule\": \"a/b\", \"fingerprint\": \"\", \"ordinal\": {number}, \"message\": \"\"}}"
    )
}

#[test]
fn hundreds_of_thousands_of_entries() {
    let of = |file: &dyn Fn(usize) -> String| numbered(300_000, |number| entry(&file(number), number) + ",");
    for findings in [of(&|_| "gone.yaml".to_owned()), of(&|number| format!("{number}.yaml"))] {
        let run = harmless(&with(findings.trim_end_matches(',')));
        assert!(run.stderr.contains("300000 findings that are fixed"), "{}", head(&run.stderr));
    }
}

#[test]
fn entries_of_files_that_are_none() {
    for file in ["../../../../etc/passwd", "/dev/zero", "", "\\u0000", "\\u001b[31m\\u0007", &"a/".repeat(100_000)] {
        harmless(&with(&entry(file, 4_294_967_295)));
    }
}

#[test]
fn what_is_no_baseline() {
    refused("[".repeat(1_000_000), "it is no baseline");
    refused(format!("{{\"version\": {}", "[".repeat(1_000_000)), "it is no baseline");
    refused("{\"version\": \"\\u001b[31m\\u0007\"}", "it is no baseline");
    refused("{\"version\": 1, \"findings\": [{\"file\": 1}]}", "it is no baseline");
    refused("{\"version\": 1e400}", "it is no baseline");
    refused("{\"version\": 4294967295, \"findings\": []}", "it has version 4294967295");
    refused(vec![0; 65 * 1024 * 1024], "it is larger than 64 MiB");
}
