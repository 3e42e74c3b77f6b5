//! The questions of one file to the others.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Caller, MAX_STEPS, Project};
use crate::frontend::intrinsics::Links;
use crate::model::ResourceId;
use crate::source::FileId;
use crate::value::Value;

/// How many values all questions of one file may look at.
const MAX_STEPS_OF_FILE: u32 = 500_000;

/// What the files of the run and the configuration say about one file.
#[derive(Debug)]
pub struct FileLinks<'p> {
    project: &'p Project,
    file: FileId,
    given: &'p BTreeMap<Arc<str>, Arc<str>>,
    callers: &'p [Caller],
    labels: Vec<Arc<str>>,
    answers: RefCell<BTreeMap<Asked, Option<Value>>>,
    /// How many values all questions together may still look at.
    steps: Cell<u32>,
}

/// What one file asks the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Passed { caller: usize, parameter: Arc<str> },
    Export(Arc<str>),
    Output { stack: Arc<str>, name: Arc<str> },
}

impl<'p> FileLinks<'p> {
    pub(super) fn new(project: &'p Project, file: FileId, given: &'p BTreeMap<Arc<str>, Arc<str>>) -> Self {
        let callers = project.callers.get(&file).map_or(&[][..], Vec::as_slice);
        let labels = callers.iter().map(|caller| caller.label.clone()).collect();
        let steps = Cell::new(MAX_STEPS_OF_FILE);
        Self { project, file, given, callers, labels, answers: RefCell::default(), steps }
    }

    /// The answer to a question, looked for once.
    fn ask(&self, asked: Asked) -> Option<Value> {
        if let Some(known) = self.answers.borrow().get(&asked) {
            return known.clone();
        }
        let answer = self.answer(&asked);
        self.answers.borrow_mut().insert(asked, answer.clone());
        answer
    }

    fn answer(&self, asked: &Asked) -> Option<Value> {
        let (file, value, stack) = match asked {
            Asked::Passed { caller, parameter } => {
                let caller = &self.callers[*caller];
                (caller.stack.file, caller.parameters.get(parameter)?, None)
            }
            Asked::Export(name) => {
                let (file, value) = self.project.exports.get(name)?.as_ref()?;
                (*file, value, None)
            }
            Asked::Output { stack, name } => {
                let stack = ResourceId { file: self.file, id: stack.clone() };
                let (file, value) = self.project.output(&stack, name)?;
                (file, value, Some(stack))
            }
        };
        let given = self.steps.get().min(MAX_STEPS);
        let steps = Cell::new(given);
        let settled = self.project.settle(file, value, stack.as_ref(), 0, &steps);
        self.steps.set(self.steps.get() - (given - steps.get()));
        Some(settled)
    }
}

impl Links for FileLinks<'_> {
    fn given(&self, parameter: &str) -> Option<Arc<str>> {
        self.given.get(parameter).cloned()
    }

    fn callers(&self) -> &[Arc<str>] {
        &self.labels
    }

    fn passed(&self, caller: usize, parameter: &str) -> Option<Value> {
        self.ask(Asked::Passed { caller, parameter: parameter.into() })
    }

    fn export(&self, name: &str) -> Option<Value> {
        self.ask(Asked::Export(name.into()))
    }

    fn output(&self, stack: &str, name: &str) -> Option<Value> {
        self.ask(Asked::Output { stack: stack.into(), name: name.into() })
    }
}
