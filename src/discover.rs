//! Which files a run is about, and reading them. All reading of the linted files happens here.

pub(crate) mod ignored;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

use crate::config::{Excludes, Glob};
use crate::finding::RunError;
use crate::source::{Content, FileId, Sources, spelled};

/// A larger file is no template: AWS takes 1 MB, and what CDK writes stays below this.
const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// How much of a larger file is looked at to say what it is.
const HEAD_BYTES: u64 = 64 * 1024;
/// Folders of what other programs write; they are linted only where they are named.
const GENERATED: [&str; 3] = ["cdk.out", "node_modules", "__snapshots__"];

/// Folders of this ending that have a manifest are assemblies which the tests of CDK apps compare theirs with.
const SNAPSHOT: &str = ".snapshot";

/// Why they are left out.
const GENERATED_REASON: &str = "a folder of generated files; name it to lint it";

/// The files of a run, in the order of their paths.
#[derive(Debug, Default)]
pub struct Files {
    paths: Vec<Arc<str>>,
    places: Vec<Place>,
    /// What was named and could not be found or opened.
    pub errors: Vec<RunError>,
    /// What was met and left out: its name, and why.
    pub left_out: Vec<(Arc<str>, Cow<'static, str>)>,
}

#[derive(Debug)]
enum Place {
    Disk(PathBuf),
    Memory(Vec<u8>),
}

impl Files {
    /// Finds the files that paths, folders and globs name, relative to the working directory. What is excluded is left
    /// out even where it is named: a hook names what changed, not what is wanted.
    pub fn find(arguments: &[PathBuf], working: &Path, excludes: Excludes) -> Self {
        let excludes = Arc::new(excludes);
        let mut finder = Finder { working, excludes, found: BTreeMap::new(), errors: Vec::new(), left_out: Vec::new() };
        for argument in arguments {
            finder.argument(argument);
        }
        let (paths, places) = finder.found.into_iter().map(|(name, path)| (name, Place::Disk(path))).unzip();
        finder.errors.sort();
        finder.left_out.sort();
        finder.left_out.dedup();
        Self { paths, places, errors: finder.errors, left_out: finder.left_out }
    }

    /// A single file that comes from a stream. No more is read of it than of a file.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn stream(name: &Path, stream: impl Read, excludes: &Excludes) -> io::Result<Self> {
        let path = shown(name);
        if let Some(pattern) = excludes.pattern(&path) {
            return Ok(Self { left_out: vec![(path.clone(), excluded(pattern))], ..Self::default() });
        }
        let mut bytes = Vec::new();
        stream.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(Self { paths: vec![path], places: vec![Place::Memory(bytes)], errors: Vec::new(), left_out: Vec::new() })
    }
}

impl Files {
    /// Where a file is on the disk; `None` for one that came from a stream.
    pub fn path(&self, file: FileId) -> Option<&Path> {
        match &self.places[file.0 as usize] {
            Place::Disk(path) => Some(path),
            Place::Memory(_) => None,
        }
    }
}

impl Sources for Files {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        match &self.places[file.0 as usize] {
            Place::Disk(path) => read(path).map_err(|error| explain(&error)),
            Place::Memory(bytes) => Ok(content(bytes.clone())),
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
    Ok(content(bytes))
}

/// What was read of a file whose size was not known before.
pub(crate) fn content(mut bytes: Vec<u8>) -> Content {
    let size = bytes.len() as u64;
    if size <= MAX_BYTES {
        return Content::Whole(bytes);
    }
    bytes.truncate(usize::try_from(HEAD_BYTES).unwrap_or(usize::MAX));
    Content::TooLarge { head: bytes, size }
}

/// Files and folders that a walk leaves out, and why.
type Skipped = Vec<(PathBuf, Cow<'static, str>)>;

struct Finder<'a> {
    working: &'a Path,
    excludes: Arc<Excludes>,
    /// By the name they are reported under.
    found: BTreeMap<Arc<str>, PathBuf>,
    errors: Vec<RunError>,
    left_out: Vec<(Arc<str>, Cow<'static, str>)>,
}

impl Finder<'_> {
    fn argument(&mut self, argument: &Path) {
        let path = self.working.join(argument);
        if path.exists() && self.exclude(&path) {
            return;
        }
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => {
                self.walk(&path, None);
            }
            Ok(metadata) if metadata.is_file() => self.add(path),
            Ok(_) => self.error(argument, "is neither a file nor a folder; pipe what it gives into `plimsoll -`"),
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_glob(argument) => self.glob(argument),
            Err(error) => self.error(argument, &explain(&error)),
        }
    }

    /// Finds what a pattern matches; quoted patterns arrive here, and those that the shell did not expand.
    fn glob(&mut self, pattern: &Path) {
        let plain: PathBuf = pattern.components().filter(|part| *part != Component::CurDir).collect();
        let base: PathBuf = plain.components().take_while(|part| !is_glob(Path::new(part))).collect();
        let working = globset::escape(&self.working.to_string_lossy());
        let absolute = Path::new(&working).join(&plain);
        let glob = GlobBuilder::new(&absolute.to_string_lossy()).literal_separator(true).build();
        let matcher = match glob {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => return self.error(pattern, &format!("is no glob: {}", error.kind())),
        };
        let base = self.working.join(base);
        if base.exists() && self.exclude(&base) {
            return;
        }
        if !base.exists() || self.walk(&base, Some(&matcher)) == 0 {
            self.error(pattern, "matches no file");
        }
    }

    /// Adds the files below a folder, or those that a pattern matches, and counts them with those that are excluded.
    fn walk(&mut self, folder: &Path, pattern: Option<&GlobMatcher>) -> usize {
        if let Some((list, reason)) = ignored::unusable_upwards(folder) {
            self.refuse(&list, &reason);
            return self.walk_below(folder, pattern, false);
        }
        self.walk_below(folder, pattern, true)
    }

    /// The same, with what the folder and those above it say of ignored files, or as if nothing were ignored. A folder
    /// that says it in a way that cannot be read is walked by itself.
    fn walk_below(&mut self, folder: &Path, pattern: Option<&GlobMatcher>, ignoring: bool) -> usize {
        let mut count = 0;
        let barred: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
        let bars = barred.clone();
        let root = folder.to_path_buf();
        let skipped: Arc<Mutex<Skipped>> = Arc::default();
        let (seen, excludes, working) = (skipped.clone(), self.excludes.clone(), self.working.to_path_buf());
        let wanted = |name: &str| pattern.is_some_and(|pattern| pattern.glob().glob().contains(name));
        let generated: Vec<&str> = GENERATED.into_iter().filter(|name| !wanted(name)).collect();
        let skips_snapshots = !wanted(SNAPSHOT);
        let walk = WalkBuilder::new(folder)
            .hidden(false)
            .require_git(false)
            .parents(ignoring)
            .ignore(ignoring)
            .git_ignore(ignoring)
            .git_exclude(ignoring)
            .filter_entry(move |entry| {
                let name = entry.file_name().to_string_lossy();
                let named = entry.path() == root;
                let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let snapshot = || name.ends_with(SNAPSHOT) && entry.path().join("manifest.json").is_file();
                let generated = folder && !named && (generated.contains(&&*name) || skips_snapshots && snapshot());
                let reason = match generated {
                    true => Some(Cow::Borrowed(GENERATED_REASON)),
                    false if excludes.is_empty() => None,
                    false => excludes.pattern(&display(entry.path(), &working)).map(excluded),
                };
                let skipped = reason.is_some();
                if let (Ok(mut seen), Some(reason)) = (seen.lock(), reason) {
                    seen.push((entry.path().to_path_buf(), reason));
                }
                if ignoring
                    && folder
                    && !named
                    && !skipped
                    && name != ".git"
                    && ignored::unusable(entry.path()).is_some()
                {
                    bars.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_path_buf());
                    return false;
                }
                named || name != ".git" && !skipped
            })
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    if pattern.is_none_or(|pattern| pattern.is_match(entry.path())) {
                        self.add(entry.into_path());
                        count += 1;
                    }
                }
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_symlink()) => {
                    self.leave_out(entry.path(), "a symbolic link, not followed; name it to lint it");
                }
                Ok(_) => {}
                Err(error) => {
                    let message = error.io_error().map_or_else(|| error.to_string(), explain);
                    let path = error_path(&error).map_or_else(|| folder.to_path_buf(), Path::to_path_buf);
                    self.error(&path, &message);
                }
            }
        }
        let skipped = std::mem::take(&mut *skipped.lock().unwrap_or_else(PoisonError::into_inner));
        for (path, reason) in skipped {
            count += usize::from(pattern.is_some_and(|pattern| pattern.is_match(&path)));
            self.leave_out(&path, reason);
        }
        let barred = std::mem::take(&mut *barred.lock().unwrap_or_else(PoisonError::into_inner));
        count + barred.iter().map(|folder| self.walk(folder, pattern)).sum::<usize>()
    }

    /// Says that a list of ignored files is not read.
    fn refuse(&mut self, list: &Path, reason: &str) {
        let message =
            format!("cannot be read: {reason}; what is below its folder is linted as if nothing were ignored");
        self.error(list, &message);
    }

    fn leave_out(&mut self, path: &Path, reason: impl Into<Cow<'static, str>>) {
        self.left_out.push((display(path, self.working), reason.into()));
    }

    /// Leaves a path out if it is excluded.
    fn exclude(&mut self, path: &Path) -> bool {
        let Some(reason) = self.excludes.pattern(&display(path, self.working)).map(excluded) else { return false };
        self.leave_out(path, reason);
        true
    }

    fn add(&mut self, path: PathBuf) {
        self.found.insert(display(&path, self.working), path);
    }

    fn error(&mut self, path: &Path, message: &str) {
        let file = Some(display(&self.working.join(path), self.working));
        self.errors.push(RunError { file, rule: None, message: message.to_owned() });
    }
}

fn excluded(pattern: &Glob) -> Cow<'static, str> {
    Cow::Owned(format!("excluded by `{}` in the configuration", pattern.as_str()))
}

/// The name of a file in reports: relative to the working directory with forward slashes, absolute outside it.
pub(crate) fn display(path: &Path, working: &Path) -> Arc<str> {
    let plain = plain(path);
    let inside = plain.strip_prefix(working).unwrap_or(&plain);
    if inside.as_os_str().is_empty() { ".".into() } else { shown(inside) }
}

/// A path as text, with forward slashes. Bytes that are no UTF-8 are written as `\xFF`, so that two names stay two.
fn shown(path: &Path) -> Arc<str> {
    let name = spelled(path.as_os_str().as_encoded_bytes());
    if std::path::MAIN_SEPARATOR == '/' { name.into() } else { name.replace('\\', "/").into() }
}

/// A path without `.` and, where that is safe to say, without `..`.
pub(crate) fn plain(path: &Path) -> PathBuf {
    let ups = path.components().any(|part| part == Component::ParentDir);
    let resolved = if ups { fs::canonicalize(path).ok() } else { None };
    resolved.unwrap_or_else(|| path.components().filter(|part| *part != Component::CurDir).collect())
}

pub(crate) fn is_glob(path: &Path) -> bool {
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
pub(crate) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
