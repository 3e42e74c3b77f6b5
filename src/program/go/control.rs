//! Branches and loops, and what follows a branch that leaves early.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, MAX_CONTROL, MODULE, Place, number};
use super::tree::{children, inside_parentheses, list, look_through};
use crate::program::flow::{Exit, Leaves, UNKNOWN};
use crate::program::{Argument, Bound, Call, Control, Expr, ExprId, Operator, PathStep, Spread};

/// A case of a `switch`: its test, none for `default`, and its statements.
struct Case<'t> {
    test: Option<ExprId>,
    body: Vec<Node<'t>>,
}

impl<'s> Lowering<'s> {
    pub(super) fn if_statement(&mut self, node: Node<'s>) -> Exit {
        self.in_block(|this| {
            if let Some(initializer) = node.child_by_field_name("initializer") {
                this.statement(initializer);
            }
            let condition = node.child_by_field_name("condition");
            let test = match condition {
                Some(condition) => this.evaluate_calls(condition),
                None => this.unknown(node),
            };
            let consequence = node.child_by_field_name("consequence");
            let fails = condition.zip(consequence).is_some_and(|(condition, body)| this.fails(condition, body));
            let outside = this.own.failing;
            this.own.failing |= fails;
            let then = this.branch(test, true, consequence);
            if let Some(body) = consequence.filter(|_| fails) {
                this.under([Control::Branch { test: Some(test), taken: true }], |this| this.ends(body));
            }
            this.own.failing = outside;
            let otherwise = this.branch(test, false, node.child_by_field_name("alternative"));
            Exit::either(test, if fails { Exit::default() } else { then }, otherwise)
        })
    }

    fn branch(&mut self, test: ExprId, taken: bool, body: Option<Node<'s>>) -> Exit {
        match body {
            Some(body) => self.under([Control::Branch { test: Some(test), taken }], |this| this.statement(body)),
            None => Exit::default(),
        }
    }

    /// `switch value { case a, b: …; default: … }`
    pub(super) fn switch_statement(&mut self, node: Node<'s>) -> Exit {
        self.in_block(|this| {
            if let Some(initializer) = node.child_by_field_name("initializer") {
                this.statement(initializer);
            }
            let subject = node.child_by_field_name("value").map(|value| this.evaluate_calls(value));
            let cases = children(node).into_iter().filter(|case| case.kind().ends_with("_case"));
            let cases: Vec<Case<'s>> = cases.map(|case| this.case(case, subject)).collect();
            if cases.iter().any(|case| case.body.iter().any(|it| it.kind() == "fallthrough_statement")) {
                return this.any_of(cases.into_iter().map(|case| case.body));
            }
            let exit = this.cases(&cases);
            Exit { leaves: Leaves { case: false, ..exit.leaves }, ..exit }
        })
    }

    fn case(&mut self, node: Node<'s>, subject: Option<ExprId>) -> Case<'s> {
        let span = self.span(node);
        let mut test = None;
        for value in list(node, "value") {
            let value = self.evaluate_calls(value);
            let one = match subject {
                Some(left) => self.push(Expr::Binary { operator: Operator::Equal, left, right: value }, span),
                None => value,
            };
            test = Some(match test {
                Some(left) => self.push(Expr::Binary { operator: Operator::Or, left, right: one }, span),
                None => one,
            });
        }
        let lists = children(node).into_iter().filter(|child| child.kind() == "statement_list");
        Case { test, body: lists.flat_map(children).collect() }
    }

    /// Cases happen where those before them do not, `default` where none does.
    fn cases(&mut self, cases: &[Case<'s>]) -> Exit {
        let (tested, others): (Vec<_>, Vec<_>) = cases.iter().partition(|case| case.test.is_some());
        let mut exits = Vec::new();
        let mut before: Vec<Control> = Vec::new();
        for case in tested {
            let Some(test) = case.test else { continue };
            let here = before.iter().cloned().chain([Control::Branch { test: Some(test), taken: true }]);
            let exit = self.under(here.collect::<Vec<_>>(), |this| this.in_block(|this| this.statements(&case.body)));
            exits.push((test, without_break(exit)));
            // More than that is not told of any effect.
            if before.len() <= MAX_CONTROL {
                before.push(Control::Branch { test: Some(test), taken: false });
            }
        }
        let last = match others.first() {
            Some(default) => {
                let exit = self.under(before, |this| this.in_block(|this| this.statements(&default.body)));
                without_break(exit)
            }
            None => Exit::default(),
        };
        exits.into_iter().rev().fold(last, |otherwise, (test, then)| Exit::either(test, then, otherwise))
    }

    /// `switch x := value.(type)`, `select`: one of several blocks.
    pub(super) fn choice_statement(&mut self, node: Node<'s>) -> Exit {
        self.in_block(|this| {
            if let Some(initializer) = node.child_by_field_name("initializer") {
                this.statement(initializer);
            }
            if let Some(value) = node.child_by_field_name("value") {
                let value = this.evaluate_calls(value);
                for alias in list(node, "alias") {
                    this.declare(alias, Bound::Value(value));
                }
            }
            let mut bodies = Vec::new();
            for case in children(node).into_iter().filter(|case| case.kind().ends_with("_case")) {
                let mut body = Vec::new();
                for child in children(case) {
                    match child.kind() {
                        "statement_list" => body.extend(children(child)),
                        "receive_statement" => this.receive(child),
                        _ => {}
                    }
                }
                bodies.push(body);
            }
            this.any_of(bodies)
        })
    }

    fn receive(&mut self, node: Node<'s>) {
        for name in list(node, "left") {
            self.declare(name, Bound::Unknown);
        }
    }

    /// Blocks of which nobody knows which one happens.
    fn any_of(&mut self, bodies: impl IntoIterator<Item = Vec<Node<'s>>>) -> Exit {
        let mut leaves = Leaves::default();
        for body in bodies {
            let exit = self.under([UNKNOWN], |this| this.in_block(|this| this.statements(&body)));
            leaves = leaves.or(exit.leaves);
        }
        Exit::perhaps(Leaves { case: false, ..leaves })
    }

    pub(super) fn for_statement(&mut self, node: Node<'s>) -> Exit {
        let head = children(node).into_iter().find(|child| child.kind() != "block");
        self.in_block(|this| match head {
            Some(range) if range.kind() == "range_clause" => this.range(node, range),
            Some(clause) if clause.kind() == "for_clause" => {
                if let Some(initializer) = clause.child_by_field_name("initializer") {
                    this.statement(initializer);
                }
                this.under([Control::Loop { over: None, variable: None }], |this| {
                    if let Some(condition) = clause.child_by_field_name("condition") {
                        this.evaluate_calls(condition);
                    }
                    if let Some(update) = clause.child_by_field_name("update") {
                        this.statement(update);
                    }
                    this.turn(node)
                })
            }
            condition => this.under([Control::Loop { over: None, variable: None }], |this| {
                if let Some(condition) = condition {
                    this.evaluate_calls(condition);
                }
                this.turn(node)
            }),
        })
    }

    /// `for key, value := range list`
    fn range(&mut self, node: Node<'s>, clause: Node<'s>) -> Exit {
        let names = list(clause, "left");
        let Some(right) = clause.child_by_field_name("right") else { return self.turn(node) };
        let whole = self.evaluate_calls(right);
        let is_declared =
            self.source().get(clause.start_byte()..right.start_byte()).is_some_and(|it| it.contains(":="));
        let is_used = |position: usize| names.get(position).is_some_and(|name| self.text(*name) != "_");
        let which = match (is_used(0), is_used(1)) {
            (true, true) => "#entries",
            (true, false) => "#keys",
            (false, _) => "#values",
        };
        let span = self.span(right);
        let callee = self.named(which.into(), MODULE, span);
        let arguments = vec![Argument { name: None, value: whole, spread: Spread::None }];
        let over = self.push(Expr::Call(Call { new: false, callee, arguments }), span);
        let scope = self.open_scope();
        let place = Place { scope, ..self.place };
        self.within(place, |this| {
            let variable = if is_declared {
                this.loop_variables(&names, which, over)
            } else {
                for name in &names {
                    let value = this.unknown(*name);
                    this.assign(*name, value, false);
                }
                None
            };
            this.under([Control::Loop { over: Some(over), variable }], |this| this.turn(node))
        })
    }

    /// Declares the variables of a loop. Of two, both are parts of a pair.
    fn loop_variables(&mut self, names: &[Node<'s>], which: &str, over: ExprId) -> Option<Arc<str>> {
        let used: Vec<Node<'s>> = names.iter().copied().filter(|name| self.text(*name) != "_").collect();
        match (used.as_slice(), which) {
            ([], _) => None,
            ([only], _) => {
                self.declare(*only, Bound::Loop(over));
                Some(self.name(*only))
            }
            ([first, ..], _) => {
                // A name that nobody can write: both together.
                let names: Vec<&str> = used.iter().map(|name| self.text(*name)).collect();
                let pair: Arc<str> = names.join(", ").into();
                let (scope, span) = (self.place.scope, self.span(*first));
                self.bind(scope, pair.clone(), span, Bound::Loop(over));
                let value = self.named(pair.clone(), scope, span);
                for (position, name) in used.iter().enumerate() {
                    let path = vec![PathStep::Index(number(position))];
                    self.declare(*name, Bound::Part { value, path, default: None });
                }
                Some(pair)
            }
        }
    }

    /// The body of a loop.
    fn turn(&mut self, node: Node<'s>) -> Exit {
        let Some(body) = node.child_by_field_name("body") else { return Exit::default() };
        let exit = self.statement(body);
        Exit::perhaps(Leaves { turn: false, case: false, ..exit.leaves })
    }

    /// A branch that hands an error on, with which the program ends: `if err != nil { return nil, err }`.
    fn fails(&self, condition: Node<'s>, body: Node<'s>) -> bool {
        let condition = inside_parentheses(condition);
        let side = |field: &str| condition.child_by_field_name(field).map(look_through);
        let (Some(left), Some(right)) = (side("left"), side("right")) else { return false };
        let differs = condition.child_by_field_name("operator").is_some_and(|operator| operator.kind() == "!=");
        let last = children(body).pop().and_then(|statements| children(statements).pop());
        let Some(last) = last.filter(|last| last.kind() == "return_statement") else { return false };
        let error = self.text(left);
        let hands_on = |value: &Node<'s>| {
            let text = self.text(*value);
            text == error || text.starts_with("fmt.Errorf(") || text.starts_with("errors.")
        };
        differs
            && right.kind() == "nil"
            && left.kind() == "identifier"
            && last_value(last).is_some_and(|it| hands_on(&it))
    }
}

/// The last of the values that are returned.
fn last_value(statement: Node<'_>) -> Option<Node<'_>> {
    children(statement).pop().and_then(|values| children(values).pop())
}

/// What a `break` leaves ends with the `switch` around it.
fn without_break(exit: Exit) -> Exit {
    if exit.leaves.case && !exit.leaves.function && !exit.leaves.turn {
        // Nothing but a `break`, which ends the case like its last statement does.
        return Exit { always: false, ..Exit::perhaps(Leaves::default()) };
    }
    if exit.leaves.case { Exit::perhaps(Leaves { case: false, ..exit.leaves }) } else { exit }
}
