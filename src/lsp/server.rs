//! The thread that lints: it keeps the documents and folders, and answers when they are up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use lsp_types::notification::{
    DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles, DidChangeWorkspaceFolders,
    DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{
    CodeActionRequest, DocumentDiagnosticRequest, HoverRequest, Request as _, WorkspaceDiagnosticRefresh,
    WorkspaceDiagnosticRequest,
};
use lsp_types::{
    CodeActionParams, Diagnostic, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, FileChangeType, HoverParams, PublishDiagnosticsParams, Uri, WorkspaceDiagnosticParams,
};
use serde::de::DeserializeOwned;

use super::client::{Client, Scope};
use super::diagnostics::{self, Shown};
use super::documents::{Document, Documents};
use super::folder::{Folder, Need, World};
use super::watch::{self, Bar, Outside};
use super::{Host, actions, convert, hover, pull};

/// What was asked and is answered as soon as everything that was said before is taken into account.
#[derive(Debug)]
enum Ask {
    Diagnostics(DocumentDiagnosticParams),
    Workspace(WorkspaceDiagnosticParams),
    Actions(Box<CodeActionParams>),
    Hover(HoverParams),
}

/// A question with the version of the document that it is about.
#[derive(Debug)]
struct Asked {
    id: RequestId,
    ask: Ask,
    version: Option<i32>,
}

/// All that is known of what an editor has open.
pub(super) struct Server {
    client: Client,
    host: Arc<dyn Host>,
    documents: Documents,
    folders: Vec<Folder>,
    asked: Vec<Asked>,
    /// What was shown last: the name of the diagnostics and the version of the document.
    published: BTreeMap<PathBuf, (String, Option<i32>)>,
    /// The documents that were edited since.
    edited: BTreeSet<PathBuf>,
    /// Whether other files or folders are to be shown than before, whatever a lint says.
    is_regrouped: bool,
    outside: Outside,
}

impl Server {
    pub(super) fn new(client: Client, host: Arc<dyn Host>, roots: Vec<PathBuf>) -> Self {
        let folders = roots.into_iter().map(|root| Folder::new(root, true)).collect();
        Self {
            client,
            host,
            documents: Documents::new(),
            folders,
            asked: Vec::new(),
            published: BTreeMap::new(),
            edited: BTreeSet::new(),
            is_regrouped: false,
            outside: Outside::new(),
        }
    }

    /// Takes what the editor says until it says nothing more. What came during a lint is taken together.
    pub(super) fn run(mut self, queue: &Receiver<Message>) {
        watch::register(&self.client);
        loop {
            self.settle();
            let Ok(message) = queue.recv() else { return };
            self.take(message);
            while let Ok(message) = queue.try_recv() {
                self.take(message);
            }
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.ask(request),
            Message::Notification(notification) => self.told(notification),
            Message::Response(_) => {}
        }
    }

    fn ask(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let ask = match &*method {
            DocumentDiagnosticRequest::METHOD => read(params).map(Ask::Diagnostics),
            WorkspaceDiagnosticRequest::METHOD => read(params).map(Ask::Workspace),
            CodeActionRequest::METHOD => read(params).map(|params| Ask::Actions(Box::new(params))),
            HoverRequest::METHOD => read(params).map(Ask::Hover),
            _ => {
                let message = format!("there is no method {method} here");
                return self.client.refuse(&id, ErrorCode::MethodNotFound, &message);
            }
        };
        match ask {
            Ok(ask) => {
                let version = ask.path().and_then(|path| Some(self.documents.get(&path)?.version));
                self.asked.push(Asked { id, ask, version });
            }
            Err(error) => self.client.refuse(&id, ErrorCode::InvalidParams, &error.to_string()),
        }
    }

    fn told(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let result = match &*method {
            DidOpenTextDocument::METHOD => read(params).map(|params| self.opened(params)),
            DidChangeTextDocument::METHOD => read(params).map(|params| self.changed(params)),
            DidSaveTextDocument::METHOD => read(params).map(|params| self.saved(&params)),
            DidCloseTextDocument::METHOD => read(params).map(|params| self.closed(&params)),
            DidChangeWatchedFiles::METHOD => read(params).map(|params| self.watched(&params)),
            DidChangeWorkspaceFolders::METHOD => read(params).map(|params| self.regrouped(&params)),
            DidChangeConfiguration::METHOD => {
                self.folders.iter_mut().for_each(|folder| folder.need(Need::Load));
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(error) = result {
            self.client.log(format!("{method} cannot be understood: {error}"));
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Some(path) = convert::path(&document.uri) else { return };
        let parent = path.parent().unwrap_or(&path).to_path_buf();
        if !self.folders.iter().any(|folder| path.starts_with(&folder.root) && (folder.whole || folder.root == parent))
        {
            self.folders.push(Folder::new(parent, false));
        }
        self.documents.insert(path.clone(), Document::new(document.uri, document.version, document.text));
        self.edited.insert(path.clone());
        self.published.remove(&path);
        self.is_regrouped = true;
        self.folders.iter_mut().for_each(|folder| folder.opened(&path));
    }

    fn changed(&mut self, params: DidChangeTextDocumentParams) {
        let Some(path) = convert::path(&params.text_document.uri) else { return };
        let Some(document) = self.documents.get_mut(&path) else { return };
        let encoding = self.client.abilities.encoding;
        document.change(params.text_document.version, params.content_changes, encoding);
        self.folders.iter_mut().for_each(|folder| folder.touch(&path));
        self.edited.insert(path);
    }

    fn saved(&mut self, params: &DidSaveTextDocumentParams) {
        let Some(path) = convert::path(&params.text_document.uri).filter(|_| !self.client.abilities.watches) else {
            return;
        };
        self.folders.iter_mut().filter(|folder| path.starts_with(&folder.root)).for_each(Folder::touch_all);
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let Some(path) = convert::path(&params.text_document.uri) else { return };
        self.documents.remove(&path);
        self.folders.iter_mut().for_each(|folder| folder.closed(&path));
        let documents = &self.documents;
        self.folders.retain(|folder| folder.whole || documents.keys().any(|path| path.starts_with(&folder.root)));
        self.is_regrouped = true;
    }

    fn watched(&mut self, params: &DidChangeWatchedFilesParams) {
        for event in &params.changes {
            let Some(path) = convert::path(&event.uri) else { continue };
            for folder in &mut self.folders {
                if event.typ == FileChangeType::CHANGED { folder.touch(&path) } else { folder.moved(&path) }
            }
        }
    }

    fn regrouped(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        let removed: Vec<PathBuf> =
            params.event.removed.iter().filter_map(|folder| convert::path(&folder.uri)).collect();
        self.folders.retain(|folder| !folder.whole || !removed.contains(&folder.root));
        for root in params.event.added.iter().filter_map(|folder| convert::path(&folder.uri)) {
            if !self.folders.iter().any(|folder| folder.whole && folder.root == root) {
                self.folders.push(Folder::new(root, true));
            }
        }
        self.is_regrouped = true;
        // Which folder a file belongs to may be another one now.
        self.folders.iter_mut().for_each(|folder| folder.need(Need::Lint));
    }

    /// Brings the folders up to date, shows what changed, and answers.
    fn settle(&mut self) {
        let roots: Vec<PathBuf> = self.folders.iter().map(|folder| folder.root.clone()).collect();
        let mut is_changed = std::mem::take(&mut self.is_regrouped);
        let Self { client, host, documents, folders, .. } = self;
        for folder in folders.iter_mut().filter(|folder| folder.needs() != Need::Nothing) {
            let world = World { client, host: &**host, documents, roots: &roots };
            let bar = Bar::new(client, folder.whole && folder.is_new());
            folder.update(world, &bar);
            is_changed = true;
        }
        if is_changed {
            let outside = self.folders.iter().flat_map(Folder::outside).collect();
            watch::register_outside(&self.client, &self.outside, &outside);
            self.outside = outside;
            self.show();
        }
        for asked in std::mem::take(&mut self.asked) {
            self.answer(asked);
        }
    }

    /// Tells the editor what changed: by pushing it, or by asking the editor to ask again.
    fn show(&mut self) {
        let edited = std::mem::take(&mut self.edited);
        let mut now: BTreeMap<PathBuf, (String, Option<i32>)> = BTreeMap::new();
        for (path, document) in &self.documents {
            now.insert(path.clone(), (diagnostics::identity(&[]), Some(document.version)));
        }
        for (path, shown) in self.folders.iter().flat_map(|folder| &folder.shown) {
            let version = self.documents.get(path).map(|document| document.version);
            if self.is_in_scope(path, shown) {
                now.insert(path.clone(), (self.named(path).0, version));
            }
        }
        let before = std::mem::replace(&mut self.published, now);
        let empty = diagnostics::identity(&[]);
        let is_new = |path: &PathBuf, (id, version): &(String, Option<i32>)| match before.get(path) {
            Some((known, told)) => known != id || *id != empty && told != version,
            None => true,
        };
        let changed = self.published.iter().filter(|(path, state)| is_new(path, state)).map(|(path, _)| path.clone());
        let gone = before.iter().filter(|(path, (id, _))| !self.published.contains_key(*path) && *id != empty);
        let changed: Vec<PathBuf> = changed.chain(gone.map(|(path, _)| path.clone())).collect();
        if self.client.abilities.pulls {
            let elsewhere = changed.iter().any(|path| !edited.contains(path));
            if self.client.abilities.refreshes && elsewhere && !before.is_empty() {
                self.client.request::<WorkspaceDiagnosticRefresh>(());
            }
            return;
        }
        let is_open = |path: &PathBuf| self.documents.contains_key(path);
        let (open, others): (Vec<PathBuf>, Vec<PathBuf>) = changed.into_iter().partition(is_open);
        open.iter().chain(&others).for_each(|path| self.publish(path));
    }

    fn publish(&self, path: &Path) {
        let version = self.documents.get(path).map(|document| document.version);
        let Some(uri) = self.uri(path) else { return };
        let diagnostics = if self.published.contains_key(path) { self.named(path).1 } else { Vec::new() };
        self.client.notify::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version });
    }

    /// Whether the findings of a file are shown. What is wrong with a configuration always is.
    fn is_in_scope(&self, path: &Path, shown: &Shown) -> bool {
        let only_open = self.client.abilities.options.diagnostics == Scope::Open;
        !only_open || shown.findings.is_empty() || self.documents.contains_key(path)
    }

    /// The diagnostics of a file, which several folders may have, and a name for them.
    pub(super) fn named(&self, path: &Path) -> (String, Vec<Diagnostic>) {
        let mut all: Vec<&Shown> = self.folders.iter().filter_map(|folder| folder.shown.get(path)).collect();
        match (all.pop(), all.is_empty()) {
            (Some(shown), true) => (shown.id.clone(), shown.diagnostics.clone()),
            (last, _) => {
                let mut diagnostics: Vec<Diagnostic> = Vec::new();
                for diagnostic in all.into_iter().chain(last).flat_map(|shown| &shown.diagnostics) {
                    if !diagnostics.contains(diagnostic) {
                        diagnostics.push(diagnostic.clone());
                    }
                }
                (diagnostics::identity(&diagnostics), diagnostics)
            }
        }
    }

    /// The URI of a file as the editor writes it.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        self.documents.get(path).map(|document| document.uri.clone()).or_else(|| convert::uri(path))
    }

    /// The files that have something to show, with the versions of those that are open.
    pub(super) fn files(&self) -> impl Iterator<Item = (&PathBuf, Option<i32>)> {
        self.published.iter().map(|(path, (_, version))| (path, *version))
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn documents(&self) -> &Documents {
        &self.documents
    }

    /// The folder that a file belongs to.
    pub(super) fn folder(&self, path: &Path) -> Option<&Folder> {
        let around = self.folders.iter().filter(|folder| path.starts_with(&folder.root));
        around.max_by_key(|folder| folder.root.components().count())
    }

    fn answer(&self, asked: Asked) {
        let Asked { id, ask, version } = asked;
        let path = ask.path();
        let now = path.as_ref().and_then(|path| Some(self.documents.get(path)?.version));
        let is_about_places = matches!(ask, Ask::Actions(_) | Ask::Hover(_));
        if is_about_places && now != version {
            return self.client.refuse(&id, ErrorCode::ContentModified, "the document was edited meanwhile");
        }
        let path = path.unwrap_or_default();
        match ask {
            Ask::Diagnostics(params) => {
                self.client.answer(&id, pull::document(self, &path, params.previous_result_id.as_deref()));
            }
            Ask::Workspace(params) => self.client.answer(&id, pull::workspace(self, &params.previous_result_ids)),
            Ask::Actions(params) => self.client.answer(&id, actions::actions(self, &path, &params)),
            Ask::Hover(params) => {
                self.client.answer(&id, hover::hover(self, &path, params.text_document_position_params.position));
            }
        }
    }
}

impl Ask {
    /// The file that is asked about.
    fn path(&self) -> Option<PathBuf> {
        convert::path(match self {
            Self::Diagnostics(params) => &params.text_document.uri,
            Self::Actions(params) => &params.text_document.uri,
            Self::Hover(params) => &params.text_document_position_params.text_document.uri,
            Self::Workspace(_) => return None,
        })
    }
}

fn read<P: DeserializeOwned>(params: serde_json::Value) -> serde_json::Result<P> {
    serde_json::from_value(params)
}
