//! Branches and loops, and what follows a branch that leaves early.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, Place};
use super::pattern::Declaration;
use super::tree::{first, look_through};
use crate::program::flow::{Exit, Leaves, UNKNOWN};
use crate::program::{Bound, Control, ExprId};

impl Lowering<'_> {
    pub(super) fn if_statement(&mut self, node: Node<'_>) -> Exit {
        let test = match node.child_by_field_name("condition") {
            Some(condition) => self.evaluate_calls(condition),
            None => self.unknown(node),
        };
        let mut branch = |taken: bool, body: Option<Node<'_>>| match body {
            Some(body) => self.under([Control::Branch { test: Some(test), taken }], |this| this.statement(body)),
            None => Exit::default(),
        };
        let then = branch(true, node.child_by_field_name("consequence"));
        let otherwise = branch(false, node.child_by_field_name("alternative").and_then(first));
        Exit::either(test, then, otherwise)
    }

    pub(super) fn for_statement(&mut self, node: Node<'_>) -> Exit {
        self.in_block(|this| {
            if let Some(initializer) = node.child_by_field_name("initializer") {
                this.statement(initializer);
            }
            this.under([Control::Loop { over: None, variable: None }], |this| {
                let mut cursor = node.walk();
                let conditions = node.children_by_field_name("condition", &mut cursor);
                for condition in conditions.filter(|it| it.is_named() && it.kind() != "empty_statement") {
                    this.evaluate_calls(condition);
                }
                if let Some(increment) = node.child_by_field_name("increment") {
                    this.expression_statement(increment);
                }
                this.turn(node)
            })
        })
    }

    pub(super) fn while_statement(&mut self, node: Node<'_>) -> Exit {
        self.under([Control::Loop { over: None, variable: None }], |this| {
            if let Some(condition) = node.child_by_field_name("condition") {
                this.evaluate_calls(condition);
            }
            this.turn(node)
        })
    }

    /// `for (const x of list)`; of `for (const key in object)` the keys are not followed.
    pub(super) fn for_of_statement(&mut self, node: Node<'_>) -> Exit {
        let over = match node.child_by_field_name("right") {
            Some(list) => self.evaluate_calls(list),
            None => self.unknown(node),
        };
        let is_of = node.child_by_field_name("operator").is_some_and(|operator| operator.kind() == "of");
        let over = is_of.then_some(over);
        let scope = self.open_scope();
        let place = Place { scope, ..self.place };
        self.within(place, |this| {
            let variable = node.child_by_field_name("left").and_then(|left| this.loop_variable(node, left, over));
            this.under([Control::Loop { over, variable }], |this| this.turn(node))
        })
    }

    /// Declares the variable of a loop, and says what it is called.
    fn loop_variable(&mut self, node: Node<'_>, left: Node<'_>, over: Option<ExprId>) -> Option<Arc<str>> {
        let left = look_through(left);
        let Some(kind) = node.child_by_field_name("kind") else {
            self.assign_unknown(left);
            return None;
        };
        let scope = if kind.kind() == "var" { self.place.around.hoist } else { self.place.scope };
        let bound = over.map_or(Bound::Unknown, Bound::Loop);
        if left.kind() == "identifier" {
            let name = self.name(left);
            self.declare(scope, left, bound);
            return Some(name);
        }
        // What is taken apart goes by a name that nobody can write.
        let name: Arc<str> = "#0".into();
        self.bind(self.place.scope, name.clone(), self.span(left), bound);
        let value = self.named(name.clone(), self.place.scope, self.span(left));
        self.declare_pattern(left, &Declaration { scope, value: Some(value) });
        Some(name)
    }

    /// The body of a loop.
    fn turn(&mut self, node: Node<'_>) -> Exit {
        let Some(body) = node.child_by_field_name("body") else { return Exit::default() };
        let exit = self.statement(body);
        Exit::perhaps(Leaves { turn: false, case: false, ..exit.leaves })
    }

    pub(super) fn try_statement(&mut self, node: Node<'_>) -> Exit {
        let body = match node.child_by_field_name("body") {
            Some(body) => self.statement(body),
            None => Exit::default(),
        };
        let handler = node.child_by_field_name("handler").map(|handler| self.catch_clause(handler));
        let last = match node.child_by_field_name("finalizer").and_then(|it| it.child_by_field_name("body")) {
            Some(block) => self.statement(block),
            None => Exit::default(),
        };
        let tried = match handler {
            // Without a handler, or with one that goes on, what is guarded inside is guarded behind it too.
            None => body,
            Some(handler) if !handler.leaves.any() && !body.always => body,
            Some(handler) if handler.always && body.always => body,
            Some(handler) => Exit::perhaps(body.leaves.or(handler.leaves)),
        };
        tried.then(last)
    }

    fn catch_clause(&mut self, node: Node<'_>) -> Exit {
        self.under([UNKNOWN], |this| {
            this.in_block(|this| {
                if let Some(parameter) = node.child_by_field_name("parameter") {
                    this.declare_pattern(parameter, &Declaration { scope: this.place.scope, value: None });
                }
                node.child_by_field_name("body").map_or_else(Exit::default, |body| this.block(body))
            })
        })
    }
}
