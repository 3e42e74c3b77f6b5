//! What happens to a construct after it is made: methods, escape hatches, mixins and aspects.

use std::sync::Arc;

use super::super::resolve::val::{Dict, Field, How, List, Made, ObjectId, Val, What};
use super::super::resolve::{Change, ChangeKind, Guard};
use super::super::table::{Effect, Meaning, TargetStep};
use super::options::{Look, Options};
use super::place::Place;
use super::shape::Filled;
use super::{Lowering, build};
use crate::model::Step;
use crate::source::Location;
use crate::value::Value;

/// Something that a later call does to the options of a construct.
#[derive(Clone, Debug)]
pub(super) struct Extra {
    pub(super) option: &'static str,
    pub(super) value: Val,
    pub(super) appends: bool,
    /// Where the call is.
    pub(super) at: Location,
    /// Why it may have happened otherwise, or several times.
    pub(super) uncertain: Option<Arc<str>>,
}

/// Whether something happens in a world.
pub(super) enum Happens {
    Yes,
    No,
    Perhaps(Arc<str>),
}

impl Lowering<'_, '_> {
    pub(super) fn happens(&self, guards: &[Guard], repeated: bool, object: ObjectId) -> Happens {
        let known = &self.machine.object(object).guard;
        for guard in guards.iter().filter(|guard| !known.contains(guard)) {
            match self.holds(guard) {
                Some(true) => {}
                Some(false) => return Happens::No,
                None => return Happens::Perhaps(format!("depends on {}", guard.name).into()),
            }
        }
        if repeated { Happens::Perhaps("happens in a loop".into()) } else { Happens::Yes }
    }

    /// What later calls do to the options of a construct.
    pub(super) fn extras(&self, place: &Place) -> Vec<Extra> {
        let mut extras = Vec::new();
        for change in &self.machine.object(place.object).changes {
            let ChangeKind::Call { made, .. } = &change.kind else { continue };
            let How::Method { receiver, .. } = &made.how else { continue };
            let Some(found) =
                self.place(receiver).filter(|found| found.same_construct(place) && !found.resource && !found.node)
            else {
                continue;
            };
            let uncertain = match self.happens(&change.guard, change.repeated, found.object) {
                Happens::Yes => None,
                Happens::No => continue,
                Happens::Perhaps(reason) => Some(reason),
            };
            extras.extend(self.extra(made, change.at, uncertain));
        }
        extras.extend(self.joined_elements(place));
        extras
    }

    fn extra(&self, made: &Made, at: Location, uncertain: Option<Arc<str>>) -> Option<Extra> {
        let Some(Meaning::Effect(effect)) = self.callable(made).map(|callable| &callable.meaning) else { return None };
        let argument = |name: &str| match self.look(&self.options_of(made), &[name]) {
            Look::Given(value, _) => Some(value),
            Look::Unknown(reason) => Some(Val::unknown(reason, at)),
            Look::Absent => None,
        };
        let (option, value, appends) = match effect {
            Effect::Append { option } => (option, Val::new(What::Made(Arc::new(made.clone())), made.name), true),
            Effect::AppendArgument { option, argument: name } => (option, argument(name)?, true),
            Effect::Set { option, argument: name } => (option, argument(name)?, false),
            Effect::Nothing | Effect::Open | Effect::Unknown { .. } => return None,
        };
        Some(Extra { option, value, appends, at: made.name, uncertain })
    }

    /// Constructs that are elements of a list option of another one.
    fn joined_elements(&self, place: &Place) -> Vec<Extra> {
        let mut extras = Vec::new();
        for number in self.index.joining.get(&place.object).into_iter().flatten() {
            let object = self.machine.object(*number);
            let own = Place::of(*number);
            let Some((source, option)) = self.make(&own).and_then(|make| make.shape()?.joins) else { continue };
            let options = self.own_options(&own);
            let Look::Given(target, _) = self.look(&options, &[source]) else { continue };
            if !self.place(&target).is_some_and(|target| target.same_construct(place)) {
                continue;
            }
            let uncertain =
                match self.happens(&object.guard, object.loops > self.machine.object(place.object).loops, place.object)
                {
                    Happens::Yes => None,
                    Happens::No => continue,
                    Happens::Perhaps(reason) => Some(reason),
                };
            let value = Val::new(What::Object(*number), object.key);
            extras.push(Extra { option, value, appends: true, at: object.key, uncertain });
        }
        extras
    }

    /// What later calls add to an element that a call has added.
    pub(super) fn additions(&self, element: &Made) -> Vec<Extra> {
        let mut extras = Vec::new();
        for number in self.index.additions.get(&element.name).into_iter().flatten() {
            let event = &self.machine.events[*number];
            let How::Method { receiver: Val { what: What::Made(receiver), .. }, .. } = &event.made.how else {
                continue;
            };
            if receiver.at != element.at || receiver.name != element.name {
                continue;
            }
            let mut uncertain = None;
            if let Some(guard) = event.guard.iter().find(|guard| self.holds(guard) != Some(true)) {
                if self.holds(guard) == Some(false) {
                    continue;
                }
                uncertain = Some(format!("depends on {}", guard.name).into());
            }
            extras.extend(self.extra(&event.made, event.made.at, uncertain));
        }
        extras
    }

    /// Options with what later calls do to one of them.
    pub(super) fn extended(&self, found: Look, extras: &[Extra], name: &str) -> Look {
        let mut found = found;
        for extra in extras.iter().filter(|extra| extra.option == name) {
            if let Some(reason) = &extra.uncertain {
                return Look::Unknown(reason.clone());
            }
            found = match (extra.appends, found) {
                (false, _) => Look::Given(self.project(&extra.value), extra.at),
                (true, Look::Absent) => {
                    let list = List { id: 0, items: vec![extra.value.clone()], open: None };
                    Look::Given(Val::new(What::List(Arc::new(list)), extra.at), extra.at)
                }
                (true, Look::Given(value, key)) => match &value.what {
                    What::List(list) => {
                        let mut list = (**list).clone();
                        list.items.push(extra.value.clone());
                        Look::Given(Val { what: What::List(Arc::new(list)), origin: value.origin.clone() }, key)
                    }
                    _ => Look::Unknown("this list is not followed".into()),
                },
                (true, Look::Unknown(reason)) => Look::Unknown(reason),
            };
        }
        found
    }

    /// Applies what happens to the resource itself, in the order in which it is written.
    pub(super) fn apply_changes(&self, filled: &mut Filled, place: &Place, resource_type: &str) {
        for change in &self.machine.object(place.object).changes {
            let certain = match self.happens(&change.guard, change.repeated, place.object) {
                Happens::Yes => None,
                Happens::No => continue,
                Happens::Perhaps(reason) => Some(reason),
            };
            self.apply_change(filled, change, certain.as_ref(), place, resource_type);
        }
        self.apply_events(filled, place, resource_type);
    }

    fn apply_change(
        &self,
        filled: &mut Filled,
        change: &Change,
        uncertain: Option<&Arc<str>>,
        place: &Place,
        resource_type: &str,
    ) {
        match &change.kind {
            ChangeKind::Open(reason) => {
                if place.children.is_empty() {
                    build::open(&mut filled.value, &[], reason);
                }
            }
            ChangeKind::Assign { path, value } => {
                let language = self.machine.programs.language(change.at.file);
                let Some((found, rest)) = self.walk(place.object, path, language) else { return };
                if found.same_construct(place) && self.is_resource(&found) && !rest.is_empty() {
                    self.assign(filled, rest, value, uncertain, resource_type, change.at);
                }
            }
            ChangeKind::Call { made, .. } => self.apply_call(filled, made, uncertain, place, resource_type),
        }
    }

    /// `resource.imageTagMutability = …`
    fn assign(
        &self,
        filled: &mut Filled,
        names: &[Arc<str>],
        value: &Val,
        uncertain: Option<&Arc<str>>,
        resource_type: &str,
        at: Location,
    ) {
        let language = self.machine.programs.language(at.file);
        if names.first().is_some_and(|first| super::metadata::is_options(first, language)) {
            return;
        }
        let mut path = Vec::new();
        for name in names {
            match super::super::table::table().property(resource_type, language, name).name {
                Some(name) => path.push(Step::Key(name.into())),
                None => return build::open(&mut filled.value, &[], &format!("{name} has several spellings").into()),
            }
        }
        match (uncertain, self.mechanical(resource_type, value)) {
            (Some(reason), _) => build::set(&mut filled.value, &path, Value::unknown(reason.clone(), at), at),
            (None, Some(value)) => build::set(&mut filled.value, &path, value, at),
            (None, None) => build::remove(&mut filled.value, &path),
        }
    }

    fn apply_call(
        &self,
        filled: &mut Filled,
        made: &Made,
        uncertain: Option<&Arc<str>>,
        place: &Place,
        resource_type: &str,
    ) {
        let How::Method { receiver, written, .. } = &made.how else { return };
        let Some(found) = self.place(receiver).filter(|found| found.same_construct(place) && !found.node) else {
            return;
        };
        let Some(callable) = self.callable(made) else {
            let reason = format!("{written} is not in the table of CDK's API");
            return build::open(&mut filled.value, &[], &reason.into());
        };
        match &callable.meaning {
            Meaning::Effect(Effect::Open) | Meaning::Unknown => {
                build::open(&mut filled.value, &[], &format!("{written} may change anything").into());
            }
            Meaning::Effect(Effect::Unknown { properties }) => {
                for property in properties {
                    let reason = format!("{written} changes it");
                    build::set(
                        &mut filled.value,
                        &super::shape::path(property),
                        Value::unknown(reason, made.name),
                        made.name,
                    );
                }
            }
            Meaning::Keyword { keyword, arguments } => match *keyword {
                "mixins" => self.apply_mixins(filled, made, uncertain, resource_type),
                _ if self.is_resource(&found) => self.escape(filled, made, keyword, arguments, uncertain),
                _ => {}
            },
            Meaning::Effect(_) | Meaning::Shape(_) | Meaning::Import { .. } => {}
        }
    }

    /// An escape hatch.
    fn escape(
        &self,
        filled: &mut Filled,
        made: &Made,
        keyword: &str,
        arguments: &[&'static str],
        uncertain: Option<&Arc<str>>,
    ) {
        let options = self.options_of(made);
        let look = |number: usize| arguments.get(number).map_or(Look::Absent, |name| self.look(&options, &[name]));
        if keyword == "removal" {
            let policy = Value::unknown("set by applyRemovalPolicy", made.name);
            filled.policies = [Some(policy.clone()), Some(policy)];
            return;
        }
        if !matches!(keyword, "property-override" | "override" | "property-deletion" | "deletion") {
            return;
        }
        let written = match look(0) {
            Look::Given(value, _) => value.text(),
            _ => None,
        };
        let Some(written) = written else {
            return build::open(&mut filled.value, &[], &"an override of a property that is not known".into());
        };
        let whole = matches!(keyword, "override" | "deletion");
        if whole && written == "Properties" {
            return build::open(&mut filled.value, &[], &"an override of all properties".into());
        }
        let Some(written) = (if whole { written.strip_prefix("Properties.") } else { Some(written.as_str()) }) else {
            return;
        };
        let path = super::shape::path(written);
        let value = match (uncertain, look(1)) {
            (Some(reason), _) => Some(Value::unknown(reason.clone(), made.name)),
            (None, Look::Given(value, _)) => self.plain(&value),
            (None, Look::Unknown(reason)) => Some(Value::unknown(reason, made.name)),
            (None, Look::Absent) => None,
        };
        match value {
            Some(value) if !matches!(keyword, "property-deletion" | "deletion") || uncertain.is_some() => {
                let at = value.origin.at;
                build::set(&mut filled.value, &path, value, at);
            }
            _ => build::remove(&mut filled.value, &path),
        }
    }

    /// Where the beginning of a path of members leads, and what is left of it.
    pub(super) fn walk<'n>(
        &self,
        object: ObjectId,
        names: &'n [Arc<str>],
        language: crate::program::Language,
    ) -> Option<(Place, &'n [Arc<str>])> {
        let mut place = Place::of(object);
        let mut rest = names;
        while let Some((first, more)) = rest.split_first() {
            let Some(next) = self.step(&place, first, language) else { break };
            place = next;
            rest = more;
        }
        (!place.node).then_some((place, rest))
    }

    /// Whether a place is a resource, whose properties can be set.
    pub(super) fn is_resource(&self, place: &Place) -> bool {
        place.resource || !matches!(self.make(place), Some(super::place::Make::Class(_)))
    }
}

/// Sets an option of a construct that another one makes.
pub(super) fn set_option(whole: &mut Val, path: &[TargetStep], value: Val, key: Location) {
    let Some((first, rest)) = path.split_first() else {
        *whole = value;
        return;
    };
    match first {
        TargetStep::Key(name) => {
            let mut map = match &whole.what {
                What::Map(map) => (**map).clone(),
                _ => Dict::default(),
            };
            let old = map.get(name).map(|field| field.value.clone());
            let mut inner = old.unwrap_or_else(|| Val::absent(key));
            set_option(&mut inner, rest, value, key);
            match map.entries.iter_mut().find(|field| &*field.key == *name) {
                Some(field) => *field = Field { key: (*name).into(), at: key, value: inner },
                None => map.entries.push(Field { key: (*name).into(), at: key, value: inner }),
            }
            *whole = Val { what: What::Map(Arc::new(map)), origin: whole.origin.clone() };
        }
        TargetStep::Index(index) => {
            let mut list = match &whole.what {
                What::List(list) => (**list).clone(),
                _ => List::default(),
            };
            while list.items.len() <= *index {
                list.items.push(Val::absent(key));
            }
            set_option(&mut list.items[*index], rest, value, key);
            *whole = Val::new(What::List(Arc::new(list)), key);
        }
    }
}

impl Options {
    /// The same options with what later calls do to them.
    pub(super) fn with(self, extras: Vec<Extra>) -> Self {
        if extras.is_empty() { self } else { Self::Extended { base: Box::new(self), extras } }
    }
}
