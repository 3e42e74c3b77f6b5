//! How the id of a construct is shown that is not known: `jsii.String(name + "-store")` is `{name}-store`.

use super::super::val::FrameId;
use super::super::{Machine, spell};
use crate::program::{Call, Expr, ExprId, Operator, Program};

/// How deep an id is put together.
const MAX_DEPTH: usize = 16;

impl Machine<'_> {
    /// An id as it is written, without what makes a pointer of it.
    pub(in crate::frontend::cdk::resolve) fn go_id(&self, frame: FrameId, id: ExprId) -> String {
        let program = self.program(self.frame(frame).file);
        let id = pointed_to(program, id);
        match parts(program, id, 0) {
            Some(parts) => parts
                .into_iter()
                .map(|part| match part {
                    Part::Text(text) => text,
                    Part::Hole(hole) => format!("{{{}}}", self.spelled(frame, hole)),
                })
                .collect(),
            None => spell::spell_id(program, id),
        }
    }
}

enum Part {
    Text(String),
    Hole(ExprId),
}

/// What stands in `jsii.String(…)`.
fn pointed_to(program: &Program, mut id: ExprId) -> ExprId {
    while let Expr::Call(Call { callee, arguments, .. }) = program.expr(id) {
        match (program.expr(*callee), arguments.as_slice()) {
            (Expr::Member { name, .. }, [only]) if &*name.node == "String" => id = only.value,
            _ => break,
        }
    }
    id
}

/// The parts that a text is put together from; `None` where it is one expression.
fn parts(program: &Program, id: ExprId, depth: usize) -> Option<Vec<Part>> {
    if depth > MAX_DEPTH {
        return None;
    }
    match program.expr(id) {
        Expr::Binary { operator: Operator::Add, left, right } => {
            let side = |side: ExprId| match program.expr(side) {
                Expr::Text(text) => vec![Part::Text(text.to_string())],
                _ => parts(program, side, depth + 1).unwrap_or_else(|| vec![Part::Hole(side)]),
            };
            Some(side(*left).into_iter().chain(side(*right)).collect())
        }
        Expr::Call(call) => formatted(program, call),
        _ => None,
    }
}

/// `fmt.Sprintf("Shard%d", number)`
fn formatted(program: &Program, call: &Call) -> Option<Vec<Part>> {
    let Expr::Member { name, .. } = program.expr(call.callee) else { return None };
    let (format, values) = call.arguments.split_first().filter(|_| &*name.node == "Sprintf")?;
    let Expr::Text(format) = program.expr(format.value) else { return None };
    let mut values = values.iter();
    let mut pieces = format.split('%');
    let mut parts = vec![Part::Text(pieces.next()?.to_owned())];
    for piece in pieces {
        let rest = piece.strip_prefix(['s', 'd', 'v'])?;
        parts.push(Part::Hole(values.next()?.value));
        parts.push(Part::Text(rest.to_owned()));
    }
    Some(parts)
}
