//! What no test of the rules held until single changes of the core showed it.

use policy::model::distribution::Distribution;
use serde_json::{Value, json};

use crate::support::{find, installation, remove, review, set_env};

const POD: &str = "/spec/template/spec";

fn pod<'o>(objects: &'o mut [Value], name: &str) -> &'o mut Value {
    find(objects, "Deployment", name).pointer_mut(POD).expect(name)
}

#[test]
fn a_distribution_has_a_title() {
    let titles = Distribution::ALL.map(Distribution::title);
    assert_eq!(titles, ["Deis Workflow", "Hephy Workflow", "Drycc Workflow"]);
}

/// What is said of the routers' spread beside a budget with that selector.
fn guarded(selector: Value) -> String {
    let mut objects = installation("deis-production-s3");
    objects.retain(|object| object["kind"] != "PodDisruptionBudget");
    let labels = json!({ "app": "deis-router" });
    find(&mut objects, "Deployment", "deis-router")["spec"]["template"]["metadata"]["labels"] =
        labels;
    pod(&mut objects, "deis-router")["topologySpreadConstraints"] = json!([{ "maxSkew": 1 }]);
    objects.push(json!({ "apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
        "metadata": { "name": "routers", "namespace": "deis" },
        "spec": { "minAvailable": 1, "selector": selector } }));
    review(&objects).outcome("routers-spread").to_owned()
}

#[test]
fn a_budget_selects_pods_as_kubernetes_does() {
    let expression = |key: &str, operator: &str, values: Value| {
        guarded(
            json!({ "matchExpressions": [{ "key": key, "operator": operator, "values": values }] }),
        )
    };
    assert_eq!(expression("app", "In", json!(["deis-router"])), "pass");
    assert_eq!(expression("app", "In", json!(["web"])), "warn");
    assert_eq!(expression("app", "NotIn", json!(["web"])), "pass");
    assert_eq!(expression("app", "NotIn", json!(["deis-router"])), "warn");
    assert_eq!(expression("app", "Exists", json!(null)), "pass");
    assert_eq!(expression("tier", "Exists", json!(null)), "warn");
    assert_eq!(expression("tier", "DoesNotExist", json!(null)), "pass");
    assert_eq!(expression("app", "DoesNotExist", json!(null)), "warn");
    assert_eq!(expression("app", "Like", json!(["deis-router"])), "warn");
    assert_eq!(guarded(json!({ "matchLabels": { "app": "web" } })), "warn");
    assert_eq!(guarded(json!({ "matchLabels": { "app": "deis-router" } })), "pass");
    assert_eq!(guarded(json!({})), "pass");
    assert_eq!(guarded(json!(null)), "warn");
}

#[test]
fn routers_are_kept_apart_beside_whatever_else_draws_them() {
    let path = |affinity: Value| {
        let mut objects = installation("deis-production-s3");
        pod(&mut objects, "deis-router")["affinity"] = affinity;
        let report = review(&objects);
        let all = report.results("routers-spread");
        let steps = all.iter().map(|one| &one["remediation"]["patch"][0]["path"]);
        steps.filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(path(json!({ "nodeAffinity": {} })), format!("{POD}/affinity/podAntiAffinity"));
    assert_eq!(path(json!(null)), format!("{POD}/affinity"));
}

#[test]
fn routers_of_a_daemon_set_may_take_ports_of_their_nodes() {
    let mut objects = installation("deis-production-s3");
    let ports = json!([{ "containerPort": 80, "hostPort": 80 }]);
    pod(&mut objects, "deis-router")["containers"][0]["ports"] = ports;
    assert_eq!(review(&objects).outcome("routers-host-ports"), "warn");
    let router = find(&mut objects, "Deployment", "deis-router");
    router["kind"] = json!("DaemonSet");
    assert_eq!(review(&objects).results("routers-host-ports").len(), 0);
}

#[test]
fn a_binding_names_an_account_and_no_person_of_its_name() {
    let judge = |kind: &str| {
        let mut objects = installation("hephy-production-s3");
        for object in objects.iter_mut().filter(|object| object["kind"] == "ClusterRoleBinding") {
            for subject in object["subjects"].as_array_mut().expect("a list") {
                subject["kind"] = json!(kind);
            }
        }
        review(&objects).outcome("rbac-enabled").to_owned()
    };
    assert_eq!(judge("ServiceAccount"), "pass");
    assert_eq!(judge("User"), "warn");
}

#[test]
fn only_the_published_keys_of_the_controller_are_advised_against() {
    let judge = |key: &str| {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-controller", "DEIS_SECRET_KEY", Some(key));
        let report = review(&objects);
        let all = report.on("security-default-credentials", "deis-controller");
        all.iter().map(|one| one["message"].to_string()).collect::<String>()
    };
    assert!(judge("CHANGEME_x").contains("`DEIS_SECRET_KEY` is the published constant"));
    assert!(!judge("own").contains("DEIS_SECRET_KEY"));
}

fn port_outcome(kind: &str, name: &str, change: &dyn Fn(&mut Value)) -> Vec<String> {
    let mut objects = installation("deis-production-s3");
    let pod = find(&mut objects, kind, name).pointer_mut(POD).expect(name);
    change(pod);
    let report = review(&objects);
    let all = report.on("security-ports", name).into_iter();
    let own = all.filter(|one| one["subject"]["kind"] == kind);
    own.map(|one| one["outcome"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn a_port_that_only_its_node_can_reach_is_none() {
    let logger = |port: Value| {
        port_outcome("Deployment", "deis-logger", &|pod| {
            pod["containers"][0]["ports"] = json!([port]);
        })
    };
    assert_eq!(logger(json!({ "hostPort": 514 })), ["fail"]);
    assert_eq!(logger(json!({ "hostPort": 514, "hostIP": "10.0.0.1" })), ["fail"]);
    assert_eq!(logger(json!({ "hostPort": 514, "hostIP": "127.0.0.1" })), ["pass"]);
    assert_eq!(logger(json!({ "hostPort": 514, "hostIP": "::1" })), ["pass"]);
    assert_eq!(logger(json!({ "hostPort": 0 })), ["pass"]);
}

#[test]
fn a_proxy_on_the_nodes_network_has_to_listen_on_loopback() {
    let proxy = |address: &str| {
        port_outcome("DaemonSet", "deis-registry-proxy", &|pod| {
            pod["hostNetwork"] = json!(true);
            pod["containers"][0]["env"] = json!([{ "name": "BIND_ADDR", "value": address }]);
            pod["containers"][0]["ports"] = json!([]);
        })
    };
    for address in ["127.0.0.1:5555", "localhost:5555", "[::1]:5555"] {
        assert_eq!(proxy(address), ["pass"], "{address}");
    }
    for address in ["0.0.0.0:5555", ":5555", ""] {
        assert_eq!(proxy(address), ["warn"], "{address}");
    }
}

#[test]
fn parameters_that_are_no_base64_are_unknown_and_empty_ones_nginxs() {
    let judge = |value: Value| {
        let mut objects = installation("deis-production-s3");
        find(&mut objects, "Secret", "deis-router-dhparam")["data"] = json!({ "dhparam": value });
        let report = review(&objects);
        (report.outcome("tls-dhparam").to_owned(), report.message("tls-dhparam").to_owned())
    };
    let (outcome, words) = judge(json!("***"));
    assert_eq!(outcome, "error");
    assert!(words.contains("is not base64"), "{words}");
    for value in [json!(""), json!("IA=="), json!(null)] {
        let (outcome, words) = judge(value);
        assert_eq!(outcome, "warn");
        assert!(words.contains("is empty or absent"), "{words}");
    }
}

#[test]
fn who_is_an_autoscaler_by_share_of_cpu_is_told_by_what_it_names() {
    let judge = |spec: Value, other: Option<&str>| {
        let mut object = json!({ "apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler",
            "metadata": { "name": "routers", "namespace": "deis" },
            "spec": { "minReplicas": 2, "maxReplicas": 4, "scaleTargetRef":
                { "apiVersion": "apps/v1", "kind": "Deployment", "name": "deis-router" } } });
        for (name, value) in spec.as_object().expect("an object") {
            object["spec"][name] = value.clone();
        }
        if let Some(other) = other {
            object["metadata"]["annotations"] =
                json!({ "autoscaling.alpha.kubernetes.io/metrics": other });
        }
        let mut objects = installation("deis-production-s3");
        objects.push(object);
        review(&objects).outcome("routers-autoscaler").to_owned()
    };
    let metric = |name: &str, target: Value| json!({ "metrics": [{ "resource": { "name": name, "target": target } }] });
    assert_eq!(judge(json!({ "targetCPUUtilizationPercentage": 80 }), Some("[]")), "warn");
    assert_eq!(judge(json!({}), Some("[]")), "pass");
    let share = json!({ "type": "Utilization" });
    assert_eq!(judge(metric("cpu", share.clone()), None), "warn");
    assert_eq!(judge(metric("memory", share), None), "pass");
    assert_eq!(judge(metric("cpu", json!({ "type": "AverageValue" })), None), "pass");
    let old =
        json!({ "metrics": [{ "resource": { "name": "cpu", "targetAverageUtilization": 70 } }] });
    assert_eq!(judge(old, None), "warn");
}

#[test]
fn a_section_whose_component_was_not_given_is_unknown_and_says_so() {
    let mut objects = installation("deis-production-s3");
    remove(&mut objects, "Deployment", "deis-controller");
    let report = review(&objects);
    assert_eq!(report.standing("registration"), "unknown");
    assert_eq!(report.reason("registration"), "the input has no workload `deis-controller`");
    let mut objects = installation("deis-production-s3");
    objects.retain(|object| object["kind"] != "DaemonSet");
    let report = review(&objects);
    assert_eq!(report.standing("cni"), "unknown");
    assert_eq!(report.reason("cni"), "the input has no workload `deis-registry-proxy`");
    remove(&mut objects, "Deployment", "deis-registry");
    let report = review(&objects);
    assert_eq!(report.standing("cni"), "not-applicable");
    assert_eq!(report.reason("cni"), "the registry is not on the cluster");
}

#[test]
fn where_an_ingress_routes_and_none_is_there_tls_is_unknown_and_says_so() {
    let mut objects = installation("deis-native-ingress");
    objects.retain(|object| object["kind"] != "Ingress");
    let report = review(&objects);
    assert_eq!(report.standing("tls"), "unknown");
    let wanted =
        "an Ingress routes, and the input has no Ingress `controller-api-server-ingress-http`";
    assert_eq!(report.reason("tls"), wanted);
}

#[test]
fn dryccs_later_controller_leaves_registration_to_the_passport_without_a_version_too() {
    let judge = |cluster: &str, name: &str, passport: bool| {
        let mut objects = installation(cluster);
        let controller = find(&mut objects, "Deployment", name);
        controller["metadata"]["annotations"] = json!({});
        if !passport {
            objects.retain(|object| object["metadata"]["name"] != "drycc-passport-api");
        }
        if passport && cluster == "drycc-v1.0" {
            let mut all = installation("drycc-production");
            objects.push(find(&mut all, "Deployment", "drycc-passport-api").clone());
        }
        let report = review(&objects);
        let all = report.results("registration-mode");
        all.iter().map(|one| one["outcome"].to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(judge("drycc-production", "drycc-controller-api", true), "");
    assert_eq!(judge("drycc-production", "drycc-controller-api", false), "");
    assert_eq!(judge("drycc-v1.0", "drycc-controller", true), "");
    assert_eq!(judge("drycc-v1.0", "drycc-controller", false), "\"error\"");
}

#[test]
fn mistakes_in_settings_are_told_once_and_a_null_is_none() {
    let answer = |settings: Value| {
        let payload = settings.to_string();
        let bytes =
            policy::api::call("validate_settings", payload.as_bytes(), &policy::host::NoHost);
        serde_json::from_slice::<Value>(&bytes.expect("an answer")).expect("JSON")
    };
    assert_eq!(answer(json!({ "namespaces": null }))["valid"], true);
    let told = answer(json!({ "exceptions": [{ "rule": "", "reason": "x" }] }))["message"].clone();
    assert!(!told.to_string().contains("there is no rule"), "{told}");
    let until = |day: &str| {
        answer(
            json!({ "attestations": [{ "section": "security", "by": "Ada", "on": "2026-10-02", "until": day }] }),
        )
    };
    assert_eq!(until("2026-10-02")["valid"], true);
    assert_eq!(until("2026-10-03")["valid"], true);
    let told = until("2026-10-01")["message"].to_string();
    assert!(told.contains("lies before `on`"), "{told}");
}

#[test]
fn why_a_document_cannot_be_judged_is_told() {
    let deep = format!("{}1{}", "[".repeat(1000), "]".repeat(1000));
    let payload = format!(r#"{{"objects":[{deep}],"now":"{}"}}"#, crate::support::NOW);
    let answer = policy::api::call("review", payload.as_bytes(), &policy::host::NoHost);
    let report: Value = serde_json::from_slice(&answer.expect("a report")).expect("JSON");
    let wanted = "it is no JSON that can be judged: it is nested deeper than 128 levels";
    assert_eq!(report["unreadable"][0]["message"], wanted);
}
