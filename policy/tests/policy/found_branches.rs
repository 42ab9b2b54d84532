//! What coverage found: branches of rules that no other test comes by.

use serde_json::{Value, json};

use crate::support::{bare, find, installation, remove, review};

/// Why a bucket of that name is refused; nothing where it is taken.
fn bucket(cluster: &str, name: &str) -> Vec<String> {
    let mut objects = bare(cluster);
    let secret = find(&mut objects, "Secret", "objectstorage-keyfile");
    let keys = ["builder-bucket", "builder-container"];
    let keys: Vec<&str> = keys.into_iter().filter(|key| !secret["data"][*key].is_null()).collect();
    assert_eq!(keys.len(), 1, "{cluster}");
    secret["stringData"] = json!({ keys[0]: name });
    let report = review(&objects);
    let results = report.results("storage-buckets").into_iter();
    let failed = results.filter(|one| one["outcome"] == "fail");
    failed.map(|one| one["message"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn a_bucket_that_the_provider_refuses_is_told_with_the_providers_reason() {
    for (cluster, name, reason) in [
        ("deis-production-s3", "", "is empty: there is no bucket to use"),
        ("deis-production-s3", "ab", "it has not between 3 and 63 characters"),
        ("deis-production-s3", "-bucket", "it begins or ends with a sign"),
        ("deis-production-s3", "bucket-", "it begins or ends with a sign"),
        ("deis-production-s3", "a..bucket", "it has two signs next to each other"),
        ("deis-production-s3", "192.168.0.1", "it is an IP address"),
        ("deis-production-azure", "a--bucket", "it has two signs next to each other"),
        ("deis-production-gcs", "my-google-bucket", "it is one of Google's own"),
        ("deis-production-swift", "a/bucket", "it has a slash"),
        ("deis-production-swift", &"x".repeat(257), "it is longer than 256 bytes"),
    ] {
        let told = bucket(cluster, name);
        assert!(told.len() == 1 && told[0].contains(reason), "{cluster} {name}: {told:?}");
    }
    assert_eq!(bucket("deis-production-s3", "a-bucket"), Vec::<String>::new());
    assert_eq!(bucket("deis-production-swift", "A Bucket"), Vec::<String>::new());
}

#[test]
fn credentials_that_something_makes_are_not_there_yet() {
    let mut objects = installation("deis-production-s3");
    remove(&mut objects, "Secret", "objectstorage-keyfile");
    assert_eq!(review(&objects).outcome("storage-credentials"), "fail");
    objects.push(json!({
        "apiVersion": "external-secrets.io/v1", "kind": "ExternalSecret",
        "metadata": { "name": "storage", "namespace": "deis" },
        "spec": { "target": { "name": "objectstorage-keyfile" } },
    }));
    let report = review(&objects);
    assert_eq!(report.outcome("storage-credentials"), "error");
    assert!(report.message("storage-credentials").contains("ExternalSecret `storage` makes it"));
    assert_eq!(report.standing("object-storage"), "unknown");
}

#[test]
fn routers_of_a_daemon_set_cannot_be_counted() {
    let mut objects = installation("deis-production-s3");
    objects.retain(|object| object["kind"] != "HorizontalPodAutoscaler");
    let router = find(&mut objects, "Deployment", "deis-router");
    router["kind"] = json!("DaemonSet");
    router["spec"].as_object_mut().expect("a spec").remove("replicas");
    let report = review(&objects);
    assert_eq!(report.outcome("routers-replicas"), "error");
    assert!(report.message("routers-replicas").contains("one router on each node"));
    assert_eq!(report.standing("routers"), "unknown");
}

/// The outcome for the router's parameters once their Secret was changed.
fn dhparam(change: impl FnOnce(&mut Value)) -> (String, String) {
    let mut objects = installation("deis-production-s3");
    change(&mut find(&mut objects, "Secret", "deis-router-dhparam")["data"]);
    let report = review(&objects);
    let told = |words: &str| words.to_owned();
    (told(report.outcome("tls-dhparam")), told(report.message("tls-dhparam")))
}

#[test]
fn parameters_that_are_absent_empty_or_no_base64_are_told_apart() {
    for absent in [json!({}), json!({ "dhparam": "" })] {
        let (outcome, message) = dhparam(|data| *data = absent.clone());
        assert_eq!(outcome, "warn");
        assert!(message.contains("the router uses nginx's defaults"), "{message}");
    }
    let (outcome, message) = dhparam(|data| data["dhparam"] = json!("no base64!"));
    assert!(message.contains("the API server refuses the Secret"), "{outcome}: {message}");
}

#[test]
fn a_domains_certificate_that_something_makes_is_not_there_yet() {
    let mut objects = installation("deis-production-s3");
    let service = find(&mut objects, "Service", "deis-controller");
    let annotations = &mut service["metadata"]["annotations"];
    annotations["router.deis.io/domains"] = json!("api.example.com");
    annotations["router.deis.io/certificates"] = json!("api.example.com:api");
    let judge = |objects: &[Value]| {
        let report = review(objects);
        report.on("tls-domains-covered", "deis-controller")[0]["outcome"].clone()
    };
    assert_eq!(judge(&objects), "fail");
    objects.push(json!({
        "apiVersion": "cert-manager.io/v1", "kind": "Certificate",
        "metadata": { "name": "api", "namespace": "deis" }, "spec": { "secretName": "api-cert" },
    }));
    assert_eq!(judge(&objects), "error");
}

#[test]
fn a_load_balancer_with_a_certificate_needs_the_port_for_it() {
    let mut objects = installation("deis-production-s3");
    let service = find(&mut objects, "Service", "deis-router");
    service["metadata"]["annotations"]["service.beta.kubernetes.io/aws-load-balancer-ssl-cert"] =
        json!("arn:x");
    let ports = service["spec"]["ports"].as_array_mut().expect("a list");
    ports.retain(|port| port["port"] != 443);
    let report = review(&objects);
    assert_eq!(report.outcome("tls-load-balancer"), "fail");
    assert!(report.message("tls-load-balancer").contains("has no port 443"));
}

#[test]
fn a_listeners_certificate_in_another_namespace_is_unknown() {
    let mut objects = installation("drycc-production");
    let set = find(&mut objects, "ListenerSet", "drycc-listenerset");
    for listener in set["spec"]["listeners"].as_array_mut().expect("a list") {
        for reference in listener["tls"]["certificateRefs"].as_array_mut().into_iter().flatten() {
            reference["namespace"] = json!("edge");
        }
    }
    let report = review(&objects);
    assert_eq!(report.standing("tls"), "unknown");
    let results = report.results("tls-gateway");
    assert!(results.iter().any(|one| one["message"].to_string().contains("another namespace")));
}

#[test]
fn a_budget_selects_by_expressions_too() {
    let judge = |expression: Value| {
        let mut objects = bare("deis-production-s3");
        objects.retain(|object| object["kind"] != "PodDisruptionBudget");
        objects.push(json!({
            "apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
            "metadata": { "name": "routers", "namespace": "deis" },
            "spec": { "minAvailable": 1, "selector": { "matchExpressions": [expression] } },
        }));
        let report = review(&objects);
        let results = report.results("routers-spread");
        !results.iter().any(|one| one["message"].to_string().contains("PodDisruptionBudget"))
    };
    let app = |operator: &str, values: &[&str]| {
        judge(json!({ "key": "app", "operator": operator, "values": values }))
    };
    let (own, other) = (["x", "deis-router"], ["x", "deis-builder"]);
    assert!(app("In", &own) && !app("In", &other));
    assert!(app("NotIn", &other) && !app("NotIn", &own));
    assert!(app("Exists", &[]) && !app("DoesNotExist", &[]) && !app("Like", &own));
    let tier = |operator: &str| judge(json!({ "key": "tier", "operator": operator }));
    assert!(tier("DoesNotExist") && !tier("Exists"));
}

#[test]
fn the_service_of_a_storage_without_its_workload_decides_nothing() {
    let mut objects = installation("drycc-default");
    objects.retain(|object| {
        object["kind"] == "Service" || object["metadata"]["name"] != "drycc-storage"
    });
    let report = review(&objects);
    assert_ne!(report.standing("object-storage"), "met");
    let words = report.0.to_string();
    assert!(
        words.contains("but not the workload behind it"),
        "{}",
        report.reason("object-storage")
    );
}
