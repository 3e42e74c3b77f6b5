//! Classes of the first level: props are properties, and what is in them is spelled by the same rule.

use std::sync::Arc;

use super::super::resolve::val::{Dict, Field, Val, What};
use super::super::table::{Content, table};
use super::Lowering;
use crate::program::Language;
use crate::source::Location;
use crate::value::{Data, Entry, Map, Origin, Value};

impl Lowering<'_, '_> {
    /// A value in the props of a first-level class; `None` where it is nothing.
    pub(super) fn mechanical(&self, resource_type: &str, value: &Val) -> Option<Value> {
        if self.depth.get() > 32 {
            return Some(Value::unknown("nested too deep to be followed", value.origin.at));
        }
        let value = self.project(value);
        self.depth.set(self.depth.get() + 1);
        let lowered = match &value.what {
            What::Map(map) => Some(self.mechanical_map(resource_type, map, &value.origin)),
            What::List(list) => Some(Self::list(list, &value.origin, &|item| self.mechanical(resource_type, item))),
            _ => self.plain(&value),
        };
        self.depth.set(self.depth.get() - 1);
        lowered
    }

    fn mechanical_map(&self, resource_type: &str, map: &Dict, origin: &Origin) -> Value {
        let mut entries = Vec::new();
        let mut open = map.open.clone();
        for field in &map.entries {
            match self.mechanical_member(resource_type, field, map.keywords) {
                Ok(entry) => entries.extend(entry),
                Err(reason) => open = open.or(Some(reason)),
            }
        }
        Value { data: Data::Map(Map { entries, open }), origin: origin.clone() }
    }

    /// A member as a property; an error where its name cannot be told.
    fn mechanical_member(&self, resource_type: &str, field: &Field, keywords: bool) -> Result<Option<Entry>, Arc<str>> {
        // The keys of a dictionary are jsii's in every language.
        let language = if keywords { self.machine.programs.language(field.at.file) } else { Language::TypeScript };
        let property = table().property(resource_type, language, &field.key);
        let Some(name) = property.name else { return Err(format!("{} has several spellings", field.key).into()) };
        let value = match property.content {
            Content::Members => self.mechanical(resource_type, &field.value),
            Content::Verbatim => self.plain(&field.value),
            Content::Keyed => self.keyed(resource_type, &field.value),
            Content::Unclear => self.unclear(&field.value, field.at),
        };
        Ok(value.map(|value| Entry { key: name.into(), at: field.at, value }))
    }

    /// A map with keys of the user's own and structs behind them.
    fn keyed(&self, resource_type: &str, value: &Val) -> Option<Value> {
        let value = self.project(value);
        let What::Map(map) = &value.what else { return self.mechanical(resource_type, &value) };
        let entry = |field: &Field| {
            let value = self.mechanical(resource_type, &field.value)?;
            Some(Entry { key: field.key.clone(), at: field.at, value })
        };
        let entries = map.entries.iter().filter_map(entry).collect();
        Some(Value { data: Data::Map(Map { entries, open: map.open.clone() }), origin: value.origin })
    }

    /// A collection whose keys cannot be told is not known; a scalar is.
    fn unclear(&self, value: &Val, at: Location) -> Option<Value> {
        let lowered = self.plain(value)?;
        match lowered.data {
            Data::Map(_) | Data::List(_) => Some(Value::unknown("how its keys are spelled cannot be told", at)),
            _ => Some(lowered),
        }
    }
}
