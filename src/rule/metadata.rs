//! The `# METADATA` block of a rule. regorus drops comments, so it is read from the text: all but the block is
//! blanked, which leaves YAML with every byte where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::{Constructs, FixSafety, OptionSpec, PackError, Rule, Selects, confidence_named, level_named};
use crate::frontend::document;
use crate::source::Span;
use crate::spelling;
use crate::syntax::{Format, Kind, Node, Scalar, Tree};

const KEYS: [&str; 7] = ["title", "description", "scope", "related_resources", "authors", "organizations", "custom"];

const CUSTOM_KEYS: [&str; 8] = ["level", "confidence", "selects", "enabled", "options", "controls", "aliases", "fix"];

const SELECTS_KEYS: [&str; 6] = ["resources", "sees", "project", "images", "constructs", "documents"];

/// The METADATA of a rule, or everything that is wrong with it.
pub(super) fn read(
    id: &Arc<str>,
    path: &Arc<str>,
    text: &Arc<str>,
    page: Option<Arc<str>>,
) -> Result<Rule, Vec<PackError>> {
    let mut reader = Reader { path, text, errors: Vec::new() };
    let rule = reader.rule(id, page);
    let mut errors = reader.errors;
    errors.sort_by_key(|error| error.span);
    match rule {
        Some(rule) if errors.is_empty() => Ok(rule),
        _ => Err(errors),
    }
}

/// The bytes of the comment lines of the block, the line `# METADATA` not included.
fn block(text: &str) -> Option<Span> {
    let mut offset = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        match start {
            None if line.trim_end() == "# METADATA" => start = Some(offset + line.len()),
            None if line.starts_with("package ") => return None,
            Some(start) if !line.starts_with('#') => return Some(Span::new(start, offset)),
            _ => {}
        }
        offset += line.len();
    }
    start.map(|start| Span::new(start, offset))
}

/// The text up to the end of the block, with spaces for everything but its comments.
fn blanked(text: &str, block: Span) -> String {
    let text = &text[..block.range().end];
    let mut blanked = String::with_capacity(text.len());
    for (offset, character) in text.char_indices() {
        let inside = offset >= block.range().start;
        let is_mark = blanked.is_empty() || blanked.ends_with('\n');
        if character == '\n' || inside && !(is_mark && character == '#') {
            blanked.push(character);
        } else {
            blanked.extend(std::iter::repeat_n(' ', character.len_utf8()));
        }
    }
    blanked
}

struct Reader<'r> {
    path: &'r Arc<str>,
    text: &'r Arc<str>,
    errors: Vec<PackError>,
}

impl Reader<'_> {
    fn rule(&mut self, id: &Arc<str>, page: Option<Arc<str>>) -> Option<Rule> {
        let Some(block) = block(self.text) else {
            let end = self.text.find('\n').unwrap_or(self.text.len());
            self.error(Span::new(0, end), "a rule begins with a METADATA block")
                .help("add `# METADATA` before `package`, with title, description and custom");
            return None;
        };
        let tree = Tree::parse(Arc::from(blanked(self.text, block)), Format::Yaml);
        for error in tree.errors() {
            self.error(error.span, format!("METADATA is no YAML: {}", error.message)).help.clone_from(&error.help);
        }
        if !tree.errors().is_empty() {
            // What is missing or wrong beside them is more often than not their consequence.
            return None;
        }
        for duplicate in tree.duplicates() {
            self.error(duplicate.second, format!("`{}` stands here twice", duplicate.key));
        }
        let Some(root) = tree.root().filter(|root| root.kind() == Kind::Mapping) else {
            let head = Span::new(block.range().start.saturating_sub("# METADATA\n".len()), block.range().start);
            self.error(head, "METADATA says nothing").help("add title, description and custom");
            return None;
        };
        self.known_keys(root, &KEYS, "METADATA");
        self.scope(root);
        let custom = self.required(root, "custom");
        let title = self.required(root, "title").and_then(|node| self.text(node));
        let description = self.required(root, "description").and_then(|node| self.text(node));
        let related_resources = root.get("related_resources").map_or(Vec::new(), |node| self.links(node));
        let custom = custom.and_then(|custom| self.mapping(custom))?;
        self.known_keys(custom, &CUSTOM_KEYS, "custom");
        let level = self.required(custom, "level").and_then(|node| self.level(node));
        let confidence = self
            .required(custom, "confidence")
            .and_then(|node| self.choice(node, &["high", "medium", "low"], confidence_named));
        let selects = self.required(custom, "selects").and_then(|node| self.selects(node));
        let enabled = custom.get("enabled").map_or(Some(true), |node| self.bool(node));
        let options = custom.get("options").map_or(BTreeMap::new(), |node| self.options(node));
        let controls = custom.get("controls").map_or(BTreeMap::new(), |node| self.controls(node));
        let aliases = custom.get("aliases").map_or(Vec::new(), |node| self.texts(node));
        let fix = custom.get("fix").map_or(Some(FixSafety::None), |node| self.fix(node));
        Some(Rule {
            package: super::package(id),
            id: id.clone(),
            title: title?,
            description: description?,
            related_resources,
            level: level?,
            confidence: confidence?,
            enabled: enabled?,
            selects: selects?,
            options,
            controls,
            aliases,
            fix: fix?,
            page,
            path: self.path.clone(),
            text: self.text.clone(),
            policy: None,
        })
    }

    fn scope(&mut self, root: Node<'_>) {
        let Some(scope) = root.get("scope") else { return };
        if scope.text() != Some("package") {
            self.error(scope.site(), "a rule is described for its package").help("write `scope: package`");
        }
    }

    fn level(&mut self, node: Node<'_>) -> Option<crate::rule::Level> {
        if matches!(node.text(), Some("off" | "none")) {
            self.error(node.site(), "`off` is no level")
                .help("give the level that the rule has when it is switched on, and add `enabled: false`");
            return None;
        }
        self.choice(node, &["error", "warning", "info"], level_named)
    }

    fn fix(&mut self, node: Node<'_>) -> Option<FixSafety> {
        self.choice(node, &["safe", "unsafe", "none"], |name| {
            Some(match name {
                "safe" => FixSafety::Safe,
                "unsafe" => FixSafety::Unsafe,
                "none" => FixSafety::None,
                _ => return None,
            })
        })
    }

    fn selects(&mut self, node: Node<'_>) -> Option<Selects> {
        let node = self.mapping(node)?;
        self.known_keys(node, &SELECTS_KEYS, "selects");
        let selects = Selects {
            resources: node.get("resources").map_or(BTreeSet::new(), |list| self.types(list)),
            sees: node.get("sees").map_or(BTreeSet::new(), |list| self.types(list)),
            project: node.get("project").map_or(BTreeSet::new(), |list| self.types(list)),
            images: node.get("images").is_some_and(|truth| self.bool(truth) == Some(true)),
            constructs: node.get("constructs").map_or(Constructs::None, |list| self.constructs(list)),
            documents: node.get("documents").map_or(BTreeSet::new(), |list| self.documents(list)),
        };
        let judges_nothing = selects.resources.is_empty()
            && !selects.images
            && selects.constructs.is_none()
            && selects.documents.is_empty();
        if judges_nothing {
            self.error(node.site(), "this rule would never run: it selects nothing to judge")
                .help("name `resources`, `images: true`, `constructs` or `documents`; `sees` and `project` only add");
        }
        Some(selects)
    }

    fn types(&mut self, list: Node<'_>) -> BTreeSet<Arc<str>> {
        for item in list.items() {
            if item.text().is_some_and(|name| !name.contains("::")) {
                self.error(item.site(), "this is no resource type")
                    .help("write it as CloudFormation does: AWS::S3::Bucket");
            }
        }
        self.names(list)
    }

    fn documents(&mut self, list: Node<'_>) -> BTreeSet<Arc<str>> {
        let kinds: Vec<&str> = document::kinds().into_iter().collect();
        for item in list.items() {
            if let Some(name) = item.text().filter(|name| !kinds.contains(name)) {
                self.error(item.site(), format!("there is no kind of document `{name}`"))
                    .help(spelling::hint(name, &kinds));
            }
        }
        self.names(list)
    }

    fn constructs(&mut self, node: Node<'_>) -> Constructs {
        match node.scalar() {
            Some(Scalar::Bool(true)) => Constructs::All,
            Some(Scalar::Bool(false)) => Constructs::None,
            _ => {
                for item in node.items() {
                    // Packages of their own begin with `@aws-cdk/` in jsii's names too.
                    let spelled = |name: &str| name.contains("::") || name.contains('-') && !name.starts_with('@');
                    if item.text().is_some_and(spelled) {
                        self.error(item.site(), "this is no name of CDK's API")
                            .help("write it as jsii does: aws_ecr.Repository; * stands for any part of it");
                    }
                }
                Constructs::Some(self.names(node))
            }
        }
    }

    fn options(&mut self, node: Node<'_>) -> BTreeMap<String, OptionSpec> {
        let Some(node) = self.mapping(node) else { return BTreeMap::new() };
        let mut options = BTreeMap::new();
        for (name, schema) in node.entries() {
            let Some(name_text) = self.text(name) else { continue };
            match OptionSpec::new(json(schema)) {
                Ok(option) => {
                    options.insert(name_text, option);
                }
                Err((keyword, message)) => {
                    let place = schema.entry(&keyword).map_or(name, |(key, _)| key);
                    self.error(place.site(), format!("option `{name_text}`: {message}"));
                }
            }
        }
        options
    }

    fn controls(&mut self, node: Node<'_>) -> BTreeMap<String, Vec<String>> {
        let Some(node) = self.mapping(node) else { return BTreeMap::new() };
        node.entries().filter_map(|(name, list)| Some((self.text(name)?, self.texts(list)))).collect()
    }

    /// Links as OPA takes them: a text, or `{ref, description}`.
    fn links(&mut self, node: Node<'_>) -> Vec<String> {
        if node.kind() != Kind::Sequence {
            self.error(node.site(), "this must be a list");
            return Vec::new();
        }
        node.items().filter_map(|item| self.text(item.get("ref").unwrap_or(item))).collect()
    }

    fn names(&mut self, list: Node<'_>) -> BTreeSet<Arc<str>> {
        self.texts(list).into_iter().map(Arc::from).collect()
    }

    fn texts(&mut self, list: Node<'_>) -> Vec<String> {
        if list.kind() != Kind::Sequence {
            self.error(list.site(), "this must be a list");
            return Vec::new();
        }
        list.items().filter_map(|item| self.text(item)).collect()
    }

    fn text(&mut self, node: Node<'_>) -> Option<String> {
        if let Some(text) = node.text().filter(|text| !text.trim().is_empty()) {
            return Some(text.trim().to_owned());
        }
        self.error(node.site(), "this must be a text");
        None
    }

    fn bool(&mut self, node: Node<'_>) -> Option<bool> {
        if let Some(Scalar::Bool(truth)) = node.scalar() {
            return Some(truth);
        }
        self.error(node.site(), "this must be true or false");
        None
    }

    fn mapping<'n>(&mut self, node: Node<'n>) -> Option<Node<'n>> {
        if node.kind() == Kind::Mapping {
            return Some(node);
        }
        self.error(node.site(), "this must be a mapping of names to values");
        None
    }

    fn choice<T>(&mut self, node: Node<'_>, names: &[&str], of: impl Fn(&str) -> Option<T>) -> Option<T> {
        let name = node.text().unwrap_or_default();
        let choice = of(name);
        if choice.is_none() {
            let message = format!("`{name}` is none of {}", names.join(", "));
            let meant = spelling::closest(name, names.iter().copied());
            self.error(node.site(), message).help = meant.map(|meant| format!("did you mean `{meant}`?"));
        }
        choice
    }

    fn required<'n>(&mut self, node: Node<'n>, key: &str) -> Option<Node<'n>> {
        let found = node.get(key);
        if found.is_none() {
            // A whole mapping would be a frame of many lines; its first key is a place.
            let place = node.entries().next().map_or(node.site(), |(first, _)| first.site());
            self.error(place, format!("METADATA lacks `{key}`")).help = needed(key).map(str::to_owned);
        }
        found
    }

    fn known_keys(&mut self, node: Node<'_>, keys: &[&str], what: &str) {
        for (key, _) in node.entries() {
            let name = key.text().unwrap_or_default();
            if !keys.contains(&name) {
                self.error(key.site(), format!("`{name}` is no key of {what}")).help(spelling::hint(name, keys));
            }
        }
    }

    fn error(&mut self, span: Span, message: impl Into<String>) -> &mut PackError {
        self.errors.push(PackError {
            path: self.path.clone(),
            text: self.text.clone(),
            span,
            message: message.into(),
            label: None,
            help: None,
        });
        self.errors.last_mut().expect("internal error: an element was pushed just now")
    }
}

impl PackError {
    /// Says what to do.
    pub(crate) fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
    }
}

/// What to write for a key that must be there.
fn needed(key: &str) -> Option<&'static str> {
    Some(match key {
        "title" => "add a title: what is wrong, in a few words",
        "description" => "add a description: why it matters, in one or two sentences",
        "custom" => "add custom with level, confidence and selects",
        "level" => "add `level: error`, `warning` or `info` below custom",
        "confidence" => "add `confidence: high`, `medium` or `low` below custom",
        "selects" => "add `selects: {resources: [AWS::S3::Bucket]}`, or what the rule looks at",
        _ => return None,
    })
}

/// A node as JSON. Words that YAML 1.1 takes for truths are truths.
pub(crate) fn json(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Sequence => Value::Array(node.items().map(json).collect()),
        Kind::Mapping => {
            node.entries().map(|(key, value)| (key.text().unwrap_or_default().to_owned(), json(value))).collect()
        }
        Kind::Scalar | Kind::Alias => match node.scalar() {
            Some(Scalar::Bool(truth)) => Value::Bool(truth),
            Some(Scalar::Number(number)) => serde_json::from_str(number).unwrap_or_else(|_| Value::from(number)),
            Some(Scalar::Text(text)) => Value::from(text),
            Some(Scalar::Null) | None => Value::Null,
        },
    }
}
