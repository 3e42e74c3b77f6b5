//! String literals: plain ones, f-strings, and several that stand one after the other.

use std::sync::Arc;

use super::Lowering;
use super::literal::{Prefix, decode};
use super::tree::{Node, children, span};
use crate::program::{Expr, ExprId, Spanned, TemplatePart};

impl<'t> Lowering<'t> {
    /// A text, a template, or unknown where it is no text: bytes, and characters given by their names.
    pub(super) fn string(&mut self, node: Node<'t>) -> Expr {
        let literals = if node.kind() == "string" { vec![node] } else { children(node) };
        let mut parts = Vec::new();
        for literal in literals {
            if !self.string_parts(literal, &mut parts) {
                return Expr::Unknown;
            }
        }
        match whole_text(&parts) {
            Some(text) => Expr::Text(text),
            None => Expr::Template(parts),
        }
    }

    /// Appends the parts of one literal, unless it is no text.
    fn string_parts(&mut self, node: Node<'t>, parts: &mut Vec<TemplatePart>) -> bool {
        let mut prefix = Prefix::default();
        let mut is_text = node.kind() == "string" && !self.is_broken(node);
        for child in children(node) {
            match child.kind() {
                "string_start" => prefix = Prefix::of(self.slice(child)),
                "string_content" => match decode(self.slice(child), prefix) {
                    Some(text) => parts.push(TemplatePart::Text(Spanned { node: text.into(), span: span(child) })),
                    None => is_text = false,
                },
                "interpolation" => parts.push(TemplatePart::Hole(self.hole(child))),
                _ => {}
            }
        }
        is_text && prefix.is_text
    }

    /// `{expression}`; formatted in any way, what comes out is unknown.
    fn hole(&mut self, node: Node<'t>) -> ExprId {
        let is_debug = node.children(&mut node.walk()).any(|token| token.kind() == "=");
        let is_formatted = node.child_by_field_name("format_specifier").is_some();
        let conversion = node.child_by_field_name("type_conversion").map(|conversion| self.slice(conversion));
        let is_as_it_is = !is_debug && !is_formatted && conversion.is_none_or(|conversion| conversion == "!s");
        match node.child_by_field_name("expression") {
            Some(expression) if is_as_it_is && !self.is_broken(node) => self.expression(expression),
            _ => self.opaque(node),
        }
    }
}

fn whole_text(parts: &[TemplatePart]) -> Option<Arc<str>> {
    let mut whole = String::new();
    for part in parts {
        match part {
            TemplatePart::Text(text) => whole.push_str(&text.node),
            TemplatePart::Hole(_) => return None,
        }
    }
    Some(whole.into())
}
