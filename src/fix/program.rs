//! Fixes of CDK programs: the option that sets a property is written where the construct is made, and the app is
//! carried out again to see that this, and nothing else, has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value as Json;

use super::edit::Editor;
use super::resource::changed;
use super::{Action, Change, Patch, Planned, Refusal, Wanted, apply, compatible};
use crate::frontend::cdk::{App, Declaration};
use crate::model::{Resource, Step};
use crate::program::{self, Language, Program};
use crate::source::{FileId, SourceFile};

/// How many steps an app may take for the fixes of a run, however often it is carried out for them.
const MAX_STEPS: u64 = 2_000_000;

/// A program as a file of an app, and the fixes that are wanted in it.
#[derive(Clone, Debug)]
pub struct Edited<'a> {
    pub file: FileId,
    pub source: &'a SourceFile,
    pub program: &'a Program,
    pub language: Language,
    pub wanted: Vec<&'a Wanted>,
}

/// What the resources are meant to become: by file and id the properties that are set.
type Intended<'w> = BTreeMap<(FileId, &'w str), Vec<(Vec<&'w str>, &'w Json)>>;

/// Edits of one file that belong together, and which of the wanted fixes they are. One edit may serve several resources
/// that a call makes, if all of them want it.
#[derive(Clone, Debug)]
struct Group {
    /// The number of the file among those that are edited.
    file: usize,
    patches: Vec<Patch>,
    numbers: Vec<usize>,
}

/// Plans fixes of programs, for each in the order in which they are given.
pub fn programs(app: &App<'_>, files: &[Edited<'_>]) -> Vec<Vec<Planned>> {
    let mut planned: Vec<Vec<Planned>> = files.par_iter().map(|edited| plans(app, edited)).collect();
    let mut apps: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    for (number, edited) in files.iter().enumerate() {
        if planned[number].iter().any(Result::is_ok) {
            apps.entry(app.known_by(edited.file)).or_default().push(number);
        }
    }
    // All parts of the run may be carried out equally often, once of that as they are.
    let left = (MAX_STEPS / app.steps().max(1)).saturating_sub(1);
    for (known_by, numbers) in apps {
        let groups: Vec<Group> = numbers.iter().flat_map(|number| groups(*number, &planned[*number])).collect();
        if left == 0 {
            refuse(&mut planned, &groups, Refusal::Large);
            continue;
        }
        let around = app.around(&app.connected(known_by));
        let own = numbers.iter().map(|number| files[*number].file).collect();
        Trials { app: &App::new(&around), files, own, left, planned: &mut planned }.settle(groups);
    }
    planned
}

fn plans(app: &App<'_>, edited: &Edited<'_>) -> Vec<Planned> {
    if !edited.program.errors.is_empty() {
        return edited.wanted.iter().map(|_| Err(Refusal::Broken)).collect();
    }
    let declarations = app.declarations(edited.file);
    edited.wanted.iter().map(|wanted| plan(app, edited, &declarations, wanted)).collect()
}

/// What is planned in one file, each edit once.
fn groups(file: usize, planned: &[Planned]) -> Vec<Group> {
    let mut groups: BTreeMap<&[Patch], Vec<usize>> = BTreeMap::new();
    for (number, plan) in planned.iter().enumerate() {
        if let Ok(patches) = plan {
            groups.entry(patches).or_default().push(number);
        }
    }
    groups.into_iter().map(|(patches, numbers)| Group { file, patches: patches.to_vec(), numbers }).collect()
}

fn plan(app: &App<'_>, edited: &Edited<'_>, declarations: &[Declaration], wanted: &Wanted) -> Planned {
    let [change] = wanted.changes.as_slice() else { return Err(Refusal::Program) };
    let (path, value) = set(change).ok_or(Refusal::Program)?;
    let declaration =
        declarations.iter().find(|declaration| declaration.id == change.resource).ok_or(Refusal::NotWritten)?;
    let spelled = app.spell(declaration, &path, value).ok_or(Refusal::Option)?;
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

/// Tries edits of an app.
struct Trials<'a, 'p> {
    app: &'a App<'p>,
    files: &'a [Edited<'a>],
    /// The files that are edited.
    own: BTreeSet<FileId>,
    /// How often the app may still be carried out.
    left: u64,
    planned: &'a mut [Vec<Planned>],
}

impl Trials<'_, '_> {
    /// Refuses the edits that do something else than they are meant to do.
    fn settle(&mut self, mut groups: Vec<Group>) {
        while !groups.is_empty() {
            let (now, later) = together(groups);
            if now.is_empty() {
                return refuse(self.planned, &later, Refusal::Inexact);
            }
            groups = later;
            self.all(&now);
        }
    }

    /// Tries these edits at once: most do what they are meant to. Where some do not, each half is tried.
    fn all(&mut self, groups: &[Group]) {
        let Err(refusal) = self.exact(groups) else { return };
        if groups.len() == 1 {
            return refuse(self.planned, groups, refusal);
        }
        let (one, other) = groups.split_at(groups.len() / 2);
        self.all(one);
        self.all(other);
    }

    /// Whether the edits change what they are meant to change, and nothing else.
    fn exact(&mut self, groups: &[Group]) -> Result<(), Refusal> {
        self.left = self.left.checked_sub(1).ok_or(Refusal::Large)?;
        let mut texts: BTreeMap<usize, Vec<Patch>> = BTreeMap::new();
        let mut intended = Intended::new();
        for Group { file, patches, numbers } in groups {
            texts.entry(*file).or_default().extend(patches.iter().cloned());
            let edited = &self.files[*file];
            for change in numbers.iter().flat_map(|number| &edited.wanted[*number].changes) {
                let set = set(change).ok_or(Refusal::Inexact)?;
                intended.entry((edited.file, &change.resource)).or_default().push(set);
            }
        }
        let edited = texts.iter().map(|(file, patches)| self.files[*file].with(patches));
        let programs = self.app.edited(edited.collect::<Result<Vec<_>, Refusal>>()?);
        let after = App::new(&programs);
        let files: Vec<FileId> = self.app.files().collect();
        let becomes = |file: &FileId| self.becomes(&after, *file, &intended);
        if files.par_iter().all(becomes) { Ok(()) } else { Err(Refusal::Inexact) }
    }

    /// Whether the resources of a file become others by changes that are intended: in all their worlds where the file is
    /// edited, in the first where it is not.
    fn becomes(&self, after: &App<'_>, file: FileId, intended: &Intended<'_>) -> bool {
        let most = if self.own.contains(&file) { usize::MAX } else { 1 };
        let worlds = |app: &App<'_>| -> Vec<Worlds> {
            app.declarations(file).iter().map(|declaration| Worlds::of(app, declaration, most)).collect()
        };
        let (before, after) = (worlds(self.app), worlds(after));
        let mut each = before.iter().zip(&after);
        before.len() == after.len()
            && each.all(|(one, other)| {
                let changes = intended.get(&(file, &*one.id)).map_or(&[][..], Vec::as_slice);
                one.become_only(other, changes)
            })
    }
}

fn refuse(planned: &mut [Vec<Planned>], groups: &[Group], refusal: Refusal) {
    for Group { file, numbers, .. } in groups {
        for number in numbers {
            planned[*file][*number] = Err(refusal);
        }
    }
}

/// Those of the edits that do not touch each other, and the others.
fn together(groups: Vec<Group>) -> (Vec<Group>, Vec<Group>) {
    let mut files: BTreeMap<usize, Vec<Group>> = BTreeMap::new();
    for group in groups {
        files.entry(group.file).or_default().push(group);
    }
    let (mut now, mut later) = (Vec::new(), Vec::new());
    for groups in files.into_values() {
        let all: Vec<&[Patch]> = groups.iter().map(|group| &*group.patches).collect();
        let chosen: BTreeSet<usize> = compatible(&all).into_iter().collect();
        for (number, group) in groups.into_iter().enumerate() {
            if chosen.contains(&number) { now.push(group) } else { later.push(group) }
        }
    }
    (now, later)
}

impl Edited<'_> {
    /// The program and its text once these patches are made.
    fn with(&self, patches: &[Patch]) -> Result<(FileId, Arc<Program>, Arc<str>), Refusal> {
        let text: Arc<str> = apply(&self.source.text, patches).ok_or(Refusal::Inexact)?.into();
        let lowered = Arc::new(program::lower(&self.source.path, &text, self.language));
        if !lowered.errors.is_empty() || comments(&lowered, &text) != comments(self.program, &self.source.text) {
            return Err(Refusal::Inexact);
        }
        Ok((self.file, lowered, text))
    }
}

fn comments<'t>(program: &Program, text: &'t str) -> Vec<&'t str> {
    program.comments.iter().map(|span| text[span.range()].trim_end()).collect()
}

/// A resource in each world; nothing where it does not exist.
struct Worlds {
    id: Arc<str>,
    each: Vec<Option<Resource>>,
}

impl Worlds {
    fn of(app: &App<'_>, declaration: &Declaration, most: usize) -> Self {
        let worlds = app.worlds(&declaration.alternatives).worlds;
        let each = worlds.iter().take(most).map(|world| app.resource(declaration, world)).collect();
        Self { id: declaration.id.clone(), each }
    }

    fn become_only(&self, after: &Self, changes: &[(Vec<&str>, &Json)]) -> bool {
        let world = |(one, other): (&Option<Resource>, &Option<Resource>)| match (one, other) {
            (Some(one), Some(other)) => changed(one, other, changes),
            (None, None) => true,
            _ => false,
        };
        self.id == after.id && self.each.len() == after.each.len() && self.each.iter().zip(&after.each).all(world)
    }
}
