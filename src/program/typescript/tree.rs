//! The parser, with a bound on its work, and the few questions that are asked of its nodes.

use std::ops::ControlFlow;

use tree_sitter::{Node, ParseOptions, ParseState, Parser, Tree};

use super::Dialect;
use crate::program::recover::walk;
use crate::source::Span;

/// How often the parser may report progress, besides its due for every eight bytes. It reports after a fixed number of
/// steps, so that the bound is the same on every machine; what somebody wrote takes a tenth of it.
const MAX_REPORTS: usize = 10_000;

/// How often it may do so after an error, when steps are dear. This is for a broken file of half a megabyte.
const MAX_BROKEN_REPORTS: usize = 5_000;

/// Parses a text; `None` where that takes far more steps than any program that somebody wrote.
pub(super) fn parse(text: &str, dialect: Dialect) -> Option<Tree> {
    let language = match dialect {
        Dialect::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
        Dialect::Tsx => tree_sitter_typescript::LANGUAGE_TSX,
    };
    let mut parser = Parser::new();
    parser.set_language(&language.into()).expect("internal error: the grammar does not fit the parser");
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
