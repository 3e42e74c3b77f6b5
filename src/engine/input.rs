//! What a rule sees: values built directly in the engine's own form, shared by reference count.

use std::fmt::{self, Display};
use std::sync::Arc;

use regorus::Value;
use regorus::value::{Array, Object};
use serde::ser::{self, Serialize};

/// A value for a rule, opaque and cheap to clone, so that a view is put together from parts that are built once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input(Value);

impl Input {
    /// An object of these members; of two with one key the last counts.
    pub fn object<K: Into<Arc<str>>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        let members = members.into_iter().map(|(key, member)| (Value::String(key.into()), member.0));
        Self(members.collect::<Object>().into_value())
    }

    pub fn array(items: impl IntoIterator<Item = Self>) -> Self {
        Self(items.into_iter().map(|item| item.0).collect::<Array>().into_value())
    }

    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self(Value::String(text.into()))
    }

    pub const fn null() -> Self {
        Self(Value::Null)
    }

    /// The value as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(&self.0).expect("internal error: an input is made of JSON values alone")
    }

    /// The value as JSON in bytes; the same for equal values.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.0).expect("internal error: an input is made of JSON values alone")
    }

    pub(super) fn into_value(self) -> Value {
        self.0
    }
}

/// A number as it is written somewhere. A number that JSON cannot hold stays text.
#[derive(Clone, Copy, Debug)]
pub struct Decimal<'t>(pub &'t str);

impl Serialize for Decimal<'_> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(number) = self.0.parse::<i64>() {
            return serializer.serialize_i64(number);
        }
        if let Ok(number) = self.0.parse::<u64>() {
            return serializer.serialize_u64(number);
        }
        match self.0.parse::<f64>() {
            Ok(number) if number.is_finite() => serializer.serialize_f64(number),
            _ => serializer.serialize_str(self.0),
        }
    }
}

/// Why something is no input: a key that is no text, or what the value itself complains of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InputError(String);

impl ser::Error for InputError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// The input that a value serialises to, as it would to JSON.
///
/// # Errors
/// When a map has a key that is neither text nor number nor bool, or the value refuses to be serialised.
pub fn to_input<T: Serialize + ?Sized>(value: &T) -> Result<Input, InputError> {
    value.serialize(ToValue).map(Input)
}

struct ToValue;

/// A sequence under construction, of a variant if `variant` is given.
struct Items {
    list: Array,
    variant: Option<&'static str>,
}

/// An object under construction, of a variant if `variant` is given.
struct Members {
    list: Vec<(Value, Value)>,
    key: Option<Value>,
    variant: Option<&'static str>,
}

impl Items {
    fn new(length: Option<usize>, variant: Option<&'static str>) -> Self {
        // The length is a hint; a wrong one must not reserve the memory of the machine.
        let list = Vec::with_capacity(length.unwrap_or(0).min(1024));
        Self { list: Array::from(list), variant }
    }

    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), InputError> {
        self.list.push(item.serialize(ToValue)?);
        Ok(())
    }

    fn finish(self) -> Value {
        tagged(self.variant, self.list.into_value())
    }
}

impl Members {
    fn new(length: Option<usize>, variant: Option<&'static str>) -> Self {
        Self { list: Vec::with_capacity(length.unwrap_or(0).min(1024)), key: None, variant }
    }

    fn push<T: Serialize + ?Sized>(&mut self, key: Value, member: &T) -> Result<(), InputError> {
        self.list.push((key, member.serialize(ToValue)?));
        Ok(())
    }

    fn finish(self) -> Value {
        tagged(self.variant, self.list.into_iter().collect::<Object>().into_value())
    }
}

fn tagged(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(variant) => Object::from_iter([(Value::from(variant), value)]).into_value(),
        None => value,
    }
}

impl ser::Serializer for ToValue {
    type Ok = Value;
    type Error = InputError;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Members;

    fn serialize_bool(self, value: bool) -> Result<Value, InputError> {
        Ok(Value::Bool(value))
    }

    fn serialize_i8(self, value: i8) -> Result<Value, InputError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<Value, InputError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<Value, InputError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<Value, InputError> {
        Ok(Value::from(value))
    }

    fn serialize_u8(self, value: u8) -> Result<Value, InputError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<Value, InputError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<Value, InputError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<Value, InputError> {
        Ok(Value::from(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Value, InputError> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<Value, InputError> {
        // JSON has no such numbers, and what has none of them compares strangely.
        Ok(if value.is_finite() { Value::from(value) } else { Value::Null })
    }

    fn serialize_char(self, value: char) -> Result<Value, InputError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<Value, InputError> {
        Ok(Value::from(value))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Value, InputError> {
        Ok(value.iter().map(|byte| Value::from(u64::from(*byte))).collect::<Array>().into_value())
    }

    fn serialize_none(self) -> Result<Value, InputError> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, InputError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, InputError> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Value, InputError> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, InputError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Value, InputError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, InputError> {
        Ok(tagged(Some(variant), value.serialize(self)?))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items, InputError> {
        Ok(Items::new(length, None))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items, InputError> {
        Ok(Items::new(Some(length), None))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items, InputError> {
        Ok(Items::new(Some(length), None))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Items, InputError> {
        Ok(Items::new(Some(length), Some(variant)))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Members, InputError> {
        Ok(Members::new(length, None))
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Members, InputError> {
        Ok(Members::new(Some(length), None))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Members, InputError> {
        Ok(Members::new(Some(length), Some(variant)))
    }
}

impl ser::SerializeSeq for Items {
    type Ok = Value;
    type Error = InputError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), InputError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(self.finish())
    }
}

impl ser::SerializeTuple for Items {
    type Ok = Value;
    type Error = InputError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), InputError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(self.finish())
    }
}

impl ser::SerializeTupleStruct for Items {
    type Ok = Value;
    type Error = InputError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), InputError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(self.finish())
    }
}

impl ser::SerializeTupleVariant for Items {
    type Ok = Value;
    type Error = InputError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), InputError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(self.finish())
    }
}

impl ser::SerializeMap for Members {
    type Ok = Value;
    type Error = InputError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), InputError> {
        let key = match key.serialize(ToValue)? {
            Value::String(text) => Value::String(text),
            Value::Bool(truth) => Value::from(truth.to_string()),
            Value::Number(number) => Value::from(number.format_decimal()),
            _ => return Err(InputError("the key of an object must be a text".to_owned())),
        };
        self.key = Some(key);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), InputError> {
        let key = self.key.take().ok_or_else(|| InputError("a value came before its key".to_owned()))?;
        self.push(key, value)
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(self.finish())
    }
}

impl ser::SerializeStruct for Members {
    type Ok = Value;
    type Error = InputError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), InputError> {
        self.push(Value::from(key), value)
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(self.finish())
    }
}

impl ser::SerializeStructVariant for Members {
    type Ok = Value;
    type Error = InputError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), InputError> {
        self.push(Value::from(key), value)
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(self.finish())
    }
}

impl Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_json().fmt(f)
    }
}
