//! Plimsoll's own findings about a file: the only rules that Rust knows.

use std::sync::Arc;

use super::outcome::{RawFinding, Remedy};
use crate::finding::{Confidence, Level};
use crate::frontend::{Broken, Parsed};
use crate::source::{FileId, Location, Span};
use crate::suppress::{self, Complaint};

/// A rule about the run itself rather than about AWS.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) level: Level,
}

pub(super) const SYNTAX_ERROR: Own =
    Own { id: "plimsoll/syntax-error", title: "A file that looks like ours cannot be parsed", level: Level::Error };
pub(super) const DUPLICATE_KEY: Own =
    Own { id: "plimsoll/duplicate-key", title: "A key stands twice in one mapping", level: Level::Warning };
pub(super) const RULE_FAILED: Own =
    Own { id: "plimsoll/rule-failed", title: "A rule could not be evaluated", level: Level::Error };

pub(super) const NOT_FOLLOWED: Own =
    Own { id: "plimsoll/not-followed", title: "A CDK program is followed only in part", level: Level::Warning };

const EXPIRED_IGNORE: Own =
    Own { id: suppress::EXPIRED, title: "The day of an exception has passed", level: Level::Warning };
const MISSING_REASON: Own =
    Own { id: suppress::MISSING_REASON, title: "An exception does not say why", level: Level::Warning };
const UNKNOWN_RULE: Own =
    Own { id: suppress::UNKNOWN, title: "An exception names a rule that there is not", level: Level::Warning };
const UNUSED_IGNORE: Own = Own { id: suppress::UNUSED, title: "An exception ignores nothing", level: Level::Warning };

/// All of them, by id.
pub(super) const ALL: [Own; 8] = [
    DUPLICATE_KEY,
    EXPIRED_IGNORE,
    MISSING_REASON,
    NOT_FOLLOWED,
    RULE_FAILED,
    SYNTAX_ERROR,
    UNKNOWN_RULE,
    UNUSED_IGNORE,
];

/// Whether a rule is one of them.
pub(super) fn is_own(rule: &str) -> bool {
    ALL.iter().any(|own| own.id == rule)
}

/// The finding for a program that was not followed to its end: what is beyond the limit is not judged.
pub(super) fn not_followed(file: FileId, reason: &str) -> RawFinding {
    finding(NOT_FOLLOWED, file, Span::at(0), format!("not all of this file is judged: {reason}"))
}

/// The finding for a file that cannot be linted at all.
pub(super) fn broken(file: FileId, broken: &Broken) -> RawFinding {
    let level = if broken.foreign { Level::Info } else { SYNTAX_ERROR.level };
    let mut finding = finding(SYNTAX_ERROR, file, broken.span, broken.message.clone());
    finding.property.clone_from(&broken.message);
    finding.level = level;
    finding.help = Some(broken.help.as_str().into());
    finding
}

/// The findings for syntax errors and duplicate keys of a parsed file.
pub(super) fn syntax(file: FileId, parsed: &Parsed) -> Vec<RawFinding> {
    let error = |error: &crate::syntax::SyntaxError| {
        let mut finding = finding(SYNTAX_ERROR, file, error.span, error.message.clone());
        finding.property.clone_from(&error.message);
        finding.related =
            error.related.iter().map(|(span, text)| (Location { file, span: *span }, text.clone())).collect();
        finding.help = error.help.as_deref().map(Arc::from);
        finding
    };
    let duplicate = |key: &crate::syntax::DuplicateKey| {
        let message = format!("the key {} stands twice in this mapping; the last one counts", key.key);
        let mut finding = finding(DUPLICATE_KEY, file, key.second, message);
        finding.property.clone_from(&key.key);
        finding.related = vec![(Location { file, span: key.first }, "first here".to_owned())];
        finding
    };
    // A grammar of a source language is not the language's own; what it does not understand is no mistake for sure.
    let problem = |problem: &crate::program::Problem| {
        let mut finding = finding(SYNTAX_ERROR, file, problem.span, problem.message.clone());
        finding.property.clone_from(&problem.message);
        finding.level = Level::Info;
        finding
    };
    let problems = parsed.program().map(|(program, _)| program.errors.iter().map(problem));
    let errors = parsed.tree().map(|tree| tree.errors().iter().map(error));
    let duplicates = parsed.tree().map(|tree| tree.duplicates().iter().map(duplicate));
    let all = errors.into_iter().flatten().chain(duplicates.into_iter().flatten());
    all.chain(problems.into_iter().flatten()).collect()
}

/// The finding for what is wrong with an exception.
pub(super) fn complaint(complaint: Complaint) -> RawFinding {
    let own = ALL.into_iter().find(|own| own.id == complaint.rule);
    let own = own.expect("internal error: every complaint has a rule");
    let mut finding = finding(own, complaint.at.file, complaint.at.span, complaint.message);
    finding.property.clone_from(&finding.message);
    finding.help = complaint.help.map(Arc::from);
    finding
}

fn finding(own: Own, file: FileId, span: Span, message: String) -> RawFinding {
    RawFinding {
        rule: own.id.into(),
        level: own.level,
        confidence: Confidence::High,
        message,
        at: Location { file, span },
        key: Location { file, span },
        owner: None,
        resource: None,
        property: String::new(),
        when: Vec::new(),
        related: Vec::new(),
        help: None,
        remedy: Remedy::None,
        suppressed: None,
    }
}
