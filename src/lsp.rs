//! The language server: the same rules while one types.
//!
//! One thread talks to the editor and never waits for a lint; the other one keeps the documents, lints, and answers.
//! Edits that arrive during a lint are taken together. Open documents stand in for the files on the disk, of which the
//! rest is read once and again when the editor tells that it changed. Nothing here reads a configuration or the clock:
//! a [`Host`] does.

mod actions;
mod client;
mod convert;
mod diagnostics;
mod documents;
mod folder;
mod hover;
mod pull;
mod server;
mod stream;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;

use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, RequestId};
use lsp_types::notification::{Cancel, Exit, Notification as _};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, DiagnosticOptions, DiagnosticServerCapabilities,
    HoverProviderCapability, InitializeParams, NumberOrString, OneOf, SaveOptions, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use crate::config::Config;
use crate::lint::Progress;
use crate::rule::PackError;
use crate::ruleset::RuleSet;
use client::{Abilities, Client};
use server::Server;

pub use stream::{Unreadable, stdio};

/// What all diagnostics say they come from.
const SOURCE: &str = "plimsoll";
/// The kind of the action that applies every safe fix of a file.
const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.plimsoll");

/// Who reads configurations and packs, and knows the day.
pub trait Host: Send + Sync {
    /// The rules and the configuration for a folder.
    fn load(&self, folder: &Path, open: Open<'_>) -> Loaded;

    /// The day on which exceptions are judged.
    fn today(&self) -> jiff::civil::Date;

    /// Carries out a lint with a configuration, and shows how far it is. Rules may be of others: what they do not end is
    /// told, and ends with the program.
    fn guard(&self, config: &Config, shown: &dyn Progress, tell: Tell, lint: Lint<'_>);
}

/// Tells who sits at the editor.
pub type Tell = Box<dyn Fn(String) + Send>;

/// What lints, and says to whom it is given how far it is.
pub type Lint<'l> = &'l mut (dyn FnMut(&dyn Progress) + Send);

/// The text that an editor has of a file; it stands in for the one on the disk.
pub type Open<'o> = &'o dyn Fn(&Path) -> Option<Arc<str>>;

/// What was read for a folder.
#[derive(Debug, Default)]
pub struct Loaded {
    /// `None` where there are mistakes.
    pub setup: Option<Setup>,
    /// The mistakes in the configuration and in packs.
    pub mistakes: Vec<PackError>,
    /// Mistakes that have no place.
    pub notices: Vec<String>,
    /// The configuration file, if there is one.
    pub configuration: Option<PathBuf>,
    /// The folders of rule packs.
    pub packs: Vec<PathBuf>,
}

/// The rules of a folder, and what is decided about them.
#[derive(Debug)]
pub struct Setup {
    pub rules: RuleSet,
    pub config: Config,
}

/// Why a server ended otherwise than it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("the editor does not speak the protocol: {0}")]
    Protocol(ProtocolError),
    #[error("what the editor says of itself cannot be read: {0}")]
    Initialize(#[from] serde_json::Error),
    #[error("the editor ended without a word")]
    Gone,
    #[error("internal error: the lint stopped")]
    Stopped,
}

impl From<ProtocolError> for ServeError {
    fn from(error: ProtocolError) -> Self {
        if error.channel_is_disconnected() { Self::Gone } else { Self::Protocol(error) }
    }
}

/// Serves an editor until it says that it ends.
///
/// # Errors
/// When the editor ends without saying so, or does not speak the protocol.
pub fn serve(connection: &Connection, host: Arc<dyn Host>) -> Result<(), ServeError> {
    let (id, raw) = connection.initialize_start()?;
    let whole = serde_json::json!({"capabilities": raw.get("capabilities")});
    let parameters: InitializeParams = serde_json::from_value(raw)?;
    let (abilities, complaint) = Abilities::new(&parameters, &whole);
    let answer = serde_json::json!({
        "capabilities": capabilities(&abilities),
        "serverInfo": {"name": "plimsoll", "version": env!("CARGO_PKG_VERSION")},
    });
    connection.initialize_finish(id, answer)?;
    let sender = connection.sender.clone();
    // Where nobody receives any more, the loop below ends too.
    let client = Client::new(abilities, move |message| drop(sender.send(message)));
    if let Some(complaint) = complaint {
        client.show(complaint);
    }
    let (tasks, queue) = mpsc::channel();
    let server = Server::new(client.clone(), host, client::folders(&parameters));
    thread::spawn(move || server.run(&queue));
    forward(connection, &client, &tasks)
}

/// Hands what the editor says to the thread that lints. What it takes back is answered here, at once.
fn forward(connection: &Connection, client: &Client, tasks: &mpsc::Sender<Message>) -> Result<(), ServeError> {
    for message in &connection.receiver {
        match &message {
            Message::Request(request) => {
                if connection.handle_shutdown(request)? {
                    return Ok(());
                }
                client.asked(request.id.clone());
            }
            Message::Notification(notification) if notification.method == Exit::METHOD => return Err(ServeError::Gone),
            Message::Notification(notification) if notification.method == Cancel::METHOD => {
                if let Some(id) = cancelled(notification) {
                    client.refuse(&id, ErrorCode::RequestCanceled, "cancelled");
                }
                continue;
            }
            Message::Notification(_) | Message::Response(_) => {}
        }
        tasks.send(message).map_err(|_| ServeError::Stopped)?;
    }
    Err(ServeError::Gone)
}

fn cancelled(notification: &Notification) -> Option<RequestId> {
    let parameters = serde_json::from_value(notification.params.clone()).ok()?;
    let lsp_types::CancelParams { id } = parameters;
    Some(match id {
        NumberOrString::Number(number) => number.into(),
        NumberOrString::String(text) => text.into(),
    })
}

fn capabilities(abilities: &Abilities) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]),
        work_done_progress_options: WorkDoneProgressOptions::default(),
        resolve_provider: Some(false),
    };
    let pull = DiagnosticOptions {
        identifier: Some(SOURCE.to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: abilities.options.diagnostics == client::Scope::Workspace,
        work_done_progress_options: WorkDoneProgressOptions::default(),
    };
    let folders =
        WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(OneOf::Left(true)) };
    ServerCapabilities {
        position_encoding: Some(abilities.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: abilities.literal_actions.then_some(CodeActionProviderCapability::Options(actions)),
        diagnostic_provider: abilities.pulls.then_some(DiagnosticServerCapabilities::Options(pull)),
        workspace: Some(WorkspaceServerCapabilities { workspace_folders: Some(folders), file_operations: None }),
        ..ServerCapabilities::default()
    }
}
