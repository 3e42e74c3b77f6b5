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

use super::Program;
use super::lowering::{Draft, lowered};

/// Lowers a file. What cannot be parsed stands in [`Program::errors`].
pub fn lower(text: &str) -> Program {
    let lower = |draft: Draft<'_>| {
        let root = draft.tree.root_node();
        let mut lowering = lowering::begin(draft);
        lowering.file(root);
        let mut program = lowering.finish();
        lowering::forget_reassigned_statics(&mut program);
        program
    };
    lowered(text, tree::parse, lower, tree::comments)
}
