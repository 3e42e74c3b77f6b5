//! The grammar, and the few questions that are asked of its nodes.

use tree_sitter::{Node, Tree};

use super::Dialect;
use crate::program::parse;
use crate::program::recover::walk;
use crate::source::Span;

/// How often the parser may report progress after an error.
const MAX_BROKEN_REPORTS: usize = 5_000;

/// Parses a text; `None` where that takes far more steps than any program that somebody wrote.
pub(super) fn parse(text: &str, dialect: Dialect) -> Option<Tree> {
    let language = match dialect {
        Dialect::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
        Dialect::Tsx => tree_sitter_typescript::LANGUAGE_TSX,
    };
    parse::parse(text, &language.into(), MAX_BROKEN_REPORTS)
}

/// The named children but comments.
pub(super) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !is_comment(*child)).collect()
}

/// The first named child that is no comment.
pub(super) fn first(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).find(|child| !is_comment(*child))
}

/// The last named child that is no comment.
pub(super) fn last(node: Node<'_>) -> Option<Node<'_>> {
    children(node).pop()
}

/// Whether a keyword stands directly in a node.
pub(super) fn has(node: Node<'_>, keyword: &str) -> bool {
    let mut cursor = node.walk();
    node.children(&mut cursor).any(|child| child.kind() == keyword)
}

pub(super) fn is_comment(node: Node<'_>) -> bool {
    matches!(node.kind(), "comment" | "html_comment")
}

/// The comments, wherever they stand.
pub(super) fn comments(tree: &Tree) -> Vec<Span> {
    let mut comments = Vec::new();
    walk(tree, |node| {
        if is_comment(node) {
            comments.push(Span::new(node.start_byte(), node.end_byte()));
        }
        true
    });
    comments
}

/// What stands inside parentheses, casts, type assertions, `await` and `!`, however many there are.
pub(super) fn look_through(mut node: Node<'_>) -> Node<'_> {
    loop {
        let inner = match node.kind() {
            "parenthesized_expression"
            | "as_expression"
            | "satisfies_expression"
            | "non_null_expression"
            | "await_expression" => first(node),
            "instantiation_expression" => node.child_by_field_name("function").or_else(|| first(node)),
            "type_assertion" => last(node),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}
