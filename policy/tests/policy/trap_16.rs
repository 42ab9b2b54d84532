//! Trap 16: all forms that a workload was ever written in are judged alike.

use serde_json::json;

use crate::support::{find, installation, review};

#[test]
fn trap_16_all_versions_of_an_api_are_judged_alike() {
    let forms = ["extensions/v1beta1", "apps/v1beta1", "apps/v1beta2", "apps/v1"];
    let outcomes = forms.map(|form| {
        let mut objects = installation("deis-quickstart");
        for object in objects.iter_mut().filter(|object| object["kind"] == "Deployment") {
            object["apiVersion"] = json!(form);
        }
        let mut report = review(&objects);
        for result in report.0["installations"][0]["results"].as_array_mut().expect("a list") {
            result["subject"]["apiVersion"] = json!("");
        }
        report.0.to_string()
    });
    assert!(outcomes.iter().all(|one| *one == outcomes[0]));
}

#[test]
fn trap_16_a_replication_controller_is_judged_as_a_deployment_is() {
    let mut objects = installation("deis-quickstart");
    for object in objects.iter_mut().filter(|object| object["kind"] == "Deployment") {
        object["apiVersion"] = json!("v1");
        object["kind"] = json!("ReplicationController");
    }
    let report = review(&objects);
    for section in ["object-storage", "grafana", "tls", "routers"] {
        assert_eq!(report.standing(section), "not-met", "{section}");
    }
    assert_eq!(report.standing("registration"), "met");
}

#[test]
fn trap_16_the_deprecated_replication_controller_beside_a_deployment_is_nothing() {
    let mut objects = installation("deis-production-s3");
    let mut old = find(&mut objects, "Deployment", "deis-router").clone();
    old["apiVersion"] = json!("v1");
    old["kind"] = json!("ReplicationController");
    old["spec"]["replicas"] = json!(0);
    objects.push(old);
    assert_eq!(review(&objects).outcome("routers-replicas"), "pass");
    // One that still has pods is no leftover.
    let old = objects.last_mut().expect("the old one");
    if old["kind"] == "ReplicationController" {
        old["spec"]["replicas"] = json!(1);
        assert_eq!(review(&objects).results("routers-replicas").len(), 2);
    }
}
