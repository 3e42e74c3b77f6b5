//! What an editor offers to do about findings.

mod configuration;
mod ignore;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionTriggerKind, CreateFile,
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::convert::Text;
use super::folder::Folder;
use super::server::Server;
use super::{FIX_ALL, Setup};
use crate::finding::Finding;
use crate::fix::{self, Patch};
use crate::lint::Offer;
use crate::source::Span;

/// What is to be changed in one file.
#[derive(Debug)]
pub(super) struct Change {
    path: PathBuf,
    text: Text,
    patches: Vec<Patch>,
    /// Whether the file is not there yet.
    is_new: bool,
}

/// The actions for the findings in a range.
pub(super) fn actions(server: &Server, path: &Path, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let Some(folder) = server.folder(path) else { return Vec::new() };
    let only = params.context.only.as_deref();
    let mut actions: Vec<CodeAction> = Vec::new();
    if is_wanted(only, &CodeActionKind::QUICKFIX) {
        let touched = touched(server, folder, path, params);
        let is_touched = |span: Span| touched.iter().any(|(_, finding)| finding.place.span == span);
        let offers = if touched.is_empty() { Vec::new() } else { folder.fixes(path, &is_touched) };
        let of_findings = touched.into_iter().map(|(number, finding)| {
            let offer = offers.iter().find(|offer| is_of(offer, finding));
            of_finding(server, folder, path, number, finding, offer)
        });
        let [mut fixed, mut ignored, mut off]: [Vec<CodeAction>; 3] = Default::default();
        for [fix, ignore, turn_off] in of_findings {
            fixed.extend(fix);
            ignored.extend(ignore);
            off.extend(turn_off);
        }
        // Whatever is fixed needs no exception.
        actions = [fixed, ignored, off].concat();
    }
    // Every fix is tried out; that is too much for each step of a cursor.
    let is_asked = only.is_some() || params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
    if is_wanted(only, &FIX_ALL) && is_asked {
        actions.extend(fix_all(server, folder, path));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether actions of a kind are asked for: all are where none is named, and a kind names those below it.
fn is_wanted(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let covers = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
    };
    only.is_none_or(|only| only.iter().any(covers))
}

/// The findings in a range, with their numbers among those of the file.
fn touched<'f>(
    server: &Server,
    folder: &'f Folder,
    path: &Path,
    params: &CodeActionParams,
) -> Vec<(usize, &'f Finding)> {
    let Some(shown) = folder.shown.get(path) else { return Vec::new() };
    let encoding = server.client().abilities.encoding;
    let offset = |position| shown.text.offset(position, encoding);
    let (start, end) = (offset(params.range.start), offset(params.range.end));
    let meets = |(_, finding): &(usize, &Finding)| {
        let span = finding.place.span.range();
        span.start <= end && start <= span.end
    };
    folder.findings(path).enumerate().filter(meets).collect()
}

/// Fixing a finding, ignoring it, and turning its rule off, as far as each can be done.
fn of_finding(
    server: &Server,
    folder: &Folder,
    path: &Path,
    number: usize,
    finding: &Finding,
    offer: Option<&Offer>,
) -> [Option<CodeAction>; 3] {
    let Some(shown) = folder.shown.get(path) else { return [None, None, None] };
    let diagnostic = shown.diagnostics.get(number).cloned();
    let action = |title: String, preferred: bool, changes: Vec<Change>| {
        let is_preferred = (preferred && server.client().abilities.preferred).then_some(true);
        Some(CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: diagnostic.clone().map(|diagnostic| vec![diagnostic]),
            edit: Some(edit(server, changes)?),
            is_preferred,
            ..CodeAction::default()
        })
    };
    let here = |patches: Vec<Patch>| {
        vec![Change { path: path.to_path_buf(), text: Text::clone(&shown.text), patches, is_new: false }]
    };
    let rule = &finding.rule;
    let fixed = offer.and_then(|offer| {
        let unsure = if offer.safe { "" } else { " (can change what a deployment does)" };
        action(format!("{}{unsure}", sentence(&offer.title)), offer.safe, here(offer.patches.clone()))
    });
    let counts = |setup: &Setup| setup.config.inline_ignores && !setup.config.unsuppressible(rule);
    let ignored = folder.setup().is_some_and(counts).then(|| ignore::ignore(finding, shown.text.text())).flatten();
    let ignored = ignored.and_then(|patches| action(format!("Ignore {rule} here"), false, here(patches)));
    let off = configuration::turn_off(server, folder, rule);
    let off = off.and_then(|change| {
        let name = change.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        action(format!("Turn {rule} off in {name}"), false, vec![change])
    });
    [fixed, ignored, off]
}

/// Every safe fix of a file that can be made at once.
fn fix_all(server: &Server, folder: &Folder, path: &Path) -> Option<CodeAction> {
    let shown = folder.shown.get(path)?;
    let is_shown = |offer: &Offer| folder.findings(path).any(|finding| is_of(offer, finding));
    let is_candidate = |span: Span| folder.findings(path).any(|finding| finding.place.span == span);
    let mut offers = folder.fixes(path, &is_candidate);
    offers.retain(|offer| offer.safe && is_shown(offer));
    let fixes: Vec<Vec<Patch>> = offers.into_iter().map(|offer| offer.patches).collect();
    let all: Vec<&[Patch]> = fixes.iter().map(Vec::as_slice).collect();
    let mut patches: Vec<Patch> =
        fix::compatible(&all).into_iter().flat_map(|number| all[number].iter().cloned()).collect();
    patches.sort();
    patches.dedup();
    let change = Change { path: path.to_path_buf(), text: Text::clone(&shown.text), patches, is_new: false };
    let is_needed = !change.patches.is_empty();
    let edit = edit(server, vec![change]).filter(|_| is_needed)?;
    let title = "Fix all safe findings of Plimsoll in this file".to_owned();
    Some(CodeAction { title, kind: Some(FIX_ALL), edit: Some(edit), ..CodeAction::default() })
}

/// Whether a fix is that of a finding.
fn is_of(offer: &Offer, finding: &Finding) -> bool {
    offer.rule == finding.rule && offer.span == finding.place.span && offer.message == finding.message
}

/// A title with a capital letter, as editors have them.
fn sentence(title: &str) -> String {
    let mut characters = title.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Changes as the editor understands them; `None` where it does not.
fn edit(server: &Server, changes: Vec<Change>) -> Option<WorkspaceEdit> {
    let abilities = &server.client().abilities;
    let encoding = abilities.encoding;
    let mut operations = Vec::new();
    let mut plain: Vec<(Uri, Vec<TextEdit>)> = Vec::new();
    for change in changes {
        let uri = server.uri(&change.path)?;
        let edit = |patch: &Patch| TextEdit::new(change.text.range(patch.span, encoding), patch.text.clone());
        let edits: Vec<TextEdit> = change.patches.iter().map(edit).collect();
        if change.is_new {
            let create = CreateFile { uri: uri.clone(), options: None, annotation_id: None };
            operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
            if !abilities.document_changes || !abilities.creates {
                return None;
            }
        }
        let version = server.documents().get(&change.path).map(|document| document.version);
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version };
        let versioned = TextDocumentEdit { text_document, edits: edits.iter().cloned().map(OneOf::Left).collect() };
        operations.push(DocumentChangeOperation::Edit(versioned));
        plain.push((uri, edits));
    }
    #[expect(clippy::mutable_key_type, reason = "the type is that of the protocol's crate")]
    let plain: HashMap<Uri, Vec<TextEdit>> = plain.into_iter().collect();
    Some(if abilities.document_changes {
        let document_changes = Some(DocumentChanges::Operations(operations));
        WorkspaceEdit { document_changes, ..WorkspaceEdit::default() }
    } else {
        WorkspaceEdit { changes: Some(plain), ..WorkspaceEdit::default() }
    })
}
