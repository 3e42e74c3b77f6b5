//! What rules answered about a file, for as long as they see the same.
//!
//! An answer is found again by a digest of what the rule sees: to keep all that many rules see in many worlds would
//! take more memory than everything else. Options are no part of it, and neither is what a rule sees of other files:
//! who keeps answers drops them when those change.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::engine::{EngineError, Input, Violation};

/// Tells what is seen from everything else.
pub(super) type Digest = [u8; 32];

/// The answers about one file by the number of the rule and by what it sees.
pub(super) type Known = BTreeMap<(usize, Digest), Vec<Violation>>;

/// The answers about a file while it is judged.
#[derive(Debug, Default)]
pub(super) struct Answers {
    before: Known,
    /// `None` where none are kept.
    now: Option<Known>,
}

/// A part of what rules see. Its digest is made when somebody asks for it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) input: Input,
    digest: OnceCell<Digest>,
}

/// A digest under construction.
#[derive(Debug, Default)]
pub(super) struct Sight(Sha256);

impl Answers {
    /// Answers that are kept, with those of the time before.
    pub(super) fn kept(before: Known) -> Self {
        Self { before, now: Some(Known::new()) }
    }

    /// Those that were given now.
    pub(super) fn into_known(self) -> Known {
        self.now.unwrap_or_default()
    }

    /// What a rule says of what it sees. It is asked where that is not known; an error is not kept, because the next
    /// evaluation may have more time.
    pub(super) fn ask(
        &mut self,
        rule: usize,
        digest: impl FnOnce() -> Digest,
        evaluate: impl FnOnce() -> Result<Vec<Violation>, EngineError>,
    ) -> Result<Vec<Violation>, EngineError> {
        let Some(now) = &mut self.now else { return evaluate() };
        let key = (rule, digest());
        if let Some(known) = now.get(&key) {
            return Ok(known.clone());
        }
        let answer = match self.before.remove(&key) {
            Some(known) => known,
            None => evaluate()?,
        };
        now.insert(key, answer.clone());
        Ok(answer)
    }
}

impl Part {
    pub(super) fn new(input: Input) -> Self {
        Self { input, digest: OnceCell::new() }
    }

    pub(super) fn digest(&self) -> &Digest {
        self.digest.get_or_init(|| Sha256::digest(self.input.to_bytes()).into())
    }
}

impl Sight {
    pub(super) fn part(&mut self, part: &Part) {
        self.0.update(part.digest());
    }

    pub(super) fn parts<'p>(&mut self, parts: impl ExactSizeIterator<Item = &'p Part>) {
        self.count(parts.len());
        for part in parts {
            self.part(part);
        }
    }

    /// How much follows: without it the same bytes could be of several things.
    pub(super) fn count(&mut self, count: usize) {
        self.0.update(count.to_le_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.update(text);
    }

    pub(super) fn digest(self) -> Digest {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Step;

    fn undecided(reason: &str) -> Vec<Violation> {
        let kind = crate::engine::Kind::Undecided { reason: reason.to_owned() };
        vec![Violation { at: vec![Step::Key("resources".into())], kind }]
    }

    #[test]
    fn a_rule_is_asked_once_about_what_it_sees() {
        let (one, other) = ([1; 32], [2; 32]);
        let mut answers = Answers::kept(Known::from([((7, one), undecided("before"))]));
        let mut asked = Vec::new();
        let mut ask = |answers: &mut Answers, rule: usize, digest: Digest| {
            let evaluate = || {
                asked.push((rule, digest[0]));
                Ok(undecided("now"))
            };
            answers.ask(rule, || digest, evaluate).unwrap()
        };
        assert_eq!(ask(&mut answers, 7, one), undecided("before"));
        assert_eq!(ask(&mut answers, 7, one), undecided("before"));
        assert_eq!(ask(&mut answers, 7, other), undecided("now"));
        assert_eq!(ask(&mut answers, 8, one), undecided("now"));
        let known = answers.into_known();
        assert_eq!(known.keys().copied().collect::<Vec<_>>(), [(7, one), (7, other), (8, one)]);
        let mut forgetful = Answers::default();
        ask(&mut forgetful, 7, one);
        ask(&mut forgetful, 7, one);
        assert!(forgetful.into_known().is_empty());
        assert_eq!(asked, [(7, 2), (8, 1), (7, 1), (7, 1)]);
    }

    #[test]
    fn only_what_is_seen_again_is_kept_and_no_error() {
        let mut answers = Answers::kept(Known::from([((7, [1; 32]), Vec::new())]));
        let timeout = EngineError { rule: "x/y".into(), message: "slow".to_owned(), place: None, timed_out: true };
        assert_eq!(answers.ask(8, || [1; 32], || Err(timeout.clone())), Err(timeout));
        assert!(answers.into_known().is_empty());
    }

    #[test]
    fn parts_are_told_apart() {
        let part = |text: &str| Part::new(Input::text(text));
        assert_eq!(part("a").digest(), part("a").digest());
        assert_ne!(part("a").digest(), part("b").digest());
        let sight = |texts: &[&str]| {
            let mut sight = Sight::default();
            for text in texts {
                sight.text(text);
            }
            sight.digest()
        };
        assert_ne!(sight(&["ab", ""]), sight(&["a", "b"]));
        assert_eq!(sight(&["a", "b"]), sight(&["a", "b"]));
    }
}
