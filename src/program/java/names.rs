//! Bare and qualified names: variables, members of the classes around, packages.

use std::collections::BTreeMap;
use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, MODULE};
use super::tree::{child, children, fields, is, segments};
use crate::program::{Bound, ClassId, Expr, ExprId, ScopeId, Spanned};
use crate::source::Span;

/// What a class declares, by name, and whether that is static.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) fields: BTreeMap<Arc<str>, bool>,
    /// Of several methods of a name, whether all are static.
    pub(super) methods: BTreeMap<Arc<str>, bool>,
    /// Whether it may inherit others.
    pub(super) inherits: bool,
}

impl Lowering<'_> {
    /// What a class declares, before its members are lowered.
    pub(super) fn survey(&mut self, node: Node<'_>) -> Members {
        let inherits = child(node, "superclass").is_some() || child(node, "super_interfaces").is_some();
        let mut members = Members { inherits, ..Members::default() };
        let is_interface = node.kind() == "interface_declaration";
        if node.kind() == "record_declaration" {
            for parameter in node.child_by_field_name("parameters").map(children).unwrap_or_default() {
                if let Some(name) = parameter.child_by_field_name("name") {
                    // Its accessor is called like it.
                    let name = self.name(name);
                    members.methods.insert(name.clone(), false);
                    members.fields.insert(name, false);
                }
            }
        }
        for member in body(node) {
            match member.kind() {
                "field_declaration" | "constant_declaration" => {
                    let is_static = is_interface || is(member, "static");
                    for name in fields(member, "declarator").iter().filter_map(|it| it.child_by_field_name("name")) {
                        members.fields.insert(self.name(name), is_static);
                    }
                }
                "enum_constant" => {
                    if let Some(name) = member.child_by_field_name("name") {
                        members.fields.insert(self.name(name), true);
                    }
                }
                "method_declaration" => {
                    let Some(name) = member.child_by_field_name("name") else { continue };
                    let all = members.methods.entry(self.name(name)).or_insert(true);
                    *all &= is(member, "static");
                }
                _ => {}
            }
        }
        members
    }

    /// A name that is used as a value, or as what a value is a member of.
    pub(super) fn bare_name(&mut self, node: Node<'_>) -> ExprId {
        let (name, span) = (self.name(node), self.span(node));
        self.named_in(name, span)
    }

    /// What a bare name means here.
    pub(super) fn named_in(&mut self, name: Arc<str>, span: Span) -> ExprId {
        match self.class_with_field(&name) {
            Some((class, is_static)) => self.member_of(class, is_static, name, span),
            None => self.named(name, self.place.scope, span),
        }
    }

    /// A name that is called.
    pub(super) fn bare_method(&mut self, node: Node<'_>) -> ExprId {
        let (name, span) = (self.name(node), self.span(node));
        let around = self.classes_around();
        let declares = |class: &ClassId| self.members_of(*class).and_then(|members| members.methods.get(&name));
        if let Some((class, is_static)) = around.iter().find_map(|class| Some((*class, *declares(class)?))) {
            return self.member_of(class, is_static, name, span);
        }
        let is_imported = self.declared(MODULE, &name).is_some() || self.own.any_method;
        let heir = around.iter().find(|class| self.members_of(**class).is_some_and(|members| members.inherits));
        match heir.filter(|_| !is_imported) {
            Some(class) => self.member_of(*class, false, name, span),
            None => self.named(name, self.place.scope, span),
        }
    }

    /// Whether a name is a variable, rather than a member of a class.
    pub(super) fn is_variable(&self, name: &Arc<str>) -> bool {
        self.class_with_field(name).is_none() && self.is_bound(name)
    }

    fn is_bound(&self, name: &Arc<str>) -> bool {
        self.scopes_around().into_iter().any(|scope| self.declared(scope, name).is_some())
    }

    /// `a.b.c` where it is written out.
    pub(super) fn path(&mut self, node: Node<'_>) -> Option<ExprId> {
        let parts = segments(node)?;
        let first = self.name(*parts.first()?);
        let is_package =
            first.starts_with(char::is_lowercase) && !self.is_bound(&first) && self.class_with_field(&first).is_none();
        let is_class = |part: &Node<'_>| self.text(*part).starts_with(char::is_uppercase);
        let (mut value, rest) = match parts.iter().position(is_class).filter(|class| is_package && *class > 0) {
            Some(class) => (self.class_of_package(&parts[..class], parts[class]), &parts[class + 1..]),
            None => (self.bare_name(parts[0]), &parts[1..]),
        };
        for part in rest {
            let name = self.spanned_name(*part);
            let span = Span { end: name.span.end, ..self.program.span(value) };
            value = self.push(Expr::Member { object: value, name }, span);
        }
        Some(value)
    }

    /// A class by its full name: an import that nobody wrote.
    fn class_of_package(&mut self, package: &[Node<'_>], class: Node<'_>) -> ExprId {
        let module = package.iter().map(|part| self.text(*part)).collect::<Vec<_>>().join(".");
        let span = Span { end: self.span(class).end, ..self.span(package[0]) };
        let (imported, import) = (self.name(class), self.import(module.into(), span));
        let name: Arc<str> = format!("#{import}").into();
        self.bind(MODULE, name.clone(), span, Bound::Import { import, name: Some(imported) });
        self.named(name, MODULE, span)
    }

    /// `this.name`, or `Class.name`.
    pub(super) fn member_of(&mut self, class: ClassId, is_static: bool, name: Arc<str>, span: Span) -> ExprId {
        let declared = self.program.class(class);
        let around = self.program.scope(declared.scope).parent.unwrap_or(MODULE);
        let class_name = Expr::Name { name: declared.name.clone(), scope: around };
        let object = if is_static { class_name } else { Expr::This { class } };
        let object = self.push(object, Span { end: span.start, ..span });
        self.push(Expr::Member { object, name: Spanned { node: name, span } }, span)
    }

    /// The innermost class around that declares a field, unless a variable hides it.
    fn class_with_field(&self, name: &Arc<str>) -> Option<(ClassId, bool)> {
        for scope in self.scopes_around() {
            if self.declared(scope, name).is_some() {
                return None;
            }
            let class = self.program.scope(scope).class.filter(|class| self.program.class(*class).scope == scope);
            let members = class.and_then(|class| self.members_of(class));
            if let (Some(class), Some(is_static)) = (class, members.and_then(|members| members.fields.get(name))) {
                return Some((class, *is_static));
            }
        }
        None
    }

    fn members_of(&self, class: ClassId) -> Option<&Members> {
        self.own.members.get(class.0 as usize)
    }

    /// The classes around, innermost first.
    fn classes_around(&self) -> Vec<ClassId> {
        let mut classes: Vec<ClassId> =
            self.scopes_around().into_iter().filter_map(|scope| self.program.scope(scope).class).collect();
        classes.dedup();
        classes
    }

    /// The present scope and those around it.
    fn scopes_around(&self) -> Vec<ScopeId> {
        std::iter::successors(Some(self.place.scope), |scope| self.program.scope(*scope).parent).collect()
    }
}

/// The members of a class, those of an enum behind its constants too.
pub(super) fn body(node: Node<'_>) -> Vec<Node<'_>> {
    let body = node.child_by_field_name("body").or_else(|| child(node, "class_body"));
    let mut members = Vec::new();
    for member in body.map(children).unwrap_or_default() {
        match member.kind() {
            "enum_body_declarations" => members.extend(children(member)),
            _ => members.push(member),
        }
    }
    members
}
