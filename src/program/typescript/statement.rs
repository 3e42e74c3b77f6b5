//! Statements and declarations.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, first};
use crate::program::flow::Exit;
use crate::program::{Bound, EffectKind, Expr, Spanned};
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
            "switch_statement" => return self.switch_statement(node),
            "for_statement" => return self.for_statement(node),
            "for_in_statement" => return self.for_of_statement(node),
            "while_statement" | "do_statement" => return self.while_statement(node),
            "try_statement" => return self.try_statement(node),
            "statement_block" => return self.in_block(|this| this.block(node)),
            "labeled_statement" | "with_statement" => {
                return node.child_by_field_name("body").map_or_else(Exit::default, |body| self.statement(body));
            }
            "return_statement" => return self.return_statement(node),
            "break_statement" => return Exit::of_switch(),
            "continue_statement" => return Exit::of_loop(),
            "throw_statement" => children(node).into_iter().for_each(|value| {
                self.evaluate_calls(value);
            }),
            "ERROR" => self.salvage(node),
            _ => self.declaration(node),
        }
        Exit::default()
    }

    /// What declares names, and everything else that is executed in passing.
    pub(super) fn declaration(&mut self, node: Node<'_>) {
        match node.kind() {
            "expression_statement" => {
                for child in children(node) {
                    self.expression_statement(child);
                }
            }
            "lexical_declaration" | "variable_declaration" => self.variables(node),
            "function_declaration" | "generator_function_declaration" => self.function_declaration(node),
            "class_declaration" | "abstract_class_declaration" => self.class_declaration(node),
            "enum_declaration" => self.enum_declaration(node),
            "internal_module" | "module" => self.namespace(node),
            "import_statement" => self.import_statement(node),
            "import_alias" => self.import_alias(node),
            "export_statement" => self.export_statement(node),
            kind if is_expression(kind) => self.expression_statement(node),
            // Types, and what is declared elsewhere.
            _ => {}
        }
    }

    pub(super) fn expression_statement(&mut self, node: Node<'_>) {
        match node.kind() {
            "internal_module" => self.namespace(node),
            "sequence_expression" => {
                for child in children(node) {
                    self.expression_statement(child);
                }
            }
            // Both are effects by themselves.
            "assignment_expression" | "augmented_assignment_expression" => {
                self.assignment(node, true);
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

    fn function_declaration(&mut self, node: Node<'_>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let scope = self.place.scope;
        let function = self.function(node, Some(name));
        let (name, at) = (self.name(name), self.span(name));
        self.bind(scope, name, at, Bound::Function(function));
    }

    /// What stands in a part of the file that the parser made nothing of: the statements and expressions in it.
    pub(super) fn salvage(&mut self, node: Node<'_>) {
        if self.descend(node) {
            for child in children(node) {
                self.statement(child);
            }
            self.ascend();
        }
    }

    /// Something is done here, nobody knows what, to the object that the line begins with: `a[?] = ?`.
    fn open_receiver(&mut self, gap: Span) {
        let written = self.written(gap);
        let line = ["await ", "return ", "void "].iter().fold(written, |line, word| line.trim_start_matches(word));
        let mut words = line.split('.').map(|word| word.trim_end_matches(['?', '!']));
        let (Some(receiver), Some(member)) = (words.next().filter(|word| is_name(word)), words.next()) else { return };
        let mut object = match (receiver, self.place.around.this) {
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
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_of_name)
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

fn is_expression(kind: &str) -> bool {
    matches!(
        kind,
        "call_expression"
            | "new_expression"
            | "assignment_expression"
            | "augmented_assignment_expression"
            | "await_expression"
            | "arrow_function"
            | "function_expression"
            | "parenthesized_expression"
            | "as_expression"
            | "satisfies_expression"
            | "non_null_expression"
            | "member_expression"
            | "binary_expression"
            | "ternary_expression"
            | "object"
            | "array"
            | "unary_expression"
            | "template_string"
            | "yield_expression"
            | "sequence_expression"
    )
}
