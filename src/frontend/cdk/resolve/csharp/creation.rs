//! What is made: objects whose type is told by their use, with what initialisers set; and the arguments of CDK's API.

use super::super::super::table::{Callable, Kind, table};
use super::super::val::{ApiClass, Arguments, Dict, FrameId, List, ObjectId, Val, What};
use super::super::{Machine, Owner, api};
use super::ProjectClass;
use crate::program::{FunctionId, Language, Parameter, Spread};
use crate::source::{FileId, Location};

/// Why a value of a type that is told by its use may have more members than it was given.
const INFERRED_OPEN: &str = "the type of new() is not known here";

/// How deep arguments are looked through, and how many values of one call.
const MAX_DEPTH: usize = 16;
const MAX_VALUES: usize = 20_000;

impl Machine<'_> {
    /// Arguments as CDK's API takes them: those that are given by the name of a parameter in its place, and nothing
    /// open that is only so because its type was not known.
    pub(in crate::frontend::cdk::resolve) fn placed(&mut self, callee: &Val, arguments: &Arguments) -> Arguments {
        let mut arguments = arguments.clone();
        let mut left = MAX_VALUES;
        for value in arguments.positional.iter_mut().chain(arguments.named.iter_mut().map(|field| &mut field.value)) {
            *value = self.settled(value, 0, &mut left);
        }
        if arguments.open.as_deref() == Some(INFERRED_OPEN) {
            arguments.open = None;
        }
        if arguments.named.is_empty() {
            return arguments;
        }
        let names = match &callee.what {
            What::ApiClass(ApiClass::Known(class)) if class.kind == Kind::Struct => return arguments,
            What::ApiClass(ApiClass::Resource(_)) => vec!["scope", "id", "props"],
            What::ApiClass(class) => names_of(super::super::called::constructor(class)),
            What::Static { class, member } => names_of(table().static_method(class, Language::CSharp, member)),
            What::Member(member) => match api::class_of(self, &member.object) {
                Some(ApiClass::Known(class)) => names_of(api::method(class, Language::CSharp, &member.name)),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        for (position, name) in names.into_iter().enumerate() {
            let Some(found) = arguments.named.iter().position(|field| &*field.key == name) else { continue };
            let field = arguments.named.remove(found);
            while arguments.positional.len() < position {
                arguments.positional.push(Val::absent(field.at));
            }
            arguments.positional.insert(position.min(arguments.positional.len()), field.value);
        }
        arguments
    }

    /// A struct of CDK's API that was written as `new()` has no more members than it was given.
    fn settled(&self, value: &Val, depth: usize, left: &mut usize) -> Val {
        *left = left.saturating_sub(1);
        let value = self.latest(value);
        if depth > MAX_DEPTH || *left == 0 {
            return value;
        }
        let what = match &value.what {
            What::Map(map) if map.keywords => {
                let mut inner = (**map).clone();
                inner.open = inner.open.filter(|reason| &**reason != INFERRED_OPEN);
                for field in &mut inner.entries {
                    field.value = self.settled(&field.value, depth + 1, left);
                }
                What::Map(inner.into())
            }
            What::List(list) => {
                let mut inner: List = (**list).clone();
                for item in &mut inner.items {
                    *item = self.settled(item, depth + 1, left);
                }
                What::List(inner.into())
            }
            _ => return value,
        };
        Val { what, origin: value.origin }
    }

    /// What `new() { … }` makes before it is known of what type.
    pub(in crate::frontend::cdk::resolve) fn inferred(&mut self, arguments: &Arguments, at: Location) -> Val {
        let open = arguments.open.clone().or_else(|| Some(INFERRED_OPEN.into()));
        let map = Dict { id: self.number(), entries: arguments.named.clone(), open, keywords: true };
        Val::new(What::Map(map.into()), at)
    }

    /// What a parameter gets: `new()` is of its type.
    pub(in crate::frontend::cdk::resolve) fn given(
        &mut self,
        frame: FrameId,
        parameter: &Parameter,
        value: Val,
    ) -> Val {
        let What::Map(map) = &value.what else { return value };
        if map.open.as_deref() != Some(INFERRED_OPEN) {
            return value;
        }
        let at = value.origin.at;
        let Owner::Function(function) = self.frame(frame).owner else { return value };
        let scope = self.program(self.frame(frame).file).function(function).scope;
        let of = parameter.type_name.as_ref().and_then(|name| self.type_called(frame, name, scope, at));
        match of.map(|of| of.what) {
            Some(What::Class(file, class, declared)) => {
                let arguments = Arguments { named: map.entries.clone(), ..Arguments::default() };
                self.create((file, class, declared), &arguments, at, at)
            }
            Some(What::ApiClass(_)) => self.settled(&value, 0, &mut MAX_VALUES.clone()),
            _ => value,
        }
    }

    /// What an initialiser sets after the constructor of a class of the project.
    pub(in crate::frontend::cdk::resolve) fn initialize(
        &mut self,
        object: ObjectId,
        (file, class, _): ProjectClass,
        arguments: &Arguments,
    ) {
        let program = self.program(file);
        let declaration = program.class(class);
        let constructor = declaration.constructor.map(|constructor| program.function(constructor));
        let is_parameter = |name: &str| {
            constructor.is_some_and(|function| function.parameters.iter().any(|parameter| &*parameter.name == name))
        };
        if let Some(reason) = arguments.open.as_ref().filter(|_| constructor.is_none()) {
            for field in declaration.fields.iter().filter(|field| !field.is_static) {
                let unknown = Val::unknown(reason.clone(), Location { file, span: field.name.span });
                self.object_mut(object).fields.insert(field.name.node.clone(), unknown);
            }
        }
        for field in &arguments.named {
            let declared = declaration.fields.iter().any(|known| known.name.node == field.key);
            if declared || !is_parameter(&field.key) {
                self.object_mut(object).fields.insert(field.key.clone(), field.value.clone());
            }
        }
    }

    /// The constructor that takes so many arguments, where a class has several.
    pub(in crate::frontend::cdk::resolve) fn overload(
        &self,
        (file, class, _): ProjectClass,
        arguments: &Arguments,
    ) -> Option<FunctionId> {
        let program = self.program(file);
        let declaration = program.class(class);
        let first = declaration.constructor?;
        let others = declaration.methods.iter().filter(|method| program.function(**method).is_constructor);
        let all: Vec<FunctionId> = std::iter::once(first).chain(others.copied()).collect();
        if all.len() == 1 || arguments.open.is_some() {
            return Some(first);
        }
        let count = arguments.positional.len();
        let fits = |function: &&FunctionId| {
            let parameters = &program.function(**function).parameters;
            let needed = parameters
                .iter()
                .filter(|parameter| parameter.default.is_none() && arguments.named(&parameter.name).is_none());
            needed.count() <= count && count <= parameters.len()
        };
        let fitting: Vec<_> = all.iter().filter(fits).collect();
        match fitting.as_slice() {
            [only] => Some(**only),
            _ => Some(first),
        }
    }

    /// Whether a method has namesakes in its class that take as many arguments: which of them is called is not told by
    /// what is followed.
    pub(in crate::frontend::cdk::resolve) fn overloaded(
        &self,
        file: FileId,
        function: FunctionId,
        arguments: &Arguments,
    ) -> Option<FunctionId> {
        let program = self.program(file);
        let called = program.function(function);
        let class = called.class?;
        let count = arguments.positional.len() + arguments.named.len();
        let fits = |id: &FunctionId| {
            let other = program.function(*id);
            let needed = other.parameters.iter().filter(|it| it.default.is_none() && it.rest == Spread::None);
            let most = if other.parameters.iter().any(|it| it.rest != Spread::None) {
                usize::MAX
            } else {
                other.parameters.len()
            };
            other.name == called.name && needed.count() <= count && count <= most
        };
        let mut fitting = program.class(class).methods.iter().copied().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

fn names_of(callable: Option<&Callable>) -> Vec<&'static str> {
    callable.map(|callable| callable.parameters.iter().map(|parameter| parameter.name).collect()).unwrap_or_default()
}
