//! Conftest's policies: a folder of Rego whose package `main` says `deny`, `violation` or `warn` of a document.
//!
//! They are written for another program and run as they are: they see a file as it is written, and none of the house
//! rules for rules of a pack are asked of them but those that keep a run finite and the same every day. All folders
//! of a run are one program, as those that Conftest is given are.

mod bind;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::calls::{self, Author};
use super::complaints::Complaints;
use super::names::{Meaning, Program};
use super::{PackFile, RuleSet, complaint, is_rego, recursion};
use crate::engine::{Definition, Head, Module, TestFile, parse_any_version};
use crate::rule::{Confidence, FixSafety, Level, Library, PackError, Policy, Rule, Selects};

/// The namespace that `conftest test` asks where it is told of no other.
const NAMESPACE: &str = "main";

/// Whether the files of a folder are policies of Conftest, and not a pack or the beginning of one.
pub(super) fn is_meant(files: &[PackFile]) -> bool {
    let is_ours = |file: &&PackFile| {
        file.path.ends_with("/rule.rego") || file.text.lines().any(|line| line.starts_with("package plimsoll."))
    };
    // A library alone belongs to whatever comes.
    let is_library = |file: &&PackFile| file.path.rsplit('/').nth(1) == Some("lib");
    let mut rego = files.iter().filter(|file| is_rego(&file.path));
    rego.clone().any(|file| !is_library(&file)) && !rego.any(|file| is_ours(&file))
}

/// The rules of before with the policies of a folder.
pub(super) fn load(before: &RuleSet, files: &[PackFile]) -> Result<RuleSet, Vec<PackError>> {
    let mut complaints = Complaints::default();
    let policies: Vec<&PackFile> = files.iter().filter(|file| is_rego(&file.path) && !is_test(&file.path)).collect();
    let modules: Vec<Module> = policies
        .iter()
        .filter_map(|file| parse_any_version(&file.path, &file.text).map_err(|error| complaints.extend([*error])).ok())
        .collect();
    // Policies of folders before this one have passed; they are read again for what they offer.
    let earlier: Vec<Module> =
        before.policies.iter().filter_map(|file| parse_any_version(&file.path, &file.text).ok()).collect();
    let program = Program::new(modules.iter().chain(&earlier));
    for module in &modules {
        program.sites_in(module).for_each(|site| calls::check(&program, site, Author::Conftest, &mut complaints));
        imports(&program, module, &mut complaints);
        without_contains(module, &mut complaints);
    }
    recursion::check(&program, &mut complaints);
    let rules = rules(&modules, &earlier);
    if let Some(file) = policies.first().or(files.first().as_ref())
        && modules.len() == policies.len()
        && rules.is_empty()
    {
        complaints.extend([nothing_to_ask(file, &modules)]);
    }
    let mut set = before.clone();
    for rule in rules {
        match set.rule(&rule.id) {
            // A second folder adds to the rules of the first.
            Some(other) if other.policy == rule.policy => {}
            Some(other) => {
                let message = format!("there is a rule {} already, in {}", rule.id, other.path);
                complaints.extend([rule.complaint(message, "give one of the two another name")]);
            }
            None => set.rules.push(Arc::new(rule)),
        }
        set.rules.sort_by(|one, other| one.id.cmp(&other.id));
    }
    let errors = complaints.sorted();
    if !errors.is_empty() {
        return Err(errors);
    }
    set.policies.extend(bind::bound(modules, &earlier));
    Ok(set)
}

/// The files of a folder as they are tested. A file that is no Rego stays as it is: its tests say so.
pub(super) fn tests(files: &[PackFile]) -> Vec<TestFile> {
    let mut modules = Vec::new();
    let mut tests = Vec::new();
    for file in files.iter().filter(|file| is_rego(&file.path)) {
        match parse_any_version(&file.path, &file.text) {
            Ok(module) => modules.push(module),
            Err(_) => tests.push(TestFile { path: file.path.clone(), text: file.text.clone() }),
        }
    }
    let bound = bind::bound(modules, &[]).into_iter();
    tests.extend(bound.map(|Library { path, text }| TestFile { path, text }));
    tests.sort_by(|one, other| one.path.cmp(&other.path));
    tests
}

fn is_test(path: &str) -> bool {
    path.ends_with("_test.rego")
}

/// The level of a rule of this name, if it is one that Conftest asks.
fn level(name: &str) -> Option<Level> {
    let mut parts = name.split('_');
    let level = match parts.next()? {
        "deny" | "violation" => Level::Error,
        "warn" => Level::Warning,
        _ => return None,
    };
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.all(is_part).then_some(level)
}

/// The rules that are asked, each once.
fn rules(modules: &[Module], earlier: &[Module]) -> Vec<Rule> {
    let in_main = |module: &&Module| module.package.strip_prefix("data.") == Some(NAMESPACE);
    let has_exceptions = modules
        .iter()
        .chain(earlier)
        .filter(in_main)
        .any(|module| module.definitions.iter().any(|definition| definition.name == "exception"));
    let mut rules: BTreeMap<&str, Rule> = BTreeMap::new();
    for module in modules.iter().filter(in_main) {
        for definition in module.definitions.iter().filter(|definition| is_asked(definition)) {
            let rule = || rule(module, &definition.name, has_exceptions);
            rules.entry(&definition.name).or_insert_with(rule);
        }
    }
    rules.into_values().collect()
}

/// Whether Conftest asks this definition of its package.
fn is_asked(definition: &Definition) -> bool {
    level(&definition.name).is_some() && !matches!(definition.head, Head::Function { .. })
}

fn rule(module: &Module, name: &str, has_exceptions: bool) -> Rule {
    let suffix = name.split_once('_').map_or("", |(_, suffix)| suffix);
    Rule {
        id: format!("conftest/{NAMESPACE}-{}", name.replace('_', "-").to_ascii_lowercase()).into(),
        package: module.package.clone(),
        title: format!("Conftest policy {name} of package {NAMESPACE}"),
        description: format!("The policy `{name}` of package {NAMESPACE}, in {}.", module.path),
        related_resources: Vec::new(),
        level: level(name).expect("internal error: a policy that Conftest does not ask"),
        confidence: Confidence::High,
        enabled: true,
        selects: Selects::default(),
        options: BTreeMap::new(),
        controls: BTreeMap::new(),
        aliases: Vec::new(),
        fix: FixSafety::None,
        page: None,
        path: module.path.clone(),
        text: module.text.clone(),
        policy: Some(Policy { name: name.to_owned(), exempt: has_exceptions.then(|| suffix.to_owned()) }),
    }
}

fn imports(program: &Program<'_>, module: &Module, complaints: &mut Complaints) {
    for import in &module.imports {
        if let Meaning::Nothing(path) = program.below_data(&import.path.split('.').collect::<Vec<_>>()) {
            complaints.add(module, import.span, format!("there is no `{path}`")).help =
                Some(Author::Conftest.on_missing_data().to_owned());
        }
    }
}

/// `deny[message] if { … }` is an object in Rego v1, not a set, and no message ever comes of it.
fn without_contains(module: &Module, complaints: &mut Complaints) {
    for definition in &module.definitions {
        let name = definition.name.split('.').next().unwrap_or_default();
        let is_partial = !definition.keys.is_empty() || name.len() < definition.name.len();
        if level(name).is_none() || !is_partial || !matches!(definition.head, Head::Complete { value: None }) {
            continue;
        }
        complaints
            .add(module, definition.name_span, format!("`{name}` is an object here, and no set of messages"))
            .help = Some(format!("write `{name} contains message if {{ … }}`, as Conftest asks too"));
    }
}

/// A folder of Rego that says nothing of any document.
fn nothing_to_ask(file: &PackFile, modules: &[Module]) -> PackError {
    let other = modules.iter().find(|module| module.definitions.iter().any(is_asked));
    match other {
        Some(module) => {
            let package = module.package.trim_start_matches("data.");
            let message = format!("nothing is asked of package {package}: policies are in package {NAMESPACE}");
            let help = format!("write `package {NAMESPACE}`, the one that `conftest test` asks too");
            PackError {
                span: module.package_span,
                help: Some(help),
                ..complaint(&module.path, &module.text, message, "")
            }
        }
        None => file.complaint(
            "this folder holds neither a rule nor a policy",
            "a rule is SERVICE/FAULT/rule.rego; a policy of Conftest is `deny`, `violation` or `warn` in package main",
        ),
    }
}
