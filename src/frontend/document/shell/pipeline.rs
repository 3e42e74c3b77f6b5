//! Commands and what stands between them: `|`, `&&`, `||`.

use tree_sitter::Node;

use super::Source;
use super::census::{is_cut, only_assigns};
use super::state::{Failure, Pipe, State, Word};
use super::statement::{self, Outcome};
use super::syntax::{children, options};
use super::word;
use crate::source::Span;

/// Words that succeed and do nothing: what is written behind `||` to pass over a failure.
const NOTHING: [&str; 3] = ["true", ":", "echo"];

/// A command by itself; its number.
pub(super) fn command(
    state: &mut State,
    source: Source<'_>,
    node: Node<'_>,
    outcome: Outcome,
    depth: usize,
) -> Option<usize> {
    if only_assigns(node) {
        for assignment in children(node).into_iter().filter(|child| child.kind() == "variable_assignment") {
            statement::assignment(state, source, assignment, depth + 1);
        }
        return None;
    }
    let at = (source.place)(Span::new(node.start_byte(), node.end_byte()));
    let number = state.reserve(at)?;
    if node.has_error() {
        return Some(number);
    }
    let words = words(state, source, node, depth);
    obey(state, &words);
    let (pipefail, failure) = (state.pipefail(), outcome.failure(state));
    let command = &mut state.commands[number];
    (command.words, command.pipe) = (Some(words), Pipe::Nobody);
    (command.pipefail, command.failure) = (pipefail, failure);
    Some(number)
}

/// The words of a command. What stands side by side is one word, however the parser takes it apart; what it takes for
/// a command behind half an assignment is none.
fn words(state: &mut State, source: Source<'_>, node: Node<'_>, depth: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut cursor, mut end) = (node.walk(), None);
    let mut more = cursor.goto_first_child();
    while more {
        let child = cursor.node();
        if child.kind() == "variable_assignment" && is_cut(child) {
            return Vec::new();
        }
        if matches!(cursor.field_name(), Some("name" | "argument")) {
            let word = word::lower(state, source, child, depth + 1);
            match words.last_mut().filter(|_| end == Some(child.start_byte())) {
                Some(before) => word::join(state, before, word),
                None => words.push(word),
            }
            end = Some(child.end_byte());
        } else {
            statement::within(state, source, child, depth + 1);
        }
        more = cursor.goto_next_sibling();
    }
    words
}

/// What a command changes of the shell itself: `set -e` and the like.
fn obey(state: &mut State, words: &[Word]) {
    let words: Option<Vec<String>> = words.iter().map(Word::text).collect();
    let Some((name, arguments)) = words.as_deref().and_then(<[String]>::split_first) else { return };
    match name.as_str() {
        "source" | "." | "eval" => return state.lose_variables(),
        "set" => {}
        _ => return,
    }
    for (option, on) in options(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        match option {
            "errexit" => state.options.errexit = Some(on),
            "pipefail" => state.options.pipefail = Some(on),
            _ => {}
        }
    }
}

/// Commands of which each reads what the one before it prints. All of them share what a failure does.
pub(super) fn pipeline(state: &mut State, source: Source<'_>, node: Node<'_>, outcome: Outcome, depth: usize) {
    let stages = children(node);
    if stages.iter().any(Node::is_error) {
        return statement::unknown(state, source, node);
    }
    let negated = stages.first().is_some_and(|first| first.kind() == "negated_command");
    let outcome = if negated { Outcome::Is(Failure::Handle) } else { outcome };
    let mut read_by = Vec::new();
    for stage in stages {
        let mark = state.enter();
        let first = state.commands.len();
        let number = single(state, source, stage, outcome, depth + 1);
        state.forget(&mark);
        read_by.push((number, first..state.commands.len()));
    }
    for (stage, next) in read_by.iter().zip(read_by.iter().skip(1)) {
        let reader = next.0.map_or(Pipe::Others, Pipe::Command);
        match stage {
            (Some(number), _) => state.commands[*number].pipe = reader,
            (None, commands) => {
                state.commands[commands.clone()].iter_mut().for_each(|command| command.pipe = Pipe::Others);
            }
        }
    }
}

/// A stage of a pipeline; its number if it is a single command.
fn single(state: &mut State, source: Source<'_>, node: Node<'_>, outcome: Outcome, depth: usize) -> Option<usize> {
    match node.kind() {
        "command" => command(state, source, node, outcome, depth),
        "negated_command" | "redirected_statement" if depth < statement::MAX_DEPTH => {
            let (body, rest): (Vec<_>, Vec<_>) =
                children(node).into_iter().partition(|child| !child.kind().ends_with("_redirect"));
            let [body] = body[..] else {
                statement::lower(state, source, node, outcome, depth);
                return None;
            };
            let number = single(state, source, body, outcome, depth + 1);
            for redirect in rest {
                statement::within(state, source, redirect, depth + 1);
            }
            number
        }
        _ => {
            statement::lower(state, source, node, outcome, depth);
            None
        }
    }
}

/// Statements with `&&` and `||` between them.
pub(super) fn list(state: &mut State, source: Source<'_>, node: Node<'_>, outcome: Outcome, depth: usize) {
    let (members, operators) = flat(node);
    if members.iter().any(Node::is_error) {
        return statement::unknown(state, source, node);
    }
    let mark = state.enter();
    let alternatives: Vec<usize> =
        operators.iter().zip(1..).filter(|(operator, _)| **operator == "||").map(|(_, behind)| behind).collect();
    for (position, member) in members.iter().enumerate() {
        let next = alternatives.partition_point(|alternative| *alternative <= position);
        let outcome = match alternatives.get(next).and_then(|alternative| members.get(*alternative)) {
            Some(alternative) if does_nothing(source, *alternative) => Outcome::Is(Failure::Ignore),
            Some(_) => Outcome::Is(Failure::Handle),
            None if position + 1 == members.len() => outcome,
            None => Outcome::Is(Failure::Skip),
        };
        let alternative = position > 0 && operators.get(position - 1) == Some(&"||");
        let before = state.enter();
        statement::lower(state, source, *member, outcome, depth + 1);
        if alternative {
            state.leave(&before);
        }
    }
    state.leave(&mark);
}

/// The members of a list, however the parser nests it, and what stands between them.
fn flat(list: Node<'_>) -> (Vec<Node<'_>>, Vec<&str>) {
    let (mut members, mut operators) = (Vec::new(), Vec::new());
    let mut rest = vec![list];
    while let Some(node) = rest.pop() {
        match node.kind() {
            "list" => {
                let mut cursor = node.walk();
                let mut inner: Vec<_> = node.children(&mut cursor).collect();
                inner.reverse();
                rest.append(&mut inner);
            }
            operator @ ("&&" | "||") => operators.push(operator),
            _ if node.is_named() && node.kind() != "comment" => members.push(node),
            _ => {}
        }
    }
    (members, operators)
}

fn does_nothing(source: Source<'_>, node: Node<'_>) -> bool {
    let written = &source.text[super::syntax::range(node)];
    written.split_whitespace().next().is_some_and(|name| NOTHING.contains(&name))
}
