//! Traps 15 to 18 of the facts' section 13, beyond what `traps` has of them.

use serde_json::{Value, json};

use crate::support::{CLUSTERS, cluster, env, find, installation, namespace, review, set_env};
use crate::traps_routers::{autoscaler, standings};

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
