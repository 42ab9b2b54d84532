//! Partial inputs: what is not shown is never met, and nothing is ready by not being looked at.

use serde_json::{Value, json};

use crate::support::{cluster, find, installation, remove, review, review_with, standing};

/// An attestation of everything that a person may attest.
fn attested() -> Value {
    let section = |id: &str| json!({ "section": id, "by": "Ada", "on": "2026-10-01" });
    json!({ "attestations": [section("security")] })
}

#[test]
fn an_empty_input_has_no_installation_and_is_not_ready() {
    let report = review_with(&[], attested());
    assert_eq!(report.0["ready"], false);
    assert_eq!(report.0["installations"], json!([]));
}

#[test]
fn an_input_without_any_workflow_object_is_not_ready() {
    let object = json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web", "namespace": "shop" } });
    let report = review_with(&[object], attested());
    assert_eq!(report.0["ready"], false);
    assert_eq!(report.0["installations"], json!([]));
    assert_eq!(report.0["ignored"], json!({ "Service": 1 }));
}

#[test]
fn no_single_object_of_a_ready_installation_is_ready_or_met_where_it_shows_nothing() {
    let met = |kind: &str, name: &str| -> &[&str] {
        match (kind, name) {
            ("Deployment", "deis-controller") => &["registration"],
            ("Deployment", "deis-monitor-grafana") => &["grafana"],
            ("Deployment", "deis-router") => &["routers"],
            _ => &[],
        }
    };
    for object in installation("deis-production-s3") {
        let (kind, name) = (object["kind"].as_str(), object["metadata"]["name"].as_str());
        let (kind, name) = (kind.expect("a text").to_owned(), name.expect("a text").to_owned());
        let report = review_with(&[object], attested());
        assert_eq!(report.0["ready"], false, "{kind} {name}");
        for one in report.0["installations"].as_array().expect("a list") {
            for section in
                ["object-storage", "security", "registration", "grafana", "tls", "routers"]
            {
                let expected = met(&kind, &name).contains(&section);
                assert_eq!(standing(one, section) == "met", expected, "{kind} {name}: {section}");
                assert_ne!(standing(one, section), "not-applicable", "{kind} {name}: {section}");
            }
        }
    }
}

#[test]
fn without_secrets_the_certificate_is_unknown() {
    let mut objects = installation("deis-production-s3");
    objects.retain(|object| object["kind"] != "Secret");
    let report = review(&objects);
    assert_eq!(report.outcome("tls-platform-cert"), "error");
    assert!(report.message("tls-platform-cert").contains("no Secret of namespace `deis`"));
    assert_eq!(report.standing("tls"), "unknown");
}

#[test]
fn with_other_secrets_only_the_certificate_is_missing() {
    let mut objects = installation("deis-production-s3");
    remove(&mut objects, "Secret", "deis-router-platform-cert");
    assert_eq!(review(&objects).standing("tls"), "not-met");
}

#[test]
fn without_services_the_ports_are_unknown_even_if_attested() {
    let mut objects = installation("deis-production-s3");
    objects.retain(|object| object["kind"] != "Service");
    assert_eq!(review_with(&objects, attested()).standing("security"), "unknown");
}

#[test]
fn without_builder_or_controller_the_input_is_a_part() {
    for name in ["deis-builder", "deis-controller"] {
        let mut objects = installation("deis-production-s3");
        remove(&mut objects, "Deployment", name);
        remove(&mut objects, "Deployment", "deis-monitor-grafana");
        let report = review_with(&objects, attested());
        for section in ["object-storage", "security", "grafana"] {
            assert_eq!(report.standing(section), "unknown", "{name}: {section}");
            assert!(report.reason(section).contains(name), "{name}: {section}");
        }
    }
}

#[test]
fn a_service_without_its_workload_is_a_part_that_was_not_given() {
    for (name, section) in [
        ("deis-registry", "object-storage"),
        ("deis-database", "object-storage"),
        ("deis-monitor-grafana", "grafana"),
    ] {
        let mut objects = installation("deis-production-s3");
        remove(&mut objects, "Deployment", name);
        assert_eq!(review(&objects).standing(section), "unknown", "{name}");
    }
}

#[test]
fn without_router_and_native_ingress_routers_and_tls_are_unknown() {
    let mut objects = installation("deis-production-s3");
    remove(&mut objects, "Deployment", "deis-router");
    let report = review(&objects);
    assert_eq!(report.standing("routers"), "unknown");
    assert_eq!(report.standing("tls"), "unknown");
}

#[test]
fn native_ingress_without_its_ingress_is_unknown() {
    let mut objects = installation("deis-native-ingress");
    remove(&mut objects, "Ingress", "controller-api-server-ingress-http");
    assert_eq!(review(&objects).standing("tls"), "unknown");
}

#[test]
fn native_ingress_without_the_tls_secret_is_not_met_and_without_secrets_unknown() {
    let mut objects = installation("deis-native-ingress");
    remove(&mut objects, "Secret", "deis-api-tls");
    assert_eq!(review(&objects).standing("tls"), "not-met");
    objects.retain(|object| object["kind"] != "Secret");
    assert_eq!(review(&objects).standing("tls"), "unknown");
}

#[test]
fn a_minio_server_whose_users_were_not_given_is_unknown_and_an_unused_one_is_left_over() {
    let mut objects = installation("deis-production-s3");
    let mut others = installation("deis-quickstart");
    objects.push(find(&mut others, "Deployment", "deis-minio").clone());
    assert_eq!(review(&objects).outcome("storage-minio"), "warn");
    remove(&mut objects, "Deployment", "deis-builder");
    assert_eq!(review(&objects).outcome("storage-minio"), "error");
}

#[test]
fn a_container_of_another_name_is_unknown_and_never_the_first_one_instead() {
    let mut objects = installation("deis-production-s3");
    let controller = find(&mut objects, "Deployment", "deis-controller");
    controller["spec"]["template"]["spec"]["containers"][0]["name"] = json!("api");
    let report = review(&objects);
    assert_eq!(report.outcome("registration-mode"), "error");
    assert_eq!(report.standing("registration"), "unknown");
}

#[test]
fn an_unreadable_document_keeps_everything_from_being_ready() {
    let mut objects = cluster("deis-production-s3");
    assert_eq!(review_with(&objects, attested()).0["ready"], true);
    objects.push(json!("not an object"));
    let report = review_with(&objects, attested());
    assert_eq!(report.0["ready"], false);
    assert_eq!(report.one()["ready"], false);
    assert_eq!(report.standing("tls"), "met", "the rest is judged all the same");
}

#[test]
fn drycc_workflow_is_found_and_said_to_be_unknown() {
    let object = json!({
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": { "name": "drycc-builder", "namespace": "drycc", "labels": { "heritage": "drycc" } },
        "spec": { "template": { "spec": { "containers": [{ "name": "drycc-builder" }] } } },
    });
    let report = review_with(&[object], attested());
    assert_eq!(report.one()["distribution"], "drycc");
    assert_eq!(report.standing("object-storage"), "unknown");
    assert_eq!(report.0["ready"], false);
}
