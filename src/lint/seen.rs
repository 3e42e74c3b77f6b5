//! What rules see of files, for authors and for tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::Places;
use super::view::Views;
use super::{Keeps, Run, Survey, file_id, judge, merge, needed, programs, view};
use crate::config::Config;
use crate::facts;
use crate::frontend::cdk::App;
use crate::frontend::document;
use crate::model::Step;
use crate::rule::{Confidence, Constructs, FixSafety, Level, Rule, Selects};
use crate::ruleset::RuleSet;
use crate::source::Sources;

/// What a rule sees of a file in one world.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Empty where no rule was asked for.
    pub rule: Arc<str>,
    pub file: Arc<str>,
    /// As JSON.
    pub input: serde_json::Value,
    /// Each path of the resources, images, constructs and documents, and where it is written.
    pub places: Vec<String>,
}

/// What a rule sees of the files of a run, the world of the defaults first. Without a rule, everything.
pub fn facts(sources: &dyn Sources, rules: &RuleSet, config: &Config, rule: Option<&str>) -> Vec<Seen> {
    let everything = || Arc::new(everything(sources));
    let chosen = rule.and_then(|id| rules.rule(id).cloned()).unwrap_or_else(everything);
    views(sources, &[chosen], config)
}

/// What every given rule sees of the files of a run, in all worlds.
pub fn views(sources: &dyn Sources, rules: &[Arc<Rule>], config: &Config) -> Vec<Seen> {
    let survey = Survey::new(rules, Keeps::All(usize::MAX), 0);
    let mut surveyed = survey.files(sources, &());
    let programs = programs::collect(sources, &mut surveyed);
    let app = App::new(&programs);
    let project = merge(sources, &mut surveyed, &app, survey.wanted());
    let run = Run::new(needed(rules, &project), config, project, app, &());
    let mut seen = Vec::new();
    for (number, file) in surveyed.iter().enumerate() {
        let Some(parsed) = &file.parsed else { continue };
        let Some(unit) = judge::unit(&run, file_id(number), parsed) else { continue };
        let mut views = Views::new(&run, file_id(number), parsed, &*unit);
        for (index, rule) in run.rules.iter().enumerate() {
            if rule.policy.is_some() {
                let documents = parsed.tree().into_iter().flat_map(facts::raw);
                let (rule, file) = (&rule.id, &sources.paths()[number]);
                let input = documents.map(|document| view::input(&document).to_json());
                let of = |input| Seen { rule: rule.clone(), file: file.clone(), input, places: Vec::new() };
                seen.extend(input.map(of));
                continue;
            }
            let Some(selection) = views.select(&rule.selects) else { continue };
            for world in &views.worlds(&selection).worlds {
                let Some(view) = views.view(rule, &selection, world) else { continue };
                let input = views.input(index, rule, world, &view).to_json();
                let places = Places { file: file_id(number), parsed };
                let mut paths = Vec::new();
                for root in ["resources", "images", "constructs", "documents"] {
                    walk(&input[root], &mut vec![Step::Key(root.into())], &mut paths);
                }
                let place = |path: &Vec<Step>| {
                    let place = places.find(&view, path)?;
                    let (start, end) =
                        (parsed.source.position(place.at.span.start), parsed.source.position(place.at.span.end));
                    let steps: Vec<String> = path.iter().map(ToString::to_string).collect();
                    Some(format!("{}:{}-{}:{}\t{}", start.line, start.column, end.line, end.column, steps.join(".")))
                };
                let places = paths.iter().filter_map(place).collect();
                let file = sources.paths()[number].clone();
                seen.push(Seen { rule: rule.id.clone(), file, input, places });
            }
        }
    }
    seen
}

fn walk(value: &serde_json::Value, path: &mut Vec<Step>, paths: &mut Vec<Vec<Step>>) {
    if path.len() > 1 {
        paths.push(path.clone());
    }
    match value {
        serde_json::Value::Object(members) => {
            for (key, member) in members {
                path.push(Step::Key(key.as_str().into()));
                walk(member, path, paths);
                path.pop();
            }
        }
        serde_json::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                walk(item, path, paths);
                path.pop();
            }
        }
        _ => {}
    }
}

/// A rule that selects all that the files declare.
fn everything(sources: &dyn Sources) -> Rule {
    let survey = Survey::new(&[], Keeps::All(0), 0);
    let mut surveyed = survey.files(sources, &());
    let programs = programs::collect(sources, &mut surveyed);
    let app = App::new(&programs);
    let project = merge(sources, &mut surveyed, &app, survey.wanted());
    let types = project.summaries().flat_map(|(_, summary)| summary.types.iter().cloned());
    let selects = Selects {
        resources: types.collect(),
        images: true,
        constructs: Constructs::All,
        documents: document::kinds().into_iter().map(Arc::from).collect(),
        ..Selects::default()
    };
    Rule {
        id: "".into(),
        package: String::new(),
        title: String::new(),
        description: String::new(),
        related_resources: Vec::new(),
        level: Level::Info,
        confidence: Confidence::High,
        enabled: true,
        selects,
        options: BTreeMap::new(),
        controls: BTreeMap::new(),
        aliases: Vec::new(),
        fix: FixSafety::None,
        page: None,
        path: "".into(),
        text: "".into(),
        policy: None,
    }
}
