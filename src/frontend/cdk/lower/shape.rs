//! Shapes of the table, filled with the options of a call.

use std::sync::Arc;

use super::super::resolve::val::{Dict, Field, Made, Val, What};
use super::super::table::Alternative;
use super::super::table::{Child, Literal, Row, Shape, Target, TargetStep, TemplatePart, Transform, table};
use super::options::{Look, Options, same};
use super::place::Place;
use super::value::{hole, known, literal};
use super::{Lowering, build};
use crate::model::Step;
use crate::source::Location;
use crate::value::{Data, Entry, Map, Piece, Value, compose};

/// What a shape became.
pub(super) struct Filled {
    pub(super) value: Value,
    /// `DeletionPolicy` and `UpdateReplacePolicy`.
    pub(super) policies: [Option<Value>; 2],
}

impl Lowering<'_, '_> {
    /// The value that a factory or a struct is.
    pub(super) fn value_of_shape(&self, shape: &Shape, options: &Options, made: Option<&Made>, at: Location) -> Value {
        self.fill(shape, options, made, None, at).value
    }

    /// Fills a shape. `place` is the construct whose children its defaults refer to.
    pub(super) fn fill(
        &self,
        shape: &Shape,
        options: &Options,
        made: Option<&Made>,
        place: Option<&Place>,
        at: Location,
    ) -> Filled {
        let mut filled = self.fill_rows(shape, options, made, place, at);
        if let Some(reason) = self.unnamed(shape, options) {
            build::open(&mut filled.value, &[], &reason);
        }
        filled
    }

    fn fill_rows(
        &self,
        shape: &Shape,
        options: &Options,
        made: Option<&Made>,
        place: Option<&Place>,
        at: Location,
    ) -> Filled {
        let mut filled = Filled { value: Value::new(Data::Map(Map::default()), at), policies: [None, None] };
        for (target, constant) in &shape.constants {
            Self::put(&mut filled, target, self.constant(constant, place, at), at);
        }
        for row in &shape.rows {
            self.fill_row(&mut filled, row, options, place, at);
        }
        for (target, image) in &shape.images {
            Self::put(&mut filled, target, self.image(image, options, made, at), at);
        }
        for (target, template) in &shape.texts {
            Self::put(&mut filled, target, self.text(&template.parts, options, made, place, at), at);
        }
        let reason: Arc<str> = "CDK sets more here than is written".into();
        for target in &shape.open {
            match target {
                Target::Whole => build::open(&mut filled.value, &[], &reason),
                Target::Path(path) => build::open(&mut filled.value, &build::steps(path), &reason),
                Target::Nothing | Target::Everything | Target::Policies => {}
            }
        }
        filled
    }

    /// Fills the shape of a resource that a construct makes by itself.
    pub(super) fn fill_child(&self, shape: &Shape, options: &Options, parent: &Place, at: Location) -> Filled {
        self.fill_rows(shape, options, None, Some(parent), at)
    }

    fn fill_row(&self, filled: &mut Filled, row: &Row, options: &Options, place: Option<&Place>, at: Location) {
        match self.look_any(options, &row.source.alternatives) {
            Look::Given(value, key) => match &row.target {
                Target::Everything => {
                    let name = row.source.alternatives.first().map(|way| way.join("."));
                    let name = name.as_deref().unwrap_or("an option");
                    build::open(&mut filled.value, &[], &format!("{name} may change anything").into());
                }
                target => {
                    if let Some(value) = self.transform(&row.transform, &value) {
                        Self::put(filled, target, value, key);
                    }
                }
            },
            Look::Absent => {
                if let Some(default) = &row.default
                    && !is_set(filled, &row.target)
                {
                    Self::put(filled, &row.target, self.constant(default, place, at), at);
                }
            }
            Look::Unknown(reason) => match &row.target {
                Target::Nothing => {}
                Target::Everything => build::open(&mut filled.value, &[], &reason),
                target if is_set(filled, target) && !matches!(target, Target::Policies) => {}
                target => Self::put(filled, target, Value::unknown(reason, at), at),
            },
        }
    }

    fn put(filled: &mut Filled, target: &Target, value: Value, key: Location) {
        match target {
            Target::Nothing | Target::Everything => {}
            Target::Policies => filled.policies = [Some(value.clone()), Some(replaced(value))],
            Target::Whole => build::set(&mut filled.value, &[], value, key),
            Target::Path(path) => build::set(&mut filled.value, &build::steps(path), value, key),
        }
    }

    /// A literal of the table; a child is referred to.
    fn constant(&self, constant: &Literal, place: Option<&Place>, at: Location) -> Value {
        match (constant, place) {
            (Literal::Child(id), Some(place)) => match self.child(place, id) {
                Some(child) => self.reference_to(&child, None, at),
                None => literal(constant, at),
            },
            _ => literal(constant, at),
        }
    }

    /// An argument as a property; `None` where it sets nothing.
    pub(super) fn transform(&self, transform: &Transform, value: &Val) -> Option<Value> {
        let value = self.project(value);
        let at = value.origin.at;
        let inner = |lowered: Value| Some(Value { origin: value.origin.clone(), ..lowered });
        if let What::Unknown(_) = &value.what {
            return self.plain(&value);
        }
        match transform {
            Transform::Plain | Transform::Verbatim => self.plain(&value),
            Transform::Ref => Some(self.reference(&value)),
            Transform::Attribute(name) => Some(self.attribute(&value, name)),
            Transform::Struct(name) => match table().named(name).and_then(|class| class.shape.as_ref()) {
                Some(shape) => Some(self.element(shape, &value, at)),
                None => Some(Value::unknown("not in the table of CDK's API", at)),
            },
            Transform::List(of) => match &value.what {
                What::List(list) => Some(Self::list(list, &value.origin, &|item| self.transform(of, item))),
                // JavaScript takes one for several nowhere; something that is made of several is not followed.
                _ => Some(Value::unknown("this list is not followed", at)),
            },
            Transform::Map(of) => match &value.what {
                What::Map(map) => {
                    let entry = |field: &Field| {
                        let value = self.transform(of, &field.value)?;
                        Some(Entry { key: field.key.clone(), at: field.at, value })
                    };
                    let entries = map.entries.iter().filter_map(entry).collect();
                    inner(Value::new(Data::Map(Map { entries, open: map.open.clone() }), at))
                }
                _ => Some(Value::unknown("this map is not followed", at)),
            },
            Transform::Entries { key, value: target, inner: of } => Some(self.entries(key, target, of, &value)),
            Transform::Days => match &value.what {
                What::Made(made) => match self.seconds(made) {
                    Some(seconds) => inner(Value::new(Data::Number((seconds / 86_400).to_string().into()), at)),
                    None => Some(Value::unknown("this duration is not known", at)),
                },
                _ => Some(Value::unknown("this duration is not known", at)),
            },
            Transform::Switch(yes, no) => match value.what {
                What::Bool(truth) => inner(literal(if truth { yes } else { no }.as_ref()?, at)),
                _ => Some(Value::unknown("not known to be true or false", at)),
            },
            Transform::Given(constant) => inner(literal(constant, at)),
            Transform::Removal => self.removal(&value),
            Transform::LifecycleRules(name) => self.lifecycle_rules(name, &value),
            Transform::Mechanical(resource_type) => self.mechanical(resource_type, &value),
            Transform::Opaque => Some(Value::unknown("what CDK makes of this is not followed", at)),
        }
    }

    /// A struct, or an element that a call adds.
    pub(super) fn element(&self, shape: &Shape, value: &Val, at: Location) -> Value {
        let mut options = Options::Value(value.clone());
        if let What::Made(made) = &value.what {
            options = self.options_of(made).with(self.additions(made));
        }
        let origin = value.origin.clone();
        let filled = self.fill(shape, &options, None, None, at);
        Value { origin: crate::value::Origin { at, ..origin }, ..filled.value }
    }

    /// A removal policy, as the member of the enum or its value.
    fn removal(&self, value: &Val) -> Option<Value> {
        let at = value.origin.at;
        let lowered = self.plain(value)?;
        if let (Data::Text(text), What::Text(_)) = (&lowered.data, &value.what) {
            let class = table().named("RemovalPolicy")?;
            let member = class.members.iter().find(|member| member.runtime == Some(&**text))?;
            return Some(Value { origin: lowered.origin.clone(), ..literal(member.value.as_ref()?, at) });
        }
        Some(lowered)
    }

    fn entries(&self, key: &'static str, target: &Target, of: &Transform, value: &Val) -> Value {
        let at = value.origin.at;
        let What::Map(map) = &value.what else { return Value::unknown("this map is not followed", at) };
        if let Some(reason) = &map.open {
            return Value::unknown(reason.clone(), at);
        }
        let item = |field: &Field| {
            let mut filled = Filled { value: Value::new(Data::Map(Map::default()), field.at), policies: [None, None] };
            let name = Value::new(Data::Text(field.key.clone()), field.at);
            Self::put(&mut filled, &Target::Path(vec![TargetStep::Key(key)]), name, field.at);
            Self::put(&mut filled, target, self.transform(of, &field.value)?, field.at);
            Some(filled.value)
        };
        Value::new(Data::List(map.entries.iter().filter_map(item).collect()), at)
    }

    /// A text with holes.
    pub(super) fn text(
        &self,
        parts: &[TemplatePart],
        options: &Options,
        made: Option<&Made>,
        place: Option<&Place>,
        at: Location,
    ) -> Value {
        let mut pieces: Vec<Piece> = Vec::new();
        for part in parts {
            match part {
                TemplatePart::Text(text) => pieces.push(known(text, at)),
                TemplatePart::Unknown => pieces.push(hole("…", "known at deployment only", at)),
                TemplatePart::Receiver => {
                    let receiver = made.and_then(|made| match &made.how {
                        super::super::resolve::val::How::Method { receiver, .. } => Some(self.reference(receiver)),
                        _ => None,
                    });
                    let value = receiver.unwrap_or_else(|| Value::unknown("not known", at));
                    pieces.extend(Self::pieces(&value, "…"));
                }
                TemplatePart::Hole(alternatives) => pieces.extend(self.hole(alternatives, options, place, at)),
            }
        }
        compose(pieces, at)
    }

    fn hole(&self, alternatives: &[Alternative], options: &Options, place: Option<&Place>, at: Location) -> Vec<Piece> {
        for alternative in alternatives {
            match alternative {
                Alternative::Option(way) => match self.look(options, way) {
                    Look::Given(value, _) => {
                        let value = self.plain(&value).unwrap_or_else(|| Value::unknown("not known", at));
                        return Self::pieces(&value, "…");
                    }
                    Look::Unknown(reason) => return vec![hole("…", &reason, at)],
                    Look::Absent => {}
                },
                Alternative::Child(id) => {
                    if let Some(child) = place.and_then(|place| self.child(place, id)) {
                        return Self::pieces(&self.reference_to(&child, None, at), "…");
                    }
                }
                Alternative::Unknown => return vec![hole("…", "known at deployment only", at)],
            }
        }
        vec![hole("…", "not given", at)]
    }

    /// The known text in a hole, for ids.
    pub(super) fn hole_text(&self, alternatives: &[Alternative], options: &Options) -> Option<String> {
        alternatives.iter().find_map(|alternative| match alternative {
            Alternative::Option(way) => match self.look(options, way) {
                Look::Given(value, _) => value.text(),
                _ => None,
            },
            _ => None,
        })
    }

    /// The options of a construct that another one makes below itself.
    pub(super) fn child_options(&self, child: &Child, options: &Options, at: Location) -> Val {
        let mut whole = Val::new(What::Map(Dict::default().into()), at);
        let open = self.names(options).1;
        for row in &child.shape.rows {
            let Target::Path(path) = &row.target else { continue };
            match self.look_any(options, &row.source.alternatives) {
                Look::Given(value, key) => super::change::set_option(&mut whole, path, value, key),
                Look::Unknown(reason) => super::change::set_option(&mut whole, path, Val::unknown(reason, at), at),
                Look::Absent => {}
            }
        }
        if let (What::Map(map), Some(reason)) = (&whole.what, open) {
            let map = Dict { open: Some(reason), ..(**map).clone() };
            whole.what = What::Map(map.into());
        }
        whole
    }

    /// Why there may be options that the shape does not know.
    fn unnamed(&self, shape: &Shape, options: &Options) -> Option<Arc<str>> {
        let (names, open) = self.names(options);
        if let Some(reason) = open {
            return Some(reason);
        }
        let parameters: &[super::super::table::Parameter] = match options {
            Options::Call { callable: Some(callable), .. } => &callable.parameters,
            _ => &[],
        };
        let known = |name: &str| {
            let way = |way: &Vec<&'static str>| way.first().is_some_and(|first| same(name, first));
            parameters.iter().any(|parameter| same(name, parameter.name))
                || shape.rows.iter().any(|row| row.source.alternatives.iter().any(way))
                || super::option_names(shape).into_iter().any(|option| same(name, option))
        };
        let unknown = names.into_iter().find(|name| !known(name))?;
        Some(format!("{unknown} is not in the table of CDK's API").into())
    }
}

/// Whether a target has a value already.
fn is_set(filled: &Filled, target: &Target) -> bool {
    match target {
        Target::Path(path) => {
            build::get(&filled.value, &build::steps(path)).is_some_and(|value| value.data != Data::Null)
        }
        Target::Policies => filled.policies[0].is_some(),
        Target::Whole => !matches!(&filled.value.data, Data::Map(map) if map.entries.is_empty()),
        Target::Nothing | Target::Everything => false,
    }
}

/// `UpdateReplacePolicy` that goes with a `DeletionPolicy`.
fn replaced(value: Value) -> Value {
    match &value.data {
        Data::Text(text) if &**text == "RetainExceptOnCreate" => {
            Value { data: Data::Text("Retain".into()), origin: value.origin }
        }
        _ => value,
    }
}

/// A path in CloudFormation's notation: `Rules.0.Status`.
pub(super) fn path(written: &str) -> Vec<Step> {
    written.split('.').map(|step| step.parse().map_or_else(|_| Step::Key(step.into()), Step::Index)).collect()
}
