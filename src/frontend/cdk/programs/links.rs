//! Which programs have to do with each other, and with CDK's API.
//!
//! What no import leads to is never seen: two programs without a link can say nothing of each other's constructs, and
//! one without a way to CDK's API makes none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::table::table;
use super::{Programs, folder};
use crate::program::{Bound, Language};
use crate::source::FileId;

/// Groups of files that grow together, each under the number of one of its files.
struct Groups(BTreeMap<FileId, FileId>);

impl Programs {
    /// The programs that import CDK's API, by however many steps. Files of a package see each other without a word, so
    /// in the languages that have packages every program counts.
    pub(in crate::frontend::cdk) fn reaching(&self) -> BTreeSet<FileId> {
        let mut importers: BTreeMap<FileId, Vec<FileId>> = BTreeMap::new();
        let mut reaching = BTreeSet::new();
        for from in self.files() {
            if self.imports_api(from) {
                reaching.insert(from);
            }
            for to in self.imported_by(from) {
                importers.entry(to).or_default().push(from);
            }
        }
        let mut open: Vec<FileId> = reaching.iter().copied().collect();
        while let Some(file) = open.pop() {
            let found = importers.get(&file).into_iter().flatten().copied();
            open.extend(found.filter(|importer| reaching.insert(*importer)));
        }
        reaching
    }

    /// The app that each program belongs to, by the number of one of its files: programs that no chain of imports,
    /// packages and projects connects are different apps.
    pub(in crate::frontend::cdk) fn apps(&self) -> BTreeMap<FileId, FileId> {
        let mut groups = Groups(self.files().map(|file| (file, file)).collect());
        let mut projects: BTreeMap<&str, FileId> = BTreeMap::new();
        for files in self.packages.values() {
            files.windows(2).for_each(|pair| groups.join(pair[0], pair[1]));
        }
        for from in self.files() {
            for to in self.imported_by(from) {
                groups.join(from, to);
            }
            if self.language(from) == Language::CSharp {
                let project = *projects.entry(self.project(self.path(from))).or_insert(from);
                groups.join(from, project);
            }
        }
        self.files().map(|file| (file, groups.of(file))).collect()
    }

    fn imports_api(&self, file: FileId) -> bool {
        let language = self.language(file);
        is_packaged(language)
            || self.program(file).imports.iter().any(|import| table().module(language, &import.module).is_some())
    }

    /// The programs whose names a program can see by its imports.
    fn imported_by(&self, from: FileId) -> BTreeSet<FileId> {
        let language = self.language(from);
        let program = self.program(from);
        let mut found: BTreeSet<FileId> =
            program.imports.iter().filter_map(|import| self.find(from, &import.module)).collect();
        if is_packaged(language) {
            let modules = program.imports.iter().flat_map(|import| prefixes(&import.module));
            found.extend(modules.filter_map(|module| self.packages.get(module)?.first()));
        }
        if language == Language::Python {
            // A name that is imported from a package may be a module of it.
            for binding in program.scopes.iter().flat_map(|scope| &scope.bindings) {
                let Bound::Import { import, name: Some(name) } = &binding.value else { continue };
                let module = &program.imports[*import as usize].module;
                let dot = if module.ends_with('.') { "" } else { "." };
                found.extend(self.find(from, &format!("{module}{dot}{name}")));
            }
            if self.is_package(from) {
                found.extend(self.modules_of(from));
            }
        }
        found
    }

    /// The programs that are modules of a package of Python, by the file that stands for its folder.
    fn modules_of(&self, package: FileId) -> impl Iterator<Item = FileId> {
        let own = folder(self.path(package));
        let start: Arc<str> = if own.is_empty() { "".into() } else { format!("{own}/").into() };
        let files = self.by_path.range(start.clone()..).take_while(move |(path, _)| path.starts_with(&*start));
        let is_module = move |file: FileId| {
            let home = folder(self.path(file));
            if self.is_package(file) && file != package { folder(home) == own } else { home == own }
        };
        files.map(|(_, file)| *file).filter(move |file| self.contains(*file) && is_module(*file))
    }
}

impl Groups {
    /// The group that a file belongs to.
    fn of(&mut self, file: FileId) -> FileId {
        let mut root = file;
        while self.0[&root] != root {
            root = self.0[&root];
        }
        // Whoever asks again finds it in one step.
        let mut next = file;
        while next != root {
            next = self.0.insert(next, root).unwrap_or(root);
        }
        root
    }

    fn join(&mut self, one: FileId, other: FileId) {
        let (one, other) = (self.of(one), self.of(other));
        self.0.insert(one.max(other), one.min(other));
    }
}

/// Whether programs of a language see what other files of their package declare.
pub(super) fn is_packaged(language: Language) -> bool {
    matches!(language, Language::Java | Language::CSharp | Language::Go)
}

/// A name and what it begins with: `a.b.C`, `a.b`, `a`.
fn prefixes(module: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(module), |module| module.rsplit_once('.').map(|(before, _)| before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::typescript::{Dialect, lower};

    #[test]
    fn what_leads_to_the_api_reaches_it_and_apps_are_apart() {
        let texts = [
            ("a/app.ts", "import { Stack } from './stack';\n"),
            ("a/name.ts", "export const name = 'a';\n"),
            ("a/stack.ts", "import { name } from './name';\nimport { Stack } from 'aws-cdk-lib';\n"),
            ("b/app.ts", "import { App } from 'aws-cdk-lib';\n"),
            ("b/lonely.ts", "import * as fs from 'fs';\n"),
        ];
        let paths: Vec<Arc<str>> = texts.iter().map(|(path, _)| (*path).into()).collect();
        let mut programs = Programs::new(&paths);
        for ((path, text), number) in texts.iter().zip(0..) {
            let program = Arc::new(lower(text, Dialect::of_path(path).unwrap()));
            programs.insert(FileId(number), program, Language::TypeScript);
        }
        assert_eq!(programs.reaching(), BTreeSet::from([0, 2, 3].map(FileId)));
        let apps: Vec<u32> = programs.apps().into_values().map(|app| app.0).collect();
        assert_eq!(apps, [0, 0, 0, 3, 4]);
    }
}
