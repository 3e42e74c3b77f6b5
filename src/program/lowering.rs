//! What the walk through a syntax tree keeps, whatever the language: the program so far, and where the walk is.
//!
//! A language says in a [`Grammar`] how its tree is to be read, and adds what its constructs become.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use tree_sitter::{Node, Tree};

use super::assignment::{self, Assignment};
use super::flow::Exit;
use super::recover::{Recovered, recover};
use super::{
    Binding, Bound, ClassId, Control, Effect, EffectKind, Expr, ExprId, FunctionId, Problem, Program, Scope, ScopeId,
    Spanned,
};
use crate::source::Span;

/// How deep code may nest. What somebody wrote stays below 60.
const MAX_DEPTH: usize = 256;
/// Larger files are not parsed: nobody writes them.
const MAX_BYTES: usize = 4 << 20;
/// More branches and loops around an effect than anyone follows.
pub(super) const MAX_CONTROL: usize = 64;

/// The first scope of a program.
pub(super) const MODULE: ScopeId = ScopeId(0);

/// How the tree of a language is read. The implementor is what the walk keeps for this language alone.
pub(super) trait Grammar {
    /// What it knows of a place besides scope, function and class.
    type Around: Copy;

    /// The children of a node that mean something: no comments.
    fn children(node: Node<'_>) -> Vec<Node<'_>>;

    /// Whether a child shows that something is missing behind what is written.
    fn is_broken(child: Node<'_>) -> bool {
        child.is_missing()
    }

    /// A name without what only marks it as one.
    fn name(written: &str) -> &str {
        written
    }

    /// Whether a name declares something.
    fn declares(_name: &str) -> bool {
        true
    }
}

/// Where names are declared and looked up.
#[derive(Clone, Copy)]
pub(super) struct Place<A> {
    pub(super) scope: ScopeId,
    pub(super) function: Option<FunctionId>,
    /// The class that is being declared.
    pub(super) class: Option<ClassId>,
    /// What this language knows of the place besides.
    pub(super) around: A,
}

/// What is known while a tree is lowered.
pub(super) struct Lowering<'s, G: Grammar> {
    /// What the tree is of.
    text: &'s str,
    /// The file as it is.
    written: &'s str,
    /// The lines of the file that are left out, in order.
    gaps: Vec<Span>,
    pub(super) program: Program,
    pub(super) place: Place<G::Around>,
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
    /// What this language keeps besides.
    pub(super) own: G,
}

/// A text with its tree, ready to be lowered.
pub(super) struct Draft<'s> {
    pub(super) tree: &'s Tree,
    /// What the tree is of: the file but for the gaps.
    text: &'s str,
    written: &'s str,
    gaps: Vec<Span>,
}

/// Lowers a file. What cannot be parsed stands in [`Program::errors`].
pub(super) fn lowered(
    written: &str,
    parse: impl Fn(&str) -> Option<Tree>,
    lower: impl FnOnce(Draft<'_>) -> Program,
    comments: impl FnOnce(&Tree) -> Vec<Span>,
) -> Program {
    if written.len() > MAX_BYTES {
        return refused("this file has more than 4 MiB and is not read as a program");
    }
    let Some(Recovered { tree, text, gaps, problems }) = recover(written, parse) else {
        return refused("this file is too tangled to be read as a program");
    };
    let mut program = lower(Draft { tree: &tree, text: &text, written, gaps });
    program.errors.extend(problems);
    program.errors.sort_by_key(|problem| problem.span);
    program.comments = comments(&tree);
    program
}

fn refused(message: &str) -> Program {
    let problem = Problem { span: Span::at(0), message: message.into() };
    Program { scopes: vec![Scope::default()], errors: vec![problem], ..Program::default() }
}

impl<A> Place<A> {
    /// The first place of a program.
    pub(super) fn outermost(around: A) -> Self {
        Self { scope: MODULE, function: None, class: None, around }
    }
}

impl<'s, G: Grammar> Lowering<'s, G> {
    pub(super) fn new(draft: Draft<'s>, place: Place<G::Around>, own: G) -> Self {
        let Draft { text, written, gaps, .. } = draft;
        Self {
            text,
            written,
            gaps,
            program: Program { scopes: vec![Scope::default()], ..Program::default() },
            place,
            control: Vec::new(),
            assignments: Vec::new(),
            calls: 0,
            declared: HashMap::new(),
            names: HashMap::new(),
            depth: 0,
            is_too_deep: false,
            own,
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

    /// Where the file ends.
    pub(super) fn end(&self) -> usize {
        self.written.len()
    }

    /// The bytes of the file that a node is; the brackets that were added behind it are none.
    pub(super) fn span(&self, node: Node<'_>) -> Span {
        let end = self.end();
        Span::new(node.start_byte().min(end), node.end_byte().min(end))
    }

    /// Where an object, a list or arguments may have more than is known: where a line is left out, or at the end of
    /// what somebody has not closed.
    pub(super) fn rest_of(&self, node: Node<'_>) -> Option<Span> {
        let mut cursor = node.walk();
        let is_unfinished = node.end_byte() > self.end();
        if is_unfinished || node.children(&mut cursor).any(G::is_broken) {
            return Some(Span::at(node.end_byte().min(self.end())));
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
        let children = G::children(node);
        let is_within = |gap: &Span| children.iter().any(|child| child.byte_range().contains(&(gap.start as usize)));
        gaps.into_iter().filter(|gap| !is_within(gap)).collect()
    }

    /// What the file says where something is left out.
    pub(super) fn written(&self, gap: Span) -> &'s str {
        &self.written[gap.range()]
    }

    /// The name that a node is.
    pub(super) fn name(&mut self, node: Node<'_>) -> Arc<str> {
        let text = G::name(self.text(node));
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

    /// A new scope within the present one, part of the same function and class.
    pub(super) fn open_scope(&mut self) -> ScopeId {
        let (parent, function, class) = (Some(self.place.scope), self.place.function, self.place.class);
        let id = ScopeId(number(self.program.scopes.len()));
        self.program.scopes.push(Scope { parent, bindings: Vec::new(), function, class });
        id
    }

    pub(super) fn scope(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.program.scopes[id.0 as usize]
    }

    /// Declares a name, constant until an assignment is found.
    pub(super) fn bind(&mut self, scope: ScopeId, name: Arc<str>, span: Span, value: Bound) {
        if !G::declares(&name) {
            return;
        }
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
    pub(super) fn within<T>(&mut self, place: Place<G::Around>, lower: impl FnOnce(&mut Self) -> T) -> T {
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
    pub(super) fn apart<T>(&mut self, place: Place<G::Around>, lower: impl FnOnce(&mut Self) -> T) -> T {
        let control = mem::take(&mut self.control);
        let result = self.within(place, lower);
        self.control = control;
        result
    }

    /// Lowers what happens only under some conditions or in a loop.
    pub(super) fn under<T>(
        &mut self,
        control: impl IntoIterator<Item = Control>,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outside = self.control();
        self.add_control(control);
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

    /// Statements one after the other. What follows `if (x) return` happens only where `x` does not hold.
    pub(super) fn in_turn<'t>(
        &mut self,
        nodes: impl IntoIterator<Item = Node<'t>>,
        mut statement: impl FnMut(&mut Self, Node<'t>) -> Exit,
    ) -> Exit {
        let outside = self.control();
        let mut exit = Exit::default();
        for node in nodes {
            let next = statement(self, node);
            self.add_control(next.guards.iter().cloned());
            exit = exit.then(next);
        }
        self.drop_control(outside);
        exit
    }

    /// Lowers something one level deeper; nothing where that is too deep.
    pub(super) fn deeper<'t, T: Default>(&mut self, node: Node<'t>, lower: impl FnOnce(&mut Self, Node<'t>) -> T) -> T {
        if !self.descend(node) {
            return T::default();
        }
        let result = lower(self, node);
        self.ascend();
        result
    }

    /// A chain of operators, `a + b + c + …`, which leans to the left: what stands leftmost is lowered with `expression`,
    /// then each operator with what is to its left. `inside` takes parentheses off; of a torn chain nothing is known.
    pub(super) fn operators<'t>(
        &mut self,
        node: Node<'t>,
        is_torn: impl Fn(&Self, Node<'t>) -> bool,
        inside: impl Fn(Node<'t>) -> Node<'t>,
        expression: impl Fn(&mut Self, Node<'t>) -> ExprId,
        mut operator: impl FnMut(&mut Self, Node<'t>, ExprId) -> ExprId,
    ) -> ExprId {
        let mut chain = Vec::new();
        let mut leftmost = node;
        while leftmost.kind() == node.kind() {
            chain.push(leftmost);
            let Some(left) = leftmost.child_by_field_name("left") else { break };
            leftmost = inside(left);
        }
        if chain.iter().any(|node| is_torn(self, *node)) {
            return self.unknown(node);
        }
        let levels = chain.len();
        if !self.descend_by(levels) {
            // Nobody puts a text together from so many parts that anyone looks at.
            for operand in chain.iter().filter_map(|node| node.child_by_field_name("right")) {
                self.for_its_calls(operand, &expression);
            }
            return self.unknown(node);
        }
        let mut left = expression(self, leftmost);
        for node in chain.into_iter().rev() {
            left = operator(self, node, left);
        }
        self.ascend_by(levels);
        left
    }

    /// Drops the statement that a line belongs to which is left out.
    pub(super) fn drop_torn(&self, statements: &mut Vec<Node<'_>>, gap: Span) {
        // A line such as `.add(` went on with the statement before it.
        if !self.written(gap).starts_with(['.', '?', '+', '|', '&', '=', ':', ',']) {
            return;
        }
        let last = statements.iter().rposition(|node| node.end_byte() <= gap.start as usize);
        if let Some(last) = last.filter(|last| !self.text(statements[*last]).ends_with(';')) {
            statements.remove(last);
        }
    }

    pub(super) fn effect(&mut self, kind: EffectKind, span: Span) {
        let (scope, control) = (self.place.scope, self.control.clone());
        self.program.effects.push(Effect { kind, span, scope, control });
    }

    /// Lowers an expression whose value is of no interest here, such as a condition; it is executed for its calls.
    pub(super) fn for_its_calls<'t>(
        &mut self,
        node: Node<'t>,
        expression: impl FnOnce(&mut Self, Node<'t>) -> ExprId,
    ) -> ExprId {
        let calls = self.calls;
        let value = expression(self, node);
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
