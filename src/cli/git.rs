//! What has changed since a revision, asked of the `git` program: without a shell, and with bounds on how long it may
//! take and how much it may say.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Stop;
use crate::diff::Changes;
use crate::discover;
use crate::finding::Place;
use crate::source::spelled;

/// How long one question may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How many bytes of an answer are read; far more than the difference between two states of a repository for people.
const MAX_ANSWER: u64 = 512 * 1024 * 1024;
/// How many bytes of a complaint are passed on.
const MAX_COMPLAINT: u64 = 4 * 1024;

/// The working tree compared with where its branch left a revision.
#[derive(Debug)]
pub(super) struct Since {
    /// The root of the repository.
    root: PathBuf,
    /// The working directory from there, with a `/` at its end; empty where it is the root.
    prefix: String,
    changes: Changes,
    /// The files that git knows. Of the others every line is new.
    tracked: BTreeSet<String>,
}

impl Since {
    /// Asks git.
    pub(super) fn ask(revision: &str) -> Result<Self, Stop> {
        let working = Path::new(".");
        let fail = |message: String| Stop::Usage(format!("--diff {revision}: {message}"));
        let line = |answer: Answer<String>| answer.read.trim_end_matches('\n').to_owned();
        let root = git(working, &["rev-parse", "--show-toplevel"], whole).map_err(fail)?;
        if !root.status.success() {
            let complaint = root.complaint.strip_prefix("fatal: ").unwrap_or(&root.complaint);
            return Err(fail(format!("git cannot say what has changed here: {complaint}")));
        }
        let root = PathBuf::from(line(root));
        let prefix = line(git(working, &["rev-parse", "--show-prefix"], whole).map_err(fail)?);
        let commit = format!("{revision}^{{commit}}");
        let commit = git(&root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], whole);
        let commit = commit.map_err(fail)?;
        if !commit.status.success() {
            let message = "this repository has no such revision; name a commit, a tag or a branch such as origin/main, \
                           and in a shallow clone fetch it first";
            return Err(fail(message.to_owned()));
        }
        let base = git(&root, &["merge-base", &line(commit), "HEAD"], whole).map_err(fail)?;
        if !base.status.success() {
            let message = "it has no commit in common with HEAD; in a shallow clone fetch more history";
            return Err(fail(message.to_owned()));
        }
        let changes = done(git(&root, &[&DIFF[..], &[&line(base), "--"]].concat(), Changes::read)).map_err(fail)?;
        let tracked = done(git(&root, &["ls-files", "--cached", "-z"], names)).map_err(fail)?;
        Ok(Self { root, prefix, changes, tracked })
    }

    /// Whether a place stands on a changed line.
    pub(super) fn changed(&self, place: &Place) -> bool {
        let file = match Path::new(&*place.path).strip_prefix(&self.root) {
            Ok(inside) => inside.to_string_lossy().replace('\\', "/"),
            Err(_) => format!("{}{}", self.prefix, place.path),
        };
        !self.tracked.contains(&file) || self.changes.touch(&file, place)
    }
}

/// Lines alone, whatever the configuration of git says.
const DIFF: [&str; 10] = [
    "diff",
    "--unified=0",
    "--inter-hunk-context=0",
    "--find-renames",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    // A file that attributes call binary has lines all the same.
    "--text",
];

/// What git answered.
struct Answer<T> {
    status: ExitStatus,
    read: T,
    /// The first of what it wrote to standard error.
    complaint: String,
}

type Answered = BufReader<io::Take<ChildStdout>>;

/// The answer of a question that git must be able to answer.
fn done<T>(answer: Result<Answer<T>, String>) -> Result<T, String> {
    let answer = answer?;
    match &*answer.complaint {
        _ if answer.status.success() => Ok(answer.read),
        // A reader that has had enough ends it without a word.
        "" => Err(format!("git was ended ({}), for instance by an answer above 512 MB", answer.status)),
        complaint => Err(format!("git failed: {complaint}")),
    }
}

fn git<T: Send + 'static>(
    folder: &Path,
    arguments: &[&str],
    read: impl FnOnce(Answered) -> io::Result<T> + Send + 'static,
) -> Result<Answer<T>, String> {
    let mut command = Command::new("git");
    command.args(["--no-pager", "-c", "core.quotePath=off", "-c", "diff.ignoreSubmodules=all"]).args(arguments);
    command.current_dir(folder).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    ask(command, PATIENCE, read)
}

/// Runs a program and reads its answer in a thread of its own, so that it can be ended when it takes too long.
fn ask<T: Send + 'static>(
    mut command: Command,
    patience: Duration,
    read: impl FnOnce(Answered) -> io::Result<T> + Send + 'static,
) -> Result<Answer<T>, String> {
    let name = command.get_program().display().to_string();
    let cannot = |error: &io::Error| format!("cannot run {name}: {}", discover::explain(error));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| cannot(&error))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (stdout, stderr) = stdout.zip(stderr).expect("internal error: a pipe that was asked for is missing");
    let complaint = thread::spawn(move || complaint(stderr));
    let (send, answer) = mpsc::channel();
    thread::spawn(move || send.send(read(BufReader::new(stdout.take(MAX_ANSWER)))));
    let Ok(answer) = answer.recv_timeout(patience) else {
        end(&mut child);
        return Err(format!("{name} took longer than {} s", patience.as_secs()));
    };
    let read = answer.inspect_err(|_| end(&mut child)).map_err(|error| discover::explain(&error))?;
    let status = child.wait().map_err(|error| cannot(&error))?;
    Ok(Answer {
        status,
        read,
        complaint: complaint.join().expect("internal error: reading a complaint does not panic"),
    })
}

/// Ends a program that will not end by itself. One that has ended meanwhile is what was wanted.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The first of what a program complains about. The rest is read too, or the program would wait for its reader.
fn complaint(mut stderr: impl Read) -> String {
    let mut first = Vec::new();
    // What cannot be read is no complaint; the exit status says the rest.
    let _ = stderr.by_ref().take(MAX_COMPLAINT).read_to_end(&mut first);
    let _ = io::copy(&mut stderr, &mut io::sink());
    let harmless = |c: &char| !c.is_control() || *c == '\n';
    spelled(&first).trim().chars().filter(harmless).collect()
}

fn whole(mut answer: Answered) -> io::Result<String> {
    let mut text = String::new();
    answer.read_to_string(&mut text)?;
    Ok(text)
}

/// Names that end with a zero byte.
fn names(answer: Answered) -> io::Result<BTreeSet<String>> {
    answer.split(0).map(|name| name.map(|name| spelled(&name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn an_answer_has_its_status_and_its_complaint() {
        let answer = ask(shell("echo yes; printf '\\033[1mno\\n' >&2; exit 3"), PATIENCE, whole).unwrap();
        assert_eq!((&*answer.read, &*answer.complaint, answer.status.code()), ("yes\n", "[1mno", Some(3)));
    }

    #[test]
    fn whoever_takes_too_long_is_ended() {
        let answer = ask(shell("exec sleep 60"), Duration::from_millis(50), whole);
        assert_eq!(answer.err().as_deref(), Some("sh took longer than 0 s"));
    }

    #[test]
    fn much_complaint_hinders_nobody() {
        let answer = ask(shell("yes no | head -c 1000000 >&2; echo yes"), PATIENCE, whole).unwrap();
        assert_eq!((&*answer.read, answer.complaint.len() <= 4096), ("yes\n", true));
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let answer = ask(Command::new("no-such-git"), PATIENCE, whole);
        assert_eq!(answer.err().as_deref(), Some("cannot run no-such-git: no such file or folder"));
    }
}
