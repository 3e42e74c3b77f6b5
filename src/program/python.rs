//! Python: its syntax tree to a [`Program`], nothing else.
//!
//! It knows Python's language (scopes, `self`, `super()`, `dict()`, dataclasses, enums) and no API of anybody.
//!
//! How Python's ways appear in a program:
//! - **Names.** A function, a class and the module have one region of names each; blocks have none. What is assigned
//!   again in straight code opens a further scope for the rest of the body, so that `tag = tag or "v1"` binds the new
//!   `tag` to an expression whose `tag` is the old one. What is assigned again under a condition becomes
//!   [`several`](crate::program::Bound::Several) from there on: the first of them is the name in the scope before, or
//!   in one of its own. A function defined before sees neither the old nor the new one, but an unknown. The variables
//!   of a loop and of a comprehension have a scope for its body. A method does not see the names of its class: its
//!   scope stands in the one around the class.
//! - **`self`** is no parameter, so that parameters line up with arguments. The `cls` of a class method is the class.
//! - **Comprehensions** are unknown; what they evaluate for each element is an effect in a loop. So are the parts of
//!   other expressions that are not lowered, like `-f()`: an effect, and the whole is unknown.
//! - **Broken code.** A list of arguments with an error in it ends in unknown spreads, a literal in an unknown one:
//!   nothing in it is absent. Any other broken expression is unknown.
//! - **Depth.** No expression and no block is deeper than 200 levels; deeper ones are unknown and a problem.

mod assignment;
mod branch;
mod call;
mod class;
mod definition;
mod expression;
mod finish;
mod gap;
mod import;
mod literal;
mod names;
mod recover;
mod statement;
mod string;
mod tree;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::program::{
    ClassId, Control, Effect, EffectKind, Expr, ExprId, FunctionId, Problem, Program, Scope, ScopeId, Spanned,
};
use crate::source::Span;
use gap::Gaps;
use recover::{Draft, recover};
use tree::Node;

/// The longest text that is read, in bytes. Nobody writes such files; generated ones have nothing to judge.
const MAX_LENGTH: usize = 4 * 1024 * 1024;

/// How deep expressions and blocks may stand in one another. Every walk over a program may recurse this deep.
const MAX_DEPTH: u32 = 200;

/// Lowers the text of a module. Never fails: what cannot be read is in [`Program::errors`].
pub fn lower(text: &str) -> Program {
    if text.len() > MAX_LENGTH {
        return unread(text, format!("the file has {} bytes; Python is read up to {MAX_LENGTH} bytes", text.len()));
    }
    let Some(Draft { tree, text: draft, gaps, problems }) = recover(text, parse) else {
        return unread(text, "the file takes too long to parse; its brackets may be nested in each other".to_owned());
    };
    let survey = tree::survey(tree.root_node(), &draft);
    let mut lowering = Lowering::new(&draft, survey.rebound_elsewhere);
    lowering.gaps = Gaps::new(text, gaps);
    lowering.program.comments = survey.comments;
    lowering.program.errors = problems;
    lowering.block(tree.root_node());
    lowering.finish()
}

/// The program of a file of which nothing could be read.
fn unread(text: &str, message: String) -> Program {
    let line = text.lines().next().map_or(0, str::len);
    let mut program = Lowering::new(text, HashSet::new()).finish();
    program.errors.push(Problem { span: Span::new(0, line.min(80)), message });
    program
}

/// The tree of a text. The effort is limited in proportion to the length, counted in steps of the parser and not in
/// time, so that the same text always gives the same program.
fn parse(text: &str) -> Option<tree_sitter::Tree> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_python::LANGUAGE.into()).expect("internal error: the grammar does not fit");
    let bytes = text.as_bytes();
    let mut steps = 10_000 + text.len();
    let mut progress = |_: &tree_sitter::ParseState| {
        steps = steps.saturating_sub(1);
        if steps == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = tree_sitter::ParseOptions::new().progress_callback(&mut progress);
    parser.parse_with_options(&mut |offset, _| &bytes[offset.min(bytes.len())..], None, Some(options))
}

/// How many branches and loops are told of an effect. A chain of `elif` would make the program as long as its square.
const MAX_CONTROL: usize = 16;

/// The work on one module: the program so far, and where in it we are.
struct Lowering<'t> {
    text: &'t str,
    program: Program,
    names: names::Names,
    /// The module, and the classes and functions we are in.
    frames: Vec<Frame>,
    depth: u32,
    told_too_deep: bool,
    gaps: Gaps<'t>,
    /// The names of `global` and `nonlocal` statements: functions may assign them at any time.
    rebound_elsewhere: HashSet<&'t str>,
    /// The fields of each dataclass, for those that derive from it.
    dataclasses: HashMap<ClassId, Vec<class::DataField>>,
}

/// The body that is being lowered: of the module, a class or a function.
struct Frame {
    /// Where its names are bound.
    base: ScopeId,
    /// Where names are looked up just now: the base, or a scope in it.
    scope: ScopeId,
    function: Option<FunctionId>,
    class: Option<ClassId>,
    /// Whether this is the body of a class itself.
    is_class: bool,
    /// How many names there were when it began.
    first_name: usize,
    /// What `global` and `nonlocal` say: the frame whose name it is.
    elsewhere: HashMap<Arc<str>, usize>,
    control: Vec<Control>,
    /// How many blocks that may not be executed, or more than once, we are in.
    uncertain: u32,
    /// How many statements there were so far that stand in no such block.
    statements: u32,
    /// The scopes that were opened for names that are assigned again.
    regions: Vec<ScopeId>,
    yields: bool,
    /// In a class: the annotated names.
    annotations: Vec<class::Annotation>,
    methods: Vec<FunctionId>,
    constructor: Option<FunctionId>,
}

impl Frame {
    fn new(base: ScopeId, function: Option<FunctionId>, class: Option<ClassId>) -> Self {
        Self {
            base,
            scope: base,
            function,
            class,
            is_class: false,
            first_name: 0,
            elsewhere: HashMap::new(),
            control: Vec::new(),
            uncertain: 0,
            statements: 0,
            regions: Vec::new(),
            yields: false,
            annotations: Vec::new(),
            methods: Vec::new(),
            constructor: None,
        }
    }
}

impl<'t> Lowering<'t> {
    fn new(text: &'t str, rebound_elsewhere: HashSet<&'t str>) -> Self {
        let program = Program { scopes: vec![Scope::default()], ..Program::default() };
        Self {
            text,
            program,
            names: names::Names::default(),
            frames: vec![Frame::new(ScopeId(0), None, None)],
            depth: 0,
            told_too_deep: false,
            gaps: Gaps::default(),
            rebound_elsewhere,
            dataclasses: HashMap::new(),
        }
    }

    fn frame(&self) -> &Frame {
        self.frames.last().expect("internal error: the frame of the module is never left")
    }

    fn frame_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("internal error: the frame of the module is never left")
    }

    /// Where names are looked up just now.
    fn scope(&self) -> ScopeId {
        self.frame().scope
    }

    fn slice(&self, node: Node) -> &'t str {
        &self.text[node.byte_range()]
    }

    fn push(&mut self, expr: Expr, span: Span) -> ExprId {
        let id = number(self.program.expressions.len());
        self.program.expressions.push(Spanned { node: expr, span });
        ExprId(id)
    }

    fn effect(&mut self, kind: EffectKind, span: Span) {
        let frame = self.frame();
        let effect = Effect { kind, span, scope: frame.scope, control: frame.control.clone() };
        self.program.effects.push(effect);
    }

    /// The expression is evaluated here.
    fn evaluate(&mut self, value: ExprId) {
        let span = self.program.span(value);
        self.effect(EffectKind::Evaluate(value), span);
    }

    /// A scope in the current one, of the same function and class.
    fn inner_scope(&mut self) -> ScopeId {
        let frame = self.frame();
        let scope =
            Scope { parent: Some(frame.scope), bindings: Vec::new(), function: frame.function, class: frame.class };
        self.push_scope(scope)
    }

    fn push_scope(&mut self, scope: Scope) -> ScopeId {
        let id = ScopeId(number(self.program.scopes.len()));
        self.program.scopes.push(scope);
        id
    }

    /// One level deeper, unless that is too deep.
    fn deeper<T>(&mut self, span: Span, inside: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == MAX_DEPTH {
            if !self.told_too_deep {
                self.told_too_deep = true;
                let message = format!("this is nested more than {MAX_DEPTH} levels deep and was not read");
                self.program.errors.push(Problem { span, message });
            }
            return None;
        }
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        Some(result)
    }

    /// What happens in a block that may not be executed, or more than once.
    fn under<T>(&mut self, control: Option<Control>, inside: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.frame().control.len();
        if let Some(control) = control {
            self.push_control(control);
        }
        self.frame_mut().uncertain += 1;
        let result = inside(self);
        self.frame_mut().uncertain -= 1;
        self.frame_mut().control.truncate(before);
        result
    }

    /// What comes next stands under this too, until the end of the block.
    fn push_control(&mut self, control: Control) {
        let controls = &mut self.frame_mut().control;
        if controls.len() < MAX_CONTROL {
            controls.push(control);
        }
    }

    /// What happens where names are looked up in another scope first.
    fn within<T>(&mut self, scope: ScopeId, inside: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.frame_mut().scope, scope);
        let result = inside(self);
        self.frame_mut().scope = outer;
        result
    }
}

/// A position as the number of an id.
fn number(position: usize) -> u32 {
    u32::try_from(position).expect("internal error: a file of 4 MB has more than 4 G of something")
}
