//! What a run does for the services that run it.

use std::fs;
use std::path::Path;

use crate::program::{Folder, Run, TEMPLATE};

#[test]
fn a_step_of_github_gets_a_summary() {
    let folder = Folder::new().with("app.yaml", TEMPLATE).with("summary.md", "# Before\n");
    let run = |format: &str, summary: &str| {
        let mut command = folder.command(&["check", "app.yaml", "--format", format]);
        Run::from(command.env("GITHUB_STEP_SUMMARY", folder.path().join(summary)).output().unwrap())
    };
    let read = || fs::read_to_string(folder.path().join("summary.md")).unwrap();
    assert_eq!(run("concise", "summary.md").status, 1);
    assert_eq!(read(), "# Before\n");
    let annotated = run("github", "summary.md");
    assert!(annotated.has("::warning file=app.yaml,line=7,endLine=7,col=21,endColumn=26,title=ecr/scan-disabled::"));
    assert_eq!((annotated.status, &*annotated.stderr), (1, ""));
    let summary = read();
    assert!(summary.starts_with("# Before\n### Plimsoll\n\n1 warning in 1 file"), "{summary}");
    assert!(summary.contains("`app.yaml:7:21`"), "{summary}");
    let failed = run("github", "no/such/folder");
    assert_eq!(failed.status, 2);
    assert!(failed.stderr.starts_with("error: cannot write ") && failed.has("::warning "), "{failed:?}");
}

#[test]
fn services_count_paths_from_the_root_of_the_repository() {
    let folder = Folder::new().with("infra/prod/app.yaml", TEMPLATE);
    for (format, variable) in [("github", "GITHUB_WORKSPACE"), ("gitlab", "CI_PROJECT_DIR")] {
        let run = |root: &str| {
            let mut command = folder.command(&["--format", format, "-o", &format!("{format}=report")]);
            let command = command.current_dir(folder.path().join("infra/prod")).env(variable, folder.path().join(root));
            let run = Run::from(command.output().unwrap());
            assert_eq!(fs::read_to_string(folder.path().join("infra/prod/report")).unwrap(), run.stdout);
            run.stdout
        };
        assert!(run("").contains("infra/prod/app.yaml"), "{format}");
        assert!(run("infra").contains("prod/app.yaml") && !run("infra").contains("infra"), "{format}");
        assert!(!run("elsewhere").contains("prod"), "{format}");
    }
}

#[test]
fn statistics_stand_instead_of_the_findings() {
    let folder = Folder::new().with("app.yaml", TEMPLATE).with("copy.yaml", TEMPLATE);
    let run = folder.run(&["--statistics", "-o", "concise=report.txt"]);
    assert_eq!((run.status, run.has("2  warning  ecr/scan-disabled")), (1, true), "{run:?}");
    assert!(!run.stdout.contains("app.yaml"), "{run:?}");
    assert_eq!(fs::read_to_string(folder.path().join("report.txt")).unwrap().lines().count(), 2);
    let run = folder.run(&["--statistics", "--format", "json"]);
    assert_eq!(run.stderr, "error: --statistics goes with pretty and concise, not with json\n");
    assert_eq!(run.status, 2);
}

#[test]
fn no_progress_is_shown_where_nobody_looks() {
    let folder = Folder::new().with("app.yaml", TEMPLATE);
    assert_eq!(folder.check().stderr, "");
}

#[test]
fn what_examples_tell_services_to_run_runs() {
    let folder = Folder::new().with("infra/app.yaml", TEMPLATE);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = ["action.yml", "examples/ci/gitlab-ci.yml", "examples/ci/buildspec.yml", ".pre-commit-hooks.yaml"];
    for page in pages {
        let text = fs::read_to_string(root.join(page)).unwrap();
        let starts = ["plimsoll check", "- plimsoll check", "entry: plimsoll check"];
        let command = |line: &&str| starts.iter().any(|start| line.trim_start().starts_with(start));
        let commands: Vec<&str> = text.lines().filter(command).collect();
        assert!(!commands.is_empty(), "{page}");
        for command in commands {
            let (_, arguments) = command.split_once("plimsoll ").unwrap();
            let plain = arguments.replace("\"$RUNNER_TEMP/", "").replace('"', "");
            let arguments: Vec<&str> = plain.split(' ').filter(|word| !word.starts_with('$')).collect();
            let run = folder.run(&arguments);
            assert_eq!((run.status, &*run.stderr), (1, ""), "{page}: {arguments:?}");
            assert!(run.stdout.contains("ecr/scan-disabled"), "{page}: {arguments:?}");
            for (_, file) in arguments.iter().filter_map(|word| word.split_once('=')) {
                let report = fs::read_to_string(folder.path().join(file)).unwrap();
                assert!(report.contains("ecr/scan-disabled"), "{page}: {file}");
            }
        }
    }
}
