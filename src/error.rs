//! Problems in rule packs as reports on the Rego source. With `render::pretty` the only place that names miette.

use std::borrow::Cow;
use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use crate::render::Style;
use crate::rule::PackError;
use crate::source::{SourceFile, Span};

/// The complaint about one place in a pack, with the lines around it. Ends in a line end.
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
        let source = Source { file: SourceFile::new(error.path.clone(), harmless(&error.text)) };
        let place = if error.text.get(error.span.range()).is_some() { error.span } else { Span::default() };
        Self {
            source,
            label: LabeledSpan::new_primary_with_span(error.label.clone(), place.range()),
            message: escaped(&error.message).into_owned(),
            help: error.help.as_deref().map(|help| escaped(help).into_owned()),
        }
    }
}

/// A file whose columns count characters; miette alone would count bytes.
struct Source {
    file: SourceFile,
}

impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.file.text.read_span(span, lines_before, lines_after)?;
        let start = self.file.position(Span::at(contents.span().offset()).start);
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.path.to_string(),
            contents.data(),
            *contents.span(),
            contents.line(),
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

fn escaped(text: &str) -> Cow<'_, str> {
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
    fn a_place_outside_of_the_text_is_its_beginning() {
        let mut error = error("x\n", "x");
        error.span = Span::new(70, 80);
        let report = report(&error, PLAIN);
        assert!(report.contains("rule.rego:1:1") && report.contains("no `resorces` here"), "{report}");
    }
}
