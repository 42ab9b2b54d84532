//! What stays text: members, elements and parts that nobody asks for.
#![allow(clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use json::{Json, Unread, elements, members};
use proptest::prelude::*;

#[test]
fn a_value_that_is_missing_is_not_passed_over() {
    assert!(elements("[1,,2]").is_err());
    assert!(elements("[1, ]").is_err());
    assert!(members(r#"{"a":,"b":1}"#).is_err());
}

#[test]
fn what_is_passed_over_is_written_as_it_was() {
    let text = r#"{"a":{"status":{"x":[1, "}"]},"status2":{"x": 1}},"status":"word","items":[{"status":[ ]}]}"#;
    let read = Json::parse_but(text, &Unread::of(&["status"])).expect("JSON");
    assert!(read.at(&["a", "status", "x"]).is_null());
    assert_eq!(read.at(&["a", "status"]).kind_of_value(), "an object");
    assert_eq!(read.get("items").items()[0].get("status").kind_of_value(), "an array");
    assert_eq!(read.at(&["a", "status2", "x"]).as_integer(), Some(1));
    assert_eq!(read.get("status").as_str(), Some("word"));
    let mut written = String::new();
    read.into_owned().write(&mut written);
    assert_eq!(written, text.replace(": 1", ":1"));
}

#[test]
fn what_is_passed_over_has_to_end() {
    for text in [r#"{"status":{"#, r#"{"status":[}"#, r#"{"status":{"a":"}"#] {
        assert!(Json::parse_but(text, &Unread::of(&["status"])).is_err(), "{text}");
    }
}

#[test]
fn members_stand_beside_the_elements_of_a_list() {
    let text = r#"{"kind":"List","items":[{"a":[1]}, "b"],"x":1}"#;
    let (members, items) = json::members_beside(text, "items").expect("an object");
    assert_eq!(items, Some(vec![r#"{"a":[1]}"#, "\"b\""]));
    let names: Vec<_> = members.iter().map(|(name, _)| name.as_ref()).collect();
    assert_eq!(names, ["kind", "x"]);
    for (text, elements) in [
        (r#"{"items":[]}"#, Some(0)),
        (r#"{"items":[1],"items":7}"#, None),
        (r#"{"items":7,"items":[1,2]}"#, Some(2)),
        ("{}", None),
    ] {
        let (_, items) = json::members_beside(text, "items").expect("an object");
        assert_eq!(items.map(|items| items.len()), elements, "{text}");
    }
    for text in ["[]", r#"{"items":[1}"#, r#"{"items":[1]"#, r#"{"items":[1],}"#] {
        assert!(json::members_beside(text, "items").is_err(), "{text}");
    }
}

#[test]
fn a_payload_is_taken_apart_wherever_its_inner_object_stands() {
    let levels = |text: &'static str| {
        json::two_levels(text, "request", |_, name| name == "object", &Unread::NOTHING)
            .expect("an object")
    };
    for text in [
        r#"{"request":{"a":1,"object":{"b":[2]}},"settings":{}}"#,
        r#"{"settings":{}, "request": {"a":1, "object": {"b":[2]}} }"#,
    ] {
        let [payload, request] = levels(text);
        assert_eq!(payload, [("settings".into(), json::Part::Text("{}"))]);
        let object = Json::parse(r#"{"b":[2]}"#).expect("JSON");
        let read = json::Part::Read(object);
        assert_eq!(request, [("a".into(), json::Part::Text("1")), ("object".into(), read)]);
    }
    let [payload, request] = levels(r#"{"request":{},"settings":7}"#);
    assert_eq!((payload.len(), request.len()), (1, 0));
    assert!(
        json::two_levels(r#"{"request":{} "a":1}"#, "request", |_, _| false, &Unread::NOTHING)
            .is_err()
    );
}

#[test]
fn a_word_that_is_passed_over_holds_no_quote_and_no_bracket() {
    for value in ["\u{2}7\",\"", "1\"", "1\"x\"", "1{", "1[", "x\\\"", "true{}", "1[]"] {
        assert!(members(&format!("{{\"a\":{value},\"b\":2}}")).is_err(), "{value}");
        assert!(elements(&format!("[{value},2]")).is_err(), "{value}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn what_is_taken_apart_in_two_levels_is_whole_at_one(text in "(\\{\"a\":|\"b\":|\\}|[\\[\\]{}:,\"\\\\ 1x\u{2}]){0,24}") {
        let text = format!("{{\"request\":{{\"a\":{text}}}}}");
        if json::two_levels(&text, "request", |_, _| false, &Unread::NOTHING).is_ok() {
            prop_assert!(members(&text).is_ok(), "{}", text);
        }
    }
}
