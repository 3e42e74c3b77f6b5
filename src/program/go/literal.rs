//! What a string literal means.

/// The text of a string literal; `None` where it is no text in Unicode.
pub(super) fn string(written: &str) -> Option<String> {
    if let Some(raw) = written.strip_prefix('`') {
        // Carriage returns are left out of raw strings.
        return Some(raw.strip_suffix('`').unwrap_or(raw).replace('\r', ""));
    }
    let inner = written.strip_prefix('"')?;
    decode(inner.strip_suffix('"').unwrap_or(inner))
}

fn decode(written: &str) -> Option<String> {
    // Escapes for bytes may write one character in several.
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = escape(&rest[at + 1..], &mut bytes)?;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

/// Decodes what follows a backslash and gives what follows that.
fn escape<'w>(escape: &'w str, bytes: &mut Vec<u8>) -> Option<&'w str> {
    let kind = escape.chars().next()?;
    let rest = &escape[kind.len_utf8()..];
    let byte = match kind {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        '\\' | '\'' | '"' => u8::try_from(kind).ok()?,
        'x' => {
            bytes.push(u8::try_from(code(rest, 2, 16)?).ok()?);
            return rest.get(2..);
        }
        '0'..='7' => {
            bytes.push(u8::try_from(code(escape, 3, 8)?).ok()?);
            return escape.get(3..);
        }
        'u' => return character(rest, 4, bytes),
        'U' => return character(rest, 8, bytes),
        _ => return None,
    };
    bytes.push(byte);
    Some(rest)
}

fn character<'w>(rest: &'w str, digits: usize, bytes: &mut Vec<u8>) -> Option<&'w str> {
    let character = char::from_u32(code(rest, digits, 16)?)?;
    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    rest.get(digits..)
}

fn code(rest: &str, digits: usize, radix: u32) -> Option<u32> {
    let written = rest.get(..digits)?;
    written.bytes().all(|digit| digit.is_ascii_alphanumeric()).then(|| u32::from_str_radix(written, radix).ok())?
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn escapes_are_decoded() {
        let decoded = |written: &str| string(written).unwrap_or_else(|| panic!("{written} is no text"));
        assert_eq!(decoded(r#""a\tb\"\\""#), "a\tb\"\\");
        assert_eq!(decoded(r#""\x41\101\u00e9\U0001f6a2""#), "AA\u{e9}\u{1f6a2}");
        assert_eq!(decoded(r#""\xc3\xa9""#), "\u{e9}");
        assert_eq!(decoded("`a\\n\r\n`"), "a\\n\n");
        assert_eq!(string(r#""\xff""#), None);
        assert_eq!(string(r#""\q""#), None);
    }
}
