//! What an aspect or a mixin of the project may change, as far as its methods name it.

use super::super::Machine;
use super::super::aspect::{Touches, is_escape};
use super::VISITS;
use crate::program::{Call, Expr, Program};
use crate::source::FileId;

impl Machine<'_> {
    /// What the methods of a struct set; `None` where they set nothing.
    pub(in crate::frontend::cdk::resolve) fn go_touches(
        &self,
        file: FileId,
        class: crate::program::ClassId,
    ) -> Option<Touches> {
        let program = self.program(file);
        let methods: Vec<_> = program.functions.iter().filter(|function| function.class == Some(class)).collect();
        // Methods may stand in another file.
        let is_elsewhere = !methods.iter().any(|method| VISITS.contains(&&*method.name));
        let mut touches = Touches { anything: is_elsewhere, ..Touches::default() };
        for expression in &program.expressions {
            let is_within =
                |span: crate::source::Span| span.start <= expression.span.start && expression.span.end <= span.end;
            let Expr::Call(call) = &expression.node else { continue };
            if methods.iter().any(|method| is_within(method.span)) {
                note(program, call, &mut touches);
            }
        }
        (touches.anything || !touches.properties.is_empty()).then_some(touches)
    }
}

/// Notes what a call sets: `resource.SetTags(…)`, `resource.AddPropertyOverride(jsii.String("Tags"), …)`.
fn note(program: &Program, call: &Call, touches: &mut Touches) {
    let Expr::Member { name, .. } = program.expr(call.callee) else { return };
    if let (Some(property), [_]) = (name.node.strip_prefix("Set"), call.arguments.as_slice()) {
        return touches.properties.push(property.into());
    }
    if !is_escape(&name.node) {
        return;
    }
    let path = call.arguments.first().and_then(|path| match program.expr(path.value) {
        Expr::Text(path) => Some(path),
        Expr::Call(pointer) => match program.expr(pointer.arguments.first()?.value) {
            Expr::Text(path) => Some(path),
            _ => None,
        },
        _ => None,
    });
    match path {
        Some(path) => {
            let path = path.strip_prefix("Properties.").unwrap_or(path);
            touches.properties.push(path.split('.').next().unwrap_or(path).into());
        }
        None => touches.anything = true,
    }
}
