//! What is special about Go: structs of the project with what they embed, and what stands for classes.

mod api;
mod aspect;
mod package;
mod spell;

use std::sync::Arc;

use super::Machine;
use super::class::ProjectClass;
use super::val::{ApiClass, Arguments, Closure, Dict, Field, FrameId, List, Val, What};
use crate::program::{Call, Expr, ExprId, Language};
use crate::source::{FileId, Location};

/// How deep structs embed each other.
const MAX_EMBEDDED: usize = 16;

/// What is called on every construct: the methods of aspects and mixins.
const VISITS: [&str; 2] = ["Visit", "ApplyTo"];

/// What is said of something whose type is not in the run.
const UNKNOWN_TYPE: &str = "its type is not followed";

impl Machine<'_> {
    pub(super) fn is_go(&self, file: FileId) -> bool {
        self.programs.language(file) == Language::Go
    }

    /// `T{…}`, `new(T)`, and the zero value of a type with a name.
    pub(super) fn go_literal(&mut self, frame: FrameId, call: &Call, at: Location, name_at: Location) -> Val {
        let callee = self.eval(frame, call.callee);
        let mut arguments = self.arguments(frame, &call.arguments);
        if !arguments.positional.is_empty() && !matches!(callee.what, What::Class(..)) {
            arguments.open = Some("members without names are not followed".into());
        }
        self.each(&callee, &mut |machine, callee| match &callee.what {
            What::Class(file, class, frame) => machine.own_struct((*file, *class, *frame), &arguments, at),
            What::ApiClass(ApiClass::Other(_)) if arguments.named.is_empty() => Val::unknown(UNKNOWN_TYPE, at),
            What::ApiClass(ApiClass::Other(_)) => machine.api_new(&ApiClass::Properties, &arguments, at, name_at),
            What::ApiClass(class) if is_struct(class) => machine.api_new(class, &arguments, at, name_at),
            _ => {
                machine.hand_over(&arguments, at);
                Val::unknown(UNKNOWN_TYPE, at)
            }
        })
    }

    /// A struct of the project: what is not given is zero.
    fn own_struct(&mut self, class: ProjectClass, arguments: &Arguments, at: Location) -> Val {
        if let Err(reason) = self.enter(class.0) {
            return Val::unknown(reason, at);
        }
        let (file, id, frame) = class;
        self.made.insert((file, id));
        let number = self.number();
        self.structs.insert(number, class);
        let program = self.program(file);
        let mut dict = Dict { id: number, open: arguments.open.clone(), ..Dict::default() };
        for (position, field) in program.class(id).fields.iter().enumerate() {
            let name = &field.name.node;
            let entry = match (arguments.named(name), arguments.positional.get(position), &arguments.open) {
                (Some(given), ..) => given.clone(),
                (None, Some(value), _) => Field { key: name.clone(), at, value: value.clone() },
                (None, None, Some(reason)) => Field { key: name.clone(), at, value: Val::unknown(reason.clone(), at) },
                (None, None, None) => {
                    let value = field.value.map_or_else(|| Val::absent(at), |value| self.zero(frame, value));
                    Field { key: name.clone(), at, value: value.moved(at) }
                }
            };
            dict.entries.push(entry);
        }
        for given in &arguments.named {
            if dict.get(&given.key).is_none() {
                dict.entries.push(given.clone());
            }
        }
        self.leave();
        Val::new(What::Map(Arc::new(dict)), at)
    }

    /// A copy of a struct; other values as they are.
    fn copy(&mut self, original: &Val) -> Val {
        self.each(original, &mut |machine, original| {
            let original = machine.latest(original);
            let What::Map(map) = &original.what else { return original };
            let id = machine.number();
            if let Some(class) = machine.structs.get(&map.id).copied() {
                machine.structs.insert(id, class);
            }
            Val { what: What::Map(Arc::new(Dict { id, ..(**map).clone() })), origin: original.origin.clone() }
        })
    }

    /// A zero value, each time another one.
    fn zero(&mut self, frame: FrameId, value: ExprId) -> Val {
        let file = self.frame(frame).file;
        match self.program(file).expr(value) {
            Expr::Call(call) => {
                let at = self.place(frame, value);
                self.call(frame, call, at)
            }
            _ => self.eval_once(frame, value),
        }
    }

    /// Whether a value is a struct of the project, in which a name may mean more than a field.
    pub(super) fn has_struct_member(&self, map: &Dict, name: &str) -> bool {
        map.get(name).is_none() && self.structs.contains_key(&map.id)
    }

    /// A method of a struct, or a member of what it embeds.
    pub(super) fn struct_member(
        &mut self,
        object: &Val,
        map: &Dict,
        name: &Arc<str>,
        at: Location,
        at_name: Location,
    ) -> Val {
        let Some(class) = self.structs.get(&map.id).copied() else { return Val::unknown(UNKNOWN_TYPE, at) };
        if let Some(method) = self.struct_method(class, object, name, at) {
            return method;
        }
        let embedded = self.embedded(class, map);
        if let Some(inner) = embedded.iter().find(|inner| self.knows(inner, name, 0)) {
            return self.member(inner, name, at, at_name);
        }
        // What embeds nothing there has no members to speak of.
        let is_there = |inner: &&Val| !inner.is_absent();
        let is_map = |inner: &&Val| matches!(inner.what, What::Map(_));
        match embedded.iter().filter(is_there).min_by_key(|inner| is_map(inner)) {
            Some(inner) => self.member(inner, name, at, at_name),
            None => Val::unknown(map.open.clone().unwrap_or_else(|| format!("{name} is not followed").into()), at),
        }
    }

    fn struct_method(&mut self, class: ProjectClass, object: &Val, name: &str, at: Location) -> Option<Val> {
        let (file, id, _) = class;
        let full: Arc<str> = format!("{}.{name}", self.program(file).class(id).name).into();
        let What::Function(closure) = self.export(file, &full, at).what else { return None };
        let closure = Closure { this: Some(object.clone()), ..(*closure).clone() };
        Some(Val::new(What::Function(closure.into()), at))
    }

    /// What a struct embeds, by now.
    fn embedded(&self, (file, class, _): ProjectClass, map: &Dict) -> Vec<Val> {
        let program = self.program(file);
        let name = |base: &ExprId| match program.expr(*base) {
            Expr::Name { name, .. } => Some(name.clone()),
            Expr::Member { name, .. } => Some(name.node.clone()),
            _ => None,
        };
        let names = program.class(class).bases.iter().filter_map(name);
        names.filter_map(|name| map.get(&name)).map(|field| self.latest(&field.value)).collect()
    }

    /// Whether something that is embedded has a member, for certain.
    fn knows(&mut self, inner: &Val, name: &Arc<str>, depth: usize) -> bool {
        let What::Map(map) = &inner.what else { return false };
        if map.get(name).is_some() {
            return true;
        }
        let Some(class) = self.structs.get(&map.id).copied().filter(|_| depth < MAX_EMBEDDED) else { return false };
        if self.struct_method(class, inner, name, inner.origin.at).is_some() {
            return true;
        }
        self.embedded(class, map).iter().any(|inner| self.knows(inner, name, depth + 1))
    }

    /// Arguments as CDK's API takes them: a struct that embeds a construct is that construct, and one that has the
    /// method of an aspect or a mixin is an object by itself.
    pub(super) fn go_arguments(&mut self, arguments: &Arguments) -> Arguments {
        let mut positional = Vec::with_capacity(arguments.positional.len());
        for value in &arguments.positional {
            let value = self.construct_in(value, 0);
            positional.push(self.visitor(&value).unwrap_or(value));
        }
        Arguments { positional, ..arguments.clone() }
    }

    /// An aspect or a mixin of the project.
    fn visitor(&mut self, value: &Val) -> Option<Val> {
        let What::Map(map) = &value.what else { return None };
        let class = self.structs.get(&map.id).copied()?;
        let at = value.origin.at;
        let visits = VISITS.iter().any(|method| self.struct_method(class, value, method, at).is_some());
        visits.then(|| Val { what: What::Object(self.new_object(Some(class), at, at)), origin: value.origin.clone() })
    }

    /// The construct that a struct embeds; other values as they are.
    fn construct_in(&self, value: &Val, depth: usize) -> Val {
        match &value.what {
            What::Choice(_) => value.map(&mut |value| self.construct_in(value, depth)),
            What::Map(map) if depth < MAX_EMBEDDED => {
                let Some(class) = self.structs.get(&map.id) else { return value.clone() };
                let latest = self.latest(value);
                let What::Map(map) = &latest.what else { return latest };
                let embedded = self.embedded(*class, map).into_iter().map(|inner| self.construct_in(&inner, depth + 1));
                let is_construct = |inner: &Val| matches!(inner.what, What::Object(_));
                embedded.into_iter().find(is_construct).unwrap_or_else(|| value.clone())
            }
            _ => value.clone(),
        }
    }

    /// What a loop goes over: the values, the keys, or pairs of both.
    fn ranged(&mut self, which: &str, over: &Val, at: Location) -> Val {
        let over = self.latest(over);
        self.each(&over, &mut |machine, over| {
            let (keys, values, open): (Vec<Val>, Vec<Val>, _) = match &over.what {
                What::List(list) => {
                    let number = |number: usize| Val::new(What::Number(number.to_string().into()), at);
                    ((0..list.items.len()).map(number).collect(), list.items.clone(), list.open.clone())
                }
                What::Map(map) => {
                    let key = |field: &Field| Val::new(What::Text(field.key.clone()), field.at);
                    let keys = map.entries.iter().map(key).collect();
                    (keys, map.entries.iter().map(|field| field.value.clone()).collect(), map.open.clone())
                }
                What::Absent => (Vec::new(), Vec::new(), None),
                _ => {
                    let reason = over.why_unknown().cloned().unwrap_or_else(|| "one of several".into());
                    return Val::unknown(reason, at);
                }
            };
            let items = match which {
                "#keys" => keys,
                "#values" => values,
                _ => keys.into_iter().zip(values).map(|(key, value)| machine.pair(key, value, at)).collect(),
            };
            let list = List { id: machine.number(), items, open };
            Val::new(What::List(Arc::new(list)), at)
        })
    }

    fn pair(&mut self, first: Val, second: Val, at: Location) -> Val {
        let list = List { id: self.number(), items: vec![first, second], open: None };
        Val::new(What::List(Arc::new(list)), at)
    }
}

fn is_struct(class: &ApiClass) -> bool {
    match class {
        ApiClass::Known(class) => class.kind == super::super::table::Kind::Struct,
        ApiClass::Properties => true,
        ApiClass::Resource(_) | ApiClass::Other(_) => false,
    }
}
