//! Edits of JSON, and of YAML in flow style.

use serde_json::Value as Json;

use super::list::Ending;
use super::path::{line_break, margin};
use super::scalar::Spelling;
use super::yaml::Manner;
use super::{Patch, Refusal};
use crate::source::Span;
use crate::syntax::{Kind, Node, Tree};

/// How a collection is written.
#[derive(Debug)]
struct Layout<'t> {
    manner: Manner<'t>,
    /// What stands between a key and its value, and between two entries of one line.
    colon: &'t str,
    comma: &'static str,
    /// What stands inside a brace on one line.
    pad: &'static str,
    /// The margin of the entries, where each begins a line.
    lines: Option<&'t str>,
    end: &'static str,
}

/// One more entry at the end of a mapping. `outer` is the margin of the line that the mapping begins on, where that
/// is the line of its key.
pub(super) fn insert(
    tree: &Tree,
    mapping: Node<'_>,
    key: &str,
    value: &Json,
    manner: Manner<'_>,
    outer: Option<&str>,
) -> Result<Vec<Patch>, Refusal> {
    let source = tree.source();
    let open = mapping.span().start as usize;
    if !source[open..].starts_with('{') || !source[..mapping.span().end as usize].ends_with('}') {
        return Err(Refusal::Style);
    }
    if mapping.children().next().is_none() {
        return into_empty(source, mapping, key, value, manner, outer).map(|patch| vec![patch]);
    }
    let layout = Layout::of(source, mapping, manner);
    let written = layout.entry(key, value, layout.lines.unwrap_or_default());
    append(tree, mapping, &written, &layout)
}

/// One more item at the end of a sequence.
pub(super) fn push(tree: &Tree, sequence: Node<'_>, value: &Json, manner: Manner<'_>) -> Result<Vec<Patch>, Refusal> {
    let source = tree.source();
    let open = sequence.span().start as usize;
    if !source[open..].starts_with('[') || sequence.children().next().is_none() {
        return Err(Refusal::Style);
    }
    let layout = Layout::of(source, sequence, manner);
    let written = layout.value(value, layout.lines.unwrap_or_default());
    append(tree, sequence, &written, &layout)
}

/// Takes an entry out of a collection that has others.
pub(super) fn cut(tree: &Tree, collection: Node<'_>, entry: Span) -> Result<Patch, Refusal> {
    let width = if collection.kind() == Kind::Mapping { 2 } else { 1 };
    let children: Vec<Node<'_>> = collection.children().collect();
    let next = children.iter().step_by(width).map(|child| child.span().start).find(|start| *start >= entry.end);
    let before = children.iter().map(|child| child.span().end).rfind(|end| *end <= entry.start);
    let span = match (next, before) {
        (Some(next), _) => Span { start: entry.start, end: next },
        (None, Some(before)) => Span { start: before, end: entry.end },
        (None, None) => return Err(Refusal::Style),
    };
    if tree.comments().iter().any(|comment| span.start <= comment.start && comment.start < span.end) {
        return Err(Refusal::Comment);
    }
    let text = &tree.source()[span.range()];
    // A tag or an anchor stands before its node.
    let clean = text.bytes().filter(|byte| *byte == b',').count() >= 1;
    if clean { Ok(Patch { span, text: String::new() }) } else { Err(Refusal::Style) }
}

/// A value on one line.
pub(super) fn single(value: &Json, spelling: Spelling) -> String {
    let manner = Manner { spelling, step: "" };
    Layout { manner, colon: ": ", comma: ", ", pad: "", lines: None, end: "\n" }.value(value, "")
}

/// A value in the place of another one that begins on a line of this margin.
pub(super) fn over_lines(value: &Json, manner: Manner<'_>, margin: &str, end: &'static str) -> String {
    let lines = Some(margin).filter(|_| manner.spelling == Spelling::Json);
    Layout { manner, colon: ": ", comma: ", ", pad: "", lines, end }.value(value, margin)
}

fn into_empty(
    source: &str,
    mapping: Node<'_>,
    key: &str,
    value: &Json,
    manner: Manner<'_>,
    outer: Option<&str>,
) -> Result<Patch, Refusal> {
    let span = mapping.span();
    if !source[span.range()][1..].trim_end_matches('}').trim().is_empty() {
        return Err(Refusal::Comment);
    }
    let whole: Json = std::iter::once((key.to_owned(), value.clone())).collect::<serde_json::Map<_, _>>().into();
    let end = line_break(source, span.start as usize);
    let text = outer.map_or_else(|| single(&whole, manner.spelling), |outer| over_lines(&whole, manner, outer, end));
    Ok(Patch { span, text })
}

/// Puts an entry behind the last one.
fn append(tree: &Tree, collection: Node<'_>, written: &str, layout: &Layout<'_>) -> Result<Vec<Patch>, Refusal> {
    let width = if collection.kind() == Kind::Mapping { 2 } else { 1 };
    let children: Vec<Node<'_>> = collection.children().collect();
    let begin = children.len().checked_sub(width).ok_or(Refusal::Style)?;
    let last = children[begin].span().to(children[children.len() - 1].span());
    let close = collection.span().end as usize - 1;
    let (source, comments) = (tree.source(), tree.comments());
    Ending { source, comments, last, close, comma: layout.comma, line_break: layout.end }.append(written)
}

impl<'t> Layout<'t> {
    /// How a collection that has members is written.
    fn of(source: &'t str, collection: Node<'t>, manner: Manner<'t>) -> Self {
        let children: Vec<Node<'_>> = collection.children().collect();
        let mapping = collection.kind() == Kind::Mapping;
        let first_value = children.get(1).filter(|_| mapping);
        let colon = first_value.map_or(": ", |value| {
            let between = source.get(children[0].span().end as usize..value.span().start as usize).unwrap_or(": ");
            let usual =
                between.trim_matches(' ') == ":" && (between.ends_with(' ') || manner.spelling == Spelling::Json);
            if usual { between } else { ": " }
        });
        let last_key = children[if mapping { children.len() - 2 } else { children.len() - 1 }];
        let lines = margin(source, last_key.span().start);
        let inside = &source[collection.span().start as usize + 1..];
        let pad = if inside.starts_with(' ') { " " } else { "" };
        let comma = if colon.ends_with(' ') { ", " } else { "," };
        Self { manner, colon, comma, pad, lines, end: line_break(source, collection.span().start as usize) }
    }

    fn entry(&self, key: &str, value: &Json, margin: &str) -> String {
        format!("{}{}{}", self.manner.spelling.key(key), self.colon, self.value(value, margin))
    }

    /// A value that begins on a line of this margin.
    fn value(&self, value: &Json, margin: &str) -> String {
        let inner = format!("{margin}{}", self.manner.step);
        match value {
            Json::Object(members) => {
                let entries = members.iter().map(|(key, value)| self.entry(key, value, &inner));
                self.collection(['{', '}'], &entries.collect::<Vec<_>>(), margin)
            }
            Json::Array(items) => {
                let items = items.iter().map(|item| self.value(item, &inner));
                self.collection(['[', ']'], &items.collect::<Vec<_>>(), margin)
            }
            scalar => self.manner.spelling.scalar(scalar),
        }
    }

    fn collection(&self, [open, close]: [char; 2], entries: &[String], margin: &str) -> String {
        if entries.is_empty() {
            return format!("{open}{close}");
        }
        if self.lines.is_none() || self.manner.spelling == Spelling::Yaml {
            let pad = if open == '{' { self.pad } else { "" };
            return format!("{open}{pad}{}{pad}{close}", entries.join(self.comma));
        }
        let (end, step) = (self.end, self.manner.step);
        let lines: Vec<String> = entries.iter().map(|entry| format!("{end}{margin}{step}{entry}")).collect();
        format!("{open}{}{end}{margin}{close}", lines.join(","))
    }
}
