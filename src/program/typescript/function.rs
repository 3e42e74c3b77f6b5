//! Functions, methods, arrow functions and their parameters.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Around, Lowering, Place, number};
use super::pattern::Declaration;
use super::tree::{children, first, has, look_through};
use crate::program::{Bound, ClassId, Expr, ExprId, Field, Function, FunctionId, Parameter, Scope, Spanned, Spread};

/// What is known of a function before its body is read.
#[derive(Default)]
pub(super) struct Header {
    pub(super) name: Arc<str>,
    /// The class that it is a method of.
    pub(super) class: Option<ClassId>,
    pub(super) is_static: bool,
    pub(super) is_constructor: bool,
    pub(super) is_getter: bool,
}

impl Lowering<'_> {
    /// A function that is no method of a class. Only an arrow function keeps the `this` of its surroundings.
    pub(super) fn function(&mut self, node: Node<'_>, name: Option<Node<'_>>) -> FunctionId {
        let name = name.map(|name| self.name(name)).unwrap_or_default();
        let this = if node.kind() == "arrow_function" { self.place.around.this } else { None };
        self.function_with(node, Header { name, is_getter: has(node, "get"), ..Header::default() }, this)
    }

    pub(super) fn function_with(&mut self, node: Node<'_>, header: Header, this: Option<ClassId>) -> FunctionId {
        let id = FunctionId(number(self.program.functions.len()));
        let scope = self.open_scope();
        *self.scope(scope) = Scope { function: Some(id), ..self.scope(scope).clone() };
        let Header { name, class, is_static, is_constructor, is_getter } = header;
        self.program.functions.push(Function {
            name,
            span: self.span(node),
            parameters: Vec::new(),
            scope,
            returns: Vec::new(),
            class,
            is_static,
            is_constructor,
            is_getter,
        });
        let place = Place { scope, function: Some(id), around: Around { hoist: scope, this }, ..self.place };
        self.apart(place, |lowering| {
            lowering.own_name(node, id);
            lowering.parameters(node, id);
            lowering.body(node);
        });
        id
    }

    /// A function expression knows its own name.
    fn own_name(&mut self, node: Node<'_>, id: FunctionId) {
        if !matches!(node.kind(), "function_expression" | "generator_function") {
            return;
        }
        if let Some(name) = node.child_by_field_name("name") {
            let (text, scope) = (self.name(name), self.place.scope);
            self.bind(scope, text, self.span(name), Bound::Function(id));
        }
    }

    fn body(&mut self, node: Node<'_>) {
        match node.child_by_field_name("body") {
            Some(block) if block.kind() == "statement_block" => {
                self.block(block);
            }
            Some(value) => {
                let value = self.evaluate(value, look_through(value));
                self.returns(value);
            }
            None => {}
        }
    }

    /// Notes what the present function returns.
    pub(super) fn returns(&mut self, value: ExprId) {
        if let Some(function) = self.place.function {
            self.program.functions[function.0 as usize].returns.push(value);
        }
    }

    fn parameters(&mut self, node: Node<'_>, function: FunctionId) {
        if let Some(name) = node.child_by_field_name("parameter") {
            return self.parameter(name, name, function);
        }
        for parameter in node.child_by_field_name("parameters").map(children).unwrap_or_default() {
            match parameter.child_by_field_name("pattern") {
                // It says what `this` is, and nobody passes it.
                Some(pattern) if pattern.kind() == "this" => {}
                Some(pattern) => self.parameter(parameter, pattern, function),
                None => self.salvage(parameter),
            }
        }
    }

    fn parameter(&mut self, node: Node<'_>, pattern: Node<'_>, function: FunctionId) {
        let scope = self.place.scope;
        let position = number(self.program.functions[function.0 as usize].parameters.len());
        let (target, rest) = match pattern.kind() {
            "rest_pattern" => (first(pattern).unwrap_or(pattern), Spread::List),
            _ => (pattern, Spread::None),
        };
        let default = node.child_by_field_name("value").map(|value| self.expression(value));
        let type_name = node.child_by_field_name("type").and_then(first).and_then(|of| self.type_name(of));
        let bound = Bound::Parameter { function, number: position };
        let is_name = target.kind() == "identifier";
        // What is taken apart goes by a name that nobody can write.
        let name = if is_name { self.name(target) } else { format!("#{position}").into() };
        let parameter =
            Parameter { name: name.clone(), span: self.span(target), default, type_name, rest, keyword_only: false };
        self.program.functions[function.0 as usize].parameters.push(parameter);
        self.bind(scope, name.clone(), self.span(target), bound);
        if !is_name {
            let value = self.named(name.clone(), scope, self.span(target));
            self.declare_pattern(target, &Declaration { scope, value: Some(value) });
        }
        if is_property(node) && is_name {
            self.parameter_property(target, name);
        }
    }

    /// `constructor(private readonly props: Props)` is a parameter and a field.
    fn parameter_property(&mut self, target: Node<'_>, name: Arc<str>) {
        let Some(class) = self.place.around.this else { return };
        let value = self.push(Expr::Name { name: name.clone(), scope: self.place.scope }, self.span(target));
        let field =
            Field { name: Spanned { node: name, span: self.span(target) }, value: Some(value), is_static: false };
        self.program.classes[class.0 as usize].fields.push(field);
    }

    /// The name of a type, where it is a plain name, or one or nothing.
    fn type_name(&mut self, mut node: Node<'_>) -> Option<Arc<str>> {
        loop {
            match node.kind() {
                "type_identifier" | "nested_type_identifier" | "predefined_type" => return Some(self.name(node)),
                "generic_type" => node = node.child_by_field_name("name")?,
                "readonly_type" | "parenthesized_type" => node = first(node)?,
                "union_type" => {
                    let is_nothing = |node: &Node<'_>| matches!(self.text(*node), "undefined" | "null");
                    let parts: Vec<_> = children(node).into_iter().filter(|part| !is_nothing(part)).collect();
                    let [only] = parts.as_slice() else { return None };
                    node = *only;
                }
                _ => return None,
            }
        }
    }
}

fn is_property(parameter: Node<'_>) -> bool {
    ["accessibility_modifier", "override_modifier", "readonly"].iter().any(|word| has(parameter, word))
}
