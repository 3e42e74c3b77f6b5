//! Which worlds are possible, and which of them matter.
//!
//! A world is one satisfiable assignment of the conditions that somebody asks about. It is found by giving values to
//! what the conditions compare, never by giving truths to the conditions themselves, so that it is satisfiable by
//! construction: a parameter has its default, or a value it is compared with, or another one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::intrinsics::{Interpreter, Links, condition_function, function};
use super::template::Template;
use crate::model::{Alternative, Scenario};
use crate::syntax::Node;

/// How many worlds are tried for one question; beyond it the defaults and each single change are.
pub const MAX_WORLDS: usize = 32;
/// How many assignments are looked at to find different worlds, and how many conditions in all of them.
const MAX_ASSIGNMENTS: usize = 512;
const MAX_DECISIONS: usize = 32_768;

/// What is assumed of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumed {
    Is(Arc<str>),
    /// None of the values that it is compared with.
    Other,
}

/// One satisfiable assignment, and the name it is shown under.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct World {
    pub parameters: BTreeMap<Arc<str>, Assumed>,
    /// Comparisons that no single parameter decides, by the node of the comparison.
    pub comparisons: BTreeMap<u32, bool>,
    /// Which creator of the nested stack.
    pub caller: Option<usize>,
    /// Looks only at what is given or passed, to tell what can never be otherwise.
    pub without_defaults: bool,
    pub scenario: Scenario,
    /// The conditions that somebody asks about and that cannot be decided.
    pub undecided: BTreeSet<Arc<str>>,
}

/// The worlds to look at, the one of the defaults first.
#[derive(Clone, Debug)]
pub struct Worlds {
    pub worlds: Vec<World>,
    /// Whether there are more than were listed.
    pub cut: bool,
}

/// What decides conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    Parameter { name: Arc<str>, candidates: Vec<Option<Assumed>> },
    Comparison { node: u32, candidates: Vec<bool> },
}

/// The worlds that differ in one of the named conditions, for each creator of the template.
pub fn worlds(template: &Template<'_>, links: &dyn Links, conditions: &BTreeSet<Arc<str>>) -> Worlds {
    let callers: Vec<Option<usize>> = match links.callers().len() {
        0 => vec![None],
        count => (0..count.min(MAX_WORLDS)).map(Some).collect(),
    };
    let mut all = Worlds { worlds: Vec::new(), cut: links.callers().len() > MAX_WORLDS };
    for caller in callers {
        let found = worlds_of(template, links, conditions, caller);
        all.cut |= found.cut;
        all.worlds.extend(found.worlds);
    }
    if all.worlds.len() > MAX_WORLDS {
        all.worlds.truncate(MAX_WORLDS);
        all.cut = true;
    }
    all
}

fn worlds_of(
    template: &Template<'_>,
    links: &dyn Links,
    conditions: &BTreeSet<Arc<str>>,
    caller: Option<usize>,
) -> Worlds {
    let base = World { caller, ..World::default() };
    let subjects = subjects(template, links, conditions, &base);
    let most = (MAX_DECISIONS / conditions.len().max(1)).clamp(MAX_WORLDS + 1, MAX_ASSIGNMENTS);
    let count = subjects.iter().try_fold(1_usize, |product, subject| product.checked_mul(subject.len()));
    let name = |world: World| named(template, links, conditions, world);
    if count.is_some_and(|count| count <= most) {
        let mut found = distinct(products(&subjects, &base).map(name));
        if found.len() <= MAX_WORLDS {
            return Worlds { worlds: found, cut: false };
        }
        found.truncate(MAX_WORLDS);
    }
    let mut worlds = distinct(single_changes(&subjects, &base).take(most).map(name));
    worlds.truncate(MAX_WORLDS);
    Worlds { worlds, cut: true }
}

/// The truths of the conditions in a world are its name.
fn named(template: &Template<'_>, links: &dyn Links, conditions: &BTreeSet<Arc<str>>, world: World) -> World {
    let interpreter = Interpreter::new(template, Some(&world), links);
    let mut scenario = Scenario::new();
    let mut undecided = BTreeSet::new();
    for name in conditions {
        if let Some(truth) = interpreter.condition(name) {
            scenario.insert(name.clone(), Alternative::Condition(truth));
        } else {
            undecided.insert(name.clone());
        }
    }
    if links.callers().len() > 1 {
        let caller = world.caller.map(|caller| links.callers()[caller].clone());
        scenario.extend(caller.map(|caller| ("the stack".into(), Alternative::Label(caller))));
    }
    World { scenario, undecided, ..world }
}

fn distinct(worlds: impl Iterator<Item = World>) -> Vec<World> {
    let mut seen = BTreeSet::new();
    worlds.filter(|world| seen.insert(world.scenario.clone())).collect()
}

/// Every assignment, the one of the first candidates first.
fn products<'s>(subjects: &'s [Subject], base: &'s World) -> impl Iterator<Item = World> + 's {
    let count = subjects.iter().map(Subject::len).product();
    (0..count).map(move |number: usize| {
        let mut world = base.clone();
        let mut rest = number;
        for subject in subjects {
            subject.assign(rest % subject.len(), &mut world);
            rest /= subject.len();
        }
        world
    })
}

/// The first candidates, and each change of a single subject.
fn single_changes<'s>(subjects: &'s [Subject], base: &'s World) -> impl Iterator<Item = World> + 's {
    let defaults = move |changed: Option<(usize, usize)>| {
        let mut world = base.clone();
        for (index, subject) in subjects.iter().enumerate() {
            let candidate = changed.filter(|(which, _)| *which == index).map_or(0, |(_, candidate)| candidate);
            subject.assign(candidate, &mut world);
        }
        world
    };
    let changes = subjects
        .iter()
        .enumerate()
        .flat_map(|(index, subject)| (1..subject.len()).map(move |candidate| Some((index, candidate))));
    std::iter::once(None).chain(changes).map(defaults)
}

impl Subject {
    fn len(&self) -> usize {
        match self {
            Self::Parameter { candidates, .. } => candidates.len(),
            Self::Comparison { candidates, .. } => candidates.len(),
        }
    }

    fn assign(&self, candidate: usize, world: &mut World) {
        match self {
            Self::Parameter { name, candidates } => {
                if let Some(assumed) = &candidates[candidate] {
                    world.parameters.insert(name.clone(), assumed.clone());
                }
            }
            Self::Comparison { node, candidates } => {
                world.comparisons.insert(*node, candidates[candidate]);
            }
        }
    }
}

fn subjects(template: &Template<'_>, links: &dyn Links, conditions: &BTreeSet<Arc<str>>, base: &World) -> Vec<Subject> {
    let comparisons = comparisons(template, conditions);
    let interpreter = Interpreter::new(template, Some(base), links);
    let strict = World { without_defaults: true, ..base.clone() };
    let fixed = Interpreter::new(template, Some(&strict), links);
    let mut compared: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut subjects = Vec::new();
    for comparison in comparisons {
        match parameter_and_literal(&interpreter, comparison) {
            Some((name, literal)) => {
                compared.entry(name).or_default().insert(literal);
            }
            None if fixed.truth(comparison).is_none() => subjects.push(opaque(&interpreter, comparison)),
            None => {}
        }
    }
    let parameters = compared.into_iter().map(|(name, literals)| parameter(template, name, &literals));
    let mut all: Vec<Subject> = parameters.collect();
    all.append(&mut subjects);
    all
}

/// The comparisons that conditions rest on, each once, in the order in which they are come to.
fn comparisons<'t>(template: &Template<'t>, conditions: &BTreeSet<Arc<str>>) -> Vec<Node<'t>> {
    let mut comparisons = Vec::new();
    let mut seen = BTreeSet::new();
    let named = |name: &str| template.condition(name).map(|(_, node)| node);
    // What is come to next stands last.
    let mut waiting: Vec<Node<'t>> = conditions.iter().rev().filter_map(|name| named(name)).collect();
    while let Some(node) = waiting.pop() {
        let Some(call) = condition_function(node).filter(|_| seen.insert(node.id())) else { continue };
        match call.name {
            "Condition" => waiting.extend(call.argument.text().and_then(named)),
            "And" | "Or" | "Not" => waiting.extend(call.parts().unwrap_or_default().into_iter().rev()),
            "Equals" => comparisons.push(node),
            _ => {}
        }
    }
    comparisons
}

/// A comparison of a parameter that nobody fixes with a text.
fn parameter_and_literal<'t>(interpreter: &Interpreter<'_, 't>, comparison: Node<'t>) -> Option<(&'t str, String)> {
    let sides = condition_function(comparison)?.parts()?;
    let [left, right] = sides.as_slice() else { return None };
    let (name, other) = match (referred(*left), referred(*right)) {
        (Some(name), None) => (name, *right),
        (None, Some(name)) => (name, *left),
        _ => return None,
    };
    if function(other).is_some() || !free(interpreter, name) {
        return None;
    }
    Some((name, interpreter.value(other)?.text()?.into_owned()))
}

/// Whether a parameter may have any value here: nobody gives or passes it, and it is a plain one.
fn free(interpreter: &Interpreter<'_, '_>, name: &str) -> bool {
    let links = interpreter.links;
    let passed = interpreter.world.and_then(|world| world.caller).and_then(|caller| links.passed(caller, name));
    if links.given(name).is_some() || passed.is_some() {
        return false;
    }
    let plain = |kind: &str| !kind.contains("List") && !kind.starts_with("AWS::SSM::Parameter::Value");
    name.starts_with("AWS::") || interpreter.template.parameter(name).is_some_and(|declared| plain(declared.kind))
}

/// The name in `Ref`.
fn referred(node: Node<'_>) -> Option<&str> {
    function(node).filter(|call| call.name == "Ref")?.argument.text()
}

fn parameter(template: &Template<'_>, name: &str, literals: &BTreeSet<String>) -> Subject {
    let declared = template.parameter(name);
    let default = declared.and_then(|declared| declared.default?.text());
    let allowed: Option<Vec<&str>> =
        declared.and_then(|declared| declared.allowed).map(|list| list.items().filter_map(Node::text).collect());
    let possible = |text: &str| allowed.as_ref().is_none_or(|allowed| allowed.contains(&text));
    let another = allowed.as_ref().is_none_or(|allowed| allowed.iter().any(|text| !literals.contains(*text)));
    let mut candidates = Vec::new();
    if default.is_some() {
        candidates.push(None);
    }
    let compared = literals.iter().filter(|literal| Some(literal.as_str()) != default && possible(literal));
    candidates.extend(compared.map(|literal| Some(Assumed::Is(literal.as_str().into()))));
    if another && default.is_none_or(|default| literals.contains(default)) {
        candidates.push(Some(Assumed::Other));
    }
    if candidates.is_empty() {
        candidates.push(None);
    }
    Subject::Parameter { name: name.into(), candidates }
}

fn opaque<'t>(interpreter: &Interpreter<'_, 't>, comparison: Node<'t>) -> Subject {
    let first = interpreter.truth(comparison).unwrap_or(false);
    Subject::Comparison { node: comparison.id(), candidates: vec![first, !first] }
}
