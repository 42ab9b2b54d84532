//! Payloads and bad input: told in words, never a panic, and what is around it is judged.

use policy::api;
use policy::host::NoHost;
use serde_json::{Value, json};

use crate::support::{NOW, installation};

fn refused(operation: &str, payload: &str) -> String {
    api::call(operation, payload.as_bytes(), &NoHost).expect_err(payload)
}

fn review_text(objects: &str) -> Value {
    let payload = format!(r#"{{"objects":{objects},"now":"{NOW}"}}"#);
    let answer = api::call("review", payload.as_bytes(), &NoHost).expect("a review");
    serde_json::from_slice(&answer).expect("a report")
}

#[test]
fn an_operation_that_there_is_not_is_named() {
    assert_eq!(refused("reviews", "{}"), "there is no operation `reviews`");
}

#[test]
fn a_payload_that_is_none_is_told_without_repeating_it() {
    for payload in ["", "[]", "{", r#"{"hunter2":"#, "\"hunter2\"", r#"{"objects":"hunter2"}"#] {
        let words = refused("review", payload);
        assert!(!words.contains("hunter2"), "{words}");
    }
    let latin = api::call("review", b"{\"a\":\"\xff\"}", &NoHost).expect_err("not UTF-8");
    assert_eq!(latin, "the payload is not UTF-8");
}

#[test]
fn a_misspelt_member_of_a_review_is_refused() {
    let words = refused("review", r#"{"objects":[],"setings":{},"now":"2026-11-01T12:00:00Z"}"#);
    assert!(words.contains("`setings`"), "{words}");
}

#[test]
fn a_review_without_a_moment_or_with_a_wrong_one_is_refused() {
    assert!(refused("review", r#"{"objects":[]}"#).contains("no clock"));
    assert!(refused("review", r#"{"objects":[],"now":"today"}"#).contains("`today`"));
}

#[test]
fn a_clock_is_missed_only_where_a_decision_depends_on_it() {
    let service = |kind: &str| {
        let metadata = json!({ "name": "deis-logger", "namespace": "deis" });
        let spec = json!({ "type": kind, "ports": [{ "port": 80 }] });
        json!({
            "uid": "1", "operation": "CREATE", "namespace": "deis", "name": "deis-logger",
            "kind": { "group": "", "version": "v1", "kind": "Service" },
            "userInfo": { "username": "ada", "groups": ["a", "long", "list", "of", "groups", "is", "here"] },
            "object": { "apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec },
        })
    };
    let decide = |kind: &str, settings: Value| -> Value {
        let payload = json!({ "request": service(kind), "settings": settings }).to_string();
        let answer = api::call("validate", payload.as_bytes(), &NoHost).expect("an answer");
        serde_json::from_slice(&answer).expect("JSON")
    };
    let exceptions = json!({ "exceptions": [{ "rule": "security-ports", "reason": "later", "until": "2999-01-01" }] });
    assert_eq!(decide("ClusterIP", exceptions.clone()), json!({ "accepted": true }));
    let forever = json!({ "exceptions": [{ "rule": "security-ports", "reason": "later" }] });
    assert_eq!(decide("NodePort", forever)["accepted"], true);
    let refused = decide("NodePort", json!({}));
    assert_eq!((&refused["accepted"], refused["code"] != 500), (&json!(false), true), "{refused}");
    let untold = decide("NodePort", exceptions);
    assert_eq!((&untold["accepted"], &untold["code"]), (&json!(false), &json!(500)), "{untold}");
    assert!(untold["message"].to_string().contains("there is no clock"), "{untold}");
}

#[test]
fn what_is_no_kubernetes_object_is_unreadable_with_its_place() {
    let report = review_text(
        r#"[1, {"kind":"Secret"}, {"apiVersion":"v1"}, {"apiVersion":"v1","kind":"Secret"}, [], {"apiVersion":"v1","kind":"Pod"}]"#,
    );
    let unreadable = report["unreadable"].as_array().expect("a list");
    let indexes: Vec<&Value> = unreadable.iter().map(|one| &one["index"]).collect();
    assert_eq!(indexes, [0, 1, 2, 3, 4]);
    assert_eq!(report["ignored"], json!({ "Pod": 1 }));
}

#[test]
fn a_document_nested_too_deep_is_unreadable_and_the_others_are_judged() {
    let deep = format!("{}1{}", "[".repeat(1000), "]".repeat(1000));
    let objects = serde_json::to_string(&installation("deis-production-s3")).expect("JSON");
    let objects = format!("[{deep},{}", &objects[1..]);
    let report = review_text(&objects);
    assert_eq!(report["unreadable"][0]["index"], 0);
    assert_eq!(report["installations"][0]["distribution"], "deis");
}

#[test]
fn numbers_out_of_range_are_read_and_wrong_types_everywhere_are_unknown_or_fail() {
    for replicas in ["1e999", "99999999999999999999", "-0", "[]", "{}", "true"] {
        let object = format!(
            r#"[{{"apiVersion":"apps/v1","kind":"Deployment","metadata":{{"name":"deis-router","namespace":"deis"}},
            "spec":{{"replicas":{replicas},"template":{{"spec":{{"containers":[{{"name":"deis-router"}}]}}}}}}}}]"#
        );
        let report = review_text(&object);
        let results = report["installations"][0]["results"].as_array().expect("a list");
        let routers =
            results.iter().find(|one| one["rule"] == "routers-replicas").expect("a result");
        assert_ne!(routers["outcome"], "pass", "{replicas}");
    }
}

#[test]
fn of_duplicate_keys_the_last_counts_as_in_the_api_server() {
    let object = r#"[{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"deis-router","namespace":"deis"},
        "spec":{"replicas":1,"replicas":2,"template":{"spec":{"containers":[{"name":"deis-router"}]}}}}]"#;
    let report = review_text(object);
    let results = report["installations"][0]["results"].as_array().expect("a list");
    let routers = results.iter().find(|one| one["rule"] == "routers-replicas").expect("a result");
    assert_eq!(routers["outcome"], "pass");
}

#[test]
fn a_kind_of_the_same_name_in_a_foreign_group_is_another_kind() {
    let report = review_text(
        r#"[{"apiVersion":"example.com/v1","kind":"Deployment","metadata":{"name":"deis-router","namespace":"deis"}}]"#,
    );
    assert_eq!(report["ignored"], json!({ "Deployment.example.com": 1 }));
    assert_eq!(report["installations"], json!([]));
}
