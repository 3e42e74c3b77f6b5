//! Fixes: what is planned can be made, and then its finding is gone, the file has no new fault in its syntax, and
//! nothing new is found of other resources.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use plimsoll::finding::{Finding, Report};
use plimsoll::fix::{self, Patch};
use plimsoll::source::{FileId, Sources as _};

use super::report::{self, Files};

/// More fixes of one input are not tried one by one.
const MAX_FIXES: usize = 3;

/// Rule, fingerprint, and the resource that it is about.
type Key = (Arc<str>, String, Option<Arc<str>>);

/// How often something is found.
type Found = BTreeMap<Key, usize>;

pub(super) fn check(files: &[(&str, &[u8])]) {
    let files = Files::new(files);
    let before = report::lint(&files);
    report::sound(&before, &files);
    let fixable: Vec<(&Finding, Vec<Patch>)> =
        before.findings.iter().filter_map(|finding| Some((finding, patches(finding)?))).collect();
    for (finding, patches) in fixable.iter().take(MAX_FIXES) {
        let Some(after) = fixed(&files, finding.place.file, patches) else { continue };
        assert_gone(&before, &after, finding);
        assert_nothing_comes(&before, &after, finding);
    }
    for (number, _) in (0..).zip(files.paths()) {
        together(&files, &before, FileId(number), &fixable);
    }
}

/// All the fixes of a file that can be made at once.
fn together(files: &Files, before: &Report, file: FileId, fixable: &[(&Finding, Vec<Patch>)]) {
    let of_file: Vec<_> = fixable.iter().filter(|(finding, _)| finding.place.file == file).collect();
    let planned: Vec<&[Patch]> = of_file.iter().map(|(_, patches)| patches.as_slice()).collect();
    let taken = fix::compatible(&planned);
    if taken.len() < 2 {
        return;
    }
    let patches: Vec<Patch> = taken.iter().flat_map(|number| planned[*number].to_vec()).collect();
    let Some(after) = fixed(files, file, &patches) else { return };
    for number in taken {
        assert_gone(before, &after, of_file[number].0);
    }
}

fn patches(finding: &Finding) -> Option<Vec<Patch>> {
    let edits = &finding.fix.as_ref()?.edits;
    assert!(edits.iter().all(|edit| edit.place.file == finding.place.file), "a fix in another file: {finding:?}");
    Some(edits.iter().map(|edit| Patch { span: edit.place.span, text: edit.text.clone() }).collect())
}

/// The report on the files with patches in one of them; `None` where that is no text.
fn fixed(files: &Files, file: FileId, patches: &[Patch]) -> Option<Report> {
    let text = std::str::from_utf8(files.text(file)).ok()?;
    let fixed = fix::apply(text, patches).unwrap_or_else(|| panic!("{patches:?} do not fit"));
    assert_ne!(text, fixed, "a fix that changes nothing");
    let files = files.with(file, fixed);
    let report = report::lint(&files);
    report::sound(&report, &files);
    Some(report)
}

fn assert_gone(before: &Report, after: &Report, finding: &Finding) {
    let key = key(finding);
    let (before, after) = (found(before), found(after));
    let count = |found: &Found| found.get(&key).copied().unwrap_or(0);
    assert!(count(&after) < count(&before), "{} is still there at {:?}", finding.rule, finding.place);
}

/// One place of a program may declare several resources. Of the others, what hung on this one may go.
fn assert_nothing_comes(before: &Report, after: &Report, finding: &Finding) {
    let here = before.findings.iter().filter(|other| other.place == finding.place);
    let declared: BTreeSet<&Arc<str>> = here.filter_map(|other| other.resource.as_ref()).collect();
    let (before, after) = (found(before), found(after));
    let is_other = |(rule, _, resource): &&Key| {
        rule.starts_with("plimsoll/syntax") || resource.as_ref().is_some_and(|name| !declared.contains(name))
    };
    let is_new = |key: &&Key| after[*key] > before.get(*key).copied().unwrap_or(0);
    let new: Vec<&Key> = after.keys().filter(is_other).filter(is_new).collect();
    assert!(new.is_empty(), "the fix of {} at {:?} brings {new:?}", finding.rule, finding.place);
}

fn found(report: &Report) -> Found {
    let mut found = Found::new();
    for finding in &report.findings {
        *found.entry(key(finding)).or_default() += 1;
    }
    found
}

fn key(finding: &Finding) -> Key {
    (finding.rule.clone(), finding.fingerprint.clone(), finding.resource.clone())
}
