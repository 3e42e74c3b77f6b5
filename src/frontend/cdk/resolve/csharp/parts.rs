//! What the files of a project say together: partial classes, and static members that are assigned elsewhere.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::Machine;
use super::super::val::ObjectId;
use super::ProjectClass;
use crate::program::{Bound, EffectKind, Export, Expr};

impl Machine<'_> {
    /// The part of a partial class that says most: the one with a base or a constructor.
    pub(super) fn primary(&mut self, class: ProjectClass) -> ProjectClass {
        let says_most = |machine: &Self, (file, class, _): ProjectClass| {
            let declaration = machine.program(file).class(class);
            !declaration.bases.is_empty() || declaration.constructor.is_some()
        };
        if says_most(self, class) {
            return class;
        }
        self.parts(class).into_iter().find(|part| says_most(self, *part)).unwrap_or(class)
    }

    /// The other parts of a partial class: classes of its name in other files of its project and namespace.
    pub(in crate::frontend::cdk::resolve) fn parts(&mut self, (file, class, _): ProjectClass) -> Vec<ProjectClass> {
        if !self.is_csharp(file) {
            return Vec::new();
        }
        if let Some(known) = self.parts_of.get(&(file, class)) {
            return known.clone();
        }
        let name = self.program(file).class(class).name.clone();
        let mut parts = Vec::new();
        for other in self.programs.parts(file, &name) {
            let program = self.program(other);
            let exported = program.exports.iter().find_map(|export| match export {
                Export::Value { name: exported, value } if *exported == name => Some(*value),
                _ => None,
            });
            if let Some(Expr::Class(part)) = exported.map(|value| program.expr(value)) {
                parts.push((other, *part, self.module(other)));
            }
        }
        self.parts_of.insert((file, class), parts.clone());
        parts
    }

    /// Gives an instance the fields that the other parts of its class declare.
    pub(in crate::frontend::cdk::resolve) fn set_fields_of_parts(&mut self, object: ObjectId, class: ProjectClass) {
        for (file, part, frame) in self.parts(class) {
            self.made.insert((file, part));
            for field in self.program(file).class(part).fields.iter().filter(|field| !field.is_static) {
                let Some(value) = field.value.filter(|_| !self.object(object).fields.contains_key(&field.name.node))
                else {
                    continue;
                };
                let value = self.eval(frame, value);
                self.object_mut(object).fields.insert(field.name.node.clone(), value);
            }
        }
    }

    /// Whether a static member that is no constant may be assigned somewhere, by its name.
    pub(in crate::frontend::cdk::resolve) fn is_reassigned(&mut self, name: &str) -> bool {
        if self.assigned_members.is_none() {
            self.assigned_members = Some(self.assigned_statics());
        }
        self.assigned_members.as_ref().is_some_and(|assigned| assigned.contains(name))
    }

    fn assigned_statics(&self) -> BTreeSet<Arc<str>> {
        let mut names = BTreeSet::new();
        for file in self.programs.files().filter(|file| self.is_csharp(*file)) {
            let program = self.program(file);
            for effect in &program.effects {
                let EffectKind::Assign { target, .. } = &effect.kind else { continue };
                let Expr::Member { object, name } = program.expr(*target) else { continue };
                let is_local = match program.expr(*object) {
                    Expr::Name { name, scope } => self
                        .programs
                        .lookup(file, name, *scope)
                        .is_some_and(|(_, binding)| !matches!(binding.value, Bound::Class(_) | Bound::Import { .. })),
                    Expr::Call(_) | Expr::Index { .. } => true,
                    _ => false,
                };
                if !is_local {
                    names.insert(name.node.clone());
                }
            }
        }
        names
    }
}
