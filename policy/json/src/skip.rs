//! Passing values over: a payload is taken apart before what is in it is read, so that what no rule
//! looks at costs a scan only.

use std::borrow::Cow;

use super::Json;
use super::block::behind_bracket;
use super::parse::{Parsed, Parser};
use super::scan::plain_length;

/// A value, read or still text.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<'a> {
    /// Still text; what is in it was not checked.
    Text(&'a str),
    /// Read.
    Read(Json<'a>),
}

/// A member of an object: its name and its value.
pub type Member<'a> = (Cow<'a, str>, Part<'a>);

/// The members of an object.
pub type Members<'a> = Vec<Member<'a>>;

/// Tells from the members before it and its name whether a value is read at once.
pub type Wanted<'a> = fn(&[Member<'a>], &str) -> bool;

/// The members of a payload and, within it, those of its member `inner`, in one pass. Of these,
/// `wanted` tells from those before it and its name whether a value is read at once.
pub(super) fn two_levels<'a>(
    text: &'a str,
    inner: &str,
    wanted: Wanted<'a>,
    unread: &'static [&'static str],
) -> Parsed<[Members<'a>; 2]> {
    let mut parser = Parser { unread, ..Parser::new(text) };
    parser.expect(b'{', "it is not an object")?;
    let (mut members, mut inside) = (Vec::new(), Vec::new());
    let mut first = true;
    while parser.more(b'}', first)? {
        first = false;
        let key = parser.key()?;
        if key == inner && parser.peek() == Some(b'{') {
            inside = parser.members(wanted)?;
        } else {
            members.push((key, Part::Text(parser.skip()?)));
        }
    }
    parser.end()?;
    Ok([members, inside])
}

/// The members of an object, each value still text.
pub(super) fn members(text: &str) -> Parsed<Members<'_>> {
    let mut parser = Parser::new(text);
    let members = parser.members(|_, _| false)?;
    parser.end()?;
    Ok(members)
}

/// The elements of an array, each still text. What is in an element is not checked.
pub(super) fn elements(text: &str) -> Parsed<Vec<&str>> {
    let mut parser = Parser::new(text);
    let elements = parser.elements()?;
    parser.end()?;
    Ok(elements)
}

/// The members of an object but `list`, where that is an array, and the elements of it, in one pass.
pub(super) fn members_beside<'a>(
    text: &'a str,
    list: &str,
) -> Parsed<(Members<'a>, Option<Vec<&'a str>>)> {
    let mut parser = Parser::new(text);
    parser.expect(b'{', "it is not an object")?;
    let (mut members, mut elements) = (Vec::new(), None);
    let mut first = true;
    while parser.more(b'}', first)? {
        first = false;
        let key = parser.key()?;
        if key == list {
            elements = match parser.peek() {
                Some(b'[') => Some(parser.elements()?),
                _ => parser.skip().map(|_| None)?,
            };
        } else {
            members.push((key, Part::Text(parser.skip()?)));
        }
    }
    parser.end()?;
    Ok((members, elements))
}

impl<'a> Parser<'a> {
    fn members(&mut self, wanted: Wanted<'a>) -> Parsed<Members<'a>> {
        self.expect(b'{', "it is not an object")?;
        let mut members = Vec::with_capacity(16);
        while self.more(b'}', members.is_empty())? {
            let key = self.key()?;
            let part = self.part(wanted(&members, &key))?;
            members.push((key, part));
        }
        Ok(members)
    }

    fn elements(&mut self) -> Parsed<Vec<&'a str>> {
        self.expect(b'[', "it is not a list")?;
        let mut elements = Vec::new();
        while self.more(b']', elements.is_empty())? {
            elements.push(self.skip()?);
        }
        Ok(elements)
    }

    /// One value; text too where it cannot be read, for it may not be asked for.
    fn part(&mut self, wanted: bool) -> Parsed<Part<'a>> {
        let before = self.rest;
        if wanted && let Ok(value) = self.value(0) {
            return Ok(Part::Read(value));
        }
        self.rest = before;
        self.skip().map(Part::Text)
    }

    /// Passes one value over, and gives its text.
    pub(super) fn skip(&mut self) -> Parsed<&'a str> {
        self.peek();
        let start = self.place();
        let behind = match self.rest {
            [b'"', rest @ ..] => behind_string(rest),
            [b'{' | b'[', rest @ ..] => behind_bracket(rest),
            rest => {
                let ends =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r');
                let length = rest.iter().position(ends).unwrap_or(rest.len());
                rest.get(length..).filter(|_| length > 0)
            }
        };
        let Some(behind) = behind else {
            return self.error("it breaks off, or a value is missing");
        };
        self.rest = behind;
        Ok(self.piece(start))
    }
}

/// What stands behind a string whose first quote is taken.
#[inline(always)]
fn behind_string(mut text: &[u8]) -> Option<&[u8]> {
    loop {
        match text.get(plain_length(text)..)? {
            [b'"', rest @ ..] => return Some(rest),
            [b'\\', _, rest @ ..] | [0..=0x1f, rest @ ..] => text = rest,
            _ => return None,
        }
    }
}
