//! Classes of the project: what creating them does, and what their instances have.

use std::sync::Arc;

use super::alternatives::Guard;
use super::val::{ApiClass, Arguments, Closure, FrameId, Member, ObjectId, Val, What};
use super::{Frame, MAX_OBJECTS, Machine, Object, Owner};
use crate::model::Alternative;
use crate::program::{ClassId, FunctionId, Language};
use crate::source::{FileId, Location};
use crate::value::Source;

/// A class of the project and the activation it is declared in.
pub(super) type ProjectClass = (FileId, ClassId, FrameId);

/// How many creators of a class are worlds; where there are more, what they create simply exists.
pub(crate) const MAX_CREATORS: usize = 12;
/// How many files the limit of constructs grows with.
const MAX_COUNTED: usize = 20;
/// How often a class may be created in its own constructor.
const MAX_RECURSION: usize = 2;
/// How long a chain of base classes may be.
const MAX_BASES: usize = 16;

impl Machine<'_> {
    /// Creates an instance.
    pub(super) fn create(&mut self, class: ProjectClass, arguments: &Arguments, at: Location, key: Location) -> Val {
        if self.program(class.0).class(class.1).is_enum {
            // `Stage('prod')` looks a member up by its value.
            return Val::unknown("a member of an enum that is not known", at);
        }
        if self.testing && self.made.contains(&(class.0, class.1)) {
            return Val::unknown("created for a test", at);
        }
        if self.creates_itself(class) {
            return Val::unknown("creates itself too often to be followed", at);
        }
        if self.objects.len() >= self.object_limit || self.calls.len() >= super::MAX_CALLS {
            return Val::unknown("too many constructs to be followed", at);
        }
        self.made.insert((class.0, class.1));
        let object = self.new_object(Some(class), at, key);
        let guards = self.guard.len();
        let within = self.within.replace(object);
        if arguments.open.is_none() {
            self.name_creator(class, object, at);
        } else {
            self.object_mut(object).path = self.program(class.0).class(class.1).name.clone();
        }
        self.place_in_tree(object, arguments);
        self.construct(object, class, arguments, at, key);
        if self.is_csharp(class.0) {
            self.initialize(object, class, arguments);
        }
        self.within = within;
        self.guard.truncate(guards);
        Val::new(What::Object(object), at)
    }

    /// Whether a class is created in its own constructor, again and again.
    fn creates_itself(&self, (file, class, _): ProjectClass) -> bool {
        let Some(constructor) = self.program(file).class(class).constructor else { return false };
        self.calls.iter().filter(|call| **call == (file, constructor)).count() >= MAX_RECURSION
    }

    /// The first two arguments of a constructor are scope and id, until it says otherwise.
    pub(super) fn place_in_tree(&mut self, object: ObjectId, arguments: &Arguments) {
        let [scope, id] = [0, 1].map(|number| arguments.positional.get(number));
        self.locate(object, scope, id, arguments.second.as_deref());
    }

    /// A new object without a place in the tree of constructs.
    pub(super) fn new_object(&mut self, class: Option<ProjectClass>, at: Location, key: Location) -> ObjectId {
        let id = ObjectId(u32::try_from(self.objects.len()).unwrap_or(u32::MAX));
        self.objects.push(Object {
            class,
            api: None,
            fields: std::collections::BTreeMap::new(),
            path: "".into(),
            scope: None,
            arguments: Arguments::default(),
            at,
            key,
            guard: self.guard.clone(),
            loops: self.loops,
            changes: Vec::new(),
        });
        if let Some((file, class, _)) = class {
            self.instances.entry((file, class)).or_insert(id);
        }
        id
    }

    /// Who creates an instance is an alternative of its class.
    fn name_creator(&mut self, class: ProjectClass, object: ObjectId, at: Location) {
        let name = self.creators_of(class);
        let place = format!("created in {}", self.programs.written(at));
        // The same place may create many, and two places may be written alike.
        let times = self.created_at.entry((name.clone(), place.clone())).or_insert(0);
        *times += 1;
        let label: Arc<str> = if *times == 1 { place.into() } else { format!("{place} ({times})").into() };
        let known = self.alternatives.entry(name.clone()).or_default();
        known.push(Alternative::Label(label.clone()));
        self.guard.push(Guard { name, allowed: vec![Alternative::Label(label)] });
        self.objects[object.0 as usize].guard.clone_from(&self.guard);
    }

    /// What the alternative of who creates a class is called: as the class is, unless another one is called like that.
    fn creators_of(&mut self, (file, class, _): ProjectClass) -> Arc<str> {
        let name = self.program(file).class(class).name.clone();
        let owner = *self.creators.entry(name.clone()).or_insert((file, class));
        if owner == (file, class) {
            return name;
        }
        let name: Arc<str> = format!("{name} of {}", self.programs.path(file)).into();
        self.creators.insert(name.clone(), (file, class));
        name
    }

    /// Whether an alternative is who creates a class: all of them do, each an object of its own.
    pub(in crate::frontend::cdk) fn is_of_creators(&self, name: &str) -> bool {
        self.creators.contains_key(name)
    }

    /// Runs the constructor of a class, its own or an inherited one, on an object.
    pub(super) fn construct(
        &mut self,
        object: ObjectId,
        class: ProjectClass,
        arguments: &Arguments,
        at: Location,
        key: Location,
    ) {
        if self.calls.len() >= MAX_BASES * 4 || self.enter(class.0).is_err() {
            return;
        }
        let (file, id, declared) = class;
        let declaration = self.program(file).class(id);
        let (constructor, is_certain) = if self.is_csharp(file) {
            (self.overload(class, arguments), true)
        } else {
            self.constructor(file, id, arguments)
        };
        let unknown = super::java::unknown_arguments();
        let arguments = if is_certain { arguments } else { &unknown };
        let owner = constructor.map_or(Owner::Class, Owner::Function);
        let mut frame = Frame::new(file, owner, Some(declared));
        frame.this = Some(Val::new(What::Object(object), at));
        frame.constructs = Some(class);
        let frame = self.push_frame(frame);
        if let Some(constructor) = constructor {
            self.invoked.insert((file, constructor));
            self.calls.push((file, constructor));
            self.bind_parameters(frame, constructor, arguments, at);
            // In C# fields are there before any constructor runs, in the others behind that of the base class.
            if (declaration.bases.is_empty() && !self.delegates(file, constructor)) || self.is_csharp(file) {
                self.set_fields(frame, object, class);
            }
            self.carry_out_function(frame, constructor);
            self.calls.pop();
        } else {
            if self.is_csharp(file) {
                self.set_fields(frame, object, class);
            }
            if let Some(base) = self.base(class) {
                self.construct_base(object, &base, arguments, at, key);
            } else {
                self.take_fields(object, class, arguments);
            }
            if !self.is_csharp(file) {
                self.set_fields(frame, object, class);
            }
        }
        self.leave();
    }

    /// `super(…)`
    pub(super) fn call_base(&mut self, frame: FrameId, arguments: &Arguments, at: Location, key: Location) -> Val {
        let Some((constructor, class)) = self.constructed(frame) else { return Val::absent(at) };
        let Some(Val { what: What::Object(object), .. }) = self.frame(constructor).this.clone() else {
            return Val::absent(at);
        };
        self.place_in_tree(object, arguments);
        if let Some(base) = self.base(class) {
            self.construct_base(object, &base, arguments, at, key);
        }
        if !self.is_csharp(class.0) {
            self.set_fields(constructor, object, class);
        }
        Val::absent(at)
    }

    fn construct_base(&mut self, object: ObjectId, base: &Val, arguments: &Arguments, at: Location, key: Location) {
        match &base.what {
            What::Class(file, class, frame) => {
                self.made.insert((*file, *class));
                self.construct(object, (*file, *class, *frame), arguments, at, key);
            }
            What::ApiClass(class) if self.is_csharp(at.file) => {
                let arguments = self.placed(base, arguments);
                self.adopt(object, class, &arguments, at, key);
            }
            What::ApiClass(class) => self.adopt(object, class, arguments, at, key),
            _ => {}
        }
    }

    /// The activation of the constructor that a frame stands in, and the class it constructs.
    pub(super) fn constructed(&self, frame: FrameId) -> Option<(FrameId, ProjectClass)> {
        let mut next = Some(frame);
        while let Some(frame) = next {
            if let Some(class) = self.frame(frame).constructs {
                return Some((frame, class));
            }
            next = self.frame(frame).parent;
        }
        None
    }

    /// What a class extends: of several the first.
    pub(super) fn base(&mut self, (file, class, frame): ProjectClass) -> Option<Val> {
        let base = *self.program(file).class(class).bases.first()?;
        let base = if self.is_csharp(file) { self.named_type(frame, base) } else { self.eval_once(frame, base) };
        matches!(base.what, What::Class(..) | What::ApiClass(_) | What::Unknown(_)).then_some(base)
    }

    /// A class and those of the project that it extends.
    pub(super) fn lineage(&mut self, class: ProjectClass) -> (Vec<ProjectClass>, Option<ApiClass>) {
        let mut lineage = vec![class];
        let mut newest = class;
        loop {
            let base = self.base(newest);
            let parts = self.parts(newest);
            lineage.extend(parts);
            match base.map(|base| base.what) {
                Some(What::Class(file, class, frame)) if lineage.len() < MAX_BASES => {
                    newest = (file, class, frame);
                    lineage.push(newest);
                }
                Some(What::ApiClass(class)) => return (lineage, Some(class)),
                _ => break,
            }
        }
        (lineage, None)
    }

    /// Gives an instance the fields that its class declares with a value.
    fn set_fields(&mut self, frame: FrameId, object: ObjectId, (file, class, _): ProjectClass) {
        let program = self.program(file);
        for field in program.class(class).fields.iter().filter(|field| !field.is_static) {
            let Some(value) = field.value else { continue };
            if matches!(self.programs.language(file), Language::Python | Language::CSharp)
                && self.object(object).fields.contains_key(&field.name.node)
            {
                continue;
            }
            let value = self.eval(frame, value);
            self.object_mut(object).fields.insert(field.name.node.clone(), value);
        }
        self.set_fields_of_parts(object, (file, class, frame));
    }

    /// A class without a constructor takes its fields as arguments: a data class.
    fn take_fields(&mut self, object: ObjectId, (file, class, _): ProjectClass, arguments: &Arguments) {
        if self.programs.language(file) != Language::Python {
            return;
        }
        let program = self.program(file);
        let mut positional = arguments.positional.iter();
        for field in program.class(class).fields.iter().filter(|field| !field.is_static) {
            let named = arguments.named(&field.name.node).map(|field| field.value.clone());
            let unknown = || {
                let at = Location { file, span: field.name.span };
                arguments.open.clone().map(|reason| Val::unknown(reason, at))
            };
            if let Some(value) = named.or_else(|| positional.next().cloned()).or_else(unknown) {
                self.object_mut(object).fields.insert(field.name.node.clone(), value);
            }
        }
    }

    /// `object.name` of an instance or a construct.
    pub(super) fn object_member(
        &mut self,
        id: ObjectId,
        object: &Val,
        name: &Arc<str>,
        at: Location,
        at_name: Location,
    ) -> Val {
        if let Some(field) = self.object(id).fields.get(name) {
            return field.used_at(at, Source::Constant, &format!("value of {name}"));
        }
        let Some(class) = self.object(id).class else { return api_member(object, name, at, at_name) };
        let (lineage, api) = self.lineage(class);
        for (file, class, frame) in lineage {
            if let Some(function) = self.method(file, class, name, false) {
                return self.method_value((file, function, frame), Some(object.clone()), at);
            }
            if let Some(value) = self.static_field((file, class, frame), name) {
                return value.used_at(at, Source::Constant, &format!("value of {name}"));
            }
        }
        match api {
            _ if self.object(id).api.is_some() => api_member(object, name, at, at_name),
            Some(_) => api_member(object, name, at, at_name),
            None => Val::unknown(format!("{name} is not followed"), at),
        }
    }

    /// `Class.name` of a class of the project.
    pub(super) fn static_member(&mut self, class: ProjectClass, name: &Arc<str>, at: Location, _: Location) -> Val {
        let (lineage, api) = self.lineage(class);
        for (file, class, frame) in lineage {
            if let Some(value) = self.static_field((file, class, frame), name) {
                return value.used_at(at, Source::Constant, &format!("value of {name}"));
            }
            if let Some(function) = self.method(file, class, name, true) {
                let this = Val::new(What::Class(file, class, frame), at);
                return self.method_value((file, function, frame), Some(this), at);
            }
        }
        match api {
            Some(api) => Self::class_member(&api, name, at),
            None => Val::unknown(format!("{name} is not followed"), at),
        }
    }

    /// A method of what the present class extends.
    pub(super) fn method_of_base(&mut self, frame: FrameId, name: &str, at: Location) -> Option<Val> {
        let this = self.this(frame, at);
        let What::Object(id) = this.what else { return None };
        let class = self.object(id).class?;
        let (lineage, _) = self.lineage(class);
        let (file, class, frame) =
            *lineage.iter().skip(1).find(|(file, class, _)| self.method(*file, *class, name, false).is_some())?;
        let function = self.method(file, class, name, false)?;
        Some(self.method_value((file, function, frame), Some(this), at))
    }

    fn method(&self, file: FileId, class: ClassId, name: &str, is_static: bool) -> Option<FunctionId> {
        let program = self.program(file);
        let named = |id: &&FunctionId| {
            let function = program.function(**id);
            *function.name == *name && (function.is_static || !is_static)
        };
        program.class(class).methods.iter().find(named).copied()
    }

    /// A method, or what it gives where it is a getter.
    fn method_value(
        &mut self,
        (file, function, frame): (FileId, FunctionId, FrameId),
        this: Option<Val>,
        at: Location,
    ) -> Val {
        let closure = Closure { file, function, frame, this };
        if self.program(file).function(function).is_getter {
            return self.invoke(&closure, &Arguments::default(), at);
        }
        Val::new(What::Function(closure.into()), at)
    }

    pub(super) fn static_field(&mut self, (file, class, frame): ProjectClass, name: &str) -> Option<Val> {
        let program = self.program(file);
        let declaration = program.class(class);
        let python = self.programs.language(file) == Language::Python;
        let is_static = |is_static: bool| is_static || declaration.is_enum || python;
        let field = declaration.fields.iter().find(|field| *field.name.node == *name && is_static(field.is_static))?;
        let value = field.value?;
        if self.is_csharp(file) && !declaration.is_enum && self.is_reassigned(name) {
            let at = Location { file, span: field.name.span };
            return Some(Val::unknown(format!("{name} is assigned elsewhere"), at));
        }
        Some(self.eval_once(frame, value))
    }

    pub(super) fn closure(&self, frame: FrameId, function: FunctionId, at: Location) -> Val {
        let file = self.frame(frame).file;
        Val::new(What::Function(Closure { file, function, frame, this: None }.into()), at)
    }

    pub(super) fn limit_objects(&mut self, files: usize) {
        self.object_limit = MAX_OBJECTS.saturating_mul(files.clamp(1, MAX_COUNTED));
    }
}

/// A member of a construct that CDK's API declares.
pub(super) fn api_member(object: &Val, name: &Arc<str>, at: Location, at_name: Location) -> Val {
    let member = Member { object: object.clone(), name: name.clone(), at: at_name };
    Val::new(What::Member(member.into()), at)
}
