//! What a rule says of itself: its METADATA block, read from the text with the place of every complaint.
//!
//! Nothing here evaluates Rego or knows what a rule is about.

mod embedded;
mod metadata;
mod option;
pub mod own;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::source::Span;

pub(crate) use metadata::json;
pub use option::OptionSpec;

/// A rule: one Rego file with what its METADATA says.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// `service/fault`, the folder it lies in.
    pub id: Arc<str>,
    /// Its package with `data.` before it: `data.plimsoll.rules.ecr.mutable_tags`.
    pub package: String,
    pub title: String,
    pub description: String,
    /// Links, the most helpful first.
    pub related_resources: Vec<String>,
    pub level: Level,
    pub confidence: Confidence,
    /// Whether it runs where no configuration speaks of it.
    pub enabled: bool,
    pub selects: Selects,
    /// By name.
    pub options: BTreeMap<String, OptionSpec>,
    /// Names of controls by framework, such as `security-hub` to `ECR.2`.
    pub controls: BTreeMap<String, Vec<String>>,
    /// What other tools call this rule.
    pub aliases: Vec<String>,
    pub fix: FixSafety,
    /// Its README, in Markdown.
    pub page: Option<Arc<str>>,
    /// Of the Rego file.
    pub path: Arc<str>,
    pub text: Arc<str>,
    /// What it is asked where it is a policy of Conftest, which sees a file as it is written and none of the facts.
    pub policy: Option<Policy>,
}

/// A rule of Conftest: a set of messages about one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Below the package: `deny`, `warn_open_port`.
    pub name: String,
    /// What exceptions of the package call it, where there are any: the name without `deny_`, or nothing.
    pub exempt: Option<String>,
}

/// What a rule sees of the facts; nothing else is shown to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selects {
    /// The resource types it judges; it runs where one of them occurs.
    pub resources: BTreeSet<Arc<str>>,
    /// The resource types that it may look at besides.
    pub sees: BTreeSet<Arc<str>>,
    /// The resource types wanted from every file of the run.
    pub project: BTreeSet<Arc<str>>,
    pub images: bool,
    pub constructs: Constructs,
    /// Kinds of documents.
    pub documents: BTreeSet<Arc<str>>,
}

/// Which calls of the CDK a rule sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Constructs {
    #[default]
    None,
    All,
    /// Those of these classes and factories; `*` stands for any part of a name.
    Some(BTreeSet<Arc<str>>),
}

/// Whether the fixes that a rule offers may be applied without being asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FixSafety {
    #[default]
    None,
    Safe,
    Unsafe,
}

/// How serious a finding is, from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Info,
    Warning,
    Error,
}

/// How sure a rule is, from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

/// A Rego file beside the rules that they import from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    pub path: Arc<str>,
    pub text: Arc<str>,
}

/// Something in a pack or a configuration that cannot be used, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    pub path: Arc<str>,
    /// The whole text of the file.
    pub text: Arc<str>,
    pub span: Span,
    /// One line without a full stop.
    pub message: String,
    /// What the marked place is.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Rule {
    /// Reads the METADATA of a rule.
    ///
    /// # Errors
    /// Everything that is missing, unknown or of the wrong shape.
    pub fn read(
        id: &Arc<str>,
        path: &Arc<str>,
        text: &Arc<str>,
        page: Option<Arc<str>>,
    ) -> Result<Self, Vec<PackError>> {
        metadata::read(id, path, text, page)
    }

    /// A rule of the program, whose METADATA its build has turned into JSON; `None` where only [`Rule::read`] can tell.
    pub(crate) fn embedded(
        id: &Arc<str>,
        path: &Arc<str>,
        text: &Arc<str>,
        page: Option<&Arc<str>>,
        metadata: &str,
    ) -> Option<Self> {
        embedded::read(id, path, text, page, metadata)
    }

    /// What to do: the first paragraph below `## Remedy` of its page, on one line.
    pub fn help(&self) -> Option<String> {
        remedy(self.page.as_deref()?)
    }

    /// Where to read more.
    pub fn url(&self) -> Option<&str> {
        self.related_resources.first().map(String::as_str)
    }
}

impl Level {
    /// The word that METADATA, configuration and reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl Confidence {
    /// The word that METADATA and reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

impl Constructs {
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    pub fn contains(&self, api: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Some(names) => names.contains(api) || names.iter().any(|pattern| fits(pattern, api)),
        }
    }
}

/// Whether a name fits a pattern, in which `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, behind)) = name.split_once(part) else { return false };
        name = behind;
    }
    name.ends_with(last)
}

/// The package of a rule as the engine calls it.
fn package(id: &str) -> String {
    format!("data.plimsoll.rules.{}", id.replace('-', "_").replace('/', "."))
}

/// The first paragraph below `## Remedy` of a page, on one line.
pub fn remedy(page: &str) -> Option<String> {
    let mut lines = page.lines().skip_while(|line| line.trim() != "## Remedy").skip(1);
    let first = lines.by_ref().find(|line| !line.trim().is_empty())?;
    let rest = lines.take_while(|line| !line.trim().is_empty());
    let paragraph: Vec<&str> = std::iter::once(first).chain(rest).map(str::trim).collect();
    let is_prose = !first.starts_with(['#', '`']);
    is_prose.then(|| paragraph.join(" "))
}

/// The level of this name in METADATA, configuration and findings.
pub fn level_named(name: &str) -> Option<Level> {
    Some(match name {
        "error" => Level::Error,
        "warning" => Level::Warning,
        "info" => Level::Info,
        _ => return None,
    })
}

/// The confidence of this name in METADATA and findings.
pub fn confidence_named(name: &str) -> Option<Confidence> {
    Some(match name {
        "high" => Confidence::High,
        "medium" => Confidence::Medium,
        "low" => Confidence::Low,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_selected_by_name_or_pattern() {
        let selected = |pattern: &str, api: &str| Constructs::Some([Arc::from(pattern)].into()).contains(api);
        assert!(selected("aws_ecr.Repository", "aws_ecr.Repository"));
        assert!(!selected("aws_ecr.Repository", "aws_ecr.Repository.fromRepositoryName"));
        assert!(selected("aws_ecr.*", "aws_ecr.Repository.fromRepositoryName"));
        assert!(!selected("aws_ecr.*", "aws_ecr_assets.DockerImageAsset"));
        assert!(selected("*.applyRemovalPolicy", "aws_ecr.Repository.applyRemovalPolicy"));
        assert!(selected("aws_*.*.from*", "aws_ecs.ContainerImage.fromAsset"));
        assert!(!selected("aws_*.*.from*s", "aws_ecs.ContainerImage.fromAsset"));
        assert!(!selected("aws_ecr.*.aws_ecr.", "aws_ecr."));
    }
}
