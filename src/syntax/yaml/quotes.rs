//! Finding the quoted scalar that the parser was in when it stopped.

use std::ops::Range;

/// A quoted scalar, or what begins like one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// With its quotes; to the end of the text if it is not closed.
    pub(super) range: Range<usize>,
    pub(super) is_closed: bool,
}

/// The last quoted scalar that begins in `from..to`, where `from` is outside of any. It may end
/// behind `to`.
pub(super) fn last_before(text: &str, from: usize, to: usize) -> Option<Quoted> {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut last = None;
    while at < to.min(bytes.len()) {
        let begins = at == 0 || matches!(bytes[at - 1], b' ' | b'\t' | b'\n' | b'[' | b'{' | b',' | b':');
        match bytes[at] {
            b'#' if begins => at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end),
            quote @ (b'"' | b'\'') if begins => {
                let close = close_of(bytes, quote, at + 1);
                let end = close.unwrap_or(bytes.len());
                last = Some(Quoted { range: at..end, is_closed: close.is_some() });
                at = end;
            }
            _ => at += 1,
        }
    }
    last
}

/// Whether a value may end before this: nothing more on the line, a comment, or the next part of a
/// flow collection.
pub(super) fn may_follow(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or(rest);
    let blanks = line.len() - line.trim_start().len();
    match line.trim_start().chars().next() {
        None | Some(',' | ']' | '}') => true,
        Some('#') => blanks > 0,
        Some(_) => false,
    }
}

/// One past the quote that closes a scalar.
fn close_of(bytes: &[u8], quote: u8, mut from: usize) -> Option<usize> {
    loop {
        let at = from + memchr::memchr2(quote, b'\\', &bytes[from..])?;
        let is_escape = match quote {
            b'"' => bytes[at] == b'\\',
            _ => bytes[at] == quote && bytes.get(at + 1) == Some(&quote),
        };
        if !is_escape && bytes[at] == quote {
            return Some(at + 1);
        }
        from = (at + if is_escape { 2 } else { 1 }).min(bytes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_quoted_scalar_is_found() {
        let cases = [
            (r#"a: "x" # "y"#, Some((3..6, true))),
            (r#"a: "x\"y" "#, Some((3..9, true))),
            ("a: 'it''s\\' b", Some((3..11, true))),
            (r#"a: it's "no"#, Some((8..11, false))),
            (r#"a: ["x", "y"#, Some((9..11, false))),
            ("a: b", None),
        ];
        for (text, expected) in cases {
            let found = last_before(text, 0, text.len()).map(|quoted| (quoted.range, quoted.is_closed));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_follows_tells_a_closing_quote_from_an_opening_one() {
        for (rest, expected) in
            [("", true), ("  # c", true), (" , b", true), ("\r\nx", true), ("#c", false), ("x\"", false)]
        {
            assert_eq!(may_follow(rest), expected, "{rest}");
        }
    }
}
