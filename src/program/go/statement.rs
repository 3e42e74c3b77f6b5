//! Statements.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, first, gives_several, inside_parentheses, list, look_through, sign};
use crate::program::flow::Exit;
use crate::program::{EffectKind, Element, Expr, ExprId, Operator, Spanned};
use crate::source::Span;

impl<'s> Lowering<'s> {
    /// The statements of a block, in the present scope.
    pub(super) fn block(&mut self, node: Node<'s>) -> Exit {
        let mut statements = Vec::new();
        for child in children(node) {
            match child.kind() {
                "statement_list" => statements.extend(children(child)),
                _ => statements.push(child),
            }
        }
        let inner = children(node).into_iter().filter(|child| child.kind() == "statement_list");
        let gaps: Vec<Span> = std::iter::once(node).chain(inner).flat_map(|node| self.gaps_in(node)).collect();
        for gap in gaps {
            self.open_receiver(gap);
            // A line such as `.Add(` went on with the statement before it.
            if self.written(gap).starts_with(['.', '+', '|', '&', ',', ')', '}']) {
                let last = statements.iter().rposition(|node| node.end_byte() <= gap.start as usize);
                if let Some(last) = last {
                    statements.remove(last);
                }
            }
        }
        self.statements(&statements)
    }

    /// Statements one after the other. What follows `if x { return }` happens only where `x` does not hold.
    pub(super) fn statements(&mut self, nodes: &[Node<'s>]) -> Exit {
        self.in_turn(nodes.iter().copied(), Self::statement)
    }

    pub(super) fn statement(&mut self, node: Node<'s>) -> Exit {
        self.deeper(node, Self::statement_kind)
    }

    fn statement_kind(&mut self, node: Node<'s>) -> Exit {
        match node.kind() {
            "block" => return self.in_block(|this| this.block(node)),
            "statement_list" => return self.statements(&children(node)),
            "if_statement" => return self.if_statement(node),
            "for_statement" => return self.for_statement(node),
            "expression_switch_statement" => return self.switch_statement(node),
            "type_switch_statement" | "select_statement" => return self.choice_statement(node),
            "labeled_statement" => return children(node).pop().map_or_else(Exit::default, |body| self.statement(body)),
            "return_statement" => return self.return_statement(node),
            "break_statement" => return Exit::of_switch(),
            "continue_statement" => return Exit::of_loop(),
            "goto_statement" => return Exit::of_function(),
            "ERROR" => self.salvage(node),
            _ => self.simple_statement(node),
        }
        Exit::default()
    }

    /// What declares names, and everything else that is executed in passing.
    fn simple_statement(&mut self, node: Node<'s>) {
        match node.kind() {
            "const_declaration" => self.constants(node),
            "var_declaration" => self.variables(node),
            "type_declaration" => self.types(node),
            "short_var_declaration" => self.short_variables(node),
            "assignment_statement" => self.assignment(node),
            "inc_statement" | "dec_statement" => {
                for target in children(node) {
                    let value = self.unknown(node);
                    self.assign(target, value, false);
                }
            }
            "expression_statement" | "go_statement" | "defer_statement" => {
                for child in children(node) {
                    let value = self.evaluate(child);
                    // No statement of Go's: somebody is about to call something.
                    if let Expr::Member { object, .. } = self.program.expr(value) {
                        self.open(*object, self.span(child));
                    }
                    if ends_program(self.text(child)) {
                        self.ends(child);
                    }
                }
            }
            "send_statement" => {
                self.field(node, "channel");
                self.evaluates(node, "value");
            }
            "import_declaration"
            | "function_declaration"
            | "method_declaration"
            | "empty_statement"
            | "fallthrough_statement"
            | "package_clause"
            | "comment" => {}
            kind if is_expression(kind) => {
                self.evaluate_calls(node);
            }
            _ => {}
        }
    }

    fn evaluates(&mut self, node: Node<'s>, field: &str) {
        if let Some(value) = node.child_by_field_name(field) {
            self.evaluate(value);
        }
    }

    /// `a, b = values`, `a += value`
    fn assignment(&mut self, node: Node<'s>) {
        let (targets, values) = (list(node, "left"), list(node, "right"));
        let operator = node.child_by_field_name("operator").map_or("=", |operator| self.text(operator));
        if let ([target], [value], true) = (targets.as_slice(), values.as_slice(), operator != "=") {
            return self.augmented(node, *target, *value, operator);
        }
        if targets.len() == values.len() {
            let values: Vec<ExprId> = values.iter().map(|value| self.evaluated_copy(*value)).collect();
            for (target, value) in targets.into_iter().zip(values) {
                self.assign(target, value, self.control() == 0);
            }
            return;
        }
        let [value] = values.as_slice() else { return };
        let is_call = gives_several(*value);
        let whole = self.evaluate(*value);
        for (position, target) in targets.into_iter().enumerate() {
            let part = match (is_call, position) {
                (true, _) => {
                    let index = self.push(Expr::Number(position.to_string().into()), self.span(*value));
                    self.push(Expr::Index { object: whole, index }, self.span(*value))
                }
                (false, 0) => whole,
                (false, _) => self.unknown(*value),
            };
            self.effect(EffectKind::Evaluate(part), self.span(*value));
            self.assign(target, part, self.control() == 0);
        }
    }

    fn augmented(&mut self, node: Node<'s>, target: Node<'s>, value: Node<'s>, operator: &str) {
        let left = self.expression(target);
        let right = self.expression(value);
        let operator = if operator == "+=" { Operator::Add } else { Operator::Other };
        let value = self.push(Expr::Binary { operator, left, right }, self.span(node));
        self.effect(EffectKind::Evaluate(value), self.span(node));
        self.assign(target, value, false);
    }

    /// A name, a member or an element gets a value.
    pub(super) fn assign(&mut self, target: Node<'s>, value: ExprId, always: bool) {
        let target = inside_parentheses(target);
        match target.kind() {
            "identifier" => {
                let name = self.name(target);
                if &*name != "_" {
                    self.assign_name(name, value, always);
                }
            }
            "selector_expression" | "index_expression" => {
                self.doubt_element(target);
                let target_id = self.expression(target);
                self.effect(EffectKind::Assign { target: target_id, value }, self.span(target));
            }
            // What a pointer leads to is replaced.
            "unary_expression" if sign(target) == "*" => self.replace(target),
            _ => {}
        }
    }

    fn return_statement(&mut self, node: Node<'s>) -> Exit {
        let values = first(node).map(children).unwrap_or_default();
        let value = match values.as_slice() {
            [] => self.bare_return(node),
            [only] => self.expression(*only),
            _ => {
                let items = values.iter().map(|value| Element::Item(self.expression(*value))).collect();
                self.push(Expr::List(items), self.span(node))
            }
        };
        self.effect(EffectKind::Evaluate(value), self.span(node));
        self.returns(value);
        Exit::of_function()
    }

    /// What stands in a part of the file that the parser made nothing of: the statements and expressions in it.
    pub(super) fn salvage(&mut self, node: Node<'s>) {
        if self.descend(node) {
            for child in children(node) {
                self.statement(child);
            }
            self.ascend();
        }
    }

    /// Something is done here, nobody knows what, to the object that the line begins with: `a[?] = ?`.
    fn open_receiver(&mut self, gap: Span) {
        let line = self.written(gap).trim_start_matches("return ");
        let words: Vec<&str> = line.split('.').collect();
        let Some((receiver, members)) = words.split_first().filter(|(receiver, _)| is_name(receiver)) else { return };
        let mut objects = vec![self.named((*receiver).into(), self.place.scope, gap)];
        // What stands behind the last dot is what is called or set.
        for member in members.iter().take(members.len().saturating_sub(1)).take_while(|member| is_name(member)) {
            let name = Spanned { node: (*member).into(), span: gap };
            let object = objects[objects.len() - 1];
            objects.push(self.push(Expr::Member { object, name }, gap));
        }
        if !members.is_empty() {
            objects.into_iter().rev().for_each(|object| self.open(object, gap));
        }
    }

    /// Anything in an object may be something else from here on.
    pub(super) fn open(&mut self, object: ExprId, span: Span) {
        let (index, value) = (self.push(Expr::Unknown, span), self.push(Expr::Unknown, span));
        let target = self.push(Expr::Index { object, index }, span);
        self.effect(EffectKind::Assign { target, value }, span);
    }

    /// The text of a chain of names: `props.StackProps`.
    pub(super) fn chain(&self, node: Node<'s>) -> Option<&'s str> {
        let mut inner = look_through(node);
        let whole = inner;
        while inner.kind() == "selector_expression" {
            inner = look_through(inner.child_by_field_name("operand")?);
        }
        (inner.kind() == "identifier").then(|| self.text(whole))
    }

    /// The name that a chain of names begins with.
    pub(super) fn root_name(&mut self, node: Node<'s>) -> Option<Arc<str>> {
        let chain = self.chain(node)?;
        Some(chain.split('.').next().unwrap_or(chain).trim_matches(['(', ')', '*']).into())
    }
}

/// Whether nothing happens after a call.
fn ends_program(call: &str) -> bool {
    let name = call.split('(').next().unwrap_or(call);
    matches!(name, "panic" | "os.Exit" | "log.Fatal" | "log.Fatalf" | "log.Fatalln" | "log.Panic" | "log.Panicf")
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

fn is_expression(kind: &str) -> bool {
    kind.ends_with("_expression") || matches!(kind, "composite_literal" | "func_literal")
}
