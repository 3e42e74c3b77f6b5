//! What an expression can be: a plain value, something of the program, or something of CDK's API.
//!
//! Alternatives stay inside a value as [`Choice`]s, so that the program is looked at once, whatever the number of
//! worlds. [`Val::project`] picks the branches of one world.

use std::sync::Arc;

use super::super::table::{Callable, Class, Module};
use crate::model::{Alternative, Scenario};
use crate::program::{ClassId, FunctionId};
use crate::source::{FileId, Location};
use crate::value::{Because, Origin, Source};

/// How many steps explain a value; nobody follows more.
const MAX_REASONS: usize = 16;
/// How many parts a text may be put together from.
const MAX_PARTS: usize = 1000;
/// How many items of a list are followed.
const MAX_ITEMS: usize = 1000;
/// How many leaves a choice may have before it is given up.
const MAX_LEAVES: usize = 256;

/// What an expression is, and where that is written.
#[derive(Clone, Debug)]
pub(crate) struct Val {
    pub what: What,
    pub origin: Origin,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// `undefined`, `null`, `None`, or nothing given at all.
    Absent,
    Bool(bool),
    Number(Arc<str>),
    Text(Arc<str>),
    /// Texts side by side, some of which may not be known.
    Template(Arc<[Val]>),
    List(Arc<List>),
    Map(Arc<Dict>),
    Choice(Arc<Choice>),
    Unknown(Arc<str>),
    /// A file of the run as a module.
    File(FileId),
    /// A module of CDK's API.
    Module(&'static Module),
    /// A class of CDK's API.
    ApiClass(ApiClass),
    /// A static member of a class of CDK's API: an enum member, a factory.
    Static {
        class: &'static Class,
        member: Arc<str>,
    },
    /// A static member of a class of which the table says nothing, by its full name: `aws_lambda.Code.fromAsset`.
    Other(Arc<str>),
    /// A member of something that CDK's API gave.
    Member(Arc<Member>),
    /// What a call of CDK's API gave that is no construct of its own.
    Made(Arc<Made>),
    /// A construct, or an instance of a class of the project.
    Object(ObjectId),
    Class(FileId, ClassId, FrameId),
    Function(Arc<Closure>),
    /// A method of a value of the language itself: `list.map`, `text.lower`.
    Builtin(Arc<Member>),
    /// What collects the options of something of CDK's API before it is made, as in Java.
    Builder(Arc<Builder>),
}

/// The number of an object within a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ObjectId(pub u32);

/// The number of an activation of a function, or of a module, within a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FrameId(pub u32);

/// A list, told from others by a number, for it may be changed later.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    pub id: u32,
    pub items: Vec<Val>,
    /// Why there may be other items.
    pub open: Option<Arc<str>>,
}

impl List {
    /// Adds items; of those that are too many it is only known that there are more.
    pub(crate) fn add(&mut self, more: &[Val]) {
        let room = MAX_ITEMS.saturating_sub(self.items.len());
        self.items.extend(more.iter().take(room).cloned());
        if more.len() > room {
            self.open = Some("a list too long to be followed".into());
        }
    }
}

/// An object literal or a dictionary, told from others by a number, for it may be changed later.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dict {
    pub id: u32,
    pub entries: Vec<Field>,
    /// Why there may be other keys.
    pub open: Option<Arc<str>>,
    /// Whether the keys are those of keyword arguments of a struct, in the spelling of the language.
    pub keywords: bool,
}

/// A key of a dictionary, where it is written, and its value.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub key: Arc<str>,
    pub at: Location,
    pub value: Val,
}

/// Several possible values, told apart by what an alternative is.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub name: Arc<str>,
    /// The default first.
    pub branches: Vec<(Alternative, Val)>,
}

/// What collects the options of an instance of a class, or of a struct.
#[derive(Clone, Debug)]
pub(crate) struct Builder {
    pub of: ApiClass,
    pub is_struct: bool,
    /// What comes before the options.
    pub arguments: Arguments,
    /// A dictionary, which changes.
    pub options: Val,
    /// Where the name of the class is written.
    pub key: Location,
}

/// `object.name`
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub object: Val,
    pub name: Arc<str>,
    /// Where the name is written.
    pub at: Location,
}

/// What was called, with what.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub how: How,
    pub arguments: Arguments,
    /// The whole call.
    pub at: Location,
    /// The name that is called.
    pub name: Location,
}

/// What of CDK's API was called. A method that the table does not know is none.
#[derive(Clone, Debug)]
pub(crate) enum How {
    New(ApiClass),
    Static { class: &'static Class, written: Arc<str>, method: Option<&'static Callable> },
    Method { receiver: Val, written: Arc<str>, method: Option<&'static Callable> },
}

/// A class of CDK's API.
#[derive(Clone, Debug)]
pub(crate) enum ApiClass {
    /// One that the table knows.
    Known(&'static Class),
    /// One of the first level, by its CloudFormation type.
    Resource(Arc<str>),
    /// A struct of one of the first level.
    Properties,
    /// One of a module of CDK's API that the table says nothing more about, by its full name: `aws_lambda.Function`.
    Other(Arc<str>),
}

/// The arguments of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    pub positional: Vec<Val>,
    pub named: Vec<Field>,
    /// The second one as it is written, where it is no plain text: `{name}`, `{name}-images`.
    pub second: Option<Arc<str>>,
    /// Why there may be more of them.
    pub open: Option<Arc<str>>,
}

/// A function together with what its names stand for.
#[derive(Clone, Debug)]
pub(crate) struct Closure {
    pub file: FileId,
    pub function: FunctionId,
    pub frame: FrameId,
    pub this: Option<Val>,
}

impl Val {
    pub(crate) fn new(what: What, at: Location) -> Self {
        Self { what, origin: Origin::at(at) }
    }

    pub(crate) fn unknown(reason: impl Into<Arc<str>>, at: Location) -> Self {
        Self::new(What::Unknown(reason.into()), at)
    }

    pub(crate) fn absent(at: Location) -> Self {
        Self::new(What::Absent, at)
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self.what, What::Absent)
    }

    /// The same value used at another place, which is explained by where it comes from.
    #[must_use]
    pub(crate) fn used_at(&self, at: Location, source: Source, message: &str) -> Self {
        if let What::Choice(choice) = &self.what {
            return self.with_choice(choice, at, &|value| value.used_at(at, source, message));
        }
        let next = self.origin.because.clone().filter(|because| length(because) < MAX_REASONS);
        let because = Arc::new(Because { source, message: message.to_owned(), at: self.origin.at, next });
        Self { what: self.what.clone(), origin: Origin { at, part: None, because: Some(because) } }
    }

    /// The same value at another place, without a word about it.
    #[must_use]
    pub(crate) fn moved(&self, at: Location) -> Self {
        if let What::Choice(choice) = &self.what {
            return self.with_choice(choice, at, &|value| value.moved(at));
        }
        Self { what: self.what.clone(), origin: Origin { at, part: None, because: self.origin.because.clone() } }
    }

    /// Applies a function to every possible value.
    #[must_use]
    pub(crate) fn map(&self, apply: &mut dyn FnMut(&Self) -> Self) -> Self {
        let What::Choice(choice) = &self.what else { return apply(self) };
        let branches = choice.branches.iter().map(|(name, value)| (name.clone(), value.map(apply))).collect();
        Self {
            what: What::Choice(Arc::new(Choice { name: choice.name.clone(), branches })),
            origin: self.origin.clone(),
        }
    }

    /// One of several values; one that cannot be told from the others is no choice.
    pub(crate) fn choice(name: &Arc<str>, branches: Vec<(Alternative, Self)>, at: Location) -> Self {
        let value = Self::new(What::Choice(Arc::new(Choice { name: name.clone(), branches })), at);
        if value.leaves() > MAX_LEAVES { Self::unknown("too many alternatives", at) } else { value }
    }

    /// Texts side by side, as one.
    pub(crate) fn texts(parts: Vec<Self>, at: Location) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match &part.what {
                What::Template(inner) => flat.extend(inner.iter().cloned()),
                _ => flat.push(part),
            }
        }
        if flat.len() > MAX_PARTS {
            return Self::unknown("put together from too many parts", at);
        }
        Self::new(What::Template(flat.into()), at)
    }

    /// What this is in a world: of each choice the branch of the world, or the default.
    #[must_use]
    pub(crate) fn project(&self, scenario: Option<&Scenario>) -> Self {
        let What::Choice(choice) = &self.what else { return self.clone() };
        let Some(scenario) = scenario else {
            return Self::unknown(format!("depends on {}", choice.name), self.origin.at);
        };
        match choice.pick(scenario) {
            Some(value) => value.project(Some(scenario)),
            None => Self::unknown(format!("{} is not known", choice.name), self.origin.at),
        }
    }

    /// The text of a wholly known scalar.
    pub(crate) fn text(&self) -> Option<String> {
        match &self.what {
            What::Text(text) | What::Number(text) => Some(text.to_string()),
            What::Bool(truth) => Some(truth.to_string()),
            What::Template(parts) => parts.iter().map(Self::text).collect(),
            _ => None,
        }
    }

    /// Why this is not known, if it is not.
    pub(crate) fn why_unknown(&self) -> Option<&Arc<str>> {
        match &self.what {
            What::Unknown(reason) => Some(reason),
            What::Template(parts) => parts.iter().find_map(Self::why_unknown),
            _ => None,
        }
    }

    fn with_choice(&self, choice: &Choice, at: Location, change: &dyn Fn(&Self) -> Self) -> Self {
        let branches = choice.branches.iter().map(|(name, value)| (name.clone(), change(value))).collect();
        let origin = Origin { at, ..self.origin.clone() };
        Self { what: What::Choice(Arc::new(Choice { name: choice.name.clone(), branches })), origin }
    }

    fn leaves(&self) -> usize {
        match &self.what {
            What::Choice(choice) => choice.branches.iter().map(|(_, value)| value.leaves()).sum(),
            _ => 1,
        }
    }
}

impl Choice {
    /// The branch of a world; the default where the world says nothing.
    pub(crate) fn pick(&self, scenario: &Scenario) -> Option<&Val> {
        match scenario.get(&self.name) {
            Some(wanted) => self.branches.iter().find(|(name, _)| name == wanted).map(|(_, value)| value),
            None => self.branches.first().map(|(_, value)| value),
        }
    }
}

impl Dict {
    pub(crate) fn get(&self, key: &str) -> Option<&Field> {
        self.entries.iter().rev().find(|field| &*field.key == key)
    }

    /// Sets a key, in its old place if it is there.
    pub(crate) fn set(&mut self, key: Arc<str>, at: Location, value: Val) {
        match self.entries.iter_mut().find(|field| field.key == key) {
            Some(field) => *field = Field { key, at, value },
            None => self.entries.push(Field { key, at, value }),
        }
    }

    /// Adds the keys of something that is not known: what is there so far may be overwritten.
    pub(crate) fn cover(&mut self, reason: &Arc<str>) {
        for field in &mut self.entries {
            field.value = Val::unknown(reason.clone(), field.value.origin.at);
        }
        self.open = Some(reason.clone());
    }
}

impl Arguments {
    pub(crate) fn named(&self, name: &str) -> Option<&Field> {
        self.named.iter().find(|field| &*field.key == name)
    }
}

/// How many steps an explanation has.
fn length(because: &Because) -> usize {
    std::iter::successors(Some(because), |because| because.next.as_deref()).count()
}
