//! Literals of structs, slices and maps.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{children, first, inside_parentheses};
use crate::program::{Argument, Call, Element, Expr, ExprId, Property, Spanned, Spread};

impl<'s> Lowering<'s> {
    /// `T{…}`
    pub(super) fn composite(&mut self, node: Node<'s>) -> ExprId {
        let (Some(of), Some(body)) = (node.child_by_field_name("type"), node.child_by_field_name("body")) else {
            return self.unknown(node);
        };
        self.literal(of, body, node)
    }

    /// The members between braces, of a type that is written elsewhere.
    fn literal(&mut self, of: Node<'s>, body: Node<'s>, whole: Node<'s>) -> ExprId {
        if !self.descend(whole) {
            return self.unknown(whole);
        }
        let of = bare(of);
        let value = match of.kind() {
            "slice_type" | "array_type" | "implicit_length_array_type" => self.elements(of, body, whole),
            "map_type" => self.entries(of, body, whole),
            "struct_type" => self.anonymous(body, whole),
            "type_identifier" | "qualified_type" => match self.own.made_of.get(self.text(of)).copied() {
                Some(inner) if of.kind() == "type_identifier" => self.literal(inner, body, whole),
                _ => self.members(of, body, whole),
            },
            _ => self.opaque(body, whole),
        };
        self.ascend();
        value
    }

    /// `T{Key: value}` or `T{value, …}` of a struct with a name.
    fn members(&mut self, of: Node<'s>, body: Node<'s>, whole: Node<'s>) -> ExprId {
        let callee = self.type_name(of);
        let mut arguments = Vec::new();
        for child in children(body) {
            let argument = match member(child) {
                Some((key, value)) => {
                    let name = Some(self.spanned_name(key));
                    Argument { name, value: self.element(None, value), spread: Spread::None }
                }
                None if child.kind() == "literal_element" => {
                    Argument { name: None, value: self.element(None, child), spread: Spread::None }
                }
                None => Argument { name: None, value: self.expression(child), spread: Spread::Mapping },
            };
            arguments.push(argument);
        }
        if let Some(at) = self.rest_of(body) {
            let value = self.push(Expr::Unknown, at);
            arguments.push(Argument { name: None, value, spread: Spread::Mapping });
        }
        self.push(Expr::Call(Call { new: true, callee, arguments }), self.span(whole))
    }

    /// A literal of a struct without a name.
    fn anonymous(&mut self, body: Node<'s>, whole: Node<'s>) -> ExprId {
        let mut properties = Vec::new();
        for child in children(body) {
            if let Some((key, value)) = member(child) {
                let key = self.spanned_name(key);
                properties.push(Property::Named { key, value: self.element(None, value) });
            } else {
                self.element(None, child);
                properties.push(Property::Spread(self.unknown(child)));
            }
        }
        if let Some(at) = self.rest_of(body) {
            properties.push(Property::Spread(self.push(Expr::Unknown, at)));
        }
        self.push(Expr::Object(properties), self.span(whole))
    }

    fn elements(&mut self, of: Node<'s>, body: Node<'s>, whole: Node<'s>) -> ExprId {
        let inner = of.child_by_field_name("element");
        let mut elements = Vec::new();
        for child in children(body) {
            elements.push(match child.kind() {
                "literal_element" => Element::Item(self.element(inner, child)),
                // `3: value` leaves out those before it.
                _ => Element::Spread(self.unknown(child)),
            });
        }
        if let Some(at) = self.rest_of(body) {
            elements.push(Element::Spread(self.push(Expr::Unknown, at)));
        }
        self.push(Expr::List(elements), self.span(whole))
    }

    fn entries(&mut self, of: Node<'s>, body: Node<'s>, whole: Node<'s>) -> ExprId {
        let inner = of.child_by_field_name("value");
        let mut properties = Vec::new();
        for child in children(body) {
            let (Some(key), Some(value)) = (child.child_by_field_name("key"), child.child_by_field_name("value"))
            else {
                properties.push(Property::Spread(self.expression(child)));
                continue;
            };
            let key = inside_parentheses(key);
            let value = self.element(inner, value);
            properties.push(match self.key(key) {
                Some(key) => Property::Named { key, value },
                None => Property::Computed { key: self.expression(key), value },
            });
        }
        if let Some(at) = self.rest_of(body) {
            properties.push(Property::Spread(self.push(Expr::Unknown, at)));
        }
        self.push(Expr::Object(properties), self.span(whole))
    }

    /// A key that is a literal.
    fn key(&mut self, node: Node<'s>) -> Option<Spanned<Arc<str>>> {
        if !matches!(node.kind(), "interpreted_string_literal" | "raw_string_literal") {
            return None;
        }
        Some(Spanned { node: super::literal::string(self.text(node))?.into(), span: self.span(node) })
    }

    /// A value in a literal, which may leave its type to the literal.
    fn element(&mut self, of: Option<Node<'s>>, node: Node<'s>) -> ExprId {
        let inner = inside_parentheses(node);
        match (inner.kind(), of) {
            ("literal_value", Some(of)) => self.literal(of, inner, inner),
            ("literal_value", None) => self.opaque(inner, inner),
            _ => self.copied_value(inner),
        }
    }

    /// A literal of a type that is not followed; what it is made of is evaluated all the same.
    fn opaque(&mut self, body: Node<'s>, whole: Node<'s>) -> ExprId {
        for child in children(body) {
            let value = child.child_by_field_name("value").unwrap_or(child);
            let value = inside_parentheses(value);
            if value.kind() == "literal_value" {
                continue;
            }
            self.evaluate_calls(value);
        }
        self.unknown(whole)
    }
}

/// A type without pointers and type arguments.
fn bare(mut of: Node<'_>) -> Node<'_> {
    while matches!(of.kind(), "pointer_type" | "parenthesized_type") {
        match first(of) {
            Some(inner) => of = inner,
            None => return of,
        }
    }
    of
}

/// The name of a member and its value.
fn member(node: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    let (key, value) = (node.child_by_field_name("key")?, node.child_by_field_name("value")?);
    let key = inside_parentheses(key);
    (key.kind() == "identifier").then_some((key, value))
}
