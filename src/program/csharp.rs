//! C#: the tree of the parser, lowered to a [`Program`]. Nothing is evaluated, nothing is looked up in other files, and
//! no API is known here but a few functions of the language's own library that build texts.
//!
//! How C#'s ways appear in a program:
//! - **Names.** Whether a plain name is a member of the class, an inherited one or a type is known only with all files
//!   together: it is an [`Expr::Name`](crate::program::Expr::Name), and whoever looks it up goes from scope to scope,
//!   where the scope of a class stands for its members. What is assigned without being declared around it is a member:
//!   `this.x = …`. Nested classes are static fields.
//! - **Namespaces** are packages. Their types are exports, and they are star imports that nobody wrote, as the namespace
//!   without a name is; a directive `using` is one that somebody wrote, `using static` names a type instead of a module.
//!   An alias is a name of the module scope.
//! - **Initialisers.** What stands in `new X { A = 1 }` is a named argument of the call. `new() { A = 1 }` whose type
//!   cannot be told from what is around it calls [`INFERRED`]. Collections are lists and dictionaries.
//! - **Properties.** One with an expression or a body is a getter; one without is a field, which begins as its
//!   initialiser or as the default of its type. Members of an enum are their names.
//! - **Constructors.** What a primary constructor takes is fields too. Of several constructors the one with the most
//!   parameters is the constructor of the class; the others stand among its methods.

mod class;
mod control;
mod creation;
mod expression;
mod function;
mod invocation;
mod literal;
mod lowering;
mod namespace;
mod pattern;
mod statement;
mod tree;
mod variable;

use super::Program;
use super::lowering::{Draft, lowered};

/// What `new()` calls whose type is only told by what it is for.
pub const INFERRED: &str = "#new";

/// What the name of an import begins with that counts for every file of the project: `global using A;` is `global::A`.
pub const GLOBAL: &str = "global::";

/// Lowers a file. What cannot be parsed stands in [`Program::errors`].
pub fn lower(text: &str) -> Program {
    let lower = |draft: Draft<'_>| {
        let root = draft.tree.root_node();
        let mut lowering = lowering::begin(draft);
        lowering.file(root);
        lowering.finish()
    };
    lowered(text, tree::parse, lower, tree::comments)
}
