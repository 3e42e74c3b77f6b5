//! Patterns as tests: `x is null`, `x switch { "a" or "b" => …, _ => … }`, `case "a":`.

use tree_sitter::Node;

use super::expression::is_throw;
use super::lowering::Lowering;
use super::tree::{child, children, last_value};
use crate::program::{Bound, Expr, ExprId, Operator};

/// How many arms of a `switch` are followed.
const MAX_ARMS: usize = 64;

impl Lowering<'_> {
    /// `value is pattern`, `value is T`
    pub(super) fn is_expression(&mut self, node: Node<'_>) -> ExprId {
        let value = node.child_by_field_name("expression").or_else(|| node.child_by_field_name("left"));
        let pattern = node.child_by_field_name("pattern").or_else(|| node.child_by_field_name("right"));
        let Some(value) = value.map(|value| self.expression(value)) else { return self.unknown(node) };
        match pattern {
            Some(pattern) => self.test(value, pattern),
            None => self.unknown(node),
        }
    }

    /// Whether a value matches a pattern.
    fn test(&mut self, value: ExprId, pattern: Node<'_>) -> ExprId {
        if !self.descend(pattern) {
            return self.unknown(pattern);
        }
        let id = self.test_kind(value, pattern);
        self.ascend();
        id
    }

    fn test_kind(&mut self, value: ExprId, pattern: Node<'_>) -> ExprId {
        let at = self.span(pattern);
        match pattern.kind() {
            "discard" => self.push(Expr::Bool(true), at),
            "parenthesized_pattern" => match last_value(pattern) {
                Some(inner) => self.test(value, inner),
                None => self.unknown(pattern),
            },
            "negated_pattern" => match last_value(pattern) {
                Some(inner) => {
                    let inner = self.test(value, inner);
                    self.push(Expr::Binary { operator: Operator::Not, left: inner, right: inner }, at)
                }
                None => self.unknown(pattern),
            },
            "or_pattern" | "and_pattern" => {
                let operator = if pattern.kind() == "or_pattern" { Operator::Or } else { Operator::And };
                let sides = ["left", "right"].map(|field| pattern.child_by_field_name(field));
                let [Some(left), Some(right)] = sides else { return self.unknown(pattern) };
                let (left, right) = (self.test(value, left), self.test(value, right));
                self.push(Expr::Binary { operator, left, right }, at)
            }
            "constant_pattern" => match last_value(pattern) {
                Some(constant) => self.test_constant(value, constant),
                None => self.unknown(pattern),
            },
            // `x is { }`: it is there.
            "recursive_pattern" if self.text(pattern).split_whitespace().collect::<String>() == "{}" => {
                let null = self.push(Expr::Null, at);
                self.push(Expr::Binary { operator: Operator::NotEqual, left: value, right: null }, at)
            }
            kind if kind.ends_with("_pattern") => {
                self.declare_in(pattern, value);
                let kind = self.type_of_pattern(pattern);
                self.push(Expr::Binary { operator: Operator::Other, left: value, right: kind }, at)
            }
            kind if kind.ends_with("_literal") || kind.ends_with("_expression") || kind == "identifier" => {
                self.test_constant(value, pattern)
            }
            _ => {
                let kind = self.type_expression(pattern);
                self.push(Expr::Binary { operator: Operator::Other, left: value, right: kind }, at)
            }
        }
    }

    fn test_constant(&mut self, value: ExprId, constant: Node<'_>) -> ExprId {
        let right = self.expression(constant);
        // Of a name nobody knows here whether it is a constant or a type.
        let operator = if constant.kind() == "identifier" { Operator::Other } else { Operator::Equal };
        self.push(Expr::Binary { operator, left: value, right }, self.span(constant))
    }

    /// The type that a pattern asks for.
    fn type_of_pattern(&mut self, pattern: Node<'_>) -> ExprId {
        match pattern.child_by_field_name("type") {
            Some(of) => self.type_expression(of),
            None => self.unknown(pattern),
        }
    }

    /// `x is CfnRepository repo`: the name is the value itself. Names further inside are not followed.
    fn declare_in(&mut self, pattern: Node<'_>, value: ExprId) {
        if let Some(name) = pattern.child_by_field_name("name") {
            let bound = match pattern.kind() {
                "declaration_pattern" | "var_pattern" | "recursive_pattern" => Bound::Value(value),
                _ => Bound::Unknown,
            };
            self.declare(name, bound);
        }
        for inner in children(pattern) {
            let is_inside =
                matches!(inner.kind(), "property_pattern_clause" | "positional_pattern_clause" | "subpattern");
            if (is_inside || inner.kind().ends_with("_pattern")) && self.descend(inner) {
                let unknown = self.unknown(inner);
                self.declare_in(inner, unknown);
                self.ascend();
            }
        }
    }

    /// The test of a `case`; `value` is what the `switch` is about.
    pub(super) fn label(&mut self, value: ExprId, labels: &[Node<'_>], section: Node<'_>) -> ExprId {
        let Some(pattern) = labels.iter().find(|part| part.kind() != "when_clause") else {
            return self.unknown(section);
        };
        let test = self.test(value, *pattern);
        match labels.iter().find(|part| part.kind() == "when_clause") {
            Some(when) => self.and_when(test, *when),
            None => test,
        }
    }

    fn and_when(&mut self, test: ExprId, when: Node<'_>) -> ExprId {
        let condition = match last_value(when) {
            Some(condition) => self.expression(condition),
            None => self.unknown(when),
        };
        self.push(Expr::Binary { operator: Operator::And, left: test, right: condition }, self.span(when))
    }

    /// One of several tests; `None` if there is one that always holds among them.
    pub(super) fn any_of(&mut self, tests: &[Option<ExprId>]) -> Option<ExprId> {
        let (first, rest) = tests.split_first()?;
        rest.iter().try_fold((*first)?, |left, right| {
            let span = self.program.span(left);
            Some(self.push(Expr::Binary { operator: Operator::Or, left, right: (*right)? }, span))
        })
    }

    /// `value switch { pattern => a, _ => b }` is a chain of conditions; an arm that throws gives nothing.
    pub(super) fn switch_expression(&mut self, node: Node<'_>) -> ExprId {
        let parts = children(node);
        let Some((value, arms)) = parts.split_first() else { return self.unknown(node) };
        let value = self.expression(*value);
        let broken = arms.iter().any(|arm| arm.kind() != "switch_expression_arm");
        if arms.len() > MAX_ARMS || broken {
            return self.unknown(node);
        }
        if !self.descend_by(arms.len()) {
            return self.unknown(node);
        }
        let whole = self.arms(node, value, arms);
        self.ascend_by(arms.len());
        whole
    }

    fn arms(&mut self, node: Node<'_>, value: ExprId, arms: &[Node<'_>]) -> ExprId {
        let mut lowered: Vec<(ExprId, ExprId)> = Vec::new();
        for arm in arms {
            let inside: Vec<_> = children(*arm);
            let (Some(pattern), Some(result)) = (inside.first(), last_value(*arm)) else { return self.unknown(node) };
            if is_throw(result) {
                continue;
            }
            let scope = self.open_scope();
            let place = super::lowering::Place { scope, ..self.place };
            let pair = self.within(place, |this| {
                let mut test = this.test(value, *pattern);
                if let Some(when) = child(*arm, "when_clause") {
                    test = this.and_when(test, when);
                }
                (test, this.expression(result))
            });
            lowered.push(pair);
        }
        // Where nothing matches it throws too, so the last arm is what is left.
        let Some((_, mut whole)) = lowered.pop() else { return self.unknown(node) };
        for (test, then) in lowered.into_iter().rev() {
            whole = self.push(Expr::Conditional { test, then, otherwise: whole }, self.span(node));
        }
        whole
    }
}
