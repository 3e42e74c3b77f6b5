//! The YAML reader: the parser, and what makes its trees right and its errors cheap. Knows nothing of
//! JSON; YAML happens to contain it.

use super::SyntaxError;
use super::arena::Arena;
use crate::source::Span;
use events::Pass;

mod events;
mod message;
mod padding;
mod quotes;
mod recover;

/// Reads a whole file. After an error the line to blame is left out and the rest is read.
pub(super) fn read(source: &str) -> (Arena, Vec<SyntaxError>) {
    let Pass { arena, unresolved, stop } = events::read(source, source, |at| at);
    let Some(stop) = stop else { return (arena, unresolved_aliases(source, unresolved).collect()) };
    let (draft, mut errors) = recover::repair(source, stop);
    let Pass { arena, unresolved, .. } = events::read(&draft.text, source, |at| draft.original(at));
    errors.extend(unresolved_aliases(source, unresolved));
    (arena, errors)
}

fn unresolved_aliases(source: &str, unresolved: Vec<Span>) -> impl Iterator<Item = SyntaxError> {
    unresolved.into_iter().map(|span| message::unresolved_alias(&source[span.range()], span))
}
