//! Ends what rules of packs do not end: a step of Rego that takes too long, and one that takes too much memory.
//!
//! The engine looks at the clock between the steps of a rule, and no thread can be ended from outside. So the whole run
//! is: it begins again without that rule, and says so in its report. Nothing is lost by that, because a run writes
//! nothing before all its rules have answered. What cannot begin again, because its input is read already, ends and says why.

use std::fmt;
use std::fs;
use std::panic::resume_unwind;
use std::path::Path;
use std::process::{self, Command};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use super::progress::Bar;
use super::{FAILED, complain};
use crate::config::{Config, Stopped};
use crate::engine;
use crate::lint::{Pass, Progress};

/// How long one answer may take. What has steps is stopped by the engine before.
const TIME: Duration = engine::TIME_LIMIT.saturating_add(Duration::from_secs(1));

/// By how many bytes the program may grow during one answer. A template of 35,000 resources takes less as a whole.
const MEMORY: usize = 512 * 1024 * 1024;

/// How large the stacks of threads that ask rules may become, so that a value of a million levels is taken for what it
/// is: too much memory. Only what is used of a stack is there.
const STACK: usize = MEMORY;

/// A gigabyte is written in some hundred milliseconds.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// How many looks are [`TIME`]. They are counted, and not the clock is read: while the program is suspended nothing takes
/// any time.
const LOOKS: u128 = TIME.as_millis() / BETWEEN_LOOKS.as_millis();

/// How long an editor gets to read why its server ends.
const TELLING: Duration = Duration::from_millis(200);

/// What a run that begins again knows of the one before: a JSON array of rule, file and reason for each rule.
const STOPPED: &str = "PLIMSOLL_STOPPED";

/// The rules that ended earlier attempts at this run.
pub(super) fn stopped() -> Vec<Stopped> {
    let given = std::env::var_os(STOPPED).and_then(|given| given.into_string().ok());
    // What somebody else has put there says nothing.
    let rules = given.and_then(|given| serde_json::from_str(&given).ok());
    let rules: Vec<(Arc<str>, Arc<str>, String)> = rules.unwrap_or_default();
    rules.into_iter().map(|(rule, file, reason)| Stopped { rule, file, reason }).collect()
}

/// Runs what asks rules on the command line, and shows how far it is. Standard input, where that has been read, cannot be
/// read again.
pub(super) fn command<T: Send>(
    config: &Config,
    can_begin_again: bool,
    lint: impl FnOnce(&dyn Progress) -> T + Send,
) -> T {
    let bar = Arc::new(Bar::new());
    shown(&bar, config, can_begin_again, lint)
}

/// Nothing of the bar is left when it comes back.
fn shown<T: Send>(
    bar: &Arc<Bar>,
    config: &Config,
    can_begin_again: bool,
    lint: impl FnOnce(&dyn Progress) -> T + Send,
) -> T {
    let cleared = bar.clone();
    let end = move |stopped: &Stopped| {
        cleared.clear();
        if can_begin_again {
            begin_again(stopped);
        }
        give_up(&complaint(stopped));
    };
    let answer = guarded(config, &**bar, end, lint);
    bar.clear();
    answer
}

/// Runs what asks rules in a server. The editor is told before it ends: it could begin again only by saying everything
/// once more.
pub(super) fn server<T: Send>(
    config: &Config,
    shown: &dyn Progress,
    tell: impl Fn(String) + Send + 'static,
    lint: impl FnOnce(&dyn Progress) -> T + Send,
) -> T {
    let end = move |stopped: &Stopped| {
        let why = complaint(stopped);
        tell(format!("{why}: the server ends. `rules: {{{}: off}}` in plimsoll.yaml leaves it out.", stopped.rule));
        thread::sleep(TELLING);
        give_up(&why);
    };
    guarded(config, shown, end, lint)
}

fn complaint(Stopped { rule, file, reason }: &Stopped) -> String {
    format!("error: {file}: rule {rule} failed: {reason}")
}

/// Runs what asks rules, and watches it where some are of packs. `end` does not come back.
fn guarded<T: Send>(
    config: &Config,
    shown: &dyn Progress,
    end: impl Fn(&Stopped) + Send + 'static,
    lint: impl FnOnce(&dyn Progress) -> T + Send,
) -> T {
    if config.packs.is_empty() {
        return lint(shown);
    }
    let watchdog = Watchdog::new(move |(rule, file): &(Arc<str>, Arc<str>), excess: Excess| {
        end(&Stopped { rule: rule.clone(), file: file.clone(), reason: format!("it takes more than {excess}") });
    });
    let guarded = Guarded { shown, watchdog };
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(threads) => threads.install(|| lint(&guarded)),
        // Where there is no room for such stacks those that there are must do.
        Err(_) => lint(&guarded),
    }
}

/// A run that is shown and watched.
struct Guarded<'p> {
    shown: &'p dyn Progress,
    watchdog: Watchdog<(Arc<str>, Arc<str>)>,
}

impl Progress for Guarded<'_> {
    fn begin(&self, pass: Pass, files: usize) {
        self.shown.begin(pass, files);
    }

    fn advance(&self) {
        self.shown.advance();
    }

    fn asked(&self, rule: &Arc<str>, file: &Arc<str>) {
        self.watchdog.begins((rule.clone(), file.clone()));
    }

    fn answered(&self) {
        self.watchdog.ends();
    }
}

/// Does what loading a pack takes: its rules are read, checked and tried.
pub(super) fn loading<T: Send>(pack: &Path, load: impl Fn() -> T + Sync) -> T {
    let name = pack.display().to_string();
    let end =
        move |(): &(), excess| give_up(&format!("error: {name}: loading this rule pack takes more than {excess}"));
    let watchdog = Watchdog::new(end);
    thread::scope(|scope| {
        let watched = || {
            watchdog.begins(());
            load()
        };
        let loads = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, watched);
        let loaded = loads.map(|loading| loading.join().unwrap_or_else(|panic| resume_unwind(panic)));
        loaded.unwrap_or_else(|_| watched())
    })
}

/// Looks at what the threads of a run do, until it is dropped.
struct Watchdog<W> {
    doing: Arc<Mutex<Vec<Doing<W>>>>,
    /// Its end is the end of the looks.
    _there: mpsc::Sender<()>,
}

/// What a thread does.
#[derive(Clone)]
struct Doing<W> {
    thread: ThreadId,
    /// How many pieces of work it has begun or ended.
    turn: u64,
    work: Option<W>,
}

/// What one piece of work has too much of.
#[derive(Clone, Copy, Debug)]
enum Excess {
    Time,
    Memory,
}

impl<W: Clone + Send + 'static> Watchdog<W> {
    /// `end` is told what takes too much, and ends the process.
    fn new(end: impl Fn(&W, Excess) + Send + 'static) -> Self {
        let doing = Arc::new(Mutex::new(Vec::<Doing<W>>::new()));
        let (there, gone) = mpsc::channel::<()>();
        let looked_at = doing.clone();
        thread::spawn(move || {
            let mut seen: Vec<Seen> = Vec::new();
            while gone.recv_timeout(BETWEEN_LOOKS) == Err(RecvTimeoutError::Timeout) {
                let now = locked(&looked_at).clone();
                seen = now.iter().filter_map(|doing| doing.seen(&seen)).collect();
                if let Some((work, excess)) = now.iter().find_map(|doing| doing.excess(&seen)) {
                    end(work, excess);
                }
            }
        });
        Self { doing, _there: there }
    }

    /// This thread begins a piece of work.
    fn begins(&self, work: W) {
        self.set(Some(work));
    }

    /// This thread is through with it.
    fn ends(&self) {
        self.set(None);
    }

    fn set(&self, work: Option<W>) {
        let thread = thread::current().id();
        let mut doing = locked(&self.doing);
        match doing.iter_mut().find(|doing| doing.thread == thread) {
            Some(doing) => {
                doing.turn += 1;
                doing.work = work;
            }
            None => doing.push(Doing { thread, turn: 0, work }),
        }
    }
}

/// A piece of work that was met by a look.
struct Seen {
    thread: ThreadId,
    turn: u64,
    /// How many looks have met it.
    looks: u128,
    /// What the program had at the first of them.
    memory: Option<usize>,
}

impl<W> Doing<W> {
    fn excess(&self, seen: &[Seen]) -> Option<(&W, Excess)> {
        let (work, seen) = (self.work.as_ref()?, self.among(seen)?);
        let grown = || Some(resident()?.saturating_sub(seen.memory?));
        if seen.looks > LOOKS {
            Some((work, Excess::Time))
        } else if seen.looks > 1 && grown()? > MEMORY {
            Some((work, Excess::Memory))
        } else {
            None
        }
    }

    /// One more look has met it.
    fn seen(&self, before: &[Seen]) -> Option<Seen> {
        self.work.as_ref()?;
        let Self { thread, turn, .. } = *self;
        Some(match self.among(before) {
            Some(seen) => Seen { thread, turn, looks: seen.looks + 1, memory: seen.memory },
            None => Seen { thread, turn, looks: 1, memory: resident() },
        })
    }

    fn among<'s>(&self, seen: &'s [Seen]) -> Option<&'s Seen> {
        seen.iter().find(|seen| seen.thread == self.thread && seen.turn == self.turn)
    }
}

/// How many bytes of memory the program has; known where there is `/proc`.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix(" kB")?;
    kilobytes.parse::<usize>().ok()?.checked_mul(1024)
}

/// A thread that panics between two lines of this file leaves nothing half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the same command line again, without one more rule. Comes back where that is not possible.
fn begin_again(without: &Stopped) {
    let mut all: Vec<Stopped> = stopped();
    if all.iter().any(|stopped| stopped.rule == without.rule) {
        return;
    }
    all.push(without.clone());
    let all: Vec<_> = all.iter().map(|Stopped { rule, file, reason }| (rule, file, reason)).collect();
    let (Ok(program), Ok(all)) = (std::env::current_exe(), serde_json::to_string(&all)) else { return };
    let mut command = Command::new(program);
    command.args(std::env::args_os().skip(1)).env(STOPPED, all);
    replaced_by(command);
}

/// The process becomes the one of the command; its threads and its memory are gone.
#[cfg(unix)]
fn replaced_by(mut command: Command) {
    use std::os::unix::process::CommandExt as _;
    // It comes back where the program cannot be started.
    let _ = command.exec();
}

/// Ends as the command ends.
#[cfg(not(unix))]
fn replaced_by(mut command: Command) {
    if let Ok(status) = command.status() {
        let status = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(FAILED);
        exit(status);
    }
}

fn give_up(why: &str) {
    complain(why);
    exit(FAILED);
}

#[expect(clippy::exit, reason = "what takes too much ends with the process and not before")]
fn exit(status: u8) -> ! {
    process::exit(i32::from(status))
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time => write!(f, "{} seconds", TIME.as_secs()),
            Self::Memory => write!(f, "{} MiB of memory", MEMORY / 1024 / 1024),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;

    #[test]
    fn the_bar_is_gone_before_the_report_is_printed() {
        let with_pack = Config { packs: vec![("pack".into(), Origin::Argument("--rules"))], ..Config::default() };
        for config in [Config::default(), with_pack] {
            let bar = Arc::new(Bar::new());
            shown(&bar, &config, true, |_| assert!(!bar.is_gone()));
            assert!(bar.is_gone());
        }
    }
}
