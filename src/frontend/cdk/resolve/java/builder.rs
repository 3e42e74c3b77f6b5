//! The builders that jsii gives every class and struct: `Repository.Builder.create(this, "R")…build()`,
//! `RepositoryProps.builder()…build()`.

use std::sync::Arc;

use super::super::Machine;
use super::super::val::{ApiClass, Arguments, Builder, Dict, FrameId, Val, What};
use crate::program::{Call, Expr, ExprId, Spanned};
use crate::source::Location;

impl Machine<'_> {
    /// A call that gives a builder; `None` for every other one.
    pub(super) fn builder_of(
        &mut self,
        frame: FrameId,
        call: &Call,
        object: ExprId,
        name: &Spanned<Arc<str>>,
    ) -> Option<Val> {
        let program = self.program(self.frame(frame).file);
        let (class, is_struct) = match (&*name.node, program.expr(object), call.new) {
            ("create", Expr::Member { object: class, name }, false) if &*name.node == "Builder" => (*class, false),
            // The builder may be imported by its own name.
            ("create", Expr::Name { .. }, false) => (object, false),
            ("builder", _, false) if call.arguments.is_empty() => (object, true),
            ("Builder", _, true) => (object, true),
            _ => return None,
        };
        let key = match program.expr(class) {
            Expr::Member { name, .. } => self.within(frame, name.span),
            _ => self.place(frame, class),
        };
        let of = self.eval(frame, class);
        let of = match of.what {
            What::Static { class, member } if &*member == "Builder" => ApiClass::Known(class),
            What::ApiClass(of) if !matches!((program.expr(object), is_struct), (Expr::Name { .. }, false)) => of,
            _ => return None,
        };
        let arguments = self.arguments(frame, &call.arguments);
        let options = Dict { id: self.number(), keywords: true, ..Dict::default() };
        let options = Val::new(What::Map(Arc::new(options)), key);
        let builder = Builder { of, is_struct, arguments, options, key };
        Some(Val::new(What::Builder(Arc::new(builder)), key))
    }

    /// `builder.option(value)`, `builder.build()`
    pub(super) fn send_to_builder(
        &mut self,
        builder: &Builder,
        receiver: &Val,
        name: &Arc<str>,
        arguments: &Arguments,
        (at, name_at): (Location, Location),
    ) -> Val {
        match (&**name, arguments.positional.as_slice()) {
            ("build", []) if arguments.open.is_none() => self.built(builder, at),
            (_, [value]) if arguments.open.is_none() => {
                self.assign_member(&builder.options, Some(&option(name)), value, name_at);
                receiver.clone()
            }
            _ => {
                let reason: Arc<str> = format!("what {name} is given is not followed").into();
                let unknown = Val::unknown(reason, name_at);
                self.assign_member(&builder.options, Some(&option(name)), &unknown, name_at);
                receiver.clone()
            }
        }
    }

    fn built(&mut self, builder: &Builder, at: Location) -> Val {
        let options = self.latest(&builder.options);
        let What::Map(map) = &options.what else { return Val::unknown("this builder is not followed", at) };
        // What is set later is of another object.
        let map = Dict { id: self.number(), ..(**map).clone() };
        let options = Val::new(What::Map(Arc::new(map)), at);
        if builder.is_struct {
            return options;
        }
        let mut arguments = builder.arguments.clone();
        arguments.positional.push(options);
        self.api_new(&builder.of, &arguments, at, builder.key)
    }
}

/// The option that a method of a builder sets: what is a word of Java is called otherwise.
fn option(method: &Arc<str>) -> Arc<str> {
    match method.strip_suffix("Value") {
        Some(word) if KEYWORDS.contains(&word) => word.into(),
        _ => method.clone(),
    }
}

/// The words of Java that options of CDK's API may be called.
const KEYWORDS: [&str; 16] = [
    "abstract",
    "assert",
    "case",
    "class",
    "continue",
    "default",
    "enum",
    "final",
    "import",
    "interface",
    "new",
    "package",
    "private",
    "protected",
    "public",
    "static",
];
