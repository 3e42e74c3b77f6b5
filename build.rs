//! Embeds `rules/`: the Rego files of the rules and of the library, and the pages.
//!
//! The METADATA of rules is turned into JSON here, so that a run need not read seventy blocks of YAML. What of YAML
//! the rules use is little; a block with anything else is left to the reader of the program, and a test sees to it
//! that both read the same.

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

/// The METADATA block of a rule as JSON; none where it says something that is not understood here.
fn metadata(text: &str) -> Option<String> {
    let (_, block) = text.split_once("# METADATA\n")?;
    let lines = block.lines().map_while(|line| line.strip_prefix('#'));
    let lines: Vec<Line<'_>> = lines.map(Line::new).collect();
    let mut rest = &lines[..];
    let json = mapping(&mut rest)?;
    rest.is_empty().then_some(json)
}

#[derive(Clone, Copy)]
struct Line<'t> {
    indent: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn new(line: &'t str) -> Self {
        let text = line.trim_start();
        Self { indent: line.len() - text.len(), text: text.trim_end() }
    }
}

/// The lines that are indented by more than `indent`.
fn deeper<'l, 't>(lines: &mut &'l [Line<'t>], indent: usize) -> &'l [Line<'t>] {
    let count = lines.iter().take_while(|line| line.indent > indent).count();
    let (block, rest) = lines.split_at(count);
    *lines = rest;
    block
}

fn joined(lines: &[Line<'_>]) -> String {
    lines.iter().map(|line| line.text).collect::<Vec<_>>().join(" ")
}

fn mapping(lines: &mut &[Line<'_>]) -> Option<String> {
    let indent = lines.first()?.indent;
    let mut members = Vec::new();
    while let Some((line, rest)) = lines.split_first().filter(|(line, _)| line.indent == indent) {
        *lines = rest;
        let (key, value) = line.text.split_once(':')?;
        let is_key = key.starts_with(|first: char| first.is_ascii_lowercase())
            && key.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-.".contains(letter));
        if !is_key || !(value.is_empty() || value.starts_with(' ')) {
            return None;
        }
        members.push(format!("{}:{}", quoted(key), value_of(value.trim(), deeper(lines, indent))?));
    }
    Some(format!("{{{}}}", members.join(",")))
}

/// What stands behind a key, and below it.
fn value_of(value: &str, mut below: &[Line<'_>]) -> Option<String> {
    match value {
        "" if below.first()?.text.starts_with("- ") => sequence(below),
        "" => mapping(&mut below).filter(|_| below.is_empty()),
        ">-" => {
            let is_even = below.iter().all(|line| line.indent == below[0].indent && !line.text.is_empty());
            is_even.then(|| quoted(&joined(below)))
        }
        _ => inline(format!("{value} {}", joined(below)).trim()),
    }
}

fn sequence(lines: &[Line<'_>]) -> Option<String> {
    let indent = lines.first()?.indent;
    let item = |line: &Line<'_>| inline(line.text.strip_prefix("- ").filter(|_| line.indent == indent)?.trim());
    Some(format!("[{}]", lines.iter().map(item).collect::<Option<Vec<_>>>()?.join(",")))
}

/// A scalar, or a collection between brackets.
fn inline(text: &str) -> Option<String> {
    if text.starts_with(['[', '{', '"', '\'']) {
        let mut rest = text;
        let json = flow(&mut rest)?;
        return rest.trim().is_empty().then_some(json);
    }
    plain(text)
}

fn flow(rest: &mut &str) -> Option<String> {
    *rest = rest.trim_start();
    let first = rest.chars().next()?;
    match first {
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            let mut items = Vec::new();
            *rest = rest[1..].trim_start();
            while !rest.starts_with(close) {
                if first == '{' {
                    let (key, value) = rest.split_once(": ")?;
                    *rest = value;
                    let is_key = key.chars().all(char::is_alphanumeric);
                    items.push(format!("{}:{}", quoted(key), flow(rest).filter(|_| is_key)?));
                } else {
                    items.push(flow(rest)?);
                }
                *rest = rest.trim_start();
                match rest.strip_prefix(',') {
                    Some(behind) => *rest = behind.trim_start(),
                    None if rest.starts_with(close) => {}
                    None => return None,
                }
            }
            *rest = &rest[1..];
            let items = items.join(",");
            Some(if first == '[' { format!("[{items}]") } else { format!("{{{items}}}") })
        }
        '"' | '\'' => {
            let (text, behind) = rest[1..].split_once(first)?;
            // Neither escapes nor doubled quotes.
            if text.contains('\\') || behind.starts_with(first) {
                return None;
            }
            *rest = behind;
            Some(quoted(text))
        }
        _ => {
            let end = rest.find([',', '[', ']', '{', '}'])?;
            let (text, behind) = rest.split_at(end);
            *rest = behind;
            plain(text.trim())
        }
    }
}

/// A scalar without quotes. Words and numbers that YAML may take for something else are not understood.
fn plain(text: &str) -> Option<String> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if matches!(text, "true" | "false") || is_number && (text == "0" || !text.starts_with('0')) {
        return Some(text.to_owned());
    }
    // A version of three parts and an identifier such as 33f41d31-86b1 begin with a digit and are no numbers.
    let is_odd = |byte: u8| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E' | b'x' | b'o');
    let is_name = text.bytes().any(is_odd) || text.matches('.').count() > 1;
    let is_text = text.starts_with(|first: char| first.is_ascii_alphabetic() || first.is_ascii_digit() && is_name)
        && ![": ", " #"].iter().any(|mark| text.contains(mark))
        && !text.ends_with(':')
        && !["y", "n", "yes", "no", "on", "off", "null", "true", "false"].contains(&&*text.to_ascii_lowercase());
    is_text.then(|| quoted(text))
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
