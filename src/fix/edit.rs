//! Edits of source code: how values are written, and options in object literals, dictionaries and keyword arguments.

use serde_json::Value as Json;

use super::list::Ending;
use super::path::line_break;
use super::{Patch, Planned, Refusal};
use crate::frontend::cdk::table::python_name;
use crate::frontend::cdk::{Setting, Spelled};
use crate::program::{Argument, Call, Expr, ExprId, Language, Program, Property, Spread};
use crate::source::Span;

/// Writes into one program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Editor<'a> {
    pub(super) source: &'a str,
    pub(super) program: &'a Program,
    pub(super) language: Language,
}

impl Editor<'_> {
    /// Gives an option of a call a value.
    pub(super) fn set(&self, spelled: &Spelled) -> Planned {
        let is_call = |(expr, call): &(&Expr, Span)| matches!(expr, Expr::Call(_)) && *call == spelled.call.span;
        let all = self.program.expressions.iter().map(|spanned| (&spanned.node, spanned.span));
        let Some((Expr::Call(call), span)) = all.rev().find(is_call) else { return Err(Refusal::NotWritten) };
        if self.language == Language::Java && !call.new && self.chain(call).is_none() {
            return Err(Refusal::Elsewhere);
        }
        let value = self.value(call, spelled)?;
        match self.language {
            Language::TypeScript => self.typescript(call, span, spelled, &value),
            Language::Python => self.python(call, span, spelled, &value),
            Language::Java => self.java(call, span, spelled, &value),
            Language::CSharp => self.csharp(call, span, spelled, &value),
            Language::Go => self.go(call, spelled, &value),
        }
    }

    fn typescript(&self, call: &Call, span: Span, spelled: &Spelled, value: &Written) -> Planned {
        if call.arguments.iter().any(|argument| argument.spread != Spread::None) {
            return Err(Refusal::Elsewhere);
        }
        match call.arguments.get(spelled.position) {
            Some(options) => self.within(options.value, &spelled.names, value),
            None if call.arguments.len() == spelled.position => {
                let last = call.arguments.last().map(|argument| self.program.span(argument.value));
                self.append(span, last, &self.nested(&spelled.names, &value.text))
            }
            None => Err(Refusal::Elsewhere),
        }
    }

    fn python(&self, call: &Call, span: Span, spelled: &Spelled, value: &Written) -> Planned {
        let positional =
            call.arguments.iter().filter(|argument| argument.name.is_none() && argument.spread == Spread::None);
        if positional.count() > spelled.position
            || call.arguments.iter().any(|argument| argument.spread == Spread::List)
        {
            return Err(Refusal::Elsewhere);
        }
        self.within_arguments(call, span, &spelled.names, value)
    }

    /// Sets what the names lead to inside an options object.
    fn within(&self, options: ExprId, names: &[String], value: &Written) -> Planned {
        let Some((name, rest)) = names.split_first() else { return self.replace(options, value) };
        let span = self.program.span(options);
        let members = match self.program.expr(options) {
            Expr::Object(members) => members,
            Expr::Call(call) if self.language == Language::Python => {
                return self.within_arguments(call, span, names, value);
            }
            _ => return Err(Refusal::Elsewhere),
        };
        let same = |member: &Property| matches!(member, Property::Named { key, .. } if *key.node == **name);
        let Some(position) = members.iter().rposition(same) else {
            let last = members.last().map(|member| self.member_span(member));
            let written = format!("{}: {}", self.key(name), self.nested(rest, &value.text));
            return self.append(span, last, &written);
        };
        if members[position + 1..].iter().any(|member| !matches!(member, Property::Named { .. })) {
            return Err(Refusal::Elsewhere);
        }
        match &members[position] {
            Property::Named { key, value: old } if self.program.span(*old) != key.span => {
                self.within(*old, rest, value)
            }
            _ => Err(Refusal::Elsewhere),
        }
    }

    /// The same among the keyword arguments of a call.
    fn within_arguments(&self, call: &Call, span: Span, names: &[String], value: &Written) -> Planned {
        let Some((name, rest)) = names.split_first() else { return Err(Refusal::Elsewhere) };
        let name = python_name(name);
        let is_named = |argument: &&Argument| argument.name.as_ref().is_some_and(|given| *given.node == *name);
        if let Some(argument) = call.arguments.iter().find(is_named) {
            return self.within(argument.value, rest, value);
        }
        let last = call.arguments.last().map(|argument| self.argument_span(argument));
        self.append(span, last, &format!("{name}={}", self.nested(rest, &value.text)))
    }

    /// A value instead of one that is written out.
    pub(super) fn replace(&self, old: ExprId, value: &Written) -> Planned {
        let span = self.program.span(old);
        match (self.program.expr(old), &value.member) {
            (Expr::Member { object, name }, Some((owner, class, member))) if self.is_class(*object, owner, class) => {
                Ok(vec![Patch { span: name.span, text: (*member).to_owned() }])
            }
            (Expr::Bool(_) | Expr::Text(_) | Expr::Number(_), _) => {
                Ok(vec![Patch { span, text: value.literal.clone() }])
            }
            (Expr::Null, _) => Ok(vec![Patch { span, text: value.text.clone() }]),
            _ => Err(Refusal::Elsewhere),
        }
    }

    /// One more member of what ends with the bracket at the end of a span.
    pub(super) fn append(&self, whole: Span, last: Option<Span>, written: &str) -> Planned {
        let close = (whole.end as usize).checked_sub(1).ok_or(Refusal::Style)?;
        let bracket = self.source.get(close..whole.end as usize).filter(|bracket| [")", "}"].contains(bracket));
        let bracket = bracket.ok_or(Refusal::Style)?;
        let Some(last) = last else {
            let open = self.source[..close].trim_end();
            let spaced = matches!(self.language, Language::TypeScript | Language::CSharp);
            let pad = if bracket == "}" && spaced { " " } else { "" };
            let span = Span::new(open.len(), close);
            let empty =
                open.ends_with(['(', '{']) && !self.program.comments.iter().any(|comment| comment.end == span.start);
            let patch = Patch { span, text: format!("{pad}{written}{pad}") };
            return if empty { Ok(vec![patch]) } else { Err(Refusal::Style) };
        };
        let line_break = line_break(self.source, close);
        let ending = Ending {
            source: self.source,
            comments: &self.program.comments,
            last: self.with_spread(last),
            close,
            comma: ", ",
            line_break,
        };
        ending.append(written)
    }

    fn member_span(&self, member: &Property) -> Span {
        match member {
            Property::Named { key, value } => key.span.to(self.program.span(*value)),
            Property::Computed { value, .. } | Property::Spread(value) => self.program.span(*value),
        }
    }

    /// A member with the dots or stars before it.
    fn with_spread(&self, member: Span) -> Span {
        let before = &self.source[..member.start as usize];
        let marks = ["...", "**", "*"].into_iter().find(|marks| before.ends_with(marks)).map_or(0, str::len);
        Span::new(before.len() - marks, member.end as usize)
    }

    /// A value in the objects that lead to it.
    fn nested(&self, names: &[String], value: &str) -> String {
        let Some((name, rest)) = names.split_first() else { return value.to_owned() };
        let inner = format!("{}: {}", self.key(name), self.nested(rest, value));
        if self.language == Language::TypeScript { format!("{{ {inner} }}") } else { format!("{{{inner}}}") }
    }

    fn key(&self, name: &str) -> String {
        if self.language == Language::TypeScript { name.to_owned() } else { format!("\"{name}\"") }
    }

    fn value(&self, call: &Call, spelled: &Spelled) -> Result<Written, Refusal> {
        match &spelled.value {
            Setting::Plain(json) => {
                let literal = self.literal(call, json).ok_or(Refusal::Kind)?;
                let text = if self.language == Language::Go { self.pointer(json, &literal)? } else { literal.clone() };
                Ok(Written { text, literal, member: None })
            }
            Setting::Member { class, member } => {
                let (_, name) = class.rsplit_once('.').ok_or(Refusal::Name)?;
                let owner = self.named(call, spelled, name).ok_or(Refusal::Name)?;
                let joint = if self.language == Language::Go { '_' } else { '.' };
                let text = format!("{owner}{joint}{member}");
                Ok(Written { literal: text.clone(), text, member: Some((owner, name, member)) })
            }
        }
    }

    fn literal(&self, call: &Call, value: &Json) -> Option<String> {
        let python = self.language == Language::Python;
        match value {
            Json::Bool(true) if python => Some("True".to_owned()),
            Json::Bool(false) if python => Some("False".to_owned()),
            Json::Bool(_) | Json::Number(_) => Some(value.to_string()),
            Json::String(text) => Some(match self.language {
                Language::TypeScript | Language::Python => self.quoted(call, text),
                Language::Go if text.contains(['"', '\\']) && !text.contains(|c: char| c == '`' || c.is_control()) => {
                    format!("`{text}`")
                }
                Language::Java | Language::CSharp | Language::Go => value.to_string(),
            }),
            _ => None,
        }
    }

    /// A text in the quotes that the call uses.
    fn quoted(&self, call: &Call, text: &str) -> String {
        let used = call.arguments.iter().find_map(|argument| match self.program.expr(argument.value) {
            Expr::Text(_) => self.source[self.program.span(argument.value).range()].chars().next(),
            _ => None,
        });
        let usual = if self.language == Language::TypeScript { '\'' } else { '"' };
        let used = used.filter(|quote| matches!(quote, '\'' | '"')).unwrap_or(usual);
        let clean = |quote: char| !text.contains(|c: char| c == quote || c == '\\' || c.is_control());
        match [used, '\'', '"'].into_iter().find(|quote| clean(*quote)) {
            Some(quote) => format!("{quote}{text}{quote}"),
            None => Json::from(text).to_string(),
        }
    }

    /// Whether an expression names a class: as it would be written here, or however else it is reached.
    fn is_class(&self, object: ExprId, owner: &str, class: &str) -> bool {
        self.source[self.program.span(object).range()] == *owner
            || match self.program.expr(object) {
                Expr::Member { name, .. } => *name.node == *class,
                Expr::Name { name, .. } => **name == *class,
                _ => false,
            }
    }
}

/// A value as source code.
pub(super) struct Written {
    /// As an option takes it.
    pub(super) text: String,
    /// As it stands in the place of another literal.
    pub(super) literal: String,
    /// How the class is written here, its name, and the member, where it is one of an enum.
    pub(super) member: Option<(String, &'static str, &'static str)>,
}
