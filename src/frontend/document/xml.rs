//! Maven's files: `settings.xml` and the repositories of a `pom.xml`.
//!
//! An element becomes what it says: one with other elements in it an object, one of a plural name (`servers`) a list,
//! any other its text. Of a file only what speaks of servers and repositories is kept. `${…}` is a hole.

use roxmltree::{Document, Node, ParsingOptions};

use super::{Read, placeholders};
use crate::source::{Location, Span};
use crate::value::{Data, Entry, Map, Value};

/// How many elements, texts and comments a file may have.
const MAX_NODES: u32 = 50_000;
/// How many name spaces a file may declare: the parser looks through all of them at every element.
const MAX_NAMESPACES: usize = 50;
/// How many bytes a tag may have: the parser compares each of its attributes with every other one.
const MAX_TAG: usize = 4096;
/// How deep elements are read.
const MAX_DEPTH: usize = 30;
/// How many different elements are read within one.
const MAX_MEMBERS: usize = 1000;

/// Elements that hold others of one kind.
const LISTS: [&str; 8] =
    ["servers", "mirrors", "proxies", "profiles", "repositories", "pluginRepositories", "activeProfiles", "modules"];

/// What is kept of a file, and of a profile.
const KEPT: [&str; 10] = [
    "id",
    "localRepository",
    "servers",
    "mirrors",
    "proxies",
    "profiles",
    "activeProfiles",
    "repositories",
    "pluginRepositories",
    "distributionManagement",
];

/// The settings of Maven for a machine or a user, by their name space or by what only they have.
pub(super) fn is_settings(_: &str, text: &str) -> bool {
    let has = |mark: &str| text.contains(mark);
    has("<settings") && ["maven.apache.org/SETTINGS", "<servers>", "<mirrors>", "<profiles>"].into_iter().any(has)
}

/// A project of Maven.
pub(super) fn is_project(_: &str, text: &str) -> bool {
    text.contains("<project") && text.contains("maven.apache.org/POM")
}

pub(super) fn comments(text: &str) -> Vec<Span> {
    let (mut comments, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find("<!--").map(|found| from + found) {
        let end = text[start..].find("-->").map_or(text.len(), |found| start + found + "-->".len());
        comments.push(Span::new(start, end));
        from = end;
    }
    comments
}

pub(super) fn read(text: &str, place: &dyn Fn(Span) -> Location) -> Read {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let whole = place(Span::new(0, text.len()));
    if is_costly(text) {
        return Read { content: Value::unknown("too large to be read", whole), error: None };
    }
    match Document::parse_with_options(text, options) {
        Ok(document) => Read { content: element(document.root_element(), place, 0), error: None },
        Err(roxmltree::Error::NodesLimitReached) => {
            Read { content: Value::unknown("too large to be read", whole), error: None }
        }
        Err(error) => {
            let at = place(Span::at(offset(text, error.pos())));
            let message = error.to_string();
            // The parser ends its message with the position, which is said otherwise here.
            let message = message.rsplit_once(" at ").map_or(&*message, |(message, _)| message).to_owned();
            Read { content: Value::unknown("it cannot be read as XML", whole), error: Some((message, at)) }
        }
    }
}

/// Whether the parser would take far longer than for anything that Maven reads.
fn is_costly(text: &str) -> bool {
    let is_long = |part: &str| {
        let is_tag = !part.starts_with('!');
        is_tag && part.find('>').unwrap_or(part.len()) > MAX_TAG
    };
    text.matches("xmlns").nth(MAX_NAMESPACES).is_some() || text.split('<').skip(1).any(is_long)
}

/// The offset of a position that the parser gives: line and column from 1, in characters.
fn offset(text: &str, position: roxmltree::TextPos) -> usize {
    let line_start: usize =
        text.split_inclusive('\n').take(position.row.saturating_sub(1) as usize).map(str::len).sum();
    let line = &text[line_start..];
    let within = line.char_indices().nth(position.col.saturating_sub(1) as usize);
    line_start + within.map_or(line.len(), |(offset, _)| offset)
}

fn element(node: Node<'_, '_>, place: &dyn Fn(Span) -> Location, depth: usize) -> Value {
    let at = place(span(node));
    if depth > MAX_DEPTH {
        return Value::unknown("nested too deep to be read", at);
    }
    let name = node.tag_name().name();
    let children = || node.children().filter(Node::is_element);
    if LISTS.contains(&name) {
        return Value::new(Data::List(children().map(|child| element(child, place, depth + 1)).collect()), at);
    }
    if children().next().is_none() && depth > 0 {
        return text(node, place);
    }
    let top = depth == 0 || name == "profile";
    let mut map = Map::default();
    for child in children().filter(|child| !top || KEPT.contains(&child.tag_name().name())) {
        let key = child.tag_name().name();
        if map.entries.len() >= MAX_MEMBERS {
            map.open = Some("too many elements to be read".into());
            break;
        }
        if map.entry(key).is_none() {
            map.entries.push(Entry {
                key: key.into(),
                at: place(opening(child)),
                value: element(child, place, depth + 1),
            });
        }
    }
    Value::new(Data::Map(map), at)
}

/// The text of an element without the white space around it; comments in it are left out.
fn text(node: Node<'_, '_>, place: &dyn Fn(Span) -> Location) -> Value {
    let parts: Vec<Node<'_, '_>> = node
        .children()
        .filter(|child| child.text().is_some_and(|text| child.is_text() && !text.trim().is_empty()))
        .collect();
    let written: String = parts.iter().filter_map(Node::text).collect();
    let at = match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => trimmed(node, span(*first).to(span(*last))),
        _ => span(node),
    };
    placeholders::read(written.trim(), ("${", "}"), "variable", place(at))
}

/// A span without the white space at its ends.
fn trimmed(node: Node<'_, '_>, span: Span) -> Span {
    let written = &node.document().input_text()[span.range()];
    let start = span.range().start + (written.len() - written.trim_start().len());
    Span::new(start, start + written.trim().len())
}

fn span(node: Node<'_, '_>) -> Span {
    let range = node.range();
    Span::new(range.start, range.end)
}

/// The name in the opening tag of an element.
fn opening(node: Node<'_, '_>) -> Span {
    let start = node.range().start + 1;
    let written = &node.document().input_text()[start..];
    let length = written.find(|character: char| character.is_whitespace() || matches!(character, '>' | '/'));
    Span::new(start, start + length.unwrap_or(written.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    const SETTINGS: &str = "<settings xmlns=\"http://maven.apache.org/SETTINGS/1.0.0\">
  <servers>
    <server><id>a</id><username>aws</username><password>${env.TOKEN}</password></server>
    <server><id>b</id><password><!-- x --> s&amp;cret </password></server>
  </servers>
  <interactiveMode>true</interactiveMode>
</settings>";

    fn settings(text: &str) -> Read {
        read(text, &|span| Location { file: FileId(0), span })
    }

    #[test]
    fn servers_are_a_list_of_objects() {
        let settings = settings(SETTINGS).content;
        let servers = settings.get("servers").and_then(Value::as_list).expect("a list");
        let password = |index: usize| servers[index].get("password").expect("a password");
        assert_eq!(servers[0].get("id").and_then(Value::text).as_deref(), Some("a"));
        assert_eq!(password(0).why_unknown().map(|reason| &**reason), Some("variable env.TOKEN"));
        assert_eq!(password(1).text().as_deref(), Some("s&cret"));
        assert_eq!(&SETTINGS[password(1).origin.at.span.range()], "s&amp;cret");
        assert!(settings.get("interactiveMode").is_none());
    }

    #[test]
    fn a_key_is_placed_at_the_name_of_the_element() {
        let settings = settings(SETTINGS).content;
        let entry = settings.as_map().and_then(|map| map.entry("servers")).expect("servers");
        assert_eq!(&SETTINGS[entry.at.span.range()], "servers");
    }

    #[test]
    fn what_is_broken_is_said_with_its_place() {
        let (message, at) = settings("<settings>\n  <servers>\n</settings>").error.expect("broken");
        assert!(message.contains("servers"), "{message}");
        assert_eq!(at.span, Span::at(23));
    }

    #[test]
    fn hostile_files_are_bounded() {
        let many = format!("<settings><servers>{}</servers></settings>", "<server/>".repeat(60_000));
        assert!(settings(&many).content.why_unknown().is_some());
        let deep = format!("<settings>{}</settings>", "<profiles>".repeat(40_000) + &"</profiles>".repeat(40_000));
        assert!(settings(&deep).error.is_none());
        let laughs = "<!DOCTYPE a [<!ENTITY b \"bb\">]><settings><servers>&b;</servers></settings>";
        assert!(settings(laughs).error.is_some());
    }
}
