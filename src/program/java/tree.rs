//! The grammar, and the few questions that are asked of its nodes.

use tree_sitter::{Node, Tree};

use crate::program::parse;
use crate::program::recover::walk;
use crate::source::Span;

/// How often the parser may report progress after an error.
const MAX_BROKEN_REPORTS: usize = 5_000;

/// Parses a text; `None` where that takes far more steps than any program that somebody wrote.
pub(super) fn parse(text: &str) -> Option<Tree> {
    parse::parse(text, &tree_sitter_java::LANGUAGE.into(), MAX_BROKEN_REPORTS)
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

/// The children of a field, of which there may be several.
pub(super) fn fields<'t>(node: Node<'t>, field: &str) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(field, &mut cursor).collect()
}

/// The first child of a kind.
pub(super) fn child<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| child.kind() == kind)
}

/// Whether a keyword stands directly in a node.
pub(super) fn has(node: Node<'_>, keyword: &str) -> bool {
    child(node, keyword).is_some()
}

/// Whether a declaration has a modifier.
pub(super) fn is(node: Node<'_>, modifier: &str) -> bool {
    child(node, "modifiers").is_some_and(|modifiers| has(modifiers, modifier))
}

pub(super) fn is_comment(node: Node<'_>) -> bool {
    matches!(node.kind(), "line_comment" | "block_comment")
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

/// What stands inside parentheses and casts, however many there are.
pub(super) fn look_through(mut node: Node<'_>) -> Node<'_> {
    loop {
        let inner = match node.kind() {
            "parenthesized_expression" => first(node),
            "cast_expression" => node.child_by_field_name("value"),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}

/// The parts of `a.b.c`; `None` for what is more than names.
pub(super) fn segments(mut node: Node<'_>) -> Option<Vec<Node<'_>>> {
    let mut names = Vec::new();
    loop {
        let (last, rest) = match node.kind() {
            "identifier" | "type_identifier" => break,
            "generic_type" => {
                node = first(node)?;
                continue;
            }
            "scoped_identifier" => (node.child_by_field_name("name")?, node.child_by_field_name("scope")?),
            "field_access" => (node.child_by_field_name("field")?, node.child_by_field_name("object")?),
            "scoped_type_identifier" => {
                let parts = children(node);
                (*parts.last()?, *parts.first()?)
            }
            _ => return None,
        };
        if !matches!(last.kind(), "identifier" | "type_identifier") {
            return None;
        }
        names.push(last);
        node = rest;
    }
    names.push(node);
    names.reverse();
    Some(names)
}
