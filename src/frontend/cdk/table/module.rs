//! Modules and what every language calls them: `modules.txt`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::parse;
use crate::program::Language;

const MODULES: &str = include_str!("modules.txt");
const PACKAGE: &str = "aws-cdk-lib";
const GO_PACKAGE: &str = "github.com/aws/aws-cdk-go/awscdk/v2/";

/// A module of CDK's API.
#[derive(Debug, PartialEq, Eq)]
pub struct Module {
    /// As it prefixes the names of its classes: `aws_ecr`, `@aws-cdk/aws-apprunner-alpha`, `constructs`. The root of the
    /// package has an empty name.
    pub name: &'static str,
    /// The namespace of the resource types of its first-level classes: `AWS::ECR`.
    pub namespace: Option<&'static str>,
    /// What languages call it, as far as the data says more than the rules: see [`Column`].
    names: [&'static str; 6],
}

/// The columns of names.
#[derive(Clone, Copy)]
enum Column {
    TypeScript,
    /// The TypeScript package of CDK v1.
    First,
    Python,
    Java,
    CSharp,
    Go,
}

/// All modules, to be found by what a source calls them.
#[derive(Debug)]
pub(super) struct Modules {
    all: Vec<Module>,
    /// By language, made when the first source in that language asks.
    indices: [OnceLock<HashMap<String, usize>>; 5],
}

/// Reads the data.
pub(super) fn load() -> Modules {
    let all = parse::blocks(MODULES).map(|block| read(block.head.words())).collect();
    Modules { all, indices: Default::default() }
}

fn read(mut words: impl Iterator<Item = &'static str>) -> Module {
    let name = words.next().unwrap_or_default();
    let namespace = words.next().filter(|word| *word != "-");
    let names = std::array::from_fn(|_| words.next().unwrap_or("="));
    Module { name: if name == "/" { "" } else { name }, namespace, names }
}

impl Module {
    /// What a language calls the module, as an import has it; `None` where it has none.
    pub fn name_in(&self, language: Language) -> Option<Cow<'static, str>> {
        self.spelled(match language {
            Language::TypeScript => Column::TypeScript,
            Language::Python => Column::Python,
            Language::Java => Column::Java,
            Language::CSharp => Column::CSharp,
            Language::Go => Column::Go,
        })
    }

    /// The TypeScript package of CDK v1, where it had the module.
    pub fn first_name(&self) -> Option<Cow<'static, str>> {
        self.spelled(Column::First)
    }

    fn spelled(&self, column: Column) -> Option<Cow<'static, str>> {
        match self.names[column as usize] {
            "-" => None,
            "=" => self.by_rule(column).map(Cow::Owned),
            word => Some(Cow::Borrowed(word)),
        }
    }

    fn by_rule(&self, column: Column) -> Option<String> {
        let path = || self.name.replace('_', "-").replace('.', "/");
        Some(match column {
            Column::TypeScript if self.is_package() => self.name.to_owned(),
            Column::TypeScript => format!("{PACKAGE}/{}", path()),
            Column::First => format!("@aws-cdk/{}", path()),
            Column::Python => format!("aws_cdk.{}", self.name),
            Column::Java => format!("software.amazon.awscdk.services.{}", self.name.strip_prefix("aws_")?),
            Column::CSharp => format!("Amazon.CDK.{}", self.namespace?.replace("::", ".")),
            Column::Go => format!("{GO_PACKAGE}{}", go_folder(self.name)),
        })
    }

    /// Whether the module is a package of its own, beside the one that has all the others.
    pub fn is_package(&self) -> bool {
        self.name.starts_with('@') || self.name.starts_with("cdk-") || self.name == "constructs"
    }
}

impl Modules {
    pub(super) fn all(&self) -> &[Module] {
        &self.all
    }

    /// The module that an import names.
    pub(super) fn find(&self, language: Language, written: &str) -> Option<&Module> {
        let path = match language {
            Language::TypeScript => typescript_path(written),
            Language::Python => python_path(written),
            // CDK v1 had the core in a package of its own.
            Language::Java if written == "software.amazon.awscdk.core" => Cow::Borrowed("software.amazon.awscdk"),
            Language::Go => go_path(written),
            Language::Java | Language::CSharp => Cow::Borrowed(written),
        };
        let index = self.indices[language as usize].get_or_init(|| self.index(language));
        index.get(path.as_ref()).map(|number| &self.all[*number])
    }

    fn index(&self, language: Language) -> HashMap<String, usize> {
        let mut index = HashMap::with_capacity(2 * self.all.len());
        for (number, module) in self.all.iter().enumerate() {
            let first = module.first_name().filter(|_| language == Language::TypeScript);
            for name in first.into_iter().chain(module.name_in(language)) {
                index.insert(name.into_owned(), number);
            }
        }
        index
    }

    /// The module that is a member of another.
    pub(super) fn member(&self, parent: &Module, language: Language, member: &str) -> Option<&Module> {
        if language == Language::TypeScript && parent.name.is_empty() {
            return self.all.iter().find(|module| module.name == member && !module.is_package());
        }
        let parent = parent.name_in(language)?;
        match language {
            Language::TypeScript => self.find(language, &format!("{parent}/{member}")),
            Language::Python | Language::Java | Language::CSharp => self.find(language, &format!("{parent}.{member}")),
            Language::Go => None,
        }
    }
}

/// A path as the newest package has it: without what older packages, or the files inside a package, add.
fn typescript_path(written: &str) -> Cow<'_, str> {
    let path = written.strip_suffix("/index.js").or_else(|| written.strip_suffix("/index")).unwrap_or(written);
    let path = path.strip_suffix("/lib").unwrap_or(path);
    // `aws-cdk-lib/aws-ecr/lib/repository` is a file of the module.
    let is_ours = ["aws-cdk-lib/", "@aws-cdk/", "monocdk"].iter().any(|package| path.starts_with(package));
    let path = path.split_once("/lib/").filter(|_| is_ours).map_or(path, |(module, _)| module);
    match path {
        "monocdk" | "monocdk-experiment" | "aws-cdk-lib/core" => Cow::Borrowed(PACKAGE),
        _ => match path.strip_prefix("monocdk/").or_else(|| path.strip_prefix("monocdk-experiment/")) {
            Some(rest) => Cow::Owned(format!("{PACKAGE}/{rest}")),
            None => Cow::Borrowed(path),
        },
    }
}

fn python_path(written: &str) -> Cow<'_, str> {
    match written {
        "aws_cdk.core" | "monocdk" => Cow::Borrowed("aws_cdk"),
        _ => match written.strip_prefix("monocdk.") {
            Some(rest) => Cow::Owned(format!("aws_cdk.{rest}")),
            None => Cow::Borrowed(written),
        },
    }
}

/// Where a module is: `awss3/awss3mixins` is that of `aws_s3.mixins`.
fn go_folder(name: &str) -> String {
    let mut flat = String::new();
    let part = |part: &str| {
        flat.push_str(&part.replace('_', ""));
        flat.clone()
    };
    name.split('.').map(part).collect::<Vec<_>>().join("/")
}

/// A path of version 1, which had no version in it, as the newest package has it.
fn go_path(written: &str) -> Cow<'_, str> {
    let root = GO_PACKAGE.trim_end_matches("/v2/");
    match written.strip_prefix(root).filter(|rest| !rest.starts_with("/v2")) {
        Some("") => Cow::Borrowed(GO_PACKAGE.trim_end_matches('/')),
        Some(rest) if rest.starts_with('/') => Cow::Owned(format!("{root}/v2{rest}")),
        _ if written == "github.com/aws/constructs-go/constructs/v3" => {
            Cow::Borrowed("github.com/aws/constructs-go/constructs/v10")
        }
        _ => Cow::Borrowed(written),
    }
}
