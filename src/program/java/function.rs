//! Methods, lambdas and their parameters.

use std::sync::Arc;

use tree_sitter::Node;

use super::class::parameters;
use super::lowering::{Lowering, Place, number};
use super::tree::{child, children, is, look_through, segments};
use crate::program::{Bound, ClassId, ExprId, Function, FunctionId, Parameter, Scope, Spread};

/// What is known of a function before its body is read.
pub(super) struct Header {
    pub(super) name: Arc<str>,
    /// The class that it is a method of.
    pub(super) class: Option<ClassId>,
    pub(super) is_static: bool,
    pub(super) is_constructor: bool,
}

impl Lowering<'_> {
    pub(super) fn method_function(&mut self, node: Node<'_>, name: Node<'_>, class: ClassId) -> FunctionId {
        let name = self.name(name);
        let header = Header { name, class: Some(class), is_static: is(node, "static"), is_constructor: false };
        self.function_with(node, header, |this| {
            this.parameters(&parameters(node));
            if let Some(body) = node.child_by_field_name("body") {
                this.block(body);
            }
        })
    }

    /// `x -> …`, which keeps the `this` of its surroundings.
    pub(super) fn lambda(&mut self, node: Node<'_>) -> FunctionId {
        let header = Header { name: Arc::default(), class: None, is_static: false, is_constructor: false };
        self.function_with(node, header, |this| {
            if let Some(list) = node.child_by_field_name("parameters") {
                let parameters = if list.kind() == "identifier" { vec![list] } else { children(list) };
                this.parameters(&parameters);
            }
            match node.child_by_field_name("body") {
                Some(block) if block.kind() == "block" => {
                    this.block(block);
                }
                Some(value) => {
                    let value = this.evaluate(value, look_through(value));
                    this.returns(value);
                }
                None => {}
            }
        })
    }

    pub(super) fn function_with(&mut self, node: Node<'_>, header: Header, body: impl FnOnce(&mut Self)) -> FunctionId {
        let id = FunctionId(number(self.program.functions.len()));
        let scope = self.open_scope();
        *self.scope(scope) = Scope { function: Some(id), ..self.scope(scope).clone() };
        let Header { name, class, is_static, is_constructor } = header;
        self.program.functions.push(Function {
            name,
            span: self.span(node),
            parameters: Vec::new(),
            scope,
            returns: Vec::new(),
            class,
            is_static,
            is_constructor,
            is_getter: false,
        });
        self.apart(Place { scope, function: Some(id), ..self.place }, body);
        id
    }

    /// Notes what the present function returns.
    pub(super) fn returns(&mut self, value: ExprId) {
        if let Some(function) = self.place.function {
            self.program.functions[function.0 as usize].returns.push(value);
        }
    }

    /// The parameters of the present function.
    pub(super) fn parameters(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            match node.kind() {
                "formal_parameter" => {
                    if let Some(name) = node.child_by_field_name("name") {
                        self.parameter(name, node.child_by_field_name("type"), Spread::None);
                    }
                }
                "spread_parameter" => {
                    let declarator = child(*node, "variable_declarator");
                    if let Some(name) = declarator.and_then(|declarator| declarator.child_by_field_name("name")) {
                        self.parameter(name, None, Spread::List);
                    }
                }
                "identifier" => self.parameter(*node, None, Spread::None),
                _ => {}
            }
        }
    }

    fn parameter(&mut self, name: Node<'_>, of: Option<Node<'_>>, rest: Spread) {
        let Some(function) = self.place.function else { return };
        let type_name = of.and_then(segments).and_then(|names| Some(self.name(*names.last()?)));
        let (name, span) = (self.name(name), self.span(name));
        let parameters = &mut self.program.functions[function.0 as usize].parameters;
        let position = number(parameters.len());
        parameters.push(Parameter { name: name.clone(), span, default: None, type_name, rest, keyword_only: false });
        self.bind(self.place.scope, name, span, Bound::Parameter { function, number: position });
    }
}
