//! `.npmrc`, the settings of npm: an object with its keys as they are written, `//host/:_authToken` and all.
//!
//! A key that ends in `[]` is a list; where a key stands twice, npm takes the last. Sections mean nothing to npm.

use super::{Read, placeholders};
use crate::source::{Location, Span};
use crate::value::{Data, Entry, Map, Value};

/// How many settings are read.
const MAX_SETTINGS: usize = 5_000;

/// A file of this name, at home or in a project, with a setting in it.
pub(super) fn recognise(path: &str, text: &str) -> bool {
    path.rsplit('.').next() == Some("npmrc") && text.contains('=')
}

/// Lines that begin with `;` or `#`.
pub(super) fn comments(text: &str) -> Vec<Span> {
    let comment = |(start, line): (usize, &str)| {
        let indent = line.len() - line.trim_start().len();
        line.trim_start().starts_with([';', '#']).then(|| Span::new(start + indent, start + line.trim_end().len()))
    };
    lines(text).filter_map(comment).collect()
}

pub(super) fn read(text: &str, place: &dyn Fn(Span) -> Location) -> Read {
    Read { content: settings(text, place), error: None }
}

fn settings(text: &str, place: &dyn Fn(Span) -> Location) -> Value {
    let mut map = Map::default();
    for (start, line) in lines(text) {
        let Some(setting) = setting(start, line, place) else { continue };
        if map.entries.len() >= MAX_SETTINGS {
            map.open = Some("too many settings to be read".into());
            break;
        }
        add(&mut map, setting);
    }
    Value::new(Data::Map(map), place(Span::new(0, text.len())))
}

/// Each line with the offset that it begins at.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |offset, line| {
        let start = *offset;
        *offset += line.len();
        Some((start, line))
    })
}

fn setting(start: usize, line: &str, place: &dyn Fn(Span) -> Location) -> Option<Entry> {
    let trimmed = line.trim();
    if trimmed.is_empty() || trimmed.starts_with([';', '#', '[']) {
        return None;
    }
    let within = |part: &str| {
        // A part of the line, whose offset is the distance between their beginnings.
        let offset = start + (part.as_ptr() as usize - line.as_ptr() as usize);
        place(Span::new(offset, offset + part.len()))
    };
    let (key, value) = match trimmed.split_once('=') {
        Some((key, value)) => (key.trim(), Some(bare(value.trim()))),
        None => (trimmed, None),
    };
    let value = match value {
        Some(value) => placeholders::read(value, ("${", "}"), "environment variable", within(value)),
        None => Value::new(Data::Bool(true), within(key)),
    };
    Some(Entry { key: key.into(), at: within(key), value })
}

/// A value without its quotation marks, or without the comment behind it.
fn bare(value: &str) -> &str {
    let quoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(inner) = quoted('"').or_else(|| quoted('\'')) {
        return inner;
    }
    let mut escaped = false;
    let comment = value.find(|character: char| {
        let ends = matches!(character, ';' | '#') && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    });
    value[..comment.unwrap_or(value.len())].trim_end()
}

fn add(map: &mut Map, setting: Entry) {
    let Some(name) = setting.key.strip_suffix("[]") else {
        map.entries.retain(|entry| entry.key != setting.key);
        return map.entries.push(setting);
    };
    let known = map.entries.iter_mut().find(|entry| &*entry.key == name);
    if let Some(Entry { value: Value { data: Data::List(items), .. }, .. }) = known {
        return items.push(setting.value);
    }
    let at = setting.value.origin.at;
    map.entries.push(Entry {
        key: name.into(),
        at: setting.at,
        value: Value::new(Data::List(vec![setting.value]), at),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn read(text: &str) -> Value {
        settings(text, &|span| Location { file: FileId(0), span })
    }

    #[test]
    fn keys_and_values_are_as_npm_reads_them() {
        let text = "; a comment\nregistry = https://npm.example/ # mine\r\n//npm.example/:_authToken=\"abc#1\"\nsave\n[x]\nca[]=a\nca[]=b\n";
        let settings = read(text);
        let is = |key: &str| settings.get(key).and_then(|value| value.text().map(std::borrow::Cow::into_owned));
        assert_eq!(is("registry").as_deref(), Some("https://npm.example/"));
        assert_eq!(is("//npm.example/:_authToken").as_deref(), Some("abc#1"));
        assert_eq!(is("save").as_deref(), Some("true"));
        assert_eq!(settings.get("ca").and_then(Value::as_list).map(<[Value]>::len), Some(2));
        assert_eq!(settings.as_map().map(|map| map.entries.len()), Some(4));
    }

    #[test]
    fn what_the_environment_gives_is_unknown() {
        let settings = read("//npm.example/:_authToken=${NPM_TOKEN}");
        let token = settings.get("//npm.example/:_authToken").expect("the setting");
        assert_eq!(token.why_unknown().map(|reason| &**reason), Some("environment variable NPM_TOKEN"));
    }

    #[test]
    fn places_are_those_of_key_and_value() {
        let text = "a = 1\n  b = 'two' \n";
        let settings = read(text);
        let entry = settings.as_map().and_then(|map| map.entry("b")).expect("the setting");
        assert_eq!(&text[entry.at.span.range()], "b");
        assert_eq!(&text[entry.value.origin.at.span.range()], "two");
    }

    #[test]
    fn the_last_of_two_counts() {
        let settings = read("a=1\na=2\n");
        assert_eq!(settings.get("a").and_then(Value::text).as_deref(), Some("2"));
    }

    #[test]
    fn a_great_many_settings_are_not_read_to_the_end() {
        let text: String = (0..MAX_SETTINGS + 10)
            .flat_map(|number| ["k".to_owned(), number.to_string(), "[]=1\n".to_owned()])
            .collect();
        let settings = read(&text);
        assert!(settings.as_map().is_some_and(|map| map.open.is_some() && map.entries.len() == MAX_SETTINGS));
    }
}
