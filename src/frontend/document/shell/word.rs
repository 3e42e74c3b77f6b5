//! Words: quotation marks taken away, variables followed, the rest left open.

use tree_sitter::Node;

use super::Source;
use super::state::{State, Word, known};
use super::syntax::{CLOSE, OPEN, children, range};
use super::{expansion, statement};
use crate::source::Span;

/// What a word is written between, which decides what a backslash means and whether it is split at white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    None,
    Double,
}

const SEVERAL: &str = "the shell makes several words of it";

/// The word that a node is.
pub(super) fn lower(state: &mut State, source: Source<'_>, node: Node<'_>, depth: usize) -> Word {
    let at = (source.place)(Span::new(node.start_byte(), node.end_byte()));
    let mut word = Word::new(at);
    if node.has_error() || depth > statement::MAX_DEPTH {
        return Word::hole("it was not understood", at);
    }
    part(state, source, node, Quotes::None, depth, &mut word);
    if word.pieces.is_empty() {
        word.push("");
    }
    word
}

/// Adds what stands right behind a word to it. The parser does not see the variable in `a.$NAME.b`: it gives `a.$` and
/// `NAME.b`.
pub(super) fn join(state: &State, before: &mut Word, mut behind: Word) {
    let split = match (before.pieces.last().and_then(known), behind.pieces.first().and_then(known)) {
        (Some(start), Some(rest)) if start.ends_with('$') => {
            let length = rest.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'));
            let (name, rest) = rest.split_at(length.unwrap_or(rest.len()));
            Some((start[..start.len() - 1].to_owned(), name.to_owned(), rest.to_owned()))
        }
        _ => None,
    };
    if let Some((start, name, rest)) = split.filter(|(_, name, _)| !name.is_empty()) {
        before.pieces.pop();
        before.push(&start);
        before.append(expansion::variable(state, &name, before.at));
        behind.pieces.remove(0);
        before.push(&rest);
    }
    before.append(behind);
}

fn part(state: &mut State, source: Source<'_>, node: Node<'_>, quotes: Quotes, depth: usize, word: &mut Word) {
    let written = &source.text[range(node)];
    match node.kind() {
        "word" | "number" | "test_operator" | "string_content" | "variable_name" | "$" | "==" | "=~"
            if node.named_child_count() == 0 =>
        {
            literal(written, quotes, word);
        }
        "raw_string" => literal_as_is(written.trim_start_matches('\'').trim_end_matches('\''), word),
        "ansi_c_string" if !written.contains('\\') => {
            literal_as_is(written.trim_start_matches("$'").trim_end_matches('\''), word);
        }
        "command_name" | "translated_string" => {
            for child in children(node) {
                part(state, source, child, quotes, depth + 1, word);
            }
        }
        "string" => {
            let inside = node.start_byte() + 1..node.end_byte().saturating_sub(1);
            parts(state, source, node, inside, Quotes::Double, depth, word);
        }
        "concatenation" if makes_several(written) => word.put_in("…", SEVERAL),
        "concatenation" => parts(state, source, node, range(node), Quotes::None, depth, word),
        "simple_expansion" | "expansion" => {
            let expanded = expansion::lower(state, source, node, quotes, depth + 1, word.at);
            word.append(expanded);
        }
        "command_substitution" => {
            let inner = statement::substitution(state, source, node, depth + 1);
            let reason = printed(state, inner.clone());
            word.put_in("…", reason);
            word.from.extend(inner);
        }
        "process_substitution" => {
            statement::substitution(state, source, node, depth + 1);
            word.put_in("…", "a file that the shell makes");
        }
        "arithmetic_expansion" => word.put_in("…", "a number that the shell computes"),
        _ => word.put_in("…", "what the shell makes of it is not known"),
    }
}

/// What expansions stand in, and the text around them.
fn parts(
    state: &mut State,
    source: Source<'_>,
    node: Node<'_>,
    inside: std::ops::Range<usize>,
    quotes: Quotes,
    depth: usize,
    word: &mut Word,
) {
    let mut end = inside.start;
    for child in children(node).into_iter().filter(|child| child.kind() != "string_content") {
        literal(&source.text[end..child.start_byte().max(end)], quotes, word);
        part(state, source, child, quotes, depth + 1, word);
        end = child.end_byte();
    }
    literal(&source.text[end..inside.end.max(end)], quotes, word);
}

/// A text without its backslashes. What the shell makes several words of is not known.
fn literal(written: &str, quotes: Quotes, word: &mut Word) {
    if quotes == Quotes::None && makes_several(written) {
        return word.put_in("…", SEVERAL);
    }
    let mut text = String::with_capacity(written.len());
    let mut characters = written.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.peek() {
            Some('\n') => drop(characters.next()),
            Some(next) if quotes == Quotes::None || matches!(next, '$' | '`' | '"' | '\\') => {
                text.extend(characters.next());
            }
            _ => text.push(character),
        }
    }
    literal_as_is(&text, word);
}

/// Whether braces stand for several words: `{a,b}`, `{1..3}`.
fn makes_several(written: &str) -> bool {
    let Some((_, behind)) = written.split_once('{') else { return false };
    behind.split_once('}').is_some_and(|(inner, _)| inner.contains(',') || inner.contains(".."))
}

/// A text in which others may have put something.
fn literal_as_is(text: &str, word: &mut Word) {
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        if !before.is_empty() {
            word.push(before);
        }
        word.put_in("…", "put in before the shell sees it");
        rest = behind.split_once(CLOSE).map_or("", |(_, after)| after);
    }
    if !rest.is_empty() {
        word.push(rest);
    }
}

/// What stands for the output of commands.
fn printed(state: &State, commands: std::ops::Range<usize>) -> String {
    let first = state.commands.get(commands.start).filter(|_| !commands.is_empty());
    let words = first.and_then(|command| command.words.as_ref()).map_or(&[][..], Vec::as_slice);
    let names: Vec<String> = words.iter().take(2).map_while(Word::text).collect();
    if names.concat().is_empty() {
        "the output of a command".to_owned()
    } else {
        format!("the output of {}", names.join(" "))
    }
}
