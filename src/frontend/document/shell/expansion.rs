//! `$NAME` and `${NAME…}`.

use tree_sitter::Node;

use super::Source;
use super::state::{State, Word, known};
use super::syntax::{children, range};
use super::word::{self, Quotes};
use crate::source::Location;
use crate::value::{Part, Piece};

/// What an expansion gives in a word that stands at a place.
pub(super) fn lower(
    state: &mut State,
    source: Source<'_>,
    node: Node<'_>,
    quotes: Quotes,
    depth: usize,
    at: Location,
) -> Word {
    let written = source.text[range(node)].trim_start_matches(['$', '{']).trim_end_matches('}');
    let length = written.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'));
    let (name, operation) = written.split_at(length.unwrap_or(written.len()));
    if name.is_empty() {
        return Word::hole("what the shell puts in", at);
    }
    match (state.variable(name, at), operation) {
        (Some(word), "") => whole(word, quotes),
        (Some(word), _) if is_default(operation) && word.text().is_some_and(|text| !text.is_empty()) => {
            whole(word, quotes)
        }
        (None, _) if is_default(operation) && state.is_left_to_others(name) => {
            let fallback = fallback(state, source, node, name, depth, at);
            fallback.map_or_else(|| unset(name, at), |word| whole(word, quotes))
        }
        (word, _) => Word { from: word.map(|word| word.from).unwrap_or_default(), ..unset(name, at) },
    }
}

/// What a variable is by its name alone.
pub(super) fn variable(state: &State, name: &str, at: Location) -> Word {
    state.variable(name, at).map_or_else(|| unset(name, at), |word| whole(word, Quotes::None))
}

fn is_default(operation: &str) -> bool {
    operation.starts_with([':', '-', '='])
        && matches!(operation.trim_start_matches(':').chars().next(), Some('-' | '='))
}

/// The word behind `:-`, explained by that.
fn fallback(
    state: &mut State,
    source: Source<'_>,
    node: Node<'_>,
    name: &str,
    depth: usize,
    at: Location,
) -> Option<Word> {
    let [_, fallback] = children(node)[..] else { return None };
    let word = word::lower(state, source, fallback, depth);
    let explained = |piece: Piece| {
        let message = format!("what stands here where {} is not set", described(name));
        let because = piece.origin.because.clone();
        let origin = crate::value::Origin::at(at).because(crate::value::Source::Fallback, message, word.at, because);
        Piece { part: piece.part, origin }
    };
    let pieces = word.pieces.into_iter().map(explained).collect();
    Some(Word { at, pieces, from: word.from })
}

fn described(name: &str) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("argument {name}") } else { name.to_owned() }
}

fn unset(name: &str, at: Location) -> Word {
    let mut word = Word::new(at);
    let is_argument = name.starts_with(|first: char| first.is_ascii_digit());
    let what = if is_argument { "argument" } else { "variable" };
    word.put_in(name, format!("{what} {name} of the script"));
    word
}

/// What a variable gives without quotation marks is split at white space, and `*` in it finds files.
fn whole(word: Word, quotes: Quotes) -> Word {
    let splits = |piece: &Piece| {
        known(piece)
            .is_some_and(|text| text.contains(|character: char| character.is_whitespace() || "*?[".contains(character)))
    };
    let holes = word.pieces.iter().all(|piece| matches!(piece.part, Part::Hole { .. }));
    if quotes == Quotes::Double || holes || !word.pieces.iter().any(splits) {
        return word;
    }
    Word { from: word.from, ..Word::hole("the shell makes several words of it", word.at) }
}
