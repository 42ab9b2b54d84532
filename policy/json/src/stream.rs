//! Values one after the other: each is checked, and stays text.

use super::Unread;
use super::broken::{ParseError, Parsed};
use super::parse::{before_item, inside, key, more, next, value};

/// The first value of a text and what stands behind it; none where only white space is left.
pub(super) fn first(text: &str) -> Result<Option<(&str, &str)>, ParseError> {
    let value = next(text);
    if value.is_empty() {
        return Ok(None);
    }
    let rest = check(value, 0).map_err(|broken| broken.within(text))?;
    let length = value.len().saturating_sub(rest.len());
    Ok(Some((value.get(..length).unwrap_or_default(), rest)))
}

/// Passes one value over that is JSON in all its parts.
fn check(rest: &str, depth: usize) -> Parsed<&str> {
    let rest = next(rest);
    let close = match rest.as_bytes() {
        [b'{', ..] => b'}',
        [b'[', ..] => b']',
        _ => return value(rest, depth, &Unread::NOTHING, &mut Vec::new()).map(|(_, rest)| rest),
    };
    let (mut rest, mut is_more) = inside(rest, close, depth)?;
    while is_more {
        if close == b'}' {
            rest = key(rest)?.1;
        }
        rest = check(rest, depth.saturating_add(1))?;
        (rest, is_more) = more(rest, close)?;
        if is_more && close == b']' {
            rest = before_item(rest)?;
        }
    }
    Ok(rest)
}
