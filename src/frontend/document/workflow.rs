//! Workflows of GitHub: the scripts that their steps run.

use std::sync::Arc;

use super::placeholders;
use super::scripts::Script;
use super::shell::{Setting, started};
use crate::model::{Step, below};
use crate::source::Location;
use crate::syntax::{Kind, Node};
use crate::value::{Data, Value};

/// What expressions stand between; they are put in before a shell sees the text.
const MARKS: (&str, &str) = ("${{", "}}");

/// A file in the folder of workflows whose jobs have steps.
pub(super) fn recognise(path: &str, root: Node<'_>) -> bool {
    let has_steps =
        |(_, job): (Node<'_>, Node<'_>)| job.get("steps").is_some_and(|steps| steps.kind() == Kind::Sequence);
    let in_folder = path.starts_with(".github/workflows/") || path.contains("/.github/workflows/");
    in_folder && root.get("jobs").is_some_and(|jobs| jobs.kind() == Kind::Mapping && jobs.entries().any(has_steps))
}

/// The scripts of the steps that a shell like `sh` runs. Every step has a shell of its own.
pub(super) fn scripts(content: &Value) -> Vec<Script<'_>> {
    let mut scripts = Vec::new();
    for (path, key, run) in below(content, content.origin.at, "jobs.*.steps.*.run") {
        let [Step::Key(jobs), Step::Key(job), steps, Step::Index(step), _] = &path[..] else { continue };
        let Some(job) = content.get(jobs).and_then(|jobs| jobs.get(job)) else { continue };
        let levels =
            [Some(content), Some(job), job.get("steps").and_then(Value::as_list).and_then(|all| all.get(*step))];
        debug_assert!(matches!(steps, Step::Key(_)));
        let Some(setting) = setting(levels, job) else { continue };
        scripts.push(Script { path, key, at: run.origin.at, texts: vec![run], setting, marks: Some(MARKS) });
    }
    scripts
}

/// How the shell of a step is started: `bash -e` where nothing is said, `pipefail` besides where `bash` is.
fn setting(levels: [Option<&Value>; 3], job: &Value) -> Option<Setting> {
    let default =
        |level: Option<&Value>| -> Option<Value> { level?.get("defaults")?.get("run")?.get("shell").cloned() };
    let [workflow, of_job, step] = levels;
    let shell =
        step.and_then(|step| step.get("shell").cloned()).or_else(|| default(of_job)).or_else(|| default(workflow));
    let known = |shell: &str, errexit, pipefail| Setting {
        shell: Some(shell.into()),
        errexit: Some(errexit),
        pipefail: Some(pipefail),
        ..Setting::default()
    };
    let started = match shell.as_ref().map(Value::text) {
        None if runs_on(job, "windows") => return None,
        None if runs_on(job, "${{") => Setting::default(),
        None => known("bash", true, false),
        Some(Some(line)) if line.trim() == "bash" => known("bash", true, true),
        Some(Some(line)) if line.trim() == "sh" => known("sh", true, false),
        Some(Some(line)) if line.contains("{0}") => {
            started(&line).shell.is_some_and(|shell| ["bash", "sh"].contains(&&*shell)).then(|| started(&line))?
        }
        _ => return None,
    };
    Some(Setting { variables: variables(levels), ..started })
}

fn runs_on(job: &Value, part: &str) -> bool {
    let runner = job.get("runs-on");
    let labels = runner
        .and_then(Value::as_list)
        .map_or_else(|| runner.into_iter().collect(), |list| list.iter().collect::<Vec<_>>());
    labels.into_iter().filter_map(Value::text).any(|label| label.contains(part))
}

/// The environment of a step; what stands nearer to it counts.
fn variables(levels: [Option<&Value>; 3]) -> Vec<(Arc<str>, Value)> {
    let mut variables = Vec::new();
    for level in levels.into_iter().flatten() {
        let Some(environment) = level.get("env").and_then(Value::as_map) else { continue };
        for entry in &environment.entries {
            variables.push((entry.key.clone(), filled(&entry.value)));
        }
    }
    variables
}

/// A value with holes in the places of expressions.
fn filled(value: &Value) -> Value {
    let at: Location = value.origin.at;
    match &value.data {
        Data::Text(text) => placeholders::read(text, MARKS, "expression", at),
        Data::Number(_) | Data::Bool(_) => value.clone(),
        _ => Value::unknown("it is no text", at),
    }
}
