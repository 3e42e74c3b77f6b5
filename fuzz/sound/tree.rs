//! What holds of the tree of any text: its places lie in the text and in each other, and are in order.

use plimsoll::source::Span;
use plimsoll::syntax::{Kind, Node, Tree};

pub(crate) fn check(tree: &Tree) {
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
