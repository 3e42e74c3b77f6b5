//! Hostile input gets a bound and a message.

use std::time::{Duration, Instant};

use plimsoll::program::Program;
use plimsoll::program::csharp::lower;

const DEEP: usize = 60_000;

/// Something deep between two declarations.
fn between(deep: &str) -> Program {
    lower(&format!("var before = 1;\n{deep}\nvar after = 2;\n"))
}

fn nested(open: &str, inner: &str, close: &str) -> String {
    open.repeat(DEEP) + inner + &close.repeat(DEEP)
}

#[test]
#[allow(clippy::disallowed_methods, reason = "this test measures time")]
fn what_nests_too_deep_is_told_and_does_no_harm() {
    let deep = [
        format!("var x = {};", nested("(", "1", ")")),
        format!("var x = {};", nested("f(", "", ")")),
        format!("var x = {};", nested("[", "1", "]")),
        format!("var x = {};", nested("new A { B = ", "1", "}")),
        format!("var x = {};", nested("$\"{", "1", "}\"")),
        format!("var x = {};", nested("!", "true", "")),
        format!("var x = {};", nested("a ? b : ", "1", "")),
        format!("var x = {}1;", "'a' + ".repeat(DEEP)),
        format!("var x = {}1;", "a ?? ".repeat(DEEP)),
        format!("var x = a{};", ".b()".repeat(DEEP)),
        format!("var x = a is {};", nested("not ", "null", "")),
        format!("var x = {};", nested("a switch { _ => ", "1", "}")),
        format!("var x = {};", nested("() => ", "1", "")),
        nested("{", "", "}"),
        nested("if (a) {} else ", "{}", ""),
        nested("namespace A {", "", "}"),
        nested("class A {", "", "}"),
    ];
    for deep in deep {
        let began = Instant::now();
        let program = between(&deep);
        assert!(began.elapsed() < Duration::from_secs(30), "{:?} for {}", began.elapsed(), &deep[..40]);
        assert!(program.expressions.len() < 10 * DEEP, "{}", &deep[..40]);
        assert!(program.errors.len() <= 51, "{}", &deep[..40]);
    }
    let program = between(&format!("var x = {};", nested("f(", "", ")")));
    let messages: Vec<_> = program.errors.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, ["code nests more than 256 levels deep here; what lies deeper is not read"]);
    let names: Vec<_> = program.scopes[0].bindings.iter().map(|binding| &*binding.name).collect();
    assert_eq!(names, ["before", "x", "after"]);
}

#[test]
fn what_is_open_at_the_end_is_told() {
    for open in ["(", "[", "{", "f(", "new A {", "$\"{", "class A { int b = "] {
        let program = between(&format!("var x = {}", open.repeat(DEEP / 6)));
        assert!((1..=51).contains(&program.errors.len()), "{open}: {:?}", program.errors.len());
    }
}

/// A character as if by chance.
fn noise(number: u32) -> char {
    let signs = b" ({[<$'\"/*;=\n)}]>@?:";
    char::from(signs[(number.wrapping_mul(2_654_435_761) >> 16) as usize % signs.len()])
}

#[test]
#[allow(clippy::disallowed_methods, reason = "this test measures time")]
fn a_large_file_and_noise_take_seconds_at_most() {
    let class = "class A { string F(int e, bool t) { var n = t ? \"x\" : $\"{e}\"; for (var r = 0; r < e; r++) { n += r; } return n; } }\n";
    let large = class.repeat((1 << 20) / class.len());
    let noise: String = (0..100_000_u32).map(noise).collect();
    for (source, errors) in [(&large, 0..=0), (&noise, 1..=51)] {
        let began = Instant::now();
        let program = lower(source);
        assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
        assert!(errors.contains(&program.errors.len()), "{}", program.errors.len());
    }
}

#[test]
fn too_large_a_file_is_not_read() {
    let program = lower(&" ".repeat((4 << 20) + 1));
    assert_eq!(program.errors.len(), 1);
    assert_eq!(program.errors[0].message, "this file has more than 4 MiB and is not read as a program");
    assert_eq!(program.scopes.len(), 1);
}
