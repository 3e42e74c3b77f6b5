//! Templates → model: resources in a world, the uses between them, and the summary for other files.

mod unit;

pub use unit::TemplateUnit;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::intrinsics::{Interpreter, Links, function};
use super::references::uses_of_others;
use super::scenarios::World;
use super::template::{Declaration, Output, Parameter, Template};
use crate::image;
use crate::model::{Export, NestedStack, PhysicalName, Resource, Summary};
use crate::syntax::{Kind, Node};
use crate::value::{Data, Entry, Map, Value, shape};

/// A resource in a world; `None` where its condition does not hold.
pub fn resource<'t>(
    template: &Template<'t>,
    declaration: &Declaration<'t>,
    world: Option<&World>,
    links: &dyn Links,
) -> Option<Resource> {
    let mut interpreter = Interpreter::new(template, world, links);
    interpreter.bind(declaration.bindings.clone());
    if declaration.condition.is_some_and(|condition| interpreter.condition(condition) == Some(false)) {
        return None;
    }
    let attribute = |name| declaration.body.get(name).and_then(|node| interpreter.value(node));
    let mut properties = attribute("Properties")
        .unwrap_or_else(|| Value::new(Data::Map(Map::default()), template.location(declaration.key)));
    if let Some(globals) = globals(template, declaration, &interpreter) {
        properties = merged(globals, properties);
    }
    let cut = declaration.cut.then(|| "a syntax error cuts this resource off".into());
    if let (Data::Map(map), Some(reason)) = (&mut properties.data, cut.or_else(|| template.rewrites.clone())) {
        map.open = Some(reason);
    }
    Some(Resource {
        id: declaration.id.clone(),
        resource_type: declaration.resource_type.into(),
        key: template.location(declaration.key),
        condition: declaration.condition.map(Arc::from),
        deletion_policy: attribute("DeletionPolicy"),
        update_replace_policy: attribute("UpdateReplacePolicy"),
        metadata: attribute("Metadata"),
        properties,
    })
}

/// The metadata of the template, which has no id, and of its resources. Conditions play no part in it.
pub fn metadata(template: &Template<'_>) -> Vec<(Option<Arc<str>>, Value)> {
    let alone = super::intrinsics::Alone;
    let mut interpreter = Interpreter::new(template, None, &alone);
    let root = template.metadata.and_then(|node| interpreter.value(node));
    let mut found: Vec<(Option<Arc<str>>, Value)> = root.into_iter().map(|value| (None, value)).collect();
    for declaration in &template.resources {
        interpreter.bind(declaration.bindings.clone());
        let value = declaration.body.get("Metadata").and_then(|node| interpreter.value(node));
        found.extend(value.map(|value| (Some(declaration.id.clone()), value)));
    }
    found
}

/// What the `Globals` of a SAM template give resources of this type.
fn globals<'t>(
    template: &Template<'t>,
    declaration: &Declaration<'t>,
    interpreter: &Interpreter<'_, 't>,
) -> Option<Value> {
    let section = declaration.resource_type.strip_prefix("AWS::Serverless::")?;
    let node = template.globals?.entries().find(|(key, _)| key.text() == Some(section))?.1;
    interpreter.value(node).filter(|value| value.as_map().is_some())
}

/// SAM's merge: maps are merged, lists are joined, anything else is replaced by the resource's own.
fn merged(globals: Value, own: Value) -> Value {
    let data = match (globals.data, own.data) {
        (Data::Map(globals), Data::Map(own)) => Data::Map(merged_maps(globals, own)),
        (Data::List(mut globals), Data::List(own)) => {
            globals.extend(own);
            Data::List(globals)
        }
        (_, own) => own,
    };
    Value { data, origin: own.origin }
}

fn merged_maps(globals: Map, mut own: Map) -> Map {
    for Entry { key, at, value } in globals.entries {
        match own.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => {
                let inner = std::mem::replace(&mut entry.value, Value::new(Data::Null, at));
                entry.value = merged(value, inner);
            }
            None => own.entries.push(Entry { key, at, value }),
        }
    }
    own.open = own.open.or(globals.open);
    own
}

/// The conditions that what a declaration says hangs on.
pub fn conditions(declaration: &Declaration<'_>) -> BTreeSet<Arc<str>> {
    let mut names: BTreeSet<Arc<str>> = declaration.condition.map(Arc::from).into_iter().collect();
    branches(declaration.body, &mut names);
    names
}

/// The conditions that the image references of a declaration hang on. Conditions beside them do not matter.
pub fn image_conditions(template: &Template<'_>, declaration: &Declaration<'_>) -> BTreeSet<Arc<str>> {
    let mut names: BTreeSet<Arc<str>> = declaration.condition.map(Arc::from).into_iter().collect();
    let globals =
        declaration.resource_type.strip_prefix("AWS::Serverless::").and_then(|section| template.globals?.get(section));
    for properties in declaration.body.get("Properties").into_iter().chain(globals) {
        for form in image::properties(declaration.resource_type) {
            along(properties, &form.split('.').collect::<Vec<_>>(), &mut names);
        }
    }
    names
}

/// The names in `Fn::If` on the way along a form and below its end.
fn along(node: Node<'_>, form: &[&str], names: &mut BTreeSet<Arc<str>>) {
    let Some((step, rest)) = form.split_first() else { return branches(node, names) };
    if let Some(call) = function(node) {
        if call.name == "If" {
            let parts = call.parts().unwrap_or_default();
            names.extend(parts.first().and_then(|name| name.text()).map(Arc::from));
            parts.iter().skip(1).for_each(|branch| along(*branch, form, names));
        }
        return;
    }
    node.items().filter(|_| *step == "*").for_each(|item| along(item, rest, names));
    for (key, value) in node.entries() {
        if *step == "*" || key.text() == Some(step) {
            along(value, rest, names);
        }
    }
}

/// The names in `Fn::If` below a node.
fn branches(node: Node<'_>, names: &mut BTreeSet<Arc<str>>) {
    // Each node is visited once: what an alias names counts where it is written.
    let written = |node: Node<'_>| node.site() == node.span();
    if node.tag() == Some("!If") {
        names.extend(node.items().next().and_then(Node::text).map(Arc::from));
    }
    match node.kind() {
        Kind::Sequence => node.items().filter(|item| written(*item)).for_each(|item| branches(item, names)),
        Kind::Mapping => {
            for (key, value) in node.entries() {
                if key.text() == Some("Fn::If") {
                    names.extend(value.items().next().and_then(Node::text).map(Arc::from));
                }
                if written(value) {
                    branches(value, names);
                }
            }
        }
        Kind::Scalar | Kind::Alias => {}
    }
}

/// What the file tells other files. `wanted` are the types some rule wants to see from other files.
pub fn summary(template: &Template<'_>, wanted: &BTreeSet<Arc<str>>) -> Summary {
    let alone = super::intrinsics::Alone;
    let interpreter = Interpreter::new(template, None, &alone);
    let mut types: Vec<Arc<str>> = template.resources.iter().map(|resource| resource.resource_type.into()).collect();
    types.sort();
    types.dedup();
    let seen = |declaration: &&Declaration<'_>| wanted.contains(declaration.resource_type);
    let resources = template.resources.iter().filter(seen);
    let unset = World { without_defaults: true, ..World::default() };
    let outputs = outputs(template, &Interpreter::new(template, Some(&unset), &alone));
    Summary {
        constructs: Vec::new(),
        cut: None,
        resources: resources.filter_map(|declaration| resource(template, declaration, None, &alone)).collect(),
        images: types.iter().any(|resource_type| image::properties(resource_type).next().is_some()),
        types,
        repositories: ids_of(template, "AWS::ECR::Repository"),
        exports: exports(template, &interpreter),
        defaults: if outputs.is_empty() { Vec::new() } else { defaults(template, &interpreter) },
        outputs,
        stacks: template
            .resources
            .iter()
            .filter_map(|declaration| stack(template, declaration, &interpreter))
            .collect(),
        names: template.resources.iter().filter_map(|declaration| physical_name(declaration, &interpreter)).collect(),
        uses: uses_of_others(template),
    }
}

fn ids_of(template: &Template<'_>, resource_type: &str) -> Vec<Arc<str>> {
    let same = template.resources.iter().filter(|declaration| declaration.resource_type == resource_type);
    same.map(|declaration| declaration.id.clone()).collect()
}

fn exports<'t>(template: &Template<'t>, interpreter: &Interpreter<'_, 't>) -> Vec<Export> {
    let export = |output: &Output<'t>| {
        let name = shape(&interpreter.value(output.export?)?)?;
        Some(Export { name, value: interpreter.value(output.value?)? })
    };
    template.outputs.iter().filter_map(export).collect()
}

fn outputs<'t>(template: &Template<'t>, interpreter: &Interpreter<'_, 't>) -> Vec<(Arc<str>, Value)> {
    let output = |output: &Output<'t>| Some((output.name.into(), interpreter.value(output.value?)?));
    template.outputs.iter().filter_map(output).collect()
}

fn defaults<'t>(template: &Template<'t>, interpreter: &Interpreter<'_, 't>) -> Vec<(Arc<str>, Value)> {
    let with_default = template.parameters.iter().filter(|parameter| parameter.default.is_some());
    let default = |parameter: &Parameter<'t>| {
        let at = template.location(parameter.default?.site());
        Some((parameter.name.into(), interpreter.parameter(parameter.name, at)?))
    };
    with_default.filter_map(default).collect()
}

/// A resource that creates a stack from another template.
fn stack<'t>(
    template: &Template<'t>,
    declaration: &Declaration<'t>,
    interpreter: &Interpreter<'_, 't>,
) -> Option<NestedStack> {
    let location = match declaration.resource_type {
        "AWS::CloudFormation::Stack" => "TemplateURL",
        "AWS::Serverless::Application" => "Location",
        _ => return None,
    };
    let properties = declaration.body.get("Properties")?;
    let written = properties.get(location).and_then(|node| interpreter.value(node));
    let parameters = properties.get("Parameters").and_then(|node| interpreter.value(node));
    let passed = parameters.as_ref().and_then(Value::as_map).map(|map| map.entries.as_slice()).unwrap_or_default();
    Some(NestedStack {
        id: declaration.id.clone(),
        template: written.as_ref().and_then(template_path),
        parameters: passed.iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect(),
        at: template.location(declaration.key),
        conditional: declaration.condition.is_some(),
    })
}

/// The known end of a template's location: the whole path, or what follows the last hole.
fn template_path(written: &Value) -> Option<Arc<str>> {
    let pieces = written.pieces()?;
    let tail: Vec<String> = pieces
        .iter()
        .rev()
        .map_while(|piece| match &piece.part {
            crate::value::Part::Known(text) => Some(text.to_string()),
            crate::value::Part::Hole { .. } => None,
        })
        .collect();
    let text: String = tail.into_iter().rev().collect();
    (!text.is_empty()).then(|| text.into())
}

fn physical_name<'t>(declaration: &Declaration<'t>, interpreter: &Interpreter<'_, 't>) -> Option<PhysicalName> {
    let property = match declaration.resource_type {
        "AWS::S3::Bucket" => "BucketName",
        "AWS::ECR::Repository" => "RepositoryName",
        _ => return None,
    };
    let value = interpreter.value(declaration.body.get("Properties")?.get(property)?)?;
    Some(PhysicalName {
        resource_type: declaration.resource_type.into(),
        name: value.text()?.as_ref().into(),
        id: declaration.id.clone(),
    })
}
