//! How an expression is called where an alternative is named after it: its source without line breaks and comments.

use std::fmt::Write as _;

use crate::program::{Call, Element, Expr, ExprId, Operator, Program, TemplatePart};

/// How many characters a name may have.
const MAX_LENGTH: usize = 80;
/// How deep expressions are spelled.
const MAX_DEPTH: usize = 16;

/// An expression as text, shortened where it is long.
pub(super) fn spell(program: &Program, expr: ExprId) -> String {
    let mut text = String::new();
    write(program, expr, 0, &mut text);
    if text.chars().count() > MAX_LENGTH {
        text = text.chars().take(MAX_LENGTH - 1).chain(['…']).collect();
    }
    text
}

/// An expression as the id of a construct: what is not written out stands in braces.
pub(super) fn spell_id(program: &Program, expr: ExprId) -> String {
    let mut text = String::new();
    write_id(program, expr, 0, &mut text);
    if text.chars().count() > MAX_LENGTH { "{…}".to_owned() } else { text }
}

fn write_id(program: &Program, expr: ExprId, depth: usize, text: &mut String) {
    match program.expr(expr) {
        Expr::Text(value) => text.push_str(value),
        Expr::Template(_) | Expr::Object(_) => write(program, expr, depth, text),
        Expr::Binary { operator: Operator::Add, left, right } if depth <= MAX_DEPTH => {
            write_id(program, *left, depth + 1, text);
            write_id(program, *right, depth + 1, text);
        }
        _ => {
            text.push('{');
            write(program, expr, depth, text);
            text.push('}');
        }
    }
}

fn write(program: &Program, expr: ExprId, depth: usize, text: &mut String) {
    // More than can be shown need not be spelled.
    if depth > MAX_DEPTH || text.len() > 4 * MAX_LENGTH {
        text.push('…');
        return;
    }
    let mut part = |id: ExprId, text: &mut String| write(program, id, depth + 1, text);
    match program.expr(expr) {
        Expr::Null => text.push_str("null"),
        Expr::Bool(truth) => {
            let _ = write!(text, "{truth}");
        }
        Expr::Number(number) => text.push_str(number),
        Expr::Text(value) => {
            let _ = write!(text, "'{value}'");
        }
        Expr::Template(parts) => template(parts, text, &mut part),
        Expr::Name { name, .. } => text.push_str(name),
        Expr::This { .. } => text.push_str("this"),
        Expr::Super { .. } => text.push_str("super"),
        Expr::Member { object, name } => {
            part(*object, text);
            let _ = write!(text, ".{}", name.node);
        }
        Expr::Index { object, index } => {
            part(*object, text);
            text.push('[');
            part(*index, text);
            text.push(']');
        }
        Expr::Call(call) => called(call, text, &mut part),
        Expr::List(items) => {
            text.push('[');
            for (number, item) in items.iter().enumerate() {
                text.push_str(if number > 0 { ", " } else { "" });
                match item {
                    Element::Item(item) => part(*item, text),
                    Element::Spread(_) => text.push('…'),
                }
            }
            text.push(']');
        }
        Expr::Object(_) => text.push_str("{…}"),
        Expr::Binary { operator: Operator::Not, left, .. } => {
            text.push('!');
            part(*left, text);
        }
        Expr::Binary { operator, left, right } => {
            part(*left, text);
            let _ = write!(text, " {} ", sign(*operator));
            part(*right, text);
        }
        Expr::Conditional { test, then, otherwise } => {
            part(*test, text);
            text.push_str(" ? ");
            part(*then, text);
            text.push_str(" : ");
            part(*otherwise, text);
        }
        Expr::Function(_) | Expr::Class(_) | Expr::Unknown => text.push('…'),
    }
}

fn template(parts: &[TemplatePart], text: &mut String, part: &mut dyn FnMut(ExprId, &mut String)) {
    for piece in parts {
        match piece {
            TemplatePart::Text(known) => text.push_str(&known.node),
            TemplatePart::Hole(hole) => {
                text.push('{');
                part(*hole, text);
                text.push('}');
            }
        }
    }
}

fn called(call: &Call, text: &mut String, part: &mut dyn FnMut(ExprId, &mut String)) {
    part(call.callee, text);
    text.push('(');
    for (number, argument) in call.arguments.iter().enumerate() {
        text.push_str(if number > 0 { ", " } else { "" });
        if let Some(name) = &argument.name {
            let _ = write!(text, "{}=", name.node);
        }
        part(argument.value, text);
    }
    text.push(')');
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Coalesce => "??",
        Operator::Or => "||",
        Operator::And => "&&",
        // Both are one alternative, once true and once false.
        Operator::Equal | Operator::NotEqual => "==",
        Operator::Not => "!",
        Operator::Other => "…",
    }
}
