//! Which files are found, and what they are called in reports.

use crate::program::{Folder, TEMPLATE};

#[test]
fn the_content_decides_and_not_the_name() {
    let folder = Folder::new()
        .with("notes.txt", TEMPLATE)
        .with("template", TEMPLATE)
        .with("values.yaml", "replicas: 2\n")
        .with("README.md", format!("A template:\n```yaml\n{TEMPLATE}```\n"))
        .with("empty.yaml", "")
        .with("picture.yaml", b"\0\x01\x02Resources:\n  AWS::");
    let run = folder.check();
    assert_eq!(run.files(), ["notes.txt", "template"]);
    assert_eq!((run.status, &*run.stderr), (1, ""));
}

#[test]
fn what_is_nothing_of_ours_may_be_named() {
    let folder = Folder::new().with("values.yaml", "replicas: 2\n").with("main.rs", "fn main() {}\n").with("empty", "");
    let run = folder.run(&["values.yaml", "main.rs", "empty"]);
    assert_eq!((run.status, &*run.stderr), (0, ""));
    assert_eq!(run.stdout, "no file was linted (see plimsoll check --list-files)\n");
}

#[test]
fn hidden_files_are_read_and_ignored_ones_are_not() {
    let folder = Folder::new()
        .with(".gitignore", "ignored\n*.skip\n!kept.skip\n")
        .with(".hidden/t.yaml", TEMPLATE)
        .with(".git/t.yaml", TEMPLATE)
        .with("ignored/t.yaml", TEMPLATE)
        .with("a.skip", TEMPLATE)
        .with("kept.skip", TEMPLATE)
        .with("inner/.gitignore", "/only-here.yaml\n")
        .with("inner/only-here.yaml", TEMPLATE)
        .with("inner/deep/only-here.yaml", TEMPLATE);
    assert_eq!(folder.check().files(), [".hidden/t.yaml", "inner/deep/only-here.yaml", "kept.skip"]);
    assert_eq!(folder.run(&["ignored", "a.skip", "--format", "concise"]).files(), ["a.skip", "ignored/t.yaml"]);
}

#[test]
fn a_folder_inherits_what_is_ignored_above_it() {
    let folder =
        Folder::new().with(".gitignore", "*.skip\n").with("inner/a.skip", TEMPLATE).with("inner/t.yaml", TEMPLATE);
    assert_eq!(folder.run(&["inner", "--format", "concise"]).files(), ["inner/t.yaml"]);
}

#[test]
fn generated_folders_are_read_where_they_are_named() {
    let folder = Folder::new()
        .with("t.yaml", TEMPLATE)
        .with(".gitignore", "cdk.out\nnode_modules\n")
        .with("app/cdk.out/Stack.template.json", TEMPLATE)
        .with("node_modules/construct/t.yaml", TEMPLATE)
        .with("test/__snapshots__/stack.json", TEMPLATE)
        .with("test/integ.js.snapshot/manifest.json", "{}")
        .with("test/integ.js.snapshot/Stack.template.json", TEMPLATE)
        .with("docs/cdk.out", TEMPLATE);
    let found = |argument: &str| folder.run(&[argument, "--format", "concise"]).files().join(" ");
    assert_eq!(found("."), "t.yaml");
    assert_eq!(found("app/cdk.out"), "app/cdk.out/Stack.template.json");
    assert_eq!(found("app/cdk.out/*.template.json"), "app/cdk.out/Stack.template.json");
    assert_eq!(found("node_modules"), "node_modules/construct/t.yaml");
    assert_eq!(found("test/integ.js.snapshot"), "test/integ.js.snapshot/Stack.template.json");
    assert_eq!(found("test/*.snapshot/*.template.json"), "test/integ.js.snapshot/Stack.template.json");
    assert_eq!(found("test/__snapshots__"), "test/__snapshots__/stack.json");
    folder.write(".gitignore", "");
    assert_eq!(found("."), "docs/cdk.out t.yaml");
    assert_eq!(found("**/cdk.out/*.json"), "app/cdk.out/Stack.template.json");
}

#[test]
fn a_file_has_one_name_however_it_is_named() {
    let folder = Folder::new().with("a/t.yaml", TEMPLATE).with("b/t.yaml", TEMPLATE).with("[c]/t.yaml", TEMPLATE);
    let absolute = folder.path().join("a/t.yaml");
    let pattern = folder.path().join("a/*.yaml");
    for arguments in [
        &["a/t.yaml", "a/t.yaml", "./a/t.yaml", "a", "a/", "a/*.yaml", "./a/*"][..],
        &["b/../a/t.yaml", "b/../a"],
        &["./b/../a/*.yaml"],
        &[absolute.to_str().unwrap()],
        &[pattern.to_str().unwrap()],
    ] {
        let run = folder.run(&[arguments, &["--format", "concise"]].concat());
        assert_eq!((run.files(), run.stdout.lines().count()), (vec!["a/t.yaml"], 1), "{arguments:?}\n{run:?}");
    }
    assert_eq!(folder.run(&["[c]/t.yaml", "--format", "concise"]).files(), ["[c]/t.yaml"]);
    let inside = folder.command(&["*.yaml", "../a/*.yaml", "--format", "concise"]);
    let run: crate::program::Run = { inside }.current_dir(folder.path().join("[c]")).output().unwrap().into();
    assert_eq!(run.files(), [absolute.to_str().unwrap(), "t.yaml"]);
}

#[test]
fn names_may_hold_blanks_and_every_script() {
    let folder = Folder::new().with("my stacks/größe 大きさ.yaml", TEMPLATE).with("a:b.yaml", TEMPLATE);
    let run = folder.check();
    assert!(run.has("my stacks/größe 大きさ.yaml:7:21: warning"), "{run:?}");
    assert!(run.has("a:b.yaml:7:21: warning"), "{run:?}");
}

#[test]
fn what_is_missing_fails_the_run_and_the_rest_is_linted() {
    let folder = Folder::new().with("good.yaml", TEMPLATE);
    for missing in ["missing.yaml", "missing/", "*.json", "good.yaml/below", "[", "{a,b"] {
        let run = folder.run(&[missing, "good.yaml", "--format", "concise"]);
        assert_eq!(run.status, 2, "{missing}: {run:?}");
        assert!(run.has("good.yaml:7:21: warning"), "{missing}: {run:?}");
        assert!(run.has(&format!("{}: failed ", missing.trim_end_matches('/'))), "{missing}: {run:?}");
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    use crate::program::{Folder, TEMPLATE};

    #[test]
    fn links_are_followed_where_they_are_named() {
        let folder = Folder::new().with("real/t.yaml", TEMPLATE);
        symlink("real/t.yaml", folder.path().join("link.yaml")).unwrap();
        symlink("real", folder.path().join("folder")).unwrap();
        symlink("gone", folder.path().join("dangling")).unwrap();
        assert_eq!(folder.check().files(), ["real/t.yaml"]);
        assert_eq!(folder.run(&["link.yaml", "--format", "concise"]).files(), ["link.yaml"]);
        assert_eq!(folder.run(&["folder", "--format", "concise"]).files(), ["folder/t.yaml"]);
        let dangling = folder.run(&["dangling", "--format", "concise"]);
        assert_eq!((dangling.status, &*dangling.stdout), (2, "dangling: failed no such file or folder\n"));
    }

    #[test]
    fn links_in_a_circle_end() {
        let folder = Folder::new().with("good.yaml", TEMPLATE);
        symlink("loop", folder.path().join("loop")).unwrap();
        symlink(".", folder.path().join("self")).unwrap();
        let walked = folder.check();
        assert_eq!((walked.status, walked.files()), (1, vec!["good.yaml"]));
        let named = folder.run(&["loop", "good.yaml", "--format", "concise"]);
        assert_eq!(named.status, 2);
        assert!(named.has("loop: failed too many levels of symbolic links"), "{named:?}");
        assert!(named.has("good.yaml:7:21: warning"), "{named:?}");
    }

    #[test]
    fn what_never_ends_is_not_read() {
        let folder = Folder::new().with("good.yaml", TEMPLATE);
        let pipe = Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap();
        assert!(pipe.success());
        symlink("/dev/zero", folder.path().join("zero.yaml")).unwrap();
        let walked = folder.check();
        assert_eq!((walked.status, walked.files()), (1, vec!["good.yaml"]));
        for endless in ["pipe", "zero.yaml", "/dev/zero"] {
            let named = folder.run(&[endless, "good.yaml", "--format", "concise"]);
            assert_eq!(named.status, 2, "{endless}");
            assert!(named.has(&format!("{endless}: failed is neither a file nor a folder")), "{named:?}");
            assert!(named.has("good.yaml:7:21: warning"), "{named:?}");
        }
    }

    #[test]
    fn names_that_are_no_text_stay_apart() {
        let folder = Folder::new().with("good.yaml", TEMPLATE);
        for name in [&b"\xfe.yaml"[..], b"\xff.yaml"] {
            let path = folder.path().join(OsStr::from_bytes(name));
            if fs::write(path, TEMPLATE).is_err() {
                eprintln!("not looked at: this file system takes UTF-8 names alone");
                return;
            }
        }
        assert_eq!(folder.check().files(), ["\\xFE.yaml", "\\xFF.yaml", "good.yaml"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_cannot_be_read_is_said() {
        let run =
            Folder::new().with("good.yaml", TEMPLATE).run(&["/proc/self/mem", "good.yaml", "--format", "concise"]);
        assert_eq!(run.status, 2);
        assert!(run.has("/proc/self/mem: failed cannot be read: input/output error"), "{run:?}");
        assert!(run.has("good.yaml:7:21: warning"), "{run:?}");
    }

    #[test]
    fn what_may_not_be_read_is_said() {
        let folder =
            Folder::new().with("good.yaml", TEMPLATE).with("locked.yaml", TEMPLATE).with("closed/t.yaml", TEMPLATE);
        let (file, closed) = (folder.path().join("locked.yaml"), folder.path().join("closed"));
        for path in [&file, &closed] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        }
        let run = folder.check();
        let everything_is_allowed = fs::read(&file).is_ok();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(run.has("good.yaml:7:21: warning"), "{run:?}");
        if everything_is_allowed {
            eprintln!("not looked at: whoever runs this test, root it seems, may read every file");
            return;
        }
        assert_eq!(run.status, 2);
        assert!(run.has("locked.yaml: failed cannot be read: permission denied"), "{run:?}");
        assert!(run.has("closed: failed permission denied"), "{run:?}");
    }
}
