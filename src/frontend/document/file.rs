//! Files that are documents as a whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memmem;

use super::kinds::{KINDS, Kind, Written};
use super::{Read, recognise, tree};
use crate::frontend::scenarios::{World, Worlds};
use crate::frontend::unit::{Declared, Unit};
use crate::image;
use crate::model::{Resource, Step, Summary, Use};
use crate::source::{FileId, Location, Span};
use crate::syntax::{Format, SyntaxError, Tree};
use crate::value::Value;

/// A file longer than this is no document of any kind.
const MAX_BYTES: usize = 1024 * 1024;

/// A file that is a document.
#[derive(Debug)]
pub struct DocumentFile {
    kind: &'static Kind,
    /// Where it is YAML or JSON.
    tree: Option<Box<Tree>>,
    language: &'static str,
    errors: Vec<SyntaxError>,
    comments: Vec<Span>,
}

impl DocumentFile {
    /// The word of its kind.
    pub fn kind(&self) -> &'static str {
        self.kind.word
    }

    pub fn tree(&self) -> Option<&Tree> {
        self.tree.as_deref()
    }

    /// What it is written in, as facts name it.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// What is wrong with it. Of YAML and JSON the tree has the errors.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// Its comments, in their order.
    pub fn comments(&self) -> &[Span] {
        self.tree().map_or(&self.comments, Tree::comments)
    }

    /// What it tells the other files of the run.
    pub fn summary(&self) -> Summary {
        Summary {
            types: vec![self.kind.word.into()],
            images: image::properties(self.kind.word).next().is_some(),
            ..Summary::default()
        }
    }

    /// What it says. Of a file that cannot be parsed to its end nothing is known.
    fn content(&self, text: &str, file: FileId) -> Value {
        let place = |span: Span| Location { file, span };
        let broken = || Value::unknown("it cannot be parsed", place(Span::at(0)));
        match (&self.kind.written, &self.tree) {
            (Written::Text(written), _) => (written.read)(text, &place).content,
            (_, Some(parsed)) if parsed.errors().is_empty() => {
                parsed.root().map_or_else(broken, |root| tree::read(root, &place))
            }
            _ => broken(),
        }
    }
}

/// The document in another language than YAML and JSON that a file is.
pub(in crate::frontend) fn text(path: &str, text: &str) -> Option<DocumentFile> {
    let kind = candidates(text.as_bytes()).find(|kind| match &kind.written {
        Written::Text(written) => (written.recognise)(path, text),
        Written::Json(_) | Written::Yaml(_) => false,
    })?;
    let Written::Text(written) = &kind.written else { return None };
    let place = |span: Span| Location { file: FileId::CONFIGURATION, span };
    let Read { error, .. } = (written.read)(text, &place);
    let fault = |(message, at): (String, Location)| SyntaxError { span: at.span, message, related: None, help: None };
    let errors: Vec<SyntaxError> = error.map(fault).into_iter().collect();
    if !errors.is_empty() && !is_named(kind, path) {
        return None;
    }
    let comments = (written.comments)(text);
    Some(DocumentFile { kind, tree: None, language: written.language, errors, comments })
}

/// The document in YAML or JSON that a parsed file is. One that was read past its errors must have the name of its
/// kind as well.
pub(in crate::frontend) fn parsed(path: &str, parsed: Tree, format: Format) -> Option<DocumentFile> {
    let root = parsed.root()?;
    let kind = candidates(parsed.source().as_bytes()).find(|kind| match &kind.written {
        Written::Json(recognise) => format == Format::Json && recognise(path, root),
        Written::Yaml(recognise) => recognise(path, root),
        Written::Text(_) => false,
    })?;
    let strict = matches!(kind.written, Written::Json(_)).then(|| Tree::parse_strict_json(parsed.source().clone()));
    let tree = strict.unwrap_or(parsed);
    if !tree.errors().is_empty() && !is_named(kind, path) {
        return None;
    }
    let language = if format == Format::Json { "json" } else { "yaml" };
    Some(DocumentFile { kind, tree: Some(Box::new(tree)), language, errors: Vec::new(), comments: Vec::new() })
}

/// Whether a file may be a document in YAML or JSON.
pub(in crate::frontend) fn may_be_tree(bytes: &[u8]) -> bool {
    candidates(bytes).any(|kind| !matches!(kind.written, Written::Text(_)))
}

/// Whether a file may be a document in another language.
pub(in crate::frontend) fn may_be_text(bytes: &[u8]) -> bool {
    candidates(bytes).any(|kind| matches!(kind.written, Written::Text(_)))
}

/// The kinds whose marks a file has.
fn candidates(bytes: &[u8]) -> impl Iterator<Item = &'static Kind> {
    let has = |mark: &&str| memmem::find(bytes, mark.as_bytes()).is_some();
    KINDS.iter().filter(move |kind| bytes.len() <= MAX_BYTES && kind.marks.iter().all(has))
}

fn is_named(kind: &Kind, path: &str) -> bool {
    let name = recognise::name(path);
    kind.names.iter().any(|part| name.contains(part))
}

/// A document as a file that can be asked for its one part: in the place of a resource stands what it says, in that of
/// the type the word of its kind.
#[derive(Debug)]
pub struct DocumentUnit<'a> {
    document: &'a DocumentFile,
    text: &'a str,
    file: FileId,
    declared: [Declared; 1],
}

impl<'a> DocumentUnit<'a> {
    pub fn new(document: &'a DocumentFile, text: &'a str, file: FileId) -> Self {
        let word: Arc<str> = document.kind().into();
        Self { document, text, file, declared: [Declared { id: word.clone(), resource_type: word }] }
    }
}

impl Unit for DocumentUnit<'_> {
    fn declared(&self) -> &[Declared] {
        &self.declared
    }

    fn alternatives(&self, _: usize) -> BTreeSet<Arc<str>> {
        BTreeSet::new()
    }

    fn image_alternatives(&self, _: usize) -> BTreeSet<Arc<str>> {
        BTreeSet::new()
    }

    fn worlds(&self, _: &BTreeSet<Arc<str>>) -> Worlds {
        Worlds { worlds: vec![World::default()], cut: false }
    }

    fn assumptions(&self, world: &World) -> World {
        world.clone()
    }

    fn resource(&self, number: usize, _: &World) -> Option<Resource> {
        let Declared { id, resource_type } = self.declared.get(number)?.clone();
        let begin = self.document.tree().and_then(Tree::root).map_or(0, |root| root.span().start);
        let span = Span { start: begin, end: begin };
        Some(Resource {
            id,
            resource_type,
            key: Location { file: self.file, span },
            condition: None,
            deletion_policy: None,
            update_replace_policy: None,
            metadata: None,
            properties: self.document.content(self.text, self.file),
        })
    }

    fn uses(&self, _: &str, _: &World) -> Vec<Use> {
        Vec::new()
    }

    fn use_at(&self, _: &str, _: &[Step]) -> Option<Use> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(path: &str, text: &str) -> Option<&'static str> {
        let format = if text.starts_with(['{', '[']) { Format::Json } else { Format::Yaml };
        parsed(path, Tree::parse(text.into(), format), format).map(|found| found.kind())
    }

    #[test]
    fn documents_are_told_by_what_is_in_them() {
        let build = "version: 0.2\nphases:\n  build:\n    commands: [make]\n";
        assert_eq!(kind("ci/release.yml", build), Some("codebuild-buildspec"));
        assert_eq!(kind("a", r#"{"version": "0.2", "phases": {"install": {}}}"#), Some("codebuild-buildspec"));
        let unversioned = build.trim_start_matches("version: 0.2\n");
        assert_eq!(kind("release.yml", unversioned), None);
        assert_eq!(kind("my-buildspec.yml", unversioned), Some("codebuild-buildspec"));
        // Amplify has another version of it, and phases of its own.
        assert_eq!(kind("buildspec.yml", "version: 1\nfrontend:\n  phases:\n    build:\n      commands: []\n"), None);
        assert_eq!(kind("buildspec.yml", "phases: [build]\n"), None);

        let policy = r#"{"rules": [{"rulePriority": 1, "action": {"type": "expire"}}]}"#;
        assert_eq!(kind("a.json", policy), Some("ecr-lifecycle-policy"));
        assert_eq!(kind("a.yaml", "rules:\n  - \"rulePriority\": 1\n    action: {}\n"), None);
        assert_eq!(kind("a.json", r#"{"rules": [{"rulePriority": 1}]}"#), None);

        let task = r#"{"containerDefinitions": [{"name": "web", "image": "nginx:1.27.1"}]}"#;
        assert_eq!(kind("a.json", task), Some("ecs-task-definition"));
        assert_eq!(kind("a.yaml", "containerDefinitions:\n  - image: nginx:1.27.1\n"), Some("ecs-task-definition"));
        assert_eq!(kind("schema.json", r#"{"properties": {"containerDefinitions": {"type": "array"}}}"#), None);

        assert_eq!(kind("a.json", r#"[{"name": "web", "imageUri": "nginx"}]"#), Some("imagedefinitions"));
        assert_eq!(kind("a.json", r#"[{"name": "web", "imageUri": "nginx"}, {}]"#), None);
        assert_eq!(kind("a.json", r#"{"ImageURI": "nginx"}"#), Some("image-detail"));
        assert_eq!(kind("a.json", r#"{"ImageURI": "nginx", "Name": "x"}"#), None);
        assert_eq!(
            kind("out/imageDetail.json", r#"{"ImageURI": "nginx", "RepositoryName": "x"}"#),
            Some("image-detail")
        );

        let component = "schemaVersion: 1.0\nphases:\n  - steps:\n      - action: ExecuteBash\n";
        assert_eq!(kind("a.yml", component), Some("image-builder-component"));
        assert_eq!(kind("ssm.yml", "schemaVersion: '2.2'\nmainSteps: []\n# phases\n"), None);
    }

    #[test]
    fn a_broken_file_is_ours_only_if_its_name_says_so_too() {
        let broken = "version: 0.2\nphases:\n  build:\n    commands:\n      - 'make\n";
        assert_eq!(kind("ci/release.yml", broken), None);
        assert_eq!(kind("ci/buildspec-release.yml", broken), Some("codebuild-buildspec"));
        // YAML would take the comma.
        let comma = r#"{"rules": [{"rulePriority": 1, "action": {}}],}"#;
        assert_eq!(kind("policy.json", comma), None);
        assert_eq!(kind("lifecycle-policy.json", comma), Some("ecr-lifecycle-policy"));
    }

    #[test]
    fn what_is_too_large_is_not_parsed() {
        assert!(may_be_tree(b"phases"));
        assert!(!may_be_tree(b"phase"));
        let mut large = vec![b' '; MAX_BYTES];
        large.extend(b"phases");
        assert!(!may_be_tree(&large));
    }
}
