//! What Conftest's policies say of a file. They see its documents as they are written, in one world, and say nothing
//! of places: a finding is about the file.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::outcome::{Failure, RawFinding, Remedy};
use super::{Run, view};
use crate::engine::{Evaluator, Input};
use crate::facts;
use crate::finding::Suppression;
use crate::frontend::Parsed;
use crate::rule::{Policy, Rule};
use crate::source::{FileId, Location, Span};

/// The documents of one file, made when the first policy asks for them.
pub(super) struct Documents<'a> {
    file: FileId,
    parsed: &'a Parsed,
    made: Option<Vec<Input>>,
}

impl<'a> Documents<'a> {
    pub(super) const fn new(file: FileId, parsed: &'a Parsed) -> Self {
        Self { file, parsed, made: None }
    }

    /// What a policy says of each document; a message that several of them get counts once.
    pub(super) fn judge(
        &mut self,
        run: &Run<'_>,
        rule: &Rule,
        policy: &Policy,
        evaluator: &mut Evaluator,
    ) -> Result<Vec<RawFinding>, Failure> {
        let parsed = self.parsed;
        let documents = self.made.get_or_insert_with(|| {
            let documents = parsed.tree().into_iter().flat_map(facts::raw);
            documents.map(|document| view::input(&document)).collect()
        });
        let mut findings: BTreeMap<String, RawFinding> = BTreeMap::new();
        for document in documents {
            let judgement = run.ask(rule, self.file, || evaluator.judge(rule, policy, document))?;
            for message in judgement.messages {
                let suppressed = judgement.is_exempt.then(|| exempt(rule));
                match findings.entry(message) {
                    Entry::Vacant(entry) => {
                        let finding = finding(self.file, rule, entry.key(), suppressed);
                        entry.insert(finding);
                    }
                    // Exempt in one document is not exempt in another.
                    Entry::Occupied(mut entry) if suppressed.is_none() => entry.get_mut().suppressed = None,
                    Entry::Occupied(_) => {}
                }
            }
        }
        Ok(findings.into_values().collect())
    }
}

fn exempt(rule: &Rule) -> Suppression {
    let package = rule.package.trim_start_matches("data.");
    let reason = Some(format!("an `exception` in package {package}"));
    Suppression { by: "policy".to_owned(), reason, until: None }
}

fn finding(file: FileId, rule: &Rule, message: &str, suppressed: Option<Suppression>) -> RawFinding {
    let at = Location { file, span: Span::at(0) };
    RawFinding {
        rule: rule.id.clone(),
        level: rule.level,
        confidence: rule.confidence,
        message: message.to_owned(),
        at,
        key: at,
        owner: None,
        resource: None,
        property: message.to_owned(),
        when: Vec::new(),
        related: Vec::new(),
        help: None,
        remedy: Remedy::None,
        suppressed,
    }
}
