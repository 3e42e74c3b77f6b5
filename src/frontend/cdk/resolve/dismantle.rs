//! Values refer to values, in chains as long as the program: they are taken apart one by one, not in each other's drop.

use std::sync::Arc;

use super::val::{Arguments, How, Made, Val, What};
use super::{ChangeKind, Machine};

impl Drop for Machine<'_> {
    fn drop(&mut self) {
        let mut waiting: Vec<Val> = Vec::new();
        for frame in self.frames.drain(..) {
            waiting.extend(frame.this);
            waiting.extend(frame.parameters);
            waiting.extend(frame.values.into_values().flatten());
            waiting.extend(frame.truths.into_values());
        }
        for object in self.objects.drain(..) {
            waiting.extend(object.fields.into_values());
            unpack(object.arguments, &mut waiting);
            for change in object.changes {
                match change.kind {
                    ChangeKind::Call { made } => open(made, &mut waiting),
                    ChangeKind::Assign { value, .. } => waiting.push(value),
                    ChangeKind::Open(_) => {}
                }
            }
        }
        for called in self.called.drain(..) {
            waiting.extend(called.receiver);
            unpack(called.arguments, &mut waiting);
        }
        self.events.drain(..).for_each(|event| open(event.made, &mut waiting));
        waiting.extend(std::mem::take(&mut self.changed).into_values());
        while let Some(value) = waiting.pop() {
            take_apart(value, &mut waiting);
        }
    }
}

/// Moves what only this value holds to what waits.
fn take_apart(value: Val, waiting: &mut Vec<Val>) {
    match value.what {
        What::List(list) => waiting.extend(Arc::try_unwrap(list).into_iter().flat_map(|list| list.items)),
        What::Map(map) => {
            waiting.extend(Arc::try_unwrap(map).into_iter().flat_map(|map| map.entries).map(|field| field.value));
        }
        What::Choice(choice) => {
            let branches = Arc::try_unwrap(choice).into_iter().flat_map(|choice| choice.branches);
            waiting.extend(branches.map(|(_, branch)| branch));
        }
        What::Member(member) | What::Builtin(member) => {
            waiting.extend(Arc::try_unwrap(member).into_iter().map(|member| member.object));
        }
        What::Made(made) => {
            if let Ok(made) = Arc::try_unwrap(made) {
                open(made, waiting);
            }
        }
        What::Builder(builder) => {
            if let Ok(builder) = Arc::try_unwrap(builder) {
                waiting.push(builder.options);
                unpack(builder.arguments, waiting);
            }
        }
        What::Function(closure) => {
            waiting.extend(Arc::try_unwrap(closure).into_iter().filter_map(|closure| closure.this));
        }
        _ => {}
    }
}

fn open(made: Made, waiting: &mut Vec<Val>) {
    if let How::Method { receiver, .. } = made.how {
        waiting.push(receiver);
    }
    unpack(made.arguments, waiting);
}

fn unpack(arguments: Arguments, waiting: &mut Vec<Val>) {
    waiting.extend(arguments.positional);
    waiting.extend(arguments.named.into_iter().map(|field| field.value));
}
