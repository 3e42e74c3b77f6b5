//! References to container images: which properties hold them, and what their parts are.
//!
//! A reference is read as far as it is known. In `${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app:latest`
//! the tag is known although the registry is not. No tag is good or bad here; that is for rules.

mod properties;
mod text;

use std::sync::Arc;

pub use properties::{find, properties};
use text::Text;

use crate::model::Step;
use crate::source::Location;
use crate::value::{Data, Reference, Value};

/// A reference to a container image and where it stands.
#[derive(Clone, Debug)]
pub struct ImageReference {
    /// Id of the resource that holds it; `None` in a file that is a document.
    pub owner: Option<Arc<str>>,
    pub owner_type: Option<Arc<str>>,
    /// Path below the properties of the owner, or below the content of the document.
    pub property: Vec<Step>,
    /// Where the key of the property is written.
    pub key: Location,
    /// The whole reference.
    pub value: Value,
    /// As written, with `${…}` for what is not known.
    pub text: String,
    pub registry: Registry,
    /// Name of the repository without its registry.
    pub name: Option<Value>,
    /// The repository, where the reference names a resource.
    pub repository: Option<Reference>,
    /// `None` where certainly no tag is written.
    pub tag: Option<Value>,
    pub digest: Option<Value>,
}

/// Where an image comes from.
#[derive(Clone, Debug)]
pub struct Registry {
    pub kind: Result<Kind, Arc<str>>,
    pub host: Option<Value>,
    pub account: Option<Value>,
    pub region: Option<Value>,
}

/// What kind of registry it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ecr,
    EcrPublic,
    DockerHub,
    /// AWS's own build images, `aws/codebuild/…`.
    CodeBuild,
    /// The repository of the CDK toolkit.
    Asset,
    /// `:service.label.N` of a Lightsail container service.
    Lightsail,
    /// The ARN of an Image Builder image.
    ImageBuilder,
    Other,
}

impl Kind {
    /// The word the facts use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ecr => "ecr",
            Self::EcrPublic => "ecr-public",
            Self::DockerHub => "docker-hub",
            Self::CodeBuild => "codebuild",
            Self::Asset => "asset",
            Self::Lightsail => "lightsail",
            Self::ImageBuilder => "image-builder",
            Self::Other => "other",
        }
    }
}

/// The parts of a reference, before it is known whose it is.
#[derive(Clone, Debug)]
pub struct Parts {
    pub text: String,
    pub registry: Registry,
    pub name: Option<Value>,
    pub repository: Option<Reference>,
    pub tag: Option<Value>,
    pub digest: Option<Value>,
}

/// Reads a reference; `None` where the value is no text. `is_repository` tells which resources are repositories:
/// what another resource stands for, a custom one for instance, is not known.
pub fn parse(value: &Value, is_repository: &dyn Fn(&Reference) -> bool) -> Option<Parts> {
    let text = Text::new(value, is_repository)?;
    let shown = text.shown();
    if let Data::Unknown(unknown) = &value.data {
        let repository = unknown.reference.clone().filter(is_repository);
        return Some(parse_unknown(value, shown, &unknown.reason, repository));
    }
    if let Some(reason) = text.no_reference() {
        let nothing = Value::unknown(reason.as_str(), value.origin.at);
        return Some(parse_unknown(&nothing, shown, &reason.into(), None));
    }
    if let Some(kind) = special(&text) {
        let registry = Registry { kind: Ok(kind), host: None, account: None, region: None };
        let tag = text.find(':', 1).filter(|_| kind == Kind::CodeBuild).map(|colon| text.value(colon + 1..text.len()));
        let end = tag.as_ref().and_then(|_| text.find(':', 1)).unwrap_or(text.len());
        let name = Some(text.value(0..end));
        return Some(Parts { text: shown, registry, name, repository: None, tag, digest: None });
    }
    Some(split(&text, shown))
}

/// A reference of which nothing is written here. What names a repository has no tag.
fn parse_unknown(value: &Value, text: String, reason: &Arc<str>, repository: Option<Reference>) -> Parts {
    let registry = match &repository {
        Some(_) => Registry { kind: Ok(Kind::Ecr), host: None, account: None, region: None },
        None => Registry { kind: Err(reason.clone()), host: None, account: None, region: None },
    };
    let tag = if repository.is_some() { None } else { Some(value.clone()) };
    Parts { text, registry, name: Some(value.clone()), repository, tag, digest: None }
}

fn special(text: &Text<'_>) -> Option<Kind> {
    let prefixes = [(":", Kind::Lightsail), ("arn:", Kind::ImageBuilder), ("aws/codebuild/", Kind::CodeBuild)];
    prefixes.into_iter().find(|(prefix, _)| text.starts_with(prefix)).map(|(_, kind)| kind)
}

fn split(text: &Text<'_>, shown: String) -> Parts {
    let at = text.find('@', 0);
    let digest = at.map(|at| text.value(at + 1..text.len()));
    let end = at.unwrap_or(text.len());
    let path = text.rfind('/', end).map_or(0, |slash| slash + 1);
    let colon = text.find(':', path).filter(|colon| *colon < end);
    let tag = match colon {
        Some(colon) => Some(text.value(colon + 1..end)),
        // A hole in the last component may bring a tag along.
        None => text.open_hole(path..end).map(|reason| Value::unknown(reason, text.at())),
    };
    let name_end = colon.unwrap_or(end);
    let (registry, name_start) = registry(text, name_end);
    let name = (name_start < name_end).then(|| text.value(name_start..name_end));
    let repository = text.repository(0..name_end);
    let tag = if digest.is_some() && colon.is_none() { None } else { tag };
    Parts { text: shown, registry, name, repository, tag, digest }
}

/// The registry, and where the repository's name begins.
fn registry(text: &Text<'_>, end: usize) -> (Registry, usize) {
    let hub = Registry { kind: Ok(Kind::DockerHub), host: None, account: None, region: None };
    let Some(slash) = text.find('/', 0).filter(|slash| *slash < end) else {
        // A single component: Docker Hub's, or whatever a hole stands for.
        return match (text.repository(0..end), text.open_hole(0..end)) {
            (Some(_), _) => (Registry { kind: Ok(Kind::Ecr), ..hub }, 0),
            (None, Some(reason)) => (Registry { kind: Err(reason), ..hub }, 0),
            (None, None) => (hub, 0),
        };
    };
    let host = text.known_shape(0..slash);
    if !host.contains(['.', ':']) && host != "localhost" {
        return match text.open_hole(0..slash) {
            Some(reason) if text.repository(0..slash).is_none() => (Registry { kind: Err(reason), ..hub }, slash + 1),
            Some(_) => (Registry { kind: Ok(Kind::Ecr), ..hub }, slash + 1),
            None => (toolkit(text, 0, end).map_or(hub.clone(), |kind| Registry { kind: Ok(kind), ..hub }), 0),
        };
    }
    let kind = match host.as_str() {
        "docker.io" | "index.docker.io" | "registry-1.docker.io" => Kind::DockerHub,
        "public.ecr.aws" => Kind::EcrPublic,
        host if host.contains(".dkr.ecr.") || host.contains(".dkr.ecr-fips.") || host.contains(".dkr-ecr.") => {
            toolkit(text, slash + 1, end).unwrap_or(Kind::Ecr)
        }
        _ => Kind::Other,
    };
    let private = matches!(kind, Kind::Ecr | Kind::Asset);
    let label = |number: usize| {
        let range = text.label(0..slash, number).filter(|_| private)?;
        Some(text.value(range))
    };
    (Registry { kind: Ok(kind), host: Some(text.value(0..slash)), account: label(0), region: label(3) }, slash + 1)
}

/// The CDK toolkit's repository, by its name.
fn toolkit(text: &Text<'_>, start: usize, end: usize) -> Option<Kind> {
    let name = text.known_shape(start..end);
    let bootstrap = name.starts_with("cdk-") && name.contains("-container-assets-");
    (bootstrap || name == "aws-cdk/assets").then_some(Kind::Asset)
}

#[cfg(test)]
mod tests;
