//! Texts, characters and numbers.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::child;
use crate::program::Expr;

impl Lowering<'_> {
    /// A string literal or a text block.
    pub(super) fn string(&mut self, node: Node<'_>) -> Expr {
        if child(node, "string_interpolation").is_some() {
            return Expr::Unknown;
        }
        let written = self.text(node);
        if let Some(block) = written.strip_prefix("\"\"\"") {
            return Expr::Text(decode(&without_margin(block.strip_suffix("\"\"\"").unwrap_or(block))).into());
        }
        let inner = written.strip_prefix('"').unwrap_or(written);
        Expr::Text(decode(inner.strip_suffix('"').unwrap_or(inner)).into())
    }

    pub(super) fn character(&mut self, node: Node<'_>) -> Expr {
        let written = self.text(node);
        let inner = written.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(written);
        Expr::Text(decode(inner).into())
    }

    /// A number without what separates its digits and what says its type.
    pub(super) fn number(&mut self, node: Node<'_>) -> Expr {
        let digits = self.text(node).replace('_', "");
        let radix = |prefix: &str, radix: u32| {
            let digits = digits.to_ascii_lowercase();
            let digits = digits.strip_prefix(prefix)?.trim_end_matches('l');
            u64::from_str_radix(digits, radix).ok()
        };
        let octal = if node.kind() == "octal_integer_literal" { radix("0", 8) } else { None };
        match radix("0x", 16).or_else(|| radix("0b", 2)).or(octal) {
            Some(number) => Expr::Number(number.to_string().into()),
            None if node.kind().starts_with("hex") => Expr::Unknown,
            None => Expr::Number(digits.trim_end_matches(['l', 'L', 'f', 'F', 'd', 'D']).into()),
        }
    }
}

/// The lines of a text block without what all of them begin with, and without blanks at their ends.
fn without_margin(block: &str) -> String {
    let block = block.replace("\r\n", "\n");
    let lines: Vec<&str> = block.split('\n').skip(1).collect();
    let is_blank = |line: &str| line.trim().is_empty();
    // The line of the closing quotes counts, blank as it is.
    let last = lines.len().saturating_sub(1);
    let counts = lines.iter().enumerate().filter(|(number, line)| *number == last || !is_blank(line));
    let margin = counts.map(|(_, line)| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let kept = lines.iter().map(|line| line.get(margin..).unwrap_or("").trim_end_matches([' ', '\t']));
    kept.collect::<Vec<_>>().join("\n")
}

/// What a literal means.
fn decode(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = decode_escape(&rest[at + 1..], &mut text);
    }
    text.push_str(rest);
    text
}

/// Decodes what follows a backslash and gives what follows that.
fn decode_escape<'w>(escape: &'w str, text: &mut String) -> &'w str {
    let Some(kind) = escape.chars().next() else { return escape };
    let rest = &escape[kind.len_utf8()..];
    match kind {
        'n' => text.push('\n'),
        't' => text.push('\t'),
        'r' => text.push('\r'),
        'b' => text.push('\u{8}'),
        'f' => text.push('\u{c}'),
        's' => text.push(' '),
        // The text block goes on in the next line.
        '\n' => {}
        'u' => return unicode(rest, text),
        '0'..='7' => return octal(escape, text),
        other => text.push(other),
    }
    rest
}

/// Two units of UTF-16 that write one character are given up: they stand in no name.
fn unicode<'w>(rest: &'w str, text: &mut String) -> &'w str {
    let digits = rest.trim_start_matches('u');
    let Some((code, behind)) = digits.split_at_checked(4) else { return rest };
    let code = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
    text.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
    behind
}

fn octal<'w>(digits: &'w str, text: &mut String) -> &'w str {
    let most = if digits.starts_with(['0', '1', '2', '3']) { 3 } else { 2 };
    let length = digits.bytes().take(most).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
    let code = u32::from_str_radix(&digits[..length], 8).ok().and_then(char::from_u32);
    text.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
    &digits[length..]
}
