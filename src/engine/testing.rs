//! The unit tests of a pack: rules of Rego whose name begins with `test_`.

use std::sync::Arc;

use regorus::Value;

use super::parse::Version;
use super::{Engine, Module, parse, parse_any_version};
use crate::rule::{Library, PackError, Rule};
use crate::source::LineIndex;

/// A file of tests.
#[derive(Clone, Debug)]
pub struct TestFile {
    pub path: Arc<str>,
    pub text: Arc<str>,
}

/// How one test went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestOutcome {
    /// Such as `test_an_unknown_is_quiet`; empty where the whole file is at fault.
    pub name: String,
    pub file: Arc<str>,
    /// From 1.
    pub line: u32,
    pub result: TestResult,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestResult {
    Passed,
    /// It evaluated to something else than true.
    Failed,
    /// It could not be evaluated, and why.
    Error(String),
}

/// Runs every test, in the order of the files and of the tests in them. Builtins are strict: a wrong type is an
/// error here, where a rule in use would stay quiet.
pub fn run_tests(libraries: &[Library], rules: &[Arc<Rule>], files: &[TestFile]) -> Vec<TestOutcome> {
    let (modules, mut outcomes) = parsed(files, parse);
    let tested = libraries.iter().map(|library| (&library.path, &library.text));
    let tested = tested.chain(rules.iter().map(|rule| (&rule.path, &rule.text)));
    let files = tested.chain(modules.iter().map(|module| (&module.path, &module.text)));
    outcomes.extend(run_all(Engine::of_files(files, true, Version::One), &modules));
    outcomes
}

/// Runs every test of a folder of Conftest policies, which may stand in any of its files. As in `conftest verify` a
/// builtin that is given the wrong type is undefined.
pub fn run_policy_tests(files: &[TestFile]) -> Vec<TestOutcome> {
    let (modules, mut outcomes) = parsed(files, parse_any_version);
    let files = modules.iter().map(|module| (&module.path, &module.text));
    outcomes.extend(run_all(Engine::of_files(files, false, Version::Any), &modules));
    outcomes
}

type Parse = fn(&Arc<str>, &Arc<str>) -> Result<Module, Box<PackError>>;

/// The files that can be parsed, and what is wrong with the others.
fn parsed(files: &[TestFile], parse: Parse) -> (Vec<Module>, Vec<TestOutcome>) {
    let mut modules = Vec::new();
    let mut outcomes = Vec::new();
    for file in files {
        match parse(&file.path, &file.text) {
            Ok(module) => modules.push(module),
            Err(error) => outcomes.push(broken(file.path.clone(), &error)),
        }
    }
    (modules, outcomes)
}

fn run_all(engine: Result<Engine, Box<PackError>>, modules: &[Module]) -> Vec<TestOutcome> {
    match engine {
        Ok(engine) => modules.iter().flat_map(|module| run(&engine, module)).collect(),
        Err(error) => vec![broken(error.path.clone(), &error)],
    }
}

fn broken(file: Arc<str>, error: &PackError) -> TestOutcome {
    let line = LineIndex::new(&error.text).position(&error.text, error.span.start).line;
    TestOutcome { name: String::new(), file, line, result: TestResult::Error(error.message.clone()) }
}

fn run(engine: &Engine, module: &Module) -> Vec<TestOutcome> {
    let lines = LineIndex::new(&module.text);
    let mut evaluator = engine.evaluator();
    let mut outcomes: Vec<TestOutcome> = Vec::new();
    for test in module.definitions.iter().filter(|definition| definition.name.starts_with("test_")) {
        if outcomes.iter().any(|outcome| outcome.name == test.name) {
            continue;
        }
        // A test brings its own input; without one there is none, as under OPA.
        let result = match evaluator.value(format!("{}.{}", module.package, test.name), Value::Undefined) {
            Ok(Value::Bool(true)) => TestResult::Passed,
            Ok(_) => TestResult::Failed,
            Err(failure) => TestResult::Error(failure.message),
        };
        let line = lines.position(&module.text, test.span.start).line;
        outcomes.push(TestOutcome { name: test.name.clone(), file: module.path.clone(), line, result });
    }
    outcomes
}
