//! What the services that run checks say about themselves in the environment.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::discover;
use crate::finding::Report;
use crate::render::{self, Format, Options, Texts};

/// GitHub refuses the whole summary of a step that is larger than 1 MiB.
const MAX_SUMMARY: usize = 1024 * 1024;
/// What a summary that was cut ends with.
const CUT: &str = "\nThe rest does not fit into a job summary.\n";

/// The way from the root of the repository to the working directory, where a service counts paths from that root.
pub(super) fn root(format: Format) -> String {
    let name = match format {
        Format::Github => "GITHUB_WORKSPACE",
        Format::Gitlab => "CI_PROJECT_DIR",
        _ => return String::new(),
    };
    let Some((root, working)) = variable(name).map(PathBuf::from).zip(std::env::current_dir().ok()) else {
        return String::new();
    };
    let root = root.canonicalize().unwrap_or(root);
    let Ok(inside) = working.strip_prefix(&root) else { return String::new() };
    inside.components().flat_map(|part| [part.as_os_str().to_string_lossy(), "/".into()]).collect()
}

/// Adds the report to the summary of the step in GitHub Actions that this run is part of. Whether that was possible is
/// the answer; outside of Actions there is nothing to do.
pub(super) fn summarize(report: &Report, texts: &dyn Texts, options: &Options) -> bool {
    let Some(path) = variable("GITHUB_STEP_SUMMARY") else { return true };
    match append(Path::new(&path), report, texts, options) {
        Ok(()) => true,
        Err(error) => {
            super::complain(&format!("error: cannot write {path}: {}", discover::explain(&error)));
            false
        }
    }
}

fn append(path: &Path, report: &Report, texts: &dyn Texts, options: &Options) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let taken = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let mut text = Vec::new();
    render::render(report, texts, Format::Markdown, options, &mut text)?;
    cut(&mut text, MAX_SUMMARY.saturating_sub(taken));
    file.write_all(&text)
}

/// Cuts a text at the end of a line, so that it fits together with a line that says so.
fn cut(text: &mut Vec<u8>, room: usize) {
    if text.len() <= room {
        return;
    }
    text.truncate(room.saturating_sub(CUT.len()));
    let end = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    text.truncate(end);
    text.extend_from_slice(if room >= CUT.len() { CUT.as_bytes() } else { b"" });
}

#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_cut_between_lines() {
        let cut = |room| {
            let mut text = "line of text\n".repeat(20).into_bytes();
            cut(&mut text, room);
            String::from_utf8(text).unwrap()
        };
        assert_eq!(cut(260).len(), 260);
        assert_eq!(cut(100), format!("{}{CUT}", "line of text\n".repeat(4)));
        assert_eq!(cut(10), "");
    }
}
