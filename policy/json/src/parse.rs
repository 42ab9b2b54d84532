//! The reader of JSON text (RFC 8259), made for borrowing: one pass, strings without escapes and
//! numbers stay pieces of the text. Why it is not serde_json's: `docs/decisions.md`.
//!
//! Each function is given what is not taken yet, and gives what stands behind the part that it read. That is all that
//! reading carries with it, so that it stays in a processor's registers.

use std::borrow::Cow;

use super::broken::{Broken, ParseError, Parsed, Reason, broken};
use super::number::behind_number;
use super::scan::space_length;
use super::skip::skip;
use super::string::string;
use super::{Json, Unread};

/// How deep values may be nested.
pub const MAX_DEPTH: usize = 128;

/// Members of objects that are not closed yet, those of the outer ones first. A list of a length that nobody knows would
/// be made too long, and be moved when it grows; and each page that is touched first costs a fresh instance more than
/// reading the object.
pub(super) type Open<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

/// Room for what most texts of so many bytes have open.
pub(super) fn room<'a>(bytes: usize) -> Open<'a> {
    Vec::with_capacity(24.min(bytes / 32))
}

/// Reads one value, and nothing behind it.
pub(super) fn whole<'a>(text: &'a str, unread: &Unread) -> Result<Json<'a>, ParseError> {
    let read = value(text, 0, unread, &mut room(text.len())).and_then(|(value, rest)| {
        end(rest)?;
        Ok(value)
    });
    read.map_err(|broken| broken.within(text))
}

/// Nothing but white space is left.
pub(super) fn end(rest: &str) -> Parsed<()> {
    match behind_space(rest) {
        "" => Ok(()),
        rest => broken(rest, Reason::Rest),
    }
}

#[inline(never)]
fn behind_space(text: &str) -> &str {
    let mut rest = text.as_bytes();
    // Lines of indented JSON begin with many.
    while let Some((piece, behind)) = rest.split_first_chunk() {
        let length = space_length(piece);
        if length < piece.len() {
            return rest.get(length..).and_then(|rest| last(text, rest.len())).unwrap_or_default();
        }
        rest = behind;
    }
    while let [b' ' | b'\n' | b'\t' | b'\r', behind @ ..] = rest {
        rest = behind;
    }
    last(text, rest.len()).unwrap_or_default()
}

/// The last bytes of a text.
fn last(text: &str, bytes: usize) -> Option<&str> {
    text.get(text.len().checked_sub(bytes)?..)
}

/// From the next byte that is no white space.
#[inline(always)]
pub(super) fn next(rest: &str) -> &str {
    match rest.as_bytes() {
        [byte, ..] if *byte > b' ' => rest,
        _ => behind_space(rest),
    }
}

/// What stands behind a byte of ASCII, if that comes next.
#[inline(always)]
pub(super) fn behind(rest: &str, byte: u8) -> Option<&str> {
    match rest.as_bytes() {
        [first, ..] if *first == byte => rest.get(1..),
        _ => None,
    }
}

/// The same behind white space.
#[inline(always)]
pub(super) fn behind_next(rest: &str, byte: u8) -> Option<&str> {
    match rest.as_bytes() {
        [first, ..] if *first > b' ' => behind(rest, byte),
        _ => behind(behind_space(rest), byte),
    }
}

/// Reads the comma before a further element, or the bracket that closes, which gives none. Both stand behind an element.
#[inline(always)]
pub(super) fn more(rest: &str, close: u8) -> Parsed<(&str, bool)> {
    let rest = next(rest);
    if let Some(behind) = behind(rest, b',') {
        return Ok((behind, true));
    }
    match behind(rest, close) {
        Some(behind) => Ok((behind, false)),
        None if rest.is_empty() => broken(rest, Reason::BreaksOff),
        None => broken(rest, Reason::Comma),
    }
}

/// Reads a key and the colon behind it.
#[inline(always)]
pub(super) fn key(rest: &str) -> Parsed<(Cow<'_, str>, &str)> {
    let Some(within) = behind_next(rest, b'"') else { return Err(no_key(rest)) };
    let (key, rest) = string(within)?;
    match behind_next(rest, b':') {
        Some(behind) => Ok((key, behind)),
        None => broken(next(rest), Reason::Colon),
    }
}

#[cold]
fn no_key(rest: &str) -> Broken {
    let rest = behind_space(rest);
    let reason = match rest.as_bytes() {
        [b'}', ..] => Reason::CommaBeforeEnd,
        [] => Reason::BreaksOff,
        _ => Reason::Key,
    };
    Broken { left: rest.len(), reason }
}

/// Reads a value: gives it, and what stands behind it.
pub(super) fn value<'a>(
    rest: &'a str,
    depth: usize,
    unread: &Unread,
    open: &mut Open<'a>,
) -> Parsed<(Json<'a>, &'a str)> {
    let rest = next(rest);
    let (value, behind) = match rest.as_bytes() {
        [b'{', ..] => return object(rest, depth, unread, open),
        [b'[', ..] => return array(rest, depth, unread, open),
        [b'"', ..] => {
            let (text, behind) = string(rest.get(1..).unwrap_or_default())?;
            (Json::String(text), Some(behind))
        }
        [b't', ..] => (Json::Bool(true), rest.strip_prefix("true")),
        [b'f', ..] => (Json::Bool(false), rest.strip_prefix("false")),
        [b'n', ..] => (Json::Null, rest.strip_prefix("null")),
        [b'-' | b'0'..=b'9', ..] => {
            let behind = behind_number(rest)?;
            let length = rest.len().saturating_sub(behind.len());
            let digits = rest.get(..length).unwrap_or_default();
            (Json::Number(Cow::Borrowed(digits)), Some(behind))
        }
        [] => return broken(rest, Reason::BreaksOff),
        _ => (Json::Null, None),
    };
    match behind {
        Some(behind) => Ok((value, behind)),
        None => broken(rest, Reason::Value),
    }
}

/// What stands behind an opening bracket, and whether something is in it; behind the closing one, if not.
#[inline(always)]
pub(super) fn inside(rest: &str, close: u8, depth: usize) -> Parsed<(&str, bool)> {
    let within = next(rest.get(1..).unwrap_or_default());
    if let Some(behind) = behind(within, close) {
        return Ok((behind, false));
    }
    if depth.saturating_add(1) >= MAX_DEPTH {
        return broken(within, Reason::TooDeep);
    }
    Ok((within, true))
}

fn array<'a>(
    rest: &'a str,
    depth: usize,
    unread: &Unread,
    open: &mut Open<'a>,
) -> Parsed<(Json<'a>, &'a str)> {
    let mut items = Vec::new();
    let (mut rest, mut is_more) = inside(rest, b']', depth)?;
    while is_more {
        let (item, behind) = value(rest, depth.saturating_add(1), unread, open)?;
        items.push(item);
        (rest, is_more) = more(behind, b']')?;
        if is_more {
            rest = before_item(rest)?;
        }
    }
    Ok((Json::Array(items), rest))
}

/// What stands behind a comma in an array.
#[inline(always)]
pub(super) fn before_item(rest: &str) -> Parsed<&str> {
    let rest = next(rest);
    match rest.as_bytes() {
        [b']', ..] => broken(rest, Reason::CommaBeforeEnd),
        _ => Ok(rest),
    }
}

fn object<'a>(
    rest: &'a str,
    depth: usize,
    unread: &Unread,
    open: &mut Open<'a>,
) -> Parsed<(Json<'a>, &'a str)> {
    let first = open.len();
    let (mut rest, mut is_more) = inside(rest, b'}', depth)?;
    while is_more {
        let (name, behind) = key(rest)?;
        let within = next(behind);
        let behind;
        // Most members are strings, and need no call.
        match within.as_bytes() {
            [b'"', ..] => {
                let text;
                (text, behind) = string(within.get(1..).unwrap_or_default())?;
                open.push((name, Json::String(text)));
            }
            [b'{' | b'[', ..] if unread.has(&name) => {
                let text;
                (text, behind) = skip(within)?;
                open.push((name, Json::Unread(Cow::Borrowed(text))));
            }
            _ => {
                let read;
                (read, behind) = value(within, depth.saturating_add(1), unread, open)?;
                open.push((name, read));
            }
        }
        (rest, is_more) = more(behind, b'}')?;
    }
    Ok((Json::Object(closed(open, first)), rest))
}

/// Takes the members from one on.
#[inline(never)]
fn closed<'a>(open: &mut Open<'a>, first: usize) -> Open<'a> {
    open.drain(first..).collect()
}
