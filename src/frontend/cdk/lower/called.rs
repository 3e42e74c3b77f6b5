//! Calls of CDK's API as rules see them: in jsii's names, whatever the language.
//!
//! Arguments and the members of options objects are one space of names, as Python has it. A value is what it is in the
//! program: what CDK's API gives is an object with its name (`api`) and, where it was called, its `arguments`.

use std::sync::Arc;

use super::super::resolve::Called;
use super::super::resolve::called::constant_name;
use super::super::resolve::val::{Arguments, Dict, Field, Made, Val, What};
use super::super::table::{Callable, table};
use super::place::Place;
use super::{Lowering, localized};
use crate::model::Construct;
use crate::program::Language;
use crate::source::Location;
use crate::value::{Data, Entry, Map, Value};

impl Lowering<'_, '_> {
    /// A call in this world; `None` where it does not happen there.
    pub(in crate::frontend::cdk) fn construct(&self, called: &Called) -> Option<Construct> {
        self.work.set(0);
        if called.guard.iter().any(|guard| self.holds(guard) == Some(false)) {
            return None;
        }
        let path = |object| Some(&self.machine.object(object).path).filter(|path| !path.is_empty()).cloned();
        let scope = match called.object {
            Some(object) => self.machine.object(object).scope,
            None => called.scope,
        };
        let receiver = called.receiver.as_ref().and_then(|receiver| self.place(receiver));
        let arguments = self.given_arguments(&called.arguments, called.callable, called.placed, called.name);
        let arguments = Value::new(Data::Map(arguments), called.name);
        Some(Construct {
            api: called.api.clone(),
            id: called.object.and_then(path).or_else(|| called.path.clone()),
            scope: scope.and_then(path),
            receiver: receiver.and_then(|place| self.written_path(&place)),
            key: called.name,
            arguments: localized(arguments, called.name.file, called.name),
        })
    }

    /// The path of a construct; that of its resource is its own.
    fn written_path(&self, place: &Place) -> Option<Arc<str>> {
        if place.children.is_empty() {
            return Some(self.machine.object(place.object).path.clone()).filter(|path| !path.is_empty());
        }
        self.path(place)
    }

    /// Arguments by name. Scope and id are no arguments where they tell the place of a construct.
    fn given_arguments(&self, arguments: &Arguments, callable: Option<&Callable>, placed: bool, call: Location) -> Map {
        let mut map = Map { entries: Vec::new(), open: arguments.open.clone() };
        let parameters = callable.map(|callable| callable.parameters.as_slice());
        let last = arguments.positional.len().wrapping_sub(1);
        for (number, value) in arguments.positional.iter().enumerate() {
            if placed && number < 2 && is_place(parameters, number) {
                continue;
            }
            match parameters {
                Some(parameters) => match parameters.get(number.min(parameters.len().wrapping_sub(1))) {
                    Some(parameter) if parameter.variadic => self.add_item(&mut map, parameter.name, value),
                    Some(_) if number >= parameters.len() => open(&mut map, "more is given than the table knows"),
                    Some(parameter) if parameter.options.is_some() => self.add_options(&mut map, value),
                    Some(parameter) => self.add(&mut map, parameter.name.into(), value, value.origin.at),
                    None => open(&mut map, "more is given than the table knows"),
                },
                None if number == last && is_options(&self.project(value)) => self.add_options(&mut map, value),
                None => open(&mut map, "the names of its arguments are not in the table of CDK's API"),
            }
        }
        for field in &arguments.named {
            let name = table().jsii_name(self.machine.programs.language(call.file), &field.key);
            if !(placed && matches!(&*name, "scope" | "id")) {
                self.add(&mut map, name.into(), &field.value, field.at);
            }
        }
        map
    }

    fn add(&self, map: &mut Map, key: Arc<str>, value: &Val, at: Location) {
        map.entries.retain(|entry| entry.key != key);
        map.entries.extend(self.argument_value(value).map(|value| Entry { key, at, value }));
    }

    /// One of the arguments that a last parameter takes all of.
    fn add_item(&self, map: &mut Map, key: &str, value: &Val) {
        let Some(value) = self.argument_value(value) else { return };
        let known = map.entries.iter_mut().find(|entry| &*entry.key == key);
        if let Some(Entry { value: Value { data: Data::List(items), .. }, .. }) = known {
            return items.push(value);
        }
        let at = value.origin.at;
        map.entries.push(Entry { key: key.into(), at, value: Value::new(Data::List(vec![value]), at) });
    }

    /// The members of an options object, as arguments.
    fn add_options(&self, map: &mut Map, value: &Val) {
        let value = self.project(value);
        match &value.what {
            What::Map(options) => {
                let members = self.members(options);
                for entry in members.entries {
                    map.entries.retain(|known| known.key != entry.key);
                    map.entries.push(entry);
                }
                map.open = map.open.take().or(members.open);
            }
            What::Absent => {}
            _ => {
                let reason = value.why_unknown().cloned();
                let reason = reason.unwrap_or_else(|| "these options are not followed".into());
                map.open.get_or_insert(reason);
            }
        }
    }

    /// The members of an object. Whether the keys of a dictionary of Python are names of CDK's API or the user's own
    /// cannot be told, so one with a key that may be either may have others.
    fn members(&self, dict: &Dict) -> Map {
        let mut map = Map { entries: Vec::new(), open: dict.open.clone() };
        for field in &dict.entries {
            let language = self.machine.programs.language(field.at.file);
            let name = table().jsii_name(language, &field.key);
            let key = match language {
                Language::Python if !dict.keywords && *name != *field.key => {
                    open(&mut map, "how CDK's API spells its keys cannot be told");
                    field.key.clone()
                }
                _ if dict.keywords => name.into(),
                _ => field.key.clone(),
            };
            map.entries.extend(self.entry(key, field));
        }
        map
    }

    fn entry(&self, key: Arc<str>, field: &Field) -> Option<Entry> {
        Some(Entry { key, at: field.at, value: self.argument_value(&field.value)? })
    }

    /// A value as it is in the program; `None` where it is nothing.
    fn argument_value(&self, value: &Val) -> Option<Value> {
        self.bounded(value, &|value| {
            let value = self.project(value);
            let origin = value.origin.clone();
            match &value.what {
                What::List(list) => Some(Self::list(list, &origin, &|item| self.argument_value(item))),
                What::Map(map) => Some(Value { data: Data::Map(self.members(map)), origin }),
                What::Static { class, member } => {
                    Some(Value { origin, ..named(&constant_name(class.name, member), None, value.origin.at) })
                }
                What::Other(api) => Some(Value { origin, ..named(api, None, value.origin.at) }),
                What::Made(made) => Some(Value { origin, ..self.made_value(made) }),
                What::Object(_) => Some(Value { origin, ..self.reference(&value) }),
                _ => self.plain(&value),
            }
        })
    }

    /// What a call gives that makes no construct.
    fn made_value(&self, made: &Made) -> Value {
        let at = made.name;
        let Some(api) = self.machine.api_of(made) else {
            return Value::unknown("what this call gives is not in the table of CDK's API", at);
        };
        if self.machine.makes_construct(made) {
            return Value::unknown(format!("{api} becomes nothing in the table of CDK's API"), at);
        }
        let callable = self.callable(made);
        let names = callable.map_or(&[][..], |callable| callable.parameters.as_slice());
        let placed = ["scope", "id"].iter().all(|place| names.iter().any(|known| known.name == *place));
        named(&api, Some(self.given_arguments(&made.arguments, callable, placed, at)), at)
    }
}

/// Something of CDK's API: a constant, or what a call gives.
fn named(api: &str, arguments: Option<Map>, at: Location) -> Value {
    let entry = |key: &str, data| Entry { key: key.into(), at, value: Value::new(data, at) };
    let api = entry("api", Data::Text(api.into()));
    let arguments = arguments.map(|arguments| entry("arguments", Data::Map(arguments)));
    let entries = std::iter::once(api).chain(arguments).collect();
    Value::new(Data::Map(Map { entries, open: None }), at)
}

/// Whether an argument that comes first or second tells the place of a construct.
fn is_place(parameters: Option<&[super::super::table::Parameter]>, number: usize) -> bool {
    let name = parameters.map(|parameters| parameters.get(number).map(|parameter| parameter.name));
    name.is_none_or(|name| matches!(name, Some("scope" | "id")))
}

fn is_options(value: &Val) -> bool {
    matches!(value.what, What::Map(_))
}

fn open(map: &mut Map, reason: &str) {
    map.open.get_or_insert_with(|| reason.into());
}
