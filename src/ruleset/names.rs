//! What a name in a rule refers to, and whether it always has a value.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::{Definition, Expr, ExprKind, Head, Module, Operator, Statement, StatementKind};

/// Every definition that a rule could reach, by what it is called from anywhere: `data.PACKAGE.NAME`.
#[derive(Debug)]
pub(super) struct Program<'m> {
    rules: BTreeMap<String, Vec<Site<'m>>>,
    packages: BTreeSet<&'m str>,
}

/// A definition, the file it stands in, and the variables that it declares anywhere in it.
#[derive(Debug)]
pub(super) struct Site<'m> {
    pub(super) module: &'m Module,
    pub(super) definition: &'m Definition,
    declared: BTreeSet<&'m str>,
}

/// What a chain of names refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A parameter or a variable.
    Local,
    Input,
    /// A rule or function, and how many names of the chain lead to it.
    Rule {
        path: String,
        length: usize,
    },
    /// A package as a whole.
    Package(String),
    /// A name that a package does not have.
    Missing {
        package: String,
        name: String,
    },
    /// Something below `data` that is no package at all.
    Nothing(String),
}

/// How deep a question whether a value always exists follows rules and functions.
const DEPTH: usize = 16;

/// Builtins that have a value whatever they are given.
const TOTAL: [&str; 8] =
    ["is_array", "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "type_name"];

impl<'m> Program<'m> {
    pub(super) fn new(modules: impl IntoIterator<Item = &'m Module>) -> Self {
        let mut program = Self { rules: BTreeMap::new(), packages: BTreeSet::new() };
        for module in modules {
            program.packages.insert(&module.package);
            for definition in &module.definitions {
                let site = Site::new(module, definition);
                program.rules.entry(format!("{}.{}", module.package, site.first_name())).or_default().push(site);
            }
        }
        program
    }

    /// The definitions of a rule.
    pub(super) fn sites(&self, path: &str) -> &[Site<'m>] {
        self.rules.get(path).map_or(&[], Vec::as_slice)
    }

    /// Every rule with its definitions, by path.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&str, &[Site<'m>])> {
        self.rules.iter().map(|(path, sites)| (path.as_str(), sites.as_slice()))
    }

    /// The names that a package has.
    pub(super) fn names_of(&self, package: &str) -> Vec<&str> {
        let of = |path: &'_ String| path.rsplit_once('.').is_some_and(|(of, _)| of == package);
        self.rules.keys().filter(|path| of(path)).filter_map(|path| Some(path.rsplit_once('.')?.1)).collect()
    }

    /// What a chain of names means within a definition.
    pub(super) fn meaning(&self, site: &Site<'m>, names: &[&str]) -> Meaning {
        let [first, rest @ ..] = names else { return Meaning::Local };
        if site.declared.contains(first) {
            return Meaning::Local;
        }
        if *first == "input" {
            return Meaning::Input;
        }
        let own = format!("{}.{first}", site.module.package);
        if self.rules.contains_key(&own) {
            return Meaning::Rule { path: own, length: 1 };
        }
        let import = site.module.imports.iter().find(|import| import.name == *first);
        let start = match import {
            Some(import) => import.path.as_str(),
            None if *first == "data" => "data",
            None => return Meaning::Local,
        };
        if start == "input" || start.starts_with("input.") {
            return Meaning::Input;
        }
        let full: Vec<&str> = start.split('.').chain(rest.iter().copied()).collect();
        // The first name stands for all of `start`.
        let before = start.split('.').count() - 1;
        match self.below_data(&full) {
            Meaning::Rule { path, length } => Meaning::Rule { path, length: length.saturating_sub(before).max(1) },
            other => other,
        }
    }

    /// The definitions of one file.
    pub(super) fn sites_in(&self, module: &'m Module) -> impl Iterator<Item = &Site<'m>> {
        self.rules.values().flatten().filter(move |site| std::ptr::eq(site.module, module))
    }

    /// What a path below `data` leads to.
    pub(super) fn below_data(&self, full: &[&str]) -> Meaning {
        if full.first() != Some(&"data") {
            return Meaning::Local;
        }
        for length in (1..=full.len()).rev() {
            let path = full[..length].join(".");
            if self.rules.contains_key(&path) {
                return Meaning::Rule { path, length };
            }
            if self.packages.contains(path.as_str()) {
                return match full.get(length) {
                    None => Meaning::Package(path),
                    Some(name) => Meaning::Missing { package: path, name: (*name).to_owned() },
                };
            }
        }
        Meaning::Nothing(full.join("."))
    }

    /// Whether an expression has a value whenever it is reached.
    pub(super) fn is_certain(&self, site: &Site<'m>, expr: &Expr) -> bool {
        self.certain(site, expr, DEPTH)
    }

    fn certain(&self, site: &Site<'m>, expr: &Expr, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match &expr.kind {
            ExprKind::Variable(_) | ExprKind::Index { .. } => self.certain_reference(site, expr, depth),
            ExprKind::Call { function, arguments } => {
                self.is_total(site, function, arguments.len(), depth)
                    && arguments.iter().all(|argument| self.certain(site, argument, depth))
            }
            ExprKind::Comprehension { .. } => true,
            ExprKind::Binary { operator: Operator::Declare | Operator::Unify, .. } | ExprKind::Minus(_) => false,
            _ => expr.children().into_iter().all(|child| self.certain(site, child, depth)),
        }
    }

    fn certain_reference(&self, site: &Site<'m>, expr: &Expr, depth: usize) -> bool {
        let Some(names) = expr.names() else { return false };
        match self.meaning(site, &names) {
            Meaning::Local | Meaning::Input => names.len() == 1,
            Meaning::Package(_) => true,
            Meaning::Rule { path, length } => {
                length == names.len() && self.sites(&path).iter().any(|of| self.is_defined(of, depth))
            }
            Meaning::Missing { .. } | Meaning::Nothing(_) => false,
        }
    }

    fn is_total(&self, site: &Site<'m>, function: &Expr, arguments: usize, depth: usize) -> bool {
        let Some(names) = function.names() else { return false };
        let Meaning::Rule { path, .. } = self.meaning(site, &names) else {
            return TOTAL.contains(&names.join(".").as_str());
        };
        self.sites(&path).iter().any(|of| {
            let parameters = of.definition.parameters();
            let takes_anything = parameters.iter().all(|of| matches!(of.kind, ExprKind::Variable(_)));
            takes_anything && parameters.len() == arguments && self.is_defined(of, depth)
        })
    }

    /// Whether one definition alone gives its rule a value in every case.
    fn is_defined(&self, of: &Site<'m>, depth: usize) -> bool {
        let definition = of.definition;
        if definition.is_default || !definition.keys.is_empty() || matches!(definition.head, Head::Set { .. }) {
            return true;
        }
        let (is_unconditional, value) = match definition.bodies.last() {
            None => (true, definition.value()),
            Some(body) => (body.statements.is_empty(), body.value.as_ref()),
        };
        is_unconditional && value.is_none_or(|value| self.certain(of, value, depth))
    }
}

impl<'m> Site<'m> {
    fn new(module: &'m Module, definition: &'m Definition) -> Self {
        let mut declared = BTreeSet::new();
        definition.parameters().iter().for_each(|parameter| bind(parameter, &mut declared));
        definition.each_statement(&mut |statement| declare(statement, &mut declared));
        Self { module, definition, declared }
    }

    /// The name as others refer to it: `verdict` of `verdict.level`.
    fn first_name(&self) -> &str {
        self.definition.name.split('.').next().unwrap_or_default()
    }
}

fn declare<'m>(statement: &'m Statement, declared: &mut BTreeSet<&'m str>) {
    match &statement.kind {
        StatementKind::Some { names } => declared.extend(names.iter().map(String::as_str)),
        StatementKind::SomeIn { key, value, .. } => key.iter().chain([value]).for_each(|of| bind(of, declared)),
        StatementKind::Every { key, value, .. } => declared.extend(key.iter().chain([value]).map(String::as_str)),
        StatementKind::Expr(Expr { kind: ExprKind::Binary { operator: Operator::Declare, left, .. }, .. }) => {
            bind(left, declared);
        }
        StatementKind::Expr(_) | StatementKind::Not(_) => {}
    }
}

/// The variables of a pattern.
fn bind<'m>(pattern: &'m Expr, declared: &mut BTreeSet<&'m str>) {
    match &pattern.kind {
        ExprKind::Variable(name) => {
            declared.insert(name);
        }
        ExprKind::Array(_) | ExprKind::Object(_) => pattern.children().into_iter().for_each(|of| bind(of, declared)),
        _ => {}
    }
}
