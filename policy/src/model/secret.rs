//! Secrets: which keys they hold and, where a rule has to look inside, what. Nothing that is read
//! here may reach a message.
//!
//! A snapshot keeps the values out: in the place of `data` its Secrets have a member `reduced`, which no API
//! server keeps, so that none is ever taken for a Secret. It says of each key what rules need to know: a
//! text that they judge as they would judge the value, or an object for what holds no text, with the
//! `mistake` in a PEM file, or whether a private key `belongs` to the certificate beside it.

use std::borrow::Cow;

use base64::engine::{Engine, general_purpose::STANDARD};

use crate::json::Json;
use crate::model::object::Object;

/// A Secret.
#[derive(Debug, Clone, Copy)]
pub struct Secret<'a> {
    /// The object that it is.
    pub object: &'a Object<'a>,
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
    pub fn of(object: &'a Object<'a>) -> Secret<'a> {
        Secret { object }
    }

    /// What a snapshot says of a key's value.
    pub fn reduced(&self, key: &str) -> &'a Json<'a> {
        self.object.body.get("reduced").get(key)
    }

    /// What a key holds. What `stringData` says replaces what `data` says.
    pub fn value(&self, key: &str) -> Value {
        let told = match self.reduced(key) {
            Json::Null => self.object.body.get("stringData").get(key),
            told => told,
        };
        match told {
            Json::String(text) => return Value::Bytes(text.as_bytes().to_vec()),
            // Bytes that are no text.
            Json::Object(_) => return Value::Bytes(vec![0xff]),
            _ => {}
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
        PLACES.iter().any(|place| self.object.body.get(place).member(key).is_some())
    }

    /// The names of its keys.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> {
        let body = self.object.body;
        PLACES.iter().flat_map(|place| body.get(place).members()).map(|(name, _)| &**name)
    }

    /// Whether a key is there with something in it, before it is decoded.
    pub fn holds(&self, key: &str) -> bool {
        // What `stringData` says replaces what `data` says.
        let mut values = PLACES.iter().rev().map(|place| self.object.body.get(place).get(key));
        values.find_map(|value| match value {
            Json::String(text) => Some(!text.trim().is_empty()),
            Json::Object(_) => Some(true),
            _ => None,
        }) == Some(true)
    }
}

/// Where values stand; what stands in a later place replaces what stands in one before it.
const PLACES: [&str; 3] = ["data", "stringData", "reduced"];

/// As Go decodes a `[]byte` in JSON: line ends are passed over.
fn decode(text: &str) -> Value {
    let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let plain = match text.bytes().any(|byte| is_line_end(&byte)) {
        false => Cow::Borrowed(text.as_bytes()),
        true => text.bytes().filter(|byte| !is_line_end(byte)).collect(),
    };
    STANDARD.decode(&plain).map_or(Value::NotBase64, Value::Bytes)
}
