//! What the streams of the program can show.

use crate::render::Style;

/// The style of a stream. `NO_COLOR` and `CLICOLOR_FORCE` count more than whether it is a terminal. Any value of the
/// first counts, as its convention says; the second can be turned off with a `0`.
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
pub(super) fn style(is_terminal: bool) -> Style {
    let value = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let capable = is_terminal && moves();
    let forced = value("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| is_terminal);
    let columns = value("COLUMNS").and_then(|columns| columns.parse::<usize>().ok()).or_else(measured);
    Style {
        color: value("NO_COLOR").is_none() && (capable || forced),
        width: columns.unwrap_or(100).clamp(60, 120),
        ..Style::default()
    }
}

/// Whether a terminal understands more than lines of text.
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
pub(super) fn moves() -> bool {
    std::env::var("TERM").map_or(true, |term| term != "dumb")
}
