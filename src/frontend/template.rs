//! The sections of a CloudFormation or SAM template, as they are written.
//!
//! Nothing is evaluated here but `Fn::ForEach` over resources, because it decides which resources exist.

use std::collections::HashMap;
use std::sync::Arc;

use super::intrinsics::Budget;
use crate::source::{FileId, Location, Span};
use crate::syntax::{Kind, Node, Tree};

/// How many resources `Fn::ForEach` may make in one template, and how deep loops may nest. The service
/// allows 500 resources a stack and five levels.
const MAX_EXPANSIONS: usize = 2_000;
const MAX_LOOP_DEPTH: usize = 5;

/// How many turns the loops of one template may take; a turn over many nodes counts as several.
const MAX_TURNS: usize = 10_000;
const NODES_OF_A_TURN: usize = 1_000;

/// How many bytes the values of loops may add to one text.
const MAX_GROWTH: usize = 64 * 1024;

/// How far a tag may stand before what it tags to be shown with it; a block begins lines later.
const MAX_TAG_DISTANCE: u32 = 8;

/// A template of one file. Names are in written order; of equal ones the last is kept by the tree.
#[derive(Debug)]
pub struct Template<'t> {
    pub file: FileId,
    pub tree: &'t Tree,
    /// The document that the template is.
    pub root: Node<'t>,
    pub parameters: Vec<Parameter<'t>>,
    pub mappings: Option<Node<'t>>,
    pub conditions: Vec<(&'t str, Node<'t>)>,
    pub resources: Vec<Declaration<'t>>,
    /// The number of the last resource of each id.
    by_id: HashMap<Arc<str>, usize>,
    /// The number of each condition and of each parameter.
    by_condition: HashMap<&'t str, usize>,
    by_parameter: HashMap<&'t str, usize>,
    pub outputs: Vec<Output<'t>>,
    /// The `Globals` of a SAM template.
    pub globals: Option<Node<'t>>,
    /// The `Metadata` of the template itself.
    pub metadata: Option<Node<'t>>,
    /// Why resources may exist that cannot be seen here: a macro, an include, a loop over something unknown.
    pub adds: Option<Arc<str>>,
    /// Why what is written here may be changed before it is deployed: a macro over the whole template.
    pub rewrites: Option<Arc<str>>,
    /// What evaluating it may still cost.
    pub(super) budget: Budget,
    /// How many turns its loops have taken.
    turns: usize,
}

/// A parameter declaration.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'t> {
    pub name: &'t str,
    pub kind: &'t str,
    pub default: Option<Node<'t>>,
    pub allowed: Option<Node<'t>>,
}

/// A resource declaration, once per turn of the loops it stands in.
#[derive(Clone, Debug)]
pub struct Declaration<'t> {
    pub id: Arc<str>,
    pub key: Span,
    pub resource_type: &'t str,
    pub condition: Option<&'t str>,
    pub body: Node<'t>,
    pub bindings: Bindings,
    /// Whether a syntax error stands in it, so that a part of it may be missing.
    pub cut: bool,
}

/// An output of the stack; `export` is the node of its export name.
#[derive(Clone, Copy, Debug)]
pub struct Output<'t> {
    pub name: &'t str,
    pub value: Option<Node<'t>>,
    pub export: Option<Node<'t>>,
    pub condition: Option<&'t str>,
}

/// What the identifiers of the enclosing `Fn::ForEach` loops stand for.
pub type Bindings = Arc<[(Arc<str>, Arc<str>)]>;

impl<'t> Template<'t> {
    /// Reads the sections of a document root.
    pub fn new(file: FileId, tree: &'t Tree, root: Node<'t>) -> Self {
        let section = |name| root.get(name).filter(|node: &Node<'t>| node.kind() == Kind::Mapping);
        let mut template = Self {
            file,
            tree,
            root,
            parameters: section("Parameters").map(parameters).unwrap_or_default(),
            mappings: section("Mappings"),
            conditions: section("Conditions").map(named).unwrap_or_default(),
            resources: Vec::new(),
            by_id: HashMap::new(),
            by_condition: HashMap::new(),
            by_parameter: HashMap::new(),
            outputs: section("Outputs").map(outputs).unwrap_or_default(),
            globals: section("Globals"),
            metadata: section("Metadata"),
            adds: None,
            rewrites: None,
            budget: Budget::default(),
            turns: 0,
        };
        let names = template.parameters.iter().enumerate();
        template.by_parameter = names.map(|(number, parameter)| (parameter.name, number)).collect();
        template.read_transforms(root);
        if let Some(resources) = section("Resources") {
            template.declare(resources, &Bindings::default(), 0);
        }
        template.mark_cuts();
        let ids = template.resources.iter().enumerate();
        template.by_id = ids.map(|(number, declaration)| (declaration.id.clone(), number)).collect();
        let names = template.conditions.iter().enumerate();
        template.by_condition = names.map(|(number, (name, _))| (*name, number)).collect();
        template
    }

    pub fn location(&self, span: Span) -> Location {
        Location { file: self.file, span }
    }

    /// Where a node is written, with its tag.
    pub fn place(&self, node: Node<'t>) -> Location {
        let span = node.site();
        let tag = node.tag_span().filter(|tag| tag.end <= span.start && span.start - tag.end <= MAX_TAG_DISTANCE);
        self.location(tag.map_or(span, |tag| tag.to(span)))
    }

    pub fn parameter(&self, name: &str) -> Option<&Parameter<'t>> {
        self.by_parameter.get(name).map(|number| &self.parameters[*number])
    }

    /// A condition and its name as it is declared.
    pub fn condition(&self, name: &str) -> Option<(&'t str, Node<'t>)> {
        self.by_condition.get(name).map(|number| self.conditions[*number])
    }

    /// The number of the resource of an id.
    pub fn resource(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// An error lies in the last resource that begins before it, or before what it belongs to.
    fn mark_cuts(&mut self) {
        let places = self.tree.errors().iter().flat_map(|error| {
            let related = error.related.as_ref().map(|(span, _)| span.start);
            std::iter::once(error.span.start).chain(related)
        });
        for place in places.collect::<Vec<_>>() {
            let before = self.resources.iter().map(|resource| resource.key.start).filter(|start| *start <= place).max();
            for resource in &mut self.resources {
                resource.cut |= Some(resource.key.start) == before;
            }
        }
    }

    /// A macro at the top may add, change or remove anything; an include only adds.
    fn read_transforms(&mut self, root: Node<'t>) {
        const HARMLESS: [&str; 3] =
            ["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen"];
        for key in ["Transform", "Fn::Transform"] {
            let Some(transform) = root.get(key) else { continue };
            let several = transform.kind() == Kind::Sequence;
            let each = std::iter::once(transform).filter(|_| !several).chain(transform.items());
            for name in each.map(|item| item.text().or_else(|| item.get("Name")?.text()).unwrap_or("of Transform")) {
                if name == "AWS::Include" {
                    self.adds = Some("AWS::Include adds to this template at deployment".into());
                } else if !HARMLESS.contains(&name) {
                    let reason: Arc<str> = format!("the macro {name} changes this template at deployment").into();
                    self.adds = Some(reason.clone());
                    self.rewrites = Some(reason);
                }
            }
        }
    }

    fn declare(&mut self, resources: Node<'t>, bindings: &Bindings, depth: usize) {
        for (key, body) in resources.entries() {
            let Some(name) = key.text() else { continue };
            if name.starts_with("Fn::ForEach::") {
                self.declare_loop(body, bindings, depth);
            } else if name.starts_with("Fn::") {
                self.adds = Some(format!("{name} adds resources").into());
            } else if let Some(resource_type) = body.get("Type").and_then(Node::text) {
                self.resources.push(Declaration {
                    id: substitute(name, bindings),
                    key: key.site(),
                    resource_type,
                    condition: body.get("Condition").and_then(Node::text),
                    body,
                    bindings: bindings.clone(),
                    cut: false,
                });
            }
        }
    }

    fn declare_loop(&mut self, body: Node<'t>, bindings: &Bindings, depth: usize) {
        let unrolled = if depth < MAX_LOOP_DEPTH { self.turns(body, bindings) } else { None };
        let Some((turns, template)) = unrolled else {
            self.adds = Some("Fn::ForEach over a collection that is not known here".into());
            return;
        };
        for turn in turns {
            self.turns += 1 + usize::try_from(template.size()).unwrap_or(usize::MAX) / NODES_OF_A_TURN;
            if self.turns > MAX_TURNS {
                self.adds = Some(format!("Fn::ForEach takes more than {MAX_TURNS} turns").into());
                return;
            }
            if self.resources.len() >= MAX_EXPANSIONS {
                self.adds = Some(format!("Fn::ForEach makes more than {MAX_EXPANSIONS} resources").into());
                return;
            }
            self.declare(template, &turn, depth + 1);
        }
    }

    /// The bindings of each turn of a loop `[identifier, collection, template]`, where the collection is known.
    fn turns(&self, body: Node<'t>, outer: &Bindings) -> Option<(Vec<Bindings>, Node<'t>)> {
        let parts: Vec<_> = body.items().collect();
        let [identifier, collection, template] = parts.as_slice() else { return None };
        let identifier: Arc<str> = identifier.text()?.into();
        let values = self.collection(*collection, outer)?;
        let bind = |value: Arc<str>| {
            let inner = std::iter::once((identifier.clone(), value));
            inner.chain(outer.iter().cloned()).collect::<Bindings>()
        };
        Some((values.into_iter().map(bind).collect(), *template))
    }

    /// The members of a loop's collection: a list of texts, or a reference to a list parameter's default.
    fn collection(&self, node: Node<'t>, bindings: &Bindings) -> Option<Vec<Arc<str>>> {
        if node.kind() == Kind::Sequence {
            return node.items().map(|item| Some(substitute(plain_text(item)?, bindings))).collect();
        }
        let name = if node.tag() == Some("!Ref") { node.text() } else { node.get("Ref").and_then(Node::text) };
        let default = self.parameter(name?)?.default?.text()?;
        Some(default.split(',').map(|member| member.trim().into()).collect())
    }
}

/// Replaces `${Identifier}` and `&{Identifier}` of the enclosing loops in a name; the second form drops
/// what is not alphanumeric from the value. What would make the name far too long stays as it is.
pub fn substitute(name: &str, bindings: &Bindings) -> Arc<str> {
    if bindings.is_empty() || !name.contains('{') {
        return name.into();
    }
    let mut text = name.to_owned();
    for (identifier, value) in bindings.iter() {
        let alphanumeric: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
        for (written, value) in
            [(format!("${{{identifier}}}"), &**value), (format!("&{{{identifier}}}"), &alphanumeric)]
        {
            if text.len() + text.matches(&written).count() * value.len() <= name.len() + MAX_GROWTH {
                text = text.replace(&written, value);
            }
        }
    }
    text.into()
}

/// How much longer [`substitute`] makes a text at most.
pub(super) fn growth(text: &str, bindings: &Bindings) -> usize {
    if bindings.is_empty() {
        return 0;
    }
    let places = memchr::memchr_iter(b'{', text.as_bytes()).count();
    // A value may name another loop.
    let size = |value: &Arc<str>| if value.contains('{') { MAX_GROWTH } else { value.len() };
    let longest = bindings.iter().map(|(_, value)| size(value)).max().unwrap_or(0);
    places.saturating_mul(longest).min(MAX_GROWTH)
}

/// The text of a scalar that is no intrinsic function.
fn plain_text(node: Node<'_>) -> Option<&str> {
    if node.tag().is_some() { None } else { node.text() }
}

fn named(section: Node<'_>) -> Vec<(&str, Node<'_>)> {
    section.entries().filter_map(|(key, value)| Some((key.text()?, value))).collect()
}

fn parameters<'t>(section: Node<'t>) -> Vec<Parameter<'t>> {
    let parameter = |(name, body): (&'t str, Node<'t>)| Parameter {
        name,
        kind: body.get("Type").and_then(Node::text).unwrap_or("String"),
        default: body.get("Default"),
        allowed: body.get("AllowedValues"),
    };
    named(section).into_iter().map(parameter).collect()
}

fn outputs<'t>(section: Node<'t>) -> Vec<Output<'t>> {
    let output = |(name, body): (&'t str, Node<'t>)| Output {
        name,
        value: body.get("Value"),
        export: body.get("Export").and_then(|export| export.get("Name")),
        condition: body.get("Condition").and_then(Node::text),
    };
    named(section).into_iter().map(output).collect()
}
