//! From a [`Report`] to bytes: one file per format.
//!
//! A renderer knows neither rules nor the file system. What it shows of a source text it asks [`Texts`]
//! for, and a text that is missing or has changed since costs the code frame, never the finding.

mod checkstyle;
mod concise;
mod escape;
mod excerpt;
mod github;
mod gitlab;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod pretty;
mod rdjson;
mod sarif;
mod statistics;
mod wording;
mod xml;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write as _};
use std::str::FromStr;
use std::sync::Arc;

use crate::finding::{Finding, Level, Report};
use crate::source::{FileId, SourceFile};

pub use json::schema;
pub(crate) use wording::{message, visible};

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Code frames for people.
    Pretty,
    /// One line per finding for editors and `grep`.
    Concise,
    /// The versioned document that [`schema`] describes.
    Json,
    /// The parts of that document, one to a line.
    Jsonl,
    /// SARIF 2.1.0 for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
    /// Test results for servers that know nothing else.
    Junit,
    /// The XML that most review tools read.
    Checkstyle,
    /// The Reviewdog Diagnostic Format.
    Rdjson,
    /// A table for pull requests and job summaries.
    Markdown,
}

impl Format {
    /// Every format, in the order in which they are listed to people.
    pub const ALL: [Self; 11] = [
        Self::Pretty,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
        Self::Markdown,
    ];

    /// Whether it is JSON as a whole, or line by line.
    fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl | Self::Sarif | Self::Gitlab | Self::Rdjson)
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
            Self::Markdown => "markdown",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that no format has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format; the formats are {list}", list = Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat(String);

/// The texts behind the places of a report.
pub trait Texts {
    /// The text of a file as it was linted, or `None` where it cannot be had any more. Asked once for every
    /// frame, so an implementation keeps what it has read.
    fn file(&self, id: FileId) -> Option<Arc<SourceFile>>;
}

/// What the device that shows a report can do.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether colours are understood and wanted.
    pub color: bool,
    /// Whether frames are drawn with box-drawing characters instead of ASCII.
    pub unicode: bool,
    /// How many columns a line has; frames and help are fitted to it.
    pub width: usize,
}

impl Default for Style {
    /// Neither colour nor width is taken from the surroundings: what is piped looks the same everywhere.
    fn default() -> Self {
        Self { color: false, unicode: true, width: 100 }
    }
}

/// What is shown, and how.
#[derive(Clone, Debug)]
pub struct Options {
    pub style: Style,
    /// Whether decisions that stayed unknown are listed and not only counted, where a format has a word for them.
    pub show_undecided: bool,
    /// Whether suppressed findings are listed outside JSON, which always has them.
    pub show_suppressed: bool,
    /// The level from which findings fail a run, for formats that tell what fails from what is only said.
    pub fail_on: Option<Level>,
    /// What stands before a relative path where a service counts paths from the root of the repository, such as
    /// `infra/`; empty where the run is at that root.
    pub root: String,
    /// By rule, the folder of its pack where only the command line names it: `plimsoll explain` is to be told too.
    pub packs: BTreeMap<Arc<str>, String>,
    /// The version of the program, as SARIF names it.
    pub version: &'static str,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            style: Style::default(),
            show_undecided: false,
            show_suppressed: false,
            fail_on: Some(Level::Warning),
            root: String::new(),
            packs: BTreeMap::new(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

impl Options {
    /// A path as a service counts it that begins at the root of the repository.
    fn rooted(&self, path: &str) -> String {
        let absolute = path.starts_with('/') || path.contains(":/");
        if absolute { path.to_owned() } else { format!("{}{path}", self.root) }
    }
}

/// Write a report.
///
/// # Errors
/// Those of `out` alone, a closed pipe among them.
pub fn render(
    report: &Report,
    texts: &dyn Texts,
    format: Format,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    // Serialisers write by the word, and standard output is flushed by the line.
    let mut out = escape::Escaping::new(io::BufWriter::new(out), format.is_json());
    match format {
        Format::Pretty => pretty::render(report, texts, options, &mut out)?,
        Format::Concise => concise::render(report, options, &mut out)?,
        Format::Json => json::render(report, &mut out)?,
        Format::Jsonl => jsonl::render(report, &mut out)?,
        Format::Sarif => sarif::render(report, options, &mut out)?,
        Format::Github => github::render(report, options, &mut out)?,
        Format::Gitlab => gitlab::render(report, options, &mut out)?,
        Format::Junit => junit::render(report, options, &mut out)?,
        Format::Checkstyle => checkstyle::render(report, options, &mut out)?,
        Format::Rdjson => rdjson::render(report, texts, options, &mut out)?,
        Format::Markdown => markdown::render(report, options, &mut out)?,
    }
    out.flush()
}

/// Writes how many findings each rule has, instead of the findings.
///
/// # Errors
/// Those of `out` alone.
pub fn statistics(report: &Report, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    statistics::render(report, options, &mut out)?;
    out.flush()
}

/// The findings that the formats other than JSON show.
fn shown<'r>(report: &'r Report, options: &Options) -> impl Iterator<Item = &'r Finding> {
    let show_suppressed = options.show_suppressed;
    report.findings.iter().filter(move |finding| show_suppressed || finding.suppressed.is_none())
}

/// The same for people: what is said in the same words of several resources that one place makes stands together.
fn gathered<'r>(report: &'r Report, options: &Options) -> Vec<Vec<&'r Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in shown(report, options) {
        match groups.last_mut().filter(|group| says_the_same(group[0], finding)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

fn says_the_same(one: &Finding, other: &Finding) -> bool {
    (&one.rule, one.level, &one.place, &one.message) == (&other.rule, other.level, &other.place, &other.message)
        && (&one.when, &one.related, &one.suppressed) == (&other.when, &other.related, &other.suppressed)
        && one.resource.is_some()
        && other.resource.is_some()
}

/// What a piece of terminal text is; its colour follows from that.
#[derive(Clone, Copy)]
enum Tone {
    Level(Level),
    Failure,
    Undecided,
    Strong,
    Label,
}

impl Style {
    /// The text in the colour of its tone, or as it is where colours are not wanted.
    fn paint(self, tone: Tone, text: &str) -> String {
        if !self.color {
            return text.to_owned();
        }
        // The sixteen colours that terminal themes remap, so that the text stays legible on every background.
        let code = match tone {
            Tone::Level(Level::Error) | Tone::Failure => "1;31",
            Tone::Level(Level::Warning) => "1;33",
            Tone::Level(Level::Info) => "1;34",
            Tone::Undecided => "1;35",
            Tone::Strong => "1",
            Tone::Label => "36",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
