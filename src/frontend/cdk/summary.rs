//! What a CDK source file tells the other files of the run.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::unit::uses;
use super::{App, Cut};
use crate::image;
use crate::model::{PhysicalName, Resource, Summary, Use, UseTarget};
use crate::source::FileId;
use crate::value::{Reference, Target, Value};

/// The summary of a file. `wanted` are the types some rule wants to see from other files.
pub fn summary(app: &App<'_>, file: FileId, wanted: &BTreeSet<Arc<str>>) -> Summary {
    let mut summary = Summary::default();
    for declaration in app.declarations(file) {
        let kind = &declaration.resource_type;
        summary.types.push(kind.clone());
        summary.images |= image::properties(kind).next().is_some();
        if &**kind == "AWS::ECR::Repository" {
            summary.repositories.push(declaration.id.clone());
        }
        // A use that hangs on an alternative is none for certain.
        if let Some(resource) = app.world_of_creators(&declaration).and_then(|world| app.resource(&declaration, &world))
        {
            summary.uses.extend(uses(&resource).into_iter().filter(|usage| leaves(usage, file)));
        }
        let Some(resource) = app.undecided(&declaration) else { continue };
        summary.names.extend(physical_name(&resource));
        if wanted.contains(kind) {
            summary.resources.push(resource);
        }
    }
    summary.cut = app.cut(file).map(Cut::reason);
    summary.constructs = app.calls(file);
    summary.constructs.sort();
    summary.constructs.dedup();
    summary.types.sort();
    summary.types.dedup();
    summary
}

/// Whether a resource of another file is used.
fn leaves(usage: &Use, file: FileId) -> bool {
    match &usage.target {
        UseTarget::Reference(Reference { target: Target::Resource { file: used, .. }, .. }) => *used != file,
        _ => false,
    }
}

fn physical_name(resource: &Resource) -> Option<PhysicalName> {
    let property = match &*resource.resource_type {
        "AWS::S3::Bucket" => "BucketName",
        "AWS::ECR::Repository" => "RepositoryName",
        _ => return None,
    };
    let name = resource.properties.get(property).and_then(Value::text)?;
    Some(PhysicalName {
        resource_type: resource.resource_type.clone(),
        name: name.as_ref().into(),
        id: resource.id.clone(),
    })
}
