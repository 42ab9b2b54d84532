//! Which objects are a platform, and whose: what single changes of the core showed that no test held.

use serde_json::{Value, json};

use crate::support::{find, installation, review};

/// A workload that runs a container of its name, or of another one.
pub fn workload(namespace: &str, name: &str, container: &str) -> Value {
    json!({ "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": { "name": name, "namespace": namespace },
        "spec": { "template": { "spec": { "containers": [{ "name": container }] } } } })
}

fn labelled(namespace: &str, name: &str, heritage: &str) -> Value {
    let mut object = workload(namespace, name, name);
    object["metadata"]["labels"] = json!({ "heritage": heritage });
    object
}

fn namespaces(objects: &[Value]) -> Vec<String> {
    let report = review(objects);
    let all = report.0["installations"].as_array().expect("a list").clone();
    all.iter().map(|one| one["namespace"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn the_core_with_its_label_and_a_third_component_is_a_platform_for_certain() {
    let logger = workload("deis", "deis-logger", "deis-logger");
    let core = ["deis-builder", "deis-controller", "deis-router"];
    let all = core.map(|name| labelled("platform", name, "deis"));
    let with = |own: &[Value]| namespaces(&[own, std::slice::from_ref(&logger)].concat());
    assert_eq!(with(&all), ["platform"]);
    assert_eq!(with(&all[..2]), ["deis", "platform"]);
    let mut versioned = workload("platform", "deis-logger", "deis-logger");
    versioned["metadata"]["annotations"] = json!({ "component.deis.io/version": "v2.4.5" });
    assert_eq!(with(&[versioned]), ["platform"]);
}

#[test]
fn two_components_with_the_core_among_them_are_a_part_of_a_platform() {
    let all =
        ["deis-builder", "deis-logger", "deis-nsqd"].map(|name| workload("platform", name, name));
    assert_eq!(namespaces(&all[..1]), [""; 0]);
    assert_eq!(namespaces(&all[..2]), ["platform"]);
    assert_eq!(namespaces(&all), ["platform"]);
    assert_eq!(namespaces(&all[1..]), [""; 0]);
}

#[test]
fn deis_components_run_containers_of_their_names_and_dryccs_may_not() {
    assert_eq!(namespaces(&[workload("drycc", "drycc-builder", "git")]), ["drycc"]);
    assert_eq!(namespaces(&[workload("deis", "deis-builder", "git")]), [""; 0]);
    assert_eq!(namespaces(&[workload("deis", "deis-builder", "deis-builder")]), ["deis"]);
}

#[test]
fn objects_without_a_namespace_are_the_only_platforms() {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Service", "deis-logger")["spec"]["type"] = json!("NodePort");
    for object in &mut objects {
        let name = object["metadata"]["name"].clone();
        let metadata = object["metadata"].as_object_mut().expect("metadata");
        match name == "deis-logger" {
            true => metadata.remove("namespace"),
            false => metadata.insert("namespace".to_owned(), json!("platform")),
        };
    }
    objects.retain(|one| one["metadata"]["name"] != "deis-logger" || one["kind"] == "Service");
    let report = review(&objects);
    assert_eq!(report.one()["namespace"], "platform");
    assert_eq!(report.on("security-ports", "deis-logger")[0]["outcome"], "fail");
}

#[test]
fn a_workflow_manager_that_asks_team_hephy_is_hephys() {
    let distribution = |address: &str| {
        let mut objects = vec![workload("deis", "deis-workflow-manager", "deis-workflow-manager")];
        set(&mut objects, address);
        review(&objects).one()["distribution"].clone()
    };
    assert_eq!(distribution("https://versions.teamhephy.info"), "hephy");
    assert_eq!(distribution("https://versions.deis.com"), "deis");
    let mut other = vec![workload("deis", "deis-logger", "deis-logger")];
    set(&mut other, "https://versions.teamhephy.info");
    assert_eq!(review(&other).one()["distribution"], "deis");
}

fn set(objects: &mut [Value], address: &str) {
    let container = &mut objects[0]["spec"]["template"]["spec"]["containers"][0];
    container["env"] = json!([{ "name": "VERSIONS_API_URL", "value": address }]);
}
