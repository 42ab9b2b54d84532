//! Secrets: which keys they hold and, where a rule has to look inside, what. Nothing that is read
//! here may reach a message.

use base64ct::{Base64, Encoding};

use crate::json::Json;
use crate::model::object::Object;

/// A Secret.
#[derive(Debug, Clone, Copy)]
pub struct Secret<'a> {
    /// The object that it is.
    pub object: Object<'a>,
}

/// A key's value.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// The Secret has no such key.
    Absent,
    /// What it holds, decoded.
    Bytes(Vec<u8>),
    /// It is not base64: the API server refuses the Secret.
    NotBase64,
}

impl<'a> Secret<'a> {
    /// Sees an object as a Secret.
    pub fn of(object: Object<'a>) -> Secret<'a> {
        Secret { object }
    }

    /// What a key holds. What `stringData` says replaces what `data` says.
    pub fn value(&self, key: &str) -> Value {
        if let Some(text) = self.object.body.get("stringData").get(key).as_str() {
            return Value::Bytes(text.as_bytes().to_vec());
        }
        match self.object.body.get("data").get(key) {
            Json::String(text) => decode(text),
            Json::Null => Value::Absent,
            _ => Value::NotBase64,
        }
    }

    /// The text that a key holds, blanks around it taken away; `None` where it holds none.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.value(key) {
            Value::Bytes(bytes) => String::from_utf8(bytes).ok().map(|text| text.trim().to_owned()),
            _ => None,
        }
    }

    /// Whether it has the key, whatever it holds.
    pub fn has(&self, key: &str) -> bool {
        ["data", "stringData"].iter().any(|part| self.object.body.get(part).member(key).is_some())
    }
}

/// As Go decodes a `[]byte` in JSON: line ends are passed over.
fn decode(text: &str) -> Value {
    let plain: String =
        text.chars().filter(|character| !matches!(character, '\n' | '\r')).collect();
    Base64::decode_vec(&plain).map_or(Value::NotBase64, Value::Bytes)
}
