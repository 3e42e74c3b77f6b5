//! Classes, enums and namespaces.

use std::mem;
use std::sync::Arc;

use tree_sitter::Node;

use super::function::Header;
use super::lowering::{Around, Lowering, Place, number};
use super::tree::{children, has};
use crate::program::{Bound, Class, ClassId, Expr, ExprId, Field, Property, Scope, Spanned};

/// How many members a namespace may have for another of that name to be added to it.
const MAX_MERGED: usize = 256;

impl Lowering<'_> {
    pub(super) fn class_declaration(&mut self, node: Node<'_>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let (scope, text) = (self.place.scope, self.name(name));
        let class = self.class(node, text.clone());
        self.bind(scope, text, self.span(name), Bound::Class(class));
    }

    /// A class as a value; within it, it is known by its name.
    pub(super) fn class_expression(&mut self, node: Node<'_>) -> ClassId {
        let name = node.child_by_field_name("name");
        let text = name.map(|name| self.name(name)).unwrap_or_default();
        let class = self.class(node, text.clone());
        if let Some(name) = name {
            let scope = self.program.class(class).scope;
            self.bind(scope, text, self.span(name), Bound::Class(class));
        }
        class
    }

    fn class(&mut self, node: Node<'_>, name: Arc<str>) -> ClassId {
        let heritage = children(node).into_iter().find(|child| child.kind() == "class_heritage");
        let extends = heritage.and_then(|it| children(it).into_iter().find(|child| child.kind() == "extends_clause"));
        let bases = extends.map(|extends| self.bases(extends)).unwrap_or_default();
        let id = self.new_class(node, name, bases, false);
        let place = self.place_in(id);
        self.within(place, |this| {
            for member in node.child_by_field_name("body").map(children).unwrap_or_default() {
                this.class_member(member, id);
            }
        });
        id
    }

    fn bases(&mut self, extends: Node<'_>) -> Vec<ExprId> {
        let mut cursor = extends.walk();
        let values: Vec<_> = extends.children_by_field_name("value", &mut cursor).collect();
        values.into_iter().map(|value| self.expression(value)).collect()
    }

    fn new_class(&mut self, node: Node<'_>, name: Arc<str>, bases: Vec<ExprId>, is_enum: bool) -> ClassId {
        let id = ClassId(number(self.program.classes.len()));
        let scope = self.open_scope();
        *self.scope(scope) = Scope { function: None, class: Some(id), ..self.scope(scope).clone() };
        let (constructor, methods, fields) = (None, Vec::new(), Vec::new());
        let class = Class { name, span: self.span(node), bases, scope, constructor, methods, fields, is_enum };
        self.program.classes.push(class);
        id
    }

    /// Where the members of a class stand.
    fn place_in(&self, class: ClassId) -> Place {
        let scope = self.program.class(class).scope;
        Place { scope, function: None, class: Some(class), around: Around { hoist: scope, this: Some(class) } }
    }

    fn class_member(&mut self, member: Node<'_>, class: ClassId) {
        match member.kind() {
            "method_definition" => self.method(member, class),
            "public_field_definition" => self.class_field(member, class),
            "class_static_block" => {
                let body = member.child_by_field_name("body");
                self.apart(self.place, |this| {
                    if let Some(body) = body {
                        this.statement(body);
                    }
                });
            }
            "ERROR" => self.apart(self.place, |this| this.salvage(member)),
            // Signatures and decorators.
            _ => {}
        }
    }

    fn method(&mut self, node: Node<'_>, class: ClassId) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let name = self.key(name).map_or_else(|_| Arc::default(), |name| name.node);
        let is_static = has(node, "static");
        let is_constructor = &*name == "constructor" && !is_static;
        let header = Header { name, class: Some(class), is_static, is_constructor, is_getter: has(node, "get") };
        let id = self.function_with(node, header, Some(class));
        let is_setter = has(node, "set");
        let class = &mut self.program.classes[class.0 as usize];
        if is_constructor {
            class.constructor = Some(id);
        } else if !is_setter {
            // A setter has the name of its getter; who reads it gets what the getter returns.
            class.methods.push(id);
        }
    }

    fn class_field(&mut self, node: Node<'_>, class: ClassId) {
        let Some(Ok(name)) = node.child_by_field_name("name").map(|name| self.key(name)) else { return };
        let initializer = node.child_by_field_name("value");
        let value = self.apart(self.place, |this| initializer.map(|value| this.evaluate(value, node)));
        let field = Field { name, value, is_static: has(node, "static") };
        self.program.classes[class.0 as usize].fields.push(field);
    }

    pub(super) fn enum_declaration(&mut self, node: Node<'_>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let (scope, text) = (self.place.scope, self.name(name));
        let id = self.new_class(node, text.clone(), Vec::new(), true);
        self.bind(scope, text, self.span(name), Bound::Class(id));
        let place = self.place_in(id);
        self.apart(place, |this| {
            // The value of a member without initialiser is one more than that of the one before it.
            let mut next = Some(0_i64);
            for member in node.child_by_field_name("body").map(children).unwrap_or_default() {
                next = this.enum_member(member, id, next);
            }
        });
    }

    /// Lowers a member and gives the value of the next one, where that is counted.
    fn enum_member(&mut self, member: Node<'_>, class: ClassId, next: Option<i64>) -> Option<i64> {
        let key = member.child_by_field_name("name").unwrap_or(member);
        let Ok(name) = self.key(key) else { return None };
        let value = match (member.child_by_field_name("value"), next) {
            (Some(value), _) => self.expression(value),
            (None, Some(next)) => self.push(Expr::Number(next.to_string().into()), name.span),
            (None, None) => self.push(Expr::Unknown, name.span),
        };
        let next = match self.program.expr(value) {
            Expr::Number(number) => number.parse::<i64>().ok().and_then(|number| number.checked_add(1)),
            _ => None,
        };
        // Later initialisers see the member as a name.
        self.bind(self.place.scope, name.node.clone(), name.span, Bound::Value(value));
        let field = Field { name, value: Some(value), is_static: true };
        self.program.classes[class.0 as usize].fields.push(field);
        next
    }

    /// `namespace A.B { export const c = 1; }` is an object with what it exports, executed where it stands.
    pub(super) fn namespace(&mut self, node: Node<'_>) {
        let (Some(name), Some(body)) = (node.child_by_field_name("name"), node.child_by_field_name("body")) else {
            return;
        };
        let names = segments(name);
        let Some((outermost, inner)) = names.split_first() else { return };
        let scope = self.open_scope();
        let outside = mem::take(&mut self.own.namespace_exports);
        self.within(Place { scope, around: Around { hoist: scope, ..self.place.around }, ..self.place }, |this| {
            this.block(body)
        });
        let exports = mem::replace(&mut self.own.namespace_exports, outside);
        let mut properties = Vec::new();
        for (key, name) in exports {
            let value = self.named(name, scope, self.span(node));
            properties.push(Property::Named { key: Spanned { node: key, span: self.span(node) }, value });
        }
        for name in inner.iter().rev() {
            let value = self.push(Expr::Object(properties), self.span(node));
            properties = vec![Property::Named { key: self.spanned_name(*name), value }];
        }
        self.bind_namespace(*outermost, node, properties);
    }

    /// Namespaces of one name are one object; one beside a class or a function adds to that, and is left out.
    fn bind_namespace(&mut self, name: Node<'_>, node: Node<'_>, mut properties: Vec<Property>) {
        let (scope, text) = (self.place.scope, self.name(name));
        let before = self.declared(scope, &text).map(|binding| binding.value.clone());
        let known = match before {
            Some(Bound::Value(value)) => self.object_properties(value),
            Some(_) => return,
            None => Vec::new(),
        };
        if known.len() > MAX_MERGED {
            return self.bind(scope, text, self.span(name), Bound::Unknown);
        }
        properties.splice(0..0, known);
        let value = self.push(Expr::Object(properties), self.span(node));
        self.bind(scope, text, self.span(name), Bound::Value(value));
    }

    /// The members of an object literal.
    pub(super) fn object_properties(&self, value: ExprId) -> Vec<Property> {
        match self.program.expr(value) {
            Expr::Object(properties) => properties.clone(),
            _ => Vec::new(),
        }
    }
}

/// The names in `A.B.C`.
fn segments(mut node: Node<'_>) -> Vec<Node<'_>> {
    let mut names = Vec::new();
    while matches!(node.kind(), "nested_identifier" | "member_expression") {
        names.extend(node.child_by_field_name("property"));
        let Some(object) = node.child_by_field_name("object") else { break };
        node = object;
    }
    names.push(node);
    names.reverse();
    names
}
