//! Operators.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::look_through;
use crate::program::{Expr, ExprId, Operator};

impl Lowering<'_> {
    /// A chain of operators, `a + b + c + …`, which leans to the left.
    pub(super) fn binary(&mut self, node: Node<'_>) -> ExprId {
        self.operators(node, Self::is_torn, look_through, Self::expression, |this, node, left| {
            let right = this.field(node, "right");
            let sign = node.child_by_field_name("operator").map_or("", |operator| this.text(operator));
            this.push(Expr::Binary { operator: operator(sign), left, right }, this.span(node))
        })
    }

    pub(super) fn unary(&mut self, node: Node<'_>) -> ExprId {
        let Some(operand) = node.child_by_field_name("operand").map(look_through) else { return self.unknown(node) };
        let sign = node.child_by_field_name("operator").map_or("", |operator| self.text(operator));
        let operand = self.expression(operand);
        match (sign, self.program.expr(operand)) {
            ("-", Expr::Number(number)) if !number.starts_with('-') => {
                let number = format!("-{number}").into();
                self.push(Expr::Number(number), self.span(node))
            }
            ("+", Expr::Number(_)) => operand,
            _ => {
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
