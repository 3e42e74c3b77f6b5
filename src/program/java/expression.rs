//! Expressions. What has no place in a program is unknown; the calls in it are effects all the same.

use tree_sitter::Node;

use super::lowering::Lowering;
use super::tree::{child, children, first, look_through};
use crate::program::{Argument, Bound, Call, EffectKind, Element, Expr, ExprId, Operator, Spread};

impl Lowering<'_> {
    pub(super) fn expression(&mut self, node: Node<'_>) -> ExprId {
        let node = look_through(node);
        if !self.descend(node) {
            return self.unknown(node);
        }
        let id = if self.is_torn(node) {
            self.open_root(node);
            self.unknown(node)
        } else {
            self.expression_kind(node)
        };
        self.ascend();
        id
    }

    /// Something broken is done to what a chain begins with: `a[?] = ?`.
    pub(super) fn open_root(&mut self, node: Node<'_>) {
        let mut root = node;
        while let ("method_invocation" | "field_access", Some(object)) =
            (root.kind(), root.child_by_field_name("object"))
        {
            if object.kind() == "this" {
                break;
            }
            root = look_through(object);
        }
        if !matches!(root.kind(), "identifier" | "field_access") {
            return;
        }
        let span = self.span(root);
        let object = self.expression(root);
        let (index, value) = (self.push(Expr::Unknown, span), self.push(Expr::Unknown, span));
        let target = self.push(Expr::Index { object, index }, span);
        self.effect(EffectKind::Assign { target, value }, span);
    }

    /// Whether a line that is left out belongs to the expression itself, such as an operand or a call of a chain.
    pub(super) fn is_torn(&self, node: Node<'_>) -> bool {
        let is_chain = matches!(
            node.kind(),
            "binary_expression" | "ternary_expression" | "method_invocation" | "field_access" | "string_literal"
        );
        is_chain && (!self.gaps_in(node).is_empty() || child(node, "ERROR").is_some())
    }

    fn expression_kind(&mut self, node: Node<'_>) -> ExprId {
        let expr = match node.kind() {
            "identifier" | "type_identifier" if !node.is_missing() => return self.bare_name(node),
            "null_literal" => Expr::Null,
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            "string_literal" => self.string(node),
            "character_literal" => self.character(node),
            kind if kind.ends_with("_literal") && kind != "class_literal" => self.number(node),
            "this" => self.place.class.map_or(Expr::Unknown, |class| Expr::This { class }),
            "super" => self.place.class.map_or(Expr::Unknown, |class| Expr::Super { class }),
            "field_access" => return self.member(node),
            "method_invocation" => return self.call(node),
            "object_creation_expression" => return self.construct(node),
            "array_initializer" => self.list(node),
            "array_creation_expression" => match node.child_by_field_name("value") {
                Some(list) => return self.expression(list),
                None => Expr::Unknown,
            },
            "array_access" => {
                let (object, index) = (self.field(node, "array"), self.field(node, "index"));
                Expr::Index { object, index }
            }
            "ternary_expression" => {
                let test = self.field(node, "condition");
                let (then, otherwise) = (self.field(node, "consequence"), self.field(node, "alternative"));
                Expr::Conditional { test, then, otherwise }
            }
            "binary_expression" => return self.binary(node),
            "unary_expression" => return self.unary(node),
            "instanceof_expression" => self.instance_of(node),
            "update_expression" => {
                if let Some(place) = first(node) {
                    self.assign_unknown(place);
                }
                Expr::Unknown
            }
            "assignment_expression" => return self.assignment(node, false),
            "lambda_expression" => Expr::Function(self.lambda(node)),
            "method_reference" => return self.method_reference(node),
            "switch_expression" => return self.switch_value(node),
            "ERROR" => {
                self.salvage(node);
                Expr::Unknown
            }
            _ => {
                children(node).into_iter().filter(|child| is_value(*child)).for_each(|child| {
                    self.evaluate_calls(child);
                });
                Expr::Unknown
            }
        };
        self.push(expr, self.span(node))
    }

    fn member(&mut self, node: Node<'_>) -> ExprId {
        if let Some(value) = self.path(node) {
            return value;
        }
        let Some(name) = node.child_by_field_name("field").filter(|name| !name.is_missing()) else {
            return self.unknown(node);
        };
        if name.kind() == "this" {
            // `Outer.this`
            return self.outer_this(node);
        }
        let object = self.field(node, "object");
        let name = self.spanned_name(name);
        self.push(Expr::Member { object, name }, self.span(node))
    }

    fn outer_this(&mut self, node: Node<'_>) -> ExprId {
        let name = node.child_by_field_name("object").map(|object| self.name(object));
        let scopes = std::iter::successors(Some(self.place.scope), |scope| self.program.scope(*scope).parent);
        let mut classes = scopes.filter_map(|scope| self.program.scope(scope).class);
        let class = classes.find(|class| Some(&self.program.class(*class).name) == name.as_ref());
        self.push(class.map_or(Expr::Unknown, |class| Expr::This { class }), self.span(node))
    }

    fn call(&mut self, node: Node<'_>) -> ExprId {
        let Some(name) = node.child_by_field_name("name").filter(|name| !name.is_missing()) else {
            return self.unknown(node);
        };
        let Some(object) = node.child_by_field_name("object") else {
            let callee = self.bare_method(name);
            return self.called(node, callee);
        };
        let arguments = node.child_by_field_name("arguments");
        let only = arguments.map(children).filter(|arguments| arguments.len() == 1);
        if let (Some([other]), "equals") = (only.as_deref(), self.text(name)) {
            let (left, right) = (self.expression(object), self.expression(*other));
            return self.push(Expr::Binary { operator: Operator::Equal, left, right }, self.span(node));
        }
        let object = self.expression(object);
        let name = self.spanned_name(name);
        let span = crate::source::Span { end: name.span.end, ..self.span(node) };
        let callee = self.push(Expr::Member { object, name }, span);
        self.called(node, callee)
    }

    fn called(&mut self, node: Node<'_>, callee: ExprId) -> ExprId {
        let arguments = node.child_by_field_name("arguments").map(|it| self.arguments(it)).unwrap_or_default();
        self.push(Expr::Call(Call { new: false, callee, arguments }), self.span(node))
    }

    fn construct(&mut self, node: Node<'_>) -> ExprId {
        let Some(of) = node.child_by_field_name("type") else { return self.unknown(node) };
        let body = child(node, "class_body");
        let callee = match body {
            Some(_) => {
                let class = self.anonymous_class(node);
                self.push(Expr::Class(class), self.span(of))
            }
            None => self.type_name(of),
        };
        let mut arguments = node.child_by_field_name("arguments").map(|it| self.arguments(it)).unwrap_or_default();
        if body.is_some() {
            // They are for what the class extends, which is not followed.
            for argument in arguments.drain(..) {
                let span = self.program.span(argument.value);
                self.effect(EffectKind::Evaluate(argument.value), span);
            }
        }
        self.push(Expr::Call(Call { new: true, callee, arguments }), self.span(node))
    }

    pub(super) fn arguments(&mut self, node: Node<'_>) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for child in children(node) {
            // Nobody knows how many arguments were meant by what is broken.
            let spread = if child.kind() == "ERROR" { Spread::List } else { Spread::None };
            arguments.push(Argument { name: None, value: self.expression(child), spread });
        }
        if let Some(at) = self.rest_of(node) {
            let value = self.push(Expr::Unknown, at);
            arguments.push(Argument { name: None, value, spread: Spread::List });
        }
        arguments
    }

    fn list(&mut self, node: Node<'_>) -> Expr {
        let mut elements = Vec::new();
        for child in children(node) {
            let value = self.expression(child);
            elements.push(if child.kind() == "ERROR" { Element::Spread(value) } else { Element::Item(value) });
        }
        if let Some(at) = self.rest_of(node) {
            elements.push(Element::Spread(self.push(Expr::Unknown, at)));
        }
        Expr::List(elements)
    }

    /// `this::method`, `Class::method`; a constructor is not followed.
    fn method_reference(&mut self, node: Node<'_>) -> ExprId {
        let parts = children(node);
        let (Some(object), Some(name)) = (parts.first(), parts.last().filter(|_| parts.len() == 2)) else {
            return self.unknown(node);
        };
        if name.kind() != "identifier" {
            return self.unknown(node);
        }
        let object = self.expression(*object);
        let name = self.spanned_name(*name);
        self.push(Expr::Member { object, name }, self.span(node))
    }

    /// `value instanceof Class name`: the name is the value, where it is one.
    fn instance_of(&mut self, node: Node<'_>) -> Expr {
        let left = self.field(node, "left");
        if let Some(name) = node.child_by_field_name("name") {
            self.declare(name, Bound::Value(left));
        }
        match node.child_by_field_name("right") {
            Some(class) => {
                let right = self.type_name(class);
                Expr::Binary { operator: Operator::Other, left, right }
            }
            None => Expr::Unknown,
        }
    }
}

/// Whether a node within something unknown is executed: its names and types are not.
fn is_value(node: Node<'_>) -> bool {
    node.kind().ends_with("_expression") || node.kind() == "method_invocation"
}
