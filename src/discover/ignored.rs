//! The files that say which others are ignored, looked at before a walk reads them: it reads each to its end and keeps
//! what it says, so one that never ends, or says very much, is the end of the run.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// Where such files are, in each folder.
const NAMES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];
/// How many bytes those of a folder and of the folders above it may have together; what they say takes some 700 times
/// that in memory.
const MAX_BYTES: u64 = 256 * 1024;

/// The file among those of a folder that must not be read, and why.
pub(crate) fn unusable(folder: &Path) -> Option<(PathBuf, Cow<'static, str>)> {
    let mut own = 0;
    for path in NAMES.iter().map(|name| folder.join(name)) {
        // One that is not there, or that leads nowhere, is not read either.
        let Ok(metadata) = fs::metadata(&path) else { continue };
        if !metadata.is_file() && !metadata.is_dir() {
            return Some((path, "it is no regular file".into()));
        }
        own += size(&path);
        if own > 0 && own + above(folder) > MAX_BYTES {
            let message = format!("with those in the folders above it is larger than {} KiB", MAX_BYTES / 1024);
            return Some((path, message.into()));
        }
    }
    None
}

/// The same among the files of a folder and of those above it.
pub(crate) fn unusable_upwards(folder: &Path) -> Option<(PathBuf, Cow<'static, str>)> {
    folder.ancestors().find_map(unusable)
}

/// The bytes of those in the folders above.
fn above(folder: &Path) -> u64 {
    folder.ancestors().skip(1).flat_map(|folder| NAMES.map(|name| folder.join(name))).map(|path| size(&path)).sum()
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map_or(0, |metadata| metadata.len())
}
