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

use super::recover::{Recovered, recover};
use super::{Problem, Program};
use crate::source::Span;
use lowering::Lowering;

/// What `new()` calls whose type is only told by what it is for.
pub const INFERRED: &str = "#new";

/// What the name of an import begins with that counts for every file of the project: `global using A;` is `global::A`.
pub const GLOBAL: &str = "global::";

/// How deep expressions, statements and patterns may nest; what lies deeper is unknown.
const MAX_DEPTH: usize = 256;

/// Larger files are not parsed: nobody writes them.
const MAX_BYTES: usize = 4 << 20;

/// Lowers a file. What cannot be parsed stands in [`Program::errors`].
pub fn lower(text: &str) -> Program {
    if text.len() > MAX_BYTES {
        return refused("this file has more than 4 MiB and is not read as a program");
    }
    let Some(Recovered { tree, text: draft, gaps, problems }) = recover(text, tree::parse) else {
        return refused("this file is too tangled to be read as a program");
    };
    let mut lowering = Lowering::new(&draft, text, gaps);
    lowering.file(tree.root_node());
    let mut program = lowering.finish();
    program.errors.extend(problems);
    program.errors.sort_by_key(|problem| problem.span);
    program.comments = tree::comments(&tree);
    program
}

fn refused(message: &str) -> Program {
    let problem = Problem { span: Span::at(0), message: message.into() };
    Program { scopes: vec![super::Scope::default()], errors: vec![problem], ..Program::default() }
}
