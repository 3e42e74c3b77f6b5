//! Where a template's resources use each other, and what they use from elsewhere.
//!
//! This reads what is written, in all branches: a use says which conditions it hangs on.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::intrinsics::{Alone, Call, Interpreter, function, sub_names};
use super::template::{Declaration, Template, substitute};
use crate::model::{How, Step, Use, UseTarget};
use crate::syntax::{Kind, Node};
use crate::value::{Reference, Target, shape};

/// How deep properties are followed; real ones stay below 30.
const MAX_DEPTH: usize = 200;
/// How many uses one template may have.
const MAX_USES: usize = 200_000;

/// Every use in the properties of the template's resources, in written order.
pub(super) fn uses(template: &Template<'_>) -> Vec<Use> {
    walk(template, false)
}

/// The same, but only those that exist in every world and may be of what stands in another file.
pub(super) fn uses_of_others(template: &Template<'_>) -> Vec<Use> {
    walk(template, true)
}

fn walk(template: &Template<'_>, of_others: bool) -> Vec<Use> {
    let mut walk = Walk { template, of_others, uses: Vec::new(), met: 0, path: Vec::new(), conditions: Vec::new() };
    for declaration in &template.resources {
        let Some(properties) = declaration.body.get("Properties") else { continue };
        walk.conditions.clear();
        walk.conditions.extend(declaration.condition.map(|name| (Arc::from(name), true)));
        walk.node(declaration, properties);
    }
    walk.uses
}

struct Walk<'a, 't> {
    template: &'a Template<'t>,
    of_others: bool,
    uses: Vec<Use>,
    /// How many uses there were, those that are not wanted too.
    met: usize,
    path: Vec<Passed<'t>>,
    conditions: Vec<(Arc<str>, bool)>,
}

/// A step on the way to where the walk is. Few of them become a part of anything.
enum Passed<'t> {
    Key(Cow<'t, str>),
    Index(usize),
}

impl<'t> Passed<'t> {
    fn key(key: &'t str, owner: &Declaration<'t>) -> Self {
        let is_plain = owner.bindings.is_empty();
        Self::Key(if is_plain { key.into() } else { substitute(key, &owner.bindings).to_string().into() })
    }
}

impl From<&Passed<'_>> for Step {
    fn from(passed: &Passed<'_>) -> Self {
        match passed {
            Passed::Key(key) => Self::Key(key.as_ref().into()),
            Passed::Index(index) => Self::Index(*index),
        }
    }
}

impl<'t> Walk<'_, 't> {
    fn node(&mut self, owner: &Declaration<'t>, node: Node<'t>) {
        if self.path.len() + self.conditions.len() > MAX_DEPTH || self.met > MAX_USES {
            return;
        }
        match function(node) {
            Some(call) => self.function(owner, call),
            None => self.plain(owner, node),
        }
    }

    /// A node by its own structure, whatever tag it carries.
    fn plain(&mut self, owner: &Declaration<'t>, node: Node<'t>) {
        match node.kind() {
            Kind::Scalar => self.literal(owner, node),
            Kind::Sequence => self.items(owner, node),
            Kind::Mapping => {
                for (key, value) in node.entries() {
                    let Some(key) = key.text() else { continue };
                    self.path.push(Passed::key(key, owner));
                    self.node(owner, value);
                    self.path.pop();
                }
            }
            Kind::Alias => {}
        }
    }

    fn items(&mut self, owner: &Declaration<'t>, node: Node<'t>) {
        for (index, item) in node.items().enumerate() {
            self.path.push(Passed::Index(index));
            self.node(owner, item);
            self.path.pop();
        }
    }

    fn function(&mut self, owner: &Declaration<'t>, call: Call<'t>) {
        let Call { site, argument, .. } = call;
        match call.name {
            "Ref" => {
                if let Some(name) = argument.text() {
                    self.named(owner, site, How::Ref, name);
                }
            }
            "GetAtt" => {
                let parts: Vec<&str> = argument.items().filter_map(Node::text).collect();
                let path = argument.text().map_or_else(|| parts.join("."), str::to_owned);
                self.attribute(owner, site, How::GetAtt, &path);
            }
            "Sub" => self.sub(owner, call),
            "ImportValue" => {
                let mut interpreter = Interpreter::new(self.template, None, &Alone);
                interpreter.bind(owner.bindings.clone());
                if let Some(name) = interpreter.argument(call).as_ref().and_then(shape) {
                    let reference = Reference { target: Target::Import(name), attribute: None };
                    self.push(owner, site, How::Import, UseTarget::Reference(reference));
                }
            }
            "If" => self.branches(owner, call),
            // The arguments of other functions are no properties, but what they refer to is used here.
            _ => self.arguments(owner, call),
        }
    }

    fn arguments(&mut self, owner: &Declaration<'t>, call: Call<'t>) {
        let mut waiting = call.parts().unwrap_or_default();
        if waiting.is_empty() && !call.short {
            waiting.push(call.argument);
        }
        while let Some(node) = waiting.pop() {
            if function(node).is_some() {
                self.node(owner, node);
            } else {
                waiting.extend(node.items());
                waiting.extend(node.entries().map(|(_, value)| value));
            }
        }
        if call.short && call.argument.kind() == Kind::Mapping {
            self.plain(owner, call.argument);
        }
    }

    fn branches(&mut self, owner: &Declaration<'t>, call: Call<'t>) {
        let parts = call.parts().unwrap_or_default();
        let [condition, then, otherwise] = parts.as_slice() else { return };
        let Some(name) = condition.text() else { return };
        for (branch, truth) in [(then, true), (otherwise, false)] {
            self.conditions.push((name.into(), truth));
            self.node(owner, *branch);
            self.conditions.pop();
        }
    }

    fn sub(&mut self, owner: &Declaration<'t>, call: Call<'t>) {
        let parts = call.parts().unwrap_or_default();
        let template = parts.first().copied().unwrap_or(call.argument);
        let site = call.site;
        let variables = parts.get(1).copied();
        // A variable may hold another text that has one twice: each is followed once.
        let mut followed = BTreeSet::new();
        for name in template.text().map(sub_names).unwrap_or_default() {
            if let Some(variable) = variables.and_then(|variables| variables.get(name)) {
                if followed.insert(name) {
                    self.node(owner, variable);
                }
            } else if name.contains('.') {
                self.attribute(owner, site, How::Sub, name);
            } else {
                self.named(owner, site, How::Sub, name);
            }
        }
    }

    fn named(&mut self, owner: &Declaration<'t>, site: Node<'t>, how: How, name: &str) {
        if name.starts_with("AWS::") {
            return;
        }
        let (how, target) = if self.template.parameter(name).is_some() {
            (How::Parameter, Target::Parameter(name.into()))
        } else {
            (how, Target::Resource { file: self.template.file, id: substitute(name, &owner.bindings) })
        };
        self.push(owner, site, how, UseTarget::Reference(Reference { target, attribute: None }));
    }

    fn attribute(&mut self, owner: &Declaration<'t>, site: Node<'t>, how: How, path: &str) {
        let Some((id, attribute)) = path.split_once('.') else { return };
        let reference = if let Some(output) = attribute.strip_prefix("Outputs.") {
            Reference { target: Target::Output { stack: id.into(), name: output.into() }, attribute: None }
        } else {
            let target = Target::Resource { file: self.template.file, id: substitute(id, &owner.bindings) };
            Reference { target, attribute: Some(attribute.into()) }
        };
        let how = if attribute.starts_with("Outputs.") { How::Output } else { how };
        self.push(owner, site, how, UseTarget::Reference(reference));
    }

    /// A physical name written out where another resource is meant.
    fn literal(&mut self, owner: &Declaration<'t>, node: Node<'t>) {
        let Some(Passed::Key(key)) = self.path.last() else { return };
        let names = key.ends_with("Bucket")
            || key.ends_with("BucketName")
            || matches!(key.as_ref(), "Location" | "RepositoryName");
        let own = self.path.len() == 1 && matches!(owner.resource_type, "AWS::S3::Bucket" | "AWS::ECR::Repository");
        if let Some(text) = node.text().filter(|text| names && !own && !text.is_empty() && !text.contains("{{")) {
            self.push(owner, node, How::Name, UseTarget::Name(substitute(text, &owner.bindings)));
        }
    }

    fn push(&mut self, owner: &Declaration<'t>, site: Node<'t>, how: How, target: UseTarget) {
        self.met += 1;
        if self.of_others && !(self.conditions.is_empty() && may_be_elsewhere(&target)) {
            return;
        }
        self.uses.push(Use {
            owner: owner.id.clone(),
            owner_type: owner.resource_type.into(),
            path: self.path.iter().map(Step::from).collect(),
            at: self.template.place(site),
            how,
            target,
            conditions: self.conditions.as_slice().into(),
        });
    }
}

/// Whether what is used may stand in another file.
fn may_be_elsewhere(target: &UseTarget) -> bool {
    match target {
        UseTarget::Name(_) => true,
        UseTarget::Reference(reference) => !matches!(reference.target, Target::Resource { .. }),
    }
}
