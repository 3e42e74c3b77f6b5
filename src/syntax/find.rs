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
}
