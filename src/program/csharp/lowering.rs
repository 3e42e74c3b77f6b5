//! The program so far, and where in it the walk through the tree is.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use tree_sitter::Node;

use super::{MAX_DEPTH, tree};
use crate::program::assignment::{self, Assignment};
use crate::program::{
    Binding, Bound, ClassId, Control, Effect, EffectKind, Expr, ExprId, FunctionId, Problem, Program, Scope, ScopeId,
    Spanned,
};
use crate::source::Span;

/// The first scope of a program.
pub(super) const MODULE: ScopeId = ScopeId(0);

/// More branches and loops around an effect than anyone follows.
const MAX_CONTROL: usize = 64;

/// What is known while a tree is lowered.
pub(super) struct Lowering<'s> {
    /// What the tree is of.
    text: &'s str,
    /// The file as it is.
    written: &'s str,
    /// The lines of the file that are left out, in order.
    gaps: Vec<Span>,
    pub(super) program: Program,
    pub(super) place: Place<'s>,
    /// The branches and loops around what is lowered next, within its function.
    control: Vec<Control>,
    /// Assignments to plain names; whose they are is decided when all declarations are known.
    pub(super) assignments: Vec<Assignment>,
    /// How many calls there are so far.
    calls: usize,
    /// Where among the bindings of its scope a name stands; the last of several.
    declared: HashMap<(ScopeId, Arc<str>), usize>,
    names: HashMap<&'s str, Arc<str>>,
    depth: usize,
    is_too_deep: bool,
}

/// Where names are declared and looked up.
#[derive(Clone, Copy)]
pub(super) struct Place<'s> {
    pub(super) scope: ScopeId,
    pub(super) function: Option<FunctionId>,
    /// The class that `this` is an instance of, or itself.
    pub(super) class: Option<ClassId>,
    /// The type that the function gives back, as it is written.
    pub(super) result: Option<&'s str>,
}

impl<'s> Lowering<'s> {
    /// To lower the tree of a text, which is `written` but for the gaps.
    pub(super) fn new(text: &'s str, written: &'s str, gaps: Vec<Span>) -> Self {
        Self {
            text,
            written,
            gaps,
            program: Program { scopes: vec![Scope::default()], ..Program::default() },
            place: Place { scope: MODULE, function: None, class: None, result: None },
            control: Vec::new(),
            assignments: Vec::new(),
            calls: 0,
            declared: HashMap::new(),
            names: HashMap::new(),
            depth: 0,
            is_too_deep: false,
        }
    }

    /// The program, once all of the tree has been walked.
    pub(super) fn finish(self) -> Program {
        let mut program = self.program;
        assignment::settle(&mut program, &self.assignments);
        // An effect of a callback is lowered before the call that it is an argument of.
        program.effects.sort_by_key(|effect| (effect.span.start, Reverse(effect.span.end)));
        program
    }

    pub(super) fn text(&self, node: Node<'_>) -> &'s str {
        &self.text[node.byte_range()]
    }

    pub(super) fn source(&self) -> &'s str {
        self.text
    }

    /// The bytes of the file that a node is; the brackets that were added behind it are none.
    pub(super) fn span(&self, node: Node<'_>) -> Span {
        let end = self.written.len();
        Span::new(node.start_byte().min(end), node.end_byte().min(end))
    }

    /// Where an object, a list or arguments may have more than is known: where a line is left out, or at the end of
    /// what somebody has not closed.
    pub(super) fn rest_of(&self, node: Node<'_>) -> Option<Span> {
        let mut cursor = node.walk();
        let is_unfinished = node.end_byte() > self.written.len();
        if is_unfinished || node.children(&mut cursor).any(|child| child.is_missing()) {
            return Some(Span::at(node.end_byte().min(self.written.len())));
        }
        self.gaps_in(node).first().copied()
    }

    /// The lines that are left out directly in a node, not in one of its children.
    pub(super) fn gaps_in(&self, node: Node<'_>) -> Vec<Span> {
        let range = self.span(node);
        let from = self.gaps.partition_point(|gap| gap.start < range.start);
        let gaps: Vec<_> = self.gaps[from..].iter().copied().take_while(|gap| gap.end <= range.end).collect();
        if gaps.is_empty() {
            return gaps;
        }
        let children = tree::children(node);
        let is_within = |gap: &Span| children.iter().any(|child| child.byte_range().contains(&(gap.start as usize)));
        gaps.into_iter().filter(|gap| !is_within(gap)).collect()
    }

    /// What the file says where something is left out.
    pub(super) fn written(&self, gap: Span) -> &'s str {
        &self.written[gap.range()]
    }

    /// The name that a node is.
    pub(super) fn name(&mut self, node: Node<'_>) -> Arc<str> {
        let text = self.text(node).trim_start_matches('@');
        self.names.entry(text).or_insert_with(|| text.into()).clone()
    }

    pub(super) fn spanned_name(&mut self, node: Node<'_>) -> Spanned<Arc<str>> {
        Spanned { node: self.name(node), span: self.span(node) }
    }

    pub(super) fn push(&mut self, expr: Expr, span: Span) -> ExprId {
        self.calls += usize::from(matches!(expr, Expr::Call(_)));
        let id = ExprId(number(self.program.expressions.len()));
        self.program.expressions.push(Spanned { node: expr, span });
        id
    }

    pub(super) fn unknown(&mut self, node: Node<'_>) -> ExprId {
        self.push(Expr::Unknown, self.span(node))
    }

    /// A name as it is looked up from a scope.
    pub(super) fn named(&mut self, name: Arc<str>, scope: ScopeId, span: Span) -> ExprId {
        self.push(Expr::Name { name, scope }, span)
    }

    /// Lowers what may be missing in a broken file.
    pub(super) fn field(&mut self, node: Node<'_>, field: &str) -> ExprId {
        match node.child_by_field_name(field) {
            Some(child) => self.expression(child),
            None => self.unknown(node),
        }
    }

    /// A new scope within the present one, part of the same function and class.
    pub(super) fn open_scope(&mut self) -> ScopeId {
        let Place { scope, function, class, .. } = self.place;
        let id = ScopeId(number(self.program.scopes.len()));
        self.program.scopes.push(Scope { parent: Some(scope), bindings: Vec::new(), function, class });
        id
    }

    pub(super) fn scope(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.program.scopes[id.0 as usize]
    }

    /// Declares a name, constant until an assignment is found.
    pub(super) fn bind(&mut self, scope: ScopeId, name: Arc<str>, span: Span, value: Bound) {
        let position = self.program.scope(scope).bindings.len();
        self.declared.insert((scope, name.clone()), position);
        self.scope(scope).bindings.push(Binding { name, span, value, constant: true });
    }

    /// The binding that a scope has of that name so far.
    pub(super) fn declared(&self, scope: ScopeId, name: &Arc<str>) -> Option<&Binding> {
        let position = self.declared.get(&(scope, name.clone()))?;
        self.program.scope(scope).bindings.get(*position)
    }

    /// Lowers in another place, then comes back.
    pub(super) fn within<T>(&mut self, place: Place<'s>, lower: impl FnOnce(&mut Self) -> T) -> T {
        let outer = mem::replace(&mut self.place, place);
        let result = lower(self);
        self.place = outer;
        result
    }

    /// Lowers in a block of the present place.
    pub(super) fn in_block<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        let scope = self.open_scope();
        self.within(Place { scope, ..self.place }, lower)
    }

    /// Lowers the body of something that is executed at another time.
    pub(super) fn apart<T>(&mut self, place: Place<'s>, lower: impl FnOnce(&mut Self) -> T) -> T {
        let control = mem::take(&mut self.control);
        let result = self.within(place, lower);
        self.control = control;
        result
    }

    /// Lowers what happens only under a condition or in a loop.
    pub(super) fn under<T>(&mut self, control: Control, lower: impl FnOnce(&mut Self) -> T) -> T {
        let outside = self.control.len();
        self.add_control([control]);
        let result = lower(self);
        self.drop_control(outside);
        result
    }

    /// How many branches and loops stand around the walk.
    pub(super) fn control(&self) -> usize {
        self.control.len()
    }

    /// Adds conditions for all that follows. Beyond the bound they become one that nobody knows.
    pub(super) fn add_control(&mut self, control: impl IntoIterator<Item = Control>) {
        for control in control {
            match self.control.len() {
                ..MAX_CONTROL => self.control.push(control),
                MAX_CONTROL => self.control.push(Control::Branch { test: None, taken: true }),
                _ => {}
            }
        }
    }

    pub(super) fn drop_control(&mut self, outside: usize) {
        self.control.truncate(outside);
    }

    pub(super) fn effect(&mut self, kind: EffectKind, span: Span) {
        let (scope, control) = (self.place.scope, self.control.clone());
        self.program.effects.push(Effect { kind, span, scope, control });
    }

    /// Lowers an expression whose value is of no interest here, such as a condition; it is executed for its calls.
    pub(super) fn evaluate_calls(&mut self, node: Node<'_>) -> ExprId {
        let calls = self.calls;
        let value = self.expression(node);
        if self.calls > calls {
            self.effect(EffectKind::Evaluate(value), self.span(node));
        }
        value
    }

    /// Whether the bound on nesting allows to go one level deeper; then [`Self::ascend`] must follow.
    pub(super) fn descend(&mut self, node: Node<'_>) -> bool {
        let is_possible = self.descend_by(1);
        if !is_possible && !self.is_too_deep {
            self.is_too_deep = true;
            let message = format!("code nests more than {MAX_DEPTH} levels deep here; what lies deeper is not read");
            self.program.errors.push(Problem { span: Span::at(node.start_byte()), message });
        }
        is_possible
    }

    pub(super) fn ascend(&mut self) {
        self.ascend_by(1);
    }

    /// Whether so many levels more are possible, without a word if not.
    pub(super) fn descend_by(&mut self, levels: usize) -> bool {
        let is_possible = self.depth + levels <= MAX_DEPTH;
        if is_possible {
            self.depth += levels;
        }
        is_possible
    }

    pub(super) fn ascend_by(&mut self, levels: usize) {
        self.depth -= levels;
    }
}

/// The number of what comes next; a file of a few megabytes cannot have more.
pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).expect("internal error: more nodes than bytes")
}
