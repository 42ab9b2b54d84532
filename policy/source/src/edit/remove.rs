//! A member or an element less.

use std::ops::Range;

use super::insert::whole;
use super::{Style, end_of_line, is_flow, start_of_line};
use crate::locate::{Place, find};
use crate::splice::Splice;
use crate::tree::{Node, Value};

impl Style {
    pub(super) fn remove(self, text: &str, root: &Node<'_>, path: &str) -> Option<Splice> {
        let (above, _) = path.rsplit_once('/')?;
        let Place::There(parent_key, parent) = find(root, above) else { return None };
        let Place::There(_, gone) = find(root, path) else { return None };
        let (ranges, empty): (Vec<Range<usize>>, _) = match &parent.value {
            Value::Mapping(members) => (members.iter().map(whole).collect(), "{}"),
            Value::Sequence(items) => {
                let is_flow = is_flow(text, parent);
                let whole = |item: &Node<'_>| {
                    let dash = text.get(..item.range.start).and_then(|before| before.rfind('-'));
                    dash.filter(|_| !is_flow).unwrap_or(item.range.start)..item.range.end
                };
                (items.iter().map(whole).collect(), "[]")
            }
            Value::Scalar(_) | Value::Merge => return None,
        };
        let place = ranges.iter().position(|one| one.end == gone.range.end.max(one.start))?;
        if ranges.len() == 1 {
            let start = match parent_key {
                Some(key) if !is_flow(text, parent) => {
                    key.range.end + text.get(key.range.end..)?.find(':')? + 1
                }
                _ => parent.range.start,
            };
            let space = if start < parent.range.start { " " } else { "" };
            return Some(Splice {
                range: start..parent.range.end,
                text: format!("{space}{empty}"),
            });
        }
        let range = if is_flow(text, parent) {
            between(&ranges, place)?
        } else {
            lines(text, &ranges, place)?
        };
        Some(Splice { range, text: String::new() })
    }
}

/// An element of brackets, with the comma that goes with it.
fn between(ranges: &[Range<usize>], place: usize) -> Option<Range<usize>> {
    let own = ranges.get(place)?;
    match (ranges.get(place + 1), place.checked_sub(1).and_then(|before| ranges.get(before))) {
        (Some(next), _) => Some(own.start..next.start),
        (None, Some(before)) => Some(before.end..own.end),
        (None, None) => None,
    }
}

/// An element in block style, with its lines.
fn lines(text: &str, ranges: &[Range<usize>], place: usize) -> Option<Range<usize>> {
    let own = ranges.get(place)?;
    let start = start_of_line(text, own.start);
    let is_alone = text.get(start..own.start)?.trim().is_empty();
    if !is_alone {
        // It shares its line with a dash: the next one takes its place.
        return Some(own.start..ranges.get(place + 1)?.start);
    }
    let end = end_of_line(text, own.end);
    match ranges.get(place + 1) {
        Some(_) => Some(start..end + text.get(end..)?.find('\n')? + 1),
        // The last one goes with the line's end before it.
        None => {
            let before = text.get(..start)?.trim_end_matches(['\n', '\r']).len();
            Some(before..end)
        }
    }
}
