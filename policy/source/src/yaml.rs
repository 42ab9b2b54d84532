//! YAML: documents one after the other. A broken one spoils no other.

mod build;
mod offsets;

use std::borrow::Cow;

use saphyr_parser::{Event, Parser};

use crate::position::{Finder, Position};
use crate::tree::{Node, Value};
use crate::{Document, Problem, Text, body, list, pieces};
use build::Builder;
use offsets::Offsets;

/// Reads one document, or several behind one marker.
pub(crate) fn read<'t>(text: &'t str, progress: &mut dyn FnMut(usize)) -> Text<'t> {
    let body = body(text);
    let mut read = Text::default();
    let start = Position::within(text.get(..text.len() - body.len()).unwrap_or_default());
    document(body, start, 0, &mut read, progress);
    progress(text.len());
    read
}

/// Reads an item of a List.
pub(crate) fn read_item(text: &str) -> Text<'_> {
    let mut read = Text::default();
    document(text, Position::START, 1, &mut read, &mut |_| ());
    read
}

/// The tree of one object's piece of the text. What stands before it in its line counts as white space,
/// so that it is as far to the right as it was; ranges are those of the piece.
pub(crate) fn tree(piece: &str, column: usize) -> Option<Node<'static>> {
    let padded = format!("{}{piece}", " ".repeat(column));
    let mut roots = Vec::new();
    let offsets = Offsets::new(&padded);
    let mut nobody = |_| ();
    let start = Position::START;
    let problem =
        events(&padded, start, &offsets, false, &mut |root| roots.push(root), &mut nobody).err();
    if problem.is_some() || roots.len() != 1 {
        return None;
    }
    let root = roots.pop()?.into_owned(column);
    // Not what it was within its text: an alias of something outside, for one.
    (root.range.end <= piece.len()).then_some(root)
}

/// Reads a piece that begins at `start`: behind the mark that may stand before it.
fn document<'t>(
    piece: &'t str,
    start: Position,
    depth: usize,
    read: &mut Text<'t>,
    progress: &mut dyn FnMut(usize),
) {
    let offsets = Offsets::new(piece);
    let mut documents = Text::default();
    let mut take = |root| {
        let finder = Finder::new(piece);
        let mut unpacking = Unpacking { start, finder, read: &mut documents };
        unpacking.value(&root, None, depth);
    };
    let outcome = events(piece, start, &offsets, true, &mut take, progress);
    read.documents.append(&mut documents.documents);
    read.problems.append(&mut documents.problems);
    if let Err(problem) = outcome {
        let hint = if is_template(piece, problem.position.line) { TEMPLATE } else { "" };
        read.problems.push(Problem { message: problem.message + hint, ..problem });
    }
}

/// Parses a piece, and hands over the value of each document in it; `packs` as [`Builder::new`] has it.
fn events<'t>(
    piece: &'t str,
    start: Position,
    offsets: &Offsets<'_>,
    packs: bool,
    take: &mut dyn FnMut(Node<'t>),
    progress: &mut dyn FnMut(usize),
) -> Result<(), Problem> {
    let mut builder = Builder::new(piece, packs);
    let mut count = 0;
    for event in Parser::new_from_str(piece) {
        let (event, span) = event.map_err(|error| {
            // What is missing at the end is missing where the text ends, not some lines below.
            let end = piece.trim_end().len();
            let offset = offsets.at(error.marker().index()).min(end);
            let within = Position::within(piece.get(..offset).unwrap_or_default());
            let position = within.behind(start);
            // It may name a character of the text.
            let info = error.info();
            let reason = pieces::find(info, ": `").and_then(|end| info.get(..end)).unwrap_or(info);
            Problem { position, message: format!("it is not YAML: {reason}") }
        })?;
        match event {
            Event::DocumentStart(_) => builder = Builder::new(piece, packs),
            Event::DocumentEnd => {
                let ended = std::mem::replace(&mut builder, Builder::new(piece, packs));
                ended.finish().into_iter().for_each(&mut *take);
            }
            event => {
                let range = offsets.at(span.start.index())..offsets.at(span.end.index());
                count += 1;
                if count % PROGRESS == 0 {
                    progress(start.offset + range.start);
                }
                builder.event(event, range).map_err(|message| {
                    // At the end of a text the parser's own line and column are not those of its place.
                    let offset = offsets.at(span.start.index());
                    let within = Position::within(piece.get(..offset).unwrap_or_default());
                    Problem { position: within.behind(start), message }
                })?;
            }
        }
    }
    Ok(())
}

/// How many events of the parser stand between two tellings of how far it is.
const PROGRESS: usize = 8192;

const TEMPLATE: &str = "; it looks like a template: render it with `helm template` first";

fn is_template(piece: &str, line: usize) -> bool {
    piece.lines().nth(line.saturating_sub(1)).is_some_and(|line| pieces::find(line, "{{").is_some())
}

/// Takes Lists apart.
struct Unpacking<'r, 't> {
    start: Position,
    finder: Finder<'t>,
    read: &'r mut Text<'t>,
}

impl Unpacking<'_, '_> {
    fn position(&mut self, offset: usize) -> Position {
        self.finder.at(offset).behind(self.start)
    }

    fn problem(&mut self, offset: usize, message: String) {
        let position = self.position(offset);
        self.read.problems.push(Problem { position, message });
    }

    fn value(&mut self, node: &Node<'_>, header: Option<(&str, &str)>, depth: usize) {
        let kind = node.get("kind").and_then(Node::text).unwrap_or_default();
        if let Some(of) = list::items_kind(kind)
            && let Some(Node { value: Value::Sequence(items), .. }) = node.get("items")
            && (of.is_empty() || items.iter().all(Node::is_mapping))
        {
            if depth == list::MAX_NESTING {
                let message = format!("Lists are nested deeper than {} levels", list::MAX_NESTING);
                return self.problem(node.range.start, message);
            }
            let version = node.get("apiVersion").and_then(Node::text).unwrap_or_default();
            let header = (!of.is_empty()).then_some((version, of));
            return items.iter().for_each(|item| self.value(item, header, depth + 1));
        }
        if let Some(place) = node.repeated("kind") {
            let message =
                "the key `kind` stands twice in one document: is a `---` missing before it?";
            return self.problem(place, message.to_owned());
        }
        // A file of comments, or `---` at its end, is no document.
        if depth == 0 && node.is_null() {
            return;
        }
        let json = node.json();
        let json = header
            .and_then(|(version, kind)| list::with_header(&json, version, kind))
            .unwrap_or(json);
        let position = self.position(node.range.start);
        let start = self.start.offset;
        let range = start + node.range.start..start + node.range.end;
        self.read.documents.push(Document { json: Cow::Owned(json), position, range });
    }
}
