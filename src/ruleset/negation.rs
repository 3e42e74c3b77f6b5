//! What may stand below `not`.
//!
//! OPA evaluates the arguments of a negated call before the negation, so that the whole is undefined where one of
//! them is; regorus takes it as the call that fails, and the negation as true. The rule would judge differently
//! under the two, silently, so that everything below `not` must have a value for certain.

use super::complaints::Complaints;
use super::names::{Program, Site};
use crate::engine::{Expr, ExprKind, Operator, StatementKind};

pub(super) fn check(program: &Program<'_>, site: &Site<'_>, complaints: &mut Complaints) {
    let negation = Negation { program, site };
    site.definition.each_statement(&mut |statement| {
        let StatementKind::Not(expr) = &statement.kind else { return };
        let values = statement.with.iter().map(|(_, value)| value);
        let culprit = negation.culprit(expr).or_else(|| values.clone().find_map(|value| negation.uncertain(value)));
        let Some(culprit) = culprit else { return };
        let error = complaints.add(
            site.module,
            culprit.span,
            "what is negated depends on a value that may be undefined: OPA and Plimsoll would disagree",
        );
        error.label = Some("may be undefined".to_owned());
        error.help = Some(remedy(culprit));
    });
}

/// The part of a negated expression that may be undefined.
pub(super) fn culprit<'e>(program: &Program<'_>, site: &Site<'_>, expr: &'e Expr) -> Option<&'e Expr> {
    Negation { program, site }.culprit(expr)
}

/// The smallest part of an expression that may be undefined.
pub(super) fn uncertain<'e>(program: &Program<'_>, site: &Site<'_>, expr: &'e Expr) -> Option<&'e Expr> {
    Negation { program, site }.uncertain(expr)
}

fn remedy(culprit: &Expr) -> String {
    match &culprit.kind {
        ExprKind::Call { .. } => {
            "give it a name before, and negate what is said of the name: `value := …`, `not … value …`"
        }
        _ => "read it with a default before: `value := facts.get(…, default)`, `not … value …`",
    }
    .to_owned()
}

struct Negation<'p, 'm> {
    program: &'p Program<'m>,
    site: &'p Site<'m>,
}

impl Negation<'_, '_> {
    /// The part of a negated expression that may be undefined.
    fn culprit<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        match &expr.kind {
            ExprKind::Call { arguments, .. } => arguments.iter().find_map(|argument| self.uncertain(argument)),
            ExprKind::Binary { operator: Operator::Equal | Operator::Unify, left, right } => {
                [left, right].into_iter().find_map(|side| self.not_plain(side))
            }
            ExprKind::Variable(_) | ExprKind::Index { .. } => self.not_plain(expr),
            ExprKind::Comprehension { .. } => None,
            _ => expr.children().into_iter().find_map(|child| self.uncertain(child)),
        }
    }

    /// The two agree on a plain reference, also on one that leads nowhere.
    fn not_plain<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        match &expr.kind {
            ExprKind::Variable(_) => None,
            ExprKind::Index { of, index } => self.not_plain(of).or_else(|| match index.kind {
                ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Bool(_) => None,
                _ => self.uncertain(index),
            }),
            _ => self.uncertain(expr),
        }
    }

    /// The smallest part that may be undefined.
    fn uncertain<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        if self.program.is_certain(self.site, expr) {
            return None;
        }
        let is_container =
            matches!(expr.kind, ExprKind::Array(_) | ExprKind::Set(_) | ExprKind::Object(_) | ExprKind::Binary { .. });
        let inner = is_container.then(|| expr.children().into_iter().find_map(|child| self.uncertain(child)));
        inner.flatten().or(Some(expr))
    }
}
