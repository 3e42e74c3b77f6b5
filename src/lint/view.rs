//! The views of one file: what each rule sees in each world, put together from parts that are built once.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::Run;
use super::answers::{Digest, Part, Sight};
use crate::engine::{Input, to_input};
use crate::facts::{
    AlternativeFacts, ConstructFacts, DocumentFacts, FileFacts, ImageFacts, ReferenceFacts, ResourceFacts,
};
use crate::frontend::document::{self, Host};
use crate::frontend::intrinsics::Extent;
use crate::frontend::scenarios::{MAX_WORLDS, World, Worlds};
use crate::frontend::{FileKind, Parsed, Unit};
use crate::image::{self, ImageReference};
use crate::model::{Construct, Document, Resource, ResourceId};
use crate::rule::{Rule, Selects};
use crate::source::FileId;
use crate::value::{Data, Reference, Target, Value};

const REPOSITORY: &str = "AWS::ECR::Repository";

/// How many values the resources of one view may have, and those that are kept to be seen again by another rule. A file
/// has less than half as many nodes; functions can make more of them.
const MAX_VALUES: usize = 2_000_000;
/// As how many values a resource counts that is kept, beside its own: that many have room in what it has around them.
const VALUES_AROUND: usize = 32;
/// How many resources a rule sees in all worlds together. A stack has 500 at most, which leaves all worlds to it.
const MAX_SEEN: usize = 500 * MAX_WORLDS;

/// One file of the second pass.
pub(super) struct Views<'a> {
    run: &'a Run<'a>,
    number: FileId,
    unit: &'a dyn Unit,
    parsed: &'a Parsed,
    /// The numbers of the resources of each type: a file has few types, and every rule asks for some.
    types: BTreeMap<Arc<str>, Vec<usize>>,
    /// Whether the resources are what constructs become.
    constructs: bool,
    file: Part,
    /// Worlds by the alternatives they were asked for.
    worlds: BTreeMap<BTreeSet<Arc<str>>, Rc<Worlds>>,
    /// The number of what is assumed in each world.
    assumptions: BTreeMap<World, usize>,
    /// Resources by number and by the number of what is assumed, and how many values they have.
    built: BTreeMap<(usize, usize), Option<Rc<Built>>>,
    values: usize,
    /// Calls of CDK's API likewise.
    calls: BTreeMap<(usize, usize), Option<Rc<BuiltCall>>>,
    /// Whether a part of what was asked for could not be followed, since [`Self::take_opaque`].
    opaque: bool,
}

/// A resource in a world, with its facts.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) resource: Resource,
    part: Part,
    pub(super) images: Vec<ImageReference>,
    image_parts: Vec<Part>,
    pub(super) documents: Vec<Document>,
    document_parts: Vec<Part>,
    /// How many values it has.
    values: usize,
}

/// A call of CDK's API in a world, with its facts.
#[derive(Debug)]
pub(super) struct BuiltCall {
    pub(super) construct: Construct,
    part: Part,
    values: usize,
}

/// What a rule sees in one world.
#[derive(Debug)]
pub(super) struct View {
    pub(super) resources: BTreeMap<Arc<str>, Rc<Built>>,
    /// The owner and its image, in the order of `input.images`.
    pub(super) images: Vec<(Rc<Built>, usize)>,
    /// The owner and its document, in the order of `input.documents`.
    pub(super) documents: Vec<(Rc<Built>, usize)>,
    /// In the order of `input.constructs`.
    pub(super) constructs: Vec<Rc<BuiltCall>>,
}

/// What a rule selects in a file.
#[derive(Debug)]
pub(super) struct Selection {
    /// Numbers of the resources that are visible, and whether each makes the rule run.
    resources: Vec<(usize, bool)>,
    /// Numbers of the resources that hold image references.
    images: Vec<usize>,
    /// Numbers of the resources that may hold documents of the selected kinds.
    documents: Vec<usize>,
    /// Numbers of the calls of CDK's API.
    calls: Vec<usize>,
}

impl<'a> Views<'a> {
    pub(super) fn new(run: &'a Run<'a>, file: FileId, parsed: &'a Parsed, unit: &'a dyn Unit) -> Self {
        let facts = FileFacts {
            path: run.project.paths()[file.0 as usize].as_ref().into(),
            kind: parsed.kind().as_str().into(),
            language: parsed.language().into(),
        };
        let constructs = parsed.kind() == FileKind::Cdk;
        let mut types: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
        for (number, declared) in unit.declared().iter().enumerate() {
            types.entry(declared.resource_type.clone()).or_default().push(number);
        }
        Self {
            run,
            number: file,
            unit,
            parsed,
            types,
            constructs,
            file: Part::new(input(&facts)),
            worlds: BTreeMap::new(),
            assumptions: BTreeMap::new(),
            built: BTreeMap::new(),
            values: 0,
            calls: BTreeMap::new(),
            opaque: false,
        }
    }

    /// What a rule selects here; `None` where nothing makes it run.
    pub(super) fn select(&self, selects: &Selects) -> Option<Selection> {
        let mut resources = Vec::new();
        for (kind, numbers) in &self.types {
            let runs = selects.resources.contains(kind);
            if runs || selects.sees.contains(kind) {
                resources.extend(numbers.iter().map(|number| (*number, runs)));
            }
        }
        resources.sort_unstable();
        let images = self.numbers(|kind| selects.images && image::properties(kind).next().is_some());
        let names = if selects.constructs.is_none() { Vec::new() } else { self.unit.calls() };
        let calls: Vec<usize> = names
            .iter()
            .zip(0..)
            .filter(|(api, _)| selects.constructs.contains(api))
            .map(|(_, number)| number)
            .collect();
        let wanted = &selects.documents;
        let documents = self.numbers(|kind| !wanted.is_empty() && document::holds(kind, wanted));
        // What stands in the place of a resource where the file is a document is none.
        let resources = if self.parsed.document().is_some() { Vec::new() } else { resources };
        let runs =
            resources.iter().any(|(_, runs)| *runs) || !images.is_empty() || !calls.is_empty() || !documents.is_empty();
        runs.then_some(Selection { resources, images, documents, calls })
    }

    /// The numbers of the resources of some types, in their order.
    fn numbers(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let wanted = self.types.iter().filter(|(kind, _)| is_wanted(kind));
        let mut numbers: Vec<usize> = wanted.flat_map(|(_, numbers)| numbers).copied().collect();
        numbers.sort_unstable();
        numbers
    }

    /// The worlds that differ in what a selection shows; fewer of them where it shows very much.
    pub(super) fn worlds(&mut self, selection: &Selection) -> Rc<Worlds> {
        let mut alternatives = BTreeSet::new();
        for (number, _) in &selection.resources {
            alternatives.extend(self.unit.alternatives(*number));
        }
        for number in &selection.images {
            alternatives.extend(self.unit.image_alternatives(*number));
        }
        for number in &selection.documents {
            alternatives.extend(self.unit.alternatives(*number));
        }
        for number in &selection.calls {
            alternatives.extend(self.unit.call_alternatives(*number));
        }
        let unit = self.unit;
        let of = |alternatives: &BTreeSet<Arc<str>>| Rc::new(unit.worlds(alternatives));
        let worlds = self.worlds.entry(alternatives).or_insert_with_key(of).clone();
        let most =
            [selection.resources.len(), selection.images.len(), selection.documents.len(), selection.calls.len()];
        let seen = most.into_iter().max().unwrap_or(0);
        let most = (MAX_SEEN / seen.max(1)).clamp(1, MAX_WORLDS);
        if worlds.worlds.len() <= most {
            return worlds;
        }
        Rc::new(Worlds { worlds: worlds.worlds[..most].to_vec(), cut: true })
    }

    /// What a rule sees in a world; `None` where nothing in it makes the rule run.
    pub(super) fn view(&mut self, rule: &Rule, selection: &Selection, world: &World) -> Option<View> {
        let assumptions = self.assumed(world);
        let mut values = 0;
        let mut runs = false;
        let mut resources = BTreeMap::new();
        for (number, triggers) in &selection.resources {
            if let Some(built) = self.part(*number, world, assumptions, &mut values) {
                runs |= triggers;
                self.opaque |= is_opaque(&built.resource.properties);
                resources.insert(built.resource.id.clone(), built);
            }
        }
        let mut images = Vec::new();
        for number in &selection.images {
            if let Some(built) = self.part(*number, world, assumptions, &mut values) {
                self.opaque |= is_opaque(&built.resource.properties);
                images.extend((0..built.images.len()).map(|image| (built.clone(), image)));
            }
        }
        let mut documents = Vec::new();
        for number in &selection.documents {
            if let Some(built) = self.part(*number, world, assumptions, &mut values) {
                let wanted = |document: &usize| rule.selects.documents.contains(built.documents[*document].kind);
                documents.extend((0..built.documents.len()).filter(wanted).map(|document| (built.clone(), document)));
            }
        }
        let mut constructs = Vec::new();
        for number in &selection.calls {
            constructs.extend(self.call(*number, world, assumptions, &mut values));
        }
        if !runs && images.is_empty() && documents.is_empty() && constructs.is_empty() {
            return None;
        }
        Some(View { resources, images, documents, constructs })
    }

    /// Tells a view of this file from other ones, but for the options of the rule and for what it sees of other files.
    pub(super) fn digest(&self, world: &World, view: &View) -> Digest {
        let View { resources, images, documents, constructs } = view;
        let mut sight = Sight::default();
        sight.part(&self.file);
        sight.part(&Part::new(scenario(world)));
        sight.count(resources.len());
        for (id, built) in resources {
            sight.text(id);
            sight.text(&built.resource.resource_type);
            sight.part(&built.part);
        }
        sight.parts(images.iter().map(|(built, image)| &built.image_parts[*image]));
        sight.parts(constructs.iter().map(|built| &built.part));
        sight.parts(documents.iter().map(|(built, document)| &built.document_parts[*document]));
        sight.digest()
    }

    /// What the rule of a number is given to see.
    pub(super) fn input(&self, number: usize, rule: &Rule, world: &World, view: &View) -> Input {
        let View { resources, images, documents, constructs } = view;
        let mut types: BTreeMap<Arc<str>, Vec<(Arc<str>, Input)>> = BTreeMap::new();
        for built in resources.values() {
            let entry = (built.resource.id.clone(), built.part.input.clone());
            types.entry(built.resource.resource_type.clone()).or_default().push(entry);
        }
        let wanted = rule.selects.project.iter();
        let project = wanted.map(|wanted| (wanted.clone(), self.run.types[wanted].clone()));
        Input::object([
            ("file", self.file.input.clone()),
            ("scenario", scenario(world)),
            ("options", self.options(number, rule)),
            ("resources", Input::object(resources.iter().map(|(id, built)| (id.clone(), built.part.input.clone())))),
            ("types", Input::object(types.into_iter().map(|(name, members)| (name, Input::object(members))))),
            ("images", Input::array(images.iter().map(|(built, image)| built.image_parts[*image].input.clone()))),
            ("constructs", Input::array(constructs.iter().map(|built| built.part.input.clone()))),
            (
                "documents",
                Input::array(documents.iter().map(|(built, number)| built.document_parts[*number].input.clone())),
            ),
            ("project", Input::object([("types", Input::object(project))])),
        ])
    }

    fn options(&self, number: usize, rule: &Rule) -> Input {
        let path = &self.run.project.paths()[self.number.0 as usize];
        let overridden = self.run.config.overridden_options(rule, path);
        overridden.map_or_else(|| self.run.options[number].clone(), |options| input(&options))
    }

    /// A resource in a world; `None` where it does not exist there.
    pub(super) fn build(&mut self, number: usize, world: &World) -> Option<Rc<Built>> {
        let assumptions = self.assumed(world);
        self.build_once(number, world, assumptions)
    }

    /// The number of what a world assumes.
    fn assumed(&mut self, world: &World) -> usize {
        let next = self.assumptions.len();
        *self.assumptions.entry(self.unit.assumptions(world)).or_insert(next)
    }

    fn build_once(&mut self, number: usize, world: &World, assumptions: usize) -> Option<Rc<Built>> {
        if let Some(built) = self.built.get(&(number, assumptions)) {
            return built.clone();
        }
        let built = self.unit.resource(number, world).map(|resource| Rc::new(self.with_facts(resource, world)));
        self.make_room(built.as_ref().map_or(0, |built| built.values));
        self.built.insert((number, assumptions), built.clone());
        built
    }

    /// Forgets what was built where it would become too much with so many values more.
    fn make_room(&mut self, values: usize) {
        let values = values + VALUES_AROUND;
        if self.values + values > MAX_VALUES {
            self.calls.clear();
            self.built.clear();
            self.values = 0;
        }
        self.values += values;
    }

    /// A resource as a part of a view that has so many values already. Where it would become too large, what the resource
    /// says is not known.
    fn part(&mut self, number: usize, world: &World, assumptions: usize, values: &mut usize) -> Option<Rc<Built>> {
        let built = self.build_once(number, world, assumptions)?;
        if *values + built.values <= MAX_VALUES {
            *values += built.values;
            return Some(built);
        }
        let unknown = |value: &Value| Value::unknown("too large to be looked at", value.origin.at);
        let mut resource = built.resource.clone();
        resource.properties = unknown(&resource.properties);
        for value in [&mut resource.metadata, &mut resource.deletion_policy, &mut resource.update_replace_policy] {
            *value = value.as_ref().map(unknown);
        }
        Some(Rc::new(self.with_facts(resource, world)))
    }

    /// A call of CDK's API as a part of a view that has so many values already.
    fn call(&mut self, number: usize, world: &World, assumed: usize, values: &mut usize) -> Option<Rc<BuiltCall>> {
        let built = self.call_once(number, world, assumed)?;
        if *values + built.values <= MAX_VALUES {
            *values += built.values;
            return Some(built);
        }
        let arguments = Value::unknown("too large to be looked at", built.construct.key);
        Some(Rc::new(self.call_with_facts(Construct { arguments, ..built.construct.clone() })))
    }

    fn call_once(&mut self, number: usize, world: &World, assumed: usize) -> Option<Rc<BuiltCall>> {
        if let Some(built) = self.calls.get(&(number, assumed)) {
            return built.clone();
        }
        let built = self.unit.call(number, world).map(|construct| Rc::new(self.call_with_facts(construct)));
        self.make_room(built.as_ref().map_or(0, |built| built.values));
        self.calls.insert((number, assumed), built.clone());
        built
    }

    fn call_with_facts(&self, construct: Construct) -> BuiltCall {
        let part = Part::new(input(&ConstructFacts::new(&construct, self.run.project.paths())));
        let values = Extent::of(&construct.arguments).nodes;
        BuiltCall { construct, part, values }
    }

    /// Whether a part of what was asked for since the last time could not be followed.
    pub(super) fn take_opaque(&mut self) -> bool {
        std::mem::take(&mut self.opaque)
    }

    pub(super) fn unit(&self) -> &'a dyn Unit {
        self.unit
    }

    fn with_facts(&self, resource: Resource, world: &World) -> Built {
        let paths = self.run.project.paths();
        let found = image::find(&resource).into_iter();
        let images: Vec<ImageReference> =
            found.filter_map(|(path, key, value)| self.image(&resource, path, key, value)).collect();
        let image_facts = |image| Part::new(input(&ImageFacts::new(image, self.repository(image), paths)));
        let image_parts = images.iter().map(image_facts).collect();
        let own = self.unit.uses(&resource.id, world);
        let here = &paths[self.number.0 as usize];
        let mut references: Vec<ReferenceFacts<'_>> =
            own.iter().map(|usage| ReferenceFacts::new(here, usage, usage.attribute())).collect();
        let id = ResourceId { file: self.number, id: resource.id.clone() };
        references.extend(
            self.run.project.uses(&id).iter().map(|cross| {
                ReferenceFacts::new(&paths[cross.file.0 as usize], &cross.usage, cross.attribute.as_deref())
            }),
        );
        let mut facts = ResourceFacts::new(&resource, references, paths);
        facts.construct = self.constructs.then(|| resource.id.as_ref().into());
        let part = Part::new(input(&facts));
        let others = [&resource.metadata, &resource.deletion_policy, &resource.update_replace_policy];
        let values = std::iter::once(&resource.properties).chain(others.into_iter().flatten());
        let values: usize = values.map(|value| Extent::of(value).nodes).sum();
        let host = Host { file: self.number, text: &self.parsed.source.text, tree: self.parsed.tree() };
        let documents = match self.parsed.document() {
            Some(document) => document::of_file(document, &resource, &host),
            None => document::of_resource(&resource, &host),
        };
        let document_parts =
            documents.iter().map(|document| Part::new(input(&DocumentFacts::new(document, paths)))).collect();
        let within: usize = documents.iter().map(|document| Extent::of(&document.content).nodes).sum();
        Built { resource, part, images, image_parts, documents, document_parts, values: values + within }
    }

    fn image(
        &self,
        owner: &Resource,
        property: Vec<crate::model::Step>,
        key: crate::source::Location,
        value: &Value,
    ) -> Option<ImageReference> {
        let parts = image::parse(value, &|reference| self.is_repository(reference))?;
        let in_resource = self.parsed.document().is_none();
        Some(ImageReference {
            owner: in_resource.then(|| owner.id.clone()),
            owner_type: in_resource.then(|| owner.resource_type.clone()),
            property,
            key,
            value: value.clone(),
            text: parts.text,
            registry: parts.registry,
            name: parts.name,
            repository: parts.repository,
            tag: parts.tag,
            digest: parts.digest,
        })
    }

    fn is_repository(&self, reference: &Reference) -> bool {
        let Target::Resource { file, id } = &reference.target else { return false };
        if *file == self.number {
            let declared = self.unit.declared();
            return self.unit.number(id).is_some_and(|number| &*declared[number].resource_type == REPOSITORY);
        }
        self.run.project.is_repository(&ResourceId { file: *file, id: id.clone() })
    }

    /// The repository of an image among the resources of the run, by reference or by name.
    fn repository(&self, image: &ImageReference) -> Option<ResourceId> {
        if let Some(reference) = &image.repository {
            return ResourceId::of(&reference.target);
        }
        let name = image.name.as_ref().and_then(Value::text)?;
        let ecr = image.registry.kind == Ok(image::Kind::Ecr) || image.registry.kind.is_err();
        self.run.project.named(REPOSITORY, &name).filter(|_| ecr).cloned()
    }
}

/// Whether properties may exist that are not seen, or one of them is not known and names nothing.
fn is_opaque(properties: &Value) -> bool {
    let Data::Map(map) = &properties.data else { return true };
    let unknown = |value: &Value| matches!(&value.data, Data::Unknown(unknown) if unknown.reference.is_none());
    map.open.is_some() || map.entries.iter().any(|entry| unknown(&entry.value))
}

/// `input.scenario` in a world.
fn scenario(world: &World) -> Input {
    let scenario = world.scenario.iter().map(|(name, alternative)| (name.clone(), alternative.into()));
    input(&scenario.collect::<BTreeMap<Arc<str>, AlternativeFacts>>())
}

/// Facts serialise to inputs; they have text keys alone.
pub(super) fn input<T: serde::Serialize + ?Sized>(facts: &T) -> Input {
    to_input(facts).expect("internal error: facts have text keys alone")
}
