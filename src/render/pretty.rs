//! Code frames for people. Only here a finding meets miette, which draws the frames; the lines around them
//! are ours. miette gets the few prepared lines of an [`Excerpt`] and never the whole text, because it reads
//! what it is given from the beginning for every label.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::sync::Arc;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents};
use miette::{SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles};

use super::excerpt::{self, Excerpt, Label};
use super::{Options, Style, Texts, Tone, gathered, wording};
use crate::finding::{Confidence, Finding, Fix, Level, Place, Related, Report, RunError, Undecided};
use crate::source::FileId;

/// More related places than this are counted instead of shown.
const MAX_RELATED: usize = 8;
/// More resources than these are counted instead of named.
const MAX_NAMED: usize = 5;
/// A screen is taken to have at least this many columns.
const MIN_WIDTH: usize = 40;
/// What line numbers and borders of a frame take.
const GUTTER: usize = 10;
/// A label gets at least this many columns, however far to the right it stands.
const MIN_LABEL: usize = 24;

pub(super) fn render(report: &Report, texts: &dyn Texts, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let style = Style { width: options.style.width.max(MIN_WIDTH), ..options.style };
    let pages = report.rules.iter().filter(|rule| rule.page.is_some()).map(|rule| &*rule.id).collect();
    let mut printer = Printer { texts, style, pages, packs: &options.packs, out };
    for findings in gathered(report, options) {
        printer.finding(&findings)?;
    }
    let undecided = if options.show_undecided { &*report.undecided } else { &[] };
    for undecided in undecided {
        printer.undecided(undecided)?;
    }
    for error in &report.errors {
        printer.error(error)?;
    }
    if !(undecided.is_empty() && report.errors.is_empty()) {
        writeln!(printer.out)?;
    }
    printer.summary(report, options)
}

struct Printer<'a> {
    texts: &'a dyn Texts,
    style: Style,
    /// The rules that `plimsoll explain` has a page for.
    pages: BTreeSet<&'a str>,
    packs: &'a BTreeMap<Arc<str>, String>,
    out: &'a mut dyn io::Write,
}

/// The resources of findings that say the same.
fn several(findings: &[&Finding]) -> String {
    let names: Vec<&str> = findings.iter().filter_map(|finding| finding.resource.as_deref()).take(MAX_NAMED).collect();
    let rest = findings.len() - names.len();
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("{} resources have this: {}{more}", findings.len(), names.join(", "))
}

/// A place to show and what to say of it; the fault itself is said in the headline.
struct Mark<'a> {
    place: &'a Place,
    message: Option<&'a str>,
}

impl<'a> From<&'a Related> for Mark<'a> {
    fn from(related: &'a Related) -> Self {
        Self { place: &related.place, message: Some(&related.message) }
    }
}

impl Printer<'_> {
    fn finding(&mut self, findings: &[&Finding]) -> io::Result<()> {
        let finding = findings[0];
        let tone = Tone::Level(finding.level);
        self.headline(tone, wording::level(finding.level), Some(&finding.rule), &finding.message)?;
        let notes = self.frames(finding)?;
        if let Some(worlds) = wording::worlds(&finding.when) {
            self.detail("when", &worlds)?;
        }
        if findings.len() > 1 {
            self.detail("note", &several(findings))?;
        }
        for note in notes {
            self.detail("note", &note)?;
        }
        if finding.confidence != Confidence::High {
            let confidence = wording::confidence(finding.confidence);
            self.detail("note", &format!("the rule has {confidence} confidence here"))?;
        }
        if let Some(suppression) = &finding.suppressed {
            self.detail("note", &wording::suppression(suppression))?;
        }
        if let Some(help) = &finding.help {
            self.detail("help", help)?;
        }
        if let Some(fix) = &finding.fix {
            self.detail("fix", &offer(fix))?;
        }
        if self.pages.contains(&*finding.rule) {
            let pack = self.packs.get(&finding.rule).map_or_else(String::new, |folder| format!(" --rules {folder}"));
            self.detail("more", &format!("plimsoll explain {}{pack}", finding.rule))?;
        } else if let Some(url) = &finding.url {
            self.detail("more", url)?;
        }
        writeln!(self.out)
    }

    fn undecided(&mut self, undecided: &Undecided) -> io::Result<()> {
        let reason = format!("{}: {}", wording::place(&undecided.place), undecided.reason);
        self.headline(Tone::Undecided, "undecided", Some(&undecided.rule), &reason)
    }

    fn error(&mut self, error: &RunError) -> io::Result<()> {
        let message = match &error.file {
            Some(file) => &format!("{file}: {}", error.message),
            None => &error.message,
        };
        self.headline(Tone::Failure, "failed", error.rule.as_deref(), message)
    }

    /// `level[rule]: message`.
    fn headline(&mut self, tone: Tone, word: &str, rule: Option<&str>, message: &str) -> io::Result<()> {
        let rule = rule.map(|rule| format!("[{rule}]")).unwrap_or_default();
        let kind = self.style.paint(tone, &format!("{word}{rule}"));
        writeln!(self.out, "{kind}{}", self.style.paint(Tone::Strong, &format!(": {}", wording::visible(message))))
    }

    /// A line under the frame, wrapped, with its label to the left of a common edge.
    fn detail(&mut self, label: &str, text: &str) -> io::Result<()> {
        const INDENT: usize = 8;
        let label = self.style.paint(Tone::Label, &format!("{label:>6}:"));
        for (number, line) in wrap(text, self.style.width - INDENT).iter().enumerate() {
            if number == 0 {
                writeln!(self.out, "{label} {line}")?;
            } else {
                writeln!(self.out, "{:INDENT$}{line}", "")?;
            }
        }
        Ok(())
    }

    /// Draw the frame of the fault with the related places close to it, then those of the other places; give
    /// back a note for each place that no frame shows.
    fn frames(&mut self, finding: &Finding) -> io::Result<Vec<String>> {
        let related = &finding.related[..finding.related.len().min(MAX_RELATED)];
        let mut here = vec![Mark { place: &finding.place, message: None }];
        let mut elsewhere: BTreeMap<(bool, FileId), Vec<Mark<'_>>> = BTreeMap::new();
        for related in related {
            let other_file = related.place.file != finding.place.file;
            if other_file || related.place.start.line.abs_diff(finding.place.start.line) > excerpt::JOINED {
                elsewhere.entry((other_file, related.place.file)).or_default().push(related.into());
            } else {
                here.push(related.into());
            }
        }
        let mut notes = self.frame(&here, finding.level)?;
        for marks in elsewhere.values() {
            notes.extend(self.frame(marks, finding.level)?);
        }
        let more = finding.related.len() - related.len();
        if more > 0 {
            notes.push(format!("and {}", wording::count(more, "more related place")));
        }
        Ok(notes)
    }

    /// Draw the places of one file.
    fn frame(&mut self, marks: &[Mark<'_>], level: Level) -> io::Result<Vec<String>> {
        let places: Vec<&Place> = marks.iter().map(|mark| mark.place).collect();
        let ellipsis = if self.style.unicode { "…" } else { "..." };
        let width = self.style.width - GUTTER;
        let file = self.texts.file(places[0].file);
        let Some(excerpt) = file.and_then(|file| Excerpt::new(&file, &places, width, ellipsis)) else {
            return self.without_frame(marks);
        };
        let notes = excerpt.left_out.iter().filter_map(|&mark| note(&marks[mark])).collect();
        let theme = theme(self.style, &excerpt, marks, level);
        let frame = Frame::new(excerpt, marks, width);
        let mut drawn = String::new();
        GraphicalReportHandler::new_themed(theme)
            .with_width(self.style.width)
            .without_primary_span_start()
            .render_report(&mut drawn, &frame)
            .map_err(|fmt::Error| io::Error::other("a code frame could not be drawn"))?;
        // The first line is the headline of miette's own making.
        for line in drawn.lines().skip(1) {
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(notes)
    }

    fn without_frame(&mut self, marks: &[Mark<'_>]) -> io::Result<Vec<String>> {
        for mark in marks.iter().filter(|mark| mark.message.is_none()) {
            self.detail("at", &wording::place(mark.place))?;
        }
        Ok(marks.iter().filter_map(note).collect())
    }

    fn summary(&mut self, report: &Report, options: &Options) -> io::Result<()> {
        writeln!(self.out, "{}", closing(report, options))
    }
}

/// The closing line: how many findings of each level there are in how many files, and what else happened.
pub(super) fn closing(report: &Report, options: &Options) -> String {
    let open = |level| report.findings.iter().filter(move |f| f.suppressed.is_none() && f.level == level).count();
    let levels = [Level::Error, Level::Warning, Level::Info];
    let worst = levels.into_iter().find(|level| open(*level) > 0);
    let counts = levels.into_iter().filter(|level| open(*level) > 0);
    let counts: Vec<_> = counts.map(|level| wording::count(open(level), wording::level(level))).collect();
    let verdict = match (report.files, counts.join(", ")) {
        (0, counts) if counts.is_empty() => "no file was linted (see plimsoll check --list-files)".to_owned(),
        (0, counts) => counts,
        (files, counts) if counts.is_empty() => format!("no findings in {}", wording::count(files, "file")),
        (files, counts) => format!("{counts} in {}", wording::count(files, "file")),
    };
    let verdict = options.style.paint(worst.map_or(Tone::Strong, Tone::Level), &verdict);
    [vec![verdict], remarks(report, options)].concat().join("; ")
}

/// What the closing line says besides the numbers of findings.
fn remarks(report: &Report, options: &Options) -> Vec<String> {
    let fixable = report.findings.iter().filter(|finding| finding.suppressed.is_none());
    let fixable = fixable.filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe)).count();
    let suppressed = report.findings.iter().filter(|finding| finding.suppressed.is_some()).count();
    let undecided = report.undecided.len();
    let failed = report.errors.len();
    let hint = |hidden: bool, flag: &str| if hidden { format!(" ({flag})") } else { String::new() };
    let mut remarks = Vec::new();
    if fixable > 0 {
        remarks.push(format!("{fixable} fixable (--fix)"));
    }
    if suppressed > 0 {
        remarks.push(format!("{suppressed} suppressed{}", hint(!options.show_suppressed, "--show-suppressed")));
    }
    if undecided > 0 {
        let hint = hint(!options.show_undecided, "--show-undecided");
        remarks.push(format!("{} stayed unknown{hint}", wording::count(undecided, "decision")));
    }
    if failed > 0 {
        remarks.push(format!("{}: not everything was linted", wording::count(failed, "failure")));
    }
    remarks
}

fn offer(fix: &Fix) -> String {
    let how = if fix.safe { "--fix" } else { "--fix --unsafe-fixes" };
    format!("{} ({how})", fix.title)
}

/// A related place in words.
fn note(mark: &Mark<'_>) -> Option<String> {
    mark.message.map(|message| format!("{}: {message}", wording::place(mark.place)))
}

/// Words in lines of at most `width` characters; line ends of the text stay. A longer word has a line of its
/// own, so that paths and commands can be copied.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.trim_end().split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace().map(wording::visible) {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
        lines.push(line);
    }
    lines
}

fn theme(style: Style, excerpt: &Excerpt, marks: &[Mark<'_>], level: Level) -> GraphicalTheme {
    let characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let mut styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let fault = match level {
        _ if !style.color => styles.error,
        Level::Error => styles.error.bold(),
        Level::Warning => styles.warning.bold(),
        Level::Info => styles.advice.blue().bold(),
    };
    let related = styles.help;
    // miette hands the highlights out in the order of the text.
    let of = |label: &Label| if marks[label.place].message.is_none() { fault } else { related };
    styles.highlights = excerpt.labels.iter().map(of).collect();
    styles.link = ThemeStyles::none().link;
    GraphicalTheme { characters, styles }
}

/// An excerpt as miette wants it.
#[derive(Debug)]
struct Frame {
    excerpt: Excerpt,
    labels: Vec<LabeledSpan>,
    /// `path:line:column` of each label, by where it starts in the excerpt.
    names: BTreeMap<usize, String>,
}

impl Frame {
    fn new(excerpt: Excerpt, marks: &[Mark<'_>], width: usize) -> Self {
        let labels = excerpt.labels.iter().map(|label| {
            let mark = &marks[label.place];
            let room = width.saturating_sub(label.column).max(MIN_LABEL);
            let text = mark.message.map(|message| wrap(message, room).join("\n"));
            let span = SourceSpan::from(label.range.clone());
            if label.place == 0 {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        });
        let labels = labels.collect();
        let name = |label: &Label| (label.range.start, wording::place(marks[label.place].place));
        let names = excerpt.labels.iter().map(name).collect();
        Self { excerpt, labels, names }
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Frame {}

impl Diagnostic for Frame {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl SourceCode for Frame {
    /// The lines around a span, as far as the excerpt has them without a gap.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let Excerpt { text, lines, .. } = &self.excerpt;
        let (mut first, mut last) =
            (self.excerpt.line_of(span.offset()), self.excerpt.line_of(span.offset() + span.len()));
        if span.offset() + span.len() > text.len() || lines[last].number - lines[first].number != last - first {
            return Err(MietteError::OutOfBounds);
        }
        let adjacent = |one: usize, next: usize| lines[one].number + 1 == lines[next].number;
        for _ in 0..before {
            first -= usize::from(first > 0 && adjacent(first - 1, first));
        }
        for _ in 0..after {
            last += usize::from(last + 1 < lines.len() && adjacent(last, last + 1));
        }
        let bytes = lines[first].start..lines.get(last + 1).map_or(text.len(), |line| line.start);
        let name = self.names.get(&span.offset()).cloned().unwrap_or_default();
        let data = &text.as_bytes()[bytes.clone()];
        Ok(Box::new(MietteSpanContents::new_named(name, data, bytes.into(), lines[first].number, 0, last - first + 1)))
    }
}
