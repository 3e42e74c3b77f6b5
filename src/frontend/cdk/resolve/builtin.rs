//! The few functions of the languages themselves that configuration is written with.

use std::sync::Arc;

use super::Machine;
use super::val::{Arguments, Closure, Dict, Field, List, Member, Val, What};
use crate::source::Location;
use crate::value::Source;

/// How many items of a list are gone through one by one.
const MAX_ITEMS: usize = 32;
/// How many numbers a range may have.
const MAX_NUMBERS: i64 = 64;

impl Machine<'_> {
    /// Calls a method of a list, a dictionary or a text, or a function of the language.
    pub(super) fn builtin_call(&mut self, member: &Member, arguments: &Arguments, at: Location, _: Location) -> Val {
        if self.is_go(at.file)
            && let Some(value) = self.go_call(member, arguments, at)
        {
            return value;
        }
        let object = self.latest(&member.object);
        let first = arguments.positional.first().cloned();
        let mut name = &*member.name;
        if self.is_csharp(member.at.file) {
            if let Some(value) = self.csharp_library_call(&object, name, arguments, at) {
                return value;
            }
            name = super::csharp::shared_name(name);
        }
        match (&object.what, name, first) {
            (What::List(list), "forEach", Some(Val { what: What::Function(function), .. })) => {
                self.for_each(&object, &function, list.items.len(), at)
            }
            (What::List(list), "map", Some(Val { what: What::Function(function), .. })) => {
                self.map_items(&list.clone(), &function, at)
            }
            (What::List(_), "push" | "append", Some(_)) => self.extend(&object, &arguments.positional, at),
            (What::List(_), "extend", Some(Val { what: What::List(more), .. })) if more.open.is_none() => {
                self.extend(&object, &more.items.clone(), at)
            }
            (What::List(_), "insert" | "unshift" | "extend" | "pop" | "shift" | "splice" | "remove" | "clear", _) => {
                self.forget(&object, at)
            }
            (What::List(list), "concat", Some(Val { what: What::List(more), .. })) => {
                let open = list.open.clone().or_else(|| more.open.clone());
                let mut list = List { id: self.number(), items: list.items.clone(), open };
                list.add(&more.items);
                Val::new(What::List(Arc::new(list)), at)
            }
            (What::List(list), "join", separator) => joined(list, separator.as_ref(), at),
            (What::Text(_) | What::Template(_), "join", Some(Val { what: What::List(list), .. })) => {
                joined(&list, Some(&object), at)
            }
            (What::Map(map), "get", Some(key)) => self.get(&object, &map.clone(), &key, arguments, at),
            (What::Map(map), "items" | "keys" | "values", None) => self.members(map, name, at),
            (What::Map(_), "update", Some(more)) => {
                let merged = self.spread(&object, &more, at);
                let What::Map(merged) = merged.what else { return self.forget(&object, at) };
                self.change_map(&object, at, |map| *map = Dict { id: map.id, ..(*merged).clone() });
                Val::absent(at)
            }
            (What::Map(_), "copy", None) => object.clone(),
            (What::Map(_), "setdefault", _) => self.forget(&object, at),
            (_, "get" | "getenv", Some(key)) => self.get_unknown(&object, &key, arguments, at),
            (What::Text(text), name, None) => text_method(text, name, at),
            (What::Builtin(object), name, _) if &*object.name == "Object" => self.object_function(name, arguments, at),
            (What::Unknown(_), name, first) => self.free_call(name, first, arguments, at),
            _ => {
                self.hand_over(arguments, at);
                Val::unknown("what this call gives is not followed", at)
            }
        }
    }

    pub(super) fn for_each(&mut self, list: &Val, function: &Closure, items: usize, at: Location) -> Val {
        let program = self.program(function.file);
        let name = program.function(function.function).parameters.first().map(|parameter| parameter.name.clone());
        let is_open = matches!(&list.what, What::List(list) if list.open.is_some());
        if items == 0 && !is_open {
            return Val::absent(at);
        }
        let name = name.filter(|name| !name.starts_with('#')).unwrap_or_else(|| "item".into());
        let element = self.element(&name, list, at);
        self.loops += 1;
        let number = Val::unknown("the number of an item", at);
        self.invoke(function, &Arguments { positional: vec![element, number], ..Arguments::default() }, at);
        self.loops -= 1;
        Val::absent(at)
    }

    pub(super) fn map_items(&mut self, list: &List, function: &Closure, at: Location) -> Val {
        if list.open.is_some() || list.items.len() > MAX_ITEMS {
            let unknown = Arguments { open: Some("one of several items".into()), ..Arguments::default() };
            self.loops += 1;
            self.invoke(function, &unknown, at);
            self.loops -= 1;
            return Val::unknown("the items of this list are not known", at);
        }
        let mut items = Vec::with_capacity(list.items.len());
        for (number, item) in list.items.iter().enumerate() {
            let number = Val::new(What::Number(number.to_string().into()), at);
            let arguments = Arguments { positional: vec![item.clone(), number], ..Arguments::default() };
            items.push(self.invoke(function, &arguments, at));
        }
        let list = List { id: self.number(), items, open: None };
        Val::new(What::List(Arc::new(list)), at)
    }

    /// Adds items to a list that is known by its number.
    pub(super) fn extend(&mut self, list: &Val, more: &[Val], at: Location) -> Val {
        if let What::List(known) = &list.what {
            let mut known = (**known).clone();
            known.add(more);
            if self.is_uncertain(known.id) {
                known.open = Some("added to in a branch or a loop".into());
            }
            self.changed.insert(known.id, Val::new(What::List(Arc::new(known)), at));
        }
        Val::absent(at)
    }

    /// A list or dictionary that is changed in a way that is not followed.
    pub(super) fn forget(&mut self, value: &Val, at: Location) -> Val {
        let reason: Arc<str> = "changed in a way that is not followed".into();
        match &value.what {
            What::List(list) => {
                let list = List { id: list.id, items: Vec::new(), open: Some(reason) };
                self.changed.insert(list.id, Val::new(What::List(Arc::new(list)), at));
            }
            What::Map(_) => self.change_map(value, at, |map| map.cover(&reason)),
            _ => {}
        }
        Val::unknown("what this call gives is not followed", at)
    }

    /// `dictionary.get(key, default)`
    pub(super) fn get(&mut self, object: &Val, map: &Dict, key: &Val, arguments: &Arguments, at: Location) -> Val {
        let default = arguments.positional.get(1);
        let fallback = || match default {
            Some(default) => default.used_at(at, Source::Fallback, "default where the key is missing"),
            None => Val::absent(at),
        };
        let Some(name) = key.text() else {
            self.hand_over(arguments, at);
            return Val::unknown("the key is not known", at);
        };
        match (map.get(&name), &map.open) {
            (Some(field), _) => field.value.used_at(at, Source::Constant, &format!("value of {name}")),
            (None, None) => fallback(),
            (None, Some(_)) => self.get_unknown(object, key, arguments, at),
        }
    }

    /// `….get(key, default)` of something that is not known, such as the environment.
    pub(super) fn get_unknown(&mut self, object: &Val, key: &Val, arguments: &Arguments, at: Location) -> Val {
        let Some(name) = key.text() else { return Val::unknown("the key is not known", at) };
        let reason = object.why_unknown().cloned().unwrap_or_else(|| format!("{name} is not known").into());
        let given = Val::unknown(reason, at);
        let default = arguments.positional.get(1).or_else(|| arguments.named("default").map(|field| &field.value));
        match default {
            Some(default) => {
                let message = format!("default where {name} is not set");
                let fallback = default.used_at(at, Source::Fallback, &message);
                self.set_or_not(&name.into(), given, fallback, at)
            }
            None => given,
        }
    }

    /// `items`, `keys` or `values` of a dictionary.
    pub(super) fn members(&mut self, map: &Dict, which: &str, at: Location) -> Val {
        let key = |field: &Field| Val::new(What::Text(field.key.clone()), field.at);
        let mut items = Vec::with_capacity(map.entries.len());
        for field in &map.entries {
            items.push(match which {
                "keys" => key(field),
                "values" => field.value.clone(),
                _ => {
                    let pair = List { id: self.number(), items: vec![key(field), field.value.clone()], open: None };
                    Val::new(What::List(Arc::new(pair)), field.at)
                }
            });
        }
        let list = List { id: self.number(), items, open: map.open.clone() };
        Val::new(What::List(Arc::new(list)), at)
    }

    /// A function of the language, or a method of one of its objects.
    fn free_call(&mut self, name: &str, first: Option<Val>, arguments: &Arguments, at: Location) -> Val {
        match (name, first) {
            ("str" | "String", Some(value)) => Val::texts(vec![value], at),
            ("list" | "tuple", Some(value)) if matches!(value.what, What::List(_)) => value,
            ("dict", None) => {
                let entries = arguments.named.clone();
                let map = Dict { id: self.number(), entries, open: arguments.open.clone(), keywords: false };
                Val::new(What::Map(Arc::new(map)), at)
            }
            ("bool" | "Boolean", Some(value)) if matches!(value.what, What::Bool(_)) => value,
            ("range", _) => self.range(&arguments.positional, at),
            ("enumerate", Some(list)) if arguments.positional.len() == 1 && arguments.named.is_empty() => {
                let list = self.latest(&list);
                let What::List(known) = &list.what else { return Val::unknown(not_listed(&list), at) };
                let numbers =
                    (0..known.items.len()).map(|number| Val::new(What::Number(number.to_string().into()), at));
                self.pairs(numbers.zip(known.items.clone()).collect(), known.open.clone(), at)
            }
            ("zip", Some(first)) if arguments.positional.len() == 2 && arguments.named.is_empty() => {
                let (first, second) = (self.latest(&first), self.latest(&arguments.positional[1]));
                let (What::List(left), What::List(right)) = (&first.what, &second.what) else {
                    return Val::unknown(not_listed(&first), at);
                };
                let pairs = left.items.iter().cloned().zip(right.items.iter().cloned()).collect();
                self.pairs(pairs, left.open.clone().or_else(|| right.open.clone()), at)
            }
            _ => {
                self.hand_over(arguments, at);
                Val::unknown("what this call gives is known only when the app runs", at)
            }
        }
    }

    /// `range(stop)`, `range(start, stop)`
    fn range(&mut self, bounds: &[Val], at: Location) -> Val {
        let known: Option<Vec<i64>> = bounds.iter().map(|bound| bound.text()?.parse().ok()).collect();
        let (start, stop) = match known.as_deref() {
            Some([stop]) => (0, *stop),
            Some([start, stop]) => (*start, *stop),
            _ => return Val::unknown("these numbers are not known", at),
        };
        if stop.saturating_sub(start) > MAX_NUMBERS {
            return Val::unknown("too many numbers to be followed", at);
        }
        let items = (start..stop).map(|number| Val::new(What::Number(number.to_string().into()), at)).collect();
        Val::new(What::List(Arc::new(List { id: self.number(), items, open: None })), at)
    }

    fn pairs(&mut self, pairs: Vec<(Val, Val)>, open: Option<Arc<str>>, at: Location) -> Val {
        let pair = |(first, second): (Val, Val)| {
            let pair = List { id: self.number(), items: vec![first, second], open: None };
            Val::new(What::List(Arc::new(pair)), at)
        };
        let items = pairs.into_iter().map(pair).collect();
        Val::new(What::List(Arc::new(List { id: self.number(), items, open })), at)
    }

    /// `Object.keys(…)` and its like.
    pub(super) fn object_function(&mut self, name: &str, arguments: &Arguments, at: Location) -> Val {
        let first = arguments.positional.first().map(|value| self.latest(value));
        match (name, first.as_ref().map(|value| &value.what)) {
            ("entries", Some(What::Map(map))) => self.members(&map.clone(), "items", at),
            ("keys" | "values", Some(What::Map(map))) => self.members(&map.clone(), name, at),
            ("freeze", Some(_)) => arguments.positional[0].clone(),
            ("assign", Some(_)) => {
                let mut merged = arguments.positional[0].clone();
                for more in &arguments.positional[1..] {
                    merged = self.spread(&merged, more, at);
                }
                merged
            }
            ("fromEntries" | "isArray", _) => Val::unknown("what this call gives is not followed", at),
            _ => {
                self.hand_over(arguments, at);
                Val::unknown("what this call gives is not followed", at)
            }
        }
    }
}

/// Why something is not gone through item by item.
fn not_listed(value: &Val) -> Arc<str> {
    value.why_unknown().cloned().unwrap_or_else(|| "these items are not followed".into())
}

fn joined(list: &List, separator: Option<&Val>, at: Location) -> Val {
    if list.open.is_some() {
        return Val::unknown("the list is not wholly known", at);
    }
    let mut parts = Vec::new();
    for (number, item) in list.items.iter().enumerate() {
        if number > 0 {
            parts.push(separator.cloned().unwrap_or_else(|| Val::new(What::Text(",".into()), at)));
        }
        parts.push(item.clone());
    }
    Val::texts(parts, at)
}

/// Methods that change only the case or the margins of a text.
fn text_method(text: &str, name: &str, at: Location) -> Val {
    let changed = match name {
        "toLowerCase" | "lower" => text.to_lowercase(),
        "toUpperCase" | "upper" => text.to_uppercase(),
        "trim" | "strip" => text.trim().to_owned(),
        "toString" => text.to_owned(),
        _ => return Val::unknown("what this call gives is not followed", at),
    };
    Val::new(What::Text(changed.into()), at)
}
