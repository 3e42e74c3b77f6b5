//! From regorus' lines and columns to bytes, and from its error texts to a message and a place.

use crate::source::Span;

/// An error text of regorus, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) message: String,
    /// Path, line and column as regorus counts them.
    pub(super) place: Option<(String, u32, u32)>,
}

impl Report {
    /// Reads `--> path:line:column`, the excerpt below it, and `error: message`.
    pub(super) fn read(text: &str) -> Self {
        let place = text.split_once("--> ").and_then(|(_, rest)| place(rest.lines().next()?));
        let message = text.split_once("error: ").map_or(text, |(_, message)| message);
        // Some messages are wrapped in others, each with its own excerpt: the innermost one is precise.
        let message = message.split("\n--> ").next().unwrap_or(message);
        Self { message: tidy(message), place }
    }
}

fn place(line: &str) -> Option<(String, u32, u32)> {
    let (rest, column) = line.trim_end().rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    Some((path.to_owned(), line.parse().ok()?, column.parse().ok()?))
}

fn tidy(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'").trim_end_matches('.').to_owned()
}

/// The byte at a line and column as regorus counts them, both from 1: a tab is four columns, a character
/// between double quotes as many as it has bytes, a comment none, any other character one. A column beyond the
/// line is its end.
pub fn offset_of(text: &str, line: u32, column: u32) -> usize {
    let mut at = Cursor { line: 1, column: 1, mode: Mode::Code };
    for (offset, character) in text.char_indices() {
        if at.line == line && (at.column >= column || character == '\n' && at.mode != Mode::Text) {
            return offset;
        }
        at.pass(character);
    }
    text.len()
}

/// The name or number that begins at an offset; else one character.
pub(super) fn word_at(text: &str, start: usize) -> Span {
    let rest = &text[start..];
    let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let word = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
    let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
    Span::new(start, start + length)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Code,
    Comment,
    /// Between double quotes.
    Text,
    /// Behind a backslash between double quotes.
    Escape,
    /// Between backticks.
    Raw,
}

struct Cursor {
    line: u32,
    column: u32,
    mode: Mode,
}

impl Cursor {
    fn pass(&mut self, character: char) {
        let (mode, width) = match (self.mode, character) {
            (Mode::Code, '"') => (Mode::Text, 1),
            (Mode::Code, '`') => (Mode::Raw, 1),
            (Mode::Code, '\r') => (Mode::Code, 0),
            (Mode::Code | Mode::Raw, '\t') => (self.mode, 4),
            (Mode::Code, '#') | (Mode::Comment, _) => (Mode::Comment, 0),
            (Mode::Text, '"') | (Mode::Raw, '`') => (Mode::Code, 1),
            (Mode::Text, '\\') => (Mode::Escape, 1),
            (Mode::Text | Mode::Escape, _) => (Mode::Text, u32::try_from(character.len_utf8()).unwrap_or(1)),
            (mode, _) => (mode, 1),
        };
        self.mode = mode;
        self.column += width;
        if character == '\n' {
            self.line += 1;
            self.column = 1;
            if mode != Mode::Raw {
                self.mode = Mode::Code;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_taken_apart() {
        let text = "\n--> rules/a b:c.rego:4:12\n  |\n4 | x := y z\n  |        ^\nerror: expecting `,`\nwhile parsing.";
        let report = Report::read(text);
        assert_eq!(report.message, "expecting ',' while parsing");
        assert_eq!(report.place, Some(("rules/a b:c.rego".to_owned(), 4, 12)));
        assert_eq!(Report::read("no place").place, None);
        assert_eq!(Report::read("no place").message, "no place");
    }

    #[test]
    fn columns_are_counted_as_regorus_does() {
        let text = "package a\n\tx := \"ä€\" + `ü€` + y # ö\n";
        let column = |needle: &str| {
            let offset = text.find(needle).unwrap();
            (1..200).rfind(|column| offset_of(text, 2, *column) == offset)
        };
        assert_eq!(column("x :="), Some(5));
        // Four for the tab, five for `x := `, and then bytes: two quotes, two and three.
        assert_eq!(column("+ `"), Some(18));
        // In a raw string each character counts one.
        assert_eq!(column("+ y"), Some(25));
        assert_eq!(offset_of(text, 2, 999), text.len() - 1, "beyond the line is its end");
        assert_eq!(offset_of(text, 9, 1), text.len(), "beyond the text is its end");
    }

    #[test]
    fn a_word_is_marked_whole() {
        assert_eq!(word_at("a bc_1.d", 2), Span::new(2, 6));
        assert_eq!(word_at("é", 0), Span::new(0, 2));
        assert_eq!(word_at("", 0), Span::at(0));
    }
}
