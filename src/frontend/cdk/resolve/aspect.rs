//! What an aspect of the project may change, as far as its body names it.

use std::sync::Arc;

use super::super::table::Meaning;
use super::ChangeKind;
use super::Machine;
use super::val::{ApiClass, How, Made, ObjectId, What};
use crate::program::{EffectKind, Expr, ScopeId};

/// How many aspects and mixins are looked through.
const MAX_ASPECTS: usize = 256;

/// What an aspect names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Touches {
    /// The types of resources; none at all stands for every one.
    pub types: Vec<Arc<str>>,
    /// The properties that it sets, as they are written.
    pub properties: Vec<Arc<str>>,
    /// Whether it does something whose effect cannot be told.
    pub anything: bool,
}

impl Machine<'_> {
    /// What an aspect, an instance of a class of the project, changes; `None` where it changes nothing.
    pub(crate) fn touches(&self, aspect: ObjectId) -> Option<&Touches> {
        self.aspects.get(&aspect)
    }

    /// Looks through the bodies of all aspects that are added somewhere.
    pub(super) fn look_through_aspects(&mut self) {
        let on_objects =
            self.objects.iter().flat_map(|object| &object.changes).filter_map(|change| match &change.kind {
                ChangeKind::Call { made, .. } => Some(made),
                ChangeKind::Assign { .. } | ChangeKind::Open(_) => None,
            });
        let calls = self.events.iter().map(|event| &event.made).chain(on_objects);
        let added: Vec<ObjectId> = calls.filter(|made| applies(made)).flat_map(given).collect();
        for aspect in added.into_iter().take(MAX_ASPECTS) {
            if let Some(touches) = self.look_through(aspect) {
                self.aspects.insert(aspect, touches);
            }
        }
    }

    fn look_through(&mut self, aspect: ObjectId) -> Option<Touches> {
        let (file, class, frame) = self.object(aspect).class?;
        if self.is_go(file) {
            return self.go_touches(file, class);
        }
        let program = self.program(file);
        let mut touches = Touches::default();
        for effect in &program.effects {
            if !self.is_in_class(file, effect.scope, class) {
                continue;
            }
            let EffectKind::Assign { target, .. } = &effect.kind else { continue };
            if let Expr::Member { object, name } = program.expr(*target)
                && !matches!(program.expr(*object), Expr::This { .. })
            {
                touches.properties.push(name.node.clone());
            }
        }
        let span = program.class(class).span;
        for (expression, number) in program.expressions.iter().zip(0..) {
            if expression.span.start < span.start || expression.span.end > span.end {
                continue;
            }
            match &expression.node {
                Expr::Member { name, .. } if name.node.starts_with("Cfn") => {
                    if let What::ApiClass(ApiClass::Resource(found)) =
                        self.eval(frame, crate::program::ExprId(number)).what
                    {
                        touches.types.push(found);
                    }
                }
                Expr::Name { name, .. } if name.starts_with("Cfn") => {
                    if let What::ApiClass(ApiClass::Resource(found)) =
                        self.eval(frame, crate::program::ExprId(number)).what
                    {
                        touches.types.push(found);
                    }
                }
                Expr::Call(call) => {
                    let Expr::Member { name, .. } = program.expr(call.callee) else { continue };
                    let first = call.arguments.first().map(|argument| program.expr(argument.value));
                    if let Some(property) = super::java::setter(&name.node).filter(|_| self.is_java(frame)) {
                        touches.properties.push(property);
                    }
                    match (is_escape(&name.node), first) {
                        (true, Some(Expr::Text(path))) => {
                            let path = path.strip_prefix("Properties.").unwrap_or(path);
                            touches.properties.push(path.split('.').next().unwrap_or(path).into());
                        }
                        (true, _) => touches.anything = true,
                        (false, _) => {}
                    }
                }
                _ => {}
            }
        }
        (touches.anything || !touches.properties.is_empty()).then_some(touches)
    }

    fn is_in_class(&self, file: crate::source::FileId, scope: ScopeId, class: crate::program::ClassId) -> bool {
        let program = self.program(file);
        let mut next = Some(scope);
        while let Some(scope) = next {
            if program.scope(scope).class == Some(class) {
                return true;
            }
            next = program.scope(scope).parent;
        }
        false
    }
}

/// Whether a call applies aspects or mixins to something.
fn applies(made: &Made) -> bool {
    let How::Method { method: Some(method), .. } = &made.how else { return false };
    matches!(&method.meaning, Meaning::Keyword { keyword: "add-aspect" | "apply-mixins" | "mixins", .. })
}

/// The objects among the arguments of a call.
fn given(made: &Made) -> impl Iterator<Item = ObjectId> {
    made.arguments.positional.iter().filter_map(|value| match value.what {
        What::Object(object) => Some(object),
        _ => None,
    })
}

/// Whether a method writes where its name does not tell: an escape hatch, or anything that adds.
pub(super) fn is_escape(name: &str) -> bool {
    let name = name.replace('_', "").to_ascii_lowercase();
    name.starts_with("add") && (name.ends_with("override") || name.ends_with("rule"))
        || name == "with"
        || name == "apply"
}
