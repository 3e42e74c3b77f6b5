//! What holds of the program of any text: every place lies in it, and every number has what it stands for.

use plimsoll::program::{Bound, Control, EffectKind, Element, Export, Expr, ExprId, Program, Property, TemplatePart};
use plimsoll::source::Span;

pub(crate) fn check(program: &Program, text: &str) {
    places(program, text);
    numbers(program);
}

/// Whether every place of a program lies in its text.
fn places(program: &Program, text: &str) {
    let mut spans: Vec<Span> = program.expressions.iter().map(|expression| expression.span).collect();
    spans.extend(program.effects.iter().map(|effect| effect.span));
    spans.extend(program.errors.iter().map(|problem| problem.span));
    spans.extend(program.imports.iter().map(|import| import.span));
    spans.extend(program.functions.iter().map(|function| function.span));
    spans.extend(program.functions.iter().flat_map(|function| &function.parameters).map(|parameter| parameter.span));
    spans.extend(program.classes.iter().map(|class| class.span));
    spans.extend(program.classes.iter().flat_map(|class| &class.fields).map(|field| field.name.span));
    spans.extend(program.scopes.iter().flat_map(|scope| &scope.bindings).map(|binding| binding.span));
    spans.extend(&program.comments);
    for span in spans {
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
    }
    assert!(program.comments.is_sorted(), "comments are in order");
}

/// Whether every number of a program has what it stands for, and parents stand before children.
fn numbers(program: &Program) {
    let scopes = program.scopes.len();
    for (number, expression) in (0..).zip(&program.expressions) {
        for part in parts(&expression.node) {
            assert!(part.0 < number, "expression {number} is made of {}, which stands behind it", part.0);
        }
        match &expression.node {
            Expr::Name { scope, .. } => assert!((scope.0 as usize) < scopes),
            Expr::This { class } | Expr::Super { class } | Expr::Class(class) => {
                program.class(*class);
            }
            Expr::Function(function) => {
                program.function(*function);
            }
            _ => {}
        }
    }
    for (number, scope) in (0..).zip(&program.scopes) {
        assert!(scope.parent.is_none_or(|parent| parent.0 < number), "scope {number} stands before its parent");
        assert!(number == 0 || scope.parent.is_some(), "scope {number} hangs in the air");
        assert!(scope.function.is_none_or(|function| (function.0 as usize) < program.functions.len()));
        assert!(scope.class.is_none_or(|class| (class.0 as usize) < program.classes.len()));
        scope.bindings.iter().for_each(|binding| bound(program, &binding.value));
    }
    for function in &program.functions {
        assert!((function.scope.0 as usize) < scopes);
        let defaults = function.parameters.iter().filter_map(|parameter| parameter.default);
        function.returns.iter().copied().chain(defaults).for_each(|id| {
            program.expr(id);
        });
    }
    for class in &program.classes {
        assert!((class.scope.0 as usize) < scopes);
        let values = class.fields.iter().filter_map(|field| field.value);
        class.bases.iter().copied().chain(values).for_each(|id| {
            program.expr(id);
        });
        class.methods.iter().chain(&class.constructor).for_each(|id| {
            program.function(*id);
        });
    }
    for effect in &program.effects {
        assert!((effect.scope.0 as usize) < scopes);
        let control = effect.control.iter().filter_map(|control| match control {
            Control::Branch { test, .. } => *test,
            Control::Loop { over, .. } => *over,
        });
        let own = match effect.kind {
            EffectKind::Evaluate(value) => [value, value],
            EffectKind::Assign { target, value } => [target, value],
        };
        control.chain(own).for_each(|id| {
            program.expr(id);
        });
    }
    for export in &program.exports {
        match export {
            Export::Value { value, .. } => {
                program.expr(*value);
            }
            Export::From { import, .. } | Export::Star { import } => {
                assert!((*import as usize) < program.imports.len());
            }
            Export::Local { .. } => {}
        }
    }
}

fn bound(program: &Program, value: &Bound) {
    match value {
        Bound::Value(value) | Bound::Loop(value) => {
            program.expr(*value);
        }
        Bound::Part { value, default, .. } => {
            program.expr(*value);
            if let Some(default) = default {
                program.expr(*default);
            }
        }
        Bound::Import { import, .. } => assert!((*import as usize) < program.imports.len()),
        Bound::Parameter { function, number } => {
            assert!((*number as usize) < program.function(*function).parameters.len());
        }
        Bound::Function(function) => {
            program.function(*function);
        }
        Bound::Class(class) => {
            program.class(*class);
        }
        Bound::Several(values) => values.iter().for_each(|value| {
            program.expr(*value);
        }),
        Bound::Unknown => {}
    }
}

/// What an expression is made of.
fn parts(expression: &Expr) -> Vec<ExprId> {
    match expression {
        Expr::Template(parts) => parts
            .iter()
            .filter_map(|part| match part {
                TemplatePart::Hole(hole) => Some(*hole),
                TemplatePart::Text(_) => None,
            })
            .collect(),
        Expr::Member { object, .. } => vec![*object],
        Expr::Index { object, index } => vec![*object, *index],
        Expr::Call(call) => {
            std::iter::once(call.callee).chain(call.arguments.iter().map(|argument| argument.value)).collect()
        }
        Expr::List(elements) => elements.iter().map(|(Element::Item(id) | Element::Spread(id))| *id).collect(),
        Expr::Object(properties) => properties
            .iter()
            .flat_map(|property| match property {
                Property::Named { value, .. } | Property::Spread(value) => vec![*value],
                Property::Computed { key, value } => vec![*key, *value],
            })
            .collect(),
        Expr::Binary { left, right, .. } => vec![*left, *right],
        Expr::Conditional { test, then, otherwise } => vec![*test, *then, *otherwise],
        Expr::Null
        | Expr::Bool(_)
        | Expr::Number(_)
        | Expr::Text(_)
        | Expr::Name { .. }
        | Expr::This { .. }
        | Expr::Super { .. }
        | Expr::Function(_)
        | Expr::Class(_)
        | Expr::Unknown => Vec::new(),
    }
}
