//! Fixes of CDK programs: the option that sets a property is written where the construct is made, and the app is
//! carried out again to see that this, and nothing else, has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value as Json;

use super::edit::Editor;
use super::resource::changed;
use super::{Action, Change, Patch, Planned, Refusal, Wanted, apply, compatible};
use crate::frontend::cdk::{App, Declaration};
use crate::model::{Resource, Step};
use crate::program::{self, Language, Program};
use crate::source::{FileId, SourceFile};

/// How often the app is carried out again for the fixes of one file at most.
const MAX_TRIALS: usize = 16;
/// How many programs are carried out for the fixes of a whole run at most, shared evenly among its programs.
const MAX_CARRIED: usize = 50_000;

/// A program as a file of an app.
#[derive(Clone, Copy, Debug)]
pub struct Edited<'a, 'p> {
    pub app: &'a App<'p>,
    pub file: FileId,
    pub source: &'a SourceFile,
    pub program: &'a Program,
    pub language: Language,
}

/// What the resources are meant to become: by id the properties that are set.
type Intended<'w> = BTreeMap<&'w str, Vec<(Vec<&'w str>, &'w Json)>>;

/// Plans fixes of a program, each by itself, in the order in which they are given. One edit may serve several resources
/// that a call makes, if all of them want it.
pub fn program(edited: Edited<'_, '_>, wanted: &[&Wanted]) -> Vec<Planned> {
    if !edited.program.errors.is_empty() {
        return wanted.iter().map(|_| Err(Refusal::Broken)).collect();
    }
    let declarations = edited.app.declarations(edited.file);
    let mut planned: Vec<Planned> = wanted.iter().map(|wanted| plan(edited, &declarations, wanted)).collect();
    let mut groups: BTreeMap<Vec<Patch>, Vec<usize>> = BTreeMap::new();
    for (number, plan) in planned.iter().enumerate() {
        if let Ok(patches) = plan {
            groups.entry(patches.clone()).or_default().push(number);
        }
    }
    let mut groups: Vec<(Vec<Patch>, Vec<usize>)> = groups.into_iter().collect();
    if groups.is_empty() {
        return planned;
    }
    // It is carried out as it is once, and once for each trial.
    let carried = MAX_CARRIED / edited.app.files().count().max(1) / edited.app.connected(edited.file).max(1);
    let left = carried.saturating_sub(1).min(MAX_TRIALS);
    if left == 0 {
        return refused(planned, Refusal::Large);
    }
    let around = edited.app.around(edited.file);
    let app = App::new(&around);
    let edited = Edited { app: &app, ..edited };
    let mut trial = Trial { edited, before: Resources::of(edited.app, edited.file), wanted, left };
    while !groups.is_empty() {
        let all: Vec<&[Patch]> = groups.iter().map(|(patches, _)| &**patches).collect();
        let chosen: BTreeSet<usize> = compatible(&all).into_iter().collect();
        if chosen.is_empty() {
            break;
        }
        let (now, later): (Vec<_>, Vec<_>) =
            groups.into_iter().enumerate().partition(|(number, _)| chosen.contains(number));
        groups = later.into_iter().map(|(_, group)| group).collect();
        let now: Vec<(Vec<Patch>, Vec<usize>)> = now.into_iter().map(|(_, group)| group).collect();
        if trial.exact(&now) == Ok(()) {
            continue;
        }
        for group in now {
            let alone = trial.exact(std::slice::from_ref(&group));
            for number in group.1 {
                if let Err(refusal) = alone {
                    planned[number] = Err(refusal);
                }
            }
        }
    }
    planned
}

/// What was planned, with nothing made.
fn refused(planned: Vec<Planned>, refusal: Refusal) -> Vec<Planned> {
    planned.into_iter().map(|plan| plan.and(Err(refusal))).collect()
}

fn plan(edited: Edited<'_, '_>, declarations: &[Declaration], wanted: &Wanted) -> Planned {
    let [change] = wanted.changes.as_slice() else { return Err(Refusal::Program) };
    let (path, value) = set(change).ok_or(Refusal::Program)?;
    let declaration =
        declarations.iter().find(|declaration| declaration.id == change.resource).ok_or(Refusal::NotWritten)?;
    let spelled = edited.app.spell(declaration, &path, value).ok_or(Refusal::Option)?;
    if spelled.call.file != edited.file {
        return Err(Refusal::Elsewhere);
    }
    Editor { source: &edited.source.text, program: edited.program, language: edited.language }.set(&spelled)
}

/// The property that a change sets.
fn set<'c>(change: &'c Change) -> Option<(Vec<&'c str>, &'c Json)> {
    let Action::Set(value) = &change.action else { return None };
    let (Step::Key(root), rest) = change.path.split_first()? else { return None };
    let key = |step: &'c Step| match step {
        Step::Key(key) => Some(&**key),
        Step::Index(_) => None,
    };
    let path = rest.iter().map(key).collect::<Option<Vec<_>>>()?;
    (&**root == "properties" && !path.is_empty()).then_some((path, value))
}

/// Tries edits of one file.
struct Trial<'a, 'p> {
    edited: Edited<'a, 'p>,
    before: Resources,
    wanted: &'a [&'a Wanted],
    left: usize,
}

impl Trial<'_, '_> {
    /// Whether the edits change what they are meant to change, and nothing else.
    fn exact(&mut self, groups: &[(Vec<Patch>, Vec<usize>)]) -> Result<(), Refusal> {
        self.left = self.left.checked_sub(1).ok_or(Refusal::Many)?;
        let Edited { app, file, source, program, language } = self.edited;
        let patches: Vec<Patch> = groups.iter().flat_map(|(patches, _)| patches.iter().cloned()).collect();
        let text: Arc<str> = apply(&source.text, &patches).ok_or(Refusal::Inexact)?.into();
        let lowered = Arc::new(program::lower(&source.path, &text, language));
        if !lowered.errors.is_empty() || comments(&lowered, &text) != comments(program, &source.text) {
            return Err(Refusal::Inexact);
        }
        let programs = app.edited(file, lowered, text);
        let after = Resources::of(&App::new(&programs), file);
        let mut intended = Intended::new();
        for number in groups.iter().flat_map(|(_, numbers)| numbers) {
            for change in &self.wanted[*number].changes {
                let set = set(change).ok_or(Refusal::Inexact)?;
                intended.entry(&change.resource).or_default().push(set);
            }
        }
        if self.before.become_only(&after, &intended) { Ok(()) } else { Err(Refusal::Inexact) }
    }
}

fn comments<'t>(program: &Program, text: &'t str) -> Vec<&'t str> {
    program.comments.iter().map(|span| text[span.range()].trim_end()).collect()
}

/// The resources of an app in their worlds: those of one file in all of them, the others in the first.
struct Resources {
    own: Vec<Worlds>,
    others: Vec<Worlds>,
}

/// A resource in each world; nothing where it does not exist.
struct Worlds {
    id: Arc<str>,
    each: Vec<Option<Resource>>,
}

impl Resources {
    fn of(app: &App<'_>, file: FileId) -> Self {
        let others = app.files().filter(|other| *other != file).flat_map(|other| app.declarations(other));
        Self {
            own: app.declarations(file).iter().map(|declaration| Worlds::of(app, declaration, usize::MAX)).collect(),
            others: others.map(|declaration| Worlds::of(app, &declaration, 1)).collect(),
        }
    }

    /// Whether these become others by changes that are intended.
    fn become_only(&self, after: &Self, intended: &Intended<'_>) -> bool {
        let all = |before: &[Worlds], after: &[Worlds], intended: &Intended<'_>| {
            before.len() == after.len() && before.iter().zip(after).all(|(one, other)| one.become_only(other, intended))
        };
        all(&self.own, &after.own, intended) && all(&self.others, &after.others, &Intended::new())
    }
}

impl Worlds {
    fn of(app: &App<'_>, declaration: &Declaration, most: usize) -> Self {
        let worlds = app.worlds(&declaration.alternatives).worlds;
        let each = worlds.iter().take(most).map(|world| app.resource(declaration, world)).collect();
        Self { id: declaration.id.clone(), each }
    }

    fn become_only(&self, after: &Self, intended: &Intended<'_>) -> bool {
        let changes = intended.get(&*self.id).map_or(&[][..], Vec::as_slice);
        let world = |(one, other): (&Option<Resource>, &Option<Resource>)| match (one, other) {
            (Some(one), Some(other)) => changed(one, other, changes),
            (None, None) => true,
            _ => false,
        };
        self.id == after.id && self.each.len() == after.each.len() && self.each.iter().zip(&after.each).all(world)
    }
}
