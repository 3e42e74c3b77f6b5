//! One function of this file per intrinsic function of CloudFormation.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::text::{SubPart, embed, known, most_parts, resolved_later, split_sub};
use super::{Call, Extent, Interpreter, TOO_LARGE, condition_function};
use crate::frontend::scenarios::Assumed;
use crate::frontend::template::substitute;
use crate::source::Location;
use crate::syntax::Node;
use crate::value::{Because, Data, Part, Piece, Reference, Source, Target, Unknown, Value, compose, shape};

impl<'t> Interpreter<'_, 't> {
    /// The value of a call; `None` where it is `AWS::NoValue`.
    pub(super) fn call(&self, call: Call<'t>) -> Option<Value> {
        let at = self.template.place(call.site);
        let value = match call.name {
            "Ref" => return self.reference(call, at),
            "If" => return self.branch(call, at),
            "GetAtt" => self.attribute(call, at),
            "Sub" => self.sub(call, at),
            "Join" => self.join(call, at),
            "Select" => self.select(call, at)?,
            "Split" => self.split(call, at),
            "FindInMap" => self.find_in_map(call, at),
            "ImportValue" => self.import(call, at),
            "Length" => self.length(call, at),
            "ToJsonString" => self.to_json(call, at),
            "Equals" | "And" | "Or" | "Not" | "Condition" => self.truth_value(call, at),
            "Base64" => Value::unknown("encoded by Fn::Base64", at),
            "Cidr" => Value::unknown("computed by Fn::Cidr at deployment", at),
            "GetAZs" => Value::unknown("the zones of a region are known at deployment only", at),
            "Transform" => Value::unknown("written by Fn::Transform at deployment", at),
            other if !self.affords_text(other) => Value::unknown(TOO_LARGE, at),
            other if call.short => Value::unknown(format!("!{other} is not evaluated here"), at),
            other => Value::unknown(format!("Fn::{other} is not evaluated here"), at),
        };
        Some(value)
    }

    fn text_of(&self, node: Node<'t>) -> Option<String> {
        Some(self.value(node)?.text()?.into_owned())
    }

    fn reference(&self, call: Call<'t>, at: Location) -> Option<Value> {
        let Some(name) = self.argument(call).and_then(|name| Some(name.text()?.into_owned())) else {
            return Some(Value::unknown("Ref without a name", at));
        };
        self.named(&name, at)
    }

    /// What `Ref` gives for a name: a loop's identifier, a parameter, a resource.
    fn named(&self, name: &str, at: Location) -> Option<Value> {
        if let Some((_, value)) = self.bindings.iter().find(|(identifier, _)| &**identifier == name) {
            let room = self.affords(Extent { nodes: 0, bytes: value.len() });
            let value = if room { Value::new(Data::Text(value.clone()), at) } else { Value::unknown(TOO_LARGE, at) };
            return Some(value);
        }
        if name.starts_with("AWS::") || self.template.parameter(name).is_some() {
            return self.parameter(name, at);
        }
        Some(self.resource(name, None, at))
    }

    /// A reference to a resource, or to one of its attributes.
    fn resource(&self, id: &str, attribute: Option<&str>, at: Location) -> Value {
        if self.template.resource(id).is_none() {
            return Value::unknown(format!("this template declares no parameter or resource {id}"), at);
        }
        let target = Target::Resource { file: self.template.file, id: id.into() };
        let reason = match attribute {
            None => format!("reference to {id}"),
            Some(attribute) => format!("{attribute} of {id}, known at deployment only"),
        };
        Value::reference(reason, Reference { target, attribute: attribute.map(Arc::from) }, at)
    }

    fn attribute(&self, call: Call<'t>, at: Location) -> Value {
        let parts = match call.parts() {
            Some(parts) => parts
                .into_iter()
                .map(|part| self.text_of(part))
                .collect::<Option<Vec<_>>>()
                .map(|parts| parts.join(".")),
            None => self.argument(call).and_then(|name| Some(name.text()?.into_owned())),
        };
        match parts {
            Some(path) => self.attribute_path(&path, at),
            None => Value::unknown("Fn::GetAtt of something computed", at),
        }
    }

    /// The value of `Resource.Attribute`.
    fn attribute_path(&self, path: &str, at: Location) -> Value {
        let Some((id, attribute)) = path.split_once('.') else {
            return Value::unknown(format!("Fn::GetAtt needs an attribute of {path}"), at);
        };
        let Some(output) = attribute.strip_prefix("Outputs.") else {
            return self.resource(id, Some(attribute), at);
        };
        if let Some(value) = self.links.output(id, output) {
            return self.moved(value, at, || format!("output {output} of stack {id}"));
        }
        let target = Target::Output { stack: id.into(), name: output.into() };
        let reason = format!("output {output} of stack {id}, which is not part of this run");
        Value::reference(reason, Reference { target, attribute: None }, at)
    }

    fn sub(&self, call: Call<'t>, at: Location) -> Value {
        let (template, variables) = match call.parts() {
            Some(parts) => (parts.first().copied(), parts.get(1).copied()),
            None => (Some(call.argument), None),
        };
        let Some((node, text)) = template.and_then(|node| Some((node, node.text()?))) else {
            return Value::unknown("Fn::Sub needs a text", at);
        };
        let parts = Extent { nodes: most_parts(text), bytes: 0 };
        if !self.affords_text(text) || !self.affords(parts) {
            return Value::unknown(TOO_LARGE, at);
        }
        let scalar = self.template.location(node.site());
        let text = substitute(text, &self.bindings);
        let mut pieces = Vec::new();
        let mut extent = Extent { nodes: 0, bytes: text.len() };
        let mut values: BTreeMap<&str, Value> = BTreeMap::new();
        for (part, range) in split_sub(&text) {
            match part {
                SubPart::Literal(_) => pieces.push(known(&text, range.start, range.end, scalar)),
                SubPart::Name(name) => {
                    let value = values.entry(name).or_insert_with(|| self.sub_name(name, variables, scalar));
                    let more = Extent::of_text(value).unwrap_or_default();
                    extent = extent.and(more);
                    if !self.affords(Extent { nodes: more.nodes, bytes: 0 }) {
                        return Value::unknown(TOO_LARGE, at);
                    }
                    pieces.extend(embed(name, value, scalar, range));
                }
            }
        }
        self.composed(pieces, extent, at)
    }

    /// A text of these pieces, which have this extent in all.
    fn composed(&self, pieces: Vec<Piece>, extent: Extent, at: Location) -> Value {
        if self.affords(Extent { nodes: 0, bytes: extent.bytes }) {
            resolved_later(compose(pieces, at))
        } else {
            Value::unknown(TOO_LARGE, at)
        }
    }

    fn sub_name(&self, name: &str, variables: Option<Node<'t>>, at: Location) -> Value {
        if let Some(variable) = variables.and_then(|variables| variables.get(name)) {
            return self.value(variable).unwrap_or_else(|| Value::unknown("AWS::NoValue in Fn::Sub", at));
        }
        let value = if name.contains('.') { Some(self.attribute_path(name, at)) } else { self.named(name, at) };
        value.unwrap_or_else(|| Value::unknown("AWS::NoValue in Fn::Sub", at))
    }

    fn join(&self, call: Call<'t>, at: Location) -> Value {
        let Some(parts) = call.parts() else { return Value::unknown("Fn::Join of something computed", at) };
        let (Some(delimiter), Some(list)) = (parts.first(), parts.get(1)) else {
            return Value::unknown("Fn::Join needs a delimiter and a list", at);
        };
        let Some(delimiter) = self.text_of(*delimiter) else {
            return Value::unknown("Fn::Join with a delimiter that is not known", at);
        };
        let list = self.value(*list);
        let items = match list.as_ref().map(|list| &list.data) {
            Some(Data::List(items)) => items,
            Some(Data::Unknown(unknown)) => return again(unknown, at),
            _ => return Value::unknown("Fn::Join needs a list", at),
        };
        let delimiter: Arc<str> = delimiter.into();
        let mut extent = Extent { nodes: items.len(), bytes: items.len() * delimiter.len() };
        for item in items {
            let Some(item) = Extent::of_text(item) else {
                return Value::unknown("Fn::Join of something that is no text", at);
            };
            extent = extent.and(item);
        }
        if !self.affords(Extent { nodes: extent.nodes, bytes: 0 }) {
            return Value::unknown(TOO_LARGE, at);
        }
        let mut pieces = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if index > 0 && !delimiter.is_empty() {
                let origin = crate::value::Origin::at(at);
                pieces.push(Piece { part: Part::Known(delimiter.clone()), origin });
            }
            pieces.extend(item.pieces().unwrap_or_default().iter().cloned());
        }
        self.composed(pieces, extent, at)
    }

    fn select(&self, call: Call<'t>, at: Location) -> Option<Value> {
        let parts = call.parts().unwrap_or_default();
        let (Some(index), Some(list)) = (parts.first(), parts.get(1)) else {
            return Some(Value::unknown("Fn::Select needs an index and a list", at));
        };
        let index = self.text_of(*index).and_then(|index| index.trim().parse::<usize>().ok());
        let list = self.value(*list)?;
        let selected = match (&list.data, index) {
            (Data::List(items), Some(index)) => items.get(index).cloned().map(|mut item| {
                item.origin.because = item.origin.because.or_else(|| list.origin.because.clone());
                item
            }),
            (Data::Unknown(unknown), _) => Some(again(unknown, at)),
            _ => None,
        };
        Some(selected.unwrap_or_else(|| Value::unknown("Fn::Select of a member that is not known", at)))
    }

    fn split(&self, call: Call<'t>, at: Location) -> Value {
        let parts = call.parts().unwrap_or_default();
        let (Some(delimiter), Some(source)) = (parts.first(), parts.get(1)) else {
            return Value::unknown("Fn::Split needs a delimiter and a text", at);
        };
        let delimiter = self.text_of(*delimiter).filter(|delimiter| !delimiter.is_empty());
        let Some(source) = self.value(*source) else { return Value::unknown("Fn::Split of nothing", at) };
        match (delimiter, source.text(), &source.data) {
            (Some(delimiter), Some(text), _) => {
                let members = text.matches(delimiter.as_str()).count();
                if !self.affords(Extent { nodes: members, bytes: text.len() }) {
                    return Value::unknown(TOO_LARGE, at);
                }
                let origin = crate::value::Origin { at, part: None, because: source.origin.because.clone() };
                let member = |part: &str| Value { data: Data::Text(part.into()), origin: origin.clone() };
                Value::new(Data::List(text.split(delimiter.as_str()).map(member).collect()), at)
            }
            (_, _, Data::Unknown(unknown)) => again(unknown, at),
            _ => Value::unknown("Fn::Split of a text that is not known", at),
        }
    }

    fn find_in_map(&self, call: Call<'t>, at: Location) -> Value {
        let parts = call.parts().unwrap_or_default();
        let [map, first, second, options @ ..] = parts.as_slice() else {
            return Value::unknown("Fn::FindInMap needs a map and two keys", at);
        };
        if self.in_mapping.get() {
            return Value::unknown("a mapping cannot look up another one", at);
        }
        let keys: Vec<Value> = [map, first, second].into_iter().filter_map(|node| self.value(*node)).collect();
        let names: Vec<_> = keys.iter().filter_map(Value::text).collect();
        let [name, first, second] = names.as_slice() else {
            let reason = keys.iter().find_map(Value::why_unknown).map_or("its keys are not known", |reason| reason);
            return Value::unknown(format!("Fn::FindInMap: {reason}"), at);
        };
        let found = self.template.mappings.and_then(|mappings| mappings.get(name)?.get(first)?.get(second));
        if let Some(found) = found {
            self.in_mapping.set(true);
            let value = self.value(found);
            self.in_mapping.set(false);
            let Some(value) = value else { return Value::unknown("AWS::NoValue in a mapping", at) };
            let because = keys.iter().find_map(|key| key.origin.because.clone());
            return moved_because(value, at, Source::Mapping, format!("mapping {name}, {first}, {second}"), because);
        }
        let default = options.first().and_then(|options| self.value(options.get("DefaultValue")?));
        default.unwrap_or_else(|| Value::unknown(format!("the mapping {name} has no {first}, {second}"), at))
    }

    fn import(&self, call: Call<'t>, at: Location) -> Value {
        let name = self.argument(call);
        let Some((name, shape)) = name.as_ref().and_then(|name| Some((name, shape(name)?))) else {
            return Value::unknown("Fn::ImportValue of a name that is not known", at);
        };
        let shown = name.text().unwrap_or_else(|| "a name that is known in part".into());
        if let Some(value) = self.links.export(&shape) {
            return self.moved(value, at, || format!("export {shown}"));
        }
        let target = Target::Import(shape);
        let reason = format!("import of {shown}, which no template of this run exports");
        Value::reference(reason, Reference { target, attribute: None }, at)
    }

    /// A value of another file at its place of use.
    fn moved(&self, value: Value, at: Location, message: impl FnOnce() -> String) -> Value {
        if self.affords(Extent::of(&value)) {
            moved_because(value, at, Source::Import, message(), None)
        } else {
            Value::unknown(TOO_LARGE, at)
        }
    }

    fn length(&self, call: Call<'t>, at: Location) -> Value {
        match self.argument(call).map(|list| list.data) {
            Some(Data::List(items)) => Value::new(Data::Number(items.len().to_string().into()), at),
            Some(Data::Unknown(unknown)) => again(&unknown, at),
            _ => Value::unknown("Fn::Length needs a list", at),
        }
    }

    fn to_json(&self, call: Call<'t>, at: Location) -> Value {
        let argument = self.argument(call);
        // A character may take six bytes in JSON, and a value two brackets and a comma.
        let Extent { nodes, bytes } = argument.as_ref().map(Extent::of).unwrap_or_default();
        if !self.affords(Extent { nodes, bytes: nodes * 3 + bytes * 6 }) {
            return Value::unknown(TOO_LARGE, at);
        }
        match argument.as_ref().and_then(json) {
            Some(json) => Value::new(Data::Text(json.to_string().into()), at),
            None => Value::unknown("Fn::ToJsonString of something that is not wholly known", at),
        }
    }

    fn branch(&self, call: Call<'t>, at: Location) -> Option<Value> {
        let parts = call.parts().unwrap_or_default();
        let [condition, then, otherwise] = parts.as_slice() else {
            return Some(Value::unknown("Fn::If needs a condition and two values", at));
        };
        let Some(name) = condition.text() else {
            return Some(Value::unknown("Fn::If needs the name of a condition", at));
        };
        if !self.affords_text(name) {
            return Some(Value::unknown(TOO_LARGE, at));
        }
        match self.condition(name) {
            Some(true) => self.value(*then),
            Some(false) => self.value(*otherwise),
            None => Some(Value::unknown(self.undecided(name), at)),
        }
    }

    /// Why a condition has no truth here.
    fn undecided(&self, name: &str) -> String {
        if self.template.condition(name).is_none() {
            return format!("this template declares no condition {name}");
        }
        match self.world {
            Some(_) => format!("condition {name} cannot be decided"),
            None => format!("depends on condition {name}"),
        }
    }

    fn truth_value(&self, call: Call<'t>, at: Location) -> Value {
        match self.truth(call.site) {
            Some(truth) => Value::new(Data::Bool(truth), at),
            None => Value::unknown("a condition that is not decided", at),
        }
    }

    /// Whether the node of a condition holds.
    pub(in crate::frontend) fn truth(&self, node: Node<'t>) -> Option<bool> {
        if let Some(assumed) = self.world.and_then(|world| world.comparisons.get(&node.id())) {
            return Some(*assumed);
        }
        let call = condition_function(node)?;
        let parts = || call.parts().unwrap_or_default();
        let each = |node: Node<'t>| self.deeper(|| self.truth(node)).flatten();
        match call.name {
            "Condition" => self.condition(call.argument.text()?),
            "Not" => parts().first().and_then(|node| each(*node)).map(|truth| !truth),
            "And" => fold(parts().into_iter().map(each), false),
            "Or" => fold(parts().into_iter().map(each), true),
            "Equals" => match parts().as_slice() {
                [left, right] => self.equal(*left, *right),
                _ => None,
            },
            _ => None,
        }
    }

    fn equal(&self, left: Node<'t>, right: Node<'t>) -> Option<bool> {
        let (left_value, right_value) = (self.value(left)?, self.value(right)?);
        if let (Some(left), Some(right)) = (left_value.text(), right_value.text()) {
            return Some(left == right);
        }
        // In a world where a parameter has none of the values it is compared with, it equals none of them.
        let other = |value: &Value| {
            let Data::Unknown(unknown) = &value.data else { return false };
            let Some(Target::Parameter(name)) = unknown.reference.as_ref().map(|reference| &reference.target) else {
                return false;
            };
            matches!(self.world.and_then(|world| world.parameters.get(name)), Some(Assumed::Other))
        };
        let decided =
            other(&left_value) && right_value.text().is_some() || other(&right_value) && left_value.text().is_some();
        decided.then_some(false)
    }
}

/// `And` for `absorbing` false, `Or` for `absorbing` true.
fn fold(parts: impl Iterator<Item = Option<bool>>, absorbing: bool) -> Option<bool> {
    let mut result = Some(!absorbing);
    for part in parts {
        match part {
            Some(truth) if truth == absorbing => return Some(absorbing),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}

/// The same unknown at another place.
fn again(unknown: &Arc<Unknown>, at: Location) -> Value {
    Value::new(Data::Unknown(unknown.clone()), at)
}

/// A value from elsewhere, at its place of use, with the reason why it is what it is.
fn moved_because(value: Value, at: Location, source: Source, message: String, next: Option<Arc<Because>>) -> Value {
    let written = value.origin.at;
    let next = value.origin.because.clone().or(next);
    let mut origin = value.origin.because(source, message, written, next);
    origin.at = at;
    origin.part = None;
    Value { data: value.data, origin }
}

fn json(value: &Value) -> Option<serde_json::Value> {
    Some(match &value.data {
        Data::Null => serde_json::Value::Null,
        Data::Bool(truth) => (*truth).into(),
        Data::Number(number) => serde_json::from_str(number).ok()?,
        Data::Text(_) | Data::Composite(_) => value.text()?.into_owned().into(),
        Data::List(items) => items.iter().map(json).collect::<Option<Vec<_>>>()?.into(),
        Data::Map(map) if map.open.is_some() => return None,
        Data::Map(map) => {
            let entry = |entry: &crate::value::Entry| Some((entry.key.to_string(), json(&entry.value)?));
            serde_json::Value::Object(map.entries.iter().map(entry).collect::<Option<_>>()?)
        }
        Data::Unknown(_) => return None,
    })
}
