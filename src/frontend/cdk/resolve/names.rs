//! Names that come from other files.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::table::table;
use super::val::{Member, Val, What};
use super::{FrameId, Machine, Owner};
use crate::program::{Export, Language, ScopeId};
use crate::source::{FileId, Location};

/// How many modules are asked for a name that modules hand on to each other.
const MAX_HOPS: usize = 64;
/// How many times they may hand on all that another one has in the search for one name.
const MAX_STARS: usize = 1_000;

/// The search for a name among modules that hand on what others have.
#[derive(Default)]
struct Search {
    /// Each module is asked once.
    asked: BTreeSet<FileId>,
    stars: usize,
}

/// The module scope of a program.
const MODULE: ScopeId = ScopeId(0);

impl Machine<'_> {
    /// The activation of a module; its effects happen when it is first asked for.
    pub(super) fn module(&mut self, file: FileId) -> FrameId {
        if let Some(frame) = self.modules.get(&file) {
            return *frame;
        }
        let frame = self.push_frame(super::Frame::new(file, Owner::Module, None));
        self.modules.insert(file, frame);
        let guard = std::mem::take(&mut self.guard);
        let loops = std::mem::take(&mut self.loops);
        let within = self.within.take();
        self.carry_out_effects(frame, None);
        self.within = within;
        self.guard = guard;
        self.loops = loops;
        frame
    }

    /// What an import gives: the module itself, or a name of it.
    pub(super) fn import(&mut self, file: FileId, import: u32, name: Option<&Arc<str>>, at: Location) -> Val {
        let program = self.program(file);
        let module = &program.imports[import as usize].module;
        self.imported(file, module, name, at)
    }

    pub(super) fn imported(&mut self, file: FileId, module: &str, name: Option<&Arc<str>>, at: Location) -> Val {
        let language = self.programs.language(file);
        if let Some(found) = table().module(language, module) {
            return match name {
                Some(name) if &**name != "default" => self.module_member(found, name, at),
                _ => Val::new(What::Module(found), at),
            };
        }
        let target = match name {
            Some(name) => self.exporting(file, module, name),
            None => self.found(file, module),
        };
        match (target, name) {
            (Some(target), None) => Val::new(What::File(target), at),
            (Some(target), Some(name)) => self.export(target, name, at),
            (None, Some(name)) if language == Language::Python => {
                // `from . import stack`: the name is a module of its own.
                let inner = if module.ends_with('.') { format!("{module}{name}") } else { format!("{module}.{name}") };
                match self.found(file, &inner) {
                    Some(target) => Val::new(What::File(target), at),
                    None => unknown_import(module, Some(name), at),
                }
            }
            (None, Some(name)) if language == Language::Java => {
                let found = self.java_import(file, module, name, at);
                found.unwrap_or_else(|| unknown_import(module, Some(name), at))
            }
            (None, None) if language == Language::Go && Self::go_package(module, at).is_some() => {
                Self::go_package(module, at).unwrap_or_else(|| unknown_import(module, None, at))
            }
            (None, name) => unknown_import(module, name, at),
        }
    }

    /// The program that an import names; names are used far more often than they are imported.
    fn found(&mut self, file: FileId, module: &str) -> Option<FileId> {
        if let Some(known) = self.imports.get(&file).and_then(|imports| imports.get(module)) {
            return *known;
        }
        let found = self.programs.find(file, module);
        self.imports.entry(file).or_default().insert(module.into(), found);
        found
    }

    /// The program that a name of a module stands in.
    fn exporting(&mut self, file: FileId, module: &str, name: &str) -> Option<FileId> {
        match self.programs.language(file) {
            Language::TypeScript | Language::Python => self.found(file, module),
            Language::Java | Language::CSharp | Language::Go => self.programs.exporting(file, module, name),
        }
    }

    /// What a file of the run exports under a name.
    pub(super) fn export(&mut self, file: FileId, name: &Arc<str>, at: Location) -> Val {
        match self.find_export(file, name, at, &mut Search::default()) {
            Some(value) => value,
            None => Val::unknown(format!("{name} is not exported by {}", self.programs.path(file)), at),
        }
    }

    fn find_export(&mut self, file: FileId, name: &Arc<str>, at: Location, search: &mut Search) -> Option<Val> {
        if search.asked.len() >= MAX_HOPS || !search.asked.insert(file) {
            return None;
        }
        let program = self.program(file);
        for export in &program.exports {
            match export {
                Export::Local { name: exported, binding } if exported == name => {
                    return self.module_name(file, binding, at);
                }
                Export::Value { name: exported, value } if exported == name => {
                    let frame = self.module(file);
                    return Some(self.eval(frame, *value));
                }
                Export::From { name: exported, import, imported } if exported == name => {
                    return Some(self.import(file, *import, imported.as_ref(), at));
                }
                _ => {}
            }
        }
        if self.programs.language(file) == Language::Python
            && let Some(found) = self.module_name(file, name, at)
        {
            return Some(found);
        }
        let stars = program.exports.iter().filter_map(|export| match export {
            Export::Star { import } => Some(&program.imports[*import as usize].module),
            _ => None,
        });
        let python_stars = program.imports.iter().filter(|import| import.star).map(|import| &import.module);
        if let Some(found) = self.through_stars(file, stars.chain(python_stars), name, at, search) {
            return Some(found);
        }
        let submodule = format!(".{name}");
        let inner = self.found(file, &submodule).filter(|_| self.programs.is_package(file));
        inner.map(|inner| Val::new(What::File(inner), at))
    }

    fn through_stars<'m>(
        &mut self,
        file: FileId,
        modules: impl Iterator<Item = &'m Arc<str>>,
        name: &Arc<str>,
        at: Location,
        search: &mut Search,
    ) -> Option<Val> {
        // Names that a file takes in are not always those that it hands on.
        let key = (file, name.clone(), !search.asked.is_empty());
        if self.starless.contains(&key) {
            return None;
        }
        // Whoever is asked in the course of another search does not look where that one has been.
        let is_whole = search.asked.len() <= 1;
        for module in modules {
            search.stars += 1;
            if search.stars > MAX_STARS {
                break;
            }
            if let Some(found) = self.through_star(file, module, name, at, search) {
                return Some(found);
            }
        }
        if is_whole {
            self.starless.insert(key);
        }
        None
    }

    fn through_star(
        &mut self,
        file: FileId,
        module: &str,
        name: &Arc<str>,
        at: Location,
        search: &mut Search,
    ) -> Option<Val> {
        let language = self.programs.language(file);
        if let Some(found) = table().module(language, module) {
            if language == Language::Go {
                return Some(Self::go_member(found, name, at)).filter(Val::is_of_api);
            }
            let known = table().submodule(found, language, name).is_some()
                || table().class(found, name).is_some()
                || table().resource_type(found, name).is_some()
                || table().struct_of_type(found, name).is_some();
            return known.then(|| self.module_member(found, name, at));
        }
        let Some(target) = self.exporting(file, module, name) else {
            return if language == Language::Java { self.java_star(file, module, name, at) } else { None };
        };
        // Whoever looks has the cost.
        self.budget.step(at.file).ok()?;
        self.find_export(target, name, at, search)
    }

    /// A name of the module scope of a file.
    fn module_name(&mut self, file: FileId, name: &Arc<str>, at: Location) -> Option<Val> {
        self.programs.lookup(file, name, MODULE)?;
        let frame = self.module(file);
        Some(self.name(frame, name, MODULE, at))
    }

    /// A name that nothing in its file declares.
    pub(super) fn free_name(&mut self, frame: FrameId, name: &Arc<str>, at: Location) -> Val {
        let file = self.frame(frame).file;
        let program = self.program(file);
        if self.is_csharp(file) {
            let found = self.imported_type(file, name, at);
            return found.unwrap_or_else(|| Val::unknown(format!("{name} is known only when the app runs"), at));
        }
        let stars = program.imports.iter().filter(|import| import.star).map(|import| &import.module);
        if let Some(found) = self.through_stars(file, stars, name, at, &mut Search::default()) {
            return found;
        }
        if self.is_java(frame)
            && let Some(found) = self.java_free_name(frame, name, at)
        {
            return found;
        }
        if let Some(value) = Self::go_name(name, at) {
            return value;
        }
        match &**name {
            "undefined" | "None" | "null" => Val::absent(at),
            // An app is judged as the program that is run.
            "__name__" => Val::new(What::Text("__main__".into()), at),
            "Object" | "String" | "Number" | "Boolean" | "Array" | "dict" | "str" | "list" | "tuple" | "bool"
            | "int" | "enumerate" | "range" | "zip" => {
                let object = Val::unknown("a function of the language", at);
                Val::new(What::Builtin(Member { object, name: name.clone(), at }.into()), at)
            }
            _ => Val::unknown(format!("{name} is known only when the app runs"), at),
        }
    }
}

/// A name of a module that is no file of the run.
fn unknown_import(module: &str, name: Option<&Arc<str>>, at: Location) -> Val {
    // `os` of Python and `process` of Node are known for what they are mostly used for.
    let reason = match module {
        "os" | "process" => "the environment is known only when the app runs".to_owned(),
        _ => format!("{module} is no file of this run"),
    };
    let unknown = Val::unknown(reason, at);
    match name {
        Some(name) if &**name == "getenv" => {
            Val::new(What::Builtin(Member { object: unknown, name: name.clone(), at }.into()), at)
        }
        _ => unknown,
    }
}
