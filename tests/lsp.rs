//! The language server as an editor meets it: the real program behind a pipe, and messages of the protocol.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "lsp/actions.rs"]
mod actions;
#[path = "lsp/configuration.rs"]
mod configuration;
#[path = "lsp/editor.rs"]
mod editor;
#[path = "lsp/random.rs"]
mod random;
#[path = "lsp/stream.rs"]
mod stream;
#[path = "lsp/sync.rs"]
mod sync;
