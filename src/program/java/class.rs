//! Classes, interfaces, records and enums.

use std::sync::Arc;

use tree_sitter::Node;

use super::function::Header;
use super::lowering::{Lowering, MODULE, Place, number};
use super::names::body;
use super::tree::{child, children, fields, first, has, is};
use crate::program::{
    Argument, Bound, Call, Class, ClassId, EffectKind, Export, Expr, ExprId, Field, FunctionId, Scope, Spanned, Spread,
};
use crate::source::Span;

impl Lowering<'_> {
    /// A class where it is declared: in the file, in another class, or in a method.
    pub(super) fn class_declaration(&mut self, node: Node<'_>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let (scope, text, span) = (self.place.scope, self.name(name), self.span(name));
        let id = self.new_class(node, text.clone(), Span { end: self.span(node).end, ..span });
        // Its members know it by its name.
        self.bind(scope, text.clone(), span, Bound::Class(id));
        if scope == MODULE {
            self.program.exports.push(Export::Local { name: text.clone(), binding: text });
        } else if let Some(outer) = self.declaring_class() {
            let value = self.push(Expr::Class(id), span);
            let field = Field { name: Spanned { node: text, span }, value: Some(value), is_static: true };
            self.program.classes[outer.0 as usize].fields.push(field);
        }
        self.members_in(node, id);
    }

    /// `new Base(…) { … }`: a class without a name. What it extends may as well be an interface, and is not followed.
    pub(super) fn anonymous_class(&mut self, node: Node<'_>) -> ClassId {
        let span = self.span(node);
        let id = self.new_class(node, Arc::default(), span);
        self.members_in(node, id);
        id
    }

    /// The class in whose body we are, if it is that of a class itself.
    fn declaring_class(&self) -> Option<ClassId> {
        self.place.class.filter(|class| self.program.class(*class).scope == self.place.scope)
    }

    fn new_class(&mut self, node: Node<'_>, name: Arc<str>, span: Span) -> ClassId {
        let base = node.child_by_field_name("superclass").and_then(first);
        let bases = base.map(|base| self.type_name(base)).into_iter().collect();
        let id = ClassId(number(self.program.classes.len()));
        let scope = self.open_scope();
        *self.scope(scope) = Scope { function: None, class: Some(id), ..self.scope(scope).clone() };
        let (constructor, methods, fields) = (None, Vec::new(), Vec::new());
        self.program.classes.push(Class { name, span, bases, scope, constructor, methods, fields, is_enum: false });
        let members = self.survey(node);
        self.own.members.push(members);
        id
    }

    /// A class that is named: its name, or the way there.
    pub(super) fn type_name(&mut self, node: Node<'_>) -> ExprId {
        match self.path(node) {
            Some(value) => value,
            None => self.unknown(node),
        }
    }

    fn members_in(&mut self, node: Node<'_>, id: ClassId) {
        let scope = self.program.class(id).scope;
        let place = Place { scope, function: None, class: Some(id), around: () };
        let members = body(node);
        self.apart(place, |this| {
            // Nested classes are known wherever they are declared.
            for member in members.iter().filter(|member| is_class(**member)) {
                this.class_declaration(*member);
            }
            for member in &members {
                this.class_member(*member, id);
            }
            this.constructors(node, &members, id);
        });
    }

    fn class_member(&mut self, member: Node<'_>, class: ClassId) {
        match member.kind() {
            "method_declaration" => self.method(member, class),
            "field_declaration" | "constant_declaration" => self.class_field(member, class),
            "enum_constant" => self.enum_constant(member, class),
            "block" | "static_initializer" => self.initializer(member, class),
            "ERROR" => self.apart(self.place, |this| this.salvage(member)),
            _ => {}
        }
    }

    fn method(&mut self, node: Node<'_>, class: ClassId) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let id = self.method_function(node, name, class);
        self.program.classes[class.0 as usize].methods.push(id);
        if &*self.name(name) == "main" && is(node, "static") {
            self.call_main(class, id, name);
        }
    }

    /// What the program does first.
    fn call_main(&mut self, class: ClassId, main: FunctionId, name: Node<'_>) {
        let is_top = self.program.scope(self.program.class(class).scope).parent == Some(MODULE);
        if !is_top || self.program.function(main).parameters.len() != 1 {
            return;
        }
        let span = self.span(name);
        let text = self.name(name);
        let callee = self.member_of(class, true, text, span);
        let argument = Argument { name: None, value: self.push(Expr::Unknown, span), spread: Spread::None };
        let call = self.push(Expr::Call(Call { new: false, callee, arguments: vec![argument] }), span);
        let place = Place::outermost(());
        self.within(place, |this| this.effect(EffectKind::Evaluate(call), span));
    }

    fn class_field(&mut self, node: Node<'_>, class: ClassId) {
        let is_static = node.kind() == "constant_declaration" || is(node, "static");
        let starts_empty = !is_static && self.starts_empty(node, class);
        for declarator in fields(node, "declarator") {
            let Some(name) = declarator.child_by_field_name("name") else { continue };
            let name = self.spanned_name(name);
            let initializer = declarator.child_by_field_name("value");
            let value = self.apart(self.place, |this| initializer.map(|value| this.evaluate(value, declarator)));
            let value = value.or_else(|| starts_empty.then(|| self.push(Expr::Null, name.span)));
            self.program.classes[class.0 as usize].fields.push(Field { name, value, is_static });
        }
    }

    /// Whether a field without a value is nothing until a method of its class sets it. What a framework sets has an
    /// annotation, itself or its class, and numbers and truths are never nothing.
    fn starts_empty(&self, node: Node<'_>, class: ClassId) -> bool {
        let class_node = node.parent().and_then(|body| body.parent());
        let is_annotated = is_annotated(node) || class_node.is_some_and(is_annotated);
        let is_reference = node.child_by_field_name("type").is_some_and(|of| !is_primitive(of));
        let stands_alone = self.program.class(class).bases.is_empty() && !self.own.members[class.0 as usize].inherits;
        stands_alone && is_reference && !is_annotated
    }

    /// A constant of an enum is an instance of it.
    fn enum_constant(&mut self, node: Node<'_>, class: ClassId) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let name = self.spanned_name(name);
        let value = if node.child_by_field_name("body").is_some() {
            // It is of a class of its own.
            self.unknown(node)
        } else {
            let arguments = node.child_by_field_name("arguments");
            let arguments = arguments.map(|arguments| self.arguments(arguments)).unwrap_or_default();
            let callee = self.push(Expr::Class(class), name.span);
            self.push(Expr::Call(Call { new: true, callee, arguments }), self.span(node))
        };
        let field = Field { name, value: Some(value), is_static: true };
        self.program.classes[class.0 as usize].fields.push(field);
    }

    /// `{ … }` is a field that nobody wrote, whose value is a call of these statements. `static { … }` is a function
    /// that nothing calls: who sets a static field there makes it unknown.
    fn initializer(&mut self, node: Node<'_>, class: ClassId) {
        let is_static = node.kind() == "static_initializer";
        let Some(block) = (if is_static { first(node) } else { Some(node) }) else { return };
        let header = Header { name: Arc::default(), class: None, is_static, is_constructor: false };
        let function = self.function_with(node, header, |this| {
            this.block(block);
        });
        if is_static {
            return;
        }
        let span = self.span(node);
        let callee = self.push(Expr::Function(function), span);
        let value = self.push(Expr::Call(Call { new: false, callee, arguments: Vec::new() }), span);
        let name = Spanned { node: format!("#{}", function.0).into(), span: Span { end: span.start, ..span } };
        self.program.classes[class.0 as usize].fields.push(Field { name, value: Some(value), is_static: false });
    }
}

fn is_annotated(node: Node<'_>) -> bool {
    child(node, "modifiers").is_some_and(|it| has(it, "annotation") || has(it, "marker_annotation"))
}

fn is_primitive(of: Node<'_>) -> bool {
    matches!(of.kind(), "integral_type" | "floating_point_type" | "boolean_type")
}

pub(super) fn is_class(node: Node<'_>) -> bool {
    matches!(node.kind(), "class_declaration" | "interface_declaration" | "record_declaration" | "enum_declaration")
}

/// The constructors that a class declares.
pub(super) fn declared_constructors<'t>(members: &[Node<'t>]) -> Vec<Node<'t>> {
    let is_constructor = |node: &&Node<'_>| node.kind() == "constructor_declaration";
    members.iter().filter(is_constructor).copied().collect()
}

/// The body of the compact constructor of a record.
pub(super) fn compact_body<'t>(members: &[Node<'t>]) -> Option<Node<'t>> {
    let compact = members.iter().find(|node| node.kind() == "compact_constructor_declaration")?;
    compact.child_by_field_name("body")
}

/// The parameters of a record, or of a function.
pub(super) fn parameters(node: Node<'_>) -> Vec<Node<'_>> {
    node.child_by_field_name("parameters").map(children).unwrap_or_default()
}
