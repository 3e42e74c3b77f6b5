//! What two projects of the same files say differently to one of them.

use super::Project;
use crate::model::{ResourceId, Summary};
use crate::source::FileId;

/// Two projects, compared.
#[derive(Debug)]
pub struct Difference<'p> {
    before: &'p Project,
    now: &'p Project,
    /// Whether physical names or repositories are others.
    names: bool,
    /// Whether stacks say something else to each other.
    stacks: bool,
}

impl<'p> Difference<'p> {
    pub fn new(before: &'p Project, now: &'p Project) -> Self {
        let names = before.names != now.names || before.repositories != now.repositories;
        let same = |one: &Summary, other: &Summary| {
            one.exports == other.exports
                && one.outputs == other.outputs
                && one.defaults == other.defaults
                && one.stacks == other.stacks
        };
        let one_by_one = before.summaries.iter().zip(&now.summaries);
        let stacks = before.summaries.len() != now.summaries.len()
            || one_by_one.into_iter().any(|((one, before), (other, now))| one != other || !same(before, now));
        Self { before, now, names, stacks }
    }

    /// Whether a file, whose own text is the same, may be told something else by the others. `asks` says whether its
    /// values may come from other stacks.
    pub fn concerns(&self, file: FileId, asks: bool) -> bool {
        let called = |project: &Project| project.callers.contains_key(&file);
        let asks = asks || called(self.before) || called(self.now);
        self.names || asks && self.stacks || !self.uses_are_the_same(file)
    }

    fn uses_are_the_same(&self, file: FileId) -> bool {
        let first = |file: FileId| ResourceId { file, id: "".into() };
        let next = FileId(file.0 + 1);
        let [before, now] = [self.before, self.now].map(|project| project.uses.range(first(file)..first(next)));
        before.eq(now)
    }
}
