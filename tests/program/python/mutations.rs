//! Whatever a file holds, its program is well-formed.

use plimsoll::program::python::lower;
use plimsoll::program::{Element, Expr, ExprId, Program, Property, TemplatePart};

const SOURCES: [&str; 4] =
    [include_str!("names.py"), include_str!("classes.py"), include_str!("control.py"), include_str!("expressions.py")];

/// What is put somewhere into a file.
const JUNK: [&str; 12] = ["(", ")", "[", "\"", "'''", ":", "=", ".", "\n", "    ", "def ", "é"];

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
    for (number, expr) in program.expressions.iter().enumerate() {
        assert!(text.get(expr.span.range()).is_some(), "no place: {expr:?} in\n{text}");
        let parts = parts(&expr.node);
        assert!(
            parts.iter().all(|part| (part.0 as usize) < number),
            "made of what stands behind it: {expr:?} in\n{text}"
        );
    }
    for (number, scope) in program.scopes.iter().enumerate() {
        assert!(scope.parent.is_none_or(|parent| (parent.0 as usize) < number), "{scope:?} in\n{text}");
        assert_eq!(scope.parent.is_none(), number == 0, "{scope:?} in\n{text}");
    }
    for effect in &program.effects {
        assert!(text.get(effect.span.range()).is_some(), "no place: {effect:?} in\n{text}");
        assert!((effect.scope.0 as usize) < program.scopes.len(), "{effect:?} in\n{text}");
    }
    for problem in &program.errors {
        assert!(text.get(problem.span.range()).is_some(), "no place: {problem:?} in\n{text}");
    }
}

fn parts(expr: &Expr) -> Vec<ExprId> {
    match expr {
        Expr::Template(parts) => parts
            .iter()
            .filter_map(|part| if let TemplatePart::Hole(hole) = part { Some(*hole) } else { None })
            .collect(),
        Expr::Member { object, .. } => vec![*object],
        Expr::Index { object, index } => vec![*object, *index],
        Expr::Call(call) => call.arguments.iter().map(|argument| argument.value).chain([call.callee]).collect(),
        Expr::List(elements) => elements.iter().map(element).collect(),
        Expr::Object(properties) => properties.iter().flat_map(property).collect(),
        Expr::Binary { left, right, .. } => vec![*left, *right],
        Expr::Conditional { test, then, otherwise } => vec![*test, *then, *otherwise],
        _ => Vec::new(),
    }
}

fn element(element: &Element) -> ExprId {
    let (Element::Item(part) | Element::Spread(part)) = element;
    *part
}

fn property(property: &Property) -> Vec<ExprId> {
    match property {
        Property::Named { value, .. } | Property::Spread(value) => vec![*value],
        Property::Computed { key, value } => vec![*key, *value],
    }
}
