//! Requests and clusters of a known size: what the module's cost is counted and measured on.

use serde_json::{Value, json};

/// An AdmissionRequest about an object.
///
/// # Panics
/// Neither `object` nor `old` is a Kubernetes object.
#[must_use]
pub fn request(operation: &str, object: &Value, old: &Value) -> Value {
    let named = if object.is_null() { old } else { object };
    let version = named["apiVersion"].as_str().expect("a version");
    let (group, version) = version.split_once('/').unwrap_or(("", version));
    let kind = named["kind"].as_str().expect("a kind");
    json!({
        "uid": "1", "operation": operation, "name": named["metadata"]["name"],
        "namespace": named["metadata"]["namespace"], "object": object, "oldObject": old,
        "kind": { "group": group, "version": version, "kind": kind },
        "resource": { "group": group, "version": version, "resource": format!("{}s", kind.to_lowercase()) },
        "userInfo": { "username": "ada", "groups": [] },
    })
}

/// A request that says what another one says, with something else in some places.
///
/// # Panics
/// A place is not there.
#[must_use]
pub fn instead(mut request: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        *request.pointer_mut(pointer).expect(pointer) = value.clone();
    }
    request
}

/// The request about a Deployment, which has 20 KB: with many variables.
#[must_use]
pub fn large(request: Value) -> Value {
    let variable = |number: usize| json!({ "name": format!("SETTING_{number}"), "value": format!("a value of some length, {number}") });
    let variables: Vec<Value> = (0..310).map(variable).collect();
    instead(request, &[("/object/spec/template/spec/containers/0/env", variables.into())])
}

/// The request that makes the Secret with the platform's certificate.
///
/// # Panics
/// The cluster has none.
#[must_use]
pub fn certificate(cluster: &[Value]) -> Value {
    let of_router = |one: &&Value| one["metadata"]["name"] == "deis-router-platform-cert";
    let secret = cluster.iter().find(of_router).expect("the certificate's Secret");
    request("CREATE", secret, &Value::Null)
}

/// That many objects: the platform's, those first that make it one, then what applications have: two
/// Deployments, a Service and a Secret each.
pub fn cluster(objects: &[Value], count: usize) -> impl Iterator<Item = Value> {
    let inside = objects.iter().filter(|object| object["metadata"]["namespace"] == "deis");
    let mut platform: Vec<Value> = inside.cloned().collect();
    platform.sort_by_key(|object| object["kind"] != "Deployment");
    platform.into_iter().chain((0..).flat_map(application)).take(count)
}

fn application(number: usize) -> [Value; 4] {
    let name = format!("shop-{number}");
    let metadata = |own: &str| {
        let labels = json!({ "app": name, "heritage": "deis" });
        json!({ "name": own, "namespace": name, "labels": labels })
    };
    let mut service = metadata(&name);
    service["annotations"] = json!({ "router.deis.io/domains": name });
    let port = json!({ "name": "http", "port": 80, "targetPort": 5000, "protocol": "TCP" });
    let selector = json!({ "app": name, "type": "web" });
    let password = format!("cG9zdGdyZXM6Ly91c2VyQGRiL3Nob3A{number:08}");
    [
        deployment(&name, "web", number),
        deployment(&name, "worker", number),
        json!({
            "apiVersion": "v1", "kind": "Service", "metadata": service,
            "spec": { "type": "ClusterIP", "selector": selector, "ports": [port] },
        }),
        json!({
            "apiVersion": "v1", "kind": "Secret", "metadata": metadata(&format!("{name}-env")),
            "type": "Opaque", "data": { "DATABASE_URL": password },
        }),
    ]
}

fn deployment(name: &str, process: &str, number: usize) -> Value {
    let own = format!("{name}-{process}");
    let labels = json!({ "app": name, "type": process });
    let secret =
        json!({ "secretKeyRef": { "name": format!("{name}-env"), "key": "DATABASE_URL" } });
    let container = json!({
        "name": own,
        "image": format!("registry.local:5000/{name}:v{number}"),
        "imagePullPolicy": "Always",
        "env": [
            { "name": "DEIS_APP", "value": name },
            { "name": "WORKFLOW_RELEASE", "value": format!("v{number}") },
            { "name": "DATABASE_URL", "valueFrom": secret },
            { "name": "PORT", "value": "5000" },
        ],
        "ports": [{ "containerPort": 5000, "protocol": "TCP" }],
        "resources": { "limits": { "cpu": "500m", "memory": "256Mi" } },
        "readinessProbe": { "httpGet": { "path": "/healthz", "port": 5000 }, "periodSeconds": 10 },
    });
    json!({
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {
            "name": own, "namespace": name, "labels": { "app": name, "heritage": "deis" },
        },
        "spec": {
            "replicas": 1 + number % 3,
            "selector": { "matchLabels": labels },
            "template": { "metadata": { "labels": labels }, "spec": { "containers": [container] } },
        },
    })
}
