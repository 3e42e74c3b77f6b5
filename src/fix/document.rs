//! Fixes of files that are documents in YAML or JSON: each is planned on the tree, tried on the text, and compared.

use std::sync::Arc;

use super::path::{follow_document, shared};
use super::shape::Edited;
use super::template::patches;
use super::{Change, Patch, Planned, Refusal, Wanted, apply};
use crate::frontend::document::DocumentFile;
use crate::syntax::{Format, Tree};

/// How many fixes of one file are tried; each reads it again.
const MAX_TRIALS: usize = 64;

/// Plans fixes of a document, each by itself, in the order in which they are given. The paths of their changes begin at
/// the root of the document.
pub fn document(document: &DocumentFile, wanted: &[&Wanted]) -> Vec<Planned> {
    let Some(tree) = document.tree() else { return wanted.iter().map(|_| Err(Refusal::Style)).collect() };
    if !tree.errors().is_empty() {
        return wanted.iter().map(|_| Err(Refusal::Broken)).collect();
    }
    let format = if document.language() == "json" { Format::Json } else { Format::Yaml };
    let plan = |(number, wanted): (usize, &&Wanted)| match wanted.changes.as_slice() {
        _ if number >= MAX_TRIALS => Err(Refusal::Many),
        [change] => plan(tree, format, change),
        _ => Err(Refusal::Kind),
    };
    wanted.iter().enumerate().map(plan).collect()
}

fn plan(tree: &Tree, format: Format, change: &Change) -> Result<Vec<Patch>, Refusal> {
    let root = tree.root().ok_or(Refusal::NotWritten)?;
    let way = follow_document(tree, root, &shared(tree), &change.path)?;
    let patches = patches(&way, &change.action)?;
    let text: Arc<str> = apply(tree.source(), &patches).ok_or(Refusal::Inexact)?.into();
    let edited = Tree::parse(text, format);
    let exact = Edited { before: tree, after: &edited }.differs_by(0, &[(&way.steps, &change.action)]);
    if exact { Ok(patches) } else { Err(Refusal::Inexact) }
}
