//! From a [`Report`] to bytes: one file per format.
//!
//! A renderer knows neither rules nor the file system. What it shows of a source text it asks [`Texts`]
//! for, and a text that is missing or has changed since costs the code frame, never the finding.

mod concise;
mod excerpt;
mod json;
mod pretty;
mod sarif;
mod wording;

use std::fmt;
use std::io::{self, Write as _};
use std::str::FromStr;
use std::sync::Arc;

use crate::finding::{Finding, Level, Report};
use crate::source::{FileId, SourceFile};

pub use json::schema;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Code frames for people.
    Pretty,
    /// One line per finding for editors and `grep`.
    Concise,
    /// The versioned document that [`schema`] describes.
    Json,
    /// SARIF 2.1.0 for code scanning.
    Sarif,
}

impl Format {
    /// Every format, in the order in which they are listed to people.
    pub const ALL: [Self; 4] = [Self::Pretty, Self::Concise, Self::Json, Self::Sarif];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Sarif => "sarif",
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
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub style: Style,
    /// Whether decisions that stayed unknown are listed and not only counted.
    pub show_undecided: bool,
    /// Whether suppressed findings are listed outside JSON, which always has them.
    pub show_suppressed: bool,
    /// The version of the program, as SARIF names it.
    pub version: &'static str,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            style: Style::default(),
            show_undecided: false,
            show_suppressed: false,
            version: env!("CARGO_PKG_VERSION"),
        }
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
    let mut out = io::BufWriter::new(out);
    match format {
        Format::Pretty => pretty::render(report, texts, options, &mut out)?,
        Format::Concise => concise::render(report, options, &mut out)?,
        Format::Json => json::render(report, &mut out)?,
        Format::Sarif => sarif::render(report, options, &mut out)?,
    }
    out.flush()
}

/// The findings that the formats other than JSON show.
fn shown<'r>(report: &'r Report, options: &Options) -> impl Iterator<Item = &'r Finding> {
    let show_suppressed = options.show_suppressed;
    report.findings.iter().filter(move |finding| show_suppressed || finding.suppressed.is_none())
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
