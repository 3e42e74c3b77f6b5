//! What is known at a point of a script: variables, options of the shell, the commands so far.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Setting;
use super::census::Census;
use crate::source::Location;
use crate::value::{Origin, Part, Piece, Source, Unknown, Value};

/// How many commands of a script are read.
const MAX_COMMANDS: usize = 5_000;
/// How many parts a word has at most; one with more is unknown.
const MAX_PIECES: usize = 64;
/// How long the known parts of a word are at most.
const MAX_KNOWN: usize = 4_096;

/// The state of a shell that runs a script.
#[derive(Debug)]
pub(super) struct State {
    pub(super) census: Census,
    pub(super) options: Options,
    pub(super) commands: Vec<Command>,
    /// The variable that is being assigned.
    pub(super) assigning: Option<String>,
    /// Whether this is the body of a function, which runs when somebody calls it.
    pub(super) in_function: bool,
    known: Vec<(String, Word)>,
    environment: HashMap<Arc<str>, Value>,
}

/// Options of the shell; `None` where they cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) errexit: Option<bool>,
    pub(super) pipefail: Option<bool>,
}

/// A command.
#[derive(Debug)]
pub(super) struct Command {
    pub(super) at: Location,
    /// `None` for one that was not understood.
    pub(super) words: Option<Vec<Word>>,
    pub(super) pipe: Pipe,
    pub(super) pipefail: Option<bool>,
    pub(super) failure: Option<Failure>,
}

/// Who reads what a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pipe {
    Nobody,
    Command(usize),
    /// Several commands, or one that is not known.
    Others,
}

/// What the failure of a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    Stop,
    Skip,
    Handle,
    Ignore,
}

/// A word as the command gets it.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) at: Location,
    pub(super) pieces: Vec<Piece>,
    /// The commands whose output stands in it.
    pub(super) from: BTreeSet<usize>,
}

/// Where a block of a script was entered.
pub(super) struct Mark {
    known: usize,
    options: Options,
    in_function: bool,
}

impl State {
    pub(super) fn new(setting: &Setting, census: Census) -> Self {
        Self {
            census,
            options: Options { errexit: setting.errexit, pipefail: setting.pipefail },
            commands: Vec::new(),
            assigning: None,
            in_function: false,
            known: Vec::new(),
            environment: setting.variables.iter().cloned().collect(),
        }
    }

    /// Makes room for a command, so that it stands before those in its words. `None` where there are too many.
    pub(super) fn reserve(&mut self, at: Location) -> Option<usize> {
        if self.commands.len() > MAX_COMMANDS {
            return None;
        }
        self.commands.push(Command { at, words: None, pipe: Pipe::Others, pipefail: None, failure: None });
        Some(self.commands.len() - 1)
    }

    /// Begins something that may not be run, or is run by a shell of its own.
    pub(super) fn enter(&self) -> Mark {
        Mark { known: self.known.len(), options: self.options, in_function: self.in_function }
    }

    /// Ends what the same shell runs or not: what it changed is not known.
    pub(super) fn leave(&mut self, mark: &Mark) {
        self.known.truncate(mark.known);
        let both = |now: Option<bool>, before: Option<bool>| now.filter(|_| now == before);
        self.options = Options {
            errexit: both(self.options.errexit, mark.options.errexit),
            pipefail: both(self.options.pipefail, mark.options.pipefail),
        };
        self.in_function = mark.in_function;
    }

    /// Ends what another shell runs: what it changed is lost.
    pub(super) fn forget(&mut self, mark: &Mark) {
        self.known.truncate(mark.known);
        self.options = mark.options;
    }

    /// What another script may have changed is not known any more.
    pub(super) fn lose_variables(&mut self) {
        self.known.clear();
        self.environment.clear();
    }

    /// Whether failures in pipelines count here. Where the script speaks of that at all, a function does not know.
    pub(super) fn pipefail(&self) -> Option<bool> {
        let unsure = self.census.statuses || self.census.elsewhere || self.in_function && self.census.pipefail;
        self.options.pipefail.filter(|on| *on || !unsure)
    }

    /// What a failure does where nothing else is written.
    pub(super) fn failure(&self) -> Option<Failure> {
        self.options.errexit.map(|stops| if stops { Failure::Stop } else { Failure::Ignore })
    }

    /// Gives a variable a value, if that is the only one that it ever has.
    pub(super) fn assign(&mut self, name: &str, word: Word) {
        if self.census.of(name) == 1 {
            self.known.push((name.to_owned(), word));
        }
    }

    /// What a variable is at this point, as part of a word.
    pub(super) fn variable(&self, name: &str, at: Location) -> Option<Word> {
        if let Some((_, word)) = self.known.iter().rev().find(|(known, _)| known == name) {
            let explained = |piece: &Piece| {
                let next = piece.origin.because.clone();
                let origin = Origin::at(at).because(Source::Constant, format!("{name} is set here"), word.at, next);
                Piece { part: piece.part.clone(), origin }
            };
            return Some(Word { at, pieces: word.pieces.iter().map(explained).collect(), from: word.from.clone() });
        }
        let value = self.environment.get(name).filter(|_| self.census.of(name) == 0)?;
        let explained = |piece: &Piece| {
            let message = format!("{name} is set here");
            let origin = Origin::at(at).because(Source::Constant, message, value.origin.at, None);
            Piece { part: piece.part.clone(), origin }
        };
        let pieces = value.pieces()?.iter().map(explained).collect();
        Some(Word { at, pieces, from: BTreeSet::new() })
    }

    /// Whether a variable has, as far as the script goes, no value before this point.
    pub(super) fn is_left_to_others(&self, name: &str) -> bool {
        let own = u32::from(self.assigning.as_deref() == Some(name));
        self.census.of(name) == own && !self.census.elsewhere && !self.environment.contains_key(name)
    }
}

impl Word {
    pub(super) fn new(at: Location) -> Self {
        Self { at, pieces: Vec::new(), from: BTreeSet::new() }
    }

    pub(super) fn hole(reason: impl Into<Arc<str>>, at: Location) -> Self {
        let mut word = Self::new(at);
        word.put_in("…", reason);
        word
    }

    pub(super) fn push(&mut self, text: &str) {
        self.pieces.push(Piece { part: Part::Known(text.into()), origin: Origin::at(self.at) });
    }

    /// Adds what the shell puts in there.
    pub(super) fn put_in(&mut self, name: &str, reason: impl Into<Arc<str>>) {
        let unknown = Arc::new(Unknown { reason: reason.into(), reference: None });
        self.pieces.push(Piece { part: Part::Hole { name: name.into(), unknown }, origin: Origin::at(self.at) });
    }

    pub(super) fn append(&mut self, other: Self) {
        self.pieces.extend(other.pieces);
        self.from.extend(other.from);
        let known: usize = self.pieces.iter().map(|piece| known(piece).map_or(0, str::len)).sum();
        if self.pieces.len() > MAX_PIECES || known > MAX_KNOWN {
            self.pieces.clear();
            self.put_in("…", "it is put together from too many parts");
        }
    }

    /// The text of it, where it is known.
    pub(super) fn text(&self) -> Option<String> {
        self.pieces.iter().map(known).collect()
    }
}

/// The text of a part, where it is known.
pub(super) fn known(piece: &Piece) -> Option<&str> {
    match &piece.part {
        Part::Known(text) => Some(text),
        Part::Hole { .. } => None,
    }
}
