//! What reviews found about Grafana's words, kept so that it stays found.

use serde_json::json;

use crate::support::{find, installation, review, set_env};

/// The answer to `allow_sign_up` as a ConfigMap's `grafana.ini` has it.
fn sign_up(file: &str) -> String {
    let mut objects = installation("drycc-production");
    find(&mut objects, "ConfigMap", "grafana-config")["data"] = json!({ "grafana.ini": file });
    review(&objects).outcome("grafana-signup").to_owned()
}

#[test]
fn grafanas_file_is_read_as_go_ini_reads_it() {
    let cases = [
        ("[users]\nallow_sign_up = false\n", "pass"),
        ("[users]\r\nallow_sign_up=false\r\n", "pass"),
        ("[users]\nallow_sign_up : false", "pass"),
        ("[users]\nallow_sign_up = false;never\n", "pass"),
        ("[users]\nallow_sign_up = false # never\n", "pass"),
        ("[users]\nallow_sign_up = \"false\"\n", "pass"),
        ("[users]\nallow_sign_up = 'false\n", "fail"),
        ("[users]\nallow_sign_up = false\nallow_sign_up = true\n", "fail"),
        ("[users]\nallow_sign_up = false\n\"allow_sign_up\" = true\n", "fail"),
        ("[users]\nallow_sign_up = false\n[auth]\n[users]\nallow_sign_up = on", "fail"),
        ("[users]\n; allow_sign_up = false\n", "fail"),
        ("[ users ]\nallow_sign_up = false\n", "fail"),
        ("[Users]\nallow_sign_up = false\n", "fail"),
        ("[users]\nAllow_Sign_Up = false\n", "fail"),
        ("[auth]\nallow_sign_up = false\n", "fail"),
        ("[users\nallow_sign_up = false\n", "fail"),
        ("allow_sign_up = false\n", "fail"),
        ("", "fail"),
        ("[users]\nallow_sign_up =\n", "fail"),
        ("[users]\nallow_sign_up = ${SIGN_UP}\n", "error"),
        ("[users]\nallow_sign_up = $__env{SIGN_UP}\n", "error"),
        ("[users]\nallow_sign_up = %(sign_up)s\n", "error"),
        ("[users]\nallow_sign_up = \"\"\"false\n\"\"\"\n", "error"),
        ("[users]\nallow_sign_up = fal\\\nse\n", "error"),
    ];
    for (file, outcome) in cases {
        assert_eq!(sign_up(file), outcome, "{file:?}");
    }
}

#[test]
fn a_config_map_of_grafana_that_holds_no_text_is_unknown() {
    let odd = [
        json!(null),
        json!("[users]"),
        json!([]),
        json!({}),
        json!({ "grafana.ini": null }),
        json!({ "grafana.ini": { "users": { "allow_sign_up": false } } }),
    ];
    for data in odd {
        let mut objects = installation("drycc-production");
        find(&mut objects, "ConfigMap", "grafana-config")["data"] = data.clone();
        assert_eq!(review(&objects).standing("grafana"), "unknown", "{data}");
    }
}

#[test]
fn a_word_that_grafana_fills_in_when_it_starts_is_unknown() {
    for name in ["ALLOW_SIGN_UP", "GF_USERS_ALLOW_SIGN_UP"] {
        let mut objects = installation("deis-production-s3");
        set_env(&mut objects, "deis-monitor-grafana", name, Some("${SIGN_UP}"));
        assert_eq!(review(&objects).outcome("grafana-signup"), "error", "{name}");
    }
}

#[test]
fn in_drycc_a_grafana_without_its_configuration_is_unknown() {
    let mut objects = installation("drycc-production");
    objects.retain(|one| one["metadata"]["name"] != "grafana-config");
    assert_eq!(review(&objects).outcome("grafana-signup"), "error");
}
