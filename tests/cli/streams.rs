//! Standard input, output and error.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};

use crate::program::{Folder, Run, TEMPLATE};

#[test]
fn standard_input_is_a_file_with_a_name() {
    let folder = Folder::new();
    let plain = folder.pipe(&["-", "--format", "concise"], TEMPLATE.as_bytes());
    assert!(plain.has("stdin:7:21: warning ecr/scan-disabled"), "{plain:?}");
    assert_eq!(plain.status, 1);
    let named = ["check", "-", "--stdin-filename", "infra/service.yaml", "--format", "concise"];
    let named = folder.pipe(&named, TEMPLATE.as_bytes());
    assert!(named.has("infra/service.yaml:7:21: warning ecr/scan-disabled"), "{named:?}");
    let empty = folder.pipe(&["-"], b"");
    assert_eq!((empty.status, &*empty.stdout), (0, "no file was linted (see plimsoll check --list-files)\n"));
}

#[test]
fn frames_show_what_came_from_standard_input() {
    let run = Folder::new().pipe(&["-"], TEMPLATE.as_bytes());
    assert!(run.stdout.contains(" 7 │         ScanOnPush: false"), "{run:?}");
}

#[test]
fn standard_input_without_end_is_cut() {
    let folder = Folder::new();
    let endless = [TEMPLATE.as_bytes(), &b"# and so on\n".repeat(4_000_000)].concat();
    let run = folder.pipe(&["-", "--format", "concise"], &endless);
    assert!(run.has("stdin:1:1: error plimsoll/syntax-error not linted: 33 MB is more than"), "{run:?}");
    assert_eq!(run.status, 1);
}

#[test]
fn reports_go_to_files_too() {
    let folder = Folder::new().with("good.yaml", TEMPLATE);
    let arguments = ["-o", "json=report.json", "-o", "sarif=report.sarif", "--format", "concise"];
    let run = folder.run(&arguments);
    assert_eq!((run.status, run.files()), (1, vec!["good.yaml"]));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("report.json"), folder.run(&["good.yaml", "--format", "json"]).stdout);
    assert_eq!(read("report.sarif"), folder.run(&["good.yaml", "--format", "sarif"]).stdout);
}

#[test]
fn a_report_that_cannot_be_written_costs_no_other() {
    let folder = Folder::new().with("good.yaml", TEMPLATE);
    let run = folder.run(&["-o", "sarif=no/such/folder/r.sarif", "-o", "json=report.json", "--format", "concise"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "error: cannot write no/such/folder/r.sarif: no such file or folder\n");
    assert!(run.has("good.yaml:7:21: warning"), "{run:?}");
    assert!(folder.path().join("report.json").exists());
}

#[test]
fn whoever_stops_reading_changes_nothing_but_what_is_read() {
    let folder = Folder::new();
    for number in 0..2000 {
        folder.write(&format!("{}/t{number}.yaml", number / 100), TEMPLATE);
    }
    for format in ["concise", "gitlab", "json", "junit", "pretty", "sarif"] {
        let mut child = folder.command(&["--format", format]).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let run: Run = child.wait_with_output().unwrap().into();
        assert!(!line.is_empty());
        assert_eq!((run.status, &*run.stderr), (1, ""), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let folder = Folder::new().with("good.yaml", TEMPLATE);
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for arguments in [&["check"][..], &["check", "--list-files"], &["rules"], &["explain", "ecr/scan-disabled"]] {
        let run: Run = folder.command(arguments).stdout(full()).output().unwrap().into();
        assert_eq!(run.status, 2, "{arguments:?}");
        assert_eq!(run.stderr, "error: cannot write to standard output: no space left on device\n", "{arguments:?}");
    }
    let run = folder.run(&["-o", "json=/dev/full", "--format", "concise"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "error: cannot write /dev/full: no space left on device\n");
    assert!(run.has("good.yaml:7:21: warning"), "{run:?}");
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let folder = Folder::new().with("good.yaml", TEMPLATE);
    let colored = |variables: &[(&str, &str)]| {
        let mut command = folder.command(&["check"]);
        let run: Run = command.envs(variables.iter().copied()).output().unwrap().into();
        run.stdout.contains('\u{1b}')
    };
    assert!(!colored(&[]));
    assert!(colored(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[("CLICOLOR_FORCE", "0")]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "0")]));
    assert!(colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
}
