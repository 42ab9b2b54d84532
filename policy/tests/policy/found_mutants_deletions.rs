//! What no test of deletions and requests held until single changes of the core showed it.

use serde_json::{Value, json};

use crate::host::Kubewarden;
use crate::support::{cluster, env, find, installation, set_env};

const CASCADE: &str = "system:serviceaccount:kube-system:namespace-controller";

fn request(operation: &str, new: &Value, old: &Value) -> Value {
    let object = if new.is_null() { old } else { new };
    let version = object["apiVersion"].as_str().expect("a text");
    let (group, version) = version.split_once('/').unwrap_or(("", version));
    json!({
        "uid": "1", "operation": operation, "name": object["metadata"]["name"],
        "namespace": object["metadata"]["namespace"], "object": new, "oldObject": old,
        "kind": { "group": group, "version": version, "kind": object["kind"] },
        "userInfo": { "username": "ada", "groups": ["system:authenticated"] },
    })
}

fn object(kind: &str, namespace: &str, name: &str) -> Value {
    let version = match kind {
        "Secret" | "Service" | "Namespace" | "ConfigMap" | "ReplicationController" => "v1",
        "Ingress" => "networking.k8s.io/v1",
        _ => "apps/v1",
    };
    json!({ "apiVersion": version, "kind": kind, "metadata": { "name": name, "namespace": namespace } })
}

/// What is said of the deletion of an object in a cluster: whether it may go, and the warnings.
fn deleted(objects: Vec<Value>, old: &Value, settings: Value) -> (bool, String) {
    let answer = Kubewarden::of(objects).decide(&request("DELETE", &Value::Null, old), &settings);
    let warnings = answer.get("warnings").map(Value::to_string).unwrap_or_default();
    (answer["accepted"].as_bool().expect("a boolean"), warnings)
}

fn may_go(objects: Vec<Value>, old: &Value) -> bool {
    deleted(objects, old, json!({})).0
}

/// Drycc's installation once its controller has one entry of that name.
fn drycc(entry: &Value) -> Vec<Value> {
    let mut objects = installation("drycc-production");
    let entries = env(&mut objects, "Deployment", "drycc-controller-api");
    entries.retain(|one| one["name"] != entry["name"]);
    entries.push(entry.clone());
    objects
}

#[test]
fn dryccs_database_may_go_once_the_controller_is_told_another_one() {
    let database = object("StatefulSet", "drycc", "drycc-database");
    let told = |rest: Value| {
        let mut entry = rest;
        entry["name"] = json!("DRYCC_DATABASE_URL");
        may_go(drycc(&entry), &database)
    };
    assert!(told(json!({ "value": "postgres://$(USER)@db.example.com/drycc" })));
    assert!(told(json!({ "valueFrom": { "secretKeyRef": { "name": "own", "key": "url" } } })));
    assert!(!told(json!({ "value": "postgres://$(USER)@drycc-database.drycc.svc/drycc" })));
    assert!(!told(json!({ "value": "" })));
    assert!(!told(json!({})));
    assert!(!may_go(
        drycc(&json!({ "name": "OTHER", "value": "postgres://db.example.com" })),
        &database
    ));
}

#[test]
fn dryccs_registry_may_go_once_the_controller_is_told_another_one() {
    let registry = object("Deployment", "drycc", "drycc-registry");
    let told = |name: &str, value: &str| {
        may_go(drycc(&json!({ "name": name, "value": value })), &registry)
    };
    assert!(told("DRYCC_REGISTRY_LOCATION", "off-cluster"));
    assert!(!told("DRYCC_REGISTRY_LOCATION", "on-cluster"));
    assert!(!told("DRYCC_REGISTRY_LOCATION", ""));
}

#[test]
fn dryccs_keys_may_go_once_the_controller_names_them_no_more() {
    let secret = object("Secret", "drycc", "django-secret-key");
    let source = json!({ "secretKeyRef": { "name": "django-secret-key", "key": "secret-key" } });
    let entry = json!({ "name": "DRYCC_SECRET_KEY", "valueFrom": source });
    assert!(!may_go(drycc(&entry), &secret));
    let mut objects = installation("drycc-production");
    assert!(may_go(objects.clone(), &secret), "its chart has another Secret");
    let controller = find(&mut objects, "Deployment", "drycc-controller-api");
    let container = &mut controller["spec"]["template"]["spec"]["containers"][0];
    container["envFrom"] = json!([{ "secretRef": { "name": "django-secret-key" } }]);
    assert!(!may_go(objects.clone(), &secret));
    objects.retain(|one| one["metadata"]["name"] != "drycc-controller-api");
    assert!(!may_go(objects, &secret), "who may name it was not given");
}

#[test]
fn dryccs_key_file_may_go_once_the_builder_is_told_an_endpoint() {
    let secret = object("Secret", "drycc", "objectstorage-keyfile");
    assert!(may_go(installation("drycc-production"), &secret));
    assert!(!may_go(installation("drycc-v1.0"), &secret));
    let mut objects = installation("drycc-production");
    objects.retain(|one| one["metadata"]["name"] != "drycc-builder");
    assert!(!may_go(objects, &secret));
}

#[test]
fn a_controller_of_old_that_was_left_behind_may_go() {
    let of = |kind: &str, replicas: i64| {
        let mut object = object(kind, "deis", "deis-router");
        object["spec"]["replicas"] = json!(replicas);
        may_go(installation("deis-production-s3"), &object)
    };
    assert!(of("ReplicationController", 0));
    assert!(!of("ReplicationController", 1));
    assert!(!of("Deployment", 0));
}

#[test]
fn only_what_is_a_storage_of_the_cluster_is_asked_about() {
    let told = |kind: &str, name: &str| {
        let mut objects = cluster("deis-quickstart");
        set_env(&mut objects, "deis-builder", "BUILDER_STORAGE", Some("minio"));
        deleted(objects, &object(kind, "deis", name), json!({}))
    };
    for (kind, name) in
        [("Service", "deis-minio"), ("Deployment", "deis-minio"), ("Secret", "minio-user")]
    {
        let (accepted, warnings) = told(kind, name);
        assert!(accepted && warnings.contains("in use by"), "{kind} {name}: {warnings}");
    }
    for (kind, name) in [
        ("Ingress", "deis-minio"),
        ("Secret", "deis-minio"),
        ("Service", "minio-user"),
        ("Secret", "own"),
    ] {
        assert_eq!(told(kind, name), (true, String::new()), "{kind} {name}");
    }
    let off = json!({ "deletions": "off" });
    let minio = object("Service", "deis", "deis-minio");
    assert_eq!(deleted(cluster("deis-quickstart"), &minio, off), (true, String::new()));
}

#[test]
fn a_collection_without_names_is_refused_where_something_in_it_cannot_be_lost() {
    let collection = |kind: &str, user: &str| {
        let mut request = request("DELETE", &Value::Null, &object(kind, "deis", ""));
        request["oldObject"] = Value::Null;
        request["userInfo"]["username"] = json!(user);
        Kubewarden::default().decide(&request, &json!({}))["accepted"].clone()
    };
    assert_eq!(collection("Secret", "ada"), false);
    assert_eq!(collection("Secret", CASCADE), true);
    assert_eq!(collection("Ingress", "ada"), true);
}

/// What is said of an update of a Secret.
fn updated(objects: Vec<Value>, new: &Value, old: &Value, settings: Value) -> Value {
    Kubewarden::of(objects).decide(&request("UPDATE", new, old), &settings)
}

#[test]
fn a_key_is_taken_where_neither_kind_of_data_holds_it_any_more() {
    let mut objects = installation("deis-production-s3");
    let old = find(&mut objects, "Secret", "deis-router-dhparam").clone();
    let without = |text: Value| {
        let mut new = old.clone();
        new["data"] = json!({});
        new["stringData"] = json!({ "dhparam": text });
        updated(objects.clone(), &new, &old, json!({}))["accepted"].clone()
    };
    assert_eq!(without(json!("own parameters")), true);
    assert_eq!(without(json!(" \n")), false);
    assert_eq!(without(json!(null)), false);
    let mut new = old.clone();
    new["data"] = json!({});
    let accepted = |objects, settings| updated(objects, &new, &old, settings)["accepted"].clone();
    assert_eq!(accepted(objects.clone(), json!({})), false);
    assert_eq!(accepted(objects.clone(), json!({ "deletions": "off" })), true);
    set_env(&mut objects, "deis-controller", "EXPERIMENTAL_NATIVE_INGRESS", Some("true"));
    assert_eq!(accepted(objects, json!({})), true, "no router needs it");
}

#[test]
fn of_dryccs_secrets_only_the_certificates_keys_are_known() {
    let secret = |name: &str, data: Value| {
        let mut object = object("Secret", "drycc", name);
        object["data"] = data;
        object
    };
    let taken = |name: &str, key: &str| {
        let (old, new) = (secret(name, json!({ key: "eA==" })), secret(name, json!({})));
        updated(installation("drycc-v1.0"), &new, &old, json!({}))["accepted"].clone()
    };
    assert_eq!(taken("database-creds", "user"), true);
    assert_eq!(taken("drycc-router-platform-cert", "tls.key"), false);
}

#[test]
fn what_an_answer_and_a_deletion_warn_of_is_told_under_one_key() {
    let mut objects = installation("deis-production-s3");
    let mut old = find(&mut objects, "Secret", "deis-router-platform-cert").clone();
    old["data"]["tls.crt"] = json!("bm8=");
    let mut new = old.clone();
    new["data"]["tls.key"] = json!("IA==");
    let answer = updated(objects, &new, &old, json!({ "deletions": "warn" }));
    assert_eq!(
        answer["audit_annotations"]["warned"], "tls-platform-cert-usable,deletion",
        "{answer}"
    );
    assert!(answer["warnings"].to_string().contains("(it was so before)"), "{answer}");
}

#[test]
fn a_namespace_may_come_and_change() {
    let namespace = object("Namespace", "deis", "deis");
    for operation in ["CREATE", "UPDATE"] {
        let request = request(operation, &namespace, &namespace);
        let answer = Kubewarden::default().decide(&request, &json!({}));
        assert_eq!(answer, json!({ "accepted": true }), "{operation}");
    }
}

#[test]
fn an_object_that_no_rule_judges_is_not_read() {
    let map = object("ConfigMap", "deis", "any");
    let mut request = request("CREATE", &map, &Value::Null);
    request["object"] = json!("no object");
    let answer = Kubewarden::default().decide(&request, &json!({}));
    assert_eq!(answer, json!({ "accepted": true }));
}

#[test]
fn an_audit_is_known_by_who_asks_and_by_what_it_asks_with() {
    let mut objects = installation("deis-production-s3");
    let mut router = find(&mut objects, "Deployment", "deis-router").clone();
    router["metadata"]["uid"] = json!("of-the-router");
    // An audit does not pass what could not be told; a creation does.
    let is_audit = |change: &dyn Fn(&mut Value)| {
        let mut request = request("CREATE", &router, &Value::Null);
        request.as_object_mut().expect("an object").remove("userInfo");
        change(&mut request);
        Kubewarden::default().decide(&request, &json!({}))["code"] == 500
    };
    assert!(!is_audit(&|_| ()));
    let by_kind = |request: &mut Value| request["resource"] = json!({ "resource": "Deployment" });
    assert!(is_audit(&by_kind));
    assert!(is_audit(&|request| request["uid"] = json!("of-the-router")));
    assert!(!is_audit(&|request| request["uid"] = json!("")));
    assert!(!is_audit(&|request| request["resource"] = json!({ "resource": "deployments" })));
    assert!(!is_audit(&|request| {
        by_kind(request);
        request["userInfo"] = json!({ "username": "ada" });
    }));
    assert!(!is_audit(&|request| {
        by_kind(request);
        request["operation"] = json!("UPDATE");
        request["oldObject"] = Value::Null;
    }));
}

#[test]
fn warnings_are_cut_off_and_say_how_many_there_are() {
    let mut objects = installation("deis-production-s3");
    let mut logger = find(&mut objects, "Deployment", "deis-logger").clone();
    let ports = (1..200).map(|port| json!({ "containerPort": port, "hostPort": port }));
    logger["spec"]["template"]["spec"]["containers"][0]["ports"] = ports.collect();
    let request = request("CREATE", &logger, &Value::Null);
    let answer = Kubewarden::of(objects).decide(&request, &json!({ "denyAt": "critical" }));
    let warnings = answer["warnings"].as_array().expect("a list");
    let last = warnings[warnings.len() - 1].as_str().expect("a text");
    let more: usize = last.split(' ').nth(1).expect(last).parse().expect(last);
    assert!(last.starts_with("and ") && last.ends_with(" more"), "{last}");
    assert_eq!(warnings.len() - 1 + more, 199);
    assert!(warnings.len() > 10, "{}", warnings.len());
}

#[test]
fn whoever_is_told_no_storage_is_kept_out_unless_only_a_guess_says_so() {
    let accepted = |cluster: &str, name: &str, word: Option<&str>| {
        let mut objects = installation(cluster);
        set_env(&mut objects, name, "BUILDER_STORAGE", word);
        let builder = find(&mut objects, "Deployment", name).clone();
        let request = request("CREATE", &builder, &Value::Null);
        Kubewarden::of(objects).decide(&request, &json!({}))["accepted"].clone()
    };
    assert_eq!(accepted("deis-production-s3", "deis-builder", None), false);
    assert_eq!(accepted("deis-production-s3", "deis-builder", Some("minio")), false);
    assert_eq!(accepted("drycc-v1.0", "drycc-builder", Some("minio")), false);
    assert_eq!(accepted("drycc-v1.0", "drycc-builder", None), true);
}
