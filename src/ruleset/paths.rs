//! Paths into the fields of the facts, followed as far as they are certain: a misspelt one is undefined, and the
//! rule that reads it is silent for ever.
//!
//! A variable is followed to where it is declared, a parameter to the calls within the file. Where a variable may
//! be two things it is taken as anything.

use std::collections::BTreeMap;

use super::complaints::Complaints;
use super::contract::{self, Field};
use super::names::{Meaning, Program, Site};
use crate::engine::{Expr, ExprKind, Module, Operator, Statement, StatementKind};
use crate::source::Span;
use crate::spelling;

/// How often what a call gives to a function is carried on to the calls in that function.
const ROUNDS: usize = 4;

/// A field, or `None` for anything.
type Shape = Option<&'static Field>;

/// What the parameters of the functions of a file are, by path of the function.
type Parameters = BTreeMap<String, Vec<Shape>>;

/// Checks a file. `options` are those that the rule declares; `None` for a library, which serves many rules.
pub(super) fn check(program: &Program<'_>, module: &Module, options: Option<&[&str]>, complaints: &mut Complaints) {
    let mut parameters = Parameters::new();
    // The functions of a library are called from files that are not seen here: they may be given anything.
    let rounds = if options.is_some() { ROUNDS } else { 0 };
    for _ in 0..rounds {
        let seen = arguments(program, module, &parameters);
        if same(&seen, &parameters) {
            break;
        }
        parameters = seen;
    }
    for site in program.sites_in(module) {
        let scope = Scope::new(program, site, &parameters);
        site.definition.each_expr(&mut |expr| {
            if let Some(fault) = scope.fault(expr, options) {
                complaints.add(module, fault.span, fault.message).help = fault.help;
            }
        });
    }
}

/// What every call in a file gives to the functions of the file.
fn arguments(program: &Program<'_>, module: &Module, known: &Parameters) -> Parameters {
    let mut given = Parameters::new();
    for site in program.sites_in(module) {
        let scope = Scope::new(program, site, known);
        site.definition.each_expr(&mut |expr| {
            let ExprKind::Call { function, arguments } = &expr.kind else { return };
            let Some(names) = function.names() else { return };
            let Meaning::Rule { path, .. } = program.meaning(site, &names) else { return };
            let shapes: Vec<Shape> = arguments.iter().map(|argument| scope.shape(argument)).collect();
            match given.get_mut(&path) {
                None => {
                    given.insert(path, shapes);
                }
                Some(before) => {
                    before.iter_mut().zip(shapes).for_each(|(before, shape)| *before = common(*before, shape));
                }
            }
        });
    }
    given
}

fn same(one: &Parameters, other: &Parameters) -> bool {
    let flat = |parameters: &Parameters| -> Vec<(String, Vec<usize>)> {
        let of = |shape: &Shape| shape.map_or(0, |field| std::ptr::from_ref(field).addr());
        parameters.iter().map(|(path, shapes)| (path.clone(), shapes.iter().map(of).collect())).collect()
    };
    flat(one) == flat(other)
}

fn common(one: Shape, other: Shape) -> Shape {
    one.filter(|one| other.is_some_and(|other| std::ptr::eq(*one, other)))
}

/// A step that leads nowhere.
struct Fault {
    span: Span,
    message: String,
    help: Option<String>,
}

/// The variables of a definition.
struct Scope<'p, 'm> {
    program: &'p Program<'m>,
    site: &'p Site<'m>,
    variables: BTreeMap<&'m str, Shape>,
}

impl<'p, 'm> Scope<'p, 'm> {
    fn new(program: &'p Program<'m>, site: &'p Site<'m>, parameters: &Parameters) -> Self {
        let mut scope = Self { program, site, variables: BTreeMap::new() };
        let path = format!("{}.{}", site.module.package, site.definition.name);
        let given = parameters.get(&path);
        for (index, parameter) in site.definition.parameters().iter().enumerate() {
            let shape = given.and_then(|given| given.get(index).copied().flatten());
            scope.bind(parameter, shape);
        }
        site.definition.each_statement(&mut |statement| scope.declare(statement));
        scope
    }

    fn declare(&mut self, statement: &'m Statement) {
        match &statement.kind {
            StatementKind::SomeIn { key, value, collection } => {
                let shape = self.shape(collection).and_then(element);
                self.bind(value, shape);
                if let Some(key) = key {
                    self.bind(key, Some(&Field::Leaf));
                }
            }
            StatementKind::Every { key, value, collection, .. } => {
                let shape = self.shape(collection).and_then(element);
                self.set(value, shape);
                if let Some(key) = key {
                    self.set(key, Some(&Field::Leaf));
                }
            }
            StatementKind::Expr(Expr {
                kind: ExprKind::Binary { operator: Operator::Declare, left, right }, ..
            }) => {
                let shape = self.shape(right);
                self.bind(left, shape);
            }
            _ => {}
        }
    }

    fn bind(&mut self, pattern: &'m Expr, shape: Shape) {
        match &pattern.kind {
            ExprKind::Variable(name) => self.set(name, shape),
            ExprKind::Array(_) | ExprKind::Object(_) => {
                pattern.children().into_iter().for_each(|child| self.bind(child, None));
            }
            _ => {}
        }
    }

    fn set(&mut self, name: &'m str, shape: Shape) {
        self.variables.entry(name).and_modify(|before| *before = common(*before, shape)).or_insert(shape);
    }

    /// What an expression is.
    fn shape(&self, expr: &Expr) -> Shape {
        match &expr.kind {
            ExprKind::Variable(name) => match self.variables.get(name.as_str()) {
                Some(shape) => *shape,
                None if self.program.meaning(self.site, &[name.as_str()]) == Meaning::Input => Some(&contract::INPUT),
                None => None,
            },
            ExprKind::Index { of, index } => step(self.shape(of)?, index).ok().flatten(),
            ExprKind::Call { function, arguments } => self.given(function, arguments),
            _ => None,
        }
    }

    fn given(&self, function: &Expr, arguments: &[Expr]) -> Shape {
        let names = function.names()?;
        if names == ["object", "get"] {
            let (shape, path) = (self.shape(arguments.first()?)?, arguments.get(1)?);
            return steps(path).into_iter().try_fold(shape, |shape, index| step(shape, index).ok().flatten());
        }
        let Meaning::Rule { path, .. } = self.program.meaning(self.site, &names) else { return None };
        contract::GIVEN.iter().find(|(of, _)| *of == path).map(|(_, field)| field)
    }

    /// What is wrong with the last step of an expression.
    fn fault(&self, expr: &Expr, options: Option<&[&str]>) -> Option<Fault> {
        match &expr.kind {
            ExprKind::Index { of, index } => {
                let shape = self.shape(of)?;
                wrong(shape, index, options)
            }
            ExprKind::Call { function, arguments } if self.reads_path(function) => {
                let mut shape = self.shape(arguments.first()?)?;
                for index in steps(arguments.get(1)?) {
                    if let Some(fault) = wrong(shape, index, options) {
                        return Some(fault);
                    }
                    shape = step(shape, index).ok().flatten()?;
                }
                None
            }
            _ => None,
        }
    }

    /// `object.get(value, path, default)` and the function of the library with the same arguments.
    fn reads_path(&self, function: &Expr) -> bool {
        let Some(names) = function.names() else { return false };
        if names == ["object", "get"] {
            return true;
        }
        let meaning = self.program.meaning(self.site, &names);
        matches!(meaning, Meaning::Rule { path, .. } if path == "data.plimsoll.lib.facts.get")
    }
}

/// The steps of a path: those of an array, or the one that stands alone.
fn steps(path: &Expr) -> Vec<&Expr> {
    match &path.kind {
        ExprKind::Array(steps) => steps.iter().collect(),
        _ => vec![path],
    }
}

/// What one iterates over in a field.
const fn element(field: &'static Field) -> Shape {
    match field {
        Field::Map(of) | Field::List(of) => Some(of),
        _ => None,
    }
}

/// What an index leads to; an error where it leads nowhere.
fn step(field: &'static Field, index: &Expr) -> Result<Shape, ()> {
    let ExprKind::Text(name) = &index.kind else { return Ok(element(field)) };
    let below = |members: &'static [(&'static str, Field)]| {
        members.iter().find(|(member, _)| member == name).map(|(_, field)| Some(field)).ok_or(())
    };
    if name.starts_with('$') {
        return below(&contract::OF_UNKNOWNS);
    }
    match field {
        Field::Free | Field::Options => Ok(None),
        Field::Map(of) => Ok(Some(of)),
        Field::Object(members) => below(members),
        Field::Leaf | Field::List(_) => Err(()),
    }
}

fn wrong(field: &'static Field, index: &Expr, options: Option<&[&str]>) -> Option<Fault> {
    let ExprKind::Text(name) = &index.kind else { return None };
    let fault = |message: String, help: Option<String>| Some(Fault { span: index.span, message, help });
    if let (Field::Options, Some(options)) = (field, options) {
        if options.contains(&name.as_str()) {
            return None;
        }
        let hint = if options.is_empty() {
            "declare it in METADATA below custom.options".to_owned()
        } else {
            spelling::hint(name, options)
        };
        return fault(format!("the rule declares no option `{name}`"), Some(hint));
    }
    step(field, index).is_err().then_some(())?;
    match field {
        Field::Object(members) => {
            let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
            fault(format!("the facts have no `{name}` here"), Some(spelling::hint(name, &names)))
        }
        Field::List(_) => {
            fault(format!("`{name}` is looked up in a list"), Some("go through the list: `some i, x in …`".to_owned()))
        }
        _ => fault(format!("the facts have nothing below here, and so no `{name}`"), None),
    }
}
