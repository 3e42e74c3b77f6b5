//! Patterns: of files, of resources and of rules.
//!
//! Files and resources follow what `.gitignore` has taught everybody: a pattern without a slash matches at any depth,
//! one with a slash begins at the root, and what matches a folder or a construct matches everything in it.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A longer pattern is a mistake, or an attempt to make the run slow.
const MAX_LENGTH: usize = 1000;

/// A pattern of files or of resources.
#[derive(Clone, Debug)]
pub struct Glob {
    text: Arc<str>,
    set: GlobSet,
}

/// A rule's id, or a glob of ids.
#[derive(Clone, Debug)]
pub struct RulePattern {
    text: Arc<str>,
    /// `None` for an id.
    set: Option<GlobSet>,
}

/// The folder that patterns are relative to, and the one that reported paths are relative to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    folder: String,
    working: String,
}

/// Which files and folders are left out of a run.
#[derive(Clone, Debug, Default)]
pub struct Excludes {
    patterns: Vec<Glob>,
    root: Option<Root>,
}

impl Glob {
    /// A pattern of files, with `*`, `**`, `?`, `[a-z]` and `{a,b}`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn path(text: &str) -> Result<Self, String> {
        if text.starts_with('!') {
            return Err(format!("`{text}` would take files back in, which patterns cannot do"));
        }
        if text.split('/').any(|part| part == "..") {
            return Err(format!("`{text}` leaves the folder that patterns are relative to"));
        }
        let set = anywhere(text.strip_prefix("./").unwrap_or(text)).map_err(|error| no_glob(text, &error))?;
        Ok(Self { text: text.into(), set })
    }

    /// A pattern of logical ids and construct paths, with `*`, `**` and `?`. Brackets and braces are themselves: the id
    /// of a construct that is made in a loop has some.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn resource(text: &str) -> Result<Self, String> {
        let escape = |character: char| match character {
            '[' | ']' | '{' | '}' | '\\' => format!("[{character}]"),
            _ => character.to_string(),
        };
        let escaped: String = text.chars().map(escape).collect();
        let set = anywhere(&escaped).map_err(|error| no_glob(text, &error))?;
        Ok(Self { text: text.into(), set })
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it matches a path relative to the root, or an id.
    pub fn matches(&self, name: &str) -> bool {
        self.set.is_match(name)
    }
}

impl RulePattern {
    /// A rule's id, or a glob such as `s3/*` in which `*` stands for anything.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(text: &str) -> Result<Self, String> {
        let is_letter = |character: char| character.is_ascii_alphanumeric() || "/-_*?".contains(character);
        if text.is_empty() || text.len() > MAX_LENGTH || !text.chars().all(is_letter) {
            return Err(format!("`{}` is neither the id of a rule nor a glob such as `s3/*`", shortened(text)));
        }
        let set = text.contains(['*', '?']).then(|| set(&[text], false)).transpose();
        Ok(Self { text: text.into(), set: set.map_err(|error| no_glob(text, &error))? })
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it names one rule.
    pub fn is_exact(&self) -> bool {
        self.set.is_none()
    }

    /// Whether it matches the id of a rule. The program's own rules are matched by what begins with `plimsoll/` alone:
    /// whoever switches off `*` still wants to know that a file cannot be read.
    pub fn matches(&self, rule: &str) -> bool {
        let own = |id: &str| id.starts_with("plimsoll/");
        self.set.as_ref().map_or(*self.text == *rule, |set| own(rule) == own(&self.text) && set.is_match(rule))
    }

    /// How narrow it is; of two that match, the greater one counts.
    pub(super) fn specificity(&self) -> (bool, usize) {
        (self.is_exact(), self.text.chars().filter(|character| !matches!(character, '*' | '?')).count())
    }
}

impl Root {
    /// From two absolute folders.
    pub fn new(folder: &Path, working: &Path) -> Self {
        let text = |path: &Path| {
            let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            text.trim_end_matches('/').to_owned()
        };
        Self { folder: text(folder), working: text(working) }
    }

    /// A reported path relative to the folder; `None` where it lies outside.
    pub fn relative<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        if Path::new(path).is_absolute() {
            return path.strip_prefix(self.folder.as_str())?.strip_prefix('/').map(Cow::Borrowed);
        }
        if self.folder == self.working {
            return Some(Cow::Borrowed(path));
        }
        let absolute = format!("{}/{path}", self.working);
        Some(Cow::Owned(absolute.strip_prefix(self.folder.as_str())?.strip_prefix('/')?.to_owned()))
    }
}

impl Excludes {
    /// Patterns relative to a root; without one nothing is left out.
    pub fn new(patterns: Vec<Glob>, root: Option<Root>) -> Self {
        Self { patterns, root }
    }

    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The pattern that leaves a file or folder out, named as it is reported.
    pub fn pattern(&self, path: &str) -> Option<&Glob> {
        let relative = self.root.as_ref()?.relative(path)?;
        self.patterns.iter().find(|pattern| pattern.matches(&relative))
    }
}

/// A pattern as `.gitignore` has it.
fn anywhere(pattern: &str) -> Result<GlobSet, String> {
    let inner = pattern.trim_end_matches('/');
    if inner.is_empty() || inner == "." {
        return match pattern {
            "" => Err("it is empty".to_owned()),
            _ => set(&["**"], true),
        };
    }
    let rooted = match inner.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None if inner.contains('/') => inner.to_owned(),
        None => format!("**/{inner}"),
    };
    set(&[&rooted, &format!("{rooted}/**")], true)
}

fn set(patterns: &[&str], separated: bool) -> Result<GlobSet, String> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        if pattern.len() > 2 * MAX_LENGTH {
            return Err(format!("it is longer than {MAX_LENGTH} characters"));
        }
        let glob = GlobBuilder::new(pattern).literal_separator(separated).build();
        builder.add(glob.map_err(|error| error.kind().to_string())?);
    }
    builder.build().map_err(|_| "it is too complex".to_owned())
}

fn no_glob(text: &str, error: &str) -> String {
    format!("`{}` is no glob: {error}", shortened(text))
}

/// A text of a length that a message can have.
fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(pattern: &str, name: &str) -> bool {
        Glob::path(pattern).unwrap().matches(name)
    }

    #[test]
    fn a_pattern_without_a_slash_matches_at_any_depth() {
        assert!(path("vendor", "vendor") && path("vendor", "a/vendor") && path("vendor", "a/vendor/b/c.yaml"));
        assert!(path("*.gen.yaml", "a/b.gen.yaml") && path("vendor/", "vendor/a"));
        assert!(!path("vendor", "vendors/a") && !path("*.gen.yaml", "a.yaml"));
    }

    #[test]
    fn a_pattern_with_a_slash_begins_at_the_root() {
        assert!(path("test/fixtures", "test/fixtures/a.yaml") && path("/test", "test/a") && path("./test", "test/a"));
        assert!(path("test/*.yaml", "test/a.yaml") && path("**/fixtures", "a/b/fixtures/c"));
        assert!(path("a/{b,c}/*", "a/c/d") && path(".", "anything/at/all"));
        assert!(!path("test/fixtures", "a/test/fixtures/b") && !path("/test", "a/test"));
        assert!(!path("test/*.yaml", "test/a/b.yaml"));
    }

    #[test]
    fn what_cannot_be_a_pattern_says_why() {
        let error = |pattern: &str| Glob::path(pattern).unwrap_err();
        assert_eq!(error("a["), "`a[` is no glob: unclosed character class; missing ']'");
        assert_eq!(error(""), "`` is no glob: it is empty");
        assert!(error("!keep").contains("take files back in"));
        assert!(error("../a").contains("leaves the folder"));
        assert!(error(&"?".repeat(100_000)).ends_with("is no glob: it is longer than 1000 characters"));
        assert!(error(&"{a,".repeat(300)).contains("is no glob"));
        let nested = format!("{}a{}", "{b,".repeat(290), "}".repeat(290));
        assert_eq!(error(&nested), format!("`{}…` is no glob: it is too complex", &nested[..60]));
    }

    #[test]
    fn ids_of_constructs_have_brackets_of_their_own() {
        let resource = |pattern: &str, id: &str| Glob::resource(pattern).unwrap().matches(id);
        assert!(resource("ServiceStack/{name}", "ServiceStack/{name}") && resource("Stack/*", "Stack/Fleet/Repo"));
        assert!(resource("Repo", "Stack/Repo") && resource("Repo", "Repo") && resource("*Repo", "Stack/TheRepo"));
        assert!(!resource("Repo", "Repository") && !resource("Stack/Repo", "Other/Stack/Repo"));
    }

    #[test]
    fn the_narrower_pattern_of_rules_counts_more() {
        let pattern = |text: &str| RulePattern::new(text).unwrap();
        let mut patterns = ["*", "s3/public", "s3/p*", "s3/*"].map(pattern);
        assert!(patterns.iter().all(|pattern| pattern.matches("s3/public")));
        patterns.sort_by_key(RulePattern::specificity);
        assert_eq!(patterns.each_ref().map(RulePattern::as_str), ["*", "s3/*", "s3/p*", "s3/public"]);
        assert!(!pattern("s3/*").matches("ecr/s3") && !pattern("s3").matches("s3/public"));
        assert!(RulePattern::new("s3/[a]").is_err() && RulePattern::new("").is_err());
    }

    #[test]
    #[cfg(unix)]
    fn reported_paths_are_seen_from_the_root() {
        let root = |folder: &str, working: &str| Root::new(Path::new(folder), Path::new(working));
        let same = root("/a/b", "/a/b/");
        assert_eq!(same.relative("c/d").as_deref(), Some("c/d"));
        assert_eq!(same.relative("/a/b/c").as_deref(), Some("c"));
        assert_eq!((same.relative("/a/bc"), same.relative("/x")), (None, None));
        assert_eq!(root("/a", "/a/b").relative("c").as_deref(), Some("b/c"));
        assert_eq!(root("/a/b", "/a").relative("b/c").as_deref(), Some("c"));
        assert_eq!(root("/a/b", "/a").relative("c"), None);
        assert_eq!(root("/", "/a").relative("c").as_deref(), Some("a/c"));
    }
}
