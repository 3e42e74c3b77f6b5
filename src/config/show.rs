//! Every setting with the place that it comes from.

use serde_json::{Value, json};

use super::{Config, Exception, Glob, Origin, Peer, RuleLevel, RulePattern};
use crate::rule::{Rule, own};
use crate::ruleset::RuleSet;

/// One setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its keys with points between them, such as `rules.ecr/scan-disabled`.
    pub key: String,
    pub value: Value,
    /// `default`, an argument such as `--parameter`, or file and line.
    pub origin: String,
}

impl Config {
    /// Every setting, for a file named as it is reported, or for those that no override speaks of.
    pub fn shown(&self, rules: &RuleSet, path: Option<&str>) -> Vec<Shown> {
        let mut shown = vec![
            self.plain("fail-on", json!(self.fail_on.unwrap_or_default().as_str())),
            self.plain("exclude", json!(globs(&self.exclude))),
            self.plain("ignores.inline", json!(self.inline_ignores)),
            self.plain("ignores.require-reason", json!(self.demand_reason)),
            self.plain("ignores.honour", json!(self.honour.iter().map(|peer| Peer::as_str(*peer)).collect::<Vec<_>>())),
            self.plain("ignores.unsuppressible", json!(patterns(&self.unsuppressible))),
        ];
        for (number, (pack, origin)) in self.packs.iter().enumerate() {
            shown.push(Shown { key: format!("packs.{number}"), value: json!(pack), origin: self.named(Some(origin)) });
        }
        for (name, value) in &self.parameters {
            shown.push(self.plain(&format!("parameters.{name}"), json!(value)));
        }
        for (number, exception) in self.exceptions.iter().enumerate() {
            shown.push(Shown {
                key: format!("exceptions.{number}"),
                value: written(exception),
                origin: self.named(Some(&Origin::File(exception.at))),
            });
        }
        for (number, paths) in self.layers.overrides().enumerate() {
            shown.push(Shown {
                key: format!("overrides.{number}.paths"),
                value: json!(globs(&paths.value)),
                origin: self.named(Some(&Origin::File(paths.at))),
            });
        }
        let relative = path.and_then(|path| self.root.as_ref()?.relative(path));
        for rule in &rules.rules {
            self.rule(rule, relative.as_deref(), &mut shown);
        }
        for own in &own::ALL {
            let (level, origin) = self.own_level(own, relative.as_deref());
            let value = json!(level.as_str());
            shown.push(Shown { key: format!("rules.{}", own.id), value, origin: self.named(origin) });
        }
        shown
    }

    fn rule(&self, rule: &Rule, path: Option<&str>, shown: &mut Vec<Shown>) {
        let own = if rule.enabled { RuleLevel::At(rule.level) } else { RuleLevel::Off };
        let level = self.layers.level(&rule.id, path);
        shown.push(Shown {
            key: format!("rules.{}", rule.id),
            value: json!(level.map_or(own, |(level, _)| level).as_str()),
            origin: self.named(level.map(|(_, origin)| origin)),
        });
        for (name, option) in &rule.options {
            let chosen = self.layers.option(&rule.id, name, path);
            shown.push(Shown {
                key: format!("rules.{}.options.{name}", rule.id),
                value: chosen.map_or(&option.default, |(value, _)| value).clone(),
                origin: self.named(chosen.map(|(_, origin)| origin)),
            });
        }
    }

    fn plain(&self, key: &str, value: Value) -> Shown {
        Shown { key: key.to_owned(), value, origin: self.named(self.origins.get(key)) }
    }

    fn named(&self, origin: Option<&Origin>) -> String {
        match (origin, &self.source) {
            (Some(Origin::File(span)), Some(source)) => {
                format!("{}:{}", source.path, source.position(span.start).line)
            }
            (Some(Origin::Argument(argument)), _) => (*argument).to_owned(),
            _ => "default".to_owned(),
        }
    }
}

fn patterns(patterns: &[RulePattern]) -> Vec<&str> {
    patterns.iter().map(RulePattern::as_str).collect()
}

fn globs(globs: &[Glob]) -> Vec<&str> {
    globs.iter().map(Glob::as_str).collect()
}

fn written(exception: &Exception) -> Value {
    let mut value = json!({"rules": patterns(&exception.rules)});
    if !exception.paths.is_empty() {
        value["paths"] = json!(globs(&exception.paths));
    }
    if !exception.resources.is_empty() {
        value["resources"] = json!(globs(&exception.resources));
    }
    if let Some(reason) = &exception.reason {
        value["reason"] = json!(reason);
    }
    if let Some(until) = exception.until {
        value["until"] = json!(until.to_string());
    }
    value
}
