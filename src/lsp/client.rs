//! What the editor can do, and talking to it.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self, LogMessage, ShowMessage};
use lsp_types::{InitializeParams, LogMessageParams, MessageType, ShowMessageParams, request};
use serde::{Deserialize, Serialize};

use super::convert::{self, Encoding};

/// What an editor said of itself when it began.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that an editor can do or cannot")]
#[derive(Clone, Debug, Default)]
pub(super) struct Abilities {
    pub(super) encoding: Encoding,
    /// Asks for diagnostics itself; then none are pushed.
    pub(super) pulls: bool,
    pub(super) refreshes: bool,
    pub(super) watches: bool,
    /// Watches folders outside of the workspace too.
    pub(super) watches_outside: bool,
    pub(super) progress: bool,
    pub(super) related: bool,
    pub(super) tags: bool,
    pub(super) link: bool,
    pub(super) data: bool,
    /// Understands edits of documents with a version, and creating files.
    pub(super) document_changes: bool,
    pub(super) creates: bool,
    pub(super) literal_actions: bool,
    pub(super) preferred: bool,
    /// Reads Markdown where it hovers.
    pub(super) markdown: bool,
    pub(super) options: Options,
}

/// What can be given as `initializationOptions`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(super) struct Options {
    pub(super) diagnostics: Scope,
}

/// The files whose findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Scope {
    /// Those that are open.
    Open,
    #[default]
    Workspace,
}

/// The editor.
#[derive(Clone)]
pub(super) struct Client {
    send: Arc<dyn Fn(Message) + Send + Sync>,
    /// The requests that are not answered yet.
    open: Arc<Mutex<HashSet<RequestId>>>,
    next: Arc<AtomicI32>,
    pub(super) abilities: Arc<Abilities>,
}

impl Abilities {
    /// What an editor says, and what of it cannot be understood.
    pub(super) fn new(parameters: &InitializeParams, raw: &serde_json::Value) -> (Self, Option<String>) {
        let is = |pointer: &str| raw.pointer(pointer).and_then(serde_json::Value::as_bool) == Some(true);
        let has = |pointer: &str| raw.pointer(pointer).is_some_and(|value| !value.is_null());
        let lists = |pointer: &str, word: &str| {
            let list = raw.pointer(pointer).and_then(serde_json::Value::as_array);
            list.is_some_and(|list| list.iter().any(|item| item == word))
        };
        let offered =
            parameters.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let given = parameters.initialization_options.as_ref().filter(|options| !options.is_null());
        let (options, complaint) = match given.map(Options::deserialize).transpose() {
            Ok(options) => (options.unwrap_or_default(), None),
            Err(error) => (Options::default(), Some(format!("the initialization options are not understood: {error}"))),
        };
        let abilities = Self {
            encoding: Encoding::chosen(offered.unwrap_or_default()),
            pulls: has("/capabilities/textDocument/diagnostic"),
            // The word of the protocol, and that of some clients.
            refreshes: is("/capabilities/workspace/diagnostics/refreshSupport")
                || is("/capabilities/workspace/diagnostic/refreshSupport"),
            watches: is("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
            watches_outside: is("/capabilities/workspace/didChangeWatchedFiles/relativePatternSupport"),
            progress: is("/capabilities/window/workDoneProgress"),
            related: is("/capabilities/textDocument/publishDiagnostics/relatedInformation"),
            tags: has("/capabilities/textDocument/publishDiagnostics/tagSupport"),
            link: is("/capabilities/textDocument/publishDiagnostics/codeDescriptionSupport"),
            data: is("/capabilities/textDocument/publishDiagnostics/dataSupport"),
            document_changes: is("/capabilities/workspace/workspaceEdit/documentChanges"),
            creates: lists("/capabilities/workspace/workspaceEdit/resourceOperations", "create"),
            literal_actions: has("/capabilities/textDocument/codeAction/codeActionLiteralSupport"),
            preferred: is("/capabilities/textDocument/codeAction/isPreferredSupport"),
            markdown: lists("/capabilities/textDocument/hover/contentFormat", "markdown"),
            options,
        };
        (abilities, complaint)
    }
}

/// The folders that an editor has open when it begins.
pub(super) fn folders(parameters: &InitializeParams) -> Vec<PathBuf> {
    let folders = parameters.workspace_folders.iter().flatten();
    let found: Vec<PathBuf> = folders.filter_map(|folder| convert::path(&folder.uri)).collect();
    #[expect(deprecated, reason = "older editors say nothing else")]
    let root = parameters.root_uri.as_ref();
    if found.is_empty() { root.and_then(convert::path).into_iter().collect() } else { found }
}

impl Client {
    pub(super) fn new(abilities: Abilities, send: impl Fn(Message) + Send + Sync + 'static) -> Self {
        Self { send: Arc::new(send), open: Arc::default(), next: Arc::default(), abilities: Arc::new(abilities) }
    }

    pub(super) fn notify<N: notification::Notification>(&self, parameters: N::Params) {
        (self.send)(Notification::new(N::METHOD.to_owned(), parameters).into());
    }

    /// Asks the editor for something; whatever it answers changes nothing.
    pub(super) fn request<R: request::Request>(&self, parameters: R::Params) {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        (self.send)(Request::new(id.into(), R::METHOD.to_owned(), parameters).into());
    }

    /// Shows a message to whoever sits there.
    pub(super) fn show(&self, message: String) {
        self.notify::<ShowMessage>(ShowMessageParams { typ: MessageType::ERROR, message });
    }

    pub(super) fn log(&self, message: String) {
        self.notify::<LogMessage>(LogMessageParams { typ: MessageType::WARNING, message });
    }

    /// Notes a request that is to be answered.
    pub(super) fn asked(&self, id: RequestId) {
        self.open().insert(id);
    }

    /// Answers a request unless it is answered already.
    pub(super) fn answer(&self, id: &RequestId, result: impl Serialize) {
        self.respond(Response::new_ok(id.clone(), result));
    }

    pub(super) fn refuse(&self, id: &RequestId, code: ErrorCode, message: &str) {
        self.respond(Response::new_err(id.clone(), code as i32, message.to_owned()));
    }

    fn respond(&self, response: Response) {
        if self.open().remove(&response.id) {
            (self.send)(response.into());
        }
    }

    fn open(&self) -> MutexGuard<'_, HashSet<RequestId>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("abilities", &self.abilities).finish_non_exhaustive()
    }
}
