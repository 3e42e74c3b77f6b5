//! The grammar, and the few questions that are asked of its nodes.

use tree_sitter::{Node, Tree};

use crate::program::parse;
use crate::program::recover::walk;
use crate::source::Span;

/// How often the parser may report progress after an error.
const MAX_BROKEN_REPORTS: usize = 2_500;

/// Parses a text; `None` where that takes far more steps than any program that somebody wrote.
pub(super) fn parse(text: &str) -> Option<Tree> {
    parse::parse(text, &tree_sitter_go::LANGUAGE.into(), MAX_BROKEN_REPORTS)
}

/// The named children but comments.
pub(super) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect()
}

/// The first named child that is no comment.
pub(super) fn first(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).find(|child| child.kind() != "comment")
}

/// The named children of a field.
pub(super) fn fields<'t>(node: Node<'t>, field: &str) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(field, &mut cursor).filter(Node::is_named).collect()
}

/// The members of a list of expressions in a field: `a, b` of `a, b := f()`.
pub(super) fn list<'t>(node: Node<'t>, field: &str) -> Vec<Node<'t>> {
    node.child_by_field_name(field).map(children).unwrap_or_default()
}

/// The comments, wherever they stand.
pub(super) fn comments(tree: &Tree) -> Vec<Span> {
    let mut comments = Vec::new();
    walk(tree, |node| {
        if node.kind() == "comment" {
            comments.push(Span::new(node.start_byte(), node.end_byte()));
        }
        true
    });
    comments
}

/// The sign in front of an operand.
pub(super) fn sign(unary: Node<'_>) -> &str {
    unary.child_by_field_name("operator").map_or("", |operator| operator.kind())
}

/// What stands inside parentheses, type assertions, conversions to a written type, `&` and `*`, however many there are.
pub(super) fn look_through(mut node: Node<'_>) -> Node<'_> {
    loop {
        let inner = match node.kind() {
            "parenthesized_expression" | "literal_element" => first(node),
            "type_assertion_expression" | "type_conversion_expression" => node.child_by_field_name("operand"),
            "unary_expression" if matches!(sign(node), "&" | "*") => node.child_by_field_name("operand"),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}

/// Whether an expression is a call, which may have several results.
pub(super) fn gives_several(node: Node<'_>) -> bool {
    inside_parentheses(node).kind() == "call_expression"
}

/// What stands inside parentheses.
pub(super) fn inside_parentheses(mut node: Node<'_>) -> Node<'_> {
    while matches!(node.kind(), "parenthesized_expression" | "parenthesized_type" | "literal_element") {
        match first(node) {
            Some(inner) => node = inner,
            None => return node,
        }
    }
    node
}
