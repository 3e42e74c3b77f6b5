//! A value of the program as the model has it.

use std::sync::Arc;

use super::super::resolve::api::not_in_table;
use super::super::resolve::val::{Dict, How, List, Made, Member, Val, What};
use super::super::table::{Callable, Literal, Meaning, table};
use super::Lowering;
use super::options::{Look, Options};
use super::place::Place;
use crate::source::Location;
use crate::value::{Data, Entry, Map, Origin, Part, Piece, Reference, Source, Target, Unknown, Value, compose};

/// How deep values are lowered.
const MAX_DEPTH: u32 = 48;
/// How many values of one resource are lowered.
const MAX_WORK: u32 = 200_000;

impl Lowering<'_, '_> {
    /// A value as it is; `None` where it is nothing.
    pub(super) fn plain(&self, value: &Val) -> Option<Value> {
        self.bounded(value, &|value| self.plain_inside(value))
    }

    /// A value, unless too much was looked at already.
    pub(super) fn bounded(&self, value: &Val, lower: &dyn Fn(&Val) -> Option<Value>) -> Option<Value> {
        self.work.set(self.work.get() + 1);
        if self.depth.get() > MAX_DEPTH || self.work.get() > MAX_WORK {
            return Some(Value::unknown("nested too deep to be followed", value.origin.at));
        }
        self.depth.set(self.depth.get() + 1);
        let lowered = lower(value);
        self.depth.set(self.depth.get() - 1);
        lowered
    }

    fn plain_inside(&self, value: &Val) -> Option<Value> {
        let value = self.project(value);
        let at = value.origin.at;
        let data = match &value.what {
            What::Absent => return None,
            What::Bool(truth) => Data::Bool(*truth),
            What::Number(number) => Data::Number(number.clone()),
            What::Text(text) => Data::Text(text.clone()),
            What::Template(parts) => return Some(explained(self.template(parts, at), &value.origin)),
            What::List(list) => return Some(Self::list(list, &value.origin, &|item| self.plain(item))),
            What::Map(map) => Data::Map(self.map(map)),
            What::Unknown(reason) => {
                return Some(Value { origin: value.origin.clone(), ..Value::unknown(reason.clone(), at) });
            }
            What::Static { class, member } => {
                let Some(known) = table().member(class, member) else {
                    return Some(Value::unknown(not_in_table(member), at));
                };
                let lowered = literal(known.value.as_ref()?, at);
                return Some(Value { origin: value.origin.clone(), ..lowered });
            }
            What::Other(api) => {
                return Some(Value { origin: value.origin.clone(), ..Value::unknown(not_in_table(api), at) });
            }
            What::Made(made) => return self.made(made, &value.origin),
            What::Member(member) => return self.member_value(member, &value.origin),
            What::Object(_) => return Some(self.object(&value)),
            What::File(_)
            | What::Module(_)
            | What::ApiClass(_)
            | What::Class(..)
            | What::Function(_)
            | What::Builtin(_)
            | What::Builder(_)
            | What::Choice(_) => return Some(Value::unknown("this is no value of a property", at)),
        };
        Some(Value { data, origin: value.origin })
    }

    /// A construct where a value is wanted: what it is as a value, or a reference to it.
    fn object(&self, value: &Val) -> Value {
        let shape = self.place(value).and_then(|place| Some((self.make(&place)?.shape()?, place)));
        match shape.filter(|(shape, _)| shape.resource.is_none() && !(shape.rows.is_empty() && shape.images.is_empty()))
        {
            Some((shape, place)) => self.fill(shape, &self.options(&place), None, Some(&place), value.origin.at).value,
            None => self.reference(value),
        }
    }

    pub(super) fn list(list: &List, origin: &Origin, lower: &dyn Fn(&Val) -> Option<Value>) -> Value {
        match &list.open {
            Some(reason) => Value { origin: origin.clone(), ..Value::unknown(reason.clone(), origin.at) },
            None => Value { data: Data::List(list.items.iter().filter_map(lower).collect()), origin: origin.clone() },
        }
    }

    /// A map whose keys are the user's own.
    fn map(&self, map: &Dict) -> Map {
        let entry = |field: &super::super::resolve::val::Field| {
            Some(Entry { key: field.key.clone(), at: field.at, value: self.plain(&field.value)? })
        };
        Map { entries: map.entries.iter().filter_map(entry).collect(), open: map.open.clone() }
    }

    /// Texts side by side.
    fn template(&self, parts: &[Val], at: Location) -> Value {
        let mut pieces = Vec::new();
        for part in parts {
            match self.plain(part) {
                Some(value) => pieces.extend(Self::pieces(&value, "…")),
                // JavaScript writes `undefined`, Python `None`: either way nothing that anybody meant.
                None => pieces.push(hole("…", "a part of this text is not set", at)),
            }
        }
        compose(pieces, at)
    }

    /// A value as parts of a text.
    pub(super) fn pieces(value: &Value, name: &str) -> Vec<Piece> {
        match value.pieces() {
            Some(pieces) => pieces.into_owned(),
            None => vec![hole(name, "this is no text", value.origin.at)],
        }
    }

    /// What a call of CDK's API gave.
    fn made(&self, made: &Made, origin: &Origin) -> Option<Value> {
        let meaning = self.callable(made).map(|callable| &callable.meaning);
        let at = origin.at;
        match meaning {
            Some(Meaning::Shape(shape)) => {
                let value = self.value_of_shape(shape, &self.options_of(made), Some(made), at);
                Some(value)
            }
            Some(Meaning::Import { .. }) => Some(self.imported_name(made, at)),
            Some(Meaning::Keyword { keyword, arguments }) => self.keyword(made, keyword, arguments, at),
            Some(Meaning::Effect(_) | Meaning::Unknown) | None => {
                Some(Value::unknown("what this call gives is not in the table of CDK's API", at))
            }
        }
    }

    fn keyword(&self, made: &Made, keyword: &str, arguments: &[&'static str], at: Location) -> Option<Value> {
        let options = self.options_of(made);
        match (keyword, arguments) {
            ("identity", [argument]) => match self.look(&options, &[argument]) {
                Look::Given(value, _) => self.plain(&value),
                Look::Absent => None,
                Look::Unknown(reason) => Some(Value::unknown(reason, at)),
            },
            ("duration" | "iso-duration", _) => Some(match self.seconds(made) {
                Some(seconds) => Value::new(Data::Number(seconds.to_string().into()), at),
                None => Value::unknown("this duration is not known", at),
            }),
            ("intrinsic", ["Fn::Join", delimiter, list]) => Some(self.joined(&options, delimiter, list, at)),
            _ => Some(Value::unknown("known at deployment only", at)),
        }
    }

    fn joined(&self, options: &Options, delimiter: &str, list: &str, at: Location) -> Value {
        let (Look::Given(delimiter, _), Look::Given(list, _)) =
            (self.look(options, &[delimiter]), self.look(options, &[list]))
        else {
            return Value::unknown("known at deployment only", at);
        };
        let What::List(list) = &list.what else { return Value::unknown("known at deployment only", at) };
        let mut parts = Vec::new();
        for (number, item) in list.items.iter().enumerate() {
            if number > 0 {
                parts.push(delimiter.clone());
            }
            parts.push(item.clone());
        }
        if list.open.is_some() {
            return Value::unknown("known at deployment only", at);
        }
        self.template(&parts, at)
    }

    /// A duration in seconds.
    pub(super) fn seconds(&self, made: &Made) -> Option<u64> {
        let (How::Static { method, .. } | How::Method { method, .. }) = &made.how else { return None };
        let Callable { meaning: Meaning::Keyword { keyword: "duration", arguments }, .. } = (*method)? else {
            return None;
        };
        let [unit, argument] = arguments.as_slice() else { return None };
        let Look::Given(amount, _) = self.look(&self.options_of(made), &[argument]) else { return None };
        let amount: u64 = amount.text()?.parse().ok()?;
        amount.checked_mul(unit.parse().ok()?)
    }

    /// A property of something that CDK's API gave.
    fn member_value(&self, member: &Member, origin: &Origin) -> Option<Value> {
        let at = origin.at;
        let unknown = || Some(Value::unknown(format!("{} is known at deployment only", member.name), at));
        let whole = Val { what: What::Member(Arc::new(member.clone())), origin: origin.clone() };
        if let Some(place) = self.place(&whole).filter(|place| !place.node) {
            return Some(self.reference_to(&place, None, at));
        }
        let language = self.machine.programs.language(member.at.file);
        // Only constructs of the first level have such properties.
        if let Some(attribute) = table().first_level_attribute(language, &member.name)
            && let Some(place) = self.place(&member.object)
        {
            return Some(self.reference_to(&place, Some(&attribute), at));
        }
        let Some(class) = self.class_of(&member.object) else { return unknown() };
        let Some(attribute) = table().attribute(class, language, &member.name) else { return unknown() };
        match &attribute.meaning {
            Meaning::Shape(shape) => {
                let options = Options::Value(member.object.clone());
                Some(self.value_of_shape(shape, &options, None, at))
            }
            Meaning::Keyword { keyword, arguments } => match (*keyword, arguments.as_slice()) {
                ("ref", _) => Some(self.reference(&member.object.moved(at))),
                ("att", [name]) => Some(self.attribute(&member.object.moved(at), name)),
                ("pseudo", [name]) => Some(pseudo(name, at)),
                ("parameter-value", _) => Some(self.parameter_value(&member.object, at)),
                ("option", [option, ..]) => match self.look(&Options::Value(member.object.clone()), &[option]) {
                    Look::Given(value, _) => self.plain(&value),
                    _ => unknown(),
                },
                _ => unknown(),
            },
            _ => unknown(),
        }
    }

    /// The default of a template parameter.
    fn parameter_value(&self, parameter: &Val, at: Location) -> Value {
        let Some(place) = self.place(parameter) else { return Value::unknown("a parameter of the template", at) };
        let path = self.path(&place);
        let name = path.as_deref().and_then(|path| path.rsplit('/').next()).unwrap_or("{…}");
        match self.look(&self.own_options(&place), &["default"]) {
            Look::Given(value, _) => {
                let message = format!("default of parameter {name}");
                let value = value.used_at(at, Source::Parameter, &message);
                self.plain(&value).unwrap_or_else(|| Value::unknown("a parameter of the template", at))
            }
            Look::Absent => Value::unknown(format!("parameter {name} has no default"), at),
            Look::Unknown(reason) => Value::unknown(reason, at),
        }
    }

    /// What `Ref` gives of a construct.
    pub(super) fn reference(&self, value: &Val) -> Value {
        self.refer(value, None)
    }

    /// What `Fn::GetAtt` gives of a construct.
    pub(super) fn attribute(&self, value: &Val, attribute: &str) -> Value {
        self.refer(value, Some(attribute))
    }

    fn refer(&self, value: &Val, attribute: Option<&str>) -> Value {
        let value = self.project(value);
        let at = value.origin.at;
        if let Some(place) = self.place(&value) {
            return self.reference_to(&place, attribute, at);
        }
        match (&value.what, attribute) {
            (What::Made(made), None) if imports(made).is_some() => self.imported_name(made, at),
            (What::Made(made), Some("RepositoryUri")) if imports(made).is_some() => self.repository_address(&value, at),
            (What::Made(made), Some("Arn")) if imports(made).is_some() => self.imported_arn(made, at),
            (What::Text(_) | What::Template(_), _) | (What::Member(_), None) => {
                self.plain(&value).unwrap_or_else(|| Value::unknown("not known", at))
            }
            (What::Unknown(reason), _) => Value { origin: value.origin.clone(), ..Value::unknown(reason.clone(), at) },
            _ => Value::unknown("what this refers to is not followed", at),
        }
    }

    /// A reference to a construct that becomes a resource.
    pub(super) fn reference_to(&self, place: &Place, attribute: Option<&str>, at: Location) -> Value {
        let Some(id) = self.path(place).filter(|_| self.resource_type(place).is_some()) else {
            return Value::unknown("what this refers to is no resource that is followed", at);
        };
        let file = self.machine.object(place.object).key.file;
        let reference =
            Reference { target: Target::Resource { file, id: id.clone() }, attribute: attribute.map(Into::into) };
        Value::reference(format!("{id} is known at deployment only"), reference, at)
    }

    /// The name of something that exists elsewhere.
    pub(super) fn imported_name(&self, made: &Made, at: Location) -> Value {
        let Some((name, arn)) = imports(made) else { return Value::unknown("not known", at) };
        let options = self.options_of(made);
        let look = |option: Option<&str>| option.map_or(Look::Absent, |option| self.look(&options, &[option]));
        match (look(name), look(arn)) {
            (Look::Given(value, _), _) => self.plain(&value).unwrap_or_else(|| Value::unknown("not known", at)),
            (_, Look::Given(value, _)) => match value.text().and_then(|arn| name_in_arn(&arn)) {
                Some(name) => Value { data: Data::Text(name.into()), origin: value.origin },
                None => Value::unknown("the name in this ARN is not known", at),
            },
            (Look::Unknown(reason), _) | (_, Look::Unknown(reason)) => Value::unknown(reason, at),
            (Look::Absent, Look::Absent) => Value::unknown("its name is not known", at),
        }
    }

    fn imported_arn(&self, made: &Made, at: Location) -> Value {
        let arn = imports(made).and_then(|(_, arn)| arn).map(|arn| self.look(&self.options_of(made), &[arn]));
        match arn {
            Some(Look::Given(value, _)) => self.plain(&value).unwrap_or_else(|| Value::unknown("not known", at)),
            _ => Value::unknown("its ARN is known at deployment only", at),
        }
    }
}

/// Which arguments name something that exists elsewhere: its name and its ARN.
pub(super) fn imports(made: &Made) -> Option<(Option<&'static str>, Option<&'static str>)> {
    let (How::Static { method, .. } | How::Method { method, .. }) = &made.how else { return None };
    match (*method)?.meaning {
        Meaning::Import { name, arn, .. } => Some((name, arn)),
        _ => None,
    }
}

/// `arn:aws:ecr:eu-west-1:111122223333:repository/team/app` is `team/app`; that of a bucket ends in its name.
fn name_in_arn(arn: &str) -> Option<String> {
    let resource = arn.splitn(6, ':').nth(5)?;
    Some(resource.strip_prefix("repository/").unwrap_or(resource).to_owned())
}

/// A value that is written in the data.
pub(super) fn literal(literal: &Literal, at: Location) -> Value {
    let data = match literal {
        Literal::Null => Data::Null,
        Literal::Bool(truth) => Data::Bool(*truth),
        Literal::Number(number) => Data::Number((*number).into()),
        Literal::Unknown => return Value::unknown("what CDK puts here is not in the table", at),
        Literal::Text(text) => Data::Text((*text).into()),
        Literal::Json(json) => return from_json(json, at),
        Literal::Child(_) => return Value::unknown("a construct that CDK makes", at),
    };
    Value::new(data, at)
}

fn from_json(json: &str, at: Location) -> Value {
    match serde_json::from_str(json) {
        Ok(parsed) => json_value(&parsed, at),
        Err(_) => Value::unknown("not in the table of CDK's API", at),
    }
}

fn json_value(json: &serde_json::Value, at: Location) -> Value {
    let data = match json {
        serde_json::Value::Null => Data::Null,
        serde_json::Value::Bool(truth) => Data::Bool(*truth),
        serde_json::Value::Number(number) => Data::Number(number.to_string().into()),
        serde_json::Value::String(text) => Data::Text(text.as_str().into()),
        serde_json::Value::Array(items) => Data::List(items.iter().map(|item| json_value(item, at)).collect()),
        serde_json::Value::Object(members) => {
            let entry = |(key, value): (&String, &serde_json::Value)| Entry {
                key: key.as_str().into(),
                at,
                value: json_value(value, at),
            };
            Data::Map(Map { entries: members.iter().map(entry).collect(), open: None })
        }
    };
    Value::new(data, at)
}

/// A pseudo parameter.
pub(super) fn pseudo(name: &str, at: Location) -> Value {
    let target = Target::Parameter(name.into());
    Value::reference(format!("{name} is known at deployment only"), Reference { target, attribute: None }, at)
}

/// A part of a text that is not known.
pub(super) fn hole(name: &str, reason: &str, at: Location) -> Piece {
    let unknown = Arc::new(Unknown { reason: reason.into(), reference: None });
    Piece { part: Part::Hole { name: name.into(), unknown }, origin: Origin::at(at) }
}

/// A part of a text that is known.
pub(super) fn known(text: &str, at: Location) -> Piece {
    Piece { part: Part::Known(text.into()), origin: Origin::at(at) }
}

/// A composed text at the place of use, explained by what led there.
fn explained(mut value: Value, origin: &Origin) -> Value {
    let Some(because) = &origin.because else { return value };
    if let Data::Composite(pieces) = &mut value.data {
        let moved = |piece: &Piece| {
            let because = piece.origin.because.clone().unwrap_or_else(|| because.clone());
            Piece { origin: Origin { because: Some(because), ..Origin::at(origin.at) }, ..piece.clone() }
        };
        *pieces = pieces.iter().map(moved).collect();
    }
    value.origin.because.get_or_insert_with(|| because.clone());
    value
}
