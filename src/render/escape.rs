//! JSON that is safe to look at: what a terminal would obey, or what would reorder the text around it, is written as
//! `\u009b`. A reader of JSON sees no difference.

use std::io::{self, Write};

use super::wording;

/// Writes what it is given, character by character where that is JSON.
pub(super) struct Escaping<W> {
    inner: W,
    json: bool,
}

impl<W: Write> Escaping<W> {
    pub(super) fn new(inner: W, json: bool) -> Self {
        Self { inner, json }
    }
}

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A character is never written in two parts; ASCII is escaped by whoever writes JSON.
        match std::str::from_utf8(bytes) {
            Ok(text) if self.json && !text.is_ascii() => {
                for piece in text.split_inclusive(is_harmful) {
                    let harmful = piece.chars().next_back().filter(|last| is_harmful(*last));
                    let plain = &piece[..piece.len() - harmful.map_or(0, char::len_utf8)];
                    self.inner.write_all(plain.as_bytes())?;
                    if let Some(harmful) = harmful {
                        write!(self.inner, "\\u{:04x}", u32::from(harmful))?;
                    }
                }
                Ok(bytes.len())
            }
            _ => self.inner.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn is_harmful(character: char) -> bool {
    !character.is_ascii() && wording::printable(character) != Some(character)
}
