//! Which alternatives a construct depends on.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::resolve::val::{Arguments, How, ObjectId, Val, What};
use super::super::resolve::{Called, ChangeKind, MAX_CREATORS, Machine};
use super::{Index, Unit};
use crate::model::Alternative;
use crate::source::{FileId, Location, Span};

/// How deep values are searched.
const MAX_DEPTH: usize = 32;
/// How many values are looked at for one construct.
const MAX_WORK: usize = 100_000;

/// The alternatives found so far, and what it took.
#[derive(Default)]
struct Found {
    names: BTreeSet<Arc<str>>,
    work: usize,
}

/// The possibility that holds where a world says nothing.
pub(crate) fn default_of(possible: &[Alternative]) -> Option<&Alternative> {
    possible.first()
}

/// Whether there is anything to choose from; what has too many creators simply exists.
pub(super) fn counts(possible: &[Alternative]) -> bool {
    possible.len() > 1 && possible.len() <= MAX_CREATORS.max(16)
}

/// The alternatives that decide what a construct is, or whether it is.
pub(crate) fn alternatives(machine: &Machine<'_>, unit: &Unit, index: &Index) -> BTreeSet<Arc<str>> {
    let mut names = Found::default();
    let object = machine.object(unit.place.object);
    names.names.extend(object.guard.iter().map(|guard| guard.name.clone()));
    in_arguments(&object.arguments, 0, &mut names);
    for change in &object.changes {
        names.names.extend(change.guard.iter().map(|guard| guard.name.clone()));
        match &change.kind {
            ChangeKind::Call { made, .. } => in_arguments(&made.arguments, 0, &mut names),
            ChangeKind::Assign { value, .. } => in_value(value, 0, &mut names),
            ChangeKind::Open(_) => {}
        }
    }
    for other in index.joining.get(&unit.place.object).into_iter().flatten() {
        let other = machine.object(*other);

        names.names.extend(other.guard.iter().map(|guard| guard.name.clone()));
        in_arguments(&other.arguments, 0, &mut names);
    }
    let additions = index.additions.range(
        Location { file: object.key.file, span: Span::default() }..Location {
            file: FileId(object.key.file.0 + 1),
            span: Span::default(),
        },
    );
    for number in additions.flat_map(|(_, numbers)| numbers).chain(index.scoped(object.key.file)) {
        let event = &machine.events[*number];
        if event.made.name.file == object.key.file {
            names.names.extend(event.guard.iter().map(|guard| guard.name.clone()));
            in_arguments(&event.made.arguments, 0, &mut names);
        }
    }
    let mut names = names.names;
    names.retain(|name| machine.alternatives.get(name).is_some_and(|possible| counts(possible)));
    names
}

/// The alternatives that decide what a call is given, or whether it happens.
pub(crate) fn alternatives_of_call(machine: &Machine<'_>, called: &Called) -> BTreeSet<Arc<str>> {
    let mut found = Found::default();
    found.names.extend(called.guard.iter().map(|guard| guard.name.clone()));
    in_arguments(&called.arguments, 0, &mut found);
    if let Some(receiver) = &called.receiver {
        in_value(receiver, 0, &mut found);
    }
    let mut names = found.names;
    names.retain(|name| machine.alternatives.get(name).is_some_and(|possible| counts(possible)));
    names
}

fn in_arguments(arguments: &Arguments, depth: usize, names: &mut Found) {
    for value in arguments.positional.iter().chain(arguments.named.iter().map(|field| &field.value)) {
        in_value(value, depth + 1, names);
    }
}

fn in_value(value: &Val, depth: usize, names: &mut Found) {
    names.work += 1;
    if depth > MAX_DEPTH || names.work > MAX_WORK {
        return;
    }
    match &value.what {
        What::Choice(choice) => {
            names.names.insert(choice.name.clone());
            choice.branches.iter().for_each(|(_, branch)| in_value(branch, depth + 1, names));
        }
        What::Template(parts) => parts.iter().for_each(|part| in_value(part, depth + 1, names)),
        What::List(list) => list.items.iter().for_each(|item| in_value(item, depth + 1, names)),
        What::Map(map) => map.entries.iter().for_each(|field| in_value(&field.value, depth + 1, names)),
        What::Member(member) => in_value(&member.object, depth + 1, names),
        What::Made(made) => {
            in_arguments(&made.arguments, depth + 1, names);
            if let How::Method { receiver, .. } = &made.how {
                in_value(receiver, depth + 1, names);
            }
        }
        _ => {}
    }
}

/// The objects that arguments name, whatever the alternatives.
pub(super) fn mentioned(arguments: &Arguments) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Val> =
        arguments.positional.iter().chain(arguments.named.iter().map(|field| &field.value)).collect();
    let mut work = 0;
    while let Some(value) = waiting.pop() {
        work += 1;
        if work > MAX_WORK {
            break;
        }
        match &value.what {
            What::Object(id) => {
                found.insert(*id);
            }
            What::Choice(choice) => waiting.extend(choice.branches.iter().map(|(_, branch)| branch)),
            What::Map(map) => waiting.extend(map.entries.iter().map(|field| &field.value)),
            What::Member(member) => waiting.push(&member.object),
            _ => {}
        }
    }
    found
}
