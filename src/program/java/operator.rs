//! Operators.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::look_through;
use crate::program::{Expr, ExprId, Operator};

impl Lowering<'_> {
    /// A chain of operators, `a + b + c + …`, which leans to the left.
    pub(super) fn binary(&mut self, node: Node<'_>) -> ExprId {
        let mut chain = Vec::new();
        let mut leftmost = node;
        while leftmost.kind() == "binary_expression" {
            chain.push(leftmost);
            let Some(left) = leftmost.child_by_field_name("left") else { break };
            leftmost = look_through(left);
        }
        if chain.iter().any(|node| self.is_torn(*node)) {
            return self.unknown(node);
        }
        let levels = chain.len();
        if !self.descend_by(levels) {
            // Nobody puts a text together from so many parts that anyone looks at.
            for operand in chain.iter().filter_map(|node| node.child_by_field_name("right")) {
                self.evaluate_calls(operand);
            }
            return self.unknown(node);
        }
        let mut left = self.expression(leftmost);
        for node in chain.into_iter().rev() {
            let right = self.field(node, "right");
            let sign = node.child_by_field_name("operator").map_or("", |operator| self.text(operator));
            left = self.push(Expr::Binary { operator: operator(sign), left, right }, self.span(node));
        }
        self.ascend_by(levels);
        left
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
