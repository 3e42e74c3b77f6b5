//! The grammar, and the few questions that are asked of its nodes.

use tree_sitter::{Node, Tree};

use crate::program::parse;
use crate::program::recover::walk;
use crate::source::Span;

/// How often the parser may report progress after an error.
const MAX_BROKEN_REPORTS: usize = 5_000;

/// Parses a text; `None` where that takes far more steps than any program that somebody wrote.
pub(super) fn parse(text: &str) -> Option<Tree> {
    parse::parse(text, &tree_sitter_c_sharp::LANGUAGE.into(), MAX_BROKEN_REPORTS)
}

/// The named children but comments and directives.
pub(super) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !is_trivia(*child)).collect()
}

/// The first named child that is no comment.
pub(super) fn first(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).find(|child| !is_trivia(*child))
}

/// The last child that is a value: `base` is a token, not a node with a name.
pub(super) fn last_value(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    let is_value = |child: &Node<'_>| child.is_named() || matches!(child.kind(), "this" | "base");
    node.children(&mut cursor).filter(|child| is_value(child) && !is_trivia(*child)).last()
}

/// A child of some kind.
pub(super) fn child<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| child.kind() == kind)
}

/// What stands behind the `=` of a declaration.
pub(super) fn initializer(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    let mut behind = node.children(&mut cursor).skip_while(|child| child.kind() != "=").skip(1);
    behind.find(|child| !is_trivia(*child) && child.kind() != ";")
}

/// Whether a keyword stands directly in a node.
pub(super) fn has(node: Node<'_>, keyword: &str) -> bool {
    child(node, keyword).is_some()
}

/// Comments, and the lines for the compiler that declare nothing.
pub(super) fn is_trivia(node: Node<'_>) -> bool {
    let kind = node.kind();
    let is_branch = matches!(kind, "preproc_if" | "preproc_elif" | "preproc_else");
    kind == "comment" || (kind.starts_with("preproc_") && !is_branch)
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

/// What stands inside parentheses, casts, `await`, `checked`, `as T` and behind `!`, however many there are.
pub(super) fn look_through(mut node: Node<'_>) -> Node<'_> {
    loop {
        let inner = match node.kind() {
            "parenthesized_expression" | "await_expression" | "checked_expression" | "expression_element" => {
                last_value(node)
            }
            "cast_expression" => node.child_by_field_name("value"),
            "as_expression" => node.child_by_field_name("left"),
            "postfix_unary_expression" if has(node, "!") => first_value(node),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}

fn first_value(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| !is_trivia(*child))
}
