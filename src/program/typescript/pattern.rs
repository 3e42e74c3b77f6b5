//! Names that are declared or assigned: variables, destructuring, `=` and its kin.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, first, is_comment, look_through};
use crate::program::assignment::Assignment;
use crate::program::{Bound, EffectKind, Expr, ExprId, Operator, PathStep, ScopeId, Spanned};

/// What a pattern takes apart, and where its names go.
pub(super) struct Declaration {
    pub(super) scope: ScopeId,
    /// `None` for what is not followed.
    pub(super) value: Option<ExprId>,
}

impl Lowering<'_> {
    /// `const a = 1, { b } = c;`
    pub(super) fn variables(&mut self, node: Node<'_>) {
        let is_var = node.kind() == "variable_declaration";
        let scope = if is_var { self.place.around.hoist } else { self.place.scope };
        for declarator in children(node) {
            match declarator.kind() {
                "variable_declarator" => self.variable(declarator, scope),
                _ => self.salvage(declarator),
            }
        }
    }

    fn variable(&mut self, node: Node<'_>, scope: ScopeId) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let Some(value) = node.child_by_field_name("value") else {
            return self.declare(scope, name, Bound::Unknown);
        };
        if let Some(import) = self.required(look_through(value)) {
            return self.declare_required(name, scope, import);
        }
        let value = self.evaluate(value, node);
        self.declare_pattern(name, &Declaration { scope, value: Some(value) });
    }

    /// Declares a name. Declared again, as only `var` and parameters can be, it is assigned.
    pub(super) fn declare(&mut self, scope: ScopeId, node: Node<'_>, value: Bound) {
        let name = self.name(node);
        if name.is_empty() {
            return;
        }
        if self.declared(scope, &name).is_none() {
            return self.bind(scope, name, self.span(node), value);
        }
        let value = match value {
            Bound::Unknown => return,
            Bound::Value(value) => value,
            _ => self.unknown(node),
        };
        self.assign_name(name, value, false);
    }

    /// Declares the names of a pattern as parts of a value.
    pub(super) fn declare_pattern(&mut self, pattern: Node<'_>, declaration: &Declaration) {
        self.take_apart(pattern, declaration, &[], None);
    }

    fn take_apart(&mut self, pattern: Node<'_>, declaration: &Declaration, path: &[PathStep], default: Option<ExprId>) {
        if !self.descend(pattern) {
            return;
        }
        match pattern.kind() {
            "identifier" | "shorthand_property_identifier_pattern" => {
                let bound = match declaration.value {
                    None => Bound::Unknown,
                    Some(value) if path.is_empty() && default.is_none() => Bound::Value(value),
                    Some(value) => Bound::Part { value, path: path.to_vec(), default },
                };
                self.declare(declaration.scope, pattern, bound);
            }
            "assignment_pattern" | "object_assignment_pattern" => {
                if let Some(left) = pattern.child_by_field_name("left") {
                    let default = self.field(pattern, "right");
                    self.take_apart(left, declaration, path, Some(default));
                }
            }
            "object_pattern" | "array_pattern" => {
                let inner = self.with_default(pattern, declaration, path, default);
                let (declaration, path) = match &inner {
                    Some(inner) => (inner, &[][..]),
                    None => (declaration, path),
                };
                if pattern.kind() == "object_pattern" {
                    for member in children(pattern) {
                        self.take_member(member, declaration, path);
                    }
                } else {
                    self.take_items(pattern, declaration, path);
                }
            }
            _ => {}
        }
        self.ascend();
    }

    /// What a pattern with a default takes apart: `{ a: { b } = {} }`.
    fn with_default(
        &mut self,
        pattern: Node<'_>,
        declaration: &Declaration,
        path: &[PathStep],
        default: Option<ExprId>,
    ) -> Option<Declaration> {
        let right = default?;
        let value = declaration.value.map(|value| {
            let left = self.part(pattern, value, path);
            self.push(Expr::Binary { operator: Operator::Coalesce, left, right }, self.span(pattern))
        });
        Some(Declaration { scope: declaration.scope, value })
    }

    /// A part of a value as an expression.
    fn part(&mut self, pattern: Node<'_>, value: ExprId, path: &[PathStep]) -> ExprId {
        let at = self.span(pattern);
        let mut object = value;
        for step in path {
            let expr = match step {
                PathStep::Key(key) => Expr::Member { object, name: Spanned { node: key.clone(), span: at } },
                PathStep::Index(index) => {
                    let index = self.push(Expr::Number(index.to_string().into()), at);
                    Expr::Index { object, index }
                }
                PathStep::Rest => Expr::Unknown,
            };
            object = self.push(expr, at);
        }
        object
    }

    /// A member of an object pattern.
    pub(super) fn take_member(&mut self, member: Node<'_>, declaration: &Declaration, path: &[PathStep]) {
        let below = |step: PathStep| path.iter().cloned().chain([step]).collect::<Vec<_>>();
        match member.kind() {
            "shorthand_property_identifier_pattern" => {
                let key = self.name(member);
                self.take_apart(member, declaration, &below(PathStep::Key(key)), None);
            }
            "object_assignment_pattern" => {
                let Some(left) = member.child_by_field_name("left") else { return };
                let key = self.name(left);
                self.take_apart(member, declaration, &below(PathStep::Key(key)), None);
            }
            "pair_pattern" => {
                let (Some(key), Some(value)) = (member.child_by_field_name("key"), member.child_by_field_name("value"))
                else {
                    return;
                };
                match self.key(key) {
                    Ok(key) => self.take_apart(value, declaration, &below(PathStep::Key(key.node)), None),
                    Err(_) => self.declare_unknown(value, declaration.scope),
                }
            }
            "rest_pattern" => {
                if let Some(rest) = first(member) {
                    self.take_apart(rest, declaration, &below(PathStep::Rest), None);
                }
            }
            _ => self.salvage(member),
        }
    }

    fn take_items(&mut self, pattern: Node<'_>, declaration: &Declaration, path: &[PathStep]) {
        let mut index = 0;
        let mut cursor = pattern.walk();
        for child in pattern.children(&mut cursor).filter(|child| !is_comment(*child)) {
            let step = match child.kind() {
                "," => {
                    index += 1;
                    continue;
                }
                "rest_pattern" => PathStep::Rest,
                _ => PathStep::Index(index),
            };
            let target = if step == PathStep::Rest { first(child) } else { Some(child) };
            if let Some(target) = target.filter(Node::is_named) {
                let path: Vec<_> = path.iter().cloned().chain([step]).collect();
                self.take_apart(target, declaration, &path, None);
            }
        }
    }

    fn declare_unknown(&mut self, pattern: Node<'_>, scope: ScopeId) {
        self.take_apart(pattern, &Declaration { scope, value: None }, &[], None);
    }

    /// `target = value`, `target += value`; gives the value. `is_statement` says that nothing else uses it.
    pub(super) fn assignment(&mut self, node: Node<'_>, is_statement: bool) -> ExprId {
        let Some(target) = node.child_by_field_name("left").map(look_through) else { return self.unknown(node) };
        let operator = node.child_by_field_name("operator").map(|operator| self.text(operator));
        match target.kind() {
            "identifier" => self.assign_to_name(node, target, operator, is_statement),
            "member_expression" | "subscript_expression" => self.assign_to_member(node, target, operator),
            _ => {
                let value = self.evaluated(node, is_statement);
                self.assign_unknown(target);
                value
            }
        }
    }

    fn assign_to_name(
        &mut self,
        node: Node<'_>,
        target: Node<'_>,
        operator: Option<&str>,
        is_statement: bool,
    ) -> ExprId {
        let name = self.name(target);
        let value = self.evaluated(node, is_statement);
        match operator {
            None => {
                self.export_assigned(target, value);
                self.assign_name(name, value, is_statement && self.control() == 0);
            }
            // It keeps its value or takes this one.
            Some("??=" | "||=" | "&&=") => self.assign_name(name, value, false),
            Some(_) => {
                let unknown = self.unknown(node);
                self.assign_name(name, unknown, false);
                return unknown;
            }
        }
        value
    }

    fn assign_to_member(&mut self, node: Node<'_>, target: Node<'_>, operator: Option<&str>) -> ExprId {
        let left = self.expression(target);
        let right = self.field(node, "right");
        let value = match operator.map(|operator| operator.trim_end_matches('=')) {
            None => right,
            Some(operator) => {
                let operator = super::expression::operator(operator);
                self.push(Expr::Binary { operator, left, right }, self.span(node))
            }
        };
        self.export_assigned(target, value);
        self.effect(EffectKind::Assign { target: left, value }, self.span(node));
        value
    }

    /// The right side, as an effect where nothing else makes it one.
    fn evaluated(&mut self, node: Node<'_>, is_statement: bool) -> ExprId {
        match node.child_by_field_name("right") {
            Some(right) if is_statement => self.evaluate(right, node),
            Some(right) => self.expression(right),
            None => self.unknown(node),
        }
    }

    /// Every name in a pattern takes a value that is not followed: `[a, b] = f()`, `for (a of list)`, `a++`.
    pub(super) fn assign_unknown(&mut self, target: Node<'_>) {
        if !self.descend(target) {
            return;
        }
        match target.kind() {
            "identifier" | "shorthand_property_identifier_pattern" => {
                let (name, value) = (self.name(target), self.unknown(target));
                self.assign_name(name, value, false);
            }
            "member_expression" | "subscript_expression" => {
                let (left, value) = (self.expression(target), self.unknown(target));
                self.effect(EffectKind::Assign { target: left, value }, self.span(target));
            }
            "assignment_pattern" | "object_assignment_pattern" => {
                target.child_by_field_name("left").into_iter().for_each(|left| self.assign_unknown(left));
            }
            "pair_pattern" => {
                target.child_by_field_name("value").into_iter().for_each(|value| self.assign_unknown(value));
            }
            _ => {
                for child in children(target) {
                    self.assign_unknown(child);
                }
            }
        }
        self.ascend();
    }

    fn assign_name(&mut self, name: Arc<str>, value: ExprId, always: bool) {
        self.assignments.push(Assignment { name, scope: self.place.scope, value, always });
    }
}
