//! Secrets of Drycc's that may be deleted, and those that may not.

use serde_json::{Value, json};

use crate::host::Kubewarden;
use crate::support::{cluster, find};

/// Whether somebody may delete a Secret of Drycc's, in a fixture cluster that was changed.
fn may_go(name: &str, fixture: &str, change: impl FnOnce(&mut [Value])) -> bool {
    let mut objects = cluster(fixture);
    change(&mut objects);
    let secret = json!({
        "apiVersion": "v1", "kind": "Secret", "data": {},
        "metadata": { "name": name, "namespace": "drycc" },
    });
    let request = json!({
        "uid": "1", "operation": "DELETE", "name": name, "namespace": "drycc",
        "kind": { "group": "", "version": "v1", "kind": "Secret" },
        "userInfo": { "username": "ada" }, "oldObject": secret,
    });
    Kubewarden::of(objects).decide(&request, &json!({}))["accepted"] == true
}

#[test]
fn a_secret_that_drycc_uses_no_more_may_go() {
    for name in ["django-secret-key", "builder-key-auth", "objectstorage-keyfile"] {
        assert!(may_go(name, "drycc-production", |_| {}), "{name}");
        assert!(!may_go(name, "drycc-v1.0", |_| {}), "{name}");
    }
}

#[test]
fn a_secret_that_drycc_refers_to_stays() {
    let from_key = json!({ "name": "KEY", "valueFrom": { "secretKeyRef": { "name": "django-secret-key", "key": "secret-key" } } });
    let from_all = json!({ "secretRef": { "name": "django-secret-key" } });
    for (list, entry) in [("env", from_key), ("envFrom", from_all)] {
        let refer = |objects: &mut [Value]| {
            let controller = find(objects, "Deployment", "drycc-controller-api");
            let container = &mut controller["spec"]["template"]["spec"]["containers"][0];
            match container[list].as_array_mut() {
                Some(entries) => entries.push(entry),
                None => container[list] = json!([entry]),
            }
        };
        assert!(!may_go("django-secret-key", "drycc-production", refer), "{list}");
    }
}

#[test]
fn drycc_without_its_controller_or_builder_shows_no_way_off() {
    let without = |name: &'static str| {
        move |objects: &mut [Value]| {
            find(objects, "Deployment", name)["metadata"]["name"] = json!("gone");
        }
    };
    assert!(!may_go("django-secret-key", "drycc-production", without("drycc-controller-api")));
    assert!(!may_go("objectstorage-keyfile", "drycc-production", without("drycc-builder")));
}
