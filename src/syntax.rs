//! One tree for YAML and JSON: nodes with the bytes they stand in, comments, and the errors beside it.
//! Parsing never fails. Knows nothing of templates or of any other meaning of a document.

use std::sync::Arc;

use crate::source::Span;
use arena::{Arena, DEPTH_LIMIT};

mod arena;
mod find;
mod json;
mod node;
mod resolve;
mod scalar;
mod text;
mod yaml;

pub use node::{Node, Scalar};

/// How many syntax errors of one file are listed.
const ERROR_LIMIT: usize = 100;

/// How to parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Yaml,
    /// Strict JSON; what is not that is read as YAML, as `CloudFormation` does.
    Json,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Scalar,
    Sequence,
    Mapping,
    /// An alias that names nothing, or that is not followed because the file would grow out of bounds.
    Alias,
}

/// How a node is written. Scalars of JSON are `DoubleQuoted` or `Plain`, its collections `Flow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
    Block,
    Flow,
}

/// Something that the grammar does not allow. The tree goes on behind it where it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub span: Span,
    pub message: String,
    /// Where the cause stands, if that is another place, and what it is.
    pub related: Option<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
}

/// A key that stands in one mapping more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    pub key: String,
    /// The key where it stands first.
    pub first: Span,
    /// The key that repeats it.
    pub second: Span,
}

/// A parsed file: its documents, its comments, and what was wrong with it.
#[derive(Debug)]
pub struct Tree {
    source: Arc<str>,
    arena: Arena,
    errors: Vec<SyntaxError>,
    duplicates: Vec<DuplicateKey>,
    /// Whether it was read as JSON.
    json: bool,
}

impl Tree {
    /// Parses a file. Every source gives a tree; what could not be understood is in [`Tree::errors`].
    pub fn parse(source: Arc<str>, format: Format) -> Self {
        let read = match format {
            Format::Json => read_json(&source),
            Format::Yaml => read_yaml(&source),
        };
        Self::resolved(source, read)
    }

    /// Parses what must be JSON and nothing else, such as the text of a policy: a comment or a trailing comma is an
    /// error, although YAML might take it.
    pub fn parse_strict_json(source: Arc<str>) -> Self {
        let (arena, fault) = json::read(&source);
        let errors = fault.map(|(json::Fault::Syntax(error) | json::Fault::Depth(error))| error);
        Self::resolved(source, Read { arena, errors: errors.into_iter().collect(), json: true })
    }

    fn resolved(source: Arc<str>, read: Read) -> Self {
        let Read { mut arena, mut errors, json } = read;
        resolve::aliases(&mut arena, &mut errors);
        let mut keys = resolve::keys(&mut arena, &source);
        keys.merge(&mut arena, &source, &mut errors);
        arena.comments.sort_unstable();
        errors.sort_by_key(|error| error.span);
        limit(&mut errors);
        Self { source, arena, errors, duplicates: keys.duplicates, json }
    }

    pub fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// The root of each document.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        self.arena.roots.iter().map(|index| Node::new(self, *index))
    }

    /// The root of the first document. A file of comments and blanks has none.
    pub fn root(&self) -> Option<Node<'_>> {
        self.roots().next()
    }

    /// The errors in the order of their places.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// The repeated keys, in the order of the keys that repeat. [`Node::entries`] gives the last of equal keys.
    pub fn duplicates(&self) -> &[DuplicateKey] {
        &self.duplicates
    }

    /// The comments in order, each from its `#` to the end of its line.
    pub fn comments(&self) -> &[Span] {
        &self.arena.comments
    }
}

/// What a reader makes of a source.
struct Read {
    arena: Arena,
    errors: Vec<SyntaxError>,
    json: bool,
}

fn read_json(source: &str) -> Read {
    let (arena, fault) = json::read(source);
    let error = match fault {
        None => return Read { arena, errors: Vec::new(), json: true },
        // YAML has the same limit.
        Some(json::Fault::Depth(error)) => return Read { arena, errors: vec![error], json: true },
        Some(json::Fault::Syntax(error)) => error,
    };
    let mut read = read_yaml(source);
    // To YAML a comment with slashes is text, which is never what was meant.
    let is_comment = source[error.span.start as usize..].starts_with('/');
    if looks_like_json(source) && (is_comment || !read.errors.is_empty()) {
        if arena.records.len() > read.arena.records.len() {
            read = Read { arena, errors: Vec::new(), json: true };
        }
        read.errors = vec![error];
    }
    read
}

fn read_yaml(source: &str) -> Read {
    let (arena, errors) = yaml::read(source);
    Read { arena, errors, json: false }
}

fn looks_like_json(source: &str) -> bool {
    source.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
}

/// Keeps the first errors of a file that has very many, and says that there are more.
fn limit(errors: &mut Vec<SyntaxError>) {
    let Some(more) = errors.len().checked_sub(ERROR_LIMIT).filter(|more| *more > 0) else { return };
    errors.truncate(ERROR_LIMIT);
    if let Some(last) = errors.last().map(|error| error.span) {
        let message = format!("{more} more syntax errors of this file are not listed");
        errors.push(SyntaxError { span: last, message, related: None, help: None });
    }
}

fn too_deep(at: usize) -> SyntaxError {
    SyntaxError {
        span: Span::at(at),
        message: format!("collections nest more than {DEPTH_LIMIT} levels deep here"),
        related: None,
        help: Some("nest less deeply; the rest of the file is not read".to_owned()),
    }
}
