//! Remedies: a patch mends its own finding, a safe one nothing else, and none is unsafe in silence.

use std::collections::BTreeMap;

use policy::rules::RULES;
use serde_json::{Value, json};

use crate::support::{CLUSTERS, NOW, Reviewed, call, cluster, objects};

/// What a finding is, apart from its place and its remedy.
type Key = (String, String, String, String);

fn findings(report: &Reviewed) -> BTreeMap<Key, usize> {
    let mut found = BTreeMap::new();
    for one in results(report) {
        if ["fail", "warn", "error"].contains(&one["outcome"].as_str().expect("a text")) {
            *found.entry(key(one)).or_insert(0) += 1;
        }
    }
    found
}

fn results(report: &Reviewed) -> impl Iterator<Item = &Value> {
    let all = report.0["installations"].as_array().expect("a list");
    all.iter().flat_map(|one| one["results"].as_array().expect("a list"))
}

fn key(one: &Value) -> Key {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let subject = &one["subject"];
    let name = format!("{}/{}", text(&subject["namespace"]), text(&subject["name"]));
    (text(&one["rule"]), text(&subject["kind"]), name, text(&one["message"]))
}

fn patch(document: &Value, patch: &Value) -> Value {
    let (document, patch) = (document.to_string(), patch.to_string());
    let patch: policy::patch::Patch<'_> = serde_json::from_str(&patch).expect("a patch");
    let mut tree = policy::json::Json::parse(&document).expect("JSON");
    patch.apply(&mut tree).expect("a place");
    serde_json::from_str(&tree.to_string()).expect("JSON")
}

fn ask(objects: &[Value]) -> Reviewed {
    Reviewed(call(&json!({ "objects": objects, "now": NOW })))
}

/// Every input that there is: whole clusters, and each rule's own three.
fn inputs() -> Vec<(String, Vec<Value>)> {
    let clusters = CLUSTERS.map(|name| (name.to_owned(), cluster(name)));
    let files = RULES.iter().flat_map(|rule| {
        ["bad", "fixed", "good"].map(|file| format!("rules/{}/{file}.yaml", rule.id))
    });
    let files = files.map(|file| (file.clone(), objects(&file)));
    clusters.into_iter().chain(files).collect()
}

fn is_patched(one: &Value) -> bool {
    one["remediation"]["patch"].is_array()
}

#[test]
fn all_patches_together_remove_exactly_their_findings_and_add_none() {
    let mut mended = 0;
    for (name, mut objects) in inputs() {
        let before = ask(&objects);
        let mut expected = findings(&before);
        for one in results(&before).filter(|one| is_patched(one)) {
            let index = usize::try_from(one["index"].as_u64().expect("a number")).expect("small");
            objects[index] = patch(&objects[index], &one["remediation"]["patch"]);
            let count = expected.get_mut(&key(one)).expect("a finding");
            *count -= 1;
            mended += 1;
        }
        expected.retain(|_, count| *count > 0);
        assert_eq!(findings(&ask(&objects)), expected, "{name}");
    }
    assert!(mended > 100, "{mended}");
}

#[test]
fn each_patch_alone_removes_its_finding_and_adds_none_and_a_safe_one_removes_no_other() {
    for (name, objects) in inputs() {
        let before = ask(&objects);
        for one in results(&before).filter(|one| is_patched(one)) {
            let mut objects = objects.clone();
            let index = usize::try_from(one["index"].as_u64().expect("a number")).expect("small");
            objects[index] = patch(&objects[index], &one["remediation"]["patch"]);
            let mut expected = findings(&before);
            *expected.get_mut(&key(one)).expect("a finding") -= 1;
            expected.retain(|_, count| *count > 0);
            let left = findings(&ask(&objects));
            if one["remediation"]["safety"] == "safe" {
                assert_eq!(left, expected, "{name}: {one}");
            }
            // A network for the router closes what else it publishes.
            let is_known = |(key, count)| expected.get(key).is_some_and(|known| count <= known);
            assert!(left.iter().all(is_known), "{name}: {one}");
        }
    }
}

#[test]
fn storage_of_a_live_installation_is_moved_by_steps_and_never_by_a_patch() {
    for (name, objects) in inputs() {
        let report = ask(&objects);
        for one in results(&report).filter(|one| one["section"] == "object-storage") {
            assert!(one["remediation"]["patch"].is_null(), "{name}: {one}");
            assert_ne!(one["remediation"]["safety"], "safe", "{name}: {one}");
        }
    }
}

#[test]
fn what_the_next_upgrade_takes_back_says_so() {
    let report = ask(&cluster("deis-quickstart"));
    let effect = |rule: &str| {
        report.results(rule)[0]["remediation"]["effect"].as_str().expect("a text").to_owned()
    };
    assert!(effect("routers-replicas").contains("next Helm 3 upgrade"));
    assert!(effect("routers-spread").contains("next Helm 3 upgrade"));
    let report = ask(&objects("rules/tls-load-balancer/bad.yaml"));
    let effects: Vec<&str> = report
        .results("tls-load-balancer")
        .iter()
        .filter_map(|one| one["remediation"]["effect"].as_str())
        .collect();
    assert!(effects.iter().any(|effect| effect.contains("helm upgrade")), "{effects:?}");
}

#[test]
fn every_remedy_says_what_happens() {
    for (name, objects) in inputs() {
        for one in results(&ask(&objects)).filter(|one| one["remediation"].is_object()) {
            let remedy = &one["remediation"];
            assert!(remedy["effect"].as_str().is_some_and(|text| text.len() > 15), "{name}: {one}");
            let mechanical = remedy["patch"].is_array();
            assert!(!mechanical || remedy["command"].is_string(), "{name}: {one}");
        }
    }
}
