//! What stands in a file: imports, constants, variables, types and functions.

use std::sync::Arc;

use tree_sitter::Node;

use super::literal::string;
use super::lowering::{Lowering, MODULE, number};
use super::tree::{children, fields, gives_several, list};
use crate::program::{Bound, Call, ClassId, EffectKind, Export, Expr, ExprId, FunctionId, Import, PathStep, ScopeId};
use crate::source::Span;

impl<'s> Lowering<'s> {
    /// All of a file. Types come first: methods and literals ask for them wherever they stand.
    pub(super) fn file(&mut self, root: Node<'s>) {
        self.own_package();
        let declarations = children(root);
        let types: Vec<_> = declarations.iter().copied().filter(|it| it.kind() == "type_declaration").collect();
        for declaration in &types {
            self.note_types(*declaration);
        }
        for declaration in types {
            self.types(declaration);
        }
        for declaration in &declarations {
            match declaration.kind() {
                "type_declaration" | "package_clause" => {}
                _ => self.declaration(*declaration),
            }
        }
        self.start();
        self.exports();
    }

    fn declaration(&mut self, node: Node<'s>) {
        match node.kind() {
            "import_declaration" => self.imports(node),
            "function_declaration" => self.function_declaration(node),
            "method_declaration" => self.method_declaration(node),
            _ => {
                self.statement(node);
            }
        }
    }

    /// The other files of the folder.
    fn own_package(&mut self) {
        self.program.imports.push(Import { module: ".".into(), span: Span::at(0), star: true });
    }

    fn imports(&mut self, node: Node<'s>) {
        for child in children(node) {
            match child.kind() {
                "import_spec" => self.import(child),
                _ => self.imports(child),
            }
        }
    }

    /// `import name "path"`
    fn import(&mut self, node: Node<'s>) {
        let Some(path) = node.child_by_field_name("path") else { return };
        let module = string(self.text(path)).unwrap_or_default();
        let alias = node.child_by_field_name("name");
        let star = alias.is_some_and(|alias| alias.kind() == "dot");
        let import = number(self.program.imports.len());
        let name = match alias {
            Some(alias) => self.name(alias),
            None => package_name(&module).into(),
        };
        self.program.imports.push(Import { module: module.into(), span: self.span(path), star });
        if !star {
            let span = self.span(alias.unwrap_or(path));
            self.bind(MODULE, name, span, Bound::Import { import, name: None });
        }
    }

    /// `const ( a = iota; b )`: a line without values repeats those of the line before it.
    pub(super) fn constants(&mut self, node: Node<'s>) {
        let outside = self.own.iota;
        let mut before = Vec::new();
        for (position, line) in children(node).into_iter().filter(|line| line.kind() == "const_spec").enumerate() {
            let values = list(line, "value");
            if !values.is_empty() {
                before = values;
            }
            self.own.iota = Some(position);
            for (position, name) in fields(line, "name").into_iter().enumerate() {
                let value = match before.get(position) {
                    Some(value) => self.evaluate(*value),
                    None => self.unknown(line),
                };
                self.declare(name, Bound::Value(value));
            }
        }
        self.own.iota = outside;
    }

    /// `var a, b = 1, 2`, `var c T`
    pub(super) fn variables(&mut self, node: Node<'s>) {
        for line in children(node) {
            match line.kind() {
                "var_spec" => self.variable(line),
                _ => self.variables(line),
            }
        }
    }

    fn variable(&mut self, line: Node<'s>) {
        let (names, values) = (fields(line, "name"), list(line, "value"));
        if !values.is_empty() {
            return self.define(line, &names, &values);
        }
        for name in names {
            let zero = match line.child_by_field_name("type") {
                Some(of) => self.zero(of),
                None => self.unknown(line),
            };
            self.effect(EffectKind::Evaluate(zero), self.span(name));
            self.declare(name, Bound::Value(zero));
        }
    }

    /// `a, b := values`
    pub(super) fn short_variables(&mut self, node: Node<'s>) {
        let (names, values) = (list(node, "left"), list(node, "right"));
        let names: Vec<Node<'s>> = names.into_iter().map(|name| self.half_typed(name)).collect();
        self.define(node, &names, &values);
    }

    /// The name of a line that the line before it, which ends in a dot, was taken for a part of.
    fn half_typed(&mut self, name: Node<'s>) -> Node<'s> {
        let parts = name.child_by_field_name("operand").zip(name.child_by_field_name("field"));
        let Some((object, name)) = parts else { return name };
        let object = self.expression(object);
        self.open(object, self.span(name));
        name
    }

    fn define(&mut self, node: Node<'s>, names: &[Node<'s>], values: &[Node<'s>]) {
        if names.len() == values.len() {
            let values: Vec<ExprId> = values.iter().map(|value| self.evaluated_copy(*value)).collect();
            for (name, value) in names.iter().zip(values) {
                self.declare(*name, Bound::Value(value));
            }
            return;
        }
        let [value] = values else {
            return names.iter().for_each(|name| self.declare(*name, Bound::Unknown));
        };
        let is_call = gives_several(*value);
        let value = self.evaluate(*value);
        for (position, name) in names.iter().enumerate() {
            let bound = match (is_call, position) {
                (true, _) => Bound::Part { value, path: vec![PathStep::Index(number(position))], default: None },
                // `value, ok := table[key]`
                (false, 0) => Bound::Value(value),
                (false, _) => Bound::Unknown,
            };
            self.declare(*name, bound);
        }
        if names.is_empty() {
            self.effect(EffectKind::Evaluate(value), self.span(node));
        }
    }

    /// Declares a name here. What this scope declares already is assigned.
    pub(super) fn declare(&mut self, node: Node<'s>, value: Bound) {
        let (scope, name) = (self.place.scope, self.name(node));
        if self.declared(scope, &name).is_none() {
            return self.bind(scope, name, self.span(node), value);
        }
        let value = match value {
            Bound::Value(value) => value,
            _ => self.unknown(node),
        };
        self.assign_name(name, value, false);
    }

    fn function_declaration(&mut self, node: Node<'s>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let function = self.function(node, Some(name));
        let (text, span) = (self.name(name), self.span(name));
        // Any number of functions may be called `init`.
        let text = if &*text == "init" { format!("init {}", function.0).into() } else { text };
        self.bind(MODULE, text, span, Bound::Function(function));
    }

    /// `func (r *Type) Name()`
    fn method_declaration(&mut self, node: Node<'s>) {
        let (Some(name), Some(receiver)) = (node.child_by_field_name("name"), node.child_by_field_name("receiver"))
        else {
            return;
        };
        let Some(receiver) = children(receiver).into_iter().next() else { return };
        let Some(of) = receiver.child_by_field_name("type").and_then(|of| self.receiver_type(of)) else { return };
        let class = self.class_of(&of, node);
        let function = self.method(node, name, receiver, class);
        let (method, span) = (format!("{of}.{}", self.text(name)).into(), self.span(name));
        self.bind(MODULE, method, span, Bound::Function(function));
    }

    /// The class of a receiver. One that another file declares stands for that, and has no name here.
    fn class_of(&mut self, name: &Arc<str>, node: Node<'s>) -> ClassId {
        match self.own.structs.get(name) {
            Some(class) => *class,
            None => self.new_class(name.clone(), self.span(node)),
        }
    }

    /// What the program begins with: the functions `init`, then `main`.
    fn start(&mut self) {
        let functions = &self.program.scope(MODULE).bindings;
        let is = |name: &str, wanted: &str| name.split(' ').next() == Some(wanted);
        let started: Vec<(Arc<str>, Span, FunctionId)> = ["init", "main"]
            .iter()
            .flat_map(|wanted| functions.iter().filter(move |binding| is(&binding.name, wanted)))
            .filter_map(|binding| match binding.value {
                Bound::Function(function) => Some((binding.name.clone(), binding.span, function)),
                _ => None,
            })
            .collect();
        let end = self.end();
        for (name, span, _) in started {
            let callee = self.named(name, MODULE, span);
            let call = self.push(Expr::Call(Call { new: false, callee, arguments: Vec::new() }), span);
            // It happens when everything else has happened.
            self.effect(EffectKind::Evaluate(call), Span::at(end));
        }
    }

    fn exports(&mut self) {
        let is_import = |bound: &Bound| matches!(bound, Bound::Import { .. });
        let bindings = self.program.scope(MODULE).bindings.iter().filter(|binding| !is_import(&binding.value));
        let exports =
            bindings.map(|binding| Export::Local { name: binding.name.clone(), binding: binding.name.clone() });
        self.program.exports = exports.collect();
    }

    pub(super) fn assign_name(&mut self, name: Arc<str>, value: ExprId, always: bool) {
        let scope: ScopeId = self.place.scope;
        self.assignments.push(crate::program::assignment::Assignment { name, scope, value, always });
    }
}

/// What a package is called that an import does not name, as far as its path tells: `awscdk` for `…/awscdk/v2`, `jsii`
/// for `…/jsii-runtime-go`, `yaml` for `gopkg.in/yaml.v3`.
fn package_name(path: &str) -> &str {
    let is_version = |part: &str| {
        part.strip_prefix('v').is_some_and(|number| !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit()))
    };
    let mut parts = path.rsplit('/').peekable();
    let mut last = parts.next().unwrap_or(path);
    if is_version(last)
        && let Some(before) = parts.next()
    {
        last = before;
    }
    let last = last.strip_prefix("go-").unwrap_or(last);
    let end = last.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(last.len());
    &last[..end]
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn a_package_is_called_as_its_path_says() {
        for (path, name) in [
            ("fmt", "fmt"),
            ("os/exec", "exec"),
            ("github.com/aws/aws-cdk-go/awscdk/v2", "awscdk"),
            ("github.com/aws/aws-cdk-go/awscdk/v2/awsecr", "awsecr"),
            ("github.com/aws/constructs-go/constructs/v10", "constructs"),
            ("github.com/aws/jsii-runtime-go", "jsii"),
            ("gopkg.in/yaml.v3", "yaml"),
            ("example.com/go-tools", "tools"),
            ("v2", "v2"),
        ] {
            assert_eq!(package_name(path), name, "{path}");
        }
    }
}
