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
    let runs = below(content, content.origin.at, "jobs.*.steps.*.run");
    let writes = runs.iter().any(|(_, _, run)| run.text().is_some_and(|text| text.contains("GITHUB_ENV")));
    for (path, key, run) in runs {
        let [Step::Key(jobs), Step::Key(job), Step::Key(_), Step::Index(step), _] = &path[..] else { continue };
        let Some(job) = content.get(jobs).and_then(|jobs| jobs.get(job)) else { continue };
        let levels =
            [Some(content), Some(job), job.get("steps").and_then(Value::as_list).and_then(|all| all.get(*step))];
        let Some(mut setting) = setting(levels, job) else { continue };
        setting.variables = variables(levels, writes);
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
    Some(match shell.as_ref().map(Value::text) {
        None if runs_on(job, "windows") => return None,
        None if runs_on(job, "${{") => Setting::default(),
        None => known("bash", true, false),
        Some(Some(line)) if line.trim() == "bash" => known("bash", true, true),
        Some(Some(line)) if line.trim() == "sh" => known("sh", true, false),
        Some(Some(line)) if line.contains("{0}") => {
            started(&line).shell.is_some_and(|shell| ["bash", "sh"].contains(&&*shell)).then(|| started(&line))?
        }
        _ => return None,
    })
}

fn runs_on(job: &Value, part: &str) -> bool {
    let runner = job.get("runs-on");
    let labels = runner
        .and_then(Value::as_list)
        .map_or_else(|| runner.into_iter().collect(), |list| list.iter().collect::<Vec<_>>());
    labels.into_iter().filter_map(Value::text).any(|label| label.to_lowercase().contains(part))
}

/// The environment of a step; what stands nearer to it counts. Where some step writes variables for those behind it, what
/// the workflow and the job give them is not known any more.
fn variables(levels: [Option<&Value>; 3], writes: bool) -> Vec<(Arc<str>, Value)> {
    let mut variables = Vec::new();
    for (level, own) in levels.into_iter().zip([false, false, true]) {
        let Some(environment) = level.and_then(|level| level.get("env")).and_then(Value::as_map) else { continue };
        for entry in &environment.entries {
            let rewritten = || Value::unknown("a step may write it anew", entry.value.origin.at);
            let value = if writes && !own { rewritten() } else { filled(&entry.value) };
            variables.push((entry.key.clone(), value));
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
