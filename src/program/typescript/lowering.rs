//! What is known of TypeScript alone while a tree is lowered.

use std::sync::Arc;

use tree_sitter::Node;

use super::tree;
use crate::program::lowering::{self, Draft, Grammar};
pub(super) use crate::program::lowering::{MODULE, number};
use crate::program::{ClassId, EffectKind, ExprId, ScopeId};

pub(super) type Lowering<'s> = lowering::Lowering<'s, Own>;
pub(super) type Place = lowering::Place<Around>;

#[derive(Default)]
pub(super) struct Own {
    /// What the namespace that is being lowered exports: outer name, inner name.
    pub(super) namespace_exports: Vec<(Arc<str>, Arc<str>)>,
}

/// What is known of a place in TypeScript alone.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// Where `var` declares.
    pub(super) hoist: ScopeId,
    /// The class that `this` is an instance of.
    pub(super) this: Option<ClassId>,
}

impl Grammar for Own {
    type Around = Around;

    fn children(node: Node<'_>) -> Vec<Node<'_>> {
        tree::children(node)
    }
}

/// To lower a tree from its beginning.
pub(super) fn begin(draft: Draft<'_>) -> Lowering<'_> {
    Lowering::new(draft, Place::outermost(Around { hoist: MODULE, this: None }), Own::default())
}

impl Lowering<'_> {
    /// Lowers what may be missing in a broken file.
    pub(super) fn field(&mut self, node: Node<'_>, field: &str) -> ExprId {
        match node.child_by_field_name(field) {
            Some(child) => self.expression(child),
            None => self.unknown(node),
        }
    }

    /// Lowers an expression that is executed.
    pub(super) fn evaluate(&mut self, node: Node<'_>, written: Node<'_>) -> ExprId {
        let value = self.expression(node);
        self.effect(EffectKind::Evaluate(value), self.span(written));
        value
    }

    /// Lowers an expression such as a condition, which is executed for its calls.
    pub(super) fn evaluate_calls(&mut self, node: Node<'_>) -> ExprId {
        self.for_its_calls(node, Self::expression)
    }
}
