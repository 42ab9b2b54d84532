//! The borrowed JSON tree that everything is read from.
//!
//! Strings borrow from the request's bytes, so reading an object costs one pass and few allocations.
//! Of duplicate keys the last one counts, as in the API server.

use std::borrow::Cow;

mod block;
mod convert;
mod parse;
mod scan;
mod skip;
mod stream;
mod write;

pub use parse::{MAX_DEPTH, ParseError};
pub use skip::{Member, Members, Part, Wanted};

/// A JSON value that borrows its strings from the text it was read from, where it can.
#[derive(Debug, Clone, PartialEq)]
#[repr(u32)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as it is written.
    Number(Cow<'a, str>),
    /// A string.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Json<'a>>),
    /// An object: its members in the order of the text, duplicates included.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

static NULL: Json<'static> = Json::Null;

/// The members of an object, each value still text: what is in a value is not read yet.
///
/// # Errors
/// It is no object.
pub fn members(text: &str) -> Result<Members<'_>, ParseError> {
    skip::members(text)
}

/// The members of an object but `inner`, and those of its member `inner`, in one pass; none of these
/// where that is no object. `wanted` tells from the members before it and its name which value of the
/// inner ones is read at once; the others stay text.
///
/// # Errors
/// It is no object.
pub fn two_levels<'a>(
    text: &'a str,
    inner: &str,
    wanted: Wanted<'a>,
) -> Result<[Members<'a>; 2], ParseError> {
    skip::two_levels(text, inner, wanted)
}

/// The elements of an array, each still text: what is in an element is not read yet.
///
/// # Errors
/// It is no array.
pub fn elements(text: &str) -> Result<Vec<&str>, ParseError> {
    skip::elements(text)
}

/// The first value of a text that may hold several, still text but checked, and what stands behind it;
/// none where only white space is left.
///
/// # Errors
/// The first value is none: not JSON, or nested deeper than 128 levels.
pub fn first(text: &str) -> Result<Option<(&str, &str)>, ParseError> {
    stream::first(text)
}

impl<'a> Json<'a> {
    /// Reads one JSON value.
    ///
    /// # Errors
    /// Why it is none: not JSON, or nested deeper than 128 levels.
    pub fn parse(text: &'a str) -> Result<Json<'a>, ParseError> {
        parse::value(text)
    }

    /// The same value with strings of its own, whatever text it was read from.
    pub fn into_owned(self) -> Json<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Json::Null => Json::Null,
            Json::Bool(value) => Json::Bool(value),
            Json::Number(digits) => Json::Number(own(digits)),
            Json::String(text) => Json::String(own(text)),
            Json::Array(items) => Json::Array(items.into_iter().map(Json::into_owned).collect()),
            Json::Object(members) => Json::Object(
                members.into_iter().map(|(key, value)| (own(key), value.into_owned())).collect(),
            ),
        }
    }

    /// A whole number.
    pub fn integer(value: i64) -> Json<'static> {
        Json::Number(Cow::Owned(value.to_string()))
    }

    /// A string value that owns its text.
    pub fn text(text: impl Into<String>) -> Json<'static> {
        Json::String(Cow::Owned(text.into()))
    }

    /// The member of that name; `null` where there is none, or where this is no object.
    pub fn get(&self, name: &str) -> &Json<'a> {
        self.member(name).unwrap_or(&NULL)
    }

    /// The member of that name, if this is an object that has it.
    pub fn member(&self, name: &str) -> Option<&Json<'a>> {
        match self {
            Json::Object(members) => {
                // Most names differ in their length or first byte; comparing the rest is a call.
                let first = name.as_bytes().first();
                let alike = |key: &str| key.len() == name.len() && key.as_bytes().first() == first;
                let found = members.iter().rev().find(|(key, _)| alike(key) && key == name);
                found.map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The value at the end of a path of member names; `null` where the path breaks off.
    pub fn at(&self, path: &[&str]) -> &Json<'a> {
        path.iter().fold(self, |json, name| json.get(name))
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is a whole one within 64 bits and written as one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Json::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The elements; none where this is no array.
    pub fn items(&self) -> &[Json<'a>] {
        match self {
            Json::Array(items) => items,
            _ => &[],
        }
    }

    /// The members in the order of the text; none where this is no object.
    pub fn members(&self) -> &[(Cow<'a, str>, Json<'a>)] {
        match self {
            Json::Object(members) => members,
            _ => &[],
        }
    }

    /// Whether this is `null` (or absent, as [`Json::get`] gives it).
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }

    /// What kind of value this is, for messages: never the value itself.
    pub fn kind_of_value(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// An RFC 6901 pointer into an object, built one step at a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer along a path of member names.
    pub fn to(path: &[&str]) -> Pointer {
        path.iter().fold(Pointer::default(), |pointer, name| pointer.key(name))
    }

    /// One step down, to the member of that name.
    #[must_use]
    pub fn key(mut self, name: &str) -> Pointer {
        self.0.push('/');
        for character in name.chars() {
            match character {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// One step down, to the element at that place.
    #[must_use]
    pub fn index(self, index: usize) -> Pointer {
        self.key(&index.to_string())
    }

    /// One step down, to the place after an array's last element, as RFC 6902 writes it.
    #[must_use]
    pub fn end(self) -> Pointer {
        self.key("-")
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
