//! The classes of Java itself that configuration is written with: lists, maps, texts, `Optional`, the environment.

use std::sync::Arc;

use super::super::Machine;
use super::super::alternatives::certain;
use super::super::val::{Arguments, Dict, FrameId, List, Member, Val, What};
use super::text::{format, text_method};
use super::{Sent, getter};
use crate::program::{Expr, ExprId};
use crate::source::Location;
use crate::value::Source;

/// The classes that are known, with their packages.
const CLASSES: [&str; 25] = [
    "java.lang.String",
    "java.lang.System",
    "java.lang.Boolean",
    "java.lang.Integer",
    "java.lang.Long",
    "java.lang.Double",
    "java.util.List",
    "java.util.Set",
    "java.util.Map",
    "java.util.Arrays",
    "java.util.Collections",
    "java.util.Optional",
    "java.util.Objects",
    "java.util.ArrayList",
    "java.util.LinkedList",
    "java.util.HashSet",
    "java.util.LinkedHashSet",
    "java.util.TreeSet",
    "java.util.HashMap",
    "java.util.LinkedHashMap",
    "java.util.TreeMap",
    "java.util.stream.Stream",
    "java.util.stream.Collectors",
    "java.util.Map.Entry",
    "java.util.Properties",
];

const NOT_FOLLOWED: &str = "what this call gives is not followed";
/// What an `Optional` is called among the values of the language.
const OPTIONAL: &str = "an Optional";

/// The full name of a class of Java itself.
pub(in crate::frontend::cdk::resolve) fn library_class(package: &str, name: &str) -> Option<&'static str> {
    let is = |class: &&&str| class.strip_suffix(name).and_then(|rest| rest.strip_suffix('.')) == Some(package);
    CLASSES.iter().find(is).copied()
}

/// A class of Java itself as a value.
pub(super) fn class(name: &'static str, at: Location) -> Val {
    let object = Val::unknown("a class of Java", at);
    Val::new(What::Builtin(Arc::new(Member { object, name: name.into(), at })), at)
}

pub(super) fn is_class(member: &Member) -> bool {
    CLASSES.contains(&&*member.name)
}

/// The methods of the interfaces that a lambda is.
pub(super) fn is_functional(name: &str) -> bool {
    matches!(name, "get" | "apply" | "accept" | "test" | "run" | "call")
}

impl Machine<'_> {
    /// `new ArrayList<>(…)`
    pub(super) fn library_new(&mut self, class: &str, arguments: &Arguments, at: Location) -> Val {
        let first = arguments.positional.first().map(|value| self.latest(value));
        match class {
            "java.util.ArrayList"
            | "java.util.LinkedList"
            | "java.util.HashSet"
            | "java.util.LinkedHashSet"
            | "java.util.TreeSet" => match first.map(|first| first.what) {
                None | Some(What::Number(_)) => self.new_list(Vec::new(), None, at),
                Some(What::List(list)) => self.new_list(list.items.clone(), list.open.clone(), at),
                Some(_) => self.new_list(Vec::new(), Some("its first items are not known".into()), at),
            },
            "java.util.HashMap" | "java.util.LinkedHashMap" | "java.util.TreeMap" => {
                let map = self.new_map(at);
                match first {
                    None | Some(Val { what: What::Number(_), .. }) => map,
                    Some(first) => self.spread(&map, &first, at),
                }
            }
            "java.lang.String" if first.is_some() => arguments.positional[0].moved(at),
            _ => {
                self.give_away(arguments, at);
                Val::unknown(NOT_FOLLOWED, at)
            }
        }
    }

    /// A static method of a class of Java itself.
    pub(super) fn library_call(&mut self, class: &str, name: &str, arguments: &Arguments, at: Location) -> Val {
        let class = class.rsplit('.').next().unwrap_or(class);
        let given = arguments.positional.as_slice();
        match (class, name, given) {
            _ if arguments.open.is_some() => Val::unknown("some arguments are not known", at),
            ("List" | "Set" | "Stream", "of", [Val { what: What::List(_), .. }]) => Val::unknown(NOT_FOLLOWED, at),
            ("Arrays" | "List" | "Set" | "Collections", "asList" | "copyOf" | "unmodifiableList", [list])
                if matches!(list.what, What::List(_)) =>
            {
                self.library_new("java.util.ArrayList", arguments, at)
            }
            ("Map" | "Collections", "copyOf" | "unmodifiableMap", [map]) if matches!(map.what, What::Map(_)) => {
                self.library_new("java.util.HashMap", arguments, at)
            }
            ("List" | "Set" | "Stream", "of", items) | ("Arrays", "asList", items) => {
                self.new_list(items.to_vec(), None, at)
            }
            ("Collections", "singletonList" | "singleton", [item]) => self.new_list(vec![item.clone()], None, at),
            ("Collections", "emptyList" | "emptySet", []) => self.new_list(Vec::new(), None, at),
            ("Collections", "emptyMap", []) | ("Map", "of", []) => self.new_map(at),
            ("Map", "of", members) | ("Collections", "singletonMap", members) if members.len() % 2 == 0 => {
                self.map_of(members.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect(), at)
            }
            ("Map", "entry", [_, _]) => self.new_list(given.to_vec(), None, at),
            ("Map", "ofEntries", entries) => self.map_of_entries(entries, at),
            ("Optional", "ofNullable" | "of", [value]) => optional(value.clone(), at),
            ("Optional", "empty", []) => optional(Val::absent(at), at),
            ("Objects", "requireNonNullElse", [value, other]) => {
                let (value, other) = (value.clone(), other.clone());
                self.or_else(&value, "its first argument", at, &mut |_| other.clone())
            }
            ("Objects", "requireNonNullElseGet", [value, Val { what: What::Function(other), .. }]) => {
                let (value, other) = (value.clone(), other.clone());
                self.or_else(&value, "its first argument", at, &mut |machine| {
                    machine.invoke(&other, &Arguments::default(), at)
                })
            }
            ("String", "format", [text, values @ ..]) => match text.text() {
                Some(text) => format(&text, values, at),
                None => Val::unknown("this format is not known", at),
            },
            ("String", "join", [between, parts @ ..]) => join(between, parts, at),
            ("String" | "Integer" | "Long" | "Boolean" | "Double", "valueOf" | "toString", [value])
            | ("Objects", "requireNonNull", [value, ..]) => value.moved(at),
            ("System", "getenv", []) => Val::unknown("the environment is known only when the app runs", at),
            ("System", "getenv", [name]) => {
                let name = name.text().unwrap_or_default();
                Val::unknown(format!("{name} of the environment is known only when the app runs"), at)
            }
            ("System", "getProperty", [name, ..]) => {
                let unknown = Val::unknown("this property is known only when the app runs", at);
                let name = name.clone();
                self.get_unknown(&unknown, &name, arguments, at)
            }
            _ => {
                self.give_away(arguments, at);
                Val::unknown(NOT_FOLLOWED, at)
            }
        }
    }

    /// A method of a list, a map, a text, an `Optional`, or of something that is not known.
    pub(super) fn send_to_value(&mut self, receiver: &Val, sent: &Sent<'_>) -> Val {
        let Sent { name, arguments, at, .. } = *sent;
        match &receiver.what {
            What::List(list) => self.send_to_list(receiver, &list.clone(), sent),
            What::Map(map) => self.send_to_map(receiver, &map.clone(), sent),
            What::Text(_) | What::Template(_) | What::Number(_) | What::Bool(_) => {
                self.give_away(arguments, at);
                text_method(receiver, name, arguments, at)
            }
            What::Builtin(member) if &*member.name == OPTIONAL => {
                let value = member.object.clone();
                self.send_to_optional(&value, sent)
            }
            What::Unknown(_) if matches!(&**name, "getOrDefault" | "getProperty") => {
                match arguments.positional.first().cloned() {
                    Some(key) => self.get_unknown(receiver, &key, arguments, at),
                    None => Val::unknown(NOT_FOLLOWED, at),
                }
            }
            // What cannot be found is at most as unknown as what it is looked for in.
            What::Unknown(reason) => {
                let reason = reason.clone();
                if &**name == "forEach" {
                    self.hand_over(arguments, at);
                } else {
                    self.give_away(arguments, at);
                }
                Val::unknown(reason, at)
            }
            _ => {
                self.give_away(arguments, at);
                Val::unknown(NOT_FOLLOWED, at)
            }
        }
    }

    fn send_to_list(&mut self, receiver: &Val, list: &List, sent: &Sent<'_>) -> Val {
        let Sent { name, arguments, at, .. } = *sent;
        let same = || receiver.clone();
        match (&**name, arguments.positional.as_slice()) {
            ("add" | "addLast", [item]) => self.extend(receiver, std::slice::from_ref(item), at),
            ("addAll", [Val { what: What::List(more), .. }]) if more.open.is_none() => {
                self.extend(receiver, &more.items.clone(), at)
            }
            ("getKey", []) if list.items.len() == 2 => list.items[0].moved(at),
            ("getValue", []) if list.items.len() == 2 => list.items[1].moved(at),
            ("get", [index]) => match index.text().and_then(|index| index.parse::<usize>().ok()) {
                Some(index) if index < list.items.len() => {
                    list.items[index].used_at(at, Source::Constant, "item of a list")
                }
                _ => Val::unknown("this item is not followed", at),
            },
            ("forEach", [Val { what: What::Function(function), .. }]) => {
                self.for_each(receiver, &function.clone(), list.items.len(), at)
            }
            ("map", [Val { what: What::Function(function), .. }]) => self.map_items(list, &function.clone(), at),
            ("stream" | "toList" | "iterator", []) | ("collect", [_]) => same(),
            ("size" | "isEmpty" | "contains" | "indexOf" | "filter" | "toString" | "equals" | "toArray", _) => {
                self.give_away(arguments, at);
                Val::unknown(NOT_FOLLOWED, at)
            }
            _ => {
                self.give_away(arguments, at);
                self.forget(receiver, at)
            }
        }
    }

    fn send_to_map(&mut self, receiver: &Val, map: &Dict, sent: &Sent<'_>) -> Val {
        let Sent { name, arguments, at, name_at, .. } = *sent;
        let property = getter(name).filter(|_| arguments.positional.is_empty());
        match (&**name, arguments.positional.as_slice()) {
            ("get" | "getOrDefault", [key, ..]) => self.get(receiver, map, &key.clone(), arguments, at),
            ("put", [key, value]) => {
                let name: Option<Arc<str>> = key.text().map(Into::into);
                self.assign_member(receiver, name.as_ref(), value, at);
                Val::unknown(NOT_FOLLOWED, at)
            }
            ("putAll", [more]) => {
                let merged = self.spread(receiver, more, at);
                let What::Map(merged) = merged.what else { return self.forget(receiver, at) };
                self.change_map(receiver, at, |map| *map = Dict { id: map.id, ..(*merged).clone() });
                Val::absent(at)
            }
            ("entrySet", []) => self.members(map, "items", at),
            ("keySet", []) => self.members(map, "keys", at),
            ("values", []) => self.members(map, "values", at),
            ("isEmpty" | "size" | "containsKey" | "containsValue" | "toString", _) => Val::unknown(NOT_FOLLOWED, at),
            _ => {
                if let Some(property) = property {
                    return self.member(receiver, &property, at, name_at);
                }
                self.give_away(arguments, at);
                self.forget(receiver, at)
            }
        }
    }

    fn send_to_optional(&mut self, value: &Val, sent: &Sent<'_>) -> Val {
        let Sent { name, arguments, at, .. } = *sent;
        let called = self.optional_name(sent.frame, sent.object);
        match (&**name, arguments.positional.as_slice()) {
            ("orElse", [other]) => {
                let other = other.clone();
                self.or_else(value, &called, at, &mut |_| other.clone())
            }
            ("orElseGet", [Val { what: What::Function(other), .. }]) => {
                let other = other.clone();
                self.or_else(value, &called, at, &mut |machine| machine.invoke(&other, &Arguments::default(), at))
            }
            ("get" | "orElseThrow", _) => value.moved(at),
            ("ifPresent", [Val { what: What::Function(function), .. }]) => {
                let function = function.clone();
                self.each(value, &mut |machine, value| {
                    if value.is_absent() {
                        return value.clone();
                    }
                    let only = Arguments { positional: vec![value.clone()], ..Arguments::default() };
                    machine.invoke(&function, &only, at)
                });
                Val::absent(at)
            }
            ("map", [Val { what: What::Function(function), .. }]) => {
                let function = function.clone();
                let called: Arc<str> = called.into();
                let mapped = self.each(value, &mut |machine, value| {
                    if value.is_absent() {
                        return value.clone();
                    }
                    let only = Arguments { positional: vec![value.clone()], ..Arguments::default() };
                    let mapped = machine.invoke(&function, &only, at);
                    if certain(value) {
                        return mapped;
                    }
                    machine.set_or_not(&called, mapped, Val::absent(at), at)
                });
                optional(mapped, at)
            }
            _ => {
                self.open_handed(value, at);
                self.give_away(arguments, at);
                Val::unknown(NOT_FOLLOWED, at)
            }
        }
    }

    /// What may be missing in an `Optional`, as it is written: what `ofNullable` is given.
    fn optional_name(&self, frame: FrameId, object: ExprId) -> String {
        let program = self.program(self.frame(frame).file);
        let mut object = object;
        while let Expr::Call(call) = program.expr(object) {
            match (program.expr(call.callee), call.arguments.first()) {
                (Expr::Member { object: inner, name }, _) if &*name.node == "map" => object = *inner,
                (_, Some(first)) => return self.spelled(frame, first.value),
                _ => break,
            }
        }
        self.spelled(frame, object)
    }

    /// A value, and another one where it is not there.
    fn or_else(&mut self, value: &Val, name: &str, at: Location, other: &mut dyn FnMut(&mut Self) -> Val) -> Val {
        let message = format!("fallback where {name} is not set");
        self.each(value, &mut |machine, value| match value.what {
            What::Absent => other(machine).used_at(at, Source::Fallback, &message),
            _ if certain(value) => value.moved(at),
            _ => {
                let fallback = other(machine).used_at(at, Source::Fallback, &message);
                machine.set_or_not(&name.into(), value.moved(at), fallback, at)
            }
        })
    }

    /// Hands arguments over to what is not followed, which also gets what functions among them give.
    fn give_away(&mut self, arguments: &Arguments, at: Location) {
        for value in &arguments.positional {
            let What::Function(closure) = &value.what else { continue };
            let unknown = Arguments { open: Some("not known here".into()), ..Arguments::default() };
            let given = self.invoke(&closure.clone(), &unknown, at);
            self.open_handed(&given, at);
        }
        let is_other = |value: &&Val| !matches!(value.what, What::Function(_));
        let others = arguments.positional.iter().filter(is_other).cloned().collect();
        self.hand_over(&Arguments { positional: others, ..Arguments::default() }, at);
    }

    fn map_of_entries(&mut self, entries: &[Val], at: Location) -> Val {
        let mut members = Vec::new();
        for entry in entries {
            match &self.latest(entry).what {
                What::List(pair) if pair.items.len() == 2 => {
                    members.push((pair.items[0].clone(), pair.items[1].clone()));
                }
                _ => return Val::unknown("an entry of this map is not known", at),
            }
        }
        self.map_of(members, at)
    }

    fn map_of(&mut self, members: Vec<(Val, Val)>, at: Location) -> Val {
        let mut map = Dict { id: self.number(), ..Dict::default() };
        for (key, value) in members {
            match key.text() {
                Some(text) => map.set(text.into(), key.origin.at, value),
                None => map.cover(&"a key is not known".into()),
            }
        }
        Val::new(What::Map(Arc::new(map)), at)
    }

    fn new_map(&mut self, at: Location) -> Val {
        Val::new(What::Map(Arc::new(Dict { id: self.number(), ..Dict::default() })), at)
    }

    fn new_list(&mut self, items: Vec<Val>, open: Option<Arc<str>>, at: Location) -> Val {
        Val::new(What::List(Arc::new(List { id: self.number(), items, open })), at)
    }
}

fn optional(value: Val, at: Location) -> Val {
    Val::new(What::Builtin(Arc::new(Member { object: value, name: OPTIONAL.into(), at })), at)
}

fn join(between: &Val, parts: &[Val], at: Location) -> Val {
    let parts = match parts {
        [Val { what: What::List(list), .. }] if list.open.is_none() => list.items.clone(),
        [Val { what: What::List(_), .. }] => return Val::unknown("the list is not wholly known", at),
        parts => parts.to_vec(),
    };
    let mut whole = Vec::new();
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            whole.push(between.clone());
        }
        whole.push(part);
    }
    Val::texts(whole, at)
}
