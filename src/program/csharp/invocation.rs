//! Calls, and the few functions of the language's own library that texts are built with.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, has, last_value, look_through};
use crate::program::{Argument, Call, Element, Expr, ExprId, Operator, Spanned, Spread, TemplatePart};
use crate::source::Span;

impl Lowering<'_> {
    pub(super) fn invocation(&mut self, node: Node<'_>) -> ExprId {
        let Some(function) = node.child_by_field_name("function") else { return self.unknown(node) };
        let written = node.child_by_field_name("arguments");
        if let Some(known) = written.and_then(|arguments| self.library(node, function, arguments)) {
            return known;
        }
        let callee = self.expression(function);
        let arguments = written.map(|arguments| self.arguments(arguments)).unwrap_or_default();
        self.push(Expr::Call(Call { new: false, callee, arguments }), self.span(node))
    }

    pub(super) fn arguments(&mut self, node: Node<'_>) -> Vec<Argument> {
        let mut arguments: Vec<_> = children(node).into_iter().map(|child| self.argument(child)).collect();
        if let Some(at) = self.rest_of(node) {
            arguments.push(Argument { name: None, value: self.push(Expr::Unknown, at), spread: Spread::List });
        }
        arguments
    }

    fn argument(&mut self, node: Node<'_>) -> Argument {
        if node.kind() != "argument" {
            // Nobody knows how many arguments were meant here.
            return Argument { name: None, value: self.expression(node), spread: Spread::List };
        }
        let name = node.child_by_field_name("name").map(|name| self.spanned_name(name));
        let value = match last_value(node) {
            Some(value) if has(node, "out") || has(node, "ref") => {
                self.assign_unknown(value);
                self.unknown(value)
            }
            Some(value) => self.expression(value),
            None => self.unknown(node),
        };
        Argument { name, value, spread: Spread::None }
    }

    /// What a function of the language gives, where it is one that is known here.
    fn library(&mut self, node: Node<'_>, function: Node<'_>, arguments: Node<'_>) -> Option<ExprId> {
        let written = children(arguments);
        if !written.iter().all(|argument| argument.kind() == "argument" && !argument.has_error()) {
            return None;
        }
        let values: Vec<_> = written.iter().filter_map(|argument| last_value(*argument)).map(look_through).collect();
        let name = self.text(function);
        match (name, values.as_slice()) {
            ("nameof", [of]) => {
                let last = self.text(*of).rsplit('.').next().unwrap_or_default();
                Some(self.push(Expr::Text(last.into()), self.span(node)))
            }
            ("string.Format" | "String.Format", [format, holes @ ..]) => self.formatted(node, *format, holes),
            ("string.Concat" | "String.Concat", parts) => {
                let parts = parts.iter().map(|part| TemplatePart::Hole(self.expression(*part))).collect();
                Some(self.push(Expr::Template(parts), self.span(node)))
            }
            ("string.Join" | "String.Join", [separator, parts @ ..]) => Some(self.joined(node, *separator, parts)),
            (
                "string.IsNullOrEmpty"
                | "String.IsNullOrEmpty"
                | "string.IsNullOrWhiteSpace"
                | "String.IsNullOrWhiteSpace",
                [of],
            ) => {
                let operand = self.expression(*of);
                let not = Expr::Binary { operator: Operator::Not, left: operand, right: operand };
                Some(self.push(not, self.span(node)))
            }
            (_, []) => self.converted(node, function),
            _ => None,
        }
    }

    /// `x.ToString()` and `x.ToList()`: the same as a text, a list of the same.
    fn converted(&mut self, node: Node<'_>, function: Node<'_>) -> Option<ExprId> {
        let (object, name) = match function.kind() {
            "member_access_expression" => (function.child_by_field_name("expression")?, function),
            "conditional_access_expression" => (function.child_by_field_name("condition")?, children(function).pop()?),
            _ => return None,
        };
        let method =
            name.child_by_field_name("name").map(|name| self.text(name)).filter(|_| object.kind() != "base")?;
        let expr = match method {
            // Nothing stays nothing.
            "ToString" if function.kind() == "conditional_access_expression" => return Some(self.expression(object)),
            "ToString" => Expr::Template(vec![TemplatePart::Hole(self.expression(object))]),
            "ToList" | "ToArray" | "AsReadOnly" => Expr::List(vec![Element::Spread(self.expression(object))]),
            _ => return None,
        };
        Some(self.push(expr, self.span(node)))
    }

    /// `string.Format("{0}:{1}", a, b)`; `None` where the format is not written out or says more than where texts go.
    fn formatted(&mut self, node: Node<'_>, format: Node<'_>, holes: &[Node<'_>]) -> Option<ExprId> {
        if !format.kind().ends_with("string_literal") {
            return None;
        }
        let text = self.string(format);
        let pieces = pieces(&text, holes.len())?;
        let values: Vec<_> = holes.iter().map(|hole| self.expression(*hole)).collect();
        let at = self.span(format);
        let part = |piece: Piece| match piece {
            Piece::Text(text) => TemplatePart::Text(Spanned { node: text.into(), span: at }),
            Piece::Hole(number) => TemplatePart::Hole(values[number]),
        };
        let parts = pieces.into_iter().map(part).collect();
        Some(self.push(Expr::Template(parts), self.span(node)))
    }

    /// `string.Join(":", a, b)`, `string.Join(":", list)`
    fn joined(&mut self, node: Node<'_>, separator: Node<'_>, parts: &[Node<'_>]) -> ExprId {
        let at = self.span(node);
        let object = if let [only] = parts {
            self.expression(*only)
        } else {
            let items = parts.iter().map(|part| Element::Item(self.expression(*part))).collect();
            self.push(Expr::List(items), at)
        };
        let name = Spanned { node: "join".into(), span: Span::at(at.start as usize) };
        let callee = self.push(Expr::Member { object, name }, at);
        let value = self.expression(separator);
        let arguments = vec![Argument { name: None, value, spread: Spread::None }];
        self.push(Expr::Call(Call { new: false, callee, arguments }), at)
    }
}

/// A part of a format.
enum Piece {
    Text(String),
    /// The number of the value that stands here.
    Hole(usize),
}

/// The parts of a format for so many values.
fn pieces(format: &str, count: usize) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let sign = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix(sign) {
            text.push_str(sign);
            rest = behind;
            continue;
        }
        let (number, behind) = rest.split_once('}').filter(|_| sign == "{")?;
        let number: usize = number.parse().ok().filter(|number| *number < count)?;
        pieces.push(Piece::Text(std::mem::take(&mut text)));
        pieces.push(Piece::Hole(number));
        rest = behind;
    }
    text.push_str(rest);
    pieces.push(Piece::Text(text));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    Some(pieces)
}
