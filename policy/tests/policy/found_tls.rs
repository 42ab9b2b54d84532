//! What reviews found about where TLS ends, kept so that it stays found.

use serde_json::{Value, json};

use crate::support::{env, find, installation, remove, review};

#[test]
fn a_load_balancer_that_encrypts_again_needs_the_routers_certificate() {
    let mut objects = installation("deis-production-s3");
    let service = find(&mut objects, "Service", "deis-router");
    let prefix = "service.beta.kubernetes.io/aws-load-balancer-";
    for (name, value) in
        [("ssl-cert", "arn:x"), ("ssl-ports", "443"), ("backend-protocol", "https")]
    {
        service["metadata"]["annotations"][format!("{prefix}{name}")] = json!(value);
    }
    assert_eq!(review(&objects).standing("tls"), "met");
    remove(&mut objects, "Secret", "deis-router-platform-cert");
    assert_eq!(review(&objects).standing("tls"), "not-met");
}

#[test]
fn the_router_looks_where_pod_namespace_says() {
    let judge = |entry: Option<Value>| {
        let mut objects = installation("deis-production-s3");
        let entries = env(&mut objects, "Deployment", "deis-router");
        entries.retain(|entry| entry["name"] != "POD_NAMESPACE");
        entries.extend(entry);
        review(&objects).outcome("tls-platform-cert").to_owned()
    };
    let field = |path: &str| json!({ "name": "POD_NAMESPACE", "valueFrom": { "fieldRef": { "fieldPath": path } } });
    assert_eq!(judge(Some(field("metadata.namespace"))), "pass");
    assert_eq!(judge(Some(field("metadata.name"))), "error");
    assert_eq!(judge(Some(json!({ "name": "POD_NAMESPACE", "value": "deis" }))), "pass");
    assert_eq!(judge(None), "warn", "it falls back to `default`");
}

#[test]
fn string_data_replaces_data_in_a_certificates_secret() {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Secret", "deis-router-platform-cert")["stringData"] =
        json!({ "tls.key": " " });
    assert_eq!(review(&objects).outcome("tls-platform-cert"), "fail");
}

#[test]
fn an_ingress_with_tls_before_the_router_is_where_tls_ends() {
    let ingress = |tls: Value| {
        json!({
            "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
            "metadata": { "name": "front", "namespace": "deis" },
            "spec": { "tls": tls, "rules": [{ "host": "deis.example.com", "http": { "paths": [
                { "path": "/", "pathType": "Prefix", "backend": { "service": { "name": "deis-router", "port": { "number": 80 } } } },
            ]}}]},
        })
    };
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Secret", "deis-router-platform-cert")["metadata"]["name"] =
        json!("front-tls");
    let judge = |tls: Value| {
        let mut objects = objects.clone();
        objects.push(ingress(tls));
        review(&objects)
    };
    let named = |host: &str, secret: &str| json!([{ "hosts": [host], "secretName": secret }]);
    assert_eq!(judge(named("deis.example.com", "front-tls")).standing("tls"), "met");
    assert_eq!(judge(named("*.example.com", "front-tls")).standing("tls"), "met");
    assert_eq!(judge(named("deis.example.com", "none")).standing("tls"), "not-met");
    assert_eq!(judge(named("other.example.com", "front-tls")).standing("tls"), "not-met");
    assert_eq!(
        judge(json!([])).outcome("tls-platform-cert"),
        "fail",
        "no TLS: it ends at the router"
    );
}

#[test]
fn hosts_of_an_ingress_that_are_no_list_cover_none_and_a_rule_without_host_is_unknown() {
    let api = "controller-api-server-ingress-http";
    let mut objects = installation("deis-native-ingress");
    find(&mut objects, "Ingress", api)["spec"]["tls"][0]["hosts"] = json!("deis.example.com");
    assert_eq!(review(&objects).standing("tls"), "not-met");
    let mut objects = installation("deis-native-ingress");
    let rules = &mut find(&mut objects, "Ingress", api)["spec"]["rules"];
    let mut open = rules[0].clone();
    open.as_object_mut().expect("an object").remove("host");
    rules.as_array_mut().expect("a list").push(open);
    assert_eq!(review(&objects).standing("tls"), "unknown");
}

#[test]
fn tls_of_a_host_may_stand_in_another_ingress_to_the_same_service() {
    let api = "controller-api-server-ingress-http";
    let mut objects = installation("deis-native-ingress");
    let mut other = find(&mut objects, "Ingress", api).clone();
    other["metadata"]["name"] = json!("tls-only");
    find(&mut objects, "Ingress", api)["spec"]["tls"] = json!([]);
    assert_eq!(review(&objects).standing("tls"), "not-met");
    objects.push(other);
    assert_eq!(review(&objects).standing("tls"), "met");
}

#[test]
fn the_fix_of_an_ingress_keeps_the_tls_that_is_there() {
    let mut objects = installation("deis-native-ingress");
    let ingress = find(&mut objects, "Ingress", "controller-api-server-ingress-http");
    ingress["spec"]["tls"][0]["hosts"] = json!(["other.example.com"]);
    let report = review(&objects);
    let fix = &report.results("tls-ingress")[0]["remediation"];
    let command = fix["command"].as_str().expect("a text");
    assert!(command.contains("--type=json") && command.contains("/spec/tls/-"), "{command}");
}
