//! Literal and folded block scalars: lines without their indentation.

use crate::source::{Span, TextMap};

/// The map of a block scalar. `span` begins with the first character of its content, whose column is the
/// indentation; of a scalar without content it is the end of its header. `None` where the source does
/// not say the text, which is for the caller to check in full.
pub(super) fn map(source: &str, span: Span, text: &str) -> Option<TextMap> {
    let start = span.start as usize;
    let leading = text.bytes().take_while(|byte| *byte == b'\n').count();
    let first = if leading == text.len() { next_line(source, start)? } else { lines_up(source, start, leading)? };
    let indentation = start - line_start(source, start);
    let mut reader = Reader { source, text, indentation, ends: Vec::new(), map: TextMap::starting_at(first) };
    let mut at = first;
    while at < source.len() && !reader.only_line_ends_left() {
        at = reader.line(at)?;
    }
    reader.trailing(at);
    Some(reader.map)
}

struct Reader<'s> {
    source: &'s str,
    text: &'s str,
    indentation: usize,
    /// The line ends since the last content.
    ends: Vec<Span>,
    map: TextMap,
}

impl Reader<'_> {
    /// Reads a line and returns where the next begins.
    fn line(&mut self, at: usize) -> Option<usize> {
        let (end, next) = line_end(self.source, at);
        let line = &self.source[at..end];
        let indentation = line.bytes().take(self.indentation).take_while(|byte| *byte == b' ').count();
        let content = Span::new(at + indentation, end);
        if !content.is_empty() {
            self.gap()?;
            self.map.push_verbatim(content);
        }
        self.ends.push(Span::new(end, next));
        Some(next)
    }

    /// The line ends between two lines of content. How they count is seen in the text: kept, or folded
    /// into a blank or into one less.
    fn gap(&mut self) -> Option<()> {
        let kept = self.rest().bytes().take_while(|byte| *byte == b'\n').count();
        let is_folded = self.rest().starts_with(' ');
        let ends = std::mem::take(&mut self.ends);
        let separate = match ends.as_slice() {
            [] => return Some(()),
            [only] if kept == 0 && is_folded => {
                self.map.push_decoded(1, *only);
                return Some(());
            }
            all if kept == all.len() => all,
            [first, second, others @ ..] if kept == others.len() + 1 => {
                self.map.push_decoded(1, first.to(*second));
                others
            }
            _ => return None,
        };
        for end in separate {
            self.line_feed(*end);
        }
        Some(())
    }

    /// The line ends behind the last content, as many as the text keeps.
    fn trailing(&mut self, mut at: usize) {
        let mut left = self.rest().len();
        for end in std::mem::take(&mut self.ends).into_iter().take(left) {
            self.line_feed(end);
            left -= 1;
        }
        while left > 0 && at < self.source.len() {
            let (end, next) = line_end(self.source, at);
            self.line_feed(Span::new(end, next));
            at = next;
            left -= 1;
        }
    }

    fn line_feed(&mut self, end: Span) {
        if &self.source[end.range()] == "\n" {
            self.map.push_verbatim(end);
        } else {
            self.map.push_decoded(1, end);
        }
    }

    fn only_line_ends_left(&self) -> bool {
        self.rest().bytes().all(|byte| byte == b'\n')
    }

    fn rest(&self) -> &str {
        self.text.get(self.map.length() as usize..).unwrap_or("")
    }
}

fn line_start(source: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &source.as_bytes()[..at]).map_or(0, |end| end + 1)
}

/// Where a line's content ends and where the next line begins.
fn line_end(source: &str, at: usize) -> (usize, usize) {
    let Some(feed) = memchr::memchr(b'\n', &source.as_bytes()[at..]).map(|feed| at + feed) else {
        return (source.len(), source.len());
    };
    let end = if source[at..feed].ends_with('\r') { feed - 1 } else { feed };
    (end, feed + 1)
}

fn next_line(source: &str, at: usize) -> Option<usize> {
    Some(line_end(source, at).1).filter(|next| *next < source.len())
}

/// The beginning of the line that is so many lines above the line of a place.
fn lines_up(source: &str, at: usize, lines: usize) -> Option<usize> {
    let mut start = line_start(source, at);
    for _ in 0..lines {
        start = line_start(source, start.checked_sub(1)?);
    }
    Some(start)
}
