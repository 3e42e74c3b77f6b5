//! What the checks have to say, gathered file by file.

use crate::engine::Module;
use crate::rule::PackError;
use crate::source::Span;

/// The complaints of a check.
#[derive(Debug, Default)]
pub(super) struct Complaints(Vec<PackError>);

impl Complaints {
    /// A complaint about a place in a file; what to do about it can be added to what is returned.
    pub(super) fn add(&mut self, module: &Module, span: Span, message: impl Into<String>) -> &mut PackError {
        self.0.push(PackError {
            path: module.path.clone(),
            text: module.text.clone(),
            span,
            message: message.into(),
            label: None,
            help: None,
        });
        self.0.last_mut().expect("internal error: an element was pushed just now")
    }

    pub(super) fn extend(&mut self, errors: impl IntoIterator<Item = PackError>) {
        self.0.extend(errors);
    }

    /// All of them, by file and place; of equal ones the first.
    pub(super) fn sorted(mut self) -> Vec<PackError> {
        self.0.sort_by(|one, other| (&one.path, one.span).cmp(&(&other.path, other.span)));
        self.0.dedup();
        self.0
    }
}
