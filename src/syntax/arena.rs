//! The nodes of a file in one vector, parents before children. Knows no grammar: the readers write
//! into it and `node` looks into it.

use std::collections::BTreeMap;

use super::{Kind, Style};
use crate::source::Span;

/// How deep collections may nest, through aliases too. Whoever walks a tree may recurse this far.
pub(super) const DEPTH_LIMIT: usize = 512;

/// The target of an alias that names nothing usable.
const UNRESOLVED: u32 = u32::MAX;

/// One node. Its children follow it and `end` is one past the last of them, so that a subtree is
/// skipped in one step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub(super) span: Span,
    /// A scalar's text: bytes of the source, or of the arena's buffer if `decoded`. An alias keeps
    /// the number of its target here.
    text: Span,
    pub(super) end: u32,
    /// One more than the index of the tag's span; 0 is no tag.
    tag: u32,
    pub(super) kind: Kind,
    pub(super) style: Style,
    decoded: bool,
    /// A key that its mapping does not have after all: a later key repeats it, or it is an applied `<<`.
    pub(super) shadowed: bool,
    /// A mapping that has entries through `<<`.
    pub(super) merges: bool,
}

/// A key and a value by their indices.
pub(super) type Pair = (u32, u32);

/// The nodes of a file, and what few of them have.
#[derive(Debug, Default)]
pub(super) struct Arena {
    pub(super) records: Vec<Record>,
    pub(super) roots: Vec<u32>,
    pub(super) comments: Vec<Span>,
    /// The texts that are not a slice of the source.
    buffer: String,
    tags: Vec<Span>,
    /// The entries that `<<` brings, by the index of the mapping.
    pub(super) merged: BTreeMap<u32, Vec<Pair>>,
    /// How many nodes stand before each record when aliases count as what they repeat. Empty where there is no alias.
    pub(super) expanded: Vec<u64>,
    open: Vec<Open>,
    /// Where the node that was completed last ends.
    last_end: u32,
}

/// A collection whose end has not been seen.
#[derive(Clone, Copy, Debug)]
struct Open {
    index: u32,
    children: u32,
}

/// A scalar's text as a reader has it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Text<'a> {
    Slice(Span),
    Decoded(&'a str),
}

/// A collection was opened below [`DEPTH_LIMIT`] others.
#[derive(Clone, Copy, Debug)]
pub(super) struct TooDeep;

impl Arena {
    /// An arena for a source of so many bytes.
    pub(super) fn for_source(bytes: usize) -> Self {
        Self { records: Vec::with_capacity(bytes / 16 + 4), ..Self::default() }
    }

    pub(super) fn open(&mut self, kind: Kind, style: Style, start: usize, tag: Option<Span>) -> Result<u32, TooDeep> {
        if self.open.len() >= DEPTH_LIMIT {
            return Err(TooDeep);
        }
        let index = self.push(kind, style, Span::at(start), Span::default(), tag);
        self.open.push(Open { index, children: 0 });
        Ok(index)
    }

    /// Closes the innermost collection. Without a place of its own it ends where its last child does.
    pub(super) fn close(&mut self, end: Option<usize>) {
        let Some(Open { index, .. }) = self.open.pop() else { return };
        let next = self.next_index();
        let last_child = self.last_end;
        let record = &mut self.records[index as usize];
        let inner = if next == index + 1 { record.span.start } else { last_child };
        record.end = next;
        record.span.end = end.map_or(inner, |end| Span::at(end).start.max(inner));
        self.last_end = record.span.end;
    }

    /// Closes what is open where a reader had to stop, and gives a lonely key an empty value.
    pub(super) fn close_all(&mut self) {
        while let Some(&Open { index, children }) = self.open.last() {
            if self.records[index as usize].kind == Kind::Mapping && children % 2 == 1 {
                let at = Span { start: self.last_end, end: self.last_end };
                self.scalar(Style::Plain, at, Text::Slice(at), None);
            }
            self.close(None);
        }
    }

    pub(super) fn scalar(&mut self, style: Style, span: Span, text: Text<'_>, tag: Option<Span>) -> u32 {
        let (bytes, decoded) = match text {
            Text::Slice(bytes) => (bytes, false),
            Text::Decoded(text) => {
                let start = self.buffer.len();
                self.buffer.push_str(text);
                (Span::new(start, self.buffer.len()), true)
            }
        };
        let index = self.push(Kind::Scalar, style, span, bytes, tag);
        self.records[index as usize].decoded = decoded;
        self.last_end = span.end;
        index
    }

    /// An alias of an earlier node, or of nothing.
    pub(super) fn alias(&mut self, span: Span, target: Option<u32>) {
        let target = target.unwrap_or(UNRESOLVED);
        self.push(Kind::Alias, Style::Plain, span, Span { start: target, end: target }, None);
        self.last_end = span.end;
    }

    /// The node that an alias stands for, if it could be resolved.
    pub(super) fn target(&self, index: u32) -> Option<u32> {
        let record = &self.records[index as usize];
        (record.kind == Kind::Alias && record.text.start != UNRESOLVED).then_some(record.text.start)
    }

    /// The node itself, or what it is an alias of.
    pub(super) fn resolved(&self, index: u32) -> u32 {
        self.target(index).unwrap_or(index)
    }

    /// Makes an alias one of nothing.
    pub(super) fn unresolve(&mut self, index: u32) {
        self.records[index as usize].text = Span { start: UNRESOLVED, end: UNRESOLVED };
    }

    /// The text of a scalar.
    pub(super) fn text<'a>(&'a self, source: &'a str, index: u32) -> Option<&'a str> {
        let record = &self.records[index as usize];
        if record.kind != Kind::Scalar {
            return None;
        }
        let whole = if record.decoded { self.buffer.as_str() } else { source };
        Some(&whole[record.text.range()])
    }

    /// How many bytes the text of a scalar has, without looking at it.
    pub(super) fn text_len(&self, index: u32) -> u32 {
        let text = self.records[index as usize].text;
        text.end - text.start
    }

    pub(super) fn tag(&self, index: u32) -> Option<Span> {
        let tag = self.records[index as usize].tag;
        tag.checked_sub(1).map(|tag| self.tags[tag as usize])
    }

    /// The index of the node after the whole subtree of this one.
    pub(super) fn after(&self, index: u32) -> u32 {
        self.records[index as usize].end
    }

    /// The children of a collection, or the keys and values of a mapping in turn.
    pub(super) fn children(&self, index: u32) -> impl Iterator<Item = u32> + use<'_> {
        let (mut next, end) = (index + 1, self.after(index));
        std::iter::from_fn(move || {
            let child = next;
            if child >= end {
                return None;
            }
            next = self.after(child);
            Some(child)
        })
    }

    /// The keys and values of a mapping as they are written.
    pub(super) fn pairs(&self, index: u32) -> impl Iterator<Item = Pair> {
        let mut children = self.children(index);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// Where the key ends whose value the next node would be.
    pub(super) fn key_end(&self) -> Option<usize> {
        self.innermost()
            .filter(|(kind, children)| *kind == Kind::Mapping && children % 2 == 1)
            .map(|_| self.last_end as usize)
    }

    /// The innermost open collection: what it is, and how many children it has so far.
    pub(super) fn innermost(&self) -> Option<(Kind, u32)> {
        self.open.last().map(|open| (self.records[open.index as usize].kind, open.children))
    }

    /// Where the innermost open collection begins.
    pub(super) fn innermost_start(&self) -> Option<u32> {
        self.open.last().map(|open| self.records[open.index as usize].span.start)
    }

    fn next_index(&self) -> u32 {
        Span::at(self.records.len()).start
    }

    fn push(&mut self, kind: Kind, style: Style, span: Span, text: Span, tag: Option<Span>) -> u32 {
        let index = self.next_index();
        match self.open.last_mut() {
            Some(parent) => parent.children += 1,
            None => self.roots.push(index),
        }
        let tag = tag.map_or(0, |tag| {
            self.tags.push(tag);
            Span::at(self.tags.len()).start
        });
        let end = index + 1;
        let (decoded, shadowed, merges) = (false, false, false);
        self.records.push(Record { span, text, end, tag, kind, style, decoded, shadowed, merges });
        index
    }
}
