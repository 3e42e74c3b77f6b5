//! However a file is broken or nested, its program is sound and comes in time.

use std::time::{Duration, Instant};

use super::{dump, lower};
use plimsoll::program::Program;
use plimsoll::source::Span;

/// Deeper than anything that is read.
const DEEP: usize = 60_000;

const SOURCES: [&str; 4] = [
    include_str!("names.java"),
    include_str!("classes.java"),
    include_str!("control.java"),
    include_str!("expressions.java"),
];

/// Every place in a program.
fn spans(program: &Program) -> Vec<Span> {
    let mut spans: Vec<_> = program.expressions.iter().map(|expression| expression.span).collect();
    spans.extend(program.effects.iter().map(|effect| effect.span));
    spans.extend(program.errors.iter().map(|problem| problem.span));
    spans.extend(program.imports.iter().map(|import| import.span));
    spans.extend(program.functions.iter().map(|function| function.span));
    spans.extend(program.classes.iter().map(|class| class.span));
    spans.extend(program.scopes.iter().flat_map(|scope| &scope.bindings).map(|binding| binding.span));
    spans.extend(&program.comments);
    spans
}

fn assert_sound(source: &str) {
    let program = lower(source);
    for span in spans(&program) {
        assert!(source.get(span.range()).is_some(), "{span:?} is no part of\n{source}");
    }
    // It follows every number, and every expression to its end.
    dump::dump(&program, source);
}

#[test]
fn files_that_end_anywhere_are_sound() {
    for source in SOURCES {
        for (at, _) in source.char_indices().step_by(61) {
            assert_sound(&source[..at]);
        }
    }
}

#[test]
fn files_with_a_sign_too_many_are_sound() {
    let signs = ["(", ")", "{", "}", "[", "\"", "\"\"\"", "/*", "ü", "->", ",", ".", " new ", "case "];
    for source in SOURCES {
        for ((at, _), sign) in source.char_indices().step_by(89).zip(signs.iter().cycle()) {
            assert_sound(&format!("{}{sign}{}", &source[..at], &source[at..]));
        }
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "this test measures time")]
fn what_nests_too_deep_is_left_out_in_time() {
    let nested = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP));
    let deep = [
        format!("int x = {};", nested("!(", "a", ")")),
        format!("Object x = {};", nested("f(", "1", ")")),
        format!("int x = 1; {}", nested("{", "", "}")),
        format!("int x = 1; {}", nested("if(a){}else ", "{}", "")),
        format!("Object x = a{};", ".b()".repeat(DEEP)),
    ];
    for deep in deep {
        let began = Instant::now();
        let program = lower(&format!("class A {{ void f() {{ before(); {deep} after(); }} }}"));
        assert!(began.elapsed() < Duration::from_secs(20), "{:?} for {}", began.elapsed(), &deep[..40]);
        assert!((1..=2).contains(&program.errors.len()), "{:?} for {}", program.errors, &deep[..40]);
    }
}

#[test]
fn what_only_looks_deep_is_read() {
    for deep in [format!("({}1{})", "(".repeat(DEEP), ")".repeat(DEEP)), format!("{}1", "\"a\" + ".repeat(DEEP))] {
        let program = lower(&format!("class A {{ void f() {{ Object x = {deep}; after(); }} }}"));
        assert_eq!(program.errors, []);
        assert_eq!(program.effects.len(), 2);
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "this test measures time")]
fn noise_takes_seconds_at_most() {
    let signs = b" ({[<\"'/*;=\n)}]>a?:@.";
    let noise: String = (0..100_000_u32)
        .map(|number| char::from(signs[(number.wrapping_mul(2_654_435_761) >> 16) as usize % signs.len()]))
        .collect();
    let began = Instant::now();
    let program = lower(&noise);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert!((1..=51).contains(&program.errors.len()), "{}", program.errors.len());
}

#[test]
fn too_large_a_file_is_not_read() {
    let program = lower(&" ".repeat((4 << 20) + 1));
    assert_eq!(program.errors.len(), 1);
    assert_eq!(program.errors[0].message, "this file has more than 4 MiB and is not read as a program");
}
