//! What reviews found about autoscalers, roles, whitelists and ports, kept so that it stays found.

use serde_json::{Value, json};

use crate::support::{Reviewed, find, installation, review};

#[test]
fn an_autoscaler_without_metrics_scales_by_cpu_as_the_api_server_fills_in() {
    let target = json!({ "apiVersion": "apps/v1", "kind": "Deployment", "name": "deis-router" });
    let judge = |version: &str, metrics: Option<Value>, other: Option<&str>| {
        let mut object = json!({
            "apiVersion": version, "kind": "HorizontalPodAutoscaler",
            "metadata": { "name": "routers", "namespace": "deis" },
            "spec": { "scaleTargetRef": target, "minReplicas": 2, "maxReplicas": 4 },
        });
        if let Some(metrics) = metrics {
            object["spec"]["metrics"] = metrics;
        }
        if let Some(other) = other {
            let name = "autoscaling.alpha.kubernetes.io/metrics";
            object["metadata"]["annotations"] = json!({ name: other });
        }
        let mut objects = installation("deis-production-s3");
        objects.push(object);
        review(&objects).outcome("routers-autoscaler").to_owned()
    };
    let memory = json!([{ "type": "Resource", "resource": { "name": "memory" } }]);
    assert_eq!(judge("autoscaling/v2", None, None), "warn");
    assert_eq!(judge("autoscaling/v2", Some(json!([])), None), "warn");
    assert_eq!(judge("autoscaling/v2", Some(memory), None), "pass");
    assert_eq!(judge("autoscaling/v1", None, None), "warn");
    assert_eq!(judge("autoscaling/v1", None, Some("[{\"type\":\"Pods\"}]")), "pass");
}

#[test]
fn a_role_for_another_installations_account_is_none_for_this_one() {
    let judge = |namespace: Value| {
        let mut objects = installation("hephy-production-s3");
        for object in objects.iter_mut().filter(|object| object["kind"] == "ClusterRoleBinding") {
            for subject in object["subjects"].as_array_mut().expect("a list") {
                subject["namespace"] = namespace.clone();
            }
        }
        review(&objects).outcome("rbac-enabled").to_owned()
    };
    assert_eq!(judge(json!("deis")), "pass");
    assert_eq!(judge(json!("staging")), "warn");
    assert_eq!(judge(json!(null)), "warn");
}

/// The review once Service deis-monitor-influxapi has a list, and the router another.
fn influx(own: Option<&str>, default: Option<&str>) -> String {
    let mut objects = installation("deis-quickstart");
    let mut set = |kind: &str, object: &str, name: &str, list: Option<&str>| {
        let metadata = &mut find(&mut objects, kind, object)["metadata"];
        if let Some(list) = list {
            metadata["annotations"][format!("router.deis.io/{name}")] = json!(list);
        }
    };
    set("Service", "deis-monitor-influxapi", "whitelist", own);
    set("Deployment", "deis-router", "nginx.defaultWhitelist", default);
    review(&objects).outcome("security-influx-api").to_owned()
}

#[test]
fn a_whitelist_that_the_router_does_not_take_closes_nothing() {
    assert_eq!(influx(None, None), "warn");
    assert_eq!(influx(Some("10.0.0.0/8"), None), "pass");
    assert_eq!(influx(Some("10.0.0.0/8,0.0.0.0/0"), None), "warn");
    assert_eq!(influx(Some("office"), None), "warn");
    assert_eq!(influx(Some("2001:db8::/32"), None), "warn");
}

#[test]
fn the_routers_own_whitelist_closes_the_influxdb_api_too() {
    assert_eq!(influx(None, Some("10.0.0.0/8")), "pass");
    assert_eq!(influx(Some("office"), Some("10.0.0.0/8")), "pass");
    assert_eq!(influx(None, Some("0.0.0.0/0")), "warn");
}

#[test]
fn a_label_that_is_no_text_does_not_hide_the_influxdb_api() {
    let mut objects = installation("deis-quickstart");
    let service = find(&mut objects, "Service", "deis-monitor-influxapi");
    service["metadata"]["labels"]["router.deis.io/routable"] = json!(true);
    assert_eq!(review(&objects).outcome("security-influx-api"), "error");
}

fn ports(kind: &str, name: &str, pointer: &str, value: &Value) -> Reviewed {
    let mut objects = installation("deis-production-s3");
    let (parent, field) = pointer.rsplit_once('/').expect("a field");
    let parent = find(&mut objects, kind, name).pointer_mut(parent).expect(pointer);
    match field.parse::<usize>() {
        Ok(place) => parent[place] = value.clone(),
        Err(_) => parent[field] = value.clone(),
    }
    review(&objects)
}

#[test]
fn ports_of_a_form_that_the_api_server_refuses_are_unknown() {
    let cases = [
        ("Deployment", "deis-logger", "/spec/template/spec/containers/0", json!(null)),
        ("Deployment", "deis-logger", "/spec/template/spec/initContainers", json!("side")),
        ("Deployment", "deis-logger", "/spec/template/spec/initContainers", json!([5])),
        (
            "Deployment",
            "deis-logger",
            "/spec/template/spec/containers/0/ports",
            json!({ "hostPort": 5000 }),
        ),
        ("Deployment", "deis-logger", "/spec/template/spec/containers/0/ports", json!(["5000"])),
        ("Service", "deis-router", "/spec/ports", json!({ "port": 5432 })),
        ("Service", "deis-router", "/spec/ports", json!([])),
        ("Service", "deis-router", "/spec/ports/0", json!("5432")),
        ("Service", "deis-logger", "/spec/externalIPs", json!("192.0.2.1")),
    ];
    for (kind, name, pointer, value) in cases {
        let report = ports(kind, name, pointer, &value);
        let results = report.on("security-ports", name);
        let told = results.iter().filter(|one| one["subject"]["kind"] == kind);
        let outcomes: Vec<_> = told.map(|one| one["outcome"].clone()).collect();
        assert_eq!(outcomes, [json!("error")], "{kind} {pointer} {value}");
    }
}

#[test]
fn dryccs_first_release_calls_its_services_otherwise() {
    let mut objects = installation("drycc-v1.0");
    let service = find(&mut objects, "Service", "drycc-controller");
    service["metadata"]["annotations"]["router.drycc.cc/ssl.enforce"] = json!("true");
    assert_eq!(review(&objects).outcome("tls-enforced"), "pass");
    let service = find(&mut objects, "Service", "drycc-controller");
    service["metadata"]["annotations"]["router.drycc.cc/domains"] = json!("api.v2");
    let report = review(&objects);
    assert_eq!(report.on("tls-domains-covered", "drycc-controller")[0]["outcome"], "fail");
    objects.retain(|object| {
        object["kind"] != "Deployment" || object["metadata"]["name"] != "drycc-monitor-grafana"
    });
    assert_eq!(review(&objects).standing("grafana"), "unknown", "its Service is there");
}
