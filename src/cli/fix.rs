//! `--fix`: rounds of fixes in memory, then one atomic write a file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use similar::TextDiff;

use super::{CLEAN, FOUND, Stop};
use crate::discover::{self, Files};
use crate::finding::{Finding, Fix, Report, RunError, Unfixed};
use crate::fix::{self, Patch};
use crate::source::{Content, FileId, Sources};

/// How often what was fixed is linted again for more. Fixes that meet at one place take a round each.
const MAX_ROUNDS: usize = 10;
/// How many places are listed where fixes cannot be made for the same reason.
const MAX_LISTED: usize = 5;
/// Lines around a change that a diff shows.
const CONTEXT: usize = 3;

#[derive(Args, Clone, Debug, Default)]
pub(super) struct FixArguments {
    /// Apply the safe fixes, and report what remains
    #[arg(long, group = "fixing")]
    fix: bool,
    /// Show what --fix would change as a unified diff; write nothing. The exit status is 1 if there is anything
    #[arg(long, group = "fixing")]
    fix_diff: bool,
    /// Apply fixes too that can change what a deployment does
    #[arg(long, requires = "fixing")]
    unsafe_fixes: bool,
}

impl FixArguments {
    pub(super) fn wanted(&self) -> bool {
        self.fix || self.fix_diff
    }

    pub(super) fn only_shown(&self) -> bool {
        self.fix_diff
    }
}

/// The files of a run with what fixes made of them.
#[derive(Debug)]
pub(super) struct Fixed<'f> {
    files: &'f Files,
    texts: BTreeMap<FileId, Arc<str>>,
    /// What the files held before.
    originals: BTreeMap<FileId, Arc<str>>,
    /// How many findings of each file were fixed.
    counts: BTreeMap<FileId, usize>,
}

/// What a finding is known by from one round to the next.
type Known = (FileId, String);

impl Sources for Fixed<'_> {
    fn paths(&self) -> &[Arc<str>] {
        self.files.paths()
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        match self.texts.get(&file) {
            Some(text) => Ok(Content::Whole(text.as_bytes().to_vec())),
            None => self.files.read(file),
        }
    }
}

impl<'f> Fixed<'f> {
    pub(super) fn new(files: &'f Files) -> Self {
        Self { files, texts: BTreeMap::new(), originals: BTreeMap::new(), counts: BTreeMap::new() }
    }

    /// Fixes the files, and says what was done; the report is of what remains.
    pub(super) fn fix(
        &mut self,
        arguments: &FixArguments,
        lint: &dyn Fn(&dyn Sources) -> Report,
    ) -> Result<Report, Stop> {
        let mut report = self.rounds(arguments, lint);
        if arguments.fix_diff {
            self.diff(&mut io::stdout().lock())?;
        } else if self.is_stream() {
            self.stream(&mut io::stdout().lock())?;
        } else {
            report = self.write(report, lint);
        }
        self.tell(arguments, &report);
        Ok(report)
    }

    /// Whether the only file comes from standard input, so that its text goes to standard output.
    pub(super) fn is_stream(&self) -> bool {
        !self.files.paths().is_empty() && self.files.path(FileId(0)).is_none()
    }

    /// The status of a run that only shows what would change.
    pub(super) fn difference(&self) -> u8 {
        if self.texts.is_empty() { CLEAN } else { FOUND }
    }

    /// Fixes and lints in turn, until nothing changes any more.
    fn rounds(&mut self, arguments: &FixArguments, lint: &dyn Fn(&dyn Sources) -> Report) -> Report {
        let mut report = lint(self);
        let mut given_up: BTreeSet<Known> = BTreeSet::new();
        for _ in 0..MAX_ROUNDS {
            let chosen = chosen(&report, arguments.unsafe_fixes, &given_up);
            let before = self.texts.clone();
            let applied: Vec<(FileId, Vec<Known>)> = chosen
                .into_iter()
                .filter_map(|(file, findings)| self.edit(file, &findings).map(|()| (file, findings)))
                .map(|(file, findings)| (file, findings.into_iter().map(known).collect()))
                .collect();
            if applied.is_empty() {
                break;
            }
            let mut next = lint(self);
            let mut put_back = false;
            for (file, fixed) in applied {
                if held(&report, &next, file, &fixed) {
                    *self.counts.entry(file).or_default() += fixed.len();
                } else {
                    given_up.extend(still_there(&next, &fixed).unwrap_or(fixed));
                    self.put_back(file, &before);
                    put_back = true;
                }
            }
            if put_back {
                next = lint(self);
            }
            report = next;
        }
        report
    }

    /// Writes the files that changed. One that cannot be written is named in the report, and is linted as it is.
    fn write(&mut self, report: Report, lint: &dyn Fn(&dyn Sources) -> Report) -> Report {
        let mut errors = Vec::new();
        for (file, text) in self.texts.clone() {
            let Some(path) = self.files.path(file) else { continue };
            if let Err(reason) = replace(path, &self.originals[&file], &text) {
                let message = format!("cannot be fixed: {reason}");
                errors.push(RunError { file: Some(self.paths()[file.0 as usize].clone()), rule: None, message });
                self.texts.remove(&file);
                self.counts.remove(&file);
            }
        }
        if errors.is_empty() {
            return report;
        }
        let mut report = lint(self);
        report.errors.extend(errors);
        report.errors.sort();
        report
    }

    fn diff(&self, out: &mut dyn Write) -> Result<(), Stop> {
        for (file, text) in &self.texts {
            let old = &self.originals[file];
            let path = &self.paths()[file.0 as usize];
            let diff = TextDiff::from_lines(&**old, &**text);
            write!(out, "{}", diff.unified_diff().context_radius(CONTEXT).header(path, path))?;
        }
        Ok(out.flush()?)
    }

    /// The text of the only file, fixed or not.
    fn stream(&self, out: &mut dyn Write) -> Result<(), Stop> {
        if let Ok(Content::Whole(bytes)) = self.read(FileId(0)) {
            out.write_all(&bytes)?;
        }
        Ok(out.flush()?)
    }

    /// Says what was done, and what could not be.
    fn tell(&self, arguments: &FixArguments, report: &Report) {
        let count: usize = self.counts.values().sum();
        let findings = plural(count, "finding");
        let files = plural(self.counts.len(), "file");
        let done = if arguments.fix_diff { "would fix" } else { "fixed" };
        if count > 0 {
            super::complain(&format!("{done} {findings} in {files}"));
        }
        let open = |unfixed: &&Unfixed| {
            let same = |finding: &&Finding| finding.rule == unfixed.rule && finding.place == unfixed.place;
            let counts = report.findings.iter().find(same).is_some_and(|finding| finding.suppressed.is_none());
            counts && (unfixed.safe || arguments.unsafe_fixes)
        };
        for line in refused(report.unfixed.iter().filter(open)) {
            super::complain(&line);
        }
        // Where only the diff is shown, nothing else tells of them.
        for error in report.errors.iter().filter(|_| arguments.fix_diff) {
            super::complain(&format!("error: {}: {}", error.file.as_deref().unwrap_or("the run"), error.message));
        }
    }

    fn edit(&mut self, file: FileId, findings: &[&Finding]) -> Option<()> {
        let original = match self.originals.get(&file) {
            Some(original) => original.clone(),
            None => self.original(file)?,
        };
        let old = self.texts.get(&file).unwrap_or(&original).clone();
        let patches: Vec<Patch> =
            findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(patches).collect();
        let new = fix::apply(&old, &patches)?;
        self.originals.insert(file, original);
        (new != *old).then(|| self.texts.insert(file, new.into()))?;
        Some(())
    }

    fn put_back(&mut self, file: FileId, before: &BTreeMap<FileId, Arc<str>>) {
        match before.get(&file) {
            Some(text) => self.texts.insert(file, text.clone()),
            None => self.texts.remove(&file),
        };
    }

    fn original(&self, file: FileId) -> Option<Arc<str>> {
        match self.files.read(file).ok()? {
            Content::Whole(bytes) => String::from_utf8(bytes).map(Arc::from).ok(),
            Content::TooLarge { .. } => None,
        }
    }
}

/// The fixes of a round by file: those that can be made at once.
fn chosen<'r>(report: &'r Report, with_unsafe: bool, given_up: &BTreeSet<Known>) -> BTreeMap<FileId, Vec<&'r Finding>> {
    let mut by_file: BTreeMap<FileId, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        let applies = finding.fix.as_ref().is_some_and(|fix| fix.safe || with_unsafe);
        if applies && finding.suppressed.is_none() && !given_up.contains(&known(finding)) {
            by_file.entry(finding.place.file).or_default().push(finding);
        }
    }
    for findings in by_file.values_mut() {
        let all: Vec<Vec<Patch>> =
            findings.iter().map(|finding| finding.fix.iter().flat_map(patches).collect()).collect();
        let all: Vec<&[Patch]> = all.iter().map(Vec::as_slice).collect();
        *findings = fix::compatible(&all).into_iter().map(|number| findings[number]).collect();
    }
    by_file
}

fn patches(fix: &Fix) -> impl Iterator<Item = Patch> {
    fix.edits.iter().map(|edit| Patch { span: edit.place.span, text: edit.text.clone() })
}

fn known(finding: &Finding) -> Known {
    (finding.place.file, finding.fingerprint.clone())
}

/// Whether fixes of a file did what they should: their findings are gone, and the file can be read as before.
fn held(before: &Report, after: &Report, file: FileId, fixed: &[Known]) -> bool {
    let broken = |report: &Report| {
        let own = |finding: &&Finding| finding.place.file == file && finding.rule.starts_with("plimsoll/");
        report.findings.iter().filter(own).count() + report.errors.len()
    };
    broken(after) <= broken(before) && still_there(after, fixed).is_none()
}

/// Those of some findings that a report still has, if it has any.
fn still_there(report: &Report, fixed: &[Known]) -> Option<Vec<Known>> {
    let there: BTreeSet<Known> = report.findings.iter().map(known).collect();
    let left: Vec<Known> = fixed.iter().filter(|known| there.contains(*known)).cloned().collect();
    (!left.is_empty()).then_some(left)
}

/// Replaces a file at once: whoever reads it sees the old text or the new one. Its mode stays; of a link, the file that
/// it leads to is replaced.
fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let explain = |error: io::Error| discover::explain(&error);
    let path = fs::canonicalize(path).map_err(explain)?;
    let permissions = fs::metadata(&path).map_err(explain)?.permissions();
    if permissions.readonly() {
        return Err("it is read-only".to_owned());
    }
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut file = tempfile::Builder::new().prefix(".plimsoll-").tempfile_in(folder).map_err(explain)?;
    file.write_all(new.as_bytes()).map_err(explain)?;
    file.as_file().set_permissions(permissions).map_err(explain)?;
    file.as_file().sync_all().map_err(explain)?;
    if fs::read(&path).map_err(explain)? != old.as_bytes() {
        return Err("it changed while it was linted".to_owned());
    }
    file.persist(&path).map_err(|error| explain(error.error))?;
    Ok(())
}

/// Says why fixes cannot be made: each reason with its findings, the most frequent first.
fn refused<'r>(unfixed: impl Iterator<Item = &'r Unfixed>) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<&Unfixed>> = BTreeMap::new();
    for unfixed in unfixed {
        by_reason.entry(&unfixed.reason).or_default().push(unfixed);
    }
    let mut groups: Vec<(&str, Vec<&Unfixed>)> = by_reason.into_iter().collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    let mut lines = Vec::new();
    for (reason, group) in groups {
        lines.push(format!("{} not fixed: {reason}", plural(group.len(), "finding")));
        // A line of a CDK app may make a resource of several stacks.
        let mut places: Vec<String> = group.iter().map(|unfixed| place(unfixed)).collect();
        places.dedup();
        let more = places.len().saturating_sub(MAX_LISTED);
        places.truncate(MAX_LISTED);
        lines.append(&mut places);
        if more > 0 {
            lines.push(format!("  and {more} more"));
        }
    }
    lines
}

fn place(unfixed: &Unfixed) -> String {
    let start = unfixed.place.start;
    format!("  {}:{}:{}: {}", unfixed.place.path, start.line, start.column, unfixed.rule)
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
