//! The text of a comment: `plimsoll: ignore[rule, rule] until: 2027-03-01 the reason`, and `checkov:skip=ID:reason`.

use std::sync::Arc;

use jiff::civil::Date;

use crate::source::Span;
use crate::spelling;

/// What an exception begins with.
const KEY: &str = "plimsoll:";
const CHECKOV: &str = "checkov:skip=";
const UNTIL: &str = "until:";
const WORDS: [&str; 2] = ["ignore", "ignore-file"];
const SHAPE: &str = "write `plimsoll: ignore[ecr/scan-disabled] the reason`, or `ignore-file[…]` for the whole file";

/// How many rules one exception may name.
pub(super) const MAX_RULES: usize = 100;

/// What a comment says to a linter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Ignore(Ignore),
    /// What is wrong with it, and what to do.
    Malformed {
        span: Span,
        message: String,
        help: String,
    },
    Checkov {
        id: (Arc<str>, Span),
        reason: Option<Arc<str>>,
    },
}

/// An exception in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ignore {
    pub(super) whole_file: bool,
    /// Never empty.
    pub(super) rules: Vec<(Arc<str>, Span)>,
    pub(super) until: Option<Date>,
    pub(super) reason: Option<Arc<str>>,
    pub(super) span: Span,
}

/// What is wrong with an exception, and what to do.
type Wrong = (String, String);

type DateAndReason = (Option<Date>, Option<Arc<str>>);

/// A piece of the text of a file.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    start: usize,
}

/// What a comment says, given with its delimiters.
pub(super) fn read(text: &str, comment: Span) -> Vec<Said> {
    let Some(whole) = text.get(comment.range()) else { return Vec::new() };
    let whole = Piece { text: whole, start: comment.start as usize };
    let mut said = Vec::new();
    for line in whole.lines_of_comment() {
        for part in line.parts() {
            said.extend(exception(part).or_else(|| checkov(part)));
        }
    }
    said
}

fn checkov(part: Piece<'_>) -> Option<Said> {
    let rest = part.after_prefix(CHECKOV)?;
    let (id, reason) = match rest.text.split_once(':') {
        Some((id, reason)) => (rest.until(id.len()), Some(reason.trim())),
        None => (rest.until(rest.text.find(char::is_whitespace).unwrap_or(rest.text.len())), None),
    };
    let id = id.trimmed();
    let reason = reason.filter(|reason| !reason.is_empty()).map(Arc::from);
    Some(Said::Checkov { id: (id.text.into(), id.span()), reason })
}

fn exception(part: Piece<'_>) -> Option<Said> {
    let rest = part.after_prefix(KEY)?;
    match ignore(part, rest) {
        Ok(ignore) => Some(Said::Ignore(ignore)),
        // A sentence may begin with the name; nobody writes it in lower case.
        Err(_) if !part.text.starts_with(KEY) => None,
        Err((message, help)) => Some(Said::Malformed { span: part.span(), message, help }),
    }
}

fn ignore(part: Piece<'_>, rest: Piece<'_>) -> Result<Ignore, Wrong> {
    let is_word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let length = rest.text.find(|character| !is_word(character)).unwrap_or(rest.text.len());
    let word = rest.until(length).text;
    let whole_file = word == "ignore-file";
    if !WORDS.contains(&word) {
        let meant = spelling::closest(word, WORDS).map(|meant| format!("did you mean `{meant}[…]`?"));
        let help = meant.unwrap_or_else(|| SHAPE.to_owned());
        return Err((format!("this comment ignores nothing: `{}` is no exception", shortened(rest.text)), help));
    }
    let Some(list) = rest.from(length).trimmed().after_prefix("[") else {
        return Err((format!("this comment ignores nothing: `{word}` names no rule"), SHAPE.to_owned()));
    };
    let Some(end) = list.text.find(']') else {
        return Err(("this comment ignores nothing: its list of rules has no end".to_owned(), SHAPE.to_owned()));
    };
    let rules: Vec<(Arc<str>, Span)> = list.until(end).split(',').map(|name| (name.text.into(), name.span())).collect();
    if rules.len() > MAX_RULES {
        return Err((format!("this comment ignores nothing: it names more than {MAX_RULES} rules"), SHAPE.to_owned()));
    }
    if rules.is_empty() {
        return Err((format!("this comment ignores nothing: `{word}[]` names no rule"), SHAPE.to_owned()));
    }
    let (until, reason) = date_and_reason(list.from(end + 1).text)?;
    Ok(Ignore { whole_file, rules, until, reason, span: part.span() })
}

/// The date may stand before the reason or behind it.
fn date_and_reason(text: &str) -> Result<DateAndReason, Wrong> {
    let begins_word = |at: &usize| text[..*at].ends_with(|before: char| before.is_whitespace()) || *at == 0;
    let Some(at) = text.match_indices(UNTIL).map(|(at, _)| at).find(begins_word) else {
        return Ok((None, reason(text)));
    };
    let behind = text[at + UNTIL.len()..].trim_start();
    let (date, rest) = behind.split_once(char::is_whitespace).unwrap_or((behind, ""));
    match date.trim_end_matches([',', ';']).parse() {
        Ok(date) => Ok((Some(date), reason(&format!("{} {}", text[..at].trim(), rest.trim())))),
        Err(_) => Err(no_date("this comment", date)),
    }
}

/// What to say of a date that is none.
pub(super) fn no_date(what: &str, date: &str) -> Wrong {
    let date = shortened(date);
    (format!("{what} ignores nothing: `{date}` is no date"), "write the last day as `until: 2027-03-01`".to_owned())
}

/// A reason without the dash that people put before it.
fn reason(text: &str) -> Option<Arc<str>> {
    let reason = text.trim().trim_start_matches(['-', '–', '—', ':']).trim();
    (!reason.is_empty()).then(|| reason.into())
}

/// The beginning of a text, to be quoted.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shortened: String = text.trim().chars().take(LONGEST).collect();
    if text.trim().chars().count() > LONGEST {
        shortened.push('…');
    }
    shortened
}

impl Piece<'_> {
    fn span(self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    fn until(self, end: usize) -> Self {
        Self { text: &self.text[..end], ..self }
    }

    fn from(self, start: usize) -> Self {
        Self { text: &self.text[start..], start: self.start + start }
    }

    fn trimmed(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let inner = self.from(start);
        inner.until(inner.text.trim_end().len())
    }

    /// What follows a prefix, in whatever case it is written.
    fn after_prefix(self, prefix: &str) -> Option<Self> {
        let found = self.text.get(..prefix.len())?;
        found.eq_ignore_ascii_case(prefix).then(|| self.from(prefix.len()).trimmed())
    }

    /// The parts between separators that are not blank.
    fn split(self, separator: char) -> impl Iterator<Item = Self> {
        let mut rest = Some(self);
        let parts = std::iter::from_fn(move || {
            let whole = rest?;
            let end = whole.text.find(separator);
            rest = end.map(|end| whole.from(end + separator.len_utf8()));
            Some(whole.until(end.unwrap_or(whole.text.len())).trimmed())
        });
        parts.filter(|part| !part.text.is_empty())
    }

    /// The lines of a comment without its delimiters and the stars that people draw before them.
    fn lines_of_comment(self) -> Vec<Self> {
        let block = [("/*", "*/"), ("<!--", "-->")].into_iter().find_map(|(open, close)| {
            let inner = self.text.strip_prefix(open)?;
            Some(self.from(open.len()).until(inner.strip_suffix(close).unwrap_or(inner).len()))
        });
        let Some(block) = block else {
            let start = self.text.len() - self.text.trim_start_matches(['#', '/', '!', ';']).len();
            return vec![self.from(start).trimmed()];
        };
        let undrawn = |line: Self| {
            let stars = line.text.len() - line.text.trim_start_matches('*').len();
            line.from(stars).trimmed()
        };
        block.split('\n').map(undrawn).collect()
    }

    /// A line of a comment may hold several comments: ` # ` or ` // ` begins the next. Whatever else a reason holds
    /// belongs to it.
    fn parts(self) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, _) in self.text.match_indices([' ', '\t']) {
            let rest = self.from(at + 1);
            let behind =
                ["#", "//"].into_iter().find_map(|mark| rest.text.strip_prefix(mark).map(|_| rest.from(mark.len())));
            let Some(behind) = behind.filter(|_| at >= start) else { continue };
            let begins = || behind.after_prefix(KEY).is_some() || behind.after_prefix(CHECKOV).is_some();
            if behind.text.starts_with([' ', '\t']) || begins() {
                parts.push(self.until(at).from(start).trimmed());
                start = behind.start - self.start;
            }
        }
        parts.push(self.from(start).trimmed());
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<Said> {
        read(text, Span::new(0, text.len()))
    }

    /// An exception in short: the word, the rules, the date, the reason.
    fn short(text: &str) -> Vec<String> {
        let one = |said: Said| match said {
            Said::Ignore(ignore) => {
                let names: Vec<&str> = ignore
                    .rules
                    .iter()
                    .map(|(name, span)| {
                        assert_eq!(&text[span.range()], &**name);
                        &**name
                    })
                    .collect();
                let word = if ignore.whole_file { "file" } else { "here" };
                let until = ignore.until.map(|date| format!(" until {date}")).unwrap_or_default();
                format!("{word} {}{until} {}", names.join("+"), ignore.reason.as_deref().unwrap_or("-"))
            }
            Said::Malformed { message, .. } => format!("malformed: {message}"),
            Said::Checkov { id: (id, _), reason } => format!("checkov {id} {}", reason.as_deref().unwrap_or("-")),
        };
        said(text).into_iter().map(one).collect()
    }

    #[test]
    fn exceptions_are_read() {
        let cases = [
            (
                "# plimsoll: ignore[ecr/scan-disabled] scanned by the registry",
                "here ecr/scan-disabled scanned by the registry",
            ),
            ("#plimsoll:ignore[a/b]", "here a/b -"),
            ("## Plimsoll: ignore[ a/b , c/* ] - why", "here a/b+c/* why"),
            ("// plimsoll: ignore [a/b] until: 2027-03-01 why", "here a/b until 2027-03-01 why"),
            ("/* plimsoll: ignore[a/b] why until: 2027-03-01 */", "here a/b until 2027-03-01 why"),
            ("/**\n * Words.\n * plimsoll: ignore-file[a/b] why\n */", "file a/b why"),
            ("# noqa: E501 # plimsoll: ignore[a/b] see https://example.com/#1", "here a/b see https://example.com/#1"),
            ("// eslint-disable-line // plimsoll: ignore[a/b]", "here a/b -"),
            ("# plimsoll: ignore[a/b] # noqa", "here a/b -"),
            ("# checkov:skip=CKV_AWS_51:it is rebuilt", "checkov CKV_AWS_51 it is rebuilt"),
            ("# checkov:skip=CKV_AWS_51", "checkov CKV_AWS_51 -"),
        ];
        for (comment, expected) in cases {
            assert_eq!(short(comment), [expected], "{comment}");
        }
    }

    #[test]
    fn two_exceptions_can_stand_in_one_comment() {
        let comment = "# plimsoll: ignore[a/b] one # plimsoll: ignore[c/d] two";
        assert_eq!(short(comment), ["here a/b one", "here c/d two"]);
    }

    #[test]
    fn what_is_malformed_says_so() {
        for comment in [
            "# plimsoll: ignore",
            "# plimsoll: ignore a/b",
            "# plimsoll: ignore[]",
            "# plimsoll: ignore[a/b why",
            "# plimsoll: ignor[a/b]",
            "# plimsoll: disable=a/b",
            "# plimsoll:",
            "# plimsoll: ignore[a/b] until: next year",
            "# plimsoll: ignore[a/b] until: 2027-13-01 why",
        ] {
            let said = short(comment);
            assert!(said.len() == 1 && said[0].starts_with("malformed: this comment ignores nothing: "), "{said:?}");
        }
    }

    #[test]
    fn what_only_mentions_the_words_is_no_exception() {
        for comment in [
            "# Write `plimsoll: ignore[a/b]` above it.",
            "# see plimsoll: ignore[a/b]",
            "# Plimsoll: the linter that reads this file",
            "/** `plimsoll: ignore[a/b]` */",
            "# a # b // c",
            "//",
            "/**/",
            "#",
        ] {
            assert_eq!(short(comment), [""; 0], "{comment}");
        }
    }
}
