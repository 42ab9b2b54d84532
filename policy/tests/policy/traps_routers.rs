//! Traps 8 to 11 and 14 of the facts' section 13, beyond what `traps` has of them.

use serde_json::{Value, json};

use crate::support::{
    CLUSTERS, NOW, Reviewed, call, env, find, installation, namespace, review, review_with,
    standing,
};

const SECTIONS: [&str; 6] =
    ["object-storage", "security", "registration", "grafana", "tls", "routers"];

pub fn standings(report: &Value) -> Vec<String> {
    SECTIONS.iter().map(|section| standing(report, section).to_owned()).collect()
}

/// An autoscaler of the router in that version, with that minimum.
pub fn autoscaler(version: &str, minimum: Option<Value>) -> Value {
    let target = json!({ "apiVersion": "apps/v1", "kind": "Deployment", "name": "deis-router" });
    let mut spec = json!({ "scaleTargetRef": target, "maxReplicas": 5 });
    if let Some(minimum) = minimum {
        spec["minReplicas"] = minimum;
    }
    json!({
        "apiVersion": version, "kind": "HorizontalPodAutoscaler", "spec": spec,
        "metadata": { "name": "routers", "namespace": "deis" },
    })
}

#[test]
fn trap_8_an_autoscaler_without_a_minimum_has_one_of_1_in_every_version() {
    let versions =
        ["autoscaling/v1", "autoscaling/v2beta1", "autoscaling/v2beta2", "autoscaling/v2"];
    for version in versions {
        let cases = [
            (None, "not-met"),
            (Some(json!(null)), "not-met"),
            (Some(json!(0)), "not-met"),
            (Some(json!(1)), "not-met"),
            (Some(json!(2)), "met"),
            (Some(json!("2")), "unknown"),
            (Some(json!(2.5)), "unknown"),
            (Some(json!([2])), "unknown"),
        ];
        for (minimum, expected) in cases {
            let mut objects = installation("deis-production-s3");
            objects.push(autoscaler(version, minimum.clone()));
            assert_eq!(review(&objects).standing("routers"), expected, "{version} {minimum:?}");
        }
    }
}

#[test]
fn trap_8_replicas_that_are_missing_are_one_and_zero_switches_the_autoscaler_off() {
    for name in ["deis-production-s3", "hephy-production-s3", "drycc-v1.0"] {
        let router = format!("{}-router", namespace(name));
        let judge = |replicas: Option<i64>| {
            let mut objects = installation(name);
            let spec = &mut find(&mut objects, "Deployment", &router)["spec"];
            spec.as_object_mut().expect("an object").remove("replicas");
            if let Some(replicas) = replicas {
                spec["replicas"] = json!(replicas);
            }
            review(&objects).message("routers-replicas").to_owned()
        };
        assert!(judge(None).contains("is not set, which means 1"), "{name}");
        assert!(judge(Some(0)).contains("is 0"), "{name}");
        assert!(judge(Some(1)).contains("is 1"), "{name}");
    }
    let mut objects = installation("deis-production-s3");
    objects.push(autoscaler("autoscaling/v2", Some(json!(2))));
    find(&mut objects, "Deployment", "deis-router")["spec"]["replicas"] = json!(0);
    assert_eq!(review(&objects).standing("routers"), "not-met");
}

#[test]
fn trap_8_a_scale_among_reviewed_objects_is_a_request_and_no_state() {
    let scale = json!({
        "apiVersion": "autoscaling/v1", "kind": "Scale", "spec": {},
        "metadata": { "name": "deis-router", "namespace": "deis" },
    });
    let mut objects = installation("deis-production-s3");
    objects.push(scale);
    let report = review(&objects);
    assert_eq!(report.standing("routers"), "met");
    assert_eq!(report.0["ignored"]["Scale"], 1);
}

#[test]
fn trap_9_the_same_objects_are_judged_alike_as_deis_and_as_hephy() {
    for name in ["deis-quickstart", "deis-production-s3", "deis-production-gcs"] {
        let outcomes = |distribution: &str| {
            let payload =
                json!({ "objects": installation(name), "now": NOW, "distribution": distribution });
            let report = call(&payload);
            assert_eq!(report["installations"][0]["distribution"], distribution);
            let results = report["installations"][0]["results"].as_array().expect("a list").clone();
            let told = results
                .into_iter()
                .map(|one| (one["rule"].clone(), one["subject"].clone(), one["outcome"].clone()));
            told.collect::<Vec<_>>()
        };
        assert_eq!(outcomes("deis"), outcomes("hephy"), "{name}");
    }
}

#[test]
fn trap_10_every_installation_stands_alike_in_a_namespace_of_another_name() {
    for name in CLUSTERS {
        let mut objects = installation(name);
        let home = namespace(name);
        objects.retain(|object| object["metadata"]["namespace"] == home);
        let before = standings(review(&objects).in_namespace(home));
        for object in &mut objects {
            object["metadata"]["namespace"] = json!("paas");
        }
        assert_eq!(standings(review(&objects).in_namespace("paas")), before, "{name}");
    }
}

#[test]
fn trap_10_the_ingress_that_deis_renders_into_its_own_namespace_serves_no_other_one() {
    let mut objects = installation("deis-native-ingress");
    for object in objects.iter_mut().filter(|object| object["kind"] != "Ingress") {
        object["metadata"]["namespace"] = json!("paas");
    }
    let report = review(&objects);
    assert_eq!(standing(report.in_namespace("paas"), "tls"), "unknown");
}

#[test]
fn trap_11_each_component_off_the_cluster_is_no_failure_by_itself() {
    for name in ["deis-production-s3", "hephy-production-s3", "drycc-v1.0"] {
        for component in ["database", "registry", "monitor-grafana", "logger-redis"] {
            let gone = format!("{}-{component}", namespace(name));
            let mut objects = installation(name);
            objects.retain(|object| object["metadata"]["name"] != gone.as_str());
            let report = review(&objects);
            let grafana = if component == "monitor-grafana" { "not-applicable" } else { "met" };
            assert_eq!(report.standing("grafana"), grafana, "{name} {component}");
            for section in ["object-storage", "registration", "tls", "routers"] {
                assert_eq!(report.standing(section), "met", "{name} {component} {section}");
            }
        }
    }
}

/// Hephy's tip: native ingress is on, and the router is rendered all the same.
fn with_both(change: impl FnOnce(&mut Vec<Value>)) -> Vec<Value> {
    let mut objects = installation("deis-native-ingress");
    let mut others = installation("deis-quickstart");
    objects.push(find(&mut others, "Deployment", "deis-router").clone());
    objects.push(find(&mut others, "Service", "deis-router").clone());
    let entries = env(&mut objects, "Deployment", "deis-controller");
    entries.retain(|entry| entry["name"] != "EXPERIMENTAL_NATIVE_INGRESS");
    entries.push(json!({ "name": "NATIVE_INGRESS", "value": "true" }));
    change(&mut objects);
    objects
}

fn both(change: impl FnOnce(&mut Vec<Value>)) -> (String, String) {
    let report = review(&with_both(change));
    (report.standing("tls").to_owned(), report.standing("routers").to_owned())
}

fn told(tls: &str, routers: &str) -> (String, String) {
    (tls.to_owned(), routers.to_owned())
}

fn scale(objects: &mut [Value], replicas: i64) {
    find(objects, "Deployment", "deis-router")["spec"]["replicas"] = json!(replicas);
}

#[test]
fn trap_14_a_router_beside_native_ingress_leaves_it_open_where_the_names_lead() {
    assert_eq!(both(|_| {}), told("unknown", "unknown"));
    assert_eq!(both(|all| scale(all, 2)), told("unknown", "met"));
    assert_eq!(both(|all| scale(all, 0)), told("met", "not-applicable"), "it does not run");
    let certificate = |all: &mut Vec<Value>| {
        let mut others = installation("deis-production-s3");
        all.push(find(&mut others, "Secret", "deis-router-platform-cert").clone());
        scale(all, 2);
    };
    assert_eq!(both(certificate), told("met", "met"), "both ways are as they should be");
    let without_tls = |all: &mut Vec<Value>| {
        let ingress = find(all, "Ingress", "controller-api-server-ingress-http");
        ingress["spec"].as_object_mut().expect("an object").remove("tls");
        certificate(all);
    };
    assert_eq!(both(without_tls), told("not-met", "met"));
}

#[test]
fn trap_14_a_router_that_nobody_reaches_from_outside_is_left_over() {
    let inside = |all: &mut Vec<Value>| {
        find(all, "Service", "deis-router")["spec"]["type"] = json!("ClusterIP");
    };
    assert_eq!(both(inside), told("met", "not-applicable"));
    let without_service = |all: &mut Vec<Value>| {
        all.retain(|one| one["kind"] != "Service" || one["metadata"]["name"] != "deis-router");
    };
    assert_eq!(both(without_service), told("met", "not-applicable"));
    let on_the_node = |all: &mut Vec<Value>| {
        inside(all);
        let router = find(all, "Deployment", "deis-router");
        router["spec"]["template"]["spec"]["hostNetwork"] = json!(true);
    };
    assert_eq!(both(on_the_node), told("unknown", "unknown"));
    let odd = |all: &mut Vec<Value>| {
        find(all, "Service", "deis-router")["spec"]["type"] = json!(5);
    };
    assert_eq!(both(odd), told("unknown", "unknown"));
}

#[test]
fn trap_14_an_autoscaler_of_the_router_beside_native_ingress_makes_it_no_less_open() {
    let with =
        |minimum: i64| both(|all| all.push(autoscaler("autoscaling/v2", Some(json!(minimum)))));
    assert_eq!(with(1), told("unknown", "unknown"));
    assert_eq!(with(2), told("unknown", "met"));
}

#[test]
fn trap_14_somebody_may_attest_where_the_names_lead() {
    let attest = |section: &str| json!({ "section": section, "by": "Ada", "on": "2026-10-01" });
    let settings = json!({ "attestations": [attest("tls"), attest("routers")] });
    let report: Reviewed = review_with(&with_both(|_| {}), settings);
    assert_eq!(report.standing("tls"), "met");
    assert_eq!(report.standing("routers"), "met");
}
