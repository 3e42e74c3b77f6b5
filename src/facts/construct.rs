//! Calls of CDK's API as facts.

use std::borrow::Cow;

use schemars::JsonSchema;

use super::{Fact, Paths};
use crate::model::Construct;

/// A call of CDK's API: of a constructor, a factory or a method. Names are jsii's, which are TypeScript's, whatever the
/// language of the program. Calls of what is not followed are not listed.
#[derive(Debug, serde::Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ConstructFacts<'f> {
    /// Module, class and, but for a constructor, the static or other method: `aws_ecr.Repository`,
    /// `aws_ecs.ContainerImage.fromRegistry`, `aws_ecr.CfnRepository`, `aws_ecr.Repository.applyRemovalPolicy`. What
    /// stands in the root of the package has no module: `Stack`.
    pub api: Cow<'f, str>,
    /// The path of the construct that the call gives, `ServiceStack/Repo`; null where it gives none.
    pub id: Option<Cow<'f, str>>,
    /// The path of the construct that it is given as its scope, or else of the one in whose code the call is written.
    pub scope: Option<Cow<'f, str>>,
    /// The path of the construct whose method is called.
    pub receiver: Option<Cow<'f, str>>,
    /// By name: the arguments but scope and id and, beside them, the members of the options object that the call takes,
    /// as Python has it. `$unknown` beside them says that there may be others. What CDK's API gives is an object: `{"api":
    /// "RemovalPolicy.DESTROY"}` for a constant, with `arguments` besides for the result of a call. A construct is a
    /// reference.
    pub arguments: Fact<'f>,
}

impl<'f> ConstructFacts<'f> {
    pub fn new(construct: &'f Construct, paths: Paths<'f>) -> Self {
        let text = |text: &'f Option<std::sync::Arc<str>>| text.as_deref().map(Cow::Borrowed);
        Self {
            api: Cow::Borrowed(&construct.api),
            id: text(&construct.id),
            scope: text(&construct.scope),
            receiver: text(&construct.receiver),
            arguments: Fact::new(Some(&construct.arguments), paths),
        }
    }
}
