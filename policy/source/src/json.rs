//! JSON: one value after the other, each kept as its piece of the text.

use std::borrow::Cow;

use ::json::{Json, ParseError, Part};

use crate::list;
use crate::pieces::find;
use crate::position::Finder;
use crate::{Document, Problem, Text, body};

pub(crate) fn read<'t>(text: &'t str, progress: &mut dyn FnMut(usize)) -> Text<'t> {
    let body = body(text);
    let mut reader = Reader { text, finder: Finder::new(text), read: Text::default() };
    let mut rest = body;
    loop {
        match ::json::first(rest) {
            Ok(None) => return reader.read,
            Ok(Some((value, behind))) => {
                reader.value(value, None, 0);
                rest = behind;
                progress(text.len() - rest.len());
            }
            Err(error) => {
                reader.problem(text.len() - rest.len(), &error);
                // A broken value spoils no other: the next one begins a line.
                let next = rest.get(1..).and_then(|after| find(after, "\n{"));
                let Some(next) = next else { return reader.read };
                rest = rest.get(next + 2..).unwrap_or_default();
            }
        }
    }
}

/// An item of a List: a value with nothing around it but white space. `header` is what the List says of its items.
pub(crate) fn read_item<'t>(text: &'t str, header: Option<(&str, &str)>) -> Text<'t> {
    let mut reader = Reader { text, finder: Finder::new(text), read: Text::default() };
    reader.value(text.trim_matches(WHITE), header, 1);
    reader.read
}

/// White space, as JSON has it.
pub(crate) const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

struct Reader<'t> {
    text: &'t str,
    finder: Finder<'t>,
    read: Text<'t>,
}

/// As much of a value as tells whether it is a List. The last of duplicate keys counts.
#[derive(Default)]
struct Outline<'t> {
    api_version: Cow<'t, str>,
    kind: Cow<'t, str>,
    items: Option<Vec<&'t str>>,
}

impl<'t> Reader<'t> {
    fn problem(&mut self, start: usize, error: &ParseError) {
        let mut offset = (start + error.offset).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let position = self.finder.at(offset);
        let message = format!("it is not JSON: {error}");
        self.read.problems.push(Problem { position, message });
    }

    fn value(&mut self, piece: &'t str, header: Option<(&str, &str)>, depth: usize) {
        let offset = piece.as_ptr() as usize - self.text.as_ptr() as usize;
        let position = self.finder.at(offset);
        let outline = outline(piece);
        if let Some(of) = list::items_kind(&outline.kind)
            && let Some(items) = outline.items
            && (of.is_empty() || items.iter().all(|item| item.starts_with('{')))
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
        let range = offset..offset + piece.len();
        self.read.documents.push(Document { json, position, range });
    }
}

fn outline(piece: &str) -> Outline<'_> {
    let (members, items) = ::json::members_beside(piece, "items").unwrap_or_default();
    let mut outline = Outline { items, ..Outline::default() };
    for (key, part) in members {
        let Part::Text(value) = part else { continue };
        match key.as_ref() {
            "apiVersion" => outline.api_version = word(value),
            "kind" => outline.kind = word(value),
            _ => {}
        }
    }
    outline
}

/// A value that should be a string; what is none is as good as empty here, and refused later.
pub(crate) fn word(value: &str) -> Cow<'_, str> {
    match Json::parse(value) {
        Ok(Json::String(word)) => word,
        _ => Cow::Borrowed(""),
    }
}
