//! A report held against an earlier one: what is known is counted, what is new is listed.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{FORMATS, NOW, folder, read, root, run, stderr, stdout, write};

pub const QUICKSTART: &str = "fixtures/clusters/deis-quickstart/cluster.yaml";

pub fn review(words: &[&str]) -> std::process::Output {
    run(&[&["review", "--now", NOW], words].concat())
}

pub fn parsed(words: &[&str]) -> Value {
    serde_json::from_str(&stdout(&review(&[words, &["--format", "json"]].concat()))).expect("JSON")
}

/// Writes the report of a file, to be a baseline.
pub fn baseline(folder: &Path, of: &str) -> String {
    let path = folder.join("baseline.json").display().to_string();
    review(&[of, "--output", &format!("json={path}")]);
    path
}

pub fn results(report: &Value) -> Vec<&Value> {
    let installations = report["installations"].as_array().expect("a list");
    installations.iter().flat_map(|one| one["results"].as_array().expect("a list")).collect()
}

pub fn of_age<'r>(report: &'r Value, age: &str) -> Vec<&'r Value> {
    results(report).into_iter().filter(|one| one["baseline"] == age).collect()
}

pub fn quickstart() -> String {
    read(&root().join(QUICKSTART))
}

/// The quickstart's objects as one JSON list, changed.
pub fn changed(change: impl Fn(&mut Value)) -> String {
    let text = quickstart();
    let mut items: Vec<Value> = source::read(&text)
        .documents
        .iter()
        .map(|one| serde_json::from_str(&one.json).expect("JSON"))
        .collect();
    items.iter_mut().for_each(change);
    json!({ "apiVersion": "v1", "kind": "List", "items": items }).to_string()
}

pub fn is(object: &Value, kind: &str, name: &str) -> bool {
    object["kind"] == kind && object["metadata"]["name"] == name
}

#[test]
fn against_itself_nothing_is_new_and_everything_stands_as_it_did() {
    let folder = folder("baseline-itself");
    let known = baseline(&folder, QUICKSTART);
    let report = parsed(&[QUICKSTART, "--baseline", &known]);
    let plain = parsed(&[QUICKSTART]);
    let open = results(&plain).iter().filter(|one| one["outcome"] != "pass").count();
    assert_eq!(report["baseline"], json!({ "known": open, "new": 0, "gone": [] }));
    assert_eq!((of_age(&report, "known").len(), of_age(&report, "new").len()), (open, 0));
    for member in ["ready", "summary", "unreadable", "ignored"] {
        assert_eq!(report[member], plain[member], "{member} hides nothing");
    }
    assert_eq!(report["installations"][0]["sections"], plain["installations"][0]["sections"]);
    let text = stdout(&review(&[QUICKSTART, "--baseline", &known]));
    assert!(text.starts_with("Deis Workflow in namespace deis: not ready\n"));
    assert!(
        text.contains(&format!("Baseline: 0 new, {open} known and not listed again, 0 gone\n")),
        "{text}"
    );
    assert!(!text.contains("BUILDER_STORAGE"), "{text}");
}

#[test]
fn only_new_problems_fail_where_that_is_asked_for() {
    let folder = folder("baseline-exit");
    let known = baseline(&folder, QUICKSTART);
    let status = |words: &[&str]| review(words).status.code();
    assert_eq!(status(&[QUICKSTART, "--baseline", &known]), Some(1), "known is no less wrong");
    let new = ["--baseline", &known, "--fail-on-new"];
    assert_eq!(status(&[&[QUICKSTART][..], &new].concat()), Some(0));
    assert_eq!(status(&[&[QUICKSTART, "--require-ready"][..], &new].concat()), Some(1));
    let open = changed(|object| {
        if is(object, "Deployment", "deis-controller") {
            let env = &mut object["spec"]["template"]["spec"]["containers"][0]["env"];
            for variable in env.as_array_mut().expect("variables") {
                if variable["name"] == "REGISTRATION_MODE" {
                    variable["value"] = json!("enabled");
                }
            }
        }
    });
    let open = write(&folder, "open.json", open);
    assert_eq!(status(&[&[open.as_str()][..], &new].concat()), Some(1));
    let report = parsed(&[&[open.as_str()][..], &new].concat());
    let listed: Vec<&Value> = of_age(&report, "new").iter().map(|one| &one["rule"]).collect();
    assert_eq!(listed, ["registration-mode"]);
    let text = stdout(&review(&[&[open.as_str()][..], &new].concat()));
    assert!(text.contains("✗ registration-mode") && !text.contains("✗ storage-backend"), "{text}");
    let pod = write(&folder, "pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n");
    assert_eq!(status(&[&[pod.as_str()][..], &new].concat()), Some(1), "no Workflow was found");
    let broken = write(&folder, "broken.yaml", "a: [\n");
    assert_eq!(status(&[&[QUICKSTART, broken.as_str()][..], &new].concat()), Some(2));
    let output = review(&[QUICKSTART, "--fail-on-new"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--fail-on-new needs a report"), "{}", stderr(&output));
}

#[test]
fn what_is_known_is_known_however_the_input_is_written_and_ordered() {
    let folder = folder("baseline-order");
    let known = baseline(&folder, QUICKSTART);
    let reordered = changed(|object| {
        for containers in ["containers", "initContainers"] {
            let containers = object.pointer_mut(&format!("/spec/template/spec/{containers}"));
            let containers = containers.and_then(Value::as_array_mut).into_iter().flatten();
            for container in containers {
                for list in ["env", "ports"] {
                    container[list].as_array_mut().into_iter().for_each(|list| list.reverse());
                }
            }
        }
    });
    let mut list: Value = serde_json::from_str(&reordered).expect("JSON");
    list["items"].as_array_mut().expect("items").reverse();
    let path = write(&folder, "other.json", serde_json::to_string_pretty(&list).expect("JSON"));
    let report = parsed(&[&path, "--baseline", &known]);
    assert_eq!(
        (report["baseline"]["new"].as_u64(), &report["baseline"]["gone"]),
        (Some(0), &json!([]))
    );
    let other = baseline(&folder, &path);
    let report = parsed(&[QUICKSTART, "--baseline", &other]);
    assert_eq!(report["baseline"]["new"], 0);
}

#[test]
fn another_number_is_no_other_cause_but_another_port_is() {
    let folder = folder("baseline-cause");
    let replicas = |count: u64| {
        changed(|object| {
            if is(object, "Deployment", "deis-router") {
                object["spec"]["replicas"] = json!(count);
            }
        })
    };
    let one = write(&folder, "one.json", replicas(1));
    let none = write(&folder, "none.json", replicas(0));
    let known = baseline(&folder, &one);
    let report = parsed(&[&none, "--baseline", &known]);
    let of_router = results(&report).into_iter().find(|one| one["rule"] == "routers-replicas");
    assert_eq!(of_router.expect("a result")["baseline"], "known");
    let ports = read(&root().join("fixtures/rules/security-ports/bad.yaml"));
    assert!(ports.contains("hostPort: 8088"));
    let old = write(&folder, "old.yaml", &ports);
    let new = write(&folder, "new.yaml", ports.replace("hostPort: 8088", "hostPort: 9999"));
    let known = baseline(&folder, &old);
    let report = parsed(&[&new, "--baseline", &known]);
    let new = of_age(&report, "new");
    assert_eq!(new.len(), 1, "{new:?}");
    assert!(new[0]["message"].as_str().expect("words").contains("9999"), "{new:?}");
    assert_eq!(report["baseline"]["gone"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_gone_is_counted_and_absent() {
    let folder = folder("baseline-gone");
    let known = baseline(&folder, QUICKSTART);
    let scaled = changed(|object| {
        if is(object, "Deployment", "deis-router") {
            object["spec"]["replicas"] = json!(2);
        }
    });
    let path = write(&folder, "scaled.json", scaled);
    let words = [path.as_str(), "--baseline", &known];
    let report = parsed(&words);
    let gone = report["baseline"]["gone"].as_array().expect("a list");
    assert_eq!(gone.len(), 1);
    assert_eq!(
        (&gone[0]["rule"], &gone[0]["outcome"]),
        (&json!("routers-replicas"), &json!("fail"))
    );
    let log = stdout(&review(&[&words[..], &["--format", "sarif"]].concat()));
    let log: Value = serde_json::from_str(&log).expect("JSON");
    let states: Vec<&str> = log["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|one| one["baselineState"].as_str().expect("a state"))
        .collect();
    let (last, others) = states.split_last().expect("some");
    assert_eq!(*last, "absent");
    assert!(others.iter().all(|state| *state == "unchanged"), "{others:?}");
    for format in FORMATS {
        let shown = stdout(&review(&[&words[..], &["--format", format]].concat()));
        let words = "0 new, 18 known and not listed again, 1 gone";
        let is_counted = matches!(format, "text" | "markdown" | "html");
        assert_eq!(shown.contains(words), is_counted, "{format}: {shown}");
    }
}

#[test]
fn known_problems_fail_no_test_and_are_not_listed_on_a_page() {
    let folder = folder("baseline-formats");
    let known = baseline(&folder, QUICKSTART);
    let shown =
        |format: &str| stdout(&review(&[QUICKSTART, "--baseline", &known, "--format", format]));
    let junit = shown("junit");
    assert!(!junit.contains("<failure") && !junit.contains("<error"), "{junit}");
    assert!(
        junit.contains("<skipped message=\"known from the baseline: `BUILDER_STORAGE` is"),
        "{junit}"
    );
    for format in ["markdown", "html"] {
        let page = shown(format);
        assert!(!page.contains("BUILDER_STORAGE"), "{page}");
        assert!(page.contains("checks failed"), "the sections stand as they do");
    }
}

#[test]
fn what_changes_from_advice_to_a_violation_is_new_and_what_is_accepted_is_neither() {
    let folder = folder("baseline-outcome");
    let known = baseline(&folder, QUICKSTART);
    let mut old: Value = serde_json::from_str(&read(Path::new(&known))).expect("JSON");
    for result in old["installations"][0]["results"].as_array_mut().expect("a list") {
        if result["rule"] == "routers-replicas" {
            result["outcome"] = json!("warn");
        }
    }
    let weaker = write(&folder, "weaker.json", old.to_string());
    let report = parsed(&[QUICKSTART, "--baseline", &weaker]);
    let new = of_age(&report, "new");
    assert_eq!(new.len(), 1);
    assert_eq!(new[0]["rule"], "routers-replicas");
    assert_eq!(report["baseline"]["gone"], json!([]));
    let settings = write(
        &folder,
        "settings.yaml",
        "exceptions: [{ rule: routers-replicas, reason: one is enough until Monday }]\n",
    );
    let report = parsed(&[QUICKSTART, "--baseline", &known, "--settings", &settings]);
    assert_eq!((&report["baseline"]["new"], &report["baseline"]["gone"]), (&json!(0), &json!([])));
}

#[test]
fn a_report_of_the_page_has_no_fingerprints_and_is_a_baseline_all_the_same() {
    let folder = folder("baseline-page");
    let known = baseline(&folder, QUICKSTART);
    let mut old: Value = serde_json::from_str(&read(Path::new(&known))).expect("JSON");
    for result in old["installations"][0]["results"].as_array_mut().expect("a list") {
        result.as_object_mut().expect("a result").remove("fingerprint");
    }
    let page = write(&folder, "page.json", old.to_string());
    assert_eq!(parsed(&[QUICKSTART, "--baseline", &page])["baseline"]["new"], 0);
}

#[test]
fn values_are_held_against_a_baseline_too() {
    let folder = folder("baseline-values");
    let first = write(&folder, "first.yaml", "controller: { registration_mode: enabled }\n");
    let words = ["--distribution", "deis", "--values"];
    let known = folder.join("known.json").display().to_string();
    review(&[&words[..], &[&first, "--output", &format!("json={known}")]].concat());
    let text = "monitor: { grafana: { allow_sign_up: false } }\ncontroller:\n  # still\n  registration_mode: enabled\n";
    let second = write(&folder, "second.yaml", text);
    let report = parsed(&[&words[..], &[&second, "--baseline", &known]].concat());
    assert_eq!(report["baseline"]["new"], 0);
    let gone = report["baseline"]["gone"].as_array().expect("a list");
    assert_eq!(gone.iter().map(|one| &one["rule"]).collect::<Vec<_>>(), ["grafana-signup"]);
}
