//! One folder of the editor: its files, its configuration, and what the last lint of it said.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::client::Client;
use super::convert::Text;
use super::diagnostics::{self, Shown};
use super::documents::{self, Document, Documents};
use super::{Host, Loaded, Setup, watch};
use crate::config::{self, Config};
use crate::discover::{self, Files};
use crate::finding::{Finding, Report, RuleInfo};
use crate::lint::{Offer, Progress, Session};
use crate::source::{Content, Extent, FileId, Sources, Span};

/// What has to be done before a folder can answer; each needs all before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    Nothing,
    Lint,
    /// Looking which files there are.
    Walk,
    /// Reading the configuration and the packs.
    Load,
}

/// A folder and what is known of it.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) root: PathBuf,
    /// Whether all files below it count, and not only those that are open.
    pub(super) whole: bool,
    need: Need,
    loaded: Loaded,
    setup: Option<Setup>,
    found: Found,
    /// How often each file was touched; what is not here never was.
    touched: BTreeMap<PathBuf, u64>,
    /// How often all of them were.
    all_touched: u64,
    session: Session,
    pub(super) report: Report,
    pub(super) shown: BTreeMap<PathBuf, Shown>,
    /// What was said in the log, once.
    logged: BTreeSet<String>,
    texts: RefCell<BTreeMap<FileId, (u64, Arc<Text>)>>,
}

/// What every folder needs to lint.
#[derive(Clone, Copy)]
pub(super) struct World<'w> {
    pub(super) client: &'w Client,
    pub(super) host: &'w dyn Host,
    pub(super) documents: &'w Documents,
    /// The roots of all folders.
    pub(super) roots: &'w [PathBuf],
}

/// The files of a folder, on the disk or only in the editor.
#[derive(Debug, Default)]
struct Found {
    paths: Vec<Arc<str>>,
    places: Vec<PathBuf>,
    disk: Files,
    /// Their numbers on the disk.
    numbers: Vec<Option<FileId>>,
}

/// The files of a folder as the editor has them.
struct Edited<'f> {
    found: &'f Found,
    documents: &'f Documents,
    extent: Extent,
}

impl Folder {
    pub(super) fn new(root: PathBuf, whole: bool) -> Self {
        Self {
            root,
            whole,
            need: Need::Load,
            loaded: Loaded::default(),
            setup: None,
            found: Found::default(),
            touched: BTreeMap::new(),
            all_touched: 0,
            session: Session::default(),
            report: Report::default(),
            shown: BTreeMap::new(),
            logged: BTreeSet::new(),
            texts: RefCell::default(),
        }
    }

    pub(super) fn needs(&self) -> Need {
        self.need
    }

    pub(super) fn need(&mut self, need: Need) {
        self.need = self.need.max(need);
    }

    /// Notes that a file has another text.
    pub(super) fn touch(&mut self, path: &Path) {
        if self.configures(path) {
            self.need(Need::Load);
        }
        if self.found.places.iter().any(|place| place == path) {
            *self.touched.entry(path.to_path_buf()).or_default() += 1;
            self.need(Need::Lint);
        }
    }

    /// Notes that a file came or went, on the disk or in the editor.
    pub(super) fn moved(&mut self, path: &Path) {
        self.touch(path);
        if path.starts_with(&self.root) && !watch::is_no_concern(&self.root, path) {
            self.need(Need::Walk);
        }
    }

    /// Notes that the editor has the text of a file now.
    pub(super) fn opened(&mut self, path: &Path) {
        self.touch(path);
        if path.starts_with(&self.root) && !self.found.places.iter().any(|place| place == path) {
            self.need(Need::Walk);
        }
    }

    /// Notes that the text on the disk counts again.
    pub(super) fn closed(&mut self, path: &Path) {
        self.touch(path);
        if path.starts_with(&self.root) && (!self.whole || !path.exists()) {
            self.need(Need::Walk);
        }
    }

    /// Notes that any file may have another text.
    pub(super) fn touch_all(&mut self) {
        self.all_touched += 1;
        self.need(Need::Walk);
    }

    /// Whether a file decides which rules there are and what they do here.
    fn configures(&self, path: &Path) -> bool {
        let names = config::NAMES.into_iter().chain(["plimsoll.yml", ".plimsoll.yml"]);
        let is_named = path.file_name().is_some_and(|name| names.into_iter().any(|known| name == known));
        let is_above = path.parent().is_some_and(|folder| self.root.starts_with(folder));
        let is_read = self.loaded.configuration.as_deref() == Some(path);
        is_named && is_above || is_read || self.loaded.packs.iter().any(|pack| path.starts_with(pack))
    }

    /// The configuration file, if there is one.
    pub(super) fn configuration(&self) -> Option<&Path> {
        self.loaded.configuration.as_deref()
    }

    /// What decides about the folder and lies outside of it: folders, and what counts in each.
    pub(super) fn outside(&self) -> impl Iterator<Item = (PathBuf, String)> {
        let packs = self.loaded.packs.iter().map(|pack| (pack.clone(), "**/*".to_owned()));
        let file = self.loaded.configuration.as_deref().and_then(|path| Some((path.parent()?, path.file_name()?)));
        let file = file.map(|(folder, name)| (folder.to_path_buf(), name.to_string_lossy().into_owned()));
        packs.chain(file).filter(|(folder, _)| !folder.starts_with(&self.root))
    }

    pub(super) fn setup(&self) -> Option<&Setup> {
        self.setup.as_ref()
    }

    /// The findings of a file that are shown, in their order.
    pub(super) fn findings<'f>(&'f self, path: &Path) -> impl Iterator<Item = &'f Finding> + use<'f> {
        let shown = self.shown.get(path);
        shown.into_iter().flat_map(|shown| shown.findings.iter().map(|number| &self.report.findings[*number]))
    }

    /// The fixes for the findings of a file at places that are wanted.
    pub(super) fn fixes(&self, path: &Path, wanted: &dyn Fn(Span) -> bool) -> Vec<Offer> {
        let number = self.found.places.iter().position(|place| place == path);
        let file = number.and_then(|number| u32::try_from(number).ok()).map(FileId);
        file.map(|file| self.session.fixes(file, wanted)).unwrap_or_default()
    }

    pub(super) fn rule(&self, id: &str) -> Option<&RuleInfo> {
        self.report.rules.iter().find(|info| &*info.id == id)
    }

    /// Whether the folder was never linted.
    pub(super) fn is_new(&self) -> bool {
        self.need == Need::Load && self.setup.is_none()
    }

    /// Does what has to be done, so that the folder can answer.
    pub(super) fn update(&mut self, world: World<'_>, progress: &dyn Progress) {
        if self.need == Need::Load {
            self.load(world);
        }
        if self.need >= Need::Walk {
            self.walk(world);
        }
        if self.need >= Need::Lint {
            self.lint(world, progress);
        }
        self.need = Need::Nothing;
    }

    fn load(&mut self, world: World<'_>) {
        let open = |path: &Path| documents::text_of(world.documents, path);
        self.loaded = world.host.load(&self.root, &open);
        // Without the configuration nobody knows what would be a false alarm; an earlier one is better than none.
        if let Some(setup) = self.loaded.setup.take() {
            self.setup = Some(setup);
            self.session = Session::default();
        }
        for notice in &self.loaded.notices {
            if self.logged.insert(notice.clone()) {
                world.client.show(notice.clone());
            }
        }
    }

    fn walk(&mut self, world: World<'_>) {
        let Some(Setup { config, .. }) = &self.setup else { return };
        self.found = Found::new(&self.root, self.whole, config, world.documents);
        self.texts.get_mut().clear();
        self.touched.retain(|path, _| path.starts_with(&self.root));
        for error in &self.found.disk.errors {
            let message = format!("{}: {}", error.file.as_deref().unwrap_or_default(), error.message);
            if self.logged.insert(message.clone()) {
                world.client.log(message);
            }
        }
    }

    fn lint(&mut self, world: World<'_>, progress: &dyn Progress) {
        if let Some(Setup { rules, config }) = &mut self.setup {
            config.today = Some(world.host.today());
            let extent =
                if self.whole { extent(&self.root, self.loaded.configuration.as_deref()) } else { Extent::Files };
            let sources = Edited { found: &self.found, documents: world.documents, extent };
            let (found, touched, all, session) = (&self.found, &self.touched, self.all_touched, &mut self.session);
            let report = &mut self.report;
            let config = &*config;
            let mut lint = |progress: &dyn Progress| {
                let revision = |file: FileId| revision(found, touched, all, file);
                *report = session.lint(&sources, &revision, rules, config, progress);
            };
            let client = world.client.clone();
            world.host.guard(config, progress, Box::new(move |message| client.show(message)), &mut lint);
        }
        for error in self.report.errors.iter().filter(|error| error.file.is_none()) {
            if self.logged.insert(error.message.clone()) {
                world.client.log(error.message.clone());
            }
        }
        self.shown = diagnostics::of_report(&self.report, &self.loaded.mistakes, &Lookup { folder: self, world });
    }
}

fn revision(found: &Found, touched: &BTreeMap<PathBuf, u64>, all: u64, file: FileId) -> u64 {
    all + touched.get(&found.places[file.0 as usize]).copied().unwrap_or_default()
}

/// How much of the project a folder is.
fn extent(root: &Path, configuration: Option<&Path>) -> Extent {
    match configuration.and_then(Path::parent) {
        Some(folder) if !folder.starts_with(root) => Extent::Folders,
        _ => Extent::Whole,
    }
}

/// Where the texts of a report are.
pub(super) struct Lookup<'f> {
    folder: &'f Folder,
    world: World<'f>,
}

impl Lookup<'_> {
    pub(super) fn client(&self) -> &Client {
        self.world.client
    }

    /// The file of a name in the report.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.root.join(name)
    }

    /// Whether no other folder is nearer to a file.
    pub(super) fn owns(&self, path: &Path) -> bool {
        let nearest = self.world.roots.iter().filter(|root| path.starts_with(root));
        let nearest = nearest.max_by_key(|root| root.components().count());
        nearest.is_none_or(|nearest| *nearest == self.folder.root)
    }

    /// The text of a file as it was linted.
    pub(super) fn text(&self, file: FileId, path: &Path) -> Arc<Text> {
        if let Some(document) = self.world.documents.get(path) {
            return document.text.clone();
        }
        if file == FileId::CONFIGURATION {
            let source = self.folder.setup.as_ref().and_then(|setup| setup.config.source.as_ref());
            return Arc::new(Text::of_disk(source.map_or("", |source| &*source.text)));
        }
        let folder = self.folder;
        let revision = revision(&folder.found, &folder.touched, folder.all_touched, file);
        let mut texts = folder.texts.borrow_mut();
        match texts.get(&file) {
            Some((known, text)) if *known == revision => text.clone(),
            _ => {
                let text = Arc::new(folder.found.text(file));
                texts.insert(file, (revision, text.clone()));
                text
            }
        }
    }

    /// The text of a file that is named in a complaint, which has it with it.
    pub(super) fn text_of_complaint(&self, path: &Path, text: &Arc<str>) -> Text {
        let is_open = self.world.documents.contains_key(path);
        if is_open { Text::of_editor(text.clone()) } else { Text::of_disk(text.clone()) }
    }
}

impl Found {
    fn new(root: &Path, whole: bool, config: &Config, documents: &Documents) -> Self {
        let excludes = config.excludes();
        let open = documents.keys().filter(|path| path.starts_with(root));
        let named: Vec<PathBuf> = if whole { vec![root.to_path_buf()] } else { open.clone().cloned().collect() };
        let disk = Files::find(&named, root, config.excludes());
        let numbers = (0..).map(FileId);
        let mut found: BTreeMap<Arc<str>, (PathBuf, Option<FileId>)> = BTreeMap::new();
        for (name, number) in disk.paths().iter().zip(numbers) {
            found.insert(name.clone(), (disk.path(number).unwrap_or(root).to_path_buf(), Some(number)));
        }
        for path in open.filter(|path| !path.exists()) {
            let name = discover::display(path, root);
            if excludes.pattern(&name).is_none() {
                found.insert(name, (path.clone(), None));
            }
        }
        let mut all = Self { disk, ..Self::default() };
        for (name, (place, number)) in found {
            all.paths.push(name);
            all.places.push(place);
            all.numbers.push(number);
        }
        all
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        match self.numbers[file.0 as usize] {
            Some(number) => self.disk.read(number),
            None => Err("it is not saved yet".to_owned()),
        }
    }

    fn text(&self, file: FileId) -> Text {
        let bytes = match self.read(file) {
            Ok(Content::Whole(bytes)) => bytes,
            Ok(Content::TooLarge { head, .. }) => head,
            Err(_) => Vec::new(),
        };
        Text::of_disk(String::from_utf8_lossy(&bytes).as_ref())
    }
}

impl Sources for Edited<'_> {
    fn paths(&self) -> &[Arc<str>] {
        &self.found.paths
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        match self.documents.get(&self.found.places[file.0 as usize]) {
            Some(Document { text, .. }) => Ok(discover::content(text.text().as_bytes().to_vec())),
            None => self.found.read(file),
        }
    }

    fn extent(&self) -> Extent {
        self.extent
    }
}
