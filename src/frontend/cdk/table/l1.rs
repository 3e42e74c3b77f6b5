//! Classes of the first level: `CfnX` is the resource type `…::X`, and its props are the properties in camelCase.
//!
//! Only what breaks the rule is data (`l1.txt`).

use std::borrow::Cow;
use std::collections::HashMap;

use super::module::{Module, Modules};
use super::name::{camel_case, python_name, upper_first};
use super::parse::{self, Line};
use crate::program::Language;

const EXCEPTIONS: &str = include_str!("l1.txt");

/// What breaks the rules: by the full name of a class its type, by type what is special in its props.
#[derive(Debug)]
pub(super) struct Exceptions {
    by_name: HashMap<&'static str, Line>,
    /// Props that the rules do not lead back to from their Python spelling, by that spelling.
    python: HashMap<String, &'static str>,
}

/// How a member of the props of a first-level class is called in CloudFormation, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyName {
    /// `None` where structs of the type differ in how they spell it.
    pub name: Option<String>,
    pub content: Content,
}

/// What the keys inside a property are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Members of structs, to be spelled as CloudFormation has them.
    Members,
    /// The user's own or CloudFormation's, all the way down: left as they are.
    Verbatim,
    /// The user's own, with structs behind them.
    Keyed,
    /// Structs of the type differ: it cannot be told.
    Unclear,
}

/// Reads the data.
pub(super) fn load() -> Exceptions {
    let mut by_name: HashMap<_, _> = parse::blocks(EXCEPTIONS).map(|block| block.head.split()).collect();
    let python = by_name.remove("python").into_iter().flat_map(Line::words);
    Exceptions { python: python.map(|prop| (python_name(prop), prop)).collect(), by_name }
}

impl Exceptions {
    /// The type of a class of the first level.
    pub(super) fn resource_type(&self, module: &Module, class: &str) -> Option<String> {
        if let Some(known) = self.by_name.get(format!("{}.{class}", module.name).as_str()) {
            return (known.text != "-").then(|| known.text.to_owned());
        }
        let name =
            class.strip_prefix("Cfn").filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))?;
        let namespace = module.namespace.filter(|_| !module.name.is_empty())?;
        (!name.ends_with("Props") && !name.contains('.')).then(|| format!("{namespace}::{name}"))
    }

    /// The class of a type, with its module; of several the first of the data.
    pub(super) fn class(&self, modules: &Modules, resource_type: &str) -> Option<String> {
        let special = self.by_name.iter().filter(|(_, line)| line.text == resource_type).map(|(name, _)| *name).min();
        if let Some(name) = special {
            return Some(name.trim_start_matches('.').to_owned());
        }
        let (namespace, name) = resource_type.rsplit_once("::")?;
        let module = modules.all().iter().find(|module| module.namespace == Some(namespace))?;
        Some(format!("{}.Cfn{name}", module.name))
    }

    /// Whether a class is one that breaks the rule.
    pub(super) fn lists(&self, module: &Module, class: &str) -> bool {
        self.by_name.contains_key(format!("{}.{class}", module.name).as_str())
    }

    /// The type that a struct of a class of the first level belongs to.
    pub(super) fn struct_of_type(&self, module: &Module, name: &str) -> Option<String> {
        let class = match name.split_once('.') {
            Some((class, nested)) => nested.ends_with("Property").then_some(class)?,
            None => name.strip_suffix("Props")?,
        };
        self.resource_type(module, class)
    }

    /// The struct that a member of the props of a type is, nested in the class, where it is known to be named after it.
    pub(super) fn struct_of_property(&self, resource_type: &str, prop: &str) -> Option<String> {
        let mut words = self.by_name.get(resource_type)?.words();
        let known = words.any(|word| word.strip_prefix('+') == Some(prop));
        known.then(|| format!("{}Property", upper_first(prop)))
    }

    /// How a member of the props of a type, at any depth, is called in CloudFormation.
    pub(super) fn property(&self, resource_type: &str, language: Language, written: &str) -> PropertyName {
        let odd = self.python.get(written).filter(|_| language == Language::Python);
        let prop = odd.map_or_else(|| camel_case(language, written), |prop| Cow::Borrowed(*prop));
        let mut found = PropertyName { name: Some(upper_first(&prop)), content: Content::Members };
        for word in self.by_name.get(resource_type).into_iter().flat_map(|line| line.words()) {
            let (sign, rest) = word.split_at(1);
            match sign {
                "~" if rest == prop => found.content = Content::Verbatim,
                "^" if rest == prop => found.content = Content::Keyed,
                "!" if rest == prop => found.content = Content::Unclear,
                "?" if rest == prop => found.name = None,
                "+" => {}
                _ => {
                    let name = word.strip_prefix(prop.as_ref()).and_then(|rest| rest.strip_prefix('='));
                    found.name = name.map(ToOwned::to_owned).or(found.name);
                }
            }
        }
        found
    }

    /// What is special of a type or class, by name.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.by_name.iter().map(|(name, line)| (*name, line.text))
    }
}

/// The attribute that a property of a first-level object stands for: `attrArn` is `Arn`; `None` for any other property.
pub(super) fn attribute(language: Language, written: &str) -> Option<String> {
    let name = camel_case(language, written);
    let attribute = name.strip_prefix("attr")?;
    attribute.starts_with(|first: char| first.is_ascii_uppercase()).then(|| attribute.to_owned())
}
