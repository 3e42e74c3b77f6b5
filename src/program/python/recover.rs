//! Statements that keep a file from being parsed are left out, so that the others can be.
//!
//! A parser that goes on after an error takes what follows for the rest of the broken statement: behind `repo = f(a,`
//! all of the file stands in parentheses. Without the few lines that somebody is just typing, the rest is what was
//! meant. Blanks stand for what is left out, so that no place moves.

use tree_sitter::{Node, Tree};

use super::tree::walk;
use crate::program::Problem;
use crate::source::Span;

/// How many statements may be left out.
const MAX_GAPS: usize = 8;

/// How many bytes may be parsed again, over all attempts.
const MAX_WORK: usize = 4 << 20;

/// How many problems of a file are told, and errors of a tree are counted.
const MAX_PROBLEMS: usize = 50;

/// What an error costs beside the bytes that it spoils.
const PRICE: usize = 20;

/// A tree, and what was done to get it.
pub(super) struct Draft {
    pub(super) tree: Tree,
    /// The text that the tree is of: that of the file with blanks for what is left out.
    pub(super) text: String,
    /// What is left out, in order.
    pub(super) gaps: Vec<Span>,
    pub(super) problems: Vec<Problem>,
}

/// One way to read a file.
struct Attempt {
    tree: Tree,
    text: String,
    gaps: Vec<Span>,
    /// How much of the file is lost to errors and gaps.
    cost: usize,
}

/// Parses a text as well as can be; `None` where the parser refuses.
pub(super) fn recover(text: &str, parse: impl Fn(&str) -> Option<Tree>) -> Option<Draft> {
    let mut best = attempt(text.to_owned(), Vec::new(), &parse)?;
    let mut work = 0;
    while best.tree.root_node().has_error() && best.gaps.len() < MAX_GAPS {
        let suspects = suspects(&best);
        work += text.len() * suspects.len();
        if work > MAX_WORK {
            break;
        }
        let without = suspects.into_iter().filter_map(|gap| {
            let gaps = best.gaps.iter().copied().chain([gap]).collect();
            attempt(blank(&best.text, gap), gaps, &parse)
        });
        match without.min_by_key(|attempt| attempt.cost) {
            Some(next) if next.cost < best.cost => best = next,
            _ => break,
        }
    }
    best.gaps.sort_unstable();
    let mut problems: Vec<_> = best.gaps.iter().map(|gap| left_out(*gap, text)).collect();
    problems.extend(errors(&best.tree).into_iter().map(|node| describe(node, text)));
    Some(Draft { tree: best.tree, text: best.text, gaps: best.gaps, problems })
}

fn attempt(text: String, gaps: Vec<Span>, parse: impl Fn(&str) -> Option<Tree>) -> Option<Attempt> {
    let tree = parse(&text)?;
    let lost: usize = errors(&tree).into_iter().map(|node| PRICE + node.byte_range().len()).sum();
    let cost = lost + gaps.iter().map(|gap| gap.range().len()).sum::<usize>();
    Some(Attempt { tree, text, gaps, cost })
}

/// What may have caused the first error: the statement whose bracket is not closed, the lines where an error begins,
/// before that, and where it ends, each of them also with the deeper lines behind it.
fn suspects(attempt: &Attempt) -> Vec<Span> {
    let text = &*attempt.text;
    let mut suspects: Vec<_> = unclosed(text).into_iter().collect();
    for node in innermost_errors(&attempt.tree).into_iter().take(2) {
        let line = line_at(text, node.start_byte());
        let before = text[..line.start as usize].trim_end().len();
        let last = text[..node.end_byte()].trim_end().len();
        let lines = [line, line_at(text, before.saturating_sub(1)), line_at(text, last.saturating_sub(1))];
        suspects.extend(lines.into_iter().flat_map(|line| [line, with_deeper_lines(text, line)]));
    }
    suspects.retain(|suspect| !suspect.is_empty());
    suspects.sort_unstable();
    suspects.dedup();
    suspects
}

/// The first statement with a bracket that is still open where a line begins that is no deeper than the statement.
fn unclosed(text: &str) -> Option<Span> {
    let mut open: Vec<u8> = Vec::new();
    let mut statement = Span::at(0);
    let mut offset = 0;
    while offset < text.len() {
        let line = line_at(text, offset);
        let is_next = !line.is_empty() && !text[line.range()].starts_with([')', ']', '}', '#']);
        if is_next && !open.is_empty() && indentation(text, line) <= indentation(text, statement) {
            return Some(Span::new(statement.start as usize, text[..offset].trim_end().len()));
        }
        if open.is_empty() {
            statement = line;
        }
        offset = brackets(text, offset, &mut open);
    }
    (!open.is_empty()).then(|| Span::new(statement.start as usize, text.trim_end().len()))
}

/// Keeps account of the brackets of a line, and gives where the next one begins that is not inside a string.
fn brackets(text: &str, from: usize, open: &mut Vec<u8>) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => return at + 1,
            b'#' => at += text[at..].find('\n').unwrap_or(text.len() - at) - 1,
            quote @ (b'"' | b'\'') => at = after_string(bytes, at, quote) - 1,
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            closing @ (b')' | b']' | b'}') => {
                if let Some(position) = open.iter().rposition(|other| *other == closing) {
                    open.truncate(position);
                }
            }
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where a string ends that opens at an offset: behind its quotes, or with its line if it is not closed.
fn after_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let triple = [quote; 3];
    let quotes = if bytes[start..].starts_with(&triple) { &triple[..] } else { &triple[..1] };
    let mut at = start + quotes.len();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if quotes.len() == 1 => return at,
            _ if bytes[at..].starts_with(quotes) => return at + quotes.len(),
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// What stands in the line of an offset, without the blanks around it.
fn line_at(text: &str, offset: usize) -> Span {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..offset]).map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', &bytes[offset..]).map_or(text.len(), |end| offset + end);
    let line = &text[start..end];
    let start = end - line.trim_start().len();
    Span::new(start, start + line.trim().len())
}

fn with_deeper_lines(text: &str, first: Span) -> Span {
    let depth = indentation(text, first);
    let mut whole = first;
    let mut offset = first.end as usize;
    while let Some(end) = text[offset..].find('\n') {
        offset += end + 1;
        let line = line_at(text, offset);
        if !line.is_empty() && indentation(text, line) <= depth {
            break;
        }
        whole.end = whole.end.max(line.end);
    }
    whole
}

/// How far a line is indented, in bytes: who mixes tabs and blanks gets another suspect.
fn indentation(text: &str, line: Span) -> usize {
    let start = line.start as usize;
    start - text[..start].rfind('\n').map_or(0, |end| end + 1)
}

/// The text with blanks in place of all but its line ends.
fn blank(text: &str, gap: Span) -> String {
    let (before, after) = (&text[..gap.start as usize], &text[gap.end as usize..]);
    let blanks = text[gap.range()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    before.chars().chain(blanks).chain(after.chars()).collect()
}

/// What the parser made nothing of, or made up, but not what stands in such a place.
fn errors(tree: &Tree) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    walk(tree.root_node(), |node| {
        let is_error = node.is_error() || node.is_missing();
        if is_error {
            found.push(node);
        }
        node.has_error() && !is_error && found.len() < MAX_PROBLEMS
    });
    found
}

/// Where the errors are: the outermost ones are as long as the file at worst.
fn innermost_errors(tree: &Tree) -> Vec<Node<'_>> {
    let mut found: Vec<Node<'_>> = Vec::new();
    walk(tree.root_node(), |node| {
        if node.is_error() || node.is_missing() {
            if found.last().is_some_and(|outer| outer.end_byte() >= node.end_byte()) {
                found.pop();
            }
            found.push(node);
        }
        node.has_error() && found.len() < MAX_PROBLEMS
    });
    found
}

fn left_out(gap: Span, text: &str) -> Problem {
    let first_line = text[gap.range()].lines().next().map_or(0, str::len);
    let span = Span::new(gap.start as usize, gap.start as usize + first_line);
    let is_one_line = span == gap;
    let what = if is_one_line { "this line" } else { "the statement that begins here" };
    Problem { span, message: format!("{what} cannot be parsed and is left out") }
}

fn describe(node: Node, text: &str) -> Problem {
    if node.is_missing() {
        let what = if node.is_named() { "something".to_owned() } else { format!("`{}`", node.kind()) };
        let at = text[..node.start_byte()].trim_end().len();
        return Problem { span: Span::at(at), message: format!("{what} is missing here") };
    }
    let first_line = text[node.byte_range()].lines().next().map_or(0, str::len);
    let span = Span::new(node.start_byte(), node.start_byte() + first_line);
    Problem { span, message: "this cannot be parsed and is left out".to_owned() }
}
