//! What is known of Java alone while a tree is lowered.

use std::collections::HashSet;
use std::sync::Arc;

use tree_sitter::Node;

use super::names::Members;
use super::tree;
use crate::program::lowering::{self, Draft, Grammar};
pub(super) use crate::program::lowering::{MODULE, number};
use crate::program::{Effect, EffectKind, Expr, ExprId, Field, Program, Spanned};

pub(super) type Lowering<'s> = lowering::Lowering<'s, Own>;
pub(super) type Place = lowering::Place<()>;

#[derive(Default)]
pub(super) struct Own {
    /// What each class declares, by number.
    pub(super) members: Vec<Members>,
    /// Whether a static import with a star may make any method known.
    pub(super) any_method: bool,
}

impl Grammar for Own {
    type Around = ();

    fn children(node: Node<'_>) -> Vec<Node<'_>> {
        tree::children(node)
    }
}

/// To lower a tree from its beginning.
pub(super) fn begin(draft: Draft<'_>) -> Lowering<'_> {
    Lowering::new(draft, Place::outermost(()), Own::default())
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

/// What a static field is that is assigned somewhere, nobody knows.
pub(super) fn forget_reassigned_statics(program: &mut Program) {
    let assigned: HashSet<Arc<str>> =
        program.effects.iter().filter_map(|effect| assigned_static(program, effect)).collect();
    for class in 0..program.classes.len() {
        for field in 0..program.classes[class].fields.len() {
            let Field { name, value, is_static } = program.classes[class].fields[field].clone();
            if is_static && value.is_some() && assigned.contains(&name.node) {
                let unknown = ExprId(number(program.expressions.len()));
                program.expressions.push(Spanned { node: Expr::Unknown, span: name.span });
                program.classes[class].fields[field].value = Some(unknown);
            }
        }
    }
}

/// The member of something else than an object that is assigned.
fn assigned_static(program: &Program, effect: &Effect) -> Option<Arc<str>> {
    let EffectKind::Assign { target, .. } = effect.kind else { return None };
    let Expr::Member { object, name } = program.expr(target) else { return None };
    (!matches!(program.expr(*object), Expr::This { .. })).then(|| name.node.clone())
}
