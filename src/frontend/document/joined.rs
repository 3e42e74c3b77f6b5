//! The text of a document, put together from its parts, and the way back from its characters to the file.

use std::ops::Range;
use std::sync::Arc;

use super::Host;
use crate::source::{Location, Span, TextMap};
use crate::value::{Origin, Part, Piece, Unknown, Value, compose};

/// What stands for a hole: characters that no document has, around the number of the hole.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';

/// What stands around a text that is written as it is.
const QUOTES: [&str; 6] = ["\"\"\"", "'''", "\"", "'", "`", ""];

/// How a hole stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holes {
    /// In quotation marks where it stands for a whole value, as JSON wants it.
    Quoted,
    Bare,
}

/// The parts of a text side by side. A hole is a mark.
pub(super) struct Joined<'p> {
    pub(super) text: String,
    /// Where the whole of it is written.
    at: Location,
    parts: Vec<Stretch<'p>>,
    holes: Vec<(Arc<str>, Arc<Unknown>)>,
}

/// Where a part stands in the text, and what it is written in.
struct Stretch<'p> {
    start: usize,
    length: usize,
    origin: &'p Origin,
    /// The bytes of the scalar that the part is written in, and where the part begins in the scalar's text.
    written: Option<(TextMap, usize)>,
}

impl<'p> Joined<'p> {
    pub(super) fn new(pieces: &'p [Piece], at: Location, holes: Holes, host: &Host<'_>) -> Self {
        let mut joined = Self { text: String::new(), at, parts: Vec::new(), holes: Vec::new() };
        let mut quoted = holes == Holes::Bare;
        for piece in pieces {
            let start = joined.text.len();
            let written = match &piece.part {
                Part::Known(text) => {
                    joined.text.push_str(text);
                    quoted = holes == Holes::Bare || ends_quoted(text, quoted);
                    host.written(&piece.origin, text)
                }
                Part::Hole { name, unknown } => {
                    let mark = format!("{OPEN}{}{CLOSE}", joined.holes.len());
                    let marks = if quoted { "" } else { "\"" };
                    joined.text.extend([marks, mark.as_str(), marks]);
                    joined.holes.push((name.clone(), unknown.clone()));
                    None
                }
            };
            let length = joined.text.len() - start;
            joined.parts.push(Stretch { start, length, origin: &piece.origin, written });
        }
        joined
    }

    /// Where a range of the text is written. What runs over several parts is shown as far as the first of them goes.
    pub(super) fn place(&self, span: Span) -> Location {
        let Range { start, end } = span.range();
        let number = self.parts.partition_point(|part| part.start <= start).saturating_sub(1);
        let Some(part) = self.parts.get(number) else { return self.at };
        let at = part.origin.at;
        let Some((map, base)) = &part.written else { return at };
        let within = |offset: usize| base + offset.clamp(part.start, part.start + part.length) - part.start;
        Location { file: at.file, span: map.span(within(start)..within(end)) }
    }

    pub(super) fn has_holes(&self) -> bool {
        !self.holes.is_empty()
    }

    pub(super) fn has_hole(&self, text: &str) -> bool {
        !self.holes.is_empty() && text.contains(OPEN)
    }

    /// A text with marks as the parts that it has.
    pub(super) fn with_holes(&self, text: &str, at: Location) -> Value {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once(OPEN) {
            pieces.push(known(before, at));
            let (number, after) = behind.split_once(CLOSE).unwrap_or((behind, ""));
            if let Some((name, unknown)) = number.parse::<usize>().ok().and_then(|number| self.holes.get(number)) {
                let part = Part::Hole { name: name.clone(), unknown: unknown.clone() };
                pieces.push(Piece { part, origin: Origin::at(at) });
            }
            rest = after;
        }
        pieces.push(known(rest, at));
        compose(pieces, at)
    }
}

fn known(text: &str, at: Location) -> Piece {
    Piece { part: Part::Known(text.into()), origin: Origin::at(at) }
}

/// Whether a text ends between quotation marks, if it begins there or not.
fn ends_quoted(text: &str, mut quoted: bool) -> bool {
    let mut escaped = false;
    for byte in text.bytes() {
        match byte {
            b'\\' if quoted => escaped = !escaped,
            b'"' if !escaped => quoted = !quoted,
            _ => escaped = false,
        }
    }
    quoted
}

impl Host<'_> {
    /// The scalar that a part is written in word for word, and where in its text the part begins.
    fn written(&self, origin: &Origin, text: &str) -> Option<(TextMap, usize)> {
        if origin.at.file != self.file {
            return None;
        }
        let start = origin.part.map_or(0, |(start, _)| start as usize);
        let scalar = self.tree.and_then(|tree| tree.scalar_at(origin.at.span));
        if let Some(scalar) = scalar {
            let same = scalar.text()?.get(start..start + text.len())? == text;
            return scalar.text_map().filter(|_| same).map(|map| (map, start));
        }
        // A literal of a language, or a part of another document.
        let span = origin.at.span.range();
        let inner = QUOTES.iter().find_map(|quote| {
            let inside = self.text.get(span.clone())?.strip_prefix(quote)?.strip_suffix(quote)?;
            (inside == text).then_some(quote.len())
        })?;
        Some((TextMap::verbatim(span.start + inner, text.len()), 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_counted_without_those_that_are_escaped() {
        assert!(!ends_quoted(r#"{"a": "b"}"#, false));
        assert!(ends_quoted(r#"{"a": "b"#, false));
        assert!(ends_quoted(r#"{"a": "b\""#, false));
        assert!(!ends_quoted(r#"{"a": "b\\""#, false));
        assert!(!ends_quoted(r#"b", "#, true));
    }
}
