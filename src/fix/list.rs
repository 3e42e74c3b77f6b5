//! One more member at the end of something in brackets, in whatever language: commas, lines and comments.

use super::path::{line_end, margin};
use super::{Patch, Refusal};
use crate::source::Span;

/// The end of a list in brackets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending<'t> {
    pub(super) source: &'t str,
    /// Where the comments of the file are.
    pub(super) comments: &'t [Span],
    /// The last member.
    pub(super) last: Span,
    /// Where the closing bracket is.
    pub(super) close: usize,
    /// What stands between two members of one line.
    pub(super) comma: &'t str,
    /// How lines end.
    pub(super) line_break: &'t str,
}

impl<'t> Ending<'t> {
    /// The margin of the last member, where it begins a line.
    pub(super) fn margin(&self) -> Option<&'t str> {
        margin(self.source, self.last.start)
    }

    /// Puts a member behind the last one, on a line of its own if that has one. A comma at the end stays the habit.
    pub(super) fn append(&self, written: &str) -> Result<Vec<Patch>, Refusal> {
        let trailing = self.trailing_comma()?;
        let last = self.last.end as usize;
        let behind = trailing.map_or(last, |comma| comma + 1);
        let comma = if trailing.is_some() { "," } else { "" };
        let Some(margin) = self.margin() else {
            let space = if trailing.is_some() { self.comma.trim_start_matches(',') } else { self.comma };
            return Ok(vec![Patch { span: Span::at(behind), text: format!("{space}{written}{comma}") }]);
        };
        // A comment behind the last member stays with it.
        let at = line_end(self.source, behind);
        let at = if at > self.close { behind } else { at };
        let line = format!("{}{margin}{written}{comma}", self.line_break);
        if trailing.is_some() {
            return Ok(vec![Patch { span: Span::at(at), text: line }]);
        }
        if at == behind {
            return Ok(vec![Patch { span: Span::at(at), text: format!(",{line}") }]);
        }
        Ok(vec![Patch { span: Span::at(behind), text: ",".to_owned() }, Patch { span: Span::at(at), text: line }])
    }

    /// The comma between the last member and the bracket, if there is one; nothing else but comments may stand there.
    fn trailing_comma(&self) -> Result<Option<usize>, Refusal> {
        let last = self.last.end as usize;
        let mut comma = None;
        for (offset, character) in self.source.get(last..self.close).ok_or(Refusal::Style)?.char_indices() {
            let at = last + offset;
            let comment = self.comments.iter().any(|comment| comment.range().contains(&at));
            match character {
                _ if comment || character.is_whitespace() => {}
                ',' if comma.is_none() => comma = Some(at),
                _ => return Err(Refusal::Style),
            }
        }
        Ok(comma)
    }
}
