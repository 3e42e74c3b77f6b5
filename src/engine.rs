//! Rego: one engine for a run, cloned per thread, and what a rule answers as a [`Violation`].
//!
//! Only this module and those below it name regorus. It knows nothing of files, of templates or of places in
//! them: an [`Input`] goes in, paths into that input come out.

mod answer;
mod brief;
mod input;
mod module;
mod native;
mod nesting;
mod parse;
mod place;
mod policy;
mod testing;
mod violation;

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use regorus::utils::limits::ExecutionTimerConfig;

use crate::rule::{Library, PackError, Rule};
use crate::source::{LineIndex, Position, Span};

use brief::Names;
use parse::Version;

pub use input::{Decimal, Input, InputError, to_input};
pub use module::{Body, Definition, Expr, ExprKind, Head, Import, Module, Operator, Statement, StatementKind};
pub use parse::{parse, parse_any_version};
pub use place::offset_of;
pub use policy::Judgement;
pub use testing::{TestFile, TestOutcome, TestResult, run_policy_tests, run_tests};
pub use violation::{EditSpec, FixSpec, Kind, RelatedSpec, Violation};

/// How long one rule may look at one input. A rule takes well under a millisecond; one that takes eight thousand
/// times as long does not end.
pub const TIME_LIMIT: Duration = Duration::from_secs(8);

/// How many steps of the interpreter pass between two looks at the clock.
const STEPS_BETWEEN_CHECKS: NonZeroU32 = NonZeroU32::new(64).expect("internal error: 64 is not zero");

/// A rule that is always there, so that an engine can be prepared by evaluating something.
const READY: (&str, &str, &str) =
    ("plimsoll/ready.rego", "package plimsoll.ready\n\nready := true\n", "data.plimsoll.ready.ready");

/// The helper library and the needed rules, parsed and prepared once. Never grows: every later addition would
/// prepare everything again.
#[derive(Clone)]
pub struct Engine {
    rego: regorus::Engine,
    names: Arc<Names>,
    texts: Arc<Texts>,
    limit: Duration,
    /// Conftest's policies, apart from everything else.
    policies: Option<Box<Self>>,
}

/// An engine of one thread.
#[derive(Clone)]
pub struct Evaluator {
    rego: regorus::Engine,
    names: Arc<Names>,
    texts: Arc<Texts>,
    limit: Duration,
    /// Conftest's policies, apart from everything else.
    policies: Option<Box<Self>>,
}

/// The Rego files by path, to turn the line and column of a message into a place.
#[derive(Debug, Default)]
struct Texts(BTreeMap<Arc<str>, Arc<str>>);

/// Where in a Rego file something went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegoPlace {
    pub path: Arc<str>,
    pub span: Span,
    pub position: Position,
}

/// A rule could not be evaluated, or answered with something that is no finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineError {
    /// The id of the rule.
    pub rule: Arc<str>,
    /// What went wrong, without the place; the same for the same input, on every machine.
    pub message: String,
    pub place: Option<RegoPlace>,
    /// Whether the time limit stopped it: the one failure that another run of the same input may not have.
    pub timed_out: bool,
}

impl Engine {
    /// An engine of these libraries and rules. In `strict` mode a builtin that is given the wrong type fails the
    /// rule; otherwise its answer is undefined.
    ///
    /// # Errors
    /// The first file that is no Rego, or that cannot stand beside the others.
    pub fn new(libraries: &[Library], rules: &[Arc<Rule>], strict: bool) -> Result<Self, Box<PackError>> {
        let imported = imported(libraries, rules);
        let files = imported.iter().map(|library| (&library.path, &library.text));
        let rules = rules.iter().filter(|rule| rule.policy.is_none()).map(|rule| (&rule.path, &rule.text));
        let files = files.chain(rules);
        let texts = files.clone().map(|(_, text)| &**text);
        let names = Names::of(texts.clone());
        // A function in Rust does not complain of what it is given.
        let native = !strict && native::is_reached_from(texts);
        Self::named(files, names, native, strict, Version::One)
    }

    fn of_files<'f>(
        files: impl Iterator<Item = (&'f Arc<str>, &'f Arc<str>)>,
        strict: bool,
        version: Version,
    ) -> Result<Self, Box<PackError>> {
        Self::named(files, Names::default(), false, strict, version)
    }

    fn named<'f>(
        files: impl Iterator<Item = (&'f Arc<str>, &'f Arc<str>)>,
        names: Names,
        native: bool,
        strict: bool,
        version: Version,
    ) -> Result<Self, Box<PackError>> {
        let mut rego = regorus::Engine::new();
        rego.set_strict_builtin_errors(strict);
        // What a rule prints goes nowhere: standard error is not for rules.
        rego.set_gather_prints(true);
        if native {
            native::add(&mut rego);
        }
        let mut texts = Texts::default();
        for (path, text) in files {
            let given = if native { native::without_definitions(text) } else { text };
            parse::add(&mut rego, path, text, &names.in_text(given), version)?;
            texts.0.insert(path.clone(), text.clone());
        }
        let (path, text, rule) = READY;
        rego.add_policy(path.into(), text.into())
            .and_then(|_| rego.eval_rule(rule.into()))
            .map_err(|error| Box::new(texts.refused(&format!("{error:#}"))))?;
        let (names, texts) = (Arc::new(names), Arc::new(texts));
        Ok(Self { rego, names, texts, limit: TIME_LIMIT, policies: None })
    }

    /// The same with another limit on the time that one evaluation may take; [`TIME_LIMIT`] unless told.
    #[must_use]
    pub fn limited(self, limit: Duration) -> Self {
        let policies = self.policies.map(|policies| Box::new(policies.limited(limit)));
        Self { limit, policies, ..self }
    }

    /// An engine for one thread: a cheap clone.
    pub fn evaluator(&self) -> Evaluator {
        let mut rego = self.rego.clone();
        rego.set_execution_timer_config(ExecutionTimerConfig {
            limit: self.limit,
            check_interval: STEPS_BETWEEN_CHECKS,
        });
        let policies = self.policies.as_ref().map(|policies| Box::new(policies.evaluator()));
        Evaluator { rego, names: self.names.clone(), texts: self.texts.clone(), limit: self.limit, policies }
    }
}

/// The libraries that rules import, and those that they import in turn: what is not needed is not parsed.
fn imported<'l>(libraries: &'l [Library], rules: &[Arc<Rule>]) -> Vec<&'l Library> {
    let mut texts: Vec<&str> = rules.iter().map(|rule| &*rule.text).collect();
    let mut rest: Vec<&Library> = libraries.iter().collect();
    let mut found = Vec::new();
    while let Some(text) = texts.pop() {
        let names = |library: &&Library| package(library).is_none_or(|package| text.contains(package));
        let (imports, others): (Vec<&Library>, Vec<&Library>) = rest.into_iter().partition(names);
        rest = others;
        texts.extend(imports.iter().map(|library| &*library.text));
        found.extend(imports);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// The package that a library says it is; whoever uses it writes that name.
fn package(library: &Library) -> Option<&str> {
    library.text.lines().find_map(|line| line.strip_prefix("package ")).map(str::trim)
}

impl Evaluator {
    /// What a rule says of an input, in a fixed order.
    ///
    /// # Errors
    /// When the rule fails, takes longer than its limit, or answers with something that is no finding. The next
    /// evaluation is not harmed by it.
    pub fn evaluate(&mut self, rule: &Rule, input: Input) -> Result<Vec<Violation>, EngineError> {
        let findings = self.deny(rule, input)?;
        violation::read(&findings).map_err(|message| Failure { message, place: None, timed_out: false }.of(&rule.id))
    }

    /// What a rule answers, as JSON, to be compared with another engine's answer. Findings are sorted.
    ///
    /// # Errors
    /// When the rule fails or takes longer than its limit.
    pub fn answer(&mut self, rule: &Rule, input: Input) -> Result<serde_json::Value, EngineError> {
        let answer = self.deny(rule, input)?;
        Ok(serde_json::to_value(&answer).expect("internal error: an answer is made of JSON values alone"))
    }

    fn deny(&mut self, rule: &Rule, input: Input) -> Result<regorus::Value, EngineError> {
        let path = self.names.path(&rule.package, "deny");
        self.value(path, input.into_value()).map_err(|failure| failure.of(&rule.id))
    }

    fn value(&mut self, path: String, input: regorus::Value) -> Result<regorus::Value, Failure> {
        self.rego.set_input(input);
        let value = self.rego.eval_rule(path);
        // Gathered only so that they go nowhere; an error here would be one about nothing.
        drop(self.rego.take_prints());
        let value = value.map_err(|error| {
            let error = format!("{error:#}");
            // The original names the time that has passed, which is another one in every run.
            if error.contains("execution exceeded time limit") {
                let message = format!("not finished within {:?}", self.limit);
                return Failure { message, place: None, timed_out: true };
            }
            self.texts.failure(&error)
        })?;
        answer::check(&value).map_err(|message| Failure { message, place: None, timed_out: false })?;
        Ok(value)
    }
}

/// Why an evaluation failed.
#[derive(Debug)]
struct Failure {
    message: String,
    place: Option<RegoPlace>,
    timed_out: bool,
}

impl Failure {
    fn of(self, rule: &Arc<str>) -> EngineError {
        EngineError { rule: rule.clone(), message: self.message, place: self.place, timed_out: self.timed_out }
    }
}

impl Texts {
    /// What an error of the engine says. Its text is all that there is of it.
    fn failure(&self, error: &str) -> Failure {
        let report = place::Report::read(error);
        let place = report.place.and_then(|(path, line, column)| {
            let (path, text) = self.0.get_key_value(path.as_str())?;
            let start = offset_of(text, line, column);
            let span = place::word_at(text, start);
            Some(RegoPlace { path: path.clone(), span, position: LineIndex::new(text).position(text, span.start) })
        });
        Failure { message: report.message, place, timed_out: false }
    }

    /// An error of the whole engine as one of the file that it names.
    fn refused(&self, error: &str) -> PackError {
        let failure = self.failure(error);
        let (path, span) = match failure.place {
            Some(place) => (place.path, place.span),
            None => (Arc::from(""), Span::default()),
        };
        let text = self.0.get(&path).cloned().unwrap_or_else(|| Arc::from(""));
        PackError { path, text, span, message: failure.message, label: None, help: None }
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule {} failed: {}", self.rule, self.message)?;
        let Some(place) = &self.place else { return Ok(()) };
        write!(f, " ({}:{}:{})", place.path, place.position.line, place.position.column)
    }
}

impl std::error::Error for EngineError {}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("files", &self.texts.0.keys()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Evaluator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluator").field("files", &self.texts.0.keys()).finish_non_exhaustive()
    }
}
