//! What no test of admission held until single changes of the core showed it.

use std::fs;

use policy::finding::Lack;
use policy::host::Host;
use serde_json::{Value, json};

use crate::host::Kubewarden;
use crate::support::{NOW, env, find, fixtures, installation, set_env};

fn request(operation: &str, object: &Value, old: &Value) -> Value {
    let version = object["apiVersion"].as_str().expect("a text");
    let (group, version) = version.split_once('/').unwrap_or(("", version));
    json!({
        "uid": "1", "operation": operation, "name": object["metadata"]["name"],
        "namespace": object["metadata"]["namespace"], "object": object, "oldObject": old,
        "kind": { "group": group, "version": version, "kind": object["kind"] },
        "userInfo": { "username": "ada", "groups": ["system:authenticated"] },
    })
}

fn create(object: &Value, host: &Kubewarden, settings: Value) -> Value {
    host.decide(&request("CREATE", object, &Value::Null), &settings)
}

/// The router of an installation under another name or in another namespace, with a version and a list
/// of protocols under both prefixes; what is said of its protocols.
fn protocols(name: &str, namespace: &str, version: &str, list: &str) -> String {
    let mut objects = installation("deis-production-s3");
    let mut router = find(&mut objects, "Deployment", "deis-router").clone();
    router["metadata"]["name"] = json!(name);
    router["metadata"]["namespace"] = json!(namespace);
    router["metadata"]["annotations"] = json!({
        "component.deis.io/version": version,
        "router.deis.io/nginx.ssl.protocols": list,
        "router.drycc.cc/nginx.ssl.protocols": "TLSv1.1",
    });
    router["spec"]["template"]["spec"]["containers"][0]["name"] = json!(name);
    let settings = json!({ "namespaces": ["deis", "drycc", "platform"] });
    let answer = create(&router, &Kubewarden::of(objects), settings);
    let all = answer["warnings"].as_array().into_iter().flatten();
    let words = all.filter_map(Value::as_str);
    words.filter(|one| one.starts_with("tls-protocols")).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_objects_name_tells_whose_it_is_before_its_namespace_does() {
    assert_eq!(protocols("deis-router", "deis", "v2.15.0", "TLSv1.2"), "");
    let drycc = "`router.drycc.cc/nginx.ssl.protocols` has TLSv1.1";
    for namespace in ["deis", "drycc", "platform"] {
        let said = protocols("drycc-router", namespace, "v1.0.0", "TLSv1.2");
        assert!(said.contains(drycc), "{namespace}: {said}");
        let said = protocols("deis-router", namespace, "v2.15.0", "TLSv1");
        assert!(
            said.contains("`router.deis.io/nginx.ssl.protocols` has TLSv1"),
            "{namespace}: {said}"
        );
    }
}

#[test]
fn a_router_newer_than_the_last_of_deis_is_hephys_and_knows_tls_1_3() {
    let said = |version: &str| protocols("deis-router", "deis", version, "TLSv1.3");
    assert_eq!(said("v2.17.0"), "");
    for version in ["v2.12.0", "v2.15.0", "odd"] {
        assert!(said(version).contains("which this router does not take"), "{version}");
    }
}

#[test]
fn an_autoscaler_under_any_name_is_its_targets_platforms() {
    let judges = |namespace: &str, target: &str| {
        let object = json!({
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": { "name": "routers", "namespace": namespace },
            "spec": { "minReplicas": 1, "maxReplicas": 4, "scaleTargetRef":
                { "apiVersion": "apps/v1", "kind": "Deployment", "name": target } },
        });
        let mut objects = installation("deis-production-s3");
        find(&mut objects, "Deployment", "deis-router")["metadata"]["name"] = json!(target);
        for object in &mut objects {
            object["metadata"]["namespace"] = json!(namespace);
        }
        let answer = create(&object, &Kubewarden::of(objects), json!({}));
        answer.to_string().contains("routers-autoscaler")
    };
    for namespace in ["deis", "drycc"] {
        assert!(judges(namespace, "deis-router"), "{namespace}");
        assert!(judges(namespace, "drycc-router"), "{namespace}");
        assert!(!judges(namespace, "shop"), "{namespace}");
    }
}

#[test]
fn an_object_of_a_common_name_is_its_namespaces_or_its_labels_platforms() {
    let asked = |namespace: &str, heritage: &str| {
        let mut objects = installation("deis-production-s3");
        let mut secret = find(&mut objects, "Secret", "objectstorage-keyfile").clone();
        secret["metadata"]["namespace"] = json!(namespace);
        secret["metadata"]["labels"] = json!({ "heritage": heritage });
        secret["metadata"]["annotations"] = json!({});
        let host = Kubewarden::of(Vec::new());
        create(&secret, &host, json!({ "namespaces": ["deis", "drycc", "platform"] }));
        let asked = host.asked.into_inner().join("\n");
        (asked.contains(" deis-"), asked.contains(" drycc-"))
    };
    let (deis, drycc) = ((true, false), (false, true));
    assert_eq!(asked("deis", "drycc"), deis);
    assert_eq!(asked("drycc", "deis"), drycc);
    assert_eq!(asked("platform", "drycc"), drycc);
    assert_eq!(asked("platform", "deis"), deis);
}

#[test]
fn a_lack_is_within_another_where_it_is_no_worse() {
    assert!(Lack::Amount(1).is_within(Lack::Amount(1)));
    assert!(!Lack::Amount(2).is_within(Lack::Amount(1)));
    assert!(Lack::Things(1).is_within(Lack::Things(2)));
    assert!(!Lack::Things(2).is_within(Lack::Things(2)), "they may be others");
    assert!(!Lack::Things(3).is_within(Lack::Things(2)));
    assert!(!Lack::Amount(1).is_within(Lack::Things(2)));
}

#[test]
fn an_update_may_close_some_of_the_ports_that_were_open() {
    let mut objects = installation("deis-production-s3");
    let logger = find(&mut objects, "Service", "deis-logger").clone();
    let open = |ports: &[i64]| {
        let mut service = logger.clone();
        let ports = ports.iter().map(|port| json!({ "name": port.to_string(), "port": port }));
        service["spec"]["type"] = json!("LoadBalancer");
        service["spec"]["ports"] = ports.collect();
        service
    };
    let accepted = |old: &[i64], new: &[i64]| {
        let request = request("UPDATE", &open(new), &open(old));
        Kubewarden::default().decide(&request, &json!({}))["accepted"].clone()
    };
    assert_eq!(accepted(&[80, 443], &[80]), true);
    assert_eq!(accepted(&[80, 443], &[80, 514]), false);
    assert_eq!(accepted(&[80], &[80, 443]), false);
}

#[test]
fn what_a_config_map_says_keeps_no_controller_out() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", None);
    let source = json!({ "configMapKeyRef": { "name": "modes", "key": "mode" } });
    let entry = json!({ "name": "REGISTRATION_MODE", "valueFrom": source });
    env(&mut objects, "Deployment", "deis-controller").push(entry);
    objects.push(json!({ "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": { "name": "modes", "namespace": "deis" }, "data": { "mode": "enabled" } }));
    let controller = find(&mut objects, "Deployment", "deis-controller").clone();
    let answer = create(&controller, &Kubewarden::of(objects), json!({}));
    assert_eq!(answer["accepted"], true, "{answer}");
    assert!(
        answer["warnings"].to_string().contains("`REGISTRATION_MODE` is `enabled`"),
        "{answer}"
    );
}

/// The request of a fixture.
fn fixture(name: &str) -> Value {
    let text = fs::read_to_string(fixtures().join(format!("requests/{name}/request.json")));
    let review: Value = serde_json::from_str(&text.expect(name)).expect("JSON");
    review["request"].clone()
}

#[test]
fn where_deletions_only_warn_a_taken_key_is_told_and_the_rest_is_judged() {
    let mut objects = installation("deis-production-s3");
    let old = find(&mut objects, "Secret", "deis-router-platform-cert").clone();
    let mut new = old.clone();
    new["data"]["tls.key"] = json!("IA==");
    new["data"]["tls.crt"] = json!("bm8=");
    let host = Kubewarden::of(objects);
    let answer = host.decide(&request("UPDATE", &new, &old), &json!({ "deletions": "warn" }));
    assert_eq!(answer["accepted"], false, "{answer}");
    let message = answer["message"].to_string();
    assert!(message.contains("tls-platform-cert-usable"), "{answer}");
    assert!(answer["warnings"].to_string().contains("deletion: Secret"), "{answer}");
}

#[test]
fn an_audit_mends_nothing() {
    let settings = json!({ "remediate": ["routers-replicas"] });
    let host = Kubewarden::of(installation("deis-production-s3"));
    let answer = host.decide(&fixture("router-audit-one"), &settings);
    assert_eq!(answer["accepted"], false);
    assert_eq!(answer.get("mutated_object"), None);
}

#[test]
fn a_creation_is_held_against_no_old_object() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", Some("enabled"));
    let controller = find(&mut objects, "Deployment", "deis-controller").clone();
    let request = request("CREATE", &controller, &controller);
    let answer = Kubewarden::default().decide(&request, &json!({}));
    assert_eq!(answer["accepted"], false);
}

/// A host that has the same words for every question.
struct Refusing(&'static str);

impl Host for Refusing {
    fn now(&self) -> Option<i64> {
        None
    }

    fn call(&self, _: &str, _: &str, _: &[u8]) -> Result<Vec<u8>, String> {
        Err(self.0.to_owned())
    }
}

#[test]
fn a_kind_that_the_cluster_does_not_serve_is_absent_and_other_words_are_none_of_it() {
    let mut objects = installation("deis-production-s3");
    let router = find(&mut objects, "Deployment", "deis-router").clone();
    let untold = |words: &'static str| {
        let payload = json!({ "request": request("CREATE", &router, &Value::Null), "now": NOW });
        let payload = payload.to_string();
        let answer = policy::api::call("validate", payload.as_bytes(), &Refusing(words));
        let answer = String::from_utf8(answer.expect("an answer")).expect("UTF-8");
        answer.contains("the cluster cannot be asked")
    };
    assert!(!untold("error finding resource apps/v1/Deployment: 404 page not found"));
    assert!(!untold("error finding resource apps/v1/Deployment: could not find it"));
    assert!(untold("error finding resource apps/v1/Deployment: timeout"));
    assert!(untold("404 page not found"));
    assert!(untold("the proxy could not find its way"));
}
