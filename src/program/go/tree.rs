//! The parser, with a bound on its work, and the few questions that are asked of its nodes.

use std::ops::ControlFlow;

use tree_sitter::{Node, ParseOptions, ParseState, Parser, Tree};

use crate::program::recover::walk;
use crate::source::Span;

/// How often the parser may report progress, besides its due for every eight bytes. It reports after a fixed number of
/// steps, so that the bound is the same on every machine.
const MAX_REPORTS: usize = 10_000;

/// How often it may do so after an error, when steps are dear.
const MAX_BROKEN_REPORTS: usize = 2_500;

/// Parses a text; `None` where that takes far more steps than any program that somebody wrote.
pub(super) fn parse(text: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_go::LANGUAGE.into()).expect("internal error: the grammar does not fit the parser");
    let (mut reports, mut broken) = (0, 0);
    let mut progress = |state: &ParseState| {
        reports += 1;
        broken += usize::from(state.has_error());
        if reports > MAX_REPORTS + text.len() / 8 || broken > MAX_BROKEN_REPORTS {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    };
    let mut read = |offset: usize, _| &text.as_bytes()[offset.min(text.len())..];
    parser.parse_with_options(&mut read, None, Some(ParseOptions::new().progress_callback(&mut progress)))
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
