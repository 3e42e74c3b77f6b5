//! Edits of YAML in block style.

use serde_json::Value as Json;

use super::path::{line_break, line_end, margin};
use super::scalar::{Spelling, laid_out};
use super::{Patch, Refusal, flow};
use crate::source::Span;
use crate::syntax::Node;

/// How a block is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'t> {
    pub(super) spelling: Spelling,
    /// One level of indentation.
    pub(super) step: &'t str,
}

/// One more entry at the end of a mapping.
pub(super) fn insert(source: &str, mapping: Node<'_>, key: &str, value: &Json, manner: Manner<'_>) -> Patch {
    let indent = mapping.children().step_by(2).find_map(|key| margin(source, key.span().start));
    let indent = indent.map_or_else(|| column(source, mapping.span().start), ToOwned::to_owned);
    let lines = entry(key, value, &indent, manner);
    behind(source, mapping.span().end as usize, &lines)
}

/// What stands behind a key that has nothing behind it.
pub(super) fn fill(source: &str, key: Node<'_>, value: &Json, manner: Manner<'_>) -> Result<Patch, Refusal> {
    let indent = margin(source, key.span().start).ok_or(Refusal::Style)?;
    let Json::Object(members) = value else { return Err(Refusal::Kind) };
    let inner = format!("{indent}{}", manner.step);
    let lines: Vec<String> = members.iter().flat_map(|(key, value)| entry(key, value, &inner, manner)).collect();
    Ok(behind(source, key.span().end as usize, &lines))
}

/// One more item at the end of a sequence.
pub(super) fn push(source: &str, sequence: Node<'_>, value: &Json, manner: Manner<'_>) -> Result<Patch, Refusal> {
    let indent = margin(source, sequence.span().start).ok_or(Refusal::Style)?;
    Ok(behind(source, sequence.span().end as usize, &item(value, indent, manner)))
}

/// Where the dash of an item stands, where nothing but blanks is between the two.
pub(super) fn dash(source: &str, item: u32) -> Result<u32, Refusal> {
    let before = source[..item as usize].trim_end_matches(' ');
    let dash = before.len().checked_sub(1).filter(|_| before.ends_with('-')).ok_or(Refusal::Style)?;
    Ok(Span::at(dash).start)
}

/// Takes out the lines of a node that begins its line.
pub(super) fn cut(source: &str, from: u32, to: u32, comments: &[Span]) -> Result<Patch, Refusal> {
    let indent = margin(source, from).ok_or(Refusal::Style)?;
    let start = from as usize - indent.len();
    let end = line_end(source, to as usize);
    let end = source[end..].find('\n').map_or(source.len(), |after| end + after + 1);
    let span = Span::new(start, end);
    if comments.iter().any(|comment| span.start <= comment.start && comment.start < span.end) {
        return Err(Refusal::Comment);
    }
    Ok(Patch { span, text: String::new() })
}

/// Lines behind that of a place. A file whose last line has no end gets no other one.
fn behind(source: &str, at: usize, lines: &[String]) -> Patch {
    let at = line_end(source, at);
    let end = line_break(source, at);
    let text = lines.iter().flat_map(|line| [end, line]).collect();
    Patch { span: Span::at(at), text }
}

fn entry(key: &str, value: &Json, indent: &str, manner: Manner<'_>) -> Vec<String> {
    let key = manner.spelling.key(key);
    let inner = format!("{indent}{}", manner.step);
    let (beside, below) = match value {
        Json::Object(members) if !members.is_empty() => {
            (String::new(), members.iter().flat_map(|(key, value)| entry(key, value, &inner, manner)).collect())
        }
        Json::Array(items) if !items.is_empty() => {
            (String::new(), items.iter().flat_map(|value| item(value, &inner, manner)).collect())
        }
        Json::String(text) if let Some(document) = laid_out(text) => {
            (" |".to_owned(), document.iter().map(|line| format!("{inner}{line}")).collect())
        }
        scalar => (format!(" {}", flow::single(scalar, manner.spelling)), Vec::new()),
    };
    let mut lines: Vec<String> = below;
    lines.insert(0, format!("{indent}{key}:{beside}"));
    lines
}

fn item(value: &Json, indent: &str, manner: Manner<'_>) -> Vec<String> {
    let Json::Object(members) = value else {
        return vec![format!("{indent}- {}", flow::single(value, manner.spelling))];
    };
    let inner = format!("{indent}  ");
    let mut lines: Vec<String> = members.iter().flat_map(|(key, value)| entry(key, value, &inner, manner)).collect();
    if let Some(first) = lines.first_mut() {
        first.replace_range(indent.len()..inner.len(), "- ");
    }
    lines
}

/// As many blanks as stand before a place on its line.
fn column(source: &str, at: u32) -> String {
    let before = &source[..at as usize];
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    " ".repeat(line.chars().count())
}
