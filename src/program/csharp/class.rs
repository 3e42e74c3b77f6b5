//! Classes, structs, records and enums with their members.

use std::mem;
use std::sync::Arc;

use tree_sitter::Node;

use super::function::Header;
use super::literal::{default_of, is_interface};
use super::lowering::{Lowering, Place, number};
use super::tree::{child, children, initializer};
use crate::program::{Bound, Class, ClassId, EffectKind, Expr, ExprId, Field, FunctionId, Scope, Spanned};

impl<'s> Lowering<'s> {
    /// Lowers a type and says which class it is; an interface declares nothing that is executed.
    pub(super) fn type_declaration(&mut self, node: Node<'_>) -> Option<(Arc<str>, ClassId)> {
        let name = node.child_by_field_name("name")?;
        if !self.descend(node) {
            return None;
        }
        let (text, at) = (self.name(name), self.span(name));
        let class = match node.kind() {
            "class_declaration" | "struct_declaration" | "record_declaration" => Some(self.class(node, text.clone())),
            "enum_declaration" => Some(self.enumeration(node, text.clone())),
            _ => None,
        };
        self.ascend();
        let class = class?;
        self.bind(self.place.scope, text.clone(), at, Bound::Class(class));
        Some((text, class))
    }

    fn class(&mut self, node: Node<'_>, name: Arc<str>) -> ClassId {
        let bases = child(node, "base_list").map(|list| self.bases(list)).unwrap_or_default();
        let id = self.new_class(node, name, bases, false);
        let scope = self.program.class(id).scope;
        let place = Place { scope, function: None, class: Some(id), around: None };
        self.within(place, |this| {
            if let Some(parameters) = child(node, "parameter_list") {
                this.primary_constructor(node, parameters, id);
            }
            let body = node.child_by_field_name("body");
            let members = body.map(children).unwrap_or_default();
            for member in members {
                this.member_declaration(member, id, false);
            }
        });
        id
    }

    /// The classes among what a class is derived from.
    fn bases(&mut self, list: Node<'_>) -> Vec<ExprId> {
        let types = children(list).into_iter().filter(|part| part.kind() != "argument_list");
        let types = types.map(|part| part.child_by_field_name("type").filter(|_| is_primary(part)).unwrap_or(part));
        let classes: Vec<_> = types.filter(|of| !is_interface(self.text(*of))).collect();
        classes.into_iter().map(|of| self.type_expression(of)).collect()
    }

    fn new_class(&mut self, node: Node<'_>, name: Arc<str>, bases: Vec<ExprId>, is_enum: bool) -> ClassId {
        let id = ClassId(number(self.program.classes.len()));
        let scope = self.open_scope();
        *self.scope(scope) = Scope { function: None, class: Some(id), ..self.scope(scope).clone() };
        let span = node.child_by_field_name("name").map_or_else(|| self.span(node), |name| self.span(name));
        let span = crate::source::Span { end: self.span(node).end, ..span };
        let (constructor, methods, fields) = (None, Vec::new(), Vec::new());
        self.program.classes.push(Class { name, span, bases, scope, constructor, methods, fields, is_enum });
        id
    }

    fn class_mut(&mut self, class: ClassId) -> &mut Class {
        &mut self.program.classes[class.0 as usize]
    }

    /// `class X(string a) : Base(a)`: what it takes is known all over the class.
    fn primary_constructor(&mut self, node: Node<'_>, parameters: Node<'_>, class: ClassId) {
        let base = child(node, "base_list");
        let arguments = base.and_then(|base| {
            child(base, "argument_list")
                .or_else(|| child(base, "primary_constructor_base_type").and_then(|it| child(it, "argument_list")))
        });
        let header = Header { name: self.program.class(class).name.clone(), is_constructor: true, ..Header::default() };
        let id = self.function_with(node, header, Some(class), |this, id| {
            this.parameter_list(parameters, id);
            if !this.program.class(class).bases.is_empty() {
                let at = arguments.map_or_else(|| this.span(parameters), |arguments| this.span(arguments));
                this.call_base(Expr::Super { class }, arguments, at);
            }
        });
        self.class_mut(class).constructor = Some(id);
        let scope = self.program.function(id).scope;
        for parameter in self.program.function(id).parameters.clone() {
            let value = Some(self.named(parameter.name.clone(), scope, parameter.span));
            let name = Spanned { node: parameter.name, span: parameter.span };
            self.class_mut(class).fields.push(Field { name, value, is_static: false });
        }
    }

    /// `optional` says that the compiler may be told to leave the member out.
    fn member_declaration(&mut self, member: Node<'_>, class: ClassId, optional: bool) {
        match member.kind() {
            "method_declaration" | "operator_declaration" | "indexer_declaration" => self.method(member, class),
            "constructor_declaration" => self.constructor(member, class),
            "property_declaration" => self.property(member, class, optional),
            "field_declaration" => self.fields(member, class, optional),
            "preproc_if" | "preproc_else" | "preproc_elif" => self.optional_members(member, class),
            "ERROR" => self.apart(self.place, |this| this.salvage(member)),
            kind if kind.ends_with("_declaration") => {
                if let Some((name, inner)) = self.type_declaration(member) {
                    let span = self.program.class(inner).span;
                    let value = Some(self.push(Expr::Class(inner), span));
                    let field = Field { name: Spanned { node: name, span }, value, is_static: true };
                    self.class_mut(class).fields.push(field);
                }
            }
            _ => {}
        }
    }

    /// What the compiler may be told to leave out.
    fn optional_members(&mut self, node: Node<'_>, class: ClassId) {
        if self.descend(node) {
            for inner in children(node) {
                self.member_declaration(inner, class, true);
            }
            self.ascend();
        }
    }

    fn method(&mut self, node: Node<'_>, class: ClassId) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let is_static = self.has_modifier(node, "static");
        let result = self.result(node, "returns");
        let header = Header { name: self.name(name), is_static, result, ..Header::default() };
        let id = self.function_with(node, header, Some(class), |this, id| {
            this.parameters(node, id);
            this.body(node);
        });
        self.class_mut(class).methods.push(id);
    }

    fn constructor(&mut self, node: Node<'_>, class: ClassId) {
        if self.has_modifier(node, "static") {
            return;
        }
        let header = Header { name: self.program.class(class).name.clone(), is_constructor: true, ..Header::default() };
        let id = self.function_with(node, header, Some(class), |this, id| {
            this.parameters(node, id);
            this.constructor_initializer(node, class);
            this.body(node);
        });
        self.add_constructor(id, class);
    }

    /// Of several the one that takes most is the constructor of the class.
    fn add_constructor(&mut self, id: FunctionId, class: ClassId) {
        let takes = |function: FunctionId| self.program.function(function).parameters.len();
        match self.program.class(class).constructor {
            Some(before) if takes(before) >= takes(id) => self.class_mut(class).methods.push(id),
            before => {
                self.class_mut(class).constructor = Some(id);
                self.class_mut(class).methods.extend(before);
            }
        }
    }

    /// A property that is computed is a getter, another one a field.
    fn property(&mut self, node: Node<'_>, class: ClassId, optional: bool) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let is_static = self.has_modifier(node, "static");
        let wanted = self.result(node, "type");
        let value = node.child_by_field_name("value");
        let accessors = node.child_by_field_name("accessors").map(children).unwrap_or_default();
        let get = accessors.iter().copied().find(|accessor| self.accessor(*accessor) == "get" && has_body(*accessor));
        let computed = value.filter(|value| value.kind() == "arrow_expression_clause").or(get);
        if let Some(body) = computed {
            let header =
                Header { name: self.name(name), is_static, is_getter: true, result: wanted, ..Header::default() };
            let id = self.getter(node, body, header, class);
            self.class_mut(class).methods.push(id);
            return;
        }
        self.field_member(name, initializer(node), wanted, is_static, optional, class);
    }

    fn accessor(&self, accessor: Node<'_>) -> &'s str {
        accessor.child_by_field_name("name").map_or("", |name| self.text(name))
    }

    fn fields(&mut self, node: Node<'_>, class: ClassId, optional: bool) {
        let is_static = self.has_modifier(node, "static") || self.has_modifier(node, "const");
        let Some(declaration) = child(node, "variable_declaration") else { return };
        let wanted = self.result(declaration, "type");
        for declarator in children(declaration).into_iter().filter(|part| part.kind() == "variable_declarator") {
            let Some(name) = declarator.child_by_field_name("name") else { continue };
            self.field_member(name, initializer(declarator), wanted, is_static, optional, class);
        }
    }

    fn field_member(
        &mut self,
        name: Node<'_>,
        value: Option<Node<'_>>,
        wanted: Option<&str>,
        is_static: bool,
        optional: bool,
        class: ClassId,
    ) {
        let name = self.spanned_name(name);
        let span = name.span;
        let value = self.apart(self.place, |this| match value {
            Some(value) if !optional => {
                let id = this.expression_for(value, wanted);
                this.effect(EffectKind::Evaluate(id), this.program.span(id));
                id
            }
            Some(value) => this.unknown(value),
            None if optional => this.push(Expr::Unknown, span),
            None => this.push(wanted.map_or(Expr::Unknown, default_of), span),
        });
        self.class_mut(class).fields.push(Field { name, value: Some(value), is_static });
    }

    fn enumeration(&mut self, node: Node<'_>, name: Arc<str>) -> ClassId {
        let id = self.new_class(node, name, Vec::new(), true);
        for member in node.child_by_field_name("body").map(children).unwrap_or_default() {
            let Some(name) = member.child_by_field_name("name") else { continue };
            let name = self.spanned_name(name);
            let value = Some(self.push(Expr::Text(name.node.clone()), name.span));
            let fields = &mut self.class_mut(id).fields;
            fields.push(Field { name, value, is_static: true });
        }
        mem::take(&mut self.program.classes[id.0 as usize].methods);
        id
    }

    fn has_modifier(&self, node: Node<'_>, word: &str) -> bool {
        let mut cursor = node.walk();
        node.children(&mut cursor).any(|part| part.kind() == "modifier" && self.text(part) == word)
    }
}

fn has_body(accessor: Node<'_>) -> bool {
    accessor.child_by_field_name("body").is_some()
}

fn is_primary(part: Node<'_>) -> bool {
    part.kind() == "primary_constructor_base_type"
}
