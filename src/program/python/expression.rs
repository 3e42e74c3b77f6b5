//! Expressions.

use std::sync::Arc;

use super::Lowering;
use super::tree::{Node, children, fields, first, is_broken, span};
use crate::program::{Bound, Control, Element, Expr, ExprId, Operator, Property, Spanned};

impl<'t> Lowering<'t> {
    pub(super) fn expression(&mut self, node: Node<'t>) -> ExprId {
        let node = inside_parentheses(node);
        let lowered = self.deeper(span(node), |this| this.expression_here(node));
        lowered.unwrap_or_else(|| self.unknown(node))
    }

    pub(super) fn unknown(&mut self, node: Node) -> ExprId {
        self.push(Expr::Unknown, span(node))
    }

    /// An expression that is not lowered; what it is made of is evaluated all the same.
    pub(super) fn opaque(&mut self, node: Node<'t>) -> ExprId {
        for child in children(node) {
            self.aside(child);
        }
        self.unknown(node)
    }

    /// Something is evaluated here whose value has no place in the program.
    pub(super) fn aside(&mut self, node: Node<'t>) {
        if is_expression(node) {
            let value = self.expression(node);
            if !is_plain(self.program.expr(value)) {
                self.evaluate(value);
            }
        } else if !is_pattern(node) {
            self.deeper(span(node), |this| children(node).into_iter().for_each(|child| this.aside(child)));
        }
    }

    fn expression_here(&mut self, node: Node<'t>) -> ExprId {
        let is_list = matches!(node.kind(), "list" | "tuple" | "set" | "expression_list" | "dictionary");
        if self.is_broken(node) && !is_list {
            return self.opaque(node);
        }
        let expr = match node.kind() {
            "none" => Expr::Null,
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            "integer" | "float" => Expr::Number(self.slice(node).into()),
            "unary_operator" => match self.signed_number(node) {
                Some(number) => number,
                None => return self.opaque(node),
            },
            "string" | "concatenated_string" => self.string(node),
            "identifier" => Expr::Name { name: self.slice(node).into(), scope: self.scope() },
            "attribute" => return self.attribute(node),
            "subscript" => return self.subscript(node),
            "call" => return self.call(node),
            "list" | "tuple" | "set" | "expression_list" | "pattern_list" => Expr::List(self.elements(node)),
            "dictionary" => Expr::Object(self.properties(node)),
            "binary_operator" | "boolean_operator" => return self.binary(node),
            "not_operator" => return self.not(node),
            "comparison_operator" => return self.comparison(node),
            "conditional_expression" => return self.conditional(node),
            "named_expression" => return self.walrus(node),
            "lambda" => Expr::Function(self.lambda(node)),
            "list_comprehension" | "set_comprehension" | "dictionary_comprehension" | "generator_expression" => {
                return self.comprehension(node);
            }
            // The star belongs to all of the expression around it.
            "list_splat" => return self.spread(node),
            "yield" => {
                self.frame_mut().yields = true;
                return self.opaque(node);
            }
            _ => return self.opaque(node),
        };
        self.push(expr, span(node))
    }

    fn signed_number(&self, node: Node<'t>) -> Option<Expr> {
        let argument = node.child_by_field_name("argument")?;
        let text = self.slice(node);
        let is_number = matches!(argument.kind(), "integer" | "float") && text.starts_with('-');
        (is_number && argument.start_byte() == node.start_byte() + 1).then(|| Expr::Number(text.into()))
    }

    fn attribute(&mut self, node: Node<'t>) -> ExprId {
        let (Some(object), Some(name)) = (node.child_by_field_name("object"), node.child_by_field_name("attribute"))
        else {
            return self.opaque(node);
        };
        let object = self.expression(object);
        let name = self.spanned(name);
        self.push(Expr::Member { object, name }, span(node))
    }

    pub(super) fn spanned(&self, identifier: Node) -> Spanned<Arc<str>> {
        Spanned { node: self.slice(identifier).into(), span: span(identifier) }
    }

    /// An element of something; of a slice it is not known which.
    fn subscript(&mut self, node: Node<'t>) -> ExprId {
        let Some(object) = node.child_by_field_name("value") else { return self.opaque(node) };
        let object = self.expression(object);
        let index = match fields(node, "subscript").as_slice() {
            [index] => self.expression(*index),
            several => {
                for index in several {
                    self.aside(*index);
                }
                self.unknown(node)
            }
        };
        self.push(Expr::Index { object, index }, span(node))
    }

    fn elements(&mut self, node: Node<'t>) -> Vec<Element> {
        let mut elements = Vec::new();
        for child in children(node) {
            let child = inside_parentheses(child);
            elements.push(match child.kind() {
                "list_splat" => Element::Spread(self.spread(child)),
                _ if self.is_spread(child) => Element::Spread(self.expression(child)),
                "ERROR" => continue,
                _ => Element::Item(self.expression(child)),
            });
        }
        if self.is_broken(node) {
            elements.push(Element::Spread(self.unknown(node)));
        }
        elements
    }

    /// Whether the star before an expression is taken for a part of its first name, as in `[*a.b()]`.
    pub(super) fn is_spread(&self, node: Node<'t>) -> bool {
        self.slice(node).starts_with('*') && is_expression(node)
    }

    /// What stands behind `*` or `**`.
    pub(super) fn spread(&mut self, node: Node<'t>) -> ExprId {
        match first(node) {
            Some(value) if !self.is_broken(node) => self.expression(value),
            _ => self.opaque(node),
        }
    }

    fn properties(&mut self, node: Node<'t>) -> Vec<Property> {
        let mut properties = Vec::new();
        for child in children(node) {
            let pair = (child.child_by_field_name("key"), child.child_by_field_name("value"));
            properties.push(match (child.kind(), pair) {
                ("pair", (Some(key), Some(value))) if !self.is_broken(child) => self.property(key, value),
                ("dictionary_splat", _) => Property::Spread(self.spread(child)),
                _ => Property::Spread(self.opaque(child)),
            });
        }
        if self.is_broken(node) {
            properties.push(Property::Spread(self.unknown(node)));
        }
        properties
    }

    fn property(&mut self, key: Node<'t>, value: Node<'t>) -> Property {
        let key_span = span(inside_parentheses(key));
        let key = self.expression(key);
        let value = self.expression(value);
        match self.program.expr(key) {
            Expr::Text(name) => Property::Named { key: Spanned { node: name.clone(), span: key_span }, value },
            _ => Property::Computed { key, value },
        }
    }

    fn binary(&mut self, node: Node<'t>) -> ExprId {
        let (Some(left), Some(right)) = (node.child_by_field_name("left"), node.child_by_field_name("right")) else {
            return self.opaque(node);
        };
        let sign = node.child_by_field_name("operator").map_or("", |sign| self.slice(sign));
        let operator = match sign {
            "+" => Operator::Add,
            "or" => Operator::Or,
            "and" => Operator::And,
            _ => Operator::Other,
        };
        let left = self.expression(left);
        let right = self.expression(right);
        self.push(Expr::Binary { operator, left, right }, span(node))
    }

    fn not(&mut self, node: Node<'t>) -> ExprId {
        let Some(argument) = node.child_by_field_name("argument") else { return self.opaque(node) };
        let operand = self.expression(argument);
        self.push(Expr::Binary { operator: Operator::Not, left: operand, right: operand }, span(node))
    }

    /// `a == b`; of `a < b < c` only that it compares.
    fn comparison(&mut self, node: Node<'t>) -> ExprId {
        let signs: Vec<_> = node.children_by_field_name("operators", &mut node.walk()).collect();
        let operator = match signs.as_slice() {
            [sign] => match self.slice(*sign) {
                "==" | "is" => Operator::Equal,
                "!=" | "<>" => Operator::NotEqual,
                text if text.starts_with("is") => Operator::NotEqual,
                _ => Operator::Other,
            },
            _ => Operator::Other,
        };
        let operands: Vec<_> = children(node).into_iter().map(|operand| self.expression(operand)).collect();
        let compared = operands.into_iter().reduce(|left, right| {
            let whole = self.program.span(left).to(self.program.span(right));
            self.push(Expr::Binary { operator, left, right }, whole)
        });
        compared.unwrap_or_else(|| self.unknown(node))
    }

    /// `then if test else otherwise`
    fn conditional(&mut self, node: Node<'t>) -> ExprId {
        let [then, test, otherwise] = children(node)[..] else { return self.opaque(node) };
        let test = self.expression(test);
        let branch = |taken| Some(Control::Branch { test: Some(test), taken });
        let then = self.under(branch(true), |this| this.expression(then));
        let otherwise = self.under(branch(false), |this| this.expression(otherwise));
        self.push(Expr::Conditional { test, then, otherwise }, span(node))
    }

    /// `name := value` is its value.
    fn walrus(&mut self, node: Node<'t>) -> ExprId {
        let (Some(name), Some(value)) = (node.child_by_field_name("name"), node.child_by_field_name("value")) else {
            return self.opaque(node);
        };
        let value = self.expression(value);
        self.under(None, |this| this.bind(name, Bound::Value(value)));
        value
    }

    /// What it makes is unknown; what is evaluated for each element is an effect in a loop.
    fn comprehension(&mut self, node: Node<'t>) -> ExprId {
        let before = self.frame().control.len();
        let scope = self.inner_scope();
        self.frame_mut().uncertain += 1;
        for clause in children(node) {
            match clause.kind() {
                "for_in_clause" => self.for_clause(clause, scope),
                "if_clause" => {
                    let Some(test) = first(clause) else { continue };
                    let test = self.within(scope, |this| this.expression(test));
                    self.within(scope, |this| this.evaluate(test));
                    self.push_control(Control::Branch { test: Some(test), taken: true });
                }
                _ => {}
            }
        }
        if let Some(body) = node.child_by_field_name("body") {
            self.within(scope, |this| this.each(body));
        }
        self.frame_mut().uncertain -= 1;
        self.frame_mut().control.truncate(before);
        self.unknown(node)
    }

    fn for_clause(&mut self, clause: Node<'t>, scope: crate::program::ScopeId) {
        let target = clause.child_by_field_name("left");
        let over = match fields(clause, "right").as_slice() {
            [over] => Some(self.within(scope, |this| this.expression(*over))),
            _ => None,
        };
        if let Some(over) = over {
            self.within(scope, |this| this.evaluate(over));
        }
        let control = self.loop_over(over, target);
        self.push_control(control);
        if let Some(target) = target {
            self.within(scope, |this| this.loop_target(target, over));
        }
    }

    /// The body of a comprehension: an expression, or a key and its value.
    fn each(&mut self, body: Node<'t>) {
        let parts = if body.kind() == "pair" { children(body) } else { vec![body] };
        for part in parts {
            let value = self.expression(part);
            self.evaluate(value);
        }
    }
}

/// What parentheses and `await` stand around, however many there are.
pub(super) fn inside_parentheses(mut node: Node<'_>) -> Node<'_> {
    while matches!(node.kind(), "parenthesized_expression" | "await" | "parenthesized_list_splat") && !is_broken(node) {
        let Some(inner) = first(node) else { break };
        node = inner;
    }
    node
}

/// Whether evaluating it does nothing.
fn is_plain(expr: &Expr) -> bool {
    matches!(expr, Expr::Null | Expr::Bool(_) | Expr::Number(_) | Expr::Text(_) | Expr::Name { .. } | Expr::Unknown)
}

/// Whether a node is an expression by itself, and not a part of one or of a statement.
pub(super) fn is_expression(node: Node) -> bool {
    matches!(
        node.kind(),
        "attribute"
            | "await"
            | "binary_operator"
            | "boolean_operator"
            | "call"
            | "comparison_operator"
            | "concatenated_string"
            | "conditional_expression"
            | "dictionary"
            | "dictionary_comprehension"
            | "expression_list"
            | "generator_expression"
            | "identifier"
            | "lambda"
            | "list"
            | "list_comprehension"
            | "named_expression"
            | "not_operator"
            | "parenthesized_expression"
            | "set"
            | "set_comprehension"
            | "string"
            | "subscript"
            | "tuple"
            | "unary_operator"
            | "yield"
    )
}

fn is_pattern(node: Node) -> bool {
    matches!(node.kind(), "pattern_list" | "tuple_pattern" | "list_pattern" | "type" | "block")
}
