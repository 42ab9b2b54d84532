//! What holds for admission whatever the request: properties of the module behind Kubewarden's host.

use std::sync::Arc;

use harness::engine::native::Native;
use harness::engine::wasm::call;
use harness::engine::{Engine, nobody};
use harness::kubewarden::{Grants, of_objects};
use serde_json::{Value, json};

use crate::kubewarden::{CLUSTERS, request, wasm};
use crate::requests::{Case, Decided, cluster, decide};
use crate::support::NOW;

pub fn is_platforms(object: &Value) -> bool {
    let namespace = &object["metadata"]["namespace"];
    let made = ["Pod", "ReplicaSet", "Endpoints", "Event"];
    (namespace == "deis" || namespace == "drycc") && made.iter().all(|kind| object["kind"] != *kind)
}

pub fn all_lists() -> Value {
    json!({ "lists": ["HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress", "Service", "Gateway",
        "ListenerSet", "HTTPRoute", "Certificate", "ExternalSecret", "SealedSecret", "ClusterRoleBinding"] })
}

/// Every object of every fixture cluster that is in a judged namespace, with its cluster.
pub fn everything() -> impl Iterator<Item = (Arc<Vec<Value>>, Value)> {
    CLUSTERS.iter().flat_map(|name| {
        let objects = Arc::new(cluster(name));
        let own: Vec<Value> =
            objects.iter().filter(|object| is_platforms(object)).cloned().collect();
        own.into_iter().map(move |object| (Arc::clone(&objects), object))
    })
}

#[test]
fn nothing_that_runs_today_becomes_uneditable() {
    let wasm = wasm();
    let mut count = 0;
    for (objects, object) in everything() {
        let mut changed = object.clone();
        changed["metadata"]["labels"]["team"] = json!("platform");
        let review = request("UPDATE", &changed, &object);
        for settings in [json!({}), json!({ "onUnknown": "deny", "denyAt": "info" })] {
            let host = of_objects(objects.as_ref().clone(), Grants::default());
            let decided = decide(&wasm, &review, &settings, host);
            assert!(decided.response.accepted, "{} {:?}", object["metadata"]["name"], decided.raw);
            let decided = decide(&wasm, &review, &settings, nobody());
            assert!(decided.response.accepted, "{} {:?}", object["metadata"]["name"], decided.raw);
            count += 1;
        }
    }
    assert!(count > 700, "{count}");
}

#[test]
fn a_dry_run_is_decided_as_the_change_itself() {
    for case in Case::all() {
        let mut dry = case.request.clone();
        dry["request"]["dryRun"] = json!(true);
        let decided = decide(&Native, &dry, &case.settings, nobody());
        let wet = decide(&Native, &case.request, &case.settings, nobody());
        assert_eq!(decided.raw, wet.raw, "{}", case.name);
    }
}

#[test]
fn the_same_request_twice_gets_the_same_bytes_from_one_instance() {
    let wasm = wasm();
    let used = wasm.instance().expect("an instance");
    for case in Case::all() {
        let payload =
            json!({ "request": case.request["request"], "settings": case.settings, "now": NOW });
        let payload = payload.to_string().into_bytes();
        let first = call(&used, "validate", &payload).expect("an answer");
        assert_eq!(call(&used, "validate", &payload).expect("an answer"), first, "{}", case.name);
        assert_eq!(wasm.call("validate", &payload).expect("an answer"), first, "{}", case.name);
    }
}

fn scaled(from: i64, to: i64) -> Decided {
    let mut case = Case::named("scale-to-one");
    let spec = |count: i64| if count == 0 { json!({}) } else { json!({ "replicas": count }) };
    case.request["request"]["object"]["spec"] = spec(to);
    case.request["request"]["oldObject"]["spec"] = spec(from);
    decide(&Native, &case.request, &json!({}), nobody())
}

#[test]
fn a_scale_is_denied_where_it_leaves_fewer_routers_than_enough_and_than_before() {
    for from in 0..5 {
        for to in 0..5 {
            let decided = scaled(from, to);
            let wanted = to >= 2 || to >= from;
            assert_eq!(decided.response.accepted, wanted, "{from} to {to}: {:?}", decided.raw);
        }
    }
}

#[test]
fn an_update_that_starts_more_routers_is_let_in_even_if_they_are_too_few() {
    let mut case = Case::named("router-upgrade");
    for (from, to, wanted) in
        [(0, 1, true), (1, 1, true), (1, 0, false), (2, 1, false), (3, 2, true)]
    {
        case.request["request"]["object"]["spec"]["replicas"] = json!(to);
        case.request["request"]["oldObject"]["spec"]["replicas"] = json!(from);
        let decided = decide(&Native, &case.request, &json!({}), nobody());
        assert_eq!(decided.response.accepted, wanted, "{from} to {to}");
    }
}

#[test]
fn the_three_ways_out_of_helms_one_router_are_named_and_lead_out() {
    let refused = Case::named("router-upgrade").decide(&wasm()).response;
    let message = refused.message.expect("words");
    for way in
        ["`workflow-readiness fix -`", "HorizontalPodAutoscaler", "`remediate: [routers-replicas]`"]
    {
        assert!(message.contains(way), "{message}");
    }
    // What a post-renderer makes of the manifest: the safe patch is in it.
    let mut case = Case::named("router-upgrade");
    case.request["request"]["object"]["spec"]["replicas"] = json!(2);
    assert!(case.decide(&wasm()).response.accepted);
    assert!(Case::named("router-upgrade-autoscaled").decide(&wasm()).response.accepted);
    let mended = Case::named("router-upgrade-remediated").decide(&wasm()).response;
    assert!(mended.accepted);
    let object = mended.mutated_object.expect("an object");
    assert_eq!(object["spec"]["replicas"], 3, "the stored number is kept");
}

#[test]
fn where_deletions_only_warn_a_taken_key_is_told_and_the_rest_is_judged() {
    let mut case = Case::named("delete-certificate-key");
    case.request["request"]["object"]["data"]["tls.crt"] = json!("bm8=");
    let decided = decide(&wasm(), &case.request, &json!({ "deletions": "warn" }), nobody());
    let warnings = decided.response.warnings.expect("a list").join("\n");
    assert!(decided.response.accepted);
    assert!(warnings.contains("deletion: Secret"), "{warnings}");
    case.request["request"]["object"]["data"]["tls.key"] = json!("bm8=");
    let decided = decide(&wasm(), &case.request, &json!({ "deletions": "warn" }), nobody());
    assert_eq!(decided.response.code, Some(400));
}

#[test]
fn a_label_of_another_distribution_does_not_hide_a_violation() {
    let mut case = Case::named("controller-open");
    for name in ["object", "oldObject"] {
        case.request["request"][name]["metadata"]["labels"]["heritage"] = json!("drycc");
    }
    assert_eq!(case.decide(&wasm()).response.code, Some(400));
}

#[test]
fn what_is_mended_is_otherwise_as_it_came() {
    let case = Case::named("router-upgrade-remediated");
    let odd = r#"{"zeta":1.50,"alpha":[1e3,12345678901234567890,-0.0],"é\n\u0001\"":null}"#;
    let text = case.request["request"].to_string();
    let text = text.replacen(
        r#""kind":"Deployment","metadata":{"#,
        &format!(r#""kind":"Deployment","unknown":{odd},"metadata":{{"#),
        1,
    );
    let payload = format!(
        r#"{{"request":{text},"settings":{{"remediate":["routers-replicas"]}},"now":"{NOW}"}}"#
    );
    let wasm = wasm();
    let answer = wasm.call("validate", payload.as_bytes()).expect("an answer");
    let answer = String::from_utf8(answer).expect("UTF-8");
    assert!(answer.contains(r#""zeta":1.50,"alpha":[1e3,12345678901234567890,-0.0],"#), "{answer}");
    let parsed: Value = serde_json::from_str(&answer).expect("JSON");
    let asked: Value = serde_json::from_str(&text).expect("JSON");
    let mut wanted = asked["object"].clone();
    wanted["spec"]["replicas"] = json!(3);
    assert_eq!(parsed["mutated_object"], wanted);
}

#[test]
fn an_audit_never_passes_what_was_not_seen() {
    let wasm = wasm();
    let seen = |grants: Grants, objects: &[Value]| of_objects(objects.to_vec(), grants);
    for (objects, object) in everything() {
        let mut review = request("CREATE", &object, &Value::Null);
        review["resource"]["resource"] = object["kind"].clone();
        review.as_object_mut().expect("an object").remove("userInfo");
        let told = decide(&wasm, &review, &json!({}), seen(Grants::default(), &objects)).response;
        let blind = decide(&wasm, &review, &json!({}), nobody()).response;
        if !told.accepted && told.code == Some(400) {
            assert!(!blind.accepted, "{}: {blind:?}", object["metadata"]["name"]);
        }
    }
}
