//! TypeScript and JavaScript, lowered.

use plimsoll::program::Program;
use plimsoll::program::typescript::{Dialect, lower};

#[path = "program/dump.rs"]
mod dump;

#[path = "program/typescript/broken.rs"]
mod broken;
#[path = "program/typescript/limits.rs"]
mod limits;
#[path = "program/mutations.rs"]
mod mutations;
#[path = "../fuzz/sound/program.rs"]
mod sound;
#[path = "program/typescript/written.rs"]
mod written;

fn typescript(source: &str) -> Program {
    lower(source, Dialect::TypeScript)
}

#[test]
fn broken_files_are_sound() {
    let sources = [
        include_str!("program/typescript/stack.ts"),
        include_str!("program/typescript/classes.ts"),
        include_str!("program/typescript/expressions.ts"),
        include_str!("program/typescript/control.ts"),
        include_str!("program/typescript/enums.ts"),
    ];
    mutations::check(&sources, typescript);
}
