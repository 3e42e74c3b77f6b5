//! Statements, one kind after the other.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, first, last_value, look_through};
use crate::program::flow::{Exit, UNKNOWN};
use crate::program::{Bound, EffectKind, Expr, Spanned};
use crate::source::Span;

impl Lowering<'_> {
    /// The statements of a block, without a scope of its own.
    pub(super) fn block(&mut self, node: Node<'_>) -> Exit {
        let statements = self.whole_statements(node);
        self.statements(&statements)
    }

    /// The statements of a node without those that a line belongs to which is left out.
    pub(super) fn whole_statements<'t>(&mut self, node: Node<'t>) -> Vec<Node<'t>> {
        let mut statements = children(node);
        for gap in self.gaps_in(node) {
            self.open_receiver(gap);
            self.drop_torn(&mut statements, gap);
        }
        statements
    }

    /// Statements one after the other. What follows `if (x) return` happens only where `x` does not hold.
    pub(super) fn statements(&mut self, nodes: &[Node<'_>]) -> Exit {
        self.in_turn(nodes.iter().copied(), Self::statement)
    }

    pub(super) fn statement(&mut self, node: Node<'_>) -> Exit {
        self.deeper(node, Self::statement_kind)
    }

    fn statement_kind(&mut self, node: Node<'_>) -> Exit {
        match node.kind() {
            "if_statement" => return self.if_statement(node),
            "switch_statement" => return self.switch_statement(node),
            "for_statement" => return self.for_statement(node),
            "foreach_statement" => return self.foreach_statement(node),
            "while_statement" | "do_statement" => return self.while_statement(node),
            "try_statement" => return self.try_statement(node),
            "using_statement" => return self.using_statement(node),
            "block" => return self.in_block(|this| this.block(node)),
            "global_statement" | "checked_statement" | "unsafe_statement" | "fixed_statement" | "lock_statement"
            | "labeled_statement" => return self.last_statement(node),
            "return_statement" => return self.return_statement(node),
            "break_statement" => return Exit::of_switch(),
            "continue_statement" => return Exit::of_loop(),
            "goto_statement" => return Exit { guards: vec![UNKNOWN], ..Exit::default() },
            "throw_statement" => children(node).into_iter().for_each(|value| {
                self.evaluate_calls(value);
            }),
            "yield_statement" => {
                for value in children(node) {
                    self.evaluate_calls(value);
                }
                let sequence = self.unknown(node);
                self.returns(sequence);
            }
            "preproc_if" | "preproc_elif" | "preproc_else" => {
                return self.under([UNKNOWN], |this| this.conditionally(node));
            }
            "local_declaration_statement" => self.locals(node),
            "local_function_statement" => self.local_function(node),
            "expression_statement" => children(node).into_iter().for_each(|child| self.expression_statement(child)),
            "ERROR" => self.salvage(node),
            _ => self.declaration_or_expression(node),
        }
        Exit::default()
    }

    /// What the compiler may be told to leave out.
    fn conditionally(&mut self, node: Node<'_>) -> Exit {
        let parts: Vec<_> = children(node).into_iter().filter(|part| is_statement(*part)).collect();
        self.statements(&parts)
    }

    fn declaration_or_expression(&mut self, node: Node<'_>) {
        if node.kind().ends_with("_declaration") || node.kind() == "using_directive" {
            return self.declaration(node);
        }
        if node.kind().ends_with("_expression") {
            self.expression_statement(node);
        }
    }

    /// The statement that another one is only a frame for.
    fn last_statement(&mut self, node: Node<'_>) -> Exit {
        children(node).pop().map_or_else(Exit::default, |inner| self.statement(inner))
    }

    fn expression_statement(&mut self, node: Node<'_>) {
        let node = look_through(node);
        match node.kind() {
            // It is an effect by itself.
            "assignment_expression" => {
                self.assignment(node, true);
            }
            "ERROR" => self.salvage(node),
            _ => {
                self.evaluate_calls(node);
            }
        }
    }

    fn return_statement(&mut self, node: Node<'_>) -> Exit {
        let value = match last_value(node) {
            Some(value) => {
                let value = self.expression_for(value, self.place.around);
                self.effect(EffectKind::Evaluate(value), self.span(node));
                value
            }
            None => self.push(Expr::Null, self.span(node)),
        };
        self.returns(value);
        Exit::of_function()
    }

    fn local_function(&mut self, node: Node<'_>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let scope = self.place.scope;
        let function = self.function(node, Some(name));
        let (name, at) = (self.name(name), self.span(name));
        self.bind(scope, name, at, Bound::Function(function));
    }

    /// What stands in a part of the file that the parser made nothing of: the statements and expressions in it.
    pub(super) fn salvage(&mut self, node: Node<'_>) {
        if self.descend(node) {
            self.under([UNKNOWN], |this| {
                for child in children(node) {
                    this.statement(child);
                }
            });
            self.ascend();
        }
    }

    /// Something is done here, nobody knows what, to the object that the line begins with: `a[?] = ?`.
    pub(super) fn open_receiver(&mut self, gap: Span) {
        let written = self.written(gap);
        let line = ["await ", "return "].iter().fold(written, |line, word| line.trim_start_matches(word));
        let mut words = line.split('.').map(|word| word.trim_end_matches(['?', '!']));
        let (Some(receiver), Some(member)) = (words.next().filter(|word| is_name(word)), words.next()) else { return };
        let mut object = match (receiver, self.place.class) {
            ("this", Some(class)) => self.push(Expr::This { class }, gap),
            _ => self.named(receiver.into(), self.place.scope, gap),
        };
        if receiver == "this" {
            let end = member.find(|c| !is_of_name(c)).unwrap_or(member.len());
            object = self.push(Expr::Member { object, name: Spanned { node: member[..end].into(), span: gap } }, gap);
        }
        let (index, value) = (self.push(Expr::Unknown, gap), self.push(Expr::Unknown, gap));
        let target = self.push(Expr::Index { object, index }, gap);
        self.effect(EffectKind::Assign { target, value }, gap);
    }

    /// The body of a lambda or a member that is a single expression.
    pub(super) fn expression_body(&mut self, node: Node<'_>) {
        let value = if node.kind() == "arrow_expression_clause" {
            last_value(node).or_else(|| first(node))
        } else {
            Some(node)
        };
        let Some(value) = value else { return };
        let written = look_through(value);
        let id = if written.kind() == "assignment_expression" {
            self.assignment(written, true)
        } else {
            let id = self.expression_for(value, self.place.around);
            self.effect(EffectKind::Evaluate(id), self.span(written));
            id
        };
        self.returns(id);
    }
}

/// Whether a part of `#if` is compiled, and no condition.
fn is_statement(node: Node<'_>) -> bool {
    let kind = node.kind();
    kind.ends_with("_statement") || kind == "block" || kind.ends_with("_declaration") || kind.starts_with("preproc_")
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_of_name)
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
