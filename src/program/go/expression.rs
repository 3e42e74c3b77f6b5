//! Expressions. What has no place in a program is unknown; the calls in it are effects all the same.

use tree_sitter::Node;

use super::literal::string;
use super::lowering::Lowering;
use super::tree::{children, inside_parentheses, look_through, sign};
use crate::program::{Expr, ExprId, Operator};

impl<'s> Lowering<'s> {
    pub(super) fn expression(&mut self, node: Node<'s>) -> ExprId {
        let inner = look_through(node);
        if !self.descend(inner) {
            return self.unknown(inner);
        }
        let id = if self.is_torn(inner) { self.unknown(inner) } else { self.expression_kind(inner) };
        self.ascend();
        let node = inside_parentheses(node);
        if node.kind() == "unary_expression" && sign(node) == "&" {
            self.own.addressed.insert(id);
        }
        id
    }

    /// Whether a line that is left out belongs to the expression itself, such as an operand.
    fn is_torn(&self, node: Node<'s>) -> bool {
        let is_chain = matches!(node.kind(), "binary_expression" | "call_expression" | "selector_expression");
        is_chain && !self.gaps_in(node).is_empty()
    }

    fn expression_kind(&mut self, node: Node<'s>) -> ExprId {
        let expr = match node.kind() {
            "identifier" | "field_identifier" | "type_identifier" if !node.is_missing() => {
                Expr::Name { name: self.name(node), scope: self.place.scope }
            }
            "nil" => Expr::Null,
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            "int_literal" | "float_literal" => Expr::Number(self.name(node)),
            "iota" => match self.own.iota {
                Some(position) => Expr::Number(position.to_string().into()),
                None => Expr::Unknown,
            },
            "interpreted_string_literal" | "raw_string_literal" => match string(self.text(node)) {
                Some(text) => Expr::Text(text.into()),
                None => Expr::Unknown,
            },
            "selector_expression" => return self.selector(node),
            "call_expression" => return self.call(node),
            "composite_literal" => return self.composite(node),
            "index_expression" => {
                let (object, index) = (self.field(node, "operand"), self.field(node, "index"));
                Expr::Index { object, index }
            }
            "binary_expression" => return self.binary(node),
            "unary_expression" => return self.unary(node),
            "func_literal" => Expr::Function(self.function(node, None)),
            "qualified_type" => return self.type_name(node),
            "ERROR" => {
                self.salvage(node);
                Expr::Unknown
            }
            _ => {
                let is_value = |child: &Node<'s>| child.kind().ends_with("_expression");
                children(node).into_iter().filter(is_value).for_each(|child| {
                    self.evaluate_calls(child);
                });
                Expr::Unknown
            }
        };
        self.push(expr, self.span(node))
    }

    fn selector(&mut self, node: Node<'s>) -> ExprId {
        let Some(name) = node.child_by_field_name("field").filter(|name| !name.is_missing()) else {
            if let Some(object) = node.child_by_field_name("operand") {
                self.evaluate_calls(object);
            }
            return self.unknown(node);
        };
        let object = self.field(node, "operand");
        let name = self.spanned_name(name);
        self.push(Expr::Member { object, name }, self.span(node))
    }

    /// A chain of operators, `a + b + c + …`, which leans to the left.
    fn binary(&mut self, node: Node<'s>) -> ExprId {
        self.operators(node, Self::is_torn, inside_parentheses, Self::expression, |this, node, left| {
            let right = this.field(node, "right");
            let sign = node.child_by_field_name("operator").map_or("", |operator| operator.kind());
            this.push(Expr::Binary { operator: operator(sign), left, right }, this.span(node))
        })
    }

    fn unary(&mut self, node: Node<'s>) -> ExprId {
        let Some(operand) = node.child_by_field_name("operand").map(inside_parentheses) else {
            return self.unknown(node);
        };
        match (sign(node), operand.kind()) {
            ("-", "int_literal" | "float_literal") => {
                let number = format!("-{}", self.text(operand)).into();
                self.push(Expr::Number(number), self.span(node))
            }
            ("+", "int_literal" | "float_literal") => self.expression(operand),
            (sign, _) => {
                let operand = self.expression(operand);
                let operator = if sign == "!" { Operator::Not } else { Operator::Other };
                self.push(Expr::Binary { operator, left: operand, right: operand }, self.span(node))
            }
        }
    }
}

fn operator(sign: &str) -> Operator {
    match sign {
        "+" => Operator::Add,
        "||" => Operator::Or,
        "&&" => Operator::And,
        "==" => Operator::Equal,
        "!=" => Operator::NotEqual,
        _ => Operator::Other,
    }
}
