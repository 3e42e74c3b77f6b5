//! Assignments: what is assigned, and to which names, members and elements.

use std::sync::Arc;

use super::Lowering;
use super::class::Annotation;
use super::expression::inside_parentheses;
use super::names::Write;
use super::tree::{Node, children, span};
use crate::program::{Bound, EffectKind, Element, Expr, ExprId, Operator, PathStep};

impl<'t> Lowering<'t> {
    /// `a = b = value`, `a: type = value`
    pub(super) fn assignment(&mut self, node: Node<'t>) {
        let mut targets = Vec::new();
        let mut right = Some(node);
        while let Some(inner) = right.filter(|inner| inner.kind() == "assignment") {
            targets.extend(inner.child_by_field_name("left"));
            right = inner.child_by_field_name("right");
        }
        let is_broken = self.is_broken(node);
        let value = right.map(|value| if is_broken { self.opaque(value) } else { self.expression(value) });
        self.annotate(node, value);
        let Some(value) = value else { return };
        if !targets.iter().any(|target| is_place(*target)) {
            self.evaluate(value);
        }
        for target in targets {
            self.assign(target, value, &[]);
        }
    }

    /// `x += value`
    pub(super) fn augmented_assignment(&mut self, node: Node<'t>) {
        let (Some(target), Some(right)) = (node.child_by_field_name("left"), node.child_by_field_name("right")) else {
            return self.aside(node);
        };
        let is_sum = node.child_by_field_name("operator").is_some_and(|sign| self.slice(sign) == "+=");
        let operator = if is_sum { Operator::Add } else { Operator::Other };
        let left = self.expression(target);
        let right = self.expression(right);
        let value = self.push(Expr::Binary { operator, left, right }, span(node));
        if !is_place(target) {
            self.evaluate(value);
        }
        self.assign(target, value, &[]);
    }

    fn annotate(&mut self, node: Node<'t>, value: Option<ExprId>) {
        let (Some(target), Some(kind)) = (node.child_by_field_name("left"), node.child_by_field_name("type")) else {
            return;
        };
        if self.frame().is_class && target.kind() == "identifier" {
            let annotation = Annotation {
                name: self.spanned(target),
                value,
                type_name: self.type_name(kind),
                is_class_variable: self.slice(kind).split('[').next().is_some_and(|name| name.ends_with("ClassVar")),
            };
            self.frame_mut().annotations.push(annotation);
        }
    }

    /// A target gets the part of a value that a path leads to.
    pub(super) fn assign(&mut self, target: Node<'t>, value: ExprId, path: &[PathStep]) {
        let target = inside_parentheses(target);
        match target.kind() {
            "identifier" => {
                let bound = self.part(value, path);
                self.bind(target, bound);
            }
            "attribute" | "subscript" => {
                let place = self.expression(target);
                let value = self.element(value, path, target);
                self.effect(EffectKind::Assign { target: place, value }, span(target).to(self.program.span(value)));
            }
            "pattern_list" | "tuple_pattern" | "list_pattern" | "tuple" | "list" | "expression_list" => {
                self.deeper(span(target), |this| this.unpack(target, value, path));
            }
            _ => {}
        }
    }

    /// `a, (b, *c) = value`
    fn unpack(&mut self, target: Node<'t>, value: ExprId, path: &[PathStep]) {
        let mut after_rest = false;
        for (position, inner) in children(target).into_iter().enumerate() {
            let is_rest = matches!(inner.kind(), "list_splat_pattern" | "list_splat");
            let step = if is_rest || after_rest { PathStep::Rest } else { PathStep::Index(super::number(position)) };
            let inner = if is_rest { children(inner).first().copied() } else { Some(inner) };
            let Some(inner) = inner else { continue };
            if after_rest {
                // How many elements the rest takes is not known.
                let unknown = self.unknown(inner);
                self.assign(inner, unknown, &[]);
            } else {
                let longer: Vec<_> = path.iter().cloned().chain([step]).collect();
                self.assign(inner, value, &longer);
            }
            after_rest |= is_rest;
        }
    }

    fn part(&self, value: ExprId, path: &[PathStep]) -> Bound {
        match self.written_element(value, path) {
            Some(element) => Bound::Value(element),
            None => Bound::Part { value, path: path.to_vec(), default: None },
        }
    }

    /// The part of a value as an expression.
    fn element(&mut self, value: ExprId, path: &[PathStep], target: Node) -> ExprId {
        if let Some(element) = self.written_element(value, path) {
            return element;
        }
        let whole = self.program.span(value);
        path.iter().fold(value, |object, step| {
            let PathStep::Index(index) = step else { return self.unknown(target) };
            let index = self.push(Expr::Number(index.to_string().into()), whole);
            self.push(Expr::Index { object, index }, whole)
        })
    }

    /// The part of a value where all of the way is written out.
    fn written_element(&self, value: ExprId, path: &[PathStep]) -> Option<ExprId> {
        path.iter().try_fold(value, |value, step| {
            let (Expr::List(elements), PathStep::Index(index)) = (self.program.expr(value), step) else { return None };
            let before = elements.get(..=*index as usize)?;
            let is_counted = before.iter().all(|element| matches!(element, Element::Item(_)));
            match before.last() {
                Some(Element::Item(item)) if is_counted => Some(*item),
                _ => None,
            }
        })
    }

    /// The variables of a loop or a comprehension, in the scope of its body.
    pub(super) fn loop_target(&mut self, target: Node<'t>, over: Option<ExprId>) {
        if target.kind() == "identifier" {
            return self.bind_variable(target, over.map_or(Bound::Unknown, Bound::Loop));
        }
        let Some(over) = over else { return self.bind_variables(target) };
        // What is taken apart goes by a name that nobody can write; the loops of a comprehension share a scope.
        let scope = self.scope();
        let name = Arc::from(format!("#{}", span(target).start));
        self.names.insert(scope, &name, span(target), Write::Bound(Bound::Loop(over)));
        let element = self.push(Expr::Name { name, scope }, span(target));
        self.take_apart(target, element, &[]);
    }

    /// The variables of a loop get the parts of what it goes through.
    fn take_apart(&mut self, target: Node<'t>, element: ExprId, path: &[PathStep]) {
        let target = inside_parentheses(target);
        match target.kind() {
            "identifier" => {
                let part = Bound::Part { value: element, path: path.to_vec(), default: None };
                self.bind_variable(target, part);
            }
            "pattern_list" | "tuple_pattern" | "list_pattern" => {
                self.deeper(span(target), |this| this.take_items_apart(target, element, path));
            }
            _ => self.bind_variables(target),
        }
    }

    fn take_items_apart(&mut self, target: Node<'t>, element: ExprId, path: &[PathStep]) {
        for (position, inner) in children(target).into_iter().enumerate() {
            if inner.kind() == "list_splat_pattern" {
                // How many elements the rest takes is not known, so neither is what stands behind it.
                let rest = children(target).split_off(position);
                return rest.into_iter().for_each(|name| self.bind_variables(name));
            }
            let step = PathStep::Index(super::number(position));
            let longer: Vec<_> = path.iter().cloned().chain([step]).collect();
            self.take_apart(inner, element, &longer);
        }
    }

    fn bind_variables(&mut self, target: Node<'t>) {
        self.identifiers(target).into_iter().for_each(|name| self.bind_variable(name, Bound::Unknown));
    }

    /// The variables of a `for` statement are names of the whole body too, with whichever values they had last.
    pub(super) fn leave_target(&mut self, target: Node<'t>) {
        self.identifiers(target).into_iter().for_each(|name| self.leave_variable(name));
    }

    /// Names in a pattern get values that are not followed.
    pub(super) fn bind_unknown(&mut self, pattern: Node<'t>) {
        self.identifiers(pattern).into_iter().for_each(|name| self.bind(name, Bound::Unknown));
    }

    /// The names that a pattern binds, however deep it is.
    fn identifiers(&self, pattern: Node<'t>) -> Vec<Node<'t>> {
        let mut found = Vec::new();
        let mut open = vec![pattern];
        while let Some(node) = open.pop() {
            match node.kind() {
                "identifier" => found.push(node),
                "attribute" | "subscript" | "call" => {}
                // In a `case`, a dotted name is a value and the name of a class is no variable.
                "dotted_name" if self.slice(node).contains('.') => {}
                "class_pattern" | "keyword_pattern" => open.extend(children(node).into_iter().skip(1).rev()),
                _ => open.extend(children(node).into_iter().rev()),
            }
        }
        found
    }
}

/// Whether an assignment to it is an effect and not a name.
fn is_place(target: Node) -> bool {
    matches!(inside_parentheses(target).kind(), "attribute" | "subscript")
}
