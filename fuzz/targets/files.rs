//! Several files in one input: each begins with a line `=== path`. What stands before the first is of no file.

use std::str;

const MARK: &str = "=== ";
/// More files are left out.
const MAX_FILES: usize = 8;

/// The paths and bytes of the files.
pub(super) fn of(bytes: &[u8]) -> Vec<(&str, &[u8])> {
    let mut files: Vec<(&str, &[u8])> = Vec::new();
    let mut rest = bytes;
    while let Some((before, path, behind)) = next(rest) {
        if let Some((_, text)) = files.last_mut() {
            *text = before;
        }
        if files.len() == MAX_FILES {
            return files;
        }
        files.push((path, behind));
        rest = behind;
    }
    files
}

/// What stands before the next line that names a file, that name, and what stands behind.
fn next(bytes: &[u8]) -> Option<(&[u8], &str, &[u8])> {
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let named = str::from_utf8(line).ok().and_then(|line| line.strip_prefix(MARK));
        if let Some(path) = named.map(str::trim).filter(|path| !path.is_empty()) {
            return Some((&bytes[..start], path, &bytes[start + line.len()..]));
        }
        start += line.len();
    }
    None
}
