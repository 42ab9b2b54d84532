//! What no test of whole installations held until single changes of the core showed it.

use policy::chart::{merge, truthy};
use policy::cluster::{Inventory, Item, View, unpack};
use policy::json::Json;
use policy::model::kind::Kind;
use policy::standing::Facts;
use serde_json::{Value, json};

use crate::found_platforms::workload;
use crate::host::Kubewarden;
use crate::support::{NOW, find, installation, remove, review, review_with, set_env};

#[test]
fn a_section_that_nothing_was_given_of_says_so() {
    let (_, words) = Facts::default().standing();
    assert_eq!(words, "nothing that was given could be checked");
    let (_, words) = Facts { advice: 1, ..Facts::default() }.standing();
    assert_eq!(words, "1 check to consider, none passed");
}

#[test]
fn an_attestation_stands_for_routers_that_were_not_given() {
    let mut objects = installation("deis-production-s3");
    remove(&mut objects, "Deployment", "deis-router");
    assert_eq!(review(&objects).standing("routers"), "unknown");
    let attested =
        json!({ "attestations": [{ "section": "routers", "by": "Ada", "on": "2026-10-01" }] });
    assert_eq!(review_with(&objects, attested).standing("routers"), "met");
}

#[test]
fn advice_that_is_not_followed_makes_no_advice_met() {
    let mut objects = installation("hephy-production-s3");
    for object in objects.iter_mut().filter(|object| object["kind"] == "ClusterRoleBinding") {
        object["subjects"] = json!([]);
    }
    let report = review(&objects);
    assert_eq!(report.outcome("rbac-enabled"), "warn");
    assert_eq!(report.standing("rbac"), "unknown");
}

#[test]
fn a_requested_object_takes_its_own_place_in_lists() {
    let service = |namespace: &str, name: &str, port: i64| {
        json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": name, "namespace": namespace },
            "spec": { "ports": [{ "port": port }] } }).to_string()
    };
    let other = workload("deis", "a", "a").to_string();
    let texts = [service("deis", "a", 1), service("deis", "b", 2), service("shop", "a", 3), other];
    let documents: Vec<_> = texts.iter().map(|text| Ok(Json::parse(text).expect("JSON"))).collect();
    let known = |item| if let Item::Known(object) = item { Some(object) } else { None };
    let inventory = Inventory::of(unpack(&documents).into_iter().filter_map(known).collect());
    let wanted = service("deis", "a", 4);
    let wanted = [Ok(Json::parse(&wanted).expect("JSON"))];
    let object = unpack(&wanted).into_iter().find_map(known).expect("an object");
    let admitted = View::of(&inventory).with(&object);
    let listed = |kind, namespace| -> Vec<String> {
        let all = admitted.list(kind, namespace).expect("a list");
        all.iter().map(|one| one.body.at(&["spec", "ports"]).to_string()).collect()
    };
    assert_eq!(listed(Kind::Service, "deis"), [r#"[{"port":2}]"#, r#"[{"port":4}]"#]);
    assert_eq!(listed(Kind::Service, "shop"), [r#"[{"port":3}]"#]);
    assert_eq!(listed(Kind::Deployment, "deis"), ["null"]);
}

#[test]
fn what_a_rule_finds_twice_in_the_same_words_is_said_once() {
    let mut objects = installation("deis-production-s3");
    let mut logger = find(&mut objects, "Deployment", "deis-logger").clone();
    let port = json!({ "containerPort": 514, "hostPort": 514 });
    logger["spec"]["template"]["spec"]["containers"][0]["ports"] = json!([port, port]);
    let request = json!({ "uid": "1", "operation": "CREATE", "name": "deis-logger", "namespace": "deis",
        "kind": { "group": "apps", "version": "v1", "kind": "Deployment" }, "object": logger });
    let answer = Kubewarden::of(objects).decide(&request, &json!({ "namespaces": null }));
    let message = answer["message"].as_str().expect("a text");
    assert!(message.starts_with("security-ports: "), "{message}");
}

#[test]
fn native_ingress_is_on_for_words_of_truth_alone() {
    let standing = |word: &str| {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-controller", "EXPERIMENTAL_NATIVE_INGRESS", Some(word));
        remove(&mut objects, "Deployment", "deis-router");
        remove(&mut objects, "Service", "deis-router");
        review(&objects).standing("routers").to_owned()
    };
    for word in ["true", "True", "1", "yes", "on"] {
        assert_eq!(standing(word), "not-applicable", "{word}");
    }
    for word in ["false", "0", "", "no"] {
        assert_eq!(standing(word), "unknown", "{word}");
    }
}

#[test]
fn a_router_that_looks_nowhere_is_not_followed() {
    let outcome = |namespace: &str| {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-router", "POD_NAMESPACE", Some(namespace));
        review(&objects).outcome("tls-platform-cert").to_owned()
    };
    assert_eq!(outcome("deis"), "pass");
    assert_eq!(outcome(""), "error");
}

#[test]
fn a_certificate_of_a_domain_that_is_still_to_come_is_unknown() {
    let outcome = |made: bool| {
        let mut objects = installation("deis-production-s3");
        let service = find(&mut objects, "Service", "deis-controller");
        service["metadata"]["annotations"] = json!({
            "router.deis.io/domains": "api.example.org",
            "router.deis.io/certificates": "api.example.org:own",
        });
        if made {
            objects.push(json!({ "apiVersion": "cert-manager.io/v1", "kind": "Certificate",
                "metadata": { "name": "own", "namespace": "deis" }, "spec": { "secretName": "own-cert" } }));
        }
        let report = review(&objects);
        report.on("tls-domains-covered", "deis-controller")[0]["outcome"].clone()
    };
    assert_eq!(outcome(false), "fail");
    assert_eq!(outcome(true), "error");
}

#[test]
fn values_without_parameters_have_those_that_the_chart_publishes() {
    let payload =
        json!({ "objects": [], "values": [{}], "distribution": "deis", "now": NOW }).to_string();
    let answer = policy::api::call("review", payload.as_bytes(), &policy::host::NoHost);
    let report: Value = serde_json::from_slice(&answer.expect("a report")).expect("JSON");
    let results = report["installations"][0]["results"].as_array().expect("a list");
    let told = results.iter().find(|one| one["rule"] == "tls-dhparam").expect("a result");
    assert!(told["message"].to_string().contains("`router.dhparam` is not set"), "{told}");
}

#[test]
fn closing_sign_ups_is_safe_where_grafana_keeps_its_database() {
    let safety = |pod: Value, claims: Value| {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-monitor-grafana", "GF_USERS_ALLOW_SIGN_UP", Some("true"));
        set_env(&mut objects, "deis-monitor-grafana", "ALLOW_SIGN_UP", Some("true"));
        let grafana = find(&mut objects, "Deployment", "deis-monitor-grafana");
        grafana["spec"]["template"]["spec"]["volumes"] = pod;
        grafana["spec"]["volumeClaimTemplates"] = claims;
        review(&objects).results("grafana-signup")[0]["remediation"]["safety"].clone()
    };
    assert_eq!(safety(json!([{ "name": "a", "emptyDir": {} }]), json!(null)), "unsafe");
    assert_eq!(safety(json!([{ "name": "a", "persistentVolumeClaim": {} }]), json!(null)), "safe");
    assert_eq!(safety(json!(null), json!([{ "metadata": { "name": "a" } }])), "safe");
}

fn ingress(name: &str, service: &str, annotations: Value) -> Value {
    let backend = json!({ "serviceName": service, "servicePort": 80 });
    json!({ "apiVersion": "extensions/v1beta1", "kind": "Ingress",
        "metadata": { "name": name, "namespace": "deis", "annotations": annotations },
        "spec": { "tls": [{ "hosts": ["deis.example.com"], "secretName": "none" }],
            "rules": [{ "host": "deis.example.com", "http": { "paths": [{ "backend": backend }] } }] } })
}

fn of_ingress(object: Value) -> Vec<String> {
    let mut objects = installation("deis-native-ingress");
    let name = object["metadata"]["name"].clone();
    objects.retain(|one| one["kind"] != "Ingress" || one["metadata"]["name"] != name);
    objects.push(object);
    let report = review(&objects);
    let all = report.on("tls-ingress", name.as_str().expect("a text"));
    all.iter().map(|one| one["outcome"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn with_native_ingress_only_the_apis_own_ingress_is_looked_at() {
    let api = "controller-api-server-ingress-http";
    assert_eq!(of_ingress(ingress(api, "deis-controller", json!({}))), ["fail"]);
    assert_eq!(of_ingress(ingress(api, "odd", json!({}))), ["fail"]);
    assert_eq!(of_ingress(ingress("own", "deis-controller", json!({}))), ["fail"]);
    assert_eq!(of_ingress(ingress("web", "web", json!({}))), [""; 0]);
    let asks = json!({ "cert-manager.io/cluster-issuer": "x" });
    assert_eq!(of_ingress(ingress(api, "deis-controller", asks)), ["error"]);
}

#[test]
fn what_could_not_be_told_before_is_no_reason_to_refuse_an_update() {
    let mut objects = installation("deis-production-s3");
    let builder = find(&mut objects, "Deployment", "deis-builder").clone();
    let decide = |operation: &str| {
        let request = json!({ "uid": "1", "operation": operation, "name": "deis-builder", "namespace": "deis",
            "kind": { "group": "apps", "version": "v1", "kind": "Deployment" },
            "userInfo": { "username": "ada" }, "object": builder, "oldObject": builder });
        Kubewarden::default().decide(&request, &json!({ "onUnknown": "deny" }))["accepted"].clone()
    };
    assert_eq!(decide("CREATE"), false);
    assert_eq!(decide("UPDATE"), true);
}

#[test]
fn a_certificate_that_may_serve_any_names_is_not_passed_where_nobody_can_be_asked() {
    let mut objects = installation("deis-production-s3");
    let secret = find(&mut objects, "Secret", "deis-router-platform-cert").clone();
    let request = json!({ "uid": "1", "operation": "CREATE", "namespace": "deis",
        "name": "deis-router-platform-cert", "userInfo": { "username": "ada" }, "object": secret,
        "kind": { "group": "", "version": "v1", "kind": "Secret" } });
    let told = |host: Kubewarden| host.decide(&request, &json!({})).to_string();
    let alone = told(Kubewarden::default());
    assert!(alone.contains("`deis-router-platform-cert`: the cluster cannot be asked"), "{alone}");
    assert!(!told(Kubewarden::of(objects)).contains("tls-platform-cert-usable"));
}

fn json(text: &str) -> Json<'_> {
    Json::parse(text).expect(text)
}

#[test]
fn what_is_empty_or_zero_is_false_to_a_template() {
    for text in ["null", "false", "0", "0.0", "-0e5", "\"\"", "[]", "{}"] {
        assert!(!truthy(&json(text)), "{text}");
    }
    for text in ["true", "1", "0.5", "\"false\"", "[0]", "{\"a\":null}"] {
        assert!(truthy(&json(text)), "{text}");
    }
}

#[test]
fn an_empty_map_of_values_takes_nothing_away() {
    let laid = |below: &str, above: &str| {
        let mut below = json(below).into_owned();
        merge(&mut below, &json(above).into_owned());
        below.to_string()
    };
    assert_eq!(laid("{\"a\":1}", "{\"a\":{}}"), "{\"a\":1}");
    assert_eq!(laid("{\"a\":1}", "{\"a\":{\"b\":2}}"), "{\"a\":{\"b\":2}}");
    assert_eq!(laid("{\"a\":{\"b\":2}}", "{\"a\":null}"), "{\"a\":null}");
}
