//! What went wrong, in words for people: the parser says where it noticed, this says what is likely
//! wrong and what to do.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::events::Stop;
use super::padding::Draft;
use super::quotes;
use super::recover::line_of;
use crate::source::Span;
use crate::syntax::{SyntaxError, too_deep};

/// Says why the parser stopped. `blamed` is the line that is left out for it.
pub(super) fn describe(draft: &Draft, stop: &Stop, blamed: Option<Range<usize>>) -> SyntaxError {
    let back = |range: Range<usize>| Span::new(draft.original(range.start), draft.original(range.end));
    if stop.kind == ErrorKind::RecursionLimitExceeded {
        return too_deep(draft.original(stop.at));
    }
    let scene = Scene::of(&draft.text, stop);
    let words = scene.words(&stop.kind);
    let related = words.related.or_else(|| scene.cause_elsewhere(blamed));
    SyntaxError {
        span: back(scene.word.clone()),
        message: words.message,
        related: related.map(|(range, label)| (back(range), label.to_owned())),
        help: words.help,
    }
}

/// Adds that the rest of the file was given up.
pub(super) fn give_up(error: &mut SyntaxError) {
    let rest = "the rest of the file is not read until this is mended";
    let help = error.help.take();
    error.help =
        Some(help.map_or_else(
            || rest.to_owned(),
            |help| if help.ends_with(rest) { help } else { format!("{help}; {rest}") },
        ));
}

/// An alias without an anchor, most often text that begins with an asterisk.
pub(super) fn unresolved_alias(alias: &str, span: Span) -> SyntaxError {
    SyntaxError {
        span,
        message: format!("`{alias}` is an alias, but no anchor `&{}` stands before it", alias.trim_start_matches('*')),
        related: None,
        help: Some(format!("put it in quotes if it is meant as text: \"{alias}\"")),
    }
}

/// The surroundings of the place where the parser stopped. All places are bytes of the draft's text.
struct Scene<'d> {
    text: &'d str,
    stop: &'d Stop,
    /// The line without its line end.
    line: Range<usize>,
    /// What is marked: from the place to the next blank, a bracket, or the line.
    word: Range<usize>,
}

/// What to say.
struct Words {
    message: String,
    related: Option<(Range<usize>, &'static str)>,
    help: Option<String>,
}

fn say(message: impl Into<String>, help: impl Into<String>) -> Words {
    Words { message: message.into(), related: None, help: Some(help.into()) }
}

impl<'d> Scene<'d> {
    fn of(text: &'d str, stop: &'d Stop) -> Self {
        let line = line_of(text, stop.at);
        let rest = &text[stop.at..line.end];
        let word = match stop.kind {
            ErrorKind::SimpleKeyExpected
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::InvalidIndentation => trimmed(text, &line),
            ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
                stop.at..text.ceil_char_boundary(stop.at + 1)
            }
            _ if rest.starts_with('\t') => stop.at..stop.at + rest.len() - rest.trim_start_matches('\t').len(),
            _ => stop.at..stop.at + rest.find([' ', '\t', '\r']).unwrap_or(rest.len()),
        };
        Self { text, stop, line, word }
    }

    fn words(&self, kind: &ErrorKind) -> Words {
        if let Some(words) = self.foreign() {
            return words;
        }
        match kind {
            ErrorKind::MappingValueNotAllowed => self.colon(),
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => self.no_key(),
            ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => self.among_keys(),
            ErrorKind::UnexpectedCharacter { character } => unexpected_character(*character),
            ErrorKind::MissingAnchorOrAliasName => self.lonely_indicator(),
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar => self.quotes(),
            ErrorKind::InvalidColonPlacement
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::BlockEntryInFlowCollection
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::FlowMappingValueAdjacentCollection
            | ErrorKind::InvalidFlowScalarIndent => self.flow(),
            _ => fixed(kind),
        }
    }

    /// What is not YAML at all: conflict markers and templates that are yet to be rendered.
    fn foreign(&self) -> Option<Words> {
        let lines = [self.line.clone(), line_of(self.text, self.stop.last_node)];
        let any = |test: &dyn Fn(&str) -> bool| lines.iter().any(|line| test(self.text[line.clone()].trim()));
        if any(&|line| ["<<<<<<< ", ">>>>>>> "].iter().any(|marker| line.starts_with(marker)) || line == "=======") {
            return Some(say("a merge conflict is not resolved here", "keep one side and remove the markers"));
        }
        let is_template = |line: &str| {
            line.starts_with("{{") || line.contains("{%") || line.contains("{{-") || line.starts_with("<%")
        };
        any(&is_template).then(|| {
            say("this is a template (Jinja, Go, ERB) that is not rendered yet, not YAML", "lint what it renders to")
        })
    }

    /// A colon that makes a key where none can be.
    fn colon(&self) -> Words {
        let before = &self.text[self.line.start..self.stop.at];
        if before.contains(": ") {
            return say("a value without quotes cannot contain \": \"", "put the value in quotes");
        }
        let value = line_of(self.text, self.stop.last_node);
        if value == self.line {
            return say("a key cannot stand here", "begin it on a line of its own");
        }
        let begin = self.stop.last_node..value.end.max(self.stop.last_node);
        let first = self.text[begin.clone()].trim_end();
        let begin = begin.start..begin.start + first.len();
        if let Some((key, value)) = first.split_once(':').filter(|(key, value)| !key.contains(' ') && !value.is_empty())
        {
            let help = format!("write `{key}: {value}`");
            return Words {
                related: Some((begin, "the blank is missing here")),
                ..say("a blank is missing after a colon above", help)
            };
        }
        let label = "the value begins here";
        let words = say(
            "by its indentation this line continues the value above, so it cannot be a key",
            "indent it like the keys it belongs to",
        );
        Words { related: Some((begin, label)), ..words }
    }

    /// A line without a colon, or without the blank behind it.
    fn no_key(&self) -> Words {
        let line = self.text[self.word.clone()].split('#').next().unwrap_or_default().trim();
        let help = match line.split_once(':') {
            Some((key, value)) if !value.is_empty() => format!("write `{key}: {value}`"),
            _ => "add a colon and a blank after the key, or a dash and a blank before the item".to_owned(),
        };
        say("this line is neither `key: value` nor a list item", help)
    }

    fn among_keys(&self) -> Words {
        if self.text[self.line.clone()].trim_start().starts_with("- ") {
            return say(
                "a list item stands among the keys of a mapping",
                "indent it below the key it belongs to, or remove the dash",
            );
        }
        say("the indentation of this line fits nothing above it", "align it with the keys it belongs to")
    }

    /// An asterisk or an ampersand without a name.
    fn lonely_indicator(&self) -> Words {
        if self.text[self.stop.at..].starts_with('*') {
            return say("`*` begins an alias, but no name follows", "put it in quotes if an asterisk is meant: \"*\"");
        }
        say("`&` begins an anchor, but no name follows", "put the value in quotes if an ampersand is meant")
    }

    fn quotes(&self) -> Words {
        let Some(quoted) = quotes::last_before(self.text, self.stop.last_end, self.stop.at) else {
            return say("a quoted value is not closed", "close it with the quote it begins with");
        };
        let begin = line_of(self.text, quoted.range.start);
        if begin == self.line {
            return say(
                "text follows a closing quote",
                "put the whole value in quotes; inside single quotes write '' for a quote, inside double quotes \\\"",
            );
        }
        let opened = quoted.range.start..quoted.range.start + 1;
        let help = format!("close it with {} on the line where it begins", &self.text[opened.clone()]);
        Words {
            related: Some((opened, "the quote is opened here")),
            ..say("a quoted value is not closed before this line", help)
        }
    }

    /// Something that a flow collection cannot have.
    fn flow(&self) -> Words {
        let Some(open) = self.stop.open_flows.last().copied() else {
            return say("this cannot stand in a list or mapping in brackets", "separate the entries with commas");
        };
        let (bracket, close) = if self.text[open..].starts_with('[') { ("[", "]") } else { ("{", "}") };
        if line_of(self.text, open) == self.line {
            let help = "separate the entries with commas, and put values with special characters in quotes";
            return say(format!("expected ',' or '{close}' before this"), help);
        }
        let words = say(
            format!("expected ',' or '{close}' before this, because a '{bracket}' is still open"),
            format!("close it with '{close}'"),
        );
        Words { related: Some((open..open + 1, "it is opened here")), ..words }
    }

    /// The line that was found to blame, where it is not the line of the error.
    fn cause_elsewhere(&self, blamed: Option<Range<usize>>) -> Option<(Range<usize>, &'static str)> {
        let blamed = blamed.filter(|blamed| !(blamed.start..=blamed.end).contains(&self.stop.at))?;
        Some((trimmed(self.text, &line_of(self.text, blamed.start)), "the cause is likely here"))
    }
}

/// A line without the blanks around it.
fn trimmed(text: &str, line: &Range<usize>) -> Range<usize> {
    let content = &text[line.clone()];
    let start = line.start + content.len() - content.trim_start().len();
    start..start + content.trim().len()
}

fn unexpected_character(character: char) -> Words {
    match character {
        '@' | '`' | '%' => {
            say(format!("a value without quotes cannot begin with '{character}'"), "put the value in quotes")
        }
        _ => say(
            format!("the character U+{:04X} is not allowed in YAML", u32::from(character)),
            "remove it, or write it as an escape in double quotes",
        ),
    }
}

/// What needs no look at the text.
fn fixed(kind: &ErrorKind) -> Words {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => say("a tab is used for indentation", "indent with spaces"),
        ErrorKind::ExpectedBlockSequenceEntry => say(
            "a key stands among the items of a list",
            "indent it below the item it belongs to, or less than the list",
        ),
        ErrorKind::BlockSequenceEntryNotAllowed => {
            say("a list cannot begin on the line of its key", "put its first item on a line of its own")
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            say("this bracket closes nothing", "remove it, or put the value in quotes")
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            say(format!("this '{open}' is closed by '{close}'"), "close it with its own bracket")
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            let close = if *open == '[' { ']' } else { '}' };
            say(format!("this '{open}' is never closed"), format!("close it with '{close}'"))
        }
        ErrorKind::InvalidTagTerminator => {
            say("a blank is missing after the tag", "put a blank between the tag and its value")
        }
        ErrorKind::UndeclaredTagHandle => {
            say("the tag has a handle that is declared nowhere", "write the tag with one `!`")
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            say("an escape in this double-quoted value is unknown", "write \\\\ for a backslash, or use single quotes")
        }
        ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => say(
            "a Unicode escape in this double-quoted value is wrong",
            "write four hexadecimal digits after \\u, or the character itself",
        ),
        ErrorKind::InvalidBlockScalarHeader => {
            say("text follows `|` or `>` on its line", "begin the text on the next line, or put it in quotes")
        }
        ErrorKind::ZeroBlockScalarIndent => {
            say("a block scalar cannot be indented by 0", "write a number from 1 to 9, or none")
        }
        ErrorKind::InvalidBlockScalarIndent => {
            say("this line of a block scalar is indented less than its first", "indent it like the others")
        }
        ErrorKind::CommentInterceptedScalar => {
            say("a comment cuts a value of several lines in two", "move the comment, or put the value in quotes")
        }
        ErrorKind::CommentNotSeparated => {
            say("a blank is missing before this comment", "put a blank before `#`, or the value in quotes")
        }
        ErrorKind::ExpectedDocumentStart => {
            say("more text follows the end of the document", "remove it, or begin another document with `---`")
        }
        ErrorKind::ExpectedNodeContent => say("a value is missing here", "write a value, or null"),
        ErrorKind::MappingKeyNotAllowed => say("a key cannot stand here", "begin it on a line of its own"),
        ErrorKind::BomInsideDocument => say("a byte order mark stands inside the document", "remove it"),
        other => Words { message: other.to_string(), related: None, help: None },
    }
}
