//! What decides whether something happens, and which of several values holds.

use std::sync::Arc;

use super::Machine;
use super::val::{Choice, FrameId, Val, What};
use crate::model::{Alternative, Scenario};
use crate::program::Expr;
use crate::program::{ExprId, Operator};
use crate::source::Location;

/// What an alternative must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guard {
    pub name: Arc<str>,
    pub allowed: Vec<Alternative>,
}

/// Whether a branch is taken.
pub(super) enum Taken {
    Always,
    Never,
    When(Vec<Guard>),
}

impl Guard {
    /// Whether it holds in a world; an alternative that the world does not name is its default.
    pub(crate) fn holds(&self, scenario: &Scenario, default: Option<&Alternative>) -> bool {
        scenario.get(&self.name).or(default).is_none_or(|alternative| self.allowed.contains(alternative))
    }
}

impl Guard {
    /// Whether two never hold in the same world.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        self.name == other.name && !self.allowed.iter().any(|alternative| other.allowed.contains(alternative))
    }
}

impl Machine<'_> {
    /// Names an alternative, and its possibilities, the default first. An alternative that is known already keeps
    /// its own words for them.
    pub(super) fn alternative(&mut self, name: &Arc<str>, possible: &[Alternative; 2]) -> Vec<Alternative> {
        let known = self.alternatives.entry(name.clone()).or_insert_with(|| possible.to_vec());
        if possible.iter().all(|alternative| known.contains(alternative)) {
            return possible.to_vec();
        }
        // The same text decides a fallback in one place and a branch in another: not set is not true.
        let truth = |alternative: &Alternative| match alternative {
            Alternative::Condition(truth) => *truth,
            Alternative::Label(label) => &**label == SET,
        };
        let same = possible.iter().map(|wanted| known.iter().find(|other| truth(other) == truth(wanted)).cloned());
        same.collect::<Option<Vec<_>>>().filter(|_| known.len() == 2).unwrap_or_else(|| possible.to_vec())
    }

    /// A value that is one thing or the other.
    pub(super) fn either(
        &mut self,
        name: &Arc<str>,
        possible: &[Alternative; 2],
        values: [Val; 2],
        at: Location,
    ) -> Val {
        let names = self.alternative(name, possible);
        let value = Val::choice(name, names.into_iter().zip(values).collect(), at);
        self.prune(&value)
    }

    /// A truth that is not known, as an alternative.
    pub(super) fn unknown_truth(&mut self, name: &str, at: Location) -> Val {
        let truths = [Alternative::Condition(true), Alternative::Condition(false)];
        let values = [true, false].map(|truth| Val::new(What::Bool(truth), at));
        self.either(&name.into(), &truths, values, at)
    }

    /// A value without the branches that what is known here rules out.
    pub(super) fn prune(&self, value: &Val) -> Val {
        let What::Choice(choice) = &value.what else { return value.clone() };
        let allowed = |name: &Alternative| {
            self.guard.iter().filter(|guard| guard.name == choice.name).all(|guard| guard.allowed.contains(name))
        };
        let mut branches: Vec<(Alternative, Val)> = choice
            .branches
            .iter()
            .filter(|(name, _)| allowed(name))
            .map(|(name, value)| (name.clone(), self.prune(value)))
            .collect();
        if branches.len() == 1 {
            return branches.remove(0).1;
        }
        let choice = Choice { name: choice.name.clone(), branches };
        Val { what: What::Choice(Arc::new(choice)), origin: value.origin.clone() }
    }

    /// Does something for each possibility of a value, under what that possibility takes.
    pub(super) fn each(&mut self, value: &Val, act: &mut dyn FnMut(&mut Self, &Val) -> Val) -> Val {
        let What::Choice(choice) = &value.what else { return act(self, value) };
        let choice = choice.clone();
        let mut branches = Vec::with_capacity(choice.branches.len());
        for (name, branch) in &choice.branches {
            self.guard.push(Guard { name: choice.name.clone(), allowed: vec![name.clone()] });
            let before = self.looked_at.len();
            branches.push((name.clone(), self.each(branch, act)));
            self.forget_since(before);
            self.guard.pop();
        }
        Val::choice(&choice.name, branches, value.origin.at)
    }

    /// Forgets what was looked at under what is true in one world only; constructs are made once.
    fn forget_since(&mut self, before: usize) {
        for (frame, expr) in self.looked_at.split_off(before) {
            let frame = self.frame_mut(frame);
            frame.truths.remove(&expr);
            if matches!(frame.values.get(&expr), Some(Some(value)) if !matches!(value.what, What::Object(_))) {
                frame.values.remove(&expr);
            }
        }
    }

    /// When a branch on a truth is taken.
    pub(super) fn taken(&mut self, truth: &Val, wanted: bool, frame: FrameId, test: ExprId) -> Taken {
        let truth = self.prune(truth);
        let mut paths = Vec::new();
        let mut count = 0;
        collect(&truth, wanted, &mut Vec::new(), &mut paths, &mut count);
        if paths.is_empty() {
            return Taken::Never;
        }
        if paths.len() == count {
            return Taken::Always;
        }
        if let What::Choice(choice) = &truth.what
            && paths.iter().all(|path| path.len() == 1)
        {
            let allowed = paths.into_iter().flatten().map(|(_, alternative)| alternative).collect();
            return Taken::When(vec![Guard { name: choice.name.clone(), allowed }]);
        }
        if paths.len() == 1 {
            let guards =
                paths.remove(0).into_iter().map(|(name, alternative)| Guard { name, allowed: vec![alternative] });
            return Taken::When(guards.collect());
        }
        // Several ways lead here: the test as a whole is the alternative.
        let name: Arc<str> = self.spelled(frame, test).into();
        let names = self.alternative(&name, &[Alternative::Condition(true), Alternative::Condition(false)]);
        Taken::When(vec![Guard { name, allowed: vec![names[usize::from(!wanted)].clone()] }])
    }

    /// Whether a test holds: a truth, or a choice of truths.
    pub(super) fn truth(&mut self, frame: FrameId, test: ExprId) -> Val {
        if let Some(known) = self.frame(frame).truths.get(&test) {
            let known = known.clone();
            return self.prune(&known);
        }
        let at = self.place(frame, test);
        if self.enter(self.frame(frame).file).is_err() {
            return self.unknown_truth(&self.spelled(frame, test), at);
        }
        let truth = self.truth_inside(frame, test);
        self.leave();
        self.frame_mut(frame).truths.insert(test, truth.clone());
        self.looked_at.push((frame, test));
        truth
    }

    fn truth_inside(&mut self, frame: FrameId, test: ExprId) -> Val {
        let at = self.place(frame, test);
        let program = self.program(self.frame(frame).file);
        match program.expr(test) {
            Expr::Binary { operator: Operator::Not, left, .. } => negate(&self.truth(frame, *left)),
            Expr::Binary { operator: Operator::And, left, right } => {
                let left = self.truth(frame, *left);
                self.each(&left, &mut |machine, left| match left.what {
                    What::Bool(true) => machine.truth(frame, *right),
                    _ => Val::new(What::Bool(false), at),
                })
            }
            Expr::Binary { operator: Operator::Or, left, right } => {
                let left = self.truth(frame, *left);
                self.each(&left, &mut |machine, left| match left.what {
                    What::Bool(true) => Val::new(What::Bool(true), at),
                    _ => machine.truth(frame, *right),
                })
            }
            Expr::Binary { operator: Operator::Equal, .. } => self.equal(frame, test),
            Expr::Binary { operator: Operator::NotEqual, .. } => negate(&self.equal(frame, test)),
            _ => {
                let value = self.eval(frame, test);
                self.truth_of(frame, test, &value)
            }
        }
    }

    fn truth_of(&mut self, frame: FrameId, test: ExprId, value: &Val) -> Val {
        let at = self.place(frame, test);
        self.each(value, &mut |machine, value| match truthy(value) {
            Some(truth) => Val::new(What::Bool(truth), at),
            None => machine.unknown_truth(&machine.spelled(frame, test), at),
        })
    }

    fn equal(&mut self, frame: FrameId, test: ExprId) -> Val {
        let at = self.place(frame, test);
        let Expr::Binary { left, right, .. } = self.program(self.frame(frame).file).expr(test) else {
            return self.unknown_truth(&self.spelled(frame, test), at);
        };
        let (left, right) = (self.eval(frame, *left), self.eval(frame, *right));
        self.each(&left, &mut |machine, left| {
            machine.each(&right, &mut |machine, right| match same(left, right) {
                Some(truth) => Val::new(What::Bool(truth), at),
                None if machine.is_go(at.file) => match machine.is_empty(left, right, at) {
                    Some(truth) => truth,
                    None => machine.unknown_truth(&machine.spelled(frame, test), at),
                },
                None => machine.unknown_truth(&machine.spelled(frame, test), at),
            })
        })
    }
}

/// What a fallback's left side is called where it is there, and where it is not.
pub(super) const SET: &str = "set";
pub(super) const UNSET: &str = "not set";

fn negate(truth: &Val) -> Val {
    truth.map(&mut |leaf| match leaf.what {
        What::Bool(truth) => Val { what: What::Bool(!truth), origin: leaf.origin.clone() },
        _ => leaf.clone(),
    })
}

/// The ways through a choice of truths that end at the wanted one, and how many ways there are.
fn collect(
    truth: &Val,
    wanted: bool,
    path: &mut Vec<(Arc<str>, Alternative)>,
    paths: &mut Vec<Vec<(Arc<str>, Alternative)>>,
    count: &mut usize,
) {
    let What::Choice(choice) = &truth.what else {
        *count += 1;
        if matches!(truth.what, What::Bool(truth) if truth == wanted) {
            paths.push(path.clone());
        }
        return;
    };
    for (name, branch) in &choice.branches {
        path.push((choice.name.clone(), name.clone()));
        collect(branch, wanted, path, paths, count);
        path.pop();
    }
}

/// Whether a value counts as true; `None` where that is not known. Empty collections differ by language.
pub(super) fn truthy(value: &Val) -> Option<bool> {
    match &value.what {
        What::Absent => Some(false),
        What::Bool(truth) => Some(*truth),
        What::Number(number) => number.parse::<f64>().ok().map(|number| number != 0.0),
        What::Text(text) => Some(!text.is_empty()),
        What::Template(parts) => {
            parts.iter().any(|part| matches!(&part.what, What::Text(text) if !text.is_empty())).then_some(true)
        }
        What::List(list) => (!list.items.is_empty()).then_some(true),
        What::Map(map) => (!map.entries.is_empty()).then_some(true),
        What::Choice(_) | What::Unknown(_) | What::Other(_) | What::Member(_) | What::Made(_) | What::Builtin(_) => {
            None
        }
        What::Static { .. }
        | What::File(_)
        | What::Module(_)
        | What::ApiClass(_)
        | What::Object(_)
        | What::Class(..)
        | What::Builder(_)
        | What::Function(_) => Some(true),
    }
}

/// Whether two values are equal; `None` where that is not known.
fn same(left: &Val, right: &Val) -> Option<bool> {
    match (&left.what, &right.what) {
        (What::Absent, What::Absent) => Some(true),
        (What::Bool(left), What::Bool(right)) => Some(left == right),
        (What::Static { class, member }, What::Static { class: other_class, member: other })
            if class.name == other_class.name =>
        {
            Some(member == other)
        }
        (What::Object(left), What::Object(right)) => Some(left == right),
        (What::Absent, _) => certain(right).then_some(false),
        (_, What::Absent) => certain(left).then_some(false),
        _ => Some(left.text()? == right.text()?),
    }
}

/// Whether a value is certainly there.
pub(super) fn certain(value: &Val) -> bool {
    !matches!(value.what, What::Absent | What::Unknown(_) | What::Choice(_) | What::Member(_) | What::Builtin(_))
}
