//! The second pass over one file: every rule in every world that matters to it, findings merged over worlds.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::answers::Answers;
use super::outcome::{Failure, Outcome, RawFinding, RawUndecided, Remedy};
use super::place::Places;
use super::policy::Documents;
use super::remedy;
use super::view::{Selection, View, Views};
use super::{Run, own};
use crate::engine::{Evaluator, Kind, RelatedSpec, Violation};
use crate::frontend::cdk::ProgramUnit;
use crate::frontend::scenarios::{World, Worlds};
use crate::frontend::{Parsed, Unit};
use crate::model::{Alternative, ResourceId, Scenario, Step, Use};
use crate::rule::Rule;
use crate::source::{FileId, Location, Span};
use crate::value::Because;

/// Of how many alternatives the fewest are looked for that tell worlds apart.
const MAX_TOLD_NAMES: usize = 64;

/// Findings of one rule, told apart by where they are written and what they say, with the worlds in which they hold.
/// A path does not tell them apart: a list member has another index where a condition removes the one before it.
type Merged<T> = BTreeMap<(Location, Option<Arc<str>>, String), (T, Vec<usize>)>;

/// What is known of a file that is judged.
pub(super) struct Judged {
    pub(super) file: FileId,
    pub(super) outcome: Outcome,
    /// The program whose fixes are not planned yet.
    program: Option<Arc<Parsed>>,
}

impl Judged {
    /// A file that is not as it was.
    pub(super) fn changed(file: FileId, message: String) -> Self {
        Self { file, outcome: Outcome::changed(message), program: None }
    }
}

/// Judges a file by every rule that selects something of it, and plans the fixes that they want. Those of a program are
/// planned when all programs are judged.
pub(super) fn judge(run: &Run<'_>, file: FileId, parsed: Arc<Parsed>, evaluator: &mut Evaluator) -> Judged {
    let mut outcome = found(run, file, &parsed, evaluator, &mut Answers::default());
    remedy::plan(file, &parsed, &mut outcome.findings);
    // It may wait long for the other files.
    outcome.findings.shrink_to_fit();
    let is_open = parsed.program().is_some() && !remedy::wanted_in(&outcome.findings).is_empty();
    Judged { file, outcome, program: is_open.then_some(parsed) }
}

/// Plans the fixes of programs, which are tried together.
pub(super) fn plan_programs(run: &Run<'_>, judged: &mut [Judged]) {
    let open = judged.iter_mut().filter_map(|Judged { file, outcome, program }| {
        let program: &Parsed = program.as_deref()?;
        Some((*file, program, &mut *outcome.findings))
    });
    remedy::plan_programs(&run.app, open.collect());
}

/// Judges a file; no fix is planned.
pub(super) fn found(
    run: &Run<'_>,
    file: FileId,
    parsed: &Parsed,
    evaluator: &mut Evaluator,
    answers: &mut Answers,
) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(unit) = unit(run, file, parsed) else { return outcome };
    // A module without constructs has nothing to judge; what others get from it is counted where it stays unknown.
    let cut = run.app.cut(file).filter(|_| parsed.speaks_of_cdk());
    outcome.findings.extend(cut.map(|cut| own::not_followed(file, cut)));
    let mut views = Views::new(run, file, parsed, &*unit);
    let places = Places { file, parsed };
    let mut documents = Documents::new(file, parsed);
    let path = places.path(run);
    for (number, rule) in run.rules.iter().enumerate() {
        if run.stopped[number].load(Ordering::Relaxed) {
            continue;
        }
        if !run.config.is_on(rule, &path) {
            continue;
        }
        if let Some(policy) = &rule.policy {
            match documents.judge(run, rule, policy, evaluator) {
                Ok(mut findings) => outcome.findings.append(&mut findings),
                Err(failure) => fail(run, number, failure, &mut outcome),
            }
            continue;
        }
        let Some(selection) = views.select(&rule.selects) else { continue };
        views.take_opaque();
        let judged = Rules { run, rule, number, places: &places }.judge(&mut views, &selection, evaluator, answers);
        if views.take_opaque() {
            outcome.opaque.push(rule.id.clone());
        }
        match judged {
            Ok(mut judged) => {
                outcome.findings.append(&mut judged.findings);
                outcome.undecided.append(&mut judged.undecided);
            }
            Err(failure) => fail(run, number, failure, &mut outcome),
        }
    }
    outcome
}

fn fail(run: &Run<'_>, number: usize, failure: Failure, outcome: &mut Outcome) {
    run.stopped[number].fetch_or(failure.timed_out, Ordering::Relaxed);
    outcome.failures.push((number, failure));
}

/// A file as something that can be asked for its resources.
pub(super) fn unit<'a>(run: &'a Run<'_>, file: FileId, parsed: &'a Parsed) -> Option<Box<dyn Unit + 'a>> {
    match parsed.program() {
        Some(_) => Some(Box::new(ProgramUnit::new(file, &run.app))),
        None => parsed.unit(file, Box::new(run.project.links(file, &run.config.parameters))),
    }
}

/// One rule over one file.
struct Rules<'a> {
    run: &'a Run<'a>,
    rule: &'a Rule,
    number: usize,
    places: &'a Places<'a>,
}

impl Rules<'_> {
    fn judge(
        &self,
        views: &mut Views<'_>,
        selection: &Selection,
        evaluator: &mut Evaluator,
        answers: &mut Answers,
    ) -> Result<Outcome, Failure> {
        let worlds = views.worlds(selection);
        let mut findings: Merged<RawFinding> = BTreeMap::new();
        let mut undecided: Merged<RawUndecided> = BTreeMap::new();
        for (index, world) in worlds.worlds.iter().enumerate() {
            let Some(view) = views.view(self.rule, selection, world) else { continue };
            let input = || views.input(self.number, self.rule, world, &view);
            let evaluate = || self.run.ask(self.rule, self.places.file, || evaluator.evaluate(self.rule, input()));
            let violations = answers.ask(self.number, || views.digest(world, &view), evaluate)?;
            for violation in violations {
                self.sort_in(violation, &view, views, world, index, &mut findings, &mut undecided)?;
            }
        }
        let found: BTreeSet<_> = findings.keys().map(|(at, resource, _)| (*at, resource.clone())).collect();
        undecided.retain(|(at, resource, _), _| !found.contains(&(*at, resource.clone())));
        let mut outcome = Outcome { findings: named_worlds(findings, &worlds), ..Outcome::default() };
        outcome.undecided = undecided.into_values().map(|(undecided, _)| undecided).collect();
        let silent = outcome.findings.is_empty() && outcome.undecided.is_empty();
        if worlds.cut && !silent {
            outcome.undecided.push(self.cut(worlds.worlds.len()));
        }
        Ok(outcome)
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one evaluation, used nowhere else")]
    fn sort_in(
        &self,
        violation: Violation,
        view: &View,
        views: &mut Views<'_>,
        world: &World,
        index: usize,
        findings: &mut Merged<RawFinding>,
        undecided: &mut Merged<RawUndecided>,
    ) -> Result<(), Failure> {
        let place = self.places.find(view, &violation.at).ok_or_else(|| self.nowhere(&violation.at))?;
        match violation.kind {
            Kind::Undecided { reason } => {
                let raw = RawUndecided {
                    rule: self.rule.id.clone(),
                    at: place.at,
                    resource: place.resource,
                    reason: reason.clone(),
                };
                undecided.entry((raw.at, raw.resource.clone(), reason)).or_insert((raw, Vec::new())).1.push(index);
            }
            Kind::Deny { message, related, level, confidence, fix } => {
                let mut also: Vec<(Location, String)> = Vec::new();
                for related in related {
                    also.push((self.related(&related, view, views, world)?, related.message));
                }
                also.extend(explanation(place.because.as_ref()));
                also.retain(|(at, _)| *at != place.at);
                also.dedup();
                let finding = RawFinding {
                    rule: self.rule.id.clone(),
                    level: level.map_or(self.rule.level, |level| level.min(self.rule.level)),
                    confidence: confidence.map_or(self.rule.confidence, |given| given.min(self.rule.confidence)),
                    message: message.clone(),
                    at: place.at,
                    key: place.key,
                    owner: Some(place.owner),
                    resource: place.resource,
                    property: place.property,
                    when: Vec::new(),
                    related: also,
                    help: None,
                    remedy: fix.map_or(Remedy::None, |fix| remedy::wanted(self.rule, view, fix)),
                    suppressed: None,
                };
                match findings.entry((finding.at, finding.resource.clone(), message)) {
                    Entry::Vacant(entry) => {
                        entry.insert((finding, vec![index]));
                    }
                    Entry::Occupied(mut entry) => {
                        let (known, worlds) = entry.get_mut();
                        remedy::agree(&mut known.remedy, &finding.remedy);
                        worlds.push(index);
                    }
                }
            }
        }
        Ok(())
    }

    /// Where a related path leads, in this file or another one.
    fn related(
        &self,
        related: &RelatedSpec,
        view: &View,
        views: &mut Views<'_>,
        world: &World,
    ) -> Result<Location, Failure> {
        let here = self.places.path(self.run);
        if related.file.as_ref().is_some_and(|file| **file != *here) {
            return self.elsewhere(related).ok_or_else(|| self.nowhere(&related.at));
        }
        if let Some(place) = self.places.find(view, &related.at) {
            return Ok(place.at);
        }
        let Some((id, path)) = property_path(&related.at) else { return Err(self.nowhere(&related.at)) };
        if let Some(usage) = views.unit().use_at(id, path) {
            return Ok(self.places.clip(usage.at));
        }
        let number = views.unit().number(id).ok_or_else(|| self.nowhere(&related.at))?;
        let built = views.build(number, world).ok_or_else(|| self.nowhere(&related.at))?;
        Ok(self.places.of_resource(&built.resource, &related.at[2..]).at)
    }

    /// The use in another file, or the file itself.
    fn elsewhere(&self, related: &RelatedSpec) -> Option<Location> {
        let name = related.file.as_ref()?;
        let paths = self.run.project.paths();
        let file = FileId(u32::try_from(paths.binary_search(name).ok()?).ok()?);
        let (id, path) = property_path(&related.at)?;
        let summary = self.run.project.summary(file)?;
        let same = |usage: &&Use| &*usage.owner == id && *usage.path == *path;
        let usage = summary.uses.iter().find(same).map(|usage| usage.at);
        let resource = || self.run.project.key(&ResourceId { file, id: id.into() });
        Some(usage.or_else(resource).unwrap_or(Location { file, span: Span::at(0) }))
    }

    fn nowhere(&self, at: &[Step]) -> Failure {
        let path = at.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
        let rule = &self.rule.id;
        let message = format!("rule {rule} failed: its finding is at `{path}`, which its input does not have");
        Failure { message, timed_out: false }
    }

    fn cut(&self, count: usize) -> RawUndecided {
        RawUndecided {
            rule: self.rule.id.clone(),
            at: Location { file: self.places.file, span: Span::at(0) },
            resource: None,
            reason: format!(
                "only {count} of the worlds that the conditions allow were looked at: the defaults, and single changes of them"
            ),
        }
    }
}

/// Why the value at a place is what it is.
fn explanation(because: Option<&Arc<Because>>) -> Vec<(Location, String)> {
    let mut steps = Vec::new();
    let mut next = because;
    while let Some(because) = next.filter(|_| steps.len() < 8) {
        steps.push((because.at, because.message.clone()));
        next = because.next.as_ref();
    }
    steps
}

/// Says in which worlds each finding holds; nothing where it holds in all of them.
fn named_worlds(findings: Merged<RawFinding>, worlds: &Worlds) -> Vec<RawFinding> {
    let scenarios: Vec<&Scenario> = worlds.worlds.iter().map(|world| &world.scenario).collect();
    let scenarios = telling(&scenarios);
    let mut known: BTreeMap<Vec<usize>, Vec<Scenario>> = BTreeMap::new();
    let name = |(mut finding, held): (RawFinding, Vec<usize>)| {
        let when = known.entry(held).or_insert_with_key(|held| {
            let of = |holds: bool| {
                let chosen = scenarios.iter().enumerate().filter(|(index, _)| held.contains(index) == holds);
                chosen.map(|(_, scenario)| scenario.clone()).collect()
            };
            told_apart(of(true), of(false))
        });
        finding.when.clone_from(when);
        finding
    };
    findings.into_values().map(name).collect()
}

/// The worlds without the names that tell nothing: those that are the same in all worlds, and those that are in each
/// world what a later name is.
fn telling(scenarios: &[&Scenario]) -> Vec<Scenario> {
    let names: BTreeSet<&Arc<str>> = scenarios.iter().flat_map(|scenario| scenario.keys()).collect();
    let mut columns: BTreeMap<Vec<Option<&Alternative>>, &Arc<str>> = BTreeMap::new();
    for name in names {
        let column: Vec<_> = scenarios.iter().map(|scenario| scenario.get(name)).collect();
        if column.iter().any(|alternative| *alternative != column[0]) {
            columns.insert(column, name);
        }
    }
    let kept: BTreeSet<&Arc<str>> = columns.into_values().collect();
    let only = |scenario: &&Scenario| {
        let entries = kept.iter().filter_map(|name| Some(((*name).clone(), scenario.get(*name)?.clone())));
        entries.collect()
    };
    scenarios.iter().map(only).collect()
}

/// The worlds by as few alternatives as tell them from the others, each once. Where there are too many alternatives
/// all of them are named.
fn told_apart(mut held: Vec<Scenario>, mut others: Vec<Scenario>) -> Vec<Scenario> {
    if others.is_empty() {
        return Vec::new();
    }
    let few = held.iter().chain(&others).all(|scenario| scenario.len() <= MAX_TOLD_NAMES);
    let names: BTreeSet<Arc<str>> = held.iter().flat_map(|scenario| scenario.keys().cloned()).collect();
    for name in names.into_iter().filter(|_| few) {
        let without = |scenarios: &[Scenario]| {
            let mut scenarios = scenarios.to_vec();
            for scenario in &mut scenarios {
                scenario.remove(&name);
            }
            scenarios
        };
        let (fewer, rest) = (without(&held), without(&others));
        if !fewer.iter().any(|scenario| rest.contains(scenario)) {
            (held, others) = (fewer, rest);
        }
    }
    if few {
        for scenario in &mut held {
            generalise(scenario, &others);
        }
    }
    let all = held.clone();
    let covers = |one: &Scenario, other: &Scenario| one.len() < other.len() && agrees(other, one);
    let mut seen = BTreeSet::new();
    held.retain(|scenario| !all.iter().any(|other| covers(other, scenario)) && seen.insert(scenario.clone()));
    held
}

/// Forgets the alternatives of a world without which it is none of the others.
fn generalise(scenario: &mut Scenario, others: &[Scenario]) {
    for name in scenario.keys().cloned().collect::<Vec<_>>() {
        let mut fewer = scenario.clone();
        fewer.remove(&name);
        if !others.iter().any(|other| agrees(other, &fewer)) {
            *scenario = fewer;
        }
    }
}

/// Whether a world has all the alternatives of another.
fn agrees(world: &Scenario, wanted: &Scenario) -> bool {
    wanted.iter().all(|(name, alternative)| world.get(name) == Some(alternative))
}

/// `["resources", id, "properties", …]` as the id and the path below the properties.
fn property_path(at: &[Step]) -> Option<(&str, &[Step])> {
    match at {
        [Step::Key(root), Step::Key(id), Step::Key(properties), path @ ..]
            if &**root == "resources" && &**properties == "properties" =>
        {
            Some((id, path))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(alternatives: &[(&str, bool)]) -> Scenario {
        alternatives.iter().map(|(name, truth)| ((*name).into(), Alternative::Condition(*truth))).collect()
    }

    #[test]
    fn worlds_are_told_by_what_they_have_to_have() {
        let [both, only_a, only_b, neither] =
            [[true, true], [true, false], [false, true], [false, false]].map(|[a, b]| world(&[("A", a), ("B", b)]));
        let (a, b) = (world(&[("A", true)]), world(&[("B", true)]));
        let either = told_apart(vec![both.clone(), only_a.clone(), only_b.clone()], vec![neither.clone()]);
        assert_eq!(either, [b, a.clone()]);
        assert_eq!(told_apart(vec![both.clone(), only_a.clone()], vec![only_b.clone(), neither.clone()]), [a]);
        let same = [both, neither];
        assert_eq!(told_apart(same.to_vec(), vec![only_a, only_b]), same);
        assert_eq!(told_apart(same.to_vec(), Vec::new()), Vec::<Scenario>::new());
    }
}
