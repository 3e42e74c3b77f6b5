//! The syntax tree: its nodes, and what is gathered from all of it at once.

use std::collections::HashSet;

use crate::source::Span;

pub(super) type Node<'t> = tree_sitter::Node<'t>;

pub(super) fn span(node: Node) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}

/// The named children but comments.
pub(super) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    node.named_children(&mut node.walk()).filter(|child| !is_trivia(*child)).collect()
}

/// The first named child that is no comment.
pub(super) fn first(node: Node<'_>) -> Option<Node<'_>> {
    node.named_children(&mut node.walk()).find(|child| !is_trivia(*child))
}

/// The children of a field.
pub(super) fn fields<'t>(node: Node<'t>, field: &str) -> Vec<Node<'t>> {
    node.children_by_field_name(field, &mut node.walk()).filter(Node::is_named).collect()
}

/// Whether something was left out or is too much directly in a node.
pub(super) fn is_broken(node: Node) -> bool {
    node.is_missing() || node.has_error() && node.children(&mut node.walk()).any(|it| it.is_error() || it.is_missing())
}

fn is_trivia(node: Node) -> bool {
    matches!(node.kind(), "comment" | "line_continuation")
}

/// What is gathered from a whole tree.
#[derive(Default)]
pub(super) struct Survey<'t> {
    pub(super) comments: Vec<Span>,
    /// The names of `global` and `nonlocal` statements.
    pub(super) rebound_elsewhere: HashSet<&'t str>,
}

pub(super) fn survey<'t>(root: Node, text: &'t str) -> Survey<'t> {
    let mut survey = Survey::default();
    walk(root, |node| {
        match node.kind() {
            "comment" => survey.comments.push(span(node)),
            "global_statement" | "nonlocal_statement" => {
                survey.rebound_elsewhere.extend(children(node).into_iter().map(|name| &text[name.byte_range()]));
            }
            _ => {}
        }
        true
    });
    survey
}

/// Visits the nodes of a tree in order, however deep it is; below those only for which the answer is yes.
pub(super) fn walk<'t>(root: Node<'t>, mut visit: impl FnMut(Node<'t>) -> bool) {
    let mut cursor = root.walk();
    loop {
        if visit(cursor.node()) && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}
