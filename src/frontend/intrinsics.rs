//! Partial evaluation of CloudFormation's intrinsic functions.
//!
//! What can be said without deploying is said; everything else becomes an unknown with its reason. Evaluation
//! happens in one [`World`], or in none: then every condition is undecided. It never fails and is bounded in
//! depth, in the number of nodes it looks at, and in the text it makes.

mod budget;
mod call;
mod functions;
mod text;

pub(super) use budget::Budget;
pub use budget::Extent;
pub(super) use call::{Call, condition_function, function};
pub(super) use text::sub_names;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::scenarios::{Assumed, World};
use super::template::{Bindings, Template, growth, substitute};
use crate::model::Alternative;
use crate::source::Location;
use crate::syntax::{Kind, Node, Scalar};
use crate::value::{Data, Entry, Map, Reference, Source, Target, Value};

/// How deep evaluation goes before it answers "nested too deep". Real templates stay below 30.
const MAX_DEPTH: u32 = 200;
/// How many nodes one evaluation looks at and makes, aliases expanded: as many as a file can have.
const MAX_NODES: usize = 1_000_000;
/// The reason of what there is no room for.
const TOO_LARGE: &str = "too large to be evaluated";

/// Whether a node is a call of an intrinsic function.
pub fn is_function(node: Node<'_>) -> bool {
    function(node).is_some()
}

/// What other files and the configuration say about this one.
pub trait Links: std::fmt::Debug {
    /// What the configuration or the command line gives a parameter.
    fn given(&self, parameter: &str) -> Option<Arc<str>>;
    /// How each creator of this template as a nested stack is called.
    fn callers(&self) -> &[Arc<str>];
    /// What a creator passes for a parameter; `None` where it passes nothing.
    fn passed(&self, caller: usize, parameter: &str) -> Option<Value>;
    /// The value of an export of another stack of the run.
    fn export(&self, name: &str) -> Option<Value>;
    /// The value of an output of a nested stack of this template.
    fn output(&self, stack: &str, name: &str) -> Option<Value>;
}

/// A file alone: nothing is given, passed or exported.
#[derive(Clone, Copy, Debug)]
pub struct Alone;

impl Links for Alone {
    fn given(&self, _: &str) -> Option<Arc<str>> {
        None
    }

    fn callers(&self) -> &[Arc<str>] {
        &[]
    }

    fn passed(&self, _: usize, _: &str) -> Option<Value> {
        None
    }

    fn export(&self, _: &str) -> Option<Value> {
        None
    }

    fn output(&self, _: &str, _: &str) -> Option<Value> {
        None
    }
}

/// Evaluates the nodes of one template in one world.
pub struct Interpreter<'a, 't> {
    pub template: &'a Template<'t>,
    /// `None` evaluates without a world.
    pub world: Option<&'a World>,
    pub links: &'a dyn Links,
    bindings: Bindings,
    depth: Cell<u32>,
    /// How many nodes it may still look at and make.
    nodes: Cell<usize>,
    /// Whether this is the value of a mapping.
    in_mapping: Cell<bool>,
    decided: RefCell<BTreeMap<&'t str, Option<bool>>>,
}

impl std::fmt::Debug for Interpreter<'_, '_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Interpreter").field("world", &self.world).finish_non_exhaustive()
    }
}

impl<'a, 't> Interpreter<'a, 't> {
    pub fn new(template: &'a Template<'t>, world: Option<&'a World>, links: &'a dyn Links) -> Self {
        Self {
            template,
            world,
            links,
            bindings: Bindings::default(),
            depth: Cell::new(0),
            nodes: Cell::new(MAX_NODES),
            in_mapping: Cell::new(false),
            decided: RefCell::default(),
        }
    }

    /// Evaluates inside loops that bind these identifiers.
    pub fn bind(&mut self, bindings: Bindings) {
        self.bindings = bindings;
    }

    /// The value of a node; `None` where it is `AWS::NoValue`.
    pub fn value(&self, node: Node<'t>) -> Option<Value> {
        if let Some(limit) = self.enter() {
            return Some(Value::unknown(limit, self.template.place(node)));
        }
        let value = match function(node) {
            Some(call) => self.call(call),
            None => Some(self.plain(node)),
        };
        self.depth.set(self.depth.get() - 1);
        value
    }

    /// Whether a condition holds in this world; `None` where that cannot be said.
    pub fn condition(&self, name: &str) -> Option<bool> {
        // A world says what was decided when it was found.
        let world = self.world?;
        match world.scenario.get(name) {
            Some(Alternative::Condition(truth)) => return Some(*truth),
            _ if world.undecided.contains(name) => return None,
            _ => {}
        }
        let (name, _) = self.template.condition(name)?;
        self.decide(name);
        self.decided.borrow().get(name).copied().flatten()
    }

    /// Decides a condition after those that it rests on, so that a chain of any length is no depth.
    fn decide(&self, name: &'t str) {
        let mut waiting = vec![(name, false)];
        while let Some((name, ready)) = waiting.pop() {
            let Some((name, node)) = self.template.condition(name) else { continue };
            if ready {
                let decided = self.deeper(|| self.truth(node)).flatten();
                self.decided.borrow_mut().insert(name, decided);
            } else if !self.decided.borrow().contains_key(name) {
                // A condition that refers to itself stays undecided.
                self.decided.borrow_mut().insert(name, None);
                waiting.push((name, true));
                waiting.extend(self.named_in(node).into_iter().map(|name| (name, false)));
            }
        }
    }

    /// The conditions that are named in the node of another one, as far as there is room to look.
    fn named_in(&self, node: Node<'t>) -> Vec<&'t str> {
        let mut names = Vec::new();
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop().filter(|_| self.affords(Extent { nodes: 1, bytes: 0 })) {
            match condition_function(node) {
                Some(call) if call.name == "Condition" => names.extend(call.argument.text()),
                Some(call) if call.name == "If" => {
                    names.extend(call.parts().and_then(|parts| parts.first()?.text()));
                }
                _ => {}
            }
            waiting.extend(node.items());
            waiting.extend(node.entries().map(|(_, value)| value));
        }
        names
    }

    /// The value of a parameter or pseudo parameter as `Ref` gives it at a place.
    pub(super) fn parameter(&self, name: &str, at: Location) -> Option<Value> {
        if let Some(given) = self.links.given(name) {
            let mut value = Value::new(Data::Text(given), at);
            value.origin = value.origin.because(Source::Parameter, format!("{name} as given to this run"), at, None);
            return Some(value);
        }
        if name == "AWS::NoValue" {
            return None;
        }
        let target = Reference { target: Target::Parameter(name.into()), attribute: None };
        match self.world.and_then(|world| world.parameters.get(name)) {
            Some(Assumed::Is(text)) => {
                let kind = self.template.parameter(name).map_or("String", |parameter| parameter.kind);
                return Some(self.typed(kind, text, at));
            }
            Some(Assumed::Other) => {
                return Some(Value::reference(format!("parameter {name} has no known value in this case"), target, at));
            }
            None if name.starts_with("AWS::") => {
                return Some(Value::reference(format!("{name} is known at deployment only"), target, at));
            }
            None => {}
        }
        Some(self.declared_parameter(name, at))
    }

    fn declared_parameter(&self, name: &str, at: Location) -> Value {
        let target = Reference { target: Target::Parameter(name.into()), attribute: None };
        let passed = self.world.and_then(|world| world.caller);
        if let Some(caller) = passed.filter(|caller| *caller < self.links.callers().len())
            && let Some(value) = self.links.passed(caller, name)
        {
            if !self.affords(Extent::of(&value)) {
                return Value::unknown(TOO_LARGE, at);
            }
            let message = format!("parameter {name} as passed by stack {}", self.links.callers()[caller]);
            let passed_at = value.origin.at;
            let mut value =
                Value { origin: value.origin.because(Source::Parameter, message, passed_at, None), ..value };
            value.origin.at = at;
            value.origin.part = None;
            return value;
        }
        let Some(parameter) = self.template.parameter(name).copied() else {
            return Value::reference(format!("parameter {name} is not declared"), target, at);
        };
        if parameter.kind.starts_with("AWS::SSM::Parameter::Value") {
            return Value::unknown(format!("parameter {name} is read from Parameter Store at deployment"), at);
        }
        let default = parameter.default.filter(|_| self.world.is_none_or(|world| !world.without_defaults));
        let Some((default, text)) = default.and_then(|node| Some((node, node.text()?))) else {
            return Value::reference(format!("parameter {name} has no default"), target, at);
        };
        let mut value = self.typed(parameter.kind, text, at);
        let place = self.template.location(default.site());
        value.origin = value.origin.because(Source::Parameter, format!("default of parameter {name}"), place, None);
        value
    }

    /// The argument of a call as a value. In the short form it carries the function's own tag.
    pub(super) fn argument(&self, call: Call<'t>) -> Option<Value> {
        if !call.short {
            return self.value(call.argument);
        }
        match call::long(call.argument) {
            Some(inner) => self.call(inner),
            None => Some(self.plain(call.argument)),
        }
    }

    /// A node by its own structure, whatever tag it carries.
    fn plain(&self, node: Node<'t>) -> Value {
        let at = self.template.place(node);
        match node.kind() {
            Kind::Scalar => self.scalar(node),
            Kind::Sequence => Value::new(Data::List(node.items().filter_map(|item| self.value(item)).collect()), at),
            Kind::Mapping => Value::new(Data::Map(self.map(node)), at),
            Kind::Alias => Value::unknown("this alias has no anchor", at),
        }
    }

    fn scalar(&self, node: Node<'t>) -> Value {
        let at = self.template.place(node);
        match node.scalar() {
            Some(Scalar::Bool(truth)) => Value::new(Data::Bool(truth), at),
            Some(Scalar::Number(text)) if self.affords_text(text) => Value::new(Data::Number(text.into()), at),
            Some(Scalar::Text(text)) if self.affords_text(text) => text::literal(&substitute(text, &self.bindings), at),
            Some(Scalar::Number(_) | Scalar::Text(_)) => Value::unknown(TOO_LARGE, at),
            Some(Scalar::Null) | None => Value::new(Data::Null, at),
        }
    }

    /// A parameter's text as its type says.
    fn typed(&self, kind: &str, text: &str, at: Location) -> Value {
        let list = kind == "CommaDelimitedList" || kind.starts_with("List<");
        let members = || if list { memchr::memchr_iter(b',', text.as_bytes()).count() } else { 0 };
        if !self.affords_text(text) || !self.affords(Extent { nodes: members(), bytes: 0 }) {
            return Value::unknown(TOO_LARGE, at);
        }
        let data = if list {
            let member = |member: &str| Value::new(Data::Text(member.trim().into()), at);
            Data::List(text.split(',').map(member).collect())
        } else if kind == "Number" {
            Data::Number(text.into())
        } else {
            return text::literal(text, at);
        };
        Value::new(data, at)
    }

    fn map(&self, node: Node<'t>) -> Map {
        let mut map = Map::default();
        for (key, value) in node.entries() {
            let Some(name) = key.text() else { continue };
            if !self.affords_text(name) {
                map.open = Some(TOO_LARGE.into());
            } else if name.starts_with("Fn::") {
                map.open = Some(format!("{name} adds to this object at deployment").into());
            } else if let Some(value) = self.value(value) {
                let key = self.template.location(key.site());
                map.entries.push(Entry { key: substitute(name, &self.bindings), at: key, value });
            }
        }
        map
    }

    /// Runs an evaluation one level deeper, if that is not too deep.
    fn deeper<T>(&self, evaluate: impl FnOnce() -> T) -> Option<T> {
        if self.enter().is_some() {
            return None;
        }
        let result = evaluate();
        self.depth.set(self.depth.get() - 1);
        Some(result)
    }

    /// One level deeper; the reason where that is too deep or too much.
    fn enter(&self) -> Option<&'static str> {
        self.depth.set(self.depth.get() + 1);
        if self.depth.get() > MAX_DEPTH {
            self.depth.set(self.depth.get() - 1);
            return Some("nested too deep to be evaluated");
        }
        if !self.affords(Extent { nodes: 1, bytes: 0 }) {
            self.depth.set(self.depth.get() - 1);
            return Some(TOO_LARGE);
        }
        None
    }

    /// Whether there is room for something of this size, which is then taken.
    fn affords(&self, extent: Extent) -> bool {
        let rest = self.nodes.get().checked_sub(extent.nodes).filter(|_| self.template.budget.take(extent));
        self.nodes.set(rest.unwrap_or(self.nodes.get()));
        rest.is_some()
    }

    /// Whether there is room for a text as it is written, with what loops put into it and a part for each of its holes.
    /// A text for which there is no room is not even looked at.
    fn affords_text(&self, text: &str) -> bool {
        self.affords(Extent { nodes: 0, bytes: text.len() })
            && self.affords(Extent { nodes: text::holes(text), bytes: growth(text, &self.bindings) })
    }
}
