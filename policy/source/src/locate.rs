//! From a pointer into an object to the range of the text that it is about.

use std::ops::Range;

use policy::patch::unescape;

use crate::scalar::Scalar;
use crate::tree::{Node, Value};
use crate::yaml;
use crate::{Document, body};

/// Where a pointer leads.
pub(crate) enum Place<'n, 't> {
    /// To a value, and the key that it stands behind.
    There(Option<&'n Node<'t>>, &'n Node<'t>),
    /// To nothing: the last value on the way there, and the key that it stands behind.
    Missing(Option<&'n Node<'t>>, &'n Node<'t>),
}

/// The tree of an object, whose ranges count from where the object begins.
pub(crate) fn tree<'t>(text: &'t str, document: &Document<'_>) -> Option<Node<'t>> {
    let piece = text.get(document.range.clone())?;
    if let Some(root) = Node::of_json(piece, 0) {
        return Some(root);
    }
    yaml::tree(piece, indent(text, document.range.start)?)
}

/// How far to the right an object begins: the mark before its first line is no part of that.
pub(crate) fn indent(text: &str, start: usize) -> Option<usize> {
    let line = text.get(..start)?.rsplit('\n').next()?;
    Some(body(line).chars().count())
}

/// An object of a text, to point into.
#[derive(Debug)]
pub struct Object<'t> {
    text: &'t str,
    range: Range<usize>,
    /// None where the text is too unlike the object.
    root: Option<Node<'t>>,
}

impl<'t> Object<'t> {
    /// The object of a document that was read from `text`.
    pub fn of(text: &'t str, document: &Document<'_>) -> Object<'t> {
        Object { text, range: document.range.clone(), root: tree(text, document) }
    }

    /// The range of the text that an RFC 6901 pointer is about, in bytes: a scalar's own, the key's of a
    /// list or a mapping, and for what is absent the key under which it belongs. Without a pointer the
    /// object's first line.
    pub fn range(&self, pointer: Option<&str>) -> Range<usize> {
        let start = self.range.start;
        let found = pointer.zip(self.root.as_ref()).map(|(pointer, root)| {
            let range = match find(root, pointer) {
                Place::There(key, value) => own(key, value),
                Place::Missing(key, parent) => key.unwrap_or(parent).range.clone(),
            };
            start + range.start..start + range.end
        });
        first_line(self.text, found.unwrap_or(self.range.clone()))
    }

    /// All of the text that the value of a pointer takes up, in bytes; none where it leads to nothing, or the
    /// text says something else in its place, such as an alias.
    pub fn extent(&self, pointer: &str) -> Option<Range<usize>> {
        let Place::There(_, value) = find(self.root.as_ref()?, pointer) else { return None };
        let range = self.range.start + value.range.start..self.range.start + value.range.end;
        let is_alias = self.text.get(range.clone())?.starts_with('*');
        (!is_alias).then_some(range)
    }

    /// Whether a pointer leads to something.
    pub(crate) fn has(&self, pointer: &str) -> bool {
        self.root.as_ref().is_some_and(|root| matches!(find(root, pointer), Place::There(..)))
    }
}

/// What of a member a person looks at.
fn own(key: Option<&Node<'_>>, value: &Node<'_>) -> Range<usize> {
    match (key, &value.value) {
        (Some(key), Value::Sequence(_) | Value::Mapping(_)) => key.range.clone(),
        (Some(key), Value::Scalar(Scalar::Null)) if value.range.is_empty() => key.range.clone(),
        _ => value.range.clone(),
    }
}

/// As much of a range as stands in its first line.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let line = piece.lines().next().unwrap_or_default().trim_end();
    range.start..range.start + line.len()
}

/// Follows a pointer as far as it leads.
pub(crate) fn find<'n, 't>(root: &'n Node<'t>, pointer: &str) -> Place<'n, 't> {
    let (mut key, mut node) = (None, root);
    for step in pointer.split('/').skip(1) {
        let step = unescape(step);
        let next = match &node.value {
            Value::Sequence(items) => step
                .parse::<usize>()
                .ok()
                .and_then(|place| items.get(place))
                .map(|item| (None, item)),
            _ => node.member(&step).map(|(key, value)| (Some(key), value)),
        };
        match next {
            Some((next_key, next_node)) => (key, node) = (next_key, next_node),
            None => return Place::Missing(key, node),
        }
    }
    Place::There(key, node)
}
