//! What Java files are lowered to: `tests/program/java` has a snapshot for each, in words to be read beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "program/dump.rs"]
mod dump;
#[path = "program/java/limits.rs"]
mod limits;
#[path = "program/mutations.rs"]
mod mutations;
#[macro_use]
#[path = "program/snapshots.rs"]
mod snapshots;
#[path = "../fuzz/sound/program.rs"]
mod sound;

use plimsoll::program::java::lower;

snapshots!("java", "java": names, classes, control, expressions, broken);

#[test]
fn broken_files_are_sound() {
    let sources = [
        include_str!("program/java/names.java"),
        include_str!("program/java/classes.java"),
        include_str!("program/java/control.java"),
        include_str!("program/java/expressions.java"),
    ];
    mutations::check(&sources, lower);
}
