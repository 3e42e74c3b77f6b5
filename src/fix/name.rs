//! How a file names a class of CDK's API, as far as its imports allow.

use super::edit::Editor;
use crate::frontend::cdk::Spelled;
use crate::frontend::cdk::table::table;
use crate::program::{Bound, Call, Expr, ExprId, Language};

impl Editor<'_> {
    /// How the file names a class of the module that the called class is of: beside that one, or as it was imported.
    pub(super) fn named(&self, call: &Call, spelled: &Spelled, name: &str) -> Option<String> {
        let class = self.class(call)?;
        if self.language == Language::Go {
            return match self.program.expr(class) {
                // `awsecr.NewRepository` is a member of the package.
                Expr::Member { object, .. } => Some(format!("{}.{name}", self.text(*object))),
                _ => None,
            };
        }
        match self.program.expr(class) {
            Expr::Member { object, .. } => Some(format!("{}.{name}", self.text(*object))),
            Expr::Name { name: class, scope } => {
                let bound = self.program.lookup(class, *scope).map(|(_, binding)| &binding.value);
                match (self.language, bound) {
                    (Language::TypeScript | Language::Python, Some(Bound::Import { import, .. })) => {
                        self.imported(&self.program.imports[*import as usize].module, name)
                    }
                    (Language::Java | Language::CSharp, bound) => {
                        let module = module(spelled, self.language)?;
                        let free = self.program.lookup(name, *scope).is_none();
                        // What made the class known without its own name makes its whole namespace known.
                        let whole = self.program.imports.iter().any(|import| import.star && *import.module == *module)
                            || (self.language == Language::CSharp && bound.is_none());
                        if free && whole { Some(name.to_owned()) } else { self.imported(&module, name) }
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The expression that names the class whose construct a call makes; in Go, its constructor.
    pub(super) fn class(&self, call: &Call) -> Option<ExprId> {
        if self.language != Language::Java || call.new {
            return Some(call.callee);
        }
        let root = self.chain(call)?.root;
        let Expr::Member { object, name } = self.program.expr(root.callee) else { return None };
        match (&*name.node, self.program.expr(*object)) {
            ("create", Expr::Member { object, name }) if &*name.node == "Builder" => Some(*object),
            _ => None,
        }
    }

    /// What an import calls a name of a module.
    fn imported(&self, module: &str, name: &str) -> Option<String> {
        let bindings = self.program.scopes.first()?.bindings.iter();
        bindings.rev().find_map(|binding| match &binding.value {
            Bound::Import { import, name: imported } if *self.program.imports[*import as usize].module == *module => {
                match imported {
                    Some(imported) if **imported == *name => Some(binding.name.to_string()),
                    Some(_) => None,
                    None => Some(format!("{}.{name}", binding.name)),
                }
            }
            _ => None,
        })
    }

    pub(super) fn text(&self, expr: ExprId) -> &str {
        &self.source[self.program.span(expr).range()]
    }
}

/// What a language calls the module of the class of a construct.
fn module(spelled: &Spelled, language: Language) -> Option<String> {
    let (module, _) = spelled.class.rsplit_once('.')?;
    let module = table().modules().iter().find(|known| known.name == module)?;
    module.name_in(language).map(std::borrow::Cow::into_owned)
}
