//! From a path into a view to the bytes it is about: the value where it stands on one line, else its key.

use std::sync::Arc;

use super::Run;
use super::view::View;
use crate::facts::{Located, locate_construct, locate_document, locate_image, locate_resource};
use crate::frontend::Parsed;
use crate::model::{Resource, Step};
use crate::source::{FileId, Location, Span};
use crate::syntax::Kind;
use crate::value::{Because, Origin};

/// Finds places in one file.
pub(super) struct Places<'a> {
    pub(super) file: FileId,
    pub(super) parsed: &'a Parsed,
}

/// Where a finding is.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) at: Location,
    /// The key of the property, or of the nearest thing that exists.
    pub(super) key: Location,
    /// The key of the resource.
    pub(super) owner: Location,
    pub(super) resource: Option<Arc<str>>,
    pub(super) property: String,
    pub(super) because: Option<Arc<Because>>,
}

impl Places<'_> {
    pub(super) fn path(&self, run: &Run<'_>) -> Arc<str> {
        run.project.paths()[self.file.0 as usize].clone()
    }

    /// The place of a path; `None` where it names nothing of the view.
    pub(super) fn find(&self, view: &View, at: &[Step]) -> Option<Place> {
        let (Step::Key(root), rest) = at.split_first()? else { return None };
        match (&**root, rest.split_first()?) {
            ("resources", (Step::Key(id), path)) => Some(self.of_resource(&view.resources.get(id)?.resource, path)),
            ("images", (Step::Index(index), path)) => {
                let (built, image) = view.images.get(*index)?;
                let place = self.place(locate_image(&built.images[*image], path));
                Some(Place { owner: built.resource.key, ..place })
            }
            ("documents", (Step::Index(index), path)) => {
                let (built, document) = view.documents.get(*index)?;
                let place = self.place(locate_document(&built.documents[*document], path));
                Some(Place { owner: built.resource.key, ..place })
            }
            ("constructs", (Step::Index(index), path)) => {
                let construct = &view.constructs.get(*index)?.construct;
                Some(Place { owner: construct.key, ..self.place(locate_construct(construct, path)) })
            }
            _ => None,
        }
    }

    pub(super) fn of_resource(&self, resource: &Resource, path: &[Step]) -> Place {
        Place { owner: resource.key, ..self.place(locate_resource(resource, path)) }
    }

    fn place(&self, located: Located) -> Place {
        let value = located.value.as_ref().map(|origin| self.innermost(self.exact(origin)));
        let at = match value {
            Some(at) if self.on_one_line(at) => at,
            _ => self.clip(located.key),
        };
        let Located { resource, property, key, because, .. } = located;
        Place { at, key, owner: key, resource, property, because }
    }

    /// The part of a scalar that a value is, where the scalar is of this file.
    fn exact(&self, origin: &Origin) -> Location {
        let Some((start, end)) = origin.part.filter(|_| origin.at.file == self.file) else { return origin.at };
        let Some(scalar) = self.parsed.tree().and_then(|tree| tree.scalar_at(origin.at.span)) else { return origin.at };
        let length = scalar.text().map_or(0, str::len);
        let range = start as usize..end as usize;
        match scalar.text_map().filter(|_| range.end <= length && !range.is_empty()) {
            Some(map) => Location { file: self.file, span: map.span(range) },
            None => origin.at,
        }
    }

    /// The argument of a call that is written over several lines, such as `{"Ref": "Tag"}` in indented JSON.
    fn innermost(&self, at: Location) -> Location {
        if self.on_one_line(at) {
            return at;
        }
        let inner = self.parsed.tree().and_then(|tree| tree.node_at(at.span)).and_then(|node| {
            let mut entries = node.entries();
            let (_, argument) = entries.next()?;
            let single = entries.next().is_none() && argument.kind() == Kind::Scalar;
            single.then(|| Location { file: at.file, span: argument.site() })
        });
        inner.unwrap_or(at)
    }

    fn on_one_line(&self, at: Location) -> bool {
        at.file != self.file || self.parsed.source.on_one_line(at.span)
    }

    /// The first line of a place.
    pub(super) fn clip(&self, at: Location) -> Location {
        if self.on_one_line(at) {
            return at;
        }
        let source = &self.parsed.source;
        let line = source.lines().line_span(source.lines().line_of(at.span.start), &source.text);
        Location { file: at.file, span: Span { start: at.span.start, end: line.end.max(at.span.start) } }
    }
}
