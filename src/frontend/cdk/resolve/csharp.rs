//! What only C# has: plain names that may be members, inherited ones or types, and namespaces.

mod creation;
mod invocation;
mod library;
mod parts;

use std::sync::Arc;

use super::super::table::table;
use super::class::ProjectClass;
use super::val::{ApiClass, FrameId, ObjectId, Val, What};
use super::{Machine, api};
use crate::program::{Bound, Class, ClassId, Expr, ExprId, Language, Program, ScopeId, Spanned};
use crate::source::{FileId, Location};
pub(super) use library::shared_name;

/// How many names a type may be spelled with.
const MAX_NAMES: usize = 16;

impl Machine<'_> {
    pub(super) fn is_csharp(&self, file: FileId) -> bool {
        self.programs.language(file) == Language::CSharp
    }

    /// What a plain name stands for where a member hides what is declared further out; otherwise the scope that
    /// declares it.
    pub(super) fn member_or_scope(
        &mut self,
        frame: FrameId,
        name: &Arc<str>,
        scope: ScopeId,
        at: Location,
    ) -> Result<Val, ScopeId> {
        let file = self.frame(frame).file;
        let program = self.program(file);
        let mut next = Some(scope);
        while let Some(id) = next {
            let here = program.scope(id);
            if let Some(class) = here.class.filter(|class| program.class(*class).scope == id)
                && let Some(member) = self.plain_member(frame, class, name, at)
            {
                return Ok(member);
            }
            if self.programs.declares(file, id, name) {
                return Err(id);
            }
            next = here.parent;
        }
        Err(ScopeId(0))
    }

    /// A member of the class around, of the present instance or static; `None` where there is none of that name.
    fn plain_member(&mut self, frame: FrameId, class: ClassId, name: &Arc<str>, at: Location) -> Option<Val> {
        let file = self.frame(frame).file;
        if let What::Object(id) = self.this(frame, at).what
            && self.is_instance(id, file, class)
        {
            return self.instance_member(id, name, at);
        }
        let declared = (file, class, self.module(file));
        self.has_static(declared, name).then(|| self.static_member(declared, name, at, at))
    }

    fn is_instance(&mut self, id: ObjectId, file: FileId, class: ClassId) -> bool {
        let Some(own) = self.object(id).class else { return false };
        self.lineage(own).0.iter().any(|(of, id, _)| (*of, *id) == (file, class))
    }

    fn instance_member(&mut self, id: ObjectId, name: &Arc<str>, at: Location) -> Option<Val> {
        let object = Val::new(What::Object(id), at);
        let class = self.object(id).class?;
        let (lineage, api) = self.lineage(class);
        let declared = lineage.iter().any(|(file, class, _)| declares(self.program(*file), *class, name));
        let inherited = match self.object(id).api.clone().or(api) {
            Some(ApiClass::Known(class)) => {
                table().attribute(class, Language::CSharp, name).is_some()
                    || api::method(class, Language::CSharp, name).is_some()
            }
            _ => false,
        };
        (declared || inherited).then(|| self.object_member(id, &object, name, at, at))
    }

    /// Whether a class, or one that it extends, has a static member of that name.
    fn has_static(&mut self, class: ProjectClass, name: &str) -> bool {
        let (lineage, _) = self.lineage(class);
        lineage.iter().any(|(file, class, _)| declares_static(self.program(*file), *class, name))
    }

    /// `object.name`, where what is before the dot may be a namespace, or a type that is called like a member.
    pub(super) fn member_of_csharp(
        &mut self,
        frame: FrameId,
        expr: ExprId,
        object: ExprId,
        name: &Spanned<Arc<str>>,
        at: Location,
    ) -> Val {
        if &*name.node == "GetEnvironmentVariable" {
            return Val::unknown("the environment is known only when the app runs", at);
        }
        if let Some(found) = self.qualified(frame, expr) {
            return found;
        }
        let object = match self.type_before_dot(frame, object, &name.node) {
            Some(found) => found,
            None => self.eval(frame, object),
        };
        let at_name = self.within(frame, name.span);
        self.each(&object, &mut |machine, object| machine.member(object, &name.node, at, at_name))
    }

    /// The type of a name that is a member too, where it is the type that has the member.
    fn type_before_dot(&mut self, frame: FrameId, object: ExprId, member: &Arc<str>) -> Option<Val> {
        let at = self.place(frame, object);
        let program = self.program(self.frame(frame).file);
        let Expr::Name { name, scope } = program.expr(object) else { return None };
        self.member_or_scope(frame, name, *scope, at).ok()?;
        let of = self.type_called(frame, name, *scope, at)?;
        self.has_static_member(&of, member).then_some(of)
    }

    fn has_static_member(&mut self, of: &Val, member: &str) -> bool {
        match &of.what {
            What::ApiClass(ApiClass::Known(class)) => {
                table().member(class, member).is_some()
                    || table().static_method(class, Language::CSharp, member).is_some()
            }
            What::ApiClass(ApiClass::Resource(_)) => member.ends_with("Property"),
            What::Class(file, class, frame) => self.has_static((*file, *class, *frame), member),
            _ => false,
        }
    }

    /// What a type is that is named where only a type can stand: in `new`, or as what a class extends.
    pub(super) fn named_type(&mut self, frame: FrameId, expr: ExprId) -> Val {
        let at = self.place(frame, expr);
        let file = self.frame(frame).file;
        if let Err(reason) = self.enter(file) {
            return Val::unknown(reason, at);
        }
        let named = match self.program(file).expr(expr) {
            Expr::Name { name, scope } => self
                .type_called(frame, name, *scope, at)
                .unwrap_or_else(|| Val::unknown(format!("{name} is no class of this run"), at)),
            Expr::Member { .. } => self.eval(frame, expr),
            _ => self.eval_once(frame, expr),
        };
        self.leave();
        named
    }

    /// The type of a plain name.
    fn type_called(&mut self, frame: FrameId, name: &Arc<str>, scope: ScopeId, at: Location) -> Option<Val> {
        let file = self.frame(frame).file;
        let program = self.program(file);
        let mut next = Some(scope);
        while let Some(id) = next {
            if let Some((found, binding)) = self.programs.lookup(file, name, id) {
                match &binding.value {
                    Bound::Class(class) => {
                        let declared = self.module(file);
                        let (file, class, frame) = self.primary((file, *class, declared));
                        return Some(Val::new(What::Class(file, class, frame), at));
                    }
                    // An alias.
                    Bound::Value(value) if found == ScopeId(0) && is_dotted(program, *value) => {
                        let module = self.module(file);
                        return Some(self.named_type(module, *value));
                    }
                    _ => next = program.scope(found).parent,
                }
            } else {
                break;
            }
        }
        self.imported_type(file, name, at)
    }

    /// A name that nothing in the file declares: of its own namespaces, or of those that it uses.
    pub(super) fn imported_type(&mut self, file: FileId, name: &Arc<str>, at: Location) -> Option<Val> {
        let modules = self.programs.namespaces(file);
        for module in &modules {
            if let Some(found) = self.type_of_namespace(file, module, name, at) {
                return Some(found);
            }
        }
        // What is not in the table can only be of a module of CDK's API if all others are known.
        let known = |module: &Arc<str>| {
            table().module(Language::CSharp, module).is_some()
                || self.programs.has_package(file, module)
                || ["System", "Microsoft"].iter().any(|root| module.split('.').next() == Some(root))
        };
        let of_cdk = modules.iter().any(|module| table().module(Language::CSharp, module).is_some());
        let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
        (of_cdk && is_type && modules.iter().all(known))
            .then(|| Val::new(What::ApiClass(ApiClass::Other(name.clone())), at))
    }

    fn type_of_namespace(&mut self, file: FileId, module: &Arc<str>, name: &Arc<str>, at: Location) -> Option<Val> {
        if let Some(found) = table().module(Language::CSharp, module) {
            // A class that has a member of its own name gets a `_` behind: `Artifact_`.
            let name = &Arc::from(name.trim_end_matches('_'));
            let is_known = table().class(found, name).is_some()
                || table().has_first_level(found, name)
                || name.strip_suffix("Props").is_some_and(|class| table().has_first_level(found, class));
            return is_known.then(|| self.module_member(found, name, at));
        }
        if let Some(target) = self.programs.exporting(file, module, name) {
            return Some(self.exported_type(target, name, at));
        }
        if self.programs.has_package(file, module) {
            return None;
        }
        // `using static`: the members of a type.
        let (namespace, class) = module.rsplit_once('.')?;
        let class = self.full_name(file, namespace, &class.into(), at)?;
        self.has_static_member(&class, name).then(|| self.member(&class, name, at, at))
    }

    /// A type by its full name.
    fn full_name(&mut self, file: FileId, namespace: &str, name: &Arc<str>, at: Location) -> Option<Val> {
        if let Some(found) = table().module(Language::CSharp, namespace) {
            return Some(self.module_member(found, &name.trim_end_matches('_').into(), at));
        }
        let target = self.programs.exporting(file, namespace, name)?;
        Some(self.exported_type(target, name, at))
    }

    fn exported_type(&mut self, target: FileId, name: &Arc<str>, at: Location) -> Val {
        let exported = self.export(target, name, at);
        let What::Class(file, class, frame) = exported.what else { return exported };
        let (file, class, frame) = self.primary((file, class, frame));
        Val::new(What::Class(file, class, frame), at)
    }

    /// A type with its namespace, or part of it: `Amazon.CDK.AWS.ECR.Repository`, `ECR.Repository` by an alias.
    fn qualified(&mut self, frame: FrameId, expr: ExprId) -> Option<Val> {
        let file = self.frame(frame).file;
        let names = self.dotted(frame, expr, 0)?;
        let at = self.place(frame, expr);
        if let Some(module) = table().module(Language::CSharp, &names.join(".")) {
            return Some(Val::new(What::Module(module), at));
        }
        let around = self.programs.namespaces(file);
        for split in (1..names.len()).rev() {
            let namespace = names[..split].join(".");
            // Names in one's own namespaces need not say what is around them.
            let own = around.iter().filter(|own| !own.is_empty()).map(|own| format!("{own}.{namespace}"));
            let all: Vec<String> = std::iter::once(namespace.clone()).chain(own).collect();
            for whole in all {
                if let Some(found) = self.full_name(file, &whole, &names[split], at) {
                    let rest = &names[split + 1..];
                    return Some(rest.iter().fold(found, |value, name| self.member(&value, name, at, at)));
                }
            }
        }
        None
    }

    /// The names of a chain that begins with something that is neither a value nor a type; an alias stands for more.
    fn dotted(&mut self, frame: FrameId, expr: ExprId, hops: usize) -> Option<Vec<Arc<str>>> {
        let file = self.frame(frame).file;
        let program = self.program(file);
        let mut names = Vec::new();
        let mut next = expr;
        while let Expr::Member { object, name } = program.expr(next) {
            names.push(name.node.clone());
            next = *object;
            if names.len() > MAX_NAMES {
                return None;
            }
        }
        let Expr::Name { name, scope } = program.expr(next) else { return None };
        names.reverse();
        if let Some((found, binding)) = self.programs.lookup(file, name, *scope) {
            let Bound::Value(value) = binding.value else { return None };
            if found != ScopeId(0) || !is_dotted(program, value) || hops > MAX_NAMES {
                return None;
            }
            let module = self.module(file);
            let mut whole = match program.expr(value) {
                Expr::Name { name, .. } => vec![name.clone()],
                _ => self.dotted(module, value, hops + 1)?,
            };
            whole.extend(names);
            return Some(whole);
        }
        let at = self.place(frame, next);
        if self.member_or_scope(frame, name, *scope, at).is_ok() {
            return None;
        }
        names.insert(0, name.clone());
        Some(names)
    }
}

/// Whether an expression is nothing but names with dots between them.
fn is_dotted(program: &Program, mut expr: ExprId) -> bool {
    while let Expr::Member { object, .. } = program.expr(expr) {
        expr = *object;
    }
    matches!(program.expr(expr), Expr::Name { .. })
}

fn declares(program: &Program, class: ClassId, name: &str) -> bool {
    let declaration: &Class = program.class(class);
    declaration.fields.iter().any(|field| &*field.name.node == name)
        || declaration.methods.iter().any(|method| {
            let method = program.function(*method);
            &*method.name == name && !method.is_constructor
        })
}

fn declares_static(program: &Program, class: ClassId, name: &str) -> bool {
    let declaration: &Class = program.class(class);
    declaration.fields.iter().any(|field| &*field.name.node == name && (field.is_static || declaration.is_enum))
        || declaration.methods.iter().any(|method| {
            let method = program.function(*method);
            &*method.name == name && method.is_static
        })
}
