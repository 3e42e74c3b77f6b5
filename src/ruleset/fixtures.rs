//! A trap of tests: after `some x in … with input as one` regorus has forgotten the rule `one`, so that a test which
//! reads it again fails, or passes under `not`, for no reason of its own.

use std::collections::BTreeSet;

use super::complaints::Complaints;
use crate::engine::{Definition, Expr, Head, Module, Statement, StatementKind};

pub(super) fn check(module: &Module, complaints: &mut Complaints) {
    for definition in &module.definitions {
        for body in &definition.bodies {
            check_body(module, &body.statements, complaints);
        }
    }
}

fn check_body(module: &Module, statements: &[Statement], complaints: &mut Complaints) {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for statement in statements {
        let mut again = None;
        for expr in statement.expressions() {
            each_constant(module, expr, &mut |name, at| {
                if used.contains(name) && again.is_none() {
                    again = Some((name, at));
                }
            });
        }
        if let Some((name, at)) = again {
            let message =
                format!("the engine has forgotten `{name}` here: the `with` of a `some … in` above has used it");
            complaints.add(module, at.span, message).help = Some(format!(
                "make it a function with a parameter, or give it a name before the first `with`: `value := {name}`"
            ));
        }
        if !matches!(statement.kind, StatementKind::SomeIn { .. }) {
            continue;
        }
        for (_, value) in &statement.with {
            each_constant(module, value, &mut |name, _| {
                used.insert(name);
            });
        }
    }
}

/// Every mention of a rule of the file that is no function.
fn each_constant<'m>(module: &'m Module, expr: &'m Expr, see: &mut impl FnMut(&'m str, &'m Expr)) {
    expr.each(&mut |expr| {
        let Some(names) = expr.names() else { return };
        let is_constant =
            |definition: &&Definition| definition.name == names[0] && !matches!(definition.head, Head::Function { .. });
        if let Some(definition) = module.definitions.iter().find(is_constant) {
            see(&definition.name, expr);
        }
    });
}
