//! JSON: one value after the other, each kept as its piece of the text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::list;
use crate::position::{Finder, Position};
use crate::{Document, Problem, Text, body};

pub(crate) fn read(text: &str) -> Text<'_> {
    let body = body(text);
    let start = text.len() - body.len();
    let mut reader = Reader { text, finder: Finder::new(text), read: Text::default() };
    let mut from = 0;
    while let Some(rest) = body.get(from..) {
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        let error = loop {
            match stream.next() {
                None => return reader.read,
                Some(Ok(value)) => reader.value(value, None, 0),
                Some(Err(error)) => break error,
            }
        };
        let offset = from + offset(rest, &error);
        let position = Position::at(body, offset);
        let position = Position { offset: position.offset + start, ..position };
        reader.read.problems.push(Problem { position, message: words(&error) });
        // A broken value spoils no other: the next one begins a line.
        let failed = from + stream.byte_offset();
        let next = body.get(failed + 1..).and_then(|after| after.find("\n{"));
        from = next.map_or(body.len() + 1, |next| failed + 1 + next + 1);
    }
    reader.read
}

/// Where an error is. serde_json counts columns in bytes; its words never hold the text.
fn offset(body: &str, error: &serde_json::Error) -> usize {
    let line_start: usize =
        body.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut offset = (line_start + error.column().saturating_sub(1)).min(body.len());
    while !body.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let reason = words.split(" at line ").next().unwrap_or_default();
    format!("it is not JSON: {reason}")
}

struct Reader<'t> {
    text: &'t str,
    finder: Finder<'t>,
    read: Text<'t>,
}

impl<'t> Reader<'t> {
    fn value(&mut self, value: &'t RawValue, header: Option<(&str, &str)>, depth: usize) {
        let piece = value.get();
        let offset = piece.as_ptr() as usize - self.text.as_ptr() as usize;
        let position = self.finder.at(offset);
        if let Ok(outline) = serde_json::from_str::<Outline<'t>>(piece)
            && let Some(of) = list::items_kind(&outline.kind)
            && let Some(items) = outline.items
            && (of.is_empty() || items.iter().all(|item| item.get().starts_with('{')))
        {
            if depth == list::MAX_NESTING {
                let message = format!("Lists are nested deeper than {} levels", list::MAX_NESTING);
                return self.read.problems.push(Problem { position, message });
            }
            let header = (!of.is_empty()).then_some((outline.api_version.as_ref(), of));
            return items.into_iter().for_each(|item| self.value(item, header, depth + 1));
        }
        let json = header
            .and_then(|(version, kind)| list::with_header(piece, version, kind))
            .map_or(Cow::Borrowed(piece), Cow::Owned);
        self.read.documents.push(Document { json, position });
    }
}

/// A value that should be a text; what is none is as good as empty here, and refused later.
fn text<'t>(value: &RawValue) -> Cow<'t, str> {
    serde_json::from_str::<String>(value.get()).map(Cow::Owned).unwrap_or_default()
}

/// As much of a document as tells whether it is a List. The last of duplicate keys counts.
#[derive(Default)]
struct Outline<'t> {
    api_version: Cow<'t, str>,
    kind: Cow<'t, str>,
    items: Option<Vec<&'t RawValue>>,
}

impl<'de: 't, 't> Deserialize<'de> for Outline<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Outline<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut outline = Outline::default();
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    match key.as_ref() {
                        "apiVersion" => outline.api_version = text(map.next_value()?),
                        "kind" => outline.kind = text(map.next_value()?),
                        "items" => {
                            let items: &RawValue = map.next_value()?;
                            outline.items = serde_json::from_str(items.get()).ok();
                        }
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(outline)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}
