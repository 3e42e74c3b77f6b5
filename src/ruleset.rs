//! The rules of a run: those in the program and those of packs, checked as they are loaded.
//!
//! Packs come as texts; nothing here reads a file.

mod builtins;
mod calls;
mod check;
mod complaints;
mod conftest;
mod contract;
mod fixtures;
mod names;
mod negation;
mod paths;
mod recursion;
mod selection;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::TestFile;
use crate::rule::{Library, PackError, Rule};
use crate::source::Span;

/// The files below `rules/` that belong into the program, by name, as `build.rs` found them, and the METADATA of rules
/// as JSON where it could read that.
const BUILTIN: &[(&str, &str, Option<&str>)] = &include!(concat!(env!("OUT_DIR"), "/rules.rs"));

pub use contract::fields;

/// Rules and the libraries that they import from.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// By id.
    pub rules: Vec<Arc<Rule>>,
    pub libraries: Vec<Library>,
    /// Conftest's policies, in words that the engine understands as OPA does.
    pub policies: Vec<Library>,
    /// The pages of Plimsoll's own rules, which are no Rego: id to Markdown.
    pub pages: BTreeMap<Arc<str>, Arc<str>>,
}

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// As it is shown to people; it ends in `lib/NAME.rego` or `SERVICE/FAULT/rule.rego`, or is a policy of Conftest.
    pub path: Arc<str>,
    pub text: Arc<str>,
}

impl RuleSet {
    /// The rules in the program.
    pub fn builtin() -> Self {
        let (pack, errors) = Pack::builtin(&Self::embedded());
        let complaint = errors.first().map(|error| format!("{}: {}", error.path, error.message));
        assert!(complaint.is_none(), "internal error: the rules in the program are broken: {complaint:?}");
        Self::default().with(pack)
    }

    /// The files of the rules in the program.
    pub fn embedded() -> Vec<PackFile> {
        let file = |(name, text, _): &(&str, &'static str, _)| PackFile {
            path: format!("rules/{name}").into(),
            text: Arc::from(*text),
        };
        BUILTIN.iter().map(file).collect()
    }

    /// The library in the program without its rules, as far as a pack does not bring the same files itself.
    pub fn libraries_beside(pack: &[PackFile]) -> Self {
        let mut set = Self::builtin();
        set.rules.clear();
        let name = |path: &str| path.rsplit_once("lib/").map(|(_, name)| name.to_owned());
        set.libraries.retain(|library| {
            !pack.iter().any(|file| name(&file.path).is_some_and(|own| name(&library.path) == Some(own)))
        });
        set
    }

    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Arc<Rule>> {
        self.rules.binary_search_by(|rule| (*rule.id).cmp(id)).ok().map(|index| &self.rules[index])
    }

    /// These rules and those of a pack, given as all its files.
    ///
    /// # Errors
    /// Everything in the pack that cannot be used.
    pub fn load(&self, files: &[PackFile]) -> Result<Self, Vec<PackError>> {
        if conftest::is_meant(files) {
            return conftest::load(self, files);
        }
        let (mut pack, mut errors) = Pack::read(files);
        for rule in &pack.rules {
            if let Some(other) = self.rule(&rule.id) {
                let message = format!("there is a rule {} already, in {}", rule.id, other.path);
                errors.push(rule.complaint(message, "give the folder another name"));
            }
        }
        errors.extend(check::check(self, &pack));
        // A folder that happens to be called `plimsoll` has no say in the program's own pages.
        pack.pages.clear();
        if errors.is_empty() { Ok(self.clone().with(pack)) } else { Err(errors) }
    }

    /// Whether the files of a folder are policies of Conftest.
    pub fn are_policies(files: &[PackFile]) -> bool {
        conftest::is_meant(files)
    }

    /// The files of a folder of Conftest policies, as their tests are run.
    pub fn policy_tests(files: &[PackFile]) -> Vec<TestFile> {
        conftest::tests(files)
    }

    fn with(mut self, pack: Pack) -> Self {
        self.rules.extend(pack.rules);
        self.rules.sort_by(|one, other| one.id.cmp(&other.id));
        self.libraries.extend(pack.libraries);
        self.pages.extend(pack.pages);
        self
    }
}

/// The files of a pack, sorted out.
#[derive(Debug, Default)]
struct Pack {
    rules: Vec<Arc<Rule>>,
    libraries: Vec<Library>,
    tests: Vec<PackFile>,
    pages: BTreeMap<Arc<str>, Arc<str>>,
}

impl Pack {
    /// Sorts the files and reads the METADATA of the rules.
    fn read(files: &[PackFile]) -> (Self, Vec<PackError>) {
        let mut pack = Self::default();
        let mut errors = Vec::new();
        for file in files {
            if let Err(wrong) = pack.take(file, files) {
                errors.extend(wrong);
            }
        }
        pack.rules.sort_by(|one, other| one.id.cmp(&other.id));
        for two in pack.rules.windows(2).filter(|two| two[0].id == two[1].id) {
            let message = format!("there is a rule {} already, in {}", two[1].id, two[0].path);
            errors.push(two[1].complaint(message, "give the folder another name"));
        }
        (pack, errors)
    }

    /// The same of the files of the program, whose METADATA need not be read as YAML. They are sorted by name, a page
    /// before its rule.
    fn builtin(files: &[PackFile]) -> (Self, Vec<PackError>) {
        let mut pack = Self::default();
        let mut errors = Vec::new();
        let mut before: Option<&PackFile> = None;
        for (file, (name, _, metadata)) in files.iter().zip(BUILTIN) {
            let folder = name.strip_suffix("/rule.rego");
            let page =
                before.filter(|before| before.path.strip_suffix("README.md") == file.path.strip_suffix("rule.rego"));
            let read = |(folder, metadata): (&str, &str)| {
                Rule::embedded(&folder.into(), &file.path, &file.text, page.map(|page| &page.text), metadata)
            };
            match folder.zip(*metadata).and_then(read) {
                Some(rule) => pack.rules.push(Arc::new(rule)),
                None => errors.extend(pack.take(file, files).err().unwrap_or_default()),
            }
            before = Some(file);
        }
        pack.rules.sort_by(|one, other| one.id.cmp(&other.id));
        (pack, errors)
    }

    fn take(&mut self, file: &PackFile, files: &[PackFile]) -> Result<(), Vec<PackError>> {
        let parts: Vec<&str> = file.path.rsplit('/').collect();
        match parts.as_slice() {
            [name, ..] if name.ends_with("_test.rego") => self.tests.push(file.clone()),
            ["rule.rego", fault, service, ..] => self.rules.push(Arc::new(file.rule(service, fault, files)?)),
            ["README.md", fault, "plimsoll", ..] => {
                self.pages.insert(format!("plimsoll/{fault}").into(), file.text.clone());
            }
            [name, "lib", ..] if is_rego(name) => {
                self.libraries.push(Library { path: file.path.clone(), text: file.text.clone() });
            }
            [name, ..] if is_rego(name) => {
                let message = "this file is no part of a pack where it lies";
                let help = "a rule is SERVICE/FAULT/rule.rego, what rules share is lib/NAME.rego, tests end in _test.rego; \
                     policies of Conftest go into a folder of their own, given by one more --rules";
                return Err(vec![file.complaint(message, help)]);
            }
            _ => {}
        }
        Ok(())
    }
}

impl PackFile {
    fn rule(&self, service: &str, fault: &str, files: &[Self]) -> Result<Rule, Vec<PackError>> {
        if service == "plimsoll" {
            return Err(vec![
                self.complaint("`plimsoll` is the name of the program's own rules", "give the folder another name"),
            ]);
        }
        if !is_name(service) || !is_name(fault) {
            let help = "the folders SERVICE/FAULT are the name of the rule: lower-case letters, digits and hyphens";
            return Err(vec![self.complaint(format!("`{service}/{fault}` is no name of a rule"), help)]);
        }
        let folder = self.path.strip_suffix("rule.rego");
        let page = files.iter().find(|file| file.path.strip_suffix("README.md") == folder);
        let id = format!("{service}/{fault}").into();
        Rule::read(&id, &self.path, &self.text, page.map(|page| page.text.clone()))
    }

    fn complaint(&self, message: impl Into<String>, help: &str) -> PackError {
        complaint(&self.path, &self.text, message.into(), help)
    }
}

impl Rule {
    fn complaint(&self, message: String, help: &str) -> PackError {
        complaint(&self.path, &self.text, message, help)
    }
}

/// A complaint about a file as a whole.
fn complaint(path: &Arc<str>, text: &Arc<str>, message: String, help: &str) -> PackError {
    let help = Some(help.to_owned());
    PackError { path: path.clone(), text: text.clone(), span: Span::default(), message, label: None, help }
}

/// The service and the fault of a rule's id.
pub fn split_id(id: &str) -> Option<(&str, &str)> {
    let (service, fault) = id.split_once('/')?;
    (is_name(service) && is_name(fault) && service != "plimsoll").then_some((service, fault))
}

fn is_rego(name: &str) -> bool {
    name.strip_suffix(".rego").is_some()
}

fn is_name(name: &str) -> bool {
    let is_letter = |character: char| matches!(character, 'a'..='z' | '0'..='9' | '-');
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(is_letter) && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_reads_metadata_as_the_program_does() {
        let (read, errors) = Pack::read(&RuleSet::embedded());
        assert_eq!(errors, []);
        assert_eq!(RuleSet::builtin().rules, read.rules);
    }

    /// What it does not understand would be read at the start of every run.
    #[test]
    fn the_build_understands_the_metadata_of_every_rule() {
        let rules = BUILTIN.iter().filter(|(name, ..)| name.ends_with("/rule.rego"));
        let missed: Vec<&str> = rules.filter(|(.., metadata)| metadata.is_none()).map(|(name, ..)| *name).collect();
        assert_eq!(missed, [""; 0]);
    }
}
