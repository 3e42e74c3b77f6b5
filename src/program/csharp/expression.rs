//! Expressions. What has no place in a program is unknown; the calls in it are effects all the same.

use tree_sitter::Node;

use super::INFERRED;
use super::lowering::Lowering;
use super::tree::{children, first, last_value, look_through};
use crate::program::{Argument, Call, Element, Expr, ExprId, Operator, Spanned, Spread, TemplatePart};

impl Lowering<'_> {
    pub(super) fn expression(&mut self, node: Node<'_>) -> ExprId {
        self.expression_for(node, None)
    }

    /// An expression whose type is told by what is around it, as it is written there.
    pub(super) fn expression_for(&mut self, node: Node<'_>, wanted: Option<&str>) -> ExprId {
        let node = look_through(node);
        if !self.descend(node) {
            return self.unknown(node);
        }
        let id = if self.is_torn(node) { self.unknown(node) } else { self.expression_kind(node, wanted) };
        self.ascend();
        id
    }

    /// Whether a line that is left out belongs to the expression itself, such as an operand.
    fn is_torn(&self, node: Node<'_>) -> bool {
        let is_chain = matches!(
            node.kind(),
            "binary_expression"
                | "conditional_expression"
                | "invocation_expression"
                | "member_access_expression"
                | "conditional_access_expression"
                | "object_creation_expression"
                | "implicit_object_creation_expression"
                | "interpolated_string_expression"
                | "switch_expression"
                | "element_access_expression"
        );
        is_chain && (!self.gaps_in(node).is_empty() || has_broken_child(node))
    }

    fn expression_kind(&mut self, node: Node<'_>, wanted: Option<&str>) -> ExprId {
        let expr = match node.kind() {
            "identifier" | "implicit_parameter" if !node.is_missing() => {
                Expr::Name { name: self.name(node), scope: self.place.scope }
            }
            "generic_name" => return self.generic_name(node),
            "qualified_name" | "alias_qualified_name" => return self.type_expression(node),
            "this" => self.place.class.map_or(Expr::Unknown, |class| Expr::This { class }),
            "base" => self.place.class.map_or(Expr::Unknown, |class| Expr::Super { class }),
            "null_literal" => Expr::Null,
            "boolean_literal" => Expr::Bool(self.text(node) == "true"),
            "integer_literal" | "real_literal" => Expr::Number(super::literal::number(self.text(node))),
            "string_literal" | "verbatim_string_literal" | "raw_string_literal" | "character_literal" => {
                Expr::Text(self.string(node))
            }
            "interpolated_string_expression" => self.interpolated(node),
            "member_access_expression" => return self.member(node),
            "conditional_access_expression" => return self.conditional_access(node),
            "element_access_expression" => return self.element_access(node),
            "invocation_expression" => return self.invocation(node),
            "object_creation_expression" => return self.object_creation(node),
            "implicit_object_creation_expression" => return self.implicit_creation(node, wanted),
            "array_creation_expression" | "implicit_array_creation_expression" => return self.array_creation(node),
            "anonymous_object_creation_expression" => self.anonymous_object(node),
            "initializer_expression" => self.list_of(node),
            "collection_expression" => self.collection(node),
            "tuple_expression" => self.tuple(node),
            "with_expression" => self.with_expression(node),
            "conditional_expression" => return self.conditional(node, wanted),
            "switch_expression" => return self.switch_expression(node),
            "is_expression" | "is_pattern_expression" => return self.is_expression(node),
            "binary_expression" => return self.binary(node),
            "prefix_unary_expression" | "postfix_unary_expression" => return self.unary(node),
            "assignment_expression" => return self.assignment(node, false),
            "default_expression" => self.default_value(node),
            "lambda_expression" | "anonymous_method_expression" => Expr::Function(self.function(node, None)),
            "declaration_expression" => {
                self.take_apart(node, None, &mut Vec::new());
                Expr::Unknown
            }
            "ERROR" => {
                self.salvage(node);
                Expr::Unknown
            }
            _ => {
                children(node).into_iter().filter(|child| child.kind().ends_with("_expression")).for_each(|child| {
                    self.evaluate_calls(child);
                });
                Expr::Unknown
            }
        };
        self.push(expr, self.span(node))
    }

    /// `Name<T>`
    fn generic_name(&mut self, node: Node<'_>) -> ExprId {
        match first(node) {
            Some(name) => {
                let (name, scope) = (self.name(name), self.place.scope);
                self.named(name, scope, self.span(node))
            }
            None => self.unknown(node),
        }
    }

    /// A name behind a dot, without the types it takes.
    pub(super) fn simple_name(&mut self, node: Node<'_>) -> Spanned<std::sync::Arc<str>> {
        let name = if node.kind() == "generic_name" { first(node).unwrap_or(node) } else { node };
        self.spanned_name(name)
    }

    fn member(&mut self, node: Node<'_>) -> ExprId {
        let object = node.child_by_field_name("expression");
        let (Some(object), Some(name)) = (object, node.child_by_field_name("name").filter(|name| !name.is_missing()))
        else {
            if let Some(object) = object {
                self.evaluate_calls(object);
            }
            return self.unknown(node);
        };
        let object = self.expression(object);
        let name = self.simple_name(name);
        self.push(Expr::Member { object, name }, self.span(node))
    }

    /// `a?.B`, `a?[0]`: nothing where `a` is nothing, as members of nothing are anyway.
    fn conditional_access(&mut self, node: Node<'_>) -> ExprId {
        let object = self.field(node, "condition");
        let access = children(node).pop();
        match access {
            Some(access) if access.kind() == "member_binding_expression" => {
                let Some(name) = access.child_by_field_name("name") else { return self.unknown(node) };
                let name = self.simple_name(name);
                self.push(Expr::Member { object, name }, self.span(node))
            }
            Some(access) if access.kind() == "element_binding_expression" => self.indexed(node, object, access),
            _ => self.unknown(node),
        }
    }

    fn element_access(&mut self, node: Node<'_>) -> ExprId {
        let object = self.field(node, "expression");
        match node.child_by_field_name("subscript") {
            Some(subscript) => self.indexed(node, object, subscript),
            None => self.unknown(node),
        }
    }

    fn indexed(&mut self, node: Node<'_>, object: ExprId, subscript: Node<'_>) -> ExprId {
        let arguments = children(subscript);
        let [only] = arguments.as_slice() else { return self.unknown(node) };
        let index = match last_value(*only) {
            Some(value) if only.kind() == "argument" => self.expression(value),
            _ => self.expression(*only),
        };
        self.push(Expr::Index { object, index }, self.span(node))
    }

    fn conditional(&mut self, node: Node<'_>, wanted: Option<&str>) -> ExprId {
        let test = self.field(node, "condition");
        let branches = ["consequence", "alternative"].map(|field| node.child_by_field_name(field));
        match branches {
            // A branch that throws gives nothing to anybody.
            [Some(then), Some(otherwise)] if is_throw(otherwise) => self.expression_for(then, wanted),
            [Some(then), Some(otherwise)] if is_throw(then) => self.expression_for(otherwise, wanted),
            [Some(then), Some(otherwise)] => {
                let (then, otherwise) = (self.expression_for(then, wanted), self.expression_for(otherwise, wanted));
                self.push(Expr::Conditional { test, then, otherwise }, self.span(node))
            }
            _ => self.unknown(node),
        }
    }

    /// A chain of operators, `a + b + c + …`, which leans to the left; `a ?? b ?? c` leans to the right.
    fn binary(&mut self, node: Node<'_>) -> ExprId {
        self.operators(node, Self::is_torn, look_through, Self::expression, |this, node, left| {
            let sign = node.child_by_field_name("operator").map_or("", |operator| this.text(operator));
            // `a ?? throw …` is `a`, or there is no app.
            if sign == "??" && node.child_by_field_name("right").is_some_and(is_throw) {
                return this.certain(node, left);
            }
            let right = this.field(node, "right");
            this.push(Expr::Binary { operator: operator(sign), left, right }, this.span(node))
        })
    }

    /// What is nothing nowhere behind here. Of the environment that leaves a text; what else it is stays what it is.
    fn certain(&mut self, node: Node<'_>, value: ExprId) -> ExprId {
        let is_text = matches!(self.program.expr(value), Expr::Call(call)
            if matches!(self.program.expr(call.callee), Expr::Member { name, .. } if &*name.node == "GetEnvironmentVariable"));
        if is_text { self.push(Expr::Template(vec![TemplatePart::Hole(value)]), self.span(node)) } else { value }
    }

    fn unary(&mut self, node: Node<'_>) -> ExprId {
        let Some(operand) = last_value(node).map(look_through) else { return self.unknown(node) };
        let written = self.text(node);
        match operand.kind() {
            "integer_literal" | "real_literal" if written.starts_with('-') => {
                let number = format!("-{}", super::literal::number(self.text(operand))).into();
                return self.push(Expr::Number(number), self.span(node));
            }
            _ if written.starts_with("++") || written.starts_with("--") => {
                self.assign_unknown(operand);
                return self.unknown(node);
            }
            _ if written.ends_with("++") || written.ends_with("--") => {
                self.assign_unknown(operand);
                return self.unknown(node);
            }
            _ => {}
        }
        let value = self.expression(operand);
        let operator = if written.starts_with('!') { Operator::Not } else { Operator::Other };
        self.push(Expr::Binary { operator, left: value, right: value }, self.span(node))
    }

    fn tuple(&mut self, node: Node<'_>) -> Expr {
        let mut elements = Vec::new();
        for argument in children(node) {
            match last_value(argument) {
                Some(value) if argument.kind() == "argument" => elements.push(Element::Item(self.expression(value))),
                _ => elements.push(Element::Spread(self.unknown(argument))),
            }
        }
        Expr::List(elements)
    }

    /// `record with { A = 1 }`: something of which nothing else is known.
    fn with_expression(&mut self, node: Node<'_>) -> Expr {
        let mut arguments = Vec::new();
        for part in children(node) {
            if part.kind() != "with_initializer" {
                let value = self.expression(part);
                arguments.push(Argument { name: None, value, spread: Spread::Mapping });
                continue;
            }
            let pair = children(part);
            if let [key, value] = pair.as_slice() {
                let (key, value) = (self.spanned_name(*key), self.expression(*value));
                arguments.push(Argument { name: Some(key), value, spread: Spread::None });
            }
        }
        let (scope, at) = (self.place.scope, self.span(node));
        let callee = self.named(INFERRED.into(), scope, at);
        Expr::Call(Call { new: true, callee, arguments })
    }

    /// `default`, `default(T)`
    fn default_value(&mut self, node: Node<'_>) -> Expr {
        match node.child_by_field_name("type") {
            Some(of) => super::literal::default_of(self.text(of)),
            None => Expr::Null,
        }
    }
}

/// Whether an expression only throws.
pub(super) fn is_throw(node: Node<'_>) -> bool {
    look_through(node).kind() == "throw_expression"
}

fn has_broken_child(node: Node<'_>) -> bool {
    let mut cursor = node.walk();
    node.has_error() && node.children(&mut cursor).any(|child| child.is_error() || child.is_missing())
}

/// What a binary operator, or the one in front of `=`, means.
fn operator(sign: &str) -> Operator {
    match sign {
        "+" => Operator::Add,
        "??" => Operator::Coalesce,
        "||" => Operator::Or,
        "&&" => Operator::And,
        "==" => Operator::Equal,
        "!=" => Operator::NotEqual,
        _ => Operator::Other,
    }
}
