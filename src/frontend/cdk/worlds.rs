//! Which worlds the alternatives of an app allow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Alternative, Scenario};

/// How many worlds are tried for one question; beyond it the defaults and each single change are.
pub const MAX_WORLDS: usize = 32;

/// The worlds to look at, the one of the defaults first.
#[derive(Clone, Debug)]
pub struct Worlds {
    pub worlds: Vec<Scenario>,
    /// Whether there are more than were listed.
    pub cut: bool,
}

/// The worlds that differ in one of the named alternatives.
pub(super) fn worlds(possible: &BTreeMap<Arc<str>, Vec<Alternative>>, named: &BTreeSet<Arc<str>>) -> Worlds {
    let subjects: Vec<(&Arc<str>, &Vec<Alternative>)> =
        named.iter().filter_map(|name| Some((name, possible.get(name)?))).filter(|(_, all)| all.len() > 1).collect();
    let count = subjects.iter().try_fold(1_usize, |product, (_, all)| product.checked_mul(all.len()));
    if let Some(count) = count.filter(|count| *count <= MAX_WORLDS) {
        return Worlds { worlds: (0..count).map(|number| product(&subjects, number)).collect(), cut: false };
    }
    let defaults = product(&subjects, 0);
    let changes = subjects.iter().flat_map(|(name, all)| {
        all.iter().skip(1).map(|alternative| {
            let mut world = defaults.clone();
            world.insert((*name).clone(), alternative.clone());
            world
        })
    });
    let mut worlds: Vec<Scenario> = std::iter::once(defaults.clone()).chain(changes).collect();
    worlds.truncate(MAX_WORLDS);
    Worlds { worlds, cut: true }
}

/// One of all combinations; the first is that of the defaults.
fn product(subjects: &[(&Arc<str>, &Vec<Alternative>)], mut number: usize) -> Scenario {
    let pick = |(name, all): &(&Arc<str>, &Vec<Alternative>)| {
        let alternative = all[number % all.len()].clone();
        number /= all.len();
        ((*name).clone(), alternative)
    };
    subjects.iter().map(pick).collect()
}
