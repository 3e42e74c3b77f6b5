//! What the streams of the program can show.

use crate::render::Style;

/// The style of a stream. `NO_COLOR` and `CLICOLOR_FORCE` count more than whether it is a terminal.
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
pub(super) fn style(is_terminal: bool) -> Style {
    let set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty() && value != "0");
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    Style {
        color: !set("NO_COLOR") && (is_terminal || set("CLICOLOR_FORCE")),
        width: columns.unwrap_or(100).clamp(60, 120),
        ..Style::default()
    }
}
