//! What is called: types behind `new`, overloads, extension methods, and where programs begin.

use super::super::super::table::table;
use super::super::val::{ApiClass, Arguments, Closure, FrameId, Member, Val, What};
use super::super::{Machine, api};
use crate::program::csharp::INFERRED;
use crate::program::{Call, Expr, FunctionId, Language};
use crate::source::{FileId, Location};

impl Machine<'_> {
    /// Calls something as C# has it: behind `new` stands a type, and arguments may be given by name.
    pub(in crate::frontend::cdk::resolve) fn call_csharp(
        &mut self,
        frame: FrameId,
        call: &Call,
        at: Location,
        name_at: Location,
    ) -> Val {
        let program = self.program(self.frame(frame).file);
        match program.expr(call.callee) {
            Expr::Name { name, .. } if &**name == INFERRED => {
                let arguments = self.arguments(frame, &call.arguments);
                return self.inferred(&arguments, at);
            }
            // `this(…)` behind a constructor.
            Expr::This { .. } => return self.call_other_constructor(frame, call, at, name_at),
            _ => {}
        }
        let callee = if call.new { self.named_type(frame, call.callee) } else { self.eval(frame, call.callee) };
        let arguments = self.arguments(frame, &call.arguments);
        self.each(&callee, &mut |machine, callee| match &callee.what {
            What::Member(member) => {
                if let Some(function) = machine.extension(member) {
                    let mut arguments = arguments.clone();
                    arguments.positional.insert(0, member.object.clone());
                    return machine.invoke(&function, &arguments, at);
                }
                let arguments = machine.placed(callee, &arguments);
                machine.apply(callee, &arguments, at, name_at)
            }
            What::ApiClass(_) | What::Static { .. } => {
                let arguments = machine.placed(callee, &arguments);
                machine.apply(callee, &arguments, at, name_at)
            }
            What::Function(closure) => match machine.overloaded(closure.file, closure.function, &arguments) {
                Some(function) if function != closure.function => {
                    let other = Closure { function, ..(**closure).clone() };
                    machine.invoke(&other, &arguments, at)
                }
                _ => machine.apply(callee, &arguments, at, name_at),
            },
            _ => machine.apply(callee, &arguments, at, name_at),
        })
    }

    /// A static method of the project that is called like a method of an object of CDK's API, which has none such.
    fn extension(&mut self, member: &Member) -> Option<Closure> {
        let known = match api::class_of(self, &member.object)? {
            ApiClass::Known(class) => {
                api::method(class, Language::CSharp, &member.name).is_some()
                    || table().attribute(class, Language::CSharp, &member.name).is_some()
            }
            ApiClass::Resource(_) => table()
                .named("CfnResource")
                .is_some_and(|class| api::method(class, Language::CSharp, &member.name).is_some()),
            ApiClass::Properties | ApiClass::Other(_) => return None,
        };
        let from = member.at.file;
        let (file, function) = if known { None } else { self.programs.static_method(from, &member.name) }?;
        let frame = self.module(file);
        Some(Closure { file, function, frame, this: None })
    }

    /// Another constructor of the same class, on the same object.
    fn call_other_constructor(&mut self, frame: FrameId, call: &Call, at: Location, key: Location) -> Val {
        let arguments = self.arguments(frame, &call.arguments);
        let Some(class) = self.frame(frame).constructs else { return Val::absent(at) };
        if let What::Object(object) = self.this(frame, at).what {
            self.construct(object, class, &arguments, at, key);
        }
        Val::absent(at)
    }

    /// Where programs begin: `static void Main(string[] args)`.
    pub(in crate::frontend::cdk::resolve) fn carry_out_entries(&mut self, files: &[FileId]) {
        for file in files.iter().copied().filter(|file| self.is_csharp(*file)).collect::<Vec<_>>() {
            let program = self.program(file);
            for (number, function) in program.functions.iter().enumerate() {
                let (Some(class), "Main", true) = (function.class, &*function.name, function.is_static) else {
                    continue;
                };
                let Ok(number) = u32::try_from(number) else { continue };
                let frame = self.module(file);
                let at = Location { file, span: function.span };
                let this = Some(Val::new(What::Class(file, class, frame), at));
                let unknown = Arguments { open: Some("given when the app runs".into()), ..Arguments::default() };
                let closure = Closure { file, function: FunctionId(number), frame, this };
                self.invoke(&closure, &unknown, at);
            }
        }
    }
}
