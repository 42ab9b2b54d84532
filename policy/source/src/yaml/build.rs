//! From the parser's events to the tree.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, ScalarStyle, Tag};

use crate::scalar::{self, Scalar};
use crate::tree::{Node, Value};

/// How many values aliases may repeat, so that a few lines cannot become gigabytes.
const MAX_REPEATED: usize = 100_000;
/// How many values one document may hold, those of packed items not counted: in memory a value takes up a hundred
/// times what the shortest one does in the text.
const MAX_VALUES: usize = 2_000_000;
/// How many values may stand behind anchors, each counted once for every anchor that it stands behind: they are
/// kept for the aliases.
const MAX_ANCHORED: usize = 1_000_000;
/// How deep values may be nested, once aliases are followed.
const MAX_DEPTH: usize = 200;

/// Builds the tree of one document from its events.
pub(crate) struct Builder<'t> {
    piece: &'t str,
    open: Vec<Open<'t>>,
    /// By their number; none for those that are still open.
    anchors: Vec<Option<Node<'t>>>,
    root: Option<Node<'t>>,
    values: usize,
    anchored: usize,
    repeated: usize,
    /// Whether the items of what may be a List are packed.
    packs: bool,
}

struct Open<'t> {
    node: Node<'t>,
    key: Option<Node<'t>>,
    anchor: usize,
    /// How many values there were before it.
    before: usize,
}

impl<'t> Builder<'t> {
    /// With `packs`, the items of what may be a List are packed.
    pub(crate) fn new(piece: &'t str, packs: bool) -> Builder<'t> {
        let (open, anchors) = (Vec::new(), Vec::new());
        Builder { piece, open, anchors, root: None, values: 0, anchored: 0, repeated: 0, packs }
    }

    /// The document's value, once it has ended; none where it is empty.
    pub(crate) fn finish(self) -> Option<Node<'t>> {
        self.root
    }

    /// Takes one event in, which stands for that range of the piece.
    pub(crate) fn event(&mut self, event: Event<'t>, range: Range<usize>) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let range = self.range_of_scalar(range, style);
                let value = match scalar_value(&text, style, tag.as_deref(), self.wants_key()) {
                    Some(value) => value,
                    None => Value::Scalar(Scalar::String(text)),
                };
                self.put(Node { value, range }, anchor, self.values)
            }
            Event::SequenceStart(anchor, _) => {
                self.open(Value::Sequence(Vec::new()), anchor, range)
            }
            Event::MappingStart(anchor, _) => self.open(Value::Mapping(Vec::new()), anchor, range),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { node, anchor, before, .. }) => {
                    let end = self.end_of(&node, range.start);
                    let range = node.range.start..end;
                    self.put(Node { range, ..node }, anchor, before)
                }
                None => Ok(()),
            },
            Event::Alias(id) => self.alias(id, range),
            _ => Ok(()),
        }
    }

    /// A scalar that is left out stands right behind its key's colon or its dash; the line's end behind
    /// a block scalar is not part of it.
    fn range_of_scalar(&self, range: Range<usize>, style: ScalarStyle) -> Range<usize> {
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if range.is_empty() && !is_block {
            let before = self.piece.get(..range.start).unwrap_or_default();
            let behind = self.open.last().and_then(|open| {
                let key = open.key.as_ref()?;
                let rest = self.piece.get(key.range.end..)?;
                Some(key.range.end + rest.find(':')? + 1)
            });
            let behind = behind.unwrap_or_else(|| before.trim_end().len());
            return behind..behind;
        }
        let text = self.piece.get(range.clone()).unwrap_or_default();
        let length = match style {
            // The parser counts a comment behind the quotes to them.
            ScalarStyle::SingleQuoted => quoted(text, '\''),
            ScalarStyle::DoubleQuoted => quoted(text, '"'),
            _ => text.trim_end_matches(['\n', '\r', ' ', '\t']).len(),
        };
        range.start..range.start + length
    }

    /// Where a collection ends, whose end the parser sees at `end`: in flow style behind its bracket, in
    /// block style where its last value does.
    fn end_of(&self, node: &Node<'t>, end: usize) -> usize {
        let is_flow = matches!(self.piece.as_bytes().get(node.range.start), Some(b'{' | b'['));
        let last = match &node.value {
            Value::Sequence(items) => items.last().map(|last| last.range.end),
            Value::Mapping(members) => members.last().map(|(_, value)| value.range.end),
            Value::Scalar(_) | Value::Merge => None,
        };
        if is_flow { end + 1 } else { last.unwrap_or(end).max(node.range.start) }
    }

    /// Whether the next node is an item of what may be a List.
    fn is_among_items(&self) -> bool {
        let [root, Open { node: Node { value: Value::Sequence(_), .. }, .. }] =
            self.open.as_slice()
        else {
            return false;
        };
        root.key.as_ref().is_some_and(|key| key.text() == Some("items"))
    }

    /// Whether the next node is a key. Keys are strings, whatever they look like: `on: …` is no boolean.
    fn wants_key(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| open.key.is_none() && matches!(open.node.value, Value::Mapping(_)))
    }

    fn open(&mut self, value: Value<'t>, anchor: usize, range: Range<usize>) -> Result<(), String> {
        if self.open.len() == MAX_DEPTH {
            return Err(format!("values are nested deeper than {MAX_DEPTH} levels"));
        }
        let range = self.behind_properties(range.start)..range.end;
        let before = self.values;
        self.open.push(Open { node: Node { value, range }, key: None, anchor, before });
        Ok(())
    }

    /// Where a collection itself begins, behind its anchor and its tag.
    fn behind_properties(&self, start: usize) -> usize {
        let text = self.piece.get(start..).unwrap_or_default();
        let mut rest = text;
        while rest.starts_with(['&', '!']) {
            let ends = |letter: char| letter.is_whitespace() || "[]{},".contains(letter);
            let end = if rest.starts_with("!<") { rest.find('>') } else { rest.find(ends) };
            rest = rest.get(end.unwrap_or(rest.len())..).unwrap_or_default();
            rest = rest.strip_prefix('>').unwrap_or(rest).trim_start();
        }
        start + (text.len() - rest.len())
    }

    fn alias(&mut self, id: usize, range: Range<usize>) -> Result<(), String> {
        let Some(Some(node)) = self.anchors.get(id) else {
            return Err("an alias stands within its own anchor".to_owned());
        };
        self.repeated += node.size();
        if self.repeated > MAX_REPEATED {
            return Err(format!("aliases repeat more than {MAX_REPEATED} values"));
        }
        if self.open.len() + node.depth() > MAX_DEPTH {
            return Err(format!("aliases nest values deeper than {MAX_DEPTH} levels"));
        }
        let copy = Node { value: node.value.clone(), range };
        self.put(copy, 0, self.values)
    }

    /// Keeps what stands behind an anchor.
    fn keep(&mut self, anchor: usize, node: &Node<'t>) -> Result<(), String> {
        self.anchored += node.size();
        if self.anchored > MAX_ANCHORED {
            return Err(format!("anchors hold more than {MAX_ANCHORED} values"));
        }
        if self.anchors.len() <= anchor {
            self.anchors.resize(anchor + 1, None);
        }
        if let Some(place) = self.anchors.get_mut(anchor) {
            *place = Some(node.clone());
        }
        Ok(())
    }

    /// Puts a value where it belongs; `before` is how many there were before it and what is in it.
    fn put(&mut self, node: Node<'t>, anchor: usize, before: usize) -> Result<(), String> {
        if anchor != 0 {
            self.keep(anchor, &node)?;
        }
        let node = if self.packs && self.is_among_items() { node.packed() } else { node };
        let is_one = matches!(node.value, Value::Scalar(_) | Value::Merge);
        self.values = 1 + if is_one { before } else { self.values };
        if self.values > MAX_VALUES {
            return Err(format!("it holds more than {MAX_VALUES} values"));
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
                    return Err("a key is a list or a mapping, which JSON does not have".to_owned());
                }
                None => open.key = Some(node),
            },
            Value::Scalar(_) | Value::Merge => {}
        }
        Ok(())
    }
}

/// How long a scalar in quotes is that `text` begins with. Two single ones within it are one of its own, and
/// so is a double one behind a backslash.
fn quoted(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((place, letter)) = letters.next() {
        let is_own = letter == '\'' && letters.peek().is_some_and(|(_, next)| *next == '\'');
        if quote == '\'' && is_own || quote == '"' && letter == '\\' {
            letters.next();
        } else if letter == quote {
            return place + 1;
        }
    }
    text.len()
}

/// What a scalar is, if it is anything but a string.
fn scalar_value<'t>(
    text: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    is_key: bool,
) -> Option<Value<'t>> {
    let plain = matches!(style, ScalarStyle::Plain);
    let core = tag.filter(|tag| tag.is_yaml_core_schema()).map(|tag| tag.suffix.as_str());
    match core {
        Some("str" | "binary") => None,
        _ if is_key && plain && text == "<<" => Some(Value::Merge),
        _ if is_key => None,
        Some("null" | "bool" | "int" | "float") => scalar::resolve(text).map(Value::Scalar),
        _ if plain => scalar::resolve(text).map(Value::Scalar),
        _ => None,
    }
}

impl<'t> Node<'t> {
    /// The same tree with text of its own, its ranges counted from `start` on.
    pub(crate) fn into_owned(self, start: usize) -> Node<'static> {
        let range = self.range.start.saturating_sub(start)..self.range.end.saturating_sub(start);
        let value = match self.value {
            Value::Scalar(Scalar::Null) => Value::Scalar(Scalar::Null),
            Value::Scalar(Scalar::Bool(value)) => Value::Scalar(Scalar::Bool(value)),
            Value::Scalar(Scalar::Written(number)) => Value::Scalar(Scalar::Written(number)),
            Value::Scalar(Scalar::String(text)) => {
                Value::Scalar(Scalar::String(Cow::Owned(text.into_owned())))
            }
            Value::Merge => Value::Merge,
            Value::Sequence(items) => {
                Value::Sequence(items.into_iter().map(|item| item.into_owned(start)).collect())
            }
            Value::Mapping(members) => {
                let own = |(key, value): (Node<'t>, Node<'t>)| {
                    (key.into_owned(start), value.into_owned(start))
                };
                Value::Mapping(members.into_iter().map(own).collect())
            }
        };
        Node { value, range }
    }
}
