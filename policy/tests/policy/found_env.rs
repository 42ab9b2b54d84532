//! What reviews found about variables of containers, kept so that it stays found.

use serde_json::{Value, json};

use crate::support::{env, find, installation, review, set_env};

const CONTAINER: &str = "/spec/template/spec/containers/0";

/// Sets a field of the first container of a workload.
fn set(objects: &mut [Value], kind: &str, name: &str, field: &str, value: Value) {
    let workload = find(objects, kind, name);
    workload.pointer_mut(CONTAINER).expect("a container")[field] = value;
}

#[test]
fn an_env_that_the_api_server_refuses_leaves_nothing_unset() {
    let odd = [
        json!("REGISTRATION_ENABLED=true"),
        json!({ "REGISTRATION_ENABLED": "true" }),
        json!([{ "value": "true" }]),
        json!([{ "name": null, "value": "true" }]),
        json!([["REGISTRATION_ENABLED", "true"]]),
        json!(5),
    ];
    for env in odd {
        let mut objects = installation("drycc-production");
        set(&mut objects, "Deployment", "drycc-passport-api", "env", env.clone());
        assert_eq!(review(&objects).outcome("registration-passport"), "error", "{env}");
    }
}

#[test]
fn an_env_from_that_the_api_server_refuses_leaves_nothing_unset() {
    for sources in
        [json!("mode"), json!({}), json!([{}]), json!([null]), json!([{ "prefix": "X_" }])]
    {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", None);
        set(&mut objects, "Deployment", "deis-controller", "envFrom", sources.clone());
        assert_eq!(review(&objects).outcome("registration-mode"), "error", "{sources}");
    }
}

#[test]
fn behind_an_optional_source_that_is_missing_the_entry_before_it_counts() {
    let source = json!({ "configMapKeyRef": { "name": "none", "key": "x", "optional": true } });
    let missing = json!({ "name": "REGISTRATION_MODE", "valueFrom": source });
    let mut objects = installation("deis-production-s3");
    env(&mut objects, "Deployment", "deis-controller").push(missing);
    assert_eq!(review(&objects).outcome("registration-mode"), "pass");
    let entries = env(&mut objects, "Deployment", "deis-controller");
    entries.retain(|entry| entry["value"] != "admin_only");
    objects.push(json!({
        "apiVersion": "v1", "kind": "ConfigMap", "data": { "REGISTRATION_MODE": "disabled" },
        "metadata": { "name": "mode", "namespace": "deis" },
    }));
    let sources = json!([{ "configMapRef": { "name": "mode" } }]);
    set(&mut objects, "Deployment", "deis-controller", "envFrom", sources);
    assert_eq!(review(&objects).outcome("registration-mode"), "pass");
}

#[test]
fn a_list_of_nothing_but_optional_sources_is_gone_through_without_a_deep_call() {
    let source = json!({ "configMapKeyRef": { "name": "none", "key": "x", "optional": true } });
    let missing = json!({ "name": "REGISTRATION_MODE", "valueFrom": source });
    let mut objects = installation("deis-production-s3");
    set(&mut objects, "Deployment", "deis-controller", "env", json!(vec![missing; 20_000]));
    assert!(review(&objects).message("registration-mode").contains("is not set"));
}
