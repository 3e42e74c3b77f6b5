//! What the expressions of a CDK app can be, across the files of a run.
//!
//! The app is carried out once, as far as that can be done without running it: modules from top to bottom, classes
//! where they are created, functions where they are called. What is not known stays inside values as alternatives, so
//! that one pass serves all worlds. What nothing in the run creates or calls is carried out with unknown arguments.
//! Names of CDK's API are the table's business; nothing here knows one.

mod alternatives;
pub(super) mod api;
mod arguments;
mod aspect;
mod budget;
mod builtin;
mod call;
pub(super) mod called;
mod class;
mod csharp;
mod dismantle;
mod effect;
mod eval;
mod go;
mod java;
mod literal;
mod names;
mod operators;
mod reassigned;
mod roots;
mod spell;
pub(super) mod val;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Programs;
pub(super) use alternatives::Guard;
pub(super) use aspect::Touches;
use budget::Budget;
pub use budget::Cut;
pub(super) use called::Called;
pub(super) use class::MAX_CREATORS;
use val::{ApiClass, Arguments, FrameId, Made, ObjectId, Val, What};

use crate::model::Alternative;
use crate::program::{ClassId, ExprId, FunctionId, Program};
use crate::source::{FileId, Location, Span};

/// How deep calls may be nested.
const MAX_CALLS: usize = 64;
/// How deep evaluation goes, expressions and calls together.
const MAX_DEPTH: usize = 200;
/// How many constructs are made for each file.
const MAX_OBJECTS: usize = 10_000;

/// Carries the app out and keeps what came of it.
pub(super) struct Machine<'p> {
    pub programs: &'p Programs,
    frames: Vec<Frame>,
    modules: BTreeMap<FileId, FrameId>,
    /// Constructs and instances, in the order in which they were made.
    pub objects: Vec<Object>,
    /// Every alternative that was met and what it can be, the default first.
    pub alternatives: BTreeMap<Arc<str>, Vec<Alternative>>,
    /// Calls of CDK's API that happen to no single object, such as aspects.
    pub events: Vec<Event>,
    aspects: BTreeMap<ObjectId, Touches>,
    /// Every call of CDK's API, in the order in which they are made.
    pub called: Vec<Called>,
    /// The object in whose code what happens now is written.
    within: Option<ObjectId>,
    /// What must hold for what happens now.
    guard: Vec<Guard>,
    /// How many loops what happens now stands in.
    loops: usize,
    /// Lists and dictionaries that were changed after they were written, by their number.
    changed: BTreeMap<u32, Val>,
    numbered: u32,
    /// The types of structs of the project, by the number of the dictionary that one is.
    structs: BTreeMap<u32, class::ProjectClass>,
    /// What had to hold where each list and dictionary was written, and how many loops it stands in.
    written_under: BTreeMap<u32, (Vec<Guard>, usize)>,
    /// The alternatives that are turns of a loop.
    elements: BTreeSet<Arc<str>>,
    /// The class that each alternative of creators is named after.
    creators: BTreeMap<Arc<str>, (FileId, ClassId)>,
    /// How often each alternative of creators names a place.
    created_at: BTreeMap<(Arc<str>, String), usize>,
    depth: usize,
    calls: Vec<(FileId, FunctionId)>,
    budget: Budget,
    object_limit: usize,
    /// The first instance of each class of the project.
    instances: BTreeMap<(FileId, ClassId), ObjectId>,
    /// The file that each import was found to name.
    imports: BTreeMap<FileId, BTreeMap<Arc<str>, Option<FileId>>>,
    /// Names that no star import of a file gives, or none that it hands on.
    starless: BTreeSet<(FileId, Arc<str>, bool)>,
    made: BTreeSet<(FileId, ClassId)>,
    invoked: BTreeSet<(FileId, FunctionId)>,
    /// While something is carried out that nothing calls: objects before this one stay as they are.
    untouchable: usize,
    /// What was looked at, in order: what is so only in one of several worlds is forgotten with it.
    looked_at: Vec<(FrameId, ExprId)>,
    /// The other parts of each partial class of C#.
    parts_of: BTreeMap<(FileId, ClassId), Vec<class::ProjectClass>>,
    /// The static members of C# that are assigned somewhere, by name; found when one is first asked for.
    assigned_members: Option<BTreeSet<Arc<str>>>,
    /// Whether a test of the project is carried out: what it creates counts only where nothing else does.
    testing: bool,
}

/// An activation of a function, or of a module.
struct Frame {
    file: FileId,
    owner: Owner,
    parent: Option<FrameId>,
    this: Option<Val>,
    parameters: Vec<Val>,
    /// What expressions are; `None` while one is looked at.
    values: BTreeMap<ExprId, Option<Val>>,
    /// Whether tests hold.
    truths: BTreeMap<ExprId, Val>,
    /// The class whose constructor this is the activation of.
    constructs: Option<(FileId, ClassId, FrameId)>,
}

/// Whose names an activation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Module,
    Function(FunctionId),
    /// The fields of a class without a constructor.
    Class,
}

/// A construct, or an instance of a class of the project.
#[derive(Clone, Debug)]
pub(super) struct Object {
    /// The class of the project it is an instance of, and where that was declared.
    pub class: Option<(FileId, ClassId, FrameId)>,
    /// The class of CDK's API it is, itself or by inheritance.
    pub api: Option<ApiClass>,
    pub fields: BTreeMap<Arc<str>, Val>,
    /// The construct path.
    pub path: Arc<str>,
    pub scope: Option<ObjectId>,
    /// What the class of CDK's API was given.
    pub arguments: Arguments,
    /// The call, and the name of the class in it.
    pub at: Location,
    pub key: Location,
    pub guard: Vec<Guard>,
    pub loops: usize,
    pub changes: Vec<Change>,
}

/// Something that happens to an object after it was made.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub kind: ChangeKind,
    pub guard: Vec<Guard>,
    /// Whether it happens an unknown number of times.
    pub repeated: bool,
    pub at: Location,
}

/// A call of CDK's API that happens to no single object.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub made: Made,
    pub guard: Vec<Guard>,
}

/// What happens to an object.
#[derive(Clone, Debug)]
pub(super) enum ChangeKind {
    /// A method of the API is called on the object, or on what members lead to from it.
    Call { made: Made },
    /// A member is set.
    Assign { path: Vec<Arc<str>>, value: Val },
    /// Something that is not followed can change anything.
    Open(Arc<str>),
}

impl<'p> Machine<'p> {
    /// Carries out the whole app.
    pub(super) fn run(programs: &'p Programs) -> Self {
        let mut machine = Self {
            programs,
            frames: Vec::new(),
            modules: BTreeMap::new(),
            objects: Vec::new(),
            alternatives: BTreeMap::new(),
            events: Vec::new(),
            aspects: BTreeMap::new(),
            called: Vec::new(),
            within: None,
            guard: Vec::new(),
            loops: 0,
            changed: BTreeMap::new(),
            numbered: 0,
            structs: BTreeMap::new(),
            written_under: BTreeMap::new(),
            elements: BTreeSet::new(),
            creators: BTreeMap::new(),
            created_at: BTreeMap::new(),
            depth: 0,
            calls: Vec::new(),
            budget: Budget::new(programs.files().count()),
            object_limit: 0,
            instances: BTreeMap::new(),
            imports: BTreeMap::new(),
            starless: BTreeSet::new(),
            made: BTreeSet::new(),
            invoked: BTreeSet::new(),
            untouchable: 0,
            looked_at: Vec::new(),
            parts_of: BTreeMap::new(),
            assigned_members: None,
            testing: false,
        };
        machine.carry_out();
        machine
    }

    fn program(&self, file: FileId) -> &'p Program {
        self.programs.program(file)
    }

    fn frame(&self, frame: FrameId) -> &Frame {
        &self.frames[frame.0 as usize]
    }

    fn frame_mut(&mut self, frame: FrameId) -> &mut Frame {
        &mut self.frames[frame.0 as usize]
    }

    pub(super) fn object(&self, object: ObjectId) -> &Object {
        &self.objects[object.0 as usize]
    }

    fn object_mut(&mut self, object: ObjectId) -> &mut Object {
        &mut self.objects[object.0 as usize]
    }

    fn push_frame(&mut self, frame: Frame) -> FrameId {
        let id = FrameId(u32::try_from(self.frames.len()).expect("internal error: steps bound the number of frames"));
        self.frames.push(frame);
        id
    }

    fn place(&self, frame: FrameId, expr: ExprId) -> Location {
        let file = self.frame(frame).file;
        Location { file, span: self.program(file).span(expr) }
    }

    fn within(&self, frame: FrameId, span: Span) -> Location {
        Location { file: self.frame(frame).file, span }
    }

    /// A number for a list or dictionary.
    fn number(&mut self) -> u32 {
        self.numbered += 1;
        self.written_under.insert(self.numbered, (self.guard.clone(), self.loops));
        self.numbered
    }

    /// A list or dictionary as it is by now; other values as they are.
    fn latest(&self, value: &Val) -> Val {
        let id = match &value.what {
            What::List(list) => list.id,
            What::Map(map) => map.id,
            _ => return value.clone(),
        };
        match self.changed.get(&id) {
            Some(changed) => Val { what: changed.what.clone(), origin: value.origin.clone() },
            None => value.clone(),
        }
    }

    /// One step deeper; the reason where that is too deep or too much.
    fn enter(&mut self, file: FileId) -> Result<(), &'static str> {
        self.budget.step(file)?;
        if self.depth >= MAX_DEPTH {
            return Err("nested too deep to be followed");
        }
        self.depth += 1;
        Ok(())
    }

    /// How many steps the app took.
    pub(super) fn steps(&self) -> u64 {
        self.budget.taken()
    }

    /// What of a file was not followed.
    pub(super) fn cut(&self, file: FileId) -> Option<Cut> {
        let full = || (self.objects.len() >= self.object_limit).then_some(Cut::App);
        self.budget.cut(file).or_else(full)
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }
}

impl Frame {
    fn new(file: FileId, owner: Owner, parent: Option<FrameId>) -> Self {
        Self {
            file,
            owner,
            parent,
            this: None,
            parameters: Vec::new(),
            values: BTreeMap::new(),
            truths: BTreeMap::new(),
            constructs: None,
        }
    }
}
