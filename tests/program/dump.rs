//! A program as text, compact enough to be read beside its source.
//!
//! `name@2` is a name looked up from scope 2, `name ~=` a binding that is assigned elsewhere too, `fn#1` and `class#0`
//! are the functions and classes listed further up. Lists and scopes without content are left out.

use std::fmt::Write as _;

use plimsoll::program::{
    Argument, Binding, Bound, Control, Effect, EffectKind, Element, Export, Expr, ExprId, Operator, Parameter,
    PathStep, Program, Property, Scope, Spanned, Spread, TemplatePart,
};
use plimsoll::source::Span;

/// Everything but the spans of expressions. Effects and problems come with their line and column.
pub(crate) fn dump(program: &Program, source: &str) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("a string takes everything");
    for (number, import) in program.imports.iter().enumerate() {
        let star = if import.star { " *" } else { "" };
        line(format!("import {number} {:?}{star}", import.module));
    }
    program.exports.iter().for_each(|export| line(format!("export {}", exported(program, export))));
    for (number, class) in program.classes.iter().enumerate() {
        let kind = if class.is_enum { "enum" } else { "class" };
        let bases: Vec<_> = class.bases.iter().map(|base| expression(program, *base)).collect();
        let extends = if bases.is_empty() { String::new() } else { format!(" extends {}", bases.join(", ")) };
        line(format!("{kind}#{number} {}{extends}, scope {}", class.name, class.scope.0));
        class.constructor.iter().for_each(|id| line(format!("  constructor fn#{}", id.0)));
        class.methods.iter().for_each(|id| line(format!("  method fn#{}", id.0)));
        for field in &class.fields {
            let modifier = if field.is_static { "static " } else { "" };
            let value = field.value.map(|value| format!(" = {}", expression(program, value))).unwrap_or_default();
            line(format!("  {modifier}{}{value}", field.name.node));
        }
    }
    for (number, function) in program.functions.iter().enumerate() {
        let parameters: Vec<_> = function.parameters.iter().map(|it| parameter(program, it)).collect();
        let class = function.class.map(|class| format!(", class#{}", class.0)).unwrap_or_default();
        let modifiers = [
            (function.is_static, ", static"),
            (function.is_constructor, ", constructor"),
            (function.is_getter, ", getter"),
        ];
        let modifiers: String = modifiers.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        let (name, parameters) = (&function.name, parameters.join(", "));
        line(format!("fn#{number} {name}({parameters}), scope {}{class}{modifiers}", function.scope.0));
        function.returns.iter().for_each(|value| line(format!("  returns {}", expression(program, *value))));
    }
    for (number, scope) in program.scopes.iter().enumerate().filter(|(_, scope)| !scope.bindings.is_empty()) {
        line(format!("scope {number}{}", surroundings(scope)));
        scope.bindings.iter().for_each(|it| line(format!("  {}", binding(program, it))));
    }
    program.effects.iter().for_each(|it| line(effect(program, it, source)));
    program.comments.iter().for_each(|comment| line(format!("comment {:?}", &source[comment.range()])));
    for problem in &program.errors {
        let (at, text) = (place(source, problem.span), &source[problem.span.range()]);
        line(format!("error {at} {}: {text:?}", problem.message));
    }
    out
}

/// Every expression with the bytes it is written in.
#[allow(dead_code, reason = "every test crate takes what it needs")]
pub(crate) fn spans(program: &Program, source: &str) -> String {
    let mut out = String::new();
    for Spanned { node, span } in &program.expressions {
        let kind = format!("{node:?}");
        let kind = kind.split([' ', '(']).next().unwrap_or_default();
        writeln!(out, "{kind} {:?}", &source[span.range()]).expect("a string takes everything");
    }
    out
}

/// An expression with everything it is made of.
pub(crate) fn expression(program: &Program, id: ExprId) -> String {
    let show = |id: &ExprId| expression(program, *id);
    match program.expr(id) {
        Expr::Null => "null".into(),
        Expr::Bool(truth) => truth.to_string(),
        Expr::Number(number) => number.to_string(),
        Expr::Text(text) => format!("{text:?}"),
        Expr::Template(parts) => {
            let part = |part: &TemplatePart| match part {
                TemplatePart::Text(text) => format!("{:?}", text.node),
                TemplatePart::Hole(hole) => format!("{{{}}}", show(hole)),
            };
            format!("template({})", parts.iter().map(part).collect::<Vec<_>>().join(" "))
        }
        Expr::Name { name, scope } => format!("{name}@{}", scope.0),
        Expr::This { class } => format!("this#{}", class.0),
        Expr::Super { class } => format!("super#{}", class.0),
        Expr::Member { object, name } => format!("{}.{}", show(object), name.node),
        Expr::Index { object, index } => format!("{}[{}]", show(object), show(index)),
        Expr::Call(call) => {
            let arguments: Vec<_> = call.arguments.iter().map(|it| argument(program, it)).collect();
            format!("{}{}({})", if call.new { "new " } else { "" }, show(&call.callee), arguments.join(", "))
        }
        Expr::List(elements) => {
            let element = |element: &Element| match element {
                Element::Item(item) => show(item),
                Element::Spread(list) => format!("...{}", show(list)),
            };
            format!("[{}]", elements.iter().map(element).collect::<Vec<_>>().join(", "))
        }
        Expr::Object(properties) => {
            let property = |property: &Property| match property {
                Property::Named { key, value } => format!("{}: {}", key.node, show(value)),
                Property::Computed { key, value } => format!("[{}]: {}", show(key), show(value)),
                Property::Spread(other) => format!("...{}", show(other)),
            };
            format!("{{{}}}", properties.iter().map(property).collect::<Vec<_>>().join(", "))
        }
        Expr::Binary { operator: Operator::Not, left, .. } => format!("!{}", show(left)),
        Expr::Binary { operator, left, right } => format!("({} {} {})", show(left), sign(*operator), show(right)),
        Expr::Conditional { test, then, otherwise } => {
            format!("({} ? {} : {})", show(test), show(then), show(otherwise))
        }
        Expr::Function(id) => format!("fn#{}", id.0),
        Expr::Class(id) => format!("class#{}", id.0),
        Expr::Unknown => "?".into(),
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Coalesce => "??",
        Operator::Or => "or",
        Operator::And => "and",
        Operator::Equal => "==",
        Operator::NotEqual => "!=",
        Operator::Not => "not",
        Operator::Other => "~",
    }
}

fn argument(program: &Program, argument: &Argument) -> String {
    let name = argument.name.as_ref().map(|name| format!("{}=", name.node)).unwrap_or_default();
    format!("{name}{}{}", stars(argument.spread), expression(program, argument.value))
}

fn stars(spread: Spread) -> &'static str {
    match spread {
        Spread::None => "",
        Spread::List => "...",
        Spread::Mapping => "**",
    }
}

fn parameter(program: &Program, parameter: &Parameter) -> String {
    let only = if parameter.keyword_only { "keyword " } else { "" };
    let of = parameter.type_name.as_ref().map(|name| format!(": {name}")).unwrap_or_default();
    let default = parameter.default.map(|value| format!(" = {}", expression(program, value))).unwrap_or_default();
    format!("{only}{}{}{of}{default}", stars(parameter.rest), parameter.name)
}

fn exported(program: &Program, export: &Export) -> String {
    match export {
        Export::Local { name, binding } => format!("{name} is {binding}"),
        Export::Value { name, value } => format!("{name} = {}", expression(program, *value)),
        Export::From { name, import, imported: Some(imported) } => format!("{name} from {import} {imported}"),
        Export::From { name, import, imported: None } => format!("{name} from {import} as a whole"),
        Export::Star { import } => format!("* from {import}"),
    }
}

fn surroundings(scope: &Scope) -> String {
    let parent = scope.parent.map(|parent| format!(" in {}", parent.0));
    let function = scope.function.map(|function| format!(", fn#{}", function.0));
    let class = scope.class.map(|class| format!(", class#{}", class.0));
    [parent, function, class].into_iter().flatten().collect()
}

fn binding(program: &Program, binding: &Binding) -> String {
    let value = match &binding.value {
        Bound::Value(value) => expression(program, *value),
        Bound::Part { value, path, default } => {
            let path: String = path.iter().map(step).collect();
            let default = default.map(|value| format!(" or {}", expression(program, value))).unwrap_or_default();
            format!("part {} of {}{default}", path, expression(program, *value))
        }
        Bound::Import { import, name: None } => format!("import {import}"),
        Bound::Import { import, name: Some(name) } => format!("import {import} {name}"),
        Bound::Parameter { function, number } => format!("parameter {number} of fn#{}", function.0),
        Bound::Function(id) => format!("fn#{}", id.0),
        Bound::Class(id) => format!("class#{}", id.0),
        Bound::Loop(list) => format!("each of {}", expression(program, *list)),
        Bound::Several(values) => {
            let values: Vec<_> = values.iter().map(|value| expression(program, *value)).collect();
            format!("several {}", values.join(" | "))
        }
        Bound::Unknown => "?".into(),
    };
    format!("{} {} {value}", binding.name, if binding.constant { "=" } else { "~=" })
}

fn step(step: &PathStep) -> String {
    match step {
        PathStep::Key(key) => format!(".{key}"),
        PathStep::Index(index) => format!("[{index}]"),
        PathStep::Rest => "...".into(),
    }
}

fn effect(program: &Program, effect: &Effect, source: &str) -> String {
    let control: Vec<_> = effect.control.iter().map(|it| format!(" {}", decided(program, it))).collect();
    let kind = match effect.kind {
        EffectKind::Evaluate(value) => expression(program, value),
        EffectKind::Assign { target, value } => {
            format!("{} := {}", expression(program, target), expression(program, value))
        }
    };
    format!("{} scope {}{}: {kind}", place(source, effect.span), effect.scope.0, control.concat())
}

fn decided(program: &Program, control: &Control) -> String {
    match control {
        Control::Branch { test, taken } => {
            let test = test.map_or("?".into(), |test| expression(program, test));
            format!("{} {test}", if *taken { "if" } else { "unless" })
        }
        Control::Loop { over, variable } => {
            let over = over.map_or("?".into(), |over| expression(program, over));
            format!("for {} of {over}", variable.as_deref().unwrap_or("?"))
        }
    }
}

fn place(source: &str, span: Span) -> String {
    let before = &source[..span.start as usize];
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    format!("{}:{}", before.matches('\n').count() + 1, before[line..].chars().count() + 1)
}
