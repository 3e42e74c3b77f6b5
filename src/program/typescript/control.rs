//! Branches and loops, and what follows a branch that leaves early.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, Place};
use super::pattern::Declaration;
use super::tree::{first, look_through};
use crate::program::{Bound, Control, ExprId};

/// How a statement may keep what follows it from happening. `throw` is not counted: a program that throws creates
/// nothing, so what follows happens whenever anything does.
#[derive(Clone, Debug, Default)]
pub(in crate::program) struct Exit {
    /// Whether nothing behind it in its block happens.
    pub(in crate::program) always: bool,
    /// What it may leave.
    pub(in crate::program) leaves: Leaves,
    /// What must hold for the statements behind it to happen.
    pub(in crate::program) guards: Vec<Control>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::program) struct Leaves {
    pub(in crate::program) function: bool,
    pub(in crate::program) turn: bool,
    pub(in crate::program) case: bool,
}

impl Leaves {
    pub(in crate::program) fn any(self) -> bool {
        self.function || self.turn || self.case
    }

    pub(in crate::program) fn or(self, other: Self) -> Self {
        Self { function: self.function || other.function, turn: self.turn || other.turn, case: self.case || other.case }
    }
}

impl Exit {
    pub(in crate::program) fn of_function() -> Self {
        Self { always: true, leaves: Leaves { function: true, ..Leaves::default() }, guards: Vec::new() }
    }

    /// `continue`
    pub(in crate::program) fn of_loop() -> Self {
        Self { always: true, leaves: Leaves { turn: true, ..Leaves::default() }, guards: Vec::new() }
    }

    /// `break`, of a loop too.
    pub(in crate::program) fn of_switch() -> Self {
        Self { always: true, leaves: Leaves { case: true, ..Leaves::default() }, guards: Vec::new() }
    }

    /// One of several ways that nobody can tell apart.
    pub(super) fn one_of(exits: Vec<Self>) -> Self {
        let leaves = exits.into_iter().fold(Leaves::default(), |leaves, exit| leaves.or(exit.leaves));
        Self::perhaps(Leaves { case: false, ..leaves })
    }

    /// This statement, then another.
    pub(in crate::program) fn then(mut self, next: Self) -> Self {
        self.guards.extend(next.guards);
        Self { always: self.always || next.always, leaves: self.leaves.or(next.leaves), guards: self.guards }
    }

    /// Something that may have been left, nobody knows when.
    pub(in crate::program) fn perhaps(leaves: Leaves) -> Self {
        let guards = if leaves.any() { vec![UNKNOWN] } else { Vec::new() };
        Self { always: false, leaves, guards }
    }

    /// What is left of it behind a `switch`, where `break` leads.
    pub(super) fn behind_switch(self) -> Self {
        if !self.leaves.case {
            return self;
        }
        Self::perhaps(Leaves { case: false, ..self.leaves })
    }

    /// One of two branches.
    pub(in crate::program) fn either(test: ExprId, then: Self, otherwise: Self) -> Self {
        let leaves = then.leaves.or(otherwise.leaves);
        let guarded = |taken: bool, other: Self| {
            let guards = [Control::Branch { test: Some(test), taken }].into_iter().chain(other.guards).collect();
            Self { always: other.always, leaves, guards }
        };
        match (then.always, otherwise.always) {
            (true, _) => guarded(false, otherwise),
            (_, true) => guarded(true, then),
            _ => Self::perhaps(leaves),
        }
    }
}

pub(in crate::program) const UNKNOWN: Control = Control::Branch { test: None, taken: true };

impl Lowering<'_> {
    pub(super) fn if_statement(&mut self, node: Node<'_>) -> Exit {
        let test = match node.child_by_field_name("condition") {
            Some(condition) => self.evaluate_calls(condition),
            None => self.unknown(node),
        };
        let mut branch = |taken: bool, body: Option<Node<'_>>| match body {
            Some(body) => self.under(Control::Branch { test: Some(test), taken }, |this| this.statement(body)),
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
            this.under(Control::Loop { over: None, variable: None }, |this| {
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
        self.under(Control::Loop { over: None, variable: None }, |this| {
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
            this.under(Control::Loop { over, variable }, |this| this.turn(node))
        })
    }

    /// Declares the variable of a loop, and says what it is called.
    fn loop_variable(&mut self, node: Node<'_>, left: Node<'_>, over: Option<ExprId>) -> Option<Arc<str>> {
        let left = look_through(left);
        let Some(kind) = node.child_by_field_name("kind") else {
            self.assign_unknown(left);
            return None;
        };
        let scope = if kind.kind() == "var" { self.place.hoist } else { self.place.scope };
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
        self.under(UNKNOWN, |this| {
            this.in_block(|this| {
                if let Some(parameter) = node.child_by_field_name("parameter") {
                    this.declare_pattern(parameter, &Declaration { scope: this.place.scope, value: None });
                }
                node.child_by_field_name("body").map_or_else(Exit::default, |body| this.block(body))
            })
        })
    }
}
