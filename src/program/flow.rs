//! How a statement may keep what follows it from happening.

use super::{Control, ExprId};

/// A branch that no single test decides.
pub(super) const UNKNOWN: Control = Control::Branch { test: None, taken: true };

/// How a statement may keep what follows it from happening. What ends the program (`throw`, `panic`) is not counted:
/// such a program creates nothing, so what follows happens whenever anything does.
#[derive(Clone, Debug, Default)]
pub(super) struct Exit {
    /// Whether nothing behind it in its block happens.
    pub(super) always: bool,
    /// What it may leave.
    pub(super) leaves: Leaves,
    /// What must hold for the statements behind it to happen.
    pub(super) guards: Vec<Control>,
}

/// What a statement may leave: the function, the present turn of a loop, a `switch` or the whole loop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Leaves {
    pub(super) function: bool,
    pub(super) turn: bool,
    pub(super) case: bool,
}

impl Leaves {
    pub(super) fn any(self) -> bool {
        self.function || self.turn || self.case
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self { function: self.function || other.function, turn: self.turn || other.turn, case: self.case || other.case }
    }
}

impl Exit {
    pub(super) fn of_function() -> Self {
        Self { always: true, leaves: Leaves { function: true, ..Leaves::default() }, guards: Vec::new() }
    }

    /// `continue`
    pub(super) fn of_loop() -> Self {
        Self { always: true, leaves: Leaves { turn: true, ..Leaves::default() }, guards: Vec::new() }
    }

    /// `break`, of a loop too.
    pub(super) fn of_switch() -> Self {
        Self { always: true, leaves: Leaves { case: true, ..Leaves::default() }, guards: Vec::new() }
    }

    /// One of several ways that nobody can tell apart.
    pub(super) fn one_of(exits: Vec<Self>) -> Self {
        let leaves = exits.into_iter().fold(Leaves::default(), |leaves, exit| leaves.or(exit.leaves));
        Self::perhaps(Leaves { case: false, ..leaves })
    }

    /// This statement, then another.
    pub(super) fn then(mut self, next: Self) -> Self {
        self.guards.extend(next.guards);
        Self { always: self.always || next.always, leaves: self.leaves.or(next.leaves), guards: self.guards }
    }

    /// Something that may have been left, nobody knows when.
    pub(super) fn perhaps(leaves: Leaves) -> Self {
        let guards = if leaves.any() { vec![UNKNOWN] } else { Vec::new() };
        Self { always: false, leaves, guards }
    }

    /// What is left of it behind a `switch`, where `break` leads.
    pub(super) fn behind_switch(self) -> Self {
        if !self.leaves.case {
            return self;
        }
        Self::perhaps(Leaves { case: false, ..self.leaves })
    }

    /// One of two branches.
    pub(super) fn either(test: ExprId, then: Self, otherwise: Self) -> Self {
        let leaves = then.leaves.or(otherwise.leaves);
        let guarded = |taken: bool, other: Self| {
            let guards = [Control::Branch { test: Some(test), taken }].into_iter().chain(other.guards).collect();
            Self { always: other.always, leaves, guards }
        };
        match (then.always, otherwise.always) {
            (true, _) => guarded(false, otherwise),
            (_, true) => guarded(true, then),
            _ => Self::perhaps(leaves),
        }
    }
}
