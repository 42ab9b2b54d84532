//! What holds whatever the input is (the crate `hostile`), of the module and of the native core, which say the
//! same of everything.

use std::path::PathBuf;

use harness::engine::native::Native;
use harness::engine::wasm::Wasm;
use harness::engine::{Callback, Engine, Failure};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::hostile_texts::texts;
use crate::kubewarden::wasm;
use crate::support::{manifests, read, root};

/// The module's answer, which is the native core's too, unless it had to read a clock.
fn both(
    module: &Wasm,
    operation: &str,
    payload: &[u8],
    host: &Callback,
) -> Result<Vec<u8>, String> {
    let native = Native.ask(operation, payload, host);
    let answer = module.ask(operation, payload, host);
    assert!(matches!(answer, Ok(_) | Err(Failure::Refused(_))), "{answer:?}");
    let told = match &native {
        Ok(answer) => String::from_utf8_lossy(answer).into_owned(),
        Err(failure) => failure.to_string(),
    };
    if !told.contains("there is no clock") {
        assert_eq!(answer, native, "{operation}");
    }
    native.map_err(|failure| failure.to_string())
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn corpus(target: &str) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("fuzz/corpus").join(target)).expect("a corpus");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(files.len() > 10, "{target}");
    files
}

#[test]
fn the_corpus_of_the_fuzz_targets_keeps_every_promise_in_both_engines() {
    let module = wasm();
    let ask =
        |operation: &str, payload: &[u8], host: &Callback| both(&module, operation, payload, host);
    for target in ["source", "review", "validate", "settings", "certificates"] {
        for path in corpus(target) {
            let bytes = std::fs::read(&path).expect("a file");
            match target {
                "source" => {
                    hostile::source(&bytes);
                    hostile::source_in_a_list(&bytes);
                }
                "review" => hostile::review(&bytes, &ask),
                "validate" => hostile::validate(&bytes, &ask),
                "settings" => hostile::settings(&bytes, &ask),
                _ => hostile::certificates(&bytes, &ask),
            }
        }
    }
}

#[test]
fn texts_that_nobody_should_write_keep_every_promise_in_both_engines() {
    let module = wasm();
    let ask =
        |operation: &str, payload: &[u8], host: &Callback| both(&module, operation, payload, host);
    for (_, bytes) in texts() {
        hostile::source(&bytes);
        hostile::source_in_a_list(&bytes);
        hostile::review(&bytes, &ask);
        hostile::validate(&bytes, &ask);
        hostile::settings(&bytes, &ask);
    }
}

/// Documents of fixtures, as they are written.
fn documents() -> Vec<String> {
    let mut documents = Vec::new();
    for path in manifests() {
        let text = read(&path);
        documents.extend(text.split("\n---\n").map(str::to_owned));
    }
    documents.sort();
    documents.dedup();
    documents.retain(|document| document.len() < 4000);
    assert!(documents.len() > 200);
    documents
}

#[test]
fn truncated_and_spliced_fixtures_keep_every_promise_in_both_engines() {
    let module = wasm();
    let ask =
        |operation: &str, payload: &[u8], host: &Callback| both(&module, operation, payload, host);
    let documents = prop::sample::select(documents());
    let places = any::<[Index; 4]>();
    let inputs = (documents.clone(), documents, places, any::<bool>());
    let property =
        |(one, other, [cut, from, length, at], spliced): (String, String, [Index; 4], bool)| {
            let mut bytes = one.into_bytes();
            if spliced {
                let other = other.as_bytes();
                let from = from.index(other.len());
                let end = from + length.index(other.len() - from);
                let at = at.index(bytes.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            } else {
                bytes.truncate(cut.index(bytes.len()));
            }
            hostile::source(&bytes);
            hostile::review(&bytes, &ask);
            Ok(())
        };
    runner(300).run(&inputs, property).expect("every promise is kept");
}

/// Every value within a value, by its pointer.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                pointers(item, &format!("{here}/{place}"), found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                pointers(member, &format!("{here}/{}", escaped(key)), found);
            }
        }
        _ => {}
    }
}

fn objects() -> Vec<Value> {
    let texts = documents();
    let documents = texts.iter().flat_map(|text| source::read(text).documents);
    let mut objects: Vec<Value> =
        documents.map(|one| serde_json::from_str(&one.json).expect("JSON")).collect();
    objects.retain(|object| object["kind"].is_string() && object["metadata"]["name"].is_string());
    objects
}

/// Values of every type, one of which is wrong wherever it stands.
const WRONG: [&str; 12] = [
    "null",
    "true",
    "-1",
    "1e999",
    "18446744073709551616",
    "0.1",
    "\"\"",
    "\"\\u001b[31m\\u202e\\u0000\"",
    "[]",
    "{}",
    "[[[null]]]",
    "{\"name\":{},\"name\":[7]}",
];

#[test]
fn a_value_of_another_type_at_any_place_keeps_every_promise_in_both_engines() {
    let module = wasm();
    let ask =
        |operation: &str, payload: &[u8], host: &Callback| both(&module, operation, payload, host);
    let inputs =
        (prop::sample::select(objects()), any::<Index>(), prop::sample::select(&WRONG[..]));
    let property = |(mut object, place, wrong): (Value, Index, &str)| {
        let mut places = Vec::new();
        pointers(&object, "", &mut places);
        *object.pointer_mut(&places[place.index(places.len())]).expect("a place") =
            json!("@wrong@");
        let text = object.to_string().replace("\"@wrong@\"", wrong);
        hostile::review(text.as_bytes(), &ask);
        hostile::validate(text.as_bytes(), &ask);
        Ok(())
    };
    runner(400).run(&inputs, property).expect("every promise is kept");
}

#[test]
fn settings_with_a_value_of_another_type_keep_every_promise_in_both_engines() {
    let module = wasm();
    let ask =
        |operation: &str, payload: &[u8], host: &Callback| both(&module, operation, payload, host);
    let all = read(&root().join("fuzz/corpus/settings/all"));
    let all: Value = serde_json::from_str(&all).expect("JSON");
    let mut places = Vec::new();
    pointers(&all, "", &mut places);
    for place in &places {
        for wrong in WRONG {
            let mut settings = all.clone();
            *settings.pointer_mut(place).expect("a place") = json!("@wrong@");
            let text = settings.to_string().replace("\"@wrong@\"", wrong);
            hostile::settings(text.as_bytes(), &ask);
        }
    }
    assert!(places.len() > 30);
}
