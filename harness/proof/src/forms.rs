//! The forms in which one cluster's objects come: as an API server hands them out, as a chart renders
//! them, in other orders, and through k8s-openapi's types.

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::core::v1::{ConfigMap, Secret, Service};
use k8s_openapi::api::networking::v1::Ingress;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::ClusterRoleBinding;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::cluster::encoded;

/// What `kubectl get` shows: everything that an API server adds, which nobody asked for.
#[must_use]
pub fn served(object: &Value) -> Value {
    let mut object = object.clone();
    defaults(&mut object);
    let metadata = object["metadata"].as_object_mut().expect("metadata");
    metadata.insert("uid".to_owned(), json!("0b8a4c1e-0000-4000-8000-000000000001"));
    metadata.insert("resourceVersion".to_owned(), json!("4711"));
    metadata.insert("generation".to_owned(), json!(3));
    metadata.insert("creationTimestamp".to_owned(), json!("2026-10-01T00:00:00Z"));
    let fields = json!({ "f:spec": { "f:replicas": {}, "f:env": { "k:{\"name\":\"ALLOW_SIGN_UP\"}": {} } } });
    metadata.insert(
        "managedFields".to_owned(),
        json!([{ "manager": "helm", "operation": "Update", "fieldsV1": fields }]),
    );
    if object["spec"].is_object() {
        object["status"] = json!({ "replicas": 1, "conditions": [{ "type": "Available" }] });
    }
    object
}

fn defaults(object: &mut Value) {
    match object["kind"].as_str().unwrap_or_default() {
        "Deployment" | "StatefulSet" => {
            absent(&mut object["spec"], "replicas", json!(1));
            absent(&mut object["spec"], "revisionHistoryLimit", json!(10));
            pod(&mut object["spec"]["template"]["spec"]);
        }
        "DaemonSet" => pod(&mut object["spec"]["template"]["spec"]),
        "Service" => {
            absent(&mut object["spec"], "type", json!("ClusterIP"));
            absent(&mut object["spec"], "sessionAffinity", json!("None"));
            absent(&mut object["spec"], "clusterIP", json!("10.3.0.7"));
            for port in object["spec"]["ports"].as_array_mut().into_iter().flatten() {
                absent(port, "protocol", json!("TCP"));
            }
        }
        "HorizontalPodAutoscaler" => absent(&mut object["spec"], "minReplicas", json!(1)),
        "Secret" => secret(object),
        _ => {}
    }
}

fn absent(owner: &mut Value, name: &str, value: Value) {
    let owner = owner.as_object_mut().expect("an object");
    owner.entry(name.to_owned()).or_insert(value);
}

fn pod(pod: &mut Value) {
    absent(pod, "restartPolicy", json!("Always"));
    absent(pod, "dnsPolicy", json!("ClusterFirst"));
    absent(pod, "schedulerName", json!("default-scheduler"));
    absent(pod, "securityContext", json!({}));
    if let Some(account) = pod.get("serviceAccountName").cloned() {
        absent(pod, "serviceAccount", account);
    }
    for container in pod["containers"].as_array_mut().into_iter().flatten() {
        absent(container, "imagePullPolicy", json!("IfNotPresent"));
        absent(container, "resources", json!({}));
        absent(container, "terminationMessagePath", json!("/dev/termination-log"));
        for port in container["ports"].as_array_mut().into_iter().flatten() {
            absent(port, "protocol", json!("TCP"));
        }
    }
}

/// What was given as text is stored as bytes.
fn secret(object: &mut Value) {
    absent(object, "type", json!("Opaque"));
    let Some(Value::Object(texts)) =
        object.as_object_mut().and_then(|all| all.remove("stringData"))
    else {
        return;
    };
    absent(object, "data", json!({}));
    for (key, value) in texts {
        object["data"][key] = json!(encoded(value.as_str().unwrap_or_default()));
    }
}

/// What `helm template` prints: no namespace, and an empty value written out.
#[must_use]
pub fn rendered(object: &Value) -> Value {
    let mut object = object.clone();
    object["metadata"].as_object_mut().expect("metadata").remove("namespace");
    let containers = object.pointer_mut("/spec/template/spec/containers");
    for container in containers.and_then(Value::as_array_mut).into_iter().flatten() {
        for entry in container["env"].as_array_mut().into_iter().flatten() {
            if entry.get("valueFrom").is_none() {
                absent(entry, "value", json!(""));
            }
        }
    }
    object
}

/// One List.
#[must_use]
pub fn listed(objects: &[Value]) -> Value {
    json!({ "apiVersion": "v1", "kind": "List", "metadata": {}, "items": objects })
}

/// The text of an object with its keys in the opposite order.
#[must_use]
pub fn backwards(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let member =
                |(key, value): (&String, &Value)| format!("{}:{}", json!(key), backwards(value));
            let members: Vec<String> = members.iter().rev().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(backwards).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

/// The object read into k8s-openapi's type and written again: what the official schema knows of it.
#[must_use]
pub fn typed(object: &Value) -> Value {
    match object["kind"].as_str().unwrap_or_default() {
        "Deployment" => through::<Deployment>(object),
        "StatefulSet" => through::<StatefulSet>(object),
        "DaemonSet" => through::<DaemonSet>(object),
        "Service" => through::<Service>(object),
        "Secret" => through::<Secret>(object),
        "ConfigMap" => through::<ConfigMap>(object),
        "Ingress" => through::<Ingress>(object),
        "HorizontalPodAutoscaler" => through::<HorizontalPodAutoscaler>(object),
        "PodDisruptionBudget" => through::<PodDisruptionBudget>(object),
        "ClusterRoleBinding" => through::<ClusterRoleBinding>(object),
        _ => object.clone(),
    }
}

fn through<T: DeserializeOwned + Serialize>(object: &Value) -> Value {
    let mut object = object.clone();
    // Of the charts' old form there are no types any more; its fields are the same.
    if object["apiVersion"] == "extensions/v1beta1" {
        object["apiVersion"] = json!("apps/v1");
    }
    // A status that belongs to another kind of object is none that the type takes.
    object.as_object_mut().map(|members: &mut Map<String, Value>| members.remove("status"));
    let read: T = serde_json::from_value(object).expect("an object of the official schema");
    serde_json::to_value(read).expect("typed objects are JSON")
}
