//! What no quick test held until single changes of the reader showed it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

use std::io::{self, ErrorKind, Read};

use json::Json;
use policy::host::NoHost;
use serde_json::{Value, json};
use source::{Bundle, Counting, Position, Question, decode, document, only, read, read_with};

const NOW: &str = "2026-11-01T00:00:00Z";

fn question() -> Question {
    Question { now: Some(NOW.to_owned()), ..Question::default() }
}

fn of(text: &str) -> Bundle {
    let mut bundle = Bundle::default();
    bundle.add("a.yaml", text.as_bytes().to_vec());
    bundle
}

fn fixture(path: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/");
    std::fs::read_to_string(format!("{root}{path}")).expect("a fixture")
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_value_is_written_as_a_document_that_a_person_would_write() {
    let value = r#"{"a":{},"b":[],"c":{"d":[1,{"e":{},"f":[[2]]}],"g":"on"},"h":["x:y",null]}"#;
    let text = document(&Json::parse(value).expect("JSON"));
    let wanted = "a: {}\nb: []\nc:\n  d:\n  - 1\n  - e: {}\n    f:\n    - - 2\n  g: \"on\"\nh:\n- \"x:y\"\n- null\n";
    assert_eq!(text, wanted);
    assert_eq!(read(&text).documents[0].json, value);
    for word in ["", "1", "true", "-", "a b", "#a", "é", "~"] {
        let value = json!({ "a": word }).to_string();
        let text = document(&Json::parse(&value).expect("JSON"));
        assert_eq!(read(&text).documents[0].json, value, "{text}");
    }
    assert_eq!(document(&Json::text("/a-b_c.d")), "/a-b_c.d\n");
    assert_eq!(document(&Json::text("-a")), "\"-a\"\n");
}

#[test]
fn settings_are_the_only_object_of_their_text() {
    assert_eq!(only("# nothing\n").as_deref(), Ok("{}"));
    assert_eq!(only("a: 1\n").as_deref(), Ok(r#"{"a":1}"#));
    assert_eq!(only("a: 1\n---\nb: 2\n").expect_err("two").position.line, 3);
    assert_eq!(only("a: [\n").expect_err("broken").position.line, 1);
}

#[test]
fn both_byte_orders_of_utf_16_are_named() {
    let message = |bytes: &[u8]| decode(bytes).expect_err("no UTF-8").message;
    assert!(message(b"\xff\xfea\0").contains("UTF-16"));
    assert!(message(b"\xfe\xff\0a").contains("UTF-16"));
    assert!(!message(b"a\xff\xfe").contains("UTF-16"));
}

/// How far a reading was each time it told.
fn told(text: &str) -> Vec<usize> {
    let mut all = Vec::new();
    read_with(text, &mut |read| all.push(read));
    all
}

#[test]
fn a_long_reading_tells_how_far_it_is() {
    let objects = "{\"a\": \"bcd\"}\n".repeat(30_000);
    let documents = "---\na: bcd\n".repeat(30_000);
    let one = format!("---\na: {}\n---\nb:\n{}", "x".repeat(70_000), "- abc\n".repeat(60_000));
    for text in [objects, documents, one] {
        let told = told(&text);
        assert!(told.len() >= 3, "{told:?}");
        assert!(told.windows(2).all(|pair| pair[1] >= pair[0] + 65_536), "{told:?}");
        assert!(told.len() <= text.len() / 65_536, "{told:?}");
        let last = told.last().copied().unwrap_or_default();
        assert!(last <= text.len() && text.len() - last < 131_072, "{told:?}");
    }
    assert_eq!(told("a: 1\n"), [0; 0]);
}

#[test]
fn a_broken_value_has_its_place_among_others_and_after_half_a_letter() {
    let problem = |text: &str| read(text).problems[0].position;
    let at = |line, column, offset| Position { line, column, offset };
    assert_eq!(problem("{\"a\": 1}\n{\"b\": ]}\n"), at(2, 7, 15));
    assert_eq!(problem("{\"aé\": \"\\éx\"}"), at(1, 10, 10));
    assert_eq!(problem("\u{feff}a: 1\n---\nb: {{ x }}\n").line, 3);
    assert!(read("a: 1\n---\nb: {{ .x }}\n").problems[0].message.contains("helm template"));
    assert_eq!(problem("a: 1\n---\nb: &x [*x]\n"), at(3, 8, 16));
}

#[test]
fn lists_in_lists_have_an_end_and_json_may_be_what_yaml_is_not() {
    let nested = |levels: usize| {
        let list = r#"{"kind":"List","items":["#;
        format!("{}{{\"a\":\"\\ud83d\\ude00\"}}{}", list.repeat(levels), "]}".repeat(levels))
    };
    assert_eq!(read(&nested(1)).documents[0].json, r#"{"a":"\ud83d\ude00"}"#);
    assert_eq!(read(&nested(32)).documents.len(), 1);
    assert_eq!(read(&nested(33)).problems[0].message, "Lists are nested deeper than 32 levels");
    let yaml = |levels: usize| {
        let lists: String = (0..levels)
            .map(|one| "kind: List\nitems:\n- ".replace('\n', &format!("\n{}", "  ".repeat(one))))
            .collect();
        format!("{lists}a: 1\n")
    };
    assert_eq!(read(&yaml(3)).documents.len(), 1, "{}", yaml(3));
    assert_eq!(read(&yaml(32)).documents.len(), 1);
    assert_eq!(read(&yaml(33)).documents.len(), 0);
}

#[test]
fn numbers_of_other_bases_are_read_and_what_only_looks_like_one_is_a_word() {
    let value = |word: &str| read(&format!("a: {word}\n")).documents[0].json.clone().into_owned();
    assert_eq!(value("0xffffffffffffffff"), r#"{"a":18446744073709551615}"#);
    assert_eq!(value("-0x8000000000000000"), r#"{"a":-9223372036854775808}"#);
    for word in ["-0x8000000000000001", "0x+5", "0b+1", "0x", "0xg"] {
        assert_eq!(value(word), format!("{{\"a\":\"{word}\"}}"));
    }
}

#[test]
fn aliases_repeat_100_000_values_and_no_more() {
    // Each of these counts as so many values.
    let cases =
        [("[1, 2, 3, 4]", 5), ("{a: 1, b: 2}", 5), ("{a: [1]}", 4), ("1000", 1), ("[[1], [2]]", 5)];
    for (value, size) in cases {
        let problems = |times: usize| {
            let text = format!("a: &a {value}\nb: [{}]\n", vec!["*a"; times].join(","));
            read(&text).problems.len()
        };
        assert_eq!(problems(100_000 / size), 0, "{value}");
        assert_eq!(problems(100_000 / size + 1), 1, "{value}");
    }
}

#[test]
fn aliases_nest_values_as_deep_as_they_may_be_and_no_deeper() {
    let nested = |open: &str, close: &str, levels: usize, inner: &str| {
        format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
    };
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
        let problems = |levels: usize| {
            let inner = nested(open, close, 100, "1");
            let text = format!("a: &a {inner}\nb: {}\n", nested("[", "]", levels, "*a"));
            read(&text).problems.len()
        };
        assert_eq!(problems(98), 0);
        assert_eq!(problems(99), 1);
    }
}

#[test]
fn a_bundle_answers_a_review_and_says_what_it_holds() {
    let text = fixture("clusters/deis-quickstart/cluster.yaml");
    let mut bundle = of(&text);
    bundle.unreadable_file("b.yaml", "it is a folder".to_owned());
    let answer = bundle.review("{}", &question(), &NoHost, Counting::Bytes).expect("a report");
    let payload = bundle.payload("{}", &question());
    let mut report = policy::api::report(payload.as_bytes(), &NoHost).expect("a report");
    bundle.locate(&mut report, Counting::Bytes);
    assert_eq!(parsed(&answer), serde_json::to_value(&report).expect("JSON"));
    assert_eq!(
        parsed(&answer)["unreadable"],
        json!([{ "file": "b.yaml", "message": "it is a folder" }])
    );
    assert_eq!(bundle.unreadable().len(), 1);
    let objects: Vec<&str> = bundle.objects().collect();
    let documents = read(&text).documents;
    assert_eq!(objects, documents.iter().map(|one| one.json.as_ref()).collect::<Vec<_>>());
}

#[test]
fn values_that_are_broken_are_left_out_and_empty_ones_are_none() {
    let mut bundle = Bundle::default();
    bundle.add_values("a.yaml", Vec::new()).expect("values");
    assert!(bundle.payload("{}", &question()).contains(r#""values":[{}]"#));
    let _ = bundle.add_values("b.yaml", b"a: [1\n".to_vec());
    assert!(bundle.payload("{}", &question()).contains(r#""values":[]"#));
    assert_eq!(bundle.unreadable().len(), 1);
}

/// What the fixes of such results make of a text.
fn fixed(bundle: &Bundle, text: &str, results: Value) -> String {
    let edits = bundle.fix_written(&results.to_string(), Counting::Bytes).expect("edits");
    let mut edits: Vec<Value> = serde_json::from_str(&edits).expect("JSON");
    let place = |edit: &Value, end: &str| edit[end]["offset"].as_u64().expect("a number") as usize;
    edits.sort_by_key(|edit| place(edit, "start"));
    let mut changed = text.to_owned();
    for edit in edits.iter().rev() {
        let text = edit["text"].as_str().expect("a text");
        changed.replace_range(place(edit, "start")..place(edit, "end"), text);
    }
    changed
}

#[test]
fn every_kind_of_step_is_made_in_the_text_in_whatever_order_its_objects_come() {
    let text = "a: 1\nb: 2\n---\na: 3\nb: 4\n";
    let result =
        |index: usize, step: Value| json!({ "index": index, "remediation": { "patch": [step] } });
    let results = json!([
        result(1, json!({ "op": "replace", "path": "/a", "value": 5 })),
        result(0, json!({ "op": "remove", "path": "/a" })),
        result(1, json!({ "op": "add", "path": "/c", "value": 6 })),
        result(0, json!({ "op": "add", "path": "/c/d", "value": 7 })),
        result(7, json!({ "op": "remove", "path": "/a" })),
    ]);
    assert_eq!(fixed(&of(text), text, results), "b: 2\n---\na: 5\nb: 4\nc: 6\n");
    assert!(of(text).fix_written("[", Counting::Bytes).is_err());
}

#[test]
fn a_fix_that_cannot_be_made_in_the_text_spoils_no_other_of_its_object() {
    let text = "a: &x { b: 1 }\nc: *x\nd: 3\n";
    let result = |path: &str| json!({ "index": 0, "remediation": { "patch": [{ "op": "add", "path": path, "value": 4 }] } });
    let results = json!([result("/d"), result("/a/b"), result("/none/e")]);
    assert_eq!(fixed(&of(text), text, results), text.replace("d: 3", "d: 4"));
}

#[test]
fn a_value_is_set_behind_whatever_a_file_of_values_holds() {
    let set = |text: &str| {
        let mut bundle = Bundle::default();
        bundle.add_values("v.yaml", text.as_bytes().to_vec()).expect("values");
        let value = json!({ "path": "a.b", "value": "x" });
        fixed(&bundle, text, json!([{ "value": "a.b", "remediation": { "values": value } }]))
    };
    assert_eq!(set(""), "a:\n  b: x\n");
    assert_eq!(set("# mine"), "# mine\na:\n  b: x\n");
    assert_eq!(set("# mine\n"), "# mine\na:\n  b: x\n");
    assert_eq!(set("a:\n  c: 1\n"), "a:\n  b: x\n  c: 1\n");
}

/// Fails now and then as a file may.
struct Interrupted<'t>(&'t [u8], Option<ErrorKind>);

impl Read for Interrupted<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self.1.take() {
            Some(kind) => Err(kind.into()),
            None => self.0.read(to),
        }
    }
}

#[test]
fn a_reading_goes_on_after_an_interruption_and_ends_with_any_other_failure() {
    let text = b"apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Node";
    let read = |kind| {
        let mut bundle = Bundle::default();
        let outcome = bundle.read("a.yaml", &mut Interrupted(text, Some(kind)));
        (outcome.is_ok(), bundle.objects().count())
    };
    assert_eq!(read(ErrorKind::Interrupted), (true, 2));
    assert_eq!(read(ErrorKind::PermissionDenied), (false, 0));
}

#[test]
fn what_is_found_in_a_later_piece_of_a_stream_has_its_place_in_the_whole() {
    let router = fixture("rules/routers-replicas/bad.yaml");
    let text = format!("# first\n---\napiVersion: v1\nkind: Pod\n...\n{router}");
    let read = |bundle: &mut Bundle| bundle.read("a.yaml", &mut text.as_bytes());
    let bundle = Bundle::gather(None, false, read).expect("read");
    let pieces = bundle.review("{}", &question(), &NoHost, Counting::Bytes).expect("a report");
    let whole = of(&text).review("{}", &question(), &NoHost, Counting::Bytes).expect("a report");
    assert_eq!(parsed(&pieces), parsed(&whole));
    assert!(pieces.contains("\"offset\""));
}
