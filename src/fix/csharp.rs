//! Edits of C#: options are members of object initialisers.

use super::edit::{Editor, Written};
use super::{Patch, Planned, Refusal};
use crate::frontend::cdk::Spelled;
use crate::frontend::cdk::table::upper_first;
use crate::program::{Argument, Call, Expr, ExprId, Property, Spread};
use crate::source::Span;

impl Editor<'_> {
    pub(super) fn csharp(&self, call: &Call, span: Span, spelled: &Spelled, value: &Written) -> Planned {
        let is_named = |argument: &&Argument| argument.name.as_ref().is_some_and(|it| *it.node == *spelled.parameter);
        if call.arguments.iter().any(|argument| argument.spread != Spread::None) {
            return Err(Refusal::Elsewhere);
        }
        let positional = call.arguments.iter().take_while(|argument| argument.name.is_none()).count();
        let by_position = call.arguments.get(spelled.position).filter(|_| positional > spelled.position);
        if let Some(options) = call.arguments.iter().find(is_named).or(by_position) {
            if *self.program.expr(options.value) == Expr::Null {
                let text = self.initialiser(call, spelled, 0, value)?;
                return Ok(vec![Patch { span: self.program.span(options.value), text }]);
            }
            return self.within_csharp(options.value, call, spelled, 0, value);
        }
        // What has a name may stand anywhere, and options that are left out are not known by their place then.
        if call.arguments.len() != spelled.position || !self.source[span.range()].ends_with(')') {
            return Err(Refusal::Style);
        }
        let mut text = self.initialiser(call, spelled, 0, value)?;
        if positional < call.arguments.len() {
            text = format!("{}: {text}", spelled.parameter);
        }
        let last = call.arguments.last().map(|argument| self.argument_span(argument));
        self.append(span, last, &text)
    }

    /// Sets what the names from some depth on lead to.
    fn within_csharp(
        &self,
        options: ExprId,
        construct: &Call,
        spelled: &Spelled,
        depth: usize,
        value: &Written,
    ) -> Planned {
        let Some(name) = spelled.names.get(depth) else { return self.replace(options, value) };
        match self.program.expr(options) {
            Expr::Call(call) if call.new => self.within_initialiser(options, call, construct, spelled, depth, value),
            Expr::Object(members) => {
                let same = |member: &&Property| matches!(member, Property::Named { key, .. } if *key.node == **name);
                match members.iter().rev().find(same) {
                    Some(Property::Named { value: old, .. }) => {
                        self.within_csharp(*old, construct, spelled, depth + 1, value)
                    }
                    _ => Err(Refusal::Style),
                }
            }
            _ => Err(Refusal::Elsewhere),
        }
    }

    /// Sets it in `new RepositoryProps { … }`.
    fn within_initialiser(
        &self,
        options: ExprId,
        call: &Call,
        construct: &Call,
        spelled: &Spelled,
        depth: usize,
        value: &Written,
    ) -> Planned {
        if call.arguments.iter().any(|argument| argument.spread != Spread::None) {
            return Err(Refusal::Elsewhere);
        }
        let member = upper_first(&spelled.names[depth]);
        let same = |argument: &&Argument| argument.name.as_ref().is_some_and(|name| *name.node == *member);
        if let Some(argument) = call.arguments.iter().rev().find(same) {
            return self.within_csharp(argument.value, construct, spelled, depth + 1, value);
        }
        let written = format!("{member} = {}", self.below(construct, spelled, depth + 1, value)?);
        let span = self.program.span(options);
        if self.source[span.range()].ends_with(')') {
            return Ok(vec![Patch { span: Span::at(span.end as usize), text: format!(" {{ {written} }}") }]);
        }
        let last = call.arguments.last().map(|argument| self.argument_span(argument));
        self.append(span, last, &written)
    }

    /// The options with the one that is missing.
    fn initialiser(
        &self,
        construct: &Call,
        spelled: &Spelled,
        depth: usize,
        value: &Written,
    ) -> Result<String, Refusal> {
        let options = self.named(construct, spelled, &spelled.options).ok_or(Refusal::Name)?;
        let member = upper_first(&spelled.names[depth]);
        Ok(format!("new {options} {{ {member} = {} }}", self.below(construct, spelled, depth + 1, value)?))
    }

    /// The value in the structs that lead to it from some depth on.
    fn below(&self, construct: &Call, spelled: &Spelled, depth: usize, value: &Written) -> Result<String, Refusal> {
        let Some(name) = spelled.names.get(depth) else { return Ok(value.text.clone()) };
        let holder = spelled.structs.as_ref().and_then(|structs| structs.get(depth - 1)).ok_or(Refusal::Struct)?;
        let (_, class) = spelled.class.rsplit_once('.').ok_or(Refusal::Name)?;
        let class = self.named(construct, spelled, class).ok_or(Refusal::Name)?;
        let inner = self.below(construct, spelled, depth + 1, value)?;
        Ok(format!("new {class}.{holder} {{ {} = {inner} }}", upper_first(name)))
    }

    /// An argument with its name.
    pub(super) fn argument_span(&self, argument: &Argument) -> Span {
        let value = self.program.span(argument.value);
        argument.name.as_ref().map_or(value, |name| name.span.to(value))
    }
}
