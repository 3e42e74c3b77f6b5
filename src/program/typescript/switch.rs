//! `switch`: cases that end are branches with a test, others run into each other and are not told apart.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, is_comment};
use crate::program::flow::{Exit, UNKNOWN};
use crate::program::{Control, Expr, ExprId, Operator};

impl Lowering<'_> {
    pub(super) fn switch_statement(&mut self, node: Node<'_>) -> Exit {
        let value = node.child_by_field_name("value").map(|value| self.evaluate_calls(value));
        let cases = node.child_by_field_name("body").map(children).unwrap_or_default();
        self.in_block(|this| match value.filter(|_| are_exclusive(&cases)) {
            Some(value) => this.exclusive_cases(value, &cases),
            None => this.cases(&cases),
        })
    }

    /// Cases of which nobody knows where they begin.
    fn cases(&mut self, cases: &[Node<'_>]) -> Exit {
        let mut exits = Vec::with_capacity(cases.len());
        for case in cases {
            if let Some(value) = case.child_by_field_name("value") {
                self.evaluate_calls(value);
            }
            let body = body(*case);
            exits.push(self.under([UNKNOWN], |this| this.statements(&body)));
        }
        Exit::one_of(exits)
    }

    /// Cases as `if`, `else if` and `else`; several that share a body are one.
    fn exclusive_cases(&mut self, value: ExprId, cases: &[Node<'_>]) -> Exit {
        let outside = self.control();
        let mut branches = Vec::new();
        let mut otherwise = Exit::default();
        let mut test = None;
        for case in cases {
            let is_default = case.child_by_field_name("value").is_none();
            if let Some(right) = case.child_by_field_name("value") {
                let span = self.span(right);
                let right = self.evaluate_calls(right);
                let same = self.push(Expr::Binary { operator: Operator::Equal, left: value, right }, span);
                test = Some(match test {
                    Some(left) => self.push(Expr::Binary { operator: Operator::Or, left, right: same }, span),
                    None => same,
                });
            }
            let body = body(*case);
            match test {
                // Whatever leads to the last case, it is where all others do not.
                _ if is_default => otherwise = self.statements(&body).behind_switch(),
                Some(_) if body.is_empty() => {}
                Some(known) => {
                    let taken = |taken| Control::Branch { test: Some(known), taken };
                    let exit = self.under([taken(true)], |this| this.statements(&body));
                    branches.push((known, exit.behind_switch()));
                    self.add_control([taken(false)]);
                    test = None;
                }
                None => {}
            }
        }
        self.drop_control(outside);
        branches.into_iter().rev().fold(otherwise, |otherwise, (test, exit)| Exit::either(test, exit, otherwise))
    }
}

/// Whether each case ends before the next begins, and what holds otherwise comes last.
fn are_exclusive(cases: &[Node<'_>]) -> bool {
    let Some((last, before)) = cases.split_last() else { return true };
    let is_case = |case: &Node<'_>| case.child_by_field_name("value").is_some();
    let ends = |case: &Node<'_>| body(*case).last().is_none_or(|last| ends(*last));
    last.kind().starts_with("switch_") && before.iter().all(|case| is_case(case) && ends(case))
}

/// Whether nothing runs on behind a statement.
fn ends(statement: Node<'_>) -> bool {
    match statement.kind() {
        "break_statement" | "return_statement" | "throw_statement" | "continue_statement" => true,
        "statement_block" => children(statement).last().is_some_and(|last| ends(*last)),
        _ => false,
    }
}

/// The statements of a case.
fn body(case: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = case.walk();
    case.children_by_field_name("body", &mut cursor).filter(|statement| !is_comment(*statement)).collect()
}
