//! Helm values: judged by the same rules, as the chart would render them.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use crate::support::{CLUSTERS, NOW, Reviewed, call, cluster, find, fixtures, review};

fn values_of(cluster: &str) -> Option<Value> {
    let text =
        fs::read_to_string(fixtures().join(format!("clusters/{cluster}/values.yaml"))).ok()?;
    let read = source::read(&text);
    assert_eq!(read.problems, [], "{cluster}");
    let json = read.documents.first().map_or("{}", |one| &one.json);
    Some(serde_json::from_str(json).expect("JSON"))
}

pub fn ask(values: Value, more: Value) -> Reviewed {
    let mut payload = json!({ "objects": [], "values": values, "now": NOW });
    payload.as_object_mut().expect("a map").extend(more.as_object().expect("a map").clone());
    Reviewed(call(&payload))
}

fn deis(values: Value) -> Reviewed {
    ask(values, json!({ "distribution": "deis" }))
}

/// The worst outcome of each rule on each object.
fn outcomes(report: &Reviewed) -> BTreeMap<(String, String, String), String> {
    let worst =
        |outcome: &str| ["fail", "error", "warn", "pass"].iter().position(|one| *one == outcome);
    let mut all = BTreeMap::new();
    for one in report.one()["results"].as_array().expect("a list") {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let key =
            (text(&one["rule"]), text(&one["subject"]["kind"]), text(&one["subject"]["name"]));
        let outcome = text(&one["outcome"]);
        let entry = all.entry(key).or_insert_with(|| outcome.clone());
        if worst(&outcome) < worst(entry) {
            *entry = outcome;
        }
    }
    all
}

#[test]
fn values_and_cluster_agree_where_both_decide() {
    let mut compared = 0;
    for name in CLUSTERS {
        let Some(values) = values_of(name) else { continue };
        let cluster = review(&cluster(name));
        let distribution = cluster.one()["distribution"].clone();
        let version = if name == "drycc-v1.0" { json!("v1.0.0") } else { json!("v99.0.0") };
        let more = json!({ "distribution": distribution, "workflowVersion": version });
        let (cluster, values) = (outcomes(&cluster), outcomes(&ask(values, more)));
        for (key, outcome) in values.iter().filter(|(_, outcome)| *outcome != "error") {
            // What was done by hand after the installation is in the cluster alone.
            let Some(there) = cluster.get(key) else { continue };
            if there == "error" {
                continue;
            }
            assert_eq!(there, outcome, "{name}: {key:?}");
            compared += 1;
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn the_charts_defaults_are_filled_in_and_what_no_value_decides_is_unknown() {
    let report = deis(json!({}));
    let standings = ["object-storage", "registration", "grafana", "tls", "routers"];
    let expected = ["not-met", "met", "not-met", "unknown", "unknown"];
    assert_eq!(standings.map(|section| report.standing(section)), expected);
    assert!(report.reason("tls").contains("deis-router-platform-cert"));
    assert!(report.reason("routers").contains("replicas"));
    assert_eq!(report.0["ready"], false);
}

#[test]
fn a_finding_stands_on_the_values_path_and_so_does_its_remedy() {
    let report = deis(json!({ "controller": { "registration_mode": "enabled" } }));
    let results = report.results("registration-mode");
    assert_eq!(results[0]["value"], "controller.registration_mode");
    assert_eq!(results[0]["pointer"], "/controller/registration_mode");
    assert_eq!(results[0]["remediation"]["values"]["path"], "controller.registration_mode");
    assert!(results[0]["remediation"]["patch"].is_null() && results[0]["index"].is_null());
}

#[test]
fn every_remedy_of_what_a_value_decides_names_the_value() {
    let mut seen = 0;
    for name in CLUSTERS {
        let Some(values) = values_of(name) else { continue };
        let report = ask(values, json!({}));
        for one in report.one()["results"].as_array().expect("a list") {
            let remedy = &one["remediation"];
            if one["value"].is_string() && remedy.is_object() {
                assert!(remedy["values"]["path"].is_string(), "{name}: {one}");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn later_values_override_earlier_ones_and_null_takes_a_default_away() {
    let open = json!({ "controller": { "registration_mode": "enabled", "other": 1 } });
    let closed = json!({ "controller": { "registration_mode": "disabled" } });
    assert_eq!(deis(json!([open, closed])).outcome("registration-mode"), "pass");
    assert_eq!(deis(json!([closed, open])).outcome("registration-mode"), "fail");
    let none = json!({ "controller": { "registration_mode": null } });
    assert!(deis(none).message("registration-mode").contains("is empty"));
}

#[test]
fn booleans_are_words_where_the_chart_quotes_them_and_switches_where_it_asks() {
    for (word, outcome) in [
        (json!(false), "pass"),
        (json!("false"), "pass"),
        (json!("off"), "pass"),
        (json!(true), "fail"),
        (json!("disabled"), "fail"),
        (json!(""), "fail"),
        (Value::Null, "fail"),
        (json!(0), "pass"),
    ] {
        let report = deis(json!({ "monitor": { "grafana": { "allow_sign_up": word } } }));
        assert_eq!(report.outcome("grafana-signup"), outcome, "{word}");
    }
    for (word, outcome) in [
        (json!(true), "warn"),
        (json!("false"), "warn"),
        (json!(false), "pass"),
        (json!(""), "pass"),
        (json!(0), "pass"),
    ] {
        let report = deis(json!({ "router": { "host_port": { "enabled": word } } }));
        assert_eq!(report.outcome("routers-host-ports"), outcome, "{word}");
    }
}

#[test]
fn values_of_a_wrong_type_are_unknown_or_wrong_but_never_fine() {
    for odd in [json!(["admin_only"]), json!({ "mode": "admin_only" })] {
        let report = deis(json!({ "controller": { "registration_mode": odd } }));
        assert_eq!(report.outcome("registration-mode"), "error", "{odd}");
    }
    let report = deis(json!({ "controller": ["admin_only"] }));
    assert_ne!(report.standing("registration"), "met");
    for odd in [json!(1), json!(true), json!(["s3"]), json!({}), json!("S3")] {
        let report = deis(json!({ "global": { "storage": odd } }));
        assert_ne!(report.standing("object-storage"), "met", "{odd}");
    }
    let report = deis(json!({ "global": [] }));
    assert_ne!(report.standing("object-storage"), "met");
}

#[test]
fn a_backend_needs_its_own_section() {
    let report = deis(json!({ "global": { "storage": "s3" } }));
    assert_eq!(report.outcome("storage-credentials"), "pass", "no keys: the instance's role");
    let buckets = report.results("storage-buckets");
    assert_eq!(buckets.len(), 3);
    assert_eq!(buckets[0]["value"], "s3.registry_bucket");
    assert_eq!(buckets[0]["outcome"], "fail");
    for backend in ["gcs", "azure", "swift"] {
        let report = deis(json!({ "global": { "storage": backend } }));
        let credentials = report.results("storage-credentials");
        assert!(credentials.iter().all(|one| one["outcome"] == "fail"), "{backend}");
        let path = credentials[0]["value"].as_str().expect("a path");
        assert!(path.starts_with(backend), "{path}");
    }
}

#[test]
fn defaults_are_those_of_the_version() {
    let of = |version: &str| {
        ask(json!({}), json!({ "distribution": "deis", "workflowVersion": version }))
    };
    assert_eq!(of("v2.11.0").outcome("registration-mode"), "fail");
    assert_eq!(of("v2.12").outcome("registration-mode"), "pass");
    let ignored = json!({ "monitor": { "grafana": { "allow_sign_up": "false" } } });
    let old = ask(ignored, json!({ "distribution": "deis", "workflowVersion": "v2.13.0" }));
    assert_eq!(old.outcome("grafana-signup"), "fail", "the chart did not know the value");
    let hephy = |version: &str| {
        ask(json!({}), json!({ "distribution": "hephy", "workflowVersion": version }))
    };
    assert_eq!(hephy("v2.21.0").outcome("rbac-enabled"), "warn");
    assert_eq!(hephy("v2.23.0").outcome("rbac-enabled"), "pass");
}

#[test]
fn dryccs_values_are_known_by_their_names() {
    let report = ask(json!({ "global": { "platformDomain": "example.com" } }), json!({}));
    assert_eq!(report.one()["distribution"], "drycc");
    assert_eq!(report.one()["namespace"], "drycc");
    assert_eq!(report.standing("object-storage"), "not-met");
    assert_eq!(report.outcome("tls-gateway"), "fail");
    assert_eq!(report.results("tls-gateway")[0]["value"], "global.certManagerEnabled");
    assert_eq!(report.standing("routers"), "not-applicable");
}

#[test]
fn in_drycc_a_storage_that_is_switched_off_leaves_its_users_behind() {
    let off = json!({ "storage": { "enabled": false } });
    let report = ask(off, json!({}));
    let dangling = report.results("storage-dangling");
    assert_eq!(dangling.len(), 4);
    assert!(dangling.iter().all(|one| one["outcome"] == "fail"));
    assert_eq!(dangling[0]["value"], "builder.storageEndpoint");
}

#[test]
fn in_drycc_the_passports_environment_opens_registration() {
    let open = |word: Value| {
        ask(json!({ "passport": { "environment": { "REGISTRATION_ENABLED": word } } }), json!({}))
    };
    assert_eq!(open(json!(true)).outcome("registration-passport"), "fail");
    assert_eq!(open(json!("False")).outcome("registration-passport"), "pass");
    let path = "passport.environment.REGISTRATION_ENABLED";
    assert_eq!(open(json!(true)).results("registration-passport")[0]["value"], path);
}

#[test]
fn versions_of_drycc_whose_chart_is_not_known_are_said_to_be_unread() {
    let report = ask(json!({}), json!({ "distribution": "drycc", "workflowVersion": "v1.4.0" }));
    let words = report.0["unreadable"][0]["message"].as_str().expect("a text");
    assert!(words.contains("not read"), "{words}");
    assert_eq!(report.0["ready"], false);
}

#[test]
fn beside_manifests_values_add_what_they_decide_and_take_nothing_away() {
    let objects = cluster("deis-production-s3");
    let both = |values: Value| {
        Reviewed(call(&json!({ "objects": objects, "values": values, "now": NOW })))
    };
    let alone = review(&objects);
    let good = both(values_of("deis-production-s3").expect("values"));
    for section in ["object-storage", "registration", "grafana", "tls", "routers"] {
        assert_eq!(good.standing(section), alone.standing(section), "{section}");
    }
    let bad = both(json!({ "global": { "storage": "minio" } }));
    assert_eq!(bad.standing("object-storage"), "not-met", "the next upgrade would break it");
    assert_eq!(bad.standing("routers"), "met");
}

#[test]
fn values_beside_several_installations_belong_to_none_until_one_is_chosen() {
    let objects = cluster("deis-two-installations");
    let ask = |namespace: Value| {
        let mut payload = json!({ "objects": objects, "values": {}, "now": NOW });
        if namespace.is_string() {
            payload["namespace"] = namespace;
        }
        Reviewed(call(&payload))
    };
    let words = ask(Value::Null).0["unreadable"][0]["message"].clone();
    assert!(words.as_str().expect("a text").contains("choose one by its namespace"));
    assert!(ask(json!("deis-staging")).0["unreadable"].as_array().expect("a list").is_empty());
}

#[test]
fn in_drycc_values_alone_can_meet_the_section_of_object_storage() {
    let values = values_of("drycc-production").expect("values");
    assert_eq!(ask(values.clone(), json!({})).standing("object-storage"), "met");
    let objects = cluster("drycc-production");
    let both = call(&json!({ "objects": objects, "values": values, "now": NOW }));
    assert_eq!(Reviewed(both).standing("object-storage"), "met");
}

#[test]
fn manifests_beside_values_show_whose_defaults_count() {
    let beside = |name: &str, values: Value| {
        Reviewed(call(&json!({ "objects": cluster(name), "values": values, "now": NOW })))
    };
    let v1 = beside("drycc-v1.0", values_of("drycc-v1.0").expect("values"));
    for section in ["object-storage", "tls", "registration", "grafana", "routers"] {
        assert_eq!(v1.standing(section), "met", "{section}");
    }
    let mut old = cluster("deis-production-s3");
    let version = json!("v2.11.0");
    find(&mut old, "Deployment", "deis-controller")["metadata"]["annotations"]["component.deis.io/version"] =
        version;
    let report = Reviewed(call(&json!({ "objects": old, "values": {}, "now": NOW })));
    assert_eq!(report.standing("registration"), "not-met", "the default was `enabled` then");
}

#[test]
fn what_a_missing_binding_is_about_is_the_value_that_makes_it() {
    let report = deis(json!({}));
    assert_eq!(report.results("rbac-enabled")[0]["pointer"], "/global/use_rbac");
}
