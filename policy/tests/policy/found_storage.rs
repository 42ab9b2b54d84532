//! What reviews found about object storage, kept so that it stays found.

use serde_json::{Value, json};

use crate::support::{Reviewed, find, installation, remove, review};

const ENDPOINT: &str = "DRYCC_STORAGE_ENDPOINT";

/// The containers of Deployment drycc-builder, those that run before the others too.
fn containers(objects: &mut [Value]) -> Vec<&mut Value> {
    let spec = &mut find(objects, "Deployment", "drycc-builder")["spec"]["template"]["spec"];
    let lists = spec.as_object_mut().expect("a pod").iter_mut();
    let lists = lists.filter(|(name, _)| name.to_lowercase().ends_with("containers"));
    lists.flat_map(|(_, list)| list.as_array_mut().expect("a list")).collect()
}

/// The review of an installation whose builder is told that, in every container.
fn builder(entry: Option<&Value>) -> Reviewed {
    let mut objects = installation("drycc-production");
    for container in containers(&mut objects) {
        let Some(env) = container["env"].as_array_mut() else { continue };
        env.retain(|entry| entry["name"] != ENDPOINT);
        env.extend(entry.cloned());
    }
    review(&objects)
}

fn at(address: &str) -> String {
    let report = builder(Some(&json!({ "name": ENDPOINT, "value": address })));
    report.on("storage-endpoint", "drycc-builder")[0]["outcome"]
        .as_str()
        .expect("a text")
        .to_owned()
}

#[test]
fn every_way_to_write_the_installations_own_storage_is_it() {
    let own = [
        "http://drycc-storage:9000",
        "drycc-storage:9000",
        "http://drycc-storage",
        "HTTP://DRYCC-STORAGE:9000/bucket",
        "http://drycc-storage.drycc:9000",
        "http://drycc-storage.drycc.svc",
        "http://drycc-storage.drycc.svc.cluster.local.:9000",
        "http://drycc-storage.:9000",
        "http://drycc-storage-0.drycc-storage:9000",
        "http://drycc-storage-3.drycc-storage.drycc.svc.cluster.local:9000",
        "http://key:secret@drycc-storage:9000",
        "http://drycc-storage?region=x",
    ];
    for address in own {
        assert_eq!(at(address), "fail", "{address}");
    }
    let others = [
        "https://s3.example.com",
        "https://drycc-storage.example.com",
        "http://drycc-storage.other.svc",
        "http://minio.storage.svc:9000",
        "https://drycc-storage-backups.example.com",
    ];
    for address in others {
        assert_eq!(at(address), "pass", "{address}");
    }
}

#[test]
fn an_endpoint_without_an_address_is_unknown() {
    assert_eq!(at(""), "error");
    assert_eq!(at(" "), "error");
    let source = json!({ "configMapKeyRef": { "name": "none", "key": "x", "optional": true } });
    let report = builder(Some(&json!({ "name": ENDPOINT, "valueFrom": source })));
    assert_eq!(report.on("storage-endpoint", "drycc-builder")[0]["outcome"], "error");
}

#[test]
fn a_component_that_is_told_no_storage_is_unknown_and_not_passed_over() {
    let report = builder(None);
    assert_eq!(report.on("storage-endpoint", "drycc-builder")[0]["outcome"], "error");
    assert_eq!(report.standing("object-storage"), "unknown");
}

#[test]
fn a_container_that_runs_first_does_not_speak_for_the_one_behind_it() {
    let mut objects = installation("drycc-production");
    let endpoint = json!({ "name": ENDPOINT, "value": "https://s3.example.com" });
    let pod = &mut find(&mut objects, "Deployment", "drycc-registry")["spec"]["template"]["spec"];
    pod["initContainers"] = json!([{ "name": "first", "env": [endpoint] }]);
    pod["containers"] = json!([{ "name": "drycc-registry" }]);
    let report = review(&objects);
    assert_eq!(report.on("storage-endpoint", "drycc-registry")[0]["outcome"], "error");
}

#[test]
fn an_endpoint_from_a_whole_config_map_or_secret_is_looked_for_too() {
    let judge = |kind: &str, data: &str, address: &str| {
        let mut objects = installation("drycc-production");
        let member = if kind == "Secret" { "secretRef" } else { "configMapRef" };
        for container in containers(&mut objects) {
            if let Some(env) = container["env"].as_array_mut() {
                env.retain(|entry| entry["name"] != ENDPOINT);
            }
            container["envFrom"] = json!([{ member: { "name": "storage" } }]);
        }
        objects.push(json!({
            "apiVersion": "v1", "kind": kind, data: { ENDPOINT: address },
            "metadata": { "name": "storage", "namespace": "drycc" },
        }));
        review(&objects).on("storage-endpoint", "drycc-builder")[0]["outcome"].clone()
    };
    assert_eq!(judge("ConfigMap", "data", "https://s3.example.com"), "pass");
    assert_eq!(judge("ConfigMap", "data", "http://drycc-storage:9000"), "fail");
    assert_eq!(judge("Secret", "stringData", "https://s3.example.com"), "error");
}

#[test]
fn a_workload_that_stores_nothing_is_not_asked_where_its_missing_sources_lead() {
    let mut objects = installation("drycc-production");
    let passport = find(&mut objects, "Deployment", "drycc-passport-api");
    passport["spec"]["template"]["spec"]["containers"][0]["envFrom"] =
        json!([{ "secretRef": { "name": "none" } }]);
    let report = review(&objects);
    assert!(report.on("storage-endpoint", "drycc-passport-api").is_empty());
    assert_eq!(report.standing("object-storage"), "met");
}

#[test]
fn without_an_own_storage_an_endpoint_that_is_not_followed_is_no_pass() {
    let report = builder(Some(&json!({
        "name": ENDPOINT, "valueFrom": { "secretKeyRef": { "name": "none", "key": "x" } },
    })));
    assert_eq!(report.on("storage-dangling", "drycc-builder")[0]["outcome"], "error");
}

/// The standing of object storage on Azure without Hephy's connection string.
fn without_connection_string(change: impl FnOnce(&mut Vec<Value>)) -> String {
    let mut objects = installation("hephy-production-azure");
    let secret = find(&mut objects, "Secret", "objectstorage-keyfile");
    secret["data"].as_object_mut().expect("data").remove("azure-storage-conn-string");
    change(&mut objects);
    review(&objects).standing("object-storage").to_owned()
}

#[test]
fn hephys_connection_string_is_asked_for_where_its_database_reads_it() {
    let version = |objects: &mut Vec<Value>, version: &str| {
        let database = find(objects, "Deployment", "deis-database");
        database["metadata"]["annotations"]["component.deis.io/version"] = json!(version);
    };
    assert_eq!(without_connection_string(|_| {}), "not-met");
    assert_eq!(without_connection_string(|all| version(all, "v2.7.5")), "not-met");
    assert_eq!(without_connection_string(|all| version(all, "canary")), "not-met");
    assert_eq!(without_connection_string(|all| version(all, "v2.7.4")), "met");
    let off_cluster = |all: &mut Vec<Value>| {
        remove(all, "Deployment", "deis-database");
        remove(all, "Service", "deis-database");
    };
    assert_eq!(without_connection_string(off_cluster), "met");
}

#[test]
fn an_old_bucket_of_us_east_1_may_have_capitals_and_another_not() {
    let judge = |region: &str, name: &str| {
        let mut objects = installation("deis-production-s3");
        let secret = find(&mut objects, "Secret", "objectstorage-keyfile");
        secret["stringData"] = json!({ "region": region, "registry-bucket": name });
        let report = review(&objects);
        report.results("storage-buckets").iter().any(|one| one["outcome"] == "fail")
    };
    assert!(!judge("us-east-1", "Acme_Registry"));
    assert!(judge("eu-west-1", "Acme_Registry"));
    assert!(judge("us-east-1", "acme registry"));
}
