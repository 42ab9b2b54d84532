//! The module in wasmtime and the native core answer byte for byte the same.

use harness::engine::native::Native;
use harness::engine::wasm::Wasm;
use harness::engine::{Engine, Failure};
use serde_json::{Value, json};
use source::{Bundle, Question};

use crate::support::{NOW, manifests, read, root};

fn wasm() -> Wasm {
    Wasm::built_in(&[]).expect("the module")
}

fn agree(wasm: &Wasm, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Failure> {
    let (module, native) = (wasm.call(operation, payload), Native.call(operation, payload));
    let text = |answer: &Result<Vec<u8>, Failure>| match answer {
        Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(failure) => format!("{failure:?}"),
    };
    assert_eq!(text(&module), text(&native), "{operation}");
    module
}

#[test]
fn both_engines_give_the_same_report_of_every_fixture() {
    let wasm = wasm();
    let settings = [
        "{}",
        r#"{"attestations":[{"section":"security","by":"Ada","on":"2026-10-01"},{"section":"tls","by":"Ada","on":"2026-10-01"}]}"#,
        r#"{"minimumRouters":3,"rules":{"security-ports":{"action":"deny"},"storage-minio":{"action":"off"}},"exceptions":[{"rule":"grafana-signup","reason":"later"}]}"#,
    ];
    for path in manifests() {
        let mut bundle = Bundle::default();
        bundle.add("-", read(&path).into_bytes());
        for settings in settings {
            let question = Question { now: Some(NOW.to_owned()), ..Question::default() };
            let payload = bundle.payload(settings, &question);
            agree(&wasm, "review", payload.as_bytes()).expect("a report");
        }
    }
}

/// Takes away whatever the policy leaves unread.
fn without_unread(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_unread),
        Value::Object(members) => {
            members.retain(|name, value| {
                let is_unread = policy::model::object::UNREAD.names().contains(&name.as_str());
                !(is_unread && (value.is_object() || value.is_array()))
            });
            members.values_mut().for_each(without_unread);
        }
        _ => {}
    }
}

#[test]
fn what_is_left_unread_changes_no_report() {
    let mut taken = 0;
    for path in manifests() {
        let mut bundle = Bundle::default();
        bundle.add("-", read(&path).into_bytes());
        let question = Question { now: Some(NOW.to_owned()), ..Question::default() };
        let payload = bundle.payload("{}", &question);
        let mut without: Value = serde_json::from_str(&payload).expect("JSON");
        without_unread(&mut without["objects"]);
        let without = without.to_string();
        taken += payload.len() - without.len();
        let report = |payload: &str| Native.call("review", payload.as_bytes()).expect("a report");
        assert!(report(&payload) == report(&without), "{}", path.display());
    }
    assert!(taken > 10_000, "the fixtures have such parts");
}

#[test]
fn both_engines_give_the_same_report_of_values() {
    let wasm = wasm();
    let values: [&[&str]; 3] = [
        &["{}"],
        &[
            r#"{"global":{"storage":"s3","host_port":1.5e3},"router":{"host_port":{"enabled":0.0}}}"#,
        ],
        &[
            r#"{"global":null}"#,
            r#"{"controller":[]}"#,
            r#"{"passport":{"environment":{"A":true,"B":7}}}"#,
        ],
    ];
    for values in values {
        for distribution in ["deis", "hephy", "drycc"] {
            let question = Question {
                now: Some(NOW.to_owned()),
                distribution: Some(distribution.to_owned()),
                ..Question::default()
            };
            let mut bundle = Bundle::default();
            for one in values {
                bundle.add_values("values.yaml", one.as_bytes().to_vec()).expect("a map");
            }
            let payload = bundle.payload("{}", &question);
            agree(&wasm, "review", payload.as_bytes()).expect("a report");
        }
    }
}

#[test]
fn both_engines_refuse_in_the_same_words() {
    let wasm = wasm();
    for operation in ["review", "validate", "validate_settings", "no_such_operation"] {
        let payloads = [
            "",
            "{",
            "[]",
            "{\"now\":\"x\"}",
            "{\"objects\":[],\"now\":\"x\"}",
            "\u{0}",
            "\"\\ud800\"",
        ];
        for payload in payloads {
            let _ = agree(&wasm, operation, payload.as_bytes());
        }
        let _ = agree(&wasm, operation, b"\xff");
    }
}

#[test]
fn both_engines_say_the_same_of_themselves() {
    let wasm = wasm();
    assert_eq!(agree(&wasm, "protocol_version", b"").expect("a version"), b"\"v1\"");
    let schema = |payload: &[u8]| -> Value {
        let answer = agree(&wasm, "schema", payload).expect("a schema");
        serde_json::from_slice(&answer).expect("JSON")
    };
    let (settings, report) = (kit::schema::settings(), kit::schema::report());
    assert_eq!(schema(b"\"settings\""), settings);
    assert_eq!(schema(b"\"report\""), report);
    assert_eq!(schema(b"{}"), json!({ "settings": settings, "report": report }));
    agree(&wasm, "schema", b"\"rules\"").expect_err("no such schema");
    agree(&wasm, "rules", b"").expect("the table of rules");
}

#[test]
fn both_engines_decide_every_object_of_every_fixture_alike() {
    let wasm = wasm();
    for path in manifests() {
        let text = read(&path);
        for document in source::read(&text).documents {
            let object: Value = serde_json::from_str(&document.json).expect("JSON");
            // Values lie beside the clusters.
            let Some(api) = object["apiVersion"].as_str() else { continue };
            let (group, version) = api.split_once('/').unwrap_or(("", api));
            let namespace = object["metadata"]["namespace"].as_str().unwrap_or("deis");
            let request = json!({
                "uid": "1", "operation": "CREATE", "namespace": namespace, "name": object["metadata"]["name"],
                "kind": { "group": group, "version": version, "kind": object["kind"] }, "object": object,
            });
            let payload = json!({ "request": request, "settings": {}, "now": NOW }).to_string();
            agree(&wasm, "validate", payload.as_bytes()).expect("a response");
        }
    }
}

#[test]
fn the_module_reads_its_hosts_clock_where_no_moment_is_given() {
    let request = read(&root().join("fixtures/requests/builder-minio/request.json"));
    let request: Value = serde_json::from_str(&request).expect("JSON");
    let request = request.get("request").unwrap_or(&request);
    let exceptions =
        r#"[{"rule":"storage-backend","reason":"until it moves","until":"2999-01-01"}]"#;
    let payload = format!(r#"{{"request":{request},"settings":{{"exceptions":{exceptions}}}}}"#);
    let answer = wasm().call("validate", payload.as_bytes()).expect("a response");
    assert!(answer.starts_with(br#"{"accepted":true"#), "{}", String::from_utf8_lossy(&answer));
    let answer = Native.call("validate", payload.as_bytes()).expect("a response");
    let answer: Value = serde_json::from_slice(&answer).expect("JSON");
    assert_eq!(answer["code"], 500);
    assert!(answer["message"].to_string().contains("there is no clock"), "{answer}");
}

#[test]
fn both_engines_read_a_payload_whatever_letters_stand_where() {
    let wasm = wasm().instance().expect("an instance");
    for length in [0, 1, 50, 63, 64, 65, 127, 128, 200] {
        for place in 0..length.max(1) {
            for letter in [&b"x"[..], "é".as_bytes(), "\u{10000}".as_bytes(), b"\xff", b"\xc3"] {
                let (before, behind) = ("a".repeat(place), "b".repeat(length - place));
                let text = [br#"{"objects":[],"settings":{},"now":""#, before.as_bytes(), letter];
                let payload = [&text.concat()[..], behind.as_bytes(), br#""}"#].concat();
                let module = harness::engine::wasm::call(&wasm, "review", &payload);
                assert_eq!(module, Native.call("review", &payload), "{length} {place}");
            }
        }
    }
}

#[test]
fn an_instance_that_was_used_answers_as_a_fresh_one() {
    let wasm = wasm();
    let mut bundle = Bundle::default();
    let text = read(&root().join("fixtures/clusters/deis-two-installations/cluster.yaml"));
    bundle.add("-", text.into_bytes());
    let question = Question { now: Some(NOW.to_owned()), ..Question::default() };
    let payload = bundle.payload("{}", &question).into_bytes();
    let fresh = wasm.call("review", &payload);
    let used = wasm.instance().expect("an instance");
    for _ in 0..20 {
        assert_eq!(harness::engine::wasm::call(&used, "review", &payload), fresh);
    }
}
