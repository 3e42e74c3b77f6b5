//! Where the program meets CDK's API: what it makes is noted, with its arguments, for `lower` to say what that becomes.

use std::cell::Cell;
use std::sync::Arc;

use super::super::table::{Callable, Class, Kind, Meaning, Module, table};
use super::effect::root;
use super::val::{ApiClass, Arguments, Dict, Field, How, List, Made, Member, ObjectId, Val, What};
use super::{ChangeKind, Event, Machine};
use crate::program::Language;
use crate::source::Location;
use crate::value::Source;

/// How many values the arguments of one call may hold.
const MAX_NODES: usize = 20_000;
/// How deep arguments are kept.
const MAX_DEPTH: usize = 32;

impl Machine<'_> {
    /// A member of a module of CDK's API.
    pub(super) fn module_member(&mut self, module: &'static Module, name: &Arc<str>, at: Location) -> Val {
        let language = self.programs.language(at.file);
        if language == Language::Go {
            return Self::go_member(module, name, at);
        }
        if let Some(inner) = table().submodule(module, language, name) {
            return Val::new(What::Module(inner), at);
        }
        if let Some(class) = table().class(module, name) {
            return Val::new(What::ApiClass(ApiClass::Known(class)), at);
        }
        if let Some(resource_type) = table().resource_type(module, name) {
            return Val::new(What::ApiClass(ApiClass::Resource(resource_type.into())), at);
        }
        if table().struct_of_type(module, name).is_some() {
            return Val::new(What::ApiClass(ApiClass::Properties), at);
        }
        if table().is_struct(module, name) {
            return Val::new(What::ApiClass(ApiClass::Properties), at);
        }
        let dot = if module.name.is_empty() { "" } else { "." };
        Val::new(What::ApiClass(ApiClass::Other(format!("{}{dot}{name}", module.name).into())), at)
    }

    /// A static member of a class of CDK's API.
    pub(super) fn class_member(class: &ApiClass, name: &Arc<str>, at: Location) -> Val {
        match class {
            ApiClass::Known(class) => Val::new(What::Static { class, member: name.clone() }, at),
            ApiClass::Resource(resource_type) if name.ends_with("Property") => {
                Val::new(What::ApiClass(ApiClass::Properties), at)
            }
            ApiClass::Other(class) => Val::new(What::Other(format!("{class}.{name}").into()), at),
            ApiClass::Resource(_) | ApiClass::Properties => Val::unknown(not_in_table(name), at),
        }
    }

    /// `new Class(…)`
    pub(super) fn api_new(&mut self, class: &ApiClass, arguments: &Arguments, at: Location, key: Location) -> Val {
        let is_struct = match class {
            ApiClass::Known(class) => class.kind == Kind::Struct,
            ApiClass::Properties => true,
            ApiClass::Resource(_) | ApiClass::Other(_) => false,
        };
        if is_struct {
            let entries = arguments.named.clone();
            let map = Dict { id: self.number(), entries, open: arguments.open.clone(), keywords: true };
            return Val::new(What::Map(Arc::new(map)), at);
        }
        let unwrapped = self.is_go(at.file).then(|| self.go_arguments(arguments));
        let arguments = unwrapped.as_ref().unwrap_or(arguments);
        if !is_construct(class) {
            let how = How::New(class.clone());
            let made = Made { how, arguments: self.kept(arguments), at, name: key };
            self.note_call(&made);
            return Val::new(What::Made(Arc::new(made)), at);
        }
        if self.objects.len() >= self.object_limit {
            return Val::unknown("too many constructs to be followed", at);
        }
        let object = self.new_object(None, at, key);
        self.adopt(object, class, arguments, at, key);
        Val::new(What::Object(object), at)
    }

    /// Makes an object what a class of CDK's API makes of its arguments.
    pub(super) fn adopt(
        &mut self,
        object: ObjectId,
        class: &ApiClass,
        arguments: &Arguments,
        at: Location,
        key: Location,
    ) {
        let arguments = self.kept(arguments);
        let language = self.programs.language(at.file);
        let (scope, id) = match class {
            ApiClass::Known(class) => {
                let constructor = table().lineage(class).find_map(|class| class.constructor.as_ref());
                let argument = |name| constructor.and_then(|callable| argument(callable, language, &arguments, name));
                (argument("scope"), argument("id"))
            }
            _ => (arguments.positional.first(), arguments.positional.get(1)),
        };
        let named = |name| arguments.named(name).map(|field: &Field| &field.value);
        let (scope, id) = (scope.or_else(|| named("scope")).cloned(), id.or_else(|| named("id")).cloned());
        // An id that may be among arguments that are not known is not known either.
        let id = id.or_else(|| arguments.open.clone().map(|reason| Val::unknown(reason, at)));
        self.locate(object, scope.as_ref(), id.as_ref(), arguments.second.as_deref());
        self.note_construct(object, class, &arguments, key);
        let object = self.object_mut(object);
        object.api = Some(class.clone());
        object.arguments = arguments;
        object.at = at;
        object.key = key;
    }

    /// Finds an object's place in the tree of constructs.
    pub(super) fn locate(&mut self, object: ObjectId, scope: Option<&Val>, id: Option<&Val>, written: Option<&str>) {
        // What nothing creates keeps the name of its class.
        let is_known = |id: &Val| !matches!(id.what, What::Unknown(_));
        if !self.object(object).path.is_empty() && !id.is_some_and(is_known) {
            return;
        }
        let scope = scope.and_then(|scope| self.scope(scope)).filter(|scope| *scope != object);
        let path = self.path_below(scope, id, written);
        let object = self.object_mut(object);
        object.scope = scope;
        object.path = path;
    }

    /// The construct that is given as a scope.
    pub(super) fn scope(&self, scope: &Val) -> Option<ObjectId> {
        match self.prune(scope).what {
            What::Object(scope) => Some(scope),
            _ => None,
        }
    }

    /// The path of what has an id in a scope.
    pub(super) fn path_below(&self, scope: Option<ObjectId>, id: Option<&Val>, written: Option<&str>) -> Arc<str> {
        let own = id.map(|id| spelled_id(&self.prune(id), written));
        let above = scope.map(|scope| self.object(scope).path.clone()).filter(|above| !above.is_empty());
        match (above, own.filter(|own| !own.is_empty())) {
            (Some(above), Some(own)) => format!("{above}/{own}").into(),
            (Some(above), None) => above,
            (None, Some(own)) => own.into(),
            // The root of the tree has no name.
            (None, None) => "".into(),
        }
    }

    /// `Class.method(…)`
    pub(super) fn api_static(
        &mut self,
        class: &'static Class,
        member: &Arc<str>,
        arguments: &Arguments,
        at: Location,
        name: Location,
    ) -> Val {
        let language = self.programs.language(name.file);
        if language == Language::Go
            && let Some(value) = Self::go_static(class, member, arguments, at)
        {
            return value;
        }
        let method = table().static_method(class, language, member);
        let how = How::Static { class, written: member.clone(), method };
        let made = Made { how, arguments: self.kept(arguments), at, name };
        self.note_call(&made);
        if let Some(value) = method.and_then(|method| self.evaluated(method, arguments, at)) {
            return value;
        }
        if let Some(Callable { meaning: Meaning::Keyword { keyword: "nag-suppressions", .. }, .. }) = method {
            self.events.push(Event { made: made.clone(), guard: self.guard.clone() });
        }
        Val::new(What::Made(Arc::new(made)), at)
    }

    /// `object.method(…)`
    pub(super) fn api_method(&mut self, member: &Member, arguments: &Arguments, at: Location, name: Location) -> Val {
        let language = self.programs.language(name.file);
        if language == Language::Go
            && let Some(value) = self.go_property(member, arguments, at)
        {
            return value;
        }
        let unwrapped = (language == Language::Go).then(|| self.go_arguments(arguments));
        let arguments = unwrapped.as_ref().unwrap_or(arguments);
        let class = class_of(self, &member.object);
        let method = match &class {
            Some(ApiClass::Known(class)) => method(class, language, &member.name),
            Some(ApiClass::Resource(_)) => {
                table().named("CfnResource").and_then(|class| method(class, language, &member.name))
            }
            _ => None,
        };
        let how = How::Method { receiver: member.object.clone(), written: member.name.clone(), method };
        let made = Made { how, arguments: self.kept(arguments), at, name };
        self.note_call(&made);
        if let Some(method) = method
            && let Some(value) = self.evaluated(method, arguments, at)
        {
            return value;
        }
        match root(&member.object) {
            Some((object, _)) => {
                self.change(object, ChangeKind::Call { made: made.clone() }, at);
            }
            None => self.events.push(Event { made: made.clone(), guard: self.guard.clone() }),
        }
        if let Some(Callable { meaning: Meaning::Keyword { keyword: "mixins", .. }, .. }) = method {
            return member.object.moved(at);
        }
        Val::new(What::Made(Arc::new(made)), at)
    }

    /// A call of something of which the table says nothing; it may change what it is handed.
    pub(super) fn api_other(&mut self, api: &Arc<str>, arguments: &Arguments, at: Location, name: Location) -> Val {
        let arguments = self.kept(arguments);
        self.note_other(api, &arguments, name);
        self.hand_over(&arguments, at);
        Val::unknown(not_in_table(api), at)
    }

    /// What a method gives whose value the program itself may go by.
    fn evaluated(&mut self, method: &'static Callable, arguments: &Arguments, at: Location) -> Option<Val> {
        let Meaning::Keyword { keyword, arguments: names } = &method.meaning else { return None };
        let language = self.programs.language(at.file);
        let first = names.first().and_then(|name| argument(method, language, arguments, name));
        match (*keyword, first) {
            ("identity", Some(value)) => Some(value.clone()),
            ("context", Some(key)) => Some(self.context(&key.text()?, at)),
            _ => None,
        }
    }

    /// A value of the context of the app, as `cdk.json` gives it.
    fn context(&mut self, key: &str, at: Location) -> Val {
        match self.programs.context_value(at.file, key).cloned() {
            Some(json) => {
                let value = self.json_value(&json, at);
                value.used_at(at, Source::Context, &format!("context {key} in cdk.json"))
            }
            None => Val::unknown(format!("context {key} is given when the app runs"), at),
        }
    }

    fn json_value(&mut self, json: &serde_json::Value, at: Location) -> Val {
        let what = match json {
            serde_json::Value::Null => What::Absent,
            serde_json::Value::Bool(truth) => What::Bool(*truth),
            serde_json::Value::Number(number) => What::Number(number.to_string().into()),
            serde_json::Value::String(text) => What::Text(text.as_str().into()),
            serde_json::Value::Array(items) => {
                let items = items.iter().map(|item| self.json_value(item, at)).collect();
                What::List(Arc::new(List { id: self.number(), items, open: None }))
            }
            serde_json::Value::Object(members) => {
                let field = |(key, value): (&String, &serde_json::Value)| Field {
                    key: key.as_str().into(),
                    at,
                    value: self.json_value(value, at),
                };
                let entries = members.iter().map(field).collect();
                What::Map(Arc::new(Dict { id: self.number(), entries, ..Dict::default() }))
            }
        };
        Val::new(what, at)
    }

    /// Arguments as they are now: lists and dictionaries may be changed later.
    pub(super) fn kept(&self, arguments: &Arguments) -> Arguments {
        let left = Cell::new(MAX_NODES);
        let field = |field: &Field| Field { value: self.keep(&field.value, 0, &left), ..field.clone() };
        Arguments {
            positional: arguments.positional.iter().map(|value| self.keep(value, 0, &left)).collect(),
            named: arguments.named.iter().map(field).collect(),
            second: arguments.second.clone(),
            open: arguments.open.clone(),
        }
    }

    fn keep(&self, value: &Val, depth: usize, left: &Cell<usize>) -> Val {
        left.set(left.get().saturating_sub(1));
        if depth > MAX_DEPTH || left.get() == 0 {
            return Val::unknown("nested too deep to be followed", value.origin.at);
        }
        let value = self.latest(value);
        let what = match &value.what {
            What::List(list) => {
                let items = list.items.iter().map(|item| self.keep(item, depth + 1, left)).collect();
                What::List(Arc::new(List { id: 0, items, open: list.open.clone() }))
            }
            What::Map(map) => {
                let field = |field: &Field| Field { value: self.keep(&field.value, depth + 1, left), ..field.clone() };
                let entries = map.entries.iter().map(field).collect();
                What::Map(Arc::new(Dict { id: 0, entries, open: map.open.clone(), keywords: map.keywords }))
            }
            What::Choice(_) => return value.map(&mut |value| self.keep(value, depth + 1, left)),
            _ => return value,
        };
        Val { what, origin: value.origin }
    }
}

/// The class of CDK's API that a value is an instance of.
pub(crate) fn class_of(machine: &Machine<'_>, value: &Val) -> Option<ApiClass> {
    class_within(machine, value, 0)
}

fn class_within(machine: &Machine<'_>, value: &Val, hops: usize) -> Option<ApiClass> {
    if hops > MAX_DEPTH {
        return None;
    }
    match &value.what {
        What::Object(id) => {
            let object = machine.object(*id);
            // What extends something that is not followed is a construct, if it is used like one.
            object.api.clone().or_else(|| table().named("constructs.Construct").map(ApiClass::Known))
        }
        What::Made(made) => {
            let known = |callable: Option<&'static Callable>| {
                callable.and_then(|callable| callable.returns).and_then(|name| table().named(name)).map(ApiClass::Known)
            };
            match &made.how {
                How::New(class) => Some(class.clone()),
                How::Static { method, .. } | How::Method { method, .. } => known(*method),
            }
        }
        What::Static { class, member } => {
            table().member(class, member)?;
            Some(ApiClass::Known(class))
        }
        What::Member(member) => class_of_member(machine, member, hops),
        _ => None,
    }
}

fn class_of_member(machine: &Machine<'_>, member: &Member, hops: usize) -> Option<ApiClass> {
    let object = class_within(machine, &member.object, hops + 1)?;
    let ApiClass::Known(class) = object else {
        // Constructs of the first level have a node too.
        let language = machine.programs.language(member.at.file);
        return super::super::table::matches(language, &member.name, "node")
            .then(|| table().named("constructs.Node").map(ApiClass::Known))?;
    };
    let language = machine.programs.language(member.at.file);
    match &table().attribute(class, language, &member.name)?.meaning {
        Meaning::Keyword { keyword: "node", .. } => table().named("constructs.Node").map(ApiClass::Known),
        _ => None,
    }
}

/// A method of a class: the first in its lineage whose meaning the table tells, for some classes only repeat what they
/// inherit.
pub(crate) fn method(class: &'static Class, language: Language, written: &str) -> Option<&'static Callable> {
    let same = |callable: &&Callable| super::super::table::matches(language, written, callable.name);
    let mut found = table().lineage(class).filter_map(|class| class.methods.iter().find(same));
    let first = found.next()?;
    if !matches!(first.meaning, Meaning::Unknown) {
        return Some(first);
    }
    Some(found.find(|callable| !matches!(callable.meaning, Meaning::Unknown)).unwrap_or(first))
}

/// What is said of what CDK's API has and the table has not.
pub(crate) fn not_in_table(name: &str) -> String {
    format!("{name} is not in the table of CDK's API")
}

/// Whether instances of a class stand in the tree of constructs.
fn is_construct(class: &ApiClass) -> bool {
    match class {
        ApiClass::Known(class) => table().is_construct(class),
        ApiClass::Resource(_) => true,
        ApiClass::Properties | ApiClass::Other(_) => false,
    }
}

/// An argument by the name of its parameter.
pub(crate) fn argument<'a>(
    callable: &Callable,
    language: Language,
    arguments: &'a Arguments,
    name: &str,
) -> Option<&'a Val> {
    let position = callable.parameters.iter().position(|parameter| parameter.name == name)?;
    let named = || {
        let same = |field: &&Field| super::super::table::matches(language, &field.key, name);
        arguments.named.iter().find(same).map(|field| &field.value)
    };
    arguments.positional.get(position).or_else(named)
}

/// An id of a construct: what is not known of it stands in braces, as it is written (`{name}-images`).
fn spelled_id(id: &Val, written: Option<&str>) -> String {
    match &id.what {
        What::Choice(choice) => {
            let is_name = choice.name.chars().all(|character| character.is_alphanumeric() || character == '_');
            written.filter(|_| !is_name).map_or_else(|| format!("{{{}}}", choice.name), ToOwned::to_owned)
        }
        What::Template(parts) => match written.filter(|_| id.text().is_none()) {
            Some(written) => written.to_owned(),
            None => parts.iter().map(|part| spelled_id(part, None)).collect(),
        },
        What::Absent => String::new(),
        _ => id.text().unwrap_or_else(|| written.unwrap_or("{…}").to_owned()),
    }
}
