//! Policies in words that the engine understands as OPA does.
//!
//! The two differ silently in five places, which rules of a pack must avoid and which are common in policies:
//!
//! - OPA evaluates what stands below `not` before the negation and is undefined where that is; regorus takes the
//!   negation as true.
//! - Where the head of a rule is undefined for one member, OPA goes on with the next and regorus with none; and where
//!   that of a branch is, OPA goes on with its `else`.
//! - OPA finds nothing in a text that is gone through; regorus fails.
//! - regorus forgets a rule that was mentioned in the `with` of a `some … in`.
//! - `%d` of what is no integer is an odd text under OPA, and undefined under regorus.
//!
//! The last is cured by `%v`, the others by a statement that gives the part a name.

use std::ops::Range;
use std::sync::Arc;

use crate::engine::{Body, Expr, ExprKind, Head, Module, Statement, StatementKind, parse_any_version};
use crate::rule::Library;
use crate::ruleset::names::{Meaning, Program, Site};
use crate::ruleset::negation;

/// How often the texts are gone through; each time one part of a statement gets a name.
const ROUNDS: usize = 16;

/// What the names begin with.
const PREFIX: &str = "plimsoll_part_";

/// A part of a statement that gets a name before it.
struct Part<'e> {
    expr: &'e Expr,
    /// Whether the `with` of the statement holds for it.
    is_within: bool,
    /// Whether it must be something that one can go through.
    is_collection: bool,
}

/// A change of a text.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// The texts of policies, beside those that were there before, with a name for every such part. Each line stays where
/// it is.
pub(super) fn bound(modules: Vec<Module>, earlier: &[Module]) -> Vec<Library> {
    let mut modules: Vec<Module> = modules.into_iter().map(with_plain_verbs).collect();
    for round in 0..ROUNDS {
        let program = Program::new(modules.iter().chain(earlier));
        let changed: Vec<Option<Module>> = modules.iter().map(|module| changed(module, &program, round)).collect();
        if changed.iter().all(Option::is_none) {
            break;
        }
        modules = modules.into_iter().zip(changed).map(|(before, after)| after.unwrap_or(before)).collect();
    }
    modules.into_iter().map(|module| Library { path: module.path, text: module.text }).collect()
}

/// The module with `%v` for `%d` wherever it formats something.
fn with_plain_verbs(module: Module) -> Module {
    let mut edits = Vec::new();
    for definition in &module.definitions {
        definition.each_expr(&mut |expr| {
            let ExprKind::Call { function, arguments } = &expr.kind else { return };
            let Some(format) = arguments.first().filter(|_| function.names().is_some_and(|of| of == ["sprintf"]))
            else {
                return;
            };
            let ExprKind::Text(_) = format.kind else { return };
            let range = format.span.range();
            let text = module.text[range.clone()].replace("%%", "\0\0").replace("%d", "%v").replace("\0\0", "%%");
            edits.push(Edit { range, text });
        });
    }
    let text = applied(&module.text, edits);
    text.and_then(|text| parse_any_version(&module.path, &text.into()).ok()).unwrap_or(module)
}

/// The module with one more name in each statement or head that needs one; `None` where none does.
fn changed(module: &Module, program: &Program<'_>, round: usize) -> Option<Module> {
    let mut edits = Vec::new();
    let mut moved: Vec<Range<usize>> = Vec::new();
    for site in program.sites_in(module) {
        let before = moved.len();
        site.definition.each_statement(&mut |statement| {
            // What stands in a part that moves is seen to in the next round.
            if moved.iter().any(|range| range.contains(&(statement.span.start as usize))) {
                return;
            }
            if let Some(part) = part(program, site, statement) {
                let name = format!("{PREFIX}{round}_{}", moved.len());
                moved.push(part.expr.span.range());
                edits.extend(part.named(&name, statement, &module.text));
            }
        });
        if moved.len() > before {
            continue;
        }
        for (expr, bodies) in head(program, site) {
            let name = format!("{PREFIX}{round}_{}", moved.len());
            moved.push(expr.span.range());
            edits.extend(named_in(&bodies, &name, expr, &module.text));
        }
    }
    let text: Arc<str> = applied(&module.text, edits)?.into();
    // Should it be no Rego, the engine is given what was written.
    parse_any_version(&module.path, &text).ok()
}

/// The part of what a definition says that may be undefined, and the bodies that are to say it instead; and the same
/// for each of its `else`. What says one thing alone is undefined under both engines.
fn head<'e>(program: &Program<'_>, site: &Site<'e>) -> Vec<(&'e Expr, Vec<&'e Body>)> {
    let definition = site.definition;
    let has_else = definition.bodies.iter().any(|body| body.is_else);
    let says_one_thing = definition.keys.is_empty() && !matches!(definition.head, Head::Set { .. });
    if definition.is_default || says_one_thing && !has_else {
        return Vec::new();
    }
    let uncertain = |expr: &'e Expr| negation::uncertain(program, site, expr);
    let mut values = match &definition.head {
        Head::Set { key } => definition.keys.iter().chain(key),
        Head::Complete { value } | Head::Function { value, .. } => definition.keys.iter().chain(value),
    };
    let first: Vec<&Body> = definition.bodies.iter().filter(|body| !body.is_else).collect();
    let mut found: Vec<(&Expr, Vec<&Body>)> =
        values.find_map(uncertain).map(|expr| (expr, first)).into_iter().collect();
    for body in definition.bodies.iter().filter(|body| body.is_else) {
        found.extend(body.value.as_ref().and_then(uncertain).map(|expr| (expr, vec![body])));
    }
    found.retain(|(_, bodies)| !bodies.is_empty() && bodies.iter().all(|body| !body.statements.is_empty()));
    found
}

/// The first part of a statement that needs a name.
fn part<'e>(program: &Program<'_>, site: &Site<'_>, statement: &'e Statement) -> Option<Part<'e>> {
    let (expr, is_collection) = match &statement.kind {
        StatementKind::Not(expr) => (negation::culprit(program, site, expr), false),
        StatementKind::SomeIn { collection, .. } | StatementKind::Every { collection, .. } => {
            (Some(collection).filter(|collection| may_be_text(collection)), true)
        }
        StatementKind::Some { .. } | StatementKind::Expr(_) => return None,
    };
    if let Some(expr) = expr {
        return Some(Part { expr, is_within: true, is_collection });
    }
    let expr = statement.with.iter().find_map(|(_, value)| match &statement.kind {
        StatementKind::Not(_) => negation::uncertain(program, site, value),
        _ => constant(program, site, value),
    })?;
    Some(Part { expr, is_within: false, is_collection: false })
}

/// Whether what is gone through may be no collection.
fn may_be_text(collection: &Expr) -> bool {
    match &collection.kind {
        ExprKind::Array(_) | ExprKind::Set(_) | ExprKind::Object(_) | ExprKind::Comprehension { .. } => false,
        ExprKind::Variable(name) => !name.starts_with(PREFIX),
        _ => true,
    }
}

/// A mention of a rule that is no function.
fn constant<'e>(program: &Program<'_>, site: &Site<'_>, expr: &'e Expr) -> Option<&'e Expr> {
    if let ExprKind::Call { arguments, .. } = &expr.kind {
        return arguments.iter().find_map(|argument| constant(program, site, argument));
    }
    let is_rule = |names: Vec<&str>| matches!(program.meaning(site, &names), Meaning::Rule { .. });
    if expr.names().is_some_and(is_rule) {
        return Some(expr);
    }
    expr.children().into_iter().find_map(|child| constant(program, site, child))
}

impl Part<'_> {
    /// The statement with a name for the part, and one before it that gives the name.
    fn named(&self, name: &str, statement: &Statement, text: &str) -> Vec<Edit> {
        let end = end(statement);
        let subject = match &statement.kind {
            StatementKind::Not(expr) => expr.span.range().end,
            StatementKind::SomeIn { collection, .. } | StatementKind::Every { collection, .. } => {
                collection.span.range().end
            }
            StatementKind::Some { .. } | StatementKind::Expr(_) => end,
        };
        let with = match text[subject..end].find("with ") {
            Some(start) if self.is_within && !statement.with.is_empty() => &text[subject + start..end],
            _ => "",
        };
        let (value, replaced) = on_one_line(self.expr, name, text);
        let mut before = format!("{name} := {value} {with}");
        before.truncate(before.trim_end().len());
        before.push_str("; ");
        if self.is_collection {
            before.push_str(name_of_type(name).as_str());
        }
        let start = statement.span.range().start;
        let mut edits = vec![replaced];
        if follows_if(&text[..start]) {
            before.insert_str(0, "{ ");
            edits.push(Edit { range: end..end, text: " }".to_owned() });
        }
        edits.push(Edit { range: start..start, text: before });
        edits
    }
}

fn name_of_type(name: &str) -> String {
    format!("type_name({name}) in {{\"array\", \"object\", \"set\"}}; ")
}

/// A name for a part of a head, and its meaning at the end of each body.
fn named_in(bodies: &[&Body], name: &str, expr: &Expr, text: &str) -> Vec<Edit> {
    let (value, replaced) = on_one_line(expr, name, text);
    let mut edits = vec![replaced];
    for body in bodies {
        let (Some(first), Some(last)) = (body.statements.first(), body.statements.last()) else { continue };
        let (start, end) = (first.span.range().start, end(last));
        let is_bare = follows_if(&text[..start]);
        let close = if is_bare { " }" } else { "" };
        edits.push(Edit { range: end..end, text: format!("; {name} := {value}{close}") });
        if is_bare {
            edits.push(Edit { range: start..start, text: "{ ".to_owned() });
        }
    }
    edits
}

/// The text of a part on one line, and its name in its place with the line ends that the part had.
fn on_one_line(expr: &Expr, name: &str, text: &str) -> (String, Edit) {
    let range = expr.span.range();
    let value = &text[range.clone()];
    // A comment would go on, and a raw text would be another one.
    if value.contains(['#', '`']) {
        return (value.to_owned(), Edit { range, text: name.to_owned() });
    }
    let lines = value.matches('\n').count();
    (value.replace('\n', " "), Edit { range, text: format!("{name}{}", "\n".repeat(lines)) })
}

/// Where a statement ends, what it replaces by `with` included.
fn end(statement: &Statement) -> usize {
    statement.with.iter().map(|(_, value)| value.span.range().end).fold(statement.span.range().end, usize::max)
}

/// Whether a body that begins here stands without braces: it may be of one statement alone.
fn follows_if(before: &str) -> bool {
    let rest = before.trim_end().strip_suffix("if");
    rest.is_some_and(|rest| !rest.ends_with(|last: char| last.is_alphanumeric() || last == '_'))
}

fn applied(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut changed = String::with_capacity(text.len() + edits.len() * 32);
    let mut at = 0;
    for edit in &edits {
        changed.push_str(text.get(at..edit.range.start)?);
        changed.push_str(&edit.text);
        at = edit.range.end;
    }
    changed.push_str(&text[at..]);
    (!edits.is_empty()).then_some(changed)
}
