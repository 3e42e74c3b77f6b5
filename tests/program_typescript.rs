//! TypeScript and JavaScript, lowered.

use plimsoll::program::Program;
use plimsoll::program::typescript::{Dialect, lower};

#[path = "program/dump.rs"]
mod dump;

#[path = "program/typescript/broken.rs"]
mod broken;
#[path = "program/typescript/limits.rs"]
mod limits;
#[path = "program/typescript/mutations.rs"]
mod mutations;
#[path = "program/typescript/written.rs"]
mod written;

fn typescript(source: &str) -> Program {
    lower(source, Dialect::TypeScript)
}
