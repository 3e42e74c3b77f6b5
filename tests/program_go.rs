//! What Go files are lowered to: `tests/program/go` has a snapshot for each, in words to be read beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "program/dump.rs"]
mod dump;
#[path = "program/go/limits.rs"]
mod limits;
#[path = "program/mutations.rs"]
mod mutations;
#[macro_use]
#[path = "program/snapshots.rs"]
mod snapshots;
#[path = "../fuzz/sound/program.rs"]
mod sound;

use plimsoll::program::go::lower;

snapshots!("go", "go": names, structs, control, expressions, broken);

#[test]
fn broken_files_are_sound() {
    let sources = [
        include_str!("program/go/names.go"),
        include_str!("program/go/structs.go"),
        include_str!("program/go/control.go"),
        include_str!("program/go/expressions.go"),
    ];
    mutations::check(&sources, lower);
}
