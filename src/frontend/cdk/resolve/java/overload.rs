//! Which of several methods or constructors of a name a call means, by the number and kind of its arguments.

use std::sync::Arc;

use super::super::Machine;
use super::super::val::{Arguments, Closure, FrameId, Val, What};
use crate::program::{ClassId, EffectKind, Expr, FunctionId, Language, Spread};
use crate::source::{FileId, Location};

impl Machine<'_> {
    /// The methods of a name that a class declares.
    pub(super) fn overloads(&self, file: FileId, class: ClassId, name: &str, only_static: bool) -> Vec<FunctionId> {
        let program = self.program(file);
        let named = |id: &FunctionId| {
            let function = program.function(*id);
            *function.name == *name && !function.is_constructor && (function.is_static || !only_static)
        };
        program.class(class).methods.iter().copied().filter(named).collect()
    }

    /// The constructor that is called with arguments, and whether that is certain.
    pub(in crate::frontend::cdk::resolve) fn constructor(
        &self,
        file: FileId,
        class: ClassId,
        arguments: &Arguments,
    ) -> (Option<FunctionId>, bool) {
        let program = self.program(file);
        let declared = program.class(class);
        let Some(first) = declared.constructor else { return (None, true) };
        if self.programs.language(file) != Language::Java {
            return (Some(first), true);
        }
        let others = declared.methods.iter().copied().filter(|id| program.function(*id).is_constructor);
        let all: Vec<FunctionId> = [first].into_iter().chain(others).collect();
        let (chosen, is_certain) = self.choose(file, &all, arguments);
        (Some(chosen), is_certain)
    }

    /// One of several functions, and whether it is certain that it is meant.
    pub(super) fn choose(&self, file: FileId, all: &[FunctionId], arguments: &Arguments) -> (FunctionId, bool) {
        let program = self.program(file);
        let most = all.iter().copied().max_by_key(|id| program.function(*id).parameters.len());
        let most = most.unwrap_or(all[0]);
        if arguments.open.is_some() {
            return (most, true);
        }
        let fitting: Vec<FunctionId> = all.iter().copied().filter(|id| self.fits(file, *id, arguments)).collect();
        match fitting.as_slice() {
            [only] => (*only, true),
            // One that takes any number of arguments comes last.
            [first, ..] => {
                let fixed =
                    |id: &&FunctionId| program.function(**id).parameters.iter().all(|it| it.rest == Spread::None);
                let fixed: Vec<_> = fitting.iter().filter(fixed).collect();
                match fixed.as_slice() {
                    [only] => (**only, true),
                    _ => (*first, false),
                }
            }
            [] => (most, false),
        }
    }

    fn fits(&self, file: FileId, function: FunctionId, arguments: &Arguments) -> bool {
        let parameters = &self.program(file).function(function).parameters;
        let given = &arguments.positional;
        let is_variadic = parameters.last().is_some_and(|last| last.rest == Spread::List);
        let number = if is_variadic { given.len() + 1 >= parameters.len() } else { given.len() == parameters.len() };
        number
            && parameters
                .iter()
                .zip(given)
                .filter(|(parameter, _)| parameter.rest == Spread::None)
                .all(|(parameter, value)| parameter.type_name.as_ref().is_none_or(|name| may_be(name, value)))
    }

    /// Calls a function by its bare name, or one that is called the same.
    pub(super) fn call_overloaded(&mut self, closure: &Closure, arguments: &Arguments, at: Location) -> Val {
        let function = self.program(closure.file).function(closure.function);
        let overloads = match function.class {
            Some(class) => self.overloads(closure.file, class, &function.name, function.is_static),
            None => vec![closure.function],
        };
        let (function, is_certain) = self.choose(closure.file, &overloads, arguments);
        if is_certain {
            return self.invoke(&Closure { function, ..closure.clone() }, arguments, at);
        }
        self.hand_over(arguments, at);
        Val::unknown("which of several methods is called is not known", at)
    }

    /// `this(…)`: another constructor of the same class goes on.
    pub(super) fn call_own_constructor(
        &mut self,
        frame: FrameId,
        arguments: &Arguments,
        at: Location,
        key: Location,
    ) -> Val {
        let Some((constructor, class)) = self.constructed(frame) else { return Val::absent(at) };
        let Some(Val { what: What::Object(object), .. }) = self.frame(constructor).this.clone() else {
            return Val::absent(at);
        };
        self.place_in_tree(object, arguments);
        self.construct(object, class, arguments, at, key);
        Val::absent(at)
    }

    /// Whether a constructor begins with `this(…)`.
    pub(in crate::frontend::cdk::resolve) fn delegates(&self, file: FileId, constructor: FunctionId) -> bool {
        let program = self.program(file);
        let Some(first) = self.programs.effects(file, Some(constructor)).first() else { return false };
        let EffectKind::Evaluate(value) = program.effects[*first].kind else { return false };
        let Expr::Call(call) = program.expr(value) else { return false };
        matches!(program.expr(call.callee), Expr::This { .. })
    }
}

/// Arguments of which nothing is known.
pub(in crate::frontend::cdk::resolve) fn unknown_arguments() -> Arguments {
    let reason: Arc<str> = "which of several methods is called is not known".into();
    Arguments { open: Some(reason), ..Arguments::default() }
}

/// Whether a value may be of a type, by its kind.
fn may_be(type_name: &str, value: &Val) -> bool {
    let kind = match &value.what {
        What::Text(_) | What::Template(_) => "text",
        What::Bool(_) => "bool",
        What::Number(_) => "number",
        What::List(_) => "list",
        What::Map(map) if !map.keywords => "map",
        What::Object(_) | What::Map(_) | What::Function(_) => "object",
        _ => return true,
    };
    match type_name {
        "String" => kind == "text",
        "Boolean" => kind == "bool",
        "Integer" | "Long" | "Double" | "Float" | "Short" | "Byte" => kind == "number",
        "List" | "Set" | "Collection" | "Iterable" | "ArrayList" => kind == "list",
        "Map" | "HashMap" => kind == "map",
        "Object" | "CharSequence" | "Number" | "T" => true,
        _ => matches!(kind, "object" | "list" | "map"),
    }
}
