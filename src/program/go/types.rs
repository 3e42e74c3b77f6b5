//! Types: structs are classes, other types are functions that give back what they convert.

use std::sync::Arc;

use tree_sitter::Node;

use super::lowering::{Lowering, MODULE, number};
use super::tree::{children, fields, first};
use crate::program::{
    Bound, Call, Class, ClassId, Expr, ExprId, Field, Function, FunctionId, Parameter, Scope, ScopeId, Spanned, Spread,
};
use crate::source::Span;

impl<'s> Lowering<'s> {
    /// Notes what the types of the module are made of that are no structs.
    pub(super) fn note_types(&mut self, node: Node<'s>) {
        for line in children(node) {
            let (Some(name), Some(of)) = (line.child_by_field_name("name"), line.child_by_field_name("type")) else {
                continue;
            };
            if self.is_made_of(of) {
                let name = self.name(name);
                self.own.made_of.insert(name, of);
            }
        }
    }

    /// Whether a type is made of one that has no name, or one of the language.
    fn is_made_of(&self, of: Node<'s>) -> bool {
        match of.kind() {
            "struct_type" | "qualified_type" => false,
            "type_identifier" => builtin_zero(self.text(of)).is_some(),
            _ => true,
        }
    }

    /// `type ( A struct { … }; B = C )`
    pub(super) fn types(&mut self, node: Node<'s>) {
        for line in children(node) {
            let (Some(name), Some(of)) = (line.child_by_field_name("name"), line.child_by_field_name("type")) else {
                continue;
            };
            let (text, span) = (self.name(name), self.span(name));
            let bound = match of.kind() {
                "struct_type" => Bound::Class(self.struct_type(line, of, text.clone())),
                _ if self.is_made_of(of) => Bound::Function(self.conversion(text.clone(), span)),
                // Another name for a type, or a type with the members of one.
                _ => Bound::Value(self.type_name(of)),
            };
            self.bind(self.place.scope, text, span, bound);
        }
    }

    fn struct_type(&mut self, line: Node<'s>, of: Node<'s>, name: Arc<str>) -> ClassId {
        let class = self.new_class(name.clone(), self.span(line));
        if self.place.scope == MODULE {
            self.own.structs.insert(name, class);
        }
        let declarations = first(of).map(children).unwrap_or_default();
        for declaration in declarations.into_iter().filter(|child| child.kind() == "field_declaration") {
            let Some(of) = declaration.child_by_field_name("type") else { continue };
            let names = fields(declaration, "name");
            for name in &names {
                let (name, value) = (self.spanned_name(*name), self.zero(of));
                self.add_field(class, name, value);
            }
            if names.is_empty() {
                self.embedded(class, of, has_star(declaration));
            }
        }
        class
    }

    /// A type whose members the struct has too.
    fn embedded(&mut self, class: ClassId, of: Node<'s>, is_pointer: bool) {
        let last = match of.kind() {
            "qualified_type" => of.child_by_field_name("name").unwrap_or(of),
            _ => of,
        };
        let name = self.spanned_name(last);
        let base = self.type_name(of);
        self.program.classes[class.0 as usize].bases.push(base);
        let value = if is_pointer { self.push(Expr::Null, self.span(of)) } else { self.zero(of) };
        self.add_field(class, name, value);
    }

    fn add_field(&mut self, class: ClassId, name: Spanned<Arc<str>>, value: ExprId) {
        let field = Field { name, value: Some(value), is_static: false };
        self.program.classes[class.0 as usize].fields.push(field);
    }

    /// A class without members yet.
    pub(super) fn new_class(&mut self, name: Arc<str>, span: Span) -> ClassId {
        let class = ClassId(number(self.program.classes.len()));
        let scope = self.open_scope();
        let opened = &mut self.program.scopes[scope.0 as usize];
        *opened = Scope { function: None, class: Some(class), ..opened.clone() };
        self.program.classes.push(Class {
            name,
            span,
            bases: Vec::new(),
            scope,
            constructor: None,
            methods: Vec::new(),
            fields: Vec::new(),
            is_enum: false,
        });
        class
    }

    /// `Stage("prod")` of a type that is made of another one.
    fn conversion(&mut self, name: Arc<str>, span: Span) -> FunctionId {
        let function = FunctionId(number(self.program.functions.len()));
        let scope = ScopeId(number(self.program.scopes.len()));
        let parent = Some(self.place.scope);
        self.program.scopes.push(Scope { parent, bindings: Vec::new(), function: Some(function), class: None });
        let parameter: Arc<str> = "#value".into();
        self.bind(scope, parameter.clone(), span, Bound::Parameter { function, number: 0 });
        let value = self.named(parameter.clone(), scope, span);
        let parameters = vec![Parameter {
            name: parameter,
            span,
            default: None,
            type_name: None,
            rest: Spread::None,
            keyword_only: false,
        }];
        self.program.functions.push(Function {
            name,
            span,
            parameters,
            scope,
            returns: vec![value],
            class: None,
            is_static: false,
            is_constructor: false,
            is_getter: false,
        });
        function
    }

    /// The value that a variable has which is given none.
    pub(super) fn zero(&mut self, of: Node<'s>) -> ExprId {
        let of = super::tree::inside_parentheses(of);
        let expr = match of.kind() {
            "pointer_type" | "slice_type" | "map_type" | "function_type" | "interface_type" | "channel_type" => {
                Expr::Null
            }
            "type_identifier" | "qualified_type" => return self.zero_of_name(of),
            "struct_type" => Expr::Object(Vec::new()),
            _ => Expr::Unknown,
        };
        self.push(expr, self.span(of))
    }

    fn zero_of_name(&mut self, of: Node<'s>) -> ExprId {
        if let Some(zero) = builtin_zero(self.text(of)) {
            return self.push(zero, self.span(of));
        }
        if let Some(inner) = self.own.made_of.get(self.text(of)).copied() {
            return self.zero_within(inner);
        }
        let callee = self.type_name(of);
        self.push(Expr::Call(Call { new: true, callee, arguments: Vec::new() }), self.span(of))
    }

    fn zero_within(&mut self, inner: Node<'s>) -> ExprId {
        if !self.descend(inner) {
            return self.unknown(inner);
        }
        let zero = self.zero(inner);
        self.ascend();
        zero
    }

    /// A type as an expression: its name, without pointers and type arguments.
    pub(super) fn type_name(&mut self, of: Node<'s>) -> ExprId {
        match of.kind() {
            "type_identifier" | "identifier" => {
                let (name, scope) = (self.name(of), self.place.scope);
                self.named(name, scope, self.span(of))
            }
            "qualified_type" => {
                let (Some(package), Some(name)) = (of.child_by_field_name("package"), of.child_by_field_name("name"))
                else {
                    return self.unknown(of);
                };
                let (text, scope) = (self.name(package), self.place.scope);
                let object = self.named(text, scope, self.span(package));
                let name = self.spanned_name(name);
                self.push(Expr::Member { object, name }, self.span(of))
            }
            _ => self.unknown(of),
        }
    }

    /// The name of the type of a receiver.
    pub(super) fn receiver_type(&mut self, mut of: Node<'s>) -> Option<Arc<str>> {
        loop {
            of = match of.kind() {
                "type_identifier" => return Some(self.name(of)),
                "generic_type" => of.child_by_field_name("type")?,
                "pointer_type" | "parenthesized_type" => first(of)?,
                _ => return None,
            };
        }
    }
}

/// The zero value of a type of the language.
pub(super) fn builtin_zero(name: &str) -> Option<Expr> {
    Some(match name {
        "string" => Expr::Text("".into()),
        "bool" => Expr::Bool(false),
        "int" | "int8" | "int16" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32" | "uint64"
        | "uintptr" | "float32" | "float64" | "byte" | "rune" => Expr::Number("0".into()),
        "error" | "any" => Expr::Null,
        _ => return None,
    })
}

fn has_star(field: Node<'_>) -> bool {
    let mut cursor = field.walk();
    field.children(&mut cursor).any(|child| child.kind() == "*")
}
