//! The views of one file: what each rule sees in each world, put together from parts that are built once.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::Run;
use crate::engine::{Input, to_input};
use crate::facts::{AlternativeFacts, FileFacts, ImageFacts, ReferenceFacts, ResourceFacts};
use crate::frontend::scenarios::{World, Worlds};
use crate::frontend::{FileKind, Parsed, Unit};
use crate::image::{self, ImageReference};
use crate::model::{Resource, ResourceId};
use crate::rule::{Rule, Selects};
use crate::source::FileId;
use crate::value::{Reference, Target, Value};

const REPOSITORY: &str = "AWS::ECR::Repository";

/// One file of the second pass.
pub(super) struct Views<'a> {
    run: &'a Run<'a>,
    number: FileId,
    unit: &'a dyn Unit,
    /// Whether the resources are what constructs become.
    constructs: bool,
    file: Input,
    /// Worlds by the alternatives they were asked for.
    worlds: BTreeMap<BTreeSet<Arc<str>>, Rc<Worlds>>,
    /// Resources by number and by what is assumed.
    built: BTreeMap<(usize, World), Option<Rc<Built>>>,
}

/// A resource in a world, with its facts.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) resource: Resource,
    input: Input,
    pub(super) images: Vec<ImageReference>,
    image_inputs: Vec<Input>,
}

/// What a rule sees in one world.
#[derive(Debug)]
pub(super) struct View {
    pub(super) input: Input,
    pub(super) resources: Vec<Rc<Built>>,
    /// The owner and its image, in the order of `input.images`.
    pub(super) images: Vec<(Rc<Built>, usize)>,
}

/// What a rule selects in a file.
#[derive(Debug)]
pub(super) struct Selection {
    /// Numbers of the resources that are visible, and whether each makes the rule run.
    resources: Vec<(usize, bool)>,
    /// Numbers of the resources that hold image references.
    images: Vec<usize>,
}

impl<'a> Views<'a> {
    pub(super) fn new(run: &'a Run<'a>, file: FileId, parsed: &Parsed, unit: &'a dyn Unit) -> Self {
        let facts = FileFacts {
            path: run.project.paths()[file.0 as usize].as_ref().into(),
            kind: parsed.kind().as_str().into(),
            language: parsed.language().into(),
        };
        let constructs = parsed.kind() == FileKind::Cdk;
        Self {
            run,
            number: file,
            unit,
            constructs,
            file: input(&facts),
            worlds: BTreeMap::new(),
            built: BTreeMap::new(),
        }
    }

    /// What a rule selects here; `None` where nothing makes it run.
    pub(super) fn select(&self, selects: &Selects) -> Option<Selection> {
        let declared = || self.unit.declared().iter().map(|declared| &declared.resource_type).enumerate();
        let seen = |kind: &Arc<str>| selects.resources.contains(kind) || selects.sees.contains(kind);
        let resources: Vec<_> = declared()
            .filter(|(_, kind)| seen(kind))
            .map(|(number, kind)| (number, selects.resources.contains(kind)))
            .collect();
        let holds = |kind: &str| image::properties(kind).next().is_some();
        let images: Vec<usize> =
            declared().filter(|(_, kind)| selects.images && holds(kind)).map(|(number, _)| number).collect();
        let runs = resources.iter().any(|(_, runs)| *runs) || !images.is_empty();
        runs.then_some(Selection { resources, images })
    }

    /// The worlds that differ in what a selection shows.
    pub(super) fn worlds(&mut self, selection: &Selection) -> Rc<Worlds> {
        let mut alternatives = BTreeSet::new();
        for (number, _) in &selection.resources {
            alternatives.append(&mut self.unit.alternatives(*number));
        }
        for number in &selection.images {
            alternatives.append(&mut self.unit.image_alternatives(*number));
        }
        if let Some(known) = self.worlds.get(&alternatives) {
            return known.clone();
        }
        let worlds = Rc::new(self.unit.worlds(&alternatives));
        self.worlds.insert(alternatives, worlds.clone());
        worlds
    }

    /// What a rule sees in a world; `None` where nothing in it makes the rule run.
    pub(super) fn view(&mut self, number: usize, rule: &Rule, selection: &Selection, world: &World) -> Option<View> {
        let mut runs = false;
        let mut resources = Vec::new();
        for (number, triggers) in &selection.resources {
            if let Some(built) = self.build(*number, world) {
                runs |= triggers;
                resources.push(built);
            }
        }
        let mut images = Vec::new();
        for number in &selection.images {
            if let Some(built) = self.build(*number, world) {
                images.extend((0..built.images.len()).map(|image| (built.clone(), image)));
            }
        }
        if !runs && images.is_empty() {
            return None;
        }
        let input = self.assemble(number, rule, world, &resources, &images);
        Some(View { input, resources, images })
    }

    fn assemble(
        &self,
        number: usize,
        rule: &Rule,
        world: &World,
        resources: &[Rc<Built>],
        images: &[(Rc<Built>, usize)],
    ) -> Input {
        let mut types: BTreeMap<Arc<str>, Vec<(Arc<str>, Input)>> = BTreeMap::new();
        for built in resources {
            let entry = (built.resource.id.clone(), built.input.clone());
            types.entry(built.resource.resource_type.clone()).or_default().push(entry);
        }
        let scenario: BTreeMap<Arc<str>, AlternativeFacts> =
            world.scenario.iter().map(|(name, alternative)| (name.clone(), alternative.into())).collect();
        let wanted = rule.selects.project.iter();
        let project = wanted.map(|wanted| (wanted.clone(), self.run.types[wanted].clone()));
        Input::object([
            ("file", self.file.clone()),
            ("scenario", input(&scenario)),
            ("options", self.run.options[number].clone()),
            (
                "resources",
                Input::object(resources.iter().map(|built| (built.resource.id.clone(), built.input.clone()))),
            ),
            ("types", Input::object(types.into_iter().map(|(name, members)| (name, Input::object(members))))),
            ("images", Input::array(images.iter().map(|(built, image)| built.image_inputs[*image].clone()))),
            ("constructs", Input::array([])),
            ("documents", Input::array([])),
            ("project", Input::object([("types", Input::object(project))])),
        ])
    }

    /// A resource in a world; `None` where it does not exist there.
    pub(super) fn build(&mut self, number: usize, world: &World) -> Option<Rc<Built>> {
        let key = (number, self.unit.assumptions(world));
        if let Some(built) = self.built.get(&key) {
            return built.clone();
        }
        let built = self.unit.resource(number, world).map(|resource| Rc::new(self.with_facts(resource, world)));
        self.built.insert(key, built.clone());
        built
    }

    pub(super) fn unit(&self) -> &'a dyn Unit {
        self.unit
    }

    fn with_facts(&self, resource: Resource, world: &World) -> Built {
        let paths = self.run.project.paths();
        let found = image::find(&resource).into_iter();
        let images: Vec<ImageReference> =
            found.filter_map(|(path, key, value)| self.image(&resource, path, key, value)).collect();
        let image_inputs =
            images.iter().map(|image| input(&ImageFacts::new(image, self.repository(image), paths))).collect();
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
        let input = input(&facts);
        Built { resource, input, images, image_inputs }
    }

    fn image(
        &self,
        owner: &Resource,
        property: Vec<crate::model::Step>,
        key: crate::source::Location,
        value: &Value,
    ) -> Option<ImageReference> {
        let parts = image::parse(value, &|reference| self.is_repository(reference))?;
        Some(ImageReference {
            owner: owner.id.clone(),
            owner_type: owner.resource_type.clone(),
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
        let summary = self.run.project.summary(*file);
        summary.is_some_and(|summary| summary.repositories.iter().any(|known| known == id))
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

/// Facts serialise to inputs; they have text keys alone.
pub(super) fn input<T: serde::Serialize + ?Sized>(facts: &T) -> Input {
    to_input(facts).expect("internal error: facts have text keys alone")
}
