//! Where an app begins: its modules, and then whatever nothing in the run creates or calls.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Machine;
use super::val::{Arguments, Closure, FrameId, Val, What};
use crate::program::{ClassId, Expr, FunctionId};
use crate::source::{FileId, Location, Span};

/// How many values are looked at to find CDK's API among what an object holds.
const MAX_HELD: usize = 1_000;

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
        let reaching = self.programs.reaching();
        for created in [false, true] {
            for file in sources.iter().filter(|file| reaching.contains(file)) {
                self.create_what_is_left(*file, &named, created);
            }
        }
        for file in &sources {
            self.call_what_is_left(*file, &reaching);
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
            self.budget.begin(file);
            self.create((file, id, frame), &unknown, at, at);
            self.budget.end();
        }
    }

    /// Calls functions and methods that nothing calls; they change nothing that was there before. Where CDK's API is not
    /// reached from a file, only a method whose object holds something of it can make anything.
    fn call_what_is_left(&mut self, file: FileId, reaching: &BTreeSet<FileId>) {
        let program = self.program(file);
        for (number, function) in program.functions.iter().enumerate() {
            let id = FunctionId(u32::try_from(number).unwrap_or(u32::MAX));
            if self.invoked.contains(&(file, id))
                || function.is_constructor
                || self.programs.effects(file, Some(id)).is_empty()
            {
                continue;
            }
            let reaches = reaching.contains(&file);
            if !reaches && function.class.is_none() {
                continue;
            }
            let Some(frame) = self.frame_of(file, program.scope(function.scope).parent) else { continue };
            let this = function.class.and_then(|class| self.receiver(file, class, function.is_static));
            if !reaches && !this.as_ref().is_some_and(|this| self.holds_api(this, reaching)) {
                continue;
            }
            self.untouchable = self.objects.len();
            let at = Location { file, span: Span { end: function.span.start, ..function.span } };
            let reason = format!("nothing in this run calls {}", function.name);
            let unknown = Arguments { open: Some(reason.into()), ..Arguments::default() };
            self.budget.begin(file);
            self.invoke(&Closure { file, function: id, frame, this }, &unknown, at);
            self.budget.end();
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
        self.instances.get(&(file, class)).map(|first| Val::new(What::Object(*first), at))
    }

    /// Whether CDK's API can be reached from a value. Of one that holds very much it is taken for granted.
    fn holds_api(&self, value: &Val, reaching: &BTreeSet<FileId>) -> bool {
        let mut waiting = vec![value];
        let mut seen = BTreeSet::new();
        for _ in 0..MAX_HELD {
            let Some(value) = waiting.pop() else { return false };
            match &value.what {
                What::Object(id) => {
                    let object = self.object(*id);
                    if object.api.is_some() || object.class.is_some_and(|(file, ..)| reaching.contains(&file)) {
                        return true;
                    }
                    if seen.insert(*id) {
                        waiting.extend(object.fields.values());
                    }
                }
                What::List(list) => waiting.extend(&list.items),
                What::Map(map) => waiting.extend(map.entries.iter().map(|field| &field.value)),
                What::Choice(choice) => waiting.extend(choice.branches.iter().map(|(_, branch)| branch)),
                What::Builtin(member) => waiting.push(&member.object),
                What::Function(closure) if !reaching.contains(&closure.file) => waiting.extend(&closure.this),
                What::Class(file, ..) | What::File(file) if !reaching.contains(file) => {}
                What::Absent
                | What::Bool(_)
                | What::Number(_)
                | What::Text(_)
                | What::Template(_)
                | What::Unknown(_) => {}
                _ => return true,
            }
        }
        true
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
