//! What is special of Java: methods are no fields, getters and builders of jsii, overloads, inherited names.
//!
//! `library` knows the few classes of Java itself that configuration is written with.

mod builder;
mod library;
mod overload;
mod text;

use std::sync::Arc;

use super::super::table::table;
use super::api::{class_of, method};
use super::class::{ProjectClass, api_member};
use super::val::{ApiClass, Arguments, FrameId, Member, ObjectId, Val, What};
use super::{Frame, Machine, Owner};
use crate::program::{Call, ClassId, Expr, ExprId, Language};
use crate::source::{FileId, Location};
use crate::value::Source;

use library::library_class;
pub(super) use overload::unknown_arguments;

/// A call of a method, and what it is called on.
struct Sent<'a> {
    frame: FrameId,
    /// The expression that gives the receiver.
    object: ExprId,
    name: &'a Arc<str>,
    arguments: &'a Arguments,
    at: Location,
    name_at: Location,
}

impl Machine<'_> {
    pub(super) fn is_java(&self, frame: FrameId) -> bool {
        self.programs.language(self.frame(frame).file) == Language::Java
    }

    /// A call in Java; `None` for one that is like those of other languages.
    pub(super) fn java_call(&mut self, frame: FrameId, call: &Call, at: Location, name_at: Location) -> Option<Val> {
        let program = self.program(self.frame(frame).file);
        match program.expr(call.callee) {
            Expr::This { .. } => {
                let arguments = self.arguments(frame, &call.arguments);
                Some(self.call_own_constructor(frame, &arguments, at, name_at))
            }
            Expr::Member { object, name } => {
                if let Some(builder) = self.builder_of(frame, call, *object, name) {
                    return Some(builder);
                }
                if call.new {
                    return None;
                }
                let receiver = self.eval(frame, *object);
                let arguments = self.arguments(frame, &call.arguments);
                let sent = Sent { frame, object: *object, name: &name.node, arguments: &arguments, at, name_at };
                Some(self.each(&receiver, &mut |machine, receiver| machine.send(receiver, &sent)))
            }
            _ => {
                let callee = self.eval(frame, call.callee);
                if let What::Function(closure) = &callee.what {
                    let closure = closure.clone();
                    let arguments = self.arguments(frame, &call.arguments);
                    return Some(self.call_overloaded(&closure, &arguments, at));
                }
                let What::Builtin(member) = &callee.what else { return None };
                let arguments = self.arguments(frame, &call.arguments);
                match &member.object.what {
                    // A static method that is imported by its name.
                    What::Builtin(class) => Some(self.library_call(&class.name, &member.name, &arguments, at)),
                    _ if call.new => Some(self.library_new(&member.name, &arguments, at)),
                    _ => None,
                }
            }
        }
    }

    /// Calls a method.
    fn send(&mut self, receiver: &Val, sent: &Sent<'_>) -> Val {
        let receiver = &self.latest(receiver);
        let Sent { name, arguments, at, name_at, .. } = *sent;
        match &receiver.what {
            What::Object(id) => self.send_to_object(*id, receiver, sent),
            What::Class(file, class, frame) => self.send_to_class((*file, *class, *frame), receiver, sent),
            What::Builder(builder) => {
                let builder = builder.clone();
                self.send_to_builder(&builder, receiver, name, arguments, (at, name_at))
            }
            What::Made(_) | What::Member(_) | What::Static { .. } => self.send_to_api(receiver, sent),
            What::Builtin(class) if library::is_class(class) => self.library_call(&class.name, name, arguments, at),
            What::Function(closure) if library::is_functional(name) => {
                let closure = closure.clone();
                self.invoke(&closure, arguments, at)
            }
            What::ApiClass(_) | What::Module(_) => {
                let callee = self.member(receiver, name, at, name_at);
                self.each(&callee, &mut |machine, callee| machine.apply(callee, arguments, at, name_at))
            }
            _ => self.send_to_value(receiver, sent),
        }
    }

    /// A method of an instance of a class of the project, or of a construct.
    fn send_to_object(&mut self, id: ObjectId, receiver: &Val, sent: &Sent<'_>) -> Val {
        let Some(class) = self.object(id).class else { return self.send_to_api(receiver, sent) };
        let (lineage, api) = self.lineage(class);
        if let Some(value) = self.send_to_own(&lineage, receiver, sent, false) {
            return value;
        }
        // The accessor of a record, and a getter that an annotation writes.
        let field = getter(sent.name).unwrap_or_else(|| sent.name.clone());
        if sent.arguments.positional.is_empty()
            && let Some(value) = self.object(id).fields.get(&field)
        {
            return value.used_at(sent.at, Source::Constant, &format!("value of {field}"));
        }
        if api.is_some() || self.object(id).api.is_some() {
            return self.send_to_api(receiver, sent);
        }
        if let (Some(property), [value]) = (setter(sent.name), sent.arguments.positional.as_slice()) {
            self.assign_member(receiver, Some(&property), value, sent.at);
            return Val::absent(sent.at);
        }
        self.hand_over(sent.arguments, sent.at);
        Val::unknown(format!("{} is not followed", sent.name), sent.at)
    }

    /// A static method of a class of the project.
    fn send_to_class(&mut self, class: ProjectClass, receiver: &Val, sent: &Sent<'_>) -> Val {
        let (lineage, api) = self.lineage(class);
        if let Some(value) = self.send_to_own(&lineage, receiver, sent, true) {
            return value;
        }
        if let Some(api) = api {
            let callee = Self::class_member(&api, sent.name, sent.at);
            return self.apply(&callee, sent.arguments, sent.at, sent.name_at);
        }
        self.hand_over(sent.arguments, sent.at);
        Val::unknown(format!("{} is not followed", sent.name), sent.at)
    }

    /// A method that one of the classes declares; `None` where none does.
    fn send_to_own(
        &mut self,
        lineage: &[ProjectClass],
        receiver: &Val,
        sent: &Sent<'_>,
        only_static: bool,
    ) -> Option<Val> {
        for (file, class, frame) in lineage {
            let overloads = self.overloads(*file, *class, sent.name, only_static);
            if overloads.is_empty() {
                continue;
            }
            let (function, is_certain) = self.choose(*file, &overloads, sent.arguments);
            let is_static = self.program(*file).function(function).is_static;
            let this = if is_static { Val::new(What::Class(*file, *class, *frame), sent.at) } else { receiver.clone() };
            let closure = super::val::Closure { file: *file, function, frame: *frame, this: Some(this) };
            if is_certain {
                return Some(self.invoke(&closure, sent.arguments, sent.at));
            }
            let unknown = unknown_arguments();
            self.invoke(&closure, &unknown, sent.at);
            self.hand_over(sent.arguments, sent.at);
            return Some(Val::unknown(format!("which {} is called is not followed", sent.name), sent.at));
        }
        None
    }

    /// A method of something of CDK's API: a getter reads a property, a setter sets it.
    fn send_to_api(&mut self, receiver: &Val, sent: &Sent<'_>) -> Val {
        let Sent { name, arguments, at, name_at, .. } = *sent;
        if let (What::Static { class, member }, "toString" | "name") = (&receiver.what, &**name)
            && table().member(class, member).is_some()
        {
            return Val::new(What::Text(member.clone()), at);
        }
        let known = match class_of(self, receiver) {
            Some(ApiClass::Known(class)) => method(class, Language::Java, name),
            Some(ApiClass::Resource(_)) => {
                table().named("CfnResource").and_then(|class| method(class, Language::Java, name))
            }
            _ => None,
        };
        let is_method = known.is_some_and(|known| *known.name == **name);
        match (getter(name).filter(|_| name.starts_with("get")), setter(name), arguments.positional.as_slice()) {
            (Some(property), _, []) if !is_method => api_member(receiver, &property, at, name_at),
            (_, Some(property), [value]) if !is_method => {
                self.assign_member(receiver, Some(&property), value, at);
                Val::absent(at)
            }
            _ => {
                let is_own = matches!(receiver.what, What::Object(id) if self.object(id).class.is_some());
                if known.is_none() && (is_own || library::is_functional(name)) {
                    // It may as well be a method of an interface of the project, or the receiver a reference to one.
                    self.hand_over(arguments, at);
                }
                let member = Member { object: receiver.clone(), name: name.clone(), at: name_at };
                self.api_method(&member, arguments, at, name_at)
            }
        }
    }

    /// `this` of a class: of an inner class it is not that of the class around.
    pub(super) fn this_of(&mut self, frame: FrameId, class: ClassId, at: Location) -> Val {
        let mut next = Some(frame);
        while let Some(frame) = next {
            let file = self.frame(frame).file;
            let this = self.frame(frame).this.clone();
            next = self.frame(frame).parent;
            match this.as_ref().map(|this| &this.what) {
                Some(What::Object(id)) => {
                    let of = self.object(*id).class;
                    if of.is_some_and(|of| self.lineage(of).0.iter().any(|one| (one.0, one.1) == (file, class))) {
                        return this.unwrap_or_else(|| Val::absent(at));
                    }
                }
                Some(What::Class(of, id, _)) if (*of, *id) == (file, class) => {
                    return this.unwrap_or_else(|| Val::absent(at));
                }
                _ => {}
            }
        }
        Val::unknown("nothing is known of this object", at)
    }

    /// A name that nothing in its file declares: a class of Java itself, or what a base class declares.
    pub(super) fn java_free_name(&mut self, frame: FrameId, name: &Arc<str>, at: Location) -> Option<Val> {
        if let Some(class) = library_class("java.lang", name) {
            return Some(library::class(class, at));
        }
        let this = self.this(frame, at);
        let class = match this.what {
            What::Object(id) => {
                if let Some(field) = self.object(id).fields.get(name) {
                    return Some(field.used_at(at, Source::Constant, &format!("value of {name}")));
                }
                self.object(id).class?
            }
            What::Class(file, class, frame) => (file, class, frame),
            _ => self.declaring_class(frame)?,
        };
        let (lineage, _) = self.lineage(class);
        let found = lineage.into_iter().find_map(|class| self.static_field(class, name))?;
        Some(found.used_at(at, Source::Constant, &format!("value of {name}")))
    }

    /// The class whose method an activation is of.
    fn declaring_class(&self, frame: FrameId) -> Option<ProjectClass> {
        let Frame { file, owner, parent, .. } = self.frame(frame);
        let Owner::Function(function) = owner else { return None };
        let class = self.program(*file).function(*function).class?;
        Some((*file, class, (*parent)?))
    }

    /// What an import gives that names a member of a class, or a class of Java itself.
    pub(super) fn java_import(&mut self, file: FileId, module: &str, name: &Arc<str>, at: Location) -> Option<Val> {
        if let Some(class) = library_class(module, name) {
            return Some(library::class(class, at));
        }
        let (package, class) = module.rsplit_once('.')?;
        if !class.starts_with(char::is_uppercase) {
            return None;
        }
        let outer = self.imported(file, package, Some(&class.into()), at);
        match outer.what {
            What::Unknown(_) => None,
            _ => Some(self.member(&outer, name, at, at)),
        }
    }

    /// A name that a star import of the members of a class, or of a package of Java itself, makes known.
    pub(super) fn java_star(&mut self, file: FileId, module: &str, name: &Arc<str>, at: Location) -> Option<Val> {
        let value = self.java_import(file, module, name, at)?;
        let is_known = match &value.what {
            What::Unknown(_) | What::Absent => false,
            What::Static { class, member } => {
                table().member(class, member).is_some()
                    || table().static_method(class, Language::Java, member).is_some()
            }
            _ => true,
        };
        is_known.then_some(value)
    }
}

/// The property that a getter reads: `getRepositoryUri` reads `repositoryUri`.
fn getter(name: &str) -> Option<Arc<str>> {
    property(name.strip_prefix("get").or_else(|| name.strip_prefix("is"))?)
}

/// The property that a setter sets.
pub(super) fn setter(name: &str) -> Option<Arc<str>> {
    property(name.strip_prefix("set")?)
}

fn property(name: &str) -> Option<Arc<str>> {
    let first = name.chars().next().filter(char::is_ascii_uppercase)?;
    Some(format!("{}{}", first.to_ascii_lowercase(), &name[1..]).into())
}
