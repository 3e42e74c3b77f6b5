//! The spanned tree of YAML and JSON files.

use std::fmt::Write as _;
use std::sync::Arc;

use plimsoll::source::Span;
use plimsoll::syntax::{Format, Node, SyntaxError, Tree};

#[path = "syntax/errors.rs"]
mod errors;
#[path = "syntax/limits.rs"]
mod limits;
#[path = "syntax/mutations.rs"]
mod mutations;
#[path = "syntax/navigation.rs"]
mod navigation;
#[path = "../fuzz/sound/tree.rs"]
mod sound;
#[path = "syntax/spans.rs"]
mod spans;
#[path = "syntax/text_map.rs"]
mod text_map;

fn yaml(source: &str) -> Tree {
    Tree::parse(Arc::from(source), Format::Yaml)
}

fn json(source: &str) -> Tree {
    Tree::parse(Arc::from(source), Format::Json)
}

/// The nodes of a tree, a line each: style, tag, text, and the bytes they stand in.
fn outline(tree: &Tree) -> String {
    let mut out = String::new();
    for root in tree.roots() {
        out.push_str("---\n");
        write_outline(tree, root, 0, &mut out);
    }
    out
}

fn write_outline(tree: &Tree, node: Node<'_>, depth: usize, out: &mut String) {
    let written = &tree.source()[node.span().range()];
    let tag = node.tag().map(|tag| format!(" {tag}")).unwrap_or_default();
    let text = node.text().filter(|text| *text != written).map(|text| format!(" = {text:?}")).unwrap_or_default();
    let (range, indent) = (node.span().range(), depth * 2);
    writeln!(out, "{:indent$}{:?}{tag} {range:?} {written:?}{text}", "", node.style())
        .expect("a string takes everything");
    for child in node.children() {
        write_outline(tree, child, depth + 1, out);
    }
}

/// The errors of a tree with the lines they point to.
fn explained(tree: &Tree) -> String {
    let mut out = String::new();
    for SyntaxError { span, message, related, help } in tree.errors() {
        let mut line = |text: String| writeln!(out, "{text}").expect("a string takes everything");
        line(format!("error: {message}"));
        line(framed(tree.source(), *span));
        if let Some((span, label)) = related {
            line(format!("  {label}:"));
            line(framed(tree.source(), *span));
        }
        if let Some(help) = help {
            line(format!("  help: {help}"));
        }
    }
    out
}

/// A line of the source and marks below the bytes of a span.
fn framed(source: &str, span: Span) -> String {
    let start = source[..span.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let end = source[span.start as usize..].find('\n').map_or(source.len(), |end| span.start as usize + end);
    let line = source[start..end].replace(['\t', '\r'], "→");
    let before = source[start..span.start as usize].chars().count();
    let marks = source[span.range()].chars().count().max(1);
    let number = source[..start].matches('\n').count() + 1;
    format!("  {number:>3} | {line}\n      | {:before$}{}", "", "^".repeat(marks))
}
