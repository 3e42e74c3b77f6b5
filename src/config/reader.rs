//! Reading values from the tree of a file, with a complaint at the place of everything that is not what it must be.

use std::sync::Arc;

use super::{Glob, RulePattern};
use crate::rule::PackError;
use crate::source::{SourceFile, Span};
use crate::spelling;
use crate::syntax::{DuplicateKey, Kind, Node, Scalar, SyntaxError, Tree};

/// How many complaints are made about one file.
const MAX_COMPLAINTS: usize = 100;
/// How many patterns a configuration may have, each of which is tried on every file.
const MAX_PATTERNS: usize = 10_000;

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spanned<T> {
    pub(super) value: T,
    pub(super) at: Span,
}

/// Makes complaints about one file.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub(super) source: Arc<SourceFile>,
    pub(super) errors: Vec<PackError>,
    patterns: usize,
}

impl Reader {
    pub(super) fn new(source: Arc<SourceFile>) -> Self {
        Self { source, errors: Vec::new(), patterns: 0 }
    }

    /// Complains about what the grammar does not allow, and about keys that stand twice.
    pub(super) fn grammar(&mut self, tree: &Tree) {
        for SyntaxError { span, message, help, .. } in tree.errors() {
            self.complain(*span, message.clone()).help.clone_from(help);
        }
        for DuplicateKey { key, first, second } in tree.duplicates() {
            let line = self.source.position(first.start).line;
            self.complain(*second, format!("`{key}` stands twice in one mapping"))
                .help(format!("it stands first on line {line}; keep one of them"));
        }
        if let Some(second) = tree.roots().nth(1) {
            self.complain(first_place(second), "this file has more than one document").help("keep the first one alone");
        }
    }

    /// All complaints in the order of their places; of very many the first, and how many more there are.
    pub(super) fn finish(mut self) -> Vec<PackError> {
        self.errors.sort_by_key(|error| error.span);
        let more = self.errors.len().saturating_sub(MAX_COMPLAINTS);
        self.errors.truncate(MAX_COMPLAINTS);
        if let Some(last) = self.errors.last().map(|error| error.span).filter(|_| more > 0) {
            self.complain(last, format!("{more} more mistakes in this file are not listed"));
        }
        self.errors
    }

    pub(super) fn complain(&mut self, at: Span, message: impl Into<String>) -> &mut PackError {
        let complaint = self.complaint(at, message);
        self.errors.push(complaint);
        self.errors.last_mut().expect("internal error: an element was pushed just now")
    }

    /// A complaint that is not kept.
    pub(super) fn complaint(&self, at: Span, message: impl Into<String>) -> PackError {
        let source = &self.source;
        let (path, text, message) = (source.path.clone(), source.text.clone(), message.into());
        PackError { path, text, span: at, message, label: None, help: None }
    }

    /// The keys and values of a mapping whose keys are known.
    pub(super) fn fields<'n>(&mut self, node: Node<'n>, keys: &[&str], what: &str) -> Option<Node<'n>> {
        let node = self.mapping(node, what)?;
        for (key, _) in node.entries() {
            let Some(name) = key.text() else {
                self.complain(key.site(), format!("a key of {what} is a word"))
                    .help(format!("known are {}", keys.join(", ")));
                continue;
            };
            if !keys.contains(&name) {
                let hint = spelling::hint(name, keys);
                self.complain(key.site(), format!("`{name}` is no key of {what}")).help(hint);
            }
        }
        Some(node)
    }

    /// A mapping. An empty value is an empty mapping, as where everything below a key is commented out.
    pub(super) fn mapping<'n>(&mut self, node: Node<'n>, what: &str) -> Option<Node<'n>> {
        match node.kind() {
            Kind::Mapping => return Some(node),
            _ if is_empty(node) => {}
            _ => {
                self.complain(first_place(node), format!("{what} must be a mapping of names to values"));
            }
        }
        None
    }

    /// The entries of a mapping whose keys are free.
    pub(super) fn entries<'n>(&mut self, node: Node<'n>, what: &str) -> Vec<(Spanned<Arc<str>>, Node<'n>)> {
        let Some(node) = self.mapping(node, what) else { return Vec::new() };
        let mut entries = Vec::new();
        for (key, value) in node.entries() {
            if let Some(key) = self.text(key) {
                entries.push((key, value));
            }
        }
        entries
    }

    /// The items of a list; a single text is a list of one.
    pub(super) fn list<'n>(&mut self, node: Node<'n>, what: &str) -> Vec<Node<'n>> {
        match node.kind() {
            Kind::Sequence => return node.items().collect(),
            Kind::Scalar if is_empty(node) => {}
            Kind::Scalar => return vec![node],
            _ => {
                self.complain(first_place(node), format!("{what} must be a list"));
            }
        }
        Vec::new()
    }

    pub(super) fn texts(&mut self, node: Node<'_>, what: &str) -> Vec<Spanned<Arc<str>>> {
        let items = self.list(node, what);
        items.into_iter().filter_map(|item| self.text(item)).collect()
    }

    /// A text. What YAML takes for a number or a truth is one as it is written.
    pub(super) fn text(&mut self, node: Node<'_>) -> Option<Spanned<Arc<str>>> {
        if let Some(text) = node.text().map(str::trim).filter(|text| !text.is_empty()) {
            return Some(Spanned { value: text.into(), at: node.site() });
        }
        self.complain(first_place(node), "this must be a text");
        None
    }

    pub(super) fn truth(&mut self, node: Node<'_>) -> Option<bool> {
        if let Some(Scalar::Bool(truth)) = node.scalar() {
            return Some(truth);
        }
        self.complain(first_place(node), "this must be true or false");
        None
    }

    /// One of a few words.
    pub(super) fn choice<T>(&mut self, node: Node<'_>, names: &[&str], of: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Some(name) = node.text().map(str::trim).filter(|name| !name.is_empty()) else {
            self.complain(first_place(node), format!("this must be one of {}", names.join(", ")));
            return None;
        };
        let choice = of(name);
        if choice.is_none() {
            let shortened = || names.iter().copied().find(|known| name.len() > 2 && known.starts_with(name));
            let meant = spelling::closest(name, names.iter().copied()).or_else(shortened);
            self.complain(node.site(), format!("`{name}` is none of {}", names.join(", "))).help =
                meant.map(|meant| format!("did you mean `{meant}`?"));
        }
        choice
    }

    /// Patterns of files.
    pub(super) fn paths(&mut self, node: Node<'_>, what: &str) -> Vec<Glob> {
        let texts = self.texts(node, what);
        texts.iter().filter_map(|text| self.pattern(text, Glob::path)).collect()
    }

    /// Patterns of resources.
    pub(super) fn resources(&mut self, node: Node<'_>, what: &str) -> Vec<Glob> {
        let texts = self.texts(node, what);
        texts.iter().filter_map(|text| self.pattern(text, Glob::resource)).collect()
    }

    /// Patterns of rules.
    pub(super) fn rules(&mut self, node: Node<'_>, what: &str) -> Vec<Spanned<RulePattern>> {
        let texts = self.texts(node, what);
        let pattern = |text: &Spanned<Arc<str>>, reader: &mut Self| {
            Some(Spanned { value: reader.pattern(text, RulePattern::new)?, at: text.at })
        };
        texts.iter().filter_map(|text| pattern(text, self)).collect()
    }

    pub(super) fn pattern<T>(
        &mut self,
        text: &Spanned<Arc<str>>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        self.patterns += 1;
        if self.patterns > MAX_PATTERNS {
            if self.patterns == MAX_PATTERNS + 1 {
                self.complain(text.at, format!("there are more than {MAX_PATTERNS} patterns in this file"));
            }
            return None;
        }
        match read(&text.value) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                self.complain(text.at, error);
                None
            }
        }
    }
}

/// Where a node begins. A whole mapping or list would be a frame of many lines.
pub(super) fn first_place(node: Node<'_>) -> Span {
    match node.kind() {
        Kind::Mapping => node.entries().next().map_or(node.site(), |(key, _)| key.site()),
        Kind::Sequence => node.items().next().map_or(node.site(), first_place),
        Kind::Scalar | Kind::Alias => node.site(),
    }
}

/// Whether nothing is written where a value could be.
fn is_empty(node: Node<'_>) -> bool {
    node.kind() == Kind::Scalar && node.scalar() == Some(Scalar::Null)
}
