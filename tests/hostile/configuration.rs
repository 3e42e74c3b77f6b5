//! The configuration: whoever can change a repository writes it.

use crate::bounds::{check, check_refused, head, numbered};
use crate::program::Folder;

fn with(configuration: impl AsRef<[u8]>) -> Folder {
    Folder::new().with("plimsoll.yaml", configuration)
}

/// Refuses a configuration with a message that a terminal can show.
fn refused(configuration: impl AsRef<[u8]>) -> String {
    let run = check_refused(&with(configuration));
    assert!(run.stderr.len() < 300_000, "{} bytes: {}", run.stderr.len(), head(&run.stderr));
    assert!(!run.stderr.contains(['\u{1b}', '\u{7}']), "{}", head(&run.stderr));
    run.stderr
}

#[test]
fn aliases_that_grow_without_bound() {
    let level = |number: usize| format!("a{}: &a{} [{}]\n", number + 1, number + 1, format!("*a{number}, ").repeat(9));
    refused(format!("a0: &a0 [x]\n{}exclude: *a30\n", numbered(30, level)));
    refused("rules: &a {image/mutable-tag: {options: {words: *a}}}\n");
    let patterns = "'*a*b*', ".repeat(1000);
    let message =
        refused(format!("exclude: &a [{patterns}]\nexceptions: [{}]\n", "{rule: '*', paths: *a}, ".repeat(900)));
    assert!(message.contains("there are more than 10000 patterns in this file"), "{}", head(&message));
}

#[test]
fn nesting_without_end() {
    refused(format!("exclude: {}\n", "[".repeat(100_000)));
    refused(format!("rules: {{image/mutable-tag: {{options: {{words: {}}}}}}}\n", "[".repeat(100_000)));
    refused(format!("rules: {}{}\n", "{a: ".repeat(400), "}".repeat(400)));
}

#[test]
fn patterns_that_cost_much() {
    assert!(refused(format!("exclude: ['{}']\n", "?".repeat(500_000))).contains("is no glob: it is longer"));
    let nested = format!("exclude: ['{}a{}']\n", "{b,".repeat(300), "}".repeat(300));
    assert!(refused(nested).contains("is no glob"));
    check(&with(format!("exclude: ['{}']\n", "{a,b}".repeat(190))));
    check(&with(format!("exclude: ['{}']\n", "*a".repeat(490))));
    let many = numbered(9_000, |number| format!("- '*a{number}*/b?/{{c,d}}*'\n"));
    let folder = with(format!("exclude:\n{many}"));
    for number in 0..100 {
        folder.write(&format!("{number}.yaml"), "a: 1\n");
    }
    check(&folder);
}

#[test]
fn more_mistakes_than_one_reads() {
    let message = refused(numbered(50_000, |number| format!("k{number}: {number}\n")));
    assert!(message.contains("49900 more mistakes in this file are not listed"), "{}", head(&message));
    refused(numbered(20_000, |number| format!("k{number}: {number}, ")).replace("k0", "{k0") + "}\n");
}

#[test]
fn what_a_terminal_would_obey() {
    refused("\"\\e[31m\\a\": off\nrules: {\"\\e[31m\": off, \u{9b}31m: \u{7}}\n");
    refused("exclude: [\"!\\e[31m\\a\"]\nparameters: {\"\\a\": {}}\n");
}
