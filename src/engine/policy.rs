//! What a policy of Conftest says of a document: a set of texts, or of objects with a text `msg`.

use std::collections::BTreeSet;

use regorus::Value;

use super::parse::Version;
use super::{Engine, EngineError, Evaluator, Failure, Input};
use crate::rule::{Library, PackError, Policy, Rule};

/// What one policy says of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The messages, each once.
    pub messages: BTreeSet<String>,
    /// Whether an `exception` of the policies says that it does not apply.
    pub is_exempt: bool,
}

impl Engine {
    /// The same with Conftest's policies beside its rules. They share nothing: neither sees the other's packages.
    ///
    /// # Errors
    /// The first file that is no Rego, or that cannot stand beside the others.
    pub fn with_policies(self, files: &[Library]) -> Result<Self, Box<PackError>> {
        if files.is_empty() {
            return Ok(self);
        }
        let texts = files.iter().map(|file| (&file.path, &file.text));
        let policies = Self::of_files(texts, false, Version::Any)?.limited(self.limit);
        Ok(Self { policies: Some(Box::new(policies)), ..self })
    }
}

impl Evaluator {
    /// What a policy says of a document.
    ///
    /// # Errors
    /// When the policy fails, takes longer than its limit, or answers with an object that has no message.
    pub fn judge(&mut self, rule: &Rule, policy: &Policy, document: &Input) -> Result<Judgement, EngineError> {
        let policies =
            self.policies.as_deref_mut().expect("internal error: a policy is judged by an engine without policies");
        policies.judgement(&rule.package, policy, document).map_err(|failure| failure.of(&rule.id))
    }

    fn judgement(&mut self, package: &str, policy: &Policy, document: &Input) -> Result<Judgement, Failure> {
        let mut ask = |name: &str| self.value(format!("{package}.{name}"), document.clone().into_value());
        let messages = messages(&ask(&policy.name)?)?;
        let is_exempt = match &policy.exempt {
            Some(name) if !messages.is_empty() => names(&ask("exception")?, name),
            _ => false,
        };
        Ok(Judgement { messages, is_exempt })
    }
}

/// The messages of an answer. Conftest passes over what is neither a text nor an object, and what says nothing.
fn messages(answer: &Value) -> Result<BTreeSet<String>, Failure> {
    let mut messages = BTreeSet::new();
    for item in items(answer) {
        let message = match item {
            Value::Object(_) => match &item["msg"] {
                Value::String(text) => text,
                _ => return Err(nameless(item)),
            },
            Value::String(text) => text,
            _ => continue,
        };
        messages.insert(message.to_string());
    }
    messages.remove("");
    Ok(messages)
}

/// Whether a set of lists holds a name.
fn names(exceptions: &Value, name: &str) -> bool {
    items(exceptions).flat_map(items).any(|item| matches!(item, Value::String(text) if **text == *name))
}

fn items(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Set(items) => Box::new(items.iter()),
        Value::Object(members) => Box::new(members.iter().map(|(_, member)| member)),
        _ => Box::new(std::iter::empty()),
    }
}

fn nameless(finding: &Value) -> Failure {
    let message = format!("a finding needs a text `msg`, and this one has none: {finding}");
    Failure { message, place: None, timed_out: false }
}
