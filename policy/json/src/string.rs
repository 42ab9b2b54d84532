//! Reading strings. Most have no escape, and stay pieces of the text.

use std::borrow::Cow;

use super::broken::{Parsed, Reason, broken};
use super::parse::behind;
use super::scan::plain_length;

/// The rest of a string whose first quote is taken, and what stands behind its last one. Most have no escape, and stay in
/// the text.
#[inline(always)]
pub(super) fn string(rest: &str) -> Parsed<(Cow<'_, str>, &str)> {
    let plain = plain_length(rest.as_bytes());
    if rest.as_bytes().get(plain) == Some(&b'"')
        && let Some((text, quote)) = rest.split_at_checked(plain)
    {
        return Ok((Cow::Borrowed(text), quote.get(1..).unwrap_or_default()));
    }
    let (text, behind) = escaped_string(rest)?;
    Ok((Cow::Owned(text), behind))
}

#[cold]
fn escaped_string(rest: &str) -> Parsed<(String, &str)> {
    let mut rest = rest;
    let mut text = String::new();
    loop {
        let (plain, stop) =
            rest.split_at_checked(plain_length(rest.as_bytes())).unwrap_or_default();
        text.push_str(plain);
        if let Some(behind) = behind(stop, b'"') {
            return Ok((text, behind));
        }
        let Some(escape) = behind(stop, b'\\') else {
            let reason = match stop {
                "" => Reason::BreaksOffInString,
                _ => Reason::Control,
            };
            return broken(stop, reason);
        };
        let (letter, behind) = escaped(escape)?;
        text.push(letter);
        rest = behind;
    }
}

/// What stands behind a backslash, and behind that. Half a surrogate pair is U+FFFD, as in the API server.
fn escaped(text: &str) -> Parsed<(char, &str)> {
    let mut letters = text.chars();
    let letter = letters.next();
    let rest = letters.as_str();
    let letter = match letter {
        Some(same @ ('"' | '\\' | '/')) => same,
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => return unicode(rest),
        // Behind it, if it is a letter of ASCII.
        _ => return broken(text.get(1..).unwrap_or(text), Reason::Escape),
    };
    Ok((letter, rest))
}

/// What stands behind `\u`, and behind that.
fn unicode(text: &str) -> Parsed<(char, &str)> {
    const HALF: char = '\u{fffd}';
    let (high, rest) = hex(text)?;
    let second = rest.strip_prefix("\\u").filter(|_| (0xd800..0xdc00).contains(&high));
    let Some(second) = second else {
        return Ok((char::from_u32(high).unwrap_or(HALF), rest));
    };
    let (low, behind) = hex(second)?;
    if !(0xdc00..0xe000).contains(&low) {
        return Ok((HALF, rest));
    }
    let (high, low) = (high & 0x3ff, low & 0x3ff);
    let code = (high << 10 | low).saturating_add(0x1_0000);
    Ok((char::from_u32(code).unwrap_or(HALF), behind))
}

/// Four digits, and what stands behind them.
fn hex(text: &str) -> Parsed<(u32, &str)> {
    let four = text.split_at_checked(4);
    let four = four.filter(|(four, _)| four.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match four.map(|(four, rest)| (u32::from_str_radix(four, 16), rest)) {
        Some((Ok(code), rest)) => Ok((code, rest)),
        _ => broken(text, Reason::Escape),
    }
}
