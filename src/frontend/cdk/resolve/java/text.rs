//! `String.format`, and the methods of texts.

use std::sync::Arc;

use super::super::val::{Arguments, Val, What};
use crate::source::Location;

/// A format with the values in its place; unknown where it says more than `%s`.
pub(super) fn format(format: &str, values: &[Val], at: Location) -> Val {
    let unknown = || Val::unknown("this format is not followed", at);
    let mut parts = Vec::new();
    let mut next = 0;
    let mut rest = format;
    while let Some(percent) = rest.find('%') {
        if percent > 0 {
            parts.push(text(&rest[..percent], at));
        }
        rest = &rest[percent + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = rest[digits..].strip_prefix('$').filter(|_| digits > 0);
        let position = match numbered {
            Some(_) => rest[..digits].parse::<usize>().ok().and_then(|number| number.checked_sub(1)),
            None => Some(next),
        };
        rest = numbered.unwrap_or(rest);
        let Some(kind) = rest.chars().next() else { return unknown() };
        rest = &rest[kind.len_utf8()..];
        match kind {
            '%' => parts.push(text("%", at)),
            'n' => parts.push(text("\n", at)),
            's' | 'd' => {
                let Some(value) = position.and_then(|position| values.get(position)) else { return unknown() };
                next += usize::from(numbered.is_none());
                // A number may be written in other ways than it is here.
                if matches!(value.what, What::Absent | What::List(_) | What::Map(_)) {
                    return unknown();
                }
                parts.push(value.clone());
            }
            _ => return unknown(),
        }
    }
    if !rest.is_empty() {
        parts.push(text(rest, at));
    }
    Val::texts(parts, at)
}

/// A method of a text, or of what is put together from texts.
pub(super) fn text_method(object: &Val, name: &str, arguments: &Arguments, at: Location) -> Val {
    let known = object.text();
    let first = arguments.positional.first();
    let changed = match (name, first, known.as_deref()) {
        ("toString" | "intern" | "trim" | "strip", None, None) if name == "toString" => return object.moved(at),
        ("toString" | "intern", None, Some(_)) => return object.moved(at),
        ("concat", Some(more), _) => return Val::texts(vec![object.clone(), more.clone()], at),
        ("formatted", _, Some(known)) => return format(known, &arguments.positional, at),
        ("isEmpty", None, Some(known)) => return Val::new(What::Bool(known.is_empty()), at),
        ("isBlank", None, Some(known)) => return Val::new(What::Bool(known.trim().is_empty()), at),
        ("equalsIgnoreCase", Some(other), Some(known)) => match other.text() {
            Some(other) => return Val::new(What::Bool(known.eq_ignore_ascii_case(&other)), at),
            None => return Val::unknown("what this call gives is not followed", at),
        },
        ("toLowerCase", None, Some(known)) => known.to_lowercase(),
        ("toUpperCase", None, Some(known)) => known.to_uppercase(),
        ("trim" | "strip", None, Some(known)) => known.trim().to_owned(),
        _ => return Val::unknown("what this call gives is not followed", at),
    };
    Val::new(What::Text(changed.into()), at)
}

fn text(text: &str, at: Location) -> Val {
    Val::new(What::Text(Arc::from(text)), at)
}
