//! CDK programs, read into the model: what they would synthesize, as far as it is written out.
//!
//! [`resolve`] carries the app out and knows the language; [`table`] knows CDK's API, as data; [`lower`] says what a
//! construct becomes. [`App`] is what the rest of the program sees of them.

mod lower;
mod programs;
mod resolve;
mod summary;
pub mod table;
mod unit;
mod worlds;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use lower::{Setting, Spelled};
pub use programs::Programs;
pub use resolve::Cut;
pub use summary::summary;
pub use unit::ProgramUnit;
pub use worlds::{MAX_WORLDS, Worlds};

use crate::model::{Construct, Resource, Scenario};
use crate::program::Program;
use crate::source::{FileId, Location};
use crate::value::Value;
use lower::{Index, Lowering, Unit};
use resolve::{Called, Machine};

/// The app that the programs of a run are, carried out: that takes long, and is done once for all threads.
pub struct App<'p> {
    programs: &'p Programs,
    machine: Machine<'p>,
    index: Index,
}

/// A resource that a construct becomes.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The construct path: `ServiceStack/Repo`.
    pub id: Arc<str>,
    pub resource_type: Arc<str>,
    /// Where the name of the class of the construct is written.
    pub key: Location,
    /// The alternatives that decide what it is, or whether it is.
    pub alternatives: BTreeSet<Arc<str>>,
    unit: Unit,
}

impl std::fmt::Debug for App<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("App").field("programs", &self.programs).finish_non_exhaustive()
    }
}

impl<'p> App<'p> {
    /// Carries the app out.
    pub fn new(programs: &'p Programs) -> Self {
        let machine = Machine::run(programs);
        let index = Index::new(&machine);
        Self { programs, machine, index }
    }

    /// The resources that the constructs made in a file become, in the order in which they are made.
    pub fn declarations(&self, file: FileId) -> Vec<Declaration> {
        if !self.programs.contains(file) {
            return Vec::new();
        }
        let Self { machine, index, .. } = self;
        let declaration = |unit: Unit| Declaration {
            id: unit.id.clone(),
            resource_type: unit.resource_type.clone(),
            key: unit.key,
            alternatives: lower::alternatives(machine, &unit, index),
            unit,
        };
        lower::units(machine, index, file).into_iter().map(declaration).collect()
    }

    /// The worlds that differ in one of these alternatives, that of the defaults first.
    pub fn worlds(&self, alternatives: &BTreeSet<Arc<str>>) -> Worlds {
        worlds::worlds(&self.machine.alternatives, alternatives)
    }

    /// A resource in a world; `None` where it does not exist there. An alternative that the world does not name is
    /// its default.
    pub fn resource(&self, declaration: &Declaration, scenario: &Scenario) -> Option<Resource> {
        self.lower(declaration, Some(scenario))
    }

    /// A resource without a world, for other files to see: what depends on an alternative is not known, and a
    /// resource whose existence does has a condition.
    pub fn undecided(&self, declaration: &Declaration) -> Option<Resource> {
        self.lower(declaration, None)
    }

    /// The world in which a resource certainly is as it is there: the one of its creators, where it hangs on nothing else.
    fn world_of_creators(&self, declaration: &Declaration) -> Option<Scenario> {
        lower::world_of_creators(&self.machine, &declaration.unit, &declaration.alternatives)
    }

    /// The names of the calls of CDK's API in a file, in the order in which they are made.
    pub fn calls(&self, file: FileId) -> Vec<Arc<str>> {
        self.numbers(file).iter().map(|number| self.machine.called[*number].api.clone()).collect()
    }

    /// The alternatives that decide what a call is given, or whether it happens; by its number among [`App::calls`].
    pub fn call_alternatives(&self, file: FileId, number: usize) -> BTreeSet<Arc<str>> {
        let machine = &self.machine;
        self.called(file, number).map_or_else(BTreeSet::new, |called| lower::alternatives_of_call(machine, called))
    }

    /// A call in a world; `None` where it does not happen there.
    pub fn call(&self, file: FileId, number: usize, scenario: &Scenario) -> Option<Construct> {
        let called = self.called(file, number)?;
        let Self { machine, index, .. } = self;
        Lowering::new(machine, index, Some(scenario)).construct(called)
    }

    fn called(&self, file: FileId, number: usize) -> Option<&Called> {
        self.numbers(file).get(number).map(|number| &self.machine.called[*number])
    }

    /// The numbers of the calls in a file among all.
    fn numbers(&self, file: FileId) -> &[usize] {
        if !self.programs.contains(file) {
            return &[];
        }
        self.index.called.get(&file).map_or(&[], Vec::as_slice)
    }

    /// Which option gives a property of a construct's resource this value, and at which call; `None` where the table does
    /// not lead back to one.
    pub fn spell(&self, declaration: &Declaration, path: &[&str], value: &serde_json::Value) -> Option<Spelled> {
        lower::spell(&self.machine, &declaration.unit, path, value)
    }

    /// The files that are programs.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<'_> {
        self.programs.files()
    }

    /// The program by which the app of a file is known: the same for all that are connected.
    pub fn known_by(&self, file: FileId) -> FileId {
        self.index.app(file)
    }

    /// The programs that one is connected with by imports, packages and projects, itself among them.
    pub fn connected(&self, file: FileId) -> BTreeSet<FileId> {
        self.index.connected(file)
    }

    /// These programs as an app of their own.
    pub fn around(&self, connected: &BTreeSet<FileId>) -> Programs {
        self.programs.among(connected)
    }

    /// The same programs, some of them edited.
    pub fn edited(&self, files: Vec<(FileId, Arc<Program>, Arc<str>)>) -> Programs {
        let mut programs = self.programs.clone();
        for (file, program, text) in files {
            programs.insert(file, program, self.programs.language(file));
            programs.text(file, text);
        }
        programs
    }

    /// How many steps it took to carry the app out.
    pub fn steps(&self) -> u64 {
        self.machine.steps()
    }

    /// What constructs made in a file are given as the metadata of their resources, whatever the world.
    pub fn metadata(&self, file: FileId) -> Vec<(Arc<str>, Value)> {
        if !self.programs.contains(file) {
            return Vec::new();
        }
        let Self { machine, index, .. } = self;
        let lowering = Lowering::new(machine, index, None);
        let metadata = |unit: Unit| Some((unit.id.clone(), lowering.metadata(&unit)?));
        lower::units(machine, index, file).into_iter().filter_map(metadata).collect()
    }

    /// What of a file was not followed: limits keep hostile programs from taking for ever.
    pub fn cut(&self, file: FileId) -> Option<Cut> {
        self.machine.cut(file)
    }

    fn lower(&self, declaration: &Declaration, scenario: Option<&Scenario>) -> Option<Resource> {
        let Self { machine, index, .. } = self;
        Lowering::new(machine, index, scenario).resource(&declaration.unit)
    }
}
