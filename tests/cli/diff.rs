//! Only what changed: `check --diff`.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::program::{Folder, Run, TEMPLATE};

/// A folder that is a repository with one commit, `app.yaml` in it.
fn repository() -> Folder {
    let folder = Folder::new().with("app.yaml", TEMPLATE);
    git(&folder, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&folder);
    folder
}

fn commit(folder: &Folder) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "--message", "a change"]);
}

fn git(folder: &Folder, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgSign=false"]);
    command.args(arguments).current_dir(folder.path()).env("HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path());
    command.env("GIT_CONFIG_NOSYSTEM", "1").env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE");
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "git {arguments:?}");
}

/// The files and lines of what is reported.
fn places(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let run = folder.run(&[&["check", "--format", "concise"], arguments].concat());
    assert_eq!((run.stderr.as_str(), run.status), ("", i32::from(!run.stdout.is_empty())), "{arguments:?}");
    run.stdout.lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect()
}

fn changed(folder: &Folder, from: &str, to: &str) {
    let path = folder.path().join("app.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn only_changed_lines_count() {
    let folder = repository();
    assert_eq!(places(&folder, &[]), ["app.yaml:7:21"]);
    assert_eq!(places(&folder, &["--diff", "HEAD"]), [""; 0]);
    changed(&folder, "IMMUTABLE", "MUTABLE");
    assert_eq!(places(&folder, &["--diff", "HEAD"]), ["app.yaml:5:27"]);
    changed(&folder, "ScanOnPush: false", "ScanOnPush: False");
    assert_eq!(places(&folder, &["--diff", "HEAD"]), ["app.yaml:5:27", "app.yaml:7:21"]);
    commit(&folder);
    assert_eq!(places(&folder, &["--diff", "HEAD"]), [""; 0]);
    assert_eq!(places(&folder, &["--diff", "HEAD~1"]).len(), 2);
}

#[test]
fn what_was_taken_away_counts_where_it_stood() {
    let folder = repository();
    changed(&folder, "        ScanOnPush: false\n", "");
    assert_eq!(places(&folder, &["--diff", "HEAD"]), ["app.yaml:6:7"]);
}

#[test]
fn what_a_branch_did_counts_and_not_what_happened_beside_it() {
    let folder = repository();
    git(&folder, &["switch", "--quiet", "--create", "feature"]);
    changed(&folder, "IMMUTABLE", "MUTABLE");
    commit(&folder);
    git(&folder, &["switch", "--quiet", "main"]);
    changed(&folder, "ScanOnPush: false", "ScanOnPush: true");
    commit(&folder);
    git(&folder, &["switch", "--quiet", "feature"]);
    assert_eq!(places(&folder, &["--diff", "main"]), ["app.yaml:5:27"]);
}

#[test]
fn renamed_files_are_followed() {
    let folder = repository();
    fs::create_dir(folder.path().join("stacks")).unwrap();
    git(&folder, &["mv", "app.yaml", "stacks/größe \"1\"\\n.yaml"]);
    assert_eq!(places(&folder, &["--diff", "HEAD"]), [""; 0]);
    let path = folder.path().join("stacks/größe \"1\"\\n.yaml");
    fs::write(&path, TEMPLATE.replace("IMMUTABLE", "MUTABLE")).unwrap();
    assert_eq!(places(&folder, &["--diff", "HEAD"]), ["stacks/größe \"1\"\\n.yaml:5:27"]);
}

#[test]
fn files_that_git_does_not_know_are_new() {
    let folder = repository().with(".gitignore", "ignored.yaml\n");
    folder.write("new folder/new.yaml", TEMPLATE);
    folder.write("ignored.yaml", TEMPLATE);
    assert_eq!(places(&folder, &["--diff", "HEAD"]), ["new folder/new.yaml:7:21"]);
    assert_eq!(places(&folder, &["--diff", "HEAD", "ignored.yaml"]), ["ignored.yaml:7:21"]);
    commit(&folder);
    folder.write("staged.yaml", TEMPLATE);
    git(&folder, &["add", "staged.yaml"]);
    assert_eq!(places(&folder, &["--diff", "HEAD"]), ["staged.yaml:7:21"]);
}

#[test]
fn it_works_from_a_folder_of_the_repository_and_with_whole_paths() {
    let folder = repository();
    folder.write("infra/app.yaml", TEMPLATE);
    commit(&folder);
    folder.write("infra/app.yaml", TEMPLATE.replace("IMMUTABLE", "MUTABLE"));
    changed(&folder, "IMMUTABLE", "MUTABLE");
    let all = folder.path().join("app.yaml").display().to_string();
    let mut command = folder.command(&["--diff", "HEAD", "--format", "concise", ".", &all]);
    let run = Run::from(command.current_dir(folder.path().join("infra")).output().unwrap());
    assert_eq!(run.files().len(), 2, "{run:?}");
    assert_eq!(run.stdout.matches(":5:27: ").count(), run.stdout.lines().count(), "{run:?}");
}

#[test]
fn the_configuration_of_git_changes_nothing() {
    let folder = repository();
    fs::write(folder.path().join(".gitattributes"), "*.yaml -diff\n").unwrap();
    commit(&folder);
    for (key, value) in [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.context", "9"),
        ("diff.interHunkContext", "9"),
        ("diff.external", "false"),
        ("diff.relative", "true"),
        ("color.ui", "always"),
        ("core.pager", "false"),
    ] {
        git(&folder, &["config", key, value]);
    }
    changed(&folder, "IMMUTABLE", "MUTABLE");
    assert_eq!(places(&folder, &["--diff", "HEAD"]), ["app.yaml:5:27"]);
}

#[test]
fn what_git_cannot_answer_is_said() {
    let complaint = |folder: &Folder, arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{arguments:?}");
        run.stderr
    };
    let folder = repository();
    let unknown = "this repository has no such revision; name a commit, a tag or a branch such as origin/main, and in \
                   a shallow clone fetch it first";
    assert_eq!(complaint(&folder, &["--diff", "nowhere"]), format!("error: --diff nowhere: {unknown}\n"));
    // A revision is no option of git.
    assert_eq!(complaint(&folder, &["--diff=--output=x"]), format!("error: --diff --output=x: {unknown}\n"));
    assert!(!folder.path().join("x").exists());
    let stdin = "error: --diff compares files; it does not go with standard input\n";
    assert_eq!(complaint(&folder, &["-", "--diff", "HEAD"]), stdin);
    git(&folder, &["switch", "--quiet", "--orphan", "unrelated"]);
    commit(&folder);
    let unrelated = "error: --diff main: it has no commit in common with HEAD; in a shallow clone fetch more history\n";
    assert_eq!(complaint(&folder, &["--diff", "main"]), unrelated);
    let outside = complaint(&Folder::new().with("app.yaml", TEMPLATE), &["--diff", "HEAD"]);
    assert!(outside.contains("git cannot say what has changed here: not a git repository"), "{outside}");
    let mut command = folder.command(&["--diff", "HEAD"]);
    let run = Run::from(command.env("PATH", PathBuf::from("nowhere")).output().unwrap());
    assert_eq!(run.stderr, "error: --diff HEAD: cannot run git: no such file or folder\n");
}

#[test]
fn only_findings_on_changed_lines_are_fixed() {
    let folder = repository();
    changed(&folder, "IMMUTABLE", "MUTABLE");
    changed(&folder, "Resources:", "# One line more.\nResources:");
    let before = fs::read_to_string(folder.path().join("app.yaml")).unwrap();
    let run = folder.run(&["check", "--diff", "HEAD", "--fix", "--unsafe-fixes", "--format", "concise"]);
    assert_eq!((&*run.stdout, &*run.stderr, run.status), ("", "fixed 1 finding in 1 file\n", 0));
    let after = fs::read_to_string(folder.path().join("app.yaml")).unwrap();
    assert_eq!(after, before.replace("MUTABLE", "IMMUTABLE"));
    assert_eq!(places(&folder, &[]), ["app.yaml:8:21"], "what did not change is as it was");
}
