//! Texts to objects: forms, places, and what happens to broken ones.
#![allow(clippy::disallowed_types, missing_docs)]

use source::{Position, decode, read};

fn jsons(text: &str) -> Vec<String> {
    let read = read(text);
    assert_eq!(read.problems, [], "{text}");
    read.documents.into_iter().map(|one| one.json.into_owned()).collect()
}

fn at(line: usize, column: usize, offset: usize) -> Position {
    Position { line, column, offset }
}

#[test]
fn documents_come_one_after_the_other() {
    assert_eq!(
        jsons("a: 1\n---\nb: 2\n...\n---\n# nothing\n---\nc: 3\n"),
        [r#"{"a":1}"#, r#"{"b":2}"#, r#"{"c":3}"#]
    );
    assert_eq!(jsons(""), [""; 0]);
    assert_eq!(jsons("---\n---\n"), [""; 0]);
}

#[test]
fn values_are_those_of_yaml_1_1_and_keys_are_strings() {
    assert_eq!(
        jsons("on: no\ny: yes\n1: 0x10\nnull: ~\n"),
        [r#"{"on":false,"y":true,"1":16,"null":null}"#]
    );
    assert_eq!(
        jsons("a: 'no'\nb: \"1\"\nc: !!str 1\nd: !!int \"1\"\n"),
        [r#"{"a":"no","b":"1","c":"1","d":1}"#]
    );
}

#[test]
fn anchors_aliases_and_merge_keys_are_followed() {
    let text = "base: &base { a: 1, b: 2 }\nother:\n  <<: *base\n  b: 3\n";
    let json: serde_json::Value = serde_json::from_str(&jsons(text)[0]).expect("JSON");
    assert_eq!(json["other"], serde_json::json!({ "a": 1, "b": 3 }));
}

#[test]
fn lists_are_unpacked_in_yaml_and_json_alike() {
    let yaml =
        "kind: List\napiVersion: v1\nitems:\n- kind: A\n- kind: List\n  items: [{ kind: B }]\n";
    assert_eq!(jsons(yaml), [r#"{"kind":"A"}"#, r#"{"kind":"B"}"#]);
    let json = r#"{"kind":"List","items":[{"kind":"A"},{"kind":"List","items":[{"kind":"B"}]}]}"#;
    assert_eq!(jsons(json), [r#"{"kind":"A"}"#, r#"{"kind":"B"}"#]);
}

#[test]
fn items_of_typed_lists_are_told_what_they_are() {
    let json = r#"{"apiVersion":"v1","kind":"SecretList","items":[{"a":1},{}]}"#;
    let expected =
        [r#"{"apiVersion":"v1","kind":"Secret","a":1}"#, r#"{"apiVersion":"v1","kind":"Secret"}"#];
    assert_eq!(jsons(json), expected);
    assert_eq!(jsons("apiVersion: v1\nkind: SecretList\nitems: [{ a: 1 }, {}]\n"), expected);
}

#[test]
fn positions_are_lines_and_columns_from_1_in_code_points_and_offsets_in_bytes() {
    let yaml = "# ü\nkind: List\nitems:\n- kind: A\n- { kind: ü }\n- kind: C\n";
    let places: Vec<Position> = read(yaml).documents.iter().map(|one| one.position).collect();
    assert_eq!(places, [at(4, 3, 25), at(5, 3, 35), at(6, 3, 50)]);
    let json = "\n {\"kind\":\"List\",\"items\":[\n  {\"a\":\"ü\"}, {\"b\":1}]}";
    let places: Vec<Position> = read(json).documents.iter().map(|one| one.position).collect();
    assert_eq!(places, [at(3, 3, 29), at(3, 14, 41)]);
}

#[test]
fn a_byte_order_mark_and_windows_line_endings_are_nothing() {
    assert_eq!(jsons("\u{feff}a: 1\r\n---\r\nb: 2\r\n"), [r#"{"a":1}"#, r#"{"b":2}"#]);
    assert_eq!(jsons("\u{feff}{\"a\":1}\r\n{\"b\":2}"), [r#"{"a":1}"#, r#"{"b":2}"#]);
}

#[test]
fn flow_style_that_is_no_json_is_yaml() {
    assert_eq!(jsons("{ a: [1, two] }\n"), [r#"{"a":[1,"two"]}"#]);
}

#[test]
fn a_broken_document_has_a_place_and_spoils_no_other() {
    for broken in ["a: [1", "a: 'x", "a: b: c", "a:\n\tb: 1", "? [1]\n: 2", "a: *none", "- a\nb: 1"]
    {
        let text = format!("first: 1\n---\n{broken}\n---\nlast: 1\n");
        let read = read(&text);
        let kept: Vec<&str> = read.documents.iter().map(|one| one.json.as_ref()).collect();
        assert_eq!(kept, [r#"{"first":1}"#, r#"{"last":1}"#], "{broken}");
        assert_eq!(read.problems.len(), 1, "{broken}");
        assert!((3..=5).contains(&read.problems[0].position.line), "{broken}: {:?}", read.problems);
    }
}

#[test]
fn a_few_lines_of_aliases_do_not_become_gigabytes() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 10].join(", "));
    }
    let read = read(&text);
    assert!(read.problems[0].message.contains("aliases repeat more than"));
    assert_eq!(read.documents, []);
}

#[test]
fn nesting_has_an_end_in_every_form() {
    let read = |text: String| read(&text).problems.len();
    assert_eq!(read(format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))), 1);
    assert_eq!(read(format!("a: {}{}", "[".repeat(100_000), "]".repeat(100_000))), 1);
    assert_eq!(read("- ".repeat(100_000)), 1);
    let list = r#"{"kind":"List","items":["#;
    assert_eq!(read(format!("{}{}", list.repeat(1000), "]}".repeat(1000))), 1);
}

#[test]
fn a_template_that_was_not_rendered_is_recognised() {
    let read = read("a: {{ .Values.a }}\n");
    assert!(read.problems[0].message.contains("helm template"), "{:?}", read.problems);
}

#[test]
fn bytes_that_are_no_utf_8_have_a_place() {
    assert_eq!(decode(b"a: 1\nb: \xff").expect_err("no text").position, at(2, 4, 8));
    assert_eq!(decode("ü".as_bytes()), Ok("ü"));
}

#[test]
fn two_objects_without_a_line_between_them_are_told() {
    let read = read("kind: A\nname: x\nkind: B\nname: y\n---\nkind: C\n");
    assert_eq!(read.documents.len(), 1);
    assert_eq!(read.problems[0].position, at(3, 1, 16));
    assert!(read.problems[0].message.contains("`---`"));
}

#[test]
fn a_broken_value_in_a_stream_of_json_spoils_no_other() {
    let read = read("{\"kind\":\"A\"}\n{\"kind\":\n{\"kind\":\"B\"}\n");
    let kept: Vec<&str> = read.documents.iter().map(|one| one.json.as_ref()).collect();
    assert_eq!(kept, [r#"{"kind":"A"}"#, r#"{"kind":"B"}"#]);
    assert_eq!(read.problems.len(), 1);
}

#[test]
fn a_list_whose_version_is_no_text_is_a_list_all_the_same() {
    let list = r#"{"apiVersion":null,"kind":"List","items":[{"a":1},{"b":2}]}"#;
    assert_eq!(jsons(list), [r#"{"a":1}"#, r#"{"b":2}"#]);
}

#[test]
fn a_kind_that_only_ends_like_a_list_is_kept_whole() {
    let json = r#"{"kind":"AddressList","items":["x"]}"#;
    assert_eq!(jsons(json), [json]);
    assert_eq!(jsons("kind: AddressList\nitems: [x]\n"), [json]);
}

#[test]
fn a_template_at_the_very_start_is_recognised_too() {
    let read = read("{{ if .Values.x }}\na: 1\n{{ end }}\n");
    assert!(
        read.problems.iter().any(|one| one.message.contains("helm template")),
        "{:?}",
        read.problems
    );
}

#[test]
fn nothing_of_a_text_is_in_a_problem() {
    for text in [
        "a: `secret`\n",
        "a: @secret\n",
        "a: %secret\n",
        "a: *secret\n",
        "a: !secret!x y\n",
        "{\"a\": secret}",
    ] {
        for problem in read(text).problems {
            assert!(!problem.message.contains(['`', '@', '%']), "{text}: {}", problem.message);
            assert!(!problem.message.contains("secret"), "{text}: {}", problem.message);
        }
    }
    assert!(!read("a: `secret`\n").problems.is_empty());
}

#[test]
fn what_has_items_and_is_no_list_is_one_object() {
    let text = "kind: Menu\napiVersion: shop/v1\nitems:\n- &a {b: 1, kind: X}\n- kind: List\n  items: [*a]\n- 2\n";
    let read = source::read(text);
    assert_eq!(read.problems, []);
    let all: Vec<&str> = read.documents.iter().map(|one| one.json.as_ref()).collect();
    let json = r#"{"kind":"Menu","apiVersion":"shop/v1","items":[{"b":1,"kind":"X"},{"kind":"List","items":[{"b":1,"kind":"X"}]},2]}"#;
    assert_eq!(all, [json]);
}

#[test]
fn items_of_a_list_may_be_lists_and_share_anchors() {
    let text = "items:\n- &a {b: 1, kind: X}\n- kind: List\n  items: [*a, {<<: *a, c: 2}]\n- {kind: Y, kind: Z}\nkind: List\n";
    let read = source::read(text);
    let all: Vec<&str> = read.documents.iter().map(|one| one.json.as_ref()).collect();
    assert_eq!(
        all,
        [r#"{"b":1,"kind":"X"}"#, r#"{"b":1,"kind":"X"}"#, r#"{"b":1,"kind":"X","c":2}"#]
    );
    let problems: Vec<_> =
        read.problems.iter().map(|one| (one.position.line, one.position.column)).collect();
    assert_eq!(problems, [(5, 13)]);
}
