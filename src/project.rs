//! What the files of a run say to each other.
//!
//! Summaries are merged in path order. Exports, nested stacks and physical names are resolved here, so that a
//! reference names its resource wherever in the run that stands. What is ambiguous stays unresolved.

mod difference;
mod links;
mod nested;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Resource, ResourceId, Summary, Use, UseTarget};
use crate::source::{FileId, Location};
use crate::value::{Data, Entry, Map, Origin, Part, Piece, Reference, Target, Unknown, Value, compose};

pub use difference::Difference;
pub use links::FileLinks;

/// How many hops a reference may take through exports, parameters and outputs. A list in a list is one, too.
const MAX_HOPS: usize = 16;
/// How many uses across files are kept.
const MAX_USES: usize = 500_000;
/// How many values one question may look at. Outputs may list each other.
const MAX_STEPS: u32 = 10_000;

/// The files of a run and what they share.
#[derive(Debug, Default)]
pub struct Project {
    paths: Vec<Arc<str>>,
    summaries: BTreeMap<FileId, Arc<Summary>>,
    /// Exports by name; `None` where several stacks export the same name.
    exports: BTreeMap<Arc<str>, Option<(FileId, Value)>>,
    /// Resources by their type and, below it, by their physical name.
    names: BTreeMap<Arc<str>, BTreeMap<Arc<str>, BTreeSet<ResourceId>>>,
    /// The ECR repositories of all files.
    repositories: BTreeSet<ResourceId>,
    /// The template of each nested stack, by the stack.
    children: BTreeMap<ResourceId, FileId>,
    /// Who creates a template as a nested stack.
    callers: BTreeMap<FileId, Vec<Caller>>,
    /// Who uses a resource from another file, or by its name.
    uses: BTreeMap<ResourceId, Vec<CrossUse>>,
    /// Where resources are that were forgotten.
    keys: BTreeMap<ResourceId, Location>,
}

/// A creator of a nested stack.
#[derive(Clone, Debug)]
struct Caller {
    stack: ResourceId,
    label: Arc<str>,
    parameters: BTreeMap<Arc<str>, Value>,
}

/// A resource that something names, and the attribute that is taken.
type Named = (ResourceId, Option<Arc<str>>);

/// A use of a resource that was resolved across files.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossUse {
    pub file: FileId,
    pub usage: Use,
    pub attribute: Option<Arc<str>>,
}

impl Project {
    /// Merges summaries. `paths` are those of all files of the run, by number.
    pub fn new(paths: Vec<Arc<str>>, summaries: BTreeMap<FileId, Arc<Summary>>) -> Self {
        let mut project = Self { paths, summaries, ..Self::default() };
        project.index_exports();
        project.index_names();
        project.index_stacks();
        project.index_uses();
        project
    }

    /// How the files of the run are called, by number.
    pub fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    /// Whether some file of the run declares a resource of this type.
    pub fn has_type(&self, resource_type: &str) -> bool {
        self.summaries.values().any(|summary| summary.types.iter().any(|known| &**known == resource_type))
    }

    pub fn summary(&self, file: FileId) -> Option<&Summary> {
        self.summaries.get(&file).map(|summary| &**summary)
    }

    pub fn summaries(&self) -> impl Iterator<Item = (FileId, &Summary)> {
        self.summaries.iter().map(|(file, summary)| (*file, &**summary))
    }

    /// The resources of a type in all files, in path order.
    pub fn resources<'p>(&'p self, resource_type: &'p str) -> impl Iterator<Item = (FileId, &'p Resource)> {
        self.summaries.iter().flat_map(move |(file, summary)| {
            let same = summary.resources.iter().filter(move |resource| &*resource.resource_type == resource_type);
            same.map(|resource| (*file, resource))
        })
    }

    /// Forgets what the resources of [`Self::resources`] are like, but not where they are. That is the most of what a
    /// project holds, and nobody asks for it again once rules have their facts. Summaries that others keep too stay.
    pub fn forget_resources(&mut self) {
        for (file, summary) in &mut self.summaries {
            let Some(summary) = Arc::get_mut(summary) else { continue };
            let known = std::mem::take(&mut summary.resources).into_iter();
            self.keys.extend(known.map(|resource| (ResourceId { file: *file, id: resource.id }, resource.key)));
        }
    }

    /// Where the key of a resource is written, if its type is one that rules see in other files.
    pub fn key(&self, resource: &ResourceId) -> Option<Location> {
        let known = || self.summary(resource.file)?.resources.iter().find(|known| known.id == resource.id);
        self.keys.get(resource).copied().or_else(|| known().map(|known| known.key))
    }

    /// Whether a file declares an ECR repository of this id.
    pub fn is_repository(&self, resource: &ResourceId) -> bool {
        self.repositories.contains(resource)
    }

    /// Who uses a resource from another file, or by its name.
    pub fn uses(&self, resource: &ResourceId) -> &[CrossUse] {
        self.uses.get(resource).map_or(&[], Vec::as_slice)
    }

    /// The resource of a type with a physical name, if there is exactly one.
    pub fn named(&self, resource_type: &str, name: &str) -> Option<&ResourceId> {
        only(self.names.get(resource_type)?.get(name)?)
    }

    /// What the other files say about one.
    pub fn links<'p>(&'p self, file: FileId, given: &'p BTreeMap<Arc<str>, Arc<str>>) -> FileLinks<'p> {
        FileLinks::new(self, file, given)
    }

    fn index_exports(&mut self) {
        for (file, summary) in &self.summaries {
            for export in &summary.exports {
                let entry = (*file, export.value.clone());
                self.exports.entry(export.name.clone()).and_modify(|known| *known = None).or_insert(Some(entry));
            }
        }
    }

    fn index_names(&mut self) {
        for (file, summary) in &self.summaries {
            for id in &summary.repositories {
                self.repositories.insert(ResourceId { file: *file, id: id.clone() });
            }
            for name in &summary.names {
                let resource = ResourceId { file: *file, id: name.id.clone() };
                let names = self.names.entry(name.resource_type.clone()).or_default();
                names.entry(name.name.clone()).or_default().insert(resource);
            }
        }
    }

    fn index_stacks(&mut self) {
        if self.summaries.values().all(|summary| summary.stacks.is_empty()) {
            return;
        }
        let templates = nested::Templates::new(&self.paths, self.summaries.keys().copied());
        for (file, summary) in &self.summaries {
            for stack in &summary.stacks {
                let id = ResourceId { file: *file, id: stack.id.clone() };
                let written = stack.template.as_deref();
                let Some(child) = written.and_then(|written| templates.find(*file, written)) else { continue };
                if child == *file {
                    continue;
                }
                let label = format!("{} in {}", stack.id, self.paths[file.0 as usize]).into();
                let parameters = stack.parameters.iter().cloned().collect();
                self.callers.entry(child).or_default().push(Caller { stack: id.clone(), label, parameters });
                self.children.insert(id, child);
            }
        }
    }

    fn index_uses(&mut self) {
        let mut uses: BTreeMap<ResourceId, Vec<CrossUse>> = BTreeMap::new();
        let mut known: BTreeMap<(FileId, &Reference), Vec<Named>> = BTreeMap::new();
        let mut room = MAX_USES;
        for (file, summary) in &self.summaries {
            for usage in &summary.uses {
                let targets = match &usage.target {
                    UseTarget::Name(name) => &self.by_name(name),
                    UseTarget::Reference(reference) => {
                        let targets = || self.targets(*file, reference, &Cell::new(MAX_STEPS));
                        known.entry((*file, reference)).or_insert_with(targets)
                    }
                };
                for (resource, attribute) in targets.iter().take(room) {
                    let cross = CrossUse { file: *file, usage: usage.clone(), attribute: attribute.clone() };
                    uses.entry(resource.clone()).or_default().push(cross);
                }
                room = room.saturating_sub(targets.len());
            }
        }
        self.uses = uses;
    }

    fn by_name(&self, name: &str) -> Vec<Named> {
        self.names.values().filter_map(|names| Some((only(names.get(name)?)?.clone(), None))).collect()
    }

    /// The resources that a reference comes to, each once. A parameter comes to one for each creator. None where they
    /// are too many to be looked for.
    fn targets(&self, file: FileId, reference: &Reference, steps: &Cell<u32>) -> Vec<Named> {
        let mut found = BTreeSet::new();
        // Stacks may create each other in circles, and each of them many times.
        let mut seen = BTreeSet::from([(file, reference)]);
        let mut next = vec![(file, reference)];
        for _ in 0..=MAX_HOPS {
            for (file, reference) in std::mem::take(&mut next) {
                if let Target::Resource { file, id } = &reference.target {
                    found.insert((ResourceId { file: *file, id: id.clone() }, reference.attribute.clone()));
                }
                for (file, value) in self.values(file, &reference.target) {
                    if !take(steps, 1) {
                        return Vec::new();
                    }
                    match &value.data {
                        Data::Unknown(unknown) => {
                            let reference = unknown.reference.iter().map(|reference| (file, reference));
                            next.extend(reference.filter(|reference| seen.insert(*reference)));
                        }
                        Data::Text(name) => found.extend(self.by_name(name)),
                        _ => {}
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// What stands for the target of a reference in a file, and where; nothing for a resource.
    fn values(&self, file: FileId, target: &Target) -> Vec<(FileId, &Value)> {
        match target {
            Target::Resource { .. } => Vec::new(),
            Target::Import(name) => self
                .exports
                .get(name)
                .and_then(Option::as_ref)
                .map(|(file, value)| (*file, value))
                .into_iter()
                .collect(),
            Target::Parameter(name) => {
                let callers = self.callers.get(&file).map_or(&[][..], Vec::as_slice);
                callers.iter().filter_map(|caller| Some((caller.stack.file, caller.parameters.get(name)?))).collect()
            }
            Target::Output { stack, name } => {
                self.output(&ResourceId { file, id: stack.clone() }, name).into_iter().collect()
            }
        }
    }

    /// The value of an output of a nested stack, and the file that declares it.
    fn output(&self, stack: &ResourceId, name: &str) -> Option<(FileId, &Value)> {
        let child = self.children.get(stack)?;
        let outputs = &self.summaries.get(child)?.outputs;
        outputs.iter().find(|(known, _)| &**known == name).map(|(_, value)| (*child, value))
    }

    /// A value of one file as other files may see it: references name resources or nothing. An output of a nested
    /// stack has the parameters that `stack` is given. Every value that is looked at takes one of the `steps`.
    fn settle(&self, file: FileId, value: &Value, stack: Option<&ResourceId>, hops: usize, steps: &Cell<u32>) -> Value {
        let (parts, deeper) = match &value.data {
            Data::Composite(pieces) => (pieces.len(), false),
            Data::List(items) => (items.len(), true),
            Data::Map(map) => (map.entries.len(), true),
            _ => (0, false),
        };
        if deeper && hops >= MAX_HOPS || !take(steps, parts + 1) {
            return Value::unknown("too many hops", value.origin.at);
        }
        match &value.data {
            Data::Unknown(unknown) => self.settle_unknown(file, unknown, &value.origin, stack, hops, steps),
            Data::Composite(pieces) => {
                let mut settled: Vec<Piece> = Vec::new();
                for piece in pieces.iter() {
                    match &piece.part {
                        Part::Known(_) => settled.push(piece.clone()),
                        Part::Hole { unknown, .. } => {
                            let value = self.settle_unknown(file, unknown, &piece.origin, stack, hops, steps);
                            settled.extend(value.pieces().map(Cow::into_owned).unwrap_or_default());
                        }
                    }
                }
                compose(settled, value.origin.at)
            }
            Data::List(items) => {
                let items = items.iter().map(|item| self.settle(file, item, stack, hops + 1, steps)).collect();
                Value { data: Data::List(items), origin: value.origin.clone() }
            }
            Data::Map(map) => {
                let settled = |entry: &Entry| {
                    let value = self.settle(file, &entry.value, stack, hops + 1, steps);
                    Entry { key: entry.key.clone(), at: entry.at, value }
                };
                let map = Map { entries: map.entries.iter().map(settled).collect(), open: map.open.clone() };
                Value { data: Data::Map(map), origin: value.origin.clone() }
            }
            data => Value { data: data.clone(), origin: value.origin.clone() },
        }
    }

    fn settle_unknown(
        &self,
        file: FileId,
        unknown: &Arc<Unknown>,
        origin: &Origin,
        stack: Option<&ResourceId>,
        hops: usize,
        steps: &Cell<u32>,
    ) -> Value {
        if hops < MAX_HOPS {
            let next = match unknown.reference.as_ref().map(|reference| &reference.target) {
                Some(Target::Import(name)) => {
                    self.exports.get(name).and_then(Option::as_ref).map(|(file, value)| (*file, value, None))
                }
                Some(Target::Output { stack, name }) => {
                    let stack = ResourceId { file, id: stack.clone() };
                    self.output(&stack, name).map(|(file, value)| (file, value, Some(stack)))
                }
                Some(Target::Parameter(name)) => stack.and_then(|stack| self.given(stack, file, name)),
                _ => None,
            };
            if let Some((file, value, stack)) = next {
                return self.settle(file, value, stack.as_ref(), hops + 1, steps);
            }
        }
        Value { data: Data::Unknown(self.plain(file, unknown, steps)), origin: origin.clone() }
    }

    /// The value of a parameter of a nested stack: what the stack is given, or the default of its template.
    fn given(
        &self,
        stack: &ResourceId,
        template: FileId,
        name: &Arc<str>,
    ) -> Option<(FileId, &Value, Option<ResourceId>)> {
        let caller = self.callers.get(&template)?.iter().find(|caller| caller.stack == *stack)?;
        if let Some(value) = caller.parameters.get(name) {
            return Some((stack.file, value, None));
        }
        let defaults = &self.summaries.get(&template)?.defaults;
        defaults.iter().find(|(known, _)| known == name).map(|(_, value)| (template, value, None))
    }

    /// An unknown whose reference is a resource or dropped.
    fn plain(&self, file: FileId, unknown: &Arc<Unknown>, steps: &Cell<u32>) -> Arc<Unknown> {
        let Some(reference) = &unknown.reference else { return unknown.clone() };
        if matches!(reference.target, Target::Resource { .. }) {
            return unknown.clone();
        }
        let mut targets = self.targets(file, reference, steps);
        let single = if targets.len() == 1 { targets.pop() } else { None };
        let reference = single
            .map(|(ResourceId { file, id }, attribute)| Reference { target: Target::Resource { file, id }, attribute });
        Arc::new(Unknown { reason: unknown.reason.clone(), reference })
    }
}

/// The only one of several resources.
fn only(resources: &BTreeSet<ResourceId>) -> Option<&ResourceId> {
    resources.first().filter(|_| resources.len() == 1)
}

/// Takes so many steps, if there are as many left.
fn take(steps: &Cell<u32>, count: usize) -> bool {
    let rest = u32::try_from(count).ok().and_then(|count| steps.get().checked_sub(count));
    steps.set(rest.unwrap_or(steps.get()));
    rest.is_some()
}
