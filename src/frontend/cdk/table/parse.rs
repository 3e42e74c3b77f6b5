//! The notation that the data files share: lines at the margin begin a block, indented lines belong to it, `#` begins a
//! comment at the start of a line, and words are separated by blanks.

/// A block: its head and the rows below it.
#[derive(Debug)]
pub(super) struct Block {
    pub head: Line,
    pub rows: Vec<Line>,
}

/// A line, cut into words on demand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub text: &'static str,
}

impl Line {
    pub(super) fn words(self) -> impl Iterator<Item = &'static str> {
        self.text.split_ascii_whitespace()
    }

    /// The first word, and what follows it.
    pub(super) fn split(self) -> (&'static str, Self) {
        match self.text.split_once(char::is_whitespace) {
            Some((first, rest)) => (first, Self { text: rest.trim_start() }),
            None => (self.text, Self { text: "" }),
        }
    }
}

/// The blocks of a data file.
pub(super) fn blocks(text: &'static str) -> impl Iterator<Item = Block> {
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    std::iter::from_fn(move || {
        let head = Line { text: lines.next()?.trim_end() };
        let mut rows = Vec::new();
        while let Some(row) = lines.next_if(|line| line.starts_with(' ')) {
            rows.push(Line { text: row.trim() });
        }
        Some(Block { head, rows })
    })
}
