//! What no quick test of changes of a text held until single changes of the core showed it.
#![allow(clippy::disallowed_types, missing_docs)]

use json::Json;
use policy::patch::Patch;
use source::{Object, document, edits, read};

/// The text after steps on its document of that number.
fn patched_at(text: &str, place: usize, steps: &str) -> Option<String> {
    let read = read(text);
    let patch: Patch<'_> = serde_json::from_str(steps).expect("a patch");
    let splices = edits(text, &read.documents[place], &patch)?;
    let mut changed = text.to_owned();
    for splice in splices.iter().rev() {
        changed.replace_range(splice.range.clone(), &splice.text);
    }
    Some(changed)
}

fn added(text: &str, path: &str, value: &str) -> Option<String> {
    patched_at(text, 0, &format!(r#"[{{"op":"add","path":"{path}","value":{value}}}]"#))
}

fn removed(text: &str, path: &str) -> Option<String> {
    patched_at(text, 0, &format!(r#"[{{"op":"remove","path":"{path}"}}]"#))
}

#[test]
fn what_begins_right_behind_a_byte_order_mark_is_found_and_changed() {
    for before in ["\u{feff}", "a: 1\n...\n\u{feff}", "\u{feff}a: 1\n---\n"] {
        let text = format!("{before}a: 1\nb:\n  c: 2\n");
        let read = read(&text);
        let (place, document) = read.documents.iter().enumerate().next_back().expect("a document");
        let range = Object::of(&text, document).range(Some("/b/c"));
        assert_eq!(&text[range], "2", "{text:?}");
        let steps = r#"[{"op":"replace","path":"/b/c","value":3}]"#;
        let wanted = text.replace('2', "3");
        assert_eq!(patched_at(&text, place, steps), Some(wanted), "{text:?}");
    }
}

#[test]
fn between_brackets_everything_new_is_in_one_line() {
    let text = "a: { b: 1 }\n";
    let wanted = "a: { b: 1, c: { x: 1, z: [2, {}] } }\n";
    assert_eq!(added(text, "/a/c", r#"{"x":1,"z":[2,{}]}"#).as_deref(), Some(wanted));
    assert_eq!(
        added("a: { b: [1] }\n", "/a/b", "{\"c\":{}}").as_deref(),
        Some("a: { b: { c: {} } }\n")
    );
    assert_eq!(document(&Json::parse("[{},[]]").expect("JSON")), "- {}\n- []\n");
}

#[test]
fn json_is_changed_as_json_whatever_yaml_makes_of_it() {
    let text = r#"{"a":"\ud83d\ude00","b":{"c":[1]}}"#;
    let wanted = r#"{"a":"\ud83d\ude00","b":{"c":[1],"d":2}}"#;
    assert_eq!(added(text, "/b/d", "2").as_deref(), Some(wanted));
    let wanted = r#"{"a":"\ud83d\ude00","b":{"c":[1,2]}}"#;
    assert_eq!(added(text, "/b/c/-", "2").as_deref(), Some(wanted));
    let wanted = r#"{"a":"\ud83d\ude00","b":{"c":[]}}"#;
    assert_eq!(removed(text, "/b/c/0").as_deref(), Some(wanted));
}

#[test]
fn a_scalar_stands_before_the_first_block_where_no_alphabet_rules() {
    let text = "b: 1\na: 2\nz:\n  x: 1\nc: 3\n";
    assert_eq!(added(text, "/k", "5").as_deref(), Some("b: 1\na: 2\nk: 5\nz:\n  x: 1\nc: 3\n"));
    let wanted = "b: 1\na: 2\nz:\n  x: 1\nc: 3\nk:\n- 5\n";
    assert_eq!(added(text, "/k", "[5]").as_deref(), Some(wanted));
}

#[test]
fn an_element_stands_at_its_place_and_nowhere_behind_the_end() {
    let text = "a:\n- x\n- y\n";
    assert_eq!(added(text, "/a/0", "\"z\"").as_deref(), Some("a:\n- z\n- x\n- y\n"));
    assert_eq!(added(text, "/a/1", "\"z\"").as_deref(), Some("a:\n- x\n- z\n- y\n"));
    assert_eq!(added(text, "/a/2", "\"z\"").as_deref(), Some("a:\n- x\n- y\n- z\n"));
    assert_eq!(added(text, "/a/3", "\"z\""), None);
    assert_eq!(added("a: [x]\n", "/a/2", "\"z\""), None);
    assert_eq!(added("[]\n", "/-", "1").as_deref(), Some("[1]\n"));
}

#[test]
fn a_block_gives_way_to_a_block_as_far_to_the_right() {
    let text = "a:\n  b:\n    c :\n      d: 1\n";
    let wanted = "a:\n  b:\n    c :\n      e:\n        f: 2\n";
    assert_eq!(added(text, "/a/b/c", r#"{"e":{"f":2}}"#).as_deref(), Some(wanted));
    assert_eq!(added(text, "/a/b/c", "5").as_deref(), Some("a:\n  b:\n    c : 5\n"));
    let items = "apiVersion: v1\nkind: List\nitems:\n- a:\n    x: 1\n- b: 2\n";
    let wanted = items.replace("    x: 1\n", "    w:\n      z: 2\n");
    assert_eq!(added(items, "/a", r#"{"w":{"z":2}}"#), Some(wanted));
    assert_eq!(added("a: [1, 2]\n", "/a", "5").as_deref(), Some("a: 5\n"));
    assert_eq!(added("a:\n- 1\n- 2\n", "/a", "5").as_deref(), Some("a: 5\n"));
}

#[test]
fn the_last_element_between_brackets_leaves_them_where_they_are() {
    assert_eq!(removed("a:   [x] # b\n", "/a/0").as_deref(), Some("a:   [] # b\n"));
    assert_eq!(removed("a :\n  b: 1\n", "/a/b").as_deref(), Some("a : {}\n"));
    assert_eq!(removed("a: { b: 1 }\n", "/a/b").as_deref(), Some("a: {}\n"));
    assert_eq!(removed("{a: {b: [x]}}\n", "/a/b/0").as_deref(), Some("{a: {b: []}}\n"));
}

#[test]
fn what_is_anchored_in_a_later_document_is_changed_where_nothing_else_shares_it() {
    let text = "x: 1\n---\na: &x { b: 1 }\nc: *x\nd: 3\n";
    let step = r#"[{"op":"add","path":"/d","value":4}]"#;
    assert_eq!(patched_at(text, 1, step), Some(text.replace("d: 3", "d: 4")));
    let step = r#"[{"op":"add","path":"/a/b","value":4}]"#;
    assert_eq!(patched_at(text, 1, step), None);
    let list = "x: 1\n---\nkind: List\nitems:\n- a: &x { b: 1 }\n  e: 1\n- c: *x\n  e: 1\n";
    assert_eq!(patched_at(list, 1, step), None, "another item has it too");
    let step = r#"[{"op":"add","path":"/e","value":2}]"#;
    let wanted = list.replacen("e: 1", "e: 2", 1);
    assert_eq!(patched_at(list, 1, step), Some(wanted));
    assert_eq!(patched_at(list, 2, step), None, "what it shares is not in its own text");
}

#[test]
fn what_a_merge_key_brings_in_is_there_but_not_to_be_changed_here() {
    let text = "base: &b [{ x: 1 }, { y: 2 }]\nown:\n  <<: *b\n  z: 3\n";
    let lists = text.replace("&b [{ x: 1 }, { y: 2 }]", "[&b { x: 1 }, &c { y: 2 }]");
    let lists = lists.replace("<<: *b", "<<: [*b, *c]");
    let json = &read(&lists).documents[0].json;
    assert!(json.contains(r#""own":{"y":2,"x":1,"z":3}"#), "{json}");
    assert_eq!(added(&lists, "/own/z", "4"), Some(lists.replace("z: 3", "z: 4")));
    assert_eq!(added(&lists, "/base/0/x", "4"), None);
}

#[test]
fn a_problem_behind_the_end_of_a_document_has_its_line() {
    let line = |text: &str| read(text).problems[0].position.line;
    assert_eq!(line("a: 1\n...\nb: [}\n"), 3);
    assert_eq!(line("a: 1\n---\nb: [}\n"), 3);
    assert_eq!(line("a: 1\n...\n---\nb: [}\n"), 4);
}

#[test]
fn a_pointer_leads_to_what_a_merge_key_brings_in_and_behind_anchors_and_tags() {
    let text = "one: &a { x: 1 }\ntwo: &b !!map\n  y: 2\nown:\n  <<: [*b, *a]\n  z: 3\n";
    let read = read(text);
    let object = Object::of(text, &read.documents[0]);
    let pointed = |pointer: &str| &text[object.range(Some(pointer))];
    assert_eq!((pointed("/own/x"), pointed("/own/z")), ("1", "3"));
    let extent = |pointer: &str| object.extent(pointer).map(|range| &text[range]);
    assert_eq!(extent("/one"), Some("{ x: 1 }"));
    assert_eq!(extent("/two"), Some("y: 2"));
}
