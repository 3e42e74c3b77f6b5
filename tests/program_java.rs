//! What Java files are lowered to: `tests/program/java` has a snapshot for each, in words to be read beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "program/dump.rs"]
mod dump;
#[path = "program/java/limits.rs"]
mod limits;
#[path = "program/mutations.rs"]
mod mutations;
#[path = "../fuzz/sound/program.rs"]
mod sound;

use plimsoll::program::java::lower;

/// The snapshot of a file of `tests/program/java`.
macro_rules! snapshot {
    ($name:ident) => {
        #[test]
        fn $name() {
            let source = include_str!(concat!("program/java/", stringify!($name), ".java"));
            insta::with_settings!({ snapshot_path => "program/java", prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(stringify!($name), dump::dump(&lower(source), source));
            });
        }
    };
}

snapshot!(names);
snapshot!(classes);
snapshot!(control);
snapshot!(expressions);
snapshot!(broken);

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
