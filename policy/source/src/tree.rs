//! The tree that YAML's events make, and the JSON that it stands for.

use granit_parser::{Event, Marker, ScalarStyle, Span, Tag};

use crate::Problem;
use crate::position::Position;
use crate::scalar::{self, Scalar};

/// How many values aliases may repeat, so that a few lines cannot become gigabytes.
const MAX_REPEATED: usize = 100_000;
/// How deep values may be nested once aliases are followed.
const MAX_DEPTH: usize = 200;

#[derive(Debug, Clone)]
pub(crate) struct Node<'t> {
    pub(crate) value: Value<'t>,
    pub(crate) position: Position,
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
        let Value::Mapping(members) = &self.value else { return None };
        let own = members.iter().rev().find(|(key, _)| key.text() == Some(name));
        own.map(|(_, value)| value).or_else(|| {
            let merged = members.iter().rev().filter(|(key, _)| matches!(key.value, Value::Merge));
            merged.map(|(_, value)| value).find_map(|value| match &value.value {
                Value::Sequence(several) => several.iter().find_map(|one| one.get(name)),
                _ => value.get(name),
            })
        })
    }

    /// Where a key of this mapping stands for the second time.
    pub(crate) fn repeated(&self, name: &str) -> Option<Position> {
        let Value::Mapping(members) = &self.value else { return None };
        let mut places = members.iter().filter(|(key, _)| key.text() == Some(name));
        places.nth(1).map(|(key, _)| key.position)
    }

    /// The string that it is.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(Scalar::String(text)) => Some(text),
            _ => None,
        }
    }

    fn size(&self) -> usize {
        match &self.value {
            Value::Scalar(_) | Value::Merge => 1,
            Value::Sequence(items) => 1 + items.iter().map(Node::size).sum::<usize>(),
            Value::Mapping(members) => {
                1 + members.iter().map(|(key, value)| key.size() + value.size()).sum::<usize>()
            }
        }
    }

    fn depth(&self) -> usize {
        match &self.value {
            Value::Scalar(_) | Value::Merge => 1,
            Value::Sequence(items) => 1 + items.iter().map(Node::depth).max().unwrap_or(0),
            Value::Mapping(members) => {
                1 + members.iter().map(|(_, value)| value.depth()).max().unwrap_or(0)
            }
        }
    }

    /// Writes it as JSON.
    pub(crate) fn write(&self, json: &mut String) {
        match &self.value {
            Value::Scalar(scalar) => write_scalar(scalar, json),
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

fn write_string(text: &str, json: &mut String) {
    json.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn write_scalar(scalar: &Scalar<'_>, json: &mut String) {
    match scalar {
        Scalar::Null => json.push_str("null"),
        Scalar::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
        Scalar::Number(number) => json.push_str(number),
        Scalar::String(text) => write_string(text, json),
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
        write_string(name, json);
        json.push(':');
        value.write(json);
        json.push(',');
    }
}

/// Builds the tree of one document from its events.
#[derive(Default)]
pub(crate) struct Builder<'t> {
    open: Vec<Open<'t>>,
    anchors: Vec<(usize, Node<'t>)>,
    root: Option<Node<'t>>,
    repeated: usize,
}

struct Open<'t> {
    node: Node<'t>,
    key: Option<Node<'t>>,
    anchor: usize,
}

impl<'t> Builder<'t> {
    /// The document's value, once it has ended; none where it is empty.
    pub(crate) fn finish(self) -> Option<Node<'t>> {
        self.root
    }

    /// Takes one event in.
    pub(crate) fn event(&mut self, event: Event<'t>, span: Span) -> Result<(), Problem> {
        let position = position(&span.start);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = match scalar_value(&text, style, tag.as_deref(), self.wants_key()) {
                    Some(value) => value,
                    None => Value::Scalar(Scalar::String(text)),
                };
                self.put(Node { value, position }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open(Value::Sequence(Vec::new()), anchor, position)
            }
            Event::MappingStart(_, anchor, _) => {
                self.open(Value::Mapping(Vec::new()), anchor, position)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { node, anchor, .. }) => self.put(node, anchor),
                None => Ok(()),
            },
            Event::Alias(id) => self.alias(id, position),
            _ => Ok(()),
        }
    }

    /// Whether the next node is a key. Keys are strings, whatever they look like: `on: …` is no boolean.
    fn wants_key(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| open.key.is_none() && matches!(open.node.value, Value::Mapping(_)))
    }

    fn open(&mut self, value: Value<'t>, anchor: usize, position: Position) -> Result<(), Problem> {
        self.open.push(Open { node: Node { value, position }, key: None, anchor });
        Ok(())
    }

    fn alias(&mut self, id: usize, position: Position) -> Result<(), Problem> {
        let problem = |message: String| Problem { position, message };
        let found = self.anchors.iter().rev().find(|(anchor, _)| *anchor == id);
        let Some((_, node)) = found else {
            return Err(problem("an alias stands within its own anchor".to_owned()));
        };
        self.repeated += node.size();
        if self.repeated > MAX_REPEATED {
            return Err(problem(format!("aliases repeat more than {MAX_REPEATED} values")));
        }
        if self.open.len() + node.depth() > MAX_DEPTH {
            return Err(problem(format!("aliases nest values deeper than {MAX_DEPTH} levels")));
        }
        let copy = Node { value: node.value.clone(), position };
        self.put(copy, 0)
    }

    fn put(&mut self, node: Node<'t>, anchor: usize) -> Result<(), Problem> {
        if anchor != 0 {
            self.anchors.push((anchor, node.clone()));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.node.value {
            Value::Sequence(items) => items.push(node),
            Value::Mapping(members) => match open.key.take() {
                Some(key) => members.push((key, node)),
                None if matches!(node.value, Value::Sequence(_) | Value::Mapping(_)) => {
                    let message =
                        "a key is a list or a mapping, which JSON does not have".to_owned();
                    return Err(Problem { position: node.position, message });
                }
                None => open.key = Some(node),
            },
            Value::Scalar(_) | Value::Merge => {}
        }
        Ok(())
    }
}

pub(crate) fn position(marker: &Marker) -> Position {
    let offset = marker.byte_offset().unwrap_or_else(|| marker.index());
    Position { line: marker.line(), column: marker.col() + 1, offset }
}

/// What a scalar is, if it is anything but a string.
fn scalar_value<'t>(
    text: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    is_key: bool,
) -> Option<Value<'t>> {
    let plain = matches!(style, ScalarStyle::Plain);
    match tag.and_then(Tag::core_suffix) {
        Some("str" | "binary") => None,
        _ if is_key && plain && text == "<<" => Some(Value::Merge),
        _ if is_key => None,
        Some("null" | "bool" | "int" | "float") => scalar::resolve(text).map(Value::Scalar),
        _ if plain => scalar::resolve(text).map(Value::Scalar),
        _ => None,
    }
}
