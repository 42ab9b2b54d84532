//! Settings: what they change, and how their mistakes are told.

use policy::api;
use policy::host::NoHost;
use serde_json::{Value, json};

use crate::support::{cluster, installation, review_with};

fn validity(settings: &Value) -> (bool, String) {
    let answer = api::call("validate_settings", settings.to_string().as_bytes(), &NoHost);
    let answer: Value = serde_json::from_slice(&answer.expect("an answer")).expect("JSON");
    let message = answer["message"].as_str().unwrap_or_default().to_owned();
    (answer["valid"] == true, message)
}

#[test]
fn an_empty_list_of_namespaces_is_a_mistake_and_null_is_the_default() {
    let answer = |settings: &str| {
        let answer =
            policy::api::call("validate_settings", settings.as_bytes(), &policy::host::NoHost);
        String::from_utf8(answer.expect("an answer")).expect("UTF-8")
    };
    assert!(answer(r#"{"namespaces":[]}"#).contains("nothing would be judged"));
    assert!(answer(r#"{"namespaces":null}"#).contains(r#""valid":true"#));
}

#[test]
fn what_is_left_out_is_not_given_and_what_is_blank_is_empty() {
    let of =
        |reason: Value| json!({ "exceptions": [{ "rule": "storage-minio", "reason": reason }] });
    let left_out = json!({ "exceptions": [{ "rule": "storage-minio" }] });
    for (settings, told) in [
        (left_out, "exceptions[0].reason: is not given, where a text is wanted"),
        (of(Value::Null), "is not given, where a text is wanted"),
        (of(json!(" ")), "is empty, where a text is wanted"),
        (of(json!(1)), "is a number, where a text is wanted"),
    ] {
        let (valid, message) = validity(&settings);
        assert!(!valid && message.contains(told), "{message}");
    }
}

#[test]
fn the_contracts_example_is_valid() {
    let settings = json!({
        "namespaces": ["deis", "drycc"], "denyAt": "medium", "onUnknown": "warn", "remediate": [],
        "minimumRouters": 2, "rules": { "routers-replicas": { "action": "deny" } },
        "exceptions": [{
            "rule": "storage-minio", "reason": "until copied", "until": "2027-01-31",
            "subject": { "kind": "Deployment", "namespace": "deis", "name": "deis-minio" },
        }],
        "attestations": [{
            "section": "security", "namespace": "deis", "by": "Ada", "on": "2026-11-01",
            "until": "2027-05-01", "note": "walked through it",
        }],
        "exempt": { "users": [], "groups": [] },
    });
    assert_eq!(validity(&settings), (true, String::new()));
    assert_eq!(validity(&json!({})), (true, String::new()));
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let settings = json!({
        "denyAt": "severe", "minimumRouters": 0, "namespace": "deis",
        "rules": { "no-such-rule": { "action": "deny" }, "routers-replicas": { "action": "maybe" } },
        "exceptions": [{ "rule": "storage-minio", "until": "tomorrow" }],
        "attestations": [{ "section": "everything", "by": "", "on": "2026-11-01" }],
    });
    let (valid, message) = validity(&settings);
    assert!(!valid);
    for place in [
        "denyAt: is none of info, low, medium, high, critical",
        "minimumRouters: ",
        "namespace: there is no such setting",
        "rules.no-such-rule: there is no rule `no-such-rule`",
        "rules.routers-replicas.action: is none of deny, warn, off",
        "exceptions[0].reason: ",
        "exceptions[0].until: is no day",
        "attestations[0].section: is none of security, tls, routers",
        "attestations[0].by: is empty",
    ] {
        assert!(message.contains(place), "{place} in {message}");
    }
}

#[test]
fn an_expired_attestation_is_valid_but_no_longer_counts_and_says_so() {
    let attested = |on: &str, until: &str| json!({ "attestations": [{ "section": "security", "by": "Ada", "on": on, "until": until }] });
    // The tests' moment is 2026-11-01T12:00:00Z.
    let cases = [
        ("2026-01-01", "2026-10-31", "needs-review"),
        ("2026-01-01", "2026-11-01", "met"),
        ("2026-11-01", "2027-01-01", "met"),
        ("2026-11-02", "2027-01-01", "needs-review"),
    ];
    for (on, until, standing) in cases {
        assert!(validity(&attested(on, until)).0);
        let report = review_with(&cluster("deis-production-s3"), attested(on, until));
        assert_eq!(report.standing("security"), standing, "{on} {until}");
    }
    let report = review_with(&cluster("deis-production-s3"), attested("2026-01-01", "2026-10-31"));
    assert!(report.reason("security").contains("the attestation by Ada ended on 2026-10-31"));
}

#[test]
fn an_attestation_of_another_installation_does_not_count() {
    let settings = json!({ "attestations": [
        { "section": "security", "namespace": "deis-staging", "by": "Ada", "on": "2026-10-01" },
    ]});
    let report = review_with(&cluster("deis-production-s3"), settings);
    assert_eq!(report.standing("security"), "needs-review");
}

#[test]
fn attested_tls_ends_outside_of_kubernetes() {
    let settings =
        json!({ "attestations": [{ "section": "tls", "by": "Ada", "on": "2026-10-01" }] });
    let report = review_with(&cluster("deis-quickstart"), settings);
    assert_eq!(report.standing("tls"), "met");
    assert!(report.results("tls-platform-cert").is_empty());
}

#[test]
fn an_exception_skips_its_finding_with_the_reason_until_its_day() {
    let excepted = |until: &str| {
        json!({ "exceptions": [{
            "rule": "routers-replicas", "reason": "one node only", "until": until,
            "subject": { "namespace": "deis", "name": "deis-router" },
        }]})
    };
    let report = review_with(&installation("deis-quickstart"), excepted("2026-11-01"));
    assert_eq!(report.outcome("routers-replicas"), "skip");
    assert!(
        report.message("routers-replicas").ends_with("accepted until 2026-11-01: one node only")
    );
    assert_eq!(report.standing("routers"), "unknown", "accepted is not met");
    let report = review_with(&installation("deis-quickstart"), excepted("2026-10-31"));
    assert_eq!(report.outcome("routers-replicas"), "fail");
    let message = report.message("routers-replicas");
    assert!(message.ends_with("; its exception ended on 2026-10-31"), "{message}");
}

#[test]
fn an_attestation_that_counts_no_longer_says_so_in_every_section() {
    let attested = |section: &str, until: &str| {
        let attestation =
            json!({ "section": section, "by": "Ada", "on": "2026-01-01", "until": until });
        review_with(&installation("deis-quickstart"), json!({ "attestations": [attestation] }))
    };
    for section in ["security", "tls", "routers"] {
        let report = attested(section, "2026-10-31");
        let reason = report.reason(section);
        assert!(reason.starts_with("the attestation by Ada ended on 2026-10-31"), "{reason}");
        assert_ne!(report.standing(section), "met");
        assert!(!attested(section, "2027-01-01").reason(section).contains("ended"));
    }
    assert_eq!(attested("tls", "2027-01-01").standing("tls"), "met");
}

#[test]
fn an_exception_is_as_narrow_as_it_says() {
    let judge = |subject: Value| {
        let settings = json!({ "exceptions": [
            { "rule": "routers-replicas", "reason": "one node", "subject": subject },
        ]});
        review_with(&cluster("deis-two-installations"), settings)
            .on("routers-replicas", "deis-router")
            .iter()
            .any(|one| one["outcome"] == "skip")
    };
    assert!(judge(json!({})));
    assert!(judge(json!({ "namespace": "deis-staging" })));
    assert!(!judge(json!({ "namespace": "deis" })), "there is nothing to except");
    assert!(judge(json!({ "kind": "Deployment", "name": "deis-router" })));
    assert!(!judge(json!({ "kind": "DaemonSet", "name": "deis-router" })));
    assert!(!judge(json!({ "name": "deis-controller" })));
}

#[test]
fn an_annotation_on_the_object_itself_excepts_nothing() {
    let mut objects = installation("deis-quickstart");
    let router = crate::support::find(&mut objects, "Deployment", "deis-router");
    for name in ["workflow-readiness/ignore", "ignore-check.kube-linter.io/routers-replicas"] {
        router["metadata"]["annotations"][name] = json!("routers-replicas");
    }
    assert_eq!(crate::support::review(&objects).outcome("routers-replicas"), "fail");
}

#[test]
fn an_exception_holds_for_its_subject_only() {
    let settings = json!({ "exceptions": [
        { "rule": "storage-backend", "reason": "later", "subject": { "name": "deis-builder" } },
    ]});
    let report = review_with(&installation("deis-quickstart"), settings);
    assert_eq!(report.on("storage-backend", "deis-builder")[0]["outcome"], "skip");
    assert_eq!(report.on("storage-backend", "deis-registry")[0]["outcome"], "fail");
}

#[test]
fn a_rule_that_is_off_takes_its_results_away_and_nothing_else() {
    let objects = cluster("deis-quickstart");
    let all = review_with(&objects, json!({})).0;
    let off = review_with(&objects, json!({ "rules": { "storage-minio": { "action": "off" } } })).0;
    let without = |report: &Value| -> Vec<Value> {
        let results = report["installations"][0]["results"].as_array().expect("a list");
        results.iter().filter(|one| one["rule"] != "storage-minio").cloned().collect()
    };
    assert_eq!(without(&all), without(&off));
    let count = |report: &Value| report["installations"][0]["results"].as_array().map(Vec::len);
    assert_eq!(count(&off), Some(without(&all).len()));
}

#[test]
fn a_rule_can_be_made_advice_or_advice_a_violation() {
    let warn = json!({ "rules": { "routers-replicas": { "action": "warn" } } });
    let report = review_with(&cluster("deis-quickstart"), warn);
    assert_eq!(report.outcome("routers-replicas"), "warn");
    let deny = json!({ "rules": { "security-whitelist": { "action": "deny" } } });
    let report = review_with(&cluster("deis-production-s3"), deny);
    assert_eq!(report.standing("security"), "not-met");
}

#[test]
fn the_wanted_number_of_routers_is_a_setting() {
    let report = review_with(&cluster("deis-production-s3"), json!({ "minimumRouters": 3 }));
    assert_eq!(report.outcome("routers-replicas"), "fail");
}

#[test]
fn a_rules_severity_is_the_settings_where_they_say_one() {
    let settings = json!({ "rules": { "routers-replicas": { "severity": "low" }, "storage-minio": { "action": "warn", "severity": "info" } } });
    assert_eq!(validity(&settings), (true, String::new()));
    let review = review_with(&cluster("deis-quickstart"), settings);
    assert_eq!(review.results("routers-replicas")[0]["severity"], "low");
    let minio = review.results("storage-minio")[0];
    assert_eq!((&minio["severity"], &minio["outcome"]), (&json!("info"), &json!("warn")));
    assert_eq!(review.results("registration-mode")[0]["severity"], "critical");
    let wrong = json!({ "rules": { "routers-replicas": { "severity": "severe" } } });
    let words = "rules.routers-replicas.severity: is none of info, low, medium, high, critical";
    assert_eq!(validity(&wrong), (false, words.to_owned()));
}
