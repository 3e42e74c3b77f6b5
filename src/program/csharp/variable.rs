//! Names that are declared or assigned: locals, deconstruction, `=` and its kin.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, initializer, look_through};
use crate::program::assignment::Assignment;
use crate::program::{Bound, EffectKind, Expr, ExprId, Operator, PathStep, Spanned};

impl Lowering<'_> {
    /// `var a = 1; const string B = "x", C = "y"; using var d = e;`
    pub(super) fn locals(&mut self, node: Node<'_>) {
        for part in children(node) {
            match part.kind() {
                "variable_declaration" => self.variables(part),
                "ERROR" => self.salvage(part),
                _ => {}
            }
        }
    }

    /// The declarators behind a type.
    pub(super) fn variables(&mut self, node: Node<'_>) {
        let of = node.child_by_field_name("type");
        if let Some(of) = of {
            self.unfinished(of);
        }
        let wanted = of.map(|of| self.text(of)).filter(|text| *text != "var");
        for declarator in children(node).into_iter().filter(|part| part.kind() == "variable_declarator") {
            self.variable(declarator, wanted);
        }
    }

    /// `before.` in a line of its own goes on with the next one, as in `before.var after = …`: something is done to
    /// `before`, nobody knows what.
    fn unfinished(&mut self, of: Node<'_>) {
        let names = (of.child_by_field_name("qualifier"), of.child_by_field_name("name"));
        let ("qualified_name", (Some(object), Some(word))) = (of.kind(), names) else { return };
        if self.text(word) != "var" {
            return;
        }
        let at = self.span(object);
        let object = self.type_expression(object);
        let (index, value) = (self.push(Expr::Unknown, at), self.push(Expr::Unknown, at));
        let target = self.push(Expr::Index { object, index }, at);
        self.effect(EffectKind::Assign { target, value }, at);
        let message = "a name is missing behind this".to_owned();
        self.program.errors.push(crate::program::Problem { span: at, message });
    }

    fn variable(&mut self, node: Node<'_>, wanted: Option<&str>) {
        let pattern = children(node).into_iter().find(|part| part.kind() == "tuple_pattern");
        let Some(target) = node.child_by_field_name("name").or(pattern) else { return };
        let broken = self.rest_of(node).is_some();
        let value = match initializer(node) {
            Some(value) if !broken => Some(self.expression_for(value, wanted)),
            Some(_) => Some(self.unknown(node)),
            None => None,
        };
        if let Some(value) = value {
            self.effect(EffectKind::Evaluate(value), self.span(node));
        }
        match value {
            None if target.kind() == "identifier" => self.declare(target, Bound::Unknown),
            _ => self.take_apart(target, value, &mut Vec::new()),
        }
    }

    /// Declares a local name.
    pub(super) fn declare(&mut self, node: Node<'_>, value: Bound) {
        let name = self.name(node);
        if !name.is_empty() && &*name != "_" {
            self.bind(self.place.scope, name, self.span(node), value);
        }
    }

    /// Declares the names of a pattern as parts of a value; of one that is not followed without it.
    pub(super) fn take_apart(&mut self, pattern: Node<'_>, value: Option<ExprId>, path: &mut Vec<PathStep>) {
        match pattern.kind() {
            "identifier" => {
                let bound = match value {
                    None => Bound::Unknown,
                    Some(value) if path.is_empty() => Bound::Value(value),
                    Some(value) => Bound::Part { value, path: path.clone(), default: None },
                };
                self.declare(pattern, bound);
            }
            "declaration_expression" => {
                if let Some(name) = pattern.child_by_field_name("name") {
                    self.take_apart(name, value, path);
                }
            }
            "tuple_pattern" | "tuple_expression" | "parenthesized_variable_designation" | "argument" => {
                if !self.descend(pattern) {
                    return;
                }
                if pattern.kind() == "argument" {
                    for part in children(pattern) {
                        self.take_apart(part, value, path);
                    }
                } else {
                    for (number, part) in (0..).zip(children(pattern)) {
                        path.push(PathStep::Index(number));
                        self.take_apart(part, value, path);
                        path.pop();
                    }
                }
                self.ascend();
            }
            _ => {}
        }
    }

    /// `target = value`, `target += value`; gives the value. `is_statement` says that nothing else uses it.
    pub(super) fn assignment(&mut self, node: Node<'_>, is_statement: bool) -> ExprId {
        let Some(target) = node.child_by_field_name("left").map(look_through) else { return self.unknown(node) };
        if self.rest_of(node).is_some() {
            self.assign_unknown(target);
            return self.unknown(node);
        }
        let sign = node.child_by_field_name("operator").map_or("=", |operator| self.text(operator));
        match target.kind() {
            "identifier" if self.is_local(target) => self.assign_to_local(node, target, sign, is_statement),
            "identifier"
            | "member_access_expression"
            | "element_access_expression"
            | "conditional_access_expression" => self.assign_to_member(node, target, sign),
            "tuple_expression" => {
                let value = self.right(node);
                self.effect(EffectKind::Evaluate(value), self.span(node));
                if self.declares(target) {
                    self.take_apart(target, Some(value), &mut Vec::new());
                }
                self.assign_parts(target);
                value
            }
            "declaration_expression" => {
                let value = self.right(node);
                self.effect(EffectKind::Evaluate(value), self.span(node));
                self.take_apart(target, Some(value), &mut Vec::new());
                value
            }
            _ => {
                let value = self.right(node);
                self.effect(EffectKind::Evaluate(value), self.span(node));
                value
            }
        }
    }

    /// `(a, var b) = value`: names that are there already are assigned something that is not followed.
    fn assign_parts(&mut self, target: Node<'_>) {
        for argument in children(target) {
            for part in children(argument) {
                if part.kind() != "declaration_expression" {
                    self.assign_unknown(part);
                }
            }
        }
    }

    fn declares(&self, target: Node<'_>) -> bool {
        self.text(target).contains("var ")
    }

    fn assign_to_local(&mut self, node: Node<'_>, target: Node<'_>, sign: &str, is_statement: bool) -> ExprId {
        let name = self.name(target);
        let right = self.right(node);
        let value = self.combined(node, target, sign, right);
        let is_evaluated = is_statement || value != right;
        if is_evaluated {
            self.effect(EffectKind::Evaluate(value), self.span(node));
        }
        self.assign_name(name, value, is_statement && self.control() == 0);
        value
    }

    fn assign_to_member(&mut self, node: Node<'_>, target: Node<'_>, sign: &str) -> ExprId {
        let left = self.place_of(target);
        let right = self.right(node);
        let value = self.combined(node, target, sign, right);
        self.effect(EffectKind::Assign { target: left, value }, self.span(node));
        value
    }

    /// What an assignment leaves in its target.
    fn combined(&mut self, node: Node<'_>, target: Node<'_>, sign: &str, right: ExprId) -> ExprId {
        let operator = match sign {
            "=" => return right,
            "+=" => Operator::Add,
            "??=" => Operator::Coalesce,
            _ => Operator::Other,
        };
        let left = self.place_of(target);
        self.push(Expr::Binary { operator, left, right }, self.span(node))
    }

    /// The target of an assignment: a plain name that is not declared around it is a member of `this`.
    fn place_of(&mut self, target: Node<'_>) -> ExprId {
        if target.kind() != "identifier" || self.is_local(target) {
            return self.expression(target);
        }
        let Some(class) = self.place.class else { return self.expression(target) };
        let at = self.span(target);
        let object = self.push(Expr::This { class }, at);
        let name = Spanned { node: self.name(target), span: at };
        self.push(Expr::Member { object, name }, at)
    }

    fn right(&mut self, node: Node<'_>) -> ExprId {
        self.field(node, "right")
    }

    /// A target takes a value that is not followed: `a++`, `ref a`, `out a`.
    pub(super) fn assign_unknown(&mut self, target: Node<'_>) {
        let target = look_through(target);
        if !self.descend(target) {
            return;
        }
        match target.kind() {
            "identifier" if self.is_local(target) => {
                let (name, value) = (self.name(target), self.unknown(target));
                self.assign_name(name, value, false);
            }
            "identifier" | "member_access_expression" | "element_access_expression" => {
                let (left, value) = (self.place_of(target), self.unknown(target));
                self.effect(EffectKind::Assign { target: left, value }, self.span(target));
            }
            "declaration_expression" => self.take_apart(target, None, &mut Vec::new()),
            "tuple_expression" => self.assign_parts(target),
            _ => {}
        }
        self.ascend();
    }

    /// Whether a name is declared around here as a local or a parameter.
    pub(super) fn is_local(&mut self, node: Node<'_>) -> bool {
        let name = self.name(node);
        let mut scope = Some(self.place.scope);
        while let Some(id) = scope {
            let here = self.program.scope(id);
            // Beyond the function only members and types are in sight; a program of top-level statements is a function.
            if here.function.is_none() && here.class.is_some() {
                return false;
            }
            if let Some(binding) = self.declared(id, &name) {
                return !matches!(binding.value, Bound::Class(_) | Bound::Import { .. });
            }
            scope = here.parent;
        }
        false
    }

    fn assign_name(&mut self, name: Arc<str>, value: ExprId, always: bool) {
        self.assignments.push(Assignment { name, scope: self.place.scope, value, always });
    }
}
