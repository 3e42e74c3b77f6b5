//! Findings that are known and do not count until their fault is touched. Files are neither read nor written here.
//!
//! An entry names a finding by its file, its fingerprint and an ordinal among the equal ones of the file, so that a
//! moved line stays known and a second fault is new. Suppressed findings are in no baseline: they do not count anyway.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};

use crate::finding::{self, Finding, Report, Suppression};

/// Raised when an earlier program would misread the new document.
const VERSION: u32 = 1;

/// The findings that a baseline knows, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeSet<Entry>,
}

/// A known finding. The fields stand in the order in which entries are sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Relative to the folder of the baseline, with forward slashes.
    pub file: String,
    /// The rule as `service/fault`.
    pub rule: String,
    /// The same while rule, resource and property path are the same.
    pub fingerprint: String,
    /// How many findings with this fingerprint stand before it in the file.
    pub ordinal: u32,
    /// What the finding said when it was recorded, for whoever reads the baseline.
    pub message: String,
}

/// What a baseline must be told about the run.
pub trait Surroundings {
    /// What a baseline calls a file of the report.
    fn name(&self, path: &str) -> String;
    /// Whether the run linted a file that a baseline names.
    fn linted(&self, file: &str) -> bool;
    /// Whether there is such a file.
    fn exists(&self, file: &str) -> bool;
}

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("it is no baseline: {0}")]
    Syntax(#[from] serde_json::Error),
    #[error("it has version {0} and this program reads version {VERSION}")]
    Version(u32),
}

/// Findings that are known and do not count. Written by `plimsoll baseline`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Plimsoll baseline")]
struct Document {
    /// The version of this format.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    findings: Vec<Entry>,
}

/// How a report and a baseline agree.
struct Comparison<'e> {
    /// The findings that are known, by their number in the report.
    known: BTreeSet<usize>,
    /// Entries whose fault is gone.
    stale: Vec<&'e Entry>,
    /// Entries that the run says nothing about.
    elsewhere: Vec<&'e Entry>,
}

/// The JSON Schema of the document.
pub fn schema() -> serde_json::Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Document>().into()
}

impl Baseline {
    /// Reads what [`Baseline::text`] wrote.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let Versioned { version } = serde_json::from_str(text)?;
        if version != VERSION {
            return Err(Unreadable::Version(version));
        }
        let document: Document = serde_json::from_str(text)?;
        Ok(Self { entries: document.findings.into_iter().collect() })
    }

    /// The baseline as a document that differs from an earlier one only where its findings do.
    pub fn text(&self) -> String {
        let document = Document { version: VERSION, findings: self.entries.iter().cloned().collect() };
        let text = serde_json::to_string_pretty(&document).expect("internal error: a baseline that is no JSON");
        format!("{text}\n")
    }

    /// The baseline that knows everything in a report.
    pub fn of(report: &Report, around: &dyn Surroundings) -> Self {
        Self { entries: open(report, around).into_iter().map(|(_, entry)| entry).collect() }
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many findings it knows that another does not.
    pub fn beyond(&self, other: &Self) -> usize {
        let keys: BTreeSet<_> = other.entries.iter().map(Entry::key).collect();
        self.entries.iter().filter(|entry| !keys.contains(&entry.key())).count()
    }

    /// Suppresses the known findings of a report, and counts the entries whose fault is gone.
    pub fn apply(&self, report: &mut Report, around: &dyn Surroundings) -> usize {
        let comparison = self.compare(report, around);
        for number in comparison.known {
            report.findings[number].suppressed =
                Some(Suppression { by: "baseline".to_owned(), reason: None, until: None });
        }
        comparison.stale.len()
    }

    /// The baseline with what is new in a report, and without what is gone.
    #[must_use]
    pub fn updated(&self, report: &Report, around: &dyn Surroundings) -> Self {
        let mut updated = Self::of(report, around);
        updated.entries.extend(self.compare(report, around).elsewhere.into_iter().cloned());
        updated
    }

    /// The baseline without what is gone.
    #[must_use]
    pub fn pruned(&self, report: &Report, around: &dyn Surroundings) -> Self {
        let stale: BTreeSet<&Entry> = self.compare(report, around).stale.into_iter().collect();
        Self { entries: self.entries.iter().filter(|entry| !stale.contains(entry)).cloned().collect() }
    }

    fn compare<'e>(&'e self, report: &Report, around: &dyn Surroundings) -> Comparison<'e> {
        let open = open(report, around);
        let mut left: BTreeMap<Key<'_>, &'e Entry> = self.entries.iter().map(|entry| (entry.key(), entry)).collect();
        let (same, other): (Vec<_>, Vec<_>) =
            open.iter().partition(|(_, finding)| left.remove(&finding.key()).is_some());
        // Each file is asked for once, however many entries name it.
        let files: BTreeSet<&str> = left.values().map(|entry| &*entry.file).collect();
        let there: BTreeSet<&str> = files.into_iter().filter(|file| around.exists(file)).collect();
        let moved = self.moved(&mut left, &other, &there);
        let known = same.into_iter().map(|(number, _)| *number).chain(moved).collect();
        let gone = |entry: &&Entry| around.linted(&entry.file) || !there.contains(&*entry.file);
        let (stale, elsewhere) = left.into_values().partition(gone);
        Comparison { known, stale, elsewhere }
    }

    /// The findings of renamed files, given the files that are still there. An entry whose file is gone moves to a finding
    /// with its fingerprint in a file that the baseline does not know that fingerprint in; each entry to one finding.
    fn moved<'k, 'e: 'k>(
        &'e self,
        left: &mut BTreeMap<Key<'k>, &'e Entry>,
        findings: &[&(usize, Entry)],
        there: &BTreeSet<&str>,
    ) -> Vec<usize> {
        let mut gone: BTreeMap<&str, VecDeque<Key<'k>>> = BTreeMap::new();
        for entry in left.values().filter(|entry| !there.contains(&*entry.file)) {
            gone.entry(&entry.fingerprint).or_default().push_back(entry.key());
        }
        let settled: BTreeSet<(&str, &str)> =
            self.entries.iter().map(|entry| (&*entry.file, &*entry.fingerprint)).collect();
        let mut moved = Vec::new();
        for (number, finding) in findings {
            if settled.contains(&(&*finding.file, &*finding.fingerprint)) {
                continue;
            }
            if let Some(key) = gone.get_mut(&*finding.fingerprint).and_then(VecDeque::pop_front) {
                left.remove(&key);
                moved.push(*number);
            }
        }
        moved
    }
}

type Key<'e> = (&'e str, &'e str, u32);

impl Entry {
    fn key(&self) -> Key<'_> {
        (&self.file, &self.fingerprint, self.ordinal)
    }
}

/// The findings of a report that count, with their numbers in it, as a baseline would have them.
fn open(report: &Report, around: &dyn Surroundings) -> Vec<(usize, Entry)> {
    let open = || report.findings.iter().enumerate().filter(|(_, finding)| finding.suppressed.is_none());
    let ordinals = finding::ordinals(open().map(|(_, finding)| finding));
    let entry = |finding: &Finding, ordinal| Entry {
        file: around.name(&finding.place.path),
        rule: finding.rule.to_string(),
        fingerprint: finding.fingerprint.clone(),
        ordinal,
        message: finding.message.clone(),
    };
    open().zip(ordinals).map(|((number, finding), ordinal)| (number, entry(finding, ordinal))).collect()
}
