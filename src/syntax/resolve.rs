//! What a tree needs after it is read: which aliases may be followed, which keys repeat, what merge
//! keys bring. Knows no grammar and no reader.

use std::collections::{HashMap, HashSet};

use super::arena::{Arena, DEPTH_LIMIT, Pair};
use super::{DuplicateKey, Kind, Style, SyntaxError};
use crate::source::Span;

/// How many nodes a file may have with its aliases written out, if it does not have a tenth of that
/// many itself.
const EXPANSION_LIMIT: u64 = 1_000_000;

/// Decides which aliases can be followed: not one that contains itself, and none at all in a file
/// that would grow out of bounds.
pub(super) fn aliases(arena: &mut Arena, errors: &mut Vec<SyntaxError>) {
    if arena.records.iter().all(|record| record.kind != Kind::Alias) {
        return;
    }
    let mut walk = Walk { heights: vec![1; arena.records.len()], ..Walk::default() };
    let limit = limit_of(arena);
    let mut too_deep = false;
    for index in 0..arena.records.len() {
        walk.leave_finished(arena, index);
        arena.expanded.push(walk.total);
        let weight = match arena.target(narrow(index)) {
            None => 1,
            Some(target) if arena.after(target) as usize > index => {
                arena.unresolve(narrow(index));
                errors.push(contains_itself(arena.records[index].span, arena.records[target as usize].span));
                1
            }
            Some(target) if walk.open.len() + walk.heights[target as usize] > DEPTH_LIMIT => {
                arena.unresolve(narrow(index));
                if !too_deep {
                    errors.push(too_deep_alias(arena.records[index].span));
                }
                too_deep = true;
                1
            }
            Some(target) => {
                walk.heights[index] = walk.heights[target as usize];
                arena.expanded[arena.after(target) as usize] - arena.expanded[target as usize]
            }
        };
        walk.enter(arena, index);
        walk.total += weight;
        if walk.total > limit {
            errors.push(expands_too_far(arena.records[index].span, limit));
            return forget_aliases(arena);
        }
    }
    arena.expanded.push(walk.total);
}

/// What the keys of a file's mappings tell.
pub(super) struct Keys {
    pub(super) duplicates: Vec<DuplicateKey>,
    /// The mappings with a merge key.
    merging: Vec<u32>,
}

/// Finds the keys that a mapping has twice and shadows all but the last of them. Keys are equal when
/// their texts are; `<<` may repeat, and collections as keys are not compared.
pub(super) fn keys(arena: &mut Arena, source: &str) -> Keys {
    let mut found = Keys { duplicates: Vec::new(), merging: Vec::new() };
    let mut shadowed = Vec::new();
    let mut keys: Vec<(u32, &str)> = Vec::new();
    let mut last_of: HashMap<&str, (u32, u32)> = HashMap::new();
    for index in 0..narrow(arena.records.len()) {
        if arena.records[index as usize].kind != Kind::Mapping {
            continue;
        }
        keys.clear();
        for (key, _) in arena.pairs(index) {
            if is_merge_key(arena, source, key) {
                found.merging.push(index);
            } else if let Some(text) = arena.text(source, arena.resolved(key)) {
                keys.push((key, text));
            }
        }
        if !may_repeat(&keys) {
            continue;
        }
        last_of.clear();
        for (key, text) in &keys {
            let (first, last) = *last_of.entry(text).and_modify(|(_, last)| *last = *key).or_insert((*key, *key));
            if first != last {
                let span = |key: u32| arena.records[key as usize].span;
                found.duplicates.push(DuplicateKey { key: (*text).to_owned(), first: span(first), second: span(*key) });
            }
        }
        shadowed.extend(keys.iter().filter(|(key, text)| last_of[text].1 != *key).map(|(key, _)| *key));
    }
    for key in shadowed {
        arena.records[key as usize].shadowed = true;
    }
    found.merging.dedup();
    found.duplicates.sort_by_key(|duplicate| duplicate.second);
    found
}

impl Keys {
    /// Applies the merge keys: what they bring stands beside the mapping, own keys win.
    pub(super) fn merge(&mut self, arena: &mut Arena, source: &str, errors: &mut Vec<SyntaxError>) {
        // What a mapping merges is complete before it is, be it an alias's target or written inside.
        self.merging.sort_by_key(|index| (arena.after(*index), std::cmp::Reverse(*index)));
        let mut budget = limit_of(arena);
        for index in self.merging.drain(..) {
            let merge = Merge::of(arena, source, index);
            let Some(rest) = budget.checked_sub(merge.pairs.len() as u64) else {
                errors.push(merges_too_much(arena.records[index as usize].span));
                return;
            };
            budget = rest;
            for key in merge.applied {
                arena.records[key as usize].shadowed = true;
                arena.records[index as usize].merges = true;
            }
            arena.merged.insert(index, merge.pairs);
        }
    }
}

impl Arena {
    /// How many nodes the subtree has with its aliases written out.
    pub(super) fn size(&self, index: u32) -> u64 {
        let end = self.after(index);
        if self.expanded.is_empty() {
            return u64::from(end - index);
        }
        self.expanded[end as usize] - self.expanded[index as usize]
    }

    /// The entries that a mapping has through `<<`.
    pub(super) fn merged_into(&self, index: u32) -> &[Pair] {
        self.merged.get(&index).map_or(&[], Vec::as_slice)
    }
}

/// The state of the walk over a tree with aliases.
#[derive(Default)]
struct Walk {
    /// How many levels each finished node has, aliases written out.
    heights: Vec<usize>,
    /// The collections around the current node.
    open: Vec<usize>,
    /// How many nodes stand before the current one, aliases written out.
    total: u64,
}

impl Walk {
    fn enter(&mut self, arena: &Arena, index: usize) {
        if arena.records[index].kind == Kind::Alias {
            self.raise_parent(index);
        } else {
            self.open.push(index);
        }
    }

    fn leave_finished(&mut self, arena: &Arena, next: usize) {
        while let Some(&index) = self.open.last() {
            if arena.records[index].end as usize > next {
                return;
            }
            self.open.pop();
            self.raise_parent(index);
        }
    }

    fn raise_parent(&mut self, child: usize) {
        if let Some(&parent) = self.open.last() {
            self.heights[parent] = self.heights[parent].max(self.heights[child] + 1);
        }
    }
}

/// What the merge keys of one mapping bring.
#[derive(Default)]
struct Merge {
    applied: Vec<u32>,
    pairs: Vec<Pair>,
}

impl Merge {
    fn of(arena: &Arena, source: &str, mapping: u32) -> Self {
        let mut merge = Self::default();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut sources = Vec::new();
        for (key, value) in arena.pairs(mapping) {
            if !is_merge_key(arena, source, key) {
                seen.extend(arena.text(source, arena.resolved(key)));
            } else if let Some(merged) = merge_sources(arena, value) {
                merge.applied.push(key);
                // A later merge key wins over an earlier one, as in PyYAML.
                sources.splice(0..0, merged);
            }
        }
        for from in sources {
            let own = arena.pairs(from).filter(|(key, _)| !arena.records[*key as usize].shadowed);
            for (key, value) in own.chain(arena.merged_into(from).iter().copied()) {
                if arena.text(source, arena.resolved(key)).is_none_or(|text| seen.insert(text)) {
                    merge.pairs.push((key, value));
                }
            }
        }
        merge
    }
}

/// The mappings that the value of a merge key names, or nothing if it is no mapping and no list of them.
fn merge_sources(arena: &Arena, value: u32) -> Option<Vec<u32>> {
    let value = arena.resolved(value);
    let candidates: Vec<u32> = match arena.records[value as usize].kind {
        Kind::Mapping => vec![value],
        Kind::Sequence => arena.children(value).map(|item| arena.resolved(item)).collect(),
        Kind::Scalar | Kind::Alias => return None,
    };
    candidates.iter().all(|index| arena.records[*index as usize].kind == Kind::Mapping).then_some(candidates)
}

fn is_merge_key(arena: &Arena, source: &str, key: u32) -> bool {
    let record = &arena.records[key as usize];
    record.kind == Kind::Scalar
        && record.style == Style::Plain
        && arena.text_len(key) == 2
        && arena.text(source, key) == Some("<<")
        && arena.tag(key).is_none()
}

/// Whether it is worth looking closer: of a few keys each is compared with each, which is faster.
fn may_repeat(keys: &[(u32, &str)]) -> bool {
    keys.len() > 12 || keys.iter().enumerate().any(|(at, (_, text))| keys[..at].iter().any(|(_, other)| other == text))
}

fn limit_of(arena: &Arena) -> u64 {
    EXPANSION_LIMIT.max(10 * arena.records.len() as u64)
}

fn forget_aliases(arena: &mut Arena) {
    arena.expanded.clear();
    for index in 0..arena.records.len() {
        if arena.records[index].kind == Kind::Alias {
            arena.unresolve(narrow(index));
        }
    }
}

fn narrow(index: usize) -> u32 {
    Span::at(index).start
}

fn contains_itself(span: Span, target: Span) -> SyntaxError {
    SyntaxError {
        span,
        message: "this alias stands inside the node that it repeats".to_owned(),
        related: Some((Span { start: target.start, end: target.start }, "the node begins here".to_owned())),
        help: Some(
            "write the value out, or move the anchor (&) to a node that is complete before the alias".to_owned(),
        ),
    }
}

fn too_deep_alias(span: Span) -> SyntaxError {
    SyntaxError {
        span,
        message: format!("with its aliases written out the document nests more than {DEPTH_LIMIT} levels deep"),
        related: None,
        help: Some("nest less deeply; aliases beyond the limit are not followed".to_owned()),
    }
}

fn expands_too_far(span: Span, limit: u64) -> SyntaxError {
    SyntaxError {
        span,
        message: format!("with its aliases written out the document has more than {limit} nodes"),
        related: None,
        help: Some("no alias of this file is followed; repeat less through aliases".to_owned()),
    }
}

fn merges_too_much(span: Span) -> SyntaxError {
    SyntaxError {
        span,
        message: "the merge keys (<<) of this file bring too many entries".to_owned(),
        related: None,
        help: Some("merge keys from here on are not applied; merge smaller mappings".to_owned()),
    }
}
