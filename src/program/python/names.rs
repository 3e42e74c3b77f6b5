//! Names: where they are bound, to what, and which one is meant.

use std::collections::HashMap;
use std::sync::Arc;

use super::tree::{Node, span};
use super::{Frame, Lowering};
use crate::program::{Bound, ClassId, Control, Expr, ExprId, ScopeId};
use crate::source::Span;

/// How many scopes a body may open for names that are assigned again.
const MAX_REGIONS: usize = 32;

/// The names of a module while it is lowered.
#[derive(Default)]
pub(super) struct Names {
    pub(super) all: Vec<Named>,
    by_scope: HashMap<(ScopeId, Arc<str>), usize>,
}

/// A name in a scope.
pub(super) struct Named {
    pub(super) scope: ScopeId,
    pub(super) name: Arc<str>,
    pub(super) span: Span,
    /// What it was bound to, in order.
    pub(super) writes: Vec<Write>,
    /// Whether a scope was opened in which it means something else: functions that were defined before see that.
    pub(super) superseded: bool,
    /// The statement it was first bound in, if it may not be executed: [`Frame::statements`].
    conditional: Option<u32>,
}

#[derive(Clone, PartialEq)]
pub(super) enum Write {
    Bound(Bound),
    /// `self` of a method.
    Instance(ClassId),
    /// `cls` of a class method.
    Class(ClassId),
}

impl Named {
    /// Whether it was first bound in the conditional statement that we are in.
    fn is_of(&self, frame: &Frame) -> bool {
        frame.uncertain > 0 && self.conditional == Some(frame.statements)
    }
}

impl Names {
    pub(super) fn insert(&mut self, scope: ScopeId, name: &Arc<str>, span: Span, write: Write) {
        self.by_scope.insert((scope, name.clone()), self.all.len());
        let (name, writes) = (name.clone(), vec![write]);
        self.all.push(Named { scope, name, span, writes, superseded: false, conditional: None });
    }

    pub(super) fn get(&self, scope: ScopeId, name: &Arc<str>) -> Option<usize> {
        self.by_scope.get(&(scope, name.clone())).copied()
    }
}

impl Lowering<'_> {
    /// The name that is meant from a scope outwards.
    pub(super) fn resolve(&self, name: &Arc<str>, from: ScopeId) -> Option<usize> {
        let mut scope = Some(from);
        while let Some(id) = scope {
            if let Some(named) = self.names.get(id, name) {
                return Some(named);
            }
            scope = self.program.scope(id).parent;
        }
        None
    }

    pub(super) fn bind(&mut self, identifier: Node, bound: Bound) {
        let name = Arc::from(self.slice(identifier));
        self.bind_name(&name, span(identifier), bound);
    }

    /// A name is bound here in the body that we are in, or in the one that a `global` statement says.
    pub(super) fn bind_name(&mut self, name: &Arc<str>, span: Span, bound: Bound) {
        let here = self.frames.len() - 1;
        let frame = self.frame().elsewhere.get(name).copied().unwrap_or(here);
        let known = self.bindings_in(frame, name);
        let Some(innermost) = known.first().copied() else {
            self.names.insert(self.frames[frame].base, name, span, Write::Bound(bound));
            self.mark_conditional();
            return;
        };
        if self.is_same_import(innermost, &bound) {
            return;
        }
        if frame != here || !self.may_reopen(name) || self.names.all[innermost].is_of(self.frame()) {
            for named in known {
                self.names.all[named].writes.push(Write::Bound(bound.clone()));
            }
            return;
        }
        let (before, is_certain) = (self.names.all[innermost].scope, self.frame().uncertain == 0);
        self.reopen(innermost, name, span, bound);
        if !is_certain {
            self.keep(before, name, span);
        }
    }

    /// The variable of a loop or a comprehension, in the scope of its body.
    pub(super) fn bind_variable(&mut self, identifier: Node, bound: Bound) {
        let name: Arc<str> = Arc::from(self.slice(identifier));
        let scope = self.scope();
        match self.names.get(scope, &name) {
            Some(named) => self.names.all[named].writes.push(Write::Bound(bound)),
            None => self.names.insert(scope, &name, span(identifier), Write::Bound(bound)),
        }
    }

    /// The variable of a loop that begins here is a name of the whole body too.
    pub(super) fn leave_variable(&mut self, identifier: Node) {
        let name: Arc<str> = Arc::from(self.slice(identifier));
        let unknown = Write::Bound(Bound::Unknown);
        let known = self.bindings_in(self.frames.len() - 1, &name);
        if known.is_empty() {
            self.names.insert(self.frame().base, &name, span(identifier), unknown.clone());
        }
        for named in known {
            let writes = &mut self.names.all[named].writes;
            if !writes.contains(&unknown) {
                writes.push(unknown.clone());
            }
        }
    }

    /// The bindings of a name in a body that an assignment changes, innermost first: in the scopes of the loops around
    /// it, and in the last scope that is straight code.
    fn bindings_in(&self, frame: usize, name: &Arc<str>) -> Vec<usize> {
        let frame = &self.frames[frame];
        let mut found = Vec::new();
        let mut scope = Some(frame.scope);
        while let Some(id) = scope {
            let named = self.names.get(id, name);
            found.extend(named);
            if id == frame.base {
                break;
            }
            scope = self.program.scope(id).parent;
        }
        found
    }

    /// Whether what stands before an assignment here in the text is executed before it.
    fn may_reopen(&self, name: &Arc<str>) -> bool {
        let frame = self.frame();
        let is_looped = frame.scope != frame.regions.last().copied().unwrap_or(frame.base);
        !is_looped && frame.regions.len() < MAX_REGIONS && !self.rebound_elsewhere.contains(&**name)
    }

    /// A name may still mean what it did before: its first value is that.
    fn keep(&mut self, before: ScopeId, name: &Arc<str>, span: Span) {
        let kept = self.push(Expr::Name { name: name.clone(), scope: before }, span);
        let last = self.names.all.last_mut().expect("internal error: the name was just bound");
        last.writes.insert(0, Write::Bound(Bound::Value(kept)));
        self.mark_conditional();
    }

    /// The name that was just bound is bound in a statement that may not be executed, or not at all.
    fn mark_conditional(&mut self) {
        let frame = self.frame();
        let conditional = (frame.uncertain > 0).then_some(frame.statements);
        let last = self.names.all.last_mut().expect("internal error: the name was just bound");
        last.conditional = conditional;
    }

    /// Opens a scope for the rest of the body in which a name means something else.
    fn reopen(&mut self, before: usize, name: &Arc<str>, span: Span, bound: Bound) {
        self.names.all[before].superseded = true;
        let scope = self.inner_scope();
        self.names.insert(scope, name, span, Write::Bound(bound));
        let frame = self.frame_mut();
        frame.scope = scope;
        frame.regions.push(scope);
    }

    fn is_same_import(&self, named: usize, bound: &Bound) -> bool {
        let [Write::Bound(Bound::Import { import, name })] = self.names.all[named].writes.as_slice() else {
            return false;
        };
        let Bound::Import { import: other_import, name: other_name } = bound else { return false };
        let module = |number: u32| &self.program.imports[number as usize].module;
        module(*import) == module(*other_import) && name == other_name
    }

    /// The control of a loop.
    pub(super) fn loop_over(&self, over: Option<ExprId>, target: Option<Node>) -> Control {
        let variable = target.filter(|target| target.kind() == "identifier").map(|target| self.slice(target).into());
        Control::Loop { over, variable }
    }
}
