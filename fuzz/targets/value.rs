//! Values: every place that they name lies in the text, and what they are not is said.

use plimsoll::source::Location;
use plimsoll::value::{Data, Origin, Part, Unknown, Value};

/// More steps than this has no explanation.
const MAX_STEPS: usize = 1_000;

pub(super) fn check(value: &Value, text: &str) {
    origin(&value.origin, text);
    match &value.data {
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => {}
        Data::Composite(pieces) => {
            for piece in pieces.iter() {
                origin(&piece.origin, text);
                if let Part::Hole { unknown, .. } = &piece.part {
                    check_unknown(unknown);
                }
            }
        }
        Data::List(items) => items.iter().for_each(|item| check(item, text)),
        Data::Map(map) => {
            for entry in &map.entries {
                location(entry.at, text);
                check(&entry.value, text);
            }
        }
        Data::Unknown(unknown) => check_unknown(unknown),
    }
}

/// Whether a place lies in the text, which is that of the only file there is.
pub(super) fn location(at: Location, text: &str) {
    assert!(at.file.0 == 0 && text.get(at.span.range()).is_some(), "{at:?} is no part of the text");
}

fn origin(origin: &Origin, text: &str) {
    location(origin.at, text);
    let mut because = &origin.because;
    let mut steps = 0;
    while let Some(step) = because {
        location(step.at, text);
        because = &step.next;
        steps += 1;
        assert!(steps < MAX_STEPS, "an explanation without end");
    }
}

fn check_unknown(unknown: &Unknown) {
    assert!(!unknown.reason.is_empty(), "something is unknown without a reason");
}
