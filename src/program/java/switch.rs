//! `switch`, as a statement and as an expression: a chain of conditions, where no case runs into the next.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{child, children, first};
use crate::program::flow::{Exit, Leaves, UNKNOWN};
use crate::program::{Control, Expr, ExprId, Operator, Spanned};

/// How many cases are conditions on those behind them.
const MAX_CASES: usize = 12;

/// A case, or several labels with the same statements.
struct Case<'t> {
    /// The values that it is for; `None` where that is not followed.
    labels: Option<Vec<Node<'t>>>,
    is_default: bool,
    body: Vec<Node<'t>>,
    /// Whether it is written with an arrow.
    is_rule: bool,
    span: Node<'t>,
}

impl Lowering<'_> {
    pub(super) fn switch_statement(&mut self, node: Node<'_>) -> Exit {
        let subject = match node.child_by_field_name("condition") {
            Some(subject) => self.evaluate_calls(subject),
            None => self.unknown(node),
        };
        let cases = cases(node);
        let is_chain = is_chain(&cases);
        let mut leaves = Leaves::default();
        let mut before: Vec<Control> = Vec::new();
        self.in_block(|this| {
            for case in &cases {
                let mut control = vec![UNKNOWN];
                if is_chain {
                    control.clone_from(&before);
                    if let Some(test) = this.test(subject, case) {
                        control.push(Control::Branch { test: Some(test), taken: true });
                        before.push(Control::Branch { test: Some(test), taken: false });
                    }
                }
                let outside = this.control();
                this.add_control(control);
                leaves = leaves.or(this.statements(&case.body).leaves);
                this.drop_control(outside);
            }
        });
        Exit::perhaps(Leaves { case: false, ..leaves })
    }

    /// A `switch` that is a value.
    pub(super) fn switch_value(&mut self, node: Node<'_>) -> ExprId {
        let subject = self.field(node, "condition");
        let cases = cases(node);
        if !is_chain(&cases) || !cases.iter().any(|case| case.is_default) {
            // What is in it happens under conditions that are not followed.
            self.under([UNKNOWN], |this| {
                for case in &cases {
                    this.in_block(|this| this.statements(&case.body));
                }
            });
            return self.unknown(node);
        }
        let mut tests = Vec::new();
        for case in &cases {
            tests.push(self.test(subject, case));
        }
        let mut otherwise = None;
        for (case, test) in cases.iter().zip(&tests).rev() {
            let then = self.case_value(case);
            otherwise = Some(match (test, otherwise) {
                (Some(test), Some(otherwise)) => {
                    self.push(Expr::Conditional { test: *test, then, otherwise }, self.span(case.span))
                }
                _ => then,
            });
        }
        otherwise.unwrap_or_else(|| self.unknown(node))
    }

    /// What a case gives: an expression, or what its only statement yields.
    fn case_value(&mut self, case: &Case<'_>) -> ExprId {
        let [only] = case.body.as_slice() else { return self.unfollowed(case) };
        let only = match (only.kind(), children(*only).as_slice()) {
            ("block", [inner]) => *inner,
            _ => *only,
        };
        match (only.kind(), first(only)) {
            ("yield_statement", Some(value)) => self.expression(value),
            ("expression_statement", Some(value)) if case.is_rule => self.expression(value),
            _ => self.unfollowed(case),
        }
    }

    fn unfollowed(&mut self, case: &Case<'_>) -> ExprId {
        self.under([UNKNOWN], |this| this.in_block(|this| this.statements(&case.body)));
        self.unknown(case.span)
    }

    /// Whether the subject is one of the labels; nothing for the default.
    fn test(&mut self, subject: ExprId, case: &Case<'_>) -> Option<ExprId> {
        if case.is_default {
            return None;
        }
        let mut whole = None;
        for label in case.labels.iter().flatten() {
            let right = self.label(subject, *label);
            let equal = Expr::Binary { operator: Operator::Equal, left: subject, right };
            let test = self.push(equal, self.span(*label));
            whole = Some(match whole {
                Some(left) => {
                    self.push(Expr::Binary { operator: Operator::Or, left, right: test }, self.span(case.span))
                }
                None => test,
            });
        }
        Some(whole.unwrap_or_else(|| self.unknown(case.span)))
    }

    /// A bare name that nothing declares is a constant of the enum that the subject is of.
    fn label(&mut self, subject: ExprId, label: Node<'_>) -> ExprId {
        let value = self.expression(label);
        let is_free = matches!(self.program.expr(value), Expr::Name { name, .. } if !self.is_variable(name));
        if label.kind() != "identifier" || !is_free {
            return value;
        }
        let name = Spanned { node: self.name(label), span: self.span(label) };
        self.push(Expr::Member { object: subject, name }, self.span(label))
    }
}

/// Whether every case is one or the other, none runs into the next, and the default is the last.
fn is_chain(cases: &[Case<'_>]) -> bool {
    let last = cases.len().saturating_sub(1);
    cases.len() <= MAX_CASES
        && cases.iter().enumerate().all(|(number, case)| {
            let leaves = case.is_rule || number == last || case.body.last().is_some_and(|it| leaves(*it));
            case.labels.is_some() && leaves && (!case.is_default || number == last)
        })
}

fn leaves(statement: Node<'_>) -> bool {
    match statement.kind() {
        "break_statement" | "return_statement" | "yield_statement" | "throw_statement" | "continue_statement" => true,
        "block" => children(statement).last().is_some_and(|last| leaves(*last)),
        _ => false,
    }
}

fn cases(node: Node<'_>) -> Vec<Case<'_>> {
    let groups = node.child_by_field_name("body").map(children).unwrap_or_default();
    let mut cases = Vec::new();
    for group in groups {
        let (labels, body): (Vec<_>, Vec<_>) = children(group).into_iter().partition(|it| it.kind() == "switch_label");
        let is_default = labels.iter().any(|label| child(*label, "default").is_some());
        let values: Vec<_> = labels.iter().flat_map(|label| children(*label)).collect();
        let is_plain = values.iter().all(|value| !matches!(value.kind(), "pattern" | "guard" | "ERROR"));
        let mut labels = is_plain.then_some(values);
        let mut is_default = is_default;
        // A case without statements is one with the next.
        if let Some(empty) = cases.pop_if(|last: &mut Case<'_>| last.body.is_empty() && !last.is_rule) {
            is_default |= empty.is_default;
            labels = empty.labels.zip(labels).map(|(before, labels)| before.into_iter().chain(labels).collect());
        }
        cases.push(Case { labels, is_default, body, is_rule: group.kind() == "switch_rule", span: group });
    }
    cases
}
