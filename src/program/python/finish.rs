//! What only the whole module shows: which name is `self`, how often names are assigned, what is exported.

use std::collections::HashMap;
use std::sync::Arc;

use super::Lowering;
use super::names::{Named, Write};
use crate::program::{
    Binding, Bound, Call, ClassId, EffectKind, Export, Expr, ExprId, Field, Program, Property, Scope, ScopeId, Spread,
};
use crate::source::Span;

/// The classes of the module `enum` that make enums of those that derive from them.
const ENUMS: [&str; 6] = ["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum"];

impl Lowering<'_> {
    pub(super) fn finish(mut self) -> Program {
        self.mean_names();
        self.mean_builtins();
        self.mark_enums();
        self.fields_of_constructors();
        self.exports();
        self.bindings();
        self.program.errors.sort_by_key(|problem| problem.span);
        self.program
    }

    /// Names that are `self` or a class are so; a name that means something else by the time that a function is
    /// called is unknown in it.
    fn mean_names(&mut self) {
        for number in 0..self.program.expressions.len() {
            let Expr::Name { name, scope } = &self.program.expressions[number].node else { continue };
            let Some(named) = self.resolve(name, *scope) else { continue };
            let named = &self.names.all[named];
            let function = |scope: ScopeId| self.program.scope(scope).function;
            let meaning = match named.writes.as_slice() {
                [Write::Instance(class)] => Expr::This { class: *class },
                [Write::Class(class)] => Expr::Class(*class),
                _ if named.superseded && function(*scope) != function(named.scope) => Expr::Unknown,
                _ => continue,
            };
            self.program.expressions[number].node = meaning;
        }
    }

    /// `super()` and `dict(…)`, where nobody has taken these names, and `typing.cast(type, value)`.
    fn mean_builtins(&mut self) {
        for number in 0..self.program.expressions.len() {
            let Expr::Call(call) = &self.program.expressions[number].node else { continue };
            let meaning = match self.program.expr(call.callee) {
                _ if self.is_imported(call.callee, "typing", &["cast"]) => self.cast(call),
                Expr::Name { name, scope } if self.resolve(name, *scope).is_none() => match &**name {
                    "super" => self.program.scope(*scope).class.map(|class| Expr::Super { class }),
                    "dict" => dictionary(call),
                    _ => None,
                },
                _ => None,
            };
            if let Some(meaning) = meaning {
                self.program.expressions[number].node = meaning;
            }
        }
    }

    fn mark_enums(&mut self) {
        for number in 0..self.program.classes.len() {
            let is_enum = self.program.classes[number].bases.iter().any(|base| self.is_enum(*base));
            self.program.classes[number].is_enum = is_enum;
        }
    }

    /// Whether a class that derives from this is an enum; a base of this file stands before it.
    fn is_enum(&self, base: ExprId) -> bool {
        if self.is_imported(base, "enum", &ENUMS) {
            return true;
        }
        let Expr::Name { name, scope } = self.program.expr(base) else { return false };
        let named = self.resolve(name, *scope).map(|named| self.names.all[named].writes.as_slice());
        matches!(named, Some([Write::Bound(Bound::Class(class))]) if self.program.class(*class).is_enum)
    }

    /// Whether an expression is one of some names of a module, as imports show.
    fn is_imported(&self, expr: ExprId, module: &str, names: &[&str]) -> bool {
        let (name, scope, member) = match self.program.expr(expr) {
            Expr::Name { name, scope } => (name, scope, None),
            Expr::Member { object, name: member } => match self.program.expr(*object) {
                Expr::Name { name, scope } => (name, scope, Some(&*member.node)),
                _ => return false,
            },
            _ => return false,
        };
        let Some(binding) = self.resolve(name, *scope) else { return false };
        let [Write::Bound(Bound::Import { import, name })] = self.names.all[binding].writes.as_slice() else {
            return false;
        };
        let imported = match (name, member) {
            (Some(name), None) => &**name,
            (None, Some(member)) => member,
            _ => return false,
        };
        &*self.program.imports[*import as usize].module == module && names.contains(&imported)
    }

    fn cast(&self, call: &Call) -> Option<Expr> {
        let [_, value] = call.arguments.as_slice() else { return None };
        Some(self.program.expr(value.value).clone())
    }

    /// `self.x = value` once in all of the file, and that always in the constructor, is a field.
    fn fields_of_constructors(&mut self) {
        let mut times: HashMap<(ClassId, Arc<str>), u32> = HashMap::new();
        for number in 0..self.program.effects.len() {
            if let Some((class, field, _)) = self.assigned_field(number) {
                *times.entry((class, field.name.node)).or_default() += 1;
            }
        }
        let declared = self.fields_without_value();
        for number in 0..self.program.effects.len() {
            let Some((class, field, is_sure)) = self.assigned_field(number) else { continue };
            let key = (class, field.name.node.clone());
            if !is_sure || times[&key] != 1 {
                continue;
            }
            let fields = &mut self.program.classes[class.0 as usize].fields;
            match declared.get(&key) {
                Some(at) => fields[*at] = field,
                None => fields.push(field),
            }
        }
    }

    fn fields_without_value(&self) -> HashMap<(ClassId, Arc<str>), usize> {
        let mut found = HashMap::new();
        for (number, class) in self.program.classes.iter().enumerate() {
            let id = ClassId(super::number(number));
            let without = class.fields.iter().enumerate().filter(|(_, field)| field.value.is_none());
            found.extend(without.map(|(at, field)| ((id, field.name.node.clone()), at)));
        }
        found
    }

    /// The field that an effect assigns, and whether every object of its class gets it so.
    fn assigned_field(&self, effect: usize) -> Option<(ClassId, Field, bool)> {
        let effect = &self.program.effects[effect];
        let EffectKind::Assign { target, value } = effect.kind else { return None };
        let Expr::Member { object, name } = self.program.expr(target) else { return None };
        let Expr::This { class } = self.program.expr(*object) else { return None };
        let constructor = self.program.class(*class).constructor;
        let is_sum = |left: ExprId| self.program.span(left) == self.program.span(target);
        let is_changed = matches!(self.program.expr(value), Expr::Binary { left, .. } if is_sum(*left));
        let is_sure = constructor.is_some()
            && self.program.scope(effect.scope).function == constructor
            && effect.control.is_empty()
            && !is_changed;
        Some((*class, Field { name: name.clone(), value: Some(value), is_static: false }, is_sure))
    }

    /// Every name of the module can be imported, with what it means at its end.
    fn exports(&mut self) {
        let last = self.scope();
        for number in 0..self.names.all.len() {
            let named = &self.names.all[number];
            if named.scope != ScopeId(0) {
                continue;
            }
            let (name, span) = (named.name.clone(), named.span);
            let export = if named.superseded {
                let value = self.push(Expr::Name { name: name.clone(), scope: last }, span);
                Export::Value { name, value }
            } else {
                Export::Local { name: name.clone(), binding: name }
            };
            self.program.exports.push(export);
        }
        for (number, _) in self.program.imports.iter().enumerate().filter(|(_, import)| import.star) {
            self.program.exports.push(Export::Star { import: super::number(number) });
        }
    }

    fn bindings(&mut self) {
        for named in std::mem::take(&mut self.names.all) {
            let scope = named.scope.0 as usize;
            let binding = self.binding(named);
            self.program.scopes[scope].bindings.extend(binding);
        }
    }

    /// The binding of a name; `self` that is never assigned has none.
    fn binding(&mut self, named: Named) -> Option<Binding> {
        let Named { scope, name, span, writes, .. } = named;
        if let [Write::Instance(_) | Write::Class(_)] = writes.as_slice() {
            return None;
        }
        let constant = writes.len() == 1;
        let mut bounds: Vec<_> = writes.into_iter().map(bound).collect();
        let value = if bounds.iter().all(|bound| *bound == bounds[0]) {
            bounds.swap_remove(0)
        } else if let Some(import) = self.alternative_import(&bounds) {
            import
        } else {
            Bound::Several(bounds.into_iter().map(|bound| self.alternative(scope, &name, span, bound)).collect())
        };
        Some(Binding { name, span, value, constant })
    }

    /// Of imports that stand in for each other, as in `try: import a` and `except ImportError: a = None`, the first.
    fn alternative_import(&self, bounds: &[Bound]) -> Option<Bound> {
        let is_import = |bound: &&Bound| matches!(bound, Bound::Import { .. });
        let is_nothing =
            |bound: &Bound| matches!(bound, Bound::Value(value) if *self.program.expr(*value) == Expr::Null);
        let all = bounds.iter().all(|bound| is_import(&bound) || is_nothing(bound));
        bounds.iter().find(is_import).filter(|_| all).cloned()
    }

    /// One of the values of a name as an expression: itself, or a name that means only this.
    fn alternative(&mut self, scope: ScopeId, name: &Arc<str>, span: Span, bound: Bound) -> ExprId {
        let expr = match bound {
            Bound::Value(value) => return value,
            Bound::Function(function) => Expr::Function(function),
            Bound::Class(class) => Expr::Class(class),
            Bound::Unknown => Expr::Unknown,
            value => {
                let Scope { function, class, .. } = *self.program.scope(scope);
                let binding = Binding { name: name.clone(), span, value, constant: true };
                let scope = Scope { parent: Some(scope), bindings: vec![binding], function, class };
                Expr::Name { name: name.clone(), scope: self.push_scope(scope) }
            }
        };
        self.push(expr, span)
    }
}

fn bound(write: Write) -> Bound {
    match write {
        Write::Bound(bound) => bound,
        Write::Instance(_) | Write::Class(_) => Bound::Unknown,
    }
}

/// `dict(a=1, **b)` as a literal.
fn dictionary(call: &Call) -> Option<Expr> {
    let property = |argument: &crate::program::Argument| match (&argument.name, argument.spread) {
        (Some(key), _) => Some(Property::Named { key: key.clone(), value: argument.value }),
        (None, Spread::List) => None,
        (None, Spread::None | Spread::Mapping) => Some(Property::Spread(argument.value)),
    };
    call.arguments.iter().map(property).collect::<Option<Vec<_>>>().map(Expr::Object)
}
