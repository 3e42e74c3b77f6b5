//! TypeScript and JavaScript: the tree of the parser, lowered to a [`Program`]. Nothing is evaluated, nothing is
//! looked up in other files, and no API is known here.
//!
//! The parser never gives up: what it does not understand becomes a [`Problem`], and whatever stands around it is
//! lowered all the same.

mod class;
mod control;
mod expression;
mod function;
mod literal;
mod lowering;
mod module;
mod pattern;
mod statement;
mod switch;
mod tree;

use super::Program;
use super::lowering::{Draft, lowered};

/// The two grammars of the language, which disagree about `<`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `<T>x` is a type assertion.
    TypeScript,
    /// `<T>` opens an element of JSX. Plain JavaScript is read as this too.
    Tsx,
}

impl Dialect {
    /// The dialect that a path's ending names; `None` for other files and for declarations (`.d.ts`), in which
    /// nothing is executed.
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
        let (stem, extension) = name.rsplit_once('.')?;
        match extension {
            "ts" | "mts" | "cts" => {
                // `types.d.ts`, `data.d.json.ts`
                let declares = stem.split('.').skip(1).any(|part| part == "d");
                (!declares).then_some(Self::TypeScript)
            }
            "tsx" | "jsx" | "js" | "mjs" | "cjs" => Some(Self::Tsx),
            _ => None,
        }
    }
}

/// Lowers a file. What cannot be parsed stands in [`Program::errors`].
pub fn lower(text: &str, dialect: Dialect) -> Program {
    let lower = |draft: Draft<'_>| {
        let root = draft.tree.root_node();
        let mut lowering = lowering::begin(draft);
        lowering.block(root);
        lowering.finish()
    };
    lowered(text, |text| tree::parse(text, dialect), lower, tree::comments)
}
