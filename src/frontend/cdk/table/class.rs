//! Classes, their constructors and methods: the signatures of `api.txt`, without what they mean.

use std::collections::HashMap;

use super::parse::{self, Line};
use super::shape::{Effect, Shape};

const API: &str = include_str!("api.txt");
const ENUMS: &str = include_str!("enums.txt");

/// A class, a struct or an enum.
#[derive(Debug)]
pub struct Class {
    /// With its module: `aws_ecr.Repository`, `Stack`.
    pub name: &'static str,
    pub kind: Kind,
    /// The full name of the class it extends, where that says more.
    pub base: Option<&'static str>,
    /// `None` for what cannot be instantiated.
    pub constructor: Option<Callable>,
    pub statics: Vec<Callable>,
    pub methods: Vec<Callable>,
    /// Properties whose meaning is known.
    pub attributes: Vec<Attribute>,
    /// Enum members and constants.
    pub members: Vec<Member>,
    /// What an options object of this struct becomes, where it stands in a property.
    pub shape: Option<Shape>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The root of all constructs; ask [`super::Table::is_construct`] for those that extend it.
    Construct,
    /// The class that every first-level class extends.
    FirstLevel,
    Class,
    Enum,
    /// An options object: an object literal in TypeScript, keyword arguments, a class or a dictionary in Python.
    Struct,
}

/// A constructor or method.
#[derive(Debug, Default)]
pub struct Callable {
    /// jsii's spelling; `new` for a constructor.
    pub name: &'static str,
    pub parameters: Vec<Parameter>,
    /// The full name of the class of the result, where it is one of the table. An interface is its main class.
    pub returns: Option<&'static str>,
    pub meaning: Meaning,
}

/// A parameter, in order.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub optional: bool,
    /// Takes all arguments that are left.
    pub variadic: bool,
    /// The struct it takes. Its members are keyword arguments in Python, unless another parameter follows
    /// ([`Callable::keywords`]).
    pub options: Option<&'static str>,
}

impl Callable {
    /// The struct whose members Python spreads into keyword arguments: that of the last parameter.
    pub fn keywords(&self) -> Option<&'static str> {
        self.parameters.last()?.options
    }
}

/// What becomes of a call.
#[derive(Debug, Default)]
pub enum Meaning {
    /// The table does not say. The result cannot be known, and a method may change its receiver in any way; what is
    /// handed over as an argument is left as it is.
    #[default]
    Unknown,
    /// The construct or value that the call makes.
    Shape(Box<Shape>),
    /// What the call does to its receiver.
    Effect(Effect),
    /// A name for something that exists elsewhere: its type, and which arguments tell its name or ARN.
    Import { resource_type: &'static str, name: Option<&'static str>, arn: Option<&'static str> },
    /// A keyword that whoever evaluates calls knows, with its arguments: `duration 86400 amount`.
    Keyword { keyword: &'static str, arguments: Vec<&'static str> },
}

/// A property of an object and what it is.
#[derive(Debug)]
pub struct Attribute {
    pub name: &'static str,
    /// `ref`, `att Arn`, `child TaskDef`, `prop artifactBucket`, `pseudo AWS::Region`, `node`, `default-child`, or a shape.
    pub meaning: Meaning,
}

/// A member of an enum or a constant of a class.
#[derive(Debug)]
pub struct Member {
    pub name: &'static str,
    /// What the template holds; `None` where the property is left out.
    pub value: Option<Literal>,
    /// The value in a running program, where it differs.
    pub runtime: Option<&'static str>,
}

/// A value that is written in the data.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Null,
    Bool(bool),
    Number(&'static str),
    Text(&'static str),
    /// A collection in JSON.
    Json(&'static str),
    /// The path of a child of the construct, which is referred to.
    Child(&'static str),
    /// Something that cannot be known.
    Unknown,
}

/// Reads the signatures and members.
pub(super) fn load() -> HashMap<&'static str, Class> {
    let mut classes = HashMap::with_capacity(1024);
    for block in parse::blocks(API) {
        let (keyword, rest) = block.head.split();
        if keyword == "structs" {
            for name in block.rows.iter().flat_map(|row| row.words()) {
                classes.insert(name, Class::new(name, Kind::Struct));
            }
            continue;
        }
        let mut words = rest.words();
        let name = words.next().unwrap_or_default();
        let kind = match keyword {
            "root" => Kind::Construct,
            "first-level" => Kind::FirstLevel,
            _ => Kind::Class,
        };
        let mut class = Class { base: words.next(), ..Class::new(name, kind) };
        for row in block.rows {
            class.add(row);
        }
        classes.insert(name, class);
    }
    for block in parse::blocks(ENUMS) {
        let (name, members) = block.head.split();
        let class = classes.entry(name).or_insert_with(|| Class::new(name, Kind::Enum));
        class.members = members.text.split('\t').map(member).collect();
    }
    classes
}

impl Class {
    fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            base: None,
            constructor: None,
            statics: Vec::new(),
            methods: Vec::new(),
            attributes: Vec::new(),
            members: Vec::new(),
            shape: None,
        }
    }

    fn add(&mut self, row: Line) {
        let (word, rest) = row.split();
        match word {
            "new" => self.constructor = Some(callable("new", rest)),
            "static" => {
                let (name, rest) = rest.split();
                self.statics.push(callable(name, rest));
            }
            _ => self.methods.push(callable(word, rest)),
        }
    }
}

/// Reads `scope id props?:aws_ecr.RepositoryProps > aws_ecr.Repository`.
fn callable(name: &'static str, line: Line) -> Callable {
    let (parameters, returns) = match line.text.split_once('>') {
        Some((parameters, returns)) => (parameters, Some(returns.trim())),
        None => (line.text, None),
    };
    let parameters = parameters.split_ascii_whitespace().map(parameter).collect();
    Callable { name, parameters, returns, meaning: Meaning::Unknown }
}

fn parameter(word: &'static str) -> Parameter {
    let (name, options) = match word.split_once(':') {
        Some((name, options)) => (name, Some(options)),
        None => (word, None),
    };
    let variadic = name.starts_with('*');
    let name = name.trim_start_matches('*');
    let optional = name.ends_with('?');
    Parameter { name: name.trim_end_matches('?'), optional, variadic, options }
}

/// Reads `MEMBER`, `MEMBER=value`, `MEMBER=value|runtime`; `-` is nothing at all.
fn member(text: &'static str) -> Member {
    let Some((name, value)) = text.split_once('=') else {
        return Member { name: text, value: Some(Literal::Text(text)), runtime: None };
    };
    let (value, runtime) = match value.split_once('|') {
        Some((value, runtime)) => (value, Some(runtime)),
        None => (value, None),
    };
    Member { name, value: Literal::read(value), runtime }
}

impl Literal {
    /// Reads a literal; `-` is none, `?` unknown. What is not `true`, `false`, `null`, a number, JSON or `@child` is a text.
    pub fn read(text: &'static str) -> Option<Self> {
        Some(match text {
            "-" => return None,
            "?" => Self::Unknown,
            "true" => Self::Bool(true),
            "false" => Self::Bool(false),
            "null" => Self::Null,
            _ if text.starts_with(['{', '[']) => Self::Json(text),
            _ if text.starts_with(|first: char| first.is_ascii_digit()) && text.parse::<f64>().is_ok() => {
                Self::Number(text)
            }
            _ => match (text.strip_prefix('@'), text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''))) {
                (Some(child), _) => Self::Child(child),
                (None, Some(quoted)) => Self::Text(quoted),
                (None, None) => Self::Text(text),
            },
        })
    }
}
