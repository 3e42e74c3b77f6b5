//! What `new` makes: objects with initialisers, arrays, lists and dictionaries; and collection expressions.

use tree_sitter::Node;

use super::INFERRED;
use super::lowering::Lowering;
use super::tree::{child, children, first, last_value};
use crate::program::{Argument, Call, Element, Expr, ExprId, Property, Spanned, Spread};

/// The lists of the language's library.
const LISTS: [&str; 14] = [
    "List",
    "IList",
    "HashSet",
    "ISet",
    "SortedSet",
    "Collection",
    "ICollection",
    "IEnumerable",
    "IReadOnlyList",
    "IReadOnlyCollection",
    "LinkedList",
    "Queue",
    "Stack",
    "ObservableCollection",
];

/// Its dictionaries.
const DICTIONARIES: [&str; 6] =
    ["Dictionary", "IDictionary", "IReadOnlyDictionary", "SortedDictionary", "SortedList", "ConcurrentDictionary"];

/// What a type is, as far as its name tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    List,
    Dictionary,
    Object,
}

impl Lowering<'_> {
    /// `new X(…) { A = 1 }`
    pub(super) fn object_creation(&mut self, node: Node<'_>) -> ExprId {
        let Some(of) = node.child_by_field_name("type") else { return self.unknown(node) };
        let arguments = node.child_by_field_name("arguments");
        let members = node.child_by_field_name("initializer");
        match shape(self.text(of)) {
            Shape::Object => {
                // The arguments are there, and broken.
                let behind = self.source()[of.end_byte()..].trim_start();
                if arguments.is_none() && members.is_none() && behind.starts_with(['(', '{']) {
                    return self.unknown(node);
                }
                let callee = self.type_expression(of);
                self.creation(node, callee, arguments, members)
            }
            shape => self.new_collection(node, shape, arguments, members),
        }
    }

    /// `new(…) { A = 1 }`, of a type that is told elsewhere.
    pub(super) fn implicit_creation(&mut self, node: Node<'_>, wanted: Option<&str>) -> ExprId {
        let arguments = child(node, "argument_list");
        let members = child(node, "initializer_expression");
        let wanted = wanted.map(|wanted| wanted.trim_end_matches('?'));
        if let Some(shape @ (Shape::List | Shape::Dictionary)) = wanted.map(shape) {
            return self.new_collection(node, shape, arguments, members);
        }
        let at = self.span(node);
        // The word `new` is all there is to point to.
        let word = crate::source::Span::new(at.start as usize, (at.start as usize + 3).min(at.end as usize));
        let scope = self.place.scope;
        let callee = match wanted.filter(|wanted| is_dotted(wanted)) {
            Some(wanted) => self.dotted_name(wanted, scope, word),
            None if arguments.is_some_and(|arguments| first(arguments).is_some()) => return self.unknown(node),
            None => self.named(INFERRED.into(), scope, word),
        };
        self.creation(node, callee, arguments, members)
    }

    fn creation(
        &mut self,
        node: Node<'_>,
        callee: ExprId,
        arguments: Option<Node<'_>>,
        members: Option<Node<'_>>,
    ) -> ExprId {
        let mut given = arguments.map(|arguments| self.arguments(arguments)).unwrap_or_default();
        for member in members.map(children).unwrap_or_default() {
            given.push(self.member_initializer(member));
        }
        if let Some(at) = members.and_then(|members| self.rest_of(members)) {
            given.push(Argument { name: None, value: self.push(Expr::Unknown, at), spread: Spread::Mapping });
        }
        self.push(Expr::Call(Call { new: true, callee, arguments: given }), self.span(node))
    }

    /// `A = 1` in an initialiser; anything else could set any member.
    fn member_initializer(&mut self, member: Node<'_>) -> Argument {
        let parts = (member.child_by_field_name("left"), member.child_by_field_name("right"));
        if let ("assignment_expression", (Some(name), Some(value))) = (member.kind(), parts)
            && name.kind() == "identifier"
            && !value.is_missing()
        {
            let name = Some(self.spanned_name(name));
            // What is set inside of what is there already is not followed.
            let value = if value.kind() == "initializer_expression" {
                self.evaluate_members(value);
                self.unknown(value)
            } else {
                self.expression(value)
            };
            return Argument { name, value, spread: Spread::None };
        }
        Argument { name: None, value: self.expression(member), spread: Spread::Mapping }
    }

    fn evaluate_members(&mut self, members: Node<'_>) {
        for member in children(members) {
            if let Some(value) = member.child_by_field_name("right") {
                self.evaluate_calls(value);
            }
        }
    }

    fn new_collection(
        &mut self,
        node: Node<'_>,
        shape: Shape,
        arguments: Option<Node<'_>>,
        members: Option<Node<'_>>,
    ) -> ExprId {
        // Another collection to begin with, or how many there will be.
        let given = arguments.map(|arguments| self.arguments(arguments)).unwrap_or_default();
        let before = given.first().map(|argument| argument.value);
        let before = before.filter(|value| !matches!(self.program.expr(*value), Expr::Number(_)));
        let expr = if shape == Shape::Dictionary {
            let mut properties: Vec<_> = before.map(Property::Spread).into_iter().collect();
            for member in members.map(children).unwrap_or_default() {
                properties.push(self.entry(member));
            }
            if let Some(at) = members.and_then(|members| self.rest_of(members)) {
                properties.push(Property::Spread(self.push(Expr::Unknown, at)));
            }
            Expr::Object(properties)
        } else {
            let mut elements: Vec<_> = before.map(Element::Spread).into_iter().collect();
            if let Some(members) = members {
                self.elements(members, &mut elements);
            }
            Expr::List(elements)
        };
        self.push(expr, self.span(node))
    }

    /// `{ key, value }` or `[key] = value` of a dictionary.
    fn entry(&mut self, member: Node<'_>) -> Property {
        let (key, value) = match member.kind() {
            "initializer_expression" => match children(member).as_slice() {
                [key, value] => (Some(*key), Some(*value)),
                _ => (None, None),
            },
            "assignment_expression" => {
                let subscript = member.child_by_field_name("left").map(|left| match left.kind() {
                    "element_access_expression" => left.child_by_field_name("subscript").unwrap_or(left),
                    _ => left,
                });
                let key = subscript.and_then(last_value).map(|key| match key.kind() {
                    "argument" => last_value(key).unwrap_or(key),
                    _ => key,
                });
                (key, member.child_by_field_name("right"))
            }
            _ => (None, None),
        };
        let (Some(key), Some(value)) = (key, value) else { return Property::Spread(self.unknown(member)) };
        let at = self.span(key);
        let key = self.expression(key);
        let value = self.expression(value);
        match self.program.expr(key) {
            Expr::Text(text) => Property::Named { key: Spanned { node: text.clone(), span: at }, value },
            _ => Property::Computed { key, value },
        }
    }

    /// `new[] { … }`, `new string[] { … }`, `new string[3]`
    pub(super) fn array_creation(&mut self, node: Node<'_>) -> ExprId {
        match child(node, "initializer_expression") {
            Some(items) => {
                let list = self.list_of(items);
                self.push(list, self.span(node))
            }
            // An array of nothing: whatever it gets is assigned to it later.
            None => self.unknown(node),
        }
    }

    /// `{ a, b }` as an array or a list.
    pub(super) fn list_of(&mut self, node: Node<'_>) -> Expr {
        let mut elements = Vec::new();
        self.elements(node, &mut elements);
        Expr::List(elements)
    }

    fn elements(&mut self, node: Node<'_>, elements: &mut Vec<Element>) {
        for child in children(node) {
            elements.push(match child.kind() {
                "ERROR" | "assignment_expression" => Element::Spread(self.expression(child)),
                _ => Element::Item(self.expression(child)),
            });
        }
        if let Some(at) = self.rest_of(node) {
            elements.push(Element::Spread(self.push(Expr::Unknown, at)));
        }
    }

    /// `[a, b, ..rest]`
    pub(super) fn collection(&mut self, node: Node<'_>) -> Expr {
        let mut elements = Vec::new();
        for child in children(node) {
            let inner = if child.kind() == "collection_element" { first(child).unwrap_or(child) } else { child };
            elements.push(match inner.kind() {
                "spread_element" | "range_expression" => match last_value(inner) {
                    Some(spread) => Element::Spread(self.expression(spread)),
                    None => Element::Spread(self.unknown(inner)),
                },
                "ERROR" => Element::Spread(self.expression(inner)),
                _ => match last_value(child).filter(|_| child.kind() == "collection_element") {
                    Some(value) => Element::Item(self.expression(value)),
                    None => Element::Item(self.expression(inner)),
                },
            });
        }
        if let Some(at) = self.rest_of(node) {
            elements.push(Element::Spread(self.push(Expr::Unknown, at)));
        }
        Expr::List(elements)
    }

    /// `new { A = 1, b.C }`
    pub(super) fn anonymous_object(&mut self, node: Node<'_>) -> Expr {
        let mut properties = Vec::new();
        let mut cursor = node.walk();
        let parts: Vec<_> = node.children(&mut cursor).filter(|part| !super::tree::is_trivia(*part)).collect();
        let members = parts.split(|part| matches!(part.kind(), "," | "{" | "}" | "new"));
        for member in members.filter(|member| !member.is_empty()) {
            properties.push(match member {
                [name, sign, value] if sign.kind() == "=" => {
                    Property::Named { key: self.spanned_name(*name), value: self.expression(*value) }
                }
                [only] => match only.child_by_field_name("name").or(Some(*only).filter(|it| it.kind() == "identifier"))
                {
                    Some(name) => Property::Named { key: self.spanned_name(name), value: self.expression(*only) },
                    None => Property::Spread(self.expression(*only)),
                },
                _ => Property::Spread(self.unknown(node)),
            });
        }
        if let Some(at) = self.rest_of(node) {
            properties.push(Property::Spread(self.push(Expr::Unknown, at)));
        }
        Expr::Object(properties)
    }

    /// A type as an expression that names it.
    pub(super) fn type_expression(&mut self, node: Node<'_>) -> ExprId {
        if !self.descend(node) {
            return self.unknown(node);
        }
        let id = match node.kind() {
            "identifier" => {
                let (name, scope) = (self.name(node), self.place.scope);
                self.named(name, scope, self.span(node))
            }
            "generic_name" | "nullable_type" | "parenthesized_expression" => match first(node) {
                Some(inner) => self.type_expression(inner),
                None => self.unknown(node),
            },
            "qualified_name" => {
                let qualifier = node.child_by_field_name("qualifier");
                match (qualifier, node.child_by_field_name("name")) {
                    (Some(qualifier), Some(name)) => {
                        let object = self.type_expression(qualifier);
                        let name = self.simple_name(name);
                        self.push(Expr::Member { object, name }, self.span(node))
                    }
                    _ => self.unknown(node),
                }
            }
            // `global::Amazon`
            "alias_qualified_name" => match node.child_by_field_name("name") {
                Some(name) => self.type_expression(name),
                None => self.unknown(node),
            },
            "member_access_expression" => self.expression(node),
            _ => self.unknown(node),
        };
        self.ascend();
        id
    }

    /// `A.B.C` as an expression at a place where nothing of that is written.
    pub(super) fn dotted_name(
        &mut self,
        written: &str,
        scope: crate::program::ScopeId,
        at: crate::source::Span,
    ) -> ExprId {
        let mut names = written.trim_start_matches("global::").split('.').map(str::trim);
        let mut id = self.named(names.next().unwrap_or_default().into(), scope, at);
        for name in names {
            let name = Spanned { node: name.into(), span: at };
            id = self.push(Expr::Member { object: id, name }, at);
        }
        id
    }
}

fn shape(written: &str) -> Shape {
    if written.ends_with(']') {
        return Shape::List;
    }
    let Some((name, _)) = written.split_once('<') else { return Shape::Object };
    let name = name.rsplit(['.', ':']).next().unwrap_or(name).trim();
    if LISTS.contains(&name) {
        Shape::List
    } else if DICTIONARIES.contains(&name) {
        Shape::Dictionary
    } else {
        Shape::Object
    }
}

fn is_dotted(written: &str) -> bool {
    !matches!(written, "object" | "dynamic" | "string")
        && written.trim_start_matches("global::").chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
}
