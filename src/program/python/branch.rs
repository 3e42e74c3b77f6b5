//! Statements that decide whether, or how often, others are executed.

use super::Lowering;
use super::statement::Flow;
use super::tree::{Node, children, fields, first};
use crate::program::{Control, ExprId};

impl<'t> Lowering<'t> {
    /// `if`, `elif`, `else`. Where a branch leaves the block, what comes behind stands in the other ones.
    pub(super) fn if_statement(&mut self, node: Node<'t>) -> Flow {
        let before = self.frame().control.len();
        let mut arms = vec![self.arm(node)];
        let mut otherwise = None;
        for alternative in fields(node, "alternative") {
            let Some((test, _)) = arms.last() else { break };
            self.push_control(Control::Branch { test: *test, taken: false });
            match alternative.kind() {
                "elif_clause" => arms.push(self.arm(alternative)),
                _ => otherwise = Some(self.maybe(alternative.child_by_field_name("body"), None)),
            }
        }
        self.frame_mut().control.truncate(before);
        if otherwise == Some(Flow::Exits) && arms.iter().all(|(_, flow)| *flow == Flow::Exits) {
            return Flow::Exits;
        }
        self.after(&arms, otherwise);
        Flow::Continues
    }

    /// A test and what becomes of its block.
    fn arm(&mut self, node: Node<'t>) -> (Option<ExprId>, Flow) {
        let test = node.child_by_field_name("condition").map(|test| self.expression(test));
        if let Some(test) = test {
            self.evaluate(test);
        }
        let taken = Control::Branch { test, taken: true };
        (test, self.maybe(node.child_by_field_name("consequence"), Some(taken)))
    }

    /// Which branches were not taken, or which one was, if what comes behind an `if` is executed.
    fn after(&mut self, arms: &[(Option<ExprId>, Flow)], otherwise: Option<Flow>) {
        for (position, (test, flow)) in arms.iter().enumerate() {
            if *flow == Flow::Exits {
                self.push_control(Control::Branch { test: *test, taken: false });
                continue;
            }
            let rest_exits = arms[position + 1..].iter().all(|(_, flow)| *flow == Flow::Exits);
            if rest_exits && otherwise == Some(Flow::Exits) {
                self.push_control(Control::Branch { test: *test, taken: true });
            }
            return;
        }
    }

    /// A block that may not be executed.
    fn maybe(&mut self, block: Option<Node<'t>>, control: Option<Control>) -> Flow {
        match block {
            Some(block) => self.under(control, |this| this.block(block)),
            None => Flow::Continues,
        }
    }

    pub(super) fn for_statement(&mut self, node: Node<'t>) {
        let over = node.child_by_field_name("right").map(|over| self.expression(over));
        if let Some(over) = over {
            self.evaluate(over);
        }
        let target = node.child_by_field_name("left");
        if let Some(target) = target {
            self.leave_target(target);
        }
        let control = self.loop_over(over, target);
        let scope = self.inner_scope();
        self.under(Some(control), |this| {
            this.within(scope, |this| {
                if let Some(target) = target {
                    this.loop_target(target, over);
                }
                if let Some(body) = node.child_by_field_name("body") {
                    this.block(body);
                }
            });
        });
        self.else_clause(node);
    }

    pub(super) fn while_statement(&mut self, node: Node<'t>) {
        if let Some(test) = node.child_by_field_name("condition") {
            let test = self.expression(test);
            self.evaluate(test);
        }
        let (scope, control) = (self.inner_scope(), Control::Loop { over: None, variable: None });
        self.within(scope, |this| this.maybe(node.child_by_field_name("body"), Some(control)));
        self.else_clause(node);
    }

    /// The `else` of a loop, which is executed unless the loop is left early.
    fn else_clause(&mut self, node: Node<'t>) {
        for clause in fields(node, "alternative") {
            self.maybe(clause.child_by_field_name("body"), None);
        }
    }

    /// What stands in the body of a `try` is executed; how far is not known, so that nothing it assigns is certain.
    pub(super) fn try_statement(&mut self, node: Node<'t>) -> Flow {
        let mut body = self.maybe(node.child_by_field_name("body"), None) == Flow::Exits;
        let mut handlers = true;
        let mut last = false;
        for clause in children(node) {
            match clause.kind() {
                "except_clause" => handlers &= self.except_clause(clause) == Flow::Exits,
                "else_clause" => body |= self.maybe(clause.child_by_field_name("body"), None) == Flow::Exits,
                "finally_clause" => last = first(clause).is_some_and(|block| self.block(block) == Flow::Exits),
                _ => {}
            }
        }
        if last || (body && handlers) { Flow::Exits } else { Flow::Continues }
    }

    fn except_clause(&mut self, clause: Node<'t>) -> Flow {
        let block = children(clause).into_iter().rfind(|child| child.kind() == "block");
        self.under(Some(unknown_branch()), |this| {
            for value in fields(clause, "value") {
                this.bind_alias(value);
            }
            block.map_or(Flow::Continues, |block| this.block(block))
        })
    }

    /// `value as name` gives the name something that is not followed.
    fn bind_alias(&mut self, value: Node<'t>) {
        if let Some(alias) = value.child_by_field_name("alias") {
            self.bind_unknown(alias);
        }
    }

    pub(super) fn with_statement(&mut self, node: Node<'t>) -> Flow {
        let clause = children(node).into_iter().find(|child| child.kind() == "with_clause");
        for item in clause.map(children).unwrap_or_default() {
            let Some(value) = item.child_by_field_name("value") else { continue };
            let expression = if value.kind() == "as_pattern" { first(value) } else { Some(value) };
            if let Some(expression) = expression {
                let opened = self.expression(expression);
                self.evaluate(opened);
            }
            self.bind_alias(value);
        }
        node.child_by_field_name("body").map_or(Flow::Continues, |body| self.block(body))
    }

    pub(super) fn match_statement(&mut self, node: Node<'t>) {
        for subject in fields(node, "subject") {
            let subject = self.expression(subject);
            self.evaluate(subject);
        }
        for case in node.child_by_field_name("body").map(children).unwrap_or_default() {
            self.under(Some(unknown_branch()), |this| {
                for pattern in children(case).into_iter().filter(|child| child.kind() == "case_pattern") {
                    this.bind_unknown(pattern);
                }
                if let Some(guard) = case.child_by_field_name("guard") {
                    this.aside(guard);
                }
                if let Some(block) = case.child_by_field_name("consequence") {
                    this.block(block);
                }
            });
        }
    }
}

/// A branch that no single test decides.
fn unknown_branch() -> Control {
    Control::Branch { test: None, taken: true }
}
