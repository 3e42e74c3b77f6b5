//! Which properties a parameter decides.

use super::StepFacts;
use crate::model::Step;
use crate::value::{Because, Data, Origin, Source, Value};

/// The paths of the values that are a parameter's, in whole or in part: a deployment may give another one.
pub(super) fn decided(properties: &Value) -> Vec<Vec<StepFacts>> {
    let mut found = Vec::new();
    collect(properties, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, path: &mut Vec<Step>, found: &mut Vec<Vec<StepFacts>>) {
    let in_part = match &value.data {
        Data::Composite(pieces) => pieces.iter().any(|piece| from_parameter(&piece.origin)),
        _ => false,
    };
    if in_part || from_parameter(&value.origin) {
        found.push(path.iter().map(StepFacts::from).collect());
        return;
    }
    match &value.data {
        Data::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                collect(item, path, found);
                path.pop();
            }
        }
        Data::Map(map) => {
            for entry in &map.entries {
                path.push(Step::Key(entry.key.clone()));
                collect(&entry.value, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

fn from_parameter(origin: &Origin) -> bool {
    let steps = std::iter::successors(origin.because.as_deref(), |because: &&Because| because.next.as_deref());
    steps.into_iter().any(|because| because.source == Source::Parameter)
}
