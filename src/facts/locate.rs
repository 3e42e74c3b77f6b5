//! From a path into the facts back to where it is written.

use std::borrow::Cow;
use std::sync::Arc;

use crate::image::ImageReference;
use crate::model::{Construct, Document, Resource, Step};
use crate::source::Location;
use crate::value::{Because, Data, Origin, Value};

/// Where a path leads.
#[derive(Clone, Debug)]
pub struct Located {
    pub resource: Option<Arc<str>>,
    /// The property within the resource, for fingerprints: `properties.ContainerDefinitions.0.Image tag`.
    pub property: String,
    /// Where the value is written, if it exists.
    pub value: Option<Origin>,
    /// Where its key is written, or that of the nearest thing that exists.
    pub key: Location,
    /// Why the value is what it is.
    pub because: Option<Arc<Because>>,
}

/// Where a path below a resource leads; it may end beyond what exists.
pub fn locate_resource(resource: &Resource, path: &[Step]) -> Located {
    let property = path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
    let mut located =
        Located { resource: Some(resource.id.clone()), property, value: None, key: resource.key, because: None };
    let (root, rest) = match path.split_first() {
        Some((Step::Key(key), rest)) => (attribute(resource, key), rest),
        _ => (None, path),
    };
    let Some(value) = root else { return located };
    descend(&mut located, value, rest);
    located
}

/// Where a path below a call of CDK's API leads; it may end beyond what exists.
pub fn locate_construct(construct: &Construct, path: &[Step]) -> Located {
    let of_call = std::iter::once(construct.api.to_string()).chain(path.iter().map(ToString::to_string));
    let mut located = Located {
        resource: construct.id.clone().or_else(|| construct.receiver.clone()).or_else(|| construct.scope.clone()),
        property: of_call.collect::<Vec<_>>().join("."),
        value: None,
        key: construct.key,
        because: None,
    };
    if let Some((Step::Key(key), rest)) = path.split_first()
        && &**key == "arguments"
    {
        descend(&mut located, &construct.arguments, rest);
    }
    located
}

/// Follows a path below a value as far as it exists.
fn descend(located: &mut Located, mut value: &Value, path: &[Step]) {
    for (index, step) in path.iter().enumerate() {
        let next = match (&value.data, step) {
            (Data::Map(map), Step::Key(key)) => map.entry(key).map(|entry| (entry.at, &entry.value)),
            (Data::List(items), Step::Index(index)) => items.get(*index).map(|item| (item.origin.at, item)),
            _ => None,
        };
        let Some((key, next)) = next else { return };
        located.key = key;
        value = next;
        located.because = located.because.take().or_else(|| value.origin.because.clone());
        if index + 1 == path.len() {
            located.value = Some(value.origin.clone());
        }
    }
}

fn attribute<'r>(resource: &'r Resource, name: &str) -> Option<&'r Value> {
    match name {
        "properties" => Some(&resource.properties),
        "metadata" => resource.metadata.as_ref(),
        "deletionPolicy" => resource.deletion_policy.as_ref(),
        "updateReplacePolicy" => resource.update_replace_policy.as_ref(),
        _ => None,
    }
}

/// Where a path below an image reference leads: the part it names, or the whole reference.
pub fn locate_image(image: &ImageReference, path: &[Step]) -> Located {
    let name = match path.first() {
        Some(Step::Key(key)) => &**key,
        _ => "",
    };
    let part = match name {
        "tag" => image.tag.as_ref(),
        "digest" => image.digest.as_ref(),
        "registry" => image.registry.host.as_ref(),
        "repository" => image.name.as_ref(),
        _ => None,
    };
    let steps: Vec<String> = image.property.iter().map(ToString::to_string).collect();
    let because = part.unwrap_or(&image.value).origin.because.clone();
    let root = if image.owner.is_some() { "properties." } else { "" };
    Located {
        resource: image.owner.clone(),
        property: format!("{root}{} {name}", steps.join(".")).trim_end().to_owned(),
        value: Some(part.unwrap_or(&image.value).origin.clone()),
        key: image.key,
        because,
    }
}

/// Where a path below a document leads: into its content, to what is wrong with it, or to the whole of it.
pub fn locate_document(document: &Document, path: &[Step]) -> Located {
    let owner = document.owner.as_ref();
    let resource = owner.and_then(|owner| owner.id.clone());
    let root = Step::Key(if resource.is_some() { "properties" } else { document.kind }.into());
    let property = owner.map_or(&[][..], |owner| &owner.property);
    let within = named(document, path);
    let steps: Vec<String> = std::iter::once(&root).chain(property).map(ToString::to_string).chain(within).collect();
    let mut located = Located {
        resource,
        property: steps.join("."),
        value: Some(document.origin.clone()),
        key: document.key,
        because: document.origin.because.clone(),
    };
    match (path.split_first(), &document.error) {
        (Some((Step::Key(root), rest)), _) if &**root == "content" && !rest.is_empty() => {
            located.value = None;
            descend(&mut located, &document.content, rest);
        }
        (Some((Step::Key(root), _)), Some((_, at))) if &**root == "error" => {
            located.value = Some(Origin::at(*at));
        }
        _ => {}
    }
    located
}

/// The steps of a path into a document. An item of a list is called by its name or its text, which stay when another one
/// is added before it.
fn named(document: &Document, path: &[Step]) -> Vec<String> {
    let mut value = Some(&document.content);
    let mut steps = path.iter();
    let mut names: Vec<String> = steps.next().map(ToString::to_string).into_iter().collect();
    for step in steps {
        value = match (value.map(|value| &value.data), step) {
            (Some(Data::Map(map)), Step::Key(key)) => map.get(key),
            (Some(Data::List(items)), Step::Index(index)) => items.get(*index),
            _ => None,
        };
        let name = value.filter(|_| matches!(step, Step::Index(_))).and_then(|item| match &item.data {
            Data::Map(map) => map.get("name").and_then(Value::text),
            _ => item.text(),
        });
        names.push(name.map_or_else(|| step.to_string(), Cow::into_owned));
    }
    names
}
