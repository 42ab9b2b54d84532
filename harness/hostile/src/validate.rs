//! Requests, and what a host answers to the questions that they raise.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::NOW;
use crate::engine::{Ask, Callback, nobody, parsed, twice};
use crate::planted::{PLANTED, holds_secret};

/// An audit of a router, which looks at everything.
const AUDIT: &str = include_str!("../../../fixtures/requests/router-audit/request.json");

/// Every kind that may be listed.
const LISTS: [&str; 11] = [
    "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
    "Ingress",
    "Service",
    "Gateway",
    "ListenerSet",
    "HTTPRoute",
    "Certificate",
    "ExternalSecret",
    "SealedSecret",
    "ClusterRoleBinding",
];

/// Holds the answers to these bytes, as a payload, as a request, as its object and as a host's answer, to
/// what every answer has.
pub fn validate(bytes: &[u8], ask: Ask<'_>) {
    if holds_secret(bytes) {
        return;
    }
    let host = host(bytes);
    let answer = answer(bytes, ask, &host);
    if json::members(std::str::from_utf8(bytes).unwrap_or_default()).is_err() {
        assert_eq!(answer["accepted"], false, "accepted, and not read");
    }
    let audit: Value = serde_json::from_str(AUDIT).expect("JSON");
    let settings = json!({ "lists": LISTS });
    let payload = json!({ "request": audit["request"], "settings": settings, "now": NOW });
    self::answer(payload.to_string().as_bytes(), ask, &host);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for request in [text.to_owned(), about(text)] {
        let payload = format!(r#"{{"request":{request},"settings":{settings},"now":"{NOW}"}}"#);
        self::answer(payload.as_bytes(), ask, &host);
        self::answer(payload.as_bytes(), ask, &nobody());
    }
}

/// A request about an object of the platform.
fn about(object: &str) -> String {
    format!(
        r#"{{"uid":"1","namespace":"deis","operation":"UPDATE","name":"deis-router","kind":{{"group":"apps","version":"v1","kind":"Deployment"}},"object":{object},"oldObject":{object}}}"#
    )
}

/// A host that has a Secret of every name, and these bytes for everything else.
fn host(bytes: &[u8]) -> Callback {
    let secrets = source::read(PLANTED).documents;
    let secret = secrets.iter().find(|one| one.json.contains("accesskey")).expect("a Secret");
    let (secret, bytes) = (secret.json.to_string().into_bytes(), bytes.to_vec());
    Arc::new(move |_, operation, payload| {
        let asked: Value = serde_json::from_slice(payload).expect("a question is JSON");
        match (asked["kind"].as_str(), operation) {
            (Some("Secret"), "get_resource") => Ok(secret.clone()),
            _ => Ok(bytes.clone()),
        }
    })
}

fn answer(payload: &[u8], ask: Ask<'_>, host: &Callback) -> Value {
    let answer = twice(ask, "validate", payload, host).expect("an answer, never an error");
    assert!(!holds_secret(&answer), "a Secret is shown");
    let answer = parsed(&answer);
    let message = answer["message"].as_str();
    match (answer["accepted"].as_bool(), answer["code"].as_u64()) {
        (Some(true), None) => assert_eq!(message, None),
        (Some(false), Some(400 | 500)) => assert!(message.is_some_and(|words| !words.is_empty())),
        other => panic!("{other:?}"),
    }
    let plain = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    assert!(plain(message.unwrap_or_default()), "{message:?}");
    for warning in answer["warnings"].as_array().into_iter().flatten() {
        let warning = warning.as_str().expect("words");
        assert!(warning.len() < 256 && plain(warning), "{warning:?}");
    }
    answer
}
