//! Between bytes and what the protocol counts: lines, columns in UTF-16 or UTF-8, and URIs. Nothing else knows UTF-16.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Arc;

use lsp_types::{Position, PositionEncodingKind, Range, Uri};

use crate::source::Span;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// What clients mean that name nothing.
    #[default]
    Utf16,
}

/// A text with its lines. A line ends in `\n`, `\r\n` or `\r`, as the protocol has it.
#[derive(Clone, Debug)]
pub(super) struct Text {
    content: Arc<str>,
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many bytes at the beginning an editor does not show.
    mark: usize,
}

impl Encoding {
    /// UTF-8 where the client understands it.
    pub(super) fn chosen(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn units(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }

    fn units_of(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
        }
    }
}

impl Text {
    /// A text as an editor has it, every character of which counts.
    pub(super) fn of_editor(text: impl Into<Arc<str>>) -> Self {
        let content = text.into();
        let starts = line_starts(&content);
        Self { content, starts, mark: 0 }
    }

    /// A text as it is on the disk: an editor that opens it takes the byte order mark away.
    pub(super) fn of_disk(text: impl Into<Arc<str>>) -> Self {
        let text = Self::of_editor(text);
        let mark = if text.content.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { mark, ..text }
    }

    pub(super) fn text(&self) -> &Arc<str> {
        &self.content
    }

    pub(super) fn range(&self, span: Span, encoding: Encoding) -> Range {
        let Span { start, end } = span;
        Range { start: self.position(start as usize, encoding), end: self.position(end as usize, encoding) }
    }

    /// The place of an offset; one inside a character or a line end counts as its beginning.
    pub(super) fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.content.floor_char_boundary(offset).max(self.mark);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let content = self.line(line);
        let end = offset.min(content.end).max(content.start);
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Position { line: narrow(line), character: narrow(encoding.units(&self.content[content.start..end])) }
    }

    /// The offset of a place; what is beyond a line or the text is its end.
    pub(super) fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.starts.len() {
            return self.content.len();
        }
        let content = self.line(line);
        let mut rest = position.character as usize;
        let mut offset = content.start;
        for character in self.content[content].chars() {
            let units = encoding.units_of(character);
            if units > rest {
                break;
            }
            rest -= units;
            offset += character.len_utf8();
        }
        offset
    }

    /// The text with a part of it replaced.
    pub(super) fn edited(&self, range: Range, new: &str, encoding: Encoding) -> Self {
        let (start, end) = (self.offset(range.start, encoding), self.offset(range.end, encoding));
        let (start, end) = (start.min(end), start.max(end));
        Self::of_editor([&self.content[..start], new, &self.content[end..]].concat())
    }

    /// The bytes of a line without its line end.
    fn line(&self, line: usize) -> std::ops::Range<usize> {
        let start = self.starts[line].max(if line == 0 { self.mark } else { 0 });
        let end = self.starts.get(line + 1).copied().unwrap_or(self.content.len());
        let content = self.content[start..end].trim_end_matches(['\n', '\r']).len();
        start..start + content
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    let is_whole = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
    std::iter::once(0).chain(ends.filter(is_whole).map(|at| at + 1)).collect()
}

/// The file that a URI names, if it names one.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    let encoded = rest.strip_prefix("localhost").unwrap_or(rest);
    let decoded = decoded(encoded)?;
    if !decoded.starts_with('/') {
        return None;
    }
    let drive = decoded.get(1..3).filter(|drive| drive.ends_with(':') && cfg!(windows));
    let path = match drive {
        Some(drive) => PathBuf::from(format!("{}{}", drive.to_ascii_lowercase(), &decoded[3..])),
        None => PathBuf::from(decoded),
    };
    // Editors disagree about a slash at the end.
    Some(path.components().filter(|part| *part != Component::CurDir).collect())
}

/// The URI of a file; `None` for a name that is no UTF-8.
pub(super) fn uri(path: &Path) -> Option<Uri> {
    let text = path.to_str()?;
    let text = if std::path::MAIN_SEPARATOR == '/' { text.to_owned() } else { text.replace('\\', "/") };
    let root = if text.starts_with('/') { "" } else { "/" };
    let mut uri = format!("file://{root}");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    Uri::from_str(&uri).ok()
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 16).map_or('0', |digit| digit.to_ascii_uppercase())
}

/// A text without its percent signs; `None` where it is none.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok())?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODINGS: [Encoding; 2] = [Encoding::Utf8, Encoding::Utf16];

    #[test]
    fn every_place_comes_back_to_its_offset() {
        let text = "a\u{1f600}b\tc\r\n\u{e9}\u{20ac}\rlone\n\n\u{feff}x";
        for (text, encoding) in ENCODINGS.map(|encoding| (Text::of_editor(text), encoding)) {
            for (offset, character) in text.content.char_indices().filter(|(_, character)| !"\r\n".contains(*character))
            {
                let position = text.position(offset, encoding);
                assert_eq!(text.offset(position, encoding), offset, "{character:?} in {encoding:?}");
            }
        }
    }

    #[test]
    fn columns_count_what_was_agreed_on() {
        let text = Text::of_editor("\u{1f600}x\r\n\u{e9}y");
        let columns = |offset: usize| ENCODINGS.map(|encoding| text.position(offset, encoding).character);
        assert_eq!((columns(4), columns(2)), ([4, 2], [0, 0]));
        assert_eq!((text.position(9, Encoding::Utf16).line, columns(9)), (1, [2, 1]));
        // Inside of a surrogate pair is before the character; beyond a line is its end.
        let offset = |line, character| text.offset(Position { line, character }, Encoding::Utf16);
        assert_eq!([offset(0, 1), offset(0, 99), offset(1, 99), offset(7, 0)], [0, 5, 10, 10]);
    }

    #[test]
    fn a_mark_on_the_disk_is_no_column() {
        let (disk, editor) = (Text::of_disk("\u{feff}ab"), Text::of_editor("\u{feff}ab"));
        assert_eq!((disk.position(3, Encoding::Utf8).character, editor.position(3, Encoding::Utf8).character), (0, 3));
        assert_eq!(disk.position(0, Encoding::Utf16).character, 0);
        assert_eq!(disk.offset(Position::new(0, 1), Encoding::Utf16), 4);
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        assert_eq!(line_starts("a\rb\r\nc\n\rd"), [0, 2, 5, 7, 8]);
    }

    #[test]
    fn edits_go_where_the_editor_means() {
        let text = Text::of_editor("a\u{1f600}b\r\nsecond\r\n");
        let range = Range::new(Position::new(0, 3), Position::new(1, 3));
        assert_eq!(&**text.edited(range, "X", Encoding::Utf16).text(), "a\u{1f600}Xond\r\n");
        let backwards = Range::new(Position::new(1, 0), Position::new(0, 0));
        assert_eq!(&**text.edited(backwards, "", Encoding::Utf8).text(), "second\r\n");
    }

    #[test]
    fn uris_name_files() {
        let path_of = |text: &str| path(&Uri::from_str(text).unwrap());
        let named = PathBuf::from("/a b/\u{e4}#1/[x]%.ts");
        let written = uri(&named).unwrap();
        assert_eq!(written.as_str(), "file:///a%20b/%C3%A4%231/%5Bx%5D%25.ts");
        assert_eq!(path(&written), Some(named));
        assert_eq!(path_of("file:///a/b/"), Some("/a/b".into()));
        assert_eq!(path_of("file://localhost/a"), Some("/a".into()));
        assert_eq!(path_of("untitled:Untitled-1"), None);
        assert_eq!(path_of("file:///a%FF"), None);
    }
}
