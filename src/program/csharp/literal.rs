//! Numbers, strings of every form, and what fields begin with.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::children;
use crate::program::{Expr, Spanned, TemplatePart};

/// How the text between the quotes is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `"a\n"`
    Regular,
    /// `@"a""b"`
    Verbatim,
    /// `"""a"""`
    Raw,
}

impl Lowering<'_> {
    /// The decoded text of a string or character literal.
    pub(super) fn string(&self, node: Node<'_>) -> Arc<str> {
        let written = self.text(node);
        match node.kind() {
            "verbatim_string_literal" => {
                let inner = written.strip_prefix("@\"").unwrap_or(written);
                decode(inner.trim_end_matches(['u', 'U', '8']).strip_suffix('"').unwrap_or(inner), Form::Verbatim)
            }
            "raw_string_literal" => {
                let quotes = written.len() - written.trim_start_matches('"').len();
                let inner = &written[quotes..];
                let inner = inner.trim_end_matches(['u', 'U', '8']);
                let inner = inner.get(..inner.len().saturating_sub(quotes)).unwrap_or_default();
                raw(inner).into()
            }
            _ => {
                let written = written.trim_end_matches("u8").trim_end_matches("U8");
                let inner = written.get(1..).unwrap_or_default();
                decode(inner.strip_suffix(['"', '\'']).unwrap_or(inner), Form::Regular)
            }
        }
    }

    /// `$"a{b}"`; without holes it is a plain text.
    pub(super) fn interpolated(&mut self, node: Node<'_>) -> Expr {
        let written = self.text(node);
        let opening = written.find('"').map_or("", |quote| &written[..quote]);
        let form = match (written[opening.len()..].starts_with("\"\"\""), opening.contains('@')) {
            (true, _) => Form::Raw,
            (_, true) => Form::Verbatim,
            _ => Form::Regular,
        };
        if opening.matches('$').count() > 1 {
            // Where the holes are depends on how many braces open one.
            return Expr::Unknown;
        }
        let mut parts = Vec::new();
        for child in children(node) {
            match child.kind() {
                "string_content" => self.content(child, form, &mut parts),
                "escape_sequence" => self.content(child, Form::Regular, &mut parts),
                "interpolation" => {
                    let hole = self.hole(child);
                    parts.push(TemplatePart::Hole(hole));
                }
                "interpolation_start" | "interpolation_quote" => {}
                _ => parts.push(TemplatePart::Hole(self.unknown(child))),
            }
        }
        if form == Form::Raw
            && parts.iter().any(|part| matches!(part, TemplatePart::Text(text) if text.node.contains('\n')))
        {
            // How far its lines are indented is not worth to be worked out.
            return Expr::Unknown;
        }
        match parts.as_slice() {
            [] => Expr::Text("".into()),
            [TemplatePart::Text(text)] => Expr::Text(text.node.clone()),
            _ => Expr::Template(parts),
        }
    }

    fn content(&self, node: Node<'_>, form: Form, parts: &mut Vec<TemplatePart>) {
        let mut text = decode(self.text(node), form);
        if form != Form::Raw && text.contains(['{', '}']) {
            text = text.replace("{{", "{").replace("}}", "}").into();
        }
        parts.push(TemplatePart::Text(Spanned { node: text, span: self.span(node) }));
    }

    /// `{expression}`; formatted in any way, what comes out is unknown.
    fn hole(&mut self, node: Node<'_>) -> crate::program::ExprId {
        let parts = children(node);
        let mut cursor = node.walk();
        let inner = node.children(&mut cursor).find(|child| {
            (child.is_named() && child.kind() != "interpolation_brace") || matches!(child.kind(), "this" | "base")
        });
        let is_formatted = parts
            .iter()
            .any(|part| matches!(part.kind(), "interpolation_alignment_clause" | "interpolation_format_clause"));
        match inner {
            Some(inner) if !is_formatted && !node.has_error() => self.expression(inner),
            _ => self.unknown(node),
        }
    }
}

/// A number without what says of which type it is.
pub(super) fn number(written: &str) -> Arc<str> {
    let lower = written.to_ascii_lowercase().replace('_', "");
    let other_base = match (lower.strip_prefix("0x"), lower.strip_prefix("0b")) {
        (Some(digits), _) => Some((digits, 16)),
        (_, Some(digits)) => Some((digits, 2)),
        _ => None,
    };
    if let Some((digits, base)) = other_base {
        let value = u64::from_str_radix(digits.trim_end_matches(['u', 'l']), base);
        return value.map_or_else(|_| lower.as_str().into(), |value| value.to_string().into());
    }
    lower.trim_end_matches(|last: char| last.is_ascii_alphabetic()).into()
}

/// What a variable of a type holds that nobody has set; unknown where the type does not tell.
pub(super) fn default_of(written: &str) -> Expr {
    let name = written.trim();
    if name.ends_with('?') || name.ends_with(']') {
        return Expr::Null;
    }
    match name {
        "string" | "object" | "String" | "Object" | "dynamic" => Expr::Null,
        "bool" | "Boolean" => Expr::Bool(false),
        "int" | "long" | "double" | "float" | "decimal" | "short" | "byte" | "uint" | "ulong" | "ushort" | "sbyte" => {
            Expr::Number("0".into())
        }
        // A list, a dictionary, a function; and whatever is called like an interface.
        _ if name.ends_with('>') || is_interface(name) => Expr::Null,
        _ => Expr::Unknown,
    }
}

/// Whether a type is called like an interface: `IRepository`, `Amazon.CDK.IStackProps`.
pub(super) fn is_interface(written: &str) -> bool {
    let name = written.split('<').next().unwrap_or(written);
    let name = name.rsplit(['.', ':']).next().unwrap_or(name);
    let mut letters = name.chars();
    letters.next() == Some('I')
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_none_or(char::is_lowercase)
}

fn decode(written: &str, form: Form) -> Arc<str> {
    match form {
        Form::Verbatim => written.replace("\"\"", "\"").replace("\r\n", "\n").into(),
        Form::Raw => written.into(),
        Form::Regular if !written.contains('\\') => written.into(),
        Form::Regular => unescape(written).into(),
    }
}

fn unescape(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, behind)) = rest.split_once('\\') {
        text.push_str(before);
        let Some(kind) = behind.chars().next() else { break };
        rest = &behind[kind.len_utf8()..];
        match kind {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            '0' => text.push('\0'),
            'a' => text.push('\u{7}'),
            'b' => text.push('\u{8}'),
            'e' => text.push('\u{1b}'),
            'f' => text.push('\u{c}'),
            'v' => text.push('\u{b}'),
            'x' => rest = code(rest, 4, false, &mut text),
            'u' => rest = code(rest, 4, true, &mut text),
            'U' => rest = code(rest, 8, true, &mut text),
            other => text.push(other),
        }
    }
    text.push_str(rest);
    text
}

/// Decodes so many hexadecimal digits, or up to so many, and gives what follows.
fn code<'w>(rest: &'w str, most: usize, exact: bool, text: &mut String) -> &'w str {
    let count = rest.bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
    if count == 0 || (exact && count < most) {
        text.push(char::REPLACEMENT_CHARACTER);
        return rest;
    }
    let code = u32::from_str_radix(&rest[..count], 16).ok().and_then(char::from_u32);
    text.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
    &rest[count..]
}

/// A raw string: of several lines, those between the first and the last, without what the last is indented by.
fn raw(inner: &str) -> String {
    let inner = inner.replace("\r\n", "\n");
    let Some((_, body)) = inner.split_once('\n') else { return inner };
    let Some((body, last)) = body.rsplit_once('\n') else { return String::new() };
    let lines = body.split('\n').map(|line| line.strip_prefix(last).unwrap_or(line.trim_start()));
    lines.collect::<Vec<_>>().join("\n")
}
