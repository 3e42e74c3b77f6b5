//! What a walk through a tree sees: a node, its text, its children. Aliases are followed and merge
//! keys applied here, so that no reader of a tree has to think of them.

use std::fmt;

use super::arena::{Arena, Pair, Record};
use super::{Kind, Style, Tree, scalar, text};
use crate::source::{Span, TextMap};

/// A node of a [`Tree`]. Cheap to copy. An alias that could be resolved is its target here, except
/// for [`Node::site`].
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    index: u32,
    /// The alias that led here, else the node itself.
    site: u32,
}

/// What a plain scalar means. Every other scalar is `Text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar<'t> {
    Null,
    Bool(bool),
    /// A decimal number as it is written.
    Number(&'t str),
    Text(&'t str),
}

impl<'t> Node<'t> {
    pub(super) fn new(tree: &'t Tree, site: u32) -> Self {
        Self { tree, index: tree.arena.resolved(site), site }
    }

    pub fn kind(self) -> Kind {
        self.record().kind
    }

    pub fn style(self) -> Style {
        self.record().style
    }

    /// Where the node is written: a scalar with its quotes, a collection from its first to its last
    /// byte, of a block scalar the lines of its content without the last line end. A tag or an anchor
    /// before it does not belong to it.
    pub fn span(self) -> Span {
        self.record().span
    }

    /// Where the node is used: the alias if it was reached through one, else [`Node::span`].
    pub fn site(self) -> Span {
        self.arena().records[self.site as usize].span
    }

    /// The tag as it is written, such as `!Ref` or `!!str`.
    pub fn tag(self) -> Option<&'t str> {
        self.tag_span().map(|span| &self.tree.source[span.range()])
    }

    pub fn tag_span(self) -> Option<Span> {
        self.arena().tag(self.index)
    }

    /// The text of a scalar, decoded; `None` for collections.
    pub fn text(self) -> Option<&'t str> {
        self.arena().text(&self.tree.source, self.index)
    }

    /// A scalar's meaning, as YAML 1.1 has it: `yes` is true and `012` is text. In a JSON file every
    /// literal that is a JSON number is one.
    pub fn scalar(self) -> Option<Scalar<'t>> {
        let text = self.text()?;
        Some(scalar::typed(text, self.style() == Style::Plain, self.tag(), self.tree.json))
    }

    /// The items of a sequence.
    pub fn items(self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        let end = if self.kind() == Kind::Sequence { self.record().end } else { 0 };
        Items { tree: self.tree, next: self.index + 1, end }
    }

    /// The keys and values of a mapping as they are written; of equal keys only the last. What merge
    /// keys bring follows, except for the keys that the mapping has itself.
    pub fn entries(self) -> impl Iterator<Item = (Node<'t>, Node<'t>)> + use<'t> {
        let tree = self.tree;
        self.pairs().map(move |(key, value)| (Node::new(tree, key), Node::new(tree, value)))
    }

    /// Everything inside a collection as it is written: keys and values in turn, repeated keys and merge
    /// keys too, aliases not followed.
    pub fn children(self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        let tree = self.tree;
        self.arena().children(self.index).map(move |index| Node { tree, index, site: index })
    }

    /// The value of a key.
    pub fn get(self, key: &str) -> Option<Self> {
        self.entry(key).map(|(_, value)| value)
    }

    /// A key and its value.
    pub fn entry(self, key: &str) -> Option<(Self, Self)> {
        let (tree, arena) = (self.tree, self.arena());
        let is_key = |site: u32| {
            let index = arena.resolved(site);
            arena.text_len(index) as usize == key.len() && arena.text(&tree.source, index) == Some(key)
        };
        let (key, value) = self.pairs().find(|(site, _)| is_key(*site))?;
        Some((Node::new(tree, key), Node::new(tree, value)))
    }

    /// The number of the node in its tree, the same however it is reached.
    pub fn id(self) -> u32 {
        self.index
    }

    /// How many nodes it has, itself included, if every alias in it is written out. Never more than
    /// the parser's limit for that.
    pub fn size(self) -> u64 {
        self.arena().size(self.index)
    }

    /// Which bytes of the file each part of a scalar's text comes from. Made on demand from the source.
    pub fn text_map(self) -> Option<TextMap> {
        let text = self.text()?;
        Some(text::map(&self.tree.source, self.span(), self.style(), text))
    }

    fn arena(self) -> &'t Arena {
        &self.tree.arena
    }

    fn record(self) -> &'t Record {
        &self.arena().records[self.index as usize]
    }

    fn pairs(self) -> Pairs<'t> {
        let (arena, record) = (self.arena(), self.record());
        let end = if record.kind == Kind::Mapping { record.end } else { 0 };
        let merged = if record.merges { arena.merged_into(self.index) } else { &[] };
        Pairs { arena, next: self.index + 1, end, merged: merged.iter() }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Node");
        debug.field("kind", &self.kind()).field("span", &self.span().range());
        if let Some(text) = self.text() {
            debug.field("text", &text);
        }
        debug.finish_non_exhaustive()
    }
}

struct Items<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl<'t> Iterator for Items<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        if self.next >= self.end {
            return None;
        }
        let item = Node::new(self.tree, self.next);
        self.next = self.tree.arena.after(self.next);
        Some(item)
    }
}

/// The entries that a mapping has: its own that count, then the merged ones.
struct Pairs<'t> {
    arena: &'t Arena,
    next: u32,
    end: u32,
    merged: std::slice::Iter<'t, Pair>,
}

impl Iterator for Pairs<'_> {
    type Item = Pair;

    fn next(&mut self) -> Option<Pair> {
        while self.next < self.end {
            let key = self.next;
            let value = self.arena.after(key);
            self.next = self.arena.after(value);
            if !self.arena.records[key as usize].shadowed {
                return Some((key, value));
            }
        }
        self.merged.next().copied()
    }
}
