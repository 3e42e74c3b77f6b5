//! The files below `rules/`.

use std::fs;
use std::path::Path;

use plimsoll::engine::TestFile;
use plimsoll::fixtures::{self, Case};
use plimsoll::ruleset::PackFile;

/// Every file of the pack, with paths from the root of the project.
pub(crate) fn files() -> Vec<PackFile> {
    let mut files = Vec::new();
    collect(Path::new("rules"), &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

pub(crate) fn cases() -> Vec<Case> {
    fixtures::cases(&files())
}

pub(crate) fn rego_tests() -> Vec<TestFile> {
    let tests = files().into_iter().filter(|file| file.path.ends_with("_test.rego"));
    tests.map(|file| TestFile { path: file.path, text: file.text }).collect()
}

fn collect(folder: &Path, files: &mut Vec<PackFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let text = fs::read_to_string(&path).unwrap().into();
            files.push(PackFile { path: path.to_string_lossy().replace('\\', "/").into(), text });
        }
    }
}
