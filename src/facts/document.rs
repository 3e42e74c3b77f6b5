//! Documents as facts.

use std::borrow::Cow;

use schemars::JsonSchema;

use super::{Fact, Paths, StepFacts};
use crate::model::Document;

/// A document: a file, or what stands in a property or in another document.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DocumentFacts<'f> {
    /// `codebuild-buildspec`, `ecr-lifecycle-policy`.
    pub kind: &'static str,
    /// Null for a file.
    pub owner: Option<OwnerFacts<'f>>,
    /// What it says, in its own words; an unknown where it could not be read.
    pub content: Fact<'f>,
    /// Why its text could not be read.
    pub error: Option<Cow<'f, str>>,
    /// Characters of its text, where it is one and known.
    pub size: Option<usize>,
}

/// What a document stands in.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OwnerFacts<'f> {
    /// The resource; null within a file that is a document.
    pub id: Option<Cow<'f, str>>,
    /// Path below the properties of the resource, or below the content of the file.
    pub property: Vec<StepFacts>,
    /// The kind of the document that it is a text of; null for a document in a property.
    pub document: Option<&'static str>,
}

impl<'f> DocumentFacts<'f> {
    pub fn new(document: &'f Document, paths: Paths<'f>) -> Self {
        let owner = document.owner.as_ref().map(|owner| OwnerFacts {
            id: owner.id.as_deref().map(Cow::Borrowed),
            property: owner.property.iter().map(StepFacts::from).collect(),
            document: owner.document,
        });
        Self {
            kind: document.kind,
            owner,
            content: Fact::new(Some(&document.content), paths),
            error: document.error.as_ref().map(|(message, _)| Cow::Borrowed(message.as_str())),
            size: document.size,
        }
    }
}
