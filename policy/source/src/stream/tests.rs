//! How a text is cut.

use std::cell::Cell;
use std::io::{self, Read};

use super::{As, CHUNK, Form, MUCH_JSON, Take, cut};
use crate::Problem;
use crate::position::{Finder, Position};

/// Pieces, each where it begins.
struct Pieces(Vec<(Vec<u8>, Position)>);

impl Take for Pieces {
    fn piece(&mut self, piece: Vec<u8>, start: Position, taken: As) -> Result<(), Vec<u8>> {
        let text = std::str::from_utf8(&piece).expect("text");
        if taken == As::Json && crate::read_json(text).is_none() {
            return Err(piece);
        }
        self.0.push((piece, start));
        Ok(())
    }

    fn takes_items(&self) -> bool {
        false
    }

    fn item(&mut self, _: &str, _: Position, _: Form<'_>) -> bool {
        false
    }

    fn misread(&mut self, _: Problem, _: bool) {}
}

/// The pieces of a text, which together are the text, each where it says.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Pieces(Vec::new());
    cut(&mut text.as_bytes(), &mut pieces).expect("read");
    let Pieces(all) = pieces;
    let mut before = 0;
    for (piece, start) in &all {
        let lines = text[..before].matches('\n').count();
        let first = Position::start_of(text.as_bytes());
        let column = if before == 0 { first.column } else { 1 };
        let expected = Position { line: lines + 1, column, offset: before };
        assert_eq!(*start, expected);
        before += piece.len();
    }
    let pieces: Vec<_> = all.into_iter().map(|(piece, _)| String::from_utf8(piece)).collect();
    let pieces: Vec<String> = pieces.into_iter().map(|piece| piece.expect("text")).collect();
    assert_eq!(pieces.concat(), text);
    pieces
}

#[test]
fn yaml_is_cut_at_its_markers() {
    let text = "# a\n%YAML 1.1\n---\na: 1\n---\nb: 2\n...\n# c\nc: 3";
    assert_eq!(pieces(text), ["# a\n%YAML 1.1\n---\na: 1\n", "---\nb: 2\n...\n", "# c\nc: 3"]);
}

#[test]
fn much_json_is_cut_between_its_values_whatever_their_strings_hold() {
    let values = [
        "{\n \"a\": [\"]]\",\n 1]}\n",
        "{\n \"a\": [\"[[\", \"x\\\"[\"],\n \"b\": 1}\n",
        "{\n \"a\": \"\\\\\",\n \"b\": \"[\"}\n",
        "{\"a\": {\"b\":\n [{}]}\n}\n",
    ];
    for value in values {
        let text = format!("\u{feff}\n {}", value.repeat(400_000 / value.len()));
        let pieces = pieces(&text);
        assert!(pieces.len() > 4, "{value} {}", pieces.len());
        for piece in &pieces[..pieces.len() - 1] {
            let length = piece.len();
            assert!((MUCH_JSON..MUCH_JSON + value.len() + 5).contains(&length), "{value} {length}");
        }
        assert!(pieces[1..].iter().all(|piece| piece.starts_with('{')), "{value}");
    }
}

#[test]
fn what_only_begins_like_json_is_not_cut_between_brackets() {
    let text = format!("{{a: 1}}\n{}", "[b, c]\n".repeat(20_000));
    assert_eq!(pieces(&text).len(), 1);
}

#[test]
fn behind_a_value_longer_than_is_read_at_once_reading_goes_on() {
    let rest = ["{\"b\": 1}\n", "---\nc: 1\n---\nd: 1"];
    for head in ["{\"a\":", "\u{feff}\n{\"a\":"] {
        let long = format!("{head} [\n{}1]}}\n", "1,\n".repeat(CHUNK));
        let text = long.clone() + &rest.concat();
        assert_eq!(pieces(&text), [&long, rest[0], "---\nc: 1\n", "---\nd: 1"]);
        let yaml = text.replacen("\"a\"", "a", 1);
        let first = long.replacen("\"a\"", "a", 1) + rest[0];
        assert_eq!(pieces(&yaml), [&first, "---\nc: 1\n", "---\nd: 1"]);
    }
}

/// Items of a List, and how far the text was read when each came.
struct Items<'t> {
    read: &'t Cell<usize>,
    items: Vec<(String, Position, usize)>,
    pieces: Vec<String>,
}

impl Take for Items<'_> {
    fn piece(&mut self, piece: Vec<u8>, _: Position, _: As) -> Result<(), Vec<u8>> {
        self.pieces.push(String::from_utf8(piece).expect("text"));
        Ok(())
    }

    fn takes_items(&self) -> bool {
        true
    }

    fn item(&mut self, item: &str, start: Position, _: Form<'_>) -> bool {
        self.items.push((item.to_owned(), start, self.read.get()));
        true
    }

    fn misread(&mut self, problem: Problem, _: bool) {
        panic!("{problem:?}");
    }
}

/// Tells how much of it was read.
struct Counted<'t>(&'t [u8], &'t Cell<usize>);

impl Read for Counted<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(to)?;
        self.1.set(self.1.get() + read);
        Ok(read)
    }
}

#[test]
fn items_of_a_long_list_come_as_they_are_read_each_where_it_begins() {
    let json = |number: usize| format!("    {{\n      \"é\": {number}\n    }}");
    let items: Vec<String> = (0..30_000).map(json).collect();
    let json =
        format!("{{\n  \"items\": [\n{}\n  ],\n  \"kind\": \"List\"\n}}\n", items.join(",\n"));
    let yaml = |number: usize| format!("- é: {number}\n  b: |\n    - c\n\n    # d\n# e\n");
    let items: Vec<String> = (0..30_000).map(yaml).collect();
    let yaml = format!("apiVersion: v1\nitems:\n{}kind: List\nmetadata:\n  a: b\n", items.concat());
    for text in [json, yaml] {
        let whole = format!("{text}---\na: 1\n");
        let read = Cell::new(0);
        let mut taken = Items { read: &read, items: Vec::new(), pieces: Vec::new() };
        cut(&mut Counted(whole.as_bytes(), &read), &mut taken).expect("read");
        assert_eq!(
            (taken.items.len(), taken.pieces.as_slice()),
            (30_000, &["---\na: 1\n".to_owned()][..])
        );
        let mut finder = Finder::new(&whole);
        for (item, start, read) in taken.items {
            let Position { offset, .. } = start;
            assert_eq!(start, finder.at(offset));
            assert_eq!(
                item.trim_start_matches(' '),
                whole[offset..offset + item.len()].trim_start_matches([' ', '-'])
            );
            assert!(read <= offset + 3 * CHUNK, "{read} bytes are read for an item at {offset}");
        }
    }
}
