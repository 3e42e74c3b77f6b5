//! Which lines of which files have changed, read from what git says. No program is run here.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::finding::{Finding, Place, Report, Undecided};
use crate::source::{FileId, spelled};

/// The changed lines of files, under their names from the root of the repository.
#[derive(Debug, Default)]
pub struct Changes {
    files: BTreeMap<String, Vec<RangeInclusive<u32>>>,
}

/// Where a reader of a diff is.
enum State {
    /// Before the first hunk of a file.
    Header,
    /// In a hunk with this many lines to come.
    Hunk(u32),
}

impl Changes {
    /// Reads a diff without context lines (`--unified=0`) whose new names begin with `b/`.
    ///
    /// # Errors
    /// Those of the reader, and a hunk that is none.
    pub fn read(mut diff: impl BufRead) -> io::Result<Self> {
        let mut changes = Self::default();
        let mut file: Option<String> = None;
        let mut state = State::Header;
        let mut line = Vec::new();
        while diff.read_until(b'\n', &mut line)? > 0 {
            let content = line.strip_suffix(b"\n").unwrap_or(&line);
            state = match state {
                // Whatever the text of a hunk looks like, it is no header.
                State::Hunk(left) if left > 0 => State::Hunk(left - u32::from(!content.starts_with(b"\\"))),
                State::Hunk(_) | State::Header if content.starts_with(b"@@ ") => {
                    let hunk = Hunk::read(content).ok_or_else(|| io::Error::other("git wrote a hunk that is none"))?;
                    if let Some(file) = &file {
                        changes.files.entry(file.clone()).or_default().push(hunk.changed());
                    }
                    State::Hunk(hunk.old.saturating_add(hunk.new))
                }
                State::Hunk(_) | State::Header => {
                    match content.strip_prefix(b"+++ ") {
                        Some(name) => file = new_name(name),
                        None if content.starts_with(b"diff --git ") => file = None,
                        None => {}
                    }
                    State::Header
                }
            };
            line.clear();
        }
        Ok(changes)
    }

    /// Whether a place has a changed line. Nothing at the very beginning of a file is the file as a whole.
    pub fn touch(&self, file: &str, place: &Place) -> bool {
        let is_whole = place.start == place.end && (place.start.line, place.start.column) == (1, 1);
        // A place that ends before the first column of a line is not on that line.
        let on_earlier = place.end.column == 1 && place.end.line > place.start.line;
        let (first, last) = (place.start.line, place.end.line - u32::from(on_earlier));
        let lines = self.files.get(file).map(Vec::as_slice).unwrap_or_default();
        lines.iter().any(|changed| is_whole || *changed.start() <= last && first <= *changed.end())
    }
}

/// What of a report does not stand on changed lines. It is told by names, which stay when fixes move lines.
#[derive(Debug)]
pub struct Unchanged {
    findings: BTreeSet<Name>,
    undecided: BTreeSet<Name>,
}

/// The file of an entry of a report, and what tells it from others: a fingerprint, or a rule and a resource.
type Name = (FileId, Arc<str>, Option<Arc<str>>);

/// Leaves of a report what stands on changed lines, and tells what it left out; what could not be linted stays.
pub fn narrow(report: &mut Report, changed: impl Fn(&Place) -> bool) -> Unchanged {
    let left_out = report.findings.extract_if(.., |finding| !changed(&finding.place));
    let mut findings: BTreeSet<Name> = left_out.map(|finding| finding_name(&finding)).collect();
    let left_out = report.undecided.extract_if(.., |undecided| !changed(&undecided.place));
    let mut undecided: BTreeSet<Name> = left_out.map(|undecided| undecided_name(&undecided)).collect();
    for finding in &report.findings {
        findings.remove(&finding_name(finding));
    }
    for decision in &report.undecided {
        undecided.remove(&undecided_name(decision));
    }
    Unchanged { findings, undecided }
}

impl Unchanged {
    /// Leaves it out of a later report too.
    pub fn leave_out(&self, report: &mut Report) {
        report.findings.retain(|finding| !self.findings.contains(&finding_name(finding)));
        report.undecided.retain(|undecided| !self.undecided.contains(&undecided_name(undecided)));
    }
}

fn finding_name(finding: &Finding) -> Name {
    (finding.place.file, finding.fingerprint.as_str().into(), None)
}

fn undecided_name(undecided: &Undecided) -> Name {
    (undecided.place.file, undecided.rule.clone(), undecided.resource.clone())
}

/// `@@ -1,2 +3,4 @@`: from which line on how many lines became how many.
struct Hunk {
    old: u32,
    start: u32,
    new: u32,
}

impl Hunk {
    fn read(line: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(line.get(3..)?.split(|byte| *byte == b'@').next()?).ok()?;
        let (old, new) = text.trim().strip_prefix('-')?.split_once(" +")?;
        let range = |text: &str| {
            let (start, count) = text.split_once(',').unwrap_or((text, "1"));
            Some((start.parse::<u32>().ok()?, count.parse::<u32>().ok()?))
        };
        let ((_, old), (start, new)) = (range(old)?, range(new)?);
        Some(Self { old, start, new })
    }

    /// The lines that it changed. Where lines were only taken away, those are the ones before and after the gap: a
    /// setting that is missing now is missed where it stood.
    fn changed(&self) -> RangeInclusive<u32> {
        if self.new == 0 {
            self.start..=self.start.saturating_add(1)
        } else {
            self.start..=self.start.saturating_add(self.new - 1)
        }
    }
}

/// The new name of a file in a diff; `None` where there is no file any more.
fn new_name(text: &[u8]) -> Option<String> {
    let name = match text.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted),
        // Behind a name with a space git writes a tab.
        None => text.strip_suffix(b"\t").unwrap_or(text).to_vec(),
    };
    name.strip_prefix(b"b/").map(spelled)
}

/// The text of a C string up to its closing quote.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match (byte, tail) {
            (b'"', _) => break,
            (b'\\', [high @ b'0'..=b'3', middle @ b'0'..=b'7', low @ b'0'..=b'7', tail @ ..]) => {
                plain.push((high - b'0') * 64 + (middle - b'0') * 8 + (low - b'0'));
                rest = tail;
            }
            (b'\\', [letter, tail @ ..]) => {
                plain.push(match letter {
                    b'a' => 7,
                    b'b' => 8,
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'v' => 11,
                    b'f' => 12,
                    b'r' => b'\r',
                    other => *other,
                });
                rest = tail;
            }
            _ => plain.push(*byte),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::{FileId, Position, Span};

    fn place(start: (u32, u32), end: (u32, u32)) -> Place {
        let position = |(line, column)| Position { line, column };
        let path = Arc::from("a.yaml");
        Place { file: FileId(0), path, span: Span::default(), start: position(start), end: position(end) }
    }

    /// The first 30 lines of a file that a diff changes.
    fn lines(diff: &str, file: &str) -> Vec<u32> {
        let changes = Changes::read(diff.as_bytes()).unwrap();
        (1..=30).filter(|line| changes.touch(file, &place((*line, 1), (*line, 2)))).collect()
    }

    #[test]
    fn hunks_are_read_by_their_numbers() {
        let diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -3 +3,2 @@ +++ b/y\n-old\n+++ b/y\n+@@ -1 +9 @@\n\
                    @@ -9,2 +10 @@\n--- a/z\n-diff --git a/y b/y\n+new\n\\ No newline at end of file\n\
                    diff --git a/y b/y\n--- a/y\n+++ b/y\n@@ -0,0 +1,2 @@\n+one\n+two\n";
        assert_eq!((lines(diff, "x"), lines(diff, "y"), lines(diff, "z")), (vec![3, 4, 10], vec![1, 2], vec![]));
    }

    #[test]
    fn a_gap_is_the_lines_around_it() {
        assert_eq!(lines("+++ b/x\n@@ -4,2 +3,0 @@\n-one\n-two\n", "x"), [3, 4]);
        assert_eq!(lines("+++ b/x\n@@ -1,2 +0,0 @@\n-one\n-two\n", "x"), [1]);
    }

    #[test]
    fn names_are_read_as_git_writes_them() {
        let diff = |name: &str| format!("+++ {name}\n@@ -1 +1 @@\n-a\n+b\n");
        assert_eq!(lines(&diff("b/with space\t"), "with space"), [1]);
        assert_eq!(lines(&diff(r#""b/a\"b\\c\td\303\251\n""#), "a\"b\\c\tdé\n"), [1]);
        assert_eq!(lines(&diff(r#""b/\377""#), "\\xFF"), [1]);
        assert_eq!(lines(&diff("/dev/null"), "/dev/null"), [0; 0]);
    }

    #[test]
    fn a_place_is_on_the_lines_that_it_has_text_on() {
        let changes = Changes::read("+++ b/x\n@@ -5 +5 @@\n-a\n+b\n".as_bytes()).unwrap();
        let touched = |start, end| changes.touch("x", &place(start, end));
        assert!(touched((5, 1), (5, 1)) && touched((2, 3), (5, 2)) && touched((5, 9), (8, 1)));
        assert!(touched((1, 1), (1, 1)), "what is about the file is touched with it");
        assert!(!changes.touch("y", &place((1, 1), (1, 1))) && !touched((1, 1), (1, 2)));
        assert!(!touched((2, 3), (5, 1)) && !touched((6, 1), (6, 4)) && !touched((4, 1), (4, 9)));
    }

    #[test]
    fn what_is_no_hunk_is_an_error() {
        for hunk in ["@@ @@", "@@ -1 @@", "@@ -a +b @@", "@@ -1 +99999999999 @@"] {
            assert!(Changes::read(format!("+++ b/x\n{hunk}\n").as_bytes()).is_err(), "{hunk}");
        }
        let huge = "@@ -4294967295,4294967295 +4294967295,4294967295 @@\n";
        assert!(Changes::read(format!("+++ b/x\n{huge}").as_bytes()).is_ok());
    }
}
