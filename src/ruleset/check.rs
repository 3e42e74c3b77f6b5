//! The checks on a pack as it is loaded, and their order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::calls::Author;
use super::complaints::Complaints;
use super::names::{Meaning, Program};
use super::{Pack, RuleSet, calls, fixtures, negation, paths, recursion, selection};
use crate::engine::{Engine, EngineError, Head, Input, Module, parse, to_input};
use crate::rule::{PackError, Rule};
use crate::source::Span;

/// Everything that is wrong with the Rego of a pack that comes to `before`.
pub(super) fn check(before: &RuleSet, pack: &Pack) -> Vec<PackError> {
    let mut complaints = Complaints::default();
    let mut parsed =
        |path: &Arc<str>, text: &Arc<str>| parse(path, text).map_err(|error| complaints.extend([*error])).ok();
    let rules: Vec<(Module, &Arc<Rule>)> =
        pack.rules.iter().filter_map(|rule| Some((parsed(&rule.path, &rule.text)?, rule))).collect();
    let libraries: Vec<Module> = pack.libraries.iter().filter_map(|of| parsed(&of.path, &of.text)).collect();
    let tests: Vec<Module> = pack.tests.iter().filter_map(|of| parsed(&of.path, &of.text)).collect();
    // Libraries that were there before have passed; they are read again for what they offer.
    let offered: Vec<Module> = before.libraries.iter().filter_map(|of| parse(&of.path, &of.text).ok()).collect();

    distinct_packages(&libraries, &offered, &mut complaints);
    let program = Program::new(libraries.iter().chain(&offered));
    for module in &libraries {
        file(&program, module, None, &mut complaints);
    }
    recursion::check(&program, &mut complaints);
    for (module, rule) in &rules {
        package(module, rule, &mut complaints);
        deny(module, &mut complaints);
        let program = Program::new(std::iter::once(module).chain(&libraries).chain(&offered));
        let options: Vec<&str> = rule.options.keys().map(String::as_str).collect();
        file(&program, module, Some(&options), &mut complaints);
        program.sites_in(module).for_each(|site| selection::check(&program, site, rule, &mut complaints));
        recursion::check(&program, &mut complaints);
    }
    for module in &tests {
        fixtures::check(module, &mut complaints);
    }
    let errors = complaints.sorted();
    if errors.is_empty() { tried(before, pack) } else { errors }
}

fn file(program: &Program<'_>, module: &Module, options: Option<&[&str]>, complaints: &mut Complaints) {
    for import in &module.imports {
        if let Meaning::Nothing(path) = program.below_data(&import.path.split('.').collect::<Vec<_>>()) {
            let help = if path.starts_with("data.plimsoll.rules.") {
                "a rule stands alone; put what two rules share into lib/"
            } else {
                "the facts are in `input`; `data` holds nothing but libraries"
            };
            complaints.add(module, import.span, format!("there is no `{path}`")).help = Some(help.to_owned());
        }
    }
    for site in program.sites_in(module) {
        calls::check(program, site, Author::Plimsoll, complaints);
        negation::check(program, site, complaints);
    }
    paths::check(program, module, options, complaints);
}

fn package(module: &Module, rule: &Rule, complaints: &mut Complaints) {
    if module.package == rule.package {
        return;
    }
    let wanted = rule.package.trim_start_matches("data.");
    complaints.add(module, module.package_span, "the package is not that of the folder").help =
        Some(format!("write `package {wanted}`"));
}

fn deny(module: &Module, complaints: &mut Complaints) {
    let mut found = false;
    for definition in module.definitions.iter().filter(|definition| definition.name == "deny") {
        found = true;
        if definition.is_default || !matches!(definition.head, Head::Set { key: Some(_) }) {
            complaints.add(module, definition.name_span, "deny must be a set of findings").help =
                Some("write `deny contains finding if { … }`".to_owned());
        }
    }
    if !found {
        complaints.add(module, module.package_span, "a rule defines `deny`").help =
            Some("add `deny contains finding if { … }`".to_owned());
    }
}

/// Two files of one package would be one package: rules of one name would merge.
fn distinct_packages(libraries: &[Module], offered: &[Module], complaints: &mut Complaints) {
    let mut seen: BTreeMap<&str, &str> = offered.iter().map(|module| (&*module.package, &*module.path)).collect();
    for module in libraries {
        if let Some(other) = seen.insert(&module.package, &module.path) {
            let message = format!("{other} has this package too");
            complaints.add(module, module.package_span, message).help =
                Some("give each file a package of its own".to_owned());
        } else if !offered.is_empty() && module.package.starts_with("data.plimsoll.") {
            complaints.add(module, module.package_span, "`plimsoll` is the name of the rules in the program").help =
                Some("begin the package of a library with a name of your own".to_owned());
        }
    }
}

/// Evaluates each rule once, on facts in which there is nothing: what the engine finds only then is found now.
fn tried(before: &RuleSet, pack: &Pack) -> Vec<PackError> {
    let libraries = [&before.libraries[..], &pack.libraries[..]].concat();
    let engine = match Engine::new(&libraries, &pack.rules, false) {
        Ok(engine) => engine,
        Err(error) => return vec![*error],
    };
    let mut evaluator = engine.evaluator();
    let mut tried = |rule: &Arc<Rule>| {
        let error = evaluator.evaluate(rule, nothing(rule)).err()?;
        Some(failed(rule, &libraries, error))
    };
    pack.rules.iter().filter_map(&mut tried).collect()
}

/// The facts of a file without anything.
fn nothing(rule: &Rule) -> Input {
    let facts = serde_json::json!({
        "file": {"path": "nothing.yaml", "kind": "cloudformation", "language": "yaml"},
        "scenario": {}, "resources": {}, "types": {}, "images": [], "constructs": [], "documents": [],
        "options": rule.options.iter().map(|(name, option)| (name.clone(), option.default.clone()))
            .collect::<serde_json::Map<_, _>>(),
        "project": {"types": {}},
    });
    to_input(&facts).expect("internal error: JSON is an input")
}

fn failed(rule: &Rule, libraries: &[crate::rule::Library], error: EngineError) -> PackError {
    let place = error.place.map(|place| (place.path, place.span));
    let (path, span) = place.unwrap_or_else(|| (rule.path.clone(), Span::default()));
    let library = libraries.iter().find(|library| library.path == path);
    let text = library.map_or_else(|| rule.text.clone(), |library| library.text.clone());
    let message = format!("the rule fails where there is nothing to judge: {}", error.message);
    PackError { path, text, span, message, label: None, help: None }
}
