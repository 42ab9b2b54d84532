//! SARIF: read by its JSON Schema, and by what GitHub's code scanning asks for beyond it.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use policy::report::{Age, Baseline, Outcome, Report};
use serde_json::{Value, json};

use crate::hostile;
use crate::support::{File, TOOL, all, catalogue, cluster, fixtures, open, review};

/// The schema that OASIS publishes; see `tests/data/README.md`.
fn schema() -> Validator {
    let schema = serde_json::from_str(include_str!("../data/sarif-2.1.0.schema.json"));
    let mut schema: Value = schema.expect("JSON");
    // The pattern of a language's name has a bracket too many. No log of ours names a language.
    for kind in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][kind]["properties"]["language"];
        assert!(language.as_object_mut().expect("a schema").remove("pattern").is_some());
    }
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).expect("a schema")
}

fn sarif(report: &Report<'_>) -> Value {
    let text = render::sarif(report, &catalogue(), &TOOL).expect("SARIF");
    assert!(text.ends_with("}\n"));
    serde_json::from_str(&text).expect("JSON")
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("results")
}

#[test]
fn every_log_is_what_the_schema_of_sarif_demands() {
    let schema = schema();
    for (name, report) in all() {
        let log = sarif(&report);
        let errors: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{name}");
    }
}

#[test]
fn everything_but_passes_is_a_result() {
    for (name, report) in all() {
        let log = sarif(&report);
        let open = open(&report);
        assert_eq!(results(&log).len(), open.len(), "{name}");
        for (result, given) in results(&log).iter().zip(open) {
            let suppressed = result["suppressions"].as_array().map_or(0, Vec::len);
            assert_eq!(suppressed, usize::from(given.outcome == Outcome::Skip), "{name}");
        }
    }
}

/// GitHub refuses a log with a result that has no file and line, and shows no rule without these words.
#[test]
fn github_takes_every_log() {
    for (name, mut report) in all() {
        let without_files = report.clone();
        for one in [&mut report, &mut { without_files }] {
            if name == "full" {
                one.installations.iter_mut().flat_map(|one| &mut one.results).for_each(|result| {
                    result.source = None;
                });
            }
            let log = sarif(one);
            let driver = &log["runs"][0]["tool"]["driver"];
            for rule in driver["rules"].as_array().expect("rules") {
                for words in ["/shortDescription/text", "/fullDescription/text", "/help/text"] {
                    let text = rule.pointer(words).and_then(Value::as_str).expect(words);
                    assert!(!text.is_empty() && text.len() <= 1024, "{words}: {text}");
                }
                let score = rule["properties"]["security-severity"].as_str().expect("a score");
                let score: f64 = score.parse().expect("a number");
                assert!(score > 0.0 && score <= 10.0);
                let tags = rule["properties"]["tags"].as_array().expect("tags");
                assert!(tags.contains(&json!("security")) && tags.len() <= 20);
            }
            for result in results(&log) {
                let place = &result["locations"][0]["physicalLocation"];
                let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
                assert!(!uri.is_empty(), "{name}");
                assert!(place["region"]["startLine"].as_u64().expect("a line") >= 1, "{name}");
                assert!(!result["message"]["text"].as_str().expect("a text").is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn a_result_names_its_rule_by_id_and_place() {
    let log = sarif(&hostile::full());
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in results(&log) {
        let index = result["ruleIndex"].as_u64().expect("a place") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn levels_say_how_much_a_finding_weighs() {
    let mut report = hostile::full();
    report.installations.truncate(1);
    let log = sarif(&report);
    let mut seen = BTreeMap::new();
    for result in results(&log) {
        let properties = &result["properties"];
        let key = (properties["outcome"].as_str(), properties["severity"].as_str());
        seen.insert(key, result["level"].as_str().expect("a level"));
    }
    assert_eq!(seen[&(Some("fail"), Some("critical"))], "error");
    assert_eq!(seen[&(Some("fail"), Some("high"))], "error");
    assert_eq!(seen[&(Some("error"), Some("low"))], "warning");
    assert_eq!(seen[&(Some("warn"), Some("medium"))], "note");
    let open = sarif(&hostile::of_values());
    let open = results(&open).iter().filter(|one| one["properties"]["outcome"] == "error");
    assert!(open.clone().count() > 0);
    open.for_each(|one| assert_eq!(one["level"], "note", "values alone do not decide it"));
}

/// Every URI is a reference that RFC 3986 allows; the schema's format checks that too, for what it knows.
#[test]
fn files_are_uris() {
    let mut report = cluster("deis-quickstart");
    let mut one = |file: &str| {
        let results = report.installations.iter_mut().flat_map(|one| &mut one.results);
        results.for_each(|result| {
            result.source.as_mut().expect("a place").file = file.to_owned();
        });
        let log = sarif(&report);
        let place = &results_of(&log)["locations"][0]["physicalLocation"]["artifactLocation"];
        place["uri"].as_str().expect("a URI").to_owned()
    };
    fn results_of(log: &Value) -> &Value {
        &results(log)[0]
    }
    assert_eq!(one("-"), "stdin");
    assert_eq!(one("./a/b.yaml"), "a/b.yaml");
    assert_eq!(one("../a b#c?d%e:f.yaml"), "../a%20b%23c%3Fd%25e%3Af.yaml");
    assert_eq!(one("ключ.yaml"), "%D0%BA%D0%BB%D1%8E%D1%87.yaml");
    assert_eq!(one("/srv/a.yaml"), "file:///srv/a.yaml");
    assert_eq!(one("\u{202e}\n.yaml"), "%E2%80%AE%0A.yaml");
}

#[test]
fn an_edit_is_a_fix() {
    let log = sarif(&hostile::full());
    let fixed = results(&log).iter().find(|one| one["fixes"].is_array()).expect("a fix");
    let change = &fixed["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "a%20dir/%C3%BC.yaml");
    let replaced = json!({
        "deletedRegion": { "startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 9 },
        "insertedContent": { "text": "replicas: 2\n  x: y\n" },
    });
    assert_eq!(change["replacements"][0], replaced);
    assert!(change["replacements"][1].get("insertedContent").is_none(), "it only deletes");
    let inserted = &change["replacements"][2]["deletedRegion"];
    assert_eq!(inserted["startColumn"], inserted["endColumn"], "it only inserts");
}

fn fingerprints(report: &Report<'_>) -> Vec<String> {
    let log = sarif(report);
    let all =
        results(&log).iter().map(|one| one["partialFingerprints"]["ruleSubjectField/v1"].clone());
    all.map(|print| print.as_str().expect("a fingerprint").to_owned()).collect()
}

#[test]
fn fingerprints_tell_findings_apart() {
    for name in crate::support::clusters() {
        let prints = fingerprints(&cluster(&name));
        assert_eq!(prints.iter().collect::<BTreeSet<_>>().len(), prints.len(), "{name}");
    }
}

#[test]
fn fingerprints_stay_when_lines_move_and_files_are_split_or_reordered() {
    let path = fixtures().join("clusters/drycc-default/cluster.yaml");
    let text = std::fs::read_to_string(path).expect("the cluster");
    let before: BTreeSet<String> =
        fingerprints(&review(&[File { name: "a.yaml", text: &text }], json!({})))
            .into_iter()
            .collect();
    let documents: Vec<String> =
        source::read(&text).documents.iter().map(|one| one.json.to_string()).collect();
    let (left, right) = documents.split_at(documents.len() / 2);
    let left =
        left.iter().rev().map(|one| format!("# moved\n\n\n---\n{one}\n")).collect::<String>();
    let right = right.iter().map(|one| format!("---\n{one}\n")).collect::<String>();
    let files = [File { name: "c.yaml", text: &right }, File { name: "b/d.yaml", text: &left }];
    let after: BTreeSet<String> = fingerprints(&review(&files, json!({}))).into_iter().collect();
    assert!(!before.is_empty());
    assert_eq!(after, before);
}

#[test]
fn what_was_not_read_and_what_waits_is_told() {
    let log = sarif(&hostile::full());
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = invocation["toolExecutionNotifications"].as_array().expect("notifications");
    assert_eq!(
        told[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "other.yaml"
    );
    assert!(
        told.iter()
            .any(|one| one["message"]["text"].as_str().expect("a text").contains("needs review"))
    );
    let nothing = sarif(&hostile::nothing());
    let told = &nothing["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(told[0]["level"], "error", "an empty input is no clean one");
}

#[test]
fn no_message_is_a_link() {
    let log = sarif(&hostile::with(&hostile::full(), &hostile::words()));
    for result in results(&log) {
        let text = result["message"]["text"].as_str().expect("a text");
        assert!(!text.contains("]("), "{text}");
    }
}

#[test]
fn each_result_has_its_state_against_a_baseline_and_what_is_gone_is_absent() {
    let mut report = cluster("deis-quickstart");
    let all = report.installations[0].results.iter_mut();
    let mut open: Vec<_> = all.filter(|one| one.outcome != Outcome::Pass).collect();
    open.iter_mut().for_each(|one| one.baseline = Some(Age::Known));
    open[0].baseline = Some(Age::New);
    let (known, gone) = (open.len() - 1, vec![open[1].clone()]);
    report.baseline = Some(Baseline { known, new: 1, gone });
    let log = sarif(&report);
    assert_eq!(schema().iter_errors(&log).count(), 0);
    let state = |one: &Value| one["baselineState"].as_str().map(str::to_owned);
    let states: Vec<String> = results(&log).iter().filter_map(state).collect();
    assert_eq!((states[0].as_str(), states[1].as_str()), ("new", "unchanged"));
    assert_eq!((states.len(), states[known + 1].as_str()), (known + 2, "absent"));
    assert_eq!(results(&sarif(&cluster("deis-quickstart"))).iter().find_map(state), None);
}
