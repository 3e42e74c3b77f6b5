//! Java: the tree of the parser, lowered to a [`Program`]. Nothing is evaluated, nothing is looked up in other files,
//! and no API is known here but that of `Object` and of `main`.
//!
//! How Java's ways appear in a program:
//! - **Names.** A bare name is looked up like the compiler does it: variables, then members of the classes around it,
//!   innermost first. A member becomes `this.name`, or `Class.name` where it is static; a bare call of what nothing
//!   declares is one of `this`, which inherits it.
//! - **Packages.** The package of the file is a star import of itself. A name that is qualified where it stands,
//!   `java.util.List.of()`, is an import that nobody wrote (`#0`).
//! - **Classes.** Nested classes are names in the scope of their class, and static fields. Constructors beside the one
//!   with the most parameters are methods; a constructor that calls none begins with `super()`. A record has fields
//!   and a constructor; the constants of an enum are static fields with instances of it.
//! - **`main`** is called by the module, with arguments that nobody knows.
//! - **`a.equals(b)`** is `a == b`, and `switch` is a chain of conditions where no case runs into the next.

mod class;
mod constructor;
mod control;
mod expression;
mod function;
mod import;
mod literal;
mod lowering;
mod names;
mod operator;
mod statement;
mod switch;
mod tree;
mod variable;

use super::recover::{Recovered, recover};
use super::{Problem, Program};
use crate::source::Span;
use lowering::Lowering;

/// How deep expressions and statements may nest; what lies deeper is unknown.
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
