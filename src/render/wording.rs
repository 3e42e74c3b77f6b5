//! The words that several formats share, and how foreign text is made safe to print.

use std::borrow::Cow;

use crate::finding::{Alternative, Confidence, Finding, Level, Place, Scenario, Suppression};

/// More worlds than this are counted instead of spelled out.
const WORLDS_SPELLED: usize = 3;

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

pub(super) fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// `path:line:column`, which terminals and editors make a link of.
pub(super) fn place(place: &Place) -> String {
    format!("{}:{}:{}", visible(&place.path), place.start.line, place.start.column)
}

/// The worlds in which a finding holds, such as `IsProd is false or Region is "eu"`; `None` where it always does.
pub(super) fn worlds(worlds: &[Scenario]) -> Option<String> {
    let named: Vec<&Scenario> = worlds.iter().filter(|world| !world.is_empty()).collect();
    if named.is_empty() {
        return None;
    }
    let mut text = named.iter().take(WORLDS_SPELLED).map(|named| world(named)).collect::<Vec<_>>().join(", or ");
    if named.len() > WORLDS_SPELLED {
        text.push_str(", or in ");
        text.push_str(&count(named.len() - WORLDS_SPELLED, "more case"));
    }
    Some(text)
}

fn world(world: &Scenario) -> String {
    let states = world.iter().map(|(name, state)| match state {
        Alternative::Condition(truth) => format!("{name} is {truth}"),
        Alternative::Label(label) => format!("{name} is {label}"),
    });
    states.collect::<Vec<_>>().join(" and ")
}

/// The message of a finding in one line, with the worlds in which it holds.
pub(crate) fn message(finding: &Finding) -> String {
    match worlds(&finding.when) {
        Some(worlds) => format!("{} (when {worlds})", finding.message),
        None => finding.message.clone(),
    }
}

/// The message of a finding in one line that is safe to print, with the worlds in which it holds and why it does
/// not count.
pub(super) fn headline(finding: &Finding) -> String {
    let mut text = message(finding);
    if let Some(suppressed) = &finding.suppressed {
        text = format!("{text} ({})", suppression(suppressed));
    }
    visible(&text).into_owned()
}

/// `suppressed by comment until 2027-03-01: the reason`.
pub(super) fn suppression(suppression: &Suppression) -> String {
    let mut text = format!("suppressed by {}", suppression.by);
    if let Some(until) = &suppression.until {
        text.push_str(" until ");
        text.push_str(until);
    }
    if let Some(reason) = &suppression.reason {
        text.push_str(": ");
        text.push_str(reason);
    }
    text
}

/// Text from a file or a rule with nothing in it that a terminal would obey. Line ends and tabs become
/// spaces, so that a line stays one line.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_whitespace() && c != ' ' || printable(c) != Some(c)) {
        return Cow::Borrowed(text);
    }
    let printable = |c: char| if matches!(c, '\n' | '\r' | '\t') { Some(' ') } else { printable(c) };
    Cow::Owned(text.chars().filter_map(printable).collect())
}

/// What stands for a character on a terminal: the picture of a control character, a replacement for what
/// would reorder the text around it, nothing for a byte order mark, and the character itself otherwise.
pub(super) fn printable(c: char) -> Option<char> {
    match c {
        '\u{feff}' => None,
        '\0'..='\u{1f}' if c != '\t' => char::from_u32(u32::from(c) + 0x2400),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ => Some(c),
    }
}
