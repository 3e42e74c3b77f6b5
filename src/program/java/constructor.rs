//! Constructors: those that are declared, that of a record, and what they begin with.

use tree_sitter::Node;

use super::class::{compact_body, declared_constructors, parameters};
use super::function::Header;
use super::lowering::Lowering;
use super::tree::{child, children};
use crate::program::{Argument, Call, ClassId, EffectKind, Expr, Spread};
use crate::source::Span;

impl Lowering<'_> {
    /// The constructors of a class: the one with the most parameters, and the others among the methods.
    pub(super) fn constructors(&mut self, node: Node<'_>, members: &[Node<'_>], class: ClassId) {
        let mut ids = Vec::new();
        if node.kind() == "record_declaration" && !has_canonical(node, members) {
            ids.push(self.record_constructor(node, members, class));
        }
        for constructor in declared_constructors(members) {
            let name = constructor.child_by_field_name("name").map(|name| self.name(name)).unwrap_or_default();
            let header = Header { name, class: Some(class), is_static: false, is_constructor: true };
            ids.push(self.function_with(constructor, header, |this| {
                this.parameters(&parameters(constructor));
                if let Some(body) = constructor.child_by_field_name("body") {
                    this.constructor_body(body, constructor, class);
                }
            }));
        }
        let most = ids.iter().copied().max_by_key(|id| self.program.function(*id).parameters.len());
        let declared = &mut self.program.classes[class.0 as usize];
        declared.constructor = most;
        declared.methods.extend(ids.into_iter().filter(|id| Some(*id) != most));
    }

    /// The constructor that a record has without a word: every parameter is a field.
    fn record_constructor(
        &mut self,
        node: Node<'_>,
        members: &[Node<'_>],
        class: ClassId,
    ) -> crate::program::FunctionId {
        let name = self.program.class(class).name.clone();
        let header = Header { name, class: Some(class), is_static: false, is_constructor: true };
        self.function_with(node, header, |this| {
            let parameters = parameters(node);
            this.parameters(&parameters);
            let compact = compact_body(members);
            if let Some(body) = compact {
                this.block(body);
            }
            // Behind what the compact constructor makes of them.
            let end = Span::at(this.span(node).end as usize);
            for parameter in parameters {
                let Some(name) = parameter_name(parameter) else { continue };
                let field = this.spanned_name(name);
                let read_at = if compact.is_some() { end } else { field.span };
                let value = this.named(field.node.clone(), this.place.scope, read_at);
                let object = this.push(Expr::This { class }, Span::at(field.span.start as usize));
                let target = this.push(Expr::Member { object, name: field.clone() }, field.span);
                this.effect(EffectKind::Assign { target, value }, end);
            }
        })
    }

    fn constructor_body(&mut self, body: Node<'_>, constructor: Node<'_>, class: ClassId) {
        if !children(body).iter().any(|statement| statement.kind() == "explicit_constructor_invocation")
            && !self.program.class(class).bases.is_empty()
        {
            let is_broken = !self.gaps_in(body).is_empty() || child(body, "ERROR").is_some();
            self.implicit_super(constructor, class, is_broken);
        }
        self.block(body);
    }

    /// Without a word the constructor of the base class is called first, and without arguments. In a broken body
    /// nobody knows whether and how it is called.
    fn implicit_super(&mut self, constructor: Node<'_>, class: ClassId, is_broken: bool) {
        let at = constructor.child_by_field_name("name").unwrap_or(constructor);
        let span = self.span(at);
        let mut arguments = Vec::new();
        if is_broken {
            arguments.push(Argument { name: None, value: self.push(Expr::Unknown, span), spread: Spread::List });
        }
        let callee = self.push(Expr::Super { class }, span);
        let call = self.push(Expr::Call(Call { new: false, callee, arguments }), span);
        self.effect(EffectKind::Evaluate(call), span);
    }

    /// `this(…)`, `super(…)`
    pub(super) fn explicit_constructor(&mut self, node: Node<'_>) {
        let Some(class) = self.place.class else { return };
        let Some(constructor) = node.child_by_field_name("constructor") else { return };
        let is_super = constructor.kind() == "super";
        let callee = if is_super { Expr::Super { class } } else { Expr::This { class } };
        let callee = self.push(callee, self.span(constructor));
        let arguments = node.child_by_field_name("arguments").map(|it| self.arguments(it)).unwrap_or_default();
        let call = self.push(Expr::Call(Call { new: false, callee, arguments }), self.span(node));
        self.effect(EffectKind::Evaluate(call), self.span(node));
    }
}

/// Whether a record spells its constructor out, with all parameters.
fn has_canonical(node: Node<'_>, members: &[Node<'_>]) -> bool {
    let all = parameters(node).len();
    declared_constructors(members).iter().any(|constructor| parameters(*constructor).len() == all)
}

fn parameter_name(parameter: Node<'_>) -> Option<Node<'_>> {
    parameter
        .child_by_field_name("name")
        .or_else(|| child(parameter, "variable_declarator")?.child_by_field_name("name"))
}
