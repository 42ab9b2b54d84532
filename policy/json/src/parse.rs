//! The reader of JSON text (RFC 8259), made for borrowing: one pass, strings without escapes and
//! numbers stay pieces of the text. Why it is not serde_json's: `docs/decisions.md`.

use std::borrow::Cow;
use std::fmt;

use super::scan::space_length;
use super::{Json, same_name};

/// How deep values may be nested.
pub const MAX_DEPTH: usize = 128;

/// Why a text is no JSON that can be judged. It never holds anything of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in bytes.
    pub offset: usize,
    reason: &'static str,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.reason)
    }
}

pub(super) type Parsed<T> = Result<T, ParseError>;

/// Reads one value, and nothing behind it.
pub(super) fn value(text: &str) -> Parsed<Json<'_>> {
    value_but(text, &[])
}

/// The same, without what is called so.
pub(super) fn value_but<'a>(text: &'a str, unread: &'static [&'static str]) -> Parsed<Json<'a>> {
    let mut parser = Parser { unread, ..Parser::new(text) };
    let value = parser.value(0)?;
    parser.end()?;
    Ok(value)
}

#[inline(never)]
fn behind_space(mut text: &[u8]) -> &[u8] {
    // Lines of indented JSON begin with many.
    while let Some((piece, behind)) = text.split_first_chunk() {
        let length = space_length(piece);
        if length < piece.len() {
            return text.get(length..).unwrap_or_default();
        }
        text = behind;
    }
    while let [b' ' | b'\n' | b'\t' | b'\r', rest @ ..] = text {
        text = rest;
    }
    text
}

/// Writes a value over one that owns nothing.
#[inline]
fn put<'a>(place: &mut Json<'a>, value: Json<'a>) {
    std::mem::forget(std::mem::replace(place, value));
}

/// Where reading stands. Whatever is not inlined is given a copy, and gives the rest back: so the place stays in a
/// processor's registers, where storing and loading it took longer than reading.
#[derive(Clone, Copy)]
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    /// What is not taken yet.
    pub(super) rest: &'a [u8],
    /// The names of what is passed over, where it is an object or array.
    pub(super) unread: &'static [&'static str],
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Parser<'a> {
        Parser { text, rest: text.as_bytes(), unread: &[] }
    }

    #[inline]
    pub(super) fn error<T>(&self, reason: &'static str) -> Parsed<T> {
        Err(ParseError { offset: self.place(), reason })
    }

    /// How many bytes are taken.
    #[inline]
    pub(super) fn place(&self) -> usize {
        self.text.len().saturating_sub(self.rest.len())
    }

    /// The text from a place to here.
    #[inline]
    pub(super) fn piece(&self, start: usize) -> &'a str {
        self.text.get(start..self.place()).unwrap_or_default()
    }

    #[inline]
    pub(super) fn step(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// The next byte that is no white space; it is not taken.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        match self.rest {
            [byte, ..] if *byte > b' ' => Some(*byte),
            _ => {
                self.rest = behind_space(self.rest);
                self.rest.first().copied()
            }
        }
    }

    #[inline]
    pub(super) fn expect(&mut self, wanted: u8, reason: &'static str) -> Parsed<()> {
        if self.peek() != Some(wanted) {
            return self.error(reason);
        }
        self.step(1);
        Ok(())
    }

    pub(super) fn end(&mut self) -> Parsed<()> {
        if self.peek().is_some() { self.error("something stands behind it") } else { Ok(()) }
    }

    /// Takes the comma before a further element, or the bracket that closes.
    #[inline]
    pub(super) fn more(&mut self, close: u8, first: bool) -> Parsed<bool> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.step(1);
                Ok(false)
            }
            Some(b',') if !first => {
                self.step(1);
                match self.peek() {
                    Some(byte) if byte == close => self.error("a comma stands before the end"),
                    _ => Ok(true),
                }
            }
            Some(_) if first => Ok(true),
            Some(_) => self.error("a comma is missing"),
            None => self.error("it breaks off"),
        }
    }

    #[inline]
    pub(super) fn key(&mut self) -> Parsed<Cow<'a, str>> {
        self.expect(b'"', "a key is missing")?;
        let key = self.string()?;
        self.expect(b':', "a colon is missing")?;
        Ok(key)
    }

    pub(super) fn value(&mut self, depth: usize) -> Parsed<Json<'a>> {
        let mut value = Json::Null;
        self.rest = self.value_into(&mut value, depth)?;
        Ok(value)
    }

    /// Reads a value to where it stays: moved, it would be read before it is written in full, and that takes a processor
    /// as long as everything else here. Gives what stands behind it.
    fn value_into(self, place: &mut Json<'a>, depth: usize) -> Parsed<&'a [u8]> {
        let mut here = self;
        if depth == MAX_DEPTH {
            return here.error("it is nested deeper than 128 levels");
        }
        let inside = depth.saturating_add(1);
        match here.peek() {
            Some(b'{') => {
                here.step(1);
                let is_empty = here.rest.first() == Some(&b'}');
                put(place, Json::Object(Vec::with_capacity(if is_empty { 0 } else { 6 })));
                if let Json::Object(members) = place {
                    here.members_into(members, inside)?;
                }
            }
            Some(b'[') => {
                here.step(1);
                put(place, Json::Array(Vec::new()));
                if let Json::Array(items) = place {
                    here.items_into(items, inside)?;
                }
            }
            Some(b'"') => {
                here.step(1);
                put(place, Json::String(here.string()?));
            }
            Some(b't') => here.word("true", Json::Bool(true), place)?,
            Some(b'f') => here.word("false", Json::Bool(false), place)?,
            Some(b'n') => here.word("null", Json::Null, place)?,
            Some(b'-' | b'0'..=b'9') => {
                let rest = here.behind_number()?;
                let length = here.rest.len().saturating_sub(rest.len());
                put(place, Json::Number(Cow::Borrowed(here.take(length, rest))));
            }
            Some(_) => return here.error("a value is missing"),
            None => return here.error("it breaks off"),
        }
        Ok(here.rest)
    }

    #[inline]
    fn items_into(&mut self, items: &mut Vec<Json<'a>>, depth: usize) -> Parsed<()> {
        while self.more(b']', items.is_empty())? {
            items.push(Json::Null);
            if let Some(item) = items.last_mut() {
                self.inner_into(item, depth)?;
            }
        }
        Ok(())
    }

    #[inline]
    fn members_into(
        &mut self,
        members: &mut Vec<(Cow<'a, str>, Json<'a>)>,
        depth: usize,
    ) -> Parsed<()> {
        while self.more(b'}', members.is_empty())? {
            members.push((self.key()?, Json::Null));
            if let Some((key, value)) = members.last_mut() {
                self.member_into(key, value, depth)?;
            }
        }
        // A third of the room stays free otherwise, and each page that is touched first costs a fresh instance more
        // than reading the object.
        members.shrink_to_fit();
        Ok(())
    }

    /// Takes that many bytes, behind which `rest` stands.
    #[inline]
    pub(super) fn take(&mut self, length: usize, rest: &'a [u8]) -> &'a str {
        let start = self.place();
        self.rest = rest;
        self.text.get(start..start.saturating_add(length)).unwrap_or_default()
    }

    #[inline]
    fn member_into(&mut self, key: &str, place: &mut Json<'a>, depth: usize) -> Parsed<()> {
        match self.peek() {
            Some(b'{' | b'[') if self.unread.iter().any(|name| same_name(key, name)) => {
                let mut copy = *self;
                put(place, Json::Unread(Cow::Borrowed(copy.skip()?)));
                self.rest = copy.rest;
                Ok(())
            }
            _ => self.inner_into(place, depth),
        }
    }

    /// Reads a value within another one. Most are strings, and need no call.
    #[inline]
    fn inner_into(&mut self, place: &mut Json<'a>, depth: usize) -> Parsed<()> {
        if depth == MAX_DEPTH || self.peek() != Some(b'"') {
            self.rest = self.value_into(place, depth)?;
            return Ok(());
        }
        self.step(1);
        put(place, Json::String(self.string()?));
        Ok(())
    }

    #[inline]
    fn word(&mut self, word: &str, value: Json<'a>, place: &mut Json<'a>) -> Parsed<()> {
        if !self.rest.starts_with(word.as_bytes()) {
            return self.error("a value is missing");
        }
        self.step(word.len());
        put(place, value);
        Ok(())
    }
}
