//! Problems in rule packs and configurations as reports on their source. With `render::pretty` the only place that names miette.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use crate::render::Style;
use crate::rule::PackError;
use crate::source::{LineIndex, SourceFile, Span};

/// How many bytes of a frame with very long lines are shown before and after a place, and of the place itself.
const MAX_SHOWN: usize = 300;

/// The complaint about one place, with the lines around it. Ends in a line end.
pub fn report(error: &PackError, style: Style) -> String {
    let theme = match (style.unicode, style.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(style.width).with_links(false);
    let mut out = String::new();
    let report = Report::new(error);
    // Writing into a String fails only where the place does not lie in the text, and that was seen to.
    let drawn = handler.render_report(&mut out, &report);
    drawn.expect("internal error: a report could not be drawn");
    out
}

/// A complaint as miette wants it.
struct Report {
    source: Source,
    label: LabeledSpan,
    message: String,
    help: Option<String>,
}

impl Report {
    fn new(error: &PackError) -> Self {
        let text = &error.text;
        let place = if text.get(error.span.range()).is_some() { error.span } else { Span::default() }.range();
        let place = place.start..place.end.min(text.floor_char_boundary(place.start + MAX_SHOWN));
        let (source, start) = Source::around(error, &place);
        Self {
            source,
            label: LabeledSpan::new_primary_with_span(error.label.clone(), place.start - start..place.end - start),
            message: escaped(&error.message).into_owned(),
            help: error.help.as_deref().map(|help| escaped(help).into_owned()),
        }
    }
}

/// The lines of a file around a place. Their columns count characters; miette alone would count bytes.
struct Source {
    file: SourceFile,
    /// How many lines of the whole file stand before them.
    before: usize,
}

impl Source {
    /// Enough lines for a frame, and where they begin. A file may have very many more, and very many complaints.
    fn around(error: &PackError, place: &Range<usize>) -> (Self, usize) {
        let lines = LineIndex::new(&error.text);
        let line = |offset: usize| lines.line_of(Span::at(offset).start);
        let first = line(place.start).saturating_sub(2);
        let next = line(place.end) + 3;
        let beginning = |line: usize| lines.line_span(line, &error.text).range().start;
        let end = if next < lines.line_count() { beginning(next) } else { error.text.len() };
        let start = beginning(first);
        let file = SourceFile::new(error.path.clone(), harmless(&error.text[start..end]));
        (Self { file, before: first }, start)
    }

    /// The part of what would be shown that is near a place.
    fn near(&self, place: &SourceSpan, shown: &Range<usize>) -> Range<usize> {
        let boundary = |offset: usize| self.file.text.floor_char_boundary(offset);
        let before = boundary(place.offset().saturating_sub(MAX_SHOWN));
        let after = boundary(place.offset() + place.len() + MAX_SHOWN);
        before.max(shown.start)..after.min(shown.end)
    }
}

impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.file.text.read_span(span, lines_before, lines_after)?;
        let shown = contents.span().offset()..contents.span().offset() + contents.span().len();
        let shown = if shown.len() > 4 * MAX_SHOWN { self.near(span, &shown) } else { shown };
        let start = self.file.position(Span::at(shown.start).start);
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.path.to_string(),
            &self.file.text.as_bytes()[shown.clone()],
            shown.into(),
            self.before + start.line as usize - 1,
            start.column as usize - 1,
            contents.line_count(),
        )))
    }
}

impl Diagnostic for Report {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(self.label.clone())))
    }

    fn help<'h>(&'h self) -> Option<Box<dyn fmt::Display + 'h>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }
}

impl std::error::Error for Report {}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A text whose control characters cannot reach a terminal, each byte of them a `?` so that spans stay right.
fn harmless(text: &str) -> String {
    let is_harmful = |character: char| character.is_control() && !matches!(character, '\n' | '\t' | '\r');
    let mut harmless = String::with_capacity(text.len());
    for character in text.chars() {
        if is_harmful(character) {
            harmless.extend(std::iter::repeat_n('?', character.len_utf8()));
        } else {
            harmless.push(character);
        }
    }
    harmless
}

/// A text whose control characters cannot reach a terminal.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let escape = |character: char| {
        if character.is_control() { character.escape_default().to_string() } else { character.to_string() }
    };
    Cow::Owned(text.chars().map(escape).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { color: false, unicode: true, width: 80 };

    fn error(text: &str, marked: &str) -> PackError {
        let start = text.find(marked).unwrap();
        PackError {
            path: "pack/a/b/rule.rego".into(),
            text: text.into(),
            span: Span::new(start, start + marked.len()),
            message: "the facts have no `resorces` here".into(),
            label: Some("no such field".into()),
            help: Some("did you mean `resources`?".into()),
        }
    }

    #[test]
    fn a_report_shows_the_place() {
        let report = report(&error("package a\n\nx := \"ä\" + input.resorces\n", "resorces"), PLAIN);
        assert!(report.contains("the facts have no `resorces` here"), "{report}");
        assert!(report.contains("pack/a/b/rule.rego:3:18"), "{report}");
        assert!(report.contains("x := \"ä\" + input.resorces"), "{report}");
        assert!(report.contains("no such field"), "{report}");
        assert!(report.contains("help: did you mean `resources`?"), "{report}");
    }

    #[test]
    fn nothing_in_a_pack_reaches_the_terminal_raw() {
        let mut error = error("x := \"\u{1b}[31m\u{9b}\" + resorces\n", "resorces");
        error.message = "`\u{7}` is none".into();
        let report = report(&error, PLAIN);
        assert!(!report.contains(['\u{1b}', '\u{9b}', '\u{7}']), "{report:?}");
        assert!(report.contains("\"?[31m??\" + resorces"), "{report}");
    }

    #[test]
    fn of_a_very_long_line_the_part_around_the_place_is_shown() {
        let text = format!("first line\n{}resorces{}\nlast line\n", "ä ".repeat(5000), " x".repeat(5000));
        let report = report(&error(&text, "resorces"), PLAIN);
        assert!(report.contains("rule.rego:2:10001") && report.contains("no such field"), "{report}");
        assert!(report.len() < 3000, "{} bytes", report.len());
        let long = "y".repeat(5000);
        assert!(super::report(&error(&long, &long), PLAIN).len() < 3000);
    }

    #[test]
    fn a_place_outside_of_the_text_is_its_beginning() {
        let mut error = error("x\n", "x");
        error.span = Span::new(70, 80);
        let report = report(&error, PLAIN);
        assert!(report.contains("rule.rego:1:1") && report.contains("no `resorces` here"), "{report}");
    }
}
