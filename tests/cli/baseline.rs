//! Findings that are known: `plimsoll baseline` and `check --baseline`.

use std::fs;

use crate::program::{Folder, TEMPLATE};

const FILE: &str = "plimsoll-baseline.json";
const CHECK: [&str; 5] = ["check", "--baseline", FILE, "--format", "concise"];

/// A repository without scanning, as a mapping of the resources.
fn repository(name: &str) -> String {
    TEMPLATE.replace("Resources:\n", "").replace("Store", name)
}

fn template(names: &[&str]) -> String {
    format!("Resources:\n{}", names.iter().map(|name| repository(name)).collect::<String>())
}

/// A folder with one template and a baseline that knows its findings.
fn known(template: &str) -> Folder {
    let folder = Folder::new().with("infra/app.yaml", template);
    let run = folder.run(&["baseline", "create"]);
    assert_eq!((run.status, &*run.stderr), (0, ""), "{run:?}");
    folder
}

#[test]
fn known_findings_do_not_count_wherever_they_move() {
    let folder = known(TEMPLATE);
    assert_eq!(folder.check().status, 1);
    let run = folder.run(&CHECK);
    assert_eq!((run.status, &*run.stdout, &*run.stderr), (0, "", ""));
    folder.write("infra/app.yaml", format!("# A new head.\n\n{TEMPLATE}"));
    assert_eq!(folder.run(&CHECK), run);
    let shown = folder.run(&["--baseline", FILE, "--format", "concise", "--show-suppressed"]);
    assert!(shown.has("infra/app.yaml:9:21: warning ecr/scan-disabled"), "{shown:?}");
    assert!(shown.stdout.ends_with(" (suppressed by baseline)\n"), "{shown:?}");
    let json = folder.run(&["--baseline", FILE, "--format", "json"]);
    assert!(json.stdout.contains(r#""by": "baseline""#), "{json:?}");
}

#[test]
fn a_new_finding_counts() {
    let folder = known(TEMPLATE);
    folder.write("infra/app.yaml", template(&["Another", "Store"]));
    let run = folder.run(&CHECK);
    assert_eq!((run.status, run.stdout.lines().count()), (1, 1), "{run:?}");
    assert!(run.has("infra/app.yaml:7:21: warning ecr/scan-disabled"), "{run:?}");
    folder.write("infra/copy.yaml", TEMPLATE);
    assert!(folder.run(&CHECK).has("infra/copy.yaml:7:21: warning"), "a copy is new while the original is there");
}

#[test]
fn the_second_of_equal_findings_is_new() {
    let twice = |count: usize| {
        let mapping = |number: usize| format!("  P{number}:\n    Type: String\n    Type: String\n");
        format!("Parameters:\n{}{TEMPLATE}", (0..count).map(mapping).collect::<String>())
    };
    let folder = known(&twice(1));
    assert_eq!(folder.run(&CHECK).status, 0);
    folder.write("infra/app.yaml", twice(2));
    let run = folder.run(&CHECK);
    assert_eq!((run.status, run.stdout.lines().count()), (1, 1), "{run:?}");
    assert!(run.has("infra/app.yaml:7:5: warning plimsoll/duplicate-key"), "{run:?}");
}

#[test]
fn a_renamed_file_stays_known() {
    let folder = known(TEMPLATE);
    fs::rename(folder.path().join("infra"), folder.path().join("stacks")).unwrap();
    let run = folder.run(&CHECK);
    assert_eq!((run.status, &*run.stdout, &*run.stderr), (0, "", ""));
    // Its copy is none: the one entry knows one finding.
    folder.write("stacks/copy.yaml", TEMPLATE);
    assert_eq!(folder.run(&CHECK).stdout.lines().count(), 1);
    fs::remove_file(folder.path().join("stacks/copy.yaml")).unwrap();
    assert_eq!(folder.run(&["baseline", "update"]).stdout, format!("{FILE}: 1 finding (1 added, 1 dropped)\n"));
    assert!(fs::read_to_string(folder.path().join(FILE)).unwrap().contains("\"stacks/app.yaml\""));
}

#[test]
fn what_is_fixed_is_told_and_dropped() {
    let folder = known(&template(&["One", "Other"]));
    folder.write("infra/app.yaml", template(&["Other", "New"]));
    let notice = "notice: plimsoll-baseline.json has 1 finding that is fixed; `plimsoll baseline prune` drops what is \
                  fixed\n";
    let run = folder.run(&CHECK);
    assert_eq!((run.status, &*run.stderr), (1, notice));
    assert_eq!(folder.run(&["baseline", "prune"]).stdout, format!("{FILE}: 1 finding (0 added, 1 dropped)\n"));
    let run = folder.run(&CHECK);
    assert_eq!((run.status, &*run.stderr), (1, ""), "pruning knows nothing new");
    assert_eq!(folder.run(&["baseline", "update"]).stdout, format!("{FILE}: 2 findings (1 added, 0 dropped)\n"));
    assert_eq!(folder.run(&CHECK).status, 0);
}

#[test]
fn files_that_were_not_linted_are_left_alone() {
    let folder = known(TEMPLATE).with("infra/other.yaml", TEMPLATE);
    folder.run(&["baseline", "update"]);
    let before = fs::read_to_string(folder.path().join(FILE)).unwrap();
    let run = folder.run(&["check", "infra/app.yaml", "--baseline", FILE]);
    assert_eq!((run.status, &*run.stderr), (0, ""));
    for action in ["update", "prune"] {
        folder.run(&["baseline", action, "infra/app.yaml"]);
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), before, "{action}");
    }
    fs::remove_file(folder.path().join("infra/other.yaml")).unwrap();
    folder.run(&["baseline", "prune", "infra/app.yaml"]);
    assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap().matches("\"file\"").count(), 1);
}

#[test]
fn files_are_named_from_the_folder_of_the_baseline() {
    let folder = known(TEMPLATE);
    let mut inside = folder.command(&["--baseline", "../plimsoll-baseline.json"]);
    let output = inside.current_dir(folder.path().join("infra")).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    folder.write("policy/README.md", "");
    folder.run(&["baseline", "create", "--baseline", "policy/known.json"]);
    let text = fs::read_to_string(folder.path().join("policy/known.json")).unwrap();
    assert!(text.contains("\"../infra/app.yaml\""), "{text}");
    assert_eq!(folder.run(&["--baseline", "policy/known.json"]).status, 0);
}

#[test]
fn a_baseline_is_stable_and_follows_its_schema() {
    let folder = known(&template(&["C", "A", "B"]));
    let read = || fs::read_to_string(folder.path().join(FILE)).unwrap();
    let text = read();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::is_valid(&plimsoll::baseline::schema(), &document), "{text}");
    assert_eq!(document["findings"].as_array().unwrap().len(), 3);
    folder.write("infra/app.yaml", template(&["B", "C", "A"]));
    for action in ["update", "prune"] {
        assert_eq!(folder.run(&["baseline", action]).stdout, format!("{FILE}: 3 findings (0 added, 0 dropped)\n"));
        assert_eq!(read(), text);
    }
    let mut other = document;
    other["version"] = 2.into();
    assert!(!jsonschema::is_valid(&plimsoll::baseline::schema(), &other));
}

#[test]
fn what_others_suppress_is_in_no_baseline() {
    // An expired or a removed exception would otherwise find its finding known.
    let folder = known(TEMPLATE);
    let once = fs::read_to_string(folder.path().join(FILE)).unwrap();
    folder.run(&["baseline", "update"]);
    assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), once);
}

#[test]
fn what_cannot_be_used_is_said() {
    let folder = Folder::new().with("app.yaml", TEMPLATE);
    let complaint = |arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{arguments:?}");
        run.stderr
    };
    let missing = "error: there is no file plimsoll-baseline.json; `plimsoll baseline create` records the findings\n";
    assert_eq!(complaint(&["--baseline", FILE]), missing);
    assert_eq!(complaint(&["baseline", "update"]), missing);
    folder.write(FILE, "{\"version\": 2, \"findings\": {}}");
    let version = "error: cannot use plimsoll-baseline.json: it has version 2 and this program reads version 1\n";
    assert_eq!(complaint(&["--baseline", FILE]), version);
    let exists = "error: plimsoll-baseline.json exists; `plimsoll baseline update` brings it up to date\n";
    assert_eq!(complaint(&["baseline", "create"]), exists);
    folder.write(FILE, "{\"version\": 1,\n \"findings\": [{}]}");
    let syntax = complaint(&["--baseline", FILE]);
    assert!(syntax.contains("is no baseline: missing field `file` at line 2"), "{syntax}");
    assert!(complaint(&["--baseline", "."]).starts_with("error: cannot read .: "));
}

#[test]
fn half_a_run_makes_no_baseline() {
    let folder = known(TEMPLATE);
    let before = fs::read_to_string(folder.path().join(FILE)).unwrap();
    for action in ["update", "prune"] {
        let run = folder.run(&["baseline", action, "missing.yaml"]);
        let refused = "failed: missing.yaml: no such file or folder\nerror: not everything could be linted, and \
                       plimsoll-baseline.json was not written\n";
        assert_eq!((run.status, &*run.stderr), (2, refused));
    }
    assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), before);
    let run = folder.run(&["check", "missing.yaml", "--baseline", FILE]);
    assert_eq!((run.status, &*run.stderr), (2, ""), "what was not linted is not fixed");
}
