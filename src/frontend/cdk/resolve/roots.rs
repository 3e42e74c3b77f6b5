//! Where an app begins: its modules, and then whatever nothing in the run creates or calls.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Machine;
use super::val::{Arguments, Closure, FrameId, Val, What};
use crate::program::{ClassId, Expr, FunctionId};
use crate::source::{FileId, Location, Span};

impl Machine<'_> {
    /// Carries out every module, then what is left.
    pub(super) fn carry_out(&mut self) {
        let files: Vec<FileId> = self.programs.files().collect();
        self.limit_objects(files.len());
        let (tests, sources): (Vec<FileId>, Vec<FileId>) =
            files.into_iter().partition(|file| is_test(self.programs.path(*file)));
        for file in &sources {
            self.module(*file);
        }
        self.carry_out_entries(&sources);
        self.testing = true;
        for file in &tests {
            self.module(*file);
        }
        self.testing = false;
        let named = self.named_by_new();
        for created in [false, true] {
            for file in &sources {
                self.create_what_is_left(*file, &named, created);
            }
        }
        for file in &sources {
            self.call_what_is_left(*file);
        }
        self.look_through_aspects();
    }

    /// The names of all classes that the run creates instances of, somewhere.
    fn named_by_new(&self) -> BTreeSet<Arc<str>> {
        let mut names = BTreeSet::new();
        for file in self.programs.files() {
            let program = self.program(file);
            for expression in &program.expressions {
                let Expr::Call(call) = &expression.node else { continue };
                match program.expr(call.callee) {
                    Expr::Name { name, .. } => names.insert(name.clone()),
                    Expr::Member { name, .. } => names.insert(name.node.clone()),
                    _ => false,
                };
            }
        }
        names
    }

    /// Creates instances of classes that nothing creates: first of those whose name is called nowhere.
    fn create_what_is_left(&mut self, file: FileId, named: &BTreeSet<Arc<str>>, also_named: bool) {
        // In Go it is functions that make constructs.
        if self.is_go(file) {
            return;
        }
        let program = self.program(file);
        for (number, class) in program.classes.iter().enumerate() {
            let id = ClassId(u32::try_from(number).unwrap_or(u32::MAX));
            if self.made.contains(&(file, id)) || class.is_enum || (named.contains(&class.name) && !also_named) {
                continue;
            }
            let at = Location { file, span: name_span(class.span, &class.name) };
            let Some(frame) = self.frame_of(file, program.scope(class.scope).parent) else { continue };
            let reason: Arc<str> = format!("nothing in this run creates {}", class.name).into();
            let mut unknown = Arguments { open: Some(reason.clone()), ..Arguments::default() };
            if class.constructor.is_none() && class.bases.is_empty() {
                unknown.open = Some(reason);
            }
            self.create((file, id, frame), &unknown, at, at);
        }
    }

    /// Calls functions and methods that nothing calls; they change nothing that was there before.
    fn call_what_is_left(&mut self, file: FileId) {
        let program = self.program(file);
        for (number, function) in program.functions.iter().enumerate() {
            let id = FunctionId(u32::try_from(number).unwrap_or(u32::MAX));
            if self.invoked.contains(&(file, id))
                || function.is_constructor
                || self.programs.effects(file, Some(id)).is_empty()
            {
                continue;
            }
            let Some(frame) = self.frame_of(file, program.scope(function.scope).parent) else { continue };
            let this = function.class.map(|class| self.receiver(file, class, function.is_static));
            self.untouchable = self.objects.len();
            let at = Location { file, span: Span { end: function.span.start, ..function.span } };
            let reason = format!("nothing in this run calls {}", function.name);
            let unknown = Arguments { open: Some(reason.into()), ..Arguments::default() };
            self.invoke(&Closure { file, function: id, frame, this: this.flatten() }, &unknown, at);
            self.untouchable = 0;
        }
    }

    /// The activation in which something was declared, where that is the module.
    fn frame_of(&mut self, file: FileId, scope: Option<crate::program::ScopeId>) -> Option<FrameId> {
        let function = scope.and_then(|scope| self.program(file).scope(scope).function);
        function.is_none().then(|| self.module(file))
    }

    /// The first instance of a class.
    fn receiver(&mut self, file: FileId, class: ClassId, is_static: bool) -> Option<Val> {
        let at = Location { file, span: self.program(file).class(class).span };
        if is_static {
            let frame = self.module(file);
            return Some(Val::new(What::Class(file, class, frame), at));
        }
        let of_class = |object: &super::Object| object.class.is_some_and(|(of, id, _)| of == file && id == class);
        let number = self.objects.iter().position(of_class)?;
        Some(Val::new(What::Object(super::ObjectId(u32::try_from(number).ok()?)), at))
    }
}

/// Where the name of a class is, as good as its declaration tells.
fn name_span(span: Span, name: &str) -> Span {
    let length = u32::try_from(name.len()).unwrap_or(0);
    Span { start: span.start, end: (span.start + length).min(span.end) }
}

/// Whether a file holds tests, by the names that test runners look for.
fn is_test(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".py");
    let python = stem.is_some_and(|stem| stem.starts_with("test_") || stem.ends_with("_test") || stem == "conftest");
    python
        || name.ends_with("_test.go")
        || name.contains(".test.")
        || name.contains(".spec.")
        || path.contains("__tests__/")
}
