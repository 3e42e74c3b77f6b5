//! Hostile input gets a bound and a message.

use std::time::{Duration, Instant};

use super::typescript;
use plimsoll::program::Program;
use plimsoll::program::typescript::{Dialect, lower};

const DEEP: usize = 60_000;

const TOO_DEEP: &str = "code nests more than 256 levels deep here; what lies deeper is not read";

/// Something deep between two constants.
fn between(deep: &str) -> Program {
    typescript(&format!("const before = 1;\n{deep}\nconst after = 2;\n"))
}

fn names(program: &Program) -> Vec<&str> {
    program.scopes[0].bindings.iter().map(|binding| &*binding.name).collect()
}

fn nested(open: &str, inner: &str, close: &str) -> String {
    open.repeat(DEEP) + inner + &close.repeat(DEEP)
}

#[test]
fn what_nests_too_deep_is_unknown_and_the_rest_is_read() {
    let deep = [
        format!("const x = {};", nested("[", "", "]")),
        format!("const x = {};", nested("f(", "", ")")),
        format!("const x = {};", nested("{a:", "1", "}")),
        format!("const x = {};", nested("`${", "1", "}`")),
        format!("const x = {};", nested("()=>", "1", "")),
        format!("const x = {};", nested("!", "1", "")),
        format!("const x = {};", nested("a?b:", "1", "")),
        format!("const x = {};", nested("a", ".b()", "").replace('a', "") + &".b()".repeat(DEEP))
            .replace("= .", "= a."),
        format!("const {} = y; const x = 1;", nested("{a:", "z", "}")),
        format!("let x; {};", nested("x=", "1", "")),
        format!("const x = 1; {}", nested("{", "", "}")),
        format!("const x = 1; {}", nested("if(a){}else ", "{}", "")),
        format!("const x = 1; {}", nested("namespace a{", "", "}")),
    ];
    for deep in deep {
        let program = between(&deep);
        let messages: Vec<_> = program.errors.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages, [TOO_DEEP], "{}", &deep[..40]);
        for name in ["before", "x", "after"] {
            assert!(names(&program).contains(&name), "{name} after {}", &deep[..40]);
        }
    }
}

#[test]
fn what_only_looks_deep_is_read() {
    let deep = [
        format!("const x = {};", nested("(", "1", ")")),
        format!("const x = {}1;", "'a' + ".repeat(DEEP)),
        format!("let x: {};", nested("Array<", "1", ">")),
    ];
    for deep in deep {
        let program = between(&deep);
        assert_eq!(program.errors, [], "{}", &deep[..40]);
        assert_eq!(names(&program), ["before", "x", "after"]);
    }
}

#[test]
fn what_is_open_at_the_end_is_told_once_or_twice() {
    for open in ["(", "[", "{", "f(", "{a:", "`${", "<a>", "class A { b = "] {
        let program = between(&format!("const x = {}", open.repeat(DEEP / 6)));
        assert!((1..=3).contains(&program.errors.len()), "{open}: {:?}", program.errors);
        assert!(names(&program).contains(&"before"), "{open}");
    }
}

#[test]
fn many_early_returns_cost_no_more_than_their_number() {
    let source = format!("function f(a) {{ {} }}", "if (a) return; g();".repeat(DEEP / 6));
    let program = typescript(&source);
    assert_eq!(program.effects.len(), DEEP / 6);
    assert!(program.effects.iter().all(|effect| effect.control.len() <= 65));
}

/// A character as if by chance.
fn noise(number: u32) -> char {
    let signs = b" ({[<`'\"/*;=\n)}]>a?:";
    char::from(signs[(number.wrapping_mul(2_654_435_761) >> 16) as usize % signs.len()])
}

#[test]
#[allow(clippy::disallowed_methods, reason = "this test measures time")]
fn a_bundle_and_noise_take_seconds_at_most() {
    let function =
        "function f(e,t){var n=e.a||'x';if(!t)return n;for(var r=0;r<e.length;r++)n+=e[r]?t(e[r]):{k:n};return n}";
    let bundle = function.repeat((1 << 20) / function.len());
    let noise: String = (0..100_000_u32).map(noise).collect();
    for (source, errors) in [(&bundle, 0..=0), (&noise, 1..=51)] {
        let began = Instant::now();
        let program = lower(source, Dialect::Tsx);
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
        assert!(errors.contains(&program.errors.len()), "{}", program.errors.len());
    }
}

#[test]
fn too_large_a_file_is_not_read() {
    let program = typescript(&" ".repeat((4 << 20) + 1));
    assert_eq!(program.errors.len(), 1);
    assert_eq!(program.errors[0].message, "this file has more than 4 MiB and is not read as a program");
    assert_eq!(program.scopes.len(), 1);
}
