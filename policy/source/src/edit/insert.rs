//! Something new in a mapping or a list.

use std::ops::Range;

use json::Json;

use super::{Style, end_of_line, is_flow, is_within_flow, start_of_line};
use crate::pieces::find;
use crate::splice::Splice;
use crate::tree::{Node, Value};
use crate::write::{behind_key, block, flow, string};

impl Style {
    /// Puts a value into `parent`, which stands behind `key`: as the member of that name, or as the element
    /// at that place.
    pub(super) fn insert(
        self,
        text: &str,
        root: &Node<'_>,
        (key, parent): (Option<&Node<'_>>, &Node<'_>),
        name: &str,
        value: &Json<'_>,
    ) -> Option<Splice> {
        match &parent.value {
            Value::Mapping(members) if is_flow(text, parent) => {
                let ends: Vec<_> = members.iter().map(whole).collect();
                let name = if self.is_json { quoted(name) } else { string(name) };
                let colon = if self.is_json && find(text, "\": ").is_none() { ":" } else { ": " };
                let new = format!("{name}{colon}{}", flow(value, self.is_json));
                Some(self.into_brackets(text, parent, &ends, ends.len(), &new))
            }
            Value::Sequence(items) if is_flow(text, parent) => {
                let can_be_block = !self.is_json && !is_within_flow(text, root, parent);
                if items.is_empty() && can_be_block && key.is_some() {
                    return self.replace(
                        text,
                        root,
                        key,
                        parent,
                        &Json::Array(vec![value.clone()]),
                    );
                }
                let place = place_of(name, items.len())?;
                let ends: Vec<_> = items.iter().map(|item| item.range.clone()).collect();
                let new = flow(value, self.is_json);
                Some(self.into_brackets(text, parent, &ends, place, &new))
            }
            Value::Mapping(members) => self.member(text, members, name, value),
            Value::Sequence(items) => self.item(text, items, place_of(name, items.len())?, value),
            Value::Scalar(_) | Value::Merge => None,
        }
    }

    /// Between brackets, before the element at `place`, or behind the last one.
    fn into_brackets(
        self,
        text: &str,
        parent: &Node<'_>,
        elements: &[Range<usize>],
        place: usize,
        new: &str,
    ) -> Splice {
        // Where each element begins a line, the new one does too.
        let first = elements.first().map(|one| one.start);
        let lead = first.and_then(|first| {
            let line = text.get(start_of_line(text, first)..first)?;
            let is_alone = line.trim().is_empty() && start_of_line(text, first) > 0;
            is_alone.then(|| format!("{}{line}", self.newline))
        });
        let gap = if self.is_json && find(text, ", ").is_none() { "" } else { " " };
        let lead = lead.unwrap_or_else(|| gap.to_owned());
        if let Some(next) = elements.get(place) {
            return Splice { range: next.start..next.start, text: format!("{new},{lead}") };
        }
        if let Some(last) = elements.last() {
            return Splice { range: last.end..last.end, text: format!(",{lead}{new}") };
        }
        let text = if self.is_json { new.to_owned() } else { format!(" {new} ") };
        Splice { range: parent.range.start + 1..parent.range.end - 1, text }
    }

    /// A member in block style: where the alphabet puts it if it rules here; else a scalar before the first
    /// list or mapping, and these at the end.
    fn member(
        self,
        text: &str,
        members: &[(Node<'_>, Node<'_>)],
        name: &str,
        value: &Json<'_>,
    ) -> Option<Splice> {
        let (first, _) = members.first()?;
        let indent = self.column_of(text, first.range.start);
        let names: Vec<&str> = members.iter().filter_map(|(key, _)| key.text()).collect();
        let is_scalar = |node: &Node<'_>| matches!(node.value, Value::Scalar(_));
        let place = if names.is_sorted() {
            names.partition_point(|other| *other < name)
        } else if matches!(value, Json::Array(_) | Json::Object(_)) {
            members.len()
        } else {
            members.iter().position(|(_, value)| !is_scalar(value)).unwrap_or(members.len())
        };
        let new = format!("{}:{}", string(name), behind_key(value, indent + 2, self.newline));
        self.line(text, members.iter().map(whole), place, indent, &new)
    }

    fn item(
        self,
        text: &str,
        items: &[Node<'_>],
        place: usize,
        value: &Json<'_>,
    ) -> Option<Splice> {
        let first = items.first()?.range.start;
        let dash = text.get(..first)?.rfind('-')?;
        let indent = self.column_of(text, dash);
        let new = format!("- {}", block(value, indent + 2, self.newline));
        let ranges = items.iter().map(|item| {
            let dash = text.get(..item.range.start).and_then(|before| before.rfind('-'));
            dash.unwrap_or(item.range.start)..item.range.end
        });
        self.line(text, ranges, place, indent, &new)
    }

    /// Lines of their own: behind those of the element before `place`; before the first one, if that has its
    /// line for itself.
    fn line(
        self,
        text: &str,
        elements: impl Iterator<Item = Range<usize>>,
        place: usize,
        indent: usize,
        new: &str,
    ) -> Option<Splice> {
        let elements: Vec<_> = elements.collect();
        let first = elements.first()?.start;
        let lead = " ".repeat(indent);
        let newline = self.newline;
        let is_alone = text.get(start_of_line(text, first)..first)?.trim().is_empty();
        if place == 0 && is_alone {
            return Some(Splice { range: first..first, text: format!("{new}{newline}{lead}") });
        }
        let before = elements.get(place.saturating_sub(1))?;
        let end = end_of_line(text, before.end);
        Some(Splice { range: end..end, text: format!("{newline}{lead}{new}") })
    }
}

/// The range of a member.
pub(super) fn whole((key, value): &(Node<'_>, Node<'_>)) -> Range<usize> {
    key.range.start..value.range.end.max(key.range.end)
}

fn quoted(name: &str) -> String {
    let mut text = String::new();
    Json::text(name).write(&mut text);
    text
}

/// The place in a list that a step of a pointer stands for.
fn place_of(name: &str, length: usize) -> Option<usize> {
    if name == "-" { Some(length) } else { name.parse().ok().filter(|place| *place <= length) }
}
