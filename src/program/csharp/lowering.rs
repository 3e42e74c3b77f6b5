//! What is known of C# alone while a tree is lowered.

use std::marker::PhantomData;

use tree_sitter::Node;

use super::tree;
use crate::program::lowering::{self, Draft, Grammar};
pub(super) use crate::program::lowering::{MODULE, number};
use crate::program::{ClassId, ExprId, FunctionId, ScopeId};

pub(super) type Lowering<'s> = lowering::Lowering<'s, Own<'s>>;

/// Its places remember texts of the file.
#[derive(Default)]
pub(super) struct Own<'s>(PhantomData<&'s str>);

/// Where names are declared and looked up.
#[derive(Clone, Copy)]
pub(super) struct Place<'s> {
    pub(super) scope: ScopeId,
    pub(super) function: Option<FunctionId>,
    /// The class that `this` is an instance of, or itself.
    pub(super) class: Option<ClassId>,
    /// The type that the function gives back, as it is written.
    pub(super) result: Option<&'s str>,
}

impl<'s> Grammar for Own<'s> {
    type Place = Place<'s>;

    fn children(node: Node<'_>) -> Vec<Node<'_>> {
        tree::children(node)
    }

    fn name(written: &str) -> &str {
        written.trim_start_matches('@')
    }
}

impl lowering::Place for Place<'_> {
    fn scope(&self) -> ScopeId {
        self.scope
    }

    fn function(&self) -> Option<FunctionId> {
        self.function
    }

    fn class(&self) -> Option<ClassId> {
        self.class
    }

    fn in_scope(self, scope: ScopeId) -> Self {
        Self { scope, ..self }
    }
}

/// To lower a tree from its beginning.
pub(super) fn begin(draft: Draft<'_>) -> Lowering<'_> {
    Lowering::new(draft, Place { scope: MODULE, function: None, class: None, result: None }, Own::default())
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
