//! Embeds `rules/`: the Rego files of the rules and of the library, and the pages.
//!
//! The METADATA of rules is turned into JSON here, so that a run need not read seventy blocks of YAML. A test sees to it
//! that the program's own reader, which explains what is wrong with a pack, reads the same.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    files.sort();
    let mut code = String::from("[\n");
    for name in files {
        let path = root.join(&name);
        let metadata = if name.ends_with("/rule.rego") { metadata(&fs::read_to_string(&path)?) } else { None };
        // Writing to a String cannot fail.
        let _ = writeln!(code, "    ({name:?}, include_str!({:?}), {metadata:?}),", path.display().to_string());
    }
    code.push_str("]\n");
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo did not set OUT_DIR"))?;
    fs::write(PathBuf::from(folder).join("rules.rs"), code)
}

/// The names, relative to `root` and with `/` between their parts, of the files that belong into the program.
fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root).map_err(io::Error::other)?;
        let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        if belongs(&parts.iter().map(AsRef::as_ref).collect::<Vec<_>>()) {
            files.push(parts.join("/"));
        }
    }
    Ok(())
}

fn belongs(parts: &[&str]) -> bool {
    match parts {
        ["lib", file] => file.strip_suffix(".rego").is_some_and(|name| !name.ends_with("_test")),
        [_, _, file] => matches!(*file, "rule.rego" | "README.md"),
        _ => false,
    }
}

/// The METADATA block of a rule as JSON; none where it is no YAML, which the program explains.
fn metadata(text: &str) -> Option<String> {
    let (_, block) = text.split_once("# METADATA\n")?;
    let yaml: Vec<&str> = block.lines().map_while(|line| line.strip_prefix('#')).collect();
    let value: serde_json::Value = serde_yaml::from_str(&yaml.join("\n")).ok()?;
    Some(value.to_string())
}
