//! What commands share that are configured: the arguments, and finding and reading the configuration file.

mod editor;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Stop, packs, watchdog};
use crate::config::{self, Config, ConfigFile, Origin, Root, RuleLevel, RulePattern};
use crate::discover;
use crate::rule::{PackError, Rule};
use crate::ruleset::{PackFile, RuleSet};

/// No configuration that a person writes is larger.
const MAX_BYTES: u64 = 1024 * 1024;

/// Names that a configuration file does not have, though one may think so.
const WRONG_NAMES: [&str; 2] = ["plimsoll.yml", ".plimsoll.yml"];

/// What every command takes that needs rules.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Settings {
    /// Read this configuration instead of the nearest plimsoll.yaml above the paths
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    no_config: bool,
    /// One more rule pack, or folder of Conftest policies (repeatable)
    #[arg(long = "rules", value_name = "DIR")]
    packs: Vec<PathBuf>,
    /// Give a rule, or a glob such as 's3/*', a level: off, info, warning or error (repeatable)
    #[arg(long = "level", value_name = "RULE=LEVEL", value_parser = rule_and_level)]
    levels: Vec<(RulePattern, RuleLevel)>,
}

/// What every command takes that reads templates.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Parameters {
    /// A value for a template parameter (repeatable)
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = name_and_value)]
    parameters: Vec<(Arc<str>, Arc<str>)>,
    /// Values for template parameters, in a form of the AWS CLI, of CodePipeline or of SAM, as in
    /// samconfig.toml#prod (repeatable)
    #[arg(long = "parameter-file", value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// The rules of a run, and what is decided about them.
#[derive(Debug)]
pub(super) struct Setup {
    pub(super) rules: RuleSet,
    pub(super) config: Config,
}

impl Settings {
    /// Whether the configuration is the one that is found.
    pub(super) fn finds(&self) -> bool {
        self.config.is_none() && !self.no_config
    }

    /// The rules of the packs that the command line names, with the folders of those.
    pub(super) fn packs_of(&self, rules: &RuleSet) -> BTreeMap<Arc<str>, String> {
        let folder = |rule: &Arc<Rule>| self.packs.iter().find(|folder| Path::new(&*rule.path).starts_with(folder));
        let named = |rule| folder(rule).map(|folder| (rule.id.clone(), folder.display().to_string()));
        rules.rules.iter().filter_map(named).collect()
    }

    /// The rules and the configuration for these paths. Every mistake in the configuration and in packs is reported.
    pub(super) fn load(&self, parameters: &Parameters, paths: &[PathBuf]) -> Result<Setup, Stop> {
        let working = working()?;
        let mut packs = Packs { rules: RuleSet::builtin(), refused: Vec::new() };
        let mut file = None;
        if let Some((path, root)) = self.find(paths, &working)? {
            let name = discover::display(&path, &working);
            let found = file.insert(ConfigFile::read(&name, &read(&path, &name)?, root));
            packs.add_beside(&path, found, &working);
        }
        for pack in &self.packs {
            packs.add(pack)?;
        }
        self.finish(parameters, packs, file, &working)?.map_err(|mistakes| packs::refused(&mistakes))
    }

    /// The rules and the configuration, once all files are read; or the mistakes in those.
    fn finish(
        &self,
        parameters: &Parameters,
        packs: Packs,
        file: Option<ConfigFile>,
        working: &Path,
    ) -> Result<Result<Setup, Vec<PackError>>, Stop> {
        let Packs { rules, mut refused } = packs;
        // Without the rules of all packs nobody can say which names in the file are wrong.
        if !refused.is_empty() {
            refused.splice(..0, file.iter().flat_map(ConfigFile::mistakes));
            return Ok(Err(refused));
        }
        let mut config = match file.map(|file| file.check(&rules)) {
            Some(Ok(config)) => config,
            Some(Err(mistakes)) => return Ok(Err(mistakes)),
            None => Config::default(),
        };
        for pack in &self.packs {
            config.packs.push((pack.to_string_lossy().into(), Origin::Argument("--rules")));
        }
        config.today = Some(today());
        config.stopped = watchdog::stopped();
        config.command(&self.levels, "--level", &rules).map_err(Stop::Usage)?;
        parameters.apply(&mut config, working)?;
        Ok(Ok(Setup { rules, config }))
    }

    /// The configuration file, and what its patterns are relative to: its folder where it was found, the working
    /// directory where it was named.
    fn find(&self, paths: &[PathBuf], working: &Path) -> Result<Option<(PathBuf, Root)>, Stop> {
        if let Some(named) = &self.config {
            return Ok(Some((working.join(named), Root::new(working, working))));
        }
        if self.no_config {
            return Ok(None);
        }
        let found = nearest(&common_folder(paths, working), working)?;
        Ok(found.map(|(folder, name)| (folder.join(name), Root::new(&folder, working))))
    }
}

impl Parameters {
    /// What the files and arguments say, later ones above earlier ones and arguments above files.
    fn apply(&self, config: &mut Config, working: &Path) -> Result<(), Stop> {
        for file in &self.files {
            let (path, environment) = split_environment(file, working);
            let name = discover::display(&path, working);
            let text = read(&path, &name)?;
            let values = config::read_parameters(&name, &text, environment.as_deref());
            for (name, value) in values.map_err(|errors| packs::refused(&errors))? {
                config.set_parameter(name, value, "--parameter-file");
            }
        }
        for (name, value) in &self.parameters {
            config.set_parameter(name.clone(), value.clone(), "--parameter");
        }
        Ok(())
    }

    /// The parameters on the command line that no template declares.
    pub(super) fn unknown(&self, declared: &BTreeSet<Arc<str>>) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(|(name, _)| name).filter(|name| !declared.contains(*name)).map(|name| &**name)
    }
}

/// The working directory.
pub(super) fn working() -> Result<PathBuf, Stop> {
    std::env::current_dir().map_err(|error| Stop::Usage(format!("there is no working directory: {error}")))
}

/// Rules in the making.
struct Packs {
    rules: RuleSet,
    /// What is wrong with packs.
    refused: Vec<PackError>,
}

impl Packs {
    fn add(&mut self, folder: &Path) -> Result<(), Stop> {
        self.load(folder, &packs::read(folder)?);
        Ok(())
    }

    fn load(&mut self, folder: &Path, files: &[PackFile]) {
        match watchdog::loading(folder, || self.rules.load(files)) {
            Ok(rules) => self.rules = rules,
            Err(errors) => self.refused.extend(errors),
        }
    }

    /// Adds the packs that a configuration file names, relative to its folder.
    fn add_beside(&mut self, path: &Path, file: &ConfigFile, working: &Path) {
        let folder = path.parent().unwrap_or(working);
        for (number, pack) in file.packs().enumerate() {
            let pack = folder.join(pack);
            let added = self.add(pack.strip_prefix(working).unwrap_or(&pack));
            self.refused.extend(added.err().map(|stop| file.refused_pack(number, &plain(stop))));
        }
    }
}

/// What is wrong, without the word that it is an error.
fn plain(stop: Stop) -> String {
    match stop {
        Stop::Usage(message) => message,
        stop => stop.to_string(),
    }
}

/// The nearest configuration file at or above a folder, inside the repository that the folder lies in.
fn nearest(folder: &Path, working: &Path) -> Result<Option<(PathBuf, &'static str)>, Stop> {
    for folder in folder.ancestors() {
        let is_there = |name: &&&'static str| folder.join(name).is_file();
        let shown = |name: &str| discover::display(&folder.join(name), working);
        let mut names = config::NAMES.iter().filter(is_there);
        if let Some(name) = names.next() {
            return match names.next() {
                Some(other) => {
                    Err(Stop::Usage(format!("{} stands beside {}; keep one of them", shown(name), shown(other))))
                }
                None => Ok(Some((folder.to_path_buf(), *name))),
            };
        }
        if let Some(name) = WRONG_NAMES.iter().find(is_there) {
            let right = name.replace(".yml", ".yaml");
            return Err(Stop::Usage(format!("{} is not read; call it {right}", shown(name))));
        }
        if folder.join(".git").exists() {
            return Ok(None);
        }
    }
    Ok(None)
}

/// The deepest folder that holds all paths.
fn common_folder(paths: &[PathBuf], working: &Path) -> PathBuf {
    let folder = |path: &PathBuf| {
        let path = discover::plain(&working.join(path));
        let mut folder = path.as_path();
        while !folder.is_dir() {
            let Some(above) = folder.parent() else { break };
            folder = above;
        }
        folder.to_path_buf()
    };
    let common = |one: PathBuf, other: PathBuf| {
        one.components().zip(other.components()).take_while(|(one, other)| one == other).map(|(part, _)| part).collect()
    };
    paths.iter().map(folder).reduce(common).unwrap_or_else(|| working.to_path_buf())
}

/// The text of a file of a bounded size.
fn read(path: &Path, name: &str) -> Result<Arc<str>, Stop> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| Stop::Usage(format!("cannot read {name}: {}", discover::explain(&error))))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Stop::Usage(format!("{name} is larger than 1 MiB")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(_) => Err(Stop::Usage(format!("{name} is not UTF-8"))),
    }
}

/// A path, and the environment that is named after it. A file may have a `#` in its name.
fn split_environment(file: &Path, working: &Path) -> (PathBuf, Option<String>) {
    let path = working.join(file);
    let split = path.to_str().and_then(|text| text.rsplit_once('#')).filter(|_| !path.exists());
    match split {
        Some((path, environment)) => (path.into(), Some(environment.to_owned())),
        None => (path, None),
    }
}

/// The date by which exceptions expire; in UTC, so that it is the same everywhere.
pub(super) fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn name_and_value(text: &str) -> Result<(Arc<str>, Arc<str>), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.into(), value.into())),
        _ => Err("it must be NAME=VALUE".to_owned()),
    }
}

fn rule_and_level(text: &str) -> Result<(RulePattern, RuleLevel), String> {
    let (rule, level) = text.split_once('=').ok_or("it must be RULE=LEVEL")?;
    let level =
        RuleLevel::named(level).ok_or_else(|| format!("the level is one of {}", RuleLevel::NAMES.join(", ")))?;
    Ok((RulePattern::new(rule)?, level))
}
