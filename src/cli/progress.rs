//! How far a long run is, on a terminal.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::lint::{Pass, Progress};

/// A shorter run shows nothing.
const LONG: Duration = Duration::from_secs(1);
/// How often a second the bar is drawn.
const HERTZ: u8 = 10;

/// A bar on standard error. It is there only while a run takes long and somebody can see it.
pub(super) struct Bar {
    bar: ProgressBar,
    visible: bool,
}

impl Bar {
    /// A bar that nobody sees yet.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos} of {len} files");
        bar.set_style(style.expect("internal error: a template that is none").progress_chars("=> "));
        Self { bar, visible: io::stderr().is_terminal() && super::terminal::moves() }
    }

    /// Whether it was taken away.
    #[cfg(test)]
    pub(super) fn is_gone(&self) -> bool {
        self.bar.is_finished()
    }

    /// Takes it away for good.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, pass: Pass, files: usize) {
        self.bar.set_message(match pass {
            Pass::Survey => "reading",
            Pass::Judge => "judging",
        });
        self.bar.set_length(files as u64);
        self.bar.set_position(0);
    }

    fn advance(&self) {
        if self.visible && self.bar.is_hidden() && self.bar.elapsed() >= LONG {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(HERTZ));
        }
        self.bar.inc(1);
    }
}
