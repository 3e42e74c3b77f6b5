//! What is known of C# alone while a tree is lowered.

use std::marker::PhantomData;

use tree_sitter::Node;

use super::tree;
use crate::program::ExprId;
use crate::program::lowering::{self, Draft, Grammar};
pub(super) use crate::program::lowering::{MODULE, number};

pub(super) type Lowering<'s> = lowering::Lowering<'s, Own<'s>>;
pub(super) type Place<'s> = lowering::Place<ResultType<'s>>;

/// Its places remember texts of the file.
#[derive(Default)]
pub(super) struct Own<'s>(PhantomData<&'s str>);

/// The type that the function of a place gives back, as it is written.
pub(super) type ResultType<'s> = Option<&'s str>;

impl<'s> Grammar for Own<'s> {
    type Around = ResultType<'s>;

    fn children(node: Node<'_>) -> Vec<Node<'_>> {
        tree::children(node)
    }

    fn name(written: &str) -> &str {
        written.trim_start_matches('@')
    }
}

/// To lower a tree from its beginning.
pub(super) fn begin(draft: Draft<'_>) -> Lowering<'_> {
    Lowering::new(draft, Place::outermost(None), Own::default())
}

impl Lowering<'_> {
    /// Lowers what may be missing in a broken file.
    pub(super) fn field(&mut self, node: Node<'_>, field: &str) -> ExprId {
        match node.child_by_field_name(field) {
            Some(child) => self.expression(child),
            None => self.unknown(node),
        }
    }

    /// Lowers an expression such as a condition, which is executed for its calls.
    pub(super) fn evaluate_calls(&mut self, node: Node<'_>) -> ExprId {
        self.for_its_calls(node, Self::expression)
    }
}
