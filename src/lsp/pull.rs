//! Diagnostics for editors that ask for them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lsp_types::{
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, PreviousResultId, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::convert;
use super::server::Server;

/// The diagnostics of one document, unless the editor has them already.
pub(super) fn document(server: &Server, path: &Path, previous: Option<&str>) -> DocumentDiagnosticReport {
    let (id, items) = server.named(path);
    if previous == Some(&*id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: id };
        let related_documents = None;
        return RelatedUnchangedDocumentDiagnosticReport { related_documents, unchanged_document_diagnostic_report }
            .into();
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items };
    RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report }.into()
}

/// The diagnostics of all files, but for those that the editor has already. A file that has none any more is told as
/// such once.
pub(super) fn workspace(server: &Server, previous: &[PreviousResultId]) -> WorkspaceDiagnosticReport {
    let known: BTreeMap<PathBuf, &PreviousResultId> =
        previous.iter().filter_map(|previous| Some((convert::path(&previous.uri)?, previous))).collect();
    let mut files: BTreeMap<&Path, Option<i32>> = server.files().map(|(path, version)| (&**path, version)).collect();
    for path in known.keys() {
        files.entry(path).or_insert(None);
    }
    let item = |(path, version): (&Path, Option<i32>)| {
        let (id, items) = server.named(path);
        let version = version.map(i64::from);
        match known.get(path) {
            Some(previous) if previous.value == id => {
                let uri = previous.uri.clone();
                let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: id };
                let report =
                    WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report };
                Some(WorkspaceDocumentDiagnosticReport::Unchanged(report))
            }
            _ => {
                let uri = server.uri(path)?;
                let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(id), items };
                let report = WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report };
                Some(WorkspaceDocumentDiagnosticReport::Full(report))
            }
        }
    };
    WorkspaceDiagnosticReport { items: files.into_iter().filter_map(item).collect() }
}
