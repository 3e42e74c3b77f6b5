//! What is known of Go alone while a tree is lowered.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::mem;
use std::sync::Arc;

use tree_sitter::Node;

use super::tree;
use crate::program::assignment::Assignment;
use crate::program::lowering::{self, Draft, Grammar};
pub(super) use crate::program::lowering::{MAX_CONTROL, MODULE, number};
use crate::program::{Binding, ClassId, EffectKind, ExprId, FunctionId, Program, ScopeId};

/// In how many places a program may end, and how many names have no value there.
const MAX_ENDS: usize = 64;
const MAX_NAMES: usize = 256;

pub(super) type Lowering<'s> = lowering::Lowering<'s, Own<'s>>;
pub(super) type Place = lowering::Place<()>;

#[derive(Default)]
pub(super) struct Own<'s> {
    /// The struct types of the module, by name.
    pub(super) structs: HashMap<Arc<str>, ClassId>,
    /// What other types of the module are made of, by name: where that is written.
    pub(super) made_of: HashMap<Arc<str>, Node<'s>>,
    /// The chains of names that were copied somewhere, by function: `props` and `props.StackProps`.
    pub(super) copied: HashSet<(Option<FunctionId>, &'s str)>,
    /// Literals whose addresses are taken where they stand.
    pub(super) addressed: HashSet<ExprId>,
    /// Parameters and receivers that are copies of what was passed.
    pub(super) by_value: HashSet<(ScopeId, Arc<str>)>,
    /// Parameters and receivers that are pointers.
    pub(super) pointers: HashSet<(ScopeId, Arc<str>)>,
    /// Where the program may end before its end: there, nothing has a value that counts.
    pub(super) ends: Vec<(ScopeId, ExprId)>,
    /// The names of the results of the present function.
    pub(super) results: Vec<Arc<str>>,
    /// Whether what is lowered just now ends in an error.
    pub(super) failing: bool,
    /// The value of `iota`, in a constant declaration.
    pub(super) iota: Option<usize>,
}

impl Grammar for Own<'_> {
    type Around = ();

    fn children(node: Node<'_>) -> Vec<Node<'_>> {
        tree::children(node)
    }

    fn is_broken(child: Node<'_>) -> bool {
        child.is_missing() || child.is_error()
    }

    fn declares(name: &str) -> bool {
        name != "_" && !name.is_empty()
    }
}

/// To lower a tree from its beginning.
pub(super) fn begin(draft: Draft<'_>) -> Lowering<'_> {
    Lowering::new(draft, Place::outermost(()), Own::default())
}

impl<'s> Lowering<'s> {
    /// The program, once all of the tree has been walked, without what nobody knows in the end.
    pub(super) fn settled(mut self) -> Program {
        self.doubt_copies();
        self.forget_at_ends();
        self.finish()
    }

    /// The program may end here.
    pub(super) fn ends(&mut self, node: Node<'s>) {
        if self.control() == 0 || self.own.ends.len() >= MAX_ENDS {
            return;
        }
        let value = self.unknown(node);
        self.effect(EffectKind::Evaluate(value), self.span(node));
        self.own.ends.push((self.place.scope, value));
    }

    /// What is assigned several times has no value where the program has ended.
    fn forget_at_ends(&mut self) {
        let names: BTreeSet<Arc<str>> = self.assignments.iter().map(|assigned| assigned.name.clone()).collect();
        for (scope, value) in mem::take(&mut self.own.ends) {
            for name in names.iter().take(MAX_NAMES) {
                self.assignments.push(Assignment { name: name.clone(), scope, value, always: false });
            }
        }
    }

    /// The binding that a name has here so far, and its scope.
    pub(super) fn bound(&self, name: &Arc<str>) -> Option<(ScopeId, &Binding)> {
        let mut scope = Some(self.place.scope);
        while let Some(id) = scope {
            if let Some(binding) = self.declared(id, name) {
                return Some((id, binding));
            }
            scope = self.program.scope(id).parent;
        }
        None
    }

    /// Lowers what may be missing in a broken file.
    pub(super) fn field(&mut self, node: Node<'s>, field: &str) -> ExprId {
        match node.child_by_field_name(field) {
            Some(child) => self.expression(child),
            None => self.unknown(node),
        }
    }

    /// Lowers the body of a function, which has results of its own.
    pub(super) fn in_function<T>(&mut self, place: Place, lower: impl FnOnce(&mut Self) -> T) -> T {
        let (failing, results) = (mem::take(&mut self.own.failing), mem::take(&mut self.own.results));
        let result = self.apart(place, lower);
        self.own.failing = failing;
        self.own.results = results;
        result
    }

    /// Lowers an expression that is executed.
    pub(super) fn evaluate(&mut self, node: Node<'s>) -> ExprId {
        let value = self.expression(node);
        self.effect(EffectKind::Evaluate(value), self.span(node));
        value
    }

    /// Lowers an expression such as a condition, which is executed for its calls.
    pub(super) fn evaluate_calls(&mut self, node: Node<'s>) -> ExprId {
        self.for_its_calls(node, Self::expression)
    }
}
