//! Bytes and places: which file, which bytes of it, and on which line that is.
//!
//! A place inside the program is a [`Span`]: bytes of one file. Lines and columns exist only here, for
//! people and for report formats; UTF-16 exists only in the language server.

use std::sync::Arc;

/// The number of a file within one run, in the order of the sorted paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// The configuration file, which belongs to no run but has places too.
    pub const CONFIGURATION: Self = Self(u32::MAX);
}

/// Bytes `start..end` of one file. Files are limited to 4 GiB by the type and to far less by the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span of `start..end`.
    ///
    /// # Panics
    /// When an offset does not fit `u32`; the reader refuses such files.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).expect("internal error: offset beyond 4 GiB");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// The empty span at an offset.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    #[must_use]
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A span and the file it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    pub file: FileId,
    pub span: Span,
}

/// A line and a column as people count them: from 1; the column counts Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// The files of a run. Texts are read when they are needed and may be read more than once.
pub trait Sources: Sync {
    /// What each file is reported under, by number: relative to the working directory with forward slashes,
    /// absolute outside it. Sorted, each once.
    fn paths(&self) -> &[Arc<str>];

    /// The bytes of a file.
    ///
    /// # Errors
    /// Why they cannot be had.
    fn read(&self, file: FileId) -> Result<Content, String>;

    /// How much of the project the files are.
    fn extent(&self) -> Extent {
        Extent::Whole
    }
}

/// How much of a project a run sees. What is not seen is not missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// Files that were named, or standard input.
    Files,
    /// Folders of it.
    Folders,
    Whole,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    Whole(Vec<u8>),
    /// A file beyond the limit of the reader: its beginning and its size in bytes.
    TooLarge {
        head: Vec<u8>,
        size: u64,
    },
}

/// The bytes of a name as text; those that are no UTF-8 are written as `\xFF`.
pub(crate) fn spelled(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    text
}

/// How many bytes lie between two places up to which the characters of a text are counted beforehand.
const CHECKPOINT: usize = 1024;

/// Where each line of a text begins. A line ends after `\n`; a `\r` before it belongs to the line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each multiple of [`CHECKPOINT`]. Empty for ASCII, where bytes are characters.
    characters: Vec<u32>,
}

impl LineIndex {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| Span::at(at + 1).start));
        let counted = if text.is_ascii() { "" } else { text };
        let chunks = counted.as_bytes().chunks(CHECKPOINT);
        let count = |before: &mut u32, chunk: &[u8]| {
            let here = *before;
            *before += characters(chunk);
            Some(here)
        };
        Self { starts, characters: chunks.scan(0, count).collect() }
    }

    /// How many lines the text has; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line that holds an offset, counted from 0.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The bytes of a line (counted from 0) without its line end.
    #[must_use]
    pub fn line_span(&self, line: usize, text: &str) -> Span {
        let start = self.starts[line];
        let end = self.starts.get(line + 1).copied().unwrap_or_else(|| Span::at(text.len()).start);
        let content = text[start as usize..end as usize].trim_end_matches(['\n', '\r']);
        Span::new(start as usize, start as usize + content.len())
    }

    /// Line and column of an offset; an offset inside a character counts as its beginning. A byte order
    /// mark at the beginning of the text is no column.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = offset.min(Span::at(text.len()).start);
        let line = self.line_of(offset);
        let start = self.starts[line] as usize;
        let mut end = offset as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mark = u32::from(start == 0 && text[..end].starts_with('\u{feff}'));
        let line = u32::try_from(line + 1).expect("internal error: more than 4 G lines");
        Position { line, column: self.characters(text, start, end) - mark + 1 }
    }

    /// How many characters begin in a range of bytes.
    fn characters(&self, text: &str, start: usize, end: usize) -> u32 {
        if self.characters.is_empty() {
            return Span::at(end - start).start;
        }
        if end - start <= CHECKPOINT {
            return characters(&text.as_bytes()[start..end]);
        }
        let before = |offset: usize| {
            let checkpoint = (offset / CHECKPOINT).min(self.characters.len() - 1);
            self.characters[checkpoint] + characters(&text.as_bytes()[checkpoint * CHECKPOINT..offset])
        };
        before(end) - before(start)
    }
}

/// How many characters begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> u32 {
    let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    Span::at(bytes.iter().filter(begins).count()).start
}

/// One file of the run: the name it is reported under, its text, and where its lines begin.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Relative to the working directory with forward slashes; absolute outside it.
    pub path: Arc<str>,
    pub text: Arc<str>,
    lines: LineIndex,
}

impl SourceFile {
    #[must_use]
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let lines = LineIndex::new(&text);
        Self { path: path.into(), text, lines }
    }

    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines.position(&self.text, offset)
    }

    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Whether the span begins and ends on one line.
    #[must_use]
    pub fn on_one_line(&self, span: Span) -> bool {
        self.lines.line_of(span.start) == self.lines.line_of(span.end)
    }
}

/// Which bytes of a file each part of a decoded text comes from: escapes, folded lines and block
/// scalars make a text differ from its bytes. Offsets of the text are bytes of its UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMap {
    /// In the order of the text, without gaps in it.
    pieces: Vec<Piece>,
}

/// A part of a decoded text and the bytes it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Where the part begins in the text, and how long it is.
    decoded: u32,
    length: u32,
    bytes: Span,
    /// Whether the bytes are the text, so that the map goes into the piece.
    verbatim: bool,
}

impl TextMap {
    /// The map of a text of some length that is written as it is at a place.
    #[must_use]
    pub fn verbatim(start: usize, length: usize) -> Self {
        let mut map = Self::starting_at(start);
        map.push_verbatim(Span::new(start, start + length));
        map
    }

    /// The bytes that decode to a range of the text. An escape counts whole, an empty range gives an
    /// empty span.
    #[must_use]
    pub fn span(&self, decoded: std::ops::Range<usize>) -> Span {
        let start = self.offset(decoded.start);
        let Some(last) = decoded.end.checked_sub(1).filter(|last| *last >= decoded.start) else {
            return Span { start, end: start };
        };
        let piece = self.piece(last);
        let within = Span::at(last).start.saturating_sub(piece.decoded) + 1;
        let end = if piece.verbatim && within <= piece.length { piece.bytes.start + within } else { piece.bytes.end };
        Span { start, end: end.max(start) }
    }

    /// Where the bytes begin that decode to the text from an offset on.
    #[must_use]
    pub fn offset(&self, decoded: usize) -> u32 {
        let piece = self.piece(decoded);
        let within = Span::at(decoded).start.saturating_sub(piece.decoded);
        match within {
            _ if within >= piece.length => piece.bytes.end,
            _ if piece.verbatim => piece.bytes.start + within,
            _ => piece.bytes.start,
        }
    }

    /// The map of no text at a place, to be pushed to.
    pub(crate) fn starting_at(start: usize) -> Self {
        Self { pieces: vec![Piece { decoded: 0, length: 0, bytes: Span::at(start), verbatim: true }] }
    }

    /// The bytes that come next in the text as they are.
    pub(crate) fn push_verbatim(&mut self, bytes: Span) {
        if !bytes.is_empty() {
            self.push(Piece { decoded: self.length(), length: bytes.end - bytes.start, bytes, verbatim: true });
        }
    }

    /// The next so many bytes of the text, which come from these bytes as a whole.
    pub(crate) fn push_decoded(&mut self, length: usize, bytes: Span) {
        if length > 0 {
            self.push(Piece { decoded: self.length(), length: Span::at(length).start, bytes, verbatim: false });
        }
    }

    /// How long the text is so far.
    pub(crate) fn length(&self) -> u32 {
        self.pieces.last().map_or(0, |piece| piece.decoded + piece.length)
    }

    /// Whether it maps all of a text, and what it takes for verbatim is.
    pub(crate) fn fits(&self, source: &str, text: &str) -> bool {
        let is_said = |piece: &Piece| {
            let start = piece.decoded as usize;
            !piece.verbatim || source.get(piece.bytes.range()) == text.get(start..start + piece.length as usize)
        };
        self.length() as usize == text.len() && self.pieces.iter().all(is_said)
    }

    fn push(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last) if last.verbatim && piece.verbatim && last.bytes.end == piece.bytes.start => {
                last.length += piece.length;
                last.bytes.end = piece.bytes.end;
            }
            Some(last) if last.length == 0 => *last = piece,
            _ => self.pieces.push(piece),
        }
    }

    /// The piece that holds an offset of the text, or the last one.
    fn piece(&self, decoded: usize) -> &Piece {
        let decoded = Span::at(decoded).start;
        let after = self.pieces.partition_point(|piece| piece.decoded <= decoded);
        &self.pieces[after.max(1) - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_however_long_the_line_is() {
        let line = "aé\u{20ac}\u{1f600}".repeat(700);
        for text in [format!("\u{feff}{line}\r\n{line}\nx"), format!("{}\n{}", "x".repeat(5000), "y".repeat(3000))] {
            let index = LineIndex::new(&text);
            let (mut row, mut column) = (1, 1);
            for (offset, character) in text.char_indices() {
                let expected = Position { line: row, column };
                for inside in offset..offset + character.len_utf8() {
                    assert_eq!(index.position(&text, Span::at(inside).start), expected, "at {inside}");
                }
                match character {
                    '\n' => (row, column) = (row + 1, 1),
                    '\u{feff}' => {}
                    _ => column += 1,
                }
            }
            assert_eq!(index.position(&text, u32::MAX), Position { line: row, column });
        }
    }
}
