//! A configuration file as it is written: its keys and values with their places, before any rule is known.

use std::sync::Arc;

use serde_json::Value;

use super::reader::{Reader, Spanned, first_place};
use super::{Config, FailOn, Glob, Origin, Peer, Root, RuleLevel, RulePattern};
use crate::rule::{self, PackError};
use crate::source::{SourceFile, Span};
use crate::syntax::{Format, Kind, Node, Scalar, Tree};

/// The keys of the file.
pub(super) const KEYS: [&str; 8] =
    ["rules", "packs", "parameters", "exclude", "overrides", "exceptions", "ignores", "fail-on"];
pub(super) const RULE_KEYS: [&str; 2] = ["level", "options"];
pub(super) const OVERRIDE_KEYS: [&str; 2] = ["paths", "rules"];
pub(super) const EXCEPTION_KEYS: [&str; 6] = ["rule", "rules", "paths", "resources", "reason", "until"];
pub(super) const IGNORES_KEYS: [&str; 4] = ["inline", "require-reason", "honour", "unsuppressible"];

/// A configuration file whose rules are not looked up yet.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// What needs no rule to be understood.
    pub(super) config: Config,
    /// `rules`, then the overrides.
    pub(super) layers: Vec<RawLayer>,
    pub(super) exceptions: Vec<RawException>,
    pub(super) unsuppressible: Vec<Spanned<RulePattern>>,
    pub(super) packs: Vec<Spanned<Arc<str>>>,
    pub(super) reader: Reader,
}

/// What one mapping of rules says, and for which files.
#[derive(Clone, Debug)]
pub(super) struct RawLayer {
    pub(super) paths: Option<Spanned<Vec<Glob>>>,
    pub(super) rules: Vec<RawRule>,
}

/// What is said of the rules that a pattern matches.
#[derive(Clone, Debug)]
pub(super) struct RawRule {
    pub(super) pattern: Spanned<RulePattern>,
    pub(super) level: Option<Spanned<RuleLevel>>,
    pub(super) options: Vec<RawOption>,
}

/// The name and the value of an option.
pub(super) type RawOption = (Spanned<Arc<str>>, Spanned<Value>);

#[derive(Clone, Debug)]
pub(super) struct RawException {
    pub(super) rules: Vec<Spanned<RulePattern>>,
    pub(super) paths: Vec<Glob>,
    pub(super) resources: Vec<Glob>,
    pub(super) reason: Option<Arc<str>>,
    pub(super) until: Option<jiff::civil::Date>,
    pub(super) at: Span,
}

impl ConfigFile {
    /// Reads a file, given the path that it is shown under. Mistakes are kept beside what could be read.
    pub fn read(path: &Arc<str>, text: &Arc<str>, root: Root) -> Self {
        let source = Arc::new(SourceFile::new(path.clone(), text.clone()));
        let tree = Tree::parse(text.clone(), Format::Yaml);
        let mut file = Self {
            config: Config { source: Some(source.clone()), root: Some(root), ..Config::default() },
            layers: Vec::new(),
            exceptions: Vec::new(),
            unsuppressible: Vec::new(),
            packs: Vec::new(),
            reader: Reader::new(source),
        };
        file.reader.grammar(&tree);
        if let Some(root) = tree.root() {
            file.document(root);
        }
        file
    }

    /// The folders of rule packs, relative to the folder of the file.
    pub fn packs(&self) -> impl Iterator<Item = &str> {
        self.packs.iter().map(|pack| &*pack.value)
    }

    /// The complaint about the pack of this number.
    pub fn refused_pack(&self, number: usize, message: &str) -> PackError {
        self.reader.complaint(self.packs[number].at, message)
    }

    /// The mistakes found so far, in the order of their places.
    pub fn mistakes(&self) -> Vec<PackError> {
        self.reader.clone().finish()
    }

    fn document(&mut self, root: Node<'_>) {
        let Some(root) = self.reader.fields(root, &KEYS, "a configuration") else { return };
        for (key, value) in root.entries() {
            let Some(name) = key.text().filter(|name| KEYS.contains(name)) else { continue };
            match name {
                "rules" => {
                    let rules = self.rules(value, "`rules`");
                    self.layers.insert(0, RawLayer { paths: None, rules });
                }
                "packs" => self.packs = self.reader.texts(value, "`packs`"),
                "parameters" => self.parameters(value),
                "exclude" => self.config.exclude = self.reader.paths(value, "`exclude`"),
                "overrides" => self.overrides(value),
                "exceptions" => self.exceptions(value),
                "ignores" => self.ignores(value),
                "fail-on" => {
                    self.config.fail_on = self.reader.choice(value, &FailOn::NAMES, |name| name.parse().ok());
                }
                _ => {}
            }
            if matches!(name, "fail-on" | "exclude") {
                self.origin(name.to_owned(), value);
            }
        }
    }

    fn rules(&mut self, node: Node<'_>, what: &str) -> Vec<RawRule> {
        let mut rules = Vec::new();
        for (key, value) in self.reader.entries(node, what) {
            let pattern = self.reader.pattern(&key, RulePattern::new);
            let (level, options) = self.setting(value);
            if let Some(pattern) = pattern {
                rules.push(RawRule { pattern: Spanned { value: pattern, at: key.at }, level, options });
            }
        }
        rules
    }

    /// A level, or `{level, options}`.
    fn setting(&mut self, node: Node<'_>) -> (Option<Spanned<RuleLevel>>, Vec<RawOption>) {
        if node.kind() != Kind::Mapping {
            return (self.level(node), Vec::new());
        }
        self.reader.fields(node, &RULE_KEYS, "a rule");
        let level = node.get("level").and_then(|level| self.level(level));
        let options = node.get("options").map_or(Vec::new(), |options| self.reader.entries(options, "`options`"));
        let value = |node: Node<'_>| Spanned { value: rule::json(node), at: first_place(node) };
        (level, options.into_iter().map(|(name, node)| (name, value(node))).collect())
    }

    fn level(&mut self, node: Node<'_>) -> Option<Spanned<RuleLevel>> {
        let value = self.reader.choice(node, &RuleLevel::NAMES, RuleLevel::named)?;
        Some(Spanned { value, at: node.site() })
    }

    fn parameters(&mut self, node: Node<'_>) {
        for (name, node) in self.reader.entries(node, "`parameters`") {
            let Some(value) = parameter(&mut self.reader, node) else { continue };
            self.origin(format!("parameters.{}", name.value), node);
            self.config.parameters.insert(name.value, value);
        }
    }

    fn overrides(&mut self, node: Node<'_>) {
        for item in self.reader.list(node, "`overrides`") {
            let Some(item) = self.reader.fields(item, &OVERRIDE_KEYS, "an override") else { continue };
            let paths = item
                .get("paths")
                .map(|paths| Spanned { value: self.some(paths, "`paths`", Reader::paths), at: first_place(paths) });
            let rules = item.get("rules").map(|rules| self.rules(rules, "`rules`"));
            for (key, found) in [("paths", paths.is_some()), ("rules", rules.is_some())] {
                if !found {
                    self.reader.complain(first_place(item), format!("this override has no `{key}`"));
                }
            }
            let layer = RawLayer { paths, rules: rules.unwrap_or_default() };
            if layer.paths.is_some() {
                self.layers.push(layer);
            }
        }
    }

    fn exceptions(&mut self, node: Node<'_>) {
        for item in self.reader.list(node, "`exceptions`") {
            let Some(item) = self.reader.fields(item, &EXCEPTION_KEYS, "an exception") else { continue };
            let named = match (item.get("rule"), item.get("rules")) {
                (Some(_), Some(rules)) => {
                    self.reader.complain(first_place(rules), "an exception has `rule` or `rules`, not both");
                    continue;
                }
                (Some(rules), None) | (None, Some(rules)) => rules,
                (None, None) => {
                    self.reader
                        .complain(first_place(item), "this exception names no rule")
                        .help("add `rule: ecr/mutable-tags`, or `rules` with a list");
                    continue;
                }
            };
            let exception = RawException {
                rules: self.some(named, "`rules`", Reader::rules),
                paths: item.get("paths").map_or(Vec::new(), |node| self.some(node, "`paths`", Reader::paths)),
                resources: item
                    .get("resources")
                    .map_or(Vec::new(), |node| self.some(node, "`resources`", Reader::resources)),
                reason: item.get("reason").and_then(|reason| self.reader.text(reason)).map(|reason| reason.value),
                until: item.get("until").and_then(|until| self.date(until)),
                at: first_place(named),
            };
            if !exception.rules.is_empty() {
                self.exceptions.push(exception);
            }
        }
    }

    /// Patterns of which there is one at least: none would mean all.
    fn some<T>(&mut self, node: Node<'_>, what: &str, read: impl Fn(&mut Reader, Node<'_>, &str) -> T) -> T {
        let nothing = match node.kind() {
            Kind::Sequence => node.items().next().is_none(),
            _ => node.scalar() == Some(Scalar::Null),
        };
        if nothing {
            self.reader.complain(first_place(node), format!("{what} is empty"));
        }
        read(&mut self.reader, node, what)
    }

    fn date(&mut self, node: Node<'_>) -> Option<jiff::civil::Date> {
        let text = self.reader.text(node)?;
        // Other notations of ISO 8601 are not worth a thought of the next reader.
        let date = text.value.parse().ok().filter(|date: &jiff::civil::Date| date.to_string() == *text.value);
        if date.is_none() {
            self.reader.complain(text.at, format!("`{}` is no date", text.value)).help("write it as 2027-03-01");
        }
        date
    }

    fn ignores(&mut self, node: Node<'_>) {
        let Some(node) = self.reader.fields(node, &IGNORES_KEYS, "`ignores`") else { return };
        for (key, value) in node.entries() {
            let Some(name) = key.text().filter(|name| IGNORES_KEYS.contains(name)) else { continue };
            match name {
                "inline" => self.config.inline_ignores = self.reader.truth(value).unwrap_or(true),
                "require-reason" => self.config.demand_reason = self.reader.truth(value).unwrap_or(false),
                "honour" => {
                    let names = Peer::ALL.map(Peer::as_str);
                    for item in self.reader.list(value, "`honour`") {
                        self.config.honour.extend(self.reader.choice(item, &names, Peer::named));
                    }
                }
                _ => self.unsuppressible = self.reader.rules(value, "`unsuppressible`"),
            }
            self.origin(format!("ignores.{name}"), value);
        }
    }

    fn origin(&mut self, key: String, node: Node<'_>) {
        self.config.origins.insert(key, Origin::File(first_place(node)));
    }
}

/// The text of a parameter's value; a list is one text with commas, as CloudFormation has it.
pub(super) fn parameter(reader: &mut Reader, node: Node<'_>) -> Option<Arc<str>> {
    if node.kind() != Kind::Sequence {
        // An empty text is a value.
        if let Some(text) = node.text() {
            return Some(text.into());
        }
        reader.complain(first_place(node), "the value of a parameter is a text or a list of texts");
        return None;
    }
    let texts: Vec<&str> = node.items().filter_map(Node::text).collect();
    if texts.len() < node.items().count() {
        reader.complain(first_place(node), "the value of a parameter is a text or a list of texts");
        return None;
    }
    Some(texts.join(",").into())
}
