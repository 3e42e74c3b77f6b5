//! Between the passes: the CDK programs of the run, with the modules they import and the context of their apps.

use std::sync::Arc;

use super::{Surveyed, file_id};
use crate::frontend::cdk::Programs;
use crate::frontend::{self, FileKind, Parsed};
use crate::source::{Content, FileId, Sources};
use crate::suppress::{self, FileExceptions};

/// What an app's configuration is called; its context is known before synthesis.
const CONFIGURATION: &str = "cdk.json";
/// What the configuration of the TypeScript compiler is called, the one of all packages last.
const COMPILER: [&str; 2] = ["tsconfig.json", "tsconfig.base.json"];

/// A file that a program imports.
pub(super) struct Module {
    pub(super) kind: Option<FileKind>,
    pub(super) excepted: FileExceptions,
    pub(super) parsed: Arc<Parsed>,
}

/// Whether a file configures programs.
pub(super) fn configures(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == CONFIGURATION || COMPILER.contains(&name)
}

/// The module that a file is, if it is one.
pub(super) fn module(sources: &dyn Sources, file: FileId) -> Option<Module> {
    let reading = frontend::read_module(&sources.paths()[file.0 as usize], sources.read(file).ok()?);
    let parsed = Arc::new(reading.parsed?);
    Some(Module { kind: reading.verdict.kind, excepted: suppress::read(file, &parsed), parsed })
}

/// The programs that the survey found and all that they import; those become part of the survey too.
pub(super) fn collect(sources: &dyn Sources, surveyed: &mut [Surveyed]) -> Programs {
    collect_with(sources, surveyed, &|file| module(sources, file))
}

/// The same with modules from elsewhere.
pub(super) fn collect_with(
    sources: &dyn Sources,
    surveyed: &mut [Surveyed],
    module: &dyn Fn(FileId) -> Option<Module>,
) -> Programs {
    let mut programs = Programs::new(sources.paths());
    for (number, file) in surveyed.iter().enumerate() {
        insert(&mut programs, number, file);
    }
    if !programs.is_empty() {
        add_aliases(sources, &mut programs);
    }
    loop {
        let missing = programs.missing();
        let mut added = false;
        for file in missing {
            let number = file.0 as usize;
            if let Some(module) = module(file) {
                surveyed[number].kind = module.kind;
                surveyed[number].except(module.excepted);
                surveyed[number].parsed = Some(module.parsed);
                insert(&mut programs, number, &surveyed[number]);
                added = true;
            }
        }
        if !added {
            break;
        }
    }
    if !programs.is_empty() {
        add_contexts(sources, &mut programs);
    }
    programs
}

fn insert(programs: &mut Programs, number: usize, file: &Surveyed) {
    let Some(parsed) = &file.parsed else { return };
    let Some((program, language)) = parsed.program() else { return };
    programs.insert(file_id(number), program.clone(), language);
    programs.text(file_id(number), parsed.source.text.clone());
}

fn add_contexts(sources: &dyn Sources, programs: &mut Programs) {
    for (number, path) in sources.paths().iter().enumerate() {
        let Some(folder) = folder_of(path, CONFIGURATION) else { continue };
        let Ok(Content::Whole(bytes)) = sources.read(file_id(number)) else { continue };
        // A configuration that is no JSON has no context that anyone could know.
        if let Ok(json) = serde_json::from_slice(&bytes) {
            programs.context(folder, json);
        }
    }
}

fn add_aliases(sources: &dyn Sources, programs: &mut Programs) {
    for (number, path) in sources.paths().iter().enumerate() {
        let Some(folder) = COMPILER.iter().find_map(|name| folder_of(path, name)) else { continue };
        let Ok(Content::Whole(bytes)) = sources.read(file_id(number)) else { continue };
        if let Ok(text) = std::str::from_utf8(&bytes) {
            programs.compiler_options(folder, text);
        }
    }
}

fn folder_of<'p>(path: &'p Arc<str>, name: &str) -> Option<&'p str> {
    let folder = path.strip_suffix(name)?;
    (folder.is_empty() || folder.ends_with('/')).then_some(folder)
}
