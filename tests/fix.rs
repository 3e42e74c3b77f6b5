//! `--fix` as a person meets it: every file below `tests/fix/before` becomes the one below `tests/fix/after`, byte for
//! byte; `UPDATE=1` rewrites those, to be read. What is not fixed is said in `tests/fix/refused.txt`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "UPDATE=1 rewrites what the cases expect")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[test]
fn files_become_what_their_cases_say() {
    let update = std::env::var("UPDATE").is_ok();
    let folder = copy(|text| text);
    let run = plimsoll(folder.path(), &["check", ".", "--fix", "--unsafe-fixes"], "");
    let cases = cases();
    assert!(cases.len() > 4, "only {} cases were found", cases.len());
    for name in cases {
        compare(&Path::new("tests/fix/after").join(&name), &read(&folder.path().join(&name)), update);
    }
    assert_eq!(run.status.code(), Some(1));
}

#[test]
fn what_is_not_fixed_is_told_by_reason() {
    let update = std::env::var("UPDATE").is_ok();
    let folder = copy(|text| text);
    let mut refused = String::new();
    for part in ["block.yaml", "refused.yaml", "cdk/csharp", "cdk/go", "cdk/java", "cdk/python", "cdk/typescript"] {
        let run = plimsoll(folder.path(), &["check", part, "--fix", "--unsafe-fixes"], "");
        refused.extend(stderr(&run).lines().filter(|line| !line.starts_with("fixed ")).map(|line| format!("{line}\n")));
    }
    compare(Path::new("tests/fix/refused.txt"), &refused, update);
}

#[test]
fn line_ends_byte_order_marks_and_missing_ends_stay() {
    let ways: [fn(String) -> String; 3] =
        [|text| text.replace('\n', "\r\n"), |text| format!("\u{feff}{text}"), |text| text.trim_end().to_owned()];
    for (number, way) in ways.into_iter().enumerate() {
        let folder = copy(way);
        plimsoll(folder.path(), &["check", ".", "--fix", "--unsafe-fixes"], "");
        for name in cases() {
            let expected = way(read(&Path::new("tests/fix/after").join(&name)));
            assert_eq!(read(&folder.path().join(&name)), expected, "way {number}, {}", name.display());
        }
    }
}

#[test]
fn what_is_fixed_stays_fixed_and_nothing_new_comes() {
    let folder = copy(|text| text);
    let findings = |run: &Output| -> Vec<String> {
        let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let key =
            |finding: &serde_json::Value| format!("{} {} {}", finding["file"], finding["rule"], finding["fingerprint"]);
        report["findings"].as_array().unwrap().iter().map(key).collect()
    };
    let before = findings(&plimsoll(folder.path(), &["check", ".", "--format", "json"], ""));
    let reported =
        findings(&plimsoll(folder.path(), &["check", ".", "--fix", "--unsafe-fixes", "--format", "json"], ""));
    let again = plimsoll(folder.path(), &["check", ".", "--fix", "--unsafe-fixes", "--format", "json"], "");
    assert_eq!(reported, findings(&again));
    assert!(!stderr(&again).contains("fixed "), "{}", stderr(&again).lines().next().unwrap_or_default());
    assert!(reported.len() < before.len());
    // Whoever keeps versions is told how long they stay.
    let is_new = |finding: &&String| !before.contains(finding) && !finding.contains("s3/unbounded-noncurrent-versions");
    assert_eq!(reported.iter().find(is_new), None);
}

#[test]
fn only_safe_fixes_are_made_unasked() {
    let folder = with("Resources:\n  Repo:\n    Type: AWS::ECR::Repository\n");
    let run = plimsoll(folder.path(), &["check", ".", "--fix", "--format", "concise"], "");
    assert_eq!(
        read(&folder.path().join("a.yaml")),
        "Resources:\n  Repo:\n    Type: AWS::ECR::Repository\n    Properties:\n      ImageScanningConfiguration:\n        \
         ScanOnPush: true\n"
    );
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(stderr(&run), "fixed 1 finding in 1 file\n");
    let remains = String::from_utf8_lossy(&run.stdout);
    assert_eq!(remains.lines().filter(|line| line.contains(": warning ")).count(), 2, "{remains}");
    let alone = plimsoll(folder.path(), &["check", ".", "--unsafe-fixes"], "");
    assert_eq!(alone.status.code(), Some(2), "--unsafe-fixes means nothing by itself");
}

#[test]
fn the_exit_status_is_that_of_what_remains() {
    let folder = with("Resources:\n  Repo:\n    Type: AWS::ECR::Repository\n");
    let run = plimsoll(folder.path(), &["check", ".", "--fix", "--unsafe-fixes"], "");
    assert_eq!((run.status.code(), stderr(&run)), (Some(0), "fixed 3 findings in 1 file\n".to_owned()));
}

#[test]
fn a_diff_writes_nothing() {
    let text = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: artifacts";
    let folder = with(text);
    let run = plimsoll(folder.path(), &["check", ".", "--fix-diff"], "");
    let expected = "--- a.yaml\n+++ a.yaml\n@@ -2,4 +2,6 @@\n   Bucket:\n     Type: AWS::S3::Bucket\n     Properties:\n\
                    -      BucketName: artifacts\n\\ No newline at end of file\n\
                    +      BucketName: artifacts\n+      VersioningConfiguration:\n+        Status: Enabled\n\
                    \\ No newline at end of file\n";
    assert_eq!(String::from_utf8_lossy(&run.stdout), expected);
    assert_eq!((run.status.code(), stderr(&run)), (Some(1), "would fix 1 finding in 1 file\n".to_owned()));
    assert_eq!(read(&folder.path().join("a.yaml")), text);
    plimsoll(folder.path(), &["check", ".", "--fix"], "");
    let clean = plimsoll(folder.path(), &["check", ".", "--fix-diff"], "");
    assert_eq!((clean.status.code(), clean.stdout.len()), (Some(0), 0));
}

#[test]
fn a_diff_tells_what_could_not_be_linted() {
    let folder = with("Resources: {}\n");
    let run = plimsoll(folder.path(), &["check", "a.yaml", "missing.yaml", "--fix-diff"], "");
    assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0));
    assert_eq!(stderr(&run), "error: missing.yaml: no such file or folder\n");
}

#[test]
fn what_was_not_asked_for_is_not_said_to_be_unfixed() {
    let folder = copy(|text| text);
    let run = plimsoll(folder.path(), &["check", ".", "--fix"], "");
    let notices = stderr(&run);
    assert!(notices.contains("ecr/scan-disabled"), "{notices}");
    assert!(!notices.contains("ecr/mutable-tags"), "{notices}");
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let text = "Resources:\n  Repo:\n    Type: AWS::ECR::Repository\n";
    let folder = tempfile::tempdir().unwrap();
    let run =
        plimsoll(folder.path(), &["check", "-", "--fix", "--format", "concise", "--stdin-filename", "a.yaml"], text);
    let fixed = format!("{text}    Properties:\n      ImageScanningConfiguration:\n        ScanOnPush: true\n");
    assert_eq!(String::from_utf8_lossy(&run.stdout), fixed);
    assert!(stderr(&run).contains("a.yaml:2:3: warning ecr/mutable-tags"), "{}", stderr(&run));
    let other = plimsoll(folder.path(), &["check", "-", "--fix"], "a: 1\n");
    assert_eq!((other.status.code(), &*other.stdout), (Some(0), &b"a: 1\n"[..]));
}

#[test]
fn a_flow_mapping_on_one_line_stays_on_it() {
    let text = "Resources:\n  Repo:\n    Type: AWS::ECR::Repository\n    Properties: {ImageTagMutability: IMMUTABLE}\n";
    let folder = with(text);
    plimsoll(folder.path(), &["check", ".", "--fix", "--fail-on", "never"], "");
    let fixed = text.replace("IMMUTABLE}", "IMMUTABLE, ImageScanningConfiguration: {ScanOnPush: true}}");
    assert_eq!(read(&folder.path().join("a.yaml")), fixed);
}

#[cfg(unix)]
#[test]
fn modes_and_links_stay_and_what_cannot_be_written_is_named() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let text = "Resources:\n  Repo:\n    Type: AWS::ECR::Repository\n";
    let folder = with(text);
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("linked")).unwrap();
    fs::write(path("linked/real.yaml"), text).unwrap();
    symlink("linked/real.yaml", path("link.yaml")).unwrap();
    fs::write(path("locked.yaml"), text).unwrap();
    fs::set_permissions(path("locked.yaml"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(path("a.yaml"), fs::Permissions::from_mode(0o640)).unwrap();
    let run = plimsoll(folder.path(), &["check", "a.yaml", "link.yaml", "locked.yaml", "--fix"], "");
    let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("a.yaml"), mode("locked.yaml")), (0o640, 0o444));
    assert!(path("link.yaml").symlink_metadata().unwrap().is_symlink());
    for fixed in ["a.yaml", "linked/real.yaml"] {
        assert!(read(&path(fixed)).contains("ScanOnPush: true"), "{fixed}");
    }
    assert_eq!(read(&path("locked.yaml")), text);
    assert_eq!(run.status.code(), Some(2));
    let out = String::from_utf8_lossy(&run.stdout);
    assert!(out.contains("locked.yaml: cannot be fixed: it is read-only"), "{out}");
    assert!(out.contains("warning[ecr/scan-disabled]"), "what is not fixed is reported: {out}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "nothing else is left behind");
}

/// The files of the cases, below `tests/fix/before`.
fn cases() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("tests/fix/before")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix("tests/fix/before").unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}

/// A copy of the cases, written in another way.
fn copy(way: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in cases() {
        let path = folder.path().join(&name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, way(read(&Path::new("tests/fix/before").join(&name)))).unwrap();
    }
    folder
}

#[test]
fn apps_of_many_files_are_fixed() {
    let count = 250;
    let head = "import * as cdk from 'aws-cdk-lib';\nimport * as ecr from 'aws-cdk-lib/aws-ecr';\n";
    let folder = with("");
    let all = |part: &dyn Fn(usize) -> String| (0..count).map(part).collect::<String>();
    let app = all(&|number| format!("import {{ S{number} }} from './s{number}';\nnew S{number}(app);\n"));
    fs::write(folder.path().join("app.ts"), format!("{head}const app = new cdk.App();\n{app}")).unwrap();
    for number in 0..count {
        // What two of them get is taken away again, so that their fixes do not do what they are meant to.
        let fault = if number % 100 == 99 {
            "(repo.node.defaultChild as any).imageScanningConfiguration = undefined;"
        } else {
            ""
        };
        let stack = format!(
            "{head}export class S{number} extends cdk.Stack {{\n  constructor(scope: any) {{\n    super(scope, 'S{number}');\n    \
             const repo = new ecr.Repository(this, 'R');\n    {fault}\n  }}\n}}\n"
        );
        fs::write(folder.path().join(format!("s{number}.ts")), stack).unwrap();
    }
    let run = plimsoll(folder.path(), &["check", ".", "--fix"], "");
    let fixed = |number: &usize| read(&folder.path().join(format!("s{number}.ts"))).contains("imageScanOnPush: true");
    assert_eq!((0..count).filter(fixed).count(), count - 2, "{}", stderr(&run));
}

/// A folder with one template.
fn with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), text).unwrap();
    folder
}

fn compare(path: &Path, text: &str, update: bool) {
    if update {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    assert_eq!(text, read(path), "{}", path.display());
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn stderr(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

fn plimsoll(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plimsoll"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}
