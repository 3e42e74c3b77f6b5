//! Putting patches into a text.

use super::Patch;

/// The text with its patches, each made once. `None` where they overlap or do not fit: the text has become another one
/// since they were planned.
pub fn apply(text: &str, patches: &[Patch]) -> Option<String> {
    apply_all(text, patches)
}

/// The same with patches from several places.
pub(super) fn apply_all<'p>(text: &str, patches: impl IntoIterator<Item = &'p Patch>) -> Option<String> {
    let mut sorted: Vec<&Patch> = patches.into_iter().collect();
    sorted.sort();
    sorted.dedup();
    let mut result = String::with_capacity(text.len() + sorted.iter().map(|patch| patch.text.len()).sum::<usize>());
    let mut done = 0;
    for patch in sorted {
        let span = patch.span.range();
        result.push_str(text.get(done..span.start)?);
        result.push_str(&patch.text);
        done = span.end;
    }
    result.push_str(text.get(done..)?);
    Some(result)
}

/// Which of several fixes can be made at once: those that touch none that was taken before, the first in the file first.
/// Two that meet at one place are not, because their order would matter, unless they are the same.
pub fn compatible(fixes: &[&[Patch]]) -> Vec<usize> {
    let extent = |patches: &[Patch]| {
        let start = patches.iter().map(|patch| patch.span.start).min()?;
        let end = patches.iter().map(|patch| patch.span.end).max()?;
        Some((start, end))
    };
    let mut ordered: Vec<(u32, u32, usize)> = fixes
        .iter()
        .enumerate()
        .filter_map(|(number, fix)| extent(fix).map(|(start, end)| (start, end, number)))
        .collect();
    ordered.sort_unstable();
    let mut taken = Vec::new();
    let mut last: Option<(u32, usize)> = None;
    for (start, end, number) in ordered {
        match last {
            Some((_, same)) if fixes[same] == fixes[number] => taken.push(number),
            Some((last, _)) if start <= last => {}
            _ => {
                taken.push(number);
                last = Some((end, number));
            }
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn patch(start: usize, end: usize, text: &str) -> Vec<Patch> {
        vec![Patch { span: Span::new(start, end), text: text.to_owned() }]
    }

    #[test]
    fn fixes_that_touch_wait_and_equal_ones_are_one() {
        let fixes = [patch(4, 6, "x"), patch(0, 1, "y"), patch(6, 6, "z"), patch(4, 6, "x"), patch(8, 9, "w")];
        let fixes: Vec<&[Patch]> = fixes.iter().map(Vec::as_slice).collect();
        let taken = compatible(&fixes);
        assert_eq!(taken, [1, 0, 3, 4]);
        let patches: Vec<Patch> = taken.into_iter().flat_map(|number| fixes[number].to_vec()).collect();
        assert_eq!(apply("0123456789", &patches).as_deref(), Some("y123x67w9"));
        assert_eq!(apply("01234", &patches), None, "the text is another one");
        assert_eq!(apply("0123456789", &[patch(4, 6, "x"), patch(5, 7, "z")].concat()), None, "they overlap");
    }
}
