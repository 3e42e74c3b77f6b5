//! What stands in folders beside files, and files that change under the reader.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::bounds::{check, check_with, head, numbered, run};
use crate::program::{Folder, TEMPLATE};

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    fn pipe(folder: &Folder, name: &str) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn pipes_sockets_and_devices_are_not_opened() {
        let program = "import * as cdk from 'aws-cdk-lib';\nimport { x } from './module';\n";
        let folder = Folder::new().with("app.ts", program);
        for name in ["t.yaml", "module.ts", "cdk.json", "tsconfig.json", "go.mod", "plimsoll.yaml", "buildspec.yml"] {
            pipe(&folder, name);
        }
        let _socket = UnixListener::bind(folder.path().join("socket.yaml")).unwrap();
        symlink("/dev/zero", folder.path().join("zero.yaml")).unwrap();
        symlink("..", folder.path().join("up")).unwrap();
        symlink("circle", folder.path().join("circle")).unwrap();
        assert_eq!(check(&folder).status, 1);
        let run = check_with(&folder, &["t.yaml", "socket.yaml", "zero.yaml", "good.yaml"]);
        for name in ["t.yaml", "socket.yaml", "zero.yaml"] {
            let message =
                format!("{name}: failed is neither a file nor a folder; pipe what it gives into `plimsoll -`");
            assert!(run.has(&message), "{}", head(&run.stdout));
        }
    }

    #[test]
    fn a_list_of_ignored_files_without_end_is_not_read() {
        for name in [".gitignore", ".ignore", ".git/info/exclude"] {
            let folder = Folder::new().with("below/t.yaml", TEMPLATE);
            pipe(&folder, name);
            let run = check(&folder);
            assert_eq!(run.status, 2);
            assert!(
                run.has(&format!("{name}: failed cannot be read: it is no regular file; ")),
                "{}",
                head(&run.stdout)
            );
            assert!(run.has("below/t.yaml:7:21: warning ecr/scan-disabled"), "{}", head(&run.stdout));
        }
        let folder = Folder::new().with("a/b/t.yaml", TEMPLATE).with(".gitignore", "*.skip\n").with("c.skip", TEMPLATE);
        symlink("/dev/zero", folder.path().join("a/.gitignore")).unwrap();
        let run = check(&folder);
        assert!(run.has("a/.gitignore: failed cannot be read"), "{}", head(&run.stdout));
        assert!(run.has("a/b/t.yaml:7:21: warning ecr/scan-disabled"), "{}", head(&run.stdout));
        assert!(!run.has("c.skip"), "{}", head(&run.stdout));
    }

    #[test]
    fn packs_without_end_are_refused() {
        for broken in ["pack/a/b/rule.rego", "pack/.gitignore", "pack/a/.ignore"] {
            let folder = Folder::new().with("good.yaml", TEMPLATE);
            pipe(&folder, broken);
            let run = run(&folder, &["check", "--rules", "pack"]);
            assert_eq!((run.status, &*run.stdout), (2, ""), "{broken}: {}", head(&run.stderr));
        }
        let folder = Folder::new().with("pack/a/b/rule.rego", "").with("pack/a/b/fixtures/large.bin", "");
        let large = fs::File::options().write(true).open(folder.path().join("pack/a/b/fixtures/large.bin")).unwrap();
        large.set_len(3_000_000_000).unwrap();
        let run = run(&folder, &["check", "--rules", "pack"]);
        assert!(
            run.stderr.contains("is larger than 64 MiB, with pack/a/b/fixtures/large.bin"),
            "{}",
            head(&run.stderr)
        );
    }
}

#[test]
fn a_list_of_ignored_files_that_says_too_much_is_not_read() {
    let folder = Folder::new().with("a/t.yaml", TEMPLATE).with("a/.gitignore", "*a*b*c*d*\n".repeat(100_000));
    let run = check(&folder);
    assert_eq!(run.status, 2);
    let message = "a/.gitignore: failed cannot be read: with those in the folders above it is larger than 256 KiB; ";
    assert!(run.has(message), "{}", head(&run.stdout));
    assert!(run.has("a/t.yaml:7:21: warning ecr/scan-disabled"), "{}", head(&run.stdout));
    let globs = format!("{}\n{}\n{}\n", "{a,b}".repeat(5000), "[".repeat(50_000), "**/".repeat(20_000));
    check(&Folder::new().with(".gitignore", globs));
}

#[test]
fn twenty_thousand_empty_files() {
    let folder = Folder::new();
    (0..20_000).for_each(|number| folder.write(&format!("{number}.yaml"), ""));
    assert_eq!(check(&folder).stdout.lines().count(), 1);
}

#[test]
fn folders_in_folders() {
    let run = check(&Folder::new().with(&format!("{}t.yaml", "d/".repeat(500)), TEMPLATE));
    assert!(run.stdout.contains("d/t.yaml:7:21: warning ecr/scan-disabled"), "{}", head(&run.stdout));
}

/// A path longer than a system takes at once, put together from three that are not.
#[cfg(target_os = "linux")]
#[test]
fn three_thousand_folders_in_each_other() {
    let folder = Folder::new();
    let deep = "d/".repeat(1000);
    for part in ["a", "b", "c"] {
        folder.write(&format!("{part}/{deep}t.yaml"), TEMPLATE);
    }
    let path = |part: &str| folder.path().join(part);
    fs::rename(path("c"), path("b").join(&deep).join("c")).unwrap();
    fs::rename(path("b"), path("a").join(&deep).join("b")).unwrap();
    let run = check(&folder);
    // Removed here, because not everything that removes folders gets so deep.
    assert!(std::process::Command::new("rm").arg("-rf").arg(path("a")).status().unwrap().success());
    let lines = |end: &str| run.stdout.lines().filter(|line| line.contains(end)).count();
    // Those that lie a thousand and two thousand deep.
    assert_eq!(lines("d/t.yaml:7:21: warning ecr/scan-disabled"), 2, "{}", head(&run.stdout));
    assert!(run.status == 2 && lines(": failed ") > 0, "{} {}", run.status, head(&run.stdout));
}

#[test]
fn files_that_change_and_vanish_while_they_are_read() {
    let folder = Folder::new();
    let large =
        format!("{TEMPLATE}{}", numbered(100, |number| format!("  R{number}: {{Type: AWS::ECR::Repository}}\n")));
    let write = |number: usize, text: &str| {
        for file in 0..20 {
            let path = folder.path().join(format!("{file}.yaml"));
            // A folder of the same name, a file, and nothing, in turn.
            let _ = match (number + file) % 3 {
                0 => fs::remove_file(&path),
                _ => fs::write(&path, &text[..text.len() / (1 + number % 7)]),
            };
        }
    };
    write(1, &large);
    folder.write("good.yaml", TEMPLATE);
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                if ended.load(Ordering::Relaxed) {
                    break;
                }
                write(number, &large);
            }
        });
        for _ in 0..5 {
            let run = folder.run(&["check", "--format", "concise"]);
            let is_good = run.has("good.yaml:7:21: warning ecr/scan-disabled");
            if !is_good || !run.stderr.is_empty() {
                ended.store(true, Ordering::Relaxed);
            }
            assert!(is_good, "{}", head(&run.stdout));
            assert_eq!(run.stderr, "");
            let failures = run.stdout.lines().filter(|line| line.contains(": failed "));
            failures.for_each(|line| assert!(line.contains("read"), "{line}"));
        }
        ended.store(true, Ordering::Relaxed);
    });
}

#[cfg(unix)]
#[test]
fn a_fix_that_is_interrupted_leaves_whole_files() {
    const OLD: &str = "Resources:\n  R:\n    Type: AWS::ECR::Repository\n";
    let folder = Folder::new();
    (0..300).for_each(|number| folder.write(&format!("{number}.yaml"), OLD));
    let done = Folder::new().with("0.yaml", OLD);
    done.run(&["check", "--fix"]);
    let new = fs::read_to_string(done.path().join("0.yaml")).unwrap();
    assert_ne!(new, OLD);
    let mut interrupted = 0;
    for wait in [5, 20, 60, 150, 300, 400, 500, 600, 700, 800, 900, 1000] {
        let mut child = folder.command(&["check", "--fix"]).stdout(std::process::Stdio::null()).spawn().unwrap();
        thread::sleep(std::time::Duration::from_millis(wait));
        let kill = std::process::Command::new("kill").arg("-INT").arg(child.id().to_string()).output().unwrap();
        interrupted += usize::from(!child.wait().unwrap().success() && kill.status.success());
        for number in 0..300 {
            let text = fs::read_to_string(folder.path().join(format!("{number}.yaml"))).unwrap();
            assert!(text == OLD || text == new, "{number}.yaml is neither old nor new: {text:?}");
        }
    }
    assert!(interrupted > 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_closed_pipe_are_said_in_every_format() {
    let folder = Folder::new();
    (0..30).for_each(|number| folder.write(&format!("{number}.yaml"), TEMPLATE));
    for format in
        ["pretty", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"]
    {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let run: crate::program::Run =
            folder.command(&["check", "--format", format]).stdout(full).output().unwrap().into();
        assert_eq!(run.status, 2, "{format}");
        assert_eq!(run.stderr, "error: cannot write to standard output: no space left on device\n", "{format}");
        let mut child = folder.command(&["check", "--format", format]).spawn().unwrap();
        drop(child.stdout.take());
        let run: crate::program::Run = child.wait_with_output().unwrap().into();
        assert_eq!((run.status, &*run.stderr), (1, ""), "{format}");
    }
}
