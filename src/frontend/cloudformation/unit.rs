//! A template as a file that can be asked for its resources.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{conditions, image_conditions, resource};
use crate::frontend::intrinsics::{Interpreter, Links};
use crate::frontend::references::uses;
use crate::frontend::scenarios::{World, Worlds, worlds};
use crate::frontend::template::Template;
use crate::frontend::unit::{Declared, Unit};
use crate::model::{Resource, Scenario, Step, Use, UseTarget};
use crate::value::{Reference, Target};

/// A template and what other files say about it.
#[derive(Debug)]
pub struct TemplateUnit<'a> {
    template: Template<'a>,
    links: Box<dyn Links + 'a>,
    declared: Vec<Declared>,
    /// Uses of resources of this file by its own resources, by the resource that is used.
    uses: BTreeMap<Arc<str>, Vec<Use>>,
}

impl<'a> TemplateUnit<'a> {
    pub fn new(template: Template<'a>, links: Box<dyn Links + 'a>) -> Self {
        let declared = template.resources.iter().map(|declaration| Declared {
            id: declaration.id.clone(),
            resource_type: declaration.resource_type.into(),
        });
        let declared = declared.collect();
        let mut by_target: BTreeMap<Arc<str>, Vec<Use>> = BTreeMap::new();
        for usage in uses(&template) {
            if let UseTarget::Reference(Reference { target: Target::Resource { id, .. }, .. }) = &usage.target {
                by_target.entry(id.clone()).or_default().push(usage);
            }
        }
        Self { template, links, declared, uses: by_target }
    }

    fn used(&self, id: &str) -> &[Use] {
        self.uses.get(id).map_or(&[], Vec::as_slice)
    }
}

impl Unit for TemplateUnit<'_> {
    fn declared(&self) -> &[Declared] {
        &self.declared
    }

    fn number(&self, id: &str) -> Option<usize> {
        self.template.resource(id)
    }

    fn alternatives(&self, number: usize) -> BTreeSet<Arc<str>> {
        let declaration = &self.template.resources[number];
        let mut names = conditions(declaration);
        for usage in self.used(&declaration.id) {
            names.extend(usage.conditions.iter().map(|(name, _)| name.clone()));
        }
        names
    }

    fn image_alternatives(&self, number: usize) -> BTreeSet<Arc<str>> {
        image_conditions(&self.template, &self.template.resources[number])
    }

    fn worlds(&self, alternatives: &BTreeSet<Arc<str>>) -> Worlds {
        worlds(&self.template, &*self.links, alternatives)
    }

    fn assumptions(&self, world: &World) -> World {
        World { scenario: Scenario::new(), ..world.clone() }
    }

    fn resource(&self, number: usize, world: &World) -> Option<Resource> {
        resource(&self.template, &self.template.resources[number], Some(world), &*self.links)
    }

    fn uses(&self, id: &str, world: &World) -> Vec<Use> {
        let interpreter = Interpreter::new(&self.template, Some(world), &*self.links);
        let holds =
            |usage: &&Use| usage.conditions.iter().all(|(name, truth)| interpreter.condition(name) == Some(*truth));
        self.used(id).iter().filter(holds).cloned().collect()
    }

    fn use_at(&self, owner: &str, path: &[Step]) -> Option<Use> {
        let here = |usage: &&Use| &*usage.owner == owner && *usage.path == *path;
        self.uses.values().flatten().find(here).cloned()
    }
}
