//! Getting on after an error: the lines that are to blame are blanked and the text read again. Blanking
//! keeps every place where it is.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::events::{self, Stop};
use super::message;
use super::padding::Draft;
use super::quotes;
use crate::syntax::SyntaxError;

/// How many errors of a file are reported before the rest of it is given up.
const REPORT_LIMIT: usize = 16;

/// How often lines are blanked before the rest of the file is given up.
const REPAIR_LIMIT: usize = 64;

/// How often the file may be read again to find what is to blame.
const EFFORT: usize = 64;

/// How many bytes may be read again at most, for that and for putting spaces before lines.
const EFFORT_LIMIT: usize = 32 << 20;

/// Repairs a text that the parser stopped in, and says what was wrong. The text is sound as far as
/// the repairs went.
pub(super) fn repair(source: &str, stop: Stop) -> (Draft, Vec<SyntaxError>) {
    let effort = source.len().saturating_mul(EFFORT).min(EFFORT_LIMIT);
    let mut repair = Repair {
        draft: Draft::of(source),
        effort,
        padding_effort: EFFORT_LIMIT,
        padded: None,
        errors: Vec::new(),
        blamed: 0..0,
        kind: None,
    };
    repair.run(stop);
    (repair.draft, repair.errors)
}

struct Repair {
    draft: Draft,
    /// How many bytes may still be read again to find what is to blame.
    effort: usize,
    /// How many bytes may still be read again with spaces before lines, those spaces included.
    padding_effort: usize,
    /// Where in the source the quoted scalar begins whose lines were padded last.
    padded: Option<usize>,
    errors: Vec<SyntaxError>,
    /// The lines that were blanked last, and for what.
    blamed: Range<usize>,
    kind: Option<ErrorKind>,
}

impl Repair {
    fn run(&mut self, first: Stop) {
        let mut next = Some(first);
        let mut repairs = 0;
        while let Some(stop) = next {
            let stop = at_the_tab(&self.draft.text, stop);
            if self.pad_continuation(&stop) {
                next = events::probe(&self.draft.text);
                continue;
            }
            let hopeless = stop.kind == ErrorKind::RecursionLimitExceeded || repairs == REPAIR_LIMIT;
            let repaired = if hopeless || self.errors.len() >= REPORT_LIMIT { None } else { self.best(&stop) };
            let Some(repaired) = repaired else {
                self.report(&stop, None);
                if let Some(last) = self.errors.last_mut() {
                    message::give_up(last);
                }
                return;
            };
            repairs += 1;
            self.report(&stop, Some(repaired.blamed.clone()));
            let repaired = self.with_orphans(repaired);
            self.draft.blank(repaired.blamed.clone());
            self.blamed = repaired.blamed;
            self.kind = Some(stop.kind);
            next = repaired.next;
        }
    }

    /// Reports an error, unless it is the last one again on the next line.
    fn report(&mut self, stop: &Stop, blamed: Option<Range<usize>>) {
        let goes_on = blamed.as_ref().is_some_and(|blamed| {
            self.kind.as_ref() == Some(&stop.kind)
                && self.blamed.end <= blamed.start
                && is_blank(&self.draft.text[self.blamed.end..blamed.start])
        });
        if !goes_on {
            self.errors.push(message::describe(&self.draft, stop, blamed));
        }
    }

    /// A continuation line of a quoted scalar may be indented less than the parser wants: leading
    /// blanks do not count there, so it is given more. False if this is no such line.
    fn pad_continuation(&mut self, stop: &Stop) -> bool {
        let text = &self.draft.text;
        if stop.kind != ErrorKind::InvalidQuotedScalarIndent {
            return false;
        }
        let Some(quoted) = quotes::last_before(text, stop.last_end, stop.at) else { return false };
        let scalar = Some(self.draft.original(quoted.range.start));
        // All lines of a scalar are padded at once: what that did not help, more of it does not.
        if self.padded == scalar
            || quoted.range.end <= stop.at
            || !quoted.is_closed
            || !quotes::may_follow(&text[quoted.range.end..])
        {
            return false;
        }
        let column = quoted.range.start - line_of(text, quoted.range.start).start;
        let lines = line_starts(text, line_of(text, stop.at).start, quoted.range.end);
        let cost = text.len() + lines.len() * (column + 1);
        let Some(rest) = self.padding_effort.checked_sub(cost) else { return false };
        self.padding_effort = rest;
        self.padded = scalar;
        self.draft.pad(&lines, column + 1);
        true
    }

    /// The lines whose blanking lets the parser get furthest.
    fn best(&mut self, stop: &Stop) -> Option<Repaired> {
        let mut best: Option<Repaired> = None;
        for blamed in suspects(&self.draft.text, stop) {
            if self.effort < self.draft.text.len() {
                break;
            }
            let next = self.probe(blamed.clone());
            if next.is_none() {
                return Some(Repaired { blamed, next });
            }
            let reach = |next: &Option<Stop>| next.as_ref().map(|stop| stop.at);
            if best.as_ref().is_none_or(|best| reach(&next) > reach(&best.next)) {
                best = Some(Repaired { blamed, next });
            }
        }
        best
    }

    /// The same with what is indented below a blamed key: without that key it would belong to whatever stands above. A
    /// line of another language, such as `{{ if }}`, has nothing below it.
    fn with_orphans(&mut self, repaired: Repaired) -> Repaired {
        let text = &self.draft.text;
        let block = block_of(text, &line_of(text, repaired.blamed.start));
        let content = text[block.clone()].trim_start_matches(' ');
        let is_foreign = content.starts_with(['{', '%', '<', '=', '>', '@', '`', '\t']);
        let alone = block.end <= repaired.blamed.end || !stands_in_a_block(text, &block);
        if is_foreign || alone || self.effort < text.len() {
            return repaired;
        }
        let blamed = repaired.blamed.start..block.end;
        let next = self.probe(blamed.clone());
        let gets_further = match (&next, &repaired.next) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(next), Some(before)) => next.at >= before.at,
        };
        if gets_further { Repaired { blamed, next } } else { repaired }
    }

    /// Where the parser would stop if these lines were blank.
    fn probe(&mut self, blank: Range<usize>) -> Option<Stop> {
        self.effort = self.effort.saturating_sub(self.draft.text.len());
        let mut draft = self.draft.clone();
        draft.blank(blank);
        events::probe(&draft.text)
    }
}

/// A tab in the indentation of a line is sometimes noticed at the value that the line seems to go on
/// with.
fn at_the_tab(text: &str, stop: Stop) -> Stop {
    if !matches!(
        stop.kind,
        ErrorKind::TabInPlainScalar
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabNotAllowed
    ) {
        return stop;
    }
    let mut line = line_of(text, stop.at);
    loop {
        let content = &text[line.clone()];
        let indentation = &content[..content.len() - content.trim_start().len()];
        if let Some(tab) = indentation.find('\t') {
            return Stop { at: line.start + tab, ..stop };
        }
        if line.end >= text.len() {
            return stop;
        }
        line = line_of(text, line.end + 1);
    }
}

/// Lines to blank and what comes of it.
struct Repaired {
    blamed: Range<usize>,
    next: Option<Stop>,
}

/// What may be to blame, the likeliest first: lines near the error, and each with what is indented
/// below it.
fn suspects(text: &str, stop: &Stop) -> Vec<Range<usize>> {
    let here = line_of(text, stop.at);
    let mut lines = vec![here.clone()];
    lines.extend(non_blank_before(text, here.start));
    lines.push(line_of(text, stop.last_node));
    lines.extend(stop.open_flows.first().map(|flow| line_of(text, *flow)));
    lines.extend(stop.open_flows.last().map(|flow| line_of(text, *flow)));
    lines.extend(quotes::last_before(text, stop.last_end, stop.at).map(|quoted| line_of(text, quoted.range.start)));
    let blocks: Vec<Range<usize>> = lines.iter().map(|line| block_of(text, line)).collect();
    let mut suspects: Vec<Range<usize>> = Vec::new();
    for suspect in lines.into_iter().chain(blocks) {
        if !suspects.contains(&suspect) && !is_blank(&text[suspect.clone()]) {
            suspects.push(suspect);
        }
    }
    suspects
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line is indented as the one it goes on after, or is the first below another.
fn stands_in_a_block(text: &str, line: &Range<usize>) -> bool {
    let own = indentation(&text[line.clone()]);
    let mut before = non_blank_before(text, line.start);
    let above = before.clone();
    while let Some(line) = before {
        let found = indentation(&text[line.clone()]);
        if found <= own {
            return found == own || above == Some(line);
        }
        before = non_blank_before(text, line.start);
    }
    false
}

/// A line and the lines below it that are indented more.
fn block_of(text: &str, line: &Range<usize>) -> Range<usize> {
    let own = indentation(&text[line.clone()]);
    let mut end = line.end;
    while end < text.len() {
        let next = line_of(text, end + 1);
        let content = &text[next.clone()];
        if !is_blank(content) && indentation(content) <= own {
            break;
        }
        end = next.end;
    }
    line.start..end
}

fn non_blank_before(text: &str, line: usize) -> Option<Range<usize>> {
    let end = text[..line].trim_end_matches([' ', '\t', '\r', '\n', '\u{feff}']).len();
    (end > 0).then(|| line_of(text, end - 1))
}

/// The line that holds a place, without its line end.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end);
    start..end
}

fn line_starts(text: &str, first: usize, end: usize) -> Vec<usize> {
    let ends = memchr::memchr_iter(b'\n', &text.as_bytes()[first..end]);
    std::iter::once(first).chain(ends.map(|end| first + end + 1)).collect()
}

fn is_blank(text: &str) -> bool {
    text.trim_matches([' ', '\t', '\r', '\n', '\u{feff}']).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_that_spaces_do_not_help_is_given_them_once() {
        // A carriage return alone begins a line for the parser, but not one that spaces can be put before.
        let source = "icleex: '\"rulePriority\"\ran\",}]}'";
        let stop = events::probe(source).expect("the parser stops in it");
        let (draft, errors) = repair(source, stop);
        assert!(draft.text.len() < 2 * source.len(), "{:?}", draft.text);
        assert!(!errors.is_empty());
    }
}
