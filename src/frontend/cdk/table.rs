//! What is known of CDK's API, as data: modules, classes, factories, enums, and what becomes of a call in CloudFormation.
//!
//! Rust code names no class. Whoever reads a program asks in four steps:
//! 1. [`Table::module`] and [`Table::submodule`]: which module an import or a member of a module names;
//! 2. [`Table::class`]: what a name in that module is (or [`Table::resource_type`], for a class of the first level);
//! 3. [`Class::constructor`], [`Table::static_method`], [`Table::method`], [`Table::attribute`], [`Table::member`]: what
//!    is called or read, by the spelling of a [`Language`];
//! 4. the [`Meaning`] of that: a [`Shape`] to be filled with the arguments, an [`Effect`] on the receiver, or a keyword.
//!
//! Names are jsii's, which are TypeScript's: `aws_ecr.Repository` is a class, `aws_ecr` its module; what stands in the root
//! of the package (`Stack`) has no prefix. The data is checked against the jsii assembly by `tests/constructs.rs`.

mod class;
mod known;
mod l1;
mod module;
mod name;
mod other;
mod parse;
mod shape;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

pub use class::{Attribute, Callable, Class, Kind, Literal, Meaning, Member, Parameter};
pub use l1::{Content, PropertyName};
pub use module::Module;
pub use name::{matches, python_name, upper_first};
pub use shape::{
    Alternative, Child, Digest, Effect, Image, Row, Shape, Source, Target, TargetStep, Template, TemplatePart,
    Transform,
};

use crate::program::Language;

static TABLE: LazyLock<Table> = LazyLock::new(Table::load);

/// All that is known of CDK's API. Read once, on first use.
pub fn table() -> &'static Table {
    &TABLE
}

/// All that is known of CDK's API.
#[derive(Debug)]
pub struct Table {
    modules: module::Modules,
    classes: HashMap<&'static str, Class>,
    l1: l1::Exceptions,
    others: other::Others,
    known: known::Known,
}

impl Table {
    fn load() -> Self {
        let mut classes = class::load();
        shape::load(&mut classes);
        Self { modules: module::load(), classes, l1: l1::load(), others: other::load(), known: known::load() }
    }

    /// The module that an import names as it is written: `aws-cdk-lib/aws-ecs`, `@aws-cdk/aws-ecs`, `monocdk/aws-ecs`,
    /// `aws_cdk.aws_ecs`, `aws_cdk.core`, `constructs`.
    pub fn module(&self, language: Language, written: &str) -> Option<&Module> {
        self.modules.find(language, written)
    }

    /// The module that is a member of another: `aws_ecs` of the root of the package, `mixins` of `aws_s3`.
    pub fn submodule(&self, parent: &Module, language: Language, member: &str) -> Option<&Module> {
        self.modules.member(parent, language, member)
    }

    /// A class, struct or enum of a module that the table knows. Classes of the first level are no entries here.
    pub fn class(&self, module: &Module, name: &str) -> Option<&Class> {
        if module.name.is_empty() { self.classes.get(name) } else { self.named(&format!("{}.{name}", module.name)) }
    }

    /// A class by its full name, such as `aws_ecr.Repository` or `Stack`, as [`Callable::returns`] and [`Class::base`] spell it.
    pub fn named(&self, name: &str) -> Option<&Class> {
        self.classes.get(name)
    }

    /// A class and those it inherits from, itself first.
    pub fn lineage<'t>(&'t self, class: &'t Class) -> impl Iterator<Item = &'t Class> {
        std::iter::successors(Some(class), |class| class.base.and_then(|base| self.named(base)))
    }

    /// A static method, inherited ones too, by the spelling of a language.
    pub fn static_method<'t>(&'t self, class: &'t Class, language: Language, written: &str) -> Option<&'t Callable> {
        self.lineage(class).find_map(|class| find(&class.statics, language, written))
    }

    /// A method, inherited ones too.
    pub fn method<'t>(&'t self, class: &'t Class, language: Language, written: &str) -> Option<&'t Callable> {
        self.lineage(class).find_map(|class| find(&class.methods, language, written))
    }

    /// A property of an object that is read, inherited ones too.
    pub fn attribute<'t>(&'t self, class: &'t Class, language: Language, written: &str) -> Option<&'t Attribute> {
        let of = |class: &'t Class| class.attributes.iter().find(|known| matches(language, written, known.name));
        self.lineage(class).find_map(of)
    }

    /// A member of an enum or a constant of a class. All languages spell them alike.
    pub fn member<'t>(&'t self, class: &'t Class, written: &str) -> Option<&'t Member> {
        self.lineage(class).find_map(|class| class.members.iter().find(|member| member.name == written))
    }

    /// Whether a class is a construct, by what it inherits from.
    pub fn is_construct(&self, class: &Class) -> bool {
        self.lineage(class).any(|class| class.kind == Kind::Construct)
    }

    /// The class that every class of the first level extends: its methods and properties are theirs.
    pub fn first_level(&self) -> Option<&Class> {
        self.classes.values().find(|class| class.kind == Kind::FirstLevel)
    }

    /// The CloudFormation type of a class of the first level: `CfnRepository` of `aws_ecr`.
    pub fn resource_type(&self, module: &Module, class: &str) -> Option<String> {
        self.l1.resource_type(module, class)
    }

    /// Whether a module certainly has a class of the first level; newer ones are not known. Of a class that is looked for
    /// in several modules this tells in which one it is.
    pub fn has_first_level(&self, module: &Module, class: &str) -> bool {
        known::has(&self.known, module, class)
            || (self.l1.lists(module, class) && self.resource_type(module, class).is_some())
    }

    /// The CloudFormation type that a struct nested in a class of the first level belongs to:
    /// `CfnRepository.ImageScanningConfigurationProperty` of `aws_ecr`, also the props `CfnRepositoryProps`.
    pub fn struct_of_type(&self, module: &Module, name: &str) -> Option<String> {
        self.l1.struct_of_type(module, name)
    }

    /// The name of the class of the first level that makes resources of a type: `aws_ecr.CfnRepository`.
    pub fn first_level_class(&self, resource_type: &str) -> Option<String> {
        self.l1.class(&self.modules, resource_type)
    }

    /// Whether a name of a module that is no entry here is that of an options object.
    pub fn is_struct(&self, module: &Module, name: &str) -> bool {
        self.others.is_struct(module.name, name)
    }

    /// jsii's spelling of the name of an argument or a method, of whatever class.
    pub fn jsii_name<'w>(&self, language: Language, written: &'w str) -> Cow<'w, str> {
        self.others.name(language, written)
    }

    /// How a member of the props of a first-level class, at any depth, is called in CloudFormation, and what is in it.
    pub fn property(&self, resource_type: &str, language: Language, written: &str) -> PropertyName {
        self.l1.property(resource_type, language, written)
    }

    /// The struct that a prop of a type takes, where it is known: `ImageScanningConfigurationProperty`, nested in the class.
    pub fn struct_of_property(&self, resource_type: &str, prop: &str) -> Option<String> {
        self.l1.struct_of_property(resource_type, prop)
    }

    /// What a property of a first-level object refers to: `attrArn` is the attribute `Arn`.
    pub fn first_level_attribute(&self, language: Language, written: &str) -> Option<String> {
        l1::attribute(language, written)
    }

    /// What breaks the rules of the first level: a class or type, and the line of the data. In no order.
    pub fn first_level_exceptions(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.l1.all()
    }

    /// All classes, by name.
    pub fn classes(&self) -> Vec<&Class> {
        let mut classes: Vec<&Class> = self.classes.values().collect();
        classes.sort_by_key(|class| class.name);
        classes
    }

    /// All modules in the order of the data.
    pub fn modules(&self) -> &[Module] {
        self.modules.all()
    }
}

fn find<'c>(callables: &'c [Callable], language: Language, written: &str) -> Option<&'c Callable> {
    callables.iter().find(|callable| matches(language, written, callable.name))
}

#[cfg(test)]
mod tests;
