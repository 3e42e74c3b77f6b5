//! Constructs as the resources of the model. What a class becomes stands in the table; nothing here names one.

mod alternative;
mod back;
mod build;
mod called;
mod change;
mod image;
mod mechanical;
mod metadata;
mod options;
mod place;
mod policy;
mod scope;
mod shape;
mod value;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::resolve::called::constructor;
use super::resolve::val::{ApiClass, How, Made, ObjectId, Val, What};
use super::resolve::{Guard, Machine};
use super::table::{Callable, Class, Meaning, Shape, table};
use crate::model::{Resource, Scenario};
use crate::source::{FileId, Location};
use crate::value::{Because, Data, Map, Origin, Part, Source, Value};
pub(super) use alternative::{alternatives, alternatives_of_call, default_of};
pub(super) use back::spell;
pub use back::{Setting, Spelled};
use options::{Look, Options};
use place::{Make, Place};

/// How many constructs one construct makes below itself, and how deep.
const MAX_CHILDREN: usize = 64;
const MAX_CHILD_DEPTH: usize = 4;

/// A construct that becomes a resource.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    place: Place,
    pub id: Arc<str>,
    pub resource_type: Arc<str>,
    /// Where the name of its class is written.
    pub key: Location,
}

/// Lowers constructs in one world; in none, what depends on an alternative is not known.
pub(super) struct Lowering<'m, 'p> {
    machine: &'m Machine<'p>,
    scenario: Option<&'m Scenario>,
    depth: Cell<u32>,
    work: Cell<u32>,
    index: &'m Index,
}

/// What of a run bears on constructs from elsewhere, found once.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The constructs that are declared in each file.
    declared: BTreeMap<FileId, Vec<ObjectId>>,
    /// The numbers of the calls of CDK's API in each file.
    pub called: BTreeMap<FileId, Vec<usize>>,
    /// Constructs that may be elements of list options of another one, by that one.
    joining: BTreeMap<ObjectId, Vec<ObjectId>>,
    /// The app that each file is part of.
    apps: BTreeMap<FileId, FileId>,
    /// The numbers of events that apply something to whole scopes, by app.
    scoped: BTreeMap<FileId, Vec<usize>>,
    /// The numbers of events that say which rules of cdk-nag a construct is excepted from, by app.
    suppressions: BTreeMap<FileId, Vec<usize>>,
    /// The numbers of events that happen to what a call has added, by where that call is.
    additions: BTreeMap<Location, Vec<usize>>,
}

impl Index {
    pub(super) fn new(machine: &Machine<'_>) -> Self {
        let mut index = Self { apps: machine.programs.apps(), ..Self::default() };
        for (number, object) in machine.objects.iter().enumerate() {
            let id = ObjectId(u32::try_from(number).unwrap_or(u32::MAX));
            let Some(api) = &object.api else { continue };
            index.declared.entry(object.key.file).or_default().push(id);
            let ApiClass::Known(class) = api else { continue };
            if place::shape_of(class).is_some_and(|shape| shape.joins.is_some()) {
                for other in alternative::mentioned(&object.arguments) {
                    index.joining.entry(other).or_default().push(id);
                }
            }
        }
        for (number, called) in machine.called.iter().enumerate() {
            index.called.entry(called.name.file).or_default().push(number);
        }
        for (number, event) in machine.events.iter().enumerate() {
            let app = index.app(event.made.name.file);
            let How::Method { receiver, method, .. } = &event.made.how else {
                index.suppressions.entry(app).or_default().push(number);
                continue;
            };
            if let Some(Callable { meaning: Meaning::Keyword { keyword: "apply-mixins" | "add-aspect", .. }, .. }) =
                method
            {
                index.scoped.entry(app).or_default().push(number);
            }
            if let What::Made(receiver) = &receiver.what {
                index.additions.entry(receiver.name).or_default().push(number);
            }
        }
        index
    }

    /// The numbers of events that apply something to whole scopes where a file belongs.
    fn scoped(&self, file: FileId) -> &[usize] {
        self.scoped.get(&self.app(file)).map_or(&[], Vec::as_slice)
    }

    /// The numbers of events that except constructs from rules of cdk-nag where a file belongs.
    fn suppressions(&self, file: FileId) -> &[usize] {
        self.suppressions.get(&self.app(file)).map_or(&[], Vec::as_slice)
    }

    /// The files of the app that a file is part of.
    pub(super) fn connected(&self, file: FileId) -> BTreeSet<FileId> {
        let own = self.app(file);
        self.apps.iter().filter(|(_, app)| **app == own).map(|(file, _)| *file).collect()
    }

    /// The file that the app of a file is known by.
    pub(super) fn app(&self, file: FileId) -> FileId {
        self.apps.get(&file).copied().unwrap_or(file)
    }
}

/// Everything that the constructs of a file become, in the order in which they are made.
pub(super) fn units(machine: &Machine<'_>, index: &Index, file: FileId) -> Vec<Unit> {
    let default = Scenario::new();
    let lowering = Lowering::new(machine, index, Some(&default));
    let mut units = Vec::new();
    for id in index.declared.get(&file).into_iter().flatten() {
        lowering.collect(&Place::of(*id), machine.object(*id).key, 0, &mut units);
    }
    tell_apart(machine, &mut units);
    units
}

/// What the creators of a construct are, where nothing else decides what it is. All that is created so exists at once,
/// whatever the names of the worlds.
pub(super) fn world_of_creators(
    machine: &Machine<'_>,
    unit: &Unit,
    alternatives: &BTreeSet<Arc<str>>,
) -> Option<Scenario> {
    let mut world = Scenario::new();
    for guard in machine.object(unit.place.object).guard.iter().filter(|guard| alternatives.contains(&guard.name)) {
        match guard.allowed.as_slice() {
            [creator] if machine.is_of_creators(&guard.name) => world.insert(guard.name.clone(), creator.clone()),
            _ => return None,
        };
    }
    alternatives.iter().all(|name| world.contains_key(name)).then_some(world)
}

/// Gives an own id to what would have that of another resource with which it can exist: names that are not known may
/// be the same.
fn tell_apart(machine: &Machine<'_>, units: &mut [Unit]) {
    let mut seen: BTreeMap<Arc<str>, Vec<ObjectId>> = BTreeMap::new();
    for unit in units {
        let guards = &machine.object(unit.place.object).guard;
        let exclusive = |other: &ObjectId| {
            let others = &machine.object(*other).guard;
            guards.iter().any(|guard| others.iter().any(|other| guard.excludes(other)))
        };
        let same = seen.entry(unit.id.clone()).or_default();
        let number = same.len() + 1;
        let apart = same.iter().all(exclusive);
        same.push(unit.place.object);
        if !apart {
            unit.id = match unit.id.rfind('}') {
                Some(end) => format!("{} {number}{}", &unit.id[..end], &unit.id[end..]).into(),
                None => format!("{} ({number})", unit.id).into(),
            };
        }
    }
}

impl<'m, 'p> Lowering<'m, 'p> {
    pub(super) fn new(machine: &'m Machine<'p>, index: &'m Index, scenario: Option<&'m Scenario>) -> Self {
        Self { machine, scenario, depth: Cell::new(0), work: Cell::new(0), index }
    }

    fn collect(&self, place: &Place, key: Location, depth: usize, units: &mut Vec<Unit>) {
        if let (Some(resource_type), Some(id)) = (self.resource_type(place), self.path(place)) {
            units.push(Unit { place: place.clone(), id, resource_type, key });
        }
        let Some(shape) = self.make(place).and_then(|make| make.shape()) else { return };
        if depth >= MAX_CHILD_DEPTH {
            return;
        }
        for number in 0..shape.children.len().min(MAX_CHILDREN) {
            let mut child = place.clone();
            child.children.push(number);
            self.collect(&child, key, depth + 1, units);
        }
    }

    /// A construct as a resource; `None` where it does not exist in the world.
    pub(super) fn resource(&self, unit: &Unit) -> Option<Resource> {
        self.work.set(0);
        let object = self.machine.object(unit.place.object);
        for guard in &object.guard {
            if self.holds(guard) == Some(false) {
                return None;
            }
        }
        if !self.children_exist(&unit.place) {
            return None;
        }
        let mut filled = self.properties(&unit.place, &unit.resource_type, object.key)?;
        self.apply_changes(&mut filled, &unit.place, &unit.resource_type);
        let condition = object.guard.iter().find(|guard| self.holds(guard).is_none());
        let file = unit.key.file;
        let here = |value: Value| localized(value, file, object.at);
        let [deletion, replacement] = filled.policies;
        Some(Resource {
            id: unit.id.clone(),
            resource_type: unit.resource_type.clone(),
            key: unit.key,
            condition: condition.map(|guard| guard.name.clone()),
            deletion_policy: deletion.map(here),
            update_replace_policy: replacement.map(here),
            metadata: self.metadata(unit).map(here),
            properties: here(filled.value),
        })
    }

    fn children_exist(&self, place: &Place) -> bool {
        let mut at = Place::of(place.object);
        for number in &place.children {
            let child = self.make(&at).and_then(|make| make.shape()?.children.get(*number));
            if child.is_none_or(|child| self.has_child(child, &self.options(&at)) != Some(true)) {
                return false;
            }
            at.children.push(*number);
        }
        true
    }

    fn properties(&self, place: &Place, resource_type: &str, at: Location) -> Option<shape::Filled> {
        let make = self.make(place)?;
        let options = self.options(place);
        match make {
            Make::Class(class) => match Self::written_type(class) {
                Some(arguments) => Some(self.written_resource(&options, arguments, at)),
                None => Some(self.fill(make.shape()?, &options, None, Some(place), at)),
            },
            Make::Resource(_) => Some(self.first_level(&options, resource_type, at)),
            // Its rows speak of the options of what makes it.
            Make::Child(child) => {
                let mut parent = place.clone();
                parent.children.pop();
                Some(self.fill_child(&child.shape, &self.options(&parent), &parent, at))
            }
        }
    }

    /// The props of a class of the first level.
    fn first_level(&self, options: &Options, resource_type: &str, at: Location) -> shape::Filled {
        let mut value = Value::new(Data::Map(Map::default()), at);
        if let Options::Call { arguments, .. } = options {
            let props = arguments.positional.get(2).map(|props| self.project(props));
            match props.as_ref().map(|props| &props.what) {
                Some(What::Map(_)) => {
                    let props = props.and_then(|props| self.mechanical(resource_type, &props));
                    value = props.unwrap_or(value);
                }
                Some(What::Absent) | None => {}
                Some(_) => build::open(&mut value, &[], &"its props are not followed".into()),
            }
            if !arguments.named.is_empty() {
                let named = arguments.named.iter().filter(|field| !matches!(&*field.key, "scope" | "id")).cloned();
                let map = super::resolve::val::Dict { entries: named.collect(), keywords: true, ..Default::default() };
                let named = self.mechanical(resource_type, &Val::new(What::Map(map.into()), at));
                build::set(&mut value, &[], named.unwrap_or_else(|| Value::new(Data::Map(Map::default()), at)), at);
            }
            if let Some(reason) = &arguments.open {
                build::open(&mut value, &[], reason);
            }
        }
        value.origin = Origin::at(at);
        shape::Filled { value, policies: [None, None] }
    }

    /// A resource written as a template has it.
    fn written_resource(&self, options: &Options, arguments: &[&'static str], at: Location) -> shape::Filled {
        let value = match arguments.get(1).map(|properties| self.look(options, &[properties])) {
            Some(Look::Given(value, _)) => self.plain(&value),
            Some(Look::Unknown(reason)) => Some(Value::unknown(reason, at)),
            Some(Look::Absent) | None => None,
        };
        let value = value.unwrap_or_else(|| Value::new(Data::Map(Map::default()), at));
        shape::Filled { value, policies: [None, None] }
    }

    /// The CloudFormation type of a construct.
    fn resource_type(&self, place: &Place) -> Option<Arc<str>> {
        match self.make(place)? {
            Make::Resource(resource_type) => Some(resource_type),
            Make::Class(class) => match Self::written_type(class) {
                Some(arguments) => match self.look(&self.own_options(place), &[arguments.first()?]) {
                    Look::Given(value, _) => Some(value.text()?.into()),
                    _ => None,
                },
                None => place::shape_of(class)?.resource.map(|(resource_type, _)| resource_type.into()),
            },
            Make::Child(child) => child.shape.resource.map(|(resource_type, _)| resource_type.into()),
        }
    }

    /// The options that tell type and properties of a class whose instances are written as a template has them.
    fn written_type(class: &'static Class) -> Option<&'static [&'static str]> {
        match &class.constructor.as_ref()?.meaning {
            Meaning::Keyword { keyword: "first-level", arguments } => Some(arguments),
            _ => None,
        }
    }

    /// What a value is in this world.
    fn project(&self, value: &Val) -> Val {
        value.project(self.scenario)
    }

    /// Whether a guard holds; `None` where no world says so. What can be one thing only is no alternative.
    fn holds(&self, guard: &Guard) -> Option<bool> {
        let possible = self.machine.alternatives.get(&guard.name).map_or(&[][..], Vec::as_slice);
        if !alternative::counts(possible) {
            return Some(true);
        }
        let scenario = self.scenario?;
        Some(guard.holds(scenario, default_of(possible)))
    }

    /// The method or constructor that was called.
    fn callable(&self, made: &Made) -> Option<&'static Callable> {
        match &made.how {
            How::New(class) => constructor(class),
            How::Static { method, .. } => *method,
            How::Method { receiver, written, method } => method.or_else(|| {
                let language = self.machine.programs.language(made.name.file);
                super::resolve::api::method(self.class_of(receiver)?, language, written)
            }),
        }
    }

    fn options_of(&self, made: &Made) -> Options {
        Options::Call { arguments: made.arguments.clone(), callable: self.callable(made) }
    }

    /// The class whose members a value has.
    fn class_of(&self, value: &Val) -> Option<&'static Class> {
        if let Some(place) = self.place(value) {
            return if place.node { table().named("constructs.Node") } else { self.class(&place) };
        }
        match &self.project(value).what {
            What::Made(made) => match &made.how {
                How::New(ApiClass::Known(class)) => Some(class),
                _ => self.callable(made).and_then(|callable| table().named(callable.returns?)),
            },
            What::Static { class, .. } => Some(class),
            _ => None,
        }
    }
}

/// The names of the options that a shape knows beside those of its rows.
fn option_names(shape: &Shape) -> Vec<&'static str> {
    use super::table::{Alternative, Image, TemplatePart};
    let mut names: Vec<&'static str> = Vec::new();
    let first = |way: &'static str| way.split('.').next().unwrap_or(way);
    for (_, image) in &shape.images {
        if let Image::Ecr { repository, tag, digest, .. } = image {
            names.extend(repository.map(first));
            names.extend(
                tag.iter().flat_map(|source| source.alternatives.iter().filter_map(|way| way.first().copied())),
            );
            if let super::table::Digest::Flag(flag) = digest {
                names.push(flag);
            }
        }
    }
    for part in shape.texts.iter().flat_map(|(_, template)| &template.parts) {
        if let TemplatePart::Hole(alternatives) = part {
            names.extend(alternatives.iter().filter_map(|alternative| match alternative {
                Alternative::Option(way) => way.first().copied(),
                Alternative::Child(_) | Alternative::Unknown => None,
            }));
        }
    }
    for child in &shape.children {
        names.extend(child.unless.iter().map(|(option, _)| first(option)));
        names.extend(child.when.map(first));
        let ways = child.shape.rows.iter().flat_map(|row| &row.source.alternatives);
        names.extend(ways.filter_map(|way| way.first().copied()));
    }
    names.extend(shape.joins.map(|(source, _)| source));
    names
}

/// A value whose places are all in one file: what stands elsewhere is explained by it.
fn localized(mut value: Value, file: FileId, at: Location) -> Value {
    value.origin = local_origin(value.origin, file, at);
    match &mut value.data {
        Data::List(items) => {
            for item in items.iter_mut() {
                *item = localized(std::mem::replace(item, Value::new(Data::Null, at)), file, at);
            }
        }
        Data::Map(map) => {
            for entry in &mut map.entries {
                let inner = if entry.at.file == file { entry.at } else { at };
                entry.at = inner;
                entry.value = localized(std::mem::replace(&mut entry.value, Value::new(Data::Null, at)), file, inner);
            }
        }
        Data::Composite(pieces) => {
            let local = |piece: &crate::value::Piece| crate::value::Piece {
                part: match &piece.part {
                    Part::Known(text) => Part::Known(text.clone()),
                    Part::Hole { name, unknown } => Part::Hole { name: name.clone(), unknown: unknown.clone() },
                },
                origin: local_origin(piece.origin.clone(), file, at),
            };
            *pieces = pieces.iter().map(local).collect();
        }
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) | Data::Unknown(_) => {}
    }
    value
}

fn local_origin(origin: Origin, file: FileId, at: Location) -> Origin {
    if origin.at.file == file {
        return origin;
    }
    let because =
        Because { source: Source::Constant, message: "set here".to_owned(), at: origin.at, next: origin.because };
    Origin { at, part: None, because: Some(Arc::new(because)) }
}
