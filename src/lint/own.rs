//! The findings of Plimsoll's own rules about a file.

use std::sync::Arc;

use super::outcome::{RawFinding, Remedy};
use crate::finding::{Confidence, Level};
use crate::frontend::cdk::Cut;
use crate::frontend::{Broken, Parsed};
use crate::rule::own::{DUPLICATE_KEY, NOT_FOLLOWED, OwnRule, SYNTAX_ERROR};
use crate::source::{FileId, Location, Span};
use crate::suppress::Complaint;

/// The finding for a program that was not followed to its end: what is beyond the limit is not judged. What nothing calls
/// may well be no part of an app.
pub(super) fn not_followed(file: FileId, cut: Cut) -> RawFinding {
    let message = format!("not all of this file is judged: {}", cut.reason());
    let mut finding = finding(NOT_FOLLOWED, file, Span::at(0), message);
    if cut == Cut::Uncalled {
        finding.level = Level::Info;
    }
    finding
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
    let of_document = parsed.document().map(|document| document.errors().iter().map(error));
    let errors = errors.into_iter().flatten().chain(of_document.into_iter().flatten());
    let all = errors.chain(duplicates.into_iter().flatten());
    all.chain(problems.into_iter().flatten()).collect()
}

/// The finding for what is wrong with an exception.
pub(super) fn complaint(complaint: Complaint) -> RawFinding {
    let mut finding = finding(complaint.rule, complaint.at.file, complaint.at.span, complaint.message);
    finding.property.clone_from(&finding.message);
    finding.help = complaint.help.map(Arc::from);
    finding
}

fn finding(own: OwnRule, file: FileId, span: Span, message: String) -> RawFinding {
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
