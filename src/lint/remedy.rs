//! What would remove a finding: from the paths of one view to bytes of the file.

use std::sync::Arc;

use super::outcome::{RawFinding, Remedy};
use super::view::View;
use crate::engine::{EditSpec, FixSpec};
use crate::fix::{self, Action, Change, Planned, Refusal, Wanted};
use crate::frontend::cdk::App;
use crate::frontend::{Parsed, Understood};
use crate::model::Step;
use crate::rule::{FixSafety, Rule};
use crate::source::FileId;

/// What a rule wants to be changed, by resource; a rule cannot be surer of a fix than its METADATA.
pub(super) fn wanted(rule: &Rule, view: &View, spec: FixSpec) -> Remedy {
    if rule.fix == FixSafety::None {
        return Remedy::None;
    }
    let safe = spec.safe && rule.fix == FixSafety::Safe;
    let changes: Result<Vec<Change>, Refusal> = spec.edits.into_iter().map(|edit| change(view, edit)).collect();
    match changes {
        Ok(changes) => Remedy::Wanted(Wanted { title: spec.title, safe, changes }),
        Err(refusal) => Remedy::Refused { safe, refusal },
    }
}

/// A finding has one remedy in all its worlds, or none.
pub(super) fn agree(one: &mut Remedy, other: &Remedy) {
    if one != other {
        *one = Remedy::Refused { safe: one.is_safe() && other.is_safe(), refusal: Refusal::Worlds };
    }
}

/// Plans what the rules want to be changed in a file that is no program.
pub(super) fn plan(file: FileId, parsed: &Parsed, findings: &mut [RawFinding]) {
    let wanted = wanted_in(findings);
    if wanted.is_empty() || parsed.program().is_some() {
        return;
    }
    let planned = match (&parsed.content, parsed.template(file)) {
        (Understood::Template { format, document, .. }, Some(template)) => {
            fix::template(&template, *format, *document, &wanted)
        }
        (Understood::Document(document), _) => fix::document(document, &wanted),
        (Understood::Template { .. } | Understood::Program { .. }, _) => {
            wanted.iter().map(|_| Err(Refusal::NotWritten)).collect()
        }
    };
    settle(findings, planned);
}

/// Plans what the rules want to be changed in programs, which are tried together.
pub(super) fn plan_programs(app: &App<'_>, files: Vec<(FileId, &Parsed, &mut [RawFinding])>) {
    let edited = files.iter().map(|(file, parsed, findings)| edited(*file, parsed, findings));
    let planned = fix::programs(app, &edited.collect::<Vec<_>>());
    for ((_, _, findings), planned) in files.into_iter().zip(planned) {
        settle(findings, planned);
    }
}

fn edited<'a>(file: FileId, parsed: &'a Parsed, findings: &'a [RawFinding]) -> fix::Edited<'a> {
    let (program, language) = parsed.program().expect("internal error: a file that is no program is planned as one");
    fix::Edited { file, source: &parsed.source, program, language, wanted: wanted_in(findings) }
}

/// What the rules want, in the order of the findings.
pub(super) fn wanted_in(findings: &[RawFinding]) -> Vec<&Wanted> {
    findings.iter().filter_map(|finding| finding.remedy.wanted()).collect()
}

/// Turns what was wanted into what was planned.
fn settle(findings: &mut [RawFinding], planned: Vec<Planned>) {
    let mut planned = planned.into_iter();
    for finding in findings.iter_mut().filter(|finding| finding.remedy.wanted().is_some()) {
        finding.remedy = match (std::mem::take(&mut finding.remedy), planned.next()) {
            (Remedy::Wanted(Wanted { title, safe, .. }), Some(Ok(patches))) => Remedy::Planned { title, safe, patches },
            (Remedy::Wanted(Wanted { safe, .. }), Some(Err(refusal))) => Remedy::Refused { safe, refusal },
            (other, _) => other,
        };
    }
}

fn change(view: &View, edit: EditSpec) -> Result<Change, Refusal> {
    let (at, action) = match edit {
        EditSpec::Set { at, value } => (at, Action::Set(value)),
        EditSpec::Remove { at } => (at, Action::Remove),
        EditSpec::Insert { at, value } => (at, Action::Insert(value)),
        EditSpec::Replace { at, from, to } => (at, Action::Replace { from, to }),
    };
    let (resource, path) = place(view, &at)?;
    Ok(Change { resource, path, action })
}

/// The resource of a path and the path below it. What is within an image reference is the property that holds it. A file
/// that is a document has no resource.
fn place(view: &View, at: &[Step]) -> Result<(Arc<str>, Vec<Step>), Refusal> {
    match at {
        [Step::Key(root), Step::Key(id), path @ ..] if &**root == "resources" => Ok((id.clone(), path.to_vec())),
        [Step::Key(root), Step::Index(number), ..] if &**root == "images" => {
            let (built, image) = view.images.get(*number).ok_or(Refusal::Kind)?;
            let image = &built.images[*image];
            let owner = image.owner.clone().ok_or(Refusal::Kind)?;
            let path = std::iter::once(Step::Key("properties".into())).chain(image.property.iter().cloned());
            Ok((owner, path.collect()))
        }
        [Step::Key(root), Step::Index(number), Step::Key(content), path @ ..]
            if &**root == "documents" && &**content == "content" =>
        {
            let (built, document) = view.documents.get(*number).ok_or(Refusal::Kind)?;
            let whole = built.documents[*document].owner.is_none();
            if whole { Ok(("".into(), path.to_vec())) } else { Err(Refusal::Within) }
        }
        _ => Err(Refusal::Kind),
    }
}
