//! Any patch of any object of any fixture, as a change of its text.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

use json::{Json, Pointer};
use policy::patch::{Operation, Patch};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use source::{edits, read};

fn texts() -> Vec<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/");
    let mut texts = Vec::new();
    for (folder, name) in [("rules", "bad.yaml"), ("clusters", "values.yaml")] {
        for entry in std::fs::read_dir(format!("{root}{folder}")).expect("a folder") {
            let path = entry.expect("an entry").path().join(name);
            texts.extend(std::fs::read_to_string(path));
        }
    }
    texts.sort();
    texts
}

/// Every place of a value, and the value there.
fn places<'j>(json: &'j Json<'j>, here: Pointer, all: &mut Vec<(Pointer, &'j Json<'j>)>) {
    all.push((here.clone(), json));
    for (key, value) in json.members() {
        places(value, here.clone().key(key), all);
    }
    for (place, item) in json.items().iter().enumerate() {
        places(item, here.clone().index(place), all);
    }
}

fn value() -> impl Strategy<Value = Json<'static>> {
    let texts = [
        "2",
        "true",
        "null",
        "\"on\"",
        "\"a: b\"",
        "\"two\\nlines\"",
        "\"\"",
        "[]",
        "{}",
        "[{\"name\": \"x\", \"list\": [1, \"2\"]}]",
        "{\"a\": {\"b\": [\"c\"]}, \"d-e/f\": \"yes\"}",
    ];
    prop::sample::select(texts.to_vec()).prop_map(|text| Json::parse(text).expect("JSON"))
}

/// An operation on the object: on a value that it has, or beside one.
fn operation(
    object: &Json<'_>,
    place: Index,
    kind: u8,
    value: &Json<'static>,
) -> Operation<'static> {
    let mut all = Vec::new();
    places(object, Pointer::default(), &mut all);
    let (pointer, there) = &all[place.index(all.len())];
    let path = pointer.as_str().to_owned();
    let value = value.clone();
    match (kind % 3, there) {
        (0, Json::Object(_)) => {
            Operation::Add { path: pointer.clone().key("newKey").as_str().to_owned(), value }
        }
        (0, Json::Array(_)) => {
            Operation::Add { path: pointer.clone().end().as_str().to_owned(), value }
        }
        (1, _) if !path.is_empty() => Operation::Remove { path },
        _ if !path.is_empty() => Operation::Replace { path, value },
        _ => Operation::Add { path: "/newKey".to_owned(), value },
    }
}

/// Members in order, of duplicates the last.
fn settled(json: &Json<'_>) -> serde_json::Value {
    let mut text = String::new();
    json.write(&mut text);
    serde_json::from_str(&text).expect("JSON")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3000, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn the_changed_text_reads_as_the_patched_object_and_all_else_as_before(
        which in any::<Index>(), document in any::<Index>(), windows in any::<bool>(),
        steps in prop::collection::vec((any::<Index>(), any::<u8>(), value()), 1..3),
    ) {
        let all = texts();
        let mut text = all[which.index(all.len())].clone();
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let before = read(&text);
        let number = document.index(before.documents.len());
        let old = &before.documents[number];
        let mut wanted = Json::parse(&old.json).expect("JSON").into_owned();
        let mut patch = Patch::default();
        for (place, kind, value) in &steps {
            let one = operation(&wanted, *place, *kind, value);
            prop_assume!(Patch(vec![one.clone()]).apply(&mut wanted).is_ok());
            patch.0.push(one);
        }
        let Some(splices) = edits(&text, old, &patch) else {
            // It may not be possible, but it should be rare: see the test below.
            return Ok(());
        };
        let mut changed = text.clone();
        for splice in splices.iter().rev() {
            changed.replace_range(splice.range.clone(), &splice.text);
        }
        let after = read(&changed);
        prop_assert_eq!(after.documents.len(), before.documents.len(), "{:?}\n{}", patch, changed);
        for (place, (old, new)) in before.documents.iter().zip(&after.documents).enumerate() {
            let new = settled(&Json::parse(&new.json).expect("JSON"));
            let expected = if place == number { settled(&wanted) } else { settled(&Json::parse(&old.json).expect("JSON")) };
            prop_assert_eq!(new, expected, "{:?}\n{}", patch, changed);
        }
        if windows {
            prop_assert!(!changed.replace("\r\n", "").contains('\n'), "{}", changed);
        }
    }
}

#[test]
fn nearly_every_single_step_can_be_made_in_the_text() {
    let (mut made, mut all) = (0, 0);
    for text in texts() {
        for document in &read(&text).documents {
            let object = Json::parse(&document.json).expect("JSON").into_owned();
            let mut places_of = Vec::new();
            places(&object, Pointer::default(), &mut places_of);
            for (pointer, _) in places_of.iter().skip(1).step_by(3) {
                let path = pointer.as_str().to_owned();
                for one in [
                    Operation::Remove { path: path.clone() },
                    Operation::Replace { path: path.clone(), value: Json::integer(7) },
                ] {
                    all += 1;
                    made += usize::from(edits(&text, document, &Patch(vec![one])).is_some());
                }
            }
        }
    }
    assert!(made * 100 >= all * 98, "{made} of {all}");
}
