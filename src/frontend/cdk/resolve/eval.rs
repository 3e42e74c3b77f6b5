//! Expressions, one kind after the other.

use std::sync::Arc;

use super::api::not_in_table;
use super::val::{FrameId, Member, Val, What};
use super::{Machine, Owner, spell};
use crate::model::Alternative;
use crate::program::{Bound, Expr, ExprId, PathStep, ScopeId};
use crate::source::Location;
use crate::value::Source;

/// How many members a list or an object may have for each to be a world.
const MAX_CHOICES: usize = 16;

impl Machine<'_> {
    pub(super) fn spelled(&self, frame: FrameId, expr: ExprId) -> String {
        spell::spell(self.program(self.frame(frame).file), expr)
    }

    /// What an expression is.
    pub(super) fn eval(&mut self, frame: FrameId, expr: ExprId) -> Val {
        let program = self.program(self.frame(frame).file);
        let value = match program.expr(expr) {
            // What these stand for may change between two looks.
            Expr::Name { .. } | Expr::This { .. } | Expr::Member { .. } | Expr::Index { .. } => {
                self.bounded(frame, expr)
            }
            _ => self.eval_once(frame, expr),
        };
        let value = self.latest(&value);
        self.prune(&value)
    }

    /// What an expression is, looked at once for each activation of its function.
    pub(super) fn eval_once(&mut self, frame: FrameId, expr: ExprId) -> Val {
        match self.frame(frame).values.get(&expr) {
            Some(Some(known)) => return known.clone(),
            Some(None) => return Val::unknown("refers to itself", self.place(frame, expr)),
            None => {}
        }
        self.frame_mut(frame).values.insert(expr, None);
        let value = self.bounded(frame, expr);
        self.frame_mut(frame).values.insert(expr, Some(value.clone()));
        self.looked_at.push((frame, expr));
        value
    }

    fn bounded(&mut self, frame: FrameId, expr: ExprId) -> Val {
        let at = self.place(frame, expr);
        if let Err(reason) = self.enter(self.frame(frame).file) {
            return Val::unknown(reason, at);
        }
        let value = self.expression(frame, expr, at);
        self.leave();
        value
    }

    fn expression(&mut self, frame: FrameId, expr: ExprId, at: Location) -> Val {
        let program = self.program(self.frame(frame).file);
        match program.expr(expr) {
            Expr::Null => Val::absent(at),
            Expr::Bool(truth) => Val::new(What::Bool(*truth), at),
            Expr::Number(number) => Val::new(What::Number(number.clone()), at),
            Expr::Text(text) => Val::new(What::Text(text.clone()), at),
            Expr::Template(parts) => self.template(frame, parts, at),
            Expr::Name { name, scope } => self.name(frame, name, *scope, at),
            Expr::This { class } if self.is_java(frame) => self.this_of(frame, *class, at),
            Expr::This { .. } | Expr::Super { .. } => self.this(frame, at),
            Expr::Member { object, name } => {
                if self.is_csharp(self.frame(frame).file) {
                    return self.member_of_csharp(frame, expr, *object, name, at);
                }
                let object = self.eval(frame, *object);
                let at_name = self.within(frame, name.span);
                self.each(&object, &mut |machine, object| machine.member(object, &name.node, at, at_name))
            }
            Expr::Index { object, index } => self.index(frame, *object, *index, at),
            Expr::Call(call) => self.call(frame, call, at),
            Expr::List(items) => self.list(frame, items, at),
            Expr::Object(members) => self.object_literal(frame, members, at),
            Expr::Binary { operator, left, right } => self.binary(frame, expr, *operator, (*left, *right), at),
            Expr::Conditional { test, then, otherwise } => {
                let truth = self.truth(frame, *test);
                self.each(&truth, &mut |machine, truth| {
                    let branch = if matches!(truth.what, What::Bool(true)) { *then } else { *otherwise };
                    let value = machine.eval(frame, branch);
                    value.used_at(at, Source::Constant, "one branch of a condition")
                })
            }
            Expr::Function(function) => self.closure(frame, *function, at),
            Expr::Class(class) => Val::new(What::Class(self.frame(frame).file, *class, frame), at),
            Expr::Unknown => Val::unknown("this expression is not followed", at),
        }
    }

    pub(super) fn this(&self, frame: FrameId, at: Location) -> Val {
        let mut next = Some(frame);
        while let Some(frame) = next {
            if let Some(this) = &self.frame(frame).this {
                return this.clone();
            }
            next = self.frame(frame).parent;
        }
        Val::unknown("nothing is known of this object", at)
    }

    /// What a name stands for, used at a place.
    pub(super) fn name(&mut self, frame: FrameId, name: &Arc<str>, scope: ScopeId, at: Location) -> Val {
        let programs = self.programs;
        let scope = if self.is_csharp(self.frame(frame).file) {
            match self.member_or_scope(frame, name, scope, at) {
                Ok(member) => return member,
                Err(scope) => scope,
            }
        } else {
            scope
        };
        let Some((found, binding)) = programs.lookup(self.frame(frame).file, name, scope) else {
            return self.free_name(frame, name, at);
        };
        let Some(owner) = self.owner(frame, found) else {
            return Val::unknown(format!("{name} is not followed"), at);
        };
        let message = format!("value of {name}");
        match &binding.value {
            Bound::Value(value) => self.eval_once(owner, *value).used_at(at, Source::Constant, &message),
            Bound::Part { value, path, default } => {
                let whole = self.eval_once(owner, *value);
                self.part(owner, &whole, path, *default, at, &message)
            }
            Bound::Import { import, name: imported } => {
                let file = self.frame(frame).file;
                self.import(file, *import, imported.as_ref(), at)
            }
            Bound::Parameter { number, .. } => {
                let value = self.frame(owner).parameters.get(*number as usize).cloned();
                let value = value.unwrap_or_else(|| Val::unknown(format!("{name} is not known"), at));
                if value.origin.at.file == at.file && value.origin.at.span == at.span {
                    return value;
                }
                value.used_at(at, Source::Creator, &format!("{name} as passed"))
            }
            Bound::Function(function) => self.closure(owner, *function, at),
            Bound::Class(class) => Val::new(What::Class(self.frame(owner).file, *class, owner), at),
            Bound::Loop(over) => {
                let list = self.eval(owner, *over);
                // A pattern has no name of its own.
                let of = Arc::from(self.spelled(owner, *over));
                let element = self.element(if name.starts_with('#') { &of } else { name }, &list, at);
                element.used_at(at, Source::Constant, &message)
            }
            Bound::Several(values) => self.reassigned(owner, frame, name, values, at),
            Bound::Unknown => Val::unknown(format!("{name} is not followed"), at),
        }
    }

    /// Whether the names of a scope belong to an activation.
    pub(super) fn owns(&self, frame: FrameId, scope: ScopeId) -> bool {
        self.owner(frame, scope) == Some(frame)
    }

    /// The activation that the names of a scope belong to.
    fn owner(&self, frame: FrameId, scope: ScopeId) -> Option<FrameId> {
        let function = self.program(self.frame(frame).file).scope(scope).function;
        let wanted = function.map_or(Owner::Module, Owner::Function);
        let mut next = Some(frame);
        while let Some(frame) = next {
            if self.frame(frame).owner == wanted {
                return Some(frame);
            }
            next = self.frame(frame).parent;
        }
        None
    }

    /// What a pattern takes out of a value.
    fn part(
        &mut self,
        frame: FrameId,
        whole: &Val,
        path: &[PathStep],
        default: Option<ExprId>,
        at: Location,
        message: &str,
    ) -> Val {
        let mut value = whole.clone();
        for step in path {
            value = self.each(&value, &mut |machine, value| match step {
                PathStep::Key(key) => machine.member(value, key, at, at),
                PathStep::Index(index) => item(value, *index as usize, at),
                PathStep::Rest => Val::unknown("the rest of a pattern is not followed", at),
            });
        }
        let Some(default) = default else { return value.moved(at) };
        let label = format!("default of {}", message.trim_start_matches("value of "));
        self.each(&value, &mut |machine, value| match value.what {
            What::Absent => machine.eval_once(frame, default).used_at(at, Source::Fallback, &label),
            What::Unknown(_) | What::Member(_) => {
                let given = value.moved(at);
                let fallback = machine.eval_once(frame, default).used_at(at, Source::Fallback, &label);
                let name = message.trim_start_matches("value of ");
                machine.set_or_not(&name.into(), given, fallback, at)
            }
            _ => value.moved(at),
        })
    }

    /// One of the values that a loop goes through: each is a world of its own.
    pub(super) fn element(&mut self, name: &Arc<str>, list: &Val, at: Location) -> Val {
        let list = self.latest(list);
        let What::List(list) = &list.what else { return Val::unknown(format!("{name} is one of several"), at) };
        let label = |number: usize, item: &Val| match telling(item) {
            Some(text) => Alternative::Label(text.into()),
            None => Alternative::Label(format!("number {}", number + 1).into()),
        };
        let items = &list.items;
        if list.open.is_some() || items.is_empty() || items.len() > MAX_CHOICES {
            return Val::unknown(format!("{name} is one of several"), at);
        }
        let branches: Vec<(Alternative, Val)> =
            items.iter().enumerate().map(|(number, item)| (label(number, item), item.clone())).collect();
        let element = self.one_of(name, branches, at);
        if let What::Choice(choice) = &element.what {
            self.elements.insert(choice.name.clone());
        }
        element
    }

    /// One of several values under names of their own.
    fn one_of(&mut self, name: &Arc<str>, mut branches: Vec<(Alternative, Val)>, at: Location) -> Val {
        let mut seen: Vec<Alternative> = Vec::new();
        for (number, (label, _)) in branches.iter_mut().enumerate() {
            if seen.contains(label) {
                *label = Alternative::Label(format!("number {}", number + 1).into());
            }
            seen.push(label.clone());
        }
        if branches.len() == 1 {
            return branches.remove(0).1;
        }
        // Two things of one name that have nothing to do with each other are told apart by a number.
        let mut unique = name.clone();
        let mut number = 2;
        while self.alternatives.get(&unique).is_some_and(|known| *known != seen) {
            unique = format!("{name} ({number})").into();
            number += 1;
        }
        self.alternatives.insert(unique.clone(), seen);
        let value = Val::choice(&unique, branches, at);
        self.prune(&value)
    }

    fn index(&mut self, frame: FrameId, object: ExprId, index: ExprId, at: Location) -> Val {
        let object = self.eval(frame, object);
        let key = self.eval(frame, index);
        let key_at = self.place(frame, index);
        self.each(&object, &mut |machine, object| {
            let object = machine.latest(object);
            machine.each(&key, &mut |machine, key| match (&object.what, key.text()) {
                (What::List(_), Some(text)) => match text.parse() {
                    Ok(index) => item(&object, index, at),
                    Err(_) => Val::unknown("this item is not followed", at),
                },
                // It has the zero value of a type that nobody knows here.
                (What::Map(map), Some(text))
                    if machine.is_go(at.file) && map.open.is_none() && map.get(&text).is_none() =>
                {
                    Val::unknown(format!("{text} is no key that is written out"), at)
                }
                (_, Some(text)) => machine.member(&object, &text.into(), at, key_at),
                (What::Map(map), None) if map.open.is_none() && (1..=MAX_CHOICES).contains(&map.entries.len()) => {
                    let name: Arc<str> = machine.spelled(frame, index).into();
                    let branch = |field: &super::val::Field| {
                        let message = format!("value of {}", field.key);
                        let value = field.value.used_at(at, Source::Constant, &message);
                        (Alternative::Label(field.key.clone()), value)
                    };
                    machine.one_of(&name, map.entries.iter().map(branch).collect(), at)
                }
                _ => Val::unknown("the key is not known", at),
            })
        })
    }

    /// `object.name`
    pub(super) fn member(&mut self, object: &Val, name: &Arc<str>, at: Location, at_name: Location) -> Val {
        let object = self.latest(object);
        match &object.what {
            What::Map(map) if self.has_struct_member(map, name) => {
                let map = map.clone();
                self.struct_member(&object, &map, name, at, at_name)
            }
            What::Map(map) => match map.get(name) {
                Some(field) => passed_on(&object, &field.value, name, at),
                None if is_builtin_of_map(name) => builtin(&object, name, at, at_name),
                // What a dictionary of C# has beside its keys are methods.
                None if !map.keywords && self.is_csharp(at.file) => builtin(&object, name, at, at_name),
                None => match &map.open {
                    Some(reason) => Val::unknown(reason.clone(), at),
                    None => Val { what: What::Absent, ..object.moved(at) },
                },
            },
            What::Choice(_) => self.each(&object, &mut |machine, object| machine.member(object, name, at, at_name)),
            What::Object(id) => self.object_member(*id, &object, name, at, at_name),
            What::Class(file, class, frame) => self.static_member((*file, *class, *frame), name, at, at_name),
            What::File(file) => self.export(*file, name, at),
            What::Module(module) => self.module_member(module, name, at),
            What::ApiClass(class) => Self::class_member(class, name, at),
            What::Made(_) | What::Member(_) | What::Static { .. } => {
                let member = Member { object: object.clone(), name: name.clone(), at: at_name };
                Val::new(What::Member(Arc::new(member)), at)
            }
            What::Absent => Val::absent(at),
            What::Other(api) => Val::unknown(not_in_table(api), at),
            What::Builtin(class) if &*class.name == "java.lang.Boolean" && matches!(&**name, "TRUE" | "FALSE") => {
                Val::new(What::Bool(&**name == "TRUE"), at)
            }
            What::Unknown(reason) if !matches!(&**name, "get" | "getenv") => Val::unknown(reason.clone(), at),
            // A member of an enum of the language stands for its value already.
            What::Text(_) | What::Number(_) if &**name == "value" => object.moved(at),
            _ => builtin(&object, name, at, at_name),
        }
    }
}

/// A member of an object that somebody passed.
fn passed_on(object: &Val, value: &Val, name: &str, at: Location) -> Val {
    let because = object.origin.because.as_deref();
    let source = because.map_or(Source::Constant, |because| because.source);
    let message = match source {
        Source::Creator => format!("{name} as passed"),
        _ => format!("value of {name}"),
    };
    value.used_at(at, source, &message)
}

fn builtin(object: &Val, name: &Arc<str>, at: Location, at_name: Location) -> Val {
    let member = Member { object: object.clone(), name: name.clone(), at: at_name };
    Val::new(What::Builtin(Arc::new(member)), at)
}

/// Methods of a dictionary that are no keys of it.
fn is_builtin_of_map(name: &str) -> bool {
    matches!(name, "get" | "items" | "keys" | "values" | "update" | "setdefault" | "copy")
}

fn item(list: &Val, index: usize, at: Location) -> Val {
    match &list.what {
        What::List(list) => match list.items.get(index) {
            Some(item) => item.used_at(at, Source::Constant, "item of a list"),
            None if list.open.is_none() => Val::absent(at),
            None => Val::unknown("the list is not wholly known", at),
        },
        What::Absent => Val::absent(at),
        _ => Val::unknown(list.why_unknown().cloned().unwrap_or_else(|| "this item is not followed".into()), at),
    }
}

/// The text that an item is told from others by: itself, or the first text in it.
fn telling(item: &Val) -> Option<String> {
    match &item.what {
        What::List(list) => list.items.first()?.text(),
        What::Map(map) => map.entries.first()?.value.text(),
        _ => item.text(),
    }
}
