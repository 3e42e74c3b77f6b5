//! What a parsed file excepts: its comments with what they stand beside or above, and the metadata of a template.

use std::cmp::Reverse;
use std::sync::Arc;

use super::comment::{self, Ignore, Said};
use super::complaint::Complaint;
use super::metadata;
use super::reach::{Line, Reach};
use super::{By, Exception, FileExceptions};
use crate::config::Peer;
use crate::frontend::template::{Declaration, Template};
use crate::frontend::{Parsed, cloudformation};
use crate::rule::own;
use crate::source::{FileId, Location, SourceFile, Span};
use crate::syntax::Tree;

/// What a file has somewhere that makes an exception; all others are not looked at.
const MARKS: [&str; 7] = ["limsoll", "checkov", "cfn_nag", "cdk_nag", "NagSuppressions", "cfn-lint", "SuppressedRules"];

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Comment,
    /// It belongs to what stands below it.
    Decorator,
    Code,
}

/// A file with what its lines are.
struct Commented<'p> {
    file: FileId,
    source: &'p SourceFile,
    template: Option<Template<'p>>,
    kinds: Vec<Kind>,
    /// For each line the next one that is code, itself included, unless a blank line comes before.
    code: Vec<Option<usize>>,
}

/// Whether a text may except anything.
pub fn mentions(text: &str) -> bool {
    MARKS.iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
}

/// What the comments of a file and the metadata of a template except. What CDK code adds as metadata is known later:
/// [`super::of_resource`].
pub fn read(file: FileId, parsed: &Parsed) -> FileExceptions {
    let mut found = FileExceptions::default();
    if !mentions(&parsed.source.text) {
        return found;
    }
    let program = parsed.program().map(|(program, _)| program);
    let comments = match (program, parsed.document()) {
        (Some(program), _) => &program.comments,
        (None, Some(document)) => document.comments(),
        (None, None) => parsed.tree().map(Tree::comments).unwrap_or_default(),
    };
    // Grammars do not agree on whether the end of the line belongs to a comment.
    let comments = comments.iter().map(|comment| trimmed(&parsed.source, *comment)).collect::<Vec<_>>();
    let commented = Commented::new(file, parsed, &comments);
    for comment in &comments {
        for said in comment::read(&parsed.source.text, *comment) {
            commented.take(said, *comment, &mut found);
        }
    }
    if let Some(program) = program.filter(|_| !found.is_empty()) {
        found.statements = program.effects.iter().map(|effect| effect.span).collect();
        found.statements.sort_unstable_by_key(|statement| (statement.start, Reverse(statement.end)));
    }
    for (id, value) in commented.template.iter().flat_map(cloudformation::metadata) {
        found.extend(match id {
            Some(id) => metadata::of_resource(&id, &value),
            None => metadata::of_file(&value),
        });
    }
    found
}

impl<'p> Commented<'p> {
    fn new(file: FileId, parsed: &'p Parsed, comments: &[Span]) -> Self {
        let kinds = kinds(&parsed.source, comments, parsed.program().is_some());
        let mut code = vec![None; kinds.len() + 1];
        for (line, kind) in kinds.iter().enumerate().rev() {
            code[line] = match kind {
                Kind::Code => Some(line),
                Kind::Blank => None,
                Kind::Comment | Kind::Decorator => code[line + 1],
            };
        }
        Self { file, source: &parsed.source, template: parsed.template(file), kinds, code }
    }

    fn take(&self, said: Said, comment: Span, found: &mut FileExceptions) {
        match said {
            Said::Ignore(ignore) => found.push(self.exception(ignore, comment)),
            Said::Malformed { span, message, help } => {
                found.complain(Complaint::new(own::UNUSED_IGNORE, self.at(span), message).with_help(help));
            }
            Said::Checkov { id: (id, span), reason } => {
                let reach = self.resource_around(comment).unwrap_or_else(|| self.reach(comment));
                let by = By::PeerComment(Peer::Checkov);
                let (at, until) = (self.at(span), None);
                found.push(Exception { by, rules: vec![(id, at)], reason, until, reach, at });
            }
        }
    }

    fn exception(&self, ignore: Ignore, comment: Span) -> Exception {
        let reach = if ignore.whole_file { Reach::File } else { self.reach(comment) };
        Exception {
            by: By::Comment,
            rules: ignore.rules.into_iter().map(|(name, span)| (name, self.at(span))).collect(),
            reason: ignore.reason,
            until: ignore.until,
            reach,
            at: self.at(ignore.span),
        }
    }

    fn at(&self, span: Span) -> Location {
        Location { file: self.file, span }
    }

    /// The line that a comment stands on, if anything else does, or else the line that it stands above.
    fn reach(&self, comment: Span) -> Reach {
        let (first, last) = self.lines(comment);
        let beside = [first, last].into_iter().find(|line| self.kinds[*line] == Kind::Code);
        match beside.or(self.code[last + 1]) {
            Some(line) => {
                let span = self.source.lines().line_span(line, &self.source.text);
                Reach::Line(Line { span, on_it: beside.is_some() })
            }
            None => Reach::Nowhere,
        }
    }

    /// The lines on which something begins and ends.
    fn lines(&self, span: Span) -> (usize, usize) {
        let lines = self.source.lines();
        (lines.line_of(span.start), lines.line_of(span.end))
    }

    /// The resource of a template within which a comment stands.
    fn resource_around(&self, comment: Span) -> Option<Reach> {
        let line = self.lines(comment).0;
        let around = |resource: &&Declaration<'_>| {
            let (first, last) = self.lines(resource.key.to(resource.body.span()));
            (first..=last).contains(&line)
        };
        let id: Arc<str> = self.template.as_ref()?.resources.iter().find(around)?.id.clone();
        Some(Reach::Resource(id))
    }
}

fn trimmed(source: &SourceFile, comment: Span) -> Span {
    let length = source.slice(comment).trim_end_matches(['\r', '\n']).len();
    Span::new(comment.start as usize, comment.start as usize + length)
}

/// What each line is once its comments are taken away. Only the lines of programs begin with decorators.
fn kinds(source: &SourceFile, comments: &[Span], decorated: bool) -> Vec<Kind> {
    let mut next = 0;
    let kind = |line: usize| {
        let span = source.lines().line_span(line, &source.text);
        let mut at = span.start;
        let mut code = String::new();
        let mut is_commented = false;
        while let Some(comment) = comments.get(next).filter(|comment| comment.start <= span.end) {
            code.push_str(source.slice(Span { start: at, end: comment.start.max(at) }));
            at = comment.end.min(span.end).max(at);
            is_commented = true;
            if comment.end > span.end {
                break;
            }
            next += 1;
        }
        code.push_str(source.slice(Span { start: at, end: span.end }));
        match code.trim_matches(|blank: char| blank.is_whitespace() || blank == '\u{feff}') {
            "" if is_commented => Kind::Comment,
            "" => Kind::Blank,
            code if decorated && code.starts_with('@') => Kind::Decorator,
            _ => Kind::Code,
        }
    };
    (0..source.lines().line_count()).map(kind).collect()
}
