//! Kubewarden's side: what it sends is understood, what it is sent it understands, and nothing that the
//! policy asks for is missing in what it asks to be granted.

use std::collections::BTreeMap;
use std::sync::Arc;

use harness::engine::wasm::Wasm;
use harness::engine::{Callback, Engine, nobody};
use harness::kubewarden::{Grants, of_objects, replay};
use kubewarden_policy_sdk::request::ValidationRequest;
use kubewarden_policy_sdk::response::ValidationResponse;
use kubewarden_policy_sdk::settings::SettingsValidationResponse;
pub use proof::load::request;
use serde_json::{Value, json};

use crate::admission::all_lists;
use crate::requests::{Case, cluster, decide};
use crate::support::{NOW, read, root};

pub const CLUSTERS: [&str; 15] = [
    "deis-quickstart",
    "deis-production-s3",
    "deis-production-gcs",
    "deis-production-azure",
    "deis-production-swift",
    "deis-native-ingress",
    "deis-two-installations",
    "hephy-quickstart",
    "hephy-production-s3",
    "hephy-production-azure",
    "hephy-production-gcs",
    "hephy-production-swift",
    "drycc-default",
    "drycc-production",
    "drycc-v1.0",
];

pub fn wasm() -> Wasm {
    Wasm::built_in(&[]).expect("the module")
}

pub fn payload(request: &Value, settings: &Value) -> Vec<u8> {
    json!({ "request": request, "settings": settings, "now": NOW }).to_string().into_bytes()
}

#[test]
fn the_policys_answers_are_kubewardens_types() {
    let wasm = wasm();
    for case in Case::all() {
        let request = &case.request["request"];
        let bytes = payload(request, &json!({}));
        let own: ValidationRequest<BTreeMap<String, Value>> = ValidationRequest::new(&bytes)
            .unwrap_or_else(|_| {
                ValidationRequest::new(&payload(&json!({}), &json!({}))).expect("a request")
            });
        assert!(own.settings.is_empty());
        let raw = case.decide(&wasm).raw;
        let response: ValidationResponse =
            serde_json::from_value(raw.clone()).expect("the SDK's type");
        let again = serde_json::to_value(&response).expect("JSON");
        for (name, value) in raw.as_object().expect("an object") {
            assert_eq!(again[name], *value, "{}: {name}", case.name);
        }
        match (response.accepted, response.code) {
            (true, None) => assert_eq!(response.message, None),
            (false, Some(400 | 500)) => {
                assert!(response.message.is_some_and(|words| !words.is_empty()))
            }
            other => panic!("{}: {other:?}", case.name),
        }
    }
    for settings in ["{}", r#"{"denyAt":"x","y":1}"#, "null", "[]"] {
        let answer = wasm.call("validate_settings", settings.as_bytes()).expect("an answer");
        let answer: SettingsValidationResponse =
            serde_json::from_slice(&answer).expect("the SDK's type");
        assert_eq!(answer.valid, matches!(settings, "{}" | "null"));
    }
}

#[test]
fn warnings_fit_an_http_header_whatever_a_name_holds() {
    let wasm = wasm();
    let mut longest = 0;
    for case in Case::all() {
        let response = case.decide(&wasm).response;
        let warnings = response.warnings.unwrap_or_default();
        assert!(warnings.iter().map(String::len).sum::<usize>() <= 4096, "{}", case.name);
        for warning in &warnings {
            assert!(warning.len() < 256, "{}: {warning}", case.name);
            assert!(warning.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{}", case.name);
            longest = longest.max(warning.len());
        }
        let message = response.message.unwrap_or_default();
        assert!(message.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')), "{}", case.name);
    }
    assert_eq!(longest, 255, "a case with a long name is cut");
}

#[test]
fn a_grant_that_is_missing_is_named() {
    let case = Case::named("router-audit-forbidden");
    let objects = cluster("deis-production-s3");
    let told = |grants: Grants| {
        let host = of_objects(objects.clone(), grants);
        decide(&wasm(), &case.request, &json!({}), host).response
    };
    let not_granted = Grants { not_granted: vec!["v1/Secret".to_owned()], ..Grants::default() };
    let response = told(not_granted);
    assert_eq!(response.code, Some(500));
    let message = response.message.expect("words");
    assert!(
        message.contains("may not read v1 Secret: add it to `contextAwareResources`"),
        "{message}"
    );
    let forbidden = Grants { forbidden: vec!["v1/Secret".to_owned()], ..Grants::default() };
    let message = told(forbidden).message.expect("words");
    assert!(message.contains("account may not get secrets"), "{message}");
    let no_capability: Callback = Arc::new(|_, _, _| {
        Err("Policy has not been granted access to the 'kubernetes/get_resource' host capability. The violation has been reported.".to_owned())
    });
    let response = decide(&wasm(), &case.request, &json!({}), no_capability).response;
    let message = response.message.expect("words");
    assert!(message.contains("add it to `hostCapabilities`"), "{message}");
}

#[test]
fn a_session_that_kwctl_recorded_is_played_back() {
    let folder = root().join("fixtures/requests/delete-database-off-cluster");
    let case = Case::of(folder);
    let session = read(&root().join("fixtures/sessions/delete-database-off-cluster.yml"));
    let decided = decide(
        &wasm(),
        &case.request,
        &json!({}),
        replay::of_session(&session).expect("a session"),
    );
    assert!(decided.response.accepted);
    let absent = read(&root().join("fixtures/sessions/delete-database-no-controller.yml"));
    let decided =
        decide(&wasm(), &case.request, &json!({}), replay::of_session(&absent).expect("a session"));
    assert_eq!(decided.response.code, Some(400));
    assert_eq!(decided.lookups.len(), 4, "{:?}", decided.lookups);
    assert!(replay::of_session("a: [").is_err());
}

#[test]
fn a_host_that_answers_nonsense_is_no_reason_to_stop() {
    let case = Case::named("router-audit");
    for words in ["", "null", "[]", "{", "\u{0}", "{\"items\":7}", "{\"kind\":\"Secret\"}"] {
        let host: Callback = Arc::new(move |_, _, _| Ok(words.as_bytes().to_vec()));
        let response = decide(&wasm(), &case.request, &all_lists(), host).response;
        assert!(!response.accepted, "{words}");
    }
    let host: Callback = Arc::new(|_, _, _| Ok(vec![0xff, 0xfe]));
    assert!(!decide(&wasm(), &case.request, &json!({}), host).response.accepted);
    assert!(!decide(&wasm(), &case.request, &json!({}), nobody()).response.accepted);
}
