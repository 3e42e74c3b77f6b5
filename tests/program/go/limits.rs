//! Hostile and large files have a bound and a message, and whatever a file holds, its program is well-formed.

use plimsoll::program::go::lower;
use plimsoll::program::{Expr, Program};

const SOURCES: [&str; 4] =
    [include_str!("names.go"), include_str!("structs.go"), include_str!("control.go"), include_str!("expressions.go")];

/// What is put somewhere into a file.
const JUNK: [&str; 12] = ["(", ")", "[", "\"", "`", ":=", "{", "}", ".", "\n", "func ", "é"];

fn calls(program: &Program) -> Vec<&str> {
    let callee = |expr: &Expr| match expr {
        Expr::Call(call) => Some(call.callee),
        _ => None,
    };
    let callees = program.expressions.iter().filter_map(|expr| callee(&expr.node));
    callees.filter_map(|id| if let Expr::Name { name, .. } = program.expr(id) { Some(&**name) } else { None }).collect()
}

/// A function with a statement between two others.
fn around(statement: &str) -> String {
    format!("package p\nfunc f() {{\n\tbefore()\n\t{statement}\n\tafter()\n}}\n")
}

#[test]
fn nesting_is_bounded_and_the_rest_is_read() {
    let nested = [
        format!("x := {}1{}", "f(".repeat(60_000), ")".repeat(60_000)),
        format!("x := {}1", "!".repeat(60_000)),
        format!("x := a{}", ".b()".repeat(60_000)),
        format!("x := {}1{}", "[]any{".repeat(20_000), "}".repeat(20_000)),
        format!("x.{} = 1", "a[0].".repeat(30_000) + "b"),
        format!("{}{}", "if x {".repeat(10_000), "}".repeat(10_000)),
        format!("{}{}", "func() {".repeat(10_000), "}()".repeat(10_000)),
    ];
    for statement in nested {
        let program = lower(&around(&statement));
        let calls = calls(&program);
        assert_eq!((calls.first(), calls.last()), (Some(&"before"), Some(&"after")), "{statement:.20}");
        assert!(!program.errors.is_empty(), "{statement:.20}");
    }
}

#[test]
fn parentheses_are_looked_through_however_many_there_are() {
    let program = lower(&around(&format!("x := {}g(){}", "(".repeat(60_000), ")".repeat(60_000))));
    assert_eq!(calls(&program), ["before", "g", "after"]);
    assert_eq!(program.errors, []);
}

#[test]
fn open_brackets_are_a_problem() {
    for open in ["(", "[", "{", "f(", "f(x, []any{", "(\""] {
        let program = lower(&around(&format!("x := {}", open.repeat(60_000))));
        assert!(!program.errors.is_empty(), "{open}");
    }
}

#[test]
fn long_files_are_refused() {
    let program = lower(&"f()\n".repeat(1_100_000));
    assert_eq!(program.errors[0].message, "this file has more than 4 MiB and is not read as a program");
    assert_eq!(program.effects.len(), 0);
}

#[test]
fn many_of_something_take_their_time_and_no_more() {
    let many = [
        "x.a = y\n".repeat(20_000),
        "x = y\n".repeat(20_000),
        "if x { return }\n".repeat(5_000),
        format!("switch x {{\n{}}}", "case 1: f()\n".repeat(20_000)),
        "a, b := f()\n".repeat(20_000),
        format!("x := \"a\"{}", " + \"a\"".repeat(20_000)),
    ];
    for statements in many {
        let program = lower(&around(&statements));
        let longest = program.effects.iter().map(|effect| effect.control.len()).max();
        assert!(longest.is_some_and(|longest| longest <= 65), "{statements:.20}: {longest:?}");
    }
}

#[test]
fn mutated_files_are_lowered_to_well_formed_programs() {
    let mut seed = 1;
    for round in 0..200 {
        let source = SOURCES[round % SOURCES.len()];
        let (at, length) = (place(source, random(&mut seed)), random(&mut seed) % 40);
        let end = place(source, at + length);
        let kept = if round % 2 == 0 { &source[end..] } else { &source[at..] };
        let text = format!("{}{}{kept}", &source[..at], JUNK[random(&mut seed) % JUNK.len()]);
        check(&lower(&text), &text);
    }
    for text in ["", "\n", "\u{feff}", "\0", "package", "package p;", "func", "type", "\"", "`", "é", "}"] {
        check(&lower(text), text);
    }
}

/// Numbers that are the same in every run.
fn random(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 40).unwrap()
}

/// A place between two characters.
fn place(text: &str, number: usize) -> usize {
    text.floor_char_boundary(number % (text.len() + 1))
}

fn check(program: &Program, text: &str) {
    let number = |id: usize, all: usize| assert!(id < all, "{id} of {all} in\n{text}");
    for (position, expr) in program.expressions.iter().enumerate() {
        assert!(text.get(expr.span.range()).is_some(), "no place: {expr:?} in\n{text}");
        if let Expr::Call(call) = &expr.node {
            number(call.callee.0 as usize, position);
            call.arguments.iter().for_each(|argument| number(argument.value.0 as usize, position));
        }
    }
    for (position, scope) in program.scopes.iter().enumerate() {
        assert_eq!(scope.parent.is_none(), position == 0, "{scope:?} in\n{text}");
        scope.parent.iter().for_each(|parent| number(parent.0 as usize, position));
    }
    for effect in &program.effects {
        assert!(text.get(effect.span.range()).is_some(), "no place: {effect:?} in\n{text}");
        number(effect.scope.0 as usize, program.scopes.len());
    }
    for problem in &program.errors {
        assert!(text.get(problem.span.range()).is_some(), "no place: {problem:?} in\n{text}");
    }
}
