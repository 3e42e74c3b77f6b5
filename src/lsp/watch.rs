//! Hearing of files that change on the disk, and saying how far the first reading of them is.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use lsp_types::notification::{DidChangeWatchedFiles, Notification as _, Progress as ProgressNotification};
use lsp_types::request::{RegisterCapability, UnregisterCapability, WorkDoneProgressCreate};
use lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, NumberOrString, OneOf, ProgressParams,
    ProgressParamsValue, Registration, RegistrationParams, RelativePattern, Unregistration, UnregistrationParams,
    WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use super::client::Client;
use super::convert;
use crate::lint::{Pass, Progress};

/// Folders outside of those that an editor has open, and what is watched in each.
pub(super) type Outside = BTreeSet<(PathBuf, String)>;

/// Folders in which much happens that is none of ours.
const BUSY: [&str; 3] = [".git", "cdk.out", "node_modules"];
/// The number of tokens that were given away.
static TOKENS: AtomicU32 = AtomicU32::new(0);

/// Asks to be told of files that change.
pub(super) fn register(client: &Client) {
    if client.abilities.watches {
        // What a file is shows only in it; any may be a template or a module of a program.
        watch(client, "plimsoll/files", vec![GlobPattern::String("**/*".to_owned())]);
    }
}

/// Asks to be told of files outside of the folders that an editor has open: a configuration above them, packs beside
/// them. Each is a folder and what is watched in it.
pub(super) fn register_outside(client: &Client, before: &Outside, now: &Outside) {
    if !client.abilities.watches || !client.abilities.watches_outside || before == now {
        return;
    }
    let (id, method) = ("plimsoll/outside".to_owned(), DidChangeWatchedFiles::METHOD.to_owned());
    if !before.is_empty() {
        let unregisterations = vec![Unregistration { id: id.clone(), method }];
        client.request::<UnregisterCapability>(UnregistrationParams { unregisterations });
    }
    let pattern = |(folder, pattern): &(PathBuf, String)| {
        let base_uri = OneOf::Right(convert::uri(folder)?);
        Some(GlobPattern::Relative(RelativePattern { base_uri, pattern: pattern.clone() }))
    };
    if !now.is_empty() {
        watch(client, &id, now.iter().filter_map(pattern).collect());
    }
}

fn watch(client: &Client, id: &str, patterns: Vec<GlobPattern>) {
    let watcher = |glob_pattern: GlobPattern| FileSystemWatcher { glob_pattern, kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: patterns.into_iter().map(watcher).collect() };
    let options = serde_json::to_value(options).expect("internal error: options are made of JSON values alone");
    let registration = Registration {
        id: id.to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: Some(options),
    };
    client.request::<RegisterCapability>(RegistrationParams { registrations: vec![registration] });
}

/// Whether a file lies in a folder that is not linted anyway.
pub(super) fn is_no_concern(root: &Path, path: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.components().any(|part| matches!(part, Component::Normal(name) if BUSY.iter().any(|busy| name == *busy)))
}

/// A progress bar in the editor.
pub(super) struct Bar<'c> {
    client: Option<&'c Client>,
    token: NumberOrString,
    /// What the passes before were worth, in hundredths.
    before: AtomicUsize,
    files: AtomicUsize,
    done: AtomicUsize,
}

impl<'c> Bar<'c> {
    /// A bar that is shown where that is wanted and the editor can.
    pub(super) fn new(client: &'c Client, wanted: bool) -> Self {
        let number = TOKENS.fetch_add(u32::from(wanted), Ordering::Relaxed);
        let token = NumberOrString::String(format!("plimsoll/scan/{number}"));
        let bar = Self {
            client: Some(client).filter(|client| wanted && client.abilities.progress),
            token,
            before: AtomicUsize::new(0),
            files: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
        };
        if let Some(client) = bar.client {
            client.request::<WorkDoneProgressCreate>(WorkDoneProgressCreateParams { token: bar.token.clone() });
            bar.tell(WorkDoneProgress::Begin(WorkDoneProgressBegin {
                title: "Plimsoll".to_owned(),
                cancellable: Some(false),
                message: None,
                percentage: Some(0),
            }));
        }
        bar
    }

    fn tell(&self, progress: WorkDoneProgress) {
        if let Some(client) = self.client {
            let value = ProgressParamsValue::WorkDone(progress);
            client.notify::<ProgressNotification>(ProgressParams { token: self.token.clone(), value });
        }
    }

    fn report(&self, message: Option<&str>, percentage: usize) {
        self.tell(WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: Some(false),
            message: message.map(str::to_owned),
            percentage: u32::try_from(percentage).ok(),
        }));
    }
}

impl Progress for Bar<'_> {
    fn begin(&self, pass: Pass, files: usize) {
        self.files.store(files, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        let (message, before) = match pass {
            Pass::Survey => ("reading", 0),
            Pass::Judge => ("judging", 50),
        };
        self.before.store(before, Ordering::Relaxed);
        self.report(Some(message), before);
    }

    fn advance(&self) {
        let files = self.files.load(Ordering::Relaxed).max(1);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // Not more often than in steps of a twentieth.
        if done * 20 / files != (done - 1) * 20 / files {
            self.report(None, self.before.load(Ordering::Relaxed) + (done * 50 / files).min(50));
        }
    }
}

impl Drop for Bar<'_> {
    fn drop(&mut self) {
        self.tell(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
    }
}
