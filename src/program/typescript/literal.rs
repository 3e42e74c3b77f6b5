//! Strings, templates and object literals.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, first, has};
use crate::program::{Call, Expr, ExprId, Property, Spanned, TemplatePart};
use crate::source::Span;

impl Lowering<'_> {
    /// The decoded text of a string literal.
    pub(super) fn string(&mut self, node: Node<'_>) -> Arc<str> {
        let written = self.text(node);
        let inner = written.get(1..).unwrap_or_default();
        let closed = written.chars().next().and_then(|quote| inner.strip_suffix(quote)).unwrap_or(inner);
        decode(closed)
    }

    /// A template; without holes it is a plain text.
    pub(super) fn template(&mut self, node: Node<'_>) -> Expr {
        let mut parts = Vec::new();
        let mut from = node.start_byte() + 1;
        for hole in children(node).into_iter().filter(|child| child.kind() == "template_substitution") {
            self.template_text(from, hole.start_byte(), &mut parts);
            let value = self.inner(hole);
            parts.push(TemplatePart::Hole(value));
            from = hole.end_byte();
        }
        let end = if self.text(node).ends_with('`') { node.end_byte().saturating_sub(1) } else { node.end_byte() };
        self.template_text(from, end, &mut parts);
        match parts.as_slice() {
            [] => Expr::Text("".into()),
            [TemplatePart::Text(text)] => Expr::Text(text.node.clone()),
            _ => Expr::Template(parts),
        }
    }

    fn template_text(&mut self, from: usize, to: usize, parts: &mut Vec<TemplatePart>) {
        if let Some(written) = self.source().get(from..to).filter(|written| !written.is_empty()) {
            parts.push(TemplatePart::Text(Spanned { node: decode(written), span: Span::new(from, to) }));
        }
    }

    pub(super) fn object(&mut self, node: Node<'_>) -> Expr {
        let mut properties = Vec::new();
        for member in children(node) {
            self.object_member(member, &mut properties);
        }
        if let Some(at) = self.rest_of(node) {
            properties.push(Property::Spread(self.push(Expr::Unknown, at)));
        }
        Expr::Object(properties)
    }

    fn object_member(&mut self, member: Node<'_>, properties: &mut Vec<Property>) {
        match member.kind() {
            "pair" => {
                let key = member.child_by_field_name("key").map(|key| self.key(key));
                let value = self.field(member, "value");
                properties.push(match key {
                    Some(Ok(key)) => Property::Named { key, value },
                    Some(Err(key)) => Property::Computed { key, value },
                    None => Property::Spread(value),
                });
            }
            "shorthand_property_identifier" => {
                let (key, value) = (self.spanned_name(member), self.expression(member));
                properties.push(Property::Named { key, value });
            }
            "spread_element" => properties.push(Property::Spread(self.inner(member))),
            "method_definition" => self.object_method(member, properties),
            // What was meant here may be any property.
            _ => properties.push(Property::Spread(self.expression(member))),
        }
    }

    fn object_method(&mut self, member: Node<'_>, properties: &mut Vec<Property>) {
        let Some(name) = member.child_by_field_name("name") else { return };
        let key = self.key(name);
        let function = self.function(member, Some(name));
        if has(member, "set") {
            return;
        }
        let mut value = self.push(Expr::Function(function), self.span(member));
        if has(member, "get") {
            // To read it is to call it.
            value = self.push(Expr::Call(Call { new: false, callee: value, arguments: Vec::new() }), self.span(member));
        }
        properties.push(match key {
            Ok(key) => Property::Named { key, value },
            Err(key) => Property::Computed { key, value },
        });
    }

    /// The name of a property, or the expression that computes it.
    pub(super) fn key(&mut self, node: Node<'_>) -> Result<Spanned<Arc<str>>, ExprId> {
        match node.kind() {
            "string" => Ok(Spanned { node: self.string(node), span: self.span(node) }),
            "computed_property_name" => match first(node) {
                Some(inner) if inner.kind() == "string" => self.key(inner),
                _ => Err(self.inner(node)),
            },
            _ => Ok(self.spanned_name(node)),
        }
    }
}

/// What a string literal or a part of a template means.
pub(super) fn decode(written: &str) -> Arc<str> {
    if !written.contains(['\\', '\r']) {
        return written.into();
    }
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find(['\\', '\r']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if let Some(escape) = rest.strip_prefix('\\') {
            decode_escape(escape, &mut text)
        } else {
            // A line break in a template is one character.
            text.push('\n');
            rest.strip_prefix("\r\n").unwrap_or(&rest[1..])
        };
    }
    text.push_str(rest);
    text.into()
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
        'v' => text.push('\u{b}'),
        '0' if !rest.starts_with(|next: char| next.is_ascii_digit()) => text.push('\0'),
        // The literal goes on in the next line.
        '\r' => return rest.strip_prefix('\n').unwrap_or(rest),
        '\n' | '\u{2028}' | '\u{2029}' => {}
        'x' => return hexadecimal(rest, 2, text),
        'u' => return unicode(rest, text),
        other => text.push(other),
    }
    rest
}

/// `\u1234`, `\u{1f6a2}`, and the pairs that write one character as two.
fn unicode<'w>(rest: &'w str, text: &mut String) -> &'w str {
    if let Some((digits, behind)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        text.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
        return behind;
    }
    let unit = |rest: &str| rest.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    let second = rest.get(4..).and_then(|rest| rest.strip_prefix("\\u")).and_then(unit);
    if let (Some(first @ 0xd800..=0xdbff), Some(second @ 0xdc00..=0xdfff)) = (unit(rest), second) {
        text.extend(char::decode_utf16([first, second]).map(|code| code.unwrap_or(char::REPLACEMENT_CHARACTER)));
        return &rest[10..];
    }
    hexadecimal(rest, 4, text)
}

fn hexadecimal<'w>(rest: &'w str, digits: usize, text: &mut String) -> &'w str {
    let Some((code, behind)) = rest.split_at_checked(digits) else { return rest };
    let code = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
    text.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
    behind
}
