//! Variables, and what is assigned to them and to members.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{fields, look_through};
use crate::program::assignment::Assignment;
use crate::program::{Bound, EffectKind, Expr, ExprId, Operator};

impl Lowering<'_> {
    /// `int a = 1, b = 2;`
    pub(super) fn variables(&mut self, node: Node<'_>) {
        for declarator in fields(node, "declarator") {
            let Some(name) = declarator.child_by_field_name("name") else { continue };
            let value = declarator.child_by_field_name("value");
            let bound = value.map_or(Bound::Unknown, |value| Bound::Value(self.evaluate(value, declarator)));
            self.declare(name, bound);
        }
    }

    /// Declares a name in the present scope.
    pub(super) fn declare(&mut self, node: Node<'_>, value: Bound) {
        let (scope, name, span) = (self.place.scope, self.name(node), self.span(node));
        if !name.is_empty() && &*name != "_" {
            self.bind(scope, name, span, value);
        }
    }

    /// `target = value`, `target += value`; gives the value. `is_statement` says that nothing else uses it.
    pub(super) fn assignment(&mut self, node: Node<'_>, is_statement: bool) -> ExprId {
        let Some(target) = node.child_by_field_name("left").map(look_through) else { return self.unknown(node) };
        let sign = node.child_by_field_name("operator").map_or("", |operator| self.text(operator));
        let variable = (target.kind() == "identifier").then(|| self.name(target)).filter(|name| self.is_variable(name));
        match variable {
            Some(name) => self.assign_to_variable(node, (target, name), sign, is_statement),
            None => self.assign_to_member(node, target, sign),
        }
    }

    fn assign_to_variable(
        &mut self,
        node: Node<'_>,
        (target, name): (Node<'_>, Arc<str>),
        sign: &str,
        is_statement: bool,
    ) -> ExprId {
        if sign == "=" {
            let value = match node.child_by_field_name("right") {
                Some(right) if is_statement => self.evaluate(right, node),
                Some(right) => self.expression(right),
                None => self.unknown(node),
            };
            self.assign_name(name, value, is_statement && self.control() == 0);
            return value;
        }
        let left = self.bare_name(target);
        let right = self.field(node, "right");
        let operator = if sign == "+=" { Operator::Add } else { Operator::Other };
        let value = self.push(Expr::Binary { operator, left, right }, self.span(node));
        if is_statement {
            self.effect(EffectKind::Evaluate(value), self.span(node));
        }
        self.assign_name(name, value, false);
        value
    }

    fn assign_to_member(&mut self, node: Node<'_>, target: Node<'_>, sign: &str) -> ExprId {
        let left = self.target(target);
        let right = self.field(node, "right");
        let operator = if sign == "+=" { Operator::Add } else { Operator::Other };
        let is_plain = sign == "=";
        let value = if is_plain { right } else { self.push(Expr::Binary { operator, left, right }, self.span(node)) };
        self.effect(EffectKind::Assign { target: left, value }, self.span(node));
        value
    }

    /// A place that is no variable; a bare name that nothing declares is a field that the class inherits.
    fn target(&mut self, target: Node<'_>) -> ExprId {
        match (target.kind(), self.place.class) {
            ("identifier", Some(class)) => {
                let (name, span) = (self.name(target), self.span(target));
                let bare = self.bare_name(target);
                if matches!(self.program.expr(bare), Expr::Member { .. }) {
                    return bare;
                }
                self.member_of(class, false, name, span)
            }
            _ => self.expression(target),
        }
    }

    /// A place takes a value that is not followed: `a++`.
    pub(super) fn assign_unknown(&mut self, target: Node<'_>) {
        let target = look_through(target);
        if target.kind() == "identifier" {
            let name = self.name(target);
            if self.is_variable(&name) {
                let value = self.unknown(target);
                return self.assign_name(name, value, false);
            }
        }
        if matches!(target.kind(), "identifier" | "field_access" | "array_access") {
            let (left, value) = (self.target(target), self.unknown(target));
            self.effect(EffectKind::Assign { target: left, value }, self.span(target));
        }
    }

    fn assign_name(&mut self, name: Arc<str>, value: ExprId, always: bool) {
        self.assignments.push(Assignment { name, scope: self.place.scope, value, always });
    }
}
