//! Names that are assigned several times: what the last assignment before a place gives, branch by branch.

use std::sync::Arc;

use super::Machine;
use super::val::{FrameId, Val, What};
use crate::program::{Control, ExprId};
use crate::source::Location;
use crate::value::Source;

/// How many assignments of one name are followed.
const MAX_ASSIGNMENTS: usize = 16;

impl Machine<'_> {
    /// What a name is at a place, of all that it is assigned.
    pub(super) fn reassigned(
        &mut self,
        owner: FrameId,
        user: FrameId,
        name: &Arc<str>,
        values: &[ExprId],
        at: Location,
    ) -> Val {
        let unknown = || Val::unknown(format!("{name} is assigned several times"), at);
        let file = self.frame(owner).file;
        let program = self.program(file);
        if values.len() > MAX_ASSIGNMENTS {
            return unknown();
        }
        let mut current = Val::absent(at);
        for (number, value) in values.iter().enumerate() {
            // A nested function sees the last assignment, whenever it is called.
            if owner == user && program.span(*value).end > at.span.start {
                continue;
            }
            let effect = self.programs.effect(file, *value);
            let control = match effect {
                Some(effect) if self.owns(owner, effect.scope) => effect.control.as_slice(),
                None if number == 0 => &[],
                _ => return unknown(),
            };
            if control.iter().any(|step| matches!(step, Control::Loop { .. } | Control::Branch { test: None, .. })) {
                return unknown();
            }
            current = self.assigned_under(owner, control, *value, &current);
        }
        current.used_at(at, Source::Constant, &format!("value of {name}"))
    }

    fn assigned_under(&mut self, frame: FrameId, control: &[Control], value: ExprId, before: &Val) -> Val {
        let Some((first, inner)) = control.split_first() else { return self.eval_once(frame, value) };
        let Control::Branch { test: Some(test), taken } = first else { return before.clone() };
        let truth = self.truth(frame, *test);
        self.each(&truth, &mut |machine, truth| match truth.what {
            What::Bool(truth) if truth == *taken => machine.assigned_under(frame, inner, value, before),
            _ => machine.prune(before),
        })
    }
}
