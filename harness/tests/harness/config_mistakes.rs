//! What is wrong with a config or with settings: each mistake has its place.

use crate::config::{config, refused, repository, run_in};
use crate::support::{stderr, write};

#[test]
fn each_mistake_has_its_line_and_what_was_probably_meant() {
    let folder = repository("config-mistakes");
    config(
        &folder,
        "# ours\nfialOn: high\npaths: 7\nformat: sarfi\noutputs:\n  jsn: x\n  html: 1\n\
         requireReady: maybe\nvalues: []\nnamespace: ''\nbanana: 1\ndistribution: [deis]\n",
    );
    let told = refused(&folder, &["review"]);
    let lines: Vec<&str> = told
        .lines()
        .map(|line| line.strip_prefix("workflow-readiness: .workflow-readiness.yaml:").expect(line))
        .collect();
    let expected = [
        "2:1: there is no field `fialOn`; did you mean `failOn`?",
        "3:8: `paths` is no path and no list of paths",
        "4:9: `format` is none of text, json, sarif, junit, markdown, html; did you mean `sarif`?",
        "6:3: there is no format `jsn`; there are text, json, sarif, junit, markdown, html; did you mean `json`?",
        "7:9: `outputs.html` is no path of a file",
        "8:15: `requireReady` is neither true nor false",
        "9:1: `values` is no path and no list of paths",
        "10:12: `namespace` is no text with something in it",
        "11:1: there is no field `banana`; there are paths, values, distribution, workflowVersion, namespace, settings, format, outputs, failOn, requireReady, baseline, failOnNew, engine",
        "12:1: `distribution` is none of deis, hephy, drycc",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_config_that_is_none_is_told() {
    let folder = repository("config-none");
    for (text, words) in [
        ("- a\n", ":1:1: a config is a map of fields"),
        ("hunter2\n", ":1:1: a config is a map of fields"),
        ("failOn: high\n---\nfailOn: low\n", ":3:1: it holds more than one document"),
        ("a: [\n", ":1:5: it is not YAML"),
        ("password: hunter2\nfailOn: hunter2\n", ":1:1: there is no field `password`"),
    ] {
        config(&folder, text);
        let told = refused(&folder, &["review", "manifests"]);
        assert!(told.contains(&format!(".workflow-readiness.yaml{words}")), "{told}");
        assert!(!told.contains("hunter2"), "a value is not repeated: {told}");
    }
    for text in ["", "# nothing\n", "paths:\n", "null\n"] {
        config(&folder, text);
        let output = run_in(&folder, &["review", "manifests"]);
        assert_eq!((output.status.code(), stderr(&output)), (Some(1), String::new()), "{text}");
    }
    std::fs::rename(
        folder.join(".workflow-readiness.yaml"),
        folder.join(".workflow-readiness.yml"),
    )
    .expect("renamed");
    let told = refused(&folder, &["review", "manifests"]);
    assert!(told.contains(".workflow-readiness.yml: a config is called .workflow-readiness.yaml"));
}

#[test]
fn a_mistake_in_settings_has_its_place_wherever_they_stand() {
    let folder = repository("config-settings-wrong");
    config(
        &folder,
        "paths: manifests\nsettings:\n  minimumRouter: 3\n  exceptions:\n  - rule: routers-replica\n    reason: r\n",
    );
    let rule = "exceptions[0].rule: there is no rule `routers-replica`; did you mean `routers-replicas`?\n";
    let told = refused(&folder, &["review"]);
    assert!(told.contains(".workflow-readiness.yaml:3:3: minimumRouter: there is no such setting"));
    assert!(told.contains("did you mean `minimumRouters`?"), "{told}");
    assert!(told.contains(&format!(".workflow-readiness.yaml:5:11: {rule}")), "{told}");
    write(
        &folder,
        "s.yaml",
        "minimumRouter: 3\nexceptions:\n- rule: routers-replica\n  reason: r\n",
    );
    let told = refused(&folder, &["review", "manifests", "--no-config", "--settings", "s.yaml"]);
    assert!(told.contains("s.yaml:1:1: minimumRouter: there is no such setting"), "{told}");
    assert!(told.contains(&format!("s.yaml:3:9: {rule}")), "{told}");
}
