//! The table read backwards: which option of a construct sets a property of its resource.

use serde_json::Value as Json;

use super::super::resolve::Machine;
use super::super::resolve::val::ApiClass;
use super::super::table::{Class, Kind, Literal, Parameter, Row, Target, TargetStep, Transform, table};
use super::place::shape_of;
use super::{Unit, constructor};
use crate::program::Language;
use crate::source::Location;

/// How a property is set where its construct is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelled {
    /// The call that makes the construct.
    pub call: Location,
    /// The class of the construct: `aws_ecr.Repository`.
    pub class: String,
    /// The number of the argument that holds the options, where it is written by position, and its name.
    pub position: usize,
    pub parameter: &'static str,
    /// The struct of the options, of the module of the class: `RepositoryProps`.
    pub options: String,
    /// The names from the options down, jsii's.
    pub names: Vec<String>,
    /// The structs that hold the second name and those below it, nested in the class: `ImageScanningConfigurationProperty`.
    /// `None` where their names are not known.
    pub structs: Option<Vec<String>>,
    pub value: Setting,
}

/// A value as an option takes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// A truth, a number or a text.
    Plain(Json),
    /// A member of an enum: its full name, such as `aws_ecr.TagMutability`, and the member.
    Member { class: &'static str, member: &'static str },
}

/// Which option gives a property this value; `None` where the table does not lead back, or the construct is not made by
/// a call of its own.
pub(in super::super) fn spell(machine: &Machine<'_>, unit: &Unit, path: &[&str], value: &Json) -> Option<Spelled> {
    if !unit.place.children.is_empty() {
        return None;
    }
    let object = machine.object(unit.place.object);
    match object.api.as_ref()? {
        ApiClass::Known(class) => {
            let parameters = &constructor(object.api.as_ref()?)?.parameters;
            let (name, value) = option(class, path, value)?;
            let position = options(parameters)?;
            Some(Spelled {
                call: object.at,
                class: class.name.to_owned(),
                position,
                parameter: parameters[position].name,
                options: last_name(parameters[position].options?).to_owned(),
                names: vec![name.to_owned()],
                structs: Some(Vec::new()),
                value,
            })
        }
        ApiClass::Resource(resource_type) => first_level(object.at, resource_type, path, value),
        ApiClass::Properties | ApiClass::Other(_) => None,
    }
}

/// The props of a class of the first level are the properties.
fn first_level(call: Location, resource_type: &str, path: &[&str], value: &Json) -> Option<Spelled> {
    let names = path.iter().map(|name| prop(resource_type, name)).collect::<Option<Vec<_>>>()?;
    let class = table().first_level_class(resource_type)?;
    let holders = &names[..names.len().saturating_sub(1)];
    Some(Spelled {
        call,
        position: 2,
        parameter: "props",
        options: format!("{}Props", last_name(&class)),
        structs: holders.iter().map(|holder| table().struct_of_property(resource_type, holder)).collect(),
        class,
        names,
        value: Setting::Plain(value.clone()),
    })
}

fn last_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The number of the parameter that takes the options.
fn options(parameters: &[Parameter]) -> Option<usize> {
    parameters.iter().position(|parameter| parameter.options.is_some() && parameter.name != "scope")
}

/// The option of a class that alone decides a property.
fn option(class: &'static Class, path: &[&str], value: &Json) -> Option<(&'static str, Setting)> {
    let shape = shape_of(class)?;
    let leads = |row: &&Row| match &row.target {
        Target::Path(steps) => {
            steps.len() == path.len()
                && steps.iter().zip(path).all(|(step, name)| matches!(step, TargetStep::Key(key) if key == name))
        }
        _ => false,
    };
    let mut rows = shape.rows.iter().filter(leads);
    let row = rows.next().filter(|_| rows.next().is_none())?;
    let [way] = row.source.alternatives.as_slice() else { return None };
    let [name] = way.as_slice() else { return None };
    Some((name, setting(&row.transform, class, name, value)?))
}

fn setting(transform: &Transform, class: &'static Class, option: &str, value: &Json) -> Option<Setting> {
    match (transform, value) {
        (Transform::Switch(yes, no), _) => {
            let truth = [(yes, true), (no, false)]
                .into_iter()
                .find(|(side, _)| side.as_ref().is_some_and(|side| is(side, value)));
            truth.map(|(_, truth)| Setting::Plain(Json::Bool(truth)))
        }
        (Transform::Plain, Json::Bool(_) | Json::Number(_)) => Some(Setting::Plain(value.clone())),
        (Transform::Plain, Json::String(_)) => member(class, option, value),
        _ => None,
    }
}

/// The member of the enum that an option is named after.
fn member(class: &'static Class, option: &str, value: &Json) -> Option<Setting> {
    let (module, _) = class.name.rsplit_once('.')?;
    let option = option.to_ascii_lowercase();
    let fits = |candidate: &&Class| {
        let named = candidate.name.rsplit_once('.').filter(|(of, _)| *of == module);
        candidate.kind == Kind::Enum && named.is_some_and(|(_, name)| option.ends_with(&name.to_ascii_lowercase()))
    };
    let all = table().classes();
    let mut found = all.into_iter().filter(fits).flat_map(|class| {
        let same =
            class.members.iter().filter(|member| member.value.as_ref().is_some_and(|literal| is(literal, value)));
        same.map(|member| Setting::Member { class: class.name, member: member.name })
    });
    found.next().filter(|_| found.next().is_none())
}

fn is(literal: &Literal, value: &Json) -> bool {
    match literal {
        Literal::Bool(truth) => value.as_bool() == Some(*truth),
        Literal::Text(text) => value.as_str() == Some(text),
        Literal::Number(number) => {
            number.parse::<serde_json::Number>().is_ok_and(|number| value.as_number() == Some(&number))
        }
        Literal::Null | Literal::Json(_) | Literal::Child(_) | Literal::Unknown => false,
    }
}

/// The prop of a first-level class that is this property.
fn prop(resource_type: &str, property: &str) -> Option<String> {
    let mut characters = property.chars();
    let prop: String = characters.next()?.to_lowercase().chain(characters).collect();
    let named = table().property(resource_type, Language::TypeScript, &prop).name?;
    (named == property).then_some(prop)
}
