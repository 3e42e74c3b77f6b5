//! The model as a rule sees it: plain data in AWS's own words, without places.
//!
//! The types here are the contract with rule authors; `schemas/facts.schema.json` is generated from them. A value
//! that cannot be known is `{"$unknown": "reason"}`, a reference says what it names beside that, and a text with
//! holes keeps its known parts.

mod construct;
mod document;
mod image;
mod locate;
mod parameters;
mod raw;
mod schema;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

pub use construct::ConstructFacts;
pub use document::{DocumentFacts, OwnerFacts};
pub use image::{ImageFacts, RegistryFacts, RepositoryFacts, ResourceOfRun};
pub use locate::{Located, locate_construct, locate_document, locate_image, locate_resource};
pub use raw::{Raw, raw};
pub use schema::schema;

use crate::model::{Alternative, Resource, Step, Use, form};
use crate::source::FileId;
use crate::value::{Data, Part, Reference, Target, Unknown, Value};

/// How the files of the run are called, by number.
pub type Paths<'p> = &'p [Arc<str>];

/// What a rule sees as `input`: one document per file, world and view.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "The facts that a Plimsoll rule sees as `input`", deny_unknown_fields)]
pub struct Facts<'f> {
    pub file: FileFacts<'f>,
    /// The world: conditions by name, and other alternatives by their source.
    pub scenario: BTreeMap<Arc<str>, AlternativeFacts>,
    /// Every declared option of the rule, as configured or by default.
    pub options: BTreeMap<String, serde_json::Value>,
    /// The resources of the selected types, by id.
    pub resources: BTreeMap<Arc<str>, ResourceFacts<'f>>,
    /// The same resources, by type and id.
    pub types: BTreeMap<Arc<str>, BTreeMap<Arc<str>, ResourceFacts<'f>>>,
    /// The image references, where the rule selects them.
    pub images: Vec<ImageFacts<'f>>,
    /// Calls of CDK's API in CDK code, in the order in which they are made, where the rule selects them.
    pub constructs: Vec<ConstructFacts<'f>>,
    /// The documents of the selected kinds: the file, or what stands in properties.
    pub documents: Vec<DocumentFacts<'f>>,
    pub project: ProjectFacts<'f>,
}

/// The file the facts are about.
#[derive(Clone, Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FileFacts<'f> {
    pub path: Cow<'f, str>,
    /// `cloudformation`, `cdk`, or the kind of the document that the file is.
    pub kind: Cow<'f, str>,
    /// `yaml`, `json`, `typescript` or `python`, for example.
    pub language: Cow<'f, str>,
}

/// What an alternative is in this world.
#[derive(Clone, Debug, serde::Serialize, JsonSchema)]
#[serde(untagged)]
pub enum AlternativeFacts {
    Condition(bool),
    Label(Arc<str>),
}

/// A resource in this world.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub struct ResourceFacts<'f> {
    /// `AWS::ECR::Repository`.
    pub resource_type: Cow<'f, str>,
    /// The condition it is created under.
    pub condition: Option<Cow<'f, str>>,
    pub deletion_policy: Fact<'f>,
    pub update_replace_policy: Fact<'f>,
    pub metadata: Fact<'f>,
    /// The construct path in CDK code.
    pub construct: Option<Cow<'f, str>>,
    /// In CloudFormation's spelling.
    pub properties: Fact<'f>,
    /// Paths below `properties` whose values a parameter decides, in whole or in part: a deployment may give others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub parameters: Vec<Vec<StepFacts>>,
    /// Who uses it, in this file and in others.
    pub referenced_by: Vec<ReferenceFacts<'f>>,
}

/// A use of a resource in a property of another one.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub struct ReferenceFacts<'f> {
    pub file: Cow<'f, str>,
    pub id: Cow<'f, str>,
    pub resource_type: Cow<'f, str>,
    /// `ref`, `getatt`, `sub`, `import`, `name`, `parameter` or `output`.
    pub how: &'static str,
    /// The attribute that is taken; absent for `Ref` and names.
    pub attribute: Option<Cow<'f, str>>,
    /// The property with `*` for list indices: `Stages.*.Actions.*.Configuration.S3Bucket`.
    pub form: String,
    /// The same property as a path into the facts of its file.
    pub at: Vec<StepFacts>,
}

/// A key or an index of a path.
#[derive(Clone, Debug, serde::Serialize, JsonSchema)]
#[serde(untagged)]
pub enum StepFacts {
    Key(Arc<str>),
    Index(usize),
}

/// What other files of the run declare.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProjectFacts<'f> {
    /// The resources of the types named in `selects.project`, of every file, this one included.
    pub types: BTreeMap<Arc<str>, Vec<ProjectResourceFacts<'f>>>,
}

/// A resource of some file of the run, without a world: what hangs on a condition is unknown.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub struct ProjectResourceFacts<'f> {
    pub file: Cow<'f, str>,
    pub id: Cow<'f, str>,
    pub resource_type: Cow<'f, str>,
    pub condition: Option<Cow<'f, str>>,
    pub properties: Fact<'f>,
}

/// A value of the model, as facts spell it.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'f> {
    value: Option<&'f Value>,
    paths: Paths<'f>,
}

impl<'f> Fact<'f> {
    pub fn new(value: Option<&'f Value>, paths: Paths<'f>) -> Self {
        Self { value, paths }
    }
}

impl<'f> ResourceFacts<'f> {
    pub fn new(resource: &'f Resource, referenced_by: Vec<ReferenceFacts<'f>>, paths: Paths<'f>) -> Self {
        Self {
            resource_type: Cow::Borrowed(&resource.resource_type),
            condition: resource.condition.as_deref().map(Cow::Borrowed),
            deletion_policy: Fact::new(resource.deletion_policy.as_ref(), paths),
            update_replace_policy: Fact::new(resource.update_replace_policy.as_ref(), paths),
            metadata: Fact::new(resource.metadata.as_ref(), paths),
            construct: None,
            properties: Fact::new(Some(&resource.properties), paths),
            parameters: parameters::decided(&resource.properties),
            referenced_by,
        }
    }
}

impl<'f> ProjectResourceFacts<'f> {
    pub fn new(file: &'f str, resource: &'f Resource, paths: Paths<'f>) -> Self {
        Self {
            file: Cow::Borrowed(file),
            id: Cow::Borrowed(&resource.id),
            resource_type: Cow::Borrowed(&resource.resource_type),
            condition: resource.condition.as_deref().map(Cow::Borrowed),
            properties: Fact::new(Some(&resource.properties), paths),
        }
    }
}

impl<'f> ReferenceFacts<'f> {
    /// A use of a resource, standing in a file, and the attribute that is taken in the end.
    pub fn new(file: &'f str, usage: &'f Use, attribute: Option<&'f str>) -> Self {
        let root = ["resources".into(), usage.owner.clone(), "properties".into()].map(StepFacts::Key);
        Self {
            file: Cow::Borrowed(file),
            id: Cow::Borrowed(&usage.owner),
            resource_type: Cow::Borrowed(&usage.owner_type),
            how: usage.how.as_str(),
            attribute: attribute.map(Cow::Borrowed),
            form: form(&usage.path),
            at: root.into_iter().chain(usage.path.iter().map(StepFacts::from)).collect(),
        }
    }
}

impl From<&Step> for StepFacts {
    fn from(step: &Step) -> Self {
        match step {
            Step::Key(key) => Self::Key(key.clone()),
            Step::Index(index) => Self::Index(*index),
        }
    }
}

impl From<&Alternative> for AlternativeFacts {
    fn from(alternative: &Alternative) -> Self {
        match alternative {
            Alternative::Condition(truth) => Self::Condition(*truth),
            Alternative::Label(label) => Self::Label(label.clone()),
        }
    }
}

impl Serialize for Fact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(value) = self.value else { return serializer.serialize_unit() };
        match &value.data {
            Data::Null => serializer.serialize_unit(),
            Data::Bool(truth) => serializer.serialize_bool(*truth),
            Data::Number(text) => serialize_number(text, serializer),
            Data::Text(text) => serializer.serialize_str(text),
            Data::Composite(_) => match value.text() {
                Some(text) => serializer.serialize_str(&text),
                None => serialize_holes(value, serializer),
            },
            Data::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Fact::new(Some(item), self.paths))?;
                }
                list.end()
            }
            Data::Map(map) => {
                let mut object = serializer.serialize_map(None)?;
                let mut open = map.open.as_deref();
                for entry in &map.entries {
                    if is_mark(&entry.key) {
                        open = open.or(Some("a key is called like a mark of the facts"));
                        continue;
                    }
                    object.serialize_entry(&*entry.key, &Fact::new(Some(&entry.value), self.paths))?;
                }
                if let Some(reason) = open {
                    object.serialize_entry("$unknown", reason)?;
                }
                object.end()
            }
            Data::Unknown(unknown) => self.serialize_unknown(unknown, serializer),
        }
    }
}

impl Fact<'_> {
    fn serialize_unknown<S: Serializer>(&self, unknown: &Unknown, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("$unknown", &*unknown.reason)?;
        if let Some(target) = unknown.reference.as_ref().and_then(|reference| self.target(reference)) {
            object.serialize_entry("$ref", &target)?;
        }
        object.end()
    }

    fn target(&self, reference: &Reference) -> Option<BTreeMap<&'static str, Option<Arc<str>>>> {
        let Target::Resource { file, id } = &reference.target else { return None };
        Some(BTreeMap::from([
            ("file", Some(path(self.paths, *file))),
            ("id", Some(id.clone())),
            ("attribute", reference.attribute.clone()),
        ]))
    }
}

pub(crate) fn path(paths: Paths<'_>, file: FileId) -> Arc<str> {
    paths[file.0 as usize].clone()
}

/// Whether a key means something in facts. What a file says under it is no fact, lest it be taken for one of ours.
fn is_mark(key: &str) -> bool {
    matches!(key, "$unknown" | "$ref" | "$text")
}

/// A text with holes keeps the parts that are known.
fn serialize_holes<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    let Data::Composite(pieces) = &value.data else { return serializer.serialize_unit() };
    let mut object = serializer.serialize_map(None)?;
    object.serialize_entry("$unknown", value.why_unknown().map_or("not known", |reason| reason))?;
    let parts = pieces.iter().map(|piece| match &piece.part {
        Part::Known(text) => Some(&**text),
        Part::Hole { .. } => None,
    });
    object.serialize_entry("$text", &parts.collect::<Vec<_>>())?;
    object.end()
}

/// A number as JSON has it; one that JSON cannot hold stays text.
fn serialize_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(number) = text.parse::<i64>() {
        return serializer.serialize_i64(number);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => serializer.serialize_f64(number),
        _ => serializer.serialize_str(text),
    }
}
