//! From a span back to the node that is written there.

use super::{Kind, Node, Tree};
use crate::source::Span;

impl Tree {
    /// The scalar that is written at exactly this span. Nodes are stored in the order of their beginnings.
    pub fn scalar_at(&self, span: Span) -> Option<Node<'_>> {
        self.node_at(span).filter(|node| node.kind() == Kind::Scalar)
    }

    /// The outermost node that is written at exactly this span, without its tag.
    pub fn node_at(&self, span: Span) -> Option<Node<'_>> {
        let nodes = &self.arena.records;
        let first = nodes.partition_point(|node| node.span.start < span.start);
        let mut same = nodes[first..].iter().take_while(|node| node.span.start == span.start);
        let offset = same.position(|node| node.span == span && node.kind != Kind::Alias)?;
        Some(Node::new(self, u32::try_from(first + offset).ok()?))
    }

    /// Where the nodes stand that some alias names.
    pub fn aliased(&self) -> impl Iterator<Item = Span> {
        let nodes = 0..u32::try_from(self.arena.records.len()).unwrap_or(u32::MAX);
        nodes.filter_map(|index| self.arena.target(index)).map(|target| self.arena.records[target as usize].span)
    }
}
