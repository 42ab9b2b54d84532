//! The config file.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Output;

use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{NOW, command, folder, read, root, run, stderr, stdout, write};

/// A repository with the manifests of an installation without external storage.
pub fn repository(test: &str) -> PathBuf {
    let folder = folder(test);
    for name in [".git", "manifests", "deep/er"] {
        std::fs::create_dir_all(folder.join(name)).expect("a folder");
    }
    let cluster = root().join("fixtures/clusters/deis-quickstart/cluster.yaml");
    std::fs::copy(cluster, folder.join("manifests/cluster.yaml")).expect("a copy");
    folder
}

pub fn config(folder: &Path, text: &str) {
    write(folder, ".workflow-readiness.yaml", text);
}

pub fn run_in(folder: &Path, words: &[&str]) -> Output {
    command(words).current_dir(folder).output().expect("it runs")
}

/// Runs a call that is wrong; what is said of it.
pub fn refused(folder: &Path, words: &[&str]) -> String {
    let output = run_in(folder, words);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{words:?}");
    stderr(&output)
}

#[test]
fn a_config_above_gives_what_the_call_leaves_out() {
    let folder = repository("config-above");
    config(&folder, "paths: [manifests]\nformat: json\noutputs: { markdown: out.md }\n");
    let output = run_in(&folder.join("deep/er"), &["review", "--now", NOW]);
    assert_eq!(output.status.code(), Some(1));
    let told = "using ../../.workflow-readiness.yaml: paths, format, outputs\n";
    assert_eq!(stderr(&output), told);
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let source = &report["installations"][0]["results"][0]["source"]["file"];
    assert_eq!(source, "../../manifests/cluster.yaml");
    assert!(read(&folder.join("out.md")).contains("not ready"));
    let quiet = run_in(&folder, &["review", "--quiet"]);
    assert_eq!((quiet.status.code(), stderr(&quiet)), (Some(1), String::new()));
}

#[test]
fn options_of_the_call_win() {
    let folder = repository("config-options");
    config(&folder, "paths: no-such-folder\nformat: json\nfailOn: info\nrequireReady: true\n");
    let words = ["review", "manifests", "--format", "text", "--fail-on", "critical", "--now", NOW];
    let output = run_in(&folder, &words);
    assert!(stdout(&output).starts_with("Deis Workflow in namespace deis: not ready"));
    assert_eq!(stderr(&output), "using .workflow-readiness.yaml: requireReady\n");
    // The default of an option counts too where it is given.
    config(&folder, "format: json\n");
    let output = run_in(&folder, &["review", "manifests", "--format=text"]);
    assert_eq!(stderr(&output), "");
}

#[test]
fn what_decides_the_exit_status_is_taken_over() {
    let folder = repository("config-status");
    let ports = root().join("fixtures/rules/security-ports/bad.yaml").display().to_string();
    let off = root().join("fixtures/settings/ports-only.yaml").display().to_string();
    let status = |text: &str| {
        config(&folder, &format!("paths: '{ports}'\nsettings: '{off}'\n{text}"));
        run_in(&folder, &["review"]).status.code()
    };
    assert_eq!(status(""), Some(1), "ports are of medium severity");
    assert_eq!(status("failOn: high\n"), Some(0));
    assert_eq!(status("failOn: high\nrequireReady: true\n"), Some(1));
}

#[test]
fn settings_stand_in_the_config_or_in_a_file_beside_it() {
    let folder = repository("config-settings");
    let accepted = "exceptions: [{ rule: routers-replicas, reason: one is enough }]\n";
    let skipped = |folder: &Path, words: &[&str]| {
        let output = run_in(folder, &[&["review", "--format", "json"], words].concat());
        let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
        report["summary"]["skip"].as_u64().expect("a number")
    };
    config(&folder, &format!("paths: manifests\nsettings:\n  {accepted}"));
    assert_eq!(skipped(&folder, &[]), 1);
    std::fs::create_dir(folder.join("conf")).expect("a folder");
    write(&folder, "conf/settings.yaml", accepted);
    config(&folder, "paths: manifests\nsettings: conf/settings.yaml\n");
    assert_eq!(skipped(&folder.join("deep"), &[]), 1);
    write(&folder, "none.yaml", "");
    assert_eq!(skipped(&folder, &["--settings", "none.yaml"]), 0, "the call's count as a whole");
    assert_eq!(skipped(&folder, &["--no-config", "manifests"]), 0);
}

#[test]
fn fix_and_admit_take_over_what_they_have_options_for() {
    let folder = repository("config-others");
    config(&folder, "paths: x\nfailOn: low\nsettings: { remediate: [routers-replicas] }\n");
    let request = root().join("fixtures/requests/router-upgrade/request.json");
    let output = run_in(&folder, &["admit", &request.display().to_string(), "--now", NOW]);
    assert_eq!(stderr(&output), "using .workflow-readiness.yaml: settings\n");
    let answer: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(answer["response"]["patchType"], "JSONPatch");
    config(&folder, "settings: { minimumRouters: 5 }\nengine: native\n");
    let manifests = std::fs::File::open(root().join("fixtures/rules/routers-replicas/bad.yaml"));
    let mut fix = command(&["fix", "-", "--now", NOW]);
    let fix = fix.current_dir(&folder).stdin(manifests.expect("the file"));
    let output = fix.output().expect("it runs");
    assert!(stdout(&output).contains("replicas: 5"), "{}", stderr(&output));
    assert!(stderr(&output).starts_with("using .workflow-readiness.yaml: settings, engine\n"));
}

#[test]
fn the_search_ends_at_the_repository_and_before_a_folder_for_everybody() {
    let folder = repository("config-search");
    config(&folder, "failOn: wrong\n");
    let inner = folder.join("deep");
    let cluster = folder.join("manifests").display().to_string();
    assert!(refused(&inner, &["review", &cluster]).contains("../.workflow-readiness.yaml:1:9"));
    std::fs::create_dir(inner.join(".git")).expect("a folder");
    assert_eq!(run_in(&inner.join("er"), &["review", &cluster]).status.code(), Some(1));
    std::fs::remove_dir(inner.join(".git")).expect("removed");
    let everybodys = std::fs::Permissions::from_mode(0o1777);
    std::fs::set_permissions(&folder, everybodys).expect("permissions");
    assert_eq!(run_in(&inner, &["review", &cluster]).status.code(), Some(1));
    let named = folder.join(".workflow-readiness.yaml").display().to_string();
    assert!(refused(&inner, &["review", &cluster, "--config", &named]).contains(":1:9: `failOn`"));
}

#[test]
fn a_named_config_is_taken_without_a_word() {
    let folder = repository("config-named");
    config(&folder, "failOn: wrong\n");
    write(&folder, "deep/other.yaml", "paths: ../manifests\n");
    let output = run_in(&folder, &["review", "--config", "deep/other.yaml"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(1), String::new()));
    let output = run_in(&folder, &["review", "--config", "deep/other.yaml", "--verbose"]);
    assert!(stderr(&output).starts_with("using deep/other.yaml: paths\n"), "{}", stderr(&output));
    let missing = refused(&folder, &["review", "--config", "deep/other.yml"]);
    assert!(missing.contains("did you mean `deep/other.yaml`?"), "{missing}");
    assert!(
        refused(&folder, &["review", "--config", "x", "--no-config"]).contains("cannot be used")
    );
}

#[test]
fn a_found_config_writes_below_its_folder_only() {
    let folder = repository("config-outputs");
    let outside = folder.parent().expect("a folder").join("config-outputs-outside");
    let _ = std::fs::remove_dir_all(&outside);
    std::fs::create_dir(&outside).expect("a folder");
    symlink(&outside, folder.join("link")).expect("a link");
    let victim = outside.join("victim.txt");
    std::fs::write(&victim, "mine").expect("written");
    symlink(&victim, folder.join("victim")).expect("a link");
    for file in [
        victim.display().to_string(),
        "../config-outputs-outside/victim.txt".to_owned(),
        "link/victim.txt".to_owned(),
        "link/new.txt".to_owned(),
        "victim".to_owned(),
    ] {
        config(&folder, &format!("paths: manifests\noutputs: {{ text: '{file}' }}\n"));
        for from in [&folder, &folder.join("deep")] {
            let told = refused(from, &["review"]);
            assert!(told.contains("`outputs.text` lies outside of the config's folder"), "{told}");
        }
        assert_eq!(read(&victim), "mine", "{file}");
    }
    assert_eq!(std::fs::read_dir(&outside).expect("a folder").count(), 1);
    let output = run_in(&folder, &["review", "--config", ".workflow-readiness.yaml"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(read(&victim).contains("not ready"), "whoever names it allows it");
    config(&folder, "paths: manifests\noutputs: { text: deep/report.txt }\n");
    assert_eq!(run_in(&folder.join("deep/er"), &["review"]).status.code(), Some(1));
    assert!(read(&folder.join("deep/report.txt")).contains("not ready"));
}

#[test]
fn line_ends_of_windows_and_byte_order_marks_are_no_part_of_a_config() {
    let folder = repository("config-windows");
    config(&folder, "\u{feff}# ours\r\npaths:\r\n- manifests\r\nfailOn: critical\r\n");
    assert_eq!(
        stderr(&run_in(&folder, &["review"])),
        "using .workflow-readiness.yaml: paths, failOn\n"
    );
    config(&folder, "\u{feff}fialOn: critical\r\n");
    assert!(refused(&folder, &["review"]).contains(".yaml:1:1: there is no field `fialOn`"));
}

#[test]
fn the_schema_of_the_config_is_fresh() {
    let text = stdout(&run(&["schema", "config"]));
    expect_file![root().join("docs/config.schema.json")].assert_eq(&text);
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let page = read(&root().join("docs/config.md"));
    for name in schema["properties"].as_object().expect("fields").keys() {
        assert!(page.contains(&format!("\n| `{name}` |")), "docs/config.md: {name}");
    }
    let example = page.split("```").nth(1).expect("an example").trim_start_matches("yaml");
    let example = source::only(example).expect("YAML");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    assert!(validator.is_valid(&serde_json::from_str(&example).expect("JSON")));
}

fn value() -> impl Strategy<Value = Value> {
    let words = ["deis", "json", "high", "native", "", " ", "x.yaml", "text", "true"];
    let word = prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(json!(1)),
        1 => Just(json!({})),
        1 => Just(json!({ "json": "x.json", "html": "y.html" })),
        1 => Just(json!({ "json": 1 })),
        1 => Just(json!({ "xml": "x" })),
    ];
    let list = prop::collection::vec(word.clone(), 0..3).prop_map(Value::from);
    prop_oneof![3 => word, 1 => list]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn schema_and_reader_agree_on_arbitrary_configs(
        fields in prop::collection::btree_map(
            prop::sample::select(FIELDS.to_vec()).prop_map(str::to_owned), value(), 0..4)
    ) {
        let fields: Value = fields.into_iter().collect::<serde_json::Map<String, Value>>().into();
        let folder = repository("config-arbitrary");
        config(&folder, &fields.to_string());
        // `admit` reads the whole of it, and stumbles over nothing but its own request.
        let told = refused(&folder, &["admit", "no-such.json", "--engine", "native"]);
        let is_read = !told.contains("workflow-readiness: .workflow-readiness.yaml:");
        let validator = jsonschema::validator_for(&schema()).expect("a schema");
        prop_assert_eq!(is_read, validator.is_valid(&fields), "{} {}", fields, told);
    }
}

const FIELDS: [&str; 14] = [
    "paths",
    "values",
    "distribution",
    "workflowVersion",
    "namespace",
    "settings",
    "format",
    "outputs",
    "failOn",
    "requireReady",
    "baseline",
    "failOnNew",
    "engine",
    "other",
];

fn schema() -> Value {
    harness::config::schema()
}
