//! A rule sees what it selects and nothing else. One that reads what it does not select finds nothing there, for
//! ever and silently.

use super::complaints::Complaints;
use super::names::{Meaning, Program, Site};
use crate::engine::{Expr, ExprKind};
use crate::rule::{Rule, Selects};
use crate::source::Span;

/// Functions of the library that look up a resource type.
const LOOKUPS: [(&str, Reach); 3] = [
    ("data.plimsoll.lib.facts.resources", Reach::File),
    ("data.plimsoll.lib.facts.everywhere", Reach::Both),
    ("data.plimsoll.lib.facts.elsewhere", Reach::Project),
];

/// Where a type is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    File,
    Project,
    Both,
}

pub(super) fn check(program: &Program<'_>, site: &Site<'_>, rule: &Rule, complaints: &mut Complaints) {
    site.definition.each_expr(&mut |expr| {
        let missing = match &expr.kind {
            ExprKind::Index { of, index } => below_input(program, site, of, index, &rule.selects),
            ExprKind::Call { function, arguments } => looked_up(program, site, function, arguments, &rule.selects),
            _ => None,
        };
        if let Some((span, what, help)) = missing {
            complaints.add(site.module, span, format!("the rule does not select {what}")).help = Some(help);
        }
    });
}

type Missing = (Span, String, String);

/// `input.images`, `input.types["AWS::S3::Bucket"]` and so on.
fn below_input(program: &Program<'_>, site: &Site<'_>, of: &Expr, index: &Expr, selects: &Selects) -> Option<Missing> {
    let ExprKind::Text(name) = &index.kind else { return None };
    let names = of.names()?;
    if program.meaning(site, &names) != Meaning::Input || names[0] != "input" {
        return None;
    }
    match names[1..] {
        ["types"] => of_type(index.span, name, Reach::File, selects),
        ["project", "types"] => of_type(index.span, name, Reach::Project, selects),
        [] => {
            let (is_selected, key) = match name.as_str() {
                "images" => (selects.images, "images: true"),
                "constructs" => (!selects.constructs.is_none(), "constructs: […]"),
                "documents" => (!selects.documents.is_empty(), "documents: […]"),
                "project" => (!selects.project.is_empty(), "project: […]"),
                "resources" | "types" => (!selects.resources.is_empty() || !selects.sees.is_empty(), "resources: […]"),
                _ => return None,
            };
            let missing = || (index.span, name.clone(), format!("add `{key}` below custom.selects"));
            (!is_selected).then(missing)
        }
        _ => None,
    }
}

fn looked_up(
    program: &Program<'_>,
    site: &Site<'_>,
    function: &Expr,
    arguments: &[Expr],
    selects: &Selects,
) -> Option<Missing> {
    let [Expr { kind: ExprKind::Text(name), span }] = arguments else { return None };
    let Meaning::Rule { path, .. } = program.meaning(site, &function.names()?) else { return None };
    let (_, reach) = LOOKUPS.iter().find(|(lookup, _)| *lookup == path)?;
    of_type(*span, name, *reach, selects)
}

fn of_type(span: Span, name: &str, reach: Reach, selects: &Selects) -> Option<Missing> {
    let is_here = selects.resources.contains(name) || selects.sees.contains(name);
    if reach != Reach::Project && !is_here {
        let help = "add it to `resources` (what the rule judges) or `sees` (what it looks at) below custom.selects";
        return Some((span, format!("{name} of this file"), help.to_owned()));
    }
    if reach != Reach::File && !selects.project.contains(name) {
        let help = "add it to `project` below custom.selects";
        return Some((span, format!("{name} of other files"), help.to_owned()));
    }
    None
}
