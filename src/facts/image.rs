//! Image references as facts.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Fact, Paths, StepFacts, path};
use crate::image::ImageReference;
use crate::model::ResourceId;
use crate::value::Value;

/// A reference to a container image.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub struct ImageFacts<'f> {
    /// Id of the resource that holds it; null in a file that is a document.
    pub owner: Option<Cow<'f, str>>,
    /// Type of that resource.
    pub resource_type: Option<Cow<'f, str>>,
    /// Path below the properties of the owner, or below the content of the document.
    pub property: Vec<StepFacts>,
    /// The CDK API that makes it, in CDK code.
    pub api: Option<Cow<'f, str>>,
    /// As written, with `${…}` for what is not known.
    pub text: Cow<'f, str>,
    pub registry: RegistryFacts<'f>,
    pub repository: RepositoryFacts<'f>,
    /// Null where certainly no tag is written; an unknown; or value, origin and reason.
    pub tag: TagFacts<'f>,
    /// Null where certainly none is written.
    pub digest: Fact<'f>,
}

/// Where an image comes from.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RegistryFacts<'f> {
    /// `ecr`, `ecr-public`, `docker-hub`, `codebuild`, `asset`, `lightsail`, `image-builder`, `other` or an unknown.
    pub kind: KindFacts<'f>,
    pub host: Fact<'f>,
    pub account: Fact<'f>,
    pub region: Fact<'f>,
}

/// The repository that an image comes from.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RepositoryFacts<'f> {
    /// Without its registry.
    pub name: Fact<'f>,
    /// The repository among the resources of the run.
    pub resource: Option<ResourceOfRun>,
}

/// A resource somewhere in the run.
#[derive(Clone, Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ResourceOfRun {
    pub file: Arc<str>,
    pub id: Arc<str>,
}

/// A kind of registry, or why it is not known.
#[derive(Debug)]
pub struct KindFacts<'f>(pub Result<&'static str, &'f str>);

/// A tag: nothing, an unknown, or the value with where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct TagFacts<'f> {
    value: Option<&'f Value>,
    paths: Paths<'f>,
}

impl<'f> ImageFacts<'f> {
    /// `repository` is the repository among the resources of the run.
    pub fn new(image: &'f ImageReference, repository: Option<ResourceId>, paths: Paths<'f>) -> Self {
        let fact = |value: &'f Option<Value>| Fact::new(value.as_ref(), paths);
        let resource = repository.map(|ResourceId { file, id }| ResourceOfRun { file: path(paths, file), id });
        Self {
            owner: image.owner.as_deref().map(Cow::Borrowed),
            resource_type: image.owner_type.as_deref().map(Cow::Borrowed),
            property: image.property.iter().map(StepFacts::from).collect(),
            api: None,
            text: Cow::Borrowed(&image.text),
            registry: RegistryFacts {
                kind: KindFacts(image.registry.kind.as_ref().map(|kind| kind.as_str()).map_err(|reason| &**reason)),
                host: fact(&image.registry.host),
                account: fact(&image.registry.account),
                region: fact(&image.registry.region),
            },
            repository: RepositoryFacts { name: fact(&image.name), resource },
            tag: TagFacts { value: image.tag.as_ref(), paths },
            digest: fact(&image.digest),
        }
    }
}

impl Serialize for KindFacts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Ok(kind) => serializer.serialize_str(kind),
            Err(reason) => {
                let mut object = serializer.serialize_map(Some(1))?;
                object.serialize_entry("$unknown", reason)?;
                object.end()
            }
        }
    }
}

impl Serialize for TagFacts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(text) = self.value.and_then(Value::text) else {
            return Fact::new(self.value, self.paths).serialize(serializer);
        };
        let because = self.value.and_then(|value| value.origin.because.as_deref());
        let mut object = serializer.serialize_map(Some(3))?;
        object.serialize_entry("value", &*text)?;
        object.serialize_entry("origin", because.map_or("literal", |because| because.source.as_str()))?;
        object.serialize_entry("because", &because.map(|because| &*because.message))?;
        object.end()
    }
}
