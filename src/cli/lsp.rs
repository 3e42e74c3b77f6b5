//! `plimsoll lsp`

use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::settings::{self, Parameters, Settings};
use super::{CLEAN, complain, watchdog};
use crate::config::Config;
use crate::lint::Progress;
use crate::lsp::{self, Host, Lint, Loaded, Open, Tell};
use crate::ruleset::RuleSet;

/// The status that the protocol has for a server that nobody asked to end.
const UNEXPECTED: u8 = 1;

#[derive(Args, Clone, Debug)]
pub(super) struct LspArguments {
    /// Speak over standard input and output, which is all that there is; some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    parameters: Parameters,
}

/// The disk, as the command line says to read it.
struct Disk {
    settings: Settings,
    parameters: Parameters,
    builtin: RuleSet,
}

impl Host for Disk {
    fn load(&self, folder: &Path, open: Open<'_>) -> Loaded {
        self.settings.for_editor(&self.parameters, folder, &self.builtin, open)
    }

    fn today(&self) -> jiff::civil::Date {
        settings::today()
    }

    fn guard(&self, config: &Config, shown: &dyn Progress, tell: Tell, lint: Lint<'_>) {
        watchdog::server(config, shown, tell, lint);
    }
}

pub(super) fn run(arguments: LspArguments) -> u8 {
    let LspArguments { settings, parameters, .. } = arguments;
    let host = Disk { settings, parameters, builtin: RuleSet::builtin() };
    // The threads of the connection end with the program; one of them waits for an editor that may be gone.
    let (connection, complaints) = lsp::stdio();
    match lsp::serve(&connection, Arc::new(host)) {
        Ok(()) => CLEAN,
        Err(error) => {
            let why = complaints.try_recv().map_or_else(|_| error.to_string(), |why| why.to_string());
            complain(&format!("error: {why}"));
            UNEXPECTED
        }
    }
}
