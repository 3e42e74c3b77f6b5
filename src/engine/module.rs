//! A Rego file as the checks on packs see it: the parts that matter to them, each with its bytes.

use std::sync::Arc;

use crate::source::Span;

/// One Rego file.
#[derive(Clone, Debug)]
pub struct Module {
    pub path: Arc<str>,
    pub text: Arc<str>,
    /// Beginning with `data.`.
    pub package: String,
    pub package_span: Span,
    pub imports: Vec<Import>,
    /// In written order; a rule with several definitions occurs several times.
    pub definitions: Vec<Definition>,
}

/// `import path as name`.
#[derive(Clone, Debug)]
pub struct Import {
    /// Such as `data.plimsoll.lib.facts`.
    pub path: String,
    /// The name it has in this file.
    pub name: String,
    pub span: Span,
}

/// One head with its bodies.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Without the package: `deny`, `verdict.level`; a part that is no constant is left out.
    pub name: String,
    pub name_span: Span,
    pub span: Span,
    pub head: Head,
    /// The keys of `name[key]` that are no constants.
    pub keys: Vec<Expr>,
    /// Whether it begins with `default`.
    pub is_default: bool,
    /// One for the rule itself and one for each `else`; empty where the head alone says everything.
    pub bodies: Vec<Body>,
}

#[derive(Clone, Debug)]
pub enum Head {
    /// `name := value` or `name[key] := value`; without a value it is `true`.
    Complete { value: Option<Expr> },
    /// `name(parameters) := value`.
    Function { parameters: Vec<Expr>, value: Option<Expr> },
    /// `name contains key`.
    Set { key: Option<Expr> },
}

#[derive(Clone, Debug)]
pub struct Body {
    pub is_else: bool,
    /// The value after `else :=`.
    pub value: Option<Expr>,
    /// Empty where an `else` has no condition.
    pub statements: Vec<Statement>,
}

#[derive(Clone, Debug)]
pub struct Statement {
    pub span: Span,
    pub kind: StatementKind,
    /// `with target as value`.
    pub with: Vec<(Expr, Expr)>,
}

#[derive(Clone, Debug)]
pub enum StatementKind {
    /// `some a, b`.
    Some {
        names: Vec<String>,
    },
    /// `some key, value in collection`.
    SomeIn {
        key: Option<Expr>,
        value: Expr,
        collection: Expr,
    },
    /// `every key, value in collection { body }`.
    Every {
        key: Option<String>,
        value: String,
        collection: Expr,
        body: Vec<Statement>,
    },
    Expr(Expr),
    Not(Expr),
}

#[derive(Clone, Debug)]
pub struct Expr {
    /// Without parentheses around it.
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    /// Decoded.
    Text(String),
    Number(String),
    Bool(bool),
    Null,
    Variable(String),
    Array(Vec<Expr>),
    Set(Vec<Expr>),
    Object(Vec<(Expr, Expr)>),
    /// `[term | body]`, `{term | body}` or `{key: term | body}`.
    Comprehension {
        terms: Vec<Expr>,
        body: Vec<Statement>,
    },
    Call {
        function: Box<Expr>,
        arguments: Vec<Expr>,
    },
    /// `of.index` (where the index is a text) and `of[index]`.
    Index {
        of: Box<Expr>,
        index: Box<Expr>,
    },
    Minus(Box<Expr>),
    Binary {
        operator: Operator,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `key, value in collection`.
    In {
        key: Option<Box<Expr>>,
        value: Box<Expr>,
        collection: Box<Expr>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `:=`
    Declare,
    /// `=`
    Unify,
    /// `==`
    Equal,
    /// `!=`, `<`, `<=`, `>`, `>=`
    Compare,
    /// `+`, `-`
    Sum,
    /// `*`, `/`, `%`, `&`, `|`
    Compute,
}

impl Definition {
    pub fn value(&self) -> Option<&Expr> {
        match &self.head {
            Head::Complete { value } | Head::Function { value, .. } => value.as_ref(),
            Head::Set { .. } => None,
        }
    }

    pub fn parameters(&self) -> &[Expr] {
        match &self.head {
            Head::Function { parameters, .. } => parameters,
            _ => &[],
        }
    }

    /// Every expression of the head.
    pub fn head_expressions(&self) -> impl Iterator<Item = &Expr> {
        let (parameters, last): (&[Expr], Option<&Expr>) = match &self.head {
            Head::Complete { value } => (&[], value.as_ref()),
            Head::Function { parameters, value } => (parameters, value.as_ref()),
            Head::Set { key } => (&[], key.as_ref()),
        };
        self.keys.iter().chain(parameters).chain(last)
    }

    /// Calls `see` with every expression of the definition, outer ones first.
    pub fn each_expr<'e>(&'e self, see: &mut impl FnMut(&'e Expr)) {
        self.head_expressions().for_each(|expr| expr.each(see));
        for body in &self.bodies {
            body.value.iter().for_each(|expr| expr.each(see));
            body.statements.iter().for_each(|statement| statement.each_expr(see));
        }
    }

    /// Calls `see` with every statement of the definition, those of comprehensions included.
    pub fn each_statement<'e>(&'e self, see: &mut impl FnMut(&'e Statement)) {
        self.head_expressions().for_each(|expr| expr.each_statement(see));
        for body in &self.bodies {
            body.value.iter().for_each(|expr| expr.each_statement(see));
            body.statements.iter().for_each(|statement| statement.each(see));
        }
    }
}

impl Statement {
    /// The expressions directly below.
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut found: Vec<&Expr> = match &self.kind {
            StatementKind::Some { .. } => Vec::new(),
            StatementKind::SomeIn { key, value, collection } => key.iter().chain([value, collection]).collect(),
            StatementKind::Every { collection, .. } => vec![collection],
            StatementKind::Expr(expr) | StatementKind::Not(expr) => vec![expr],
        };
        found.extend(self.with.iter().flat_map(|(target, value)| [target, value]));
        found
    }

    /// The statements directly below: those of `every`.
    pub fn body(&self) -> &[Self] {
        match &self.kind {
            StatementKind::Every { body, .. } => body,
            _ => &[],
        }
    }

    fn each_expr<'e>(&'e self, see: &mut impl FnMut(&'e Expr)) {
        self.expressions().into_iter().for_each(|expr| expr.each(see));
        self.body().iter().for_each(|statement| statement.each_expr(see));
    }

    fn each<'e>(&'e self, see: &mut impl FnMut(&'e Self)) {
        see(self);
        self.expressions().into_iter().for_each(|expr| expr.each_statement(see));
        self.body().iter().for_each(|statement| statement.each(see));
    }
}

impl Expr {
    /// The expressions directly below; those in the body of a comprehension are not.
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null | ExprKind::Variable(_) => {
                Vec::new()
            }
            ExprKind::Array(items) | ExprKind::Set(items) => items.iter().collect(),
            ExprKind::Object(members) => members.iter().flat_map(|(key, value)| [key, value]).collect(),
            ExprKind::Comprehension { terms, .. } => terms.iter().collect(),
            ExprKind::Call { function, arguments } => std::iter::once(&**function).chain(arguments).collect(),
            ExprKind::Index { of, index } => vec![of, index],
            ExprKind::Minus(of) => vec![of],
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::In { key, value, collection } => {
                key.iter().chain([value, collection]).map(|child| &**child).collect()
            }
        }
    }

    /// The statements of a comprehension.
    pub fn body(&self) -> &[Statement] {
        match &self.kind {
            ExprKind::Comprehension { body, .. } => body,
            _ => &[],
        }
    }

    /// Calls `see` with this expression and every one below it, outer ones first.
    pub fn each<'e>(&'e self, see: &mut impl FnMut(&'e Self)) {
        see(self);
        self.children().into_iter().for_each(|child| child.each(see));
        self.body().iter().for_each(|statement| statement.each_expr(see));
    }

    fn each_statement<'e>(&'e self, see: &mut impl FnMut(&'e Statement)) {
        self.children().into_iter().for_each(|child| child.each_statement(see));
        self.body().iter().for_each(|statement| statement.each(see));
    }

    /// `a.b["c"]` as its names; `None` for anything that is no chain of constants on a name.
    pub fn names(&self) -> Option<Vec<&str>> {
        match &self.kind {
            ExprKind::Variable(name) => Some(vec![name]),
            ExprKind::Index { of, index } => {
                let ExprKind::Text(name) = &index.kind else { return None };
                let mut names = of.names()?;
                names.push(name);
                Some(names)
            }
            _ => None,
        }
    }
}
