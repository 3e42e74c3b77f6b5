//! What packagers install beside the program.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::program::Folder;

#[test]
fn every_shell_has_completions() {
    let folder = Folder::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = folder.run(&["completions", shell]);
        assert_eq!((run.status, &*run.stderr), (0, ""), "{shell}");
        assert!(run.stdout.contains("stdin-filename") && run.stdout.contains("baseline"), "{shell}");
    }
    assert_eq!(folder.run(&["completions", "cmd"]).status, 2);
}

#[cfg(unix)]
#[test]
fn bash_understands_its_script() {
    let script = Folder::new().run(&["completions", "bash"]).stdout;
    let mut bash = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().unwrap();
    bash.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    assert!(bash.wait().unwrap().success());
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::new();
    for name in ["", "check", "explain", "rules", "test", "facts", "baseline", "baseline-create", "man"] {
        let arguments: Vec<&str> = ["man"].into_iter().chain(Some(name).filter(|name| !name.is_empty())).collect();
        let run = folder.run(&arguments);
        assert_eq!(run.status, 0, "{run:?}");
        let dash = if name.is_empty() { "" } else { "-" };
        assert!(run.stdout.contains(&format!(".TH plimsoll{dash}{name} 1 ")), "{run:?}");
        assert!(run.stdout.contains(".SH SYNOPSIS"), "{name}");
    }
    let run = folder.run(&["man", "chek"]);
    assert_eq!((run.status, &*run.stderr), (2, "error: there is no manual page of chek; did you mean check?\n"));
}
