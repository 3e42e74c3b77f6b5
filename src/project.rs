//! What the files of a run say to each other.
//!
//! Summaries are merged in path order. Exports, nested stacks and physical names are resolved here, so that a
//! reference names its resource wherever in the run that stands. What is ambiguous stays unresolved.

mod nested;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::frontend::intrinsics::Links;
use crate::model::{Resource, ResourceId, Summary, Use, UseTarget};
use crate::source::FileId;
use crate::value::{Data, Origin, Part, Piece, Reference, Target, Unknown, Value, compose};

/// How many hops a reference may take through exports, parameters and outputs.
const MAX_HOPS: usize = 16;

/// The files of a run and what they share.
#[derive(Debug, Default)]
pub struct Project {
    paths: Vec<Arc<str>>,
    summaries: BTreeMap<FileId, Summary>,
    /// Exports by name; `None` where several stacks export the same name.
    exports: BTreeMap<Arc<str>, Option<(FileId, Value)>>,
    /// Resources by their type and physical name.
    names: BTreeMap<(Arc<str>, Arc<str>), BTreeSet<ResourceId>>,
    /// The template of each nested stack, by the stack.
    children: BTreeMap<ResourceId, FileId>,
    /// Who creates a template as a nested stack.
    callers: BTreeMap<FileId, Vec<Caller>>,
    /// Who uses a resource from another file, or by its name.
    uses: BTreeMap<ResourceId, Vec<CrossUse>>,
}

/// A creator of a nested stack.
#[derive(Clone, Debug)]
struct Caller {
    stack: ResourceId,
    label: Arc<str>,
    parameters: BTreeMap<Arc<str>, Value>,
}

/// A use of a resource that was resolved across files.
#[derive(Clone, Debug)]
pub struct CrossUse {
    pub file: FileId,
    pub usage: Use,
    pub attribute: Option<Arc<str>>,
}

impl Project {
    /// Merges summaries. `paths` are those of all files of the run, by number.
    pub fn new(paths: Vec<Arc<str>>, summaries: BTreeMap<FileId, Summary>) -> Self {
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
        self.summaries.get(&file)
    }

    pub fn summaries(&self) -> impl Iterator<Item = (FileId, &Summary)> {
        self.summaries.iter().map(|(file, summary)| (*file, summary))
    }

    /// The resources of a type in all files, in path order.
    pub fn resources<'p>(&'p self, resource_type: &'p str) -> impl Iterator<Item = (FileId, &'p Resource)> {
        self.summaries.iter().flat_map(move |(file, summary)| {
            let same = summary.resources.iter().filter(move |resource| &*resource.resource_type == resource_type);
            same.map(|resource| (*file, resource))
        })
    }

    /// Who uses a resource from another file, or by its name.
    pub fn uses(&self, resource: &ResourceId) -> &[CrossUse] {
        self.uses.get(resource).map_or(&[], Vec::as_slice)
    }

    /// The resource of a type with a physical name, if there is exactly one.
    pub fn named(&self, resource_type: &str, name: &str) -> Option<&ResourceId> {
        let resources = self.names.get(&(resource_type.into(), name.into()))?;
        resources.first().filter(|_| resources.len() == 1)
    }

    /// What the other files say about one.
    pub fn links<'p>(&'p self, file: FileId, given: &'p BTreeMap<Arc<str>, Arc<str>>) -> FileLinks<'p> {
        let callers = self.callers.get(&file).map_or(&[][..], Vec::as_slice);
        let labels = callers.iter().map(|caller| caller.label.clone()).collect();
        FileLinks { project: self, file, given, callers, labels }
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
            for name in &summary.names {
                let key = (name.resource_type.clone(), name.name.clone());
                let resource = ResourceId { file: *file, id: name.id.clone() };
                self.names.entry(key).or_default().insert(resource);
            }
        }
    }

    fn index_stacks(&mut self) {
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
        for (file, summary) in &self.summaries {
            for usage in &summary.uses {
                for (resource, attribute) in self.used(*file, &usage.target) {
                    uses.entry(resource).or_default().push(CrossUse { file: *file, usage: usage.clone(), attribute });
                }
            }
        }
        self.uses = uses;
    }

    /// The resources that a use names, with the attribute it takes.
    fn used(&self, file: FileId, target: &UseTarget) -> Vec<(ResourceId, Option<Arc<str>>)> {
        match target {
            UseTarget::Name(name) => self.by_name(name).into_iter().map(|resource| (resource, None)).collect(),
            UseTarget::Reference(reference) => self.targets(file, reference, 0),
        }
    }

    fn by_name(&self, name: &str) -> Vec<ResourceId> {
        let types: BTreeSet<&Arc<str>> = self.names.keys().map(|(resource_type, _)| resource_type).collect();
        types.into_iter().filter_map(|resource_type| self.named(resource_type, name).cloned()).collect()
    }

    /// The resources that a reference comes to. A parameter comes to one for each creator.
    fn targets(&self, file: FileId, reference: &Reference, hops: usize) -> Vec<(ResourceId, Option<Arc<str>>)> {
        if hops > MAX_HOPS {
            return Vec::new();
        }
        let follow = |file: FileId, value: &Value| match &value.data {
            Data::Unknown(unknown) => {
                unknown.reference.as_ref().map(|next| self.targets(file, next, hops + 1)).unwrap_or_default()
            }
            Data::Text(name) => self.by_name(name).into_iter().map(|resource| (resource, None)).collect(),
            _ => Vec::new(),
        };
        match &reference.target {
            Target::Resource { file, id } => {
                vec![(ResourceId { file: *file, id: id.clone() }, reference.attribute.clone())]
            }
            Target::Import(name) => match self.exports.get(name) {
                Some(Some((file, value))) => follow(*file, value),
                _ => Vec::new(),
            },
            Target::Parameter(name) => {
                let callers = self.callers.get(&file).map_or(&[][..], Vec::as_slice);
                let passed =
                    callers.iter().filter_map(|caller| Some((caller.stack.file, caller.parameters.get(name)?)));
                passed.flat_map(|(file, value)| follow(file, value)).collect()
            }
            Target::Output { stack, name } => {
                let stack = ResourceId { file, id: stack.clone() };
                self.output(&stack, name).map(|(file, value)| follow(file, value)).unwrap_or_default()
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
    /// stack has the parameters that `stack` is given.
    fn settle(&self, file: FileId, value: &Value, stack: Option<&ResourceId>, hops: usize) -> Value {
        match &value.data {
            Data::Unknown(unknown) => self.settle_unknown(file, unknown, &value.origin, stack, hops),
            Data::Composite(pieces) => {
                let mut settled: Vec<Piece> = Vec::new();
                for piece in pieces.iter() {
                    match &piece.part {
                        Part::Known(_) => settled.push(piece.clone()),
                        Part::Hole { unknown, .. } => {
                            let value = self.settle_unknown(file, unknown, &piece.origin, stack, hops);
                            settled.extend(value.pieces().map(Cow::into_owned).unwrap_or_default());
                        }
                    }
                }
                compose(settled, value.origin.at)
            }
            Data::List(items) => {
                let items = items.iter().map(|item| self.settle(file, item, stack, hops)).collect();
                Value { data: Data::List(items), origin: value.origin.clone() }
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
                return self.settle(file, value, stack.as_ref(), hops + 1);
            }
        }
        Value { data: Data::Unknown(self.plain(file, unknown)), origin: origin.clone() }
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
    fn plain(&self, file: FileId, unknown: &Arc<Unknown>) -> Arc<Unknown> {
        let Some(reference) = &unknown.reference else { return unknown.clone() };
        if matches!(reference.target, Target::Resource { .. }) {
            return unknown.clone();
        }
        let mut targets = self.targets(file, reference, 0);
        let single = if targets.len() == 1 { targets.pop() } else { None };
        let reference = single
            .map(|(ResourceId { file, id }, attribute)| Reference { target: Target::Resource { file, id }, attribute });
        Arc::new(Unknown { reason: unknown.reason.clone(), reference })
    }
}

/// What the files of the run and the configuration say about one file.
#[derive(Debug)]
pub struct FileLinks<'p> {
    project: &'p Project,
    file: FileId,
    given: &'p BTreeMap<Arc<str>, Arc<str>>,
    callers: &'p [Caller],
    labels: Vec<Arc<str>>,
}

impl Links for FileLinks<'_> {
    fn given(&self, parameter: &str) -> Option<Arc<str>> {
        self.given.get(parameter).cloned()
    }

    fn callers(&self) -> &[Arc<str>] {
        &self.labels
    }

    fn passed(&self, caller: usize, parameter: &str) -> Option<Value> {
        let caller = &self.callers[caller];
        Some(self.project.settle(caller.stack.file, caller.parameters.get(parameter)?, None, 0))
    }

    fn export(&self, name: &str) -> Option<Value> {
        let (file, value) = self.project.exports.get(name)?.as_ref()?;
        Some(self.project.settle(*file, value, None, 0))
    }

    fn output(&self, stack: &str, name: &str) -> Option<Value> {
        let stack = ResourceId { file: self.file, id: stack.into() };
        let (file, value) = self.project.output(&stack, name)?;
        Some(self.project.settle(file, value, Some(&stack), 0))
    }
}
