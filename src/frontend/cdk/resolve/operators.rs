//! Operators and fallbacks: each side that may hold is a world.

use std::sync::Arc;

use super::Machine;
use super::alternatives::{Guard, SET, UNSET, certain, truthy};
use super::val::{FrameId, Val, What};
use crate::model::Alternative;
use crate::program::{ExprId, Operator};
use crate::source::Location;
use crate::value::Source;

impl Machine<'_> {
    pub(super) fn binary(
        &mut self,
        frame: FrameId,
        expr: ExprId,
        operator: Operator,
        (left, right): (ExprId, ExprId),
        at: Location,
    ) -> Val {
        match operator {
            Operator::Add => self.add(frame, left, right, at),
            Operator::Coalesce => self.fallback(frame, operator, (left, right), at, &|value| match value.what {
                What::Absent => Some(false),
                _ => certain(value).then_some(true),
            }),
            Operator::Or => self.fallback(frame, operator, (left, right), at, &truthy),
            Operator::And => self.both(frame, left, right, at),
            Operator::Equal | Operator::NotEqual | Operator::Not => self.truth(frame, expr),
            Operator::Other => self.merged(frame, left, right, at),
        }
    }

    /// `left ?? right`, `left || right`: the right side where the left one is not there.
    fn fallback(
        &mut self,
        frame: FrameId,
        operator: Operator,
        (left, right): (ExprId, ExprId),
        at: Location,
        there: &dyn Fn(&Val) -> Option<bool>,
    ) -> Val {
        let value = self.eval(frame, left);
        let name: Arc<str> = self.spelled(frame, left).into();
        let message = format!("fallback where {name} is not set");
        let guards = self.guard.len();
        self.each(&value, &mut |machine, value| match there(value) {
            Some(true) => value.moved(at),
            // What a fallback found to be set is there, whatever it is.
            None if matches!(operator, Operator::Coalesce) && machine.guard[guards..].last().is_some_and(is_set) => {
                value.moved(at)
            }
            Some(false) => machine.eval(frame, right).used_at(at, Source::Fallback, &message),
            None => {
                let fallback = machine.eval(frame, right).used_at(at, Source::Fallback, &message);
                machine.set_or_not(&name, value.moved(at), fallback, at)
            }
        })
    }

    /// A value that may be given, with what holds where it is not.
    pub(super) fn set_or_not(&mut self, name: &Arc<str>, given: Val, fallback: Val, at: Location) -> Val {
        let labels = [Alternative::Label(UNSET.into()), Alternative::Label(SET.into())];
        self.either(name, &labels, [fallback, given], at)
    }

    fn both(&mut self, frame: FrameId, left: ExprId, right: ExprId, at: Location) -> Val {
        let truth = self.truth(frame, left);
        self.each(&truth, &mut |machine, truth| match truth.what {
            What::Bool(true) => machine.eval(frame, right).moved(at),
            // What is false is false, or nothing, or an empty text: nothing that sets a property.
            _ => Val::new(What::Bool(false), at),
        })
    }

    fn add(&mut self, frame: FrameId, left: ExprId, right: ExprId, at: Location) -> Val {
        let (left, right) = (self.eval(frame, left), self.eval(frame, right));
        match (&left.what, &right.what) {
            (What::Number(_), What::Number(_)) => Val::unknown("a sum is not followed", at),
            (What::List(first), What::List(second)) => {
                let mut list = super::val::List { id: self.number(), ..(**first).clone() };
                list.add(&second.items);
                list.open = list.open.or_else(|| second.open.clone());
                Val::new(What::List(list.into()), at)
            }
            (What::List(_) | What::Map(_), _) | (_, What::List(_) | What::Map(_)) => {
                Val::unknown("this sum is not followed", at)
            }
            _ => Val::texts(vec![left, right], at),
        }
    }

    /// `a | b` of two dictionaries.
    fn merged(&mut self, frame: FrameId, left: ExprId, right: ExprId, at: Location) -> Val {
        let (left, right) = (self.eval(frame, left), self.eval(frame, right));
        match (&left.what, &right.what) {
            (What::Map(_), What::Map(_)) => {
                let empty =
                    Val::new(What::Map(super::val::Dict { id: self.number(), ..Default::default() }.into()), at);
                let first = self.spread(&empty, &left, at);
                self.spread(&first, &right, at)
            }
            _ => Val::unknown("this expression is not followed", at),
        }
    }
}

/// Whether something is known to be set.
fn is_set(guard: &Guard) -> bool {
    matches!(guard.allowed.as_slice(), [Alternative::Label(label)] if &**label == SET)
}
