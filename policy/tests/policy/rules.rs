//! Every rule on fixtures of its own: `bad` violates it, `fixed` is the same mended, `good` is another
//! way to be right.

use expect_test::expect_file;
use policy::rules::RULES;
use serde_json::{Value, json};

use crate::support::{Reviewed, fixtures, objects, review};

fn on(rule: &str, file: &str) -> Reviewed {
    review(&objects(&format!("rules/{rule}/{file}.yaml")))
}

fn outcomes(rule: &str, file: &str) -> Vec<String> {
    let report = on(rule, file);
    report.results(rule).iter().map(|one| one["outcome"].to_string()).collect()
}

#[test]
fn what_is_bad_fails_and_advice_that_is_not_followed_warns() {
    for rule in RULES {
        let outcomes = outcomes(rule.id, "bad");
        let worst = if rule.advice { "\"warn\"" } else { "\"fail\"" };
        assert!(outcomes.contains(&worst.to_owned()), "{}: {outcomes:?}", rule.id);
        assert!(!rule.advice || !outcomes.contains(&"\"fail\"".to_owned()), "{}", rule.id);
    }
}

#[test]
fn what_is_fixed_or_good_has_nothing_left_to_say() {
    // Where the server is gone, the rule has nothing to look at.
    let gone = ["storage-minio"];
    for rule in RULES {
        for file in ["fixed", "good"] {
            let outcomes = outcomes(rule.id, file);
            let passes = outcomes.iter().all(|outcome| outcome == "\"pass\"");
            assert!(passes, "{} {file}: {outcomes:?}", rule.id);
            assert_eq!(outcomes.is_empty(), gone.contains(&rule.id), "{} {file}", rule.id);
        }
    }
}

#[test]
fn results_are_as_recorded() {
    for rule in RULES {
        let recorded: Vec<Value> = ["bad", "fixed", "good"]
            .into_iter()
            .map(|file| json!({ "file": file, "results": on(rule.id, file).results(rule.id) }))
            .collect();
        let text = serde_json::to_string_pretty(&recorded).expect("JSON") + "\n";
        expect_file![fixtures().join(format!("rules/{}/results.snap", rule.id))].assert_eq(&text);
    }
}

#[test]
fn a_patch_removes_its_finding_and_adds_none() {
    for rule in RULES {
        let mut documents = objects(&format!("rules/{}/bad.yaml", rule.id));
        let before = review(&documents);
        let patched: Vec<usize> = before
            .results(rule.id)
            .into_iter()
            .filter(|one| one["remediation"]["patch"].is_array())
            .map(|one| {
                let index =
                    usize::try_from(one["index"].as_u64().expect("a number")).expect("small");
                documents[index] = patch(&documents[index], &one["remediation"]["patch"]);
                index
            })
            .collect();
        let after = review(&documents);
        let left = |report: &Reviewed, outcome: &str| {
            report.0["installations"][0]["results"]
                .as_array()
                .expect("a list")
                .iter()
                .filter(|one| one["outcome"] == outcome)
                .count()
        };
        let found = |report: &Reviewed| left(report, "fail") + left(report, "warn");
        assert_eq!(found(&before) - patched.len(), found(&after), "{}", rule.id);
        assert_eq!(left(&before, "error"), left(&after, "error"), "{}", rule.id);
    }
}

fn patch(document: &Value, patch: &Value) -> Value {
    let (document, patch) = (document.to_string(), patch.to_string());
    let patch: policy::patch::Patch<'_> = serde_json::from_str(&patch).expect("a patch");
    let mut tree = policy::json::Json::parse(&document).expect("JSON");
    patch.apply(&mut tree).expect("a place");
    serde_json::from_str(&tree.to_string()).expect("JSON")
}
