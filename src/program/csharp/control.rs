//! Branches and loops.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, Place};
use super::tree::{child, children, last_value};
use crate::program::flow::{Exit, Leaves, UNKNOWN};
use crate::program::{Bound, Control, ExprId};

impl Lowering<'_> {
    pub(super) fn if_statement(&mut self, node: Node<'_>) -> Exit {
        // A name that a pattern in the test declares is known behind it too.
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

    /// The sections of a `switch`, each under the test that its labels are, and that of no other section.
    pub(super) fn switch_statement(&mut self, node: Node<'_>) -> Exit {
        let Some(value) = node.child_by_field_name("value").map(|value| self.evaluate_calls(value)) else {
            return Exit::default();
        };
        let mut sections: Vec<(Option<ExprId>, Vec<Node<'_>>)> = Vec::new();
        let mut tests: Vec<ExprId> = Vec::new();
        let mut leaves = Leaves::default();
        self.in_block(|this| {
            let mut labels: Vec<Option<ExprId>> = Vec::new();
            for section in node.child_by_field_name("body").map(children).unwrap_or_default() {
                let (label, body) = this.section(value, section);
                labels.push(label);
                // `case 1: case 2: …` are sections of which all but the last are empty.
                if body.is_empty() {
                    continue;
                }
                let test = this.any_of(&labels);
                tests.extend(test);
                labels.clear();
                sections.push((test, body));
            }
            for (test, body) in sections {
                let others = tests.iter().filter(|other| test.is_none() || Some(**other) != test);
                let excluded = others.take_while(|other| test.is_none_or(|test| other.0 < test.0));
                let mut control: Vec<_> =
                    excluded.map(|other| Control::Branch { test: Some(*other), taken: false }).collect();
                control.extend(test.map(|test| Control::Branch { test: Some(test), taken: true }));
                let outside = this.control();
                this.add_control(control);
                leaves = leaves.or(this.statements(&body).leaves);
                this.drop_control(outside);
            }
        });
        Exit::perhaps(Leaves { case: false, ..leaves })
    }

    /// The test of a section, none for `default`, and its statements.
    fn section<'t>(&mut self, value: ExprId, section: Node<'t>) -> (Option<ExprId>, Vec<Node<'t>>) {
        let parts = children(section);
        let is_default = child(section, "default").is_some();
        let (labels, body): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| !is_of_body(*part));
        let test = if is_default { None } else { Some(self.label(value, &labels, section)) };
        (test, body)
    }

    pub(super) fn for_statement(&mut self, node: Node<'_>) -> Exit {
        self.in_block(|this| {
            let mut cursor = node.walk();
            for initializer in node.children_by_field_name("initializer", &mut cursor).filter(Node::is_named) {
                if initializer.kind() == "variable_declaration" {
                    this.variables(initializer);
                } else {
                    this.statement(initializer);
                }
            }
            this.under([Control::Loop { over: None, variable: None }], |this| {
                if let Some(condition) = node.child_by_field_name("condition") {
                    this.evaluate_calls(condition);
                }
                let mut cursor = node.walk();
                for update in node.children_by_field_name("update", &mut cursor).filter(Node::is_named) {
                    this.statement(update);
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

    pub(super) fn foreach_statement(&mut self, node: Node<'_>) -> Exit {
        let over = match node.child_by_field_name("right") {
            Some(list) => self.evaluate_calls(list),
            None => self.unknown(node),
        };
        let scope = self.open_scope();
        self.within(Place { scope, ..self.place }, |this| {
            let variable = node.child_by_field_name("left").map(|left| this.loop_variable(left, over));
            this.under([Control::Loop { over: Some(over), variable }], |this| this.turn(node))
        })
    }

    /// Declares the variable of a loop, and says what it is called.
    fn loop_variable(&mut self, left: Node<'_>, over: ExprId) -> Arc<str> {
        let scope = self.place.scope;
        if left.kind() == "identifier" {
            let name = self.name(left);
            self.bind(scope, name.clone(), self.span(left), Bound::Loop(over));
            return name;
        }
        // What is taken apart goes by a name that nobody can write.
        let name: Arc<str> = "#0".into();
        self.bind(scope, name.clone(), self.span(left), Bound::Loop(over));
        let value = self.named(name.clone(), scope, self.span(left));
        self.take_apart(left, Some(value), &mut Vec::new());
        name
    }

    /// The body of a loop.
    fn turn(&mut self, node: Node<'_>) -> Exit {
        let Some(body) = node.child_by_field_name("body") else { return Exit::default() };
        let exit = self.statement(body);
        Exit::perhaps(Leaves { turn: false, case: false, ..exit.leaves })
    }

    pub(super) fn using_statement(&mut self, node: Node<'_>) -> Exit {
        self.in_block(|this| {
            for part in children(node) {
                match part.kind() {
                    "variable_declaration" => this.variables(part),
                    _ if Some(part) == node.child_by_field_name("body") => {}
                    _ => {
                        this.evaluate_calls(part);
                    }
                }
            }
            node.child_by_field_name("body").map_or_else(Exit::default, |body| this.statement(body))
        })
    }

    pub(super) fn try_statement(&mut self, node: Node<'_>) -> Exit {
        let body = match node.child_by_field_name("body") {
            Some(body) => self.statement(body),
            None => Exit::default(),
        };
        let mut tried = body;
        for handler in children(node).into_iter().filter(|part| part.kind() == "catch_clause") {
            let handler = self.catch_clause(handler);
            tried = match (handler.leaves.any(), tried.always, handler.always) {
                // With a handler that goes on, what is guarded inside is guarded behind it too.
                (false, false, _) | (_, true, true) => tried,
                _ => Exit::perhaps(tried.leaves.or(handler.leaves)),
            };
        }
        let last = match child(node, "finally_clause").and_then(last_value) {
            Some(block) => self.statement(block),
            None => Exit::default(),
        };
        tried.then(last)
    }

    fn catch_clause(&mut self, node: Node<'_>) -> Exit {
        self.under([UNKNOWN], |this| {
            this.in_block(|this| {
                let name = child(node, "catch_declaration").and_then(|it| it.child_by_field_name("name"));
                if let Some(name) = name {
                    this.declare(name, Bound::Unknown);
                }
                node.child_by_field_name("body").map_or_else(Exit::default, |body| this.block(body))
            })
        })
    }
}

/// Whether a part of a section is one of its statements, and no label.
fn is_of_body(part: Node<'_>) -> bool {
    part.kind().ends_with("_statement") || part.kind() == "block" || part.kind() == "preproc_if"
}
