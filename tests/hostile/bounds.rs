//! Runs the program against the clock, of the processor first.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::{Folder, Run, TEMPLATE};

/// How long a run may stand still; on a loaded machine the clock says little.
const LIMIT: Duration = Duration::from_mins(2);
/// Seconds of processor time, of all threads together, for a program that is not optimised.
const PROCESSOR: &str = "60";
/// Kilobytes of address space; threads reserve more than they use.
const MEMORY: &str = "2000000";

/// Lints a folder beside a good file and checks that its finding is there and that time and memory were enough.
pub(crate) fn check(folder: &Folder) -> Run {
    check_with(folder, &[])
}

/// [`check`] with more arguments.
pub(crate) fn check_with(folder: &Folder, arguments: &[&str]) -> Run {
    folder.write("good.yaml", TEMPLATE);
    let run = run(folder, &[&["check", "--format", "concise"], arguments].concat());
    assert!([1, 2].contains(&run.status), "status {}: {}{}", run.status, head(&run.stdout), head(&run.stderr));
    assert!(run.has("good.yaml:7:21: warning ecr/scan-disabled"), "{}{}", head(&run.stdout), head(&run.stderr));
    run
}

/// Runs the program with enough time and memory, and no more.
pub(crate) fn run(folder: &Folder, arguments: &[&str]) -> Run {
    within(bounded(folder.command(arguments)))
}

/// Lints a folder whose configuration is refused, and checks that time and memory were enough.
pub(crate) fn check_refused(folder: &Folder) -> Run {
    let run = run(folder, &["check", "--format", "concise"]);
    assert_eq!((run.status, &*run.stdout), (2, ""), "{}", head(&run.stderr));
    run
}

/// [`check`] of a single hostile file.
pub(crate) fn check_file(name: &str, text: impl AsRef<[u8]>) -> Run {
    check(&Folder::new().with(name, text))
}

/// A text of so many numbered parts.
pub(crate) fn numbered(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().concat()
}

/// The beginning of an output, which may be very long.
pub(crate) fn head(text: &str) -> String {
    text.chars().take(2000).collect()
}

#[allow(clippy::disallowed_methods, reason = "this test measures time")]
fn within(mut command: Command) -> Run {
    let began = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    thread::scope(|scope| {
        let out = scope.spawn(move || text(|bytes| stdout.read_to_end(bytes)));
        let err = scope.spawn(move || text(|bytes| stderr.read_to_end(bytes)));
        while child.try_wait().unwrap().is_none() {
            if began.elapsed() > LIMIT {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("not finished within {LIMIT:?}");
            }
            thread::sleep(Duration::from_millis(5));
        }
        let status = child.wait().unwrap().code().unwrap_or(-1);
        Run { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() }
    })
}

fn text(read: impl FnOnce(&mut Vec<u8>) -> std::io::Result<usize>) -> String {
    let mut bytes = Vec::new();
    read(&mut bytes).unwrap();
    String::from_utf8(bytes).expect("the program writes UTF-8")
}

/// The command under limits of memory and of processor time, where the system has them.
fn bounded(command: Command) -> Command {
    if !cfg!(target_os = "linux") {
        return command;
    }
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("ulimit -v {MEMORY} && ulimit -t {PROCESSOR} && exec \"$0\" \"$@\""));
    shell.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.current_dir(command.get_current_dir().unwrap());
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    shell
}
