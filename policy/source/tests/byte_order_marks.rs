//! Where things stand in a text with byte order marks.
#![allow(clippy::disallowed_types, missing_docs)]

use source::{Position, read};

#[test]
fn a_byte_order_mark_is_no_column() {
    let position = |text: &str| read(text).documents[0].position;
    assert_eq!(position("\u{feff}{\"a\": 1}"), Position { line: 1, column: 1, offset: 3 });
    assert_eq!(position("\u{feff}a: 1\n"), Position { line: 1, column: 1, offset: 3 });
}

#[test]
fn a_mark_that_does_not_begin_the_text_is_a_column() {
    let marks =
        ["\u{feff}", "\u{feff}\u{feff}", "\u{feff}a: 1\n---\n\u{feff}", "a: 1\n...\n\u{feff}"];
    for mark in marks {
        for what in ["]", "b: 1\n", "{\"b\": 1}\n", "{\"b\": ]}\n", "[1", "\tb: *c\n"] {
            let text = format!("{mark}{what}");
            let read = read(&text);
            let documents = read.documents.iter().map(|one| (one.position, one.range.start));
            let problems = read.problems.iter().map(|one| (one.position, one.position.offset));
            for (position, offset) in documents.chain(problems) {
                let before = &text[..offset];
                assert_eq!(position, Position::after(before), "{text:?}");
                let line = before.rsplit('\n').next().unwrap_or_default();
                let marked = usize::from(line.len() == offset && text.starts_with('\u{feff}'));
                assert_eq!(position.column, line.chars().count() + 1 - marked, "{text:?}");
            }
        }
    }
}
