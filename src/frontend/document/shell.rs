//! Shell scripts: which commands they run, with which words, and what becomes of a failure.
//!
//! A script becomes `{"shell", "commands": [...]}`. A command is an object:
//! - `words`: its name and its arguments without quotation marks. A variable that is assigned once, where it is
//!   certain to be, is followed; a fallback (`${TAG:-latest}`) counts where nothing else is assigned. All else that
//!   the shell puts in is a hole.
//! - `pipe`: the number of the command that reads what it prints, where it stands in a pipeline and is not the last.
//! - `pipefail`: whether a failure before the end of a pipeline counts there.
//! - `failure`: what its failure does, or that of the pipeline that it is in: `stop` the script, `skip` what follows
//!   behind `&&` or `then`, is left to what is written for it (`handle`), or is passed over (`ignore`).
//! - `from`: the numbers of the commands whose output stands in its words, also by way of variables.
//!
//! Commands in functions, branches, loops and substitutions stand in the list like others, in written order. What the
//! parser does not understand is one unknown command. Nothing is executed, and no program is known here.

mod census;
mod expansion;
mod pipeline;
mod statement;
mod state;
mod syntax;
mod value;
mod word;

use std::sync::Arc;

use super::Read;
use crate::source::{Location, Span};
use crate::value::{Data, Entry, Map, Value};

pub(super) use syntax::{comments, mark, started};

/// A longer text is not read.
const MAX_TEXT: usize = 256 * 1024;

/// One text that a shell runs, and where its bytes are written.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) place: &'a dyn Fn(Span) -> Location,
}

/// How the shell is started that runs a script.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    /// `bash`, `sh`; `None` where that cannot be known.
    pub(super) shell: Option<Arc<str>>,
    /// Whether the script ends where a command fails.
    pub(super) errexit: Option<bool>,
    pub(super) pipefail: Option<bool>,
    /// Whether somebody looks at how each source ends, and stops there if it failed.
    pub(super) ends_checked: bool,
    /// What the environment is set to for this script.
    pub(super) variables: Vec<(Arc<str>, Value)>,
}

/// A file whose name or first line says that a shell like `sh` runs it.
pub(super) fn recognise(path: &str, text: &str) -> bool {
    match syntax::shebang(text).shell {
        Some(shell) => ["sh", "bash", "dash", "ksh"].contains(&&*shell),
        None => !text.starts_with("#!") && [".sh", ".bash"].iter().any(|end| path.ends_with(end)),
    }
}

/// A script in a file of its own: its first line says how it is started.
pub(super) fn file(text: &str, place: &dyn Fn(Span) -> Location) -> Read {
    let at = place(Span::new(0, text.len()));
    Read { content: read(&[Source { text, place }], &syntax::shebang(text), at), error: None }
}

/// What texts do that one shell runs, one after the other. `at` is where all of them stand.
pub(super) fn read(sources: &[Source<'_>], setting: &Setting, at: Location) -> Value {
    if sources.iter().map(|source| source.text.len()).sum::<usize>() > MAX_TEXT {
        return Value::unknown("too large to be read", at);
    }
    let trees: Option<Vec<_>> = sources.iter().map(|source| syntax::parse(source.text)).collect();
    let Some(trees) = trees else { return Value::unknown("it takes too long to be read", at) };
    let census = census::count(sources.iter().zip(&trees).map(|(source, tree)| (source.text, tree.root_node())));
    let mut state = state::State::new(setting, census);
    for (source, tree) in sources.iter().zip(&trees) {
        statement::program(&mut state, *source, tree.root_node(), setting.ends_checked);
    }
    let shell = match &setting.shell {
        Some(shell) => Value::new(Data::Text(shell.clone()), at),
        None => Value::unknown("who starts the script decides which shell runs it", at),
    };
    let commands = Value::new(Data::List(value::commands(state)), at);
    let entry = |key: &str, value| Entry { key: key.into(), at, value };
    let entries = vec![entry("shell", shell), entry("commands", commands)];
    Value::new(Data::Map(Map { entries, open: None }), at)
}

#[cfg(test)]
mod tests;
