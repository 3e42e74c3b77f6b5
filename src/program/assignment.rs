//! Which names are assigned again somewhere in the file, once all declarations are known.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Binding, Bound, Expr, ExprId, Program, ScopeId, Spanned};
use crate::source::Span;

/// An assignment to a plain name.
pub(in crate::program) struct Assignment {
    pub(in crate::program) name: Arc<str>,
    /// Where the name is looked up.
    pub(in crate::program) scope: ScopeId,
    pub(in crate::program) value: ExprId,
    /// Whether it happens once, whenever its scope is executed.
    pub(in crate::program) always: bool,
}

/// Marks every binding that is assigned again, with the values that are written out.
pub(in crate::program) fn settle(program: &mut Program, assignments: &[Assignment]) {
    let mut declared = HashMap::new();
    for (scope, number) in program.scopes.iter().zip(0..) {
        for (position, binding) in scope.bindings.iter().enumerate() {
            declared.insert((ScopeId(number), binding.name.clone()), position);
        }
    }
    let mut assigned: HashMap<(ScopeId, usize), Vec<&Assignment>> = HashMap::new();
    for assignment in assignments {
        if let Some(place) = declaration(program, &declared, assignment) {
            assigned.entry(place).or_default().push(assignment);
        }
    }
    let mut assigned: Vec<_> = assigned.into_iter().collect();
    assigned.sort_by_key(|(place, _)| *place);
    for ((scope, position), assignments) in assigned {
        reassign(program, scope, position, &assignments);
    }
}

/// The scope that declares what is assigned, and which of its bindings that is.
fn declaration(
    program: &Program,
    declared: &HashMap<(ScopeId, Arc<str>), usize>,
    assignment: &Assignment,
) -> Option<(ScopeId, usize)> {
    let mut scope = Some(assignment.scope);
    while let Some(id) = scope {
        if let Some(position) = declared.get(&(id, assignment.name.clone())) {
            return Some((id, *position));
        }
        scope = program.scope(id).parent;
    }
    None
}

fn reassign(program: &mut Program, scope: ScopeId, position: usize, assignments: &[&Assignment]) {
    let binding = program.scope(scope).bindings[position].clone();
    let assigned = assignments.iter().map(|assignment| assignment.value);
    let (value, constant) = match (&binding.value, assignments) {
        // `let x;` and later, in the same block, `x = 1;`: a declaration in two steps.
        (Bound::Unknown, [only]) if only.always && only.scope == scope => (Bound::Value(only.value), true),
        (Bound::Unknown, _) => (Bound::Several(assigned.collect()), false),
        (Bound::Value(first), _) => (Bound::Several([*first].into_iter().chain(assigned).collect()), false),
        _ => {
            let original = hide(program, scope, &binding);
            (Bound::Several([original].into_iter().chain(assigned).collect()), false)
        }
    };
    let binding = &mut program.scopes[scope.0 as usize].bindings[position];
    binding.value = value;
    binding.constant = constant;
}

/// Keeps what a name was declared as under a name that nobody can write, and gives an expression for it.
fn hide(program: &mut Program, scope: ScopeId, binding: &Binding) -> ExprId {
    let name: Arc<str> = format!("#{}", binding.name).into();
    let hidden = Binding { name: name.clone(), ..binding.clone() };
    program.scopes[scope.0 as usize].bindings.push(hidden);
    push(program, Expr::Name { name, scope }, binding.span)
}

fn push(program: &mut Program, node: Expr, span: Span) -> ExprId {
    let number = u32::try_from(program.expressions.len()).expect("internal error: more expressions than bytes");
    let id = ExprId(number);
    program.expressions.push(Spanned { node, span });
    id
}
