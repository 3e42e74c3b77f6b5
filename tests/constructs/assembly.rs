//! The jsii assembly of an npm package, as far as the table is compared with it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Assembly {
    #[serde(default)]
    pub(crate) types: BTreeMap<String, Type>,
    #[serde(default)]
    pub(crate) submodules: BTreeMap<String, Submodule>,
    /// The file that the assembly really stands in.
    filename: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Submodule {
    #[serde(default)]
    pub(crate) targets: Targets,
}

#[derive(Default, Deserialize)]
pub(crate) struct Targets {
    pub(crate) java: Option<Package>,
    pub(crate) dotnet: Option<Namespace>,
    pub(crate) python: Option<Module>,
}

#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) package: String,
}

#[derive(Deserialize)]
pub(crate) struct Namespace {
    pub(crate) namespace: String,
}

#[derive(Deserialize)]
pub(crate) struct Module {
    pub(crate) module: String,
}

#[derive(Deserialize)]
pub(crate) struct Type {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) namespace: Option<String>,
    pub(crate) base: Option<String>,
    #[serde(default)]
    pub(crate) interfaces: Vec<String>,
    #[serde(default)]
    pub(crate) datatype: bool,
    pub(crate) initializer: Option<Callable>,
    #[serde(default)]
    pub(crate) methods: Vec<Callable>,
    #[serde(default)]
    pub(crate) properties: Vec<Property>,
    #[serde(default)]
    pub(crate) members: Vec<Member>,
    #[serde(default)]
    docs: Docs,
}

#[derive(Default, Deserialize)]
struct Docs {
    #[serde(default)]
    custom: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Callable {
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) parameters: Vec<Parameter>,
    #[serde(default, rename = "static")]
    pub(crate) is_static: bool,
}

#[derive(Deserialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) optional: bool,
    #[serde(default)]
    pub(crate) variadic: bool,
    #[serde(rename = "type")]
    pub(crate) of: Reference,
}

#[derive(Deserialize)]
pub(crate) struct Property {
    pub(crate) name: String,
    #[serde(default, rename = "static")]
    pub(crate) is_static: bool,
    #[serde(rename = "type")]
    pub(crate) of: Reference,
}

#[derive(Deserialize)]
pub(crate) struct Member {
    pub(crate) name: String,
}

#[derive(Deserialize)]
pub(crate) struct Reference {
    pub(crate) fqn: Option<String>,
    pub(crate) primitive: Option<String>,
    pub(crate) collection: Option<Box<Collection>>,
    pub(crate) union: Option<Union>,
}

#[derive(Deserialize)]
pub(crate) struct Collection {
    pub(crate) kind: String,
    pub(crate) elementtype: Reference,
}

#[derive(Deserialize)]
pub(crate) struct Union {
    pub(crate) types: Vec<Reference>,
}

/// Reads the assembly of an unpacked package; `gzip` unpacks what is packed.
pub(crate) fn read(folder: &Path) -> Assembly {
    let text = std::fs::read(folder.join(".jsii")).unwrap();
    let assembly: Assembly = serde_json::from_slice(&text).unwrap();
    let Some(packed) = &assembly.filename else { return assembly };
    let output = Command::new("gzip").arg("-dc").arg(folder.join(packed)).output().unwrap();
    assert!(output.status.success(), "gzip cannot read {packed}");
    serde_json::from_slice(&output.stdout).unwrap()
}

impl Assembly {
    /// A type by the name that the table has for it.
    pub(crate) fn named(&self, name: &str) -> Option<&Type> {
        self.types.get(&format!("aws-cdk-lib.{name}"))
    }

    /// Whether it is an options object.
    pub(crate) fn is_struct(&self, full: &str) -> bool {
        self.types.get(full).is_some_and(|known| known.datatype)
    }

    /// The members of an options object, inherited ones too.
    pub(crate) fn members(&self, full: &str) -> BTreeSet<&str> {
        let Some(known) = self.types.get(full) else { return BTreeSet::new() };
        let own = known.properties.iter().map(|property| property.name.as_str());
        own.chain(known.interfaces.iter().flat_map(|parent| self.members(parent))).collect()
    }

    /// A class and what it extends within the package, itself first.
    pub(crate) fn lineage<'a>(&'a self, known: &'a Type) -> impl Iterator<Item = &'a Type> {
        std::iter::successors(Some(known), |known| known.base.as_ref().and_then(|base| self.types.get(base)))
    }
}

impl Type {
    /// The CloudFormation type that a first-level class makes.
    pub(crate) fn resource_type(&self) -> Option<&str> {
        let first_level = self.kind == "class" && self.name.starts_with("Cfn");
        self.docs.custom.get("cloudformationResource").filter(|_| first_level).map(String::as_str)
    }
}

/// A name of the package without the package.
pub(crate) fn short(full: &str) -> &str {
    full.strip_prefix("aws-cdk-lib.").unwrap_or(full)
}
