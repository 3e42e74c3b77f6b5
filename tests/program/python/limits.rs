//! Hostile and large files have a bound and a message.

use std::fmt::Write as _;

use plimsoll::program::python::lower;
use plimsoll::program::{Expr, Program};

fn calls(program: &Program) -> Vec<&str> {
    let callee = |expr: &Expr| match expr {
        Expr::Call(call) => Some(call.callee),
        _ => None,
    };
    let callees = program.expressions.iter().filter_map(|expr| callee(&expr.node));
    callees.filter_map(|id| if let Expr::Name { name, .. } = program.expr(id) { Some(&**name) } else { None }).collect()
}

fn first_message(program: &Program) -> &str {
    &program.errors.first().expect("a problem").message
}

#[test]
fn nesting_is_bounded_and_the_rest_is_read() {
    let nested = [
        format!("x = {}1{}", "[".repeat(60_000), "]".repeat(60_000)),
        format!("x = {}1{}", "f(".repeat(60_000), ")".repeat(60_000)),
        format!("x = {}1{}", "not ".repeat(60_000), ""),
        format!("x = 1{}", " + 1".repeat(60_000)),
        format!("x = a{}", ".b()".repeat(60_000)),
        format!("x = {}1", "lambda: ".repeat(60_000)),
        format!("{}a{} = 1", "(".repeat(5_000), ",)".repeat(5_000)),
    ];
    for text in nested {
        let program = lower(&format!("before()\n{text}\nafter()\n"));
        assert_eq!(first_message(&program), "this is nested more than 200 levels deep and was not read", "{text:.20}");
        assert_eq!(program.errors.len(), 1, "{text:.20}");
        let calls = calls(&program);
        assert_eq!((calls.first(), calls.last()), (Some(&"before"), Some(&"after")), "{text:.20}");
    }
}

#[test]
fn parentheses_are_looked_through_however_many_there_are() {
    let program = lower(&format!("x = {}f(){}\n", "(".repeat(60_000), ")".repeat(60_000)));
    assert_eq!(calls(&program), ["f"]);
    assert_eq!(program.errors, []);
}

#[test]
fn open_brackets_spoil_one_statement() {
    for open in ["(", "[", "{", "f(", "f(x, [", "(\""] {
        let program = lower(&format!("before()\nx = {}\nafter()\n", open.repeat(60_000)));
        assert!(!program.errors.is_empty(), "{open}");
        assert_eq!(calls(&program), ["before", "after"], "{open}");
    }
}

#[test]
fn blocks_are_bounded() {
    let mut text = String::new();
    for depth in 0..300 {
        writeln!(text, "{}if x:", " ".repeat(depth)).expect("a string takes everything");
    }
    writeln!(text, "{}pass\nafter()", " ".repeat(300)).expect("a string takes everything");
    let program = lower(&text);
    assert_eq!(first_message(&program), "this is nested more than 200 levels deep and was not read");
    assert_eq!(calls(&program), ["after"]);
}

#[test]
fn long_files_are_refused() {
    let program = lower(&"f()\n".repeat(1_100_000));
    assert_eq!(first_message(&program), "the file has 4400000 bytes; Python is read up to 4194304 bytes");
    assert_eq!(program.scopes.len(), 1);
    assert_eq!(program.effects.len(), 0);
}

#[test]
fn a_name_that_is_assigned_again_and_again_keeps_its_last_values() {
    let program = lower(&format!("x = 0\n{}use(x)\n", "x = x + 1\n".repeat(20_000)));
    assert_eq!(program.errors, []);
    assert!(program.scopes.len() < 100, "{} scopes", program.scopes.len());
}

#[test]
fn nothing_but_line_ends_bytes_and_marks() {
    for text in ["", "\n", "\u{feff}", "\u{feff}f()\n", "\r\n", "\0", "\\", "'", "f'{", "\"\"\"", "é", "x = 'é'\n"] {
        let program = lower(text);
        assert_eq!(program.scopes[0].parent, None, "{text:?}");
        for expr in &program.expressions {
            assert!(text.get(expr.span.range()).is_some(), "{text:?}: {:?} is no place", expr.span);
        }
    }
}

#[test]
fn chains_of_branches_do_not_multiply() {
    let program = lower(&format!("if x: f()\n{}", "elif x: f()\n".repeat(3_000)));
    assert_eq!(program.errors, []);
    let longest = program.effects.iter().map(|effect| effect.control.len()).max();
    assert_eq!(longest, Some(16));
    assert_eq!(program.effects.last().map(|effect| effect.control.len()), Some(16));
}
