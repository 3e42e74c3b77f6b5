//! Texts in which a name between marks stands for something that is put in later: `${NAME}` for an environment variable
//! or a property of Maven, `${{ name }}` for an expression of a workflow.

use std::sync::Arc;

use crate::source::Location;
use crate::value::{Origin, Part, Piece, Unknown, Value, compose};

/// How many placeholders of a text are told apart; a text with more is unknown as a whole.
const MAX_HOLES: usize = 64;

/// A text whose placeholders are holes. They stand between `marks`; `what` says what their names name.
pub(super) fn read(text: &str, marks: (&str, &str), what: &str, at: Location) -> Value {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(marks.0) {
        let Some((name, after)) = behind.split_once(marks.1) else { break };
        if pieces.len() > 2 * MAX_HOLES {
            return Value::unknown("it is put together from too many parts", at);
        }
        pieces.push(piece(Part::Known(before.into()), at));
        let name = name.trim();
        let unknown = Arc::new(Unknown { reason: format!("{what} {name}").into(), reference: None });
        pieces.push(piece(Part::Hole { name: name.into(), unknown }, at));
        rest = after;
    }
    pieces.push(piece(Part::Known(rest.into()), at));
    compose(pieces, at)
}

fn piece(part: Part, at: Location) -> Piece {
    Piece { part, origin: Origin::at(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    #[test]
    fn what_is_put_in_later_is_a_hole() {
        let at = Location { file: FileId(0), span: Span::default() };
        let read = |text: &str| read(text, ("${", "}"), "variable", at);
        assert_eq!(read("plain").text().as_deref(), Some("plain"));
        let token = read("a-${TOKEN}");
        assert_eq!(token.text(), None);
        assert_eq!(token.why_unknown().map(|reason| &**reason), Some("variable TOKEN"));
        assert_eq!(read("${open").text().as_deref(), Some("${open"));
        let many = "${A}".repeat(1_000);
        assert!(read(&many).why_unknown().is_some_and(|reason| reason.contains("too many")));
    }
}
