//! Calls: functions of the project are carried out, CDK's API is noted, and what is not followed may change what it
//! is handed.

use super::val::{Arguments, Closure, FrameId, Val, What};
use super::{Frame, MAX_CALLS, Machine, Owner};
use crate::program::{Call, Control, Expr, ExprId, FunctionId};
use crate::source::Location;
use crate::value::Source;

/// How often a function may stand in its own call.
const MAX_RECURSION: usize = 3;
/// How many `return`s of a function are followed.
const MAX_RETURNS: usize = 16;

impl Machine<'_> {
    pub(super) fn call(&mut self, frame: FrameId, call: &Call, at: Location) -> Val {
        let program = self.program(self.frame(frame).file);
        let name_at = match program.expr(call.callee) {
            Expr::Member { name, .. } => self.within(frame, name.span),
            _ => self.place(frame, call.callee),
        };
        match program.expr(call.callee) {
            Expr::Super { .. } => {
                let arguments = self.arguments(frame, &call.arguments);
                return self.call_base(frame, &arguments, at, name_at);
            }
            Expr::Member { object, name } if self.is_super(frame, *object) => {
                let arguments = self.arguments(frame, &call.arguments);
                if &*name.node == "__init__" {
                    return self.call_base(frame, &arguments, at, name_at);
                }
                return match self.method_of_base(frame, &name.node, at) {
                    Some(method) => self.apply(&method, &arguments, at, name_at),
                    None => Val::unknown("a method of an unknown base class", at),
                };
            }
            _ => {}
        }
        if self.is_java(frame)
            && let Some(value) = self.java_call(frame, call, at, name_at)
        {
            return value;
        }
        if call.new && self.is_go(at.file) {
            return self.go_literal(frame, call, at, name_at);
        }
        if self.is_csharp(self.frame(frame).file) {
            return self.call_csharp(frame, call, at, name_at);
        }
        let callee = self.eval(frame, call.callee);
        let arguments = self.arguments(frame, &call.arguments);
        self.each(&callee, &mut |machine, callee| machine.apply(callee, &arguments, at, name_at))
    }

    /// Whether an expression is `super` or `super()`.
    fn is_super(&self, frame: FrameId, expr: ExprId) -> bool {
        let program = self.program(self.frame(frame).file);
        match program.expr(expr) {
            Expr::Super { .. } => true,
            Expr::Call(call) => match program.expr(call.callee) {
                Expr::Super { .. } => true,
                Expr::Name { name, scope } => {
                    &**name == "super" && self.programs.lookup(self.frame(frame).file, name, *scope).is_none()
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Calls something with arguments.
    pub(super) fn apply(&mut self, callee: &Val, arguments: &Arguments, at: Location, name_at: Location) -> Val {
        match &callee.what {
            What::Function(closure) => {
                let closure = closure.clone();
                self.invoke(&closure, arguments, at)
            }
            What::Class(file, class, frame) => self.create((*file, *class, *frame), arguments, at, name_at),
            What::ApiClass(class) => self.api_new(class, arguments, at, name_at),
            What::Static { class, member } => self.api_static(class, member, arguments, at, name_at),
            What::Other(api) => {
                let api = api.clone();
                self.api_other(&api, arguments, at, name_at)
            }
            What::Member(member) => {
                let member = member.clone();
                self.api_method(&member, arguments, at, name_at)
            }
            What::Builtin(member) => {
                let member = member.clone();
                self.builtin_call(&member, arguments, at, name_at)
            }
            _ => {
                let reason = callee.why_unknown().cloned();
                self.hand_over(arguments, at);
                Val::unknown(reason.unwrap_or_else(|| "what this call gives is not followed".into()), at)
            }
        }
    }

    /// Something that is not followed gets these arguments: functions may be called, objects may be changed.
    pub(super) fn hand_over(&mut self, arguments: &Arguments, at: Location) {
        let values: Vec<Val> =
            arguments.positional.iter().chain(arguments.named.iter().map(|field| &field.value)).cloned().collect();
        for value in values {
            self.each(&value, &mut |machine, value| {
                match &value.what {
                    What::Function(closure) => {
                        let closure = closure.clone();
                        let unknown = Arguments { open: Some("not known here".into()), ..Arguments::default() };
                        machine.invoke(&closure, &unknown, at);
                    }
                    What::Object(object) => machine.open(*object, "is handed to what is not followed", at),
                    What::List(list) => {
                        for item in &list.items {
                            machine.open_handed(item, at);
                        }
                    }
                    What::Map(map) => {
                        for field in &map.entries {
                            machine.open_handed(&field.value, at);
                        }
                        // Go hands structs over to be filled.
                        if machine.is_go(at.file) {
                            machine.change_map(value, at, |map| map.cover(&"handed to what is not followed".into()));
                        }
                    }
                    What::Builder(builder) => {
                        let reason = "handed to what is not followed".into();
                        machine.change_map(&builder.options, at, |options| options.cover(&reason));
                    }
                    _ => {}
                }
                value.clone()
            });
        }
    }

    /// What is not followed may change a construct that it gets hold of.
    pub(super) fn open_handed(&mut self, value: &Val, at: Location) {
        self.each(value, &mut |machine, value| {
            if let What::Object(object) = value.what {
                machine.open(object, "is handed to what is not followed", at);
            }
            value.clone()
        });
    }

    /// Carries out a function.
    pub(super) fn invoke(&mut self, closure: &Closure, arguments: &Arguments, at: Location) -> Val {
        let key = (closure.file, closure.function);
        let active = self.calls.iter().filter(|call| **call == key).count();
        if active >= MAX_RECURSION || self.calls.len() >= MAX_CALLS {
            for value in &arguments.positional {
                self.open_handed(value, at);
            }
            return Val::unknown("calls itself too often to be followed", at);
        }
        if let Err(reason) = self.enter(closure.file) {
            return Val::unknown(reason, at);
        }
        self.invoked.insert(key);
        self.calls.push(key);
        let mut frame = Frame::new(closure.file, Owner::Function(closure.function), Some(closure.frame));
        frame.this.clone_from(&closure.this);
        let within = self.within;
        if let Some(Val { what: What::Object(this), .. }) = closure.this {
            self.within = Some(this);
        }
        let frame = self.push_frame(frame);
        self.bind_parameters(frame, closure.function, arguments, at);
        self.carry_out_function(frame, closure.function);
        let value = self.returned(frame, closure.function, at);
        self.within = within;
        self.calls.pop();
        self.leave();
        value
    }

    /// What a function gives back, used where it is called.
    fn returned(&mut self, frame: FrameId, function: FunctionId, at: Location) -> Val {
        let function = self.program(self.frame(frame).file).function(function);
        if function.returns.len() > MAX_RETURNS {
            return Val::unknown("what this function returns is not followed", at);
        }
        let value = self.returned_from(frame, &function.returns, at);
        match value.what {
            What::Absent if function.returns.is_empty() => Val::absent(at),
            _ if function.name.is_empty() => value.used_at(at, Source::Constant, "returned by a function"),
            _ => value.used_at(at, Source::Constant, &format!("returned by {}", function.name)),
        }
    }

    /// The first of several `return`s that is reached.
    fn returned_from(&mut self, frame: FrameId, returns: &[ExprId], at: Location) -> Val {
        let Some((first, rest)) = returns.split_first() else { return Val::absent(at) };
        let file = self.frame(frame).file;
        let effect = self.programs.effect(file, *first);
        let control = effect.map_or(&[][..], |effect| &effect.control);
        self.returned_under(frame, control, *first, rest, at)
    }

    fn returned_under(
        &mut self,
        frame: FrameId,
        control: &[Control],
        value: ExprId,
        rest: &[ExprId],
        at: Location,
    ) -> Val {
        let Some((first, inner)) = control.split_first() else { return self.eval(frame, value) };
        match first {
            Control::Loop { .. } => Val::unknown("returned from a loop", at),
            Control::Branch { test, taken } => {
                let truth = match test {
                    Some(test) => self.truth(frame, *test),
                    None => self.unknown_truth(&self.branch_name(self.place(frame, value)), at),
                };
                self.each(&truth, &mut |machine, truth| match truth.what {
                    What::Bool(truth) if truth == *taken => machine.returned_under(frame, inner, value, rest, at),
                    _ => machine.returned_from(frame, rest, at),
                })
            }
        }
    }
}
