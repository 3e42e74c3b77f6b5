//! Namespaces of C#: which of them a file sees, and which files are one project.

use std::sync::Arc;

use super::{Programs, folder, source};
use crate::program::csharp::GLOBAL;
use crate::program::{Function, FunctionId, Language, ScopeId};
use crate::source::FileId;

/// What the file is called that describes a project ends like this.
const PROJECT: &str = ".csproj";

impl Programs {
    /// Whether a scope itself declares a name.
    pub(in crate::frontend::cdk) fn declares(&self, file: FileId, scope: ScopeId, name: &str) -> bool {
        self.file(file).names.get(scope.0 as usize).is_some_and(|names| names.contains_key(name))
    }

    /// Whether a namespace has types of the run.
    pub(in crate::frontend::cdk) fn has_package(&self, file: FileId, package: &str) -> bool {
        let language = self.language(file);
        let mut files = self.packages.get(package).into_iter().flatten();
        files.any(|other| self.language(*other) == language)
    }

    /// The namespaces whose types a file may name: its own, those that it uses, and those that its project uses.
    pub(in crate::frontend::cdk) fn namespaces(&self, file: FileId) -> Vec<Arc<str>> {
        let own = self.program(file).imports.iter().filter(|import| import.star);
        let mut namespaces: Vec<Arc<str>> = own.map(|import| plain(&import.module)).collect();
        let project = self.project(self.path(file));
        for (other, module) in &self.global_usings {
            let of_project = self.project(self.path(*other)) == project;
            if of_project && !namespaces.contains(module) {
                namespaces.push(module.clone());
            }
        }
        namespaces
    }

    /// Notes what a file uses for all files of its project.
    pub(super) fn note_global_usings(&mut self, file: FileId, program: &crate::program::Program) {
        let global = program.imports.iter().filter_map(|import| import.module.strip_prefix(GLOBAL));
        self.global_usings.extend(global.map(|module| (file, Arc::from(module))));
    }

    /// The folder of the project that a file belongs to: the nearest with a project file, or that of the file itself.
    pub(super) fn project<'p>(&self, path: &'p str) -> &'p str {
        let mut above = folder(path);
        loop {
            if self.projects.contains(above) {
                return above;
            }
            if above.is_empty() {
                return folder(path);
            }
            above = folder(above);
        }
    }

    /// The other files of a project that have a type of some name in a namespace that a file is part of.
    pub(in crate::frontend::cdk) fn parts(&self, file: FileId, name: &str) -> Vec<FileId> {
        let project = self.project(self.path(file));
        let of_namespaces =
            self.program(file).packages.iter().filter_map(|package| self.packages.get(package)).flatten();
        let is_part = |other: &&FileId| {
            **other != file && self.project(self.path(**other)) == project && self.exports(**other, name)
        };
        let mut parts: Vec<FileId> = of_namespaces.filter(is_part).copied().collect();
        parts.sort();
        parts.dedup();
        parts
    }

    /// A static method of some name in a file's project.
    pub(in crate::frontend::cdk) fn static_method(&self, from: FileId, name: &str) -> Option<(FileId, FunctionId)> {
        let project = self.project(self.path(from));
        let mut files = self
            .files
            .iter()
            .filter(|(file, entry)| entry.language == Language::CSharp && self.project(self.path(**file)) == project);
        files.find_map(|(file, entry)| {
            let fits = |function: &Function| {
                *function.name == *name
                    && function.is_static
                    && function.class.is_some()
                    && !function.parameters.is_empty()
            };
            let number = entry.program.functions.iter().position(fits)?;
            Some((*file, FunctionId(u32::try_from(number).ok()?)))
        })
    }

    /// All source files of the projects that C# programs of the run belong to.
    pub(super) fn project_files(&self) -> impl Iterator<Item = FileId> + '_ {
        let of_csharp = self.files.keys().filter(|file| self.language(**file) == Language::CSharp);
        let wanted: std::collections::BTreeSet<&str> = of_csharp.map(|file| self.project(self.path(*file))).collect();
        let is_source = |path: &str| source::language(path) == Some(Language::CSharp);
        self.by_path
            .iter()
            .filter(move |(path, _)| is_source(path) && wanted.contains(self.project(path)))
            .map(|(_, file)| *file)
    }
}

/// The folders of the files that describe projects.
pub(super) fn projects(paths: &[Arc<str>]) -> std::collections::BTreeSet<String> {
    paths.iter().filter(|path| path.ends_with(PROJECT)).map(|path| folder(path).to_owned()).collect()
}

fn plain(module: &Arc<str>) -> Arc<str> {
    module.strip_prefix(GLOBAL).map_or_else(|| module.clone(), Arc::from)
}
