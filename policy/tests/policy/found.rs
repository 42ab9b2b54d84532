//! What reviews found, kept so that it stays found.

use serde_json::{Value, json};

use crate::support::{cluster, env, find, installation, remove, review, review_with, set_env};

fn attested() -> Value {
    json!({ "attestations": [{ "section": "security", "by": "Ada", "on": "2026-10-01" }] })
}

#[test]
fn a_value_from_a_field_of_the_pod_is_unknown_and_not_unset() {
    let source = json!({ "fieldRef": { "fieldPath": "metadata.annotations['x']" } });
    let mut objects = installation("deis-production-s3");
    let entry = json!({ "name": "GF_USERS_ALLOW_SIGN_UP", "valueFrom": source });
    env(&mut objects, "Deployment", "deis-monitor-grafana").push(entry);
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", None);
    let entry = json!({ "name": "REGISTRATION_MODE", "valueFrom": source });
    env(&mut objects, "Deployment", "deis-controller").push(entry);
    let report = review(&objects);
    assert_eq!(report.outcome("grafana-signup"), "error");
    assert_eq!(report.outcome("registration-mode"), "error");
}

#[test]
fn an_optional_source_that_is_missing_leaves_the_variable_unset() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", None);
    let source = json!({ "configMapKeyRef": { "name": "none", "key": "x", "optional": true } });
    let entry = json!({ "name": "REGISTRATION_MODE", "valueFrom": source });
    env(&mut objects, "Deployment", "deis-controller").push(entry);
    assert!(review(&objects).message("registration-mode").contains("is not set"));
    let container = "/spec/template/spec/containers/0";
    let grafana = find(&mut objects, "Deployment", "deis-monitor-grafana");
    grafana.pointer_mut(container).expect("a container")["envFrom"] =
        json!([{ "secretRef": { "name": "none", "optional": true } }]);
    assert_eq!(review(&objects).outcome("grafana-signup"), "pass");
}

#[test]
fn without_the_registry_proxy_the_ports_were_not_all_given() {
    let mut objects = installation("deis-production-s3");
    objects.retain(|object| object["kind"] != "DaemonSet");
    assert_eq!(review_with(&objects, attested()).standing("security"), "unknown");
    remove(&mut objects, "Deployment", "deis-registry");
    remove(&mut objects, "Service", "deis-registry");
    assert_eq!(review_with(&objects, attested()).standing("security"), "met", "off the cluster");
}

/// The worst outcome of `security-ports` once an object was changed.
fn ports(kind: &str, name: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut objects = installation("deis-production-gcs");
    change(find(&mut objects, kind, name));
    let report = review(&objects);
    let worst = |one: &&str| ["pass", "warn", "error", "fail"].iter().position(|word| word == one);
    let outcomes = report.on("security-ports", name).into_iter();
    let of_kind = outcomes.filter(|one| one["subject"]["kind"] == kind);
    of_kind
        .map(|one| one["outcome"].as_str().expect("a text"))
        .max_by_key(worst)
        .expect("one")
        .to_owned()
}

#[test]
fn only_the_registry_proxys_own_port_is_excused() {
    let proxy = "deis-registry-proxy";
    let side = json!({ "name": "side", "ports": [{ "containerPort": 5432, "hostPort": 5432 }] });
    let spec = |object: &mut Value, network: bool| {
        let spec = &mut object["spec"]["template"]["spec"];
        spec["hostNetwork"] = json!(network);
        spec["containers"].as_array_mut().expect("a list").push(side.clone());
    };
    assert_eq!(ports("DaemonSet", proxy, |_| {}), "pass");
    assert_eq!(ports("DaemonSet", proxy, |object| spec(object, true)), "fail");
    assert_eq!(ports("DaemonSet", proxy, |object| spec(object, false)), "fail");
    let port = |number: i64| {
        ports("DaemonSet", proxy, |object| {
            let spec = &mut object["spec"]["template"]["spec"];
            spec["hostNetwork"] = json!(false);
            spec["containers"][0]["ports"] = json!([{ "containerPort": 80, "hostPort": number }]);
        })
    };
    assert_eq!(port(5556), "pass");
    assert_eq!(port(80), "fail");
}

#[test]
fn wrong_types_are_unknown_to_the_ports_too() {
    let spec = "/spec/template/spec";
    let cases: [(&str, &str, &str, Value); 6] = [
        ("Deployment", "deis-logger", "/spec/template", json!(null)),
        ("Deployment", "deis-logger", "/spec/template/spec/containers", json!("none")),
        ("Deployment", "deis-logger", "/spec/template/spec/hostNetwork", json!("true")),
        (
            "Deployment",
            "deis-logger",
            "/spec/template/spec/containers/0/ports",
            json!([{ "hostPort": "8088" }]),
        ),
        ("Service", "deis-logger", "/spec/type", json!(5)),
        ("Service", "deis-logger", "/spec", json!(null)),
    ];
    for (kind, name, pointer, value) in cases {
        let outcome = ports(kind, name, |object| {
            let (parent, key) = pointer.rsplit_once('/').expect("a key");
            object.pointer_mut(parent).expect(spec)[key] = value.clone();
        });
        assert_eq!(outcome, "error", "{pointer} {value}");
    }
}

#[test]
fn host_ports_of_init_containers_and_external_addresses_of_any_service_count() {
    let outcome = ports("Deployment", "deis-logger", |object| {
        let port = json!([{ "containerPort": 1, "hostPort": 8088 }]);
        object["spec"]["template"]["spec"]["initContainers"] =
            json!([{ "name": "side", "restartPolicy": "Always", "ports": port }]);
    });
    assert_eq!(outcome, "fail");
    let outcome = ports("Service", "deis-router", |object| {
        object["spec"]["externalIPs"] = json!(["192.0.2.1"]);
    });
    assert_eq!(outcome, "fail");
}

#[test]
fn every_autoscaler_of_the_router_counts_in_every_version() {
    let target = json!({ "apiVersion": "apps/v1", "kind": "Deployment", "name": "deis-router" });
    let autoscaler = |name: &str, version: &str, spec: Value| {
        json!({
            "apiVersion": version, "kind": "HorizontalPodAutoscaler", "spec": spec,
            "metadata": { "name": name, "namespace": "deis" },
        })
    };
    let judge = |autoscalers: Vec<Value>| {
        let mut objects = installation("deis-production-s3");
        objects.extend(autoscalers);
        review(&objects).standing("routers").to_owned()
    };
    let v2 = |name: &str, least: i64| {
        autoscaler(
            name,
            "autoscaling/v2",
            json!({ "scaleTargetRef": target, "minReplicas": least }),
        )
    };
    assert_eq!(judge(vec![v2("a", 2)]), "met");
    assert_eq!(judge(vec![v2("a", 2), v2("b", 1)]), "not-met");
    let old =
        json!({ "scaleRef": { "kind": "Deployment", "name": "deis-router" }, "minReplicas": 1 });
    assert_eq!(judge(vec![autoscaler("old", "extensions/v1beta1", old)]), "not-met");
    let kindless = json!({ "scaleTargetRef": { "name": "deis-router" }, "minReplicas": 1 });
    assert_eq!(judge(vec![autoscaler("x", "autoscaling/v1", kindless)]), "not-met");
    let foreign =
        json!({ "apiVersion": "example.com/v1", "kind": "Deployment", "name": "deis-router" });
    let foreign = json!({ "scaleTargetRef": foreign, "minReplicas": 1 });
    assert_eq!(judge(vec![autoscaler("x", "autoscaling/v1", foreign)]), "met");
}

#[test]
fn the_same_object_twice_is_one_and_two_that_differ_are_both_judged() {
    let mut objects = cluster("deis-production-s3");
    let once = review(&objects).0["summary"].clone();
    objects.extend(objects.clone());
    assert_eq!(review(&objects).0["summary"], once);
    let mut other = find(&mut objects, "Deployment", "deis-router").clone();
    other["spec"]["replicas"] = json!(1);
    objects.push(other);
    assert_eq!(review(&objects).standing("routers"), "not-met");
}

#[test]
fn one_name_and_the_label_that_applications_have_too_make_no_installation() {
    let mut objects = cluster("deis-production-s3");
    let mut decoy = find(&mut objects, "Deployment", "deis-controller").clone();
    decoy["metadata"] =
        json!({ "name": "deis-controller", "namespace": "app", "labels": { "heritage": "deis" } });
    objects.push(decoy);
    assert_eq!(review(&objects).one()["namespace"], "deis");
}

#[test]
fn a_namespace_that_is_no_text_and_a_list_without_a_list_are_unreadable() {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Deployment", "deis-router")["metadata"]["namespace"] = json!(5);
    objects.push(json!({ "apiVersion": "v1", "kind": "List", "items": { "a": 1 } }));
    let report = review(&objects);
    assert_eq!(report.0["unreadable"].as_array().expect("a list").len(), 2);
    assert_eq!(report.0["ready"], false);
}

#[test]
fn a_kind_that_only_ends_like_a_list_is_an_object() {
    let object =
        json!({ "apiVersion": "example.com/v1", "kind": "AddressList", "items": ["192.0.2.1"] });
    let report = review(&[object]);
    assert_eq!(report.0["unreadable"], json!([]));
    assert_eq!(report.0["ignored"], json!({ "AddressList": 1 }));
}

#[test]
fn only_what_a_person_has_to_see_can_be_attested() {
    for section in ["registration", "grafana", "object-storage"] {
        let settings =
            json!({ "attestations": [{ "section": section, "by": "Ada", "on": "2026-10-01" }] });
        let payload = settings.to_string();
        let answer =
            policy::api::call("validate_settings", payload.as_bytes(), &policy::host::NoHost);
        assert!(
            String::from_utf8(answer.expect("an answer"))
                .expect("UTF-8")
                .contains("\"valid\":false"),
            "{section}"
        );
    }
}

#[test]
fn an_unquoted_off_is_off_and_a_null_until_is_none() {
    let settings = json!({
        "rules": { "security-ports": { "action": false } },
        "attestations": [{ "section": "security", "by": "Ada", "on": "2026-10-01", "until": null }],
    });
    let report = review_with(&cluster("deis-production-s3"), settings);
    assert!(report.results("security-ports").is_empty());
    assert_eq!(report.standing("security"), "met");
}

#[test]
fn an_attestation_that_has_not_begun_says_so() {
    let settings =
        json!({ "attestations": [{ "section": "security", "by": "Ada", "on": "2026-12-01" }] });
    let report = review_with(&cluster("deis-production-s3"), settings);
    assert!(report.reason("security").contains("the attestation by Ada begins on 2026-12-01"));
}

#[test]
fn an_unknown_section_says_why() {
    let mut objects = installation("deis-production-s3");
    objects.retain(|object| object["kind"] != "Secret");
    assert!(review(&objects).reason("tls").contains("no Secret of namespace `deis`"));
}
