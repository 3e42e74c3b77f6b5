//! Which files a run is about, and reading them. All reading of the linted files happens here.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

use crate::finding::RunError;
use crate::source::{Content, FileId, Sources};

/// A larger file is no template: CloudFormation takes 1 MB, and what CDK writes stays below this.
const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// How much of a larger file is looked at to say what it is.
const HEAD_BYTES: u64 = 64 * 1024;
/// Folders of what other programs write; they are linted only where they are named.
const GENERATED: [&str; 2] = ["cdk.out", "node_modules"];

/// The files of a run, in the order of their paths.
#[derive(Debug, Default)]
pub struct Files {
    paths: Vec<Arc<str>>,
    places: Vec<Place>,
    /// What was named and could not be found or opened.
    pub errors: Vec<RunError>,
}

#[derive(Debug)]
enum Place {
    Disk(PathBuf),
    Memory(Vec<u8>),
}

impl Files {
    /// Finds the files that paths, folders and globs name, relative to the working directory.
    pub fn find(arguments: &[PathBuf], working: &Path) -> Self {
        let mut finder = Finder { working, found: BTreeMap::new(), errors: Vec::new() };
        for argument in arguments {
            finder.argument(argument);
        }
        let (paths, places) = finder.found.into_iter().map(|(name, path)| (name, Place::Disk(path))).unzip();
        finder.errors.sort();
        Self { paths, places, errors: finder.errors }
    }

    /// A single file that is not on disk.
    pub fn memory(name: &str, bytes: Vec<u8>) -> Self {
        Self { paths: vec![name.into()], places: vec![Place::Memory(bytes)], errors: Vec::new() }
    }
}

impl Sources for Files {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        match &self.places[file.0 as usize] {
            Place::Disk(path) => read(path).map_err(|error| explain(&error)),
            Place::Memory(bytes) => Ok(Content::Whole(bytes.clone())),
        }
    }
}

/// Reads a file up to the limit; what grows while it is read does not matter.
fn read(path: &Path) -> io::Result<Content> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > MAX_BYTES {
        let mut head = Vec::new();
        file.take(HEAD_BYTES).read_to_end(&mut head)?;
        return Ok(Content::TooLarge { head, size });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.by_ref().take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(Content::Whole(bytes))
}

struct Finder<'a> {
    working: &'a Path,
    /// By the name they are reported under.
    found: BTreeMap<Arc<str>, PathBuf>,
    errors: Vec<RunError>,
}

impl Finder<'_> {
    fn argument(&mut self, argument: &Path) {
        let path = self.working.join(argument);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => self.walk(&path, None),
            Ok(metadata) if metadata.is_file() => self.add(path),
            Ok(_) => self.error(argument, "is neither a file nor a folder"),
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_glob(argument) => self.glob(argument),
            Err(error) => self.error(argument, &explain(&error)),
        }
    }

    /// Finds what a pattern matches; quoted patterns arrive here, and those that the shell did not expand.
    fn glob(&mut self, pattern: &Path) {
        let text = pattern.to_string_lossy();
        let base: PathBuf = pattern.components().take_while(|part| !is_glob(Path::new(part))).collect();
        let glob = GlobBuilder::new(text.trim_start_matches("./")).literal_separator(true).build();
        let matcher = match glob {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => return self.error(pattern, &format!("is no glob: {}", error.kind())),
        };
        let before = self.found.len();
        self.walk(&self.working.join(base), Some(&matcher));
        if self.found.len() == before {
            self.error(pattern, "matches no file");
        }
    }

    fn walk(&mut self, folder: &Path, pattern: Option<&GlobMatcher>) {
        let root = folder.to_path_buf();
        let walk = WalkBuilder::new(folder)
            .hidden(false)
            .require_git(false)
            .filter_entry(move |entry| {
                let name = entry.file_name().to_string_lossy();
                let named = entry.path() == root;
                let skipped = name == ".git"
                    || entry.file_type().is_some_and(|kind| kind.is_dir()) && GENERATED.contains(&&*name);
                named || !skipped
            })
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.into_path();
                    let relative = path.strip_prefix(self.working).unwrap_or(&path);
                    if pattern.is_none_or(|pattern| pattern.is_match(relative)) {
                        self.add(path);
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let message = error.io_error().map_or_else(|| error.to_string(), explain);
                    let path = error_path(&error).map_or_else(|| folder.to_path_buf(), Path::to_path_buf);
                    self.error(&path, &message);
                }
            }
        }
    }

    fn add(&mut self, path: PathBuf) {
        self.found.insert(display(&path, self.working), path);
    }

    fn error(&mut self, path: &Path, message: &str) {
        let file = Some(display(&self.working.join(path), self.working));
        self.errors.push(RunError { file, rule: None, message: message.to_owned() });
    }
}

/// The name of a file in reports: relative to the working directory with forward slashes, absolute outside it.
fn display(path: &Path, working: &Path) -> Arc<str> {
    let plain = plain(path);
    let inside = plain.strip_prefix(working).unwrap_or(&plain);
    let name = inside.to_string_lossy();
    let name = if std::path::MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace('\\', "/") };
    if name.is_empty() { ".".into() } else { name.into() }
}

/// A path without `.` and, where that is safe to say, without `..`.
fn plain(path: &Path) -> PathBuf {
    let ups = path.components().any(|part| part == Component::ParentDir);
    let resolved = if ups { fs::canonicalize(path).ok() } else { None };
    resolved.unwrap_or_else(|| path.components().filter(|part| *part != Component::CurDir).collect())
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        _ => None,
    }
}

/// An error of the system in plain words, without its number.
fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
