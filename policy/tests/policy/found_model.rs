//! What the model of generated clusters found.

use serde_json::json;

use crate::support::{env, find, installation, review, set_env};

fn from_secret(name: &str) -> serde_json::Value {
    json!({ "name": name, "valueFrom": { "secretKeyRef": { "name": "own", "key": name } } })
}

#[test]
fn a_component_on_another_backend_is_found_though_a_third_one_is_told_by_a_secret() {
    let mut all = installation("deis-production-s3");
    find(&mut all, "Secret", "objectstorage-keyfile")["metadata"]["annotations"] = json!({});
    for entry in env(&mut all, "Deployment", "deis-registry") {
        if entry["name"] == "REGISTRY_STORAGE" {
            *entry = from_secret("REGISTRY_STORAGE");
        }
    }
    set_env(&mut all, "deis-controller", "APP_STORAGE", Some("gcs"));
    let report = review(&all);
    let told = report.on("storage-agreement", "deis-controller");
    assert_eq!(told[0]["outcome"], "fail", "{told:?}");
    assert_eq!(report.standing("object-storage"), "not-met");
}

#[test]
fn the_published_password_is_advised_against_though_the_user_is_in_a_secret() {
    let mut all = installation("deis-production-s3");
    let entries = env(&mut all, "Deployment", "deis-monitor-grafana");
    entries.retain(|entry| entry["name"] != "DEFAULT_USER");
    entries.push(from_secret("DEFAULT_USER"));
    set_env(&mut all, "deis-monitor-grafana", "DEFAULT_USER_PASSWORD", Some("admin"));
    let report = review(&all);
    let told = report.on("security-default-credentials", "deis-monitor-grafana");
    assert_eq!(told[0]["outcome"], "warn", "{told:?}");
}

#[test]
fn a_mode_that_drycc_ignores_is_told_of_wherever_it_is_set() {
    let mut all = installation("drycc-production");
    let map = json!({ "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": { "name": "modes", "namespace": "drycc" },
        "data": { "REGISTRATION_MODE": "admin_only" } });
    all.push(map);
    let entries = env(&mut all, "Deployment", "drycc-controller-api");
    entries.retain(|entry| entry["name"] != "REGISTRATION_MODE");
    assert_eq!(review(&all).outcome("registration-mode-ignored"), "pass");
    let controller = find(&mut all, "Deployment", "drycc-controller-api");
    let container = &mut controller["spec"]["template"]["spec"]["containers"][0];
    container["envFrom"] = json!([{ "configMapRef": { "name": "modes" } }]);
    assert_eq!(review(&all).outcome("registration-mode-ignored"), "warn");
    let optional = json!({ "name": "REGISTRATION_MODE", "valueFrom": { "configMapKeyRef":
        { "name": "none", "key": "none", "optional": true } } });
    let controller = find(&mut all, "Deployment", "drycc-controller-api");
    let container = &mut controller["spec"]["template"]["spec"]["containers"][0];
    container["envFrom"] = json!([]);
    container["env"].as_array_mut().expect("a list").push(optional);
    assert_eq!(review(&all).outcome("registration-mode-ignored"), "pass");
}

#[test]
fn a_certificate_behind_the_load_balancer_that_is_still_to_come_is_unknown() {
    let mut all = installation("deis-production-s3");
    all.retain(|object| object["metadata"]["name"] != "deis-router-platform-cert");
    let aws = "service.beta.kubernetes.io/aws-load-balancer";
    let service = find(&mut all, "Service", "deis-router");
    service["metadata"]["annotations"] = json!({
        format!("{aws}-ssl-cert"): "arn:aws:acm:eu-west-1:1:certificate/1",
        format!("{aws}-ssl-ports"): "443",
        format!("{aws}-backend-protocol"): "ssl",
    });
    assert_eq!(review(&all).outcome("tls-load-balancer"), "fail");
    all.push(json!({ "apiVersion": "cert-manager.io/v1", "kind": "Certificate",
        "metadata": { "name": "router", "namespace": "deis" },
        "spec": { "secretName": "deis-router-platform-cert" } }));
    assert_eq!(review(&all).outcome("tls-load-balancer"), "error");
}

#[test]
fn the_keys_that_a_secret_has_instead_are_told_in_one_order() {
    let told = |data: &str| {
        let mut all = installation("deis-production-s3");
        all.retain(|object| object["metadata"]["name"] != "deis-router-platform-cert");
        let texts: Vec<String> = all.iter().map(serde_json::Value::to_string).collect();
        let secret = format!(
            r#"{{"apiVersion":"v1","kind":"Secret","metadata":{{"name":"deis-router-platform-cert","namespace":"deis"}},"data":{{{data}}}}}"#
        );
        let payload = format!(
            r#"{{"objects":[{},{secret}],"settings":{{}},"now":"{}"}}"#,
            texts.join(","),
            crate::support::NOW
        );
        let answer = policy::api::call("review", payload.as_bytes(), &policy::host::NoHost);
        let report = crate::support::Reviewed(
            serde_json::from_slice(&answer.expect("a review")).expect("a report"),
        );
        report.message("tls-platform-cert").to_owned()
    };
    let message = told(r#""cert":"eA==","tls.crt":"eA==","ca":"eA==""#);
    assert!(message.contains("has no key `tls.key` (it has `ca`, `cert`, `tls.crt`)"), "{message}");
    assert_eq!(told(r#""tls.crt":"eA==","ca":"eA==","cert":"eA==""#), message);
    let five = r#""a":"eA==","b":"eA==","c":"eA==","d":"eA==","tls.crt":"eA==","tls.key":"""#;
    assert!(told(five).contains("has an empty key `tls.key`"), "{}", told(five));
}
