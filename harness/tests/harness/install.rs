//! Installing a chart object by object, as Helm does it, past the policy.

use harness::engine::wasm::Wasm;
use harness::kubewarden::{Grants, of_objects};
use serde_json::{Value, json};

use crate::admission::{all_lists, is_platforms};
use crate::kubewarden::{request, wasm};
use crate::requests::{cluster, decide};

/// The fixture clusters whose guide is followed, but for what a person attests.
const READY: [&str; 11] = [
    "deis-production-s3",
    "deis-production-gcs",
    "deis-production-azure",
    "deis-production-swift",
    "deis-native-ingress",
    "hephy-production-s3",
    "hephy-production-azure",
    "hephy-production-gcs",
    "hephy-production-swift",
    "drycc-production",
    "drycc-v1.0",
];

/// The order in which Helm creates kinds; others come last.
const HELM: [&str; 20] = [
    "Namespace",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "ConfigMap",
    "PersistentVolumeClaim",
    "ClusterRole",
    "ClusterRoleBinding",
    "Role",
    "RoleBinding",
    "Service",
    "DaemonSet",
    "ReplicationController",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "Ingress",
    "Gateway",
];

/// Objects that no chart renders: somebody makes them once the chart is installed.
fn by_hand(object: &Value) -> bool {
    let name = object["metadata"]["name"].as_str().expect("a name");
    let certificates = ["deis-router-platform-cert", "drycc-router-platform-cert", "deis-api-tls"];
    let kinds = ["HorizontalPodAutoscaler", "PodDisruptionBudget"];
    certificates.contains(&name) || kinds.iter().any(|kind| object["kind"] == *kind)
}

/// What Helm sends: nothing that an API server adds.
fn sent(mut object: Value) -> Value {
    object.as_object_mut().expect("an object").remove("status");
    let metadata = object["metadata"].as_object_mut().expect("metadata");
    for name in ["managedFields", "uid", "resourceVersion", "generation", "selfLink"] {
        metadata.remove(name);
    }
    object
}

fn in_helms_order(mut objects: Vec<Value>) -> Vec<Value> {
    let place = |object: &Value| HELM.iter().position(|kind| object["kind"] == *kind);
    objects.sort_by_key(|object| {
        let name = object["metadata"]["name"].as_str().expect("a name").to_owned();
        (by_hand(object), place(object).unwrap_or(HELM.len()), name)
    });
    objects
}

/// Creates the objects one after the other, and tells what was said of each that was kept out.
pub fn install(wasm: &Wasm, objects: Vec<Value>, settings: &Value) -> Vec<String> {
    let mut there: Vec<Value> = Vec::new();
    let mut refused = Vec::new();
    for object in in_helms_order(objects) {
        let object = sent(object);
        let host = of_objects(there.clone(), Grants::default());
        let decided = decide(wasm, &request("CREATE", &object, &Value::Null), settings, host);
        if !decided.response.accepted {
            let name = &object["metadata"]["name"];
            refused.push(format!("{} {name}: {:?}", object["kind"], decided.response.message));
        }
        there.push(object);
    }
    refused
}

#[test]
fn a_production_ready_install_is_let_in_in_helms_order() {
    let wasm = wasm();
    for name in READY {
        let mut objects = cluster(name);
        objects.retain(is_platforms);
        assert!(objects.len() > 20, "{name}");
        for settings in [json!({}), all_lists()] {
            assert_eq!(install(&wasm, objects.clone(), &settings), [""; 0], "{name}");
        }
        // As the charts have it: one router, whatever the values.
        for object in &mut objects {
            let name = object["metadata"]["name"].as_str().expect("a name");
            if object["kind"] == "Deployment" && name.ends_with("-router") {
                object["spec"]["replicas"] = json!(1);
            }
        }
        assert_eq!(install(&wasm, objects, &json!({})), [""; 0], "{name} with one router");
    }
}

#[test]
fn a_quick_start_is_kept_out_where_it_stores_on_the_cluster() {
    let mut objects = cluster("deis-quickstart");
    objects.retain(is_platforms);
    let refused = install(&wasm(), objects, &json!({})).join("\n");
    for name in ["deis-registry", "deis-database", "deis-builder", "deis-controller"] {
        assert!(refused.contains(name), "{name}: {refused}");
    }
    assert!(!refused.contains("deis-router"), "{refused}");
}
