//! The command as people and CI jobs use it.

use std::process::Stdio;

use expect_test::expect_file;
use harness::enforced;
use serde_json::Value;

use crate::support::{NOW, command, folder, read, root, run, stderr, stdout, write};

pub const S3: &str = "fixtures/clusters/deis-production-s3";
const QUICKSTART: &str = "fixtures/clusters/deis-quickstart";
const ATTESTED: &str = "fixtures/settings/attested.yaml";

pub fn status(words: &[&str]) -> i32 {
    run(words).status.code().expect("a status")
}

pub fn json(words: &[&str]) -> Value {
    serde_json::from_str(&stdout(&run(words))).expect("JSON")
}

#[test]
fn a_production_cluster_with_an_attestation_is_ready_and_exits_with_0() {
    let words = ["review", S3, "--settings", ATTESTED, "--now", NOW];
    assert_eq!(status(&words), 0);
    assert!(stdout(&run(&words)).starts_with("Deis Workflow in namespace deis: ready\n"));
    assert_eq!(status(&[&words[..], &["--require-ready"]].concat()), 0);
}

#[test]
fn without_the_attestation_only_security_is_open() {
    let report = json(&["review", S3, "--format", "json", "--now", NOW]);
    let sections = report["installations"][0]["sections"].as_array().expect("a list");
    let open: Vec<&Value> =
        sections.iter().filter(|one| one["standing"] != "met").map(|one| &one["id"]).collect();
    assert_eq!(open, ["security", "cni", "rbac"], "the last two are advice");
    assert_eq!(status(&["review", S3]), 0, "needs-review alone is no failure");
    assert_eq!(status(&["review", S3, "--require-ready"]), 1);
}

#[test]
fn violations_exit_with_1_from_the_severity_asked_for() {
    assert_eq!(status(&["review", QUICKSTART]), 1);
    assert_eq!(status(&["review", QUICKSTART, "--fail-on", "critical"]), 1, "storage on Minio");
    let routers = "fixtures/rules/routers-replicas/bad.yaml";
    assert_eq!(status(&["review", routers, "--fail-on", "high"]), 1);
    let ports = "fixtures/rules/security-ports/bad.yaml";
    let off = ["--settings", "fixtures/settings/ports-only.yaml"];
    assert_eq!(status(&[&["review", ports][..], &off].concat()), 1, "ports are of medium severity");
    assert_eq!(status(&[&["review", ports, "--fail-on", "high"][..], &off].concat()), 0);
}

#[test]
fn no_workflow_found_exits_with_1_and_says_what_to_do() {
    let folder = folder("cli-nothing");
    let path = write(&folder, "pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n");
    let output = run(&["review", &path]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("No Workflow installation found: not ready"));
    assert!(stdout(&output).contains("kubectl --namespace deis get"));
    let empty = write(&folder, "empty.yaml", "# nothing\n---\n");
    assert_eq!(status(&["review", &empty]), 1);
}

#[test]
fn standard_input_files_and_folders_give_the_same_report() {
    let file = format!("{S3}/cluster.yaml");
    let without_files = |mut report: Value| {
        for result in report["installations"][0]["results"].as_array_mut().expect("a list") {
            result["source"]["file"] = Value::Null;
            for edit in result["remediation"]["edits"].as_array_mut().into_iter().flatten() {
                edit["file"] = Value::Null;
            }
        }
        report
    };
    let words = ["--format", "json", "--now", NOW];
    let from_folder = json(&[&["review", S3][..], &words].concat());
    let from_file = json(&[&["review", &file][..], &words].concat());
    let mut child = command(&[&["review", "-"][..], &words].concat())
        .stdin(std::fs::File::open(root().join(&file)).map(Stdio::from).expect("the file"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut text = String::new();
    std::io::Read::read_to_string(child.stdout.as_mut().expect("piped"), &mut text).expect("UTF-8");
    assert_eq!(child.wait().expect("a status").code(), Some(0));
    let from_stdin: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(from_stdin["installations"][0]["results"][0]["source"]["file"], "-");
    assert_eq!(without_files(from_folder.clone()), without_files(from_file));
    assert_eq!(without_files(from_folder), without_files(from_stdin));
}

#[test]
fn yaml_and_json_of_one_cluster_give_the_same_report() {
    let text = read(&root().join(S3).join("cluster.yaml"));
    let items: Vec<Value> = source::read(&text)
        .documents
        .iter()
        .map(|one| serde_json::from_str(&one.json).expect("JSON"))
        .collect();
    let list = serde_json::json!({ "apiVersion": "v1", "kind": "List", "items": items });
    let folder = folder("cli-json");
    let path = write(&folder, "cluster.json", serde_json::to_string_pretty(&list).expect("JSON"));
    let mut reports =
        [S3, &path].map(|path| json(&["review", path, "--format", "json", "--now", NOW]));
    for report in &mut reports {
        for result in report["installations"][0]["results"].as_array_mut().expect("a list") {
            assert!(result["source"]["start"]["line"].as_u64().expect("a line") > 1);
            result["source"] = Value::Null;
            result["remediation"]["edits"] = Value::Null;
        }
    }
    assert_eq!(reports[0], reports[1]);
}

#[test]
fn each_result_names_a_place_in_its_object() {
    let report = json(&["review", QUICKSTART, "--format", "json", "--now", NOW]);
    let text = read(&root().join(QUICKSTART).join("cluster.yaml"));
    let lines: Vec<&str> = text.lines().collect();
    let begins = |line: &str| line.starts_with("- ") || line.starts_with("  - apiVersion");
    let results = report["installations"][0]["results"].as_array().expect("a list");
    assert!(results.len() > 30);
    for result in results {
        let line = result["source"]["start"]["line"].as_u64().expect("a line");
        let line = usize::try_from(line).expect("small");
        let start = lines[..line].iter().rposition(|line| begins(line)).expect("an object");
        let end = lines[start + 1..].iter().position(|line| begins(line));
        let object = lines[start..end.map_or(lines.len(), |end| start + 1 + end)].join("\n");
        let subject = &result["subject"];
        for word in [&subject["kind"], &subject["name"], &subject["apiVersion"]] {
            assert!(object.contains(word.as_str().expect("a text")), "{subject} at line {line}");
        }
    }
}

#[test]
fn a_finding_points_at_the_value_that_it_is_about() {
    let report = json(&["review", QUICKSTART, "--format", "json", "--now", NOW]);
    let text = read(&root().join(QUICKSTART).join("cluster.yaml"));
    let results = report["installations"][0]["results"].as_array().expect("a list");
    let found = results.iter().find(|one| one["rule"] == "routers-replicas").expect("a result");
    let place = |end: &str| found["source"][end]["offset"].as_u64().expect("an offset") as usize;
    assert_eq!(&text[place("start")..place("end")], "1");
    assert!(text[..place("start")].ends_with("replicas: "));
    assert_eq!(found["remediation"]["edits"][0]["text"], "2");
}

#[test]
fn the_json_report_has_the_contracts_keys_in_their_order() {
    let text = stdout(&run(&["review", QUICKSTART, "--format", "json", "--now", NOW]));
    let keys = |indent: &str| -> Vec<String> {
        let start = format!("{indent}\"");
        let lines = text.lines().filter_map(|line| line.strip_prefix(&start));
        lines.filter_map(|line| line.split('"').next()).map(str::to_owned).collect()
    };
    let top = [
        "schemaVersion",
        "now",
        "ready",
        "installations",
        "summary",
        "unreadable",
        "ignored",
        "tool",
    ];
    assert_eq!(keys("  "), top);
    let installation = ["distribution", "namespace", "ready", "sections", "results"];
    assert_eq!(keys("      "), installation);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(report["tool"]["module"], enforced::digest());
    assert_eq!(report["tool"]["engine"], "wasm");
}

#[test]
fn both_engines_print_the_same_report() {
    let words = |engine| ["review", QUICKSTART, "--now", NOW, "--engine", engine];
    assert_eq!(stdout(&run(&words("wasm"))), stdout(&run(&words("native"))));
}

#[test]
fn another_copy_of_the_module_can_be_given() {
    let folder = folder("cli-module");
    let path = write(&folder, "policy.wasm", module::POLICY_WASM);
    let words = ["review", QUICKSTART, "--now", NOW];
    let other = run(&[&words[..], &["--module", &path]].concat());
    assert_eq!(stdout(&run(&words)), stdout(&other));
}

#[test]
fn text_reports_are_as_recorded_at_80_columns() {
    for entry in std::fs::read_dir(root().join("fixtures/clusters")).expect("a folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        let path = format!("fixtures/clusters/{name}");
        let text = stdout(&run(&["review", &path, "--now", NOW]));
        expect_file![root().join(&path).join("report.txt")].assert_eq(&text);
    }
}

#[test]
fn lines_fit_the_terminal_but_for_commands_to_copy() {
    for width in ["80", "100", "140"] {
        let output =
            command(&["review", QUICKSTART]).env("COLUMNS", width).output().expect("it runs");
        let width: usize = width.parse().expect("a number");
        let to_copy = ["kubectl ", "cluster.yaml:", "Helm value  "];
        for line in
            stdout(&output).lines().filter(|line| !to_copy.iter().any(|words| line.contains(words)))
        {
            assert!(line.chars().count() <= width, "{line}");
        }
    }
}

#[test]
fn colours_are_for_terminals_only() {
    assert!(!stdout(&run(&["review", QUICKSTART])).contains('\u{1b}'));
    let forced =
        command(&["review", QUICKSTART]).env("CLICOLOR_FORCE", "1").output().expect("it runs");
    assert!(stdout(&forced).contains('\u{1b}'));
    let refused = command(&["review", QUICKSTART]).env("NO_COLOR", "1").output().expect("it runs");
    assert!(!stdout(&refused).contains('\u{1b}'));
}

#[test]
fn names_from_the_input_are_inert() {
    let folder = folder("cli-hostile");
    let name = "deis-router\\u001b[31m\\u202e; rm -rf x";
    let object = format!(
        r#"{{"apiVersion":"v1","kind":"Service","metadata":{{"name":"{name}","namespace":"deis"}},"spec":{{"type":"NodePort","ports":[{{"port":80}}]}}}}"#
    );
    let cluster = read(&root().join(S3).join("cluster.yaml"));
    let path = write(&folder, "all.yaml", format!("{cluster}\n---\n{object}\n"));
    let text = stdout(&run(&["review", &path]));
    assert!(text.contains("NodePort"), "it is judged");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "escapes and overrides are shown, not obeyed");
    assert!(text.contains(r"'service/deis-router\u{1b}"), "quoted for the shell: {text}");
}

#[test]
fn rules_explain_and_guide_say_what_the_policy_says() {
    let rules = stdout(&run(&["rules"]));
    assert!(rules.contains("routers-replicas"));
    let explained = stdout(&run(&["explain", "routers-replicas"]));
    assert!(explained.contains("#scale-routers"), "{explained}");
    let guide = stdout(&run(&["guide"]));
    assert!(guide.contains("Review the security considerations"), "{guide}");
    assert!(stdout(&run(&["review", "--help"])).contains("Exit status:"));
}

#[test]
fn whoever_reads_the_output_may_stop_reading() {
    let file = format!("{QUICKSTART}/cluster.yaml");
    let mut child = command(&["review", &file, "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("a status");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "");
}

#[cfg(unix)]
#[test]
fn the_attestation_to_copy_is_valid_once_it_has_a_name() {
    let text = stdout(&run(&["review", S3, "--now", NOW]));
    let from = text.find("attestations:").expect("an attestation");
    let folder = folder("cli-attestation");
    let path = write(&folder, "settings.yaml", &text[from..]);
    assert_eq!(status(&["review", S3, "--now", NOW, "--settings", &path, "--require-ready"]), 0);
}
