//! What is written between the quotes of a string literal, decoded.

/// What stands before the quotes of a literal.
#[derive(Clone, Copy, Default)]
pub(super) struct Prefix {
    /// Whether a backslash is one.
    is_raw: bool,
    /// Whether braces hold expressions.
    is_format: bool,
    /// Neither bytes nor a template object.
    pub(super) is_text: bool,
}

impl Prefix {
    pub(super) fn of(start: &str) -> Self {
        let has = |letter: char| start.chars().any(|other| other.eq_ignore_ascii_case(&letter));
        Self { is_raw: has('r'), is_format: has('f') || has('t'), is_text: !has('b') && !has('t') }
    }
}

/// The text of the content of a literal; none where a character is given by its name, or half of one.
pub(super) fn decode(content: &str, prefix: Prefix) -> Option<String> {
    let mut text = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(stop) = rest.find(['\\', '\r', '{', '}']) {
        text.push_str(&rest[..stop]);
        rest = &rest[stop..];
        let length = match rest.as_bytes() {
            [b'\\', ..] if !prefix.is_raw => escape(rest, &mut text)?,
            // Line ends are read as `\n`, however the file writes them.
            [b'\r', b'\n', ..] => 1,
            [b'{', b'{', ..] | [b'}', b'}', ..] if prefix.is_format => {
                text.push_str(&rest[..1]);
                2
            }
            [b'\r', ..] => {
                text.push('\n');
                1
            }
            _ => {
                text.push_str(&rest[..1]);
                1
            }
        };
        rest = &rest[length..];
    }
    text.push_str(rest);
    Some(text)
}

/// Appends what the escape at the beginning of a text means and gives its length. A backslash before a character that
/// needs none is one.
fn escape(rest: &str, text: &mut String) -> Option<usize> {
    let Some(letter) = rest[1..].chars().next() else {
        text.push('\\');
        return Some(1);
    };
    let character = match letter {
        '\n' => return Some(2),
        '\r' => return Some(if rest[2..].starts_with('\n') { 3 } else { 2 }),
        '\\' | '\'' | '"' => letter,
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        'x' => return hexadecimal(rest, 2, text),
        'u' => return hexadecimal(rest, 4, text),
        'U' => return hexadecimal(rest, 8, text),
        'N' => return None,
        '0'..='7' => return octal(rest, text),
        _ => {
            text.push('\\');
            return Some(1);
        }
    };
    text.push(character);
    Some(2)
}

fn hexadecimal(rest: &str, digits: usize, text: &mut String) -> Option<usize> {
    let written = rest.get(2..2 + digits)?;
    let is_number = written.bytes().all(|digit| digit.is_ascii_hexdigit());
    let value = u32::from_str_radix(written, 16).ok().filter(|_| is_number)?;
    text.push(char::from_u32(value)?);
    Some(2 + digits)
}

fn octal(rest: &str, text: &mut String) -> Option<usize> {
    let digits = rest[1..].bytes().take(3).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
    let value = u32::from_str_radix(&rest[1..=digits], 8).ok()?;
    text.push(char::from_u32(value)?);
    Some(1 + digits)
}
