//! What the rest of the program asks a file of ours: which resources it declares, in which worlds.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::scenarios::{World, Worlds};
use crate::model::{Construct, Resource, Step, Use};

/// A resource that a file declares, whatever the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub id: Arc<str>,
    pub resource_type: Arc<str>,
}

/// A file that was understood. Resources are addressed by their number in [`Unit::declared`].
pub trait Unit {
    fn declared(&self) -> &[Declared];

    /// The alternatives that a resource, or the uses of it in this file, hang on.
    fn alternatives(&self, number: usize) -> BTreeSet<Arc<str>>;

    /// The alternatives that the image references of a resource hang on.
    fn image_alternatives(&self, number: usize) -> BTreeSet<Arc<str>>;

    /// The worlds that differ in these alternatives.
    fn worlds(&self, alternatives: &BTreeSet<Arc<str>>) -> Worlds;

    /// What a world assumes, without what it is called: equal assumptions give equal resources.
    fn assumptions(&self, world: &World) -> World;

    /// A resource in a world; `None` where it does not exist there.
    fn resource(&self, number: usize, world: &World) -> Option<Resource>;

    /// The names of the calls of CDK's API, which are addressed by their number here.
    fn calls(&self) -> Vec<Arc<str>> {
        Vec::new()
    }

    /// The alternatives that a call hangs on.
    fn call_alternatives(&self, _number: usize) -> BTreeSet<Arc<str>> {
        BTreeSet::new()
    }

    /// A call in a world; `None` where it does not happen there.
    fn call(&self, _number: usize, _world: &World) -> Option<Construct> {
        None
    }

    /// Who uses a resource of this file in a world, within the file.
    fn uses(&self, id: &str, world: &World) -> Vec<Use>;

    /// The use that a property of a resource is, in any world.
    fn use_at(&self, owner: &str, path: &[Step]) -> Option<Use>;

    /// The number of the resource of an id.
    fn number(&self, id: &str) -> Option<usize> {
        self.declared().iter().position(|declared| &*declared.id == id)
    }
}
