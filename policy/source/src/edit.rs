//! A patch of an object as the fewest changes of its text: comments, order and quotes stay.

mod insert;
mod remove;

use std::borrow::Cow;
use std::ops::Range;

use json::Json;
use policy::patch::{Operation, Patch, unescape};

use crate::locate::{self, Place, find, indent};
use crate::splice::{Draft, Splice};
use crate::tree::{Node, Value};
use crate::write::{behind_key, block, flow};
use crate::{Document, pieces, read};

/// Each member of an object is looked for among those of another one: no object that is changed has more.
const MAX_MEMBERS: usize = 1000;

/// What a patch of an object changes in the text; `None` where it cannot be said so that the changed text
/// reads as the patched object and everything else as before: where an anchor is shared, for one. A document
/// whose JSON is empty is read from the text.
pub fn edits(text: &str, document: &Document<'_>, patch: &Patch<'_>) -> Option<Vec<Splice>> {
    let own = text.get(document.range.clone())?;
    let is_json = Json::parse(own).is_ok();
    let piece = if is_json { own } else { with_comment(text, &document.range)? };
    let style = Style {
        is_json,
        newline: if ends_in_windows_way(text) { "\r\n" } else { "\n" },
        column: indent(text, document.range.start)?,
    };
    let mut root = style.tree(piece)?;
    let json = if document.json.is_empty() { root.json() } else { document.json.to_string() };
    let mut wanted = Json::parse(&json).ok()?.into_owned();
    patch.clone().into_owned().apply(&mut wanted).ok()?;
    let mut draft = Draft::of(piece);
    let mut now = piece.to_owned();
    for operation in &patch.0 {
        draft.apply(style.operation(&now, &root, operation)?);
        now = draft.text();
        root = style.tree(&now)?;
    }
    let start = document.range.start;
    let mut splices = draft.splices();
    for splice in &mut splices {
        splice.range = start + splice.range.start..start + splice.range.end;
    }
    // What is anchored in one object may be meant in others.
    let fits = if piece.contains('&') {
        is_as_wanted(text, document, &splices, &wanted)
    } else {
        contains(&Json::parse(&root.json()).ok()?, &wanted)
    };
    fits.then_some(splices)
}

/// An object's text with the comment behind its last value, which stays in that line whatever comes below.
fn with_comment<'t>(text: &'t str, range: &Range<usize>) -> Option<&'t str> {
    let end = end_of_line(text, range.end);
    let rest = text.get(range.end..end)?;
    let is_comment = rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#');
    text.get(range.start..if is_comment { end } else { range.end })
}

/// Whether the changed text reads as it should: that object as wanted, all others as before.
fn is_as_wanted(
    text: &str,
    document: &Document<'_>,
    splices: &[Splice],
    wanted: &Json<'_>,
) -> bool {
    // The YAML document around it is enough: no other one can tell the difference.
    let mut pieces = pieces::cut(text).into_iter();
    let Some(piece) = pieces.find(|piece| piece.range.end >= document.range.end) else {
        return false;
    };
    let from = piece.range.start;
    let Some(around) = text.get(piece.range) else { return false };
    let mut changed = around.to_owned();
    for splice in splices.iter().rev() {
        changed.replace_range(splice.range.start - from..splice.range.end - from, &splice.text);
    }
    let (old, new) = (read(around), read(&changed));
    let count = old.documents.len();
    old.problems.len() == new.problems.len()
        && new.documents.len() == count
        && old.documents.iter().zip(&new.documents).all(|(old, new)| {
            let is_it = old.range.start + from == document.range.start;
            match (is_it, Json::parse(&new.json)) {
                (true, Ok(new)) => contains(&new, wanted),
                (true, Err(_)) => false,
                (false, _) => old.json == new.json,
            }
        })
}

/// Whether an object is as wanted; an item of a List need not say what it is.
fn contains(object: &Json<'_>, wanted: &Json<'_>) -> bool {
    let is_header = |name: &str| matches!(name, "apiVersion" | "kind");
    let mut object = object.clone();
    if let Json::Object(members) = &mut object {
        for (name, value) in wanted.members().iter().filter(|(name, _)| is_header(name)) {
            if !members.iter().any(|(other, _)| other == name) {
                members.push((name.clone().into_owned().into(), value.clone().into_owned()));
            }
        }
    }
    same(&object, wanted)
}

/// Whether two values are the same but for the order of members, of which the last of duplicates counts.
fn same(left: &Json<'_>, right: &Json<'_>) -> bool {
    match (left, right) {
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Json::Object(_), Json::Object(_)) if left == right => true,
        (Json::Object(members), Json::Object(_)) => {
            let has_too = |(name, _): &(Cow<'_, str>, Json<'_>)| left.member(name).is_some();
            members.len() <= MAX_MEMBERS
                && right.members().iter().all(has_too)
                && left.members().iter().all(|(name, _)| {
                    same(left.get(name), right.get(name)) && right.member(name).is_some()
                })
        }
        (left, right) => left == right,
    }
}

/// How a document is written.
#[derive(Debug, Clone, Copy)]
struct Style {
    is_json: bool,
    newline: &'static str,
    /// How far to the right it begins.
    column: usize,
}

impl Style {
    fn tree(self, piece: &str) -> Option<Node<'static>> {
        let document = Document {
            json: "".into(),
            position: crate::Position::START,
            range: self.column..self.column + piece.len(),
        };
        let padded = format!("{}{piece}", " ".repeat(self.column));
        locate::tree(&padded, &document).map(|root| root.into_owned(0))
    }

    fn operation(self, text: &str, root: &Node<'_>, operation: &Operation<'_>) -> Option<Splice> {
        match operation {
            Operation::Replace { path, value } => match find(root, path) {
                Place::There(key, old) => self.replace(text, root, key, old, value),
                Place::Missing(..) => None,
            },
            Operation::Remove { path } => self.remove(text, root, path),
            Operation::Add { path, value } => {
                let (above, name) = path.rsplit_once('/')?;
                let name = unescape(name);
                let Place::There(key, parent) = find(root, above) else { return None };
                if let (Value::Mapping(_), Place::There(key, old)) =
                    (&parent.value, find(root, path))
                {
                    return self.replace(text, root, key, old, value);
                }
                self.insert(text, root, (key, parent), &name, value)
            }
        }
    }

    /// A value gives way to another one.
    fn replace(
        self,
        text: &str,
        root: &Node<'_>,
        key: Option<&Node<'_>>,
        old: &Node<'_>,
        value: &Json<'_>,
    ) -> Option<Splice> {
        let is_flat = is_within_flow(text, root, old);
        let in_line = is_flat || is_flow(text, old) || matches!(old.value, Value::Scalar(_));
        let is_small = !matches!(value, Json::Array(_) | Json::Object(_));
        if in_line && (is_small || is_flat || self.is_json) && !old.range.is_empty() {
            let text = self.like(text.get(old.range.clone())?, value);
            return Some(Splice { range: old.range.clone(), text });
        }
        let Some(key) = key else {
            // An item of a list, behind its dash.
            let text = block(value, self.column_of(text, old.range.start), self.newline);
            return Some(Splice { range: old.range.clone(), text });
        };
        let colon = key.range.end + text.get(key.range.end..)?.find(':')? + 1;
        let indent = self.column_of(text, key.range.start) + 2;
        let text = behind_key(value, indent, self.newline);
        Some(Splice { range: colon..old.range.end.max(colon), text })
    }

    /// A scalar in the quotes of the one before it.
    fn like(self, old: &str, value: &Json<'_>) -> String {
        match value {
            Json::String(word) if old.starts_with('"') => {
                let mut text = String::new();
                Json::text(word.as_ref()).write(&mut text);
                text
            }
            Json::String(word) if old.starts_with('\'') && !word.contains(['\'', '\n']) => {
                format!("'{word}'")
            }
            value => flow(value, self.is_json),
        }
    }

    /// How far to the right a place is in its document, in columns.
    fn column_of(self, text: &str, place: usize) -> usize {
        let before = text.get(..place).unwrap_or_default();
        match before.rsplit_once('\n') {
            Some((_, line)) => line.chars().count(),
            None => self.column + before.chars().count(),
        }
    }
}

fn ends_in_windows_way(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'))
}

fn is_flow(text: &str, node: &Node<'_>) -> bool {
    matches!(text.as_bytes().get(node.range.start), Some(b'{' | b'['))
}

/// Whether a value stands between brackets, where nothing can be in block style.
fn is_within_flow(text: &str, root: &Node<'_>, inner: &Node<'_>) -> bool {
    let encloses =
        |node: &Node<'_>| node.range.start < inner.range.start && inner.range.end < node.range.end;
    let mut node = root;
    loop {
        if encloses(node) && is_flow(text, node) {
            return true;
        }
        let next = match &node.value {
            Value::Sequence(items) => items.iter().find(|item| encloses(item)),
            Value::Mapping(members) => {
                members.iter().map(|(_, value)| value).find(|value| encloses(value))
            }
            Value::Scalar(_) | Value::Merge => None,
        };
        match next {
            Some(next) => node = next,
            None => return false,
        }
    }
}

/// The end of the line that a place is in, without the line's end itself.
fn end_of_line(text: &str, place: usize) -> usize {
    let rest = text.get(place..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    place + line.trim_end_matches('\r').len()
}

/// The start of the line that a place is in.
fn start_of_line(text: &str, place: usize) -> usize {
    text.get(..place).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1)
}
