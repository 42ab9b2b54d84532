//! YAML: documents one after the other. A broken one spoils no other.

use std::borrow::Cow;

use granit_parser::{Event, Parser, options};

use crate::list;
use crate::tree::{Builder, Node, Value, position};
use crate::{Document, Problem, Text, body};

pub(crate) fn read(text: &str) -> Text<'_> {
    let body = body(text);
    let start = text.len() - body.len();
    let mut parser = Parser::new_from_str_with_options(body, options! { emit_comments: false });
    let mut builder = Builder::default();
    let mut read = Text::default();
    loop {
        let problem = match parser.next_event() {
            None => break,
            Some(Ok((Event::DocumentStart(..), _))) => {
                builder = Builder::default();
                continue;
            }
            Some(Ok((Event::DocumentEnd, _))) => {
                if let Some(root) = std::mem::take(&mut builder).finish() {
                    unpack(&root, None, 0, &mut read);
                }
                continue;
            }
            Some(Ok((event, span))) => match builder.event(event, span) {
                Ok(()) => continue,
                Err(problem) => problem,
            },
            Some(Err(error)) => {
                let message = format!("it is not YAML: {}", error.kind());
                Problem { position: position(error.marker()), message }
            }
        };
        let hint = if is_template(body, problem.position.line) { TEMPLATE } else { "" };
        let message = problem.message + hint;
        read.problems.push(Problem { message, ..problem });
        builder = Builder::default();
        if !parser.proceed_next_document().unwrap_or(false) {
            break;
        }
    }
    for document in &mut read.documents {
        document.position.offset += start;
    }
    for problem in &mut read.problems {
        problem.position.offset += start;
    }
    read
}

const TEMPLATE: &str = "; it looks like a template: render it with `helm template` first";

fn is_template(body: &str, line: usize) -> bool {
    body.lines().nth(line.saturating_sub(1)).is_some_and(|line| line.contains("{{"))
}

fn unpack(node: &Node<'_>, header: Option<(&str, &str)>, depth: usize, read: &mut Text<'_>) {
    let kind = node.get("kind").and_then(Node::text).unwrap_or_default();
    if let Some(of) = list::items_kind(kind)
        && let Some(Node { value: Value::Sequence(items), .. }) = node.get("items")
        && (of.is_empty() || items.iter().all(|item| matches!(item.value, Value::Mapping(_))))
    {
        if depth == list::MAX_NESTING {
            let message = format!("Lists are nested deeper than {} levels", list::MAX_NESTING);
            return read.problems.push(Problem { position: node.position, message });
        }
        let version = node.get("apiVersion").and_then(Node::text).unwrap_or_default();
        let header = (!of.is_empty()).then_some((version, of));
        return items.iter().for_each(|item| unpack(item, header, depth + 1, read));
    }
    if let Some(position) = node.repeated("kind") {
        let message = "the key `kind` stands twice in one document: is a `---` missing before it?";
        return read.problems.push(Problem { position, message: message.to_owned() });
    }
    // A file of comments, or `---` at its end, is no document.
    if depth == 0 && matches!(node.value, Value::Scalar(crate::scalar::Scalar::Null)) {
        return;
    }
    let mut json = String::new();
    node.write(&mut json);
    let json =
        header.and_then(|(version, kind)| list::with_header(&json, version, kind)).unwrap_or(json);
    read.documents.push(Document { json: Cow::Owned(json), position: node.position });
}
