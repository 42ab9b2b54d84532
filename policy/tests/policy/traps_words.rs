//! Traps 1 to 4 and 12 of the facts' section 13 with all words, for every distribution that reads them.

use serde_json::{Value, json};

use crate::support::{Reviewed, find, installation, review, set_env};

/// The clusters whose controller, Grafana and registry read words, with their prefix.
const CLUSTERS: [(&str, &str); 3] =
    [("deis-production-s3", "deis"), ("hephy-production-s3", "deis"), ("drycc-v1.0", "drycc")];

/// The review of each cluster once a variable of a Deployment was set.
fn each(deployment: &str, variable: &str, word: Option<&str>) -> Vec<(&'static str, Reviewed)> {
    let judge = |(cluster, prefix): (&'static str, &str)| {
        let mut objects = installation(cluster);
        set_env(&mut objects, &format!("{prefix}-{deployment}"), variable, word);
        (cluster, review(&objects))
    };
    CLUSTERS.map(judge).into_iter().collect()
}

#[test]
fn trap_1_minio_user_is_in_every_installation_and_says_nothing_for_or_against_minio() {
    for name in ["deis-production-gcs", "hephy-production-s3", "hephy-quickstart", "drycc-v1.0"] {
        let mut objects = installation(name);
        find(&mut objects, "Secret", "minio-user");
        let with = review(&objects);
        objects.retain(|object| object["metadata"]["name"] != "minio-user");
        let without = review(&objects);
        let said = |report: &Reviewed| {
            (report.standing("object-storage").to_owned(), report.0["summary"].clone())
        };
        assert_eq!(said(&with), said(&without), "{name}");
    }
}

#[test]
fn trap_2_registration_is_open_without_the_word_and_broken_with_any_other_one() {
    let cases = [
        (None, "fail", "anybody can register"),
        (Some("enabled"), "fail", "anybody can register"),
        (Some("admin_only"), "pass", "only administrators"),
        (Some("disabled"), "pass", "only administrators"),
        (Some(""), "fail", "is empty, which is no mode"),
        (Some("Enabled"), "fail", "is no mode"),
        (Some("ADMIN_ONLY"), "fail", "is no mode"),
        (Some("admin-only"), "fail", "is no mode"),
        (Some("true"), "fail", "is no mode"),
        (Some(" disabled"), "fail", "is no mode"),
    ];
    for (word, outcome, words) in cases {
        for (name, report) in each("controller", "REGISTRATION_MODE", word) {
            assert_eq!(report.outcome("registration-mode"), outcome, "{name} {word:?}");
            let message = report.message("registration-mode");
            assert!(message.contains(words), "{name} {word:?}: {message}");
            let standing = if outcome == "pass" { "met" } else { "not-met" };
            assert_eq!(report.standing("registration"), standing, "{name} {word:?}");
        }
    }
}

#[test]
fn trap_3_sign_ups_are_on_for_every_word_that_go_ini_does_not_take_for_false() {
    let off =
        ["0", "f", "F", "false", "FALSE", "False", "NO", "no", "No", "n", "OFF", "off", "Off"];
    let on = [
        "", "1", "t", "T", "true", "TRUE", "True", "YES", "yes", "Yes", "y", "ON", "on", "On",
        "disabled", "never", "N", "nO", "fALSE", "oFF", "2", "00", "-1", "none", "null",
    ];
    let cases = off.iter().map(|word| (*word, "pass")).chain(on.iter().map(|word| (*word, "fail")));
    for (word, outcome) in cases {
        for (name, report) in each("monitor-grafana", "ALLOW_SIGN_UP", Some(word)) {
            assert_eq!(report.outcome("grafana-signup"), outcome, "{name} {word:?}");
        }
    }
    for (name, report) in each("monitor-grafana", "ALLOW_SIGN_UP", None) {
        assert_eq!(report.outcome("grafana-signup"), "fail", "{name}");
    }
}

#[test]
fn trap_3_grafanas_own_variable_overrides_the_word_unless_it_is_empty() {
    let cases = [
        ("true", "false", "pass"),
        ("true", "off", "pass"),
        ("true", "", "fail"),
        ("false", "true", "fail"),
        ("false", "never", "fail"),
        ("false", " false", "fail"),
        ("false", "", "pass"),
    ];
    for (word, over, outcome) in cases {
        for (name, prefix) in CLUSTERS {
            let mut objects = installation(name);
            let grafana = format!("{prefix}-monitor-grafana");
            set_env(&mut objects, &grafana, "ALLOW_SIGN_UP", Some(word));
            set_env(&mut objects, &grafana, "GF_USERS_ALLOW_SIGN_UP", Some(over));
            let told = review(&objects);
            assert_eq!(told.outcome("grafana-signup"), outcome, "{name} {word:?} {over:?}");
        }
    }
}

#[test]
fn trap_4_a_registry_that_is_not_told_its_storage_keeps_images_in_an_empty_dir() {
    for word in [None, Some("")] {
        for (name, report) in each("registry", "REGISTRY_STORAGE", word) {
            let results = report.results("storage-backend").into_iter();
            let mut failed = results.filter(|one| one["outcome"] == "fail");
            let message = failed.next().expect("a violation")["message"].to_string();
            assert!(message.contains("emptyDir"), "{name} {word:?}: {message}");
            assert!(failed.next().is_none(), "{name} {word:?}");
            assert_eq!(report.standing("object-storage"), "not-met", "{name} {word:?}");
        }
    }
}

/// The outcome of the whitelists' rule with these annotations on the router and the API's Service.
fn whitelist(name: &str, router: Value, service: Value) -> String {
    let (prefix, domain) = match name.split_once('-') {
        Some(("drycc", _)) => ("drycc", "router.drycc.cc"),
        _ => ("deis", "router.deis.io"),
    };
    let mut objects = installation(name);
    for (kind, object, list) in
        [("Deployment", "router", router), ("Service", "controller", service)]
    {
        let object = find(&mut objects, kind, &format!("{prefix}-{object}"));
        for (key, value) in list.as_object().expect("annotations") {
            object["metadata"]["annotations"][format!("{domain}/{key}")] = value.clone();
        }
    }
    review(&objects).outcome("security-whitelist").to_owned()
}

#[test]
fn trap_12_a_whitelist_that_lets_everybody_in_is_none() {
    for (name, _) in CLUSTERS {
        let default =
            |list: &str| whitelist(name, json!({ "nginx.defaultWhitelist": list }), json!({}));
        let own = |list: &str| whitelist(name, json!({}), json!({ "whitelist": list }));
        for everybody in ["0.0.0.0/0", "10.0.0.0/8,0.0.0.0/0", "0.0.0.0/0 , 10.1.2.3", "1.2.3.4/0"]
        {
            assert_eq!(default(everybody), "warn", "{name} {everybody}");
            assert_eq!(own(everybody), "warn", "{name} {everybody}");
        }
        assert_eq!(default("10.0.0.0/8"), "pass", "{name}");
        assert_eq!(own("203.0.113.7"), "pass", "{name}");
        let both =
            json!({ "nginx.defaultWhitelist": "0.0.0.0/0", "nginx.enforceWhitelists": "true" });
        assert_eq!(whitelist(name, both, json!({})), "warn", "{name}");
    }
}
