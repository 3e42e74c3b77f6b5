//! How much evaluating a file may cost. The intrinsic functions of a small file can repeat a text or a list without end.

use std::cell::Cell;

use crate::value::{Data, Part, Value};

/// How many nodes the evaluations of one file look at and make, in all worlds together.
const MAX_NODES: usize = 50_000_000;
/// How many bytes of text they make, which the facts have once more. A template that AWS takes has a megabyte.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// What is left for one file, shared by all that evaluates it.
#[derive(Debug)]
pub(in crate::frontend) struct Budget {
    nodes: Cell<usize>,
    bytes: Cell<usize>,
}

/// How large something is: values or parts of a text, and bytes of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    pub nodes: usize,
    pub bytes: usize,
}

impl Budget {
    /// Takes what something will cost; `false`, and nothing is taken, where there is not as much left.
    pub(super) fn take(&self, cost: Extent) -> bool {
        let (nodes, bytes) = (self.nodes.get().checked_sub(cost.nodes), self.bytes.get().checked_sub(cost.bytes));
        let (Some(nodes), Some(bytes)) = (nodes, bytes) else { return false };
        self.nodes.set(nodes);
        self.bytes.set(bytes);
        true
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self { nodes: Cell::new(MAX_NODES), bytes: Cell::new(MAX_BYTES) }
    }
}

impl Extent {
    /// How large a value is with all that is in it.
    pub fn of(value: &Value) -> Self {
        match &value.data {
            Data::List(items) => items.iter().map(Self::of).fold(Self { nodes: 1, bytes: 0 }, Self::and),
            Data::Map(map) => {
                let entry =
                    |entry: &crate::value::Entry| Self { nodes: 0, bytes: entry.key.len() }.and(Self::of(&entry.value));
                map.entries.iter().map(entry).fold(Self { nodes: 1, bytes: 0 }, Self::and)
            }
            Data::Null | Data::Bool(_) => Self { nodes: 1, bytes: 0 },
            _ => Self::of_text(value).unwrap_or_default(),
        }
    }

    /// How many parts a text has and how long they are; `None` for what is no text.
    pub(super) fn of_text(value: &Value) -> Option<Self> {
        match &value.data {
            Data::Text(text) | Data::Number(text) => Some(Self { nodes: 1, bytes: text.len() }),
            Data::Bool(_) => Some(Self { nodes: 1, bytes: 5 }),
            Data::Unknown(unknown) => Some(Self { nodes: 1, bytes: unknown.reason.len() }),
            Data::Composite(pieces) => {
                let bytes = pieces.iter().map(|piece| match &piece.part {
                    Part::Known(text) => text.len(),
                    Part::Hole { name, .. } => name.len(),
                });
                Some(Self { nodes: pieces.len(), bytes: bytes.sum() })
            }
            Data::Null | Data::List(_) | Data::Map(_) => None,
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { nodes: self.nodes + other.nodes, bytes: self.bytes + other.bytes }
    }
}
