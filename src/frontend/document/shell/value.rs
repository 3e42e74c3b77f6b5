//! Commands as values.

use super::state::{Command, Failure, Pipe, State, Word, known};
use crate::source::Location;
use crate::value::{Data, Entry, Map, Origin, Part, Piece, Value, compose};

/// The commands of a script, in written order.
pub(super) fn commands(state: State) -> Vec<Value> {
    state.commands.into_iter().map(command).collect()
}

fn command(command: Command) -> Value {
    let at = command.at;
    let Some(words) = command.words else { return Value::unknown("it was not understood", at) };
    let from: std::collections::BTreeSet<usize> = words.iter().flat_map(|word| word.from.iter().copied()).collect();
    let pipe = match command.pipe {
        Pipe::Nobody => Value::new(Data::Null, at),
        Pipe::Command(reader) => number(reader, at),
        Pipe::Others => Value::unknown("several commands may read it", at),
    };
    let pipefail = match command.pipefail {
        Some(on) => Value::new(Data::Bool(on), at),
        None => Value::unknown("the shell may be told so elsewhere", at),
    };
    let failure = match command.failure {
        Some(failure) => Value::new(Data::Text(word_of(failure).into()), at),
        None => Value::unknown("whoever starts the script decides", at),
    };
    let entry = |key: &str, value| Entry { key: key.into(), at, value };
    let entries = vec![
        entry("words", Value::new(Data::List(words.into_iter().map(word).collect()), at)),
        entry("pipe", pipe),
        entry("pipefail", pipefail),
        entry("failure", failure),
        entry("from", Value::new(Data::List(from.into_iter().map(|from| number(from, at)).collect()), at)),
    ];
    Value::new(Data::Map(Map { entries, open: None }), at)
}

fn number(number: usize, at: Location) -> Value {
    Value::new(Data::Number(number.to_string().into()), at)
}

fn word_of(failure: Failure) -> &'static str {
    match failure {
        Failure::Stop => "stop",
        Failure::Skip => "skip",
        Failure::Handle => "handle",
        Failure::Ignore => "ignore",
    }
}

/// A word with its known parts side by side, explained by the first of them that needs it.
fn word(word: Word) -> Value {
    let because = word.pieces.iter().find_map(|piece| piece.origin.because.clone());
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in word.pieces {
        match (pieces.last_mut(), known(&piece)) {
            (Some(Piece { part: Part::Known(text), .. }), Some(more)) => *text = format!("{text}{more}").into(),
            _ => pieces.push(piece),
        }
    }
    let value = compose(pieces, word.at);
    let because = value.origin.because.clone().or(because);
    Value { origin: Origin { because, ..value.origin }, ..value }
}
