//! Statements: what is run in which order, and what is perhaps not run at all.

use std::ops::Range;

use tree_sitter::Node;

use super::Source;
use super::pipeline;
use super::state::{Failure, State, Word};
use super::syntax::{range, walk};
use super::word;
use crate::source::Span;

/// How deep statements and words may stand in one another.
pub(super) const MAX_DEPTH: usize = 100;

/// What the failure of a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// What the options of the shell say.
    ByOptions,
    Is(Failure),
}

impl Outcome {
    pub(super) fn failure(self, state: &State) -> Option<Failure> {
        match self {
            Self::ByOptions => state.failure(),
            Self::Is(failure) => Some(failure),
        }
    }
}

/// A whole text. Where somebody looks at how it ends, its last statement stops the script.
pub(super) fn program(state: &mut State, source: Source<'_>, root: Node<'_>, ends_checked: bool) {
    let statements = statements(source, root);
    let count = statements.len();
    for (position, (node, how)) in statements.into_iter().enumerate() {
        let checked = ends_checked && position + 1 == count;
        let outcome = if checked { Outcome::Is(Failure::Stop) } else { Outcome::ByOptions };
        one(state, source, (node, how), outcome, 0);
    }
}

/// How a statement stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Alone,
    /// With `&` behind it.
    InBackground,
    /// Beside something that was not understood, on the same line: it may be a part of that.
    BesideError,
}

/// The statements in a node. Siblings are looked at from here, since the parser looks them up from the root.
fn statements<'t>(source: Source<'_>, node: Node<'t>) -> Vec<(Node<'t>, Stands)> {
    let mut cursor = node.walk();
    let all: Vec<Node<'t>> = node.children(&mut cursor).collect();
    let beside = |one: Node<'_>, other: Node<'_>| {
        let between = one.end_byte().min(other.end_byte())..one.start_byte().max(other.start_byte());
        other.is_error() && source.text.get(between).is_some_and(|text| !text.contains('\n'))
    };
    let stands = |position: usize| {
        let (node, next) = (all[position], all.get(position + 1));
        let before = position.checked_sub(1).map(|before| all[before]);
        match next {
            Some(next) if next.kind() == "&" => Stands::InBackground,
            _ if next.into_iter().chain(&before).any(|other| beside(node, *other)) => Stands::BesideError,
            _ => Stands::Alone,
        }
    };
    let wanted = |node: Node<'_>| node.is_named() && node.kind() != "comment";
    (0..all.len()).filter(|position| wanted(all[*position])).map(|position| (all[position], stands(position))).collect()
}

fn one(state: &mut State, source: Source<'_>, (node, how): (Node<'_>, Stands), outcome: Outcome, depth: usize) {
    match how {
        Stands::Alone => lower(state, source, node, outcome, depth),
        Stands::InBackground => lower(state, source, node, Outcome::Is(Failure::Ignore), depth),
        Stands::BesideError => unknown(state, source, node),
    }
}

/// One command of which nothing is known.
pub(super) fn unknown(state: &mut State, source: Source<'_>, node: Node<'_>) {
    state.reserve((source.place)(Span::new(node.start_byte(), node.end_byte())));
}

pub(super) fn lower(state: &mut State, source: Source<'_>, node: Node<'_>, outcome: Outcome, depth: usize) {
    if depth > MAX_DEPTH || node.is_error() {
        return unknown(state, source, node);
    }
    match node.kind() {
        "command" => drop(pipeline::command(state, source, node, outcome, depth)),
        "pipeline" => pipeline::pipeline(state, source, node, outcome, depth),
        "list" => pipeline::list(state, source, node, outcome, depth),
        "variable_assignment" => assignment(state, source, node, depth),
        "negated_command" => inside(state, source, node, Outcome::Is(Failure::Handle), depth),
        "redirected_statement" | "variable_assignments" | "declaration_command" | "program" => {
            inside(state, source, node, outcome, depth);
        }
        "compound_statement" => inside(state, source, node, outcome, depth),
        "if_statement" | "elif_clause" | "while_statement" => conditional(state, source, node, outcome, depth),
        "else_clause" | "do_group" | "case_item" | "for_statement" | "c_style_for_statement" | "case_statement" => {
            let mark = state.enter();
            inside(state, source, node, outcome, depth);
            state.leave(&mark);
        }
        "function_definition" => {
            let mark = state.enter();
            state.in_function = true;
            inside(state, source, node, Outcome::ByOptions, depth);
            state.leave(&mark);
        }
        "subshell" => {
            let mark = state.enter();
            inside(state, source, node, outcome, depth);
            state.forget(&mark);
        }
        _ => within(state, source, node, depth),
    }
}

/// The statements in a statement, one after the other.
fn inside(state: &mut State, source: Source<'_>, node: Node<'_>, outcome: Outcome, depth: usize) {
    for statement in statements(source, node) {
        one(state, source, statement, outcome, depth + 1);
    }
}

/// What is run before `then` and `do` is run in any case; a failure of it skips what stands behind.
fn conditional(state: &mut State, source: Source<'_>, node: Node<'_>, outcome: Outcome, depth: usize) {
    let mark = state.enter();
    let mut cursor = node.walk();
    let (mut condition, mut options) = (true, state.options);
    for child in node.children(&mut cursor) {
        match child.kind() {
            "then" => {
                condition = false;
                options = state.options;
            }
            "elif_clause" | "else_clause" => {
                state.options = options;
                lower(state, source, child, outcome, depth + 1);
            }
            "do_group" => lower(state, source, child, outcome, depth + 1),
            _ if child.is_named() && child.kind() != "comment" => {
                let outcome = if condition { Outcome::Is(Failure::Skip) } else { outcome };
                lower(state, source, child, outcome, depth + 1);
            }
            _ => {}
        }
    }
    state.leave(&mark);
}

/// An assignment, with the second half of a value that the parser has cut in two.
pub(super) fn assignment(state: &mut State, source: Source<'_>, node: Node<'_>, depth: usize) {
    let Some(name) = node.child_by_field_name("name").map(|name| source.text[range(name)].to_owned()) else { return };
    let at = (source.place)(Span::new(node.start_byte(), node.end_byte()));
    let before = state.assigning.replace(name.clone());
    let mut value = match node.child_by_field_name("value") {
        Some(value) => word::lower(state, source, value, depth + 1),
        None => Word::new(at),
    };
    let (mut end, mut next) = (node.end_byte(), node.next_sibling());
    while let Some(half) = next.filter(|next| next.is_named() && next.start_byte() == end) {
        let half_word = word::lower(state, source, half, depth + 1);
        word::join(state, &mut value, half_word);
        (end, next) = (half.end_byte(), half.next_sibling());
    }
    state.assigning = before;
    state.assign(&name, value);
}

/// The substitutions in something that is neither command nor word: the commands in them are run all the same.
pub(super) fn within(state: &mut State, source: Source<'_>, node: Node<'_>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    let mut inner: Vec<Node<'_>> = Vec::new();
    walk(node, |found| {
        let outermost = inner.last().is_none_or(|last| found.start_byte() >= last.end_byte());
        let runs = matches!(found.kind(), "command_substitution" | "process_substitution" | "pipeline" | "command");
        if runs && outermost {
            inner.push(found);
        }
    });
    for found in inner {
        match found.kind() {
            "pipeline" | "command" => lower(state, source, found, Outcome::Is(Failure::Handle), depth + 1),
            _ => drop(substitution(state, source, found, depth + 1)),
        }
    }
}

/// The commands of a substitution, which a shell of its own runs. Whether their failure counts depends on where their
/// output goes.
pub(super) fn substitution(state: &mut State, source: Source<'_>, node: Node<'_>, depth: usize) -> Range<usize> {
    let first = state.commands.len();
    let mark = state.enter();
    inside(state, source, node, Outcome::Is(Failure::Handle), depth);
    state.forget(&mark);
    first..state.commands.len()
}
