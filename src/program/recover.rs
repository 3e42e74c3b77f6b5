//! Lines that keep a file from being parsed are left out, so that the others can be.
//!
//! A parser that goes on after an error takes tokens of the next statements for the rest of the broken one: behind
//! `const a = new x.` the whole next line is lost, or worse, misread. A half-typed file has one broken line, most
//! often; without that line, and with the brackets that it leaves open closed, the rest is what was meant.

use tree_sitter::{Node, Tree};

use super::Problem;
use crate::source::Span;

/// How many lines may be left out.
const MAX_GAPS: usize = 8;

/// How many bytes may be parsed again, over all attempts.
const MAX_WORK: usize = 2 << 20;

/// In how many places a file may be broken for it to be worth the while.
const MAX_PLACES: usize = 32;

/// More problems than anyone reads.
const MAX_PROBLEMS: usize = 50;

/// How many missing brackets are written out.
const MAX_BRACKETS: usize = 12;

/// More errors than are worth to be counted.
const MAX_BROKEN: usize = 1000;

/// A tree, and what was done to get it.
pub(super) struct Recovered {
    pub(super) tree: Tree,
    /// The text that the tree is of: that of the file with blanks for what is left out, and perhaps brackets behind it.
    pub(super) text: String,
    /// The lines that are left out, in order.
    pub(super) gaps: Vec<Span>,
    /// What is wrong with the file.
    pub(super) problems: Vec<Problem>,
}

/// One way to read a file.
struct Attempt {
    tree: Tree,
    text: String,
    gaps: Vec<Span>,
    damage: usize,
}

/// Parses a text as well as can be; `None` where the parser refuses.
pub(super) fn recover(text: &str, parse: impl Fn(&str) -> Option<Tree>) -> Option<Recovered> {
    let mut best = attempt(text.to_owned(), Vec::new(), &parse)?;
    let mut work = if places(&best.tree).len() > MAX_PLACES { MAX_WORK } else { 0 };
    while best.damage > 0 && best.gaps.len() <= MAX_GAPS {
        let lines = blamed(&best, text.len());
        work += text.len() * 2 * (lines.len() + 1);
        if work > MAX_WORK {
            break;
        }
        let without = lines.into_iter().filter_map(|line| {
            let gaps = best.gaps.iter().copied().chain([line]).collect();
            closed(attempt(blank(&best.text, line), gaps, &parse)?, text.len(), &parse)
        });
        let as_it_is = attempt(best.text.clone(), best.gaps.clone(), &parse);
        let as_it_is = as_it_is.and_then(|attempt| closed(attempt, text.len(), &parse));
        match as_it_is.into_iter().chain(without).min_by_key(|attempt| attempt.damage) {
            Some(next) if next.damage < best.damage => best = next,
            _ => break,
        }
    }
    best.gaps.sort_unstable();
    let problems = problems(&best, text);
    Some(Recovered { tree: best.tree, text: best.text, gaps: best.gaps, problems })
}

fn attempt(text: String, gaps: Vec<Span>, parse: impl Fn(&str) -> Option<Tree>) -> Option<Attempt> {
    let tree = parse(&text)?;
    let damage = damage(&tree);
    Some(Attempt { tree, text, gaps, damage })
}

/// Closes the brackets that are open at the end of the file.
fn closed(open: Attempt, length: usize, parse: impl Fn(&str) -> Option<Tree>) -> Option<Attempt> {
    let missing = if open.damage > 0 { unclosed(&open.tree) } else { String::new() };
    if missing.is_empty() || open.text.len() > length {
        return Some(open);
    }
    let text = format!("{}\n{missing}", open.text);
    let closed = attempt(text, open.gaps.clone(), parse)?;
    // A bracket that is missing is damage too, but less than what it brings about.
    let damage = closed.damage + missing.len();
    Some(if damage < open.damage { Attempt { damage, ..closed } } else { open })
}

/// The lines that may have caused the first errors: where one begins, the line before that, and where it ends.
fn blamed(attempt: &Attempt, length: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    for node in places(&attempt.tree).into_iter().take(2) {
        let (start, end) = (node.start_byte().min(length), node.end_byte().min(length));
        let line = line_at(&attempt.text[..length], start);
        let before = attempt.text[..line.start as usize].trim_end().len();
        let last = attempt.text[..end].trim_end().len();
        lines.push(line);
        lines.extend([before, last].map(|at| line_at(&attempt.text[..length], at.saturating_sub(1))));
    }
    lines.retain(|line| !line.is_empty());
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// What stands in the line of an offset, without the blanks around it.
fn line_at(text: &str, offset: usize) -> Span {
    let offset = text.floor_char_boundary(offset);
    let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |end| offset + end);
    let line = &text[start..end];
    let start = end - line.trim_start().len();
    Span::new(start, start + line.trim().len())
}

fn blank(text: &str, gap: Span) -> String {
    let range = gap.range();
    format!("{}{}{}", &text[..range.start], " ".repeat(range.len()), &text[range.end..])
}

/// The nodes that the parser made nothing of, or made up; outer ones before those in them.
fn broken(tree: &Tree) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    walk(tree, |node| {
        if node.is_missing() || node.is_error() {
            found.push(node);
        }
        node.has_error() && found.len() < MAX_BROKEN
    });
    found
}

/// How many bytes are lost, and a price for every error.
fn damage(tree: &Tree) -> usize {
    let (mut damage, mut end) = (0, 0);
    for node in broken(tree) {
        if node.is_missing() || node.end_byte() > end {
            damage += 20 + node.byte_range().len();
            end = end.max(node.end_byte());
        }
    }
    damage
}

/// Where the errors are: the innermost ones, because the others are as long as the file at worst.
fn places(tree: &Tree) -> Vec<Node<'_>> {
    let all = broken(tree);
    let holds = |pair: &[Node<'_>]| pair[1].start_byte() < pair[0].end_byte();
    let inner = all.windows(2).filter(|pair| !holds(pair)).map(|pair| pair[0]);
    inner.chain(all.last().copied()).collect()
}

/// The brackets that close what is open at the end.
fn unclosed(tree: &Tree) -> String {
    let mut open = Vec::new();
    walk(tree, |node| {
        if node.is_missing() {
            return false;
        }
        match node.kind() {
            "{" | "${" => open.push('}'),
            "(" => open.push(')'),
            "[" => open.push(']'),
            closing @ ("}" | ")" | "]") => {
                if let Some(at) = open.iter().rposition(|other| closing.starts_with(*other)) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
        true
    });
    open.into_iter().rev().collect()
}

/// Visits the nodes of a tree in order, however deep it is; below those only for which the answer is yes.
pub(super) fn walk<'t>(tree: &'t Tree, mut visit: impl FnMut(Node<'t>) -> bool) {
    let mut cursor = tree.walk();
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

fn problems(attempt: &Attempt, text: &str) -> Vec<Problem> {
    let mut problems: Vec<_> = attempt.gaps.iter().map(|gap| left_out(*gap)).collect();
    problems.extend(places(&attempt.tree).into_iter().take(MAX_PROBLEMS).map(|node| describe(node, text)));
    if let Some(missing) = attempt.text.get(text.len()..).map(str::trim).filter(|missing| !missing.is_empty()) {
        let message = match missing.len() {
            ..=MAX_BRACKETS => format!("`{missing}` is missing at the end of the file"),
            many => format!("{many} closing brackets are missing at the end of the file"),
        };
        problems.push(Problem { span: Span::at(text.trim_end().len()), message });
    }
    problems.sort_by_key(|problem| problem.span);
    problems
}

fn left_out(span: Span) -> Problem {
    Problem { span, message: "this line cannot be parsed and is left out".into() }
}

fn describe(node: Node<'_>, text: &str) -> Problem {
    let range = node.start_byte().min(text.len())..node.end_byte().min(text.len());
    if node.is_missing() {
        let what = if node.is_named() { "something".to_owned() } else { format!("`{}`", node.kind()) };
        let message = format!("{what} is missing here");
        return Problem { span: Span::at(text[..range.start].trim_end().len()), message };
    }
    let line = text[range.clone()].lines().next().unwrap_or_default().trim_end();
    Problem {
        span: Span::new(range.start, range.start + line.len()),
        message: "this cannot be parsed and is left out".into(),
    }
}
