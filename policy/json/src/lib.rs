//! The borrowed JSON tree that everything is read from.
//!
//! Strings borrow from the request's bytes, so reading an object costs one pass and few allocations.
//! Of duplicate keys the last one counts, as in the API server.

use std::borrow::Cow;

mod block;
mod broken;
mod convert;
mod number;
mod parse;
mod pointer;
mod scan;
mod skip;
mod stream;
mod string;
mod unread;
mod write;

pub use block::Brackets;
pub use broken::ParseError;
pub use parse::MAX_DEPTH;
pub use pointer::Pointer;
pub use skip::{Member, Members, Part, Wanted};
pub use unread::Unread;

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
    /// An object or array that was passed over: its text, of which only the brackets were looked at.
    Unread(Cow<'a, str>),
}

static NULL: Json<'static> = Json::Null;

/// Whether two names are the same. Most differ in their length or first byte; comparing the rest is a call.
#[inline(always)]
pub fn same_name(text: &str, name: &str) -> bool {
    text.len() == name.len() && text.as_bytes().first() == name.as_bytes().first() && text == name
}

/// The members of an object, each value still text: what is in a value is not read yet.
///
/// # Errors
/// It is no object.
pub fn members(text: &str) -> Result<Members<'_>, ParseError> {
    skip::members(text).map_err(|broken| broken.within(text))
}

/// The members of an object but `inner`, and those of its member `inner`, in one pass; none of these
/// where that is no object. `wanted` tells from the members before it and its name which value of the
/// inner ones is read at once, but for what is called as one of `unread`; the others stay text.
///
/// # Errors
/// It is no object.
pub fn two_levels<'a>(
    text: &'a str,
    inner: &str,
    wanted: Wanted<'a>,
    unread: &Unread,
) -> Result<[Members<'a>; 2], ParseError> {
    skip::two_levels(text, inner, wanted, unread).map_err(|broken| broken.within(text))
}

/// The members of an object but `list`, and the elements of its member `list`, where that is an array, all still text, in
/// one pass. The last of duplicate keys counts.
///
/// # Errors
/// It is no object.
pub fn members_beside<'a>(
    text: &'a str,
    list: &str,
) -> Result<(Members<'a>, Option<Vec<&'a str>>), ParseError> {
    skip::members_beside(text, list).map_err(|broken| broken.within(text))
}

/// The elements of an array, each still text: what is in an element is not read yet.
///
/// # Errors
/// It is no array.
pub fn elements(text: &str) -> Result<Vec<&str>, ParseError> {
    skip::elements(text).map_err(|broken| broken.within(text))
}

/// The first value of a text that may hold several, still text but checked, and what stands behind it;
/// none where only white space is left.
///
/// # Errors
/// The first value is none: not JSON, or nested deeper than 128 levels.
pub fn first(text: &str) -> Result<Option<(&str, &str)>, ParseError> {
    stream::first(text)
}

/// The text that a JSON string without escapes holds; none of any other value.
pub fn plain_text(json: &str) -> Option<&str> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    (scan::plain_length(text.as_bytes()) == text.len()).then_some(text)
}

/// Appends a text to JSON, with quotes.
pub fn write_text(text: &str, out: &mut String) {
    write::string(text, out);
}

/// Whether a text has only the characters of ASCII that are printed: from the space to `~`.
pub fn is_printable(text: &str) -> bool {
    scan::is_printable(text)
}

impl<'a> Json<'a> {
    /// Reads one JSON value.
    ///
    /// # Errors
    /// Why it is none: not JSON, or nested deeper than 128 levels.
    pub fn parse(text: &'a str) -> Result<Json<'a>, ParseError> {
        parse::whole(text, &Unread::NOTHING)
    }

    /// As [`Json::parse`], but passes over every object and array whose name is one of these, wherever it stands.
    ///
    /// # Errors
    /// As [`Json::parse`].
    pub fn parse_but(text: &'a str, unread: &Unread) -> Result<Json<'a>, ParseError> {
        parse::whole(text, unread)
    }

    /// The same value with strings of its own, whatever text it was read from.
    pub fn into_owned(self) -> Json<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Json::Null => Json::Null,
            Json::Unread(text) => Json::Unread(own(text)),
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
    #[inline]
    pub fn member(&self, name: &str) -> Option<&Json<'a>> {
        match self {
            Json::Object(members) => {
                let found = members.iter().rev().find(|(key, _)| same_name(key, name));
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

    /// The text of its member `name`, if it has one.
    #[inline]
    fn text_of(&self, name: &str) -> Option<&str> {
        self.member(name).and_then(Json::as_str)
    }

    /// Whether each element has a text for its member `name`.
    #[inline(never)]
    pub fn are_named(&self, name: &str) -> bool {
        self.items().iter().all(|element| element.text_of(name).is_some())
    }

    /// The last of the first `count` elements that has the text `value` for its member `name`, and its place.
    #[inline(never)]
    pub fn last_named(&self, name: &str, value: &str, count: usize) -> Option<(usize, &Json<'a>)> {
        let elements = self.items().iter().enumerate().take(count);
        let is_it = |text| same_name(text, value);
        elements.rev().find(|(_, element)| element.text_of(name).is_some_and(is_it))
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
            Json::Unread(text) if text.starts_with('[') => "an array",
            Json::Object(_) | Json::Unread(_) => "an object",
        }
    }
}
