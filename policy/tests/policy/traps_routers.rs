//! Traps 8 to 11 and 14 to 18 of the facts' section 13, beyond what `traps` has of them.

use serde_json::{Value, json};

use crate::support::{
    CLUSTERS, NOW, Reviewed, call, cluster, env, find, installation, namespace, review,
    review_with, set_env, standing,
};

const SECTIONS: [&str; 6] =
    ["object-storage", "security", "registration", "grafana", "tls", "routers"];

fn standings(report: &Value) -> Vec<String> {
    SECTIONS.iter().map(|section| standing(report, section).to_owned()).collect()
}

/// An autoscaler of the router in that version, with that minimum.
fn autoscaler(version: &str, minimum: Option<Value>) -> Value {
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

/// What a manifest may leave out and the API server fills in.
fn with_defaults_left_out(objects: &[Value]) -> Vec<Value> {
    let mut objects = objects.to_vec();
    for object in &mut objects {
        if let Some(spec) = object["spec"].as_object_mut() {
            let single = spec.get("replicas").is_some_and(|count| *count == 1);
            let inside = spec.get("type").is_some_and(|kind| *kind == "ClusterIP");
            spec.retain(|name, _| !(name == "replicas" && single || name == "type" && inside));
            for port in spec.get_mut("ports").and_then(Value::as_array_mut).into_iter().flatten() {
                let port = port.as_object_mut().expect("a port");
                let same = port.get("targetPort") == port.get("port");
                port.retain(|name, _| !(name == "protocol" || name == "targetPort" && same));
            }
        }
        let Some(pod) = object.pointer_mut("/spec/template/spec") else { continue };
        let pod = pod.as_object_mut().expect("a pod");
        pod.retain(|name, value| !(name == "hostNetwork" && *value == false));
        for name in ["dnsPolicy", "restartPolicy", "schedulerName", "securityContext"] {
            pod.remove(name);
        }
    }
    objects
}

#[test]
fn trap_15_defaults_that_the_api_server_fills_in_are_judged_like_those_left_out() {
    for name in CLUSTERS {
        let objects = installation(name);
        let outcomes = |objects: &[Value]| {
            let report = review(objects);
            let results = report.one()["results"].as_array().expect("a list").clone();
            let told = results
                .into_iter()
                .map(|one| (one["rule"].clone(), one["subject"].clone(), one["outcome"].clone()));
            told.collect::<Vec<_>>()
        };
        assert_eq!(outcomes(&with_defaults_left_out(&objects)), outcomes(&objects), "{name}");
    }
}

#[test]
fn trap_15_a_variable_that_lost_its_empty_value_is_empty_and_not_absent() {
    let cases = [
        ("deis-controller", "REGISTRATION_MODE", "registration-mode"),
        ("deis-monitor-grafana", "ALLOW_SIGN_UP", "grafana-signup"),
        ("deis-registry", "REGISTRY_STORAGE", "storage-backend"),
    ];
    for (deployment, variable, rule) in cases {
        let judge = |entry: Value| {
            let mut objects = installation("hephy-production-s3");
            set_env(&mut objects, deployment, variable, None);
            env(&mut objects, "Deployment", deployment).push(entry);
            let report = review(&objects);
            let results = report.on(rule, deployment);
            (results[0]["outcome"].clone(), results[0]["message"].clone())
        };
        let rendered = judge(json!({ "name": variable, "value": "" }));
        assert_eq!(rendered, judge(json!({ "name": variable })), "{variable}");
        assert_eq!(rendered, judge(json!({ "name": variable, "value": null })), "{variable}");
        assert!(rendered.1.to_string().contains("is empty"), "{variable}: {}", rendered.1);
    }
}

#[test]
fn trap_16_every_version_of_every_workload_that_the_charts_ever_wrote_is_judged_alike() {
    for name in ["hephy-quickstart", "hephy-production-s3", "drycc-v1.0"] {
        let outcomes = ["extensions/v1beta1", "apps/v1beta2", "apps/v1"].map(|version| {
            let mut objects = installation(name);
            let kinds = ["Deployment", "DaemonSet", "StatefulSet"];
            for object in &mut objects {
                if kinds.iter().any(|kind| object["kind"] == *kind) {
                    object["apiVersion"] = json!(version);
                }
            }
            standings(review(&objects).one())
        });
        assert!(outcomes.iter().all(|one| *one == outcomes[2]), "{name}: {outcomes:?}");
    }
}

#[test]
fn trap_17_the_routers_annotations_on_its_pods_are_read_by_nobody() {
    let annotations = json!({
        "router.deis.io/nginx.platformDomain": "elsewhere.org",
        "router.deis.io/nginx.defaultWhitelist": "10.0.0.0/8",
        "router.deis.io/nginx.ssl.enforce": "true",
        "router.deis.io/nginx.ssl.protocols": "TLSv1.2",
    });
    let judge = |pointer: &str| {
        let mut objects = installation("deis-production-s3");
        let router = find(&mut objects, "Deployment", "deis-router");
        let own = router["metadata"]["annotations"].as_object_mut().expect("annotations");
        own.retain(|name, _| !name.starts_with("router.deis.io/") || name.ends_with("Domain"));
        let place = router.pointer_mut(pointer).expect(pointer);
        for (name, value) in annotations.as_object().expect("annotations") {
            place["annotations"][name] = value.clone();
        }
        let report = review(&objects);
        let rules =
            ["security-whitelist", "tls-enforced", "tls-protocols", "tls-platform-cert-usable"];
        rules.map(|rule| report.results(rule)[0]["outcome"].as_str().expect("a text").to_owned())
    };
    assert_eq!(judge("/metadata"), ["pass", "pass", "pass", "fail"]);
    assert_eq!(judge("/spec/template/metadata"), ["warn", "warn", "warn", "pass"]);
}

#[test]
fn trap_18_nothing_in_an_applications_namespace_is_evidence_for_the_platform() {
    for name in ["deis-quickstart", "hephy-quickstart", "drycc-default"] {
        let home = namespace(name);
        let before = standings(review(&cluster(name)).in_namespace(home));
        let mut objects = cluster(name);
        let decoys = installation(if home == "deis" { "deis-production-s3" } else { "drycc-v1.0" });
        let wanted =
            ["router", "controller", "registry", "monitor-grafana", "router-platform-cert"];
        let mut copied = 0;
        for mut decoy in decoys {
            let own = decoy["metadata"]["name"].as_str().expect("a name").to_owned();
            let rest = own.split_once('-').map_or("", |(_, rest)| rest);
            if !wanted.contains(&rest) {
                continue;
            }
            decoy["metadata"]["namespace"] = json!("shop");
            // An application's objects have no version of a component.
            if decoy["kind"] != "Secret" && decoy["kind"] != "Service" {
                decoy["metadata"]["annotations"] = json!({});
            }
            objects.push(decoy);
            copied += 1;
        }
        assert!(copied >= 5, "{name}: {copied}");
        objects.push(autoscaler_in_shop());
        let report = review(&objects);
        assert_eq!(standings(report.in_namespace(home)), before, "{name}");
    }
}

fn autoscaler_in_shop() -> Value {
    let mut autoscaler = autoscaler("autoscaling/v2", Some(json!(2)));
    autoscaler["metadata"]["namespace"] = json!("shop");
    autoscaler
}
