//! Branches and loops.

use tree_sitter::Node;

use super::lowering::{Lowering, Place};
use super::tree::{child, children, fields, first};
use crate::program::flow::{Exit, Leaves, UNKNOWN};
use crate::program::{Bound, Control};

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
        let otherwise = branch(false, node.child_by_field_name("alternative"));
        Exit::either(test, then, otherwise)
    }

    pub(super) fn for_statement(&mut self, node: Node<'_>) -> Exit {
        self.in_block(|this| {
            for start in fields(node, "init") {
                match start.kind() {
                    "local_variable_declaration" => this.variables(start),
                    _ => this.expression_statement(start),
                }
            }
            this.under([Control::Loop { over: None, variable: None }], |this| {
                if let Some(condition) = node.child_by_field_name("condition") {
                    this.evaluate_calls(condition);
                }
                for update in fields(node, "update") {
                    this.expression_statement(update);
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

    /// `for (String name : names)`
    pub(super) fn for_each_statement(&mut self, node: Node<'_>) -> Exit {
        let over = match node.child_by_field_name("value") {
            Some(list) => self.evaluate_calls(list),
            None => self.unknown(node),
        };
        let place = Place { scope: self.open_scope(), ..self.place };
        self.within(place, |this| {
            let name = node.child_by_field_name("name");
            let variable = name.map(|name| this.name(name));
            if let Some(name) = name {
                this.declare(name, Bound::Loop(over));
            }
            this.under([Control::Loop { over: Some(over), variable }], |this| this.turn(node))
        })
    }

    /// The body of a loop.
    fn turn(&mut self, node: Node<'_>) -> Exit {
        let Some(body) = node.child_by_field_name("body") else { return Exit::default() };
        let exit = self.statement(body);
        Exit::perhaps(Leaves { turn: false, case: false, ..exit.leaves })
    }

    pub(super) fn try_statement(&mut self, node: Node<'_>) -> Exit {
        self.in_block(|this| {
            for resource in node.child_by_field_name("resources").map(children).unwrap_or_default() {
                let value = resource.child_by_field_name("value").map(|value| this.evaluate(value, resource));
                if let Some(name) = resource.child_by_field_name("name") {
                    this.declare(name, value.map_or(Bound::Unknown, Bound::Value));
                }
            }
            this.tried(node)
        })
    }

    fn tried(&mut self, node: Node<'_>) -> Exit {
        let body = node.child_by_field_name("body").map_or_else(Exit::default, |body| self.statement(body));
        let mut handlers = Vec::new();
        for clause in children(node).into_iter().filter(|it| it.kind() == "catch_clause") {
            handlers.push(self.catch_clause(clause));
        }
        let last = child(node, "finally_clause").and_then(first);
        let last = last.map_or_else(Exit::default, |block| self.statement(block));
        let leaves = handlers.iter().fold(Leaves::default(), |leaves, handler| leaves.or(handler.leaves));
        let goes_on = !leaves.any() && !body.always;
        let leaves_anyway = body.always && handlers.iter().all(|handler| handler.always);
        // Without a handler, or with those that go on, what is guarded inside is guarded behind it too.
        let is_plain = handlers.is_empty() || goes_on || leaves_anyway;
        let tried = if is_plain { body } else { Exit::perhaps(body.leaves.or(leaves)) };
        tried.then(last)
    }

    fn catch_clause(&mut self, node: Node<'_>) -> Exit {
        self.under([UNKNOWN], |this| {
            this.in_block(|this| {
                let parameter = child(node, "catch_formal_parameter");
                if let Some(name) = parameter.and_then(|it| it.child_by_field_name("name")) {
                    this.declare(name, Bound::Unknown);
                }
                node.child_by_field_name("body").map_or_else(Exit::default, |body| this.block(body))
            })
        })
    }
}
