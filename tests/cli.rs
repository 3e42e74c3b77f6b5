//! The program as a person meets it: command lines and what they print (`tests/cmd`, rewritten by
//! `TRYCMD=overwrite`), which files are found, what the streams do, and that every run says the same.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "cli/baseline.rs"]
mod baseline;
#[path = "cli/completions.rs"]
mod completions;
#[path = "cli/config.rs"]
mod config;
#[path = "cli/conftest.rs"]
mod conftest;
#[path = "cli/determinism.rs"]
mod determinism;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/discovery.rs"]
mod discovery;
#[path = "cli/excludes.rs"]
mod excludes;
#[path = "cli/input.rs"]
mod input;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/parameters.rs"]
mod parameters;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/services.rs"]
mod services;
#[path = "cli/unreadable.rs"]
mod unreadable;
#[path = "cli/streams.rs"]
mod streams;

#[test]
fn commands_print_what_their_cases_say() {
    let cases = trycmd::TestCases::new();
    cases.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "").env("COLUMNS", "100").env("RUST_BACKTRACE", "0");
    cases.env("GITHUB_STEP_SUMMARY", "").env("GITHUB_WORKSPACE", "").env("CI_PROJECT_DIR", "");
    cases.case("tests/cmd/*.trycmd");
}
