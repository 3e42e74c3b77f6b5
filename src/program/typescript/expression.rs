//! Expressions. What has no place in a program is unknown; the calls in it are effects all the same.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, first, look_through};
use crate::program::{Argument, Call, EffectKind, Element, Expr, ExprId, Operator, Spread};

impl Lowering<'_> {
    pub(super) fn expression(&mut self, node: Node<'_>) -> ExprId {
        let node = look_through(node);
        if !self.descend(node) {
            return self.unknown(node);
        }
        let id = if self.is_torn(node) { self.unknown(node) } else { self.expression_kind(node) };
        self.ascend();
        id
    }

    /// Whether a line that is left out belongs to the expression itself, such as an operand.
    fn is_torn(&self, node: Node<'_>) -> bool {
        let is_chain = matches!(
            node.kind(),
            "binary_expression" | "ternary_expression" | "call_expression" | "member_expression" | "template_string"
        );
        is_chain && !self.gaps_in(node).is_empty()
    }

    fn expression_kind(&mut self, node: Node<'_>) -> ExprId {
        let expr = match node.kind() {
            "identifier" | "shorthand_property_identifier" if !node.is_missing() => {
                Expr::Name { name: self.name(node), scope: self.place.scope }
            }
            "null" | "undefined" => Expr::Null,
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            "number" => Expr::Number(self.name(node)),
            "string" => Expr::Text(self.string(node)),
            "this" => self.place.around.this.map_or(Expr::Unknown, |class| Expr::This { class }),
            "super" => self.place.around.this.map_or(Expr::Unknown, |class| Expr::Super { class }),
            "member_expression" => return self.member(node),
            "call_expression" => return self.call(node),
            "new_expression" => self.construct(node),
            "template_string" => self.template(node),
            "object" => self.object(node),
            "array" => self.list(node),
            "subscript_expression" => {
                let (object, index) = (self.field(node, "object"), self.field(node, "index"));
                Expr::Index { object, index }
            }
            "ternary_expression" => {
                let test = self.field(node, "condition");
                let (then, otherwise) = (self.field(node, "consequence"), self.field(node, "alternative"));
                Expr::Conditional { test, then, otherwise }
            }
            "binary_expression" => return self.binary(node),
            "unary_expression" => return self.unary(node),
            "update_expression" => {
                node.child_by_field_name("argument").into_iter().for_each(|it| self.assign_unknown(look_through(it)));
                Expr::Unknown
            }
            "assignment_expression" | "augmented_assignment_expression" => return self.assignment(node, false),
            "sequence_expression" => return self.sequence(node),
            "arrow_function" | "function_expression" | "generator_function" => {
                let name = node.child_by_field_name("name");
                Expr::Function(self.function(node, name))
            }
            "class" => Expr::Class(self.class_expression(node)),
            "ERROR" => {
                self.salvage(node);
                Expr::Unknown
            }
            _ => {
                children(node).into_iter().filter(|child| is_value(*child)).for_each(|child| {
                    self.evaluate_calls(child);
                });
                Expr::Unknown
            }
        };
        self.push(expr, self.span(node))
    }

    fn member(&mut self, node: Node<'_>) -> ExprId {
        let Some(name) = node.child_by_field_name("property").filter(|name| !name.is_missing()) else {
            if let Some(object) = node.child_by_field_name("object") {
                self.evaluate_calls(object);
            }
            return self.unknown(node);
        };
        let object = self.field(node, "object");
        let name = self.spanned_name(name);
        self.push(Expr::Member { object, name }, self.span(node))
    }

    fn call(&mut self, node: Node<'_>) -> ExprId {
        if let Some(import) = self.required(node) {
            return self.required_module(import, node);
        }
        let function = node.child_by_field_name("function");
        let arguments = node.child_by_field_name("arguments");
        let is_tagged = arguments.is_some_and(|arguments| arguments.kind() == "template_string");
        if is_tagged || function.is_some_and(|function| function.kind() == "import") {
            for child in arguments.map(children).unwrap_or_default() {
                self.evaluate_calls(child);
            }
            return self.unknown(node);
        }
        let callee = self.field(node, "function");
        let arguments = arguments.map(|arguments| self.arguments(arguments)).unwrap_or_default();
        self.push(Expr::Call(Call { new: false, callee, arguments }), self.span(node))
    }

    fn construct(&mut self, node: Node<'_>) -> Expr {
        let callee = self.field(node, "constructor");
        let arguments = match node.child_by_field_name("arguments") {
            Some(arguments) => self.arguments(arguments),
            // The arguments are there, and broken.
            None if self.source()[node.end_byte()..].trim_start().starts_with('(') => return Expr::Unknown,
            None => Vec::new(),
        };
        Expr::Call(Call { new: true, callee, arguments })
    }

    fn arguments(&mut self, node: Node<'_>) -> Vec<Argument> {
        let positional = |value, spread| Argument { name: None, value, spread };
        let mut arguments = Vec::new();
        for child in children(node) {
            arguments.push(match child.kind() {
                "spread_element" => positional(self.inner(child), Spread::List),
                // Nobody knows how many arguments were meant here.
                "ERROR" => positional(self.expression(child), Spread::List),
                _ => positional(self.expression(child), Spread::None),
            });
        }
        if let Some(at) = self.rest_of(node) {
            arguments.push(positional(self.push(Expr::Unknown, at), Spread::List));
        }
        arguments
    }

    fn list(&mut self, node: Node<'_>) -> Expr {
        let mut elements = Vec::new();
        for child in children(node) {
            elements.push(match child.kind() {
                "spread_element" => Element::Spread(self.inner(child)),
                "ERROR" => Element::Spread(self.expression(child)),
                _ => Element::Item(self.expression(child)),
            });
        }
        if let Some(at) = self.rest_of(node) {
            elements.push(Element::Spread(self.push(Expr::Unknown, at)));
        }
        Expr::List(elements)
    }

    /// The expression that a node is made of.
    pub(super) fn inner(&mut self, node: Node<'_>) -> ExprId {
        match first(node) {
            Some(inner) => self.expression(inner),
            None => self.unknown(node),
        }
    }

    /// A chain of operators, `a + b + c + …`, which leans to the left.
    fn binary(&mut self, node: Node<'_>) -> ExprId {
        self.operators(node, Self::is_torn, look_through, Self::expression, |this, node, left| {
            let right = this.field(node, "right");
            let sign = node.child_by_field_name("operator").map_or("", |operator| this.text(operator));
            this.push(Expr::Binary { operator: operator(sign), left, right }, this.span(node))
        })
    }

    fn unary(&mut self, node: Node<'_>) -> ExprId {
        let Some(argument) = node.child_by_field_name("argument").map(look_through) else { return self.unknown(node) };
        let sign = node.child_by_field_name("operator").map_or("", |operator| self.text(operator));
        match (sign, argument.kind()) {
            ("-", "number") => {
                let number = format!("-{}", self.text(argument)).into();
                self.push(Expr::Number(number), self.span(node))
            }
            ("+", "number") => self.expression(argument),
            ("void", _) => {
                self.evaluate_calls(argument);
                self.push(Expr::Null, self.span(node))
            }
            ("delete", "member_expression" | "subscript_expression") => self.delete(node, argument),
            _ => {
                let operand = self.expression(argument);
                let operator = if sign == "!" { Operator::Not } else { Operator::Other };
                self.push(Expr::Binary { operator, left: operand, right: operand }, self.span(node))
            }
        }
    }

    /// A member that is deleted is one that is set to nothing.
    fn delete(&mut self, node: Node<'_>, argument: Node<'_>) -> ExprId {
        let target = self.expression(argument);
        let value = self.push(Expr::Null, self.span(node));
        self.effect(EffectKind::Assign { target, value }, self.span(node));
        self.unknown(node)
    }

    /// `(a, b)` is `b`, once `a` has been executed.
    fn sequence(&mut self, node: Node<'_>) -> ExprId {
        let mut parts = children(node);
        let last = parts.pop();
        for part in parts {
            self.evaluate_calls(part);
        }
        match last {
            Some(last) => self.expression(last),
            None => self.unknown(node),
        }
    }
}

/// What a binary operator, or the one in front of `=`, means.
pub(super) fn operator(sign: &str) -> Operator {
    match sign {
        "+" => Operator::Add,
        "??" => Operator::Coalesce,
        "||" => Operator::Or,
        "&&" => Operator::And,
        "==" | "===" => Operator::Equal,
        "!=" | "!==" => Operator::NotEqual,
        _ => Operator::Other,
    }
}

/// Whether a node within something unknown is executed: its names and types are not.
fn is_value(node: Node<'_>) -> bool {
    node.kind().ends_with("_expression") || node.kind().ends_with("_substitution")
}
