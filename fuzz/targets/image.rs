//! Image references: their parts, put together again, are the reference. `${…}` is a hole.

use std::sync::Arc;

use plimsoll::image::{self, Kind, Parts};
use plimsoll::source::{FileId, Location, Span};
use plimsoll::value::{Origin, Part, Piece, Unknown, Value, compose};

use super::value;

pub(super) fn check(text: &str) {
    for line in text.lines().take(16) {
        let reference = reference(line);
        let Some(parts) = image::parse(&reference, &|_| false) else { continue };
        let again = image::parse(&reference, &|_| false);
        assert_eq!(format!("{parts:?}"), again.map(|parts| format!("{parts:?}")).unwrap_or_default());
        let values = [&parts.name, &parts.tag, &parts.digest, &parts.registry.host, &parts.registry.account];
        for part in values.into_iter().chain([&parts.registry.region]).flatten() {
            value::check(part, line);
        }
        assert!(parts.registry.kind.as_ref().err().is_none_or(|reason| !reason.is_empty()), "{parts:?}");
        if reference.text().is_some() {
            known(line, &parts);
        }
    }
}

/// A reference without holes is the sum of its parts.
fn known(line: &str, parts: &Parts) {
    assert_eq!(parts.text, line);
    let text = |value: &Option<Value>| value.as_ref().map(|value| value.text().map(String::from));
    let (Some(Some(name)), Ok(kind)) = (text(&parts.name), &parts.registry.kind) else { return };
    let mut whole = String::new();
    if let Some(Some(host)) = text(&parts.registry.host) {
        whole = host + "/";
    }
    whole += &name;
    for (mark, part) in [(':', &parts.tag), ('@', &parts.digest)] {
        if let Some(Some(part)) = text(part) {
            whole.push(mark);
            whole += &part;
        }
    }
    assert!(whole == line || matches!(kind, Kind::Lightsail | Kind::ImageBuilder), "{whole} is not {line}: {parts:?}");
}

/// A value of the text with holes in it.
fn reference(line: &str) -> Value {
    let location = |start: usize, end: usize| Location { file: FileId(0), span: Span::new(start, end) };
    let at = location(0, line.len());
    let mut pieces = Vec::new();
    let mut known = |start: usize, end: usize| {
        let origin = Origin::at(location(start, end));
        pieces.push(Piece { part: Part::Known(line[start..end].into()), origin });
        pieces.len()
    };
    let mut done = 0;
    let mut holes = Vec::new();
    while let Some(start) = line[done..].find("${").map(|found| done + found) {
        let Some(end) = line[start..].find('}').map(|found| start + found) else { break };
        holes.push((known(done, start), start, end));
        done = end + 1;
    }
    known(done, line.len());
    for (before, start, end) in holes.into_iter().rev() {
        let name: Arc<str> = line[start + 2..end].into();
        let unknown = Arc::new(Unknown { reason: "a hole".into(), reference: None });
        let origin = Origin::at(location(start, end + 1));
        pieces.insert(before, Piece { part: Part::Hole { name, unknown }, origin });
    }
    compose(pieces, at)
}
