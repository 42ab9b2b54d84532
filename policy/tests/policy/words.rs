//! What each component makes of each word, from the facts: absent, empty, unknown, another case.

use serde_json::json;

use crate::support::{env, find, installation, review, set_env};

#[test]
fn registration_is_open_when_absent_and_closed_by_exact_words_only() {
    let cases = [
        (None, "fail"),
        (Some("enabled"), "fail"),
        (Some("admin_only"), "pass"),
        (Some("disabled"), "pass"),
        (Some(""), "fail"),
        (Some("admin-only"), "fail"),
        (Some("Admin_Only"), "fail"),
        (Some("admin_only "), "fail"),
    ];
    for (word, outcome) in cases {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", word);
        assert_eq!(review(&objects).outcome("registration-mode"), outcome, "{word:?}");
    }
}

#[test]
fn an_unknown_registration_mode_is_said_to_be_closed_by_accident() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", Some("admin-only"));
    let report = review(&objects);
    assert!(report.message("registration-mode").contains("ends in an error"));
    assert!(!report.message("registration-mode").contains("anybody"));
}

#[test]
fn sign_ups_are_off_for_what_go_ini_takes_for_false_and_on_for_all_else() {
    let off =
        ["0", "f", "F", "false", "FALSE", "False", "NO", "no", "No", "n", "OFF", "off", "Off"];
    let on = ["", "1", "t", "true", "yes", "on", "disabled", "never", "N", "fALSE", "falsch"];
    let cases =
        off.into_iter().map(|word| (word, "pass")).chain(on.into_iter().map(|word| (word, "fail")));
    for (word, outcome) in cases {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-monitor-grafana", "ALLOW_SIGN_UP", Some(word));
        assert_eq!(review(&objects).outcome("grafana-signup"), outcome, "{word:?}");
    }
}

#[test]
fn sign_ups_are_on_when_nothing_is_set() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-monitor-grafana", "ALLOW_SIGN_UP", None);
    assert_eq!(review(&objects).outcome("grafana-signup"), "fail");
}

#[test]
fn blanks_around_the_word_are_trimmed_by_the_ini_parser() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-monitor-grafana", "ALLOW_SIGN_UP", Some("  false "));
    assert_eq!(review(&objects).outcome("grafana-signup"), "pass");
}

#[test]
fn grafanas_own_override_wins_unless_it_is_empty() {
    let cases = [
        ("true", "false", "pass"),
        ("false", "true", "fail"),
        ("false", "", "pass"),
        ("true", "", "fail"),
    ];
    for (word, over, outcome) in cases {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-monitor-grafana", "ALLOW_SIGN_UP", Some(word));
        set_env(&mut objects, "deis-monitor-grafana", "GF_USERS_ALLOW_SIGN_UP", Some(over));
        assert_eq!(review(&objects).outcome("grafana-signup"), outcome, "{word} {over}");
    }
}

#[test]
fn each_component_has_its_own_storage_when_it_is_not_told() {
    let cases = [
        ("deis-registry", "REGISTRY_STORAGE", "emptyDir"),
        ("deis-database", "DATABASE_STORAGE", "no backup"),
        ("deis-builder", "BUILDER_STORAGE", "uses Minio"),
        ("deis-controller", "APP_STORAGE", "slugs"),
    ];
    for (name, variable, words) in cases {
        for value in [None, Some("")] {
            let mut objects = installation("deis-production-s3");
            set_env(&mut objects, name, variable, value);
            let report = review(&objects);
            let results = report.on("storage-backend", name);
            assert_eq!(results[0]["outcome"], "fail", "{name}");
            let message = results[0]["message"].as_str().expect("a text");
            assert!(message.contains(words), "{name}: {message}");
            assert_eq!(report.standing("object-storage"), "not-met", "{name}");
        }
    }
}

#[test]
fn storage_words_are_compared_exactly() {
    let cases = [
        ("s3", "pass"),
        ("gcs", "pass"),
        ("azure", "pass"),
        ("swift", "pass"),
        ("minio", "fail"),
        ("S3", "fail"),
        ("aws", "fail"),
        ("filesystem", "fail"),
        ("s3 ", "fail"),
    ];
    for (word, outcome) in cases {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-registry", "REGISTRY_STORAGE", Some(word));
        let report = review(&objects);
        assert_eq!(report.on("storage-backend", "deis-registry")[0]["outcome"], outcome, "{word}");
    }
}

#[test]
fn the_last_entry_of_a_name_counts_and_a_set_variable_without_value_is_empty() {
    let mut objects = installation("deis-production-s3");
    let entries = env(&mut objects, "Deployment", "deis-controller");
    entries.retain(|entry| entry["name"] != "REGISTRATION_MODE");
    entries.push(json!({ "name": "REGISTRATION_MODE", "value": "admin_only" }));
    entries.push(json!({ "name": "REGISTRATION_MODE" }));
    assert!(review(&objects).message("registration-mode").contains("is empty"));
}

#[test]
fn a_value_from_a_config_map_is_followed_and_one_from_a_secret_is_unknown() {
    let mut objects = installation("deis-production-s3");
    objects.push(json!({
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": { "name": "mode", "namespace": "deis" }, "data": { "mode": "enabled" },
    }));
    let sources = [
        (json!({ "configMapKeyRef": { "name": "mode", "key": "mode" } }), "fail"),
        (json!({ "configMapKeyRef": { "name": "mode", "key": "other" } }), "error"),
        (json!({ "configMapKeyRef": { "name": "absent", "key": "mode" } }), "error"),
        (json!({ "secretKeyRef": { "name": "mode", "key": "mode" } }), "error"),
    ];
    for (source, outcome) in sources {
        let entries = env(&mut objects, "Deployment", "deis-controller");
        entries.retain(|entry| entry["name"] != "REGISTRATION_MODE");
        entries.push(json!({ "name": "REGISTRATION_MODE", "valueFrom": source }));
        let report = review(&objects);
        assert_eq!(report.outcome("registration-mode"), outcome, "{source}");
        let standing = if outcome == "error" { "unknown" } else { "not-met" };
        assert_eq!(report.standing("registration"), standing, "{source}");
    }
}

#[test]
fn env_wins_over_env_from_and_env_from_counts_where_env_is_silent() {
    let mut objects = installation("deis-production-s3");
    objects.push(json!({
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": { "name": "mode", "namespace": "deis" }, "data": { "MODE": "enabled" },
    }));
    let reference = json!({ "prefix": "REGISTRATION_", "configMapRef": { "name": "mode" } });
    let controller = find(&mut objects, "Deployment", "deis-controller");
    controller["spec"]["template"]["spec"]["containers"][0]["envFrom"] = json!([reference]);
    assert_eq!(review(&objects).outcome("registration-mode"), "pass", "env says admin_only");
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", None);
    assert_eq!(review(&objects).outcome("registration-mode"), "fail", "the ConfigMap says enabled");
}

#[test]
fn a_value_of_the_wrong_type_is_unknown() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-monitor-grafana", "ALLOW_SIGN_UP", None);
    let entry = json!({ "name": "ALLOW_SIGN_UP", "value": false });
    env(&mut objects, "Deployment", "deis-monitor-grafana").push(entry);
    assert_eq!(review(&objects).outcome("grafana-signup"), "error");
}

#[test]
fn replicas_count_as_the_api_server_counts_them() {
    let cases = [
        (json!(null), "fail"),
        (json!(0), "fail"),
        (json!(1), "fail"),
        (json!(2), "pass"),
        (json!(3), "pass"),
        (json!(-1), "fail"),
        (json!("2"), "error"),
        (json!(2.5), "error"),
    ];
    for (replicas, outcome) in cases {
        let mut objects = installation("deis-production-s3");
        find(&mut objects, "Deployment", "deis-router")["spec"]["replicas"] = replicas.clone();
        assert_eq!(review(&objects).outcome("routers-replicas"), outcome, "{replicas}");
    }
}
