//! From edits on facts to edits on text.
//!
//! A rule says what a property should be; here that becomes bytes to replace, in the manner of the file: its
//! indentation, quotes, line ends and comments. Whatever is planned is tried out first: the edited text is read again
//! and must differ by the intended change alone. What cannot be edited without doubt is refused with a reason, and the
//! finding stays. Knows no rule and writes no file.

mod apply;
mod csharp;
mod document;
mod edit;
mod flow;
mod go;
mod java;
mod list;
mod name;
mod path;
mod program;
mod resource;
mod scalar;
mod shape;
mod template;
#[cfg(test)]
mod tests;
mod yaml;

use std::sync::Arc;

use serde_json::Value as Json;

pub use apply::{apply, compatible};
pub use document::document;
pub use program::{Edited, programs};
pub use template::template;

use crate::model::Step;
use crate::source::Span;

/// What a rule would change to remove a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    pub title: String,
    /// Whether it may be applied without being asked for.
    pub safe: bool,
    pub changes: Vec<Change>,
}

/// One change of a resource, or of the document that a file is.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The id of the resource; empty for a document.
    pub resource: Arc<str>,
    /// In a document from its root on. Otherwise it begins with what the facts call the part of the resource: `properties`, `metadata`, `deletionPolicy`.
    pub path: Vec<Step>,
    pub action: Action,
}

/// What is done to a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Gives it a value, and makes its parents where they are missing.
    Set(Json),
    Remove,
    /// Makes it an element of the list that the path leads into.
    Insert(Json),
    /// Replaces the only occurrence of a text within its text.
    Replace {
        from: String,
        to: String,
    },
}

/// Bytes of a file, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Patch {
    pub span: Span,
    pub text: String,
}

/// Why a change is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Refusal {
    #[error("the file has syntax errors")]
    Broken,
    #[error("other worlds want another change")]
    Worlds,
    #[error("the resource is not written out: a loop or a language construct makes it")]
    NotWritten,
    #[error("an intrinsic function decides what stands there")]
    Function,
    #[error("other places of the file share what stands there through an alias or a merge key")]
    Shared,
    #[error("no single option of the construct sets this; write it by hand")]
    Option,
    #[error("this change is made in templates only, not in the source of a CDK app")]
    Program,
    #[error("the type of the object that would hold the new value is not known")]
    Struct,
    #[error("the value, or what it belongs to, is not written out where the resource is declared")]
    Elsewhere,
    #[error("the file does not import the type that the new value needs")]
    Name,
    #[error("something else than a property of this kind stands there")]
    Kind,
    #[error("it stands in a document within a property, and those are not edited")]
    Within,
    #[error("this way of writing is not edited")]
    Style,
    #[error("a comment would be lost")]
    Comment,
    #[error("more would change than was meant")]
    Inexact,
    #[error("too many fixes in one file to try them all")]
    Many,
    #[error("the app is too large to try the fix in all of it; lint the folder of the construct alone")]
    Large,
}

/// A planned change, or why there is none.
pub type Planned = Result<Vec<Patch>, Refusal>;
