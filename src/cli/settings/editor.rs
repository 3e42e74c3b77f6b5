//! Settings for an editor: what it has open stands in for the disk, and every mistake keeps its place.

use std::path::{Path, PathBuf};

use super::{Packs, Parameters, Settings, Setup, plain, read, working};
use crate::cli::{Stop, packs};
use crate::config::ConfigFile;
use crate::discover;
use crate::lsp::{self, Loaded, Open};
use crate::ruleset::RuleSet;

impl Settings {
    /// The rules and the configuration for a folder that an editor has open, above the rules in the program.
    pub(in crate::cli) fn for_editor(
        &self,
        parameters: &Parameters,
        folder: &Path,
        builtin: &RuleSet,
        open: Open<'_>,
    ) -> Loaded {
        let mut loaded = Loaded::default();
        let read = self.read_for_editor(parameters, folder, builtin, open, &mut loaded);
        if let Err(stop) = read {
            loaded.notices.push(plain(stop));
            loaded.setup = None;
        }
        loaded
    }

    fn read_for_editor(
        &self,
        parameters: &Parameters,
        folder: &Path,
        builtin: &RuleSet,
        open: Open<'_>,
        loaded: &mut Loaded,
    ) -> Result<(), Stop> {
        let working = working()?;
        let mut packs = Packs { rules: builtin.clone(), refused: Vec::new() };
        let mut file = None;
        if let Some((path, root)) = self.find(&[folder.to_path_buf()], folder)? {
            let name = discover::display(&path, folder);
            loaded.configuration = Some(path.clone());
            let text = open(&path).map_or_else(|| read(&path, &name), Ok)?;
            let found = file.insert(ConfigFile::read(&name, &text, root));
            let beside = path.parent().unwrap_or(folder);
            for (number, pack) in found.packs().enumerate() {
                let pack = discover::plain(&beside.join(pack));
                let added = packs.add_open(&pack, open);
                loaded.packs.push(pack);
                packs.refused.extend(added.err().map(|stop| found.refused_pack(number, &plain(stop))));
            }
        }
        for pack in self.packs.iter().map(|pack| discover::plain(&working.join(pack))) {
            packs.add_open(&pack, open)?;
            loaded.packs.push(pack);
        }
        match self.finish(parameters, packs, file, &working)? {
            Ok(Setup { rules, config }) => loaded.setup = Some(lsp::Setup { rules, config }),
            Err(mistakes) => loaded.mistakes = mistakes,
        }
        Ok(())
    }
}

impl Packs {
    /// Adds a pack with the texts that an editor has of its files.
    fn add_open(&mut self, folder: &Path, open: Open<'_>) -> Result<(), Stop> {
        let mut files = packs::read(folder)?;
        for file in &mut files {
            file.text = open(&PathBuf::from(&*file.path)).unwrap_or_else(|| file.text.clone());
        }
        self.load(folder, &files);
        Ok(())
    }
}
