//! Names for modules that `paths` of a `tsconfig.json` gives.

use std::sync::Arc;

use super::{Programs, folder, join};
use crate::source::FileId;

/// How many names of one configuration are looked at.
const MAX_PATTERNS: usize = 200;

/// The names that a configuration gives, and the folder that what they stand for begins in.
#[derive(Clone, Debug)]
pub(super) struct Aliases {
    root: String,
    /// Each with at most one `*` on both sides.
    patterns: Vec<(String, Vec<String>)>,
}

impl Programs {
    /// Adds a `tsconfig.json`, by the folder it stands in (empty for the working directory). What is no JSON but for
    /// comments and commas too many names nothing.
    pub fn compiler_options(&mut self, folder: &str, text: &str) {
        let Ok(json) = serde_json::from_str::<serde_json::Value>(&plain(text)) else { return };
        let options = &json["compilerOptions"];
        let Some(paths) = options["paths"].as_object() else { return };
        let folder = folder.trim_end_matches('/');
        let base = options["baseUrl"].as_str().unwrap_or(".");
        let Some(root) = join(folder, base) else { return };
        let texts = |value: &serde_json::Value| {
            let items = value.as_array().into_iter().flatten();
            items.filter_map(|item| item.as_str().map(ToOwned::to_owned)).collect()
        };
        let patterns = paths.iter().take(MAX_PATTERNS).map(|(name, targets)| (name.clone(), texts(targets))).collect();
        Arc::make_mut(&mut self.aliases).insert(folder.to_owned(), Aliases { root, patterns });
    }

    /// The file that a name stands for, by the nearest configuration that knows it.
    pub(super) fn aliased(&self, from: FileId, module: &str) -> Option<FileId> {
        let mut above = folder(self.path(from));
        loop {
            let aliases = self.aliases.get(above);
            if let Some(found) = aliases.and_then(|aliases| aliases.targets(module).find_map(|path| self.stored(&path)))
            {
                return Some(found);
            }
            if above.is_empty() {
                return None;
            }
            above = folder(above);
        }
    }
}

impl Aliases {
    /// The paths that a name may stand for.
    fn targets<'a>(&'a self, module: &'a str) -> impl Iterator<Item = String> + 'a {
        self.patterns.iter().flat_map(move |(pattern, targets)| {
            let part = matched(pattern, module);
            targets.iter().filter_map(move |target| join(&self.root, &target.replacen('*', part?, 1)))
        })
    }
}

/// What the `*` of a pattern stands for in a name; nothing where it has none and is the name.
fn matched<'m>(pattern: &str, module: &'m str) -> Option<&'m str> {
    match pattern.split_once('*') {
        Some((before, behind)) => module.strip_prefix(before)?.strip_suffix(behind),
        None => (pattern == module).then_some(""),
    }
}

/// JSON without the comments and the last commas that the compiler allows.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = match character {
            '"' => text_length(rest),
            '/' if rest.starts_with("//") => {
                rest = rest.find('\n').map_or("", |end| &rest[end..]);
                continue;
            }
            '/' if rest.starts_with("/*") => {
                rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
                continue;
            }
            ']' | '}' => {
                let kept = plain.trim_end().strip_suffix(',').map_or(plain.len(), str::len);
                plain.truncate(kept);
                1
            }
            _ => character.len_utf8(),
        };
        plain.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    plain
}

/// The length of the text that begins here, with its quotes.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (position, character) in rest.char_indices().skip(1) {
        match character {
            '"' if !escaped => return position + 1,
            _ => escaped = character == '\\' && !escaped,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::program::{Language, Program};

    #[test]
    fn comments_and_last_commas_are_left_out() {
        let text = "{ // one\n \"a//b\": [1, /* two */ 2,],\n \"c\\\"\": {},\n}";
        assert_eq!(serde_json::from_str::<serde_json::Value>(&plain(text)).unwrap()["a//b"][1], 2);
        assert_eq!(plain("/* open"), "");
        assert_eq!(plain("\"open"), "\"open");
    }

    #[test]
    fn the_nearest_configuration_that_knows_a_name_decides() {
        let paths = ["app/bin/app.ts", "app/src/stacks/service.ts", "libs/shared/src/index.ts"].map(Arc::from);
        let mut programs = Programs::new(&paths);
        programs.insert(FileId(0), Arc::new(Program::default()), Language::TypeScript);
        programs.compiler_options("", r#"{"compilerOptions": {"paths": {"@acme/shared": ["./libs/shared/src"]}}}"#);
        programs.compiler_options("app/", r#"{"compilerOptions": {"baseUrl": "src", "paths": {"~/*": ["./*"]}}}"#);
        assert_eq!(programs.aliased(FileId(0), "~/stacks/service"), Some(FileId(1)));
        assert_eq!(programs.aliased(FileId(0), "@acme/shared"), Some(FileId(2)));
        assert_eq!(programs.aliased(FileId(0), "@acme/other"), None);
        programs.compiler_options("app", "no configuration");
        assert_eq!(programs.aliased(FileId(0), "~/stacks/service"), Some(FileId(1)));
    }
}
