//! What Go files are lowered to: `tests/program/go` has a snapshot for each, in words to be read beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "program/dump.rs"]
mod dump;
#[path = "program/go/limits.rs"]
mod limits;
#[path = "program/mutations.rs"]
mod mutations;
#[path = "../fuzz/sound/program.rs"]
mod sound;

use plimsoll::program::go::lower;

/// The snapshot of a file of `tests/program/go`.
macro_rules! snapshot {
    ($name:ident) => {
        #[test]
        fn $name() {
            let source = include_str!(concat!("program/go/", stringify!($name), ".go"));
            insta::with_settings!({ snapshot_path => "program/go", prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(stringify!($name), dump::dump(&lower(source), source));
            });
        }
    };
}

snapshot!(names);
snapshot!(structs);
snapshot!(control);
snapshot!(expressions);
snapshot!(broken);

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
