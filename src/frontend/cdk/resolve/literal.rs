//! Lists, objects and texts that are written out, with what is spread into them.

use std::sync::Arc;

use super::Machine;
use super::val::{Dict, FrameId, List, Val, What};
use crate::program::{Element, Property, TemplatePart};
use crate::source::Location;
use crate::value::Source;

impl Machine<'_> {
    pub(super) fn template(&mut self, frame: FrameId, parts: &[TemplatePart], at: Location) -> Val {
        let mut pieces = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                TemplatePart::Text(text) => {
                    pieces.push(Val::new(What::Text(text.node.clone()), self.within(frame, text.span)));
                }
                TemplatePart::Hole(hole) => pieces.push(self.eval(frame, *hole)),
            }
        }
        Val::texts(pieces, at)
    }

    pub(super) fn list(&mut self, frame: FrameId, items: &[Element], at: Location) -> Val {
        let mut list = List { id: self.number(), ..List::default() };
        for item in items {
            match item {
                Element::Item(item) => list.items.push(self.eval(frame, *item)),
                Element::Spread(spread) => {
                    let spread = self.eval(frame, *spread);
                    match &spread.what {
                        What::List(more) => {
                            list.add(&more.items);
                            list.open = list.open.or_else(|| more.open.clone());
                        }
                        What::Absent => {}
                        _ => list.open = Some("a spread is not known".into()),
                    }
                }
            }
        }
        Val::new(What::List(Arc::new(list)), at)
    }

    pub(super) fn object_literal(&mut self, frame: FrameId, members: &[Property], at: Location) -> Val {
        let id = self.number();
        let mut object = Val::new(What::Map(Arc::new(Dict { id, ..Dict::default() })), at);
        for member in members {
            match member {
                Property::Named { key, value } => {
                    let value = self.eval(frame, *value);
                    let key_at = self.within(frame, key.span);
                    object = with(&object, &mut |map| map.set(key.node.clone(), key_at, value.clone()));
                }
                Property::Computed { key, value } => {
                    let value = self.eval(frame, *value);
                    let name = self.eval(frame, *key);
                    let key_at = self.place(frame, *key);
                    object = with(&object, &mut |map| match name.text() {
                        Some(text) => map.set(text.into(), key_at, value.clone()),
                        None => map.cover(&"a key is not known".into()),
                    });
                }
                Property::Spread(spread) => {
                    let spread_at = self.place(frame, *spread);
                    let spread = self.eval(frame, *spread);
                    object = self.spread(&object, &spread, spread_at);
                }
            }
        }
        object
    }

    /// An object with the keys of another one, which stand at the place of the spread.
    pub(super) fn spread(&mut self, object: &Val, spread: &Val, at: Location) -> Val {
        let object = object.clone();
        let spread = self.latest(spread);
        self.each(&spread, &mut |machine, spread| {
            let spread = machine.latest(spread);
            with(&object, &mut |map| match &spread.what {
                What::Map(more) => {
                    if let Some(reason) = &more.open {
                        map.cover(reason);
                    }
                    for field in &more.entries {
                        let value =
                            field.value.used_at(at, Source::Constant, &format!("{} of what is spread here", field.key));
                        map.set(field.key.clone(), at, value);
                    }
                }
                What::Absent | What::Bool(false) => {}
                _ => map.cover(&spread.why_unknown().cloned().unwrap_or_else(|| "a spread is not known".into())),
            })
        })
    }
}

/// Changes every possible form of an object that is being written.
fn with(object: &Val, change: &mut dyn FnMut(&mut Dict)) -> Val {
    object.map(&mut |object| {
        let What::Map(map) = &object.what else { return object.clone() };
        let mut map = (**map).clone();
        change(&mut map);
        Val { what: What::Map(Arc::new(map)), origin: object.origin.clone() }
    })
}
