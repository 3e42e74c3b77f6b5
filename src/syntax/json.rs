//! The JSON reader: strict, iterative, one pass over the bytes. Knows nothing of YAML; what to do with
//! a file that is not JSON is decided above.

use super::SyntaxError;
use super::arena::{Arena, Text};
use super::scalar::Number;
use super::{Kind, Style};
use crate::source::Span;

mod string;

/// Why the reader stopped.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is not JSON.
    Syntax(SyntaxError),
    /// It nests too deep, whatever it is.
    Depth(SyntaxError),
}

/// Reads a whole file. What was read before a fault stays in the arena.
pub(super) fn read(source: &str) -> (Arena, Option<Fault>) {
    let mut reader = Reader { source, at: 0, arena: Arena::for_source(source.len()), scratch: String::new() };
    if source.starts_with('\u{feff}') {
        reader.at = '\u{feff}'.len_utf8();
    }
    let fault = reader.document().err();
    reader.arena.close_all();
    (reader.arena, fault)
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    arena: Arena,
    /// The text of a string with escapes, on its way into the arena.
    scratch: String,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        loop {
            self.value()?;
            loop {
                self.skip_blanks();
                let Some((kind, _)) = self.arena.innermost() else {
                    return if self.peek().is_none() { Ok(()) } else { Err(self.unexpected("the end of the file")) };
                };
                if self.after_value(kind)? {
                    break;
                }
            }
        }
    }

    /// Reads one value, or as much of it as comes before the first value inside it.
    fn value(&mut self) -> Result<(), Fault> {
        loop {
            self.skip_blanks();
            match self.peek() {
                Some(b'{') => {
                    self.open(Kind::Mapping)?;
                    if self.peek() == Some(b'}') {
                        return Ok(());
                    }
                    self.key("a key in double quotes or '}'")?;
                }
                Some(b'[') => {
                    self.open(Kind::Sequence)?;
                    if self.peek() == Some(b']') {
                        return Ok(());
                    }
                }
                Some(b'"') => return self.string(),
                _ => return self.literal(),
            }
        }
    }

    /// Reads what follows a value in a collection. True if another value must follow.
    fn after_value(&mut self, kind: Kind) -> Result<bool, Fault> {
        let (end, expected) = match kind {
            Kind::Mapping => (b'}', "',' or '}'"),
            _ => (b']', "',' or ']'"),
        };
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                if kind == Kind::Mapping {
                    self.key("a key in double quotes")?;
                }
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                self.arena.close(Some(self.at));
                Ok(false)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    fn open(&mut self, kind: Kind) -> Result<(), Fault> {
        if self.arena.open(kind, Style::Flow, self.at, None).is_err() {
            return Err(Fault::Depth(super::too_deep(self.at)));
        }
        self.at += 1;
        self.skip_blanks();
        Ok(())
    }

    fn key(&mut self, expected: &str) -> Result<(), Fault> {
        self.skip_blanks();
        if self.peek() != Some(b'"') {
            return Err(self.unexpected(expected));
        }
        self.string()?;
        self.skip_blanks();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("':' after the key"));
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Result<(), Fault> {
        self.scratch.clear();
        let start = self.at;
        let string = string::read(self.source, start, &mut self.scratch).map_err(Fault::Syntax)?;
        self.at = string.end;
        let text = if string.escaped {
            Text::Decoded(&self.scratch)
        } else {
            Text::Slice(Span::new(start + 1, string.end - 1))
        };
        self.arena.scalar(Style::DoubleQuoted, Span::new(start, string.end), text, None);
        Ok(())
    }

    /// A number, `true`, `false` or `null`.
    fn literal(&mut self) -> Result<(), Fault> {
        let rest = &self.source[self.at..];
        let length =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')).count();
        let word = &rest[..length];
        if word.is_empty() {
            return Err(self.unexpected("a value"));
        }
        let span = Span::new(self.at, self.at + length);
        if !matches!(word, "true" | "false" | "null") && Number::of(word).is_none() {
            return Err(Fault::Syntax(not_a_literal(word, span)));
        }
        self.arena.scalar(Style::Plain, span, Text::Slice(span), None);
        self.at += length;
        Ok(())
    }

    fn skip_blanks(&mut self) {
        let bytes = self.source.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn unexpected(&self, expected: &str) -> Fault {
        let found = self.source[self.at..].chars().next();
        let span = Span::new(self.at, self.at + found.map_or(0, char::len_utf8));
        let found = match found {
            None => "the file ends here".to_owned(),
            Some(character) if character.is_control() => {
                format!("the character U+{:04X} stands here", u32::from(character))
            }
            Some(character) => format!("`{character}` stands here"),
        };
        let message = format!("expected {expected}, but {found}");
        Fault::Syntax(SyntaxError { span, message, related: self.opened_above(), help: self.remedy(expected) })
    }

    /// Where the innermost collection opens, if that is on another line and the end of it is missed.
    fn opened_above(&self) -> Option<(Span, String)> {
        let open = self.arena.innermost_start()?;
        let between = &self.source[open as usize..self.at];
        let ends = matches!(self.peek(), None | Some(b'}' | b']'));
        let label = || format!("the `{}` is opened here", &between[..1]);
        (ends && between.contains('\n')).then(|| (Span { start: open, end: open + 1 }, label()))
    }

    /// What to do about the likely causes of an unexpected character.
    fn remedy(&self, expected: &str) -> Option<String> {
        let before = self.source[..self.at].trim_end();
        let rest = &self.source[self.at..];
        let help = match rest.chars().next() {
            Some('}' | ']') if before.ends_with(',') => "remove the comma before it; JSON has no trailing commas",
            Some('\'') => "use double quotes",
            Some('/' | '#') => "remove the comment; JSON has none",
            Some(_) if expected.contains("after the key") => "put a colon after the key",
            Some('"' | '{' | '[') if !before.ends_with([',', ':', '{', '[']) => "put a comma before it",
            _ => return None,
        };
        Some(help.to_owned())
    }
}

fn not_a_literal(word: &str, span: Span) -> SyntaxError {
    let numeric = word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+' || c == '.');
    let message = if numeric {
        format!("`{word}` is no JSON number")
    } else {
        format!("`{word}` is no JSON value; expected a string in double quotes, a number, true, false or null")
    };
    let help = match word {
        "True" | "TRUE" | "False" | "FALSE" | "Null" | "NULL" => format!("write {}", word.to_ascii_lowercase()),
        "None" => "write null".to_owned(),
        _ => "put it in double quotes if it is text".to_owned(),
    };
    SyntaxError { span, message, related: None, help: Some(help) }
}

#[cfg(test)]
mod tests;
