//! Statements, and whether anything comes after them.

use std::sync::Arc;

use super::Lowering;
use super::expression::is_expression;
use super::tree::{Node, children, first, span};
use crate::program::{Bound, Expr};

/// Whether what stands behind a statement in its block is executed.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Flow {
    Continues,
    /// It returns, raises, or goes on with the next round of its loop.
    Exits,
}

impl<'t> Lowering<'t> {
    /// The statements of a block up to the first that leaves it. What an early exit decides for the rest of the block
    /// ends with it.
    pub(super) fn block(&mut self, node: Node<'t>) -> Flow {
        let before = self.frame().control.len();
        let flow = self.deeper(span(node), |this| {
            let exits = children(node).into_iter().any(|statement| {
                this.pass_gaps(statement);
                this.statement(statement) == Flow::Exits
            });
            this.pass_gaps_behind(node);
            if exits { Flow::Exits } else { Flow::Continues }
        });
        self.frame_mut().control.truncate(before);
        flow.unwrap_or(Flow::Continues)
    }

    pub(super) fn statement(&mut self, node: Node<'t>) -> Flow {
        let frame = self.frame_mut();
        frame.statements += u32::from(frame.uncertain == 0);
        match node.kind() {
            "expression_statement" => self.expression_statement(node),
            "assignment" => self.assignment(node),
            "augmented_assignment" => self.augmented_assignment(node),
            "import_statement" => self.import_modules(node),
            "import_from_statement" => self.import_names(node),
            "global_statement" | "nonlocal_statement" => self.declare_elsewhere(node),
            "function_definition" => self.function(node, &[]),
            "class_definition" => self.class(node, &[]),
            "decorated_definition" => self.decorated(node),
            "delete_statement" => children(node).into_iter().for_each(|target| self.bind_unknown(target)),
            "return_statement" => return self.return_statement(node),
            "raise_statement" => {
                self.aside(node);
                return Flow::Exits;
            }
            "break_statement" | "continue_statement" => return Flow::Exits,
            "if_statement" => return self.if_statement(node),
            "for_statement" => self.for_statement(node),
            "while_statement" => self.while_statement(node),
            "try_statement" => return self.try_statement(node),
            "with_statement" => return self.with_statement(node),
            "match_statement" => self.match_statement(node),
            "block" => return self.block(node),
            "future_import_statement" | "type_alias_statement" | "pass_statement" => {}
            "ERROR" => self.fragments(node),
            _ => self.aside(node),
        }
        Flow::Continues
    }

    /// What there is of statements among what could not be parsed.
    fn fragments(&mut self, node: Node<'t>) {
        self.deeper(span(node), |this| {
            this.under(None, |this| {
                this.touch_lines(node);
                for child in children(node) {
                    this.statement(child);
                }
            });
        });
    }

    fn expression_statement(&mut self, node: Node<'t>) {
        for child in children(node) {
            match child.kind() {
                "assignment" => self.assignment(child),
                "augmented_assignment" => self.augmented_assignment(child),
                // A text by itself is a comment.
                "string" | "concatenated_string" | "ellipsis" => {}
                _ if is_expression(child) && !self.is_broken(node) => {
                    let value = self.expression(child);
                    self.evaluate(value);
                }
                _ => self.aside(child),
            }
        }
    }

    fn return_statement(&mut self, node: Node<'t>) -> Flow {
        let value = match first(node) {
            Some(value) if !self.is_broken(node) => self.expression(value),
            Some(_) => self.opaque(node),
            None => self.push(Expr::Null, span(node)),
        };
        self.evaluate(value);
        self.returns(value);
        Flow::Exits
    }

    pub(super) fn returns(&mut self, value: crate::program::ExprId) {
        if let Some(function) = self.frame().function.filter(|_| !self.frame().is_class) {
            self.program.functions[function.0 as usize].returns.push(value);
        }
    }

    /// `global x`, `nonlocal x`
    fn declare_elsewhere(&mut self, node: Node<'t>) {
        let here = self.frames.len() - 1;
        for identifier in children(node) {
            let name: Arc<str> = self.slice(identifier).into();
            let around = (1..here).rev().filter(|frame| !self.frames[*frame].is_class);
            let knows = |frame: &usize| self.names.get(self.frames[*frame].base, &name).is_some();
            let frame = match node.kind() {
                "global_statement" => 0,
                _ => around.clone().find(knows).or(around.clone().next()).unwrap_or(0),
            };
            if frame != here {
                self.frame_mut().elsewhere.insert(name, frame);
            }
        }
    }

    fn decorated(&mut self, node: Node<'t>) {
        let Some(definition) = node.child_by_field_name("definition") else { return };
        let decorators: Vec<_> = children(node).into_iter().filter(|it| it.kind() == "decorator").collect();
        let names: Vec<_> = decorators.into_iter().filter_map(|decorator| self.decorator_name(decorator)).collect();
        match definition.kind() {
            "class_definition" => self.class(definition, &names),
            _ => self.function(definition, &names),
        }
    }

    /// The last part of the name of a decorator: `property`, `dataclass` of `dataclasses.dataclass(frozen=True)`.
    fn decorator_name(&self, decorator: Node<'t>) -> Option<&'t str> {
        let mut node = first(decorator)?;
        if node.kind() == "call" {
            node = node.child_by_field_name("function")?;
        }
        if node.kind() == "attribute" {
            node = node.child_by_field_name("attribute")?;
        }
        (node.kind() == "identifier").then(|| self.slice(node))
    }

    /// A name that stands for a function or a class from here on.
    pub(super) fn define(&mut self, node: Node<'t>, bound: Bound) {
        if let Some(name) = node.child_by_field_name("name") {
            self.bind(name, bound);
        }
    }
}
