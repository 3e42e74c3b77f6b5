//! What a rule calls and refers to: it must be there, take as many arguments, and need nothing but them.
//!
//! Rego takes one argument too many as a variable for the result, and a name that leads nowhere as undefined; a
//! slip in either makes a rule silent.

use std::collections::BTreeSet;

use regex::Regex;

use super::builtins;
use super::complaints::Complaints;
use super::names::{Meaning, Program, Site};
use crate::engine::{Expr, ExprKind, Head, Operator};
use crate::spelling;

/// The largest number that `numbers.range` may be given.
const LARGEST_BOUND: u64 = 100_000;

/// Functions with a regular expression among their arguments, and which argument that is.
const PATTERNS: [(&str, usize); 5] =
    [("regex.match", 0), ("regex.is_valid", 0), ("regex.split", 0), ("regex.find_n", 0), ("regex.replace", 1)];

/// For whom a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Author {
    Plimsoll,
    /// A policy of Conftest runs as it is.
    Conftest,
}

impl Author {
    /// What to do where nothing is found below `data`.
    pub(super) const fn on_missing_data(self) -> &'static str {
        match self {
            Self::Plimsoll => "the facts are in `input`; `data` holds nothing but libraries",
            Self::Conftest => "policies get no data here: neither the files of --data nor `data.conftest`",
        }
    }
}

pub(super) fn check(program: &Program<'_>, site: &Site<'_>, author: Author, complaints: &mut Complaints) {
    let mut calls = Calls { program, site, author, complaints };
    calls.definition();
    // A chain of names comes before the shorter ones within it, and begins where they do.
    let mut seen = BTreeSet::new();
    site.definition.each_expr(&mut |expr| {
        if let ExprKind::Call { function, arguments } = &expr.kind {
            seen.insert(function.span.start);
            calls.call(expr, function, arguments);
        } else if let Some(names) = expr.names()
            && seen.insert(expr.span.start)
        {
            calls.reference(expr, &names);
        }
    });
}

struct Calls<'c, 'm> {
    program: &'c Program<'m>,
    site: &'c Site<'m>,
    author: Author,
    complaints: &'c mut Complaints,
}

impl Calls<'_, '_> {
    fn definition(&mut self) {
        let definition = self.site.definition;
        let Head::Function { parameters, .. } = &definition.head else { return };
        if parameters.is_empty() {
            self.complaints
                .add(self.site.module, definition.name_span, "a function without parameters is no Rego for OPA")
                .help = Some(format!("write it as a rule: `{} := …`", definition.name));
        }
    }

    fn call(&mut self, call: &Expr, function: &Expr, arguments: &[Expr]) {
        let Some(names) = function.names() else { return };
        let name = names.join(".");
        match self.program.meaning(self.site, &names) {
            Meaning::Rule { path, .. } => self.own(function, &path, &name, arguments.len()),
            Meaning::Missing { package, name } => {
                let known = self.program.names_of(&package);
                let hint = spelling::closest(&name, known).map(|meant| format!("did you mean `{meant}`?"));
                let message = format!("{} has no function `{name}`", package.trim_start_matches("data."));
                self.complaints.add(self.site.module, function.span, message).help = hint;
            }
            Meaning::Package(_) | Meaning::Nothing(_) | Meaning::Input => {
                self.complaints.add(self.site.module, function.span, format!("`{name}` is no function"));
            }
            Meaning::Local => self.builtin(call, function, &name, arguments),
        }
    }

    fn own(&mut self, function: &Expr, path: &str, name: &str, given: usize) {
        let arities = self.program.sites(path).iter().filter_map(|of| match &of.definition.head {
            Head::Function { parameters, .. } => Some(parameters.len()),
            _ => None,
        });
        let mut arities: Vec<usize> = arities.collect();
        arities.dedup();
        if arities.is_empty() {
            self.complaints.add(self.site.module, function.span, format!("`{name}` is a rule, no function"));
        } else if !arities.contains(&given) {
            self.wrong_arity(function, name, arities[0], given);
        }
    }

    fn wrong_arity(&mut self, function: &Expr, name: &str, wanted: usize, given: usize) {
        let s = if wanted == 1 { "" } else { "s" };
        let message = format!("`{name}` takes {wanted} argument{s}, {given} are given");
        let error = self.complaints.add(self.site.module, function.span, message);
        if given == wanted + 1 {
            let help = "Rego takes the last one as a variable for the result; write `result := …` instead";
            error.help = Some(help.to_owned());
        }
    }

    fn builtin(&mut self, call: &Expr, function: &Expr, name: &str, arguments: &[Expr]) {
        if self.author == Author::Conftest && name == "trace" && arguments.len() == 1 {
            return;
        }
        if let Some(reason) = builtins::refusal(name) {
            self.complaints.add(self.site.module, function.span, format!("`{name}` is not for rules: {reason}"));
            return;
        }
        let Some(arity) = builtins::arity(name) else {
            let own = self.program.names_of(&self.site.module.package);
            let hint = spelling::closest(name, own.into_iter().chain(builtins::names()));
            let hint = hint.map(|meant| format!("did you mean `{meant}`?"));
            self.complaints.add(self.site.module, function.span, format!("there is no function `{name}`")).help = hint;
            return;
        };
        if arguments.len() != arity && name != "print" {
            self.wrong_arity(function, name, arity, arguments.len());
            return;
        }
        match name {
            "sprintf" => self.format(&arguments[0], &arguments[1]),
            "numbers.range" => self.range(call, arguments),
            _ => {}
        }
        if let Some((_, index)) = PATTERNS.iter().find(|(of, _)| *of == name) {
            self.pattern(&arguments[*index]);
        }
    }

    /// Other verbs than `%v` print another text under OPA than here.
    fn format(&mut self, format: &Expr, values: &Expr) {
        let ExprKind::Text(text) = &format.kind else {
            self.complaints.add(self.site.module, format.span, "the format of sprintf must be written here").help =
                Some("put the text itself here; a `%10d` that comes from elsewhere cannot be checked".to_owned());
            return;
        };
        let rest = text.replace("%%", "");
        let verbs: Vec<&str> = rest.split('%').skip(1).collect();
        // In a policy `%s` and `%d` are common, and print the same for what they are meant for.
        let agreed: &[char] = if self.author == Author::Conftest { &['v', 's', 'd'] } else { &['v'] };
        if let Some(verb) = verbs.iter().find(|verb| !verb.starts_with(agreed)) {
            let verb = verb.chars().next().map_or(String::new(), String::from);
            self.complaints.add(
                self.site.module,
                format.span,
                format!("`%{verb}` prints differently under OPA; use `%v`"),
            );
            return;
        }
        let ExprKind::Array(values) = &values.kind else { return };
        if values.len() != verbs.len() {
            let message = format!("the text has {} `%v` and {} values", verbs.len(), values.len());
            self.complaints.add(self.site.module, format.span, message);
        }
    }

    /// A range is made at once: nothing interrupts it, and a wide one takes all memory.
    fn range(&mut self, call: &Expr, bounds: &[Expr]) {
        if bounds.iter().all(is_bounded) {
            return;
        }
        self.complaints.add(self.site.module, call.span, "this range may be of any size").help = Some(format!(
            "give two of `count(…)` and numbers up to {LARGEST_BOUND}, or walk the list itself: `some i, x in list`"
        ));
    }

    /// A pattern that is none is undefined, silently.
    fn pattern(&mut self, pattern: &Expr) {
        let ExprKind::Text(text) = &pattern.kind else { return };
        let Err(error) = Regex::new(text) else { return };
        let reason = error.to_string();
        let reason = reason.rsplit("error: ").next().unwrap_or_default().lines().next().unwrap_or_default();
        self.complaints
            .add(self.site.module, pattern.span, format!("this is no regular expression here: {reason}"))
            .help = Some("there is no look-around and no back-reference, as under OPA".to_owned());
    }

    fn reference(&mut self, expr: &Expr, names: &[&str]) {
        let module = self.site.module;
        match self.program.meaning(self.site, names) {
            Meaning::Missing { package, name } => {
                let known = self.program.names_of(&package);
                let hint = spelling::closest(&name, known).map(|meant| format!("did you mean `{meant}`?"));
                let message = format!("{} has no rule `{name}`", package.trim_start_matches("data."));
                self.complaints.add(module, expr.span, message).help = hint;
            }
            // What an import leads to is judged at the import.
            Meaning::Nothing(path) if names[0] == "data" => {
                self.complaints.add(module, expr.span, format!("there is no `{path}`")).help =
                    Some(self.author.on_missing_data().to_owned());
            }
            _ => {}
        }
    }
}

/// A small number, or `count(…)`, also with a little added or taken away.
fn is_bounded(bound: &Expr) -> bool {
    match &bound.kind {
        ExprKind::Number(number) => number.parse::<i64>().is_ok_and(|number| number.unsigned_abs() <= LARGEST_BOUND),
        ExprKind::Call { function, .. } => function.names().is_some_and(|names| names == ["count"]),
        ExprKind::Binary { operator: Operator::Sum, left, right } => is_bounded(left) && is_bounded(right),
        _ => false,
    }
}
