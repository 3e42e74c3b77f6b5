//! What is executed for its effect, in written order, under the branches and loops it stands in.

use std::sync::Arc;

use super::alternatives::Taken;
use super::class::ProjectClass;
use super::val::{Dict, FrameId, ObjectId, Val, What};
use super::{Change, ChangeKind, Guard, Machine};
use crate::model::Alternative;
use crate::program::{Control, EffectKind, Expr, ExprId, FunctionId, Language};
use crate::source::Location;

impl Machine<'_> {
    /// Executes the body of a function.
    pub(super) fn carry_out_function(&mut self, frame: FrameId, function: FunctionId) {
        self.carry_out_effects(frame, Some(function));
    }

    /// Executes a body, of a function or of a module.
    pub(super) fn carry_out_effects(&mut self, frame: FrameId, function: Option<FunctionId>) {
        let file = self.frame(frame).file;
        let program = self.program(file);
        let programs = self.programs;
        for number in programs.effects(file, function) {
            let effect = &program.effects[*number];
            let (guards, loops) = (self.guard.len(), self.loops);
            if self.reach(frame, &effect.control, program_place(file, effect.span)) {
                match &effect.kind {
                    EffectKind::Evaluate(value) => {
                        self.eval(frame, *value);
                    }
                    EffectKind::Assign { target, value } => self.assign(frame, *target, *value),
                }
            }
            self.guard.truncate(guards);
            self.loops = loops;
        }
    }

    /// Goes into branches and loops; whether that can be at all.
    fn reach(&mut self, frame: FrameId, control: &[Control], at: Location) -> bool {
        for step in control {
            match step {
                Control::Branch { test: Some(test), taken } => {
                    let truth = self.truth(frame, *test);
                    match self.taken(&truth, *taken, frame, *test) {
                        Taken::Always => {}
                        Taken::Never => return false,
                        Taken::When(guards) => self.guard.extend(guards),
                    }
                }
                Control::Branch { test: None, taken } => {
                    let name = self.branch_name(at);
                    let names = self.alternative(&name, &[Alternative::Condition(true), Alternative::Condition(false)]);
                    let allowed = vec![names[usize::from(!*taken)].clone()];
                    self.guard.push(Guard { name, allowed });
                }
                Control::Loop { over, .. } => {
                    self.loops += 1;
                    let list = over.map(|over| self.eval(frame, over));
                    let empty = |list: &Val| matches!(&list.what, What::List(list) if list.items.is_empty() && list.open.is_none());
                    if list.as_ref().is_some_and(empty) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// What a branch is called whose test is not followed.
    pub(super) fn branch_name(&self, at: Location) -> Arc<str> {
        format!("a branch in {}", self.programs.written(at)).into()
    }

    fn assign(&mut self, frame: FrameId, target: ExprId, value: ExprId) {
        let value = self.eval(frame, value);
        let program = self.program(self.frame(frame).file);
        let at = self.place(frame, target);
        match program.expr(target) {
            Expr::Member { object, name } => {
                let object = self.eval(frame, *object);
                self.each(&object, &mut |machine, object| {
                    machine.assign_member(object, Some(&name.node), &value, at);
                    object.clone()
                });
            }
            Expr::Index { object, index } => {
                let object = self.eval(frame, *object);
                let key = self.eval(frame, *index);
                let key: Option<Arc<str>> = key.text().map(Into::into);
                self.each(&object, &mut |machine, object| {
                    machine.assign_member(object, key.as_ref(), &value, at);
                    object.clone()
                });
            }
            _ => {}
        }
    }

    pub(super) fn assign_member(&mut self, object: &Val, name: Option<&Arc<str>>, value: &Val, at: Location) {
        match (&object.what, name) {
            (What::Object(id), Some(name)) => self.assign_field(*id, name, value, at),
            (What::Object(id), None) => self.open(*id, "is changed in a way that is not followed", at),
            (What::Member(_), None) => {
                if let Some((root, _)) = root(object) {
                    self.open(root, "is changed in a way that is not followed", at);
                }
            }
            (What::Class(file, class, frame), Some(name)) => self.forget_static((*file, *class, *frame), name, at),
            (What::Unknown(_), _) if self.programs.language(at.file) == Language::Java => self.open_handed(value, at),
            (What::Map(_), _) => self.assign_key(object, name, value, at),
            (What::List(_), _) => {
                self.forget(object, at);
            }
            (What::Member(_) | What::Made(_), Some(name)) => {
                if let Some((root, mut path)) = root(object) {
                    path.push(name.clone());
                    self.change(root, ChangeKind::Assign { path, value: value.clone() }, at);
                }
            }
            _ => {}
        }
    }

    fn assign_field(&mut self, id: ObjectId, name: &Arc<str>, value: &Val, at: Location) {
        if self.object(id).class.is_none() || self.object(id).api.is_some() {
            let kind = ChangeKind::Assign { path: vec![name.clone()], value: value.clone() };
            self.change(id, kind, at);
        }
        if (id.0 as usize) < self.untouchable {
            return;
        }
        let old = self.object(id).fields.get(name).cloned().unwrap_or_else(|| Val::absent(at));
        let known = self.object(id).guard.clone();
        let value = self.guarded(value.clone(), &old, &known);
        self.object_mut(id).fields.insert(name.clone(), value);
    }

    /// A static field that is assigned is not followed any more.
    fn forget_static(&mut self, (file, class, frame): ProjectClass, name: &str, at: Location) {
        let fields = &self.program(file).class(class).fields;
        let value =
            fields.iter().find(|field| field.is_static && *field.name.node == *name).and_then(|field| field.value);
        if let Some(value) = value {
            let unknown = Val::unknown(format!("{name} is assigned several times"), at);
            self.frame_mut(frame).values.insert(value, Some(unknown));
        }
    }

    /// A value where what is known here beyond some guards holds, and another one elsewhere.
    fn guarded(&self, value: Val, other: &Val, known: &[Guard]) -> Val {
        let at = value.origin.at;
        self.guard.iter().rev().filter(|guard| !known.contains(guard)).fold(value, |value, guard| {
            let Some(possible) = self.alternatives.get(&guard.name) else { return value };
            let pick = |name: &Alternative| if guard.allowed.contains(name) { value.clone() } else { other.clone() };
            Val::choice(&guard.name, possible.iter().map(|name| (name.clone(), pick(name))).collect(), at)
        })
    }

    /// `dictionary.key = value`, `dictionary[key] = value`
    pub(super) fn assign_key(&mut self, map: &Val, name: Option<&Arc<str>>, value: &Val, at: Location) {
        let before = self.latest(map);
        let (What::Map(dict), Some(name)) = (&before.what, name) else {
            return self.change_map(map, at, |map| map.cover(&"a key is not known".into()));
        };
        let value = match self.written_under.get(&dict.id) {
            Some((guards, loops)) if self.loops <= *loops => {
                let old = match (dict.get(name), &dict.open) {
                    (Some(field), _) => field.value.clone(),
                    (None, Some(reason)) => Val::unknown(reason.clone(), at),
                    (None, None) => Val::absent(at),
                };
                self.guarded(value.clone(), &old, guards)
            }
            _ => Val::unknown("set in a loop", at),
        };
        let mut dict = (**dict).clone();
        dict.set(name.clone(), at, value);
        self.changed.insert(dict.id, Val::new(What::Map(Arc::new(dict)), at));
    }

    /// Whether what happens now may not happen, or several times, where a list or dictionary is there.
    pub(super) fn is_uncertain(&self, id: u32) -> bool {
        let Some((guards, loops)) = self.written_under.get(&id) else { return true };
        self.loops > *loops || self.guard.iter().any(|guard| !guards.contains(guard))
    }

    /// Changes a dictionary that is known by its number.
    pub(super) fn change_map(&mut self, map: &Val, at: Location, change: impl FnOnce(&mut Dict)) {
        let before = self.latest(map);
        let What::Map(dict) = &before.what else { return };
        let mut dict = (**dict).clone();
        let id = dict.id;
        change(&mut dict);
        if self.is_uncertain(id) {
            dict.cover(&"changed in a branch or a loop".into());
        }
        self.changed.insert(id, Val::new(What::Map(Arc::new(dict)), at));
    }

    /// Notes that something happens to an object.
    pub(super) fn change(&mut self, id: ObjectId, kind: ChangeKind, at: Location) {
        if (id.0 as usize) < self.untouchable {
            return;
        }
        let repeated = self.loops > self.object(id).loops;
        let mut guard = self.guard.clone();
        if repeated {
            // What a loop does to an object from outside it has done after all its turns, not in one of them.
            let known = &self.object(id).guard;
            guard.retain(|guard| !self.elements.contains(&guard.name) || known.contains(guard));
        }
        self.object_mut(id).changes.push(Change { kind, guard, repeated, at });
    }

    /// Notes that something that is not followed can change an object.
    pub(super) fn open(&mut self, id: ObjectId, reason: &str, at: Location) {
        if (id.0 as usize) >= self.untouchable && self.programs.language(self.object(id).at.file) == Language::Java {
            // Who gets an object of Java may fill it, by its setters or without.
            for field in self.object_mut(id).fields.values_mut().filter(|field| field.is_absent()) {
                *field = Val::unknown(reason, field.origin.at);
            }
        }
        let reason = format!("{} {reason}", self.object(id).path);
        self.change(id, ChangeKind::Open(reason.into()), at);
    }
}

/// The object that members of CDK's API lead away from, and the way.
pub(super) fn root(value: &Val) -> Option<(ObjectId, Vec<Arc<str>>)> {
    let mut path = Vec::new();
    let mut at = value;
    while let What::Member(member) = &at.what {
        path.push(member.name.clone());
        at = &member.object;
    }
    path.reverse();
    match at.what {
        What::Object(id) => Some((id, path)),
        _ => None,
    }
}

fn program_place(file: crate::source::FileId, span: crate::source::Span) -> Location {
    Location { file, span }
}
