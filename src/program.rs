//! A CDK source file, lowered to what all six languages share: imports, bindings, calls, literals, classes.
//!
//! A program says what is written, in the order in which it is written; it evaluates nothing and knows no API. What
//! has no place here is [`Expr::Unknown`]. Names are spelled as in the source; whoever compares them with CDK's API
//! knows the language ([`Language`]).
//!
//! Names that begin with `#` are bindings that nobody wrote: the parameter or loop variable that a pattern takes apart
//! (`#0`), the module that `require` gives in the middle of an expression (`#3`), and what a name was declared as that
//! is assigned again later (`#tag`). They are found like others; what Go's language does by itself (`#copy`) is not.
//!
//! What a broken file may say beyond what could be read makes it unknown, never absent: an object, a list or arguments
//! with something broken in them end in a spread of an unknown, and a broken line that begins with `a.` is an effect
//! `a[?] = ?`.

mod assignment;
mod flow;
mod parse;
mod recover;
mod lowering;
pub mod csharp;
pub mod go;
pub mod java;
pub mod python;
pub mod typescript;

use std::sync::Arc;

use crate::source::Span;
use typescript::Dialect;

/// The languages that CDK programs are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// JavaScript too.
    TypeScript,
    Python,
    Java,
    CSharp,
    Go,
}

/// A lowered source file. Everything is addressed by number within its program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// By [`ExprId`]; an expression stands behind those it is made of, and none is more than a few hundred levels deep.
    pub expressions: Vec<Spanned<Expr>>,
    /// By [`ScopeId`]; the first is the module, parents stand before children.
    pub scopes: Vec<Scope>,
    /// By [`FunctionId`].
    pub functions: Vec<Function>,
    /// By [`ClassId`].
    pub classes: Vec<Class>,
    /// The packages that the file is part of: Java's package, C#'s namespaces. Names that other files of them export
    /// are imported by a star import that nobody wrote. Go's package is the folder, and is not listed.
    pub packages: Vec<Arc<str>>,
    /// What the module imports, in order. Bindings refer to them by number.
    pub imports: Vec<Import>,
    /// What other modules can import from this one.
    pub exports: Vec<Export>,
    /// What is executed for its effect, in written order: expression statements and conditions with calls in them,
    /// assignments, and the initialisers of declarations and fields. Nested functions and methods have their own
    /// entries, told apart by their scope; those of a field stand in the scope of its class. One expression may stand in
    /// two effects (`const a = (this.b = new C())`) and is executed once.
    pub effects: Vec<Effect>,
    /// Comments with their delimiters, in order.
    pub comments: Vec<Span>,
    /// What could not be parsed. The rest of the file is here all the same.
    pub errors: Vec<Problem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u32);

/// Something and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    pub node: T,
    pub span: Span,
}

/// An expression. Parentheses, casts, type assertions, `await`, non-null assertions and optional chaining are looked
/// through; `jsii.String(x)` and the like are not.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `null`, `undefined`, `None`, `nil`
    Null,
    Bool(bool),
    /// As written.
    Number(Arc<str>),
    /// A string literal, decoded.
    Text(Arc<str>),
    /// A template string, an f-string, an interpolated string.
    Template(Vec<TemplatePart>),
    /// A name to be looked up in the scope of the effect or function it stands in. `this` and `self` (by whatever
    /// name the first parameter of a Python method has) are `This`.
    Name {
        name: Arc<str>,
        scope: ScopeId,
    },
    /// In a static method or field this is the class itself.
    This {
        class: ClassId,
    },
    Super {
        class: ClassId,
    },
    Member {
        object: ExprId,
        name: Spanned<Arc<str>>,
    },
    Index {
        object: ExprId,
        index: ExprId,
    },
    Call(Call),
    List(Vec<Element>),
    /// An object literal, a dictionary, a map literal, the members of a struct literal.
    Object(Vec<Property>),
    Binary {
        operator: Operator,
        left: ExprId,
        right: ExprId,
    },
    /// `test ? then : otherwise`, `then if test else otherwise`
    Conditional {
        test: ExprId,
        then: ExprId,
        otherwise: ExprId,
    },
    /// An arrow function, a lambda, a function expression.
    Function(FunctionId),
    /// A class used as a value where it is declared.
    Class(ClassId),
    Unknown,
}

/// A part of a template string.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplatePart {
    /// Decoded, with the bytes it is written in.
    Text(Spanned<Arc<str>>),
    Hole(ExprId),
}

/// `new X(…)`, `f(…)`, `x.m(…)`, `X(…)` in Python.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Whether it is written with `new` (or a struct literal with a type).
    pub new: bool,
    pub callee: ExprId,
    pub arguments: Vec<Argument>,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The keyword, where it is given by name.
    pub name: Option<Spanned<Arc<str>>>,
    pub value: ExprId,
    /// `...list`, `*list`; with a mapping, `**mapping`.
    pub spread: Spread,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spread {
    #[default]
    None,
    List,
    Mapping,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    Item(ExprId),
    Spread(ExprId),
}

/// A member of an object literal, in written order.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// `key: value`, also shorthand `{ key }` and methods; a getter is a call of its function.
    Named { key: Spanned<Arc<str>>, value: ExprId },
    /// `[expression]: value`, a dictionary key that is no literal.
    Computed { key: ExprId, value: ExprId },
    /// `...other`, `**other`
    Spread(ExprId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `??`
    Coalesce,
    /// `||`, `or`
    Or,
    /// `&&`, `and`
    And,
    /// `==`, `===`
    Equal,
    /// `!=`, `!==`
    NotEqual,
    /// `!`, `not`; both sides are the operand.
    Not,
    /// Also with one operand, which then is both sides.
    Other,
}

/// A region of names.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub parent: Option<ScopeId>,
    pub bindings: Vec<Binding>,
    /// The function whose body this is, or is part of. A class starts anew: the scope of a class that is declared in a
    /// function has none, and effects in it are those of its fields.
    pub function: Option<FunctionId>,
    /// The class whose body this is, or is part of.
    pub class: Option<ClassId>,
}

/// A name in a scope.
#[derive(Clone, Debug)]
pub struct Binding {
    pub name: Arc<str>,
    pub span: Span,
    pub value: Bound,
    /// Whether it is assigned once only: `const`, or assigned nowhere else in the file.
    pub constant: bool,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    Value(ExprId),
    /// `const { a: { b } } = value`: the way from the value to the name, with the default of the pattern.
    Part {
        value: ExprId,
        path: Vec<PathStep>,
        default: Option<ExprId>,
    },
    /// The number of an import of the program, and the name within it: `None` for the module itself.
    Import {
        import: u32,
        name: Option<Arc<str>>,
    },
    Parameter {
        function: FunctionId,
        number: u32,
    },
    Function(FunctionId),
    Class(ClassId),
    /// The variable of a loop over a list.
    Loop(ExprId),
    /// Assigned several times, or in a way that is not followed. The values that are written out, that of
    /// the declaration first; an unknown among them stands for what is not.
    Several(Vec<ExprId>),
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    Key(Arc<str>),
    Index(u32),
    /// `...rest`
    Rest,
}

/// One import of a module.
///
/// `from a import b`, like the member `b` of a module `a`, is the name `b` that the module binds, or else its submodule
/// `a.b`; `from . import b` likewise, of the module `.`. Python's `import a.b.c` is two imports: of `a.b.c`, to which no
/// binding refers, and of `a`, to which the name `a` is bound; the members of `a.b.c.X` lead to the module `a.b.c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// As written: `aws-cdk-lib/aws-ecs`, `./stack`, `aws_cdk.aws_ecs`, `.stack` (relative ones with their dots).
    pub module: Arc<str>,
    /// Where the module is named.
    pub span: Span,
    /// `from x import *`, `export * from`, a Java wildcard.
    pub star: bool,
}

/// A name that other modules can import.
#[derive(Clone, Debug, PartialEq)]
pub enum Export {
    /// A binding of the module scope; `default` is the name of a default export.
    Local { name: Arc<str>, binding: Arc<str> },
    /// A value under a name; of several under one name the last counts. The name `export=` says that the module itself
    /// is the value (`module.exports = value`, `export = value`); its members are exports besides.
    Value { name: Arc<str>, value: ExprId },
    /// `export { a as b } from './x'`; `None` for the whole module (`export * as b from`).
    From { name: Arc<str>, import: u32, imported: Option<Arc<str>> },
    /// `export * from './x'`
    Star { import: u32 },
}

/// A function, a method, a constructor, an arrow function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Empty for one without a name.
    pub name: Arc<str>,
    pub span: Span,
    /// Without `self` and `cls` of Python, so that they line up with arguments.
    pub parameters: Vec<Parameter>,
    pub scope: ScopeId,
    /// What it returns, in order; an arrow function's expression too.
    pub returns: Vec<ExprId>,
    pub class: Option<ClassId>,
    /// A static method, a class method.
    pub is_static: bool,
    pub is_constructor: bool,
    /// A property getter.
    pub is_getter: bool,
}

/// A parameter. Its bindings stand in the function's scope.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: Arc<str>,
    pub span: Span,
    pub default: Option<ExprId>,
    /// The name of its type as written, without its arguments, where it is a plain name.
    pub type_name: Option<Arc<str>>,
    pub rest: Spread,
    /// Python: only by keyword.
    pub keyword_only: bool,
}

/// A class, an interface with defaults, an enum.
#[derive(Clone, Debug)]
pub struct Class {
    pub name: Arc<str>,
    pub span: Span,
    /// What it extends.
    pub bases: Vec<ExprId>,
    /// Its scope; methods and fields are no names in it, but the members of an enum are.
    pub scope: ScopeId,
    pub constructor: Option<FunctionId>,
    /// Methods but the constructor. Where a class may have several, those with fewer parameters stand here too.
    pub methods: Vec<FunctionId>,
    /// Fields with their initialisers, static ones and enum members too.
    pub fields: Vec<Field>,
    pub is_enum: bool,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: Spanned<Arc<str>>,
    pub value: Option<ExprId>,
    pub is_static: bool,
}

/// Something that is executed. An expression that stands in several effects (`a = self.b = f()`) is evaluated once.
#[derive(Clone, Debug)]
pub struct Effect {
    pub kind: EffectKind,
    pub span: Span,
    pub scope: ScopeId,
    /// The branches and loops it stands in, outermost first, within its function.
    pub control: Vec<Control>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum EffectKind {
    /// An expression statement, a returned expression or the initialiser of a declaration: calls in it are made.
    Evaluate(ExprId),
    /// `target = value` where the target is no plain name: `this.tag = …`, `repo.imageTagMutability = …`. With `a += b`
    /// the value is `a + b`; what is deleted is set to null.
    Assign { target: ExprId, value: ExprId },
}

/// What decides whether, or how often, an effect happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// `if test` and which branch; `case` and `catch` have no test, nor has what stands behind something that may have
    /// left early in a way too involved to be one test. Behind `if (test) return` the test is not taken; a branch that
    /// throws is no condition for what follows, because a program that throws creates nothing.
    Branch { test: Option<ExprId>, taken: bool },
    /// A loop; over a list where one is written out.
    Loop { over: Option<ExprId>, variable: Option<Arc<str>> },
}

/// Something that could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub span: Span,
    pub message: String,
}

/// Lowers a source file; the ending of its path tells the dialects of a language apart. A language that has no
/// lowering yet gives an empty program.
pub fn lower(path: &str, text: &str, language: Language) -> Program {
    match language {
        Language::TypeScript => typescript::lower(text, Dialect::of_path(path).unwrap_or(Dialect::TypeScript)),
        Language::Python => python::lower(text),
        Language::Java => java::lower(text),
        Language::Go => go::lower(text),
        Language::CSharp => csharp::lower(text),
    }
}

impl Program {
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.expressions[id.0 as usize].node
    }

    pub fn span(&self, id: ExprId) -> Span {
        self.expressions[id.0 as usize].span
    }

    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.0 as usize]
    }

    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0 as usize]
    }

    /// The binding of a name, from a scope outwards.
    pub fn lookup(&self, name: &str, from: ScopeId) -> Option<(ScopeId, &Binding)> {
        let mut scope = Some(from);
        while let Some(id) = scope {
            let here = self.scope(id);
            if let Some(binding) = here.bindings.iter().rev().find(|binding| &*binding.name == name) {
                return Some((id, binding));
            }
            scope = here.parent;
        }
        None
    }
}
