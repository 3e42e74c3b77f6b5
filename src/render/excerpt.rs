//! The few lines of a text that a code frame shows: cleaned of what a terminal would obey, cut to the width
//! of the screen, with the labelled places moved along. It does not know who draws the frame.
//!
//! The work depends on the lines shown and never on the length of the text, of its lines or of its spans.

use std::collections::BTreeMap;
use std::ops::Range;

use super::wording;
use crate::finding::Place;
use crate::source::SourceFile;

/// Lines shown before and after a labelled line.
const CONTEXT: usize = 1;
/// Places at most this many lines apart share a frame: their contexts touch.
pub(super) const JOINED: u32 = 3;
/// A place on more lines than this is shown by its first line.
const MAX_LINES: usize = 6;
/// Columns of a tab stop.
const TAB: usize = 4;

/// A part of a text, ready to be drawn.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, each with its line end.
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
    /// The places that are shown, in the order of the text.
    pub(super) labels: Vec<Label>,
    /// The places that are not, by their number among those asked for.
    pub(super) left_out: Vec<usize>,
}

/// A line of an [`Excerpt`].
#[derive(Debug)]
pub(super) struct Line {
    /// Which line of the whole text it is, counted from 0.
    pub(super) number: usize,
    /// Where it begins in the excerpt's text.
    pub(super) start: usize,
}

/// A place in an [`Excerpt`].
#[derive(Debug)]
pub(super) struct Label {
    /// Its number among those asked for.
    pub(super) place: usize,
    /// Its bytes in the excerpt's text.
    pub(super) range: Range<usize>,
    /// On which column of the screen the middle of its last line stands, counted from 0.
    pub(super) column: usize,
}

impl Excerpt {
    /// Cut out what shows the places, all of one file, the most important first. Lines are cut to `width`
    /// columns around it, with `ellipsis` where something is missing. `None` where the first place is not in
    /// the text, because the file has changed since.
    pub(super) fn new(file: &SourceFile, places: &[&Place], width: usize, ellipsis: &str) -> Option<Self> {
        let mut cut = Cut { file, width, ellipsis, targets: Vec::new(), windows: BTreeMap::new() };
        let mut left_out = Vec::new();
        for (number, place) in places.iter().enumerate() {
            if !cut.add(number, place) {
                left_out.push(number);
            }
        }
        (left_out.first() != Some(&0)).then(|| cut.draw(left_out))
    }

    /// The line that holds an offset of the excerpt's text, as an index into `lines`.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.start <= offset).saturating_sub(1)
    }
}

/// An excerpt in the making, in bytes of the whole text.
struct Cut<'a> {
    file: &'a SourceFile,
    width: usize,
    ellipsis: &'a str,
    targets: Vec<Target>,
    /// Of each labelled line, which of its bytes are shown.
    windows: BTreeMap<usize, Range<usize>>,
}

struct Target {
    place: usize,
    bytes: Range<usize>,
    lines: Range<usize>,
}

impl Cut<'_> {
    /// Take a place in, unless it is not in the text, overlaps with an earlier one or falls outside the
    /// window that an earlier one opened.
    fn add(&mut self, number: usize, place: &Place) -> bool {
        let Some(target) = self.target(number, place) else { return false };
        if self.targets.iter().any(|other| overlap(&other.bytes, &target.bytes)) {
            return false;
        }
        let (line, start) = (target.lines.start, target.bytes.start);
        if self.windows.get(&line).is_some_and(|window| !window.contains(&start) && start != self.content(line).end) {
            return false;
        }
        for line in target.lines.clone() {
            self.open(line, &target.bytes);
        }
        self.targets.push(target);
        true
    }

    /// The bytes and lines of a place, cut to its first line where it has too many; `None` where the text is
    /// not the one that the place was found in.
    fn target(&self, number: usize, place: &Place) -> Option<Target> {
        let text = &self.file.text;
        let span = place.span.range();
        if span.end > text.len() || span.start > span.end {
            return None;
        }
        let first = self.file.lines().line_of(place.span.start);
        if first + 1 != place.start.line as usize {
            return None;
        }
        let start = text.floor_char_boundary(span.start).min(self.content(first).end);
        let mut end = text.ceil_char_boundary(span.end).max(start);
        let mut last = self.file.lines().line_of(place.span.end);
        // A place that ends with a line end ends on the line before.
        if last > first && end == self.content(last).start {
            last -= 1;
        }
        if last - first >= MAX_LINES {
            last = first;
        }
        end = end.min(self.content(last).end).max(start);
        Some(Target { place: number, bytes: start..end, lines: first..last + 1 })
    }

    /// The bytes of a line without its line end.
    fn content(&self, line: usize) -> Range<usize> {
        self.file.lines().line_span(line, &self.file.text).range()
    }

    /// Decide which part of a line is shown, unless that is decided.
    fn open(&mut self, line: usize, focus: &Range<usize>) {
        let content = self.content(line);
        let focus = focus.start.clamp(content.start, content.end)..focus.end.clamp(content.start, content.end);
        let margin = 2 * columns(self.ellipsis);
        let window = || window(&self.file.text, content, focus, self.width, margin);
        self.windows.entry(line).or_insert_with(window);
    }

    fn draw(mut self, left_out: Vec<usize>) -> Excerpt {
        self.add_context();
        let mut excerpt = Excerpt { text: String::new(), lines: Vec::new(), labels: Vec::new(), left_out };
        self.targets.sort_by_key(|target| (target.bytes.start, target.bytes.end));
        let mut starts = BTreeMap::new();
        for (&number, window) in &self.windows {
            excerpt.lines.push(Line { number, start: excerpt.text.len() });
            let content = self.content(number);
            let before = if window.start > content.start { self.ellipsis } else { "" };
            let after = if window.end < content.end { self.ellipsis } else { "" };
            excerpt.text.push_str(before);
            starts.insert(number, excerpt.text.len());
            excerpt.text.extend(clean(&self.file.text[window.clone()]));
            excerpt.text.push_str(after);
            excerpt.text.push('\n');
        }
        for target in &self.targets {
            let moved = |line: usize, offset: usize| {
                let window = &self.windows[&line];
                let before = &self.file.text[window.start..offset.clamp(window.start, window.end)];
                starts[&line] + clean(before).map(char::len_utf8).sum::<usize>()
            };
            let start = moved(target.lines.start, target.bytes.start);
            let end = moved(target.lines.end - 1, target.bytes.end).max(start);
            let line = excerpt.lines[excerpt.line_of(end)].start;
            let middle = columns(&excerpt.text[line..start.max(line)]).midpoint(columns(&excerpt.text[line..end]));
            excerpt.labels.push(Label { place: target.place, range: start..end, column: middle });
        }
        excerpt
    }

    /// Show the lines around the labelled ones too, from their beginning.
    fn add_context(&mut self) {
        let last = self.file.lines().line_count() - 1;
        let labelled: Vec<usize> = self.windows.keys().copied().collect();
        for line in labelled.into_iter().flat_map(|line| line.saturating_sub(CONTEXT)..=(line + CONTEXT).min(last)) {
            let content = self.content(line);
            // A text that ends with a line end has an empty last line that nobody sees as one.
            if line < last || !content.is_empty() {
                self.open(line, &(content.start..content.start));
            }
        }
    }
}

/// Whether two places share a byte or begin at the same one.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start == other.start || (one.start < other.end && other.start < one.end)
}

/// The part of a line that fits into `width` columns with the focus in its middle, less `margin` columns for
/// the signs that something is missing.
fn window(text: &str, line: Range<usize>, focus: Range<usize>, width: usize, margin: usize) -> Range<usize> {
    let (all, _) = forward(&text[line.clone()], width);
    if all == line.len() {
        return line;
    }
    let width = width.saturating_sub(margin).max(1);
    let (_, spare) = forward(&text[focus.clone()], width);
    let start = focus.start - backward(&text[line.start..focus.start], spare / 2).0;
    let (length, spare) = forward(&text[start..line.end], width);
    let end = start + length;
    let start = if end == line.end { start - backward(&text[line.start..start], spare).0 } else { start };
    start..end
}

/// How many bytes from the beginning fit into a number of columns, and how many columns remain.
fn forward(text: &str, columns: usize) -> (usize, usize) {
    fitting(text.chars(), columns)
}

/// The same from the end.
fn backward(text: &str, columns: usize) -> (usize, usize) {
    fitting(text.chars().rev(), columns)
}

fn fitting(chars: impl Iterator<Item = char>, mut columns: usize) -> (usize, usize) {
    let mut bytes = 0;
    for c in chars {
        let Some(rest) = columns.checked_sub(width(c)) else { break };
        columns = rest;
        bytes += c.len_utf8();
    }
    (bytes, columns)
}

fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// How many columns a character takes at most; exact widths are the business of who draws.
fn width(c: char) -> usize {
    match c {
        '\t' => TAB,
        _ if c.is_ascii() => 1,
        _ => 2,
    }
}

fn clean(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(wording::printable)
}
