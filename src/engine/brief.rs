//! Short names of packages. The engine puts the full name of a function together, part by part, for every call of it:
//! a third of an evaluation is spent on `data.plimsoll.lib.facts`. Only the lines of `package` and `import` name
//! packages, so that every other line stays as it is written, with the places in it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The package of the program's own files begins with it.
const OWN: &str = "plimsoll.";

/// What packages are called in an engine, by the names that are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Short names for the packages of these files. None where some file names a package below its imports, or
    /// may ask for packages that it does not name.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let is_plain = |text: &str| {
            let (_, body) = split(text);
            !asks_for_packages(body)
        };
        if !texts.clone().all(is_plain) {
            return Self::default();
        }
        let packages: Vec<&str> = texts.filter_map(package).collect();
        let taken: BTreeSet<&str> = packages.iter().filter_map(|package| package.split('.').next()).collect();
        let short = |(number, package): (usize, &&str)| {
            let rest = package.strip_prefix(OWN)?;
            let name = match rest.strip_prefix("lib.") {
                Some(name) => name.to_owned(),
                None => format!("rule{number}"),
            };
            let is_free = !name.contains('.') && !taken.contains(name.as_str());
            is_free.then(|| ((*package).to_owned(), name))
        };
        Self(packages.iter().enumerate().filter_map(short).collect())
    }

    /// The text of a file as the engine is given it. It has the same lines.
    pub(super) fn in_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.0.is_empty() {
            return Cow::Borrowed(text);
        }
        let (head, body) = split(text);
        let mut changed: String = head.split_inclusive('\n').map(|line| self.in_line(line)).collect();
        changed.push_str(body);
        Cow::Owned(changed)
    }

    fn in_line<'t>(&self, line: &'t str) -> Cow<'t, str> {
        let Some(rest) = line.strip_prefix("package ").or_else(|| line.strip_prefix("import data.")) else {
            return Cow::Borrowed(line);
        };
        let start = line.len() - rest.len();
        let end = rest.find(char::is_whitespace).map_or(line.len(), |length| start + length);
        match self.0.get(&line[start..end]) {
            Some(short) => Cow::Owned(format!("{}{short}{}", &line[..start], &line[end..])),
            None => Cow::Borrowed(line),
        }
    }

    /// The path of what a package, with `data.` before it, defines.
    pub(super) fn path(&self, package: &str, name: &str) -> String {
        let short = package.strip_prefix("data.").and_then(|package| self.0.get(package));
        short.map_or_else(|| format!("{package}.{name}"), |short| format!("data.{short}.{name}"))
    }
}

/// A file up to its last import, and the rest.
pub(super) fn split(text: &str) -> (&str, &str) {
    let mut head = 0;
    for line in text.split_inclusive('\n') {
        let is_head =
            line.trim().is_empty() || ["#", "package ", "import "].iter().any(|start| line.starts_with(start));
        if !is_head {
            break;
        }
        head += line.len();
    }
    text.split_at(head)
}

fn package(text: &str) -> Option<&str> {
    split(text).0.lines().find_map(|line| line.strip_prefix("package ")).map(str::trim)
}

/// Whether a package may be named below the imports: by its whole name, or as `data[…]`.
pub(super) fn asks_for_packages(body: &str) -> bool {
    let is_name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.');
    body.contains("plimsoll") || body.match_indices("data[").any(|(at, _)| !body[..at].ends_with(is_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIBRARY: &str = "# METADATA\n# title: A\npackage plimsoll.lib.facts\n\nknown(x) if x\n";
    const RULE: &str = "package plimsoll.rules.ecr.scan\n\nimport data.plimsoll.lib.facts\nimport data.plimsoll.lib.facts as f\nimport data.mine\n\ndeny contains 1 if facts.known(1)\n";

    #[test]
    fn only_the_head_of_a_file_changes() {
        let names = Names::of([LIBRARY, RULE].into_iter());
        assert_eq!(names.in_text(LIBRARY), LIBRARY.replace("plimsoll.lib.facts", "facts"));
        let rule = "package rule1\n\nimport data.facts\nimport data.facts as f\nimport data.mine\n\ndeny contains 1 if facts.known(1)\n";
        assert_eq!(names.in_text(RULE), rule);
        assert_eq!(names.path("data.plimsoll.rules.ecr.scan", "deny"), "data.rule1.deny");
        assert_eq!(names.path("data.mine", "deny"), "data.mine.deny");
    }

    #[test]
    fn a_name_that_is_taken_stays() {
        let names = Names::of([LIBRARY, RULE, "package facts.of.mine\n"].into_iter());
        assert_eq!(names.in_text(LIBRARY), LIBRARY);
        assert_eq!(names.path("data.plimsoll.rules.ecr.scan", "deny"), "data.rule1.deny");
    }

    #[test]
    fn nothing_changes_where_a_body_names_packages() {
        for body in ["deny contains 1 if data.plimsoll.lib.facts.known(1)\n", "deny contains x if some x in data[y]\n"]
        {
            let text = format!("package mine\n\nimport data.plimsoll.lib.facts\n\n{body}");
            let names = Names::of([LIBRARY, RULE, &text].into_iter());
            assert_eq!(names.in_text(LIBRARY), LIBRARY, "{body}");
        }
        let names = Names::of([LIBRARY, "package mine\n\nx := input.metadata[y]\n"].into_iter());
        assert_ne!(names.in_text(LIBRARY), LIBRARY);
    }
}
