//! A document as a tree whose nodes know their range of the text.

use std::borrow::Cow;
use std::ops::Range;

use ::json::{Json, Part};

use crate::list;
use crate::scalar::Scalar;

#[derive(Debug, Clone)]
pub(crate) struct Node<'t> {
    pub(crate) value: Value<'t>,
    /// In bytes: without what stands around it, such as an anchor, a comment or a line's end. Empty for a
    /// value that is left out.
    pub(crate) range: Range<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum Value<'t> {
    Scalar(Scalar<'t>),
    /// The key `<<` without quotes.
    Merge,
    Sequence(Vec<Node<'t>>),
    Mapping(Vec<(Node<'t>, Node<'t>)>),
}

impl<'t> Node<'t> {
    /// The value of a member, if this is a mapping that has it: the last of duplicate keys, else what
    /// a merge key brings in.
    pub(crate) fn get(&self, name: &str) -> Option<&Node<'t>> {
        self.member(name).map(|(_, value)| value)
    }

    /// As [`Node::get`], with the member's key.
    pub(crate) fn member(&self, name: &str) -> Option<(&Node<'t>, &Node<'t>)> {
        let Value::Mapping(members) = &self.value else { return None };
        let own = members.iter().rev().find(|(key, _)| key.text() == Some(name));
        own.map(|(key, value)| (key, value)).or_else(|| {
            let merged = members.iter().rev().filter(|(key, _)| matches!(key.value, Value::Merge));
            merged.map(|(_, value)| value).find_map(|value| match &value.value {
                Value::Sequence(several) => several.iter().find_map(|one| one.member(name)),
                _ => value.member(name),
            })
        })
    }

    /// Where a key of this mapping stands for the second time, in bytes.
    pub(crate) fn repeated(&self, name: &str) -> Option<usize> {
        let Value::Mapping(members) = &self.value else { return None };
        let mut places = members.iter().filter(|(key, _)| key.text() == Some(name));
        places.nth(1).map(|(key, _)| key.range.start)
    }

    /// The string that it is.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(Scalar::String(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn is_mapping(&self) -> bool {
        match &self.value {
            Value::Mapping(_) => true,
            Value::Scalar(Scalar::Written(json)) => json.starts_with('{'),
            _ => false,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Scalar(Scalar::Null))
    }

    /// A mapping as the JSON that it is written as: the items of a long List would take up too much as trees.
    /// What is a List itself, or has a mistake to tell of, stays a tree.
    pub(crate) fn packed(self) -> Node<'t> {
        let kind = self.get("kind").and_then(Node::text).unwrap_or_default();
        let stays = list::items_kind(kind).is_some() || self.repeated("kind").is_some();
        if stays || !matches!(self.value, Value::Mapping(_)) {
            return self;
        }
        Node { value: Value::Scalar(Scalar::Written(self.json())), range: self.range }
    }

    /// How many values it is; a long text counts as several.
    pub(crate) fn size(&self) -> usize {
        match &self.value {
            Value::Scalar(Scalar::Written(json)) => 1 + json.len() / 8,
            Value::Scalar(Scalar::String(text)) => 1 + text.len() / 64,
            Value::Scalar(_) | Value::Merge => 1,
            Value::Sequence(items) => 1 + items.iter().map(Node::size).sum::<usize>(),
            Value::Mapping(members) => {
                1 + members.iter().map(|(key, value)| key.size() + value.size()).sum::<usize>()
            }
        }
    }

    pub(crate) fn depth(&self) -> usize {
        match &self.value {
            Value::Scalar(_) | Value::Merge => 1,
            Value::Sequence(items) => 1 + items.iter().map(Node::depth).max().unwrap_or(0),
            Value::Mapping(members) => {
                1 + members.iter().map(|(_, value)| value.depth()).max().unwrap_or(0)
            }
        }
    }

    /// The tree of a piece of JSON text, which begins at `start`.
    pub(crate) fn of_json(piece: &'t str, start: usize) -> Option<Node<'t>> {
        let range = start..start + piece.len();
        let at = |inner: &str| start + (inner.as_ptr() as usize - piece.as_ptr() as usize);
        let value = match piece.as_bytes().first()? {
            b'{' => {
                let mut members = Vec::new();
                for (key, part) in ::json::members(piece).ok()? {
                    let Part::Text(text) = part else { return None };
                    let value = Node::of_json(text, at(text))?;
                    // A key with escapes has no text of its own to point at.
                    let range = match &key {
                        Cow::Borrowed(key) => at(key) - 1..at(key) + key.len() + 1,
                        Cow::Owned(_) => value.range.start..value.range.start,
                    };
                    let key = Node { value: Value::Scalar(Scalar::String(key)), range };
                    members.push((key, value));
                }
                Value::Mapping(members)
            }
            b'[' => {
                let items = ::json::elements(piece).ok()?;
                let items = items.into_iter().map(|item| Node::of_json(item, at(item)));
                Value::Sequence(items.collect::<Option<_>>()?)
            }
            _ => Value::Scalar(match Json::parse(piece).ok()? {
                Json::Null => Scalar::Null,
                Json::Bool(value) => Scalar::Bool(value),
                Json::Number(digits) => Scalar::Written(digits.into_owned()),
                Json::String(text) => Scalar::String(text),
                Json::Array(_) | Json::Object(_) | Json::Unread(_) => return None,
            }),
        };
        Some(Node { value, range })
    }

    /// It as JSON.
    pub(crate) fn json(&self) -> String {
        let mut json = String::with_capacity(self.range.len());
        self.write(&mut json);
        json
    }

    /// Writes it as JSON.
    pub(crate) fn write(&self, json: &mut String) {
        match &self.value {
            Value::Scalar(Scalar::Null) => json.push_str("null"),
            Value::Scalar(Scalar::Bool(value)) => {
                json.push_str(if *value { "true" } else { "false" })
            }
            Value::Scalar(Scalar::Written(number)) => json.push_str(number),
            Value::Scalar(Scalar::String(text)) => Json::String(Cow::Borrowed(text)).write(json),
            Value::Merge => json.push_str("\"<<\""),
            Value::Sequence(items) => {
                json.push('[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        json.push(',');
                    }
                    item.write(json);
                }
                json.push(']');
            }
            Value::Mapping(members) => {
                json.push('{');
                let before = json.len();
                write_members(members, json);
                if json.len() > before {
                    json.pop();
                }
                json.push('}');
            }
        }
    }
}

/// Writes members, each with a comma behind it. What a merge key brings in comes first, so that the
/// mapping's own members count; of several merged mappings the first one counts.
fn write_members(members: &[(Node<'_>, Node<'_>)], json: &mut String) {
    for (_, merged) in members.iter().filter(|(key, _)| matches!(key.value, Value::Merge)) {
        match &merged.value {
            Value::Mapping(inner) => write_members(inner, json),
            Value::Sequence(several) => {
                for one in several.iter().rev() {
                    if let Value::Mapping(inner) = &one.value {
                        write_members(inner, json);
                    }
                }
            }
            Value::Scalar(_) | Value::Merge => {}
        }
    }
    for (key, value) in members {
        let Some(name) = key.text() else { continue };
        Json::String(Cow::Borrowed(name)).write(json);
        json.push(':');
        value.write(json);
        json.push(',');
    }
}
