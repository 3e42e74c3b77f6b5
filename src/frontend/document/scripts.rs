//! The shell scripts in other documents: what one shell runs of a build specification or of a workflow, however many
//! texts it is written in, is one document of the kind of scripts.

use std::sync::Arc;

use super::Host;
use super::joined::{Holes, Joined};
use super::kinds::SCRIPT;
use super::shell::{self, Setting, Source};
use super::workflow;
use crate::model::{Document, Owner, Step, below};
use crate::source::{Location, Span};
use crate::value::{Data, Value};

/// The phases of a build, in the order in which they are run.
const PHASES: [&str; 4] = ["install", "pre_build", "build", "post_build"];

/// What a script is made of: where it stands in the outer document, its texts, and how its shell is started.
pub(super) struct Script<'v> {
    pub(super) path: Vec<Step>,
    pub(super) key: Location,
    pub(super) at: Location,
    pub(super) texts: Vec<&'v Value>,
    pub(super) setting: Setting,
    /// What something else puts into the text before a shell sees it stands between these.
    pub(super) marks: Option<(&'static str, &'static str)>,
}

/// The scripts within a document.
pub(super) fn within(outer: &Document, host: &Host<'_>) -> Vec<Document> {
    let scripts = match outer.kind {
        "codebuild-buildspec" => buildspec(&outer.content).into_iter().collect(),
        "github-workflow" => workflow::scripts(&outer.content),
        _ => Vec::new(),
    };
    let document = |script: Script<'_>| {
        let before = outer.owner.iter().flat_map(|owner| owner.property.iter().cloned());
        let owner = Owner {
            id: outer.owner.as_ref().and_then(|owner| owner.id.clone()),
            property: before.chain(script.path.iter().cloned()).collect(),
            document: Some(outer.kind),
        };
        let content = read(&script, host);
        let origin = content.origin.clone();
        Document { kind: SCRIPT, owner: Some(owner), key: script.key, origin, content, error: None, size: None }
    };
    scripts.into_iter().map(document).collect()
}

fn read(script: &Script<'_>, host: &Host<'_>) -> Value {
    let pieces: Vec<_> = script.texts.iter().filter_map(|text| Some((text.pieces()?, text.origin.at))).collect();
    let joined: Vec<Joined<'_>> =
        pieces.iter().map(|(pieces, at)| Joined::new(pieces, *at, Holes::Bare, host)).collect();
    let marked: Vec<String> = joined.iter().map(|joined| marked(&joined.text, script.marks)).collect();
    let places: Vec<_> = joined.iter().map(|joined| move |span: Span| joined.place(span)).collect();
    let sources: Vec<Source<'_>> = marked
        .iter()
        .zip(&places)
        .map(|(text, place)| Source { text, place: place as &dyn Fn(Span) -> Location })
        .collect();
    shell::read(&sources, &script.setting, script.at)
}

fn marked(text: &str, marks: Option<(&str, &str)>) -> String {
    marks.map_or_else(|| text.to_owned(), |(open, close)| shell::mark(text, open, close))
}

/// What CodeBuild runs, in one shell from the first phase to the last. It looks at how each command ends; that shell is
/// `sh` where nothing else is said.
fn buildspec(content: &Value) -> Option<Script<'_>> {
    let entry = content.as_map()?.entry("phases")?;
    let shell: Option<Arc<str>> = match content.get("env").and_then(|environment| environment.get("shell")) {
        None => Some("sh".into()),
        Some(Value { data: Data::Text(shell), .. }) => Some(shell.clone()),
        Some(_) => None,
    };
    if shell.as_deref().is_some_and(|shell| !["sh", "bash", "/bin/sh", "/bin/bash"].contains(&shell)) {
        return None;
    }
    let mut texts = Vec::new();
    for phase in PHASES.iter().filter_map(|phase| entry.value.get(phase)) {
        for part in ["commands", "finally"].iter().filter_map(|part| phase.get(part)) {
            texts.extend(part.as_list().map_or_else(|| vec![part], |commands| commands.iter().collect()));
        }
    }
    let setting =
        Setting { shell, errexit: None, pipefail: Some(false), ends_checked: true, variables: variables(content) };
    let path = vec![Step::Key("phases".into())];
    Some(Script { path, key: entry.at, at: entry.value.origin.at, texts, setting, marks: None })
}

/// The variables that a build specification gives a value. A project or whoever starts a build may give them another.
fn variables(content: &Value) -> Vec<(Arc<str>, Value)> {
    let all = ["variables", "parameter-store", "secrets-manager"]
        .iter()
        .flat_map(|kind| below(content, content.origin.at, &format!("env.{kind}.*")));
    let name = |(path, _, value): (Vec<Step>, Location, &Value)| match path.last() {
        Some(Step::Key(name)) => {
            let reason = "a project, or whoever starts a build, may give it another value";
            Some((name.clone(), Value::unknown(reason, value.origin.at)))
        }
        _ => None,
    };
    all.filter_map(name).collect()
}
