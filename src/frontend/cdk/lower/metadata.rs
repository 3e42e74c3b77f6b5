//! What a program adds to the metadata of a resource: `addMetadata`, an override, or the options of the resource.

use std::sync::Arc;

use super::super::resolve::val::{How, Made};
use super::super::resolve::{Change, ChangeKind};
use super::super::table::{Meaning, table};
use super::change::Happens;
use super::options::Look;
use super::place::Place;
use super::{Lowering, Unit, build, shape};
use crate::model::Step;
use crate::program::Language;
use crate::value::{Data, Map, Value};

/// What an override begins with that is about metadata.
const METADATA: &str = "Metadata.";

impl Lowering<'_, '_> {
    /// The metadata of a resource, as far as it is certain in this world.
    pub(in super::super) fn metadata(&self, unit: &Unit) -> Option<Value> {
        let object = self.machine.object(unit.place.object);
        let mut metadata = Value::new(Data::Map(Map::default()), object.at);
        for change in &object.changes {
            if matches!(self.happens(&change.guard, change.repeated, unit.place.object), Happens::Yes) {
                self.add_metadata(&mut metadata, change, &unit.place);
            }
        }
        for suppression in self.suppressions(&unit.place) {
            let path = [Step::Key("cdk_nag".into()), Step::Key("rules_to_suppress".into())];
            let mut all = build::get(&metadata, &path).and_then(Value::as_list).unwrap_or_default().to_vec();
            all.extend(suppression.as_list().unwrap_or_default().iter().cloned());
            build::set(&mut metadata, &path, Value::new(Data::List(all), suppression.origin.at), suppression.origin.at);
        }
        let is_given = metadata.as_map().is_none_or(|map| !map.entries.is_empty());
        is_given.then_some(metadata)
    }

    /// The lists of suppressions that cdk-nag is given for a construct.
    fn suppressions(&self, place: &Place) -> Vec<Value> {
        let of_event = |number: &usize| {
            let event = &self.machine.events[*number];
            let Meaning::Keyword { arguments, .. } = &self.callable(&event.made)?.meaning else { return None };
            let [construct, suppressions] = arguments.as_slice() else { return None };
            let options = self.options_of(&event.made);
            let Look::Given(construct, _) = self.look(&options, &[construct]) else { return None };
            let is_here = self.place(&construct)?.same_construct(place);
            let is_certain = event.guard.iter().all(|guard| self.holds(guard) == Some(true));
            match self.look(&options, &[suppressions]) {
                Look::Given(value, _) if is_here && is_certain => self.plain(&value),
                _ => None,
            }
        };
        let file = self.machine.object(place.object).key.file;
        self.index.suppressions(file).iter().filter_map(of_event).collect()
    }

    fn add_metadata(&self, metadata: &mut Value, change: &Change, place: &Place) {
        let language = self.machine.programs.language(change.at.file);
        match &change.kind {
            ChangeKind::Call { made, .. } => {
                if let Some((path, value)) = self.metadata_of_call(made, place) {
                    build::set(metadata, &path, value, made.name);
                }
            }
            ChangeKind::Assign { path, value } => {
                let Some((found, rest)) = self.walk(place.object, path, language) else { return };
                let is_metadata = found.same_construct(place)
                    && matches!(rest, [options, name] if is_options(options, language) && &**name == "metadata");
                if let Some(value) = self.plain(value).filter(|_| is_metadata) {
                    *metadata = value;
                }
            }
            ChangeKind::Open(_) => {}
        }
    }

    fn metadata_of_call(&self, made: &Made, place: &Place) -> Option<(Vec<Step>, Value)> {
        let How::Method { receiver, .. } = &made.how else { return None };
        let found = self.place(receiver).filter(|found| found.same_construct(place) && !found.node)?;
        let Meaning::Keyword { keyword, arguments } = &self.callable(made)?.meaning else { return None };
        let [key, value] = arguments.as_slice() else { return None };
        let options = self.options_of(made);
        let Look::Given(key, _) = self.look(&options, &[key]) else { return None };
        let key = key.text().filter(|_| self.is_resource(&found))?;
        let path = match *keyword {
            "metadata" => vec![Step::Key(key.as_str().into())],
            "override" => shape::path(key.strip_prefix(METADATA)?),
            _ => return None,
        };
        match self.look(&options, &[value]) {
            Look::Given(value, _) => Some((path, self.plain(&value)?)),
            Look::Unknown(_) | Look::Absent => None,
        }
    }
}

/// Whether a member of a resource is what CloudFormation has beside its properties.
pub(super) fn is_options(name: &Arc<str>, language: Language) -> bool {
    let attribute = table().named("CfnResource").and_then(|class| table().attribute(class, language, name));
    attribute.is_some_and(|found| matches!(found.meaning, Meaning::Keyword { keyword: "resource-options", .. }))
}
