//! Arguments on their way from a call to the parameters of a function of the project.

use std::sync::Arc;

use super::val::{Arguments, Dict, Field, FrameId, List, Val, What};
use super::{Machine, spell};
use crate::program::{Argument, FunctionId, Language, Parameter, Spread};
use crate::source::Location;
use crate::value::Source;

impl Machine<'_> {
    /// The arguments of a call.
    pub(super) fn arguments(&mut self, frame: FrameId, written: &[Argument]) -> Arguments {
        let mut arguments = Arguments::default();
        // Behind a spread that is not known nobody can say which argument is which.
        let mut counted = true;
        let mut uncounted = Arguments::default();
        for (number, argument) in written.iter().enumerate() {
            let at = self.place(frame, argument.value);
            let value = self.eval(frame, argument.value);
            // The second argument may be the id of a construct, which is shown as it is written where it is not known.
            let is_counted = counted && argument.spread == Spread::None;
            if number == 1 && is_counted && !matches!(value.what, What::Text(_)) {
                let written = if self.is_go(at.file) {
                    self.go_id(frame, argument.value)
                } else {
                    spell::spell_id(self.program(self.frame(frame).file), argument.value)
                };
                arguments.second = Some(written.into());
            }
            match (argument.spread, &argument.name) {
                (Spread::None, Some(name)) => {
                    let field = Field { key: name.node.clone(), at: self.within(frame, name.span), value };
                    arguments.named.push(field);
                }
                (Spread::None, None) if counted => arguments.positional.push(value),
                (Spread::None, None) => uncounted.positional.push(value),
                (Spread::List, _) => match &value.what {
                    What::List(list) if counted && list.open.is_none() => {
                        arguments.positional.extend(list.items.iter().cloned());
                    }
                    _ => {
                        counted = false;
                        arguments.open = Some("some arguments are not known".into());
                    }
                },
                (Spread::Mapping, _) => spread_mapping(&mut arguments, &value, at),
            }
        }
        if let Some(last) = written.last().filter(|_| !counted) {
            let at = self.place(frame, last.value);
            self.hand_over(&uncounted, at);
        }
        arguments
    }

    /// Gives the parameters of a function their values.
    pub(super) fn bind_parameters(
        &mut self,
        frame: FrameId,
        function: FunctionId,
        arguments: &Arguments,
        at: Location,
    ) {
        let file = self.frame(frame).file;
        let program = self.program(file);
        let function = program.function(function);
        let mut positional = arguments.positional.iter();
        let parameters = &function.parameters;
        for parameter in parameters {
            let value = match parameter.rest {
                Spread::List => {
                    let items = positional.by_ref().cloned().collect();
                    let list = List { id: self.number(), items, open: arguments.open.clone() };
                    Val::new(What::List(Arc::new(list)), at)
                }
                Spread::Mapping => self.remaining(parameters, arguments, at),
                Spread::None => {
                    let named = arguments.named(&parameter.name).map(|field| field.value.clone());
                    let given = match named {
                        Some(value) => Some(value),
                        None if parameter.keyword_only => None,
                        None => positional.next().cloned(),
                    };
                    let given = match given {
                        Some(value) if self.is_csharp(file) => Some(self.given(frame, parameter, value)),
                        given => given,
                    };
                    self.parameter(frame, parameter, given, arguments.open.as_ref(), at)
                }
            };
            self.frame_mut(frame).parameters.push(value);
        }
    }

    fn parameter(
        &mut self,
        frame: FrameId,
        parameter: &Parameter,
        given: Option<Val>,
        open: Option<&Arc<str>>,
        at: Location,
    ) -> Val {
        // In JavaScript what is given as undefined is not given.
        let python = matches!(self.programs.language(self.frame(frame).file), Language::Python | Language::CSharp);
        let given = given.filter(|value| !value.is_absent() || python || parameter.default.is_none());
        let message = format!("default of parameter {}", parameter.name);
        match (given, open, parameter.default) {
            (Some(value), ..) => value,
            (None, None, None) => Val::absent(at),
            (None, None, Some(default)) => {
                let value = self.eval_once(frame, default);
                let place = value.origin.at;
                value.used_at(place, Source::Parameter, &message)
            }
            (None, Some(reason), None) => Val::unknown(reason.clone(), self.within(frame, parameter.span)),
            (None, Some(reason), Some(default)) => {
                let place = self.within(frame, parameter.span);
                let value = self.eval_once(frame, default).used_at(place, Source::Parameter, &message);
                self.set_or_not(&parameter.name, Val::unknown(reason.clone(), place), value, place)
            }
        }
    }

    /// The named arguments that no parameter takes: `**kwargs`.
    fn remaining(&mut self, parameters: &[Parameter], arguments: &Arguments, at: Location) -> Val {
        let taken = |field: &&Field| !parameters.iter().any(|parameter| parameter.name == field.key);
        let entries = arguments.named.iter().filter(taken).cloned().collect();
        let map = Dict { id: self.number(), entries, open: arguments.open.clone(), keywords: true };
        Val::new(What::Map(Arc::new(map)), at)
    }
}

/// `**mapping`: its members stand where it is spread.
fn spread_mapping(arguments: &mut Arguments, mapping: &Val, at: Location) {
    match &mapping.what {
        What::Map(map) => {
            let field = |field: &Field| {
                let value = field.value.used_at(at, Source::Constant, &format!("{} of what is spread here", field.key));
                Field { key: field.key.clone(), at, value }
            };
            arguments.named.extend(map.entries.iter().map(field));
            arguments.open = arguments.open.take().or_else(|| map.open.clone());
        }
        What::Absent => {}
        _ => {
            let reason = mapping.why_unknown().cloned().unwrap_or_else(|| "some arguments are not known".into());
            arguments.open = Some(reason);
        }
    }
}
