//! What no test held until single changes of the core showed it.

use policy::report::{Counts, Standing};
use policy::{api, host::NoHost};
use serde_json::{Value, json};

use crate::support::{NOW, env, find, installation, review, set_env};

#[test]
fn an_engine_learns_the_protocol_and_the_rules() {
    let answer = |operation: &str| -> Value {
        let bytes = api::call(operation, b"", &NoHost).expect("an answer");
        serde_json::from_slice(&bytes).expect("JSON")
    };
    assert_eq!(answer("protocol_version"), "v1");
    assert_eq!(
        answer("rules")["rules"].as_array().expect("a list").len(),
        policy::rules::RULES.len()
    );
}

#[test]
fn a_report_that_is_written_in_parts_is_the_one_of_the_review() {
    let payload = json!({ "objects": installation("deis-quickstart"), "now": NOW }).to_string();
    let report = api::report(payload.as_bytes(), &NoHost).expect("a report");
    let whole = api::call("review", payload.as_bytes(), &NoHost).expect("a report");
    assert_eq!(api::write(&report).expect("JSON").as_bytes(), whole);
}

#[test]
fn every_standing_has_its_words() {
    let words = [
        (Standing::Met, "met"),
        (Standing::NotMet, "not met"),
        (Standing::Unknown, "unknown"),
        (Standing::NeedsReview, "needs review"),
        (Standing::NotApplicable, "not applicable"),
    ];
    for (standing, word) in words {
        assert_eq!(standing.word(), word);
    }
}

#[test]
fn kinds_are_counted_in_the_order_of_their_names() {
    let mut counts = Counts::default();
    assert!(counts.is_empty());
    for name in ["Pod", "Event", "Pod", "Node", "Event", "Pod"] {
        counts.add(name);
    }
    assert!(!counts.is_empty());
    let all: Vec<_> = counts.iter().collect();
    assert_eq!(all, [("Event", 2), ("Node", 1), ("Pod", 3)]);
}

#[test]
fn values_tell_whose_they_are_where_only_one_charts_know_them() {
    let distribution = |values: Value| {
        let payload = json!({ "objects": [], "values": [values], "now": NOW }).to_string();
        let answer = api::call("review", payload.as_bytes(), &NoHost).expect("a report");
        let report: Value = serde_json::from_slice(&answer).expect("JSON");
        report["installations"][0]["distribution"].clone()
    };
    assert_eq!(distribution(json!({ "global": { "storage": "s3" } })), "deis");
    assert_eq!(distribution(json!({ "passport": {} })), "drycc");
    assert_eq!(distribution(json!({ "global": { "platformDomain": "example.com" } })), "drycc");
    let azure = json!({ "azure": { "azure-storage-conn-string": "x" } });
    assert_eq!(distribution(azure), "hephy");
}

/// What is said of the registration mode that comes from there.
fn told_of_mode(entry: Value) -> String {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", None);
    env(&mut objects, "Deployment", "deis-controller").push(entry);
    let report = review(&objects);
    assert_eq!(report.outcome("registration-mode"), "error");
    report.message("registration-mode").to_owned()
}

#[test]
fn what_is_said_of_a_variable_that_cannot_be_told_names_where_it_comes_from() {
    let name = "REGISTRATION_MODE";
    let from = |source: Value| told_of_mode(json!({ "name": name, "valueFrom": source }));
    let words = from(json!({ "secretKeyRef": { "name": "modes", "key": "own" } }));
    assert!(words.contains("`REGISTRATION_MODE` comes from Secret `modes`, key `own`"), "{words}");
    let words = from(json!({ "fieldRef": { "fieldPath": "metadata.name" } }));
    assert!(words.contains("comes from the pod's field `metadata.name`"), "{words}");
    let words = told_of_mode(json!({ "name": name, "value": "$(OTHER)" }));
    assert!(
        words.contains("the value of `REGISTRATION_MODE` refers to other variables"),
        "{words}"
    );
    let words = told_of_mode(json!({ "name": name, "value": 5 }));
    assert!(!words.contains("comes from a place that is not read"), "{words}");
}

#[test]
fn an_excused_finding_has_no_fix_and_keeps_its_place() {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Deployment", "deis-router")["spec"]["replicas"] = json!(1);
    let excuse = json!({ "exceptions": [{ "rule": "routers-replicas", "reason": "a test" }] });
    let report = crate::support::review_with(&objects, excuse);
    let result = report.results("routers-replicas")[0].clone();
    assert_eq!(result["outcome"], "skip");
    assert_eq!(result["pointer"], "/spec/replicas");
    assert_eq!(result.get("remediation"), None);
}
