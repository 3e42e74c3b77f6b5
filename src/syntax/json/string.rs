//! Strings of JSON: where they end and what they say.

use crate::source::Span;
use crate::syntax::SyntaxError;

/// A string that was read.
pub(super) struct JsonString {
    /// One past the closing quote.
    pub(super) end: usize,
    /// Whether it has escapes, so that its text is not a slice of the source.
    pub(super) escaped: bool,
}

/// Reads the string that opens at `start`. If it has escapes its text is appended to `decoded`.
pub(super) fn read(source: &str, start: usize, decoded: &mut String) -> Result<JsonString, SyntaxError> {
    let bytes = source.as_bytes();
    let mut escaped = false;
    let mut from = start + 1;
    loop {
        let Some(stop) = memchr::memchr2(b'"', b'\\', &bytes[from..]).map(|stop| from + stop) else {
            refuse_control_characters(source, from, bytes.len())?;
            return Err(unclosed(start));
        };
        refuse_control_characters(source, from, stop)?;
        if bytes[stop] == b'"' {
            if escaped {
                decoded.push_str(&source[from..stop]);
            }
            return Ok(JsonString { end: stop + 1, escaped });
        }
        escaped = true;
        decoded.push_str(&source[from..stop]);
        let (character, length) = escape(&source[stop..]).ok_or_else(|| bad_escape(source, stop))?;
        decoded.push(character);
        from = stop + length;
    }
}

/// The character that an escape at the beginning of a text means and the bytes it takes. Half of a
/// surrogate pair without the other half becomes U+FFFD.
fn escape(text: &str) -> Option<(char, usize)> {
    let character = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(text),
        _ => return None,
    };
    Some((character, 2))
}

fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let high = hexadecimal(text)?;
    if let Some(character) = char::from_u32(high) {
        return Some((character, 6));
    }
    let low = text.get(6..).filter(|rest| rest.starts_with("\\u")).and_then(hexadecimal);
    let pair = low.and_then(|low| char::decode_utf16([narrow(high), narrow(low)]).next()?.ok());
    Some(pair.filter(|c| c.len_utf16() == 2).map_or((char::REPLACEMENT_CHARACTER, 6), |c| (c, 12)))
}

/// The four digits after `\u`.
fn hexadecimal(text: &str) -> Option<u32> {
    let digits = text.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

fn narrow(unit: u32) -> u16 {
    u16::try_from(unit).expect("internal error: four hexadecimal digits exceed 16 bits")
}

fn refuse_control_characters(source: &str, start: usize, end: usize) -> Result<(), SyntaxError> {
    let bytes = &source.as_bytes()[start..end];
    // The smallest byte is found many at a time; looking for the first control character is not.
    if bytes.iter().fold(u8::MAX, |least, byte| least.min(*byte)) >= b' ' {
        return Ok(());
    }
    let at = start + bytes.iter().take_while(|byte| **byte >= b' ').count();
    Err(control_character(source, at))
}

fn control_character(source: &str, at: usize) -> SyntaxError {
    let (message, help) = match source.as_bytes()[at] {
        b'\n' | b'\r' => {
            ("the line ends inside a string".to_owned(), "close the string with a double quote, or write \\n")
        }
        b'\t' => ("a tab stands in a string".to_owned(), "write \\t"),
        byte => (format!("the control character U+{byte:04X} stands in a string"), "write it as an escape"),
    };
    SyntaxError { span: Span::new(at, at + 1), message, related: None, help: Some(help.to_owned()) }
}

fn bad_escape(source: &str, at: usize) -> SyntaxError {
    let length = 1 + source[at + 1..].chars().next().map_or(0, char::len_utf8);
    SyntaxError {
        span: Span::new(at, at + length),
        message: format!("`{}` is no escape of JSON", &source[at..at + length].escape_debug()),
        related: None,
        help: Some("write \\\\ for a backslash".to_owned()),
    }
}

fn unclosed(start: usize) -> SyntaxError {
    SyntaxError {
        span: Span::new(start, start + 1),
        message: "this string is never closed".to_owned(),
        related: None,
        help: Some("close it with a double quote".to_owned()),
    }
}
