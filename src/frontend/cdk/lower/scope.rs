//! What is applied to all constructs below a scope: mixins and aspects.

use std::sync::Arc;

use super::super::resolve::Event;
use super::super::resolve::val::{ApiClass, How, Made, ObjectId, Val, What};
use super::super::table::{Meaning, Shape};
use super::options::{Look, Options};
use super::place::Place;
use super::shape::Filled;
use super::{Lowering, build};
use crate::model::Step;
use crate::source::Location;
use crate::value::{Data, Value};

impl Lowering<'_, '_> {
    /// `construct.with(mixin, …)`
    pub(super) fn apply_mixins(
        &self,
        filled: &mut Filled,
        made: &Made,
        uncertain: Option<&Arc<str>>,
        resource_type: &str,
    ) {
        for mixin in &made.arguments.positional {
            self.apply_mixin(filled, mixin, uncertain, resource_type);
        }
    }

    fn apply_mixin(&self, filled: &mut Filled, mixin: &Val, uncertain: Option<&Arc<str>>, resource_type: &str) {
        let mixin = self.project(mixin);
        if let What::Object(object) = mixin.what {
            return self.apply_touches(filled, object, mixin.origin.at, resource_type);
        }
        let What::Made(made) = &mixin.what else {
            return build::open(&mut filled.value, &[], &"a mixin that is not followed".into());
        };
        let How::New(ApiClass::Known(class)) = &made.how else {
            return build::open(&mut filled.value, &[], &"a mixin that is not followed".into());
        };
        let Some(shape) = super::place::shape_of(class) else {
            return build::open(&mut filled.value, &[], &format!("{} is not followed", class.name).into());
        };
        if !shape.types.contains(&resource_type) {
            return;
        }
        let applied = self.value_of_shape(shape, &self.options_of(made), Some(made), made.name);
        match uncertain {
            Some(reason) => self.blur(filled, shape, reason, made),
            None => overlay(&mut filled.value, &applied, &mut Vec::new(), made),
        }
    }

    /// What a mixin may have set is not known.
    fn blur(&self, filled: &mut Filled, shape: &Shape, reason: &Arc<str>, made: &Made) {
        let applied = self.value_of_shape(shape, &Options::Value(Val::absent(made.name)), Some(made), made.name);
        if let Data::Map(map) = &applied.data {
            for entry in &map.entries {
                let value = Value::unknown(reason.clone(), made.name);
                build::set(&mut filled.value, &[Step::Key(entry.key.clone())], value, made.name);
            }
        }
    }

    /// Applies what happens to whole scopes.
    pub(super) fn apply_events(&self, filled: &mut Filled, place: &Place, resource_type: &str) {
        for number in self.index.scoped(self.machine.object(place.object).key.file) {
            let event = &self.machine.events[*number];
            let How::Method { receiver, .. } = &event.made.how else { continue };
            let Some(Meaning::Keyword { keyword, .. }) = self.callable(&event.made).map(|callable| &callable.meaning)
            else {
                continue;
            };
            let Some((scope, selected)) = self.scope_of(receiver) else { continue };
            if !self.is_below(place.object, scope) {
                continue;
            }
            let guards: Vec<_> = event.guard.iter().filter(|guard| self.holds(guard) != Some(true)).collect();
            if guards.iter().any(|guard| self.holds(guard) == Some(false)) {
                continue;
            }
            let uncertain = match guards.first() {
                Some(guard) => Some(Arc::from(format!("depends on {}", guard.name))),
                None => selected.then(|| Arc::from("a selector decides whether a mixin is applied")),
            };
            match *keyword {
                "apply-mixins" => self.apply_scoped_mixins(filled, event, uncertain.as_ref(), resource_type),
                _ => self.apply_aspect(filled, event, place, scope, resource_type),
            }
        }
    }

    fn apply_scoped_mixins(
        &self,
        filled: &mut Filled,
        event: &Event,
        uncertain: Option<&Arc<str>>,
        resource_type: &str,
    ) {
        self.apply_mixins(filled, &event.made, uncertain, resource_type);
    }

    /// What an aspect of the project names is not known any more; one that is not followed can change the construct it
    /// is given, and reports on others, as far as anybody uses such.
    fn apply_aspect(&self, filled: &mut Filled, event: &Event, place: &Place, scope: ObjectId, resource_type: &str) {
        let Some(aspect) = event.made.arguments.positional.first().map(|aspect| self.project(aspect)) else { return };
        let What::Object(aspect) = aspect.what else {
            if matches!(aspect.what, What::Function(_)) {
                build::open(&mut filled.value, &[], &"an aspect that is a function may change it".into());
            }
            if scope == place.object && matches!(aspect.what, What::Unknown(_)) {
                build::open(&mut filled.value, &[], &"an aspect that is not followed".into());
            }
            return;
        };
        self.apply_touches(filled, aspect, event.made.name, resource_type);
    }

    /// What an aspect or a mixin of the project names is not known any more.
    fn apply_touches(&self, filled: &mut Filled, object: ObjectId, at: Location, resource_type: &str) {
        let Some(touches) = self.machine.touches(object) else { return };
        if !touches.types.is_empty() && !touches.types.iter().any(|known| **known == *resource_type) {
            return;
        }
        if touches.anything {
            return build::open(&mut filled.value, &[], &"an aspect changes it".into());
        }
        for name in &touches.properties {
            let language = self.machine.programs.language(at.file);
            let property = super::super::table::table().property(resource_type, language, name).name;
            let Some(property) = property else { continue };
            let value = Value::unknown("an aspect may set it", at);
            build::set(&mut filled.value, &[Step::Key(property.into())], value, at);
        }
    }

    /// The scope that mixins or aspects are applied to, and whether something selects among what is below it.
    fn scope_of(&self, receiver: &Val) -> Option<(ObjectId, bool)> {
        let What::Made(made) = &receiver.what else { return None };
        let Some(Meaning::Keyword { keyword: "mixins-of" | "aspects-of", arguments }) =
            self.callable(made).map(|callable| &callable.meaning)
        else {
            return None;
        };
        let options = self.options_of(made);
        let Look::Given(scope, _) = self.look(&options, &[arguments.first()?]) else { return None };
        let selected =
            arguments.get(1).is_some_and(|selector| !matches!(self.look(&options, &[selector]), Look::Absent));
        Some((self.place(&scope)?.object, selected))
    }

    fn is_below(&self, object: ObjectId, scope: ObjectId) -> bool {
        let mut next = Some(object);
        for _ in 0..64 {
            let Some(at) = next else { return false };
            if at == scope {
                return true;
            }
            next = self.machine.object(at).scope;
        }
        false
    }
}

/// Sets every leaf of one value in another.
fn overlay(whole: &mut Value, more: &Value, path: &mut Vec<Step>, made: &Made) {
    match &more.data {
        Data::Map(map) => {
            for entry in &map.entries {
                path.push(Step::Key(entry.key.clone()));
                overlay(whole, &entry.value, path, made);
                path.pop();
            }
        }
        _ => build::set(whole, path, more.clone(), made.name),
    }
}
