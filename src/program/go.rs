//! Go: the tree of the parser, lowered to a [`Program`]. Nothing is evaluated, nothing is looked up in other files,
//! and no API is known here.
//!
//! How Go's ways appear in a program:
//! - **Packages.** All names of the package clause's block are exports, and a star import of `.` stands for the other
//!   files of the folder. An imported package is a name bound to the module.
//! - **Pointers** are looked through: `&x` and `*x` are `x`. What may be written through a pointer that is handed to
//!   somebody else's function is unknown from there on.
//! - **Structs.** A struct type is a class, whose fields have their zero values and whose bases are what it embeds.
//!   A literal with a type is a call with `new`, its members are named arguments; `new(T)` and `var x T` are calls
//!   without arguments.
//! - **Methods** are functions of the module called `Type.Method`, in whichever file of the package they stand; their
//!   receiver is `this`.
//! - **Fields that are set** of something that may be a copy are set to something unknown: no one knows which of both
//!   was meant.
//! - **Copies** of what is known to be a struct are calls of `#copy`.
//! - **Loops.** `range` goes over a call of `#values`, `#keys` or `#entries`, of which the variables are parts.
//! - **Several results** are a list.
//! - **`main` and `init`** are called by the module, behind all initialisers.
//! - **Errors.** A branch that fails (`if err != nil { return err }`) ends the program, as `panic` does. That is no
//!   condition for what follows, but what is assigned several times has an unknown value there.

mod call;
mod composite;
mod control;
mod declaration;
mod expression;
mod function;
mod literal;
mod lowering;
mod pointer;
mod statement;
mod tree;
mod types;

use super::Program;
use super::lowering::{Draft, lowered};

/// Lowers a file. What cannot be parsed stands in [`Program::errors`].
pub fn lower(text: &str) -> Program {
    let lower = |draft: Draft<'_>| {
        let root = draft.tree.root_node();
        let mut lowering = lowering::begin(draft);
        lowering.file(root);
        lowering.settled()
    };
    lowered(text, tree::parse, lower, tree::comments)
}
