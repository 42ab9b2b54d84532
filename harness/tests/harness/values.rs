//! Helm values on the command line.

use crate::cli::{S3, json, status};
use crate::support::{folder, root, run, stdout, write};

#[test]
fn values_are_reviewed_alone_and_a_finding_names_file_line_and_value() {
    let folder = folder("cli-values");
    let text = "# mine\ncontroller:\n  registration_mode: enabled\n";
    let first = write(&folder, "first.yaml", text);
    let second = write(&folder, "second.yaml", "monitor: { grafana: { allow_sign_up: no } }\n");
    let words = ["review", "--values", &first, &second, "--distribution", "deis"];
    assert_eq!(status(&words), 1);
    let report = json(&[&words[..], &["--format", "json"]].concat());
    let results = report["installations"][0]["results"].as_array().expect("a list");
    let of = |rule: &str| results.iter().find(|one| one["rule"] == rule).expect("a result");
    assert_eq!(of("registration-mode")["value"], "controller.registration_mode");
    assert_eq!(of("registration-mode")["source"]["file"], *first);
    assert_eq!(of("grafana-signup")["outcome"], "pass", "a YAML 1.1 `no` is false");
    assert!(of("tls-platform-cert")["source"].is_null(), "no value decides it");
    assert_eq!(of("registration-mode")["source"]["start"]["line"], 3);
    for format in ["text", "junit", "markdown", "html"] {
        let shown = stdout(&run(&[&words[..], &["--format", format]].concat()));
        assert!(shown.contains("first.yaml:3: controller.registration_mode"), "{format}: {shown}");
    }
}

#[test]
fn what_values_cannot_decide_is_no_failure_but_is_not_ready() {
    let values = root().join(S3).join("values.yaml").display().to_string();
    assert_eq!(status(&["review", "--values", &values]), 0);
    assert_eq!(status(&["review", "--values", &values, "--require-ready"]), 1);
}

#[test]
fn a_file_that_holds_no_values_is_a_wrong_call() {
    let manifest = root().join("fixtures/rules/tls-dhparam/bad.yaml").display().to_string();
    assert_eq!(status(&["review", "--values", &manifest]), 2);
    let folder = folder("cli-no-values");
    for text in ["[1]\n", "a: [\n", "just words\n"] {
        let path = write(&folder, "values.yaml", text);
        assert_eq!(status(&["review", "--values", &path]), 2, "{text}");
    }
    let broken = write(&folder, "broken.yaml", "controller: { registration_mode: [\n");
    let report = json(&["review", "--values", &broken, "--format", "json"]);
    assert_eq!(report["installations"], serde_json::json!([]), "defaults would hide what it says");
}
