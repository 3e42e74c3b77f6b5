//! What may be a copy, and what may be written through a pointer: where it is not clear what is meant, nobody knows.

use std::collections::HashSet;
use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, MODULE};
use super::tree::{inside_parentheses, look_through, sign};
use crate::program::{Argument, Bound, Call, EffectKind, Expr, ExprId, Spread};

/// Of which packages the functions take pointers only to say that something may be left out: none writes through them.
const READERS: [&str; 3] = ["/aws-cdk-go/", "/constructs-go/", "github.com/cdklabs/"];

/// How many names of one struct are followed.
const MAX_NAMES: usize = 8;

impl<'s> Lowering<'s> {
    /// A value that is given to somebody else, a copy of what is known to be a struct.
    pub(super) fn copied_value(&mut self, node: Node<'s>) -> ExprId {
        let value = self.expression(node);
        if self.is_pointer(value, 0) {
            return value;
        }
        if !self.is_struct(node) {
            self.note_copy(node);
            return value;
        }
        let span = self.program.span(value);
        let callee = self.named("#copy".into(), MODULE, span);
        let arguments = vec![Argument { name: None, value, spread: Spread::None }];
        self.push(Expr::Call(Call { new: false, callee, arguments }), span)
    }

    pub(super) fn evaluated_copy(&mut self, node: Node<'s>) -> ExprId {
        let value = self.copied_value(node);
        self.effect(EffectKind::Evaluate(value), self.span(node));
        value
    }

    /// Whether an expression is known to be a struct and no pointer to one, and has a name.
    fn is_struct(&mut self, node: Node<'s>) -> bool {
        let node = inside_parentheses(node);
        if node.kind() == "unary_expression" && sign(node) == "*" {
            return true;
        }
        if node.kind() != "identifier" {
            return false;
        }
        let name = self.name(node);
        let Some((scope, binding)) = self.bound(&name) else { return false };
        match &binding.value {
            Bound::Value(value) => self.is_struct_literal(*value),
            Bound::Parameter { .. } => self.own.by_value.contains(&(scope, name)),
            _ => false,
        }
    }

    fn is_struct_literal(&self, value: ExprId) -> bool {
        match self.program.expr(value) {
            Expr::Call(call) if call.new => !self.own.addressed.contains(&value),
            Expr::Call(call) => matches!(self.program.expr(call.callee), Expr::Name { name, .. } if &**name == "#copy"),
            _ => false,
        }
    }

    fn note_copy(&mut self, node: Node<'s>) {
        let node = inside_parentheses(node);
        let is_address = node.kind() == "unary_expression" && sign(node) == "&";
        if let Some(chain) = self.chain(node).filter(|_| !is_address) {
            self.own.copied.insert((self.place.function, chain));
        }
    }

    /// Sets of members of what may be a copy, or may have been copied, become sets of something unknown.
    pub(super) fn doubt_copies(&mut self) {
        let reassigned = self.assigned_from_elsewhere();
        for number in 0..self.program.effects.len() {
            let effect = &self.program.effects[number];
            let EffectKind::Assign { target, .. } = effect.kind else { continue };
            let (function, span) = (self.program.scope(effect.scope).function, effect.span);
            let Expr::Member { object, .. } = *self.program.expr(target) else { continue };
            let chain = &self.source()[self.program.span(object).range()];
            if !self.own.copied.contains(&(function, chain)) && self.is_itself(object, &reassigned) {
                continue;
            }
            let value = self.push(Expr::Unknown, span);
            self.program.effects[number].kind = EffectKind::Assign { target, value };
        }
    }

    /// Whether an expression is the struct itself that somebody meant to change, and no copy.
    fn is_itself(&self, object: ExprId, reassigned: &HashSet<Arc<str>>) -> bool {
        match self.program.expr(object) {
            // What is in a copy may still be in the original too.
            Expr::Member { object, .. } => self.is_itself(*object, reassigned) && !self.is_copy(*object),
            Expr::Name { name, scope } => {
                let Some((found, binding)) = self.program.lookup(name, *scope) else { return false };
                !self.own.by_value.contains(&(found, name.clone()))
                    && !reassigned.contains(name)
                    && self.is_made_here(&binding.value)
            }
            Expr::This { .. } => true,
            _ => false,
        }
    }

    /// Whether an expression is a name for a pointer: all of its names are names of the same struct.
    fn is_pointer(&self, value: ExprId, depth: usize) -> bool {
        let Expr::Name { name, scope } = self.program.expr(value) else { return false };
        let Some((found, binding)) = self.program.lookup(name, *scope) else { return false };
        match &binding.value {
            _ if self.own.pointers.contains(&(found, name.clone())) => true,
            Bound::Value(value) => {
                self.own.addressed.contains(value) || depth < MAX_NAMES && self.is_pointer(*value, depth + 1)
            }
            _ => false,
        }
    }

    /// Whether an expression is a name for a copy.
    fn is_copy(&self, object: ExprId) -> bool {
        let Expr::Name { name, scope } = self.program.expr(object) else { return false };
        let bound = self.program.lookup(name, *scope).map(|(_, binding)| &binding.value);
        matches!(bound, Some(Bound::Value(value)) if matches!(self.program.expr(*value), Expr::Call(call) if !call.new))
    }

    fn is_made_here(&self, bound: &Bound) -> bool {
        match bound {
            Bound::Value(value) => self.is_made(*value) || self.is_pointer(*value, 0),
            Bound::Parameter { .. } | Bound::Part { .. } => true,
            _ => false,
        }
    }

    fn is_made(&self, value: ExprId) -> bool {
        matches!(self.program.expr(value), Expr::Call(_) | Expr::This { .. })
    }

    /// The names that are assigned something that has another name already, in whatever scope.
    fn assigned_from_elsewhere(&self) -> HashSet<Arc<str>> {
        let others = self.assignments.iter().filter(|assigned| !self.is_made(assigned.value));
        others.map(|assigned| assigned.name.clone()).collect()
    }

    /// `list[i].member = …` sets a member of one of several.
    pub(super) fn doubt_element(&mut self, target: Node<'s>) {
        let mut inner = target;
        while inner.kind() == "selector_expression" {
            let Some(operand) = inner.child_by_field_name("operand") else { return };
            inner = look_through(operand);
            if inner.kind() == "index_expression"
                && let Some(list) = inner.child_by_field_name("operand")
            {
                let list = self.expression(list);
                return self.open(list, self.span(target));
            }
        }
    }

    /// `*x = …`
    pub(super) fn replace(&mut self, target: Node<'s>) {
        let place = look_through(target);
        let object = self.expression(place);
        self.open(object, self.span(target));
        if place.kind() == "identifier" {
            let (name, value) = (self.name(place), self.unknown(target));
            self.assign_name(name, value, false);
        }
    }

    /// What is handed over by its address may be something else behind the call.
    pub(super) fn lend(&mut self, call: Node<'s>, argument: Node<'s>) {
        let argument = inside_parentheses(argument);
        if argument.kind() != "unary_expression" || sign(argument) != "&" || !self.may_write(call) {
            return;
        }
        let Some(name) = argument.child_by_field_name("operand").filter(|operand| operand.kind() == "identifier")
        else {
            return;
        };
        let (text, unknown) = (self.name(name), self.push(Expr::Unknown, self.span(call)));
        // A struct is known by itself, wherever it is handed.
        let is_struct = match self.bound(&text).map(|(_, binding)| &binding.value) {
            Some(Bound::Value(value)) => {
                matches!(self.program.expr(*value), Expr::Call(call) if call.new) && self.bound(&text).is_some()
            }
            _ => false,
        };
        if !is_struct {
            self.assign_name(text, unknown, false);
        }
    }

    /// Whether what is called may write through pointers: a function of a package that nobody knows, or a method.
    fn may_write(&mut self, call: Node<'s>) -> bool {
        let Some(function) = call.child_by_field_name("function").map(inside_parentheses) else { return true };
        if function.kind() == "identifier" {
            return false;
        }
        let Some(root) = self.root_name(function) else { return true };
        match self.bound(&root).map(|(_, binding)| &binding.value) {
            Some(Bound::Import { import, .. }) => {
                let module = &self.program.imports[*import as usize].module;
                !READERS.iter().any(|reader| module.contains(reader))
            }
            _ => true,
        }
    }
}
