//! The parser, with a bound on its work.

use std::ops::ControlFlow;

use tree_sitter::Language as Grammar;
use tree_sitter::{ParseOptions, ParseState, Parser, Tree};

/// How often the parser may report progress, besides its due for so many bytes. It reports after a fixed number of
/// steps, so that the bound is the same on every machine; what somebody wrote takes a good part of it at most. In a file that
/// can be read in very many ways each report stands for some 10 KB of memory.
const MAX_REPORTS: usize = 10_000;
/// How many bytes a further report is due for.
const BYTES_A_REPORT: usize = 16;

/// Parses a text; `None` where that takes far more steps than any program that somebody wrote. `broken` is how often the
/// parser may report after an error, when steps are dear: 5,000 are enough for a broken file of half a megabyte.
pub(super) fn parse(text: &str, grammar: &Grammar, broken: usize) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(grammar).expect("internal error: the grammar does not fit the parser");
    let (mut reports, mut after_error) = (0, 0);
    let mut progress = |state: &ParseState| {
        reports += 1;
        after_error += usize::from(state.has_error());
        if reports > MAX_REPORTS + text.len() / BYTES_A_REPORT || after_error > broken {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    };
    let mut read = |offset: usize, _| &text.as_bytes()[offset.min(text.len())..];
    parser.parse_with_options(&mut read, None, Some(ParseOptions::new().progress_callback(&mut progress)))
}
