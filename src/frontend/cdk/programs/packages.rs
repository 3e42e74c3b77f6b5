//! Packages of several files: Java's and C#'s are named in the files, Go's are folders.
//!
//! A name of a package is found in whichever file exports it, so an import of such a package asks for a name.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Programs, folder};
use crate::program::{Export, Language, Program};
use crate::source::FileId;

/// How many files beside those that speak of CDK are read for the names in them.
pub(super) const MAX_NEIGHBOURS: usize = 2_000;

impl Programs {
    /// Enters a program under the packages that it is part of.
    pub(super) fn declare_packages(&mut self, file: FileId, program: &Program, language: Language) {
        let folder = || Arc::from(folder(&self.paths[file.0 as usize]));
        let packages = match language {
            Language::TypeScript | Language::Python => Vec::new(),
            Language::Java | Language::CSharp => program.packages.clone(),
            Language::Go => vec![folder()],
        };
        for package in packages {
            let files = self.packages.entry(package).or_default();
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }

    /// The program that a module's name stands in, as an import of another program means it.
    pub(in crate::frontend::cdk) fn exporting(&self, from: FileId, module: &str, name: &str) -> Option<FileId> {
        let language = self.language(from);
        let package = match language {
            Language::TypeScript | Language::Python => return self.find(from, module),
            Language::Java | Language::CSharp => self.packages.get(module)?,
            Language::Go => self.packages.get(self.go_folder(from, module)?)?,
        };
        let exports = |file: &&FileId| self.language(**file) == language && self.exports(**file, name);
        let own = self.path(from);
        let mut found: Vec<FileId> = package.iter().filter(exports).copied().collect();
        // Apps that were begun from the same template have packages of the same name: the nearest one is meant.
        found.sort_by_key(|file| std::cmp::Reverse(shared(own, self.path(*file))));
        match found.as_slice() {
            // The parts of a class may stand in several files of C#; whoever finds one finds the others.
            [first, ..] if language == Language::CSharp => Some(*first),
            [first, second, ..] if shared(own, self.path(*first)) == shared(own, self.path(*second)) => None,
            _ => found.first().copied(),
        }
    }

    /// Whether a file makes a name known.
    pub(super) fn exports(&self, file: FileId, name: &str) -> bool {
        self.program(file).exports.iter().any(|export| export.is(name))
    }

    /// Files of the run in the folders of the packages that Java programs import, wherever the source root is.
    pub(super) fn imported_packages(&self) -> impl Iterator<Item = FileId> + '_ {
        let java = self.files.values().filter(|file| file.language == Language::Java);
        let modules = java.flat_map(|file| &file.program.imports).map(|import| &*import.module);
        let foreign = |module: &&str| !["java.", "javax.", "software."].iter().any(|own| module.starts_with(own));
        // What is imported from a class stands in the folder of its package.
        let package = |module: &str| {
            let parts = module.split('.').take_while(|part| !part.starts_with(char::is_uppercase));
            parts.collect::<Vec<_>>().join("/")
        };
        let wanted: BTreeSet<String> = modules.filter(foreign).map(package).filter(|path| !path.is_empty()).collect();
        let is_wanted = move |path: &str| {
            let folder = folder(path);
            let ends = folder.match_indices('/').map(|(slash, _)| &folder[slash + 1..]);
            !wanted.is_empty() && std::iter::once(folder).chain(ends).any(|end| wanted.contains(end))
        };
        let java = |path: &str| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "java");
        let found = self.by_path.iter().filter(move |(path, _)| java(path) && is_wanted(path));
        found.map(|(_, file)| *file).take(MAX_NEIGHBOURS)
    }

    /// A file of the package that a Go file imports: all of them know each other's names.
    pub(super) fn find_go(&self, from: FileId, module: &str) -> Option<FileId> {
        if module == "." || module.starts_with("github.com/aws/") {
            return None;
        }
        let own = folder(self.path(from));
        let is_source = |path: &str| place(path).1 == "go" && !path.ends_with("_test.go");
        let in_folder = |wanted: String| {
            let wanted = wanted.trim_start_matches('/').to_owned();
            let start: Arc<str> = format!("{wanted}/").into();
            let files = self.by_path.range(start.clone()..).take_while(move |(path, _)| path.starts_with(&*start));
            files.filter(|(path, _)| folder(path) == wanted && is_source(path)).map(|(_, file)| *file).next()
        };
        let ends = module.match_indices('/').map(|(slash, _)| &module[slash + 1..]);
        ends.flat_map(|end| above(own).map(move |root| format!("{root}/{end}"))).find_map(in_folder)
    }

    /// The folder of the package that a Go file imports, by the end of its path; `.` is its own.
    fn go_folder(&self, from: FileId, module: &str) -> Option<&str> {
        let own = folder(self.path(from));
        if module == "." {
            return self.packages.get_key_value(own).map(|(folder, _)| &**folder);
        }
        // The path begins with the name of the module that `go.mod` gives, whose root is at or above the file.
        let ends = module.match_indices('/').map(|(slash, _)| &module[slash + 1..]);
        ends.flat_map(|end| above(own).map(move |root| format!("{root}/{end}")))
            .find_map(|folder| self.packages.get_key_value(folder.trim_start_matches('/')))
            .map(|(folder, _)| &**folder)
    }

    /// Files of the run that may be of the same package as a program: those beside it.
    pub(super) fn neighbours(&self) -> impl Iterator<Item = FileId> + '_ {
        let packaged = |file: &FileId| matches!(self.language(*file), Language::Java | Language::CSharp | Language::Go);
        let folders: BTreeSet<(&str, &str)> =
            self.files.keys().filter(|file| packaged(file)).map(|file| place(self.path(*file))).collect();
        let beside = move |path: &str| folders.contains(&place(path));
        self.by_path.iter().filter(move |(path, _)| beside(path)).map(|(_, file)| *file).take(MAX_NEIGHBOURS)
    }
}

/// How many folders two paths have in common.
fn shared(one: &str, other: &str) -> usize {
    folder(one).split('/').zip(folder(other).split('/')).take_while(|(one, other)| one == other).count()
}

/// The folder of a file and its ending.
fn place(path: &str) -> (&str, &str) {
    (folder(path), path.rsplit_once('.').map_or("", |(_, ending)| ending))
}

/// A folder and those it stands in, up to the working directory.
fn above(inner: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(inner), |inner| (!inner.is_empty()).then(|| folder(inner)))
}

impl Export {
    /// Whether it makes a name known.
    fn is(&self, wanted: &str) -> bool {
        match self {
            Self::Local { name, .. } | Self::Value { name, .. } | Self::From { name, .. } => &**name == wanted,
            Self::Star { .. } => false,
        }
    }
}
