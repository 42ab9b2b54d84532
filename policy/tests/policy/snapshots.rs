//! Snapshots: what they say of objects that they do not hold, and Secrets without their values.

use serde_json::{Value, json};

use crate::support::{Reviewed, find, installation, remove, review, review_with};

/// The own document of a snapshot.
fn snapshot(missing: Value) -> Value {
    json!({ "apiVersion": "workflow-readiness/v1", "kind": "Snapshot", "missing": missing })
}

fn without(kind: &str) -> Vec<Value> {
    let mut objects = installation("deis-production-s3");
    objects.retain(|object| object["kind"] != kind);
    objects
}

/// A ready installation whose objects of a kind may not be listed.
fn forbidden(kind: &str) -> Reviewed {
    let mut objects = without(kind);
    let reason = format!("{kind}s may not be listed");
    objects.push(snapshot(json!([{ "kind": kind, "namespace": "deis", "reason": reason }])));
    let attested = json!([{ "section": "security", "by": "Ada", "on": "2026-10-01" }]);
    review_with(&objects, json!({ "attestations": attested }))
}

#[test]
fn a_snapshots_own_document_is_no_object_that_is_ignored_or_unreadable() {
    let mut objects = installation("deis-production-s3");
    let before = review(&objects);
    objects.push(snapshot(json!([])));
    assert_eq!(review(&objects).0, before.0);
}

#[test]
fn what_may_not_be_listed_makes_the_sections_that_are_about_it_unknown() {
    let about: [(&str, &[&str]); 5] = [
        ("Deployment", &["object-storage", "security", "registration", "tls", "routers"]),
        ("DaemonSet", &["security"]),
        ("Service", &["security", "tls"]),
        ("Ingress", &["tls"]),
        ("HorizontalPodAutoscaler", &["routers"]),
    ];
    for (kind, sections) in about {
        let report = forbidden(kind);
        assert_eq!(report.0["ready"], false, "{kind}");
        for section in sections {
            assert_eq!(report.standing(section), "unknown", "{kind}: {section}");
            let reason = report.reason(section);
            assert!(reason.contains(&format!("{kind}s may not be listed")), "{kind}: {reason}");
        }
    }
}

#[test]
fn no_section_is_met_where_the_workloads_may_not_be_listed() {
    let mut objects = without("Deployment");
    let kinds = ["Deployment", "StatefulSet", "DaemonSet", "ReplicationController"];
    let missing = kinds.map(|kind| json!({ "kind": kind, "namespace": "deis", "reason": "no" }));
    objects.retain(|object| !kinds.iter().any(|kind| object["kind"] == *kind));
    objects.push(snapshot(json!(missing)));
    let report = review(&objects);
    for section in report.one()["sections"].as_array().expect("a list") {
        assert!(
            !["met", "not-applicable"].contains(&section["standing"].as_str().expect("a text")),
            "{section}"
        );
    }
}

#[test]
fn a_secret_that_is_absent_is_missed_and_one_that_may_not_be_read_is_unknown() {
    let mut objects = without("Secret");
    let entry =
        |name: &str| json!({ "kind": "Secret", "namespace": "deis", "name": name, "absent": true });
    let certificate = "deis-router-platform-cert";
    objects.push(snapshot(json!([entry("objectstorage-keyfile"), entry(certificate)])));
    let report = review(&objects);
    assert_eq!(report.outcome("tls-platform-cert"), "fail");
    assert_eq!(report.outcome("storage-credentials"), "fail");
    let forbidden = json!({ "kind": "Secret", "namespace": "deis", "name": certificate, "reason": "it may not be read" });
    *objects.last_mut().expect("the snapshot") = snapshot(json!([forbidden]));
    let report = review(&objects);
    assert_eq!(report.outcome("tls-platform-cert"), "error");
    assert_eq!(report.message("tls-platform-cert"), "it may not be read");
    assert_eq!(report.standing("tls"), "unknown");
}

#[test]
fn an_entry_of_one_object_says_more_than_that_of_its_kind() {
    let mut objects = installation("deis-production-s3");
    remove(&mut objects, "Secret", "deis-router-platform-cert");
    let all = json!({ "kind": "Secret", "namespace": "deis", "reason": "it was not asked for" });
    let one = json!({ "kind": "Secret", "namespace": "deis", "name": "deis-router-platform-cert", "absent": true });
    for (missing, outcome) in
        [(json!([all]), "error"), (json!([all, one]), "fail"), (json!([one, all]), "fail")]
    {
        let objects = [objects.clone(), vec![snapshot(missing)]].concat();
        assert_eq!(review(&objects).outcome("tls-platform-cert"), outcome);
    }
}

#[test]
fn what_is_not_said_to_be_absent_may_be_there() {
    let odd = [
        json!([{ "kind": "Secret", "namespace": "deis" }]),
        json!([{ "kind": "Secret", "namespace": "deis", "absent": "true" }]),
        json!([{ "kind": "Secret", "namespace": "deis", "reason": 5, "absent": null }]),
    ];
    for missing in odd {
        let mut objects = without("Secret");
        objects.push(snapshot(missing));
        let report = review(&objects);
        assert_eq!(report.outcome("tls-platform-cert"), "error");
        assert_eq!(report.message("tls-platform-cert"), "it was not seen");
    }
    for missing in [json!(null), json!("Secret"), json!([1, { "kind": "Gizmo" }])] {
        let mut objects = without("Secret");
        objects.push(snapshot(missing));
        assert!(review(&objects).message("tls-platform-cert").contains("no Secret"));
    }
}

#[test]
fn an_empty_kind_is_known_to_be_empty_where_a_snapshot_says_so() {
    let mut objects = without("ClusterRoleBinding");
    assert_eq!(review(&objects).outcome("rbac-enabled"), "error");
    objects.push(snapshot(json!([{ "kind": "ClusterRoleBinding", "absent": true }])));
    assert_eq!(review(&objects).outcome("rbac-enabled"), "warn");
}

/// A ready installation whose key file holds that, and nothing in `data`.
fn reduced(values: Value) -> Reviewed {
    let mut objects = installation("deis-production-s3");
    let secret = find(&mut objects, "Secret", "objectstorage-keyfile");
    secret.as_object_mut().expect("an object").remove("data");
    secret["reduced"] = values;
    review(&objects)
}

#[test]
fn a_reduced_secret_is_judged_by_what_it_says_of_its_keys() {
    let good = json!({
        "accesskey": "reduced", "secretkey": "reduced", "region": "reduced",
        "registry-bucket": "xxxx", "database-bucket": "xxxx", "builder-bucket": "xxxx",
    });
    let report = reduced(good.clone());
    assert_eq!(report.outcome("storage-credentials"), "pass");
    assert_eq!(report.outcome("storage-buckets"), "pass");
    let with = |key: &str, value: Value| {
        let mut values = good.clone();
        values[key] = value;
        reduced(values)
    };
    assert!(with("secretkey", json!("")).message("storage-credentials").contains("is empty"));
    assert!(with("region", json!(null)).message("storage-credentials").contains("no key `region`"));
    let bucket = with("registry-bucket", json!({ "binary": true }));
    assert!(bucket.message("storage-buckets").contains("holds no text"));
    assert_eq!(with("secretkey", json!({ "binary": true })).outcome("storage-credentials"), "pass");
}

#[test]
fn of_a_private_key_it_is_enough_to_know_whether_it_belongs_to_the_certificate() {
    let mut objects = installation("deis-production-s3");
    let secret = find(&mut objects, "Secret", "deis-router-platform-cert");
    let encoded = secret["data"]["tls.crt"].as_str().expect("a certificate").to_owned();
    let certificate = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, encoded);
    let certificate = String::from_utf8(certificate.expect("base64")).expect("PEM");
    secret.as_object_mut().expect("an object").remove("data");
    let mut with = |key: Value| {
        let secret = find(&mut objects, "Secret", "deis-router-platform-cert");
        secret["reduced"] = json!({ "tls.crt": certificate, "tls.key": key });
        review(&objects)
    };
    let rule = "tls-platform-cert-usable";
    let good = with(json!({ "belongs": true }));
    assert_eq!((good.outcome(rule), good.outcome("tls-platform-cert")), ("pass", "pass"));
    assert!(with(json!({ "belongs": false })).message(rule).contains("another certificate"));
    assert_eq!(with(json!({ "belongs": null })).outcome(rule), "error");
    assert_eq!(with(json!({})).outcome(rule), "error");
    let damaged = with(json!({ "mistake": "it is encrypted" }));
    assert_eq!(damaged.message(rule), "`tls.key`: it is encrypted");
    let absent = with(json!(""));
    assert!(absent.message("tls-platform-cert").contains("has an empty key `tls.key`"));
}
