//! Documents as facts.

use std::borrow::Cow;

use schemars::JsonSchema;

use super::{Fact, Paths, StepFacts};
use crate::model::Document;

/// A document that stands in a property.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DocumentFacts<'f> {
    /// `ecr-lifecycle-policy`.
    pub kind: &'static str,
    pub owner: OwnerFacts<'f>,
    /// What it says, in its own words; an unknown where it could not be read.
    pub content: Fact<'f>,
    /// Why its text could not be read.
    pub error: Option<Cow<'f, str>>,
    /// Characters of its text, where it is one and known.
    pub size: Option<usize>,
}

/// The resource and the property that a document stands in.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OwnerFacts<'f> {
    pub id: Cow<'f, str>,
    /// Path below the properties of the resource.
    pub property: Vec<StepFacts>,
}

impl<'f> DocumentFacts<'f> {
    pub fn new(document: &'f Document, paths: Paths<'f>) -> Self {
        let property = document.property.iter().map(StepFacts::from).collect();
        Self {
            kind: document.kind,
            owner: OwnerFacts { id: Cow::Borrowed(&document.owner), property },
            content: Fact::new(Some(&document.content), paths),
            error: document.error.as_ref().map(|(message, _)| Cow::Borrowed(message.as_str())),
            size: document.size,
        }
    }
}
