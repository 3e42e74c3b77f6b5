//! From the bytes of a file to the model: which kind of file is this, and what does it declare?
//!
//! The kind is decided once, by content; a name alone decides nothing but that source code and prose in other
//! languages, which may quote templates, are none.

pub mod cloudformation;
pub mod document;
pub mod intrinsics;
mod references;
pub mod scenarios;
mod sniff;
mod source;
pub mod template;
mod unit;
pub mod cdk;

use std::sync::Arc;

pub use sniff::{Foreign, foreign};
pub use unit::{Declared, Unit};

use crate::program::{self, Language, Program};
use crate::source::{Content, FileId, SourceFile, Span};
use crate::syntax::{Format, Kind, Node, SyntaxError, Tree};
use cloudformation::TemplateUnit;
use document::{DocumentFile, DocumentUnit};
use intrinsics::Links;
use template::Template;

/// What a file is, and why that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// `None` for a file that is none of ours.
    pub kind: Option<FileKind>,
    pub reason: String,
}

/// The kinds of files that are linted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A CloudFormation or SAM template.
    CloudFormation,
    /// A source file of a CDK program.
    Cdk,
    /// A document of another service, of this kind.
    Document(&'static str),
}

impl FileKind {
    /// The word that facts and `--list-files` use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CloudFormation => "cloudformation",
            Self::Cdk => "cdk",
            Self::Document(kind) => kind,
        }
    }
}

/// A file as it was understood.
#[derive(Debug)]
pub struct Reading {
    pub verdict: Verdict,
    /// A file of ours, parsed as far as it goes.
    pub parsed: Option<Parsed>,
    /// A file that is ours and cannot be read as what it is: the one thing to say about it.
    pub broken: Option<Broken>,
}

/// A parsed file of ours.
#[derive(Debug)]
pub struct Parsed {
    pub source: SourceFile,
    pub content: Understood,
}

/// What a file was understood as.
#[derive(Debug)]
pub enum Understood {
    Template {
        tree: Box<Tree>,
        format: Format,
        /// Which document of the file it is.
        document: usize,
    },
    Program {
        program: Arc<Program>,
        language: Language,
    },
    Document(DocumentFile),
}

/// Why a file that looks like ours cannot be linted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub span: Span,
    pub message: String,
    pub help: String,
    /// Whether it is a file for another program to fill in first, and no mistake.
    pub foreign: bool,
    /// The text to show it in; empty where there is none.
    pub text: Arc<str>,
}

impl Parsed {
    /// The tree of a template, or of a document in YAML or JSON.
    pub fn tree(&self) -> Option<&Tree> {
        match &self.content {
            Understood::Template { tree, .. } => Some(tree),
            Understood::Document(document) => document.tree(),
            Understood::Program { .. } => None,
        }
    }

    /// The document that the file is.
    pub fn document(&self) -> Option<&DocumentFile> {
        match &self.content {
            Understood::Document(document) => Some(document),
            Understood::Template { .. } | Understood::Program { .. } => None,
        }
    }

    /// The template that the file is.
    pub fn template(&self, file: FileId) -> Option<Template<'_>> {
        let Understood::Template { tree, document, .. } = &self.content else { return None };
        Some(Template::new(file, tree, tree.roots().nth(*document)?))
    }

    /// The program that the file is.
    pub fn program(&self) -> Option<(&Arc<Program>, Language)> {
        match &self.content {
            Understood::Program { program, language } => Some((program, *language)),
            Understood::Template { .. } | Understood::Document(_) => None,
        }
    }

    /// Whether it can declare constructs; a module that a program imports need not.
    pub fn speaks_of_cdk(&self) -> bool {
        source::speaks_of_cdk(self.source.text.as_bytes())
    }

    /// A template or a document as something that can be asked, with what other files say about it.
    pub fn unit<'a>(&'a self, file: FileId, links: Box<dyn Links + 'a>) -> Option<Box<dyn Unit + 'a>> {
        if let Some(document) = self.document() {
            return Some(Box::new(DocumentUnit::new(document, &self.source.text, file)));
        }
        Some(Box::new(TemplateUnit::new(self.template(file)?, links)))
    }

    /// What kind of file it is.
    pub fn kind(&self) -> FileKind {
        match &self.content {
            Understood::Template { .. } => FileKind::CloudFormation,
            Understood::Program { .. } => FileKind::Cdk,
            Understood::Document(document) => FileKind::Document(document.kind()),
        }
    }

    /// What language the file is written in, as facts name it.
    pub fn language(&self) -> &'static str {
        match &self.content {
            Understood::Template { format: Format::Yaml, .. } => "yaml",
            Understood::Template { format: Format::Json, .. } => "json",
            Understood::Program { language: Language::TypeScript, .. } => "typescript",
            Understood::Program { language: Language::Python, .. } => "python",
            Understood::Program { language: Language::Java, .. } => "java",
            Understood::Program { language: Language::CSharp, .. } => "csharp",
            Understood::Program { language: Language::Go, .. } => "go",
            Understood::Document(document) => document.language(),
        }
    }
}

/// Reads a file as far as it is ours.
pub fn read(path: &Arc<str>, content: Content) -> Reading {
    let bytes = match content {
        Content::Whole(bytes) => bytes,
        Content::TooLarge { head, size } => return too_large(path, &head, size),
    };
    if let Some(language) = source::language(path) {
        return match source::left_out(path, &bytes) {
            Some(reason) => not_ours(reason),
            None if !source::speaks_of_cdk(&bytes) => not_ours("source code without a package of CDK"),
            None => program(path, bytes, language),
        };
    }
    if sniff::has_too_many_parts(&bytes) {
        return too_large(path, &bytes, bytes.len() as u64);
    }
    if let Some(encoding) = sniff::foreign_encoding(&bytes) {
        return foreign_encoding(encoding);
    }
    let format = match sniff::format(path, &bytes) {
        Ok(format) => format,
        Err(sniff::NO_SECTION) if document::may_be_tree(&bytes) => return document_in_tree(path, bytes),
        Err(reason) => return document_in_text(path, bytes, reason),
    };
    match String::from_utf8(bytes) {
        Ok(text) => parse(path, text.into(), format),
        Err(error) if sniff::claims_to_be_a_template(&String::from_utf8_lossy(error.as_bytes())) => {
            invalid_utf8(&error)
        }
        Err(_) => not_ours("not UTF-8, and no template"),
    }
}

/// Reads a file as if its bytes said nothing before they are parsed. It has to come to the same.
#[cfg(test)]
pub(crate) fn read_unseen(path: &Arc<str>, content: Content) -> Reading {
    let Content::Whole(bytes) = content else { return read(path, content) };
    if let Some(language) = source::language(path) {
        return source::left_out(path, &bytes).map_or_else(|| program(path, bytes, language), not_ours);
    }
    let format = sniff::format(path, &bytes);
    let Ok(text) = String::from_utf8(bytes) else { return not_ours("not UTF-8, and no template") };
    match format {
        Ok(format) => parse(path, text.into(), format),
        Err(sniff::NO_SECTION) => {
            let format = sniff::notation(text.as_bytes(), b"{[");
            parse(path, text.into(), format)
        }
        Err(reason) => {
            let text: Arc<str> = text.into();
            document::text(path, &text).map_or_else(|| not_ours(reason), |found| document(path, &text, found))
        }
    }
}

/// Reads a source file that a CDK program imports, whether or not it speaks of CDK itself.
pub fn read_module(path: &Arc<str>, content: Content) -> Reading {
    let (Content::Whole(bytes), Some(language)) = (content, source::language(path)) else {
        return not_ours("no module of a CDK program");
    };
    match source::left_out(path, &bytes) {
        Some(reason) => not_ours(reason),
        None => program(path, bytes, language),
    }
}

fn program(path: &Arc<str>, bytes: Vec<u8>, language: Language) -> Reading {
    let text: Arc<str> = match String::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) => return invalid_utf8(&error),
    };
    let program = Arc::new(program::lower(path, &text, language));
    let source = SourceFile::new(path.clone(), text);
    let verdict = Verdict { kind: Some(FileKind::Cdk), reason: "source code of a CDK program".to_owned() };
    Reading {
        verdict,
        parsed: Some(Parsed { source, content: Understood::Program { program, language } }),
        broken: None,
    }
}

fn parse(path: &Arc<str>, text: Arc<str>, format: Format) -> Reading {
    let tree = Tree::parse(text.clone(), format);
    if !tree.errors().is_empty()
        && let Some(foreign) = foreign(&text)
    {
        return foreign_template(&text, &foreign);
    }
    let found = tree.roots().enumerate().find_map(|(number, root)| Some((number, template_reason(root)?)));
    let Some((document, reason)) = found else {
        if let Some(error) = tree.errors().first().filter(|_| sniff::claims_to_be_a_template(&text)) {
            return unreadable(&text, error);
        }
        return no_template(path, &text, tree, format, "no resource with a CloudFormation type under Resources");
    };
    let source = SourceFile::new(path.clone(), text);
    let verdict = Verdict { kind: Some(FileKind::CloudFormation), reason: reason.to_owned() };
    Reading {
        verdict,
        parsed: Some(Parsed { source, content: Understood::Template { tree: Box::new(tree), format, document } }),
        broken: None,
    }
}

/// A text without a section of a template, which may be a document.
fn document_in_tree(path: &Arc<str>, bytes: Vec<u8>) -> Reading {
    let format = sniff::notation(&bytes, b"{[");
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text: Arc<str> = text.into();
            let tree = Tree::parse(text.clone(), format);
            no_template(path, &text, tree, format, "no document of a known kind")
        }
        Err(_) => not_ours("not UTF-8, and no template"),
    }
}

/// A text that cannot be a template, for this reason.
fn document_in_text(path: &Arc<str>, bytes: Vec<u8>, reason: &str) -> Reading {
    if !document::may_be_text(&bytes) {
        return not_ours(reason);
    }
    let Ok(text) = String::from_utf8(bytes) else { return not_ours(reason) };
    let text: Arc<str> = text.into();
    document::text(path, &text).map_or_else(|| not_ours(reason), |found| document(path, &text, found))
}

/// A parsed text that is no template, and for which reason it is none of ours if it is no document either.
fn no_template(path: &Arc<str>, text: &Arc<str>, tree: Tree, format: Format, reason: &str) -> Reading {
    match document::parsed(path, tree, format).or_else(|| document::text(path, text)) {
        Some(found) => document(path, text, found),
        None => not_ours(reason),
    }
}

fn document(path: &Arc<str>, text: &Arc<str>, found: DocumentFile) -> Reading {
    let is_broken = found.tree().is_some_and(|tree| !tree.errors().is_empty());
    if let Some(foreign) = foreign(text).filter(|_| is_broken) {
        return not_ours(foreign.what);
    }
    let verdict =
        Verdict { kind: Some(FileKind::Document(found.kind())), reason: "recognised by what is in it".to_owned() };
    let source = SourceFile::new(path.clone(), text.clone());
    Reading { verdict, parsed: Some(Parsed { source, content: Understood::Document(found) }), broken: None }
}

/// Why a document is a template.
fn template_reason(root: Node<'_>) -> Option<&'static str> {
    if root.kind() != Kind::Mapping {
        return None;
    }
    let resources = root.get("Resources").filter(|resources| resources.kind() == Kind::Mapping);
    let version = root.get("AWSTemplateFormatVersion").is_some();
    let transform = root.get("Transform");
    let typed =
        |(_, body): (Node<'_>, Node<'_>)| body.get("Type").and_then(Node::text).is_some_and(|kind| kind.contains("::"));
    match resources {
        Some(_) if version => Some("AWSTemplateFormatVersion and Resources"),
        Some(resources) if resources.entries().any(typed) => Some("Resources with CloudFormation types"),
        Some(_) if transform.is_some() => Some("Transform and Resources"),
        None if version => Some("AWSTemplateFormatVersion"),
        _ => None,
    }
}

fn not_ours(reason: &str) -> Reading {
    Reading { verdict: Verdict { kind: None, reason: reason.to_owned() }, parsed: None, broken: None }
}

fn broken(reason: &str, broken: Broken) -> Reading {
    let verdict = Verdict { kind: Some(FileKind::CloudFormation), reason: reason.to_owned() };
    Reading { verdict, parsed: None, broken: Some(broken) }
}

fn unreadable(text: &Arc<str>, error: &SyntaxError) -> Reading {
    let help = error.help.clone().unwrap_or_else(|| "mend the syntax; nothing in this file was linted".to_owned());
    broken(
        "looks like a template, cannot be parsed",
        Broken { span: error.span, message: error.message.clone(), help, foreign: false, text: text.clone() },
    )
}

fn foreign_template(text: &Arc<str>, foreign: &Foreign) -> Reading {
    broken(
        foreign.what,
        Broken {
            span: foreign.span,
            message: format!("not linted: this is {} that makes a CloudFormation template", foreign.what),
            help: "render it first and lint what comes out".to_owned(),
            foreign: true,
            text: text.clone(),
        },
    )
}

fn invalid_utf8(error: &std::string::FromUtf8Error) -> Reading {
    let offset = error.utf8_error().valid_up_to();
    let valid = String::from_utf8_lossy(&error.as_bytes()[..offset]);
    broken(
        "looks like a template, is not UTF-8",
        Broken {
            span: Span::at(offset),
            message: format!("not linted: the byte at offset {offset} is not UTF-8"),
            help: "save the file as UTF-8".to_owned(),
            foreign: false,
            text: valid.as_ref().into(),
        },
    )
}

fn foreign_encoding(encoding: &str) -> Reading {
    broken(
        "looks like a template, is not UTF-8",
        Broken {
            span: Span::default(),
            message: format!("not linted: this file is {encoding}, and CloudFormation reads UTF-8"),
            help: "save the file as UTF-8".to_owned(),
            foreign: false,
            text: "".into(),
        },
    )
}

fn too_large(path: &Arc<str>, head: &[u8], size: u64) -> Reading {
    let megabytes = size / 1_000_000;
    let claims = sniff::format(path, head).is_ok() && sniff::claims_to_be_a_template(&String::from_utf8_lossy(head));
    if !claims {
        return not_ours("larger than the limit");
    }
    broken(
        "looks like a template, too large",
        Broken {
            span: Span::default(),
            message: format!("not linted: {megabytes} MB is more than a template can be"),
            help: "CloudFormation takes templates of up to 1 MB; exclude the file if it is none".to_owned(),
            foreign: false,
            text: "".into(),
        },
    )
}
