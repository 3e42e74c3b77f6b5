//! The calls of CDK's API as they are written, whether or not anything becomes of them: what rules see as `constructs`.

use std::sync::Arc;

use super::super::table::{Callable, table};
use super::api::{argument, class_of};
use super::val::{ApiClass, Arguments, How, Made, ObjectId, Val, What};
use super::{Guard, Machine};
use crate::source::Location;

/// A call of CDK's API: of a constructor, a factory or a method.
#[derive(Clone, Debug)]
pub(in crate::frontend::cdk) struct Called {
    /// jsii's name of what is called: `aws_ecr.Repository`, `aws_ecs.ContainerImage.fromRegistry`.
    pub api: Arc<str>,
    /// Its signature, where the table has it.
    pub callable: Option<&'static Callable>,
    /// The construct that it makes.
    pub object: Option<ObjectId>,
    /// The path of the construct that it gives, where the table does not know that as a construct.
    pub path: Option<Arc<str>>,
    /// The scope of that, or else the object in whose code the call is written.
    pub scope: Option<ObjectId>,
    /// What the method is called on.
    pub receiver: Option<Val>,
    /// Whether the first two arguments are a scope and an id.
    pub placed: bool,
    pub arguments: Arguments,
    /// Where the name of what is called is written.
    pub name: Location,
    pub guard: Vec<Guard>,
}

impl Machine<'_> {
    /// Notes that an object becomes a construct of CDK's API.
    pub(super) fn note_construct(&mut self, object: ObjectId, class: &ApiClass, arguments: &Arguments, name: Location) {
        let Some(api) = class_name(class) else { return };
        let called = self.called(api, constructor(class), arguments, name);
        // Its scope is that of the object: a class of the project may hand on another one than it was given.
        self.called.push(Called { object: Some(object), path: None, placed: true, ..called });
    }

    /// Notes a call that makes no construct, as far as the table knows.
    pub(super) fn note_call(&mut self, made: &Made) {
        let Some(api) = self.api_of(made) else { return };
        let (callable, receiver) = match &made.how {
            How::New(class) => (constructor(class), None),
            How::Static { method, .. } => (*method, None),
            How::Method { receiver, method, .. } => (*method, Some(receiver.clone())),
        };
        let called = self.called(api, callable, &made.arguments, made.name);
        let placed = called.placed && (callable.is_some() || receiver.is_none());
        let (path, scope) = if placed { (called.path, called.scope) } else { (None, self.within) };
        self.called.push(Called { path, scope, receiver, placed, ..called });
    }

    /// jsii's name of what was called; `None` where something is called on what is not followed.
    pub(in crate::frontend::cdk) fn api_of(&self, made: &Made) -> Option<Arc<str>> {
        let name = |class: &str, written: &str, method: Option<&'static Callable>| {
            let language = self.programs.language(made.name.file);
            let name = method.map_or_else(|| table().jsii_name(language, written), |method| method.name.into());
            constant_name(class, &name)
        };
        match &made.how {
            How::New(class) => class_name(class),
            How::Static { class, written, method } => Some(name(class.name, written, *method)),
            How::Method { receiver, written, method } => {
                let of_nothing = matches!(receiver.what, What::Object(id) if self.object(id).api.is_none());
                let class = class_of(self, receiver).filter(|_| method.is_some() || !of_nothing);
                Some(name(&class.as_ref().and_then(class_name)?, written, *method))
            }
        }
    }

    /// Whether a call makes a construct of a class that the table does not have.
    pub(in crate::frontend::cdk) fn makes_construct(&self, made: &Made) -> bool {
        matches!(&made.how, How::New(ApiClass::Other(_)))
            && self.scope_and_id(None, &made.arguments, made.name).is_some()
    }

    /// Notes a call of something that the table does not have.
    pub(super) fn note_other(&mut self, api: &Arc<str>, arguments: &Arguments, name: Location) {
        let (class, method) = api.rsplit_once('.').unwrap_or(("", api));
        let method = table().jsii_name(self.programs.language(name.file), method);
        let api = if class.is_empty() { method.into_owned() } else { format!("{class}.{method}") };
        let called = self.called(api.into(), None, arguments, name);
        self.called.push(called);
    }

    fn called(
        &self,
        api: Arc<str>,
        callable: Option<&'static Callable>,
        arguments: &Arguments,
        name: Location,
    ) -> Called {
        let placed = self.scope_and_id(callable, arguments, name);
        let scope = placed.and_then(|(scope, _)| self.scope(scope));
        let path = placed.map(|(_, id)| self.path_below(scope, Some(id), arguments.second.as_deref()));
        Called {
            api,
            callable,
            object: None,
            path: path.filter(|path| !path.is_empty()),
            scope: scope.or(self.within),
            receiver: None,
            placed: placed.is_some(),
            arguments: arguments.clone(),
            name,
            guard: self.guard.clone(),
        }
    }

    /// The scope and the id that a call gives a construct. Of what the table does not have, two arguments that look like
    /// those are taken for them.
    fn scope_and_id<'a>(
        &self,
        callable: Option<&'static Callable>,
        arguments: &'a Arguments,
        name: Location,
    ) -> Option<(&'a Val, &'a Val)> {
        let Some(callable) = callable else {
            let named = |name| arguments.named(name).map(|field| &field.value);
            let scope = arguments.positional.first().or_else(|| named("scope"))?;
            let id = arguments.positional.get(1).or_else(|| named("id"))?;
            let is_text = matches!(self.prune(id).what, What::Text(_) | What::Template(_));
            return (is_text && self.scope(scope).is_some()).then_some((scope, id));
        };
        let language = self.programs.language(name.file);
        let argument = |name| argument(callable, language, arguments, name);
        Some((argument("scope")?, argument("id")?))
    }
}

/// jsii's name of a static member of a class.
pub(in crate::frontend::cdk) fn constant_name(class: &str, member: &str) -> Arc<str> {
    format!("{class}.{member}").into()
}

/// jsii's name of a class.
fn class_name(class: &ApiClass) -> Option<Arc<str>> {
    match class {
        ApiClass::Known(class) => Some(class.name.into()),
        ApiClass::Resource(resource_type) => table().first_level_class(resource_type).map(Arc::from),
        ApiClass::Other(name) => Some(name.clone()),
        ApiClass::Properties => None,
    }
}

/// The constructor of a class, its own or an inherited one.
pub(in crate::frontend::cdk) fn constructor(class: &ApiClass) -> Option<&'static Callable> {
    match class {
        ApiClass::Known(class) => table().lineage(class).find_map(|class| class.constructor.as_ref()),
        ApiClass::Resource(_) | ApiClass::Properties | ApiClass::Other(_) => None,
    }
}
