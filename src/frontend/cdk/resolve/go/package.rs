//! The few packages of others whose functions give what they are given: pointers, texts and the environment.

use std::sync::Arc;

use super::super::Machine;
use super::super::alternatives::{SET, UNSET, truthy};
use super::super::val::{Arguments, List, Member, Val, What};
use crate::model::Alternative;
use crate::source::Location;

/// Packages some of whose functions are followed, and none of which changes what it is handed.
const KNOWN: [&str; 14] = [
    "github.com/aws/jsii-runtime-go",
    "github.com/aws/aws-sdk-go/aws",
    "github.com/aws/aws-sdk-go-v2/aws",
    "errors",
    "fmt",
    "log",
    "log/slog",
    "maps",
    "os",
    "path",
    "path/filepath",
    "strconv",
    "strings",
    "time",
];

/// How the reason begins why a variable of the environment is not known.
const ENVIRONMENT: &str = "environment variable ";

/// How many items are joined.
const MAX_ITEMS: usize = 256;

impl Machine<'_> {
    /// A package that is no file of the run, where its functions are known.
    pub(in crate::frontend::cdk::resolve) fn go_package(module: &str, at: Location) -> Option<Val> {
        let path = KNOWN.iter().find(|known| **known == module)?;
        Some(builtin(format!("{path} is no file of this run").into(), path, at))
    }

    /// What stands behind names that the language knows.
    pub(in crate::frontend::cdk::resolve) fn go_name(name: &str, at: Location) -> Option<Val> {
        let is_known = matches!(name, "#values" | "#keys" | "#entries" | "#copy");
        is_known.then(|| builtin("this language".into(), name, at))
    }

    /// Calls a function of a known package, or goes over a list.
    pub(in crate::frontend::cdk::resolve) fn go_call(
        &mut self,
        member: &Member,
        arguments: &Arguments,
        at: Location,
    ) -> Option<Val> {
        let first = arguments.positional.first();
        if let (What::Unknown(_), "#values" | "#keys" | "#entries", Some(over)) =
            (&member.object.what, &*member.name, first)
        {
            return Some(self.ranged(&member.name, over, at));
        }
        if let (What::Unknown(_), "#copy", Some(original)) = (&member.object.what, &*member.name, first) {
            return Some(self.copy(original));
        }
        let What::Builtin(package) = &member.object.what else { return None };
        Some(self.package_call(&package.name, &member.name, arguments, at))
    }

    fn package_call(&mut self, package: &str, name: &str, arguments: &Arguments, at: Location) -> Val {
        let first = arguments.positional.first().filter(|_| arguments.open.is_none());
        match (package.rsplit('/').next().unwrap_or(package), name, first) {
            ("jsii-runtime-go", "String" | "Bool" | "Number" | "Time", Some(value)) => value.clone(),
            ("aws", "String" | "ToString" | "StringValue" | "Bool" | "ToBool" | "BoolValue", Some(value)) => {
                value.clone()
            }
            ("jsii-runtime-go", "Strings" | "Bools" | "Numbers" | "AnyStrings" | "AnySlice", _) => {
                let items = arguments.positional.clone();
                let list = List { id: self.number(), items, open: arguments.open.clone() };
                Val::new(What::List(Arc::new(list)), at)
            }
            ("jsii-runtime-go" | "fmt", "Sprintf", Some(format)) => self.formatted(format, arguments, at),
            ("jsii-runtime-go", ..) => {
                self.open_receivers(arguments, at);
                self.hand_over(arguments, at);
                Val::unknown("what this call gives is not followed", at)
            }
            ("os", "Getenv", Some(name)) => environment(name, at),
            ("os", "LookupEnv", Some(name)) => self.looked_up(name, at),
            ("strings", "ToLower" | "ToUpper" | "TrimSpace", Some(Val { what: What::Text(text), .. })) => {
                let changed = match name {
                    "ToLower" => text.to_lowercase(),
                    "ToUpper" => text.to_uppercase(),
                    _ => text.trim().to_owned(),
                };
                Val::new(What::Text(changed.into()), at)
            }
            ("strings", "Join", Some(list)) => self.joined_items(list, arguments.positional.get(1), at),
            _ => Val::unknown(format!("what {package}.{name} gives is known only when the app runs"), at),
        }
    }

    /// Objects whose members are handed to something that is not followed.
    fn open_receivers(&mut self, arguments: &Arguments, at: Location) {
        for value in &arguments.positional {
            if let Some((object, path)) = super::super::effect::root(value)
                && !path.is_empty()
            {
                self.open(object, "is handed to what is not followed", at);
            }
        }
    }

    /// `fmt.Sprintf("%s:%d", …)`
    fn formatted(&mut self, format: &Val, arguments: &Arguments, at: Location) -> Val {
        let Some(text) = format.text() else { return Val::unknown("the format of this text is not known", at) };
        let mut values = arguments.positional.iter().skip(1);
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        let place = format.origin.at;
        while let Some(sign) = rest.find('%') {
            parts.push(Val::new(What::Text(rest[..sign].into()), place));
            let verb = rest[sign + 1..].chars().next();
            let part = match verb {
                Some('%') => Some(Val::new(What::Text("%".into()), place)),
                Some('s' | 'v' | 'd' | 't') => values.next().map(|value| self.latest(value)),
                _ => None,
            };
            let Some(part) = part else { return Val::unknown("the format of this text is not followed", at) };
            parts.push(part);
            rest = &rest[sign + 2..];
        }
        parts.push(Val::new(What::Text(rest.into()), place));
        parts.retain(|part| !matches!(&part.what, What::Text(text) if text.is_empty()));
        Val::texts(parts, at)
    }

    fn joined_items(&mut self, list: &Val, separator: Option<&Val>, at: Location) -> Val {
        let list = self.latest(list);
        let (What::List(list), Some(separator)) = (&list.what, separator) else {
            return Val::unknown("the list is not wholly known", at);
        };
        if list.open.is_some() || list.items.len() > MAX_ITEMS {
            return Val::unknown("the list is not wholly known", at);
        }
        let mut parts = Vec::new();
        for item in &list.items {
            if !parts.is_empty() {
                parts.push(separator.clone());
            }
            parts.push(item.clone());
        }
        Val::texts(parts, at)
    }

    /// `value, ok := os.LookupEnv(name)`
    fn looked_up(&mut self, name: &Val, at: Location) -> Val {
        let value = environment(name, at);
        let there = match name.text() {
            Some(name) => self.is_set(&name.into(), true, at),
            None => self.unknown_truth("a variable of the environment is set", at),
        };
        self.pair(value, there, at)
    }

    /// Whether a variable of the environment is set, as an alternative.
    fn is_set(&mut self, name: &Arc<str>, wanted: bool, at: Location) -> Val {
        let labels = [Alternative::Label(UNSET.into()), Alternative::Label(SET.into())];
        let values = [!wanted, wanted].map(|truth| Val::new(What::Bool(truth), at));
        self.either(name, &labels, values, at)
    }

    /// Whether something is the empty text: what is put together is not, if it has a part that is known; for a variable
    /// of the environment it means that it is not set.
    pub(in crate::frontend::cdk::resolve) fn is_empty(&mut self, left: &Val, right: &Val, at: Location) -> Option<Val> {
        let is_empty = |value: &Val| matches!(&value.what, What::Text(text) if text.is_empty());
        if [(left, right), (right, left)].iter().any(|(one, other)| is_empty(one) && truthy(other) == Some(true)) {
            return Some(Val::new(What::Bool(false), at));
        }
        let ((What::Unknown(reason), _) | (_, What::Unknown(reason))) = (&left.what, &right.what) else {
            return None;
        };
        let name = reason.strip_prefix(ENVIRONMENT)?.split(' ').next()?;
        (is_empty(left) || is_empty(right)).then(|| self.is_set(&name.into(), false, at))
    }
}

fn environment(name: &Val, at: Location) -> Val {
    match name.text() {
        Some(name) => Val::unknown(format!("{ENVIRONMENT}{name} is known only when the app runs"), at),
        None => Val::unknown("a variable of the environment is known only when the app runs", at),
    }
}

fn builtin(reason: Arc<str>, name: &str, at: Location) -> Val {
    let object = Val::unknown(reason, at);
    Val::new(What::Builtin(Arc::new(Member { object, name: name.into(), at })), at)
}
