//! Fixes of templates: each is planned on the tree, tried on the text, and compared.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;

use super::apply::apply_all;
use super::path::{End, Way, follow, margin, replaceable, shared, written_here};
use super::scalar::{Spelling, instead_of};
use super::shape::{At, Edited};
use super::yaml::Manner;
use super::{Action, Change, Patch, Planned, Refusal, Wanted, apply, compatible, flow, yaml};
use crate::frontend::template::Template;
use crate::source::Span;
use crate::syntax::{Format, Kind, Style, Tree};

/// How often the edited text of one file is read again at most.
const MAX_TRIALS: usize = 64;

/// A fix as it was planned: what it changes in the document, and how.
struct Plan<'w> {
    /// The changes, each with the steps from the root of the document.
    changes: Vec<(Vec<At>, &'w Action)>,
    patches: Vec<Patch>,
}

/// Plans fixes of a template, each by itself, in the order in which they are given. `document` is which of the file it
/// is.
pub fn template(template: &Template<'_>, format: Format, document: usize, wanted: &[&Wanted]) -> Vec<Planned> {
    if !template.tree.errors().is_empty() {
        return wanted.iter().map(|_| Err(Refusal::Broken)).collect();
    }
    let shared = shared(template.tree);
    let mut plans: Vec<Result<Plan<'_>, Refusal>> =
        wanted.iter().map(|wanted| plan(template, format, &shared, wanted)).collect();
    let mut trial = Trial { tree: template.tree, format, document, left: MAX_TRIALS };
    let mut open: Vec<usize> = (0..plans.len()).filter(|number| plans[*number].is_ok()).collect();
    while !open.is_empty() {
        let all: Vec<&[Patch]> =
            open.iter().filter_map(|number| plans[*number].as_ref().ok()).map(|plan| &*plan.patches).collect();
        let chosen: BTreeSet<usize> = compatible(&all).into_iter().map(|position| open[position]).collect();
        open.retain(|number| !chosen.contains(number));
        let together: Vec<&Plan<'_>> = chosen.iter().filter_map(|number| plans[*number].as_ref().ok()).collect();
        if chosen.is_empty() || trial.exact(&together) == Ok(()) {
            continue;
        }
        for number in chosen {
            let alone = plans[number].as_ref().map_err(|refusal| *refusal).and_then(|plan| trial.exact(&[plan]));
            if let Err(refusal) = alone {
                plans[number] = Err(refusal);
            }
        }
    }
    plans.into_iter().map(|plan| plan.map(|plan| plan.patches)).collect()
}

/// Tries edits of one file.
struct Trial<'t> {
    tree: &'t Tree,
    format: Format,
    document: usize,
    left: usize,
}

impl Trial<'_> {
    /// Whether the edits change what they are meant to change, and nothing else.
    fn exact(&mut self, plans: &[&Plan<'_>]) -> Result<(), Refusal> {
        self.left = self.left.checked_sub(1).ok_or(Refusal::Many)?;
        let patches = plans.iter().flat_map(|plan| &plan.patches);
        let text: Arc<str> = apply_all(self.tree.source(), patches).ok_or(Refusal::Inexact)?.into();
        let edited = Tree::parse(text, self.format);
        let changes = plans.iter().flat_map(|plan| &plan.changes).map(|(steps, action)| (&**steps, *action));
        let edited = Edited { before: self.tree, after: &edited };
        if edited.differs_by(self.document, &changes.collect::<Vec<_>>()) { Ok(()) } else { Err(Refusal::Inexact) }
    }
}

/// Plans the changes of one fix. Several of them are made one after the other, and what they come to is one patch.
fn plan<'w>(template: &Template<'_>, format: Format, shared: &[Span], wanted: &'w Wanted) -> Result<Plan<'w>, Refusal> {
    let (first, rest) = wanted.changes.split_first().ok_or(Refusal::Kind)?;
    let way = follow(template, shared, &first.resource, &first.path)?;
    let way = into_sub(way, &first.action);
    let patches = patches(&way, &first.action)?;
    let mut changes = vec![(way.steps, &first.action)];
    if rest.is_empty() {
        return Ok(Plan { changes, patches });
    }
    let source = template.tree.source();
    let text = apply(source, &patches).ok_or(Refusal::Inexact)?;
    let text = rest.iter().try_fold(text, |text, change| {
        let (steps, text) = once_more(template, format, text, change)?;
        changes.push((steps, &change.action));
        Ok(text)
    })?;
    Ok(Plan { changes, patches: vec![difference(source, &text)] })
}

/// Makes a further change in a text that has changed already.
fn once_more(
    template: &Template<'_>,
    format: Format,
    text: String,
    change: &Change,
) -> Result<(Vec<At>, String), Refusal> {
    let tree = Tree::parse(text.into(), format);
    let document =
        template.tree.roots().position(|root| root.span() == template.root.span()).ok_or(Refusal::Inexact)?;
    let root = tree.roots().nth(document).ok_or(Refusal::Inexact)?;
    let again = Template::new(template.file, &tree, root);
    let way = into_sub(follow(&again, &shared(&tree), &change.resource, &change.path)?, &change.action);
    let patches = patches(&way, &change.action)?;
    Ok((way.steps, apply(tree.source(), &patches).ok_or(Refusal::Inexact)?))
}

/// The patch that makes one text of another.
fn difference(old: &str, new: &str) -> Patch {
    let same = |one: char, other: char| one == other;
    let start: usize =
        old.chars().zip(new.chars()).take_while(|(one, other)| same(*one, *other)).map(|(one, _)| one.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let back = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(one, other)| same(*one, *other));
    let end: usize = back.map(|(one, _)| one.len_utf8()).sum();
    Patch { span: Span::new(start, old.len() - end), text: new_rest[..new_rest.len() - end].to_owned() }
}

/// What makes a change at the end of a way.
pub(super) fn patches(way: &Way<'_>, action: &Action) -> Result<Vec<Patch>, Refusal> {
    match action {
        Action::Set(value) => set(way, value),
        Action::Remove => remove(way).map(|patch| vec![patch]),
        Action::Insert(value) => insert(way, value),
        Action::Replace { from, to } => replace(way, from, to).map(|patch| vec![patch]),
    }
}

fn set(way: &Way<'_>, value: &Json) -> Result<Vec<Patch>, Refusal> {
    let source = way.tree.source();
    let manner = manner(way);
    match way.end {
        End::Value(_, old) => {
            replaceable(old)?;
            if value.is_array() || value.is_object() {
                return Err(Refusal::Kind);
            }
            let written = instead_of(old.style(), manner.spelling, value);
            let space = if old.span().is_empty() { " " } else { "" };
            Ok(vec![Patch { span: old.span(), text: format!("{space}{written}") }])
        }
        End::Missing(number) => {
            let At::Key(key) = &way.steps[number] else { return Err(Refusal::Kind) };
            let value = nested(&way.steps[number + 1..], value)?;
            let (parent_key, parent) = way.chain[way.chain.len() - 1];
            if parent.style() == Style::Block {
                return Ok(vec![yaml::insert(source, parent, key, &value, manner)]);
            }
            let outer = parent_key.and_then(|key| margin(source, key.span().start));
            flow::insert(way.tree, parent, key, &value, manner, outer.filter(|_| manner.spelling == Spelling::Json))
        }
        End::Nothing(key, old, number) => {
            let value = nested(&way.steps[number..], value)?;
            if way.parent().style() == Style::Block && old.span().is_empty() {
                return yaml::fill(source, key, &value, manner).map(|patch| vec![patch]);
            }
            let text = flow::single(&value, manner.spelling);
            let space = if old.span().is_empty() { " " } else { "" };
            Ok(vec![Patch { span: old.span(), text: format!("{space}{text}") }])
        }
    }
}

/// A value with the mappings that lead to it.
fn nested(steps: &[At], value: &Json) -> Result<Json, Refusal> {
    let Some((step, rest)) = steps.split_first() else { return Ok(value.clone()) };
    let At::Key(key) = step else { return Err(Refusal::Kind) };
    Ok(Json::Object(std::iter::once((key.clone(), nested(rest, value)?)).collect()))
}

fn remove(way: &Way<'_>) -> Result<Patch, Refusal> {
    let End::Value(key, value) = way.end else { return Err(Refusal::Kind) };
    let parent = way.parent();
    let width = if parent.kind() == Kind::Mapping { 2 } else { 1 };
    if parent.children().count() <= width {
        return Err(Refusal::Style);
    }
    let site = value.site();
    let whole = key.map_or(site, |key| key.span().to(site));
    match parent.style() {
        Style::Block => {
            let source = way.tree.source();
            let start = key.map_or_else(|| yaml::dash(source, whole.start), |_| Ok(whole.start))?;
            yaml::cut(source, start, whole.end, way.tree.comments())
        }
        Style::Flow => flow::cut(way.tree, parent, whole),
        _ => Err(Refusal::Style),
    }
}

/// An item at the end of a list; the path ends in its number.
fn insert(way: &Way<'_>, value: &Json) -> Result<Vec<Patch>, Refusal> {
    let list = way.parent();
    let number = match (way.end, way.steps.last()) {
        (End::Missing(number), Some(At::Index(index))) if number + 1 == way.steps.len() => *index,
        _ => return Err(Refusal::Kind),
    };
    if list.kind() != Kind::Sequence || number != list.items().count() {
        return Err(Refusal::Kind);
    }
    let (source, manner) = (way.tree.source(), manner(way));
    match list.style() {
        Style::Block => yaml::push(source, list, value, manner).map(|patch| vec![patch]),
        _ => flow::push(way.tree, list, value, manner),
    }
}

/// A text with `Fn::Sub` around it is edited where it stands.
fn into_sub<'t>(mut way: Way<'t>, action: &Action) -> Way<'t> {
    if let (Action::Replace { .. }, End::Value(_, value)) = (action, way.end)
        && let Some((key, text)) = value.entry("Fn::Sub")
    {
        way.steps.push(At::Key("Fn::Sub".to_owned()));
        way.end = End::Value(Some(key), text);
    }
    way
}

fn replace(way: &Way<'_>, from: &str, to: &str) -> Result<Patch, Refusal> {
    let End::Value(_, value) = way.end else { return Err(Refusal::Kind) };
    if value.tag() != Some("!Sub") || value.site() != value.span() {
        written_here(value)?;
    }
    let (text, map) = value.text().zip(value.text_map()).ok_or(Refusal::Kind)?;
    let start = only(text, from).ok_or(Refusal::Kind)?;
    let span = map.span(start..start + from.len());
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/@".contains(c);
    let verbatim = way.tree.source().get(span.range()) == Some(from);
    if verbatim && to.chars().all(plain) { Ok(Patch { span, text: to.to_owned() }) } else { Err(Refusal::Style) }
}

/// Where a text occurs, if it occurs once.
fn only(text: &str, word: &str) -> Option<usize> {
    let mut places = text.match_indices(word).filter(|_| !word.is_empty());
    let (first, _) = places.next()?;
    places.next().is_none().then_some(first)
}

fn manner<'t>(way: &Way<'t>) -> Manner<'t> {
    Manner { spelling: way.spelling(), step: way.indentation() }
}
