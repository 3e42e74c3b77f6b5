//! The table of CDK's API agrees with itself and, where the environment variable `CDK_JSII` names an unpacked npm package
//! aws-cdk-lib, with its jsii assembly.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "constructs/assembly.rs"]
mod assembly;
#[path = "constructs/other.rs"]
mod other;

use std::collections::BTreeSet;
use std::path::Path;

use assembly::{Assembly, short};
use plimsoll::frontend::cdk::table::{
    Alternative, Callable, Class, Content, Effect, Kind, Literal, Meaning, Row, Shape, Table, Target, TargetStep,
    TemplatePart, Transform, python_name, table,
};
use plimsoll::program::Language;

/// The keywords that whoever evaluates calls and properties must know.
const KEYWORDS: [&str; 37] = [
    "add-aspect",
    "apply-mixins",
    "aspects-of",
    "att",
    "child",
    "context",
    "default-child",
    "deletion",
    "duration",
    "find-child",
    "first-level",
    "get-attribute",
    "harmless",
    "identity",
    "intrinsic",
    "iso-duration",
    "metadata",
    "mixins",
    "mixins-of",
    "nag-suppressions",
    "node",
    "option",
    "override",
    "parameter",
    "parameter-value",
    "policies-of",
    "property-deletion",
    "property-override",
    "pseudo",
    "ref",
    "removal",
    "resource-options",
    "root",
    "scope",
    "stack-of",
    "token",
    "unknown",
];

/// What only CDK v1 has.
const OLDER: [&str; 5] = [
    "Construct",
    "aws_lambda.Code.asset",
    "aws_lambda.Code.bucket",
    "aws_lambda.Code.cfnParameters",
    "aws_lambda.Code.inline",
];

/// What the table says of one class, constructor or method, with a name to complain by.
struct Said<'t> {
    name: String,
    class: &'t Class,
    callable: Option<&'t Callable>,
    meaning: Option<&'t Meaning>,
}

#[test]
fn every_name_in_the_table_is_one_of_the_table() {
    let table = table();
    for class in table.classes() {
        if let Some(base) = class.base {
            assert!(table.named(base).is_some(), "{} extends {base}", class.name);
        }
        for callable in callables(class) {
            let result = callable.returns.filter(|result| table.named(result).is_none());
            assert_eq!(result, None, "result of {}.{}", class.name, callable.name);
            for options in callable.parameters.iter().filter_map(|parameter| parameter.options) {
                let kind = table.named(options).map(|known| known.kind);
                assert_eq!(kind, Some(Kind::Struct), "{options} of {}.{}", class.name, callable.name);
            }
        }
    }
}

#[test]
fn every_shape_refers_to_what_there_is() {
    let table = table();
    for (name, shape) in shapes(table) {
        for row in &shape.rows {
            let named = structs_of(&row.transform);
            for known in named {
                assert!(table.named(known).is_some_and(|class| class.shape.is_some()), "{name}: {known} has no shape");
            }
            if let Some(Literal::Child(child)) = &row.default {
                assert!(has_child(shape, child), "{name}: no child {child}");
            }
        }
        for child in &shape.children {
            let made = child.class.map(|class| table.named(class).and_then(constructor_shape));
            assert!(made.is_none_or(|made| made.is_some()), "{name} makes {:?}", child.class);
        }
        for (_, template) in &shape.texts {
            for part in &template.parts {
                let TemplatePart::Hole(alternatives) = part else { continue };
                for alternative in alternatives {
                    let Alternative::Child(child) = alternative else { continue };
                    assert!(has_child(shape, child), "{name}: no child {child}");
                }
            }
        }
    }
}

#[test]
fn every_effect_is_on_an_option_of_its_receiver() {
    let table = table();
    let mut effects = 0;
    for class in table.classes() {
        for method in &class.methods {
            let Meaning::Effect(effect) = &method.meaning else { continue };
            let (option, argument) = match effect {
                Effect::Append { option } => (*option, None),
                Effect::AppendArgument { option, argument } | Effect::Set { option, argument } => {
                    (*option, Some(*argument))
                }
                Effect::Nothing | Effect::Open | Effect::Unknown { .. } => continue,
            };
            effects += 1;
            let takes = |name| method.parameters.iter().any(|parameter| parameter.name == name);
            assert!(argument.is_none_or(takes), "{}.{} takes no {argument:?}", class.name, method.name);
            let extends = |other: &Class| table.lineage(other).any(|known| known.name == class.name);
            let receivers = table.classes().into_iter().filter(|other| extends(other)).filter_map(constructor_shape);
            let elements = table.classes().into_iter().filter_map(|class| class.shape.as_ref());
            let known =
                receivers.chain(elements).any(|shape| shape.rows.iter().any(|row| first(row).contains(&option)));
            assert!(known, "{}.{}: nothing has the option {option}", class.name, method.name);
        }
    }
    assert!(effects > 8, "{effects}");
}

#[test]
fn every_keyword_is_one_of_the_list() {
    let table = table();
    let mut used = BTreeSet::new();
    for said in everything(table) {
        let Some(Meaning::Keyword { keyword, arguments }) = said.meaning else { continue };
        used.insert(*keyword);
        let Some(callable) = said.callable.filter(|_| !["duration", "intrinsic"].contains(keyword)) else { continue };
        for argument in arguments.iter().filter(|_| !callable.parameters.iter().any(|known| known.options.is_some())) {
            let known = callable.parameters.iter().any(|parameter| parameter.name == *argument);
            assert!(known, "{} has no argument {argument}", said.name);
        }
    }
    assert_eq!(used, BTreeSet::from(KEYWORDS));
}

#[test]
fn targets_begin_with_a_capital() {
    for (name, shape) in shapes(table()) {
        for row in shape.rows.iter().filter(|_| shape.resource.is_some()) {
            let Target::Path(steps) = &row.target else { continue };
            let capital =
                matches!(steps[0], TargetStep::Key(key) if key.starts_with(|first: char| first.is_ascii_uppercase()));
            assert!(capital, "{name}: {steps:?}");
        }
    }
}

#[test]
fn python_and_typescript_agree_on_what_is_special_in_the_first_level() {
    let mut special = 0;
    for (name, line) in table().first_level_exceptions().filter(|(name, _)| name.contains("::")) {
        for word in line.split_ascii_whitespace().filter(|word| !word.starts_with('+')) {
            let prop = word.trim_start_matches(['~', '^', '!', '?']).split('=').next().unwrap();
            let written = table().property(name, Language::TypeScript, prop);
            assert_eq!(table().property(name, Language::Python, &python_name(prop)), written, "{name} {prop}");
            let by_rule = prop[..1].to_uppercase() + &prop[1..];
            assert!(written.name.as_deref() != Some(&by_rule) || written.content != Content::Members, "{name} {prop}");
            special += 1;
        }
    }
    assert!(special > 1500, "{special}");
}

#[test]
fn the_table_agrees_with_the_assembly() {
    let Some(folder) = std::env::var_os("CDK_JSII") else { return };
    let assembly = assembly::read(Path::new(&folder));
    let mut complaints = Vec::new();
    modules(&assembly, &mut complaints);
    for class in table().classes() {
        signatures(&assembly, class, &mut complaints);
        members(&assembly, class, &mut complaints);
    }
    for said in everything(table()) {
        sources(&assembly, &said, &mut complaints);
    }
    first_level(&assembly, &mut complaints);
    assert!(complaints.is_empty(), "{} differences:\n{}", complaints.len(), complaints.join("\n"));
}

/// `other.txt` is made from the assembly: `UPDATE=1` rewrites it.
#[test]
fn the_rest_of_the_api_agrees_with_the_assembly() {
    const FILE: &str = "src/frontend/cdk/table/other.txt";
    let Some(folder) = std::env::var_os("CDK_JSII") else { return };
    let assembly = assembly::read(Path::new(&folder));
    let written = std::fs::read_to_string(FILE).unwrap();
    let head: String = written.split_inclusive('\n').take_while(|line| line.starts_with('#')).collect();
    let expected = format!("{head}{}", other::lines(&assembly));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(FILE, &expected).unwrap();
    }
    assert_eq!(std::fs::read_to_string(FILE).unwrap(), expected);
}

#[test]
fn the_rest_of_the_api_is_told_apart() {
    let table = table();
    let ec2 = table.modules().iter().find(|module| module.name == "aws_ec2").unwrap();
    assert!(table.is_struct(ec2, "SubnetConfiguration") && table.is_struct(ec2, "VpcProps"));
    assert!(!table.is_struct(ec2, "Vpc") && !table.is_struct(ec2, "InitConfig"));
    assert_eq!(table.jsii_name(Language::Python, "memory_limit_mib"), "memoryLimitMiB");
    assert_eq!(table.jsii_name(Language::Python, "removal_policy"), "removalPolicy");
    assert_eq!(table.jsii_name(Language::CSharp, "MemoryLimitMiB"), "memoryLimitMiB");
    let class = |resource_type| table.first_level_class(resource_type);
    assert_eq!(class("AWS::ECR::Repository").as_deref(), Some("aws_ecr.CfnRepository"));
    assert_eq!(class("AWS::CloudFormation::WaitCondition").as_deref(), Some("CfnWaitCondition"));
    assert_eq!(class("Nothing"), None);
}

fn modules(assembly: &Assembly, complaints: &mut Vec<String>) {
    let table = table();
    for (full, submodule) in &assembly.submodules {
        let name = short(full);
        if name.starts_with("interfaces") {
            continue;
        }
        let Some(module) = table.modules().iter().find(|module| module.name == name) else {
            complaints.push(format!("module {name} is missing"));
            continue;
        };
        let targets = &submodule.targets;
        for (language, written) in [
            (Language::Python, targets.python.as_ref().map(|target| &target.module)),
            (Language::Java, targets.java.as_ref().map(|target| &target.package)),
            (Language::CSharp, targets.dotnet.as_ref().map(|target| &target.namespace)),
        ] {
            let Some(written) = written else { continue };
            if table.module(language, written) != Some(module) {
                complaints.push(format!("{language:?} calls {name} {written}, not {:?}", module.name_in(language)));
            }
        }
    }
    for module in table.modules().iter().filter(|module| !module.is_package() && !module.name.is_empty()) {
        if !assembly.submodules.contains_key(&format!("aws-cdk-lib.{}", module.name)) {
            complaints.push(format!("there is no module {}", module.name));
        }
    }
}

fn signatures(assembly: &Assembly, class: &Class, complaints: &mut Vec<String>) {
    let Some(known) = assembly.named(class.name) else {
        let elsewhere =
            class.name.starts_with(['@']) || class.name.starts_with("cdk-") || class.name.starts_with("constructs");
        if !elsewhere && !OLDER.contains(&class.name) {
            complaints.push(format!("there is no {}", class.name));
        }
        return;
    };
    let kind = match known.kind.as_str() {
        "enum" => Kind::Enum,
        "interface" if known.datatype => Kind::Struct,
        _ => Kind::Class,
    };
    if kind != class.kind && class.kind != Kind::FirstLevel {
        complaints.push(format!("{} is {kind:?}, not {:?}", class.name, class.kind));
    }
    if let Some(base) = class.base {
        let extends = assembly.lineage(known).filter_map(|known| known.base.as_deref()).any(|full| short(full) == base);
        if !extends {
            complaints.push(format!("{} does not extend {base}", class.name));
        }
    }
    if let (Some(constructor), Some(initializer)) =
        (&class.constructor, assembly.lineage(known).find_map(|known| known.initializer.as_ref()))
    {
        compare(assembly, class, constructor, initializer, complaints);
    }
    for (callables, is_static) in [(&class.statics, true), (&class.methods, false)] {
        for callable in callables {
            let of = |known: &assembly::Callable| known.name == callable.name && known.is_static == is_static;
            match known.methods.iter().find(|known| of(known)) {
                Some(method) => compare(assembly, class, callable, method, complaints),
                None if OLDER.contains(&format!("{}.{}", class.name, callable.name).as_str()) => {}
                None => complaints.push(format!("{} has no {}", class.name, callable.name)),
            }
        }
    }
}

fn compare(
    assembly: &Assembly,
    class: &Class,
    ours: &Callable,
    theirs: &assembly::Callable,
    complaints: &mut Vec<String>,
) {
    let options = |of: &assembly::Reference| {
        of.fqn.as_deref().filter(|full| assembly.is_struct(full)).map(short).map(str::to_owned)
    };
    let ours: Vec<_> = ours
        .parameters
        .iter()
        .map(|known| (known.name, known.optional, known.variadic, known.options.map(str::to_owned)))
        .collect();
    let theirs_seen: Vec<_> = theirs
        .parameters
        .iter()
        .map(|known| (known.name.as_str(), known.optional && !known.variadic, known.variadic, options(&known.of)))
        .collect();
    if ours != theirs_seen {
        complaints.push(format!("{}.{}: {ours:?} is {theirs_seen:?}", class.name, theirs.name));
    }
}

fn members(assembly: &Assembly, class: &Class, complaints: &mut Vec<String>) {
    let Some(known) = assembly.named(class.name) else { return };
    let constants = known.properties.iter().filter(|property| property.is_static).map(|property| &property.name);
    let theirs: BTreeSet<&String> = known.members.iter().map(|member| &member.name).chain(constants).collect();
    let inherited = assembly.lineage(known).flat_map(|known| &known.properties).map(|property| &property.name);
    let all: BTreeSet<&String> = theirs.iter().copied().chain(inherited).collect();
    for member in &class.members {
        if !all.iter().any(|name| *name == member.name) {
            complaints.push(format!("{} has no member {}", class.name, member.name));
        }
    }
    for name in theirs.iter().filter(|_| known.kind == "enum") {
        if !class.members.iter().any(|member| member.name == **name) {
            complaints.push(format!("{}.{name} is missing", class.name));
        }
    }
}

/// What a shape takes must be there to be given, and what can be given must be taken, unless the shape is open anyway.
fn sources(assembly: &Assembly, said: &Said<'_>, complaints: &mut Vec<String>) {
    let (shape, options): (&Shape, BTreeSet<String>) = match (said.meaning, &said.class.shape, said.callable) {
        (Some(Meaning::Shape(shape)), _, Some(callable)) => (shape, given(assembly, callable)),
        (None, Some(shape), _) => (shape, struct_members(assembly, said.class.name)),
        _ => return,
    };
    if options.is_empty() {
        return;
    }
    let added =
        table().lineage(said.class).flat_map(|class| &class.methods).filter_map(|method| match &method.meaning {
            Meaning::Effect(Effect::Append { option } | Effect::AppendArgument { option, .. }) => {
                Some((*option).to_owned())
            }
            _ => None,
        });
    let possible: BTreeSet<String> = options.iter().cloned().chain(added).collect();
    let mut taken: Vec<&str> = shape.rows.iter().flat_map(first).collect();
    taken.extend(
        shape
            .children
            .iter()
            .filter(|child| child.class.is_none())
            .flat_map(|child| child.shape.rows.iter().flat_map(first)),
    );
    taken.extend(shape.children.iter().flat_map(|child| child.unless.iter().map(|(option, _)| *option)));
    for source in &taken {
        if !possible.contains(*source) && *source != "id" {
            complaints.push(format!("{} takes no {source}", said.name));
        }
    }
    let open = shape.open.contains(&Target::Whole) || !shape.children.is_empty();
    for option in options.iter().filter(|_| shape.resource.is_some() && !open) {
        if !taken.contains(&option.as_str()) && !["scope", "id", "props"].contains(&option.as_str()) {
            complaints.push(format!("{} does not say what {option} does", said.name));
        }
    }
}

fn given(assembly: &Assembly, callable: &Callable) -> BTreeSet<String> {
    let options = callable.parameters.iter().filter_map(|parameter| parameter.options);
    let known = options.clone().all(|options| assembly.named(options).is_some());
    if !known {
        return BTreeSet::new();
    }
    let names = callable.parameters.iter().map(|parameter| parameter.name.to_owned());
    names.chain(options.flat_map(|options| struct_members(assembly, options))).collect()
}

fn struct_members(assembly: &Assembly, name: &str) -> BTreeSet<String> {
    assembly.members(&format!("aws-cdk-lib.{name}")).into_iter().map(str::to_owned).collect()
}

fn first_level(assembly: &Assembly, complaints: &mut Vec<String>) {
    let table = table();
    for (full, known) in &assembly.types {
        let Some(resource_type) = known.resource_type() else { continue };
        let name = known.namespace.as_deref().unwrap_or_default();
        let Some(module) = table.modules().iter().find(|module| module.name == name) else { continue };
        let ours = table.resource_type(module, &known.name);
        if ours.as_deref() != Some(resource_type) {
            complaints.push(format!("{full} is {resource_type}, not {ours:?}"));
        }
        let nested = format!("{full}.");
        let structs = assembly.types.range(nested.clone()..).take_while(|(name, _)| name.starts_with(&nested));
        let props = assembly.types.get_key_value(&format!("{full}Props"));
        for property in props.into_iter().chain(structs).flat_map(|(_, known)| &known.properties) {
            let ours = table.property(resource_type, Language::TypeScript, &property.name);
            if let Some(holder) = table.struct_of_property(resource_type, &property.name)
                && !holds(&property.of, &format!("{full}.{holder}"))
            {
                complaints.push(format!("{full}: {} is no {holder}", property.name));
            }
            if table.property(resource_type, Language::Python, &python_name(&property.name)) != ours {
                complaints.push(format!("{resource_type}: {} is another property in Python", property.name));
            }
            let Some(theirs) = content(assembly, &property.of).filter(|_| ours.content != Content::Unclear) else {
                continue;
            };
            if ours.content != theirs {
                complaints.push(format!("{resource_type}: in {} is {theirs:?}, not {:?}", property.name, ours.content));
            }
        }
    }
}

/// Whether a property takes a struct.
fn holds(of: &assembly::Reference, full: &str) -> bool {
    let mut union = of.union.iter().flat_map(|union| &union.types);
    of.fqn.as_deref() == Some(full) || union.any(|of| holds(of, full))
}

/// What the keys in a property are; `None` where it has none.
fn content(assembly: &Assembly, of: &assembly::Reference) -> Option<Content> {
    if let Some(union) = &of.union {
        let mut all: Vec<Content> = union.types.iter().filter_map(|of| content(assembly, of)).collect();
        all.sort_by_key(|content| {
            [Content::Members, Content::Keyed].iter().position(|first| first == content).unwrap_or(2)
        });
        return all.first().copied();
    }
    match (&of.primitive, &of.collection) {
        (Some(primitive), _) => (primitive == "any" || primitive == "json").then_some(Content::Verbatim),
        (_, Some(collection)) if collection.kind == "map" => match content(assembly, &collection.elementtype) {
            Some(Content::Members) => Some(Content::Keyed),
            _ => Some(Content::Verbatim),
        },
        (_, Some(collection)) => content(assembly, &collection.elementtype),
        _ => of.fqn.as_deref().is_some_and(|full| assembly.is_struct(full)).then_some(Content::Members),
    }
}

fn callables(class: &Class) -> impl Iterator<Item = &Callable> {
    class.constructor.iter().chain(&class.statics).chain(&class.methods)
}

fn constructor_shape(class: &Class) -> Option<&Shape> {
    match &class.constructor.as_ref()?.meaning {
        Meaning::Shape(shape) => Some(shape),
        _ => None,
    }
}

/// Everything that the table gives a meaning, and every struct.
fn everything(table: &Table) -> Vec<Said<'_>> {
    let mut all = Vec::new();
    for class in table.classes() {
        for callable in callables(class) {
            let name = format!("{}.{}", class.name, callable.name);
            all.push(Said { name, class, callable: Some(callable), meaning: Some(&callable.meaning) });
        }
        for attribute in &class.attributes {
            let name = format!("{}.{}", class.name, attribute.name);
            all.push(Said { name, class, callable: None, meaning: Some(&attribute.meaning) });
        }
        all.push(Said { name: class.name.to_owned(), class, callable: None, meaning: None });
    }
    all
}

fn shapes(table: &Table) -> Vec<(String, &Shape)> {
    let of = |said: Said<'_>| said.name;
    let mut shapes = Vec::new();
    for said in everything(table) {
        let (meaning, struct_shape) = (said.meaning, said.class.shape.as_ref());
        match meaning {
            Some(Meaning::Shape(shape)) => shapes.push((of(said), &**shape)),
            None => shapes.extend(struct_shape.map(|shape| (of(said), shape))),
            _ => {}
        }
    }
    shapes
}

/// The first steps of the sources of a row.
fn first(row: &Row) -> Vec<&'static str> {
    row.source.alternatives.iter().map(|way| way[0]).collect()
}

fn structs_of(transform: &Transform) -> Vec<&'static str> {
    match transform {
        Transform::Struct(name) | Transform::LifecycleRules(name) => vec![name],
        Transform::List(inner) | Transform::Map(inner) | Transform::Entries { inner, .. } => structs_of(inner),
        _ => Vec::new(),
    }
}

fn has_child(shape: &Shape, id: &str) -> bool {
    shape.children.iter().any(|child| matches!(&child.id.parts[..], [TemplatePart::Text(text)] if *text == id))
}
