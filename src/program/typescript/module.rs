//! What a file takes from other modules and gives to them: ES modules and `require` alike.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, MODULE, number};
use super::pattern::Declaration;
use super::tree::{children, first, has, look_through};
use crate::program::{Binding, Bound, Export, Expr, ExprId, Import, Property, ScopeId, Spanned};

/// The name of a default export.
const DEFAULT: &str = "default";

/// The name of an export that is the whole module: `export = x`, `module.exports = x`.
const WHOLE: &str = "export=";

impl Lowering<'_> {
    /// Notes an import and gives its number.
    fn import(&mut self, source: Node<'_>, star: bool) -> u32 {
        let module = self.string(source);
        self.program.imports.push(Import { module, span: self.span(source), star });
        number(self.program.imports.len() - 1)
    }

    /// The number of a new import for `require('module')`.
    pub(super) fn required(&mut self, node: Node<'_>) -> Option<u32> {
        if node.kind() != "call_expression" || self.text(node.child_by_field_name("function")?) != "require" {
            return None;
        }
        let source = first(node.child_by_field_name("arguments")?).filter(|source| source.kind() == "string")?;
        Some(self.import(source, false))
    }

    /// A module as a value: a name that nobody can write stands for it.
    pub(super) fn required_module(&mut self, import: u32, node: Node<'_>) -> ExprId {
        let name: Arc<str> = format!("#{import}").into();
        if self.declared(MODULE, &name).is_none() {
            self.bind(MODULE, name.clone(), self.span(node), Bound::Import { import, name: None });
        }
        self.named(name, MODULE, self.span(node))
    }

    /// `const a = require('module')`, `const { b, c: d } = require('module')`.
    pub(super) fn declare_required(&mut self, name: Node<'_>, scope: ScopeId, import: u32) {
        match name.kind() {
            "identifier" => self.declare(scope, name, Bound::Import { import, name: None }),
            "object_pattern" => {
                for it in children(name) {
                    self.declare_member(it, scope, import);
                }
            }
            _ => {
                let value = self.required_module(import, name);
                self.declare_pattern(name, &Declaration { scope, value: Some(value) });
            }
        }
    }

    fn declare_member(&mut self, member: Node<'_>, scope: ScopeId, import: u32) {
        let (key, target) = match member.kind() {
            "shorthand_property_identifier_pattern" => (Some(member), Some(member)),
            "pair_pattern" => (member.child_by_field_name("key"), member.child_by_field_name("value")),
            _ => (None, None),
        };
        match (key, target) {
            (Some(key), Some(target)) if target.kind() != "object_pattern" && target.named_child_count() == 0 => {
                let Ok(key) = self.key(key) else { return };
                self.declare(scope, target, Bound::Import { import, name: Some(key.node) });
            }
            _ => {
                let value = self.required_module(import, member);
                self.take_member(member, &Declaration { scope, value: Some(value) }, &[]);
            }
        }
    }

    pub(super) fn import_statement(&mut self, node: Node<'_>) {
        let parts = children(node);
        if let Some(require) = parts.iter().find(|part| part.kind() == "import_require_clause") {
            let (Some(source), Some(name)) = (require.child_by_field_name("source"), first(*require)) else { return };
            let import = self.import(source, false);
            return self.bind_import(name, import, None);
        }
        let Some(source) = node.child_by_field_name("source") else { return };
        let import = self.import(source, false);
        let clause = parts.into_iter().find(|part| part.kind() == "import_clause");
        for part in clause.map(children).unwrap_or_default() {
            match part.kind() {
                "identifier" => self.bind_import(part, import, Some(DEFAULT.into())),
                "namespace_import" => {
                    if let Some(name) = first(part) {
                        self.bind_import(name, import, None);
                    }
                }
                "named_imports" => {
                    for it in children(part) {
                        self.import_specifier(it, import);
                    }
                }
                _ => {}
            }
        }
    }

    fn import_specifier(&mut self, node: Node<'_>, import: u32) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let imported = self.module_name(name);
        self.bind_import(node.child_by_field_name("alias").unwrap_or(name), import, Some(imported));
    }

    fn bind_import(&mut self, node: Node<'_>, import: u32, name: Option<Arc<str>>) {
        let (text, scope) = (self.name(node), self.place.scope);
        self.bind(scope, text, self.span(node), Bound::Import { import, name });
    }

    /// A name in an import or export, which may be written as a string.
    fn module_name(&mut self, node: Node<'_>) -> Arc<str> {
        if node.kind() == "string" { self.string(node) } else { self.name(node) }
    }

    /// `import a = b.c`
    pub(super) fn import_alias(&mut self, node: Node<'_>) {
        let parts = children(node);
        let [name, target] = parts.as_slice() else { return };
        let value = self.dotted(*target);
        let (text, scope) = (self.name(*name), self.place.scope);
        self.bind(scope, text, self.span(*name), Bound::Value(value));
    }

    fn dotted(&mut self, node: Node<'_>) -> ExprId {
        if node.kind() != "nested_identifier" {
            return self.expression(node);
        }
        let Some((object, property)) = node.child_by_field_name("object").zip(node.child_by_field_name("property"))
        else {
            return self.unknown(node);
        };
        let object = self.expression(object);
        let name = self.spanned_name(property);
        self.push(Expr::Member { object, name }, self.span(node))
    }

    pub(super) fn export_statement(&mut self, node: Node<'_>) {
        if let Some(source) = node.child_by_field_name("source") {
            return self.export_from(node, source);
        }
        if let Some(declaration) = node.child_by_field_name("declaration") {
            return self.export_declaration(declaration, has(node, DEFAULT));
        }
        if let Some(value) = node.child_by_field_name("value") {
            return self.export_value(DEFAULT, value, node);
        }
        for child in children(node) {
            match child.kind() {
                "export_clause" => {
                    for it in children(child) {
                        self.export_specifier(it, None);
                    }
                }
                "ERROR" => self.salvage(child),
                "decorator" => {}
                _ if has(node, "=") => self.export_value(WHOLE, child, node),
                _ => {}
            }
        }
    }

    fn export_from(&mut self, node: Node<'_>, source: Node<'_>) {
        let parts = children(node);
        let clause = parts.iter().find(|part| matches!(part.kind(), "export_clause" | "namespace_export"));
        let import = self.import(source, clause.is_none());
        match clause {
            None => self.program.exports.push(Export::Star { import }),
            Some(clause) if clause.kind() == "export_clause" => {
                for it in children(*clause) {
                    self.export_specifier(it, Some(import));
                }
            }
            Some(namespace) => {
                let Some(name) = first(*namespace) else { return };
                let name = self.module_name(name);
                self.program.exports.push(Export::From { name, import, imported: None });
            }
        }
    }

    fn export_specifier(&mut self, node: Node<'_>, import: Option<u32>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let inner = self.module_name(name);
        let outer = match node.child_by_field_name("alias") {
            Some(alias) => self.module_name(alias),
            None => inner.clone(),
        };
        match import {
            Some(import) => {
                self.program.exports.push(Export::From { name: outer, import, imported: Some(inner) });
            }
            None => self.export_local(outer, inner),
        }
    }

    fn export_local(&mut self, name: Arc<str>, binding: Arc<str>) {
        if self.place.scope == MODULE {
            self.program.exports.push(Export::Local { name, binding });
        } else {
            self.own.namespace_exports.push((name, binding));
        }
    }

    /// Exports the names that a declaration adds to its scope.
    fn export_declaration(&mut self, declaration: Node<'_>, is_default: bool) {
        let scope = self.place.scope;
        let before = self.program.scope(scope).bindings.len();
        self.declaration(declaration);
        let added = self.program.scope(scope).bindings.get(before..).unwrap_or_default();
        let names: Vec<_> = added.iter().map(|it| it.name.clone()).filter(|name| !name.starts_with('#')).collect();
        for name in names {
            self.export_local(if is_default { DEFAULT.into() } else { name.clone() }, name);
        }
    }

    /// `export default value`, `export = value`.
    fn export_value(&mut self, name: &str, value: Node<'_>, node: Node<'_>) {
        let written = look_through(value);
        let value = self.evaluate(value, node);
        if name == WHOLE {
            return self.export_whole(value);
        }
        if written.kind() == "identifier" {
            let binding = self.name(written);
            return self.export_local(name.into(), binding);
        }
        self.program.exports.push(Export::Value { name: name.into(), value });
    }

    /// Notes `module.exports = value`, `module.exports.name = value` and `exports.name = value`.
    pub(super) fn export_assigned(&mut self, target: Node<'_>, value: ExprId) {
        if self.is_exports(target) {
            return self.export_whole(value);
        }
        let object = target.child_by_field_name("object");
        let property = target.child_by_field_name("property");
        if let (Some(object), Some(property)) = (object, property)
            && self.is_exports(look_through(object))
        {
            let name = self.name(property);
            self.program.exports.push(Export::Value { name, value });
        }
    }

    fn is_exports(&self, node: Node<'_>) -> bool {
        node.end_byte() - node.start_byte() <= "module.exports".len()
            && matches!(self.text(node), "module.exports" | "exports")
    }

    /// The module is a value; what the value has as members can be imported by name.
    fn export_whole(&mut self, value: ExprId) {
        self.program.exports.push(Export::Value { name: WHOLE.into(), value });
        for member in self.object_properties(value) {
            match member {
                Property::Named { key: Spanned { node: name, .. }, value } => {
                    self.program.exports.push(Export::Value { name, value });
                }
                Property::Spread(other) => self.export_spread(other),
                Property::Computed { .. } => {}
            }
        }
    }

    /// `module.exports = { ...require('./other') }`
    fn export_spread(&mut self, other: ExprId) {
        let Expr::Name { name, .. } = self.program.expr(other) else { return };
        if let Some(Binding { value: Bound::Import { import, name: None }, .. }) = self.declared(MODULE, name) {
            let import = *import;
            self.program.exports.push(Export::Star { import });
        }
    }
}
