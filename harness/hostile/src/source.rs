//! Text to documents.

use std::io::Read;

use json::Json;
use source::{Bundle, Position, Problem, Question};

use crate::planted::PLANTED;

/// Holds what is read of a text to what the text is.
pub fn source(bytes: &[u8]) {
    let text = match source::decode(bytes) {
        Ok(text) => text,
        Err(problem) => return is_told(bytes, &problem),
    };
    let read = source::read(text);
    assert_eq!(read, source::read(text), "it is not the same twice");
    for problem in &read.problems {
        is_told(bytes, problem);
        let before = text.get(..problem.position.offset).expect("between two characters");
        assert_eq!(problem.position, Position::after(before));
    }
    for document in &read.documents {
        let before = text.get(..document.range.start).expect("between two characters");
        assert_eq!(document.position, Position::after(before));
        let piece = text.get(document.range.clone()).expect("a piece of the text");
        // White space of YAML's: a form feed is a part of what is written.
        assert!(!piece.starts_with([' ', '\t', '\n', '\r']), "{piece:?}");
        if let Err(error) = Json::parse(&document.json) {
            assert_eq!(error.to_string(), "it is nested deeper than 128 levels");
        }
    }
    a_good_document_behind_it_is_read(text);
    it_is_the_same_as_a_stream(bytes);
    // Long texts take their time: so many times more than short ones.
    if bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) == 0 {
        source_in_a_list(bytes);
    }
}

fn is_told(bytes: &[u8], problem: &Problem) {
    let Problem { position, message } = problem;
    assert!(!message.is_empty() && message.len() < 200, "{message}");
    assert!(message.chars().all(|letter| !letter.is_control()), "{message:?}");
    assert!(position.line > 0 && position.column > 0 && position.offset <= bytes.len());
}

fn a_good_document_behind_it_is_read(text: &str) {
    // A directive would be one for the document behind it, and a comment belongs to it.
    let leads = text.lines().any(|line| line.starts_with(['%', '#']));
    let end = if leads { "\n..." } else { "" };
    let both = format!("{text}{end}\n---\n{PLANTED}");
    let wanted = source::read(PLANTED).documents;
    let found = source::read(&both).documents;
    for one in &wanted {
        assert!(found.iter().any(|other| one.json == other.json), "{both}");
    }
}

/// Gives a few bytes at a time.
struct Slow<'b>(&'b [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let length = self.1.min(to.len());
        self.0.read(to.get_mut(..length).unwrap_or_default())
    }
}

fn it_is_the_same_as_a_stream(bytes: &[u8]) {
    let question = Question::default();
    let (mut whole, mut stream) = (Bundle::default(), Bundle::default());
    whole.add("-", bytes.to_vec());
    let step = usize::from(bytes.first().copied().unwrap_or_default()) + 1;
    stream.read("-", &mut Slow(bytes, step)).expect("no error of its own");
    assert_eq!(whole.payload("{}", &question), stream.payload("{}", &question));
}

/// Holds what is read of a long List with the text in it, item by item and anew where that fails, to what is read of it
/// at once.
pub fn source_in_a_list(bytes: &[u8]) {
    let Ok(text) = source::decode(bytes) else { return };
    const ITEM: &str = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{}}";
    let json = format!("{ITEM},\n").repeat(LONG / ITEM.len());
    let json = format!("{{\"kind\":\"List\",\"items\":[{json}{text},\n{ITEM}]}}\n");
    let yaml = format!("- {ITEM}\n").repeat(LONG / ITEM.len());
    let item = text.replace('\n', "\n  ");
    let yaml = format!("items:\n{yaml}- {item}\n- {ITEM}\nkind: List\n");
    for long in [json, yaml] {
        let read = |bundle: &mut Bundle| bundle.read("-", &mut long.as_bytes());
        let by_item = Bundle::gather(None, false, read).expect("no error of its own");
        let at_once = |bundle: &mut Bundle| {
            bundle.add("-", long.clone().into_bytes());
            Ok::<_, ()>(())
        };
        let at_once = Bundle::gather(None, false, at_once).expect("no error of its own");
        let question = Question::default();
        assert_eq!(by_item.payload("{}", &question), at_once.payload("{}", &question));
    }
}

/// More than is read at once, in bytes.
const LONG: usize = 300_000;
