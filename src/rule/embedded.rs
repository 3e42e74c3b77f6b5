//! The METADATA of the program's own rules, which its build has turned into JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::{Constructs, FixSafety, OptionSpec, Rule, Selects, confidence_named, level_named};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    title: String,
    description: String,
    scope: String,
    #[serde(default)]
    related_resources: Vec<String>,
    custom: Custom,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Custom {
    level: String,
    confidence: String,
    selects: Selection,
    #[serde(default = "yes")]
    enabled: bool,
    #[serde(default)]
    options: BTreeMap<String, Value>,
    #[serde(default)]
    controls: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    fix: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Selection {
    resources: BTreeSet<Arc<str>>,
    sees: BTreeSet<Arc<str>>,
    project: BTreeSet<Arc<str>>,
    images: bool,
    constructs: Option<Calls>,
    documents: BTreeSet<Arc<str>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Calls {
    All(bool),
    Some(BTreeSet<Arc<str>>),
}

/// The rule, if its METADATA is of a shape that needs no explanation; everything else is for the reader of YAML.
pub(super) fn read(
    id: &Arc<str>,
    path: &Arc<str>,
    text: &Arc<str>,
    page: Option<&Arc<str>>,
    metadata: &str,
) -> Option<Rule> {
    let Metadata { title, description, scope, related_resources, custom } = serde_json::from_str(metadata).ok()?;
    let fix = match custom.fix.as_deref() {
        None | Some("none") => FixSafety::None,
        Some("safe") => FixSafety::Safe,
        Some("unsafe") => FixSafety::Unsafe,
        Some(_) => return None,
    };
    let options = custom.options.into_iter().map(|(name, schema)| {
        let default = schema.get("default")?.clone();
        Some((name, OptionSpec { schema, default }))
    });
    Some(Rule {
        package: super::package(id),
        id: id.clone(),
        title,
        description,
        related_resources,
        level: level_named(&custom.level)?,
        confidence: confidence_named(&custom.confidence)?,
        enabled: custom.enabled,
        selects: Selects {
            resources: custom.selects.resources,
            sees: custom.selects.sees,
            project: custom.selects.project,
            images: custom.selects.images,
            constructs: match custom.selects.constructs {
                None | Some(Calls::All(false)) => Constructs::None,
                Some(Calls::All(true)) => Constructs::All,
                Some(Calls::Some(names)) => Constructs::Some(names),
            },
            documents: custom.selects.documents,
        },
        options: options.collect::<Option<_>>()?,
        controls: custom.controls,
        aliases: custom.aliases,
        fix,
        page: page.cloned(),
        path: path.clone(),
        text: text.clone(),
        policy: None,
    })
    .filter(|_| scope == "package")
}

const fn yes() -> bool {
    true
}
