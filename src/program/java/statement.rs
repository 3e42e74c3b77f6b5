//! Statements and declarations.

use tree_sitter::Node;

use super::class::is_class;
use super::lowering::Lowering;
use super::tree::{children, first};
use crate::program::flow::Exit;
use crate::program::{EffectKind, Expr, Spanned};
use crate::source::Span;

impl Lowering<'_> {
    /// The statements of a block, without a scope of its own.
    pub(super) fn block(&mut self, node: Node<'_>) -> Exit {
        let mut statements = children(node);
        for gap in self.gaps_in(node) {
            self.open_receiver(gap);
            self.drop_torn(&mut statements, gap);
        }
        self.statements(&statements)
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
            "switch_expression" => return self.switch_statement(node),
            "for_statement" => return self.for_statement(node),
            "enhanced_for_statement" => return self.for_each_statement(node),
            "while_statement" | "do_statement" => return self.while_statement(node),
            "try_statement" | "try_with_resources_statement" => return self.try_statement(node),
            "block" => return self.in_block(|this| this.block(node)),
            "labeled_statement" => {
                let body = children(node).into_iter().next_back();
                return body.map_or_else(Exit::default, |body| self.statement(body));
            }
            "synchronized_statement" => {
                let body = node.child_by_field_name("body");
                return body.map_or_else(Exit::default, |body| self.statement(body));
            }
            "return_statement" => return self.return_statement(node),
            "break_statement" | "yield_statement" => {
                self.evaluate_all(node);
                return Exit::of_switch();
            }
            "continue_statement" => return Exit::of_loop(),
            "throw_statement" | "assert_statement" => self.evaluate_all(node),
            "local_variable_declaration" => self.variables(node),
            "explicit_constructor_invocation" => self.explicit_constructor(node),
            "expression_statement" => {
                for child in children(node) {
                    self.expression_statement(child);
                }
            }
            "ERROR" => self.salvage(node),
            _ if is_class(node) => self.class_declaration(node),
            kind if is_call(kind) => self.expression_statement(node),
            _ => {}
        }
        Exit::default()
    }

    /// The expressions in a node whose values are of no interest.
    fn evaluate_all(&mut self, node: Node<'_>) {
        for value in children(node) {
            if value.kind() != "identifier" {
                self.evaluate_calls(value);
            }
        }
    }

    pub(super) fn expression_statement(&mut self, node: Node<'_>) {
        match node.kind() {
            // It is an effect by itself.
            "assignment_expression" => {
                self.assignment(node, true);
            }
            "switch_expression" => {
                self.switch_statement(node);
            }
            "ERROR" => self.salvage(node),
            _ => {
                self.evaluate_calls(node);
            }
        }
    }

    fn return_statement(&mut self, node: Node<'_>) -> Exit {
        let value = match first(node) {
            Some(value) => self.evaluate(value, node),
            None => self.push(Expr::Null, self.span(node)),
        };
        self.returns(value);
        Exit::of_function()
    }

    /// What stands in a part of the file that the parser made nothing of: the statements and expressions in it.
    pub(super) fn salvage(&mut self, node: Node<'_>) {
        if self.descend(node) {
            for child in children(node) {
                match child.kind() {
                    "identifier" | "field_access" => self.open_root(child),
                    _ => {
                        self.statement(child);
                    }
                }
            }
            self.ascend();
        }
    }

    /// Something is done here, nobody knows what, to the object that the line begins with: `a[?] = ?`.
    fn open_receiver(&mut self, gap: Span) {
        let written = self.written(gap);
        let line = written.trim_start_matches("return ");
        let mut words = line.split('.');
        let (Some(receiver), Some(member)) = (words.next().filter(|word| is_name(word)), words.next()) else { return };
        let object = match (receiver, self.place.class) {
            ("this", Some(class)) => {
                let this = self.push(Expr::This { class }, gap);
                let end = member.find(|c| !is_of_name(c)).unwrap_or(member.len());
                let name = Spanned { node: member[..end].into(), span: gap };
                self.push(Expr::Member { object: this, name }, gap)
            }
            _ => self.named_in(receiver.into(), gap),
        };
        let (index, value) = (self.push(Expr::Unknown, gap), self.push(Expr::Unknown, gap));
        let target = self.push(Expr::Index { object, index }, gap);
        self.effect(EffectKind::Assign { target, value }, gap);
    }
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_of_name)
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

/// What may stand by itself in a broken file.
fn is_call(kind: &str) -> bool {
    matches!(
        kind,
        "method_invocation"
            | "object_creation_expression"
            | "assignment_expression"
            | "lambda_expression"
            | "parenthesized_expression"
            | "argument_list"
    )
}
