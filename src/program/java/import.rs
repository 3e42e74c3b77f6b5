//! The package of a file and what it imports.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, MODULE, number};
use super::tree::{child, children, has};
use crate::program::{Bound, Import};
use crate::source::Span;

impl Lowering<'_> {
    /// A whole file.
    pub(super) fn file(&mut self, root: Node<'_>) {
        let parts = children(root);
        let package = parts.iter().find(|part| part.kind() == "package_declaration");
        let named = package.and_then(|package| children(*package).into_iter().next_back());
        let name = named.map(|name| self.dotted(name)).unwrap_or_default();
        self.program.packages.push(name.clone());
        for import in parts.iter().filter(|part| part.kind() == "import_declaration") {
            self.import_declaration(*import);
        }
        // What is imported by its name counts before the package, and the package before what a star imports.
        let span = named.map_or(Span::at(0), |name| self.span(name));
        self.program.imports.insert(0, Import { module: name, span, star: true });
        for binding in &mut self.program.scopes[0].bindings {
            if let Bound::Import { import, .. } = &mut binding.value {
                *import += 1;
            }
        }
        self.block(root);
    }

    fn import_declaration(&mut self, node: Node<'_>) {
        let Some(path) = children(node).into_iter().find(|it| matches!(it.kind(), "scoped_identifier" | "identifier"))
        else {
            return;
        };
        if child(node, "asterisk").is_some() {
            self.own.any_method |= has(node, "static");
            let module = self.dotted(path);
            return self.program.imports.push(Import { module, span: self.span(path), star: true });
        }
        let (Some(scope), Some(name)) = (path.child_by_field_name("scope"), path.child_by_field_name("name")) else {
            return;
        };
        let module = self.dotted(scope);
        let (text, span) = (self.name(name), self.span(name));
        let import = self.import(module, self.span(scope));
        self.bind(MODULE, text.clone(), span, Bound::Import { import, name: Some(text) });
    }

    /// Notes an import and gives its number.
    pub(super) fn import(&mut self, module: Arc<str>, span: Span) -> u32 {
        self.program.imports.push(Import { module, span, star: false });
        number(self.program.imports.len() - 1)
    }

    /// A name with dots, without blanks and comments in it.
    fn dotted(&mut self, node: Node<'_>) -> Arc<str> {
        match super::tree::segments(node) {
            Some(segments) => segments.iter().map(|segment| self.text(*segment)).collect::<Vec<_>>().join(".").into(),
            None => self.text(node).into(),
        }
    }
}
