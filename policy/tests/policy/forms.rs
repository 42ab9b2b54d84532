//! The same cluster in another form gives the same answer.

use serde_json::{Value, json};

use crate::support::{CLUSTERS, NOW, call, cluster, installation, review};

/// The report without what only tells places in the input.
fn without_places(report: &Value) -> Value {
    let mut report = report.clone();
    for one in report["installations"].as_array_mut().expect("a list") {
        for result in one["results"].as_array_mut().expect("a list") {
            result["index"] = json!(0);
        }
    }
    report
}

/// What the rules say, without the objects that say nothing.
fn said(report: &Value) -> Value {
    let mut report = without_places(report);
    report["ignored"] = json!({});
    report
}

#[test]
fn lists_and_nested_lists_are_as_good_as_their_items() {
    for name in CLUSTERS {
        let objects = cluster(name);
        let plain = review(&objects).0;
        let (front, back) = objects.split_at(objects.len() / 2);
        let list = |items: Value| json!({ "apiVersion": "v1", "kind": "List", "items": items });
        let nested = list(json!([list(json!(front)), list(json!([list(json!(back))]))]));
        assert_eq!(review(&[nested]).0, plain, "{name}");
    }
}

#[test]
fn items_of_typed_lists_need_not_say_what_they_are() {
    let mut objects = installation("deis-production-s3");
    let plain = review(&objects).0;
    let mut secrets: Vec<Value> = Vec::new();
    objects.retain(|object| {
        let is_secret = object["kind"] == "Secret";
        secrets.extend(is_secret.then(|| object.clone()));
        !is_secret
    });
    for secret in &mut secrets {
        let secret = secret.as_object_mut().expect("an object");
        secret.remove("kind");
        secret.remove("apiVersion");
    }
    objects.push(json!({ "apiVersion": "v1", "kind": "SecretList", "items": secrets }));
    assert_eq!(without_places(&review(&objects).0), without_places(&plain));
}

#[test]
fn the_order_of_the_objects_is_nothing() {
    for name in CLUSTERS {
        let mut objects = cluster(name);
        let forward = review(&objects).0;
        objects.reverse();
        assert_eq!(without_places(&review(&objects).0), without_places(&forward), "{name}");
    }
}

/// What an API server adds to what a chart renders, taken away again: trap 15.
fn as_rendered(objects: &[Value]) -> Vec<Value> {
    let mut rendered: Vec<Value> = objects.to_vec();
    for object in &mut rendered {
        object.as_object_mut().expect("an object").remove("status");
        let metadata = object["metadata"].as_object_mut().expect("an object");
        for name in [
            "namespace",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "managedFields",
            "selfLink",
            "generation",
        ] {
            metadata.remove(name);
        }
        let Some(containers) = object.pointer_mut("/spec/template/spec/containers") else {
            continue;
        };
        for container in containers.as_array_mut().expect("a list") {
            let container = container.as_object_mut().expect("an object");
            container.remove("terminationMessagePath");
            container.remove("terminationMessagePolicy");
            for entry in
                container.get_mut("env").and_then(Value::as_array_mut).into_iter().flatten()
            {
                if entry.get("value").is_none() && entry.get("valueFrom").is_none() {
                    entry["value"] = json!("");
                }
            }
        }
    }
    rendered
}

#[test]
fn trap_15_what_the_api_server_adds_is_nothing() {
    for name in CLUSTERS {
        let objects = installation(name);
        let stored = review(&objects).0;
        let rendered = review(&as_rendered(&objects)).0;
        assert_eq!(said(&rendered), said(&stored), "{name}");
    }
}

#[test]
fn objects_without_a_namespace_are_taken_to_be_in_the_one_asked_for() {
    let objects = as_rendered(&installation("deis-production-s3"));
    let report = call(&json!({ "objects": objects, "now": NOW, "namespace": "paas" }));
    assert_eq!(report["installations"][0]["namespace"], "paas");
    let sections = report["installations"][0]["sections"].as_array().expect("a list");
    assert_eq!(sections[4]["standing"], "met", "its certificate is there too");
}

#[test]
fn only_the_installation_asked_for_is_judged() {
    let objects = cluster("deis-two-installations");
    let report = call(&json!({ "objects": objects, "now": NOW, "namespace": "deis-staging" }));
    let all = report["installations"].as_array().expect("a list");
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["namespace"], "deis-staging");
}

#[test]
fn the_same_call_twice_gives_the_same_bytes() {
    let payload = json!({ "objects": cluster("deis-two-installations"), "now": NOW }).to_string();
    let once = || policy::api::call("review", payload.as_bytes(), &policy::host::NoHost);
    assert_eq!(once(), once());
}
