//! Calls, and the few functions that the language itself has.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, first, inside_parentheses};
use crate::program::{Argument, Call, EffectKind, Element, Expr, ExprId, Spread};

impl<'s> Lowering<'s> {
    pub(super) fn call(&mut self, node: Node<'s>) -> ExprId {
        let arguments = node.child_by_field_name("arguments");
        if let Some(value) = self.own_function(node, &arguments.map(children).unwrap_or_default()) {
            return value;
        }
        let callee = self.field(node, "function");
        let arguments = arguments.map(|arguments| self.arguments(node, arguments)).unwrap_or_default();
        self.push(Expr::Call(Call { new: false, callee, arguments }), self.span(node))
    }

    fn arguments(&mut self, call: Node<'s>, list: Node<'s>) -> Vec<Argument> {
        let positional = |value, spread| Argument { name: None, value, spread };
        let mut arguments = Vec::new();
        for child in children(list) {
            arguments.push(match child.kind() {
                "variadic_argument" => match first(child) {
                    Some(inner) => positional(self.expression(inner), Spread::List),
                    None => positional(self.unknown(child), Spread::List),
                },
                // Nobody knows how many arguments were meant here.
                "ERROR" => positional(self.expression(child), Spread::List),
                _ => positional(self.expression(child), Spread::None),
            });
        }
        for child in children(list) {
            self.lend(call, child);
        }
        if let Some(at) = self.rest_of(list) {
            arguments.push(positional(self.push(Expr::Unknown, at), Spread::List));
        }
        arguments
    }

    /// `append`, `make`, `new`, `string` and the like, where nobody has taken these names.
    fn own_function(&mut self, node: Node<'s>, arguments: &[Node<'s>]) -> Option<ExprId> {
        let function = inside_parentheses(node.child_by_field_name("function")?);
        if function.kind() != "identifier" {
            return None;
        }
        let name = self.name(function);
        if self.bound(&name).is_some() {
            return None;
        }
        let value = match (&*name, arguments) {
            ("append", [_, ..]) => Expr::List(self.appended(arguments)),
            ("make", [of, ..]) if of.kind() == "map_type" => Expr::Object(Vec::new()),
            ("make", [of, length, ..]) if of.kind() == "slice_type" && self.text(*length) == "0" => {
                Expr::List(Vec::new())
            }
            ("new", [of]) => {
                let is_type =
                    matches!(of.kind(), "type_identifier" | "identifier" | "qualified_type" | "selector_expression");
                return Some(if is_type { self.new_value(*of) } else { self.unknown(*of) });
            }
            ("string" | "any", [value]) => return Some(self.expression(*value)),
            ("copy" | "delete" | "clear", [changed, ..]) => {
                let changed = self.expression(*changed);
                self.open(changed, self.span(node));
                Expr::Unknown
            }
            ("len" | "cap" | "make" | "panic" | "print" | "println" | "recover" | "min" | "max" | "close", _) => {
                for argument in arguments {
                    if argument.kind().ends_with("_expression") {
                        self.evaluate_calls(*argument);
                    }
                }
                Expr::Unknown
            }
            _ => return None,
        };
        Some(self.push(value, self.span(node)))
    }

    /// `append(list, item, more...)`
    fn appended(&mut self, arguments: &[Node<'s>]) -> Vec<Element> {
        let mut elements = Vec::new();
        for (position, argument) in arguments.iter().enumerate() {
            elements.push(match argument.kind() {
                "variadic_argument" => match first(*argument) {
                    Some(inner) => Element::Spread(self.expression(inner)),
                    None => Element::Spread(self.unknown(*argument)),
                },
                "ERROR" => Element::Spread(self.expression(*argument)),
                _ if position == 0 => Element::Spread(self.expression(*argument)),
                _ => Element::Item(self.copied_value(*argument)),
            });
        }
        elements
    }

    /// `new(T)`, which looks like a name or a member.
    fn new_value(&mut self, of: Node<'s>) -> ExprId {
        if let Some(zero) = super::types::builtin_zero(self.text(of)) {
            return self.push(zero, self.span(of));
        }
        let callee = self.expression(of);
        let value = self.push(Expr::Call(Call { new: true, callee, arguments: Vec::new() }), self.span(of));
        self.effect(EffectKind::Evaluate(value), self.span(of));
        value
    }
}
