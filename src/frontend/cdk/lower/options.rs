//! What a call was given, as one space of names: its arguments and the members of its options objects.

use std::sync::Arc;

use super::super::resolve::val::{Arguments, Dict, Val, What};
use super::super::table::{Callable, python_name};
use super::Lowering;
use super::change::Extra;
use crate::source::Location;

/// The options of a construct, a factory or a struct.
#[derive(Clone, Debug)]
pub(super) enum Options {
    Call {
        arguments: Arguments,
        callable: Option<&'static Callable>,
    },
    /// A value that is, or may be, an options object.
    Value(Val),
    /// Options with what later calls do to some of them.
    Extended {
        base: Box<Self>,
        extras: Vec<Extra>,
    },
}

/// What is found under the name of an option.
#[derive(Clone, Debug)]
pub(super) enum Look {
    /// The value, and where the name is written.
    Given(Val, Location),
    Absent,
    Unknown(Arc<str>),
}

impl Lowering<'_, '_> {
    /// Follows a way such as `environment.buildImage` from options.
    pub(super) fn look(&self, options: &Options, way: &[&str]) -> Look {
        let Some((first, rest)) = way.split_first() else { return Look::Absent };
        let mut found = self.first(options, first);
        for step in rest {
            found = match found {
                Look::Given(value, _) => self.inside(&value, step),
                other => return other,
            };
        }
        found
    }

    /// The first of several options that is given.
    pub(super) fn look_any(&self, options: &Options, ways: &[Vec<&'static str>]) -> Look {
        for way in ways {
            match self.look(options, way) {
                Look::Absent => {}
                found => return found,
            }
        }
        Look::Absent
    }

    fn first(&self, options: &Options, name: &str) -> Look {
        match options {
            Options::Value(value) => self.inside(value, name),
            Options::Call { arguments, callable } => self.argument(arguments, *callable, name),
            Options::Extended { base, extras } => self.extended(self.first(base, name), extras, name),
        }
    }

    fn argument(&self, arguments: &Arguments, callable: Option<&Callable>, name: &str) -> Look {
        if let Some(field) = arguments.named.iter().find(|field| same(&field.key, name)) {
            return self.given(&field.value, field.at);
        }
        let parameters = callable.map_or(&[][..], |callable| callable.parameters.as_slice());
        let mut unknown = arguments.open.clone();
        for (number, parameter) in parameters.iter().enumerate() {
            let Some(value) = arguments.positional.get(number) else { continue };
            if parameter.name == name {
                return self.given(value, value.origin.at);
            }
            if parameter.options.is_some() && parameter.name != "scope" {
                match self.inside(value, name) {
                    Look::Absent => {}
                    Look::Unknown(reason) => unknown = unknown.or(Some(reason)),
                    found @ Look::Given(..) => return found,
                }
            }
        }
        if let (None, Some(last)) = (callable, arguments.positional.last()) {
            return self.inside(last, name);
        }
        unknown.map_or(Look::Absent, Look::Unknown)
    }

    /// A member of an options object, or of the arguments of the call that makes it.
    fn inside(&self, value: &Val, name: &str) -> Look {
        let value = self.project(value);
        match &value.what {
            What::Map(map) => self.member(map, name),
            What::Made(made) => self.first(&self.options_of(made), name),
            What::Object(id) => {
                let object = self.machine.object(*id);
                let field = object
                    .fields
                    .get(name)
                    .or_else(|| object.fields.iter().find_map(|(written, field)| same(written, name).then_some(field)));
                if let Some(field) = field {
                    return self.given(field, field.origin.at);
                }
                if object.api.is_none() {
                    return Look::Unknown("a field of an object that is not followed".into());
                }
                let callable = object.api.as_ref().and_then(super::constructor);
                self.first(&Options::Call { arguments: object.arguments.clone(), callable }, name)
            }
            What::Absent => Look::Absent,
            What::Unknown(reason) => Look::Unknown(reason.clone()),
            _ => Look::Unknown("these options are not followed".into()),
        }
    }

    fn member(&self, map: &Dict, name: &str) -> Look {
        match map.entries.iter().rev().find(|field| same(&field.key, name)) {
            Some(field) => self.given(&field.value, field.at),
            None => map.open.clone().map_or(Look::Absent, Look::Unknown),
        }
    }

    fn given(&self, value: &Val, at: Location) -> Look {
        let value = self.project(value);
        match &value.what {
            What::Absent => Look::Absent,
            What::Unknown(reason) => Look::Unknown(reason.clone()),
            _ => Look::Given(value, at),
        }
    }

    /// The names of all options that are given, and why there may be more.
    pub(super) fn names(&self, options: &Options) -> (Vec<Arc<str>>, Option<Arc<str>>) {
        let mut names = Vec::new();
        let mut open = None;
        match options {
            Options::Extended { base, extras } => {
                (names, open) = self.names(base);
                names.extend(extras.iter().map(|extra| Arc::from(extra.option)));
            }
            Options::Value(value) => self.names_inside(value, &mut names, &mut open),
            Options::Call { arguments, callable } => {
                names.extend(arguments.named.iter().map(|field| field.key.clone()));
                open.clone_from(&arguments.open);
                let parameters = callable.map_or(&[][..], |callable| callable.parameters.as_slice());
                for (parameter, value) in parameters.iter().zip(&arguments.positional) {
                    if parameter.options.is_some() {
                        self.names_inside(value, &mut names, &mut open);
                    }
                }
            }
        }
        (names, open)
    }

    fn names_inside(&self, value: &Val, names: &mut Vec<Arc<str>>, open: &mut Option<Arc<str>>) {
        let value = self.project(value);
        match &value.what {
            What::Map(map) => {
                names.extend(map.entries.iter().map(|field| field.key.clone()));
                *open = open.take().or_else(|| map.open.clone());
            }
            What::Absent => {}
            What::Made(made) => {
                let (more, reason) = self.names(&self.options_of(made));
                names.extend(more);
                *open = open.take().or(reason);
            }
            _ => {
                let reason = value.why_unknown().cloned();
                *open = open.take().or(reason).or_else(|| Some("these options are not followed".into()));
            }
        }
    }
}

/// Whether a name in a source, of whatever language, is an option of this name.
pub(super) fn same(written: &str, name: &str) -> bool {
    // Java writes `enforceSsl` for `enforceSSL`.
    written.eq_ignore_ascii_case(name)
        || (written.contains('_') || written.len() == name.len()) && written == python_name(name)
}
