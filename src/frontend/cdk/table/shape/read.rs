//! Reads `meanings.txt`. Its own head describes the notation.

use std::collections::HashMap;

use super::super::class::{Attribute, Callable, Class, Literal, Meaning};
use super::super::parse::{self, Line};
use super::{
    Alternative, Child, Digest, Effect, Image, Row, Shape, Source, Target, TargetStep, Template, TemplatePart,
    Transform,
};

const MEANINGS: &str = include_str!("../meanings.txt");

type Classes = HashMap<&'static str, Class>;

/// Gives the callables, attributes and structs of the classes their meanings.
pub(in super::super) fn load(classes: &mut Classes) {
    for block in parse::blocks(MEANINGS) {
        let (keyword, head) = block.head.split();
        let rows = &block.rows;
        match keyword {
            "resource" => resource(classes, head, rows),
            "value" => head.words().for_each(|name| assign(classes, name, Meaning::Shape(Box::new(shape(rows))))),
            "struct" => head.words().for_each(|name| class(classes, name).shape = Some(shape(rows))),
            "mixin" => mixin(classes, head, rows),
            "child" => child(classes, head, rows),
            "methods" => head.words().for_each(|name| methods(classes, name, rows)),
            "attributes" => head.words().for_each(|name| attributes(classes, name, rows)),
            "import" => import(classes, head, rows),
            "calls" => calls(classes, rows),
            _ => panic!("internal error: meanings.txt has a block {keyword}"),
        }
    }
}

fn class<'c>(classes: &'c mut Classes, name: &str) -> &'c mut Class {
    classes.get_mut(name).unwrap_or_else(|| panic!("internal error: meanings.txt names {name}, which api.txt lacks"))
}

/// Finds what a name such as `aws_ecs.EcrImage` (its constructor) or `aws_ecs.ContainerImage.fromAsset` is, and says what
/// it means. What is neither constructor nor method is a property.
fn assign(classes: &mut Classes, name: &'static str, meaning: Meaning) {
    if let Some(class) = classes.get_mut(name) {
        class.constructor.get_or_insert_with(Callable::default).meaning = meaning;
        return;
    }
    let (owner, member) = name.rsplit_once('.').unwrap_or(("", name));
    let class = class(classes, owner);
    let mut callables = class.statics.iter_mut().chain(&mut class.methods);
    match callables.find(|callable| callable.name == member) {
        Some(callable) => callable.meaning = meaning,
        None => class.attributes.push(Attribute { name: member, meaning }),
    }
}

/// `resource CLASS TYPE [BELOW]`
fn resource(classes: &mut Classes, head: Line, rows: &[Line]) {
    let mut words = head.words();
    let name = words.next().unwrap_or_default();
    let resource = words.next().map(|resource_type| (resource_type, words.next()));
    assign(classes, name, Meaning::Shape(Box::new(Shape { resource, ..shape(rows) })));
}

/// `mixin CLASS TYPE…`
fn mixin(classes: &mut Classes, head: Line, rows: &[Line]) {
    let (name, types) = head.split();
    assign(classes, name, Meaning::Shape(Box::new(Shape { types: types.words().collect(), ..shape(rows) })));
}

/// `child CLASS ID WHAT [unless A|B=LITERAL] [when A]`
fn child(classes: &mut Classes, head: Line, rows: &[Line]) {
    let words: Vec<&'static str> = head.words().collect();
    let [name, id, what, ref rest @ ..] = words[..] else { panic!("internal error: a child without an id") };
    let after = |keyword| rest.iter().position(|word| *word == keyword).and_then(|at| rest.get(at + 1).copied());
    let unless = after("unless").into_iter().flat_map(|options| options.split('|')).map(condition).collect();
    let is_type = what.contains("::");
    let resource = is_type.then_some((what, None));
    let child = Child {
        id: template(id),
        class: (!is_type).then_some(what),
        unless,
        when: after("when"),
        shape: Shape { resource, ..shape(rows) },
    };
    let constructor = class(classes, name).constructor.get_or_insert_with(Callable::default);
    match &mut constructor.meaning {
        Meaning::Shape(shape) => shape.children.push(child),
        meaning => *meaning = Meaning::Shape(Box::new(Shape { children: vec![child], ..Shape::default() })),
    }
}

fn condition(text: &'static str) -> (&'static str, Option<Literal>) {
    text.split_once('=').map_or((text, None), |(option, value)| (option, Literal::read(value)))
}

/// Rows `NAME EFFECT ARGUMENT…`
fn methods(classes: &mut Classes, name: &'static str, rows: &[Line]) {
    for row in rows {
        let (method, rest) = row.split();
        let words: Vec<&'static str> = rest.words().collect();
        let effect = match words[..] {
            ["-"] => Effect::Nothing,
            ["open"] => Effect::Open,
            ["append", option] => Effect::Append { option },
            ["append", option, argument] => Effect::AppendArgument { option, argument },
            ["set", option, argument] => Effect::Set { option, argument },
            ["unknown", ref properties @ ..] => Effect::Unknown { properties: properties.to_vec() },
            _ => panic!("internal error: the effect of {name}.{method} cannot be read"),
        };
        let methods = &mut class(classes, name).methods;
        if method == "*" {
            let silent = methods.iter_mut().filter(|callable| matches!(callable.meaning, Meaning::Unknown));
            silent.for_each(|callable| callable.meaning = Meaning::Effect(Effect::Nothing));
            continue;
        }
        match methods.iter_mut().find(|callable| callable.name == method) {
            Some(callable) => callable.meaning = Meaning::Effect(effect),
            None => panic!("internal error: meanings.txt names {name}.{method}, which api.txt lacks"),
        }
    }
}

/// Rows `NAME KEYWORD ARGUMENT…`
fn attributes(classes: &mut Classes, name: &'static str, rows: &[Line]) {
    for row in rows {
        let (attribute, rest) = row.split();
        class(classes, name).attributes.push(Attribute { name: attribute, meaning: keyword(rest) });
    }
}

fn keyword(line: Line) -> Meaning {
    let mut words = line.words();
    Meaning::Keyword { keyword: words.next().unwrap_or_default(), arguments: words.collect() }
}

/// `import TYPE`, rows `NAME name|arn ARGUMENT …`
fn import(classes: &mut Classes, head: Line, rows: &[Line]) {
    for row in rows {
        let words: Vec<&'static str> = row.words().collect();
        let after = |keyword| words.iter().position(|word| *word == keyword).and_then(|at| words.get(at + 1).copied());
        let meaning = Meaning::Import { resource_type: head.text, name: after("name"), arn: after("arn") };
        assign(classes, words[0], meaning);
    }
}

/// Rows `NAME KEYWORD ARGUMENT…`
fn calls(classes: &mut Classes, rows: &[Line]) {
    for row in rows {
        let (name, rest) = row.split();
        assign(classes, name, keyword(rest));
    }
}

fn shape(rows: &[Line]) -> Shape {
    let mut shape = Shape::default();
    for row in rows {
        let (word, rest) = row.split();
        let (second, behind) = rest.split();
        match word {
            "=" => {
                let literal = Literal::read(behind.text).expect("internal error: a constant without a value");
                shape.constants.push((target(second), literal));
            }
            "~" => shape.open.push(target(second)),
            "!" => shape.images.push((target(second), image(behind))),
            "+" => shape.texts.push((target(second), template(behind.text))),
            "@" => shape.joins = Some((second, behind.text)),
            _ => shape.rows.extend(word.split(',').map(|source| read_row(source, second, behind))),
        }
    }
    shape
}

/// `SOURCE TARGET [TRANSFORM] [=DEFAULT]`
fn read_row(from: &'static str, to: &'static str, rest: Line) -> Row {
    let (transform, default) = match rest.text.split_once('=') {
        Some((transform, default)) => (transform.trim(), Literal::read(default)),
        None => (rest.text, None),
    };
    Row { source: source(from), target: target(to), transform: read_transform(transform), default }
}

fn alternative(text: &'static str) -> Alternative {
    match text.strip_prefix('@') {
        Some(child) => Alternative::Child(child),
        None if text == "?" => Alternative::Unknown,
        None => Alternative::Option(text.split('.').collect()),
    }
}

fn source(text: &'static str) -> Source {
    Source { alternatives: text.split('|').map(|way| way.split('.').collect()).collect() }
}

fn target(text: &'static str) -> Target {
    match text {
        "-" => Target::Nothing,
        "*" => Target::Everything,
        "." => Target::Whole,
        "policies" => Target::Policies,
        _ => Target::Path(text.split('.').map(step).collect()),
    }
}

fn step(text: &'static str) -> TargetStep {
    text.parse().map_or(TargetStep::Key(text), TargetStep::Index)
}

fn read_transform(text: &'static str) -> Transform {
    let (keyword, argument) = text.split_once(':').unwrap_or((text, ""));
    let literal = |text| Literal::read(text).expect("internal error: a transform without a value");
    match keyword {
        "" => Transform::Plain,
        "ref" => Transform::Ref,
        "att" => Transform::Attribute(argument),
        "struct" => Transform::Struct(argument),
        "list" => Transform::List(Box::new(read_transform(argument))),
        "map" => Transform::Map(Box::new(read_transform(argument))),
        "entries" => {
            let words: Vec<&'static str> = argument.splitn(3, '/').collect();
            let [key, value, ref rest @ ..] = words[..] else { panic!("internal error: entries without a value") };
            let inner = rest.first().copied().unwrap_or_default();
            Transform::Entries { key, value: target(value), inner: Box::new(read_transform(inner)) }
        }
        "days" => Transform::Days,
        "switch" => {
            let (yes, no) = argument.split_once('/').unwrap_or((argument, "-"));
            Transform::Switch(Literal::read(yes), Literal::read(no))
        }
        "given" => Transform::Given(literal(argument)),
        "removal" => Transform::Removal,
        "lifecycle-rules" => Transform::LifecycleRules(argument),
        "verbatim" => Transform::Verbatim,
        "mechanical" => Transform::Mechanical(argument),
        "opaque" => Transform::Opaque,
        _ => panic!("internal error: meanings.txt has a transform {text}"),
    }
}

/// `asset`, or `ecr REPOSITORY TAG DIGEST [=DEFAULT]`.
fn image(line: Line) -> Image {
    let (words, default) = match line.text.split_once('=') {
        Some((words, default)) => (words, Some(default)),
        None => (line.text, None),
    };
    let words: Vec<&'static str> = words.split_ascii_whitespace().collect();
    match words[..] {
        ["asset"] => Image::Asset,
        ["ecr", repository, tag, digest] => Image::Ecr {
            repository: if repository == "this" { None } else { Some(repository) },
            tag: (tag != "?").then(|| source(tag)),
            default,
            digest: match digest {
                "prefix" => Digest::Prefix,
                "never" => Digest::Never,
                "always" => Digest::Always,
                flag => Digest::Flag(flag),
            },
        },
        _ => panic!("internal error: the image {} cannot be read", line.text),
    }
}

fn template(text: &'static str) -> Template {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (hole, after) = behind.split_once('}').expect("internal error: a hole without an end");
        if !before.is_empty() {
            parts.push(TemplatePart::Text(before));
        }
        parts.push(match hole {
            "?" => TemplatePart::Unknown,
            "this" => TemplatePart::Receiver,
            _ => TemplatePart::Hole(hole.split('|').map(alternative).collect()),
        });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(TemplatePart::Text(rest));
    }
    Template { parts }
}
