//! Trees of YAML and JSON: they are sound, and they say the same every time.

use std::sync::Arc;

use plimsoll::syntax::{Format, Tree};

use super::{sound_tree as sound, twin};

/// Deeper than this `serde_json` does not read.
const SERDE_DEPTH: usize = 100;

pub(super) fn yaml(text: &str) {
    let tree = parsed(text, Format::Yaml);
    twin::check(&tree);
}

pub(super) fn json(text: &str) {
    let tree = parsed(text, Format::Json);
    twin::check(&tree);
    strict(text);
}

/// The tree of a text, which is sound.
fn parsed(text: &str, format: Format) -> Tree {
    let tree = Tree::parse(Arc::from(text), format);
    sound::check(&tree);
    let again = Tree::parse(Arc::from(text), format);
    assert_eq!(format!("{tree:?}"), format!("{again:?}"), "two trees of one text");
    tree
}

/// Strict JSON is what another parser takes for JSON too.
fn strict(text: &str) {
    let tree = Tree::parse_strict_json(Arc::from(text));
    sound::check(&tree);
    let depth = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    // A byte order mark is ours to pass over, and half of a surrogate pair to replace.
    if depth > SERDE_DEPTH || text.starts_with('\u{feff}') || text.contains("\\u") {
        return;
    }
    let theirs: Result<serde::de::IgnoredAny, _> = serde_json::from_str(text);
    assert_eq!(tree.errors().is_empty(), theirs.is_ok(), "{:?} and {:?}", tree.errors(), theirs.err());
}
