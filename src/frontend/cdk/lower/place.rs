//! Which construct a value is, wherever it was handed on the way.

use std::sync::Arc;

use super::super::resolve::val::{ApiClass, How, Made, Member, ObjectId, Val, What};
use super::super::table::{Callable, Child, Class, Meaning, Shape, TemplatePart, table};
use super::options::{Look, Options};
use super::{Lowering, constructor};
use crate::program::Language;

/// How often a construct may be handed on.
const MAX_HOPS: usize = 16;

/// A construct: one that the program makes, or one that CDK makes below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) object: ObjectId,
    /// The numbers of the children that lead to it, from the class of the object.
    pub(super) children: Vec<usize>,
    /// Whether it is the resource of the construct rather than the construct itself.
    pub(super) resource: bool,
    /// Whether it is the node of the construct.
    pub(super) node: bool,
}

/// What a construct is made from.
#[derive(Clone, Debug)]
pub(super) enum Make {
    Class(&'static Class),
    /// A class of the first level.
    Resource(Arc<str>),
    /// A resource that CDK makes by itself.
    Child(&'static Child),
}

impl Place {
    pub(super) fn of(object: ObjectId) -> Self {
        Self { object, children: Vec::new(), resource: false, node: false }
    }

    /// Whether two are the same construct, or one is the resource of the other.
    pub(super) fn same_construct(&self, other: &Self) -> bool {
        self.object == other.object && self.children == other.children
    }
}

impl Make {
    pub(super) fn shape(&self) -> Option<&'static Shape> {
        match self {
            Self::Class(class) => shape_of(class),
            Self::Resource(_) => None,
            Self::Child(child) => Some(&child.shape),
        }
    }
}

/// What a class makes: the shape of the first constructor in its lineage that has one.
pub(super) fn shape_of(class: &'static Class) -> Option<&'static Shape> {
    table().lineage(class).find_map(|class| match &class.constructor.as_ref()?.meaning {
        Meaning::Shape(shape) => Some(&**shape),
        _ => None,
    })
}

impl Lowering<'_, '_> {
    /// What a construct is made from.
    pub(super) fn make(&self, place: &Place) -> Option<Make> {
        let mut make = match self.machine.object(place.object).api.as_ref()? {
            ApiClass::Known(class) => Make::Class(class),
            ApiClass::Resource(resource_type) => Make::Resource(resource_type.clone()),
            ApiClass::Properties | ApiClass::Other(_) => return None,
        };
        for number in &place.children {
            let child = make.shape()?.children.get(*number)?;
            make = match child.class {
                Some(class) => Make::Class(table().named(class)?),
                None => Make::Child(child),
            };
        }
        Some(make)
    }

    /// The construct that a value is.
    pub(super) fn place(&self, value: &Val) -> Option<Place> {
        self.place_within(value, 0)
    }

    fn place_within(&self, value: &Val, hops: usize) -> Option<Place> {
        if hops > MAX_HOPS {
            return None;
        }
        let value = self.project(value);
        match &value.what {
            What::Object(id) => Some(Place::of(*id)),
            What::Member(member) => self.place_of_member(member, hops),
            What::Made(made) => self.place_of_call(made, hops),
            _ => None,
        }
    }

    fn place_of_member(&self, member: &Member, hops: usize) -> Option<Place> {
        let place = self.place_within(&member.object, hops + 1)?;
        self.step_within(&place, &member.name, self.machine.programs.language(member.at.file), hops)
    }

    /// The construct that a member of another one is.
    pub(super) fn step(&self, place: &Place, name: &str, language: Language) -> Option<Place> {
        self.step_within(place, name, language, 0)
    }

    fn step_within(&self, place: &Place, name: &str, language: Language, hops: usize) -> Option<Place> {
        let class = if place.node { table().named("constructs.Node")? } else { self.class(place)? };
        let Meaning::Keyword { keyword, arguments } = &table().attribute(class, language, name)?.meaning else {
            return None;
        };
        let place = place.clone();
        match (*keyword, arguments.as_slice()) {
            ("node", _) => Some(Place { node: true, ..place }),
            ("default-child", _) => Some(Place { node: false, resource: true, ..place }),
            ("self", _) => Some(place),
            ("child", [id]) => self.child(&place, id),
            ("option", [option, ids @ ..]) => match self.look(&self.own_options(&place), &[option]) {
                Look::Given(value, _) => self.place_within(&value, hops + 1),
                Look::Absent => self.child(&place, ids.first()?),
                Look::Unknown(_) => None,
            },
            _ => None,
        }
    }

    fn place_of_call(&self, made: &Made, hops: usize) -> Option<Place> {
        let How::Method { receiver, .. } = &made.how else { return None };
        let Some(Callable { meaning: Meaning::Keyword { keyword, arguments }, .. }) = self.callable(made) else {
            return None;
        };
        match (*keyword, arguments.as_slice()) {
            ("find-child", [id]) => {
                let place = self.place_within(receiver, hops + 1)?;
                let Look::Given(id, _) = self.look(&self.options_of(made), &[id]) else { return None };
                match id.text()?.as_str() {
                    "Resource" | "Default" => Some(Place { node: false, resource: true, ..place }),
                    id => self.child(&Place { node: false, ..place }, id),
                }
            }
            ("mixins" | "itself", _) => self.place_within(receiver, hops + 1),
            _ => None,
        }
    }

    /// A child that CDK makes, by its id.
    pub(super) fn child(&self, place: &Place, id: &str) -> Option<Place> {
        let shape = self.make(place)?.shape()?;
        let named = |child: &Child| matches!(child.id.parts.as_slice(), [TemplatePart::Text(text)] if *text == id);
        let number = shape.children.iter().position(named)?;
        let mut children = place.children.clone();
        children.push(number);
        Some(Place { children, resource: false, node: false, ..*place })
    }

    /// The class whose members a construct has.
    pub(super) fn class(&self, place: &Place) -> Option<&'static Class> {
        match self.make(place)? {
            Make::Class(_) if place.resource => table().named("CfnResource"),
            Make::Class(class) => Some(class),
            Make::Resource(_) | Make::Child(_) => table().named("CfnResource"),
        }
    }

    /// The construct path, with what stands below it.
    pub(super) fn path(&self, place: &Place) -> Option<Arc<str>> {
        let mut path = self.machine.object(place.object).path.to_string();
        let mut at = Place::of(place.object);
        for number in &place.children {
            let child = self.make(&at)?.shape()?.children.get(*number)?;
            path = format!("{path}/{}", self.child_id(child, &self.own_options(&at)));
            at.children.push(*number);
        }
        if let Some((_, Some(below))) = self.make(place)?.shape().and_then(|shape| shape.resource) {
            path = format!("{path}/{below}");
        }
        Some(path.into())
    }

    fn child_id(&self, child: &Child, options: &Options) -> String {
        let part = |part: &TemplatePart| match part {
            TemplatePart::Text(text) => (*text).to_owned(),
            TemplatePart::Hole(alternatives) => {
                self.hole_text(alternatives, options).unwrap_or_else(|| "{…}".to_owned())
            }
            TemplatePart::Receiver | TemplatePart::Unknown => "{…}".to_owned(),
        };
        child.id.parts.iter().map(part).collect()
    }

    /// The options that a construct is made with, and what later calls do to them.
    pub(super) fn options(&self, place: &Place) -> Options {
        self.own_options(place).with(self.extras(place))
    }

    /// The options that a construct is made with.
    pub(super) fn own_options(&self, place: &Place) -> Options {
        let object = self.machine.object(place.object);
        let callable = object.api.as_ref().and_then(constructor);
        let mut options = Options::Call { arguments: object.arguments.clone(), callable };
        let mut at = Place::of(place.object);
        for number in &place.children {
            let child = self.make(&at).and_then(|make| make.shape()?.children.get(*number));
            at.children.push(*number);
            if let Some(child) = child.filter(|child| child.class.is_some()) {
                options = Options::Value(self.child_options(child, &options, object.key));
            }
        }
        options
    }

    /// Whether a construct makes a child, as far as its options tell.
    pub(super) fn has_child(&self, child: &Child, options: &Options) -> Option<bool> {
        let mut certain = true;
        for (option, literal) in &child.unless {
            match (self.look(options, &option.split('.').collect::<Vec<_>>()), literal) {
                (Look::Given(value, at), Some(literal)) => {
                    let same =
                        self.plain(&value).is_some_and(|value| value.data == super::value::literal(literal, at).data);
                    if same {
                        return Some(false);
                    }
                }
                (Look::Given(..), None) => return Some(false),
                (Look::Absent, _) => {}
                (Look::Unknown(_), _) => certain = false,
            }
        }
        if let Some(option) = child.when {
            match self.look(options, &option.split('.').collect::<Vec<_>>()) {
                Look::Given(..) => {}
                Look::Absent => return Some(false),
                Look::Unknown(_) => certain = false,
            }
        }
        certain.then_some(true)
    }
}
