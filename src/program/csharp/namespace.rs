//! What a file is part of, what it takes from elsewhere, and what it gives: namespaces and `using`.

use std::sync::Arc;

use tree_sitter::Node;

use super::GLOBAL;
use super::lowering::{Lowering, MODULE, Place};
use super::tree::{child, children, has};
use crate::program::{Bound, Export, Expr, Import};
use crate::source::Span;

impl Lowering<'_> {
    /// The whole file. Its namespaces come first among what it imports, as they do where names are looked up.
    pub(super) fn file(&mut self, root: Node<'_>) {
        self.own_namespaces(root);
        self.items(root);
        // The effects of a file of top-level statements are those of its module.
    }

    /// The namespaces that are declared anywhere in the file, from the inside out, and the one without a name.
    fn own_namespaces(&mut self, root: Node<'_>) {
        let mut found: Vec<(Arc<str>, Span)> = Vec::new();
        self.find_namespaces(root, "", &mut found);
        let mut around: Vec<(Arc<str>, Span)> = Vec::new();
        for (name, span) in &found {
            let mut whole: &str = name;
            loop {
                if !around.iter().any(|(known, _)| **known == *whole) {
                    around.push((whole.into(), *span));
                }
                let Some((outer, _)) = whole.rsplit_once('.') else { break };
                whole = outer;
            }
        }
        around.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        around.push(("".into(), Span::at(0)));
        for (module, span) in around {
            self.program.imports.push(Import { module, span, star: true });
        }
        self.program.packages = found.into_iter().map(|(name, _)| name).collect();
        if self.program.packages.is_empty() || children(root).iter().any(|item| is_type(*item)) {
            self.program.packages.push("".into());
        }
        self.program.packages.sort();
        self.program.packages.dedup();
    }

    fn find_namespaces(&mut self, node: Node<'_>, outer: &str, found: &mut Vec<(Arc<str>, Span)>) {
        if !self.descend(node) {
            return;
        }
        for item in children(node) {
            let Some(name) = item.child_by_field_name("name").filter(|_| is_namespace(item)) else { continue };
            let whole: Arc<str> = joined(outer, self.text(name)).into();
            found.push((whole.clone(), self.span(name)));
            if let Some(body) = item.child_by_field_name("body") {
                self.find_namespaces(body, &whole, found);
            }
        }
        self.ascend();
    }

    fn items(&mut self, node: Node<'_>) {
        let items = self.whole_statements(node);
        let scope = self.place.scope;
        let mut rest = items.as_slice();
        let mut statements = Vec::new();
        while let Some((item, more)) = rest.split_first() {
            rest = more;
            match item.kind() {
                "file_scoped_namespace_declaration" => {
                    let inner = self.open_scope();
                    self.place = Place { scope: inner, ..self.place };
                }
                "global_attribute" | "extern_alias_directive" => {}
                kind if kind.ends_with("_declaration") || kind == "using_directive" => self.declaration(*item),
                "preproc_if" => self.optional_items(*item),
                _ => statements.push(*item),
            }
        }
        self.place = Place { scope, ..self.place };
        self.statements(&statements);
    }

    /// What the compiler may be told to leave out.
    fn optional_items(&mut self, node: Node<'_>) {
        if !self.descend(node) {
            return;
        }
        for item in children(node) {
            match item.kind() {
                "preproc_else" | "preproc_elif" | "preproc_if" => self.optional_items(item),
                kind if kind.ends_with("_declaration") || kind == "using_directive" => self.declaration(item),
                kind if kind.ends_with("_statement") => {
                    self.under([crate::program::flow::UNKNOWN], |this| this.statement(item));
                }
                _ => {}
            }
        }
        self.ascend();
    }

    pub(super) fn declaration(&mut self, node: Node<'_>) {
        match node.kind() {
            "using_directive" => self.using_directive(node),
            "namespace_declaration" => {
                let Some(body) = node.child_by_field_name("body") else { return };
                if self.descend(node) {
                    let scope = self.open_scope();
                    self.within(Place { scope, ..self.place }, |this| this.items(body));
                    self.ascend();
                }
            }
            "interface_declaration" | "delegate_declaration" => {}
            _ => {
                if let Some((name, class)) = self.type_declaration(node) {
                    let span = self.program.class(class).span;
                    let value = self.push(Expr::Class(class), span);
                    self.program.exports.push(Export::Value { name, value });
                }
            }
        }
    }

    /// `using A.B;`, `using static A.B;`, `using X = A.B;`
    fn using_directive(&mut self, node: Node<'_>) {
        let alias = node.child_by_field_name("name");
        let Some(target) = children(node).into_iter().rfind(|part| Some(*part) != alias) else { return };
        let span = self.span(target);
        if let Some(alias) = alias {
            let value = self.type_expression(target);
            let (name, at) = (self.name(alias), self.span(alias));
            // An alias is in sight of every declaration of the file.
            self.bind(MODULE, name, at, Bound::Value(value));
            return;
        }
        let written: String = self.text(target).split_whitespace().collect();
        let name = written.trim_start_matches(GLOBAL);
        let module = if has(node, "global") && child(node, "global").is_some() {
            format!("{GLOBAL}{name}")
        } else {
            name.to_owned()
        };
        self.program.imports.push(Import { module: module.into(), span, star: true });
    }
}

fn is_namespace(node: Node<'_>) -> bool {
    matches!(node.kind(), "namespace_declaration" | "file_scoped_namespace_declaration")
}

fn is_type(node: Node<'_>) -> bool {
    matches!(node.kind(), "class_declaration" | "struct_declaration" | "record_declaration" | "enum_declaration")
}

fn joined(outer: &str, name: &str) -> String {
    let name: String = name.split_whitespace().collect();
    if outer.is_empty() { name } else { format!("{outer}.{name}") }
}
