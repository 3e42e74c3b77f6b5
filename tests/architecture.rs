//! The layers of `src/lib.rs`: a module uses only modules that stand above it, and some names belong to few files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

/// A word and the places below `src/` that may use it.
const RESERVED: [(&str, &[&str]); 8] = [
    ("regorus", &["engine"]),
    ("miette", &["render/pretty", "error"]),
    // A test of the run reads the files of this project.
    ("std::fs", &["discover", "cli", "lint/tests"]),
    ("std::env", &["cli"]),
    ("granit_parser", &["syntax/yaml"]),
    ("lsp_types", &["lsp"]),
    ("lsp_server", &["lsp", "cli/lsp"]),
    ("encode_utf16", &["lsp/convert"]),
];

#[test]
fn modules_use_only_what_stands_above_them() {
    let modules = modules();
    assert!(modules.len() > 15, "only {} modules were found in src/lib.rs", modules.len());
    for (position, module) in modules.iter().enumerate() {
        for file in files_of(module) {
            let text = code(&file);
            for (other, name) in modules.iter().enumerate() {
                let below = other > position;
                let uses = text.contains(&format!("crate::{name}::")) || text.contains(&format!("use crate::{name};"));
                assert!(!(below && uses), "{} uses {name}, which stands below {module}", file.display());
            }
        }
    }
}

#[test]
fn every_file_belongs_to_a_module_of_the_picture() {
    let modules = modules();
    for file in rust_files(Path::new("src")) {
        let first = file.strip_prefix("src").unwrap().iter().next().unwrap().to_string_lossy().into_owned();
        let name = first.trim_end_matches(".rs");
        assert!(["lib", "main"].contains(&name) || modules.iter().any(|module| module == name), "{}", file.display());
    }
}

#[test]
fn some_names_belong_to_few_files() {
    for file in rust_files(Path::new("src")) {
        let text = code(&file);
        let name = file.strip_prefix("src").unwrap().with_extension("").to_string_lossy().replace('\\', "/");
        for (word, places) in RESERVED {
            let allowed = places.iter().any(|place| name == *place || name.starts_with(&format!("{place}/")));
            assert!(allowed || !text.contains(word), "{} names {word}", file.display());
        }
    }
}

#[test]
fn the_program_is_small_enough_to_read() {
    for file in rust_files(Path::new("src")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 600, "{} has {lines} lines", file.display());
    }
}

/// The modules in the order of `src/lib.rs`.
fn modules() -> Vec<String> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let name = |line: &str| {
        let line = line.trim().strip_suffix(';')?;
        Some(line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "))?.to_owned())
    };
    text.lines().filter_map(name).collect()
}

fn files_of(module: &str) -> Vec<PathBuf> {
    let mut files = rust_files(&Path::new("src").join(module));
    files.push(Path::new("src").join(format!("{module}.rs")));
    files
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.append(&mut rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The text of a file without its comments.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}
