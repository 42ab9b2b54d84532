//! Values of a form that the API server refuses, where rules read their evidence: never a panic, never a
//! pass.

use policy::report::Standing;
use serde_json::{Value, json};

use crate::support::{bare, find, review, standings};

/// What does not belong where a text, a number, a list of objects or an object does.
fn odd() -> [Value; 7] {
    [
        json!(null),
        json!(0),
        json!(true),
        json!("junk"),
        json!([]),
        json!([null, "junk", 5, []]),
        json!({ "junk": "junk" }),
    ]
}

/// How a section of an installation stands with each of these values in that place.
fn each(cluster: &str, section: &str, (kind, name, place): Place<'_>) -> Vec<(Value, Standing)> {
    let mut objects = bare(cluster);
    let texts: Vec<String> = objects.iter().map(Value::to_string).collect();
    let object = find(&mut objects, kind, name);
    let whole = object.to_string();
    let judge = |value: Value| {
        let mut object = object.clone();
        *object.pointer_mut(place).expect(place) = value.clone();
        let spoilt = object.to_string();
        let texts = texts.iter().map(|text| if *text == whole { &spoilt } else { text });
        let told = standings(texts.map(String::as_str), section);
        assert_eq!(told.len(), 1, "{cluster} {name} {place} = {value}");
        (value, told[0])
    };
    odd().into_iter().map(judge).collect()
}

/// A kind, a name, and a place in the object.
type Place<'p> = (&'p str, &'p str, &'p str);

/// That a section is met with none of these values in any of these places.
#[track_caller]
fn never_met(cluster: &str, section: &str, places: &[Place<'_>]) {
    for place in places {
        for (value, standing) in each(cluster, section, *place) {
            let good = matches!(standing, Standing::Met | Standing::NotApplicable);
            assert!(!good, "{cluster} {section}: {place:?} = {value}: {standing:?}");
        }
    }
}

const POD: &str = "/spec/template/spec";
const CONTAINERS: &str = "/spec/template/spec/containers";
const CONTAINER: &str = "/spec/template/spec/containers/0";
const NAME: &str = "/spec/template/spec/containers/0/name";
const ENV: &str = "/spec/template/spec/containers/0/env";

#[test]
fn an_odd_controller_is_not_closed() {
    let name = "deis-controller";
    let places = ["/spec", "/spec/template", POD, CONTAINERS, CONTAINER, NAME, ENV];
    let places = places.map(|place| ("Deployment", name, place));
    never_met("deis-production-s3", "registration", &places);
    never_met("hephy-production-s3", "registration", &places);
}

#[test]
fn an_odd_passport_is_not_closed() {
    let name = "drycc-passport-api";
    let places = ["/spec", "/spec/template", POD, CONTAINERS, CONTAINER, NAME];
    never_met("drycc-production", "registration", &places.map(|place| ("Deployment", name, place)));
    for (value, told) in each("drycc-production", "registration", ("Deployment", name, ENV)) {
        let is_empty = value.is_null() || value == json!([]);
        let standing = if is_empty { Standing::Met } else { Standing::Unknown };
        assert_eq!(told, standing, "{value}: its default is off");
    }
}

#[test]
fn an_odd_grafana_is_not_closed() {
    let places = ["/spec", "/spec/template", POD, CONTAINERS, CONTAINER, NAME, ENV];
    let places = places.map(|place| ("Deployment", "deis-monitor-grafana", place));
    never_met("deis-production-s3", "grafana", &places);
    let places = ["/spec", POD, CONTAINERS, CONTAINER, NAME];
    let places = places.map(|place| ("StatefulSet", "drycc-grafana", place));
    never_met("drycc-production", "grafana", &places);
    let file = [("ConfigMap", "grafana-config", "/data")];
    never_met("drycc-production", "grafana", &file);
}

#[test]
fn an_odd_component_is_not_on_external_storage() {
    for name in ["deis-registry", "deis-database", "deis-builder", "deis-controller"] {
        let places = ["/spec", "/spec/template", POD, CONTAINERS, CONTAINER, NAME, ENV];
        let places = places.map(|place| ("Deployment", name, place));
        never_met("deis-production-s3", "object-storage", &places);
    }
    for name in ["drycc-registry", "drycc-builder", "drycc-quickwit-janitor"] {
        let places = ["/spec", POD, CONTAINERS, CONTAINER, NAME, ENV];
        let places = places.map(|place| ("Deployment", name, place));
        never_met("drycc-production", "object-storage", &places);
    }
}

#[test]
fn an_odd_secret_of_object_storage_is_not_complete() {
    let secret = "objectstorage-keyfile";
    let keys = ["region", "builder-bucket", "registry-bucket", "database-bucket"];
    for key in keys {
        let place = format!("/data/{key}");
        let told = each("deis-production-s3", "object-storage", ("Secret", secret, &place));
        for (value, standing) in told {
            // That word is base64, and stands for a text.
            let met = value == json!("junk") && standing == Standing::Met;
            assert!(met || standing == Standing::NotMet, "{key} {value}");
        }
    }
    for cluster in ["deis-production-s3", "deis-production-gcs", "hephy-production-azure"] {
        never_met(cluster, "object-storage", &[("Secret", secret, "/data")]);
    }
    let drycc = [("Secret", "builder-secret", "/data"), ("Secret", "registry-secret", "/data")];
    never_met("drycc-production", "object-storage", &drycc);
}

#[test]
fn an_odd_router_is_not_two_and_has_no_certificate() {
    let router = "deis-router";
    let s3 = "deis-production-s3";
    let places = ["/spec", "/spec/replicas"].map(|place| ("Deployment", router, place));
    never_met(s3, "routers", &places);
    let places = [POD, CONTAINERS, CONTAINER, NAME].map(|place| ("Deployment", router, place));
    never_met(s3, "tls", &places);
    let domain = "/metadata/annotations/router.deis.io~1nginx.platformDomain";
    never_met(s3, "tls", &[("Deployment", router, domain)]);
    let secret = ["/data", "/data/tls.crt", "/data/tls.key"];
    never_met(s3, "tls", &secret.map(|place| ("Secret", "deis-router-platform-cert", place)));
}

#[test]
fn an_odd_ingress_has_no_tls() {
    let api = "controller-api-server-ingress-http";
    let places = ["/spec", "/spec/tls", "/spec/tls/0", "/spec/tls/0/secretName", "/spec/rules"];
    let places = places.map(|place| ("Ingress", api, place));
    never_met("deis-native-ingress", "tls", &places);
    let hosts = ("Ingress", api, "/spec/tls/0/hosts");
    for (value, told) in each("deis-native-ingress", "tls", hosts) {
        // Absent or empty, the entry is for every host.
        let is_empty = value.is_null() || value == json!([]);
        let standing = if is_empty { Standing::Met } else { Standing::NotMet };
        assert_eq!(told, standing, "{value}");
    }
}

#[test]
fn odd_ports_are_not_closed() {
    let mut places: Vec<(&str, &str, &str)> = Vec::new();
    for place in ["/spec/ports", "/spec/ports/0", "/spec/ports/0/port"] {
        places.push(("Service", "deis-router", place));
    }
    for place in ["/spec", "/spec/template", POD, CONTAINERS, CONTAINER] {
        places.push(("Deployment", "deis-logger", place));
        places.push(("DaemonSet", "deis-registry-proxy", place));
    }
    for place in places {
        for (value, standing) in each("deis-production-s3", "security", place) {
            let number = place.2.ends_with("/port") && value == json!(0);
            let without_ports = place.2 == CONTAINER && value.is_object();
            let bad = matches!(standing, Standing::NotMet | Standing::Unknown);
            assert!(bad || number || without_ports, "{place:?} = {value}: {standing:?}");
        }
    }
}

#[test]
fn odd_autoscalers_are_no_reason_to_be_met() {
    let target = json!({ "apiVersion": "apps/v1", "kind": "Deployment", "name": "deis-router" });
    let autoscaler = |spec: Value| {
        json!({
            "apiVersion": "autoscaling/v9", "kind": "HorizontalPodAutoscaler", "spec": spec,
            "metadata": { "name": "routers", "namespace": "deis" },
        })
    };
    for value in odd() {
        let specs = [
            value.clone(),
            json!({ "scaleTargetRef": value }),
            json!({ "scaleTargetRef": target, "minReplicas": value }),
            json!({ "scaleTargetRef": { "name": value, "kind": value, "apiVersion": value } }),
        ];
        for spec in specs {
            let mut objects = bare("deis-production-s3");
            find(&mut objects, "Deployment", "deis-router")["spec"]["replicas"] = json!(1);
            objects.push(autoscaler(spec.clone()));
            assert_ne!(review(&objects).standing("routers"), "met", "{spec}");
        }
    }
}

#[test]
fn two_containers_of_one_name_are_unknown() {
    let mut objects = bare("deis-production-s3");
    let controller = find(&mut objects, "Deployment", "deis-controller");
    let containers = controller.pointer_mut(CONTAINERS).expect("containers");
    let mut open = containers[0].clone();
    open["env"] = json!([{ "name": "REGISTRATION_MODE", "value": "enabled" }]);
    containers.as_array_mut().expect("a list").push(open);
    let report = review(&objects);
    assert_eq!(report.outcome("registration-mode"), "error");
    assert!(report.message("registration-mode").contains("more than one container"));
}

#[test]
fn a_platform_domain_that_the_router_does_not_take_is_unknown() {
    for domain in ["*.example.com", "example", "http://example.com", "example..com", ".example.com"]
    {
        let mut objects = bare("deis-production-s3");
        find(&mut objects, "Deployment", "deis-router")["metadata"]["annotations"]["router.deis.io/nginx.platformDomain"] =
            json!(domain);
        let report = review(&objects);
        assert_eq!(report.outcome("tls-platform-cert-usable"), "error", "{domain}");
        assert!(report.message("tls-platform-cert-usable").contains("no full domain name"));
    }
}

#[test]
fn a_budget_that_keeps_no_router_or_selects_none_guards_nothing() {
    let judge = |spec: Value| {
        let mut objects = bare("deis-production-s3");
        objects.retain(|object| object["kind"] != "PodDisruptionBudget");
        objects.push(json!({
            "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "spec": spec,
            "metadata": { "name": "routers", "namespace": "deis" },
        }));
        let report = review(&objects);
        let results = report.results("routers-spread");
        !results.iter().any(|one| one["message"].to_string().contains("PodDisruptionBudget"))
    };
    let own = json!({ "matchLabels": { "app": "deis-router" } });
    assert!(judge(json!({ "selector": own, "minAvailable": 1 })));
    assert!(judge(json!({ "selector": own, "maxUnavailable": "50%" })));
    assert!(judge(json!({ "selector": {}, "minAvailable": 1 })), "every pod, in policy/v1");
    assert!(!judge(json!({ "selector": own, "minAvailable": 0 })));
    assert!(!judge(json!({ "selector": own, "minAvailable": "0%" })));
    assert!(!judge(json!({ "selector": own, "maxUnavailable": "100%" })));
    for value in odd().into_iter().filter(|value| !value.is_null()) {
        let labels = json!({ "selector": { "matchLabels": value }, "minAvailable": 1 });
        assert!(!judge(labels), "{value}");
        if value != json!([]) {
            let expressions =
                json!({ "selector": { "matchExpressions": value }, "minAvailable": 1 });
            assert!(!judge(expressions), "{value}");
        }
    }
}
