//! regorus' syntax tree as a [`Module`].
//!
//! regorus exports its tree only as `unstable`; its version is pinned, and this file is the only one to notice.

use std::sync::Arc;

use regorus::Value;
use regorus::unstable as rego;

use super::module::{Body, Definition, Expr, ExprKind, Head, Import, Module, Operator, Statement, StatementKind};
use super::{nesting, place};
use crate::rule::PackError;
use crate::source::Span;

/// How many statements a rule may have, those of its comprehensions included. To bring a body into the order in which
/// it is evaluated takes the square of their number: 0.1 s for a thousand, half a minute for twenty thousand.
const STATEMENTS: usize = 1000;

/// Which Rego a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    One,
    /// Rego v1, and v0 where it is not that: `deny[message] { … }`.
    Any,
}

/// Parses a Rego file.
///
/// # Errors
/// Where the text is no Rego, or deeper than the parser can bear.
pub fn parse(path: &Arc<str>, text: &Arc<str>) -> Result<Module, Box<PackError>> {
    parse_as(path, text, Version::One)
}

/// Parses a file of Rego v1, or of Rego v0 where it is not that.
///
/// # Errors
/// Those of [`parse`]; where the text is neither, what is wrong with it as v1.
pub fn parse_any_version(path: &Arc<str>, text: &Arc<str>) -> Result<Module, Box<PackError>> {
    parse_as(path, text, Version::Any)
}

/// Adds a file to an engine, as `given`, which has the places of its text; its package is the answer.
pub(super) fn add(
    engine: &mut regorus::Engine,
    path: &Arc<str>,
    text: &Arc<str>,
    given: &str,
    version: Version,
) -> Result<String, Box<PackError>> {
    let mut added = engine.add_policy(path.to_string(), given.to_owned());
    // Given keywords of v1 that no import announces, the parser writes to standard error before it refuses them.
    if added.is_err() && version == Version::Any && !nesting::has_new_keywords(text) {
        engine.set_rego_v0(true);
        added = engine.add_policy(path.to_string(), given.to_owned()).or(added);
        engine.set_rego_v0(false);
    }
    added.map_err(|error| Box::new(refused(path, text, &format!("{error:#}"))))
}

fn parse_as(path: &Arc<str>, text: &Arc<str>, version: Version) -> Result<Module, Box<PackError>> {
    nesting::check(path, text)?;
    let mut engine = regorus::Engine::new();
    let package = add(&mut engine, path, text, text, version)?;
    let tree = engine.get_modules().first().ok_or_else(|| Box::new(refused(path, text, "an empty file")))?;
    let module = Module {
        path: path.clone(),
        text: text.clone(),
        package,
        package_span: span(&tree.package.span),
        imports: tree.imports.iter().map(import).collect(),
        definitions: tree.policy.iter().map(|rule| definition(rule)).collect(),
    };
    module.definitions.iter().try_for_each(|definition| short(&module, definition))?;
    Ok(module)
}

/// Refuses what the engine would take minutes to put in order.
fn short(module: &Module, definition: &Definition) -> Result<(), Box<PackError>> {
    let mut count = 0;
    definition.each_statement(&mut |_| count += 1);
    if count <= STATEMENTS {
        return Ok(());
    }
    Err(Box::new(PackError {
        path: module.path.clone(),
        text: module.text.clone(),
        span: definition.name_span,
        message: format!("`{}` has more than {STATEMENTS} statements", definition.name),
        label: None,
        help: Some("give a part of them a name of its own".to_owned()),
    }))
}

/// An error text of the parser as a complaint about the file.
fn refused(path: &Arc<str>, text: &Arc<str>, error: &str) -> PackError {
    let report = place::Report::read(error);
    let start = report.place.map_or(0, |(_, line, column)| place::offset_of(text, line, column));
    PackError {
        path: path.clone(),
        text: text.clone(),
        span: place::word_at(text, start),
        message: format!("not Rego: {}", report.message),
        label: Some("here".to_owned()),
        help: None,
    }
}

fn span(span: &rego::Span) -> Span {
    Span { start: span.start, end: span.end }
}

fn import(import: &rego::Import) -> Import {
    let whole = expr(&import.refr);
    let names = whole.names().expect("internal error: the parser takes an import of something but names");
    let path = names.join(".");
    let last = path.rsplit_once('.').map_or(&*path, |(_, last)| last);
    let name = import.r#as.as_ref().map_or(last, |name| name.text()).to_owned();
    Import { path, name, span: span(&import.span) }
}

fn definition(rule: &rego::Rule) -> Definition {
    match rule {
        rego::Rule::Spec { span: whole, head, bodies } => {
            let (name, head) = self::head(head);
            Definition {
                name: dotted(&name),
                name_span: name.span,
                span: span(whole),
                head,
                keys: variable_keys(&name),
                is_default: false,
                bodies: bodies.iter().map(body).collect(),
            }
        }
        rego::Rule::Default { span: whole, refr, args, value, .. } => {
            let name = expr(refr);
            let value = Some(expr(value));
            let head = if args.is_empty() {
                Head::Complete { value }
            } else {
                Head::Function { parameters: exprs(args), value }
            };
            Definition {
                name: dotted(&name),
                name_span: name.span,
                span: span(whole),
                head,
                keys: Vec::new(),
                is_default: true,
                bodies: Vec::new(),
            }
        }
    }
}

fn head(head: &rego::RuleHead) -> (Expr, Head) {
    let value = |assign: &Option<rego::RuleAssign>| assign.as_ref().map(|assign| expr(&assign.value));
    match head {
        rego::RuleHead::Compr { refr, assign, .. } => (expr(refr), Head::Complete { value: value(assign) }),
        rego::RuleHead::Set { refr, key, .. } => (expr(refr), Head::Set { key: key.as_ref().map(|key| expr(key)) }),
        rego::RuleHead::Func { refr, args, assign, .. } => {
            (expr(refr), Head::Function { parameters: exprs(args), value: value(assign) })
        }
    }
}

/// The keys of `name[key]` that are no constants.
fn variable_keys(name: &Expr) -> Vec<Expr> {
    let ExprKind::Index { of, index } = &name.kind else { return Vec::new() };
    let mut keys = variable_keys(of);
    if !matches!(index.kind, ExprKind::Text(_)) {
        keys.push((**index).clone());
    }
    keys
}

fn dotted(name: &Expr) -> String {
    match &name.kind {
        ExprKind::Variable(name) => name.clone(),
        ExprKind::Index { of, index } => match &index.kind {
            ExprKind::Text(part) => format!("{}.{part}", dotted(of)),
            _ => dotted(of),
        },
        _ => String::new(),
    }
}

fn body(body: &rego::RuleBody) -> Body {
    Body {
        is_else: body.is_else,
        value: body.assign.as_ref().map(|assign| expr(&assign.value)),
        statements: statements(&body.query),
    }
}

fn statements(query: &rego::Query) -> Vec<Statement> {
    query.stmts.iter().map(statement).collect()
}

fn statement(statement: &rego::LiteralStmt) -> Statement {
    let name = |span: &rego::Span| span.text().to_owned();
    let kind = match &statement.literal {
        rego::Literal::SomeVars { vars, .. } => StatementKind::Some { names: vars.iter().map(name).collect() },
        rego::Literal::SomeIn { key, value, collection, .. } => StatementKind::SomeIn {
            key: key.as_ref().map(|key| expr(key)),
            value: expr(value),
            collection: expr(collection),
        },
        rego::Literal::Expr { expr: of, .. } => StatementKind::Expr(expr(of)),
        rego::Literal::NotExpr { expr: of, .. } => StatementKind::Not(expr(of)),
        rego::Literal::Every { key, value, domain, query, .. } => StatementKind::Every {
            key: key.as_ref().map(name),
            value: name(value),
            collection: expr(domain),
            body: statements(query),
        },
    };
    let with = statement.with_mods.iter().map(|with| (expr(&with.refr), expr(&with.r#as))).collect();
    Statement { span: span(&statement.span), kind, with }
}

fn exprs(list: &[rego::Ref<rego::Expr>]) -> Vec<Expr> {
    list.iter().map(|of| expr(of)).collect()
}

fn boxed(of: &rego::Expr) -> Box<Expr> {
    Box::new(expr(of))
}

fn expr(of: &rego::Expr) -> Expr {
    let mut whole = span(of.span());
    let kind = match of {
        rego::Expr::String { value, .. } | rego::Expr::RawString { value, .. } => {
            // The quotes belong to what a reader sees as the text.
            whole = Span { start: whole.start.saturating_sub(1), end: whole.end + 1 };
            ExprKind::Text(text(value))
        }
        rego::Expr::Number { span, .. } => ExprKind::Number(span.text().to_owned()),
        rego::Expr::Bool { value, .. } => ExprKind::Bool(*value == Value::Bool(true)),
        rego::Expr::Null { .. } => ExprKind::Null,
        rego::Expr::Var { span, .. } => ExprKind::Variable(span.text().to_owned()),
        rego::Expr::Array { items, .. } => ExprKind::Array(exprs(items)),
        rego::Expr::Set { items, .. } => ExprKind::Set(exprs(items)),
        rego::Expr::Object { fields, .. } => {
            let members: Vec<_> = fields.iter().map(|(_, key, value)| (expr(key), expr(value))).collect();
            // regorus lets the span of an object begin at its last member.
            whole = members.iter().fold(whole, |whole, (key, _)| whole.to(key.span));
            ExprKind::Object(members)
        }
        rego::Expr::ArrayCompr { term, query, .. } | rego::Expr::SetCompr { term, query, .. } => {
            ExprKind::Comprehension { terms: vec![expr(term)], body: statements(query) }
        }
        rego::Expr::ObjectCompr { key, value, query, .. } => {
            ExprKind::Comprehension { terms: vec![expr(key), expr(value)], body: statements(query) }
        }
        rego::Expr::Call { fcn, params, .. } => ExprKind::Call { function: boxed(fcn), arguments: exprs(params) },
        rego::Expr::UnaryExpr { expr, .. } => ExprKind::Minus(boxed(expr)),
        rego::Expr::RefDot { refr, field: (at, value), .. } => {
            let index = Expr { span: span(at), kind: ExprKind::Text(text(value)) };
            ExprKind::Index { of: boxed(refr), index: Box::new(index) }
        }
        rego::Expr::RefBrack { refr, index, .. } => ExprKind::Index { of: boxed(refr), index: boxed(index) },
        rego::Expr::BinExpr { lhs, rhs, .. } => binary(Operator::Compute, lhs, rhs),
        rego::Expr::ArithExpr { op, lhs, rhs, .. } => {
            let is_sum = matches!(op, rego::ArithOp::Add | rego::ArithOp::Sub);
            binary(if is_sum { Operator::Sum } else { Operator::Compute }, lhs, rhs)
        }
        rego::Expr::BoolExpr { op, lhs, rhs, .. } => {
            let operator = if *op == rego::BoolOp::Eq { Operator::Equal } else { Operator::Compare };
            binary(operator, lhs, rhs)
        }
        rego::Expr::AssignExpr { op, lhs, rhs, .. } => {
            let operator = if *op == rego::AssignOp::ColEq { Operator::Declare } else { Operator::Unify };
            binary(operator, lhs, rhs)
        }
        rego::Expr::Membership { key, value, collection, .. } => {
            ExprKind::In { key: key.as_ref().map(|key| boxed(key)), value: boxed(value), collection: boxed(collection) }
        }
    };
    Expr { span: whole, kind }
}

fn binary(operator: Operator, left: &rego::Expr, right: &rego::Expr) -> ExprKind {
    ExprKind::Binary { operator, left: boxed(left), right: boxed(right) }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        _ => String::new(),
    }
}
