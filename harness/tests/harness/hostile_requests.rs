//! Requests and payloads that nobody should send: none ends in a trap or an error of the guest.

use std::sync::Arc;

use harness::engine::native::Native;
use harness::engine::{Callback, Engine};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::admission::all_lists;
use crate::kubewarden::wasm;
use crate::requests::Case;
use crate::support::NOW;

fn leaf() -> impl Strategy<Value = Value> {
    let words = [
        "deis",
        "drycc",
        "CREATE",
        "UPDATE",
        "DELETE",
        "CONNECT",
        "Deployment",
        "Secret",
        "Service",
        "Namespace",
        "Scale",
        "Ingress",
        "apps",
        "deployments",
        "scale",
        "status",
        "deis-router",
        "deis-controller",
        "objectstorage-keyfile",
        "deis-minio",
        "apps/v1",
        "v1",
        "",
        "\u{1b}[31m",
        "\u{202e}",
        "é",
    ];
    prop_oneof![
        6 => prop::sample::select(words.to_vec()).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(|number| json!(number)),
        1 => any::<String>().prop_map(Value::from),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let names = [
        "metadata",
        "name",
        "namespace",
        "labels",
        "annotations",
        "spec",
        "replicas",
        "template",
        "containers",
        "env",
        "value",
        "valueFrom",
        "kind",
        "group",
        "version",
        "resource",
        "username",
        "groups",
        "data",
        "tls.crt",
        "tls.key",
        "type",
        "ports",
        "hostPort",
        "minReplicas",
        "apiVersion",
        "items",
    ];
    prop_oneof![
        9 => prop::sample::select(names.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn tree() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A request that is one in parts only.
fn arbitrary() -> impl Strategy<Value = Value> {
    let fields = [
        "uid",
        "kind",
        "resource",
        "subResource",
        "requestKind",
        "name",
        "namespace",
        "operation",
        "userInfo",
        "object",
        "oldObject",
        "dryRun",
        "options",
    ];
    let base = prop::sample::select(vec![
        "router-upgrade",
        "scale-to-one",
        "delete-collection",
        "certificate-broken",
        "router-audit",
    ]);
    let changes = prop::collection::vec((prop::sample::select(fields.to_vec()), tree()), 0..4);
    (base, changes, any::<bool>()).prop_map(|(base, changes, keep)| {
        let mut request = if keep {
            Case::named(base).request["request"].clone()
        } else {
            json!({ "namespace": "deis" })
        };
        for (field, value) in changes {
            request[field] = value;
        }
        request
    })
}

#[test]
fn no_request_ends_in_a_trap_or_an_error_whatever_its_json() {
    let wasm = wasm();
    let odd: Callback = Arc::new(|_, operation, payload| match payload.len() % 4 {
        0 => Err("Cannot find v1/Secret named 'x' inside of namespace 'None'".to_owned()),
        1 => Ok(br#"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":7},"spec":[]}"#
            .to_vec()),
        2 => Err(operation.to_owned()),
        _ => Ok(b"{\"items\":[1,{}]}".to_vec()),
    });
    let config = Config { cases: 1500, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let settings = prop_oneof![3 => Just(json!({})), 1 => Just(all_lists()), 1 => tree()];
    runner
        .run(&(arbitrary(), settings), |(request, settings)| {
            let payload =
                json!({ "request": request, "settings": settings, "now": NOW }).to_string();
            let module = wasm.ask("validate", payload.as_bytes(), &odd);
            let native = Native.ask("validate", payload.as_bytes(), &odd);
            prop_assert_eq!(&module, &native);
            let answer = module.map_err(|failure| TestCaseError::fail(failure.to_string()))?;
            let answer: Value = serde_json::from_slice(&answer)
                .map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(answer["accepted"].is_boolean());
            for warning in answer["warnings"].as_array().into_iter().flatten() {
                let warning = warning.as_str().unwrap_or_default();
                prop_assert!(
                    warning.len() < 256 && warning.bytes().all(|byte| matches!(byte, b' '..=b'~'))
                );
            }
            Ok(())
        })
        .expect("every request is answered");
}

#[test]
fn no_payload_ends_in_a_trap_or_an_error_whatever_its_bytes() {
    let wasm = wasm();
    let deep = format!(
        r#"{{"request":{{"namespace":"deis","operation":"CREATE","kind":{{"group":"apps","kind":"Deployment"}},"object":{}{}}},"settings":{{}},"now":"{NOW}"}}"#,
        "[".repeat(5000),
        "]".repeat(5000)
    );
    let wide = format!(
        r#"{{"request":{{"namespace":"deis","operation":"UPDATE","kind":{{"group":"","kind":"Secret"}},"object":{{"metadata":{{"name":"objectstorage-keyfile"}},"data":{{{}"z":"eg=="}}}}}},"settings":{{}},"now":"{NOW}"}}"#,
        r#""k":"eA==","#.repeat(50_000)
    );
    let payloads: [&[u8]; 9] = [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"{\"request\":{}}",
        b"{\"request\":7,\"now\":7}",
        deep.as_bytes(),
        wide.as_bytes(),
    ];
    for payload in payloads {
        let answer = wasm.call("validate", payload).expect("an answer");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        assert!(answer["accepted"].is_boolean(), "{answer}");
    }
}

#[test]
fn what_is_told_of_a_payload_that_cannot_be_judged_is_plain_text() {
    let request = Case::named("router-audit").request["request"].clone();
    for (settings, now) in
        [(json!({}), "\u{1b}[31m\u{202e}\u{7f}é"), (json!({ "\u{9b}é\n": 1 }), NOW)]
    {
        let payload = json!({ "request": request, "settings": settings, "now": now }).to_string();
        let answer = wasm().call("validate", payload.as_bytes()).expect("an answer");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        let message = answer["message"].as_str().expect("words");
        assert_eq!(answer["code"], 500);
        assert!(message.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{message:?}");
    }
}
