//! A text that differs from the source in spaces only, and how to get back from a place in it to the
//! source: lines can be blanked, and spaces put before lines.

use std::ops::Range;

/// A source with its repairs.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) text: String,
    /// Where spaces were inserted, in the order of the places.
    padding: Vec<Padding>,
}

/// Spaces that were inserted before a line.
#[derive(Clone, Copy, Debug)]
struct Padding {
    /// Where in the text they begin.
    at: usize,
    count: usize,
    /// How many spaces were inserted up to here, these included.
    total: usize,
}

impl Draft {
    pub(super) fn of(source: &str) -> Self {
        Self { text: source.to_owned(), padding: Vec::new() }
    }

    /// The place in the source of a place in the text. Inserted spaces stand where they were inserted.
    pub(super) fn original(&self, at: usize) -> usize {
        let after = self.padding.partition_point(|padding| padding.at <= at);
        let Some(last) = after.checked_sub(1).map(|last| self.padding[last]) else { return at };
        let within = (at - last.at).min(last.count);
        at - (last.total - last.count) - within
    }

    /// Blanks the bytes of a range but not its line ends.
    pub(super) fn blank(&mut self, range: Range<usize>) {
        let blanks: String = self.text[range.clone()]
            .bytes()
            .map(|byte| if byte == b'\r' || byte == b'\n' { byte.into() } else { ' ' })
            .collect();
        self.text.replace_range(range, &blanks);
    }

    /// Puts spaces before the line that begins at each place, which are in order.
    pub(super) fn pad(&mut self, lines: &[usize], count: usize) {
        let mut text = String::with_capacity(self.text.len() + lines.len() * count);
        let mut from = 0;
        for line in lines {
            text.push_str(&self.text[from..*line]);
            text.extend(std::iter::repeat_n(' ', count));
            from = *line;
        }
        text.push_str(&self.text[from..]);
        self.text = text;
        self.remember(lines, count);
    }

    fn remember(&mut self, lines: &[usize], count: usize) {
        let shift = |at: usize| lines.partition_point(|line| *line <= at) * count;
        for padding in &mut self.padding {
            padding.at += shift(padding.at);
        }
        let added =
            lines.iter().enumerate().map(|(before, line)| Padding { at: line + before * count, count, total: 0 });
        self.padding.extend(added);
        self.padding.sort_by_key(|padding| padding.at);
        let mut total = 0;
        for padding in &mut self.padding {
            total += padding.count;
            padding.total = total;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "ab\ncd\nef\n";
        let mut draft = Draft::of(source);
        draft.pad(&[6], 3);
        draft.pad(&[3, 6], 2);
        draft.blank(0..2);
        assert_eq!(draft.text, "  \n  cd\n     ef\n");
        let back: Vec<usize> = (0..=draft.text.len()).map(|at| draft.original(at)).collect();
        assert_eq!(back, [0, 1, 2, 3, 3, 3, 4, 5, 6, 6, 6, 6, 6, 6, 7, 8, 9]);
    }
}
