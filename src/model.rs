//! What a file declares, once it is understood: resources in one world, and what the file tells the others.
//!
//! The model speaks CloudFormation whatever language it was read from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{FileId, Location};
use crate::value::{Data, Origin, Reference, Target, Value};

/// One step from a collection to what is in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Key(Arc<str>),
    Index(usize),
}

impl std::fmt::Display for Step {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(key) => formatter.write_str(key),
            Self::Index(index) => write!(formatter, "{index}"),
        }
    }
}

/// A resource as it is in one world.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Logical id, or the construct path.
    pub id: Arc<str>,
    pub resource_type: Arc<str>,
    /// Where its id is written.
    pub key: Location,
    pub condition: Option<Arc<str>>,
    pub deletion_policy: Option<Value>,
    pub update_replace_policy: Option<Value>,
    pub metadata: Option<Value>,
    /// A map, possibly open; or unknown.
    pub properties: Value,
}

/// A document of some service: a file, a text or an object in a property of a resource, or a text in another document.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is, in the word of the facts: `ecr-lifecycle-policy`.
    pub kind: &'static str,
    /// What holds it; `None` for a file.
    pub owner: Option<Owner>,
    /// Where the key of the property is written, or where the file begins.
    pub key: Location,
    /// Where the whole of it is written.
    pub origin: Origin,
    /// Unknown where it could not be read.
    pub content: Value,
    /// What is wrong with its text, and where.
    pub error: Option<(String, Location)>,
    /// Characters of its text, where it is one and known.
    pub size: Option<usize>,
}

/// What holds a document.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Id of the resource; `None` within a file that is a document.
    pub id: Option<Arc<str>>,
    /// Path below the properties of the resource, or below the content of the file.
    pub property: Vec<Step>,
    /// The kind of the document that it is a text of, if it is.
    pub document: Option<&'static str>,
}

/// A call of CDK's API as it is in one world: of a constructor, a factory or a method. Names are jsii's, which are
/// TypeScript's, whatever the language.
#[derive(Clone, Debug)]
pub struct Construct {
    /// `aws_ecr.Repository`, `aws_ecs.ContainerImage.fromRegistry`.
    pub api: Arc<str>,
    /// The path of the construct that it gives.
    pub id: Option<Arc<str>>,
    /// The path of the construct that it stands in, or in whose code it is written.
    pub scope: Option<Arc<str>>,
    /// The path of the construct whose method it is.
    pub receiver: Option<Arc<str>>,
    /// Where the name of what is called is written.
    pub key: Location,
    /// A map, possibly open: arguments, and the members of options objects, by name.
    pub arguments: Value,
}

/// A property of a resource that names another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub owner: Arc<str>,
    pub owner_type: Arc<str>,
    /// The path below the properties of the owner.
    pub path: Arc<[Step]>,
    pub at: Location,
    pub how: How,
    pub target: UseTarget,
    /// The conditions, and what each must be, for this use to exist.
    pub conditions: Arc<[(Arc<str>, bool)]>,
}

impl Use {
    /// The attribute that a reference takes.
    pub fn attribute(&self) -> Option<&str> {
        match &self.target {
            UseTarget::Reference(reference) => reference.attribute.as_deref(),
            UseTarget::Name(_) => None,
        }
    }
}

/// What a use names.
#[derive(Clone, Debug, PartialEq)]
pub enum UseTarget {
    Reference(Reference),
    /// A physical name written out.
    Name(Arc<str>),
}

/// In which way a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Ref,
    GetAtt,
    Sub,
    Import,
    Name,
    Parameter,
    Output,
}

impl How {
    /// The word the facts use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ref => "ref",
            Self::GetAtt => "getatt",
            Self::Sub => "sub",
            Self::Import => "import",
            Self::Name => "name",
            Self::Parameter => "parameter",
            Self::Output => "output",
        }
    }
}

/// What a file tells the other files of the run. Small: trees are dropped, this is kept.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Resources of the types that some rule wants to see from other files, without a world: what hangs
    /// on a condition is unknown.
    pub resources: Vec<Resource>,
    /// The types of all resources of the file, sorted, each once.
    pub types: Vec<Arc<str>>,
    /// The names of the calls of CDK's API, sorted, each once.
    pub constructs: Vec<Arc<str>>,
    /// Why not all of a program was followed, if that is so.
    pub cut: Option<&'static str>,
    /// Whether some property can hold an image reference.
    pub images: bool,
    /// Ids of the ECR repositories, for references from other files.
    pub repositories: Vec<Arc<str>>,
    pub exports: Vec<Export>,
    /// What a stack of this template puts out; parameters are references, whatever their defaults.
    pub outputs: Vec<(Arc<str>, Value)>,
    /// The defaults of parameters, where there are outputs that may need them.
    pub defaults: Vec<(Arc<str>, Value)>,
    pub stacks: Vec<NestedStack>,
    /// Physical names that resources of this file are given.
    pub names: Vec<PhysicalName>,
    /// Uses of what may stand in other files.
    pub uses: Vec<Use>,
}

impl Summary {
    /// Whether it tells the others nothing but that there is a file.
    pub fn is_silent(&self) -> bool {
        let Self {
            resources,
            types,
            constructs,
            cut,
            images,
            repositories,
            exports,
            outputs,
            defaults,
            stacks,
            names,
            uses,
        } = self;
        let declares = !(resources.is_empty() && types.is_empty() && constructs.is_empty() && repositories.is_empty());
        let gives = !(exports.is_empty() && outputs.is_empty() && defaults.is_empty() && names.is_empty());
        let takes = !(stacks.is_empty() && uses.is_empty());
        !declares && !gives && !takes && !images && cut.is_none()
    }
}

/// A named export of a stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// Its name, or the shape of it: see [`crate::value::shape`].
    pub name: Arc<str>,
    pub value: Value,
}

/// A stack that a template creates from another template.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedStack {
    pub id: Arc<str>,
    /// The location of the template as written, where it is known.
    pub template: Option<Arc<str>>,
    pub parameters: Vec<(Arc<str>, Value)>,
    pub at: Location,
    /// Whether a condition decides that the stack exists.
    pub conditional: bool,
}

/// A resource that is given a name of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PhysicalName {
    pub resource_type: Arc<str>,
    pub name: Arc<str>,
    pub id: Arc<str>,
}

/// A resource somewhere in the run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId {
    pub file: FileId,
    pub id: Arc<str>,
}

impl ResourceId {
    /// The resource a target names, if it already is one.
    pub fn of(target: &Target) -> Option<Self> {
        match target {
            Target::Resource { file, id } => Some(Self { file: *file, id: id.clone() }),
            _ => None,
        }
    }
}

/// Writes a path as a table of evidence spells it: list indices are `*`, and a key with a dot is quoted.
pub fn form(path: &[Step]) -> String {
    let step = |step: &Step| match step {
        Step::Index(_) => "*".to_owned(),
        Step::Key(key) if key.contains('.') => format!("\"{key}\""),
        Step::Key(key) => key.to_string(),
    };
    path.iter().map(step).collect::<Vec<_>>().join(".")
}

/// One satisfiable assignment of the alternatives that mattered: a condition's name or an
/// alternative's source text, and what it is in this world (a condition's truth, or a label).
pub type Scenario = BTreeMap<Arc<str>, Alternative>;

/// What a condition or an alternative is in one world.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alternative {
    Condition(bool),
    Label(Arc<str>),
}

/// The values of a resource's properties at a form such as `ContainerDefinitions.*.Image`: the path below the
/// properties, where the key is written, and the value.
pub fn at_form<'r>(resource: &'r Resource, form: &str) -> Vec<(Vec<Step>, Location, &'r Value)> {
    below(&resource.properties, resource.key, form)
}

/// The same below any value with this key.
pub fn below<'v>(value: &'v Value, key: Location, form: &str) -> Vec<(Vec<Step>, Location, &'v Value)> {
    let steps: Vec<&str> = form.split('.').collect();
    let mut found = Vec::new();
    walk(value, key, &steps, &mut Vec::new(), &mut found);
    found
}

fn walk<'v>(
    value: &'v Value,
    key: Location,
    form: &[&str],
    path: &mut Vec<Step>,
    found: &mut Vec<(Vec<Step>, Location, &'v Value)>,
) {
    let Some((step, rest)) = form.split_first() else {
        found.push((path.clone(), key, value));
        return;
    };
    match &value.data {
        Data::List(items) if *step == "*" => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                walk(item, key, rest, path, found);
                path.pop();
            }
        }
        Data::Map(map) => {
            for entry in map.entries.iter().filter(|entry| *step == "*" || &*entry.key == *step) {
                path.push(Step::Key(entry.key.clone()));
                walk(&entry.value, entry.at, rest, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}
