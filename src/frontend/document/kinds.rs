//! The kinds of documents that there are, a row each: how a file of the kind is told from others, what reads it, which
//! properties hold one, and in which other documents there may be one.

use super::{Read, npmrc, recognise, shell, workflow, xml};
use crate::source::{Location, Span};
use crate::syntax::Node;

/// A kind of document.
#[derive(Debug)]
pub(super) struct Kind {
    /// What facts and file lists call it.
    pub(super) word: &'static str,
    /// What every file of the kind has in it. A file without one of them is not parsed.
    pub(super) marks: &'static [&'static str],
    /// What the names of its files say, in lower case. A file that cannot be parsed is taken for one of them by its
    /// name too.
    pub(super) names: &'static [&'static str],
    pub(super) written: Written,
    /// The properties that hold one: type and form.
    pub(super) properties: &'static [(&'static str, &'static str)],
    /// The kinds of documents that may have one in them.
    pub(super) within: &'static [&'static str],
}

/// What a kind of document is written in.
#[derive(Debug)]
pub(super) enum Written {
    /// JSON and nothing else.
    Json(fn(path: &str, root: Node<'_>) -> bool),
    /// YAML, of which JSON is a part.
    Yaml(fn(path: &str, root: Node<'_>) -> bool),
    /// Something with a reader of its own.
    Text(Text),
}

/// A language of its own: pure functions of a text.
#[derive(Debug)]
pub(super) struct Text {
    /// What facts call the language.
    pub(super) language: &'static str,
    /// Whether a file is such a document.
    pub(super) recognise: fn(path: &str, text: &str) -> bool,
    /// What the text says. Every value has the place that its part of the text is written at.
    pub(super) read: fn(text: &str, place: &dyn Fn(Span) -> Location) -> Read,
    /// Its comments, in their order.
    pub(super) comments: fn(text: &str) -> Vec<Span>,
}

/// What a shell runs.
pub(super) const SCRIPT: &str = "shell-script";

/// By the word.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        word: "codebuild-buildspec",
        marks: &["phases"],
        names: &["buildspec"],
        written: Written::Yaml(recognise::buildspec),
        properties: &[("AWS::CodeBuild::Project", "Source.BuildSpec")],
        within: &[],
    },
    Kind {
        word: "ecr-lifecycle-policy",
        marks: &["\"rulePriority\""],
        names: &["lifecycle"],
        written: Written::Json(recognise::lifecycle_policy),
        properties: &[
            ("AWS::ECR::Repository", "LifecyclePolicy.LifecyclePolicyText"),
            ("AWS::ECR::RepositoryCreationTemplate", "LifecyclePolicy"),
        ],
        within: &[],
    },
    Kind {
        word: "ecs-task-definition",
        marks: &["containerDefinitions"],
        names: &["taskdef", "task-def", "task_def"],
        written: Written::Yaml(recognise::task_definition),
        properties: &[],
        within: &[],
    },
    Kind {
        word: "github-workflow",
        marks: &["jobs", "steps"],
        names: &[],
        written: Written::Yaml(workflow::recognise),
        properties: &[],
        within: &[],
    },
    Kind {
        word: "image-builder-component",
        marks: &["schemaVersion", "phases"],
        names: &["component"],
        written: Written::Yaml(recognise::component),
        properties: &[("AWS::ImageBuilder::Component", "Data")],
        within: &[],
    },
    Kind {
        word: "image-detail",
        marks: &["\"ImageURI\""],
        names: &["imagedetail"],
        written: Written::Json(recognise::image_detail),
        properties: &[],
        within: &[],
    },
    Kind {
        word: "imagedefinitions",
        marks: &["\"imageUri\""],
        names: &["imagedefinitions"],
        written: Written::Json(recognise::image_definitions),
        properties: &[],
        within: &[],
    },
    Kind {
        word: "maven-project",
        marks: &["maven.apache.org/POM"],
        names: &["pom"],
        written: Written::Text(Text {
            language: "xml",
            recognise: xml::is_project,
            read: xml::read,
            comments: xml::comments,
        }),
        properties: &[],
        within: &[],
    },
    Kind {
        word: "maven-settings",
        marks: &["<settings"],
        names: &["settings"],
        written: Written::Text(Text {
            language: "xml",
            recognise: xml::is_settings,
            read: xml::read,
            comments: xml::comments,
        }),
        properties: &[],
        within: &[],
    },
    Kind {
        word: "npmrc",
        marks: &["="],
        names: &["npmrc"],
        written: Written::Text(Text {
            language: "ini",
            recognise: npmrc::recognise,
            read: npmrc::read,
            comments: npmrc::comments,
        }),
        properties: &[],
        within: &[],
    },
    Kind {
        word: SCRIPT,
        marks: &[],
        names: &[],
        written: Written::Text(Text {
            language: "shell",
            recognise: shell::recognise,
            read: shell::file,
            comments: shell::comments,
        }),
        properties: &[],
        within: &["codebuild-buildspec", "github-workflow"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_one_row_and_what_it_is_within_has_one_too() {
        assert!(KINDS.windows(2).all(|pair| pair[0].word < pair[1].word));
        for word in KINDS.iter().flat_map(|kind| kind.within) {
            assert!(KINDS.iter().any(|kind| kind.word == *word), "{word}");
        }
        // Types of resources have two colons; that is how the two are told apart.
        assert!(KINDS.iter().all(|kind| !kind.word.contains(':')));
    }
}
