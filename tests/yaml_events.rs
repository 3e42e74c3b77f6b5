//! The tree as a stream of events, one a line, to compare it with that of another parser.
//! `tests/acceptance/yaml_events.py` does so for the files of a folder: it names them in a file that
//! `YAML_EVENTS` points to, and reads the streams from beside it.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use plimsoll::syntax::{Format, Kind, Node, Style, Tree};

const DOCUMENT: &str = "\
Resources: &r
  Sub: !Sub \"a\\tb\"
  Text: |
    one
    two
  List: [*r, 'it''s', {k: }]
---
last
";

const STREAM: &str = "\
document
mapping block
scalar plain Resources
mapping block
scalar plain Sub
scalar double !Sub a\\tb
scalar plain Text
scalar literal one\\ntwo\\n
scalar plain List
sequence flow
alias *r
scalar single it's
mapping flow
scalar plain k
scalar plain 
end
end
end
end
document
scalar plain last
";

#[test]
#[allow(clippy::disallowed_methods, reason = "a test may read its environment")]
fn streams() {
    match env::var("YAML_EVENTS") {
        Ok(list) => write_streams(Path::new(&list)),
        Err(_) => assert_eq!(stream(&Tree::parse(Arc::from(DOCUMENT), Format::Yaml)), STREAM),
    }
}

/// Writes the stream of the first listed file to `0.events` beside the list, and so on.
fn write_streams(list: &Path) {
    let folder = list.parent().expect("the list is in a folder");
    let names = fs::read_to_string(list).expect("the list can be read");
    for (number, name) in names.lines().enumerate() {
        let source = fs::read_to_string(name).expect("a listed file is UTF-8");
        let tree = Tree::parse(Arc::from(source), Format::Yaml);
        let mut stream = stream(&tree);
        for error in tree.errors() {
            writeln!(stream, "error {:?} {}", error.span.range(), error.message).expect("a string takes everything");
        }
        fs::write(folder.join(format!("{number}.events")), stream).expect("a stream can be written");
    }
}

fn stream(tree: &Tree) -> String {
    let mut out = String::new();
    for root in tree.roots() {
        out.push_str("document\n");
        write_node(tree, root, &mut out);
    }
    out
}

fn write_node(tree: &Tree, node: Node<'_>, out: &mut String) {
    let tag = node.tag().map(|tag| format!(" {tag}")).unwrap_or_default();
    match node.kind() {
        Kind::Scalar => {
            let text = node.text().expect("a scalar has a text");
            let text = text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t");
            writeln!(out, "scalar {}{tag} {text}", name(node.style()))
        }
        Kind::Alias => writeln!(out, "alias {}", &tree.source()[node.span().range()]),
        Kind::Sequence => writeln!(out, "sequence {}{tag}", name(node.style())),
        Kind::Mapping => writeln!(out, "mapping {}{tag}", name(node.style())),
    }
    .expect("a string takes everything");
    if matches!(node.kind(), Kind::Sequence | Kind::Mapping) {
        for child in node.children() {
            write_node(tree, child, out);
        }
        out.push_str("end\n");
    }
}

fn name(style: Style) -> &'static str {
    match style {
        Style::Plain => "plain",
        Style::SingleQuoted => "single",
        Style::DoubleQuoted => "double",
        Style::Literal => "literal",
        Style::Folded => "folded",
        Style::Block => "block",
        Style::Flow => "flow",
    }
}
