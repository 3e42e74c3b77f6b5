//! What happens in a script as a whole: how often each variable is assigned, and whether somebody looks at failures in
//! pipelines.

use std::collections::HashMap;

use tree_sitter::Node;

use super::syntax::{children, range, walk};

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Census {
    assigned: HashMap<String, u32>,
    /// Whether `pipefail` is spoken of anywhere.
    pub(super) pipefail: bool,
    /// Whether the script looks by itself at how each command of a pipeline ended.
    pub(super) statuses: bool,
    /// Whether a part of the script is written elsewhere: `source`, `eval`.
    pub(super) elsewhere: bool,
}

/// Commands that give variables values.
const SETTERS: [&str; 5] = ["read", "mapfile", "readarray", "getopts", "printf"];

impl Census {
    /// How many assignments of a variable there are.
    pub(super) fn of(&self, name: &str) -> u32 {
        self.assigned.get(name).copied().unwrap_or(0)
    }

    fn assign(&mut self, name: &str) {
        *self.assigned.entry(name.to_owned()).or_default() += 1;
    }

    /// Nobody knows what it is.
    fn spoil(&mut self, name: &str) {
        *self.assigned.entry(name.to_owned()).or_default() += 2;
    }
}

/// Counts in all texts of a script.
pub(super) fn count<'t>(roots: impl Iterator<Item = (&'t str, Node<'t>)>) -> Census {
    let mut census = Census::default();
    for (text, root) in roots {
        census.pipefail |= text.contains("pipefail");
        census.statuses |= text.contains("PIPESTATUS");
        walk(root, |node| visit(&mut census, text, node));
    }
    census
}

fn visit(census: &mut Census, text: &str, node: Node<'_>) {
    let written = |node: Node<'_>| &text[range(node)];
    match node.kind() {
        "variable_assignment" => {
            let name = node.child_by_field_name("name").map(written).unwrap_or_default();
            let name = name.split('[').next().unwrap_or_default();
            let parent = node.parent();
            let plain = node.child(1).is_some_and(|operator| operator.kind() == "=");
            match (parent.map_or("", |parent| parent.kind()), plain) {
                // What stands behind may be assignments too, which the parser takes for arguments.
                _ if is_cut(node) && parent.is_some_and(|parent| !only_assigns(parent)) => {
                    broken(census, parent.map(written).unwrap_or_default());
                }
                // Such a variable is set for one command alone.
                ("command", _) if parent.is_some_and(|parent| !only_assigns(parent)) => {}
                (_, true) => census.assign(name),
                (_, false) => census.spoil(name),
            }
        }
        "for_statement" | "select_statement" => {
            census.spoil(node.child_by_field_name("variable").map(written).unwrap_or_default());
        }
        "unset_command" => children(node).into_iter().for_each(|name| census.spoil(written(name))),
        "command" => command(census, &children(node).into_iter().map(written).collect::<Vec<_>>()),
        "ERROR" => broken(census, written(node)),
        _ => {}
    }
}

/// Whether something stands right behind an assignment. The parser gives `A=b.$` and `C.d` for `A=b.$C.d`.
pub(super) fn is_cut(assignment: Node<'_>) -> bool {
    assignment.next_sibling().is_some_and(|next| next.is_named() && next.start_byte() == assignment.end_byte())
}

/// Whether a statement is nothing but assignments, of which the parser has cut one in two.
pub(super) fn only_assigns(statement: Node<'_>) -> bool {
    let (mut cut, mut end) = (false, statement.start_byte());
    for child in children(statement) {
        let assigns = child.kind() == "variable_assignment";
        if !assigns && (!cut || child.start_byte() != end) {
            return false;
        }
        cut |= assigns && is_cut(child);
        end = child.end_byte();
    }
    cut
}

fn command(census: &mut Census, words: &[&str]) {
    let Some((name, arguments)) = words.split_first() else { return };
    match *name {
        "source" | "." | "eval" => census.elsewhere = true,
        name if SETTERS.contains(&name) => arguments.iter().for_each(|argument| census.spoil(argument)),
        _ => {}
    }
}

/// What was not understood may assign whatever looks like it.
fn broken(census: &mut Census, text: &str) {
    let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    for (at, _) in text.match_indices('=') {
        let before = text[..at].trim_end_matches('+');
        census.spoil(before.rsplit(|character| !is_name(character)).next().unwrap_or_default());
    }
}
