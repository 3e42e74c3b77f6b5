//! Classes: their fields and methods, and what a dataclass makes of its annotations.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::names::Write;
use super::tree::{Node, span};
use super::{Frame, Lowering, number};
use crate::program::{
    Argument, Bound, Call, Class, ClassId, Effect, EffectKind, Expr, ExprId, Field, FunctionId, Parameter, Scope,
    ScopeId, Spanned, Spread,
};
use crate::source::Span;

/// `name: type = value` in the body of a class.
pub(super) struct Annotation {
    pub(super) name: Spanned<Arc<str>>,
    pub(super) value: Option<ExprId>,
    pub(super) type_name: Option<Arc<str>>,
    pub(super) is_class_variable: bool,
}

/// A field of a dataclass.
#[derive(Clone)]
pub(super) struct DataField {
    name: Spanned<Arc<str>>,
    default: Option<ExprId>,
    type_name: Option<Arc<str>>,
    /// Whether the constructor takes it.
    is_parameter: bool,
}

impl<'t> Lowering<'t> {
    pub(super) fn class(&mut self, node: Node<'t>, decorators: &[&str]) {
        let name: Arc<str> = node.child_by_field_name("name").map_or("", |name| self.slice(name)).into();
        let bases = node.child_by_field_name("superclasses").map(|list| self.arguments(list)).unwrap_or_default();
        let is_base = |argument: &Argument| argument.name.is_none() && argument.spread == Spread::None;
        let bases: Vec<_> = bases.into_iter().filter(is_base).map(|base| base.value).collect();
        let is_data = decorators.contains(&"dataclass") || bases.iter().any(|base| self.is_named_tuple(*base));
        let id = self.open_class(node, name, bases);
        if let Some(body) = node.child_by_field_name("body") {
            self.block(body);
        }
        self.fields(id, is_data && self.frame().constructor.is_none());
        let frame = self.frames.pop().expect("internal error: the frame of the class is left once");
        let methods = self.last_of_each_name(frame.methods);
        let class = &mut self.program.classes[id.0 as usize];
        class.constructor = frame.constructor;
        class.methods = methods;
    }

    /// A class without members yet, in whose body we are then.
    fn open_class(&mut self, node: Node<'t>, name: Arc<str>, bases: Vec<ExprId>) -> ClassId {
        let id = ClassId(number(self.program.classes.len()));
        let function = self.frame().function;
        let parent = Some(self.enclosing_scope());
        let scope = self.push_scope(Scope { parent, bindings: Vec::new(), function, class: Some(id) });
        self.program.classes.push(Class {
            name,
            span: span(node),
            bases,
            scope,
            constructor: None,
            methods: Vec::new(),
            fields: Vec::new(),
            is_enum: false,
        });
        self.define(node, Bound::Class(id));
        let control = self.frame().control.clone();
        let first_name = self.names.all.len();
        self.frames.push(Frame { is_class: true, first_name, control, ..Frame::new(scope, function, Some(id)) });
        id
    }

    /// The fields of the class we are in.
    fn fields(&mut self, id: ClassId, is_data: bool) {
        let annotations = std::mem::take(&mut self.frame_mut().annotations);
        let (data, others): (Vec<_>, Vec<_>) =
            annotations.into_iter().partition(|annotation| is_data && !annotation.is_class_variable);
        let data: Vec<_> = data.into_iter().map(|annotation| self.data_field(annotation)).collect();
        let mut fields: Vec<_> = self.class_attributes();
        let names: HashSet<_> = data.iter().map(|data| data.name.node.clone()).collect();
        fields.retain(|field| !names.contains(&field.name.node));
        let mut known: HashSet<_> = fields.iter().map(|field| field.name.node.clone()).collect();
        for declared in others {
            if known.insert(declared.name.node.clone()) {
                fields.push(Field { name: declared.name, value: None, is_static: declared.is_class_variable });
            }
        }
        if is_data {
            let data = self.inherited(id, data);
            fields.extend(self.construct(id, &data));
            self.dataclasses.insert(id, data);
        }
        self.program.classes[id.0 as usize].fields = fields;
    }

    /// What the body of the class assigns to names.
    fn class_attributes(&mut self) -> Vec<Field> {
        let frame = self.frame();
        let scopes: Vec<ScopeId> = std::iter::once(frame.base).chain(frame.regions.iter().copied()).collect();
        let mut fields = Vec::new();
        for number in frame.first_name..self.names.all.len() {
            let named = &self.names.all[number];
            if named.superseded || !scopes.contains(&named.scope) {
                continue;
            }
            let (name, scope) = (Spanned { node: named.name.clone(), span: named.span }, named.scope);
            let value = match named.writes.as_slice() {
                [Write::Bound(Bound::Value(value))] => *value,
                [Write::Bound(Bound::Class(class))] => self.push(Expr::Class(*class), name.span),
                [.., Write::Bound(Bound::Function(_) | Bound::Import { .. })] => continue,
                _ => self.push(Expr::Name { name: name.node.clone(), scope }, name.span),
            };
            fields.push(Field { name, value: Some(value), is_static: true });
        }
        fields
    }

    /// A field of a dataclass with what `field(…)` says of it.
    fn data_field(&mut self, annotation: Annotation) -> DataField {
        let Annotation { name, value, type_name, .. } = annotation;
        let mut field = DataField { name, default: value, type_name, is_parameter: true };
        let Some(value) = value else { return field };
        let Expr::Call(call) = self.program.expr(value) else { return field };
        if last_name(self.program.expr(call.callee)) != Some("field") {
            return field;
        }
        let argument = |name: &str| {
            let is_meant = |argument: &&Argument| argument.name.as_ref().is_some_and(|it| &*it.node == name);
            call.arguments.iter().find(is_meant).map(|argument| argument.value)
        };
        let factory = argument("default_factory");
        field.default = argument("default");
        field.is_parameter = !argument("init").is_some_and(|init| *self.program.expr(init) == Expr::Bool(false));
        if let Some(callee) = factory {
            let span = self.program.span(value);
            field.default = Some(self.push(Expr::Call(Call { new: false, callee, arguments: Vec::new() }), span));
        }
        field
    }

    /// The fields of a dataclass behind those of the dataclasses of this file that it derives from.
    fn inherited(&self, id: ClassId, own: Vec<DataField>) -> Vec<DataField> {
        let mut all: Vec<DataField> = Vec::new();
        for base in self.program.class(id).bases.iter().rev() {
            let Expr::Name { name, scope } = self.program.expr(*base) else { continue };
            let Some(named) = self.resolve(name, *scope) else { continue };
            if let [Write::Bound(Bound::Class(base))] = self.names.all[named].writes.as_slice() {
                merge(&mut all, self.dataclasses.get(base).cloned().unwrap_or_default());
            }
        }
        merge(&mut all, own);
        all
    }

    /// The constructor that a dataclass gets, and its fields: the names of the parameters.
    fn construct(&mut self, id: ClassId, data: &[DataField]) -> Vec<Field> {
        let span = self.program.class(id).span;
        let constructor = self.declare(Span { end: span.start, ..span }, "__init__".into(), Some(id));
        self.program.functions[constructor.0 as usize].is_constructor = true;
        self.frame_mut().constructor = Some(constructor);
        let scope = self.program.function(constructor).scope;
        let mut fields = Vec::new();
        for field in data {
            let value = if field.is_parameter {
                self.push_parameter(constructor, parameter(field));
                let name = field.name.node.clone();
                Some(self.push(Expr::Name { name, scope }, field.name.span))
            } else {
                field.default
            };
            fields.push(Field { name: field.name.clone(), value, is_static: false });
        }
        if self.frame().methods.iter().any(|method| &*self.program.function(*method).name == "__post_init__") {
            self.call_post_init(id, scope, Span { end: span.start, ..span });
        }
        fields
    }

    fn call_post_init(&mut self, class: ClassId, scope: ScopeId, span: Span) {
        let object = self.push(Expr::This { class }, span);
        let name = Spanned { node: "__post_init__".into(), span };
        let callee = self.push(Expr::Member { object, name }, span);
        let call = self.push(Expr::Call(Call { new: false, callee, arguments: Vec::new() }), span);
        let effect = Effect { kind: EffectKind::Evaluate(call), span, scope, control: Vec::new() };
        self.program.effects.push(effect);
    }

    /// A method that is defined twice is the second one.
    fn last_of_each_name(&self, mut methods: Vec<FunctionId>) -> Vec<FunctionId> {
        let mut known = HashSet::new();
        methods.reverse();
        methods.retain(|method| known.insert(self.program.function(*method).name.clone()));
        methods.reverse();
        methods
    }

    fn is_named_tuple(&self, base: ExprId) -> bool {
        last_name(self.program.expr(base)) == Some("NamedTuple")
    }
}

/// Later fields replace earlier ones of their names where those stand.
fn merge(all: &mut Vec<DataField>, later: Vec<DataField>) {
    let mut places: HashMap<_, _> = all.iter().enumerate().map(|(at, field)| (field.name.node.clone(), at)).collect();
    for field in later {
        if let Some(at) = places.get(&field.name.node) {
            all[*at] = field;
        } else {
            places.insert(field.name.node.clone(), all.len());
            all.push(field);
        }
    }
}

fn parameter(field: &DataField) -> Parameter {
    Parameter {
        name: field.name.node.clone(),
        span: field.name.span,
        default: field.default,
        type_name: field.type_name.clone(),
        rest: Spread::None,
        keyword_only: false,
    }
}

/// The last part of a dotted name.
fn last_name(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name { name, .. } => Some(name),
        Expr::Member { name, .. } => Some(&name.node),
        _ => None,
    }
}
