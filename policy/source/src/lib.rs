//! Text to Kubernetes objects with their positions, YAML (many documents) and JSON, Lists unpacked; and
//! back: which range of a text a finding is about, and what a patch changes in it.
//!
//! YAML is read as the API server's clients read it (sigs.k8s.io/yaml, which is go-yaml v2): YAML 1.1
//! words for booleans, merge keys, the last of duplicate keys. Nothing of the text is ever repeated in
//! a [`Problem`].

mod bundle;
mod edit;
mod json;
mod list;
mod locate;
mod number;
mod pieces;
mod position;
mod scalar;
mod sift;
mod splice;
mod stream;
mod tree;
mod values;
mod write;
mod yaml;

use std::borrow::Cow;
use std::ops::Range;

pub use bundle::{Bundle, Counting, Question};
pub use edit::edits;
pub use locate::Object;
use pieces::Piece;
pub use position::{Position, Ruler};
pub use splice::Splice;

/// One object of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Document<'t> {
    /// The object as JSON.
    pub json: Cow<'t, str>,
    /// Where it begins.
    pub position: Position,
    /// The range of the text that it takes up, in bytes.
    pub range: Range<usize>,
}

/// Why a part of a text could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub position: Position,
    /// Why; lower case, without the text itself.
    pub message: String,
}

/// What a text holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text<'t> {
    /// Its objects, in order, Lists unpacked.
    pub documents: Vec<Document<'t>>,
    /// What could not be read; what stands around it was.
    pub problems: Vec<Problem>,
}

/// Reads a text, each document of it by itself: JSON if it begins like JSON and is, else YAML.
pub fn read(text: &str) -> Text<'_> {
    read_with(text, &mut |_| ())
}

/// How long an object may be, in bytes of JSON. An API server takes 3 MB, and keeps half of that.
const MAX_OBJECT: usize = 8 << 20;

/// How many bytes are read between two tellings of how far a reading is.
const TELLING: usize = 65_536;

/// Reads a text, and tells now and then how many of its bytes are read.
pub fn read_with<'t>(text: &'t str, progress: &mut dyn FnMut(usize)) -> Text<'t> {
    read_from(text, Position::start_of(text.as_bytes()), progress)
}

/// Reads a text of which `start` is the first point.
pub(crate) fn read_from<'t>(
    text: &'t str,
    start: Position,
    progress: &mut dyn FnMut(usize),
) -> Text<'t> {
    let mut told = 0;
    let mut read = Text::default();
    for Piece { range, line } in pieces::cut(text) {
        let start = match range.start {
            0 => start,
            offset => Position { line: line + 1, column: 1, offset },
        };
        let piece = text.get(range.clone()).unwrap_or_default();
        let progress = &mut |bytes| {
            let bytes = range.start + bytes;
            if bytes >= told + TELLING {
                told = bytes;
                progress(bytes);
            }
        };
        read.take(read_piece(piece, progress), start);
    }
    read
}

/// Reads a piece that holds nothing but values of JSON.
pub(crate) fn read_json(text: &str) -> Option<Text<'_>> {
    let json = json::read(text, &mut |_| ());
    if !json.problems.is_empty() {
        return None;
    }
    let mut read = Text::default();
    read.take(json, Position::START);
    Some(read)
}

/// Reads a piece; its places count from where it begins.
fn read_piece<'t>(piece: &'t str, progress: &mut dyn FnMut(usize)) -> Text<'t> {
    let looks_like_json = body(piece).trim_start().starts_with(['{', '[']);
    if !looks_like_json {
        return yaml::read(piece, progress);
    }
    let json = json::read(piece, progress);
    if json.problems.is_empty() {
        return json;
    }
    // YAML's flow style looks like JSON; a broken JSON file is told of as JSON.
    let yaml = yaml::read(piece, progress);
    let is_template = body(piece).trim_start().starts_with("{{");
    if yaml.problems.is_empty() || is_template { yaml } else { json }
}

impl<'t> Text<'t> {
    /// Takes in what a piece holds that begins at `start`.
    fn take(&mut self, piece: Text<'t>, start: Position) {
        for mut document in piece.documents {
            document.position = document.position.behind(start);
            let Range { start: from, end } = document.range;
            document.range = start.offset + from..start.offset + end;
            if document.json.len() > MAX_OBJECT {
                let message = "it is longer than 8 MiB, as no object is";
                let position = document.position;
                self.problems.push(Problem { position, message: message.to_owned() });
            } else {
                self.documents.push(document);
            }
        }
        for problem in piece.problems {
            self.problems.push(Problem { position: problem.position.behind(start), ..problem });
        }
    }
}

/// Reads a text that may not be one.
///
/// # Errors
/// The bytes are not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    let start = Position::start_of(bytes);
    decode_piece(bytes)
        .map_err(|problem| Problem { position: problem.position.behind(start), ..problem })
}

/// Reads a piece, as [`decode`] does a text.
pub(crate) fn decode_piece(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = std::str::from_utf8(good).unwrap_or_default();
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let message = match bytes {
            _ if utf16 => "it is UTF-16; save it as UTF-8",
            [0x1f, 0x8b, ..] => "it is compressed: unpack it with gunzip first",
            _ => "it is not UTF-8 text",
        };
        Problem { position: Position::within(before), message: message.to_owned() }
    })
}

/// A value as a document of YAML, which reads back as the same.
pub fn document(value: &::json::Json<'_>) -> String {
    write::block(value, 0, "\n") + "\n"
}

/// The only object of a text as JSON, such as settings; `{}` where there is none.
///
/// # Errors
/// It cannot be read, or holds several.
pub fn only(text: &str) -> Result<String, Problem> {
    let mut read = read(text);
    let mut documents = read.documents.drain(..);
    match (read.problems.pop(), documents.next(), documents.next()) {
        (Some(problem), ..) => Err(problem),
        (None, None, _) => Ok("{}".to_owned()),
        (None, Some(one), None) => Ok(one.json.into_owned()),
        (None, _, Some(second)) => {
            let message = "it holds more than one document".to_owned();
            Err(Problem { position: second.position, message })
        }
    }
}

/// The text without the mark.
fn body(text: &str) -> &str {
    text.strip_prefix(position::MARK).unwrap_or(text)
}
