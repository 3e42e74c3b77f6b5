//! Functions, methods and lambdas.

use std::sync::Arc;

use super::names::Write;
use super::tree::{Node, children, first, span};
use super::{Frame, Lowering, number};
use crate::program::{Bound, ClassId, ExprId, Function, FunctionId, Parameter, Scope, ScopeId, Spread};
use crate::source::Span;

/// What decorators make of a method.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Function,
    Method,
    ClassMethod,
    StaticMethod,
    Getter,
    /// A setter or deleter, which has the name of its getter.
    Accessor,
}

impl<'t> Lowering<'t> {
    pub(super) fn function(&mut self, node: Node<'t>, decorators: &[&str]) {
        let class = self.frame().class.filter(|_| self.frame().is_class);
        let kind = class.map_or(Kind::Function, |_| kind(decorators));
        let name: Arc<str> = node.child_by_field_name("name").map_or("", |name| self.slice(name)).into();
        let is_constructor = kind == Kind::Method && &*name == "__init__";
        let id = self.declare(span(node), name, class);
        let declared = &mut self.program.functions[id.0 as usize];
        declared.is_static = matches!(kind, Kind::ClassMethod | Kind::StaticMethod);
        declared.is_getter = kind == Kind::Getter;
        declared.is_constructor = is_constructor;
        if kind != Kind::Accessor {
            self.define(node, Bound::Function(id));
        }
        if class.is_some() {
            self.member(id, kind);
        }
        let receiver = match kind {
            Kind::Function | Kind::StaticMethod => None,
            Kind::ClassMethod => class.map(Write::Class),
            Kind::Method | Kind::Getter | Kind::Accessor => class.map(Write::Instance),
        };
        self.parameters(id, node.child_by_field_name("parameters"), receiver);
        self.body(id, |this| {
            if let Some(body) = node.child_by_field_name("body") {
                this.block(body);
            }
        });
    }

    pub(super) fn lambda(&mut self, node: Node<'t>) -> FunctionId {
        let id = self.declare(span(node), "".into(), None);
        self.parameters(id, node.child_by_field_name("parameters"), None);
        self.body(id, |this| {
            if let Some(body) = node.child_by_field_name("body") {
                let value = this.expression(body);
                this.evaluate(value);
                this.returns(value);
            }
        });
        id
    }

    /// A function without parameters and body yet.
    pub(super) fn declare(&mut self, span: Span, name: Arc<str>, class: Option<ClassId>) -> FunctionId {
        let id = FunctionId(number(self.program.functions.len()));
        let scope = self.push_scope(Scope {
            parent: Some(self.enclosing_scope()),
            bindings: Vec::new(),
            function: Some(id),
            class: self.frame().class,
        });
        self.program.functions.push(Function {
            name,
            span,
            parameters: Vec::new(),
            scope,
            returns: Vec::new(),
            class,
            is_static: false,
            is_constructor: false,
            is_getter: false,
        });
        id
    }

    /// Where a function looks up names beside its own: around the classes it stands in.
    pub(super) fn enclosing_scope(&self) -> ScopeId {
        let frame = self.frames.iter().rfind(|frame| !frame.is_class);
        frame.expect("internal error: the module is no class").scope
    }

    fn member(&mut self, id: FunctionId, kind: Kind) {
        if self.program.function(id).is_constructor {
            self.frame_mut().constructor = Some(id);
        } else if kind != Kind::Accessor {
            self.frame_mut().methods.push(id);
        }
    }

    /// Lowers what stands in a function.
    fn body(&mut self, id: FunctionId, inside: impl FnOnce(&mut Self)) {
        let scope = self.program.function(id).scope;
        let class = self.frame().class;
        self.frames.push(Frame::new(scope, Some(id), class));
        inside(self);
        if self.frame().yields {
            let whole = self.program.function(id).span;
            let generator = self.push(crate::program::Expr::Unknown, whole);
            self.program.functions[id.0 as usize].returns.push(generator);
        }
        self.frames.pop();
    }

    fn parameters(&mut self, id: FunctionId, list: Option<Node<'t>>, mut receiver: Option<Write>) {
        let scope = self.program.function(id).scope;
        let mut keyword_only = false;
        for node in list.map(children).unwrap_or_default() {
            let Some(parameter) = self.parameter(node, keyword_only) else {
                keyword_only |= node.kind() == "keyword_separator";
                continue;
            };
            keyword_only |= parameter.rest == Spread::List;
            if let Some(receiver) = receiver.take() {
                self.names.insert(scope, &parameter.name, parameter.span, receiver);
                continue;
            }
            self.push_parameter(id, parameter);
        }
    }

    /// A further parameter and its name in the function.
    pub(super) fn push_parameter(&mut self, id: FunctionId, parameter: Parameter) {
        let function = &mut self.program.functions[id.0 as usize];
        let bound = Bound::Parameter { function: id, number: number(function.parameters.len()) };
        self.names.insert(function.scope, &parameter.name, parameter.span, Write::Bound(bound));
        function.parameters.push(parameter);
    }

    fn parameter(&mut self, node: Node<'t>, keyword_only: bool) -> Option<Parameter> {
        let pattern = match node.kind() {
            "identifier" | "list_splat_pattern" | "dictionary_splat_pattern" => node,
            "default_parameter" | "typed_default_parameter" => node.child_by_field_name("name")?,
            "typed_parameter" => first(node)?,
            _ => return None,
        };
        let (name, rest) = match pattern.kind() {
            "list_splat_pattern" => (first(pattern)?, Spread::List),
            "dictionary_splat_pattern" => (first(pattern)?, Spread::Mapping),
            _ => (pattern, Spread::None),
        };
        let default: Option<ExprId> = node.child_by_field_name("value").map(|value| self.expression(value));
        Some(Parameter {
            name: self.slice(name).into(),
            span: span(name),
            default,
            type_name: node.child_by_field_name("type").and_then(|kind| self.type_name(kind)),
            rest,
            keyword_only: keyword_only && rest == Spread::None,
        })
    }

    /// The plain name of a type; of `Optional[X]`, `X | None` and `"X"` it is `X`.
    pub(super) fn type_name(&self, node: Node<'t>) -> Option<Arc<str>> {
        let mut written = node;
        loop {
            let parts = children(written);
            written = match (written.kind(), parts.as_slice()) {
                ("identifier", _) => return Some(self.slice(written).into()),
                ("type" | "type_parameter", [inner]) => *inner,
                ("generic_type" | "subscript", [name, argument]) if self.slice(*name).ends_with("Optional") => {
                    *argument
                }
                ("generic_type" | "subscript", [name, ..]) => *name,
                ("binary_operator" | "union_type", [inner, last]) if self.slice(*last) == "None" => *inner,
                ("binary_operator" | "union_type", [first, inner]) if self.slice(*first) == "None" => *inner,
                ("string", [_, content, _]) => {
                    let name = self.slice(*content);
                    let is_plain = name.chars().all(|letter| letter == '_' || letter.is_alphanumeric());
                    return is_plain.then(|| name.into());
                }
                _ => return None,
            };
        }
    }
}

fn kind(decorators: &[&str]) -> Kind {
    let is = |name: &str| decorators.contains(&name);
    match () {
        () if is("staticmethod") => Kind::StaticMethod,
        () if is("classmethod") => Kind::ClassMethod,
        () if is("property") || is("cached_property") => Kind::Getter,
        () if is("setter") || is("deleter") => Kind::Accessor,
        () => Kind::Method,
    }
}
