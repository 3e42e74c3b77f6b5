//! What Python files are lowered to: `tests/program/python` has a snapshot for each, in words to be read beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "program/dump.rs"]
mod dump;
#[path = "program/python/limits.rs"]
mod limits;
#[path = "program/mutations.rs"]
mod mutations;
#[macro_use]
#[path = "program/snapshots.rs"]
mod snapshots;
#[path = "../fuzz/sound/program.rs"]
mod sound;

use plimsoll::program::python::lower;
use plimsoll::program::{Expr, TemplatePart};

snapshots!("python", "py": imports, names, texts, expressions, functions, classes, control, broken);

#[test]
fn broken_files_are_sound() {
    let sources = [
        include_str!("program/python/names.py"),
        include_str!("program/python/classes.py"),
        include_str!("program/python/control.py"),
        include_str!("program/python/expressions.py"),
    ];
    mutations::check(&sources, lower);
}

#[test]
fn every_part_of_a_text_has_its_place() {
    let source = "joined = f'repo:{ (tag) }-{{x}}' 'y'\nplain = (\n    \"a\"  # why\n    \"b\"\n)\n";
    let program = lower(source);
    let holes: Vec<_> = program.expressions.iter().map(|expr| &source[expr.span.range()]).collect();
    assert_eq!(holes, ["tag", "f'repo:{ (tag) }-{{x}}' 'y'", "\"a\"  # why\n    \"b\""]);
    let Expr::Template(parts) = &program.expressions[1].node else { panic!("{:?}", program.expressions[1]) };
    let texts = parts.iter().filter_map(|part| if let TemplatePart::Text(text) = part { Some(text) } else { None });
    let texts: Vec<_> = texts.map(|text| (&*text.node, &source[text.span.range()])).collect();
    assert_eq!(texts, [("repo:", "repo:"), ("-{x}", "-{{x}}"), ("y", "y")]);
}

#[test]
fn line_ends_of_windows_are_line_ends() {
    let program = lower("x = \"\"\"a\r\nb\\\r\nc\"\"\"\r\nif x:\r\n    f()\r\n");
    assert_eq!(program.expressions[0].node, Expr::Text("a\nbc".into()));
    assert_eq!(program.errors, []);
    assert_eq!(program.effects.len(), 3);
}
