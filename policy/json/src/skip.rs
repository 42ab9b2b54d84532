//! Passing values over: a payload is taken apart before what is in it is read, so that what no rule
//! looks at costs a scan only.

use std::borrow::Cow;

use super::block::behind_bracket;
use super::broken::{Parsed, Reason, broken};
use super::parse::{Open, before_item, end, inside, key, more, next, room, value};
use super::scan::plain_length;
use super::{Json, Unread};

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
    unread: &Unread,
) -> Parsed<[Members<'a>; 2]> {
    let (mut members, mut inside) = (Vec::with_capacity(2), Vec::new());
    let mut open = room(text.len());
    let rest = each_member(text, |name, rest| {
        if name == inner && next(rest).starts_with('{') {
            inside = Vec::with_capacity(14);
            return each_member(rest, |name, rest| {
                if wanted(&inside, &name) {
                    part_into(name, rest, unread, &mut open, &mut inside)
                } else {
                    text_into(name, rest, &mut inside)
                }
            });
        }
        text_into(name, rest, &mut members)
    })?;
    end(rest)?;
    Ok([members, inside])
}

/// The members of an object, each value still text.
pub(super) fn members(text: &str) -> Parsed<Members<'_>> {
    let mut members = Vec::with_capacity(16);
    end(each_member(text, |name, rest| text_into(name, rest, &mut members))?)?;
    Ok(members)
}

/// The elements of an array, each still text. What is in an element is not checked.
pub(super) fn elements(text: &str) -> Parsed<Vec<&str>> {
    let (elements, rest) = elements_of(text)?;
    end(rest)?;
    Ok(elements)
}

/// The members of an object but `list`, where that is an array, and the elements of it, in one pass.
pub(super) fn members_beside<'a>(
    text: &'a str,
    list: &str,
) -> Parsed<(Members<'a>, Option<Vec<&'a str>>)> {
    let (mut members, mut elements) = (Vec::new(), None);
    let rest = each_member(text, |name, rest| {
        if name != list {
            return text_into(name, rest, &mut members);
        }
        if next(rest).starts_with('[') {
            let (all, rest) = elements_of(rest)?;
            elements = Some(all);
            return Ok(rest);
        }
        elements = None;
        skip(rest).map(|(_, rest)| rest)
    })?;
    end(rest)?;
    Ok((members, elements))
}

/// Gives each member's name and what stands behind its colon to `take`, which gives what stands behind its value.
fn each_member<'a>(
    rest: &'a str,
    mut take: impl FnMut(Cow<'a, str>, &'a str) -> Parsed<&'a str>,
) -> Parsed<&'a str> {
    let rest = next(rest);
    if !rest.starts_with('{') {
        return broken(rest, Reason::NoObject);
    }
    let (mut rest, mut is_more) = inside(rest, b'}', 0)?;
    while is_more {
        let (name, behind) = name(rest)?;
        (rest, is_more) = more(take(name, behind)?, b'}')?;
    }
    Ok(rest)
}

/// As [`key`], called.
#[inline(never)]
fn name(rest: &str) -> Parsed<(Cow<'_, str>, &str)> {
    key(rest)
}

fn text_into<'a>(name: Cow<'a, str>, rest: &'a str, members: &mut Members<'a>) -> Parsed<&'a str> {
    let (text, rest) = skip(rest)?;
    members.push((name, Part::Text(text)));
    Ok(rest)
}

fn elements_of(rest: &str) -> Parsed<(Vec<&str>, &str)> {
    let rest = next(rest);
    if !rest.starts_with('[') {
        return broken(rest, Reason::NoList);
    }
    let mut elements = Vec::new();
    let (mut rest, mut is_more) = inside(rest, b']', 0)?;
    while is_more {
        let (element, behind) = skip(rest)?;
        elements.push(element);
        (rest, is_more) = more(behind, b']')?;
        if is_more {
            rest = before_item(rest)?;
        }
    }
    Ok((elements, rest))
}

/// One value that is read; text where it cannot be, for it may not be asked for.
fn part_into<'a>(
    name: Cow<'a, str>,
    rest: &'a str,
    unread: &Unread,
    open: &mut Open<'a>,
    members: &mut Members<'a>,
) -> Parsed<&'a str> {
    let Ok((read, behind)) = value(rest, 0, unread, open) else {
        open.clear();
        return text_into(name, rest, members);
    };
    members.push((name, Part::Read(read)));
    Ok(behind)
}

/// Passes one value over: its text, and what stands behind it.
#[inline(never)]
pub(super) fn skip(rest: &str) -> Parsed<(&str, &str)> {
    let rest = next(rest);
    let bytes = rest.as_bytes();
    let behind = match bytes {
        [b'"', inside @ ..] => behind_string(inside),
        [b'{' | b'[', inside @ ..] => behind_bracket(inside),
        _ => {
            // A quote or a bracket in a word would hide what stands behind it from whoever reads on.
            let ends = |byte: &u8| {
                matches!(
                    byte,
                    b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r' | b'"' | b'{' | b'['
                )
            };
            let length = bytes.iter().position(ends).unwrap_or(bytes.len());
            bytes.get(length..).filter(|_| length > 0)
        }
    };
    let length = behind.map(|behind| bytes.len().saturating_sub(behind.len()));
    match length.and_then(|length| rest.split_at_checked(length)) {
        Some(both) => Ok(both),
        None => broken(rest, Reason::BreaksOffOrMissing),
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
