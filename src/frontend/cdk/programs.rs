//! The CDK programs of a run, and how they find each other.

mod aliases;
mod namespaces;
mod packages;
mod links;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::frontend::source;

use crate::program::{Binding, Effect, EffectKind, ExprId, FunctionId, Language, Program, Scope, ScopeId};
use crate::source::{FileId, LineIndex, Location};

/// The endings under which a module may be stored that an import names without one.
const ENDINGS: [&str; 8] = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/// The CDK programs of a run, by file.
#[derive(Clone, Debug, Default)]
pub struct Programs {
    paths: Arc<[Arc<str>]>,
    files: BTreeMap<FileId, Arc<File>>,
    /// Those whose imports were not looked for yet.
    added: Vec<FileId>,
    by_path: Arc<BTreeMap<Arc<str>, FileId>>,
    /// The programs of each package, for the languages whose packages are several files.
    packages: BTreeMap<Arc<str>, Vec<FileId>>,
    /// The namespaces that files of C# use for their whole project.
    global_usings: Vec<(FileId, Arc<str>)>,
    /// The folders of the projects of C#.
    projects: Arc<BTreeSet<String>>,
    /// The context of each `cdk.json`, by its folder.
    contexts: Arc<BTreeMap<String, serde_json::Value>>,
    /// What each `tsconfig.json` calls modules, by its folder.
    aliases: Arc<BTreeMap<String, aliases::Aliases>>,
}

#[derive(Clone, Debug)]
struct File {
    program: Arc<Program>,
    language: Language,
    /// The effects of each function, and of the module.
    effects: BTreeMap<Option<FunctionId>, Vec<usize>>,
    /// Which effect evaluates an expression.
    evaluated: HashMap<ExprId, usize>,
    /// The bindings of each scope by name; of several the last.
    names: Vec<HashMap<Arc<str>, usize>>,
    lines: Option<(Arc<str>, LineIndex)>,
}

impl Programs {
    /// `paths` are those of all files of the run, by number.
    pub fn new(paths: &[Arc<str>]) -> Self {
        let modules = paths.iter().zip(0..).filter(|(path, _)| source::language(path).is_some());
        let by_path = Arc::new(modules.map(|(path, number)| (path.clone(), FileId(number))).collect());
        let projects = Arc::new(namespaces::projects(paths));
        Self { paths: paths.into(), by_path, projects, ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files that the programs added since this was last asked import, or are packages with, and that were not
    /// added yet.
    pub fn missing(&mut self) -> BTreeSet<FileId> {
        let added = std::mem::take(&mut self.added);
        let imports = added.iter().flat_map(|file| {
            let imports = &self.program(*file).imports;
            imports.iter().filter_map(|import| self.named(*file, &import.module))
        });
        let mut found: BTreeSet<FileId> = imports.collect();
        if added.iter().any(|file| links::is_packaged(self.language(*file))) {
            found.extend(self.neighbours());
            found.extend(self.imported_packages());
            found.extend(self.project_files().take(packages::MAX_NEIGHBOURS));
        }
        found.retain(|file| !self.contains(*file));
        found
    }

    /// Adds the program that a file is.
    pub fn insert(&mut self, file: FileId, program: Arc<Program>, language: Language) {
        let mut effects: BTreeMap<Option<FunctionId>, Vec<usize>> = BTreeMap::new();
        let mut evaluated = HashMap::new();
        for (number, effect) in program.effects.iter().enumerate() {
            let scope = program.scope(effect.scope);
            if let EffectKind::Evaluate(value) = effect.kind {
                evaluated.entry(value).or_insert(number);
            }
            // Fields of a class are set where the class is created.
            if scope.function.is_some() || scope.class.is_none() {
                effects.entry(scope.function).or_default().push(number);
            }
        }
        self.declare_packages(file, &program, language);
        self.note_global_usings(file, &program);
        let names = |scope: &Scope| scope.bindings.iter().map(|binding| binding.name.clone()).zip(0..).collect();
        let names = program.scopes.iter().map(names).collect();
        self.added.push(file);
        let entry = File { program, language, effects, evaluated, names, lines: None };
        self.files.insert(file, Arc::new(entry));
    }

    /// These programs of the run alone, with all that is known of the others but their code.
    #[must_use]
    pub fn among(&self, connected: &BTreeSet<FileId>) -> Self {
        let files = connected.iter().filter_map(|file| Some((*file, self.files.get(file)?.clone())));
        let among = |files: &[FileId]| -> Vec<FileId> {
            files.iter().copied().filter(|file| connected.contains(file)).collect()
        };
        let packages = self.packages.iter().map(|(name, files)| (name.clone(), among(files)));
        let usings = self.global_usings.iter().filter(|(file, _)| connected.contains(file));
        Self {
            paths: self.paths.clone(),
            files: files.collect(),
            added: Vec::new(),
            by_path: self.by_path.clone(),
            packages: packages.filter(|(_, files)| !files.is_empty()).collect(),
            global_usings: usings.cloned().collect(),
            projects: self.projects.clone(),
            contexts: self.contexts.clone(),
            aliases: self.aliases.clone(),
        }
    }

    /// Tells the text of a file, so that what is named after a place can say its line.
    pub fn text(&mut self, file: FileId, text: Arc<str>) {
        if let Some(file) = self.files.get_mut(&file) {
            let lines = LineIndex::new(&text);
            Arc::make_mut(file).lines = Some((text, lines));
        }
    }

    /// Adds a `cdk.json`, by the folder it stands in (empty for the working directory).
    pub fn context(&mut self, folder: &str, json: serde_json::Value) {
        Arc::make_mut(&mut self.contexts).insert(folder.trim_end_matches('/').to_owned(), json);
    }

    pub(super) fn files(&self) -> impl Iterator<Item = FileId> + use<'_> {
        self.files.keys().copied()
    }

    pub(super) fn contains(&self, file: FileId) -> bool {
        self.files.contains_key(&file)
    }

    pub(super) fn path(&self, file: FileId) -> &Arc<str> {
        &self.paths[file.0 as usize]
    }

    /// The program of a file that has one.
    pub(super) fn program(&self, file: FileId) -> &Program {
        &self.file(file).program
    }

    pub(super) fn language(&self, file: FileId) -> Language {
        self.file(file).language
    }

    pub(super) fn effects(&self, file: FileId, function: Option<FunctionId>) -> &[usize] {
        self.file(file).effects.get(&function).map_or(&[], Vec::as_slice)
    }

    /// The effect that evaluates an expression.
    pub(super) fn effect(&self, file: FileId, value: ExprId) -> Option<&Effect> {
        let file = self.file(file);
        file.evaluated.get(&value).map(|number| &file.program.effects[*number])
    }

    /// The binding of a name, from a scope outwards.
    pub(super) fn lookup(&self, file: FileId, name: &str, from: ScopeId) -> Option<(ScopeId, &Binding)> {
        let file = self.file(file);
        let mut scope = Some(from);
        while let Some(id) = scope {
            if let Some(number) = file.names.get(id.0 as usize).and_then(|names| names.get(name)) {
                return Some((id, &file.program.scope(id).bindings[*number]));
            }
            scope = file.program.scope(id).parent;
        }
        None
    }

    fn file(&self, file: FileId) -> &File {
        self.files.get(&file).expect("internal error: only files with programs are asked for")
    }

    /// A place as people write it: `bin/app.ts:12`.
    pub(super) fn written(&self, at: Location) -> String {
        let path = self.path(at.file);
        match self.files.get(&at.file).and_then(|file| file.lines.as_ref()) {
            Some((text, lines)) => format!("{path}:{}", lines.position(text, at.span.start).line),
            None => path.to_string(),
        }
    }

    /// The value of a key of the context, from the nearest `cdk.json` at or above a file.
    pub(super) fn context_value(&self, file: FileId, key: &str) -> Option<&serde_json::Value> {
        let mut folder = folder(self.path(file));
        loop {
            if let Some(json) = self.contexts.get(folder) {
                return json.get("context")?.get(key);
            }
            if folder.is_empty() {
                return None;
            }
            folder = self::folder(folder);
        }
    }

    /// Whether a file stands for its folder.
    pub(super) fn is_package(&self, file: FileId) -> bool {
        self.path(file).ends_with("__init__.py")
    }

    /// The program that an import names, as it is written in another one.
    pub(super) fn find(&self, from: FileId, module: &str) -> Option<FileId> {
        self.named(from, module).filter(|file| self.contains(*file))
    }

    /// The file that an import names, whether or not it was read as a program.
    fn named(&self, from: FileId, module: &str) -> Option<FileId> {
        match self.language(from) {
            Language::TypeScript => self.find_typescript(from, module),
            Language::Python => self.find_python(from, module),
            Language::Go => self.find_go(from, module),
            Language::Java | Language::CSharp => None,
        }
    }

    fn find_typescript(&self, from: FileId, module: &str) -> Option<FileId> {
        let module = module.trim_end_matches('/');
        if module.starts_with('.') {
            return self.stored(&join(folder(self.path(from)), module)?);
        }
        if let Some(found) = self.aliased(from, module) {
            return Some(found);
        }
        // A path from the root of the package, as `baseUrl` of a configuration allows.
        let module = module.trim_start_matches("@/").trim_start_matches("~/");
        let mut above = folder(self.path(from));
        loop {
            let path = join(above, module)?;
            if let Some(found) = self.stored(&path).filter(|found| *found != from) {
                return Some(found);
            }
            if above.is_empty() {
                return None;
            }
            above = folder(above);
        }
    }

    fn stored(&self, path: &str) -> Option<FileId> {
        let known = |path: &str| self.by_path.get(path).copied();
        let with_ending = |stem: &str| ENDINGS.iter().find_map(|ending| known(&format!("{stem}{ending}")));
        let emitted = [".js", ".mjs", ".cjs"].iter().find_map(|ending| path.strip_suffix(ending));
        known(path)
            .or_else(|| with_ending(path))
            .or_else(|| emitted.and_then(with_ending))
            .or_else(|| with_ending(format!("{path}/index").trim_start_matches('/')))
    }

    fn find_python(&self, from: FileId, module: &str) -> Option<FileId> {
        let stored = |path: &str| {
            let known = |path: String| self.by_path.get(path.trim_start_matches('/')).copied();
            known(format!("{path}.py")).or_else(|| known(format!("{path}/__init__.py")))
        };
        let dots = module.bytes().take_while(|byte| *byte == b'.').count();
        let relative = module[dots..].replace('.', "/");
        let mut above = folder(self.path(from));
        if dots > 0 {
            for _ in 1..dots {
                above = folder(above);
            }
            let path = if relative.is_empty() { above.to_owned() } else { format!("{above}/{relative}") };
            return stored(&path);
        }
        loop {
            if let Some(found) = stored(&format!("{above}/{relative}")) {
                return Some(found);
            }
            if above.is_empty() {
                return None;
            }
            above = folder(above);
        }
    }
}

/// The folder of a path; that of a file in the working directory is empty.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A relative path from a folder; `None` where it leads out of what is known.
fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let root = if folder.starts_with('/') { "/" } else { "" };
    Some(format!("{root}{}", parts.join("/")))
}
