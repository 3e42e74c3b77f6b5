//! What the parser made nothing of, in words for people; and the comments, which stand everywhere in the tree.

use tree_sitter::Node;

use super::tree::{is_comment, span};
use crate::program::{Problem, Program};
use crate::source::Span;

/// More problems than anyone reads.
const MAX_PROBLEMS: usize = 50;

/// Adds the comments and problems of a tree, in the order of their places.
pub(super) fn collect(root: Node<'_>, text: &str, program: &mut Program) {
    let mut cursor = root.walk();
    let mut is_inside = true;
    loop {
        let node = cursor.node();
        if is_inside {
            visit(node, text, program);
            if cursor.goto_first_child() {
                continue;
            }
        }
        is_inside = cursor.goto_next_sibling();
        if !is_inside && !cursor.goto_parent() {
            break;
        }
    }
    program.errors.sort_by_key(|problem| problem.span);
    program.errors.dedup_by_key(|problem| problem.span);
}

fn visit(node: Node<'_>, text: &str, program: &mut Program) {
    if is_comment(node) {
        program.comments.push(span(node));
    } else if (node.is_error() || node.is_missing()) && program.errors.len() < MAX_PROBLEMS {
        program.errors.push(describe(node, text));
    }
}

fn describe(node: Node<'_>, text: &str) -> Problem {
    if node.is_missing() {
        let at = Span::at(text[..node.start_byte()].trim_end().len());
        return Problem { span: at, message: format!("`{}` is missing here", node.kind()) };
    }
    let line = text[node.byte_range()].lines().next().unwrap_or_default().trim_end();
    let span = Span::new(node.start_byte(), node.start_byte() + line.len());
    Problem { span, message: "this is not understood".into() }
}
