//! How a baseline is named, and what is none.

use std::path::Path;

use crate::baseline::{QUICKSTART, baseline, quickstart, review};
use crate::support::{folder, read, stderr, stdout, write};

#[test]
fn what_is_no_baseline_is_a_wrong_call() {
    let folder = folder("baseline-wrong");
    let known = baseline(&folder, QUICKSTART);
    let other = read(Path::new(&known)).replacen("\"schemaVersion\": 1", "\"schemaVersion\": 2", 1);
    for (name, text, told) in [
        ("empty.json", String::new(), "is no report"),
        ("list.json", "[1, \"hunter2\"]".to_owned(), "is no report"),
        ("cluster.yaml", quickstart(), "is no report"),
        ("other.json", other, "is a report of schemaVersion 2, this is for 1"),
        ("half.json", "{\"schemaVersion\":1,\"now\":\"hunter2\"}".to_owned(), "is no whole report"),
    ] {
        let path = write(&folder, name, text);
        let output = review(&[QUICKSTART, "--baseline", &path]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{name}");
        let told_of = stderr(&output);
        assert!(told_of.contains(told) && told_of.lines().count() == 1, "{told_of}");
        assert!(!told_of.contains("hunter2"), "{told_of}");
    }
    let output = review(&[QUICKSTART, "--baseline", "nowhere.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nowhere.json cannot be read"), "{}", stderr(&output));
}

#[test]
fn a_project_names_its_baseline_in_its_config() {
    let folder = folder("baseline-config");
    baseline(&folder, QUICKSTART);
    let config = write(&folder, "config.yaml", "baseline: baseline.json\nfailOnNew: true\n");
    assert_eq!(review(&[QUICKSTART, "--config", &config]).status.code(), Some(0));
    let config = write(&folder, "config.yaml", "baseline: baseline.json\n");
    assert_eq!(review(&[QUICKSTART, "--config", &config]).status.code(), Some(1));
    let words = [QUICKSTART, "--config", &config, "--fail-on-new"];
    assert_eq!(review(&words).status.code(), Some(0));
}
