//! From a path into a resource to the nodes that it names, as far as they are written out.

use super::Refusal;
use super::scalar::Spelling;
use super::shape::At;
use crate::frontend::intrinsics::is_function;
use crate::frontend::template::Template;
use crate::model::Step;
use crate::source::Span;
use crate::syntax::{Kind, Node, Scalar, Style, Tree};

/// A way through a document.
#[derive(Debug)]
pub(super) struct Way<'t> {
    pub(super) tree: &'t Tree,
    /// The collections on the way, each with its key where it has one, outermost first.
    pub(super) chain: Vec<(Option<Node<'t>>, Node<'t>)>,
    /// The steps from the root of the document to the end of the path.
    pub(super) steps: Vec<At>,
    pub(super) end: End<'t>,
}

/// Where a way ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum End<'t> {
    /// At a value; with its key, where it is a member of a mapping.
    Value(Option<Node<'t>>, Node<'t>),
    /// In the last collection of the chain, which lacks the step of this number.
    Missing(usize),
    /// At a key behind which nothing stands, before the step of this number.
    Nothing(Node<'t>, Node<'t>, usize),
}

impl<'t> Way<'t> {
    /// The collection that the way ends in.
    pub(super) fn parent(&self) -> Node<'t> {
        self.chain[self.chain.len() - 1].1
    }

    /// How keys are written where the way ends.
    pub(super) fn spelling(&self) -> Spelling {
        let keys = || self.chain.iter().rev().filter_map(|(key, _)| *key);
        let own = match self.end {
            End::Value(key, _) => key,
            End::Nothing(key, ..) => Some(key),
            End::Missing(_) => self.parent().children().next().filter(|_| self.parent().kind() == Kind::Mapping),
        };
        own.or_else(|| keys().next()).map_or(Spelling::Yaml, |key| Spelling::of_key(key.style()))
    }

    /// What one level of indentation is around the end of the way.
    pub(super) fn indentation(&self) -> &'t str {
        let source = self.tree.source();
        let step = |(key, value): &(Option<Node<'t>>, Node<'t>)| {
            let outer = margin(source, key.as_ref()?.span().start)?;
            let inner = margin(source, value.children().next()?.span().start)?;
            inner.strip_prefix(outer).filter(|step| !step.is_empty())
        };
        self.chain.iter().rev().find_map(step).unwrap_or("  ")
    }
}

/// Follows a path of the facts through the declaration of a resource.
/// `shared` is where the nodes stand that aliases name.
pub(super) fn follow<'t>(
    template: &Template<'t>,
    shared: &[Span],
    resource: &str,
    path: &[Step],
) -> Result<Way<'t>, Refusal> {
    let declaration = &template.resources[template.resource(resource).ok_or(Refusal::NotWritten)?];
    let root = template.root.entry("Resources").filter(|_| declaration.bindings.is_empty());
    let section = root.ok_or(Refusal::NotWritten)?;
    // A file may have very many resources, so none is looked for by its name.
    let key = template.tree.scalar_at(declaration.key).ok_or(Refusal::NotWritten)?;
    if !contains(section.1.span(), declaration.key) {
        return Err(Refusal::Shared);
    }
    let mut way = Way { tree: template.tree, chain: Vec::new(), steps: Vec::new(), end: End::Missing(0) };
    way.enter(Some(section.0), section.1)?;
    way.steps.push(At::Key("Resources".to_owned()));
    way.enter(Some(key), declaration.body)?;
    way.steps.push(At::Key(resource.to_owned()));
    let within = way.steps.len();
    way.steps.extend(steps(path)?);
    way.walk(within)?;
    way.refuse_shared(shared)?;
    Ok(way)
}

/// Follows a path through a document, from its root.
pub(super) fn follow_document<'t>(
    tree: &'t Tree,
    root: Node<'t>,
    shared: &[Span],
    path: &[Step],
) -> Result<Way<'t>, Refusal> {
    let mut way = Way { tree, chain: Vec::new(), steps: path.iter().map(step).collect(), end: End::Missing(0) };
    way.enter(None, root)?;
    way.walk(0)?;
    way.refuse_shared(shared)?;
    Ok(way)
}

/// Where the nodes stand that aliases name, the widest first, each once.
pub(super) fn shared(tree: &Tree) -> Vec<Span> {
    let mut spans: Vec<Span> = tree.aliased().collect();
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup();
    spans
}

/// The steps as the template has them.
fn steps(path: &[Step]) -> Result<Vec<At>, Refusal> {
    let Some((Step::Key(part), rest)) = path.split_first() else { return Err(Refusal::Kind) };
    let part = match &**part {
        "properties" => "Properties",
        "metadata" => "Metadata",
        "deletionPolicy" => "DeletionPolicy",
        "updateReplacePolicy" => "UpdateReplacePolicy",
        _ => return Err(Refusal::Kind),
    };
    Ok(std::iter::once(At::Key(part.to_owned())).chain(rest.iter().map(step)).collect())
}

fn step(step: &Step) -> At {
    match step {
        Step::Key(key) => At::Key(key.to_string()),
        Step::Index(index) => At::Index(*index),
    }
}

impl<'t> Way<'t> {
    fn enter(&mut self, key: Option<Node<'t>>, value: Node<'t>) -> Result<(), Refusal> {
        written_here(value)?;
        if value.kind() != Kind::Mapping && value.kind() != Kind::Sequence {
            return Err(Refusal::Kind);
        }
        self.chain.push((key, value));
        Ok(())
    }

    /// Walks on from the last collection of the chain, from the step of this number.
    fn walk(&mut self, from: usize) -> Result<(), Refusal> {
        for number in from..self.steps.len() {
            let Some((key, value)) = self.member(number)? else {
                self.end = End::Missing(number);
                return Ok(());
            };
            let last = number + 1 == self.steps.len();
            if last {
                self.end = End::Value(key, value);
                return Ok(());
            }
            let nothing = value.scalar() == Some(Scalar::Null) && value.tag().is_none();
            if let Some(key) = key.filter(|_| nothing) {
                written_here(value)?;
                self.end = End::Nothing(key, value, number + 1);
                return Ok(());
            }
            self.enter(key, value)?;
        }
        Ok(())
    }

    /// The member of the last collection that a step names.
    fn member(&self, number: usize) -> Result<Option<(Option<Node<'t>>, Node<'t>)>, Refusal> {
        let parent = self.parent();
        match &self.steps[number] {
            At::Key(name) if parent.kind() == Kind::Mapping => {
                let Some((key, value)) = parent.entry(name) else { return Ok(None) };
                let own = contains(parent.span(), key.site());
                if own { Ok(Some((Some(key), value))) } else { Err(Refusal::Shared) }
            }
            At::Index(index) if parent.kind() == Kind::Sequence => {
                // A function among the items can be none of them, so that the others have other numbers.
                if parent.items().any(is_function) {
                    return Err(Refusal::Function);
                }
                Ok(parent.items().nth(*index).map(|item| (None, item)))
            }
            _ => Err(Refusal::Kind),
        }
    }

    /// What an alias names stands in several places, and an edit of one is an edit of all.
    fn refuse_shared(&self, shared: &[Span]) -> Result<(), Refusal> {
        let edited = match self.end {
            End::Value(_, value) | End::Nothing(_, value, _) => value.site(),
            End::Missing(_) => self.parent().span(),
        };
        if shared.iter().any(|target| contains(*target, edited)) { Err(Refusal::Shared) } else { Ok(()) }
    }
}

/// Whether a value stands where it is used and is no call of a function.
pub(super) fn written_here(value: Node<'_>) -> Result<(), Refusal> {
    if value.site() != value.span() {
        return Err(Refusal::Shared);
    }
    if value.tag().is_some() || is_function(value) { Err(Refusal::Function) } else { Ok(()) }
}

pub(super) fn contains(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What stands before a place on its line, where that is nothing but blanks.
pub(super) fn margin(source: &str, at: u32) -> Option<&str> {
    let before = &source[..at as usize];
    let rest = before.trim_end_matches([' ', '\t']);
    (rest.is_empty() || rest.ends_with('\n')).then(|| &before[rest.len()..])
}

/// Where the line of a place ends, without its line end.
pub(super) fn line_end(source: &str, at: usize) -> usize {
    let rest = &source[at..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// How far from a place a line end is looked for; a file of one line has none.
const NEAR: usize = 4096;

/// How lines end around a place.
pub(super) fn line_break(source: &str, at: usize) -> &'static str {
    let bytes = source.as_bytes();
    let behind = &bytes[at..bytes.len().min(at + NEAR)];
    let before = &bytes[at.saturating_sub(NEAR)..at];
    let end = memchr::memchr(b'\n', behind)
        .map(|end| at + end)
        .or_else(|| memchr::memrchr(b'\n', before).map(|end| at - before.len() + end));
    if end.is_some_and(|end| bytes[..end].ends_with(b"\r")) { "\r\n" } else { "\n" }
}

/// Whether a scalar can be replaced by a span of bytes.
pub(super) fn replaceable(value: Node<'_>) -> Result<(), Refusal> {
    written_here(value)?;
    match (value.kind(), value.style()) {
        (Kind::Scalar, Style::Literal | Style::Folded) => Err(Refusal::Style),
        (Kind::Scalar, _) => Ok(()),
        _ => Err(Refusal::Kind),
    }
}
