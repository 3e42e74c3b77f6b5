//! Trees of YAML and JSON: their places lie in the text and in each other, and they say the same every time.

use std::sync::Arc;

use plimsoll::source::Span;
use plimsoll::syntax::{Format, Kind, Node, Tree};

use super::twin;

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
    check(&tree);
    let again = Tree::parse(Arc::from(text), format);
    assert_eq!(format!("{tree:?}"), format!("{again:?}"), "two trees of one text");
    tree
}

/// Strict JSON is what another parser takes for JSON too.
fn strict(text: &str) {
    let tree = Tree::parse_strict_json(Arc::from(text));
    check(&tree);
    let depth = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    // A byte order mark is ours to pass over, and half of a surrogate pair to replace.
    if depth > SERDE_DEPTH || text.starts_with('\u{feff}') || text.contains("\\u") {
        return;
    }
    let theirs: Result<serde::de::IgnoredAny, _> = serde_json::from_str(text);
    assert_eq!(tree.errors().is_empty(), theirs.is_ok(), "{:?} and {:?}", tree.errors(), theirs.err());
}

/// Whether a tree is sound.
pub(super) fn check(tree: &Tree) {
    let source = tree.source();
    let whole = Span::new(0, source.len());
    for root in tree.roots() {
        node(root, whole, source);
    }
    for error in tree.errors() {
        lies_in(error.span, whole, source);
        if let Some((span, _)) = &error.related {
            lies_in(*span, whole, source);
        }
    }
    assert!(tree.errors().is_sorted_by_key(|error| error.span), "errors are in order");
    assert!(tree.comments().is_sorted(), "comments are in order");
    for comment in tree.comments() {
        assert!(source[comment.range()].starts_with('#'), "{comment:?} is no comment");
    }
    for duplicate in tree.duplicates() {
        assert!(duplicate.first < duplicate.second, "{duplicate:?}");
    }
}

fn node(node: Node<'_>, outer: Span, source: &str) {
    let whole = Span::new(0, source.len());
    lies_in(node.span(), outer, source);
    if let Some(span) = node.tag_span() {
        lies_in(span, whole, source);
        assert!(node.tag().is_some_and(|tag| tag.starts_with('!')), "{node:?} has no tag");
    }
    if let (Some(text), Some(map)) = (node.text(), node.text_map()) {
        let mut last = 0;
        for (at, character) in text.char_indices() {
            let span = map.span(at..at + character.len_utf8());
            lies_in(span, whole, source);
            assert!(last <= span.start, "the text of {node:?} goes back at {at}");
            last = span.start;
        }
    }
    let mut last = node.span().start;
    let mut count = 0;
    for child in node.children() {
        assert!(last <= child.span().start, "{child:?} begins before {last}");
        last = child.span().end;
        count += 1;
        self::node(child, node.span(), source);
    }
    assert!(node.kind() != Kind::Mapping || count % 2 == 0, "{node:?} has a key without a value");
    for (key, value) in node.entries().take(8) {
        if let Some(text) = key.text() {
            let found = node.get(text).map(Node::id);
            assert!(found.is_some(), "{node:?} does not find its key {text:?}, which is {value:?}");
        }
    }
}

fn lies_in(span: Span, outer: Span, source: &str) {
    assert!(span.start <= span.end && outer.start <= span.start && span.end <= outer.end, "{span:?} in {outer:?}");
    assert!(source.get(span.range()).is_some(), "{span:?} cuts a character");
}
