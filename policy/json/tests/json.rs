//! The reader against serde_json, on what is JSON and on what is nearly JSON.
#![allow(
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    missing_docs
)]

use json::{Json, elements, members};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[\"\\\\/\\n\\t\u{0}-\u{1f}a-c\u{7f}-\u{ff}\u{10000}]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The tree as serde_json would have it; numbers by their text.
fn same(ours: &Json<'_>, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(ours), Value::Bool(theirs)) => ours == theirs,
        // serde_json's own reading of a fraction may be one bit off.
        (Json::Number(ours), Value::Number(theirs)) => {
            let again: Value = serde_json::from_str(ours).expect("a number");
            again.as_number() == Some(theirs) || ours.parse().ok() == theirs.as_f64()
        }
        (Json::String(ours), Value::String(theirs)) => ours == theirs,
        (Json::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Json::Object(_), Value::Object(theirs)) => {
            theirs
                .iter()
                .all(|(key, theirs)| ours.member(key).is_some_and(|ours| same(ours, theirs)))
                && ours.members().iter().all(|(key, _)| theirs.contains_key(key.as_ref()))
        }
        _ => false,
    }
}

/// Both take a text or both refuse it, but for two things that are taken here as the API server takes
/// them: numbers beyond a double's range, and half a surrogate pair.
fn agrees(text: &str) -> Result<(), TestCaseError> {
    match (Json::parse(text), serde_json::from_str::<Value>(text)) {
        (Ok(ours), Ok(theirs)) => prop_assert!(same(&ours, &theirs), "{text}"),
        (Ok(_), Err(error)) => {
            let words = error.to_string();
            prop_assert!(
                words.contains("out of range") || words.contains("surrogate"),
                "{text}: {words}"
            );
        }
        (Err(ours), Ok(_)) => prop_assert!(false, "{text}: {ours}"),
        (Err(_), Err(_)) => {}
    }
    let blank = |rest: &str| rest.trim_matches([' ', '\n', '\t', '\r']).is_empty();
    let alone = matches!(json::first(text), Ok(Some((_, rest))) if blank(rest));
    prop_assert_eq!(alone, Json::parse(text).is_ok(), "{}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn it_reads_what_serde_json_writes(value in any_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.expect("JSON");
        let ours = Json::parse(&text).expect("JSON");
        prop_assert!(same(&ours, &value), "{text}");
    }

    #[test]
    fn it_reads_what_it_writes(value in any_value()) {
        let text = serde_json::to_string(&value).expect("JSON");
        let mut again = String::new();
        let read = Json::parse(&text).expect("JSON");
        read.write(&mut again);
        prop_assert_eq!(&Json::parse(&again).expect("JSON"), &read, "{}", again);
        prop_assert!(serde_json::from_str::<Value>(&again).is_ok(), "{}", again);
    }

    #[test]
    fn it_accepts_and_refuses_what_serde_json_does(text in "[\\[\\]{}:,\"\\\\ \n0-9.eE+\\-a-fnrstul]{0,24}") {
        agrees(&text)?;
    }

    #[test]
    fn a_broken_text_is_refused_without_a_panic(value in any_value(), cut in any::<prop::sample::Index>(), byte in any::<char>()) {
        let mut text = serde_json::to_string(&value).expect("JSON");
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let place = places[cut.index(places.len())];
        text.insert(place, byte);
        agrees(&text)?;
    }

    #[test]
    fn taking_apart_agrees_with_reading(value in any_value()) {
        let text = serde_json::to_string(&value).expect("JSON");
        let whole = Json::parse(&text).expect("JSON");
        match &whole {
            Json::Object(read) => {
                let apart = members(&text).expect("an object");
                prop_assert_eq!(apart.len(), read.len());
                for ((key, part), (read_key, read)) in apart.iter().zip(read) {
                    prop_assert_eq!(key, read_key);
                    let json::Part::Text(part) = part else { panic!("text") };
                    prop_assert_eq!(&Json::parse(part).expect("JSON"), read);
                }
            }
            Json::Array(read) => {
                let apart = elements(&text).expect("an array");
                prop_assert_eq!(apart.len(), read.len());
                for (part, read) in apart.iter().zip(read) {
                    prop_assert_eq!(&Json::parse(part).expect("JSON"), read);
                }
            }
            _ => {
                prop_assert!(members(&text).is_err());
                prop_assert!(elements(&text).is_err());
            }
        }
    }
}

#[test]
fn nesting_is_read_to_128_levels_and_no_deeper() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(Json::parse(&nested(128)).is_ok());
    assert!(Json::parse(&nested(129)).is_err());
    assert!(elements(&nested(100_000)).is_ok(), "passing over does not recurse");
}

#[test]
fn half_a_surrogate_pair_is_the_replacement_character() {
    let cases = [
        (r#""\ud800""#, "\u{fffd}"),
        (r#""\udc00x""#, "\u{fffd}x"),
        (r#""\ud800\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\ude00""#, "😀"),
    ];
    for (text, read) in cases {
        assert_eq!(Json::parse(text).expect("JSON").as_str(), Some(read), "{text}");
    }
}

#[test]
fn of_duplicate_keys_the_last_counts() {
    let json = Json::parse(r#"{"a":1,"b":0,"a":2}"#).expect("JSON");
    assert_eq!(json.get("a").as_integer(), Some(2));
}

#[test]
fn only_whole_numbers_within_64_bits_are_integers() {
    for (text, number) in [
        ("2", Some(2)),
        ("-3", Some(-3)),
        ("2.0", None),
        ("1e3", None),
        ("9223372036854775808", None),
    ] {
        assert_eq!(Json::parse(text).expect("JSON").as_integer(), number, "{text}");
    }
}

#[test]
fn values_of_a_stream_come_one_after_the_other() {
    let text = " {\"a\": [1]}\n2 \n";
    let (first, rest) = json::first(text).expect("JSON").expect("a value");
    assert_eq!(first, "{\"a\": [1]}");
    let (second, rest) = json::first(rest).expect("JSON").expect("a value");
    assert_eq!((second, json::first(rest)), ("2", Ok(None)));
    assert_eq!(json::first("{\"a\": }").expect_err("no value").offset, 6);
}

#[test]
fn what_is_wrong_is_said_and_where() {
    let cases = [
        ("[,1]", "a value is missing", 1),
        ("[1,]", "a comma stands before the end", 3),
        ("[1 2]", "a comma is missing", 3),
        ("[1", "it breaks off", 2),
        ("\"a", "it breaks off in a string", 2),
        ("\"a\n\"", "a string holds a control character", 2),
        ("\"\\x\"", "an escape is malformed", 3),
        ("-", "a number is malformed", 1),
        ("01", "a number is malformed", 2),
        ("-01", "a number is malformed", 3),
        ("1 2", "something stands behind it", 2),
    ];
    for (text, words, offset) in cases {
        let error = Json::parse(text).expect_err(text);
        assert_eq!((error.to_string().as_str(), error.offset), (words, offset), "{text}");
    }
}

#[test]
fn every_escape_is_read() {
    let read = Json::parse(r#""\"\\\/\b\f\n\r\tA""#).expect("JSON");
    assert_eq!(read.as_str(), Some("\"\\/\u{8}\u{c}\n\r\tA"));
}

#[test]
fn a_value_is_called_by_its_kind() {
    let cases = [
        ("null", "null"),
        ("true", "a boolean"),
        ("1", "a number"),
        ("\"\"", "a string"),
        ("[]", "an array"),
        ("{}", "an object"),
    ];
    for (text, kind) in cases {
        assert_eq!(Json::parse(text).expect("JSON").kind_of_value(), kind);
    }
}

#[test]
fn a_fraction_in_a_report_is_refused_in_plain_words() {
    let error = serde_json::from_str::<Json<'_>>("1.5").expect_err("a fraction");
    assert!(error.to_string().contains("expected a JSON value without fractions"), "{error}");
}

#[test]
fn a_string_with_an_escape_is_no_plain_text() {
    assert_eq!(json::plain_text(r#""deis""#), Some("deis"));
    for text in [r#""a\u0062""#, "null", "\"", "\"a", "\"a\"b\"", "\"a\nb\""] {
        assert_eq!(json::plain_text(text), None, "{text}");
    }
}

#[test]
fn the_last_element_of_a_name_is_found_before_a_place() {
    let text = r#"[{"name":"A","v":1},{"name":"B"},{"v":2,"name":"A"},7,{"name":"A","name":"B"}]"#;
    let list = Json::parse(text).expect("JSON");
    let place = |name: &str, count: usize| list.last_named("name", name, count).map(|one| one.0);
    assert_eq!([place("A", usize::MAX), place("A", 2), place("A", 0)], [Some(2), Some(0), None]);
    assert_eq!([place("B", usize::MAX), place("C", usize::MAX)], [Some(4), None]);
    assert!(!list.are_named("name"));
    assert!(Json::parse(r#"[{"name":"A"},{"name":""}]"#).expect("JSON").are_named("name"));
    assert!(!Json::parse(r#"[{"name":null}]"#).expect("JSON").are_named("name"));
}

#[test]
fn white_space_may_be_of_any_length() {
    for length in 0..70 {
        for space in [" ", "\n", "\t", "\r", "\r\n "] {
            let space = space.repeat(length);
            let text =
                format!("{space}{{{space}\"a\"{space}:{space}[{space}1{space}]{space}}}{space}");
            let read = Json::parse(&text).expect("JSON");
            assert_eq!(read.get("a").items()[0].as_integer(), Some(1));
            assert!(Json::parse(&format!("{text}\u{b}")).is_err());
        }
    }
}
