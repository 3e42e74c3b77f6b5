//! However a file is broken, its program is sound: every span is in the file, every number has what it stands for.

use super::{dump, lower};
use plimsoll::program::Program;
use plimsoll::source::Span;

const SOURCES: [&str; 4] =
    [include_str!("names.cs"), include_str!("creation.cs"), include_str!("control.cs"), include_str!("texts.cs")];

/// Every place in a program.
fn spans(program: &Program) -> Vec<Span> {
    let mut spans: Vec<_> = program.expressions.iter().map(|expression| expression.span).collect();
    spans.extend(program.effects.iter().map(|effect| effect.span));
    spans.extend(program.errors.iter().map(|problem| problem.span));
    spans.extend(program.imports.iter().map(|import| import.span));
    spans.extend(program.functions.iter().map(|function| function.span));
    spans.extend(program.functions.iter().flat_map(|function| &function.parameters).map(|parameter| parameter.span));
    spans.extend(program.classes.iter().map(|class| class.span));
    spans.extend(program.classes.iter().flat_map(|class| &class.fields).map(|field| field.name.span));
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
        for (at, _) in source.char_indices().step_by(13) {
            assert_sound(&source[..at]);
        }
    }
}

#[test]
fn files_that_lack_a_line_are_sound() {
    for source in SOURCES {
        let lines: Vec<_> = source.lines().collect();
        for (skipped, _) in lines.iter().enumerate().step_by(1) {
            let kept = lines.iter().enumerate().filter(|(number, _)| *number != skipped);
            assert_sound(&kept.map(|(_, line)| *line).collect::<Vec<_>>().join("\n"));
        }
    }
}

#[test]
fn files_with_a_sign_too_many_are_sound() {
    let signs = ["(", ")", "{", "}", "[", "'", "`", "/*", "ü", "$\"", ",", ".", " new "];
    for source in SOURCES {
        for ((at, _), sign) in source.char_indices().step_by(17).zip(signs.iter().cycle()) {
            assert_sound(&format!("{}{sign}{}", &source[..at], &source[at..]));
        }
    }
}
