//! How much a rule may answer. A value can share its parts: forty lines of a rule make one that takes a few kilobytes
//! and has 2^40 members for whoever writes it out. It knows nothing of findings.

use regorus::Value;

/// What an answer may weigh: a byte of text or a value is one. A hundred thousand findings weigh ten million.
const MAX_WEIGHT: usize = 64 * 1024 * 1024;

/// How deep an answer may nest. A fix sets a property, and templates stay far below it.
const MAX_DEPTH: usize = 64;

/// Refuses what would take more memory to read than any answer needs.
pub(super) fn check(answer: &Value) -> Result<(), String> {
    Scale { left: MAX_WEIGHT }.weigh(answer, 0)
}

struct Scale {
    left: usize,
}

impl Scale {
    fn weigh(&mut self, value: &Value, depth: usize) -> Result<(), String> {
        if depth > MAX_DEPTH {
            return Err(format!("what it answers is nested more than {MAX_DEPTH} deep"));
        }
        let below = depth + 1;
        self.take(1)?;
        match value {
            Value::String(text) => self.take(text.len()),
            Value::Array(items) => items.iter().try_for_each(|item| self.weigh(item, below)),
            Value::Set(items) => items.iter().try_for_each(|item| self.weigh(item, below)),
            Value::Object(members) => members.iter().try_for_each(|(key, member)| {
                self.weigh(key, below)?;
                self.weigh(member, below)
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Undefined => Ok(()),
        }
    }

    fn take(&mut self, weight: usize) -> Result<(), String> {
        let too_large = || format!("what it answers is larger than {} MiB", MAX_WEIGHT / 1024 / 1024);
        self.left = self.left.checked_sub(weight).ok_or_else(too_large)?;
        Ok(())
    }
}
