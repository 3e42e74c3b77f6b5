//! CDK's API as Go spells it: `awsecr.NewRepository`, `awsecr.Repository_FromRepositoryName`, `repo.RepositoryUri()`.

use std::sync::Arc;

use super::super::super::table::{Kind, Module, table};
use super::super::effect::root;
use super::super::val::{ApiClass, Arguments, Member, Val, What};
use super::super::{ChangeKind, Machine, api};
use crate::program::Language;
use crate::source::Location;

/// Behind the names of constructors that are called on what embeds them.
const OVERRIDE: &str = "_Override";

impl Machine<'_> {
    /// A member of a package of CDK's API.
    pub(in crate::frontend::cdk::resolve) fn go_member(module: &'static Module, name: &str, at: Location) -> Val {
        let is_class = |name: &&str| name.starts_with(|first: char| first.is_ascii_uppercase());
        if name.ends_with(OVERRIDE) {
            return Val::unknown(format!("{name} is not followed"), at);
        }
        if let Some(class) = name.strip_prefix("New").filter(is_class) {
            return Val::new(What::ApiClass(constructed(module, class)), at);
        }
        if let Some((class, member)) = name.split_once('_') {
            if table().struct_of_type(module, &format!("{class}.{member}")).is_some() {
                return Val::new(What::ApiClass(ApiClass::Properties), at);
            }
            return match table().class(module, class) {
                Some(class) => Val::new(What::Static { class, member: member.into() }, at),
                None => Val::unknown(format!("{name} is not in the table of CDK's API"), at),
            };
        }
        match table().class(module, name) {
            Some(class) if class.kind == Kind::Struct => Val::new(What::ApiClass(ApiClass::Known(class)), at),
            // An interface: nobody makes one by its name.
            Some(_) => Val::unknown(format!("{name} is a type"), at),
            None if table().struct_of_type(module, name).is_some() => {
                Val::new(What::ApiClass(ApiClass::Properties), at)
            }
            None if table().resource_type(module, name).is_some() => Val::unknown(format!("{name} is a type"), at),
            None => Val::new(What::ApiClass(other(module, name)), at),
        }
    }

    /// A property that is read or set by a method: `repo.RepositoryName()`, `resource.SetTags(…)`.
    pub(in crate::frontend::cdk::resolve) fn go_property(
        &mut self,
        member: &Member,
        arguments: &Arguments,
        at: Location,
    ) -> Option<Val> {
        if self.is_go_method(member) {
            return None;
        }
        match arguments.positional.as_slice() {
            [] if arguments.open.is_none() => Some(Val::new(What::Member(Arc::new(member.clone())), at)),
            [value] if arguments.open.is_none() => self.set_property(member, value, at),
            _ => None,
        }
    }

    fn set_property(&mut self, member: &Member, value: &Val, at: Location) -> Option<Val> {
        let name = member.name.strip_prefix("Set")?;
        let (object, mut path) = root(&member.object)?;
        path.push(Arc::from(name));
        self.change(object, ChangeKind::Assign { path, value: value.clone() }, at);
        Some(Val::absent(at))
    }

    fn is_go_method(&self, member: &Member) -> bool {
        let class = match api::class_of(self, &member.object) {
            Some(ApiClass::Known(class)) => Some(class),
            Some(ApiClass::Resource(_)) | None => table().named("CfnResource"),
            Some(ApiClass::Properties | ApiClass::Other(_)) => None,
        };
        class.is_some_and(|class| api::method(class, Language::Go, &member.name).is_some())
    }

    /// A static property, which is read by a function: `awscdk.Aws_ACCOUNT_ID()`.
    pub(in crate::frontend::cdk::resolve) fn go_static(
        class: &'static super::super::super::table::Class,
        member: &Arc<str>,
        arguments: &Arguments,
        at: Location,
    ) -> Option<Val> {
        let is_property = arguments.positional.is_empty()
            && arguments.open.is_none()
            && table().static_method(class, Language::Go, member).is_none();
        is_property.then(|| Val::new(What::Static { class, member: member.clone() }, at))
    }
}

impl Val {
    /// Whether a name is known to be one of CDK's API.
    pub(in crate::frontend::cdk::resolve) fn is_of_api(&self) -> bool {
        matches!(
            self.what,
            What::Static { .. } | What::ApiClass(ApiClass::Known(_) | ApiClass::Resource(_) | ApiClass::Properties)
        )
    }
}

/// What a constructor makes.
fn constructed(module: &'static Module, class: &str) -> ApiClass {
    if let Some(class) = table().class(module, class) {
        return ApiClass::Known(class);
    }
    match table().resource_type(module, class) {
        Some(resource_type) => ApiClass::Resource(resource_type.into()),
        None => other(module, class),
    }
}

/// A class that the table says nothing about.
fn other(module: &Module, class: &str) -> ApiClass {
    let dot = if module.name.is_empty() { "" } else { "." };
    ApiClass::Other(format!("{}{dot}{class}", module.name).into())
}
