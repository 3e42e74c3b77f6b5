//! A configuration file against the rules of the run: which rules its patterns name, and whether their options fit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::file::{RawException, RawLayer, RawRule};
use super::layer::{Choice, Chosen, Layer, Layers};
use super::reader::{Reader, Spanned};
use super::{Config, ConfigFile, Exception, Origin, RuleLevel, RulePattern};
use crate::rule::PackError;
use crate::ruleset::RuleSet;
use crate::spelling;

impl ConfigFile {
    /// The decisions of the file about these rules.
    ///
    /// # Errors
    /// Every mistake in the file, in the order of their places.
    pub fn check(self, rules: &RuleSet) -> Result<Config, Vec<PackError>> {
        let Self { mut config, layers, exceptions, unsuppressible, packs, mut reader } = self;
        let known = Known::new(rules);
        config.packs = packs.into_iter().map(|pack| (pack.value, Origin::File(pack.at))).collect();
        config.layers = known.layers();
        for layer in layers {
            config.layers.push(known.layer(layer, &mut reader));
        }
        config.exceptions = exceptions.into_iter().map(|exception| known.exception(exception, &mut reader)).collect();
        config.unsuppressible = known.patterns(unsuppressible, &mut reader);
        let mistakes = reader.finish();
        if mistakes.is_empty() { Ok(config) } else { Err(mistakes) }
    }
}

impl Config {
    /// Gives rules levels from the command line, which nothing in the configuration changes.
    ///
    /// # Errors
    /// A rule that there is not, with a suggestion.
    pub fn command(
        &mut self,
        levels: &[(RulePattern, RuleLevel)],
        argument: &'static str,
        rules: &RuleSet,
    ) -> Result<(), String> {
        let known = Known::new(rules);
        let mut entries: Vec<&(RulePattern, RuleLevel)> = levels.iter().collect();
        entries.sort_by_key(|(pattern, _)| pattern.specificity());
        let mut choices: BTreeMap<Arc<str>, Choice> = BTreeMap::new();
        for (pattern, level) in entries {
            let ids: Vec<&str> = known.matching(pattern).collect();
            if ids.is_empty() {
                let (message, help) = known.unknown(pattern);
                return Err(format!("{message}; {help}"));
            }
            for id in ids {
                let (level, by_name, origin) = (*level, pattern.is_exact(), Origin::Argument(argument));
                choices.entry(id.into()).or_default().level = Some(Chosen { level, by_name, origin });
            }
        }
        if self.layers.is_empty() {
            self.layers = known.layers();
        }
        self.layers.push(Layer { paths: None, choices });
        Ok(())
    }
}

/// The rules that there are.
struct Known<'r> {
    rules: &'r RuleSet,
    ids: BTreeSet<&'r str>,
}

impl<'r> Known<'r> {
    fn new(rules: &'r RuleSet) -> Self {
        let ids = rules.rules.iter().map(|rule| &*rule.id).chain(rules.pages.keys().map(|id| &**id)).collect();
        Self { rules, ids }
    }

    fn layers(&self) -> Layers {
        let off = self.rules.rules.iter().filter(|rule| !rule.enabled);
        Layers::new(off.map(|rule| rule.id.clone()).collect())
    }

    fn matching<'k>(&'k self, pattern: &'k RulePattern) -> impl Iterator<Item = &'r str> + 'k {
        self.ids.iter().copied().filter(|id| pattern.matches(id))
    }

    fn layer(&self, layer: RawLayer, reader: &mut Reader) -> Layer {
        let mut rules = layer.rules;
        // What comes later overwrites; of patterns of one length that is the one that stands later.
        rules.sort_by_key(|rule| rule.pattern.value.specificity());
        let mut choices: BTreeMap<Arc<str>, Choice> = BTreeMap::new();
        for rule in &rules {
            self.named(&rule.pattern, reader);
            for id in self.matching(&rule.pattern.value) {
                if let Some(level) = &rule.level {
                    let choice = choices.entry(id.into()).or_default();
                    let (by_name, origin) = (rule.pattern.value.is_exact(), Origin::File(level.at));
                    choice.level = Some(Chosen { level: level.value, by_name, origin });
                }
            }
            self.options(rule, reader, &mut choices);
        }
        Layer { paths: layer.paths, choices }
    }

    /// The options of the rules that a pattern names. A glob may name rules that do not have them.
    fn options(&self, raw: &RawRule, reader: &mut Reader, choices: &mut BTreeMap<Arc<str>, Choice>) {
        let pattern = &raw.pattern.value;
        let rules: Vec<_> = self.rules.rules.iter().filter(|rule| pattern.matches(&rule.id)).collect();
        if self.matching(pattern).next().is_none() {
            return;
        }
        for (name, value) in &raw.options {
            let mut owners = rules.iter().filter(|rule| rule.options.contains_key(&*name.value)).peekable();
            if owners.peek().is_none() {
                let names: BTreeSet<&str> =
                    rules.iter().flat_map(|rule| rule.options.keys().map(String::as_str)).collect();
                let names: Vec<&str> = names.into_iter().collect();
                let complaint =
                    reader.complain(name.at, format!("{} has no option `{}`", pattern.as_str(), name.value));
                complaint.help = (!names.is_empty()).then(|| spelling::hint(&name.value, &names));
            }
            for rule in owners {
                match rule.options[&*name.value].accepts(&value.value) {
                    Ok(()) => {
                        let choice = choices.entry(rule.id.clone()).or_default();
                        choice.options.insert(name.value.to_string(), (value.value.clone(), Origin::File(value.at)));
                    }
                    Err(error) => {
                        reader.complain(value.at, format!("option `{}` of {}: {error}", name.value, rule.id));
                    }
                }
            }
        }
    }

    fn exception(&self, raw: RawException, reader: &mut Reader) -> Exception {
        let RawException { rules, paths, resources, reason, until, at } = raw;
        Exception { rules: self.patterns(rules, reader), paths, resources, reason, until, at }
    }

    fn patterns(&self, patterns: Vec<Spanned<RulePattern>>, reader: &mut Reader) -> Vec<RulePattern> {
        for pattern in &patterns {
            self.named(pattern, reader);
        }
        patterns.into_iter().map(|pattern| pattern.value).collect()
    }

    /// Complains about a pattern that matches no rule.
    fn named(&self, pattern: &Spanned<RulePattern>, reader: &mut Reader) {
        if self.matching(&pattern.value).next().is_none() {
            let (message, help) = self.unknown(&pattern.value);
            reader.complain(pattern.at, message).help(help);
        }
    }

    /// What to say of a pattern that matches no rule, and what may have been meant.
    fn unknown(&self, pattern: &RulePattern) -> (String, String) {
        let text = pattern.as_str();
        if !pattern.is_exact() {
            return (format!("no rule matches {text}"), "`plimsoll rules` lists them".to_owned());
        }
        let message = format!("there is no rule {text}");
        let alias = |rule: &&Arc<crate::rule::Rule>| rule.aliases.iter().any(|alias| alias == text);
        if let Some(rule) = self.rules.rules.iter().find(alias) {
            return (message, format!("{text} is another tool's name for {}", rule.id));
        }
        let service = self.ids.iter().any(|id| id.split('/').next() == Some(text));
        let help = match spelling::closest(text, self.ids.iter().copied()) {
            _ if service => format!("write `{text}/*` for all rules of {text}"),
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`plimsoll rules` lists them".to_owned(),
        };
        (message, help)
    }
}
