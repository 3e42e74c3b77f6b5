//! However a file is broken, its program is sound.

use plimsoll::program::Program;

use super::{dump, sound};

/// What is put somewhere into a file.
const SIGNS: [&str; 18] =
    ["(", ")", "{", "}", "[", "'", "\"", "`", "/*", "'''", "ü", "$\"", "${", ",", ".", ":", "    ", " new "];

/// How many places of a file are tried for each way to break it.
const PLACES: usize = 40;

/// Lowers files that end somewhere, lack a line, or have a sign too many.
pub(crate) fn check(sources: &[&str], lower: impl Fn(&str) -> Program) {
    for source in sources {
        for text in broken(source) {
            let program = lower(&text);
            sound::check(&program, &text);
            // It can be shown, whatever is missing.
            dump::dump(&program, &text);
        }
    }
}

fn broken(source: &str) -> Vec<String> {
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let places: Vec<usize> = source.char_indices().map(|(at, _)| at).collect();
    let some = |places: &[usize]| places.iter().copied().step_by(places.len().div_ceil(PLACES)).collect::<Vec<_>>();
    let cut = some(&places).into_iter().map(|at| source[..at].to_owned());
    let lacking = some(&(0..lines.len()).collect::<Vec<_>>());
    let lacking = lacking.into_iter().map(|line| [&lines[..line], &lines[line + 1..]].concat().concat());
    let signs = some(&places[1..]).into_iter().zip(SIGNS.iter().cycle());
    let signed = signs.map(|(at, sign)| format!("{}{sign}{}", &source[..at], &source[at..]));
    cut.chain(lacking).chain(signed).collect()
}
