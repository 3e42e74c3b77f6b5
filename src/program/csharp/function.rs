//! Methods, constructors, accessors, local functions, lambdas and their parameters.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, Place, number};
use super::tree::{child, children, first, has, initializer};
use crate::program::{Bound, Call, ClassId, EffectKind, Expr, ExprId, Function, FunctionId, Parameter, Scope, Spread};

/// What is known of a function before its body is read.
#[derive(Default)]
pub(super) struct Header<'s> {
    pub(super) name: Arc<str>,
    pub(super) is_static: bool,
    pub(super) is_constructor: bool,
    pub(super) is_getter: bool,
    /// The type that it gives back, as it is written.
    pub(super) result: Option<&'s str>,
}

impl<'s> Lowering<'s> {
    /// A function within another one, which keeps the `this` of its surroundings.
    pub(super) fn function(&mut self, node: Node<'_>, name: Option<Node<'_>>) -> FunctionId {
        let name = name.map(|name| self.name(name)).unwrap_or_default();
        let result = if node.kind() == "local_function_statement" { self.result(node, "type") } else { None };
        self.function_with(node, Header { name, result, ..Header::default() }, None, |this, id| {
            this.parameters(node, id);
            this.body(node);
        })
    }

    /// The type of a result, as it is written.
    pub(super) fn result(&self, node: Node<'_>, field: &str) -> Option<&'s str> {
        node.child_by_field_name(field).map(|of| self.text(of)).filter(|text| !matches!(*text, "var" | "void"))
    }

    /// A function whose parameters and body somebody else lowers.
    pub(super) fn function_with(
        &mut self,
        node: Node<'_>,
        header: Header<'s>,
        class: Option<ClassId>,
        inside: impl FnOnce(&mut Self, FunctionId),
    ) -> FunctionId {
        let id = FunctionId(number(self.program.functions.len()));
        let scope = self.open_scope();
        *self.scope(scope) = Scope { function: Some(id), ..self.scope(scope).clone() };
        let Header { name, is_static, is_constructor, is_getter, result } = header;
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
        let place = Place { scope, function: Some(id), around: result, ..self.place };
        self.apart(place, |lowering| inside(lowering, id));
        id
    }

    pub(super) fn body(&mut self, node: Node<'_>) {
        let body = node.child_by_field_name("body").or_else(|| child(node, "block"));
        match body {
            Some(block) if block.kind() == "block" => {
                self.block(block);
            }
            Some(value) => self.expression_body(value),
            None => {}
        }
    }

    /// `: base(…)`, or what stands for it where nothing is written.
    pub(super) fn constructor_initializer(&mut self, node: Node<'_>, class: ClassId) {
        let written = child(node, "constructor_initializer");
        if self.program.class(class).bases.is_empty() && written.is_none() {
            return;
        }
        let at =
            written.map_or_else(|| self.span(node.child_by_field_name("name").unwrap_or(node)), |it| self.span(it));
        let to_itself = written.is_some_and(|it| has(it, "this"));
        let arguments = written.and_then(|it| child(it, "argument_list"));
        let callee = if to_itself { Expr::This { class } } else { Expr::Super { class } };
        self.call_base(callee, arguments, at);
    }

    /// Calls the constructor of the base class.
    pub(super) fn call_base(&mut self, callee: Expr, arguments: Option<Node<'_>>, at: crate::source::Span) {
        let word = crate::source::Span::new(at.start as usize, at.start as usize);
        let callee = self.push(callee, word);
        let arguments = arguments.map(|arguments| self.arguments(arguments)).unwrap_or_default();
        let call = self.push(Expr::Call(Call { new: false, callee, arguments }), at);
        self.effect(EffectKind::Evaluate(call), at);
    }

    /// Notes what the present function returns.
    pub(super) fn returns(&mut self, value: ExprId) {
        if let Some(function) = self.place.function {
            self.program.functions[function.0 as usize].returns.push(value);
        }
    }

    pub(super) fn parameters(&mut self, node: Node<'_>, function: FunctionId) {
        match node.child_by_field_name("parameters").or_else(|| child(node, "parameter_list")) {
            Some(list) if list.kind() == "implicit_parameter" => self.parameter(list, list, None, function),
            Some(list) => self.parameter_list(list, function),
            None => {}
        }
    }

    pub(super) fn parameter_list(&mut self, list: Node<'_>, function: FunctionId) {
        for parameter in children(list) {
            match parameter.kind() {
                "parameter" => {
                    if let Some(name) = parameter.child_by_field_name("name") {
                        self.parameter(parameter, name, initializer(parameter), function);
                    }
                }
                "ERROR" => self.salvage(parameter),
                _ => {}
            }
        }
        // `params string[] names` is no node of its own.
        let mut cursor = list.walk();
        let is_array = list.children(&mut cursor).any(|part| part.kind() == "params");
        if is_array && let Some(name) = list.child_by_field_name("name") {
            self.parameter(list, name, None, function);
            if let Some(last) = self.program.functions[function.0 as usize].parameters.last_mut() {
                last.rest = Spread::List;
                last.type_name = None;
            }
        }
    }

    fn parameter(&mut self, node: Node<'_>, name: Node<'_>, default: Option<Node<'_>>, function: FunctionId) {
        let position = number(self.program.functions[function.0 as usize].parameters.len());
        let of = node.child_by_field_name("type").filter(|_| node.kind() != "parameter_list");
        let wanted = of.map(|of| self.text(of));
        let default = default.map(|value| self.expression_for(value, wanted));
        let type_name = of.and_then(|of| self.type_name(of));
        let (text, span) = (self.name(name), self.span(name));
        let parameter =
            Parameter { name: text.clone(), span, default, type_name, rest: Spread::None, keyword_only: false };
        self.program.functions[function.0 as usize].parameters.push(parameter);
        self.bind(self.place.scope, text, span, Bound::Parameter { function, number: position });
    }

    /// The name of a type, without what it is filled with.
    fn type_name(&mut self, node: Node<'_>) -> Option<Arc<str>> {
        match node.kind() {
            "identifier" | "predefined_type" | "qualified_name" => Some(self.name(node)),
            "generic_name" | "nullable_type" => self.type_name(first(node)?),
            "alias_qualified_name" => self.type_name(node.child_by_field_name("name")?),
            _ => None,
        }
    }

    /// The `get` of a property: a function that is called by being read.
    pub(super) fn getter(&mut self, node: Node<'_>, body: Node<'_>, header: Header<'s>, class: ClassId) -> FunctionId {
        self.function_with(node, header, Some(class), |this, _| match body.kind() {
            "accessor_declaration" => this.body(body),
            _ => this.expression_body(body),
        })
    }
}
