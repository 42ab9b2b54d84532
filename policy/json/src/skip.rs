//! Passing values over: a payload is taken apart before what is in it is read, so that what no rule
//! looks at costs a scan only.

use std::borrow::Cow;

use super::parse::{Parsed, Parser};
use super::scan::plain_length;

/// Members, each value still text.
pub type Members<'a> = Vec<(Cow<'a, str>, &'a str)>;

/// The members of an object, each value still text. What is in a value is not checked.
pub(super) fn members(text: &str) -> Parsed<Members<'_>> {
    let mut parser = Parser::new(text);
    let members = parser.members()?;
    parser.end()?;
    Ok(members)
}

/// The members of a payload and, within it, those of its member `inner`, in one pass.
pub(super) fn two_levels<'a>(text: &'a str, inner: &str) -> Parsed<[Members<'a>; 2]> {
    let mut parser = Parser::new(text);
    parser.expect(b'{', "it is not an object")?;
    let (mut members, mut inside) = (Vec::new(), Vec::new());
    while parser.more(b'}', members.is_empty() && inside.is_empty())? {
        let key = parser.key()?;
        if key == inner && parser.peek() == Some(b'{') {
            inside = parser.members()?;
        } else {
            members.push((key, parser.skip()?));
        }
    }
    parser.end()?;
    Ok([members, inside])
}

/// The elements of an array, each still text. What is in an element is not checked.
pub(super) fn elements(text: &str) -> Parsed<Vec<&str>> {
    let mut parser = Parser::new(text);
    parser.expect(b'[', "it is not a list")?;
    let mut elements = Vec::new();
    while parser.more(b']', elements.is_empty())? {
        elements.push(parser.skip()?);
    }
    parser.end()?;
    Ok(elements)
}

impl<'a> Parser<'a> {
    fn members(&mut self) -> Parsed<Members<'a>> {
        self.expect(b'{', "it is not an object")?;
        let mut members = Vec::new();
        while self.more(b'}', members.is_empty())? {
            let key = self.key()?;
            members.push((key, self.skip()?));
        }
        Ok(members)
    }

    /// Passes one value over, and gives its text.
    fn skip(&mut self) -> Parsed<&'a str> {
        let first = self.peek();
        let start = self.place();
        let length = match first {
            Some(b'"') => string_length(self.rest()),
            Some(b'{' | b'[') => bracket_length(self.rest()),
            Some(_) => {
                let ends =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r');
                let rest = self.rest();
                Some(rest.iter().position(ends).unwrap_or(rest.len())).filter(|length| *length > 0)
            }
            None => None,
        };
        let Some(length) = length else {
            return self.error("it breaks off, or a value is missing");
        };
        self.step(length);
        Ok(self.piece(start))
    }
}

/// The length of a string with both its quotes.
fn string_length(text: &[u8]) -> Option<usize> {
    let mut at = 1_usize;
    loop {
        let rest = text.get(at..)?;
        let stop = plain_length(rest);
        let byte = rest.get(stop)?;
        at = at.saturating_add(stop).saturating_add(1);
        match byte {
            b'"' => return Some(at),
            b'\\' => at = at.saturating_add(1),
            _ => {}
        }
    }
}

/// The length of an object or array with both its brackets.
fn bracket_length(text: &[u8]) -> Option<usize> {
    let mut open = 0_usize;
    let mut at = 0_usize;
    loop {
        let rest = text.get(at..)?;
        let stop = rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']'))?;
        at = at.saturating_add(stop);
        match rest.get(stop)? {
            b'"' => {
                at = at.saturating_add(string_length(text.get(at..)?)?);
                continue;
            }
            b'{' | b'[' => open = open.saturating_add(1),
            _ => open = open.saturating_sub(1),
        }
        at = at.saturating_add(1);
        if open == 0 {
            return Some(at);
        }
    }
}
