//! The documents that an editor has open, and their edits.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::convert::{Encoding, Text};

/// An open document.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// As the editor writes it.
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: Arc<Text>,
}

/// The open documents by their file.
pub(super) type Documents = BTreeMap<PathBuf, Document>;

impl Document {
    pub(super) fn new(uri: Uri, version: i32, text: String) -> Self {
        Self { uri, version, text: Arc::new(Text::of_editor(text)) }
    }

    /// Makes changes, one after the other.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            self.text = Arc::new(match change.range {
                Some(range) => self.text.edited(range, &change.text, encoding),
                None => Text::of_editor(change.text),
            });
        }
        self.version = version;
    }
}

/// The text that the editor has of a file.
pub(super) fn text_of(documents: &Documents, path: &Path) -> Option<Arc<str>> {
    documents.get(path).map(|document| document.text.text().clone())
}
