//! Plain and quoted scalars: escapes, and lines that are folded into one.

use std::ops::Range;

use crate::source::{Span, TextMap};
use crate::syntax::Style;

/// The map of the bytes between the quotes, or of a plain scalar.
pub(super) fn map(source: &str, inner: Span, style: Style) -> TextMap {
    let mut reader = Reader {
        bytes: &source.as_bytes()[..inner.end as usize],
        style,
        map: TextMap::starting_at(inner.start as usize),
    };
    reader.read(inner.start as usize);
    reader.map
}

struct Reader<'s> {
    /// Up to the end of the scalar.
    bytes: &'s [u8],
    style: Style,
    map: TextMap,
}

impl Reader<'_> {
    fn read(&mut self, mut at: usize) {
        let mut run = at;
        while let Some(byte) = self.bytes.get(at).copied() {
            let next = match byte {
                b'\n' | b'\r' => self.fold(run, at),
                b'\\' if self.style == Style::DoubleQuoted => self.escape(run, at),
                b'\'' if self.style == Style::SingleQuoted => {
                    self.verbatim(run..at);
                    self.map.push_decoded(1, Span::new(at, at + 2));
                    at + 2
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            at = next;
            run = next;
        }
        self.verbatim(run..at);
    }

    /// A line end: the blanks around it go, one line end becomes a blank, more become one less.
    fn fold(&mut self, run: usize, at: usize) -> usize {
        let trailing = self.bytes[run..at].iter().rev().take_while(|byte| is_blank(**byte)).count();
        self.verbatim(run..at - trailing);
        let ends = self.line_ends(at - trailing, at);
        let after = ends.last().map_or(at, |end| end.end);
        if let [only] = ends.as_slice() {
            self.map.push_decoded(1, Span::new(only.start, only.end));
        } else if let [first, second, rest @ ..] = ends.as_slice() {
            self.map.push_decoded(1, Span::new(first.start, second.end));
            self.line_feeds(rest);
        }
        after
    }

    fn escape(&mut self, run: usize, at: usize) -> usize {
        self.verbatim(run..at);
        if matches!(self.bytes.get(at + 1), Some(b'\n' | b'\r')) {
            // An escaped line end is nothing; blank lines behind it count.
            let ends = self.line_ends(at, at + 1);
            self.line_feeds(ends.get(1..).unwrap_or_default());
            return ends.last().map_or(at + 1, |end| end.end);
        }
        let (decoded, length) = escape(&self.bytes[at..]);
        let end = (at + length).min(self.bytes.len());
        self.map.push_decoded(decoded, Span::new(at, end));
        end
    }

    /// Line ends with the blanks behind each; the first begins at `start` and ends its line at `at`.
    fn line_ends(&self, start: usize, at: usize) -> Vec<Range<usize>> {
        let mut ends = Vec::new();
        let (mut start, mut at) = (start, at);
        while let Some(b'\n' | b'\r') = self.bytes.get(at) {
            at += if self.bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
            at += self.bytes[at..].iter().take_while(|byte| is_blank(**byte)).count();
            ends.push(start..at);
            start = at;
        }
        ends
    }

    fn line_feeds(&mut self, ends: &[Range<usize>]) {
        for end in ends {
            self.map.push_decoded(1, Span::new(end.start, end.end));
        }
    }

    fn verbatim(&mut self, range: Range<usize>) {
        self.map.push_verbatim(Span::new(range.start, range.end));
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// How many bytes an escape decodes to, and how many it is written in.
fn escape(bytes: &[u8]) -> (usize, usize) {
    match bytes.get(1) {
        Some(b'x') => (width(hexadecimal(bytes, 2, 2)), 4),
        Some(b'U') => (width(hexadecimal(bytes, 2, 8)), 10),
        Some(b'u') => {
            let unit = hexadecimal(bytes, 2, 4);
            let low = bytes.get(6..8).filter(|next| next == b"\\u").and_then(|_| hexadecimal(bytes, 8, 4));
            match (unit, low) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (4, 12),
                _ => (width(unit), 6),
            }
        }
        Some(b'_' | b'N') => (2, 2),
        Some(b'L' | b'P') => (3, 2),
        _ => (1, 2),
    }
}

fn hexadecimal(bytes: &[u8], start: usize, digits: usize) -> Option<u32> {
    let text = std::str::from_utf8(bytes.get(start..start + digits)?).ok()?;
    u32::from_str_radix(text, 16).ok()
}

/// The width of a character in UTF-8; half a surrogate pair is replaced.
fn width(code: Option<u32>) -> usize {
    code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER).len_utf8()
}
