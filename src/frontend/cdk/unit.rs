//! A CDK source file as a file that can be asked for its resources.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::{App, Declaration};
use crate::frontend::scenarios::{World, Worlds};
use crate::frontend::unit::{Declared, Unit};
use crate::model::{Construct, How, Resource, Scenario, Step, Use, UseTarget};
use crate::source::FileId;
use crate::value::{Data, Part, Piece, Reference, Target, Unknown, Value};

/// In how many worlds the uses of a file are kept.
const MAX_KEPT: usize = 64;

/// The uses of the resources of a file by each other, by the id of what is used.
type Used = BTreeMap<Arc<str>, Vec<Use>>;

/// The constructs of one file, in the app that the files of the run are.
#[derive(Debug)]
pub struct ProgramUnit<'a, 'p> {
    file: FileId,
    app: &'a App<'p>,
    declarations: Vec<Declaration>,
    declared: Vec<Declared>,
    by_id: BTreeMap<Arc<str>, usize>,
    /// By world: all resources of a file are lowered to know who uses one of them.
    used: RefCell<BTreeMap<Scenario, Rc<Used>>>,
}

impl<'a, 'p> ProgramUnit<'a, 'p> {
    pub fn new(file: FileId, app: &'a App<'p>) -> Self {
        let declarations = app.declarations(file);
        let declared = declarations.iter().map(|declaration| Declared {
            id: declaration.id.clone(),
            resource_type: declaration.resource_type.clone(),
        });
        let declared = declared.collect();
        let by_id = declarations.iter().enumerate().map(|(number, declaration)| (declaration.id.clone(), number));
        let by_id = by_id.collect();
        Self { file, app, declarations, declared, by_id, used: RefCell::default() }
    }

    /// The uses within this file, in a world.
    fn used(&self, world: &World) -> Rc<Used> {
        if let Some(known) = self.used.borrow().get(&world.scenario) {
            return known.clone();
        }
        let mut used = Used::new();
        for usage in self.all_uses(world) {
            let UseTarget::Reference(Reference { target: Target::Resource { file, id }, .. }) = &usage.target else {
                continue;
            };
            if *file == self.file {
                used.entry(id.clone()).or_default().push(usage);
            }
        }
        let used = Rc::new(used);
        let mut kept = self.used.borrow_mut();
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(world.scenario.clone(), used.clone());
        used
    }

    /// The uses of resources by those of this file, in a world.
    fn all_uses(&self, world: &World) -> Vec<Use> {
        let resources =
            self.declarations.iter().filter_map(|declaration| self.app.resource(declaration, &world.scenario));
        resources.flat_map(|resource| uses(&resource)).collect()
    }
}

impl Unit for ProgramUnit<'_, '_> {
    fn declared(&self) -> &[Declared] {
        &self.declared
    }

    fn alternatives(&self, number: usize) -> BTreeSet<Arc<str>> {
        self.declarations[number].alternatives.clone()
    }

    fn image_alternatives(&self, number: usize) -> BTreeSet<Arc<str>> {
        self.declarations[number].alternatives.clone()
    }

    fn worlds(&self, alternatives: &BTreeSet<Arc<str>>) -> Worlds {
        let found = self.app.worlds(alternatives);
        let world = |scenario: Scenario| World { scenario, ..World::default() };
        Worlds { worlds: found.worlds.into_iter().map(world).collect(), cut: found.cut }
    }

    fn assumptions(&self, world: &World) -> World {
        world.clone()
    }

    fn resource(&self, number: usize, world: &World) -> Option<Resource> {
        self.app.resource(&self.declarations[number], &world.scenario)
    }

    fn uses(&self, id: &str, world: &World) -> Vec<Use> {
        self.used(world).get(id).cloned().unwrap_or_else(Vec::new)
    }

    fn calls(&self) -> Vec<Arc<str>> {
        self.app.calls(self.file)
    }

    fn call_alternatives(&self, number: usize) -> BTreeSet<Arc<str>> {
        self.app.call_alternatives(self.file, number)
    }

    fn call(&self, number: usize, world: &World) -> Option<Construct> {
        self.app.call(self.file, number, &world.scenario)
    }

    fn use_at(&self, owner: &str, path: &[Step]) -> Option<Use> {
        let world = World::default();
        self.all_uses(&world).into_iter().find(|usage| &*usage.owner == owner && *usage.path == *path)
    }

    fn number(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }
}

/// The uses in the properties of a resource, in written order.
pub(super) fn uses(resource: &Resource) -> Vec<Use> {
    let mut found = Vec::new();
    walk(&resource.properties, &mut Vec::new(), resource, &mut found);
    found
}

fn walk(value: &Value, path: &mut Vec<Step>, owner: &Resource, found: &mut Vec<Use>) {
    match &value.data {
        Data::Unknown(unknown) => push(unknown, How::Ref, value, path, owner, found),
        Data::Composite(pieces) => {
            for Piece { part, .. } in pieces.iter() {
                if let Part::Hole { unknown, .. } = part {
                    push(unknown, How::Sub, value, path, owner, found);
                }
            }
        }
        Data::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                walk(item, path, owner, found);
                path.pop();
            }
        }
        Data::Map(map) => {
            for entry in &map.entries {
                path.push(Step::Key(entry.key.clone()));
                walk(&entry.value, path, owner, found);
                path.pop();
            }
        }
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => {}
    }
}

fn push(unknown: &Unknown, how: How, value: &Value, path: &[Step], owner: &Resource, found: &mut Vec<Use>) {
    let Some(reference) = unknown.reference.clone() else { return };
    let how = if reference.attribute.is_some() && how == How::Ref { How::GetAtt } else { how };
    found.push(Use {
        owner: owner.id.clone(),
        owner_type: owner.resource_type.clone(),
        path: path.into(),
        at: value.origin.at,
        how,
        target: UseTarget::Reference(reference),
        conditions: Arc::new([]),
    });
}
