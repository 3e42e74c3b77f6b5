//! How long an app may take: limits keep hostile programs from taking for ever, and say so.

use std::collections::BTreeMap;

use crate::source::FileId;

/// How many steps the code of one file may take, however often it is carried out.
const MAX_STEPS: u32 = 100_000;
/// How many steps something that nothing in the run creates or calls may take: it may do nothing at all in an app.
const MAX_STEPS_OF_ROOT: u32 = 40_000;
/// How many steps the whole run may take, and how many more for each of its programs.
const MAX_STEPS_OF_RUN: u64 = 2_000_000;
const MAX_STEPS_MORE: u64 = 2_000;

/// What lies beyond the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Something that an app does.
    App,
    /// Something that nothing in the run creates or calls.
    Uncalled,
}

impl Cut {
    /// Why it is not followed.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::App => "this app is too large to be followed",
            Self::Uncalled => "what nothing in this run calls is too large to be followed",
        }
    }
}

/// The steps that were taken, and those that are left.
#[derive(Debug)]
pub(super) struct Budget {
    /// How many steps the code of each file has taken.
    taken: BTreeMap<FileId, u32>,
    left: u64,
    /// The file of what is carried out now although nothing creates or calls it, and the steps that are left for it.
    root: Option<(FileId, u32)>,
    /// The files of which not everything was followed.
    cut: BTreeMap<FileId, Cut>,
}

impl Budget {
    /// For a run of so many programs.
    pub(super) fn new(programs: usize) -> Self {
        let left = MAX_STEPS_OF_RUN + MAX_STEPS_MORE * programs as u64;
        Self { taken: BTreeMap::new(), left, root: None, cut: BTreeMap::new() }
    }

    /// Takes a step in the code of a file; the reason where there is none left.
    pub(super) fn step(&mut self, file: FileId) -> Result<(), &'static str> {
        if let Some((file, left)) = &mut self.root {
            if *left == 0 {
                self.cut.entry(*file).or_insert(Cut::Uncalled);
                return Err(Cut::Uncalled.reason());
            }
            *left -= 1;
        }
        let taken = self.taken.entry(file).or_default();
        if *taken >= MAX_STEPS || self.left == 0 {
            self.cut.insert(file, Cut::App);
            return Err(Cut::App.reason());
        }
        *taken += 1;
        self.left -= 1;
        Ok(())
    }

    /// From here on something of a file is carried out that nothing creates or calls.
    pub(super) fn begin(&mut self, file: FileId) {
        self.root = Some((file, MAX_STEPS_OF_ROOT));
    }

    /// That is done.
    pub(super) fn end(&mut self) {
        self.root = None;
    }

    /// How many steps were taken.
    pub(super) fn taken(&self) -> u64 {
        self.taken.values().copied().map(u64::from).sum()
    }

    /// What of a file was not followed.
    pub(super) fn cut(&self, file: FileId) -> Option<Cut> {
        self.cut.get(&file).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(budget: &mut Budget, file: u32, limit: u32) -> u32 {
        (0..limit).take_while(|_| budget.step(FileId(file)).is_ok()).map(|_| 1).sum()
    }

    #[test]
    fn a_file_a_root_and_the_run_have_a_limit_each() {
        let mut budget = Budget::new(1);
        assert_eq!(steps(&mut budget, 0, MAX_STEPS + 1), MAX_STEPS);
        assert_eq!((budget.cut(FileId(0)), budget.cut(FileId(1))), (Some(Cut::App), None));
        budget.begin(FileId(1));
        assert_eq!(steps(&mut budget, 2, MAX_STEPS), MAX_STEPS_OF_ROOT);
        budget.end();
        assert_eq!((budget.cut(FileId(1)), budget.cut(FileId(2))), (Some(Cut::Uncalled), None));
        let all = (2..1_000).map(|file| u64::from(steps(&mut budget, file, MAX_STEPS))).sum::<u64>();
        let before = u64::from(MAX_STEPS + MAX_STEPS_OF_ROOT);
        assert_eq!(all + before, MAX_STEPS_OF_RUN + MAX_STEPS_MORE);
        assert_eq!(budget.cut(FileId(999)), Some(Cut::App));
    }
}
