//! What a property can be once everything that can be said of it without deploying has been said.
//!
//! Three answers, never two: a value is known, absent, or unknown with a reason. A reference is an unknown
//! that says what it names, and a text with holes keeps the parts that are known. Every value says where
//! it is written ([`Origin`]) and, where that is not the whole story, why it is what it is ([`Because`]).

use std::borrow::Cow;
use std::sync::Arc;

use crate::source::{FileId, Location};

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub data: Data,
    pub origin: Origin,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    Null,
    Bool(bool),
    /// As written, so that a version such as `1.10` keeps its last digit.
    Number(Arc<str>),
    Text(Arc<str>),
    /// A text put together from several parts, some of which may be holes.
    Composite(Arc<[Piece]>),
    List(Vec<Value>),
    Map(Map),
    Unknown(Arc<Unknown>),
}

/// Keys in written order. An open map knows these keys; others may exist, for the reason given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    pub entries: Vec<Entry>,
    pub open: Option<Arc<str>>,
}

/// One key of a map and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: Arc<str>,
    /// Where the key is written.
    pub at: Location,
    pub value: Value,
}

/// Why a value cannot be known, and what it refers to, if it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Never empty.
    pub reason: Arc<str>,
    pub reference: Option<Reference>,
}

/// A part of a composite text.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub part: Part,
    pub origin: Origin,
}

/// What a part of a composite text is.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Known(Arc<str>),
    Hole {
        /// How the hole is written, without braces: `AWS::Region`, `Tag`, `Repo.Arn`.
        name: Arc<str>,
        unknown: Arc<Unknown>,
    },
}

/// What an unknown value stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    pub target: Target,
    /// The attribute of `Fn::GetAtt`; `None` for what `Ref` gives.
    pub attribute: Option<Arc<str>>,
}

/// What a reference names. The survey of a single file can say only what is written; with the whole
/// project at hand everything that exists becomes a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Resource {
        file: FileId,
        id: Arc<str>,
    },
    /// The name of an export of another stack.
    Import(Arc<str>),
    /// A parameter of this template that whoever creates the stack passes.
    Parameter(Arc<str>),
    /// An output of a nested stack of this template.
    Output {
        stack: Arc<str>,
        name: Arc<str>,
    },
}

/// Where a value is written, and why it is what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The whole scalar, collection or intrinsic function at the place of use.
    pub at: Location,
    /// The characters of the decoded scalar at `at` that this is, where it is not all of them.
    pub part: Option<(u32, u32)>,
    pub because: Option<Arc<Because>>,
}

/// One step of an explanation: "default of parameter Tag", where that stands, and what led there.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    pub source: Source,
    pub message: String,
    pub at: Location,
    pub next: Option<Arc<Self>>,
}

/// From what kind of place a value came that is not written where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A parameter: its default, or what the configuration or a parent stack gives.
    Parameter,
    Mapping,
    Import,
    /// The default of an API.
    Api,
    /// The right side of a fallback such as `?? 'latest'`.
    Fallback,
    /// A constant, a variable, a field or a function's result elsewhere in the program.
    Constant,
    /// What the creator of a stack or construct, or the caller of a function, passes.
    Creator,
    /// The context of a CDK app, from `cdk.json`.
    Context,
}

impl Source {
    /// The word the facts use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parameter => "parameter",
            Self::Mapping => "mapping",
            Self::Import => "import",
            Self::Api => "api",
            Self::Fallback => "fallback",
            Self::Constant => "constant",
            Self::Creator => "creator",
            Self::Context => "context",
        }
    }
}

impl Origin {
    pub fn at(at: Location) -> Self {
        Self { at, part: None, because: None }
    }

    /// The same place, explained by one more step in front of what already explains it.
    #[must_use]
    pub fn because(&self, source: Source, message: String, at: Location, next: Option<Arc<Because>>) -> Self {
        Self { because: Some(Arc::new(Because { source, message, at, next })), ..self.clone() }
    }
}

impl Value {
    pub fn new(data: Data, at: Location) -> Self {
        Self { data, origin: Origin::at(at) }
    }

    /// A value that cannot be known.
    pub fn unknown(reason: impl Into<Arc<str>>, at: Location) -> Self {
        Self::new(Data::Unknown(Arc::new(Unknown { reason: reason.into(), reference: None })), at)
    }

    /// A value that cannot be known but says what it names.
    pub fn reference(reason: impl Into<Arc<str>>, reference: Reference, at: Location) -> Self {
        Self::new(Data::Unknown(Arc::new(Unknown { reason: reason.into(), reference: Some(reference) })), at)
    }

    /// The text of a scalar that is wholly known, as CloudFormation would put it into a string.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match &self.data {
            Data::Text(text) | Data::Number(text) => Some(Cow::Borrowed(text)),
            Data::Bool(truth) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
            Data::Composite(pieces) => known_text(pieces).map(Cow::Owned),
            Data::Null | Data::List(_) | Data::Map(_) | Data::Unknown(_) => None,
        }
    }

    /// The value as parts of a text; `None` for a collection or nothing.
    pub fn pieces(&self) -> Option<Cow<'_, [Piece]>> {
        let part = match &self.data {
            Data::Composite(pieces) => return Some(Cow::Borrowed(pieces)),
            Data::Text(text) | Data::Number(text) => Part::Known(text.clone()),
            Data::Bool(truth) => Part::Known(if *truth { "true" } else { "false" }.into()),
            Data::Unknown(unknown) => Part::Hole { name: hole_name(unknown), unknown: unknown.clone() },
            Data::Null | Data::List(_) | Data::Map(_) => return None,
        };
        Some(Cow::Owned(vec![Piece { part, origin: self.origin.clone() }]))
    }

    /// Why the value is not known: its own reason, or that of its first hole.
    pub fn why_unknown(&self) -> Option<&Arc<str>> {
        match &self.data {
            Data::Unknown(unknown) => Some(&unknown.reason),
            Data::Composite(pieces) => pieces.iter().find_map(|piece| match &piece.part {
                Part::Hole { unknown, .. } => Some(&unknown.reason),
                Part::Known(_) => None,
            }),
            _ => None,
        }
    }

    pub fn as_map(&self) -> Option<&Map> {
        match &self.data {
            Data::Map(map) => Some(map),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key; `None` where this is no map or has no such key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }
}

impl Map {
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| &*entry.key == key)
    }
}

/// Joins neighbouring known parts that come from the same explanation, and gives plain text where one
/// known part is all there is.
pub fn compose(pieces: Vec<Piece>, at: Location) -> Value {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if !matches!(&piece.part, Part::Known(text) if text.is_empty()) {
            kept.push(piece);
        }
    }
    match kept.as_slice() {
        [] => Value::new(Data::Text("".into()), at),
        [Piece { part: Part::Known(text), origin }] => {
            let origin = Origin { at, part: None, because: origin.because.clone() };
            Value { data: Data::Text(text.clone()), origin }
        }
        [Piece { part: Part::Hole { unknown, .. }, origin }] => {
            let origin = Origin { at, part: None, because: origin.because.clone() };
            Value { data: Data::Unknown(unknown.clone()), origin }
        }
        _ => Value::new(Data::Composite(kept.into()), at),
    }
}

/// A text with a mark for each hole: two names of one shape are taken for one, where only one has it. Stacks export
/// `${AWS::StackName}-Bucket`, and others import `${BuildStack}-Bucket`. `None` where too little is known.
pub fn shape(value: &Value) -> Option<Arc<str>> {
    const HOLE: &str = "\u{fffc}";
    const ENOUGH: usize = 4;
    let pieces = value.pieces()?;
    let part = |piece: &Piece| match &piece.part {
        Part::Known(text) => text.to_string(),
        Part::Hole { .. } => HOLE.to_owned(),
    };
    let shape: String = pieces.iter().map(part).collect();
    let known = shape.replace(HOLE, "").len();
    (known >= ENOUGH || known == shape.len()).then(|| shape.into())
}

fn known_text(pieces: &[Piece]) -> Option<String> {
    let mut text = String::new();
    for piece in pieces {
        match &piece.part {
            Part::Known(part) => text.push_str(part),
            Part::Hole { .. } => return None,
        }
    }
    Some(text)
}

fn hole_name(unknown: &Unknown) -> Arc<str> {
    match &unknown.reference {
        Some(Reference { target: Target::Resource { id, .. }, attribute: None }) => id.clone(),
        Some(Reference { target: Target::Resource { id, .. }, attribute: Some(attribute) }) => {
            format!("{id}.{attribute}").into()
        }
        Some(Reference { target: Target::Import(name) | Target::Parameter(name), .. }) => name.clone(),
        Some(Reference { target: Target::Output { stack, name }, .. }) => format!("{stack}.Outputs.{name}").into(),
        None => "…".into(),
    }
}
