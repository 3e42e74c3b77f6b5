//! Imports.

use std::sync::Arc;

use super::Lowering;
use super::tree::{Node, children, fields, span};
use crate::program::{Bound, Import};
use crate::source::Span;

impl<'t> Lowering<'t> {
    /// `import a.b`, `import a.b as c`
    pub(super) fn import_modules(&mut self, node: Node<'t>) {
        for name in fields(node, "name") {
            let alias = name.child_by_field_name("alias");
            let path = name.child_by_field_name("name").unwrap_or(name);
            let import = self.import(self.dotted(path), span(path), false);
            match (alias, children(path).first()) {
                (Some(alias), _) => self.bind(alias, Bound::Import { import, name: None }),
                // `import a.b` reads both modules and binds `a`.
                (None, Some(root)) if children(path).len() > 1 => {
                    let import = self.import(self.slice(*root).into(), span(*root), false);
                    self.bind(*root, Bound::Import { import, name: None });
                }
                (None, _) => self.bind(path, Bound::Import { import, name: None }),
            }
        }
    }

    /// `from a.b import c as d`, `from . import e`, `from f import *`
    pub(super) fn import_names(&mut self, node: Node<'t>) {
        let Some(module) = node.child_by_field_name("module_name") else { return };
        let star = children(node).iter().any(|child| child.kind() == "wildcard_import");
        let import = self.import(self.dotted(module), span(module), star);
        for name in fields(node, "name") {
            let path = name.child_by_field_name("name").unwrap_or(name);
            let alias = name.child_by_field_name("alias").unwrap_or(path);
            let name = Some(self.dotted(path));
            self.bind(alias, Bound::Import { import, name });
        }
    }

    fn import(&mut self, module: Arc<str>, span: Span, star: bool) -> u32 {
        self.program.imports.push(Import { module, span, star });
        super::number(self.program.imports.len() - 1)
    }

    /// The name of a module without what may stand between its parts.
    fn dotted(&self, node: Node) -> Arc<str> {
        self.slice(node).split_whitespace().filter(|part| *part != "\\").collect::<String>().into()
    }
}
