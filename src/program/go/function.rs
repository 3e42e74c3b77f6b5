//! Functions, methods and function literals.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, Place, number};
use super::tree::{children, fields, first};
use super::types::builtin_zero;
use crate::program::{Bound, ClassId, Element, Expr, ExprId, Function, FunctionId, Parameter, Scope, Spread};

impl<'s> Lowering<'s> {
    /// A function that has no receiver.
    pub(super) fn function(&mut self, node: Node<'s>, name: Option<Node<'s>>) -> FunctionId {
        let name = name.map(|name| self.name(name)).unwrap_or_default();
        self.function_with(node, name, None)
    }

    pub(super) fn method(&mut self, node: Node<'s>, name: Node<'s>, receiver: Node<'s>, class: ClassId) -> FunctionId {
        let name = self.name(name);
        self.function_with(node, name, Some((receiver, class)))
    }

    fn function_with(&mut self, node: Node<'s>, name: Arc<str>, receiver: Option<(Node<'s>, ClassId)>) -> FunctionId {
        let id = FunctionId(number(self.program.functions.len()));
        let class = receiver.map(|(_, class)| class).or(self.place.class);
        let scope = self.open_scope();
        let opened = &mut self.program.scopes[scope.0 as usize];
        *opened = Scope { function: Some(id), class, ..opened.clone() };
        self.program.functions.push(Function {
            name,
            span: self.span(node),
            parameters: Vec::new(),
            scope,
            returns: Vec::new(),
            class: receiver.map(|(_, class)| class),
            is_static: false,
            is_constructor: false,
            is_getter: false,
        });
        self.in_function(Place { scope, function: Some(id), class, around: () }, |this| {
            if let Some((receiver, class)) = receiver {
                this.receiver(receiver, class);
            }
            this.parameters(node, id);
            this.results(node);
            if let Some(body) = node.child_by_field_name("body") {
                this.block(body);
            }
        });
        id
    }

    /// The receiver is `this` under a name of its own.
    fn receiver(&mut self, node: Node<'s>, class: ClassId) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let (text, scope) = (self.name(name), self.place.scope);
        let is_pointer = node.child_by_field_name("type").is_some_and(|of| of.kind() == "pointer_type");
        let names = if is_pointer { &mut self.own.pointers } else { &mut self.own.by_value };
        names.insert((scope, text.clone()));
        let this = self.push(Expr::This { class }, self.span(name));
        self.bind(scope, text, self.span(name), Bound::Value(this));
    }

    fn parameters(&mut self, node: Node<'s>, function: FunctionId) {
        for declaration in node.child_by_field_name("parameters").map(children).unwrap_or_default() {
            let of = declaration.child_by_field_name("type");
            let rest = match declaration.kind() {
                "parameter_declaration" => Spread::None,
                "variadic_parameter_declaration" => Spread::List,
                _ => continue,
            };
            let names = fields(declaration, "name");
            for name in &names {
                self.parameter(Some(*name), of, rest, declaration, function);
            }
            if names.is_empty() {
                self.parameter(None, of, rest, declaration, function);
            }
        }
    }

    fn parameter(
        &mut self,
        name: Option<Node<'s>>,
        of: Option<Node<'s>>,
        rest: Spread,
        declaration: Node<'s>,
        function: FunctionId,
    ) {
        let (scope, span) = (self.place.scope, self.span(name.unwrap_or(declaration)));
        let text = name.map(|name| self.name(name)).unwrap_or_default();
        let position = number(self.program.functions[function.0 as usize].parameters.len());
        match of.map(|of| (of.kind(), builtin_zero(self.text(of)).is_some())) {
            Some(("type_identifier" | "qualified_type" | "struct_type", false)) => {
                self.own.by_value.insert((scope, text.clone()));
            }
            Some(("pointer_type", _)) => {
                self.own.pointers.insert((scope, text.clone()));
            }
            _ => {}
        }
        let type_name = of.map(pointed_to).filter(|of| matches!(of.kind(), "type_identifier" | "qualified_type"));
        let type_name = type_name.map(|of| self.name(of));
        let parameter = Parameter { name: text.clone(), span, default: None, type_name, rest, keyword_only: false };
        self.program.functions[function.0 as usize].parameters.push(parameter);
        self.bind(scope, text, span, Bound::Parameter { function, number: position });
    }

    /// Results with names are variables.
    fn results(&mut self, node: Node<'s>) {
        for (name, of) in named_results(node) {
            let zero = self.zero(of);
            let (text, scope, span) = (self.name(name), self.place.scope, self.span(name));
            self.bind(scope, text.clone(), span, Bound::Value(zero));
            self.own.results.push(text);
        }
    }

    /// Notes what the present function returns.
    pub(super) fn returns(&mut self, value: ExprId) {
        if let Some(function) = self.place.function.filter(|_| !self.own.failing) {
            self.program.functions[function.0 as usize].returns.push(value);
        }
    }

    /// What a `return` without values gives: the results that have names.
    pub(super) fn bare_return(&mut self, node: Node<'s>) -> ExprId {
        let scope = self.place.scope;
        let mut values = Vec::new();
        for name in self.own.results.clone() {
            values.push(self.named(name, scope, self.span(node)));
        }
        match values.as_slice() {
            [] => self.push(Expr::Null, self.span(node)),
            [only] => *only,
            _ => {
                let items = values.into_iter().map(Element::Item).collect();
                self.push(Expr::List(items), self.span(node))
            }
        }
    }
}

/// The names of results, and their types.
fn named_results(function: Node<'_>) -> Vec<(Node<'_>, Node<'_>)> {
    let list = function.child_by_field_name("result").filter(|result| result.kind() == "parameter_list");
    let mut results = Vec::new();
    for declaration in list.map(children).unwrap_or_default() {
        if let Some(of) = declaration.child_by_field_name("type") {
            results.extend(fields(declaration, "name").into_iter().map(|name| (name, of)));
        }
    }
    results
}

/// What pointers to a type lead to.
fn pointed_to(mut of: Node<'_>) -> Node<'_> {
    while matches!(of.kind(), "pointer_type" | "parenthesized_type") {
        match first(of) {
            Some(inner) => of = inner,
            None => return of,
        }
    }
    of
}
