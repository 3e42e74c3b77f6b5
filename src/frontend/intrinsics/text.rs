//! Texts with holes: dynamic references, `Fn::Sub`, `Fn::Join`.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memmem;

use crate::source::Location;
use crate::value::{Data, Origin, Part, Piece, Unknown, Value, compose};

const DYNAMIC: &str = "{{resolve:";

/// How many parts a text as written has beside its first: two for each dynamic reference.
pub(super) fn holes(text: &str) -> usize {
    memmem::find_iter(text.as_bytes(), DYNAMIC).count() * 2
}

fn is_dynamic(text: &str) -> bool {
    memmem::find(text.as_bytes(), DYNAMIC.as_bytes()).is_some()
}

/// A text as written. A dynamic reference in it, such as `{{resolve:ssm:/tag}}`, is a hole; one that does not end
/// here may end in another part of a longer text.
pub(super) fn literal(text: &str, at: Location) -> Value {
    if !is_dynamic(text) {
        return Value::new(Data::Text(text.into()), at);
    }
    let mut pieces = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(DYNAMIC).map(|found| rest + found) {
        let Some(end) = text[start..].find("}}").map(|found| start + found + 2) else { break };
        pieces.push(known(text, rest, start, at));
        let reference = &text[start..end];
        let service = reference[DYNAMIC.len()..].split(':').next().unwrap_or("").trim_end_matches("}}");
        let reason = format!("a dynamic reference to {service} is resolved at deployment");
        pieces.push(hole(reference, reason.into(), start, end, at));
        rest = end;
    }
    pieces.push(known(text, rest, text.len(), at));
    compose(pieces, at)
}

/// A text that was put together and now holds a dynamic reference is one that nobody can read before deployment.
pub(super) fn resolved_later(value: Value) -> Value {
    let text: Cow<'_, str> = match &value.data {
        Data::Text(text) => Cow::Borrowed(text),
        Data::Composite(pieces) => pieces.iter().map(known_part).collect(),
        _ => return value,
    };
    if !is_dynamic(&text) {
        return value;
    }
    Value::unknown("a dynamic reference is resolved at deployment", value.origin.at)
}

fn known_part(piece: &Piece) -> &str {
    match &piece.part {
        Part::Known(text) => text,
        Part::Hole { .. } => "",
    }
}

/// The parts of a `Fn::Sub` template: literal ranges, and names in `${…}`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SubPart<'s> {
    Literal(&'s str),
    Name(&'s str),
}

/// How many parts a `Fn::Sub` template may have.
pub(super) fn most_parts(template: &str) -> usize {
    template.matches("${").count() * 2 + 1
}

/// Splits a `Fn::Sub` template. `${!Literal}` stands for `${Literal}`; an unclosed `${` is literal.
/// Each part comes with its byte range in the template.
pub(super) fn split_sub(template: &str) -> Vec<(SubPart<'_>, std::ops::Range<usize>)> {
    let mut parts = Vec::new();
    let mut rest = 0;
    while let Some(start) = template[rest..].find("${").map(|found| rest + found) {
        let Some(end) = template[start..].find('}').map(|found| start + found + 1) else { break };
        let name = &template[start + 2..end - 1];
        if start > rest {
            parts.push((SubPart::Literal(&template[rest..start]), rest..start));
        }
        if name.starts_with('!') {
            parts.push((SubPart::Literal("${"), start..start + 2));
            parts.push((SubPart::Literal(&template[start + 3..end]), start + 3..end));
        } else {
            parts.push((SubPart::Name(name.trim()), start..end));
        }
        rest = end;
    }
    if rest < template.len() {
        parts.push((SubPart::Literal(&template[rest..]), rest..template.len()));
    }
    parts
}

/// The names in a `Fn::Sub` template.
pub(in crate::frontend) fn sub_names(template: &str) -> Vec<&str> {
    let name = |(part, _)| match part {
        SubPart::Name(name) => Some(name),
        SubPart::Literal(_) => None,
    };
    split_sub(template).into_iter().filter_map(name).collect()
}

/// The pieces of a value that stands at a range of a scalar, for instance in `${Tag}`.
pub(super) fn embed(name: &str, value: &Value, at: Location, range: std::ops::Range<usize>) -> Vec<Piece> {
    let part = Some((narrow(range.start), narrow(range.end)));
    let moved = |piece: &Piece| {
        let origin = Origin { at, part, because: piece.origin.because.clone() };
        let part = match &piece.part {
            Part::Hole { unknown, .. } if matches!(value.data, Data::Unknown(_)) => {
                Part::Hole { name: name.into(), unknown: unknown.clone() }
            }
            part => part.clone(),
        };
        Piece { part, origin }
    };
    match value.pieces() {
        Some(pieces) => pieces.iter().map(moved).collect(),
        None => vec![hole(name, format!("{name} is no text").into(), range.start, range.end, at)],
    }
}

/// A known part of a scalar.
pub(super) fn known(text: &str, start: usize, end: usize, at: Location) -> Piece {
    let origin = Origin { at, part: Some((narrow(start), narrow(end))), because: None };
    Piece { part: Part::Known(text[start..end].into()), origin }
}

fn hole(name: &str, reason: Arc<str>, start: usize, end: usize, at: Location) -> Piece {
    let origin = Origin { at, part: Some((narrow(start), narrow(end))), because: None };
    let unknown = Arc::new(Unknown { reason, reference: None });
    Piece { part: Part::Hole { name: name.into(), unknown }, origin }
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).expect("internal error: a scalar beyond 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sub_templates_are_split() {
        let names = |template| {
            let name = |(part, _): (SubPart<'_>, _)| match part {
                SubPart::Literal(text) => text.to_owned(),
                SubPart::Name(name) => format!("<{name}>"),
            };
            split_sub(template).into_iter().map(name).collect::<Vec<_>>().join("|")
        };
        assert_eq!(names("a${B}c"), "a|<B>|c");
        assert_eq!(names("${!B}-${ C.D }"), "${|B}|-|<C.D>");
        assert_eq!(names("${unclosed"), "${unclosed");
        assert_eq!(names(""), "");
    }
}
