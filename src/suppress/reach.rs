//! What an exception is about: a file, some lines, a resource, or what the configuration names.

use std::sync::Arc;

use super::Subject;
use crate::source::{Location, Span};

/// What an exception is about.
#[derive(Clone, Debug)]
pub(super) enum Reach {
    /// Everything in its file.
    File,
    /// What stands on a line, and everything of the property, the resource or the statement that begins there.
    Line(Line),
    /// Nothing: the comment stands above nothing.
    Nowhere,
    /// A resource of its file, by id.
    Resource(Arc<str>),
    /// What an exception of the configuration names, by its number.
    Configured(usize),
}

/// A line of a file, as the bytes of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    /// Whether the exception stands on the line itself, at its end or within it, and not above it. Formatters move such
    /// a comment behind the end of a statement that they break.
    pub(super) on_it: bool,
}

/// Where the things begin that a finding is about, in its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heads {
    at: Span,
    /// The keys of the property and of the resource.
    keys: [Option<Span>; 2],
    /// The statements in which it and its construct are written.
    statements: [Option<Span>; 2],
}

impl Heads {
    /// Statements come in the order of their beginnings.
    pub(super) fn of(subject: &Subject<'_>, statements: &[Span]) -> Self {
        let here = |at: &Location| at.file == subject.at.file;
        let [key, owner] = [Some(subject.key), subject.owner].map(|at| at.filter(here).map(|at| at.span));
        let statement = |at: Option<Span>| innermost(statements, at?);
        Self {
            at: subject.at.span,
            keys: [key, owner],
            statements: [statement(Some(subject.at.span)), statement(owner)],
        }
    }
}

impl Line {
    /// Whether a finding is on the line, or is about something that begins on it.
    pub(super) fn covers(self, heads: &Heads) -> bool {
        let touches = heads.at.start <= self.span.end && self.span.start <= heads.at.end;
        let is_head = |key: &Span| self.holds(key.start);
        let is_about = |statement: &Span| self.holds(statement.start) || self.on_it && self.holds(statement.end);
        touches || heads.keys.iter().flatten().any(is_head) || heads.statements.iter().flatten().any(is_about)
    }

    fn holds(self, offset: u32) -> bool {
        self.span.start <= offset && offset <= self.span.end
    }
}

/// The smallest statement that holds a place. One statement lies within another or beside it.
fn innermost(statements: &[Span], at: Span) -> Option<Span> {
    let begun = statements.partition_point(|statement| statement.start <= at.start);
    statements[..begun].iter().rev().find(|statement| at.end <= statement.end).copied()
}
