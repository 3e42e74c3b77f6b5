//! A text with holes that can be searched and cut like a string.

use std::ops::Range;
use std::sync::Arc;

use crate::source::Location;
use crate::value::{Origin, Part, Piece, Reference, Value, compose};

/// Stands for a hole; it occurs in no image reference.
const HOLE: char = '\u{fffc}';

/// The pieces of a value laid side by side; a hole takes the place of one character.
pub(super) struct Text<'r> {
    pieces: Vec<Piece>,
    /// Where each piece begins in `flat`, in bytes.
    starts: Vec<usize>,
    flat: String,
    at: Location,
    is_repository: &'r dyn Fn(&Reference) -> bool,
}

impl<'r> Text<'r> {
    pub(super) fn new(value: &Value, is_repository: &'r dyn Fn(&Reference) -> bool) -> Option<Self> {
        let pieces = value.pieces()?.into_owned();
        let mut flat = String::new();
        let mut starts = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            starts.push(flat.len());
            match &piece.part {
                Part::Known(text) => flat.push_str(text),
                Part::Hole { .. } => flat.push(HOLE),
            }
        }
        Some(Self { pieces, starts, flat, at: value.origin.at, is_repository })
    }

    pub(super) fn len(&self) -> usize {
        self.flat.len()
    }

    pub(super) fn at(&self) -> Location {
        self.at
    }

    pub(super) fn starts_with(&self, prefix: &str) -> bool {
        self.flat.starts_with(prefix)
    }

    pub(super) fn find(&self, character: char, from: usize) -> Option<usize> {
        self.flat.get(from..)?.find(character).map(|found| from + found)
    }

    pub(super) fn rfind(&self, character: char, before: usize) -> Option<usize> {
        self.flat.get(..before)?.rfind(character)
    }

    /// The known characters of a range; each hole is one character that equals none.
    pub(super) fn known_shape(&self, range: Range<usize>) -> String {
        self.flat[range].to_owned()
    }

    /// The range of a host's label, counted from 0.
    pub(super) fn label(&self, host: Range<usize>, number: usize) -> Option<Range<usize>> {
        let mut start = host.start;
        for (index, label) in self.flat[host].split('.').enumerate() {
            if index == number {
                return Some(start..start + label.len());
            }
            start += label.len() + 1;
        }
        None
    }

    /// Why a text cannot be an image reference, whatever its holes stand for: it is empty, or has characters that no
    /// repository name has. What is filled in later by another program looks like this.
    pub(super) fn no_reference(&self) -> Option<String> {
        if self.flat.is_empty() {
            return Some("the image reference is empty".to_owned());
        }
        let path = self.flat.find('@').map_or(&*self.flat, |at| &self.flat[..at]);
        let last = path.rfind('/').map_or(0, |slash| slash + 1);
        let name = path[last..].find(':').map_or(path, |colon| &path[..last + colon]);
        let stray = |character: &char| match character {
            'a'..='z' | '0'..='9' | '.' | '_' | '-' | '/' | ':' | &HOLE => false,
            // A host may be written in capitals, and so may the ARN of an image.
            'A'..='Z' => {
                !path.starts_with("arn:") && path.find('/').is_none_or(|slash| !path[..slash].contains(*character))
            }
            _ => true,
        };
        let found = name.chars().find(stray)?;
        Some(format!("{} is no image reference: a name has no {found:?}", self.shown()))
    }

    /// As written, with `${…}` for holes.
    pub(super) fn shown(&self) -> String {
        let show = |piece: &Piece| match &piece.part {
            Part::Known(text) => text.to_string(),
            Part::Hole { name, .. } => format!("${{{name}}}"),
        };
        self.pieces.iter().map(show).collect()
    }

    /// A range as a value of its own.
    pub(super) fn value(&self, range: Range<usize>) -> Value {
        let pieces = self.cut(range);
        let origin = origin(&pieces).unwrap_or_else(|| Origin::at(self.at));
        let mut value = compose(pieces, self.at);
        value.origin = origin;
        value
    }

    /// Why a range may hold more than one component: the first hole that is not certain to be a plain name.
    pub(super) fn open_hole(&self, range: Range<usize>) -> Option<Arc<str>> {
        self.cut(range).into_iter().find_map(|piece| match piece.part {
            Part::Hole { name, unknown } => {
                let plain = name.starts_with("AWS::") || unknown.reference.as_ref().is_some_and(self.is_repository);
                (!plain).then(|| unknown.reason.clone())
            }
            Part::Known(_) => None,
        })
    }

    /// The last repository that a hole of a range names.
    pub(super) fn repository(&self, range: Range<usize>) -> Option<Reference> {
        self.cut(range).into_iter().rev().find_map(|piece| match piece.part {
            Part::Hole { unknown, .. } => unknown.reference.clone().filter(self.is_repository),
            Part::Known(_) => None,
        })
    }

    fn cut(&self, range: Range<usize>) -> Vec<Piece> {
        let mut cut = Vec::new();
        for (piece, start) in self.pieces.iter().zip(&self.starts) {
            match &piece.part {
                Part::Known(text) => {
                    let from = range.start.max(*start);
                    let to = range.end.min(start + text.len());
                    if from < to {
                        cut.push(part_of(piece, text, from - start..to - start));
                    }
                }
                Part::Hole { .. } if range.contains(start) => cut.push(piece.clone()),
                Part::Hole { .. } => {}
            }
        }
        cut
    }
}

/// A part of a known piece, with its own place where the piece is written out.
fn part_of(piece: &Piece, text: &Arc<str>, range: Range<usize>) -> Piece {
    let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let begin = piece.origin.part.map_or(0, |(start, _)| start);
    let part = if piece.origin.because.is_some() {
        piece.origin.part
    } else {
        Some((begin + narrow(range.start), begin + narrow(range.end)))
    };
    let origin = Origin { part, ..piece.origin.clone() };
    Piece { part: Part::Known(text[range].into()), origin }
}

/// The origin of several pieces: their common scalar, or that of the first one.
fn origin(pieces: &[Piece]) -> Option<Origin> {
    let first = pieces.first()?;
    let because = pieces.iter().find_map(|piece| piece.origin.because.clone());
    let same = pieces.iter().all(|piece| piece.origin.at == first.origin.at);
    let parts: Option<Vec<(u32, u32)>> = pieces.iter().map(|piece| piece.origin.part).collect();
    let part = parts
        .filter(|_| same)
        .and_then(|parts| Some((parts.iter().map(|part| part.0).min()?, parts.iter().map(|part| part.1).max()?)));
    Some(Origin { at: first.origin.at, part, because })
}
