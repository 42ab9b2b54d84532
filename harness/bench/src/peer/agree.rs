//! Both say the same of every cluster, before anything is measured.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;

use harness::engine::wasm::{Wasm, call};
use proof::load;
use proof::strategy::world;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use regorus::Value as RegoValue;
use serde_json::Value;

use super::rego::{RULES, Rego};
use super::reviewed;
use crate::fixtures::{cluster, json, payload, request, root};

/// How many generated clusters are compared.
const GENERATED: usize = 500;

/// A rule, what it speaks about, and what it says.
type Said = [String; 5];

/// What was compared.
#[derive(Debug, Default)]
pub struct Agreed {
    clusters: usize,
    verdicts: usize,
    findings: usize,
}

impl fmt::Display for Agreed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Agreed { clusters, verdicts, findings } = self;
        write!(
            formatter,
            "Before that, both said the same of {clusters} clusters, fixtures and generated ones: {verdicts} verdicts, {findings} of them findings."
        )
    }
}

/// Compares every cluster of the fixtures, the large ones, and generated ones.
///
/// # Panics
/// They differ.
pub fn everywhere(policy: &Wasm, rego: &mut Rego) -> Agreed {
    let mut agreed = Agreed::default();
    let mut compare = |name: &str, objects: Vec<Value>| {
        let text = json(objects.into_iter());
        let ours = of_report(&reviewed(&text, policy));
        let theirs = of_rego(&rego.run(&text));
        assert_eq!(theirs, of_rego(&rego.interpret(&text)), "{name}: regorus differs from itself");
        let [more, less] = [&ours - &theirs, &theirs - &ours];
        assert!(
            more.is_empty() && less.is_empty(),
            "{name}: only the module says {more:?}, only Rego {less:?}\n{text}"
        );
        agreed.clusters += 1;
        agreed.verdicts += ours.len();
        agreed.findings += ours.iter().filter(|said| said[4] != "pass").count();
    };
    for name in fixtures() {
        compare(&name, cluster(&name));
    }
    for count in [60, 1000] {
        compare("the large ones", load::cluster(&cluster("deis-production-s3"), count).collect());
    }
    let mut runner = TestRunner::deterministic();
    for number in 0..GENERATED {
        let world = world().new_tree(&mut runner).expect("a world").current();
        compare(&format!("generated {number}"), proof::cluster::objects(&world));
    }
    decisions(policy, rego);
    agreed
}

fn fixtures() -> Vec<String> {
    let folders = fs::read_dir(root().join("fixtures/clusters")).expect("the fixtures");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<_> =
        folders.map(|entry| name(entry).into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

/// One request is let in, and one is not: by both.
fn decisions(policy: &Wasm, rego: &mut Rego) {
    for (case, accepted) in [("controller-create", true), ("controller-open", false)] {
        let payload = payload(&request(case));
        let instance = policy.instance().expect("an instance");
        let answer = call(&instance, "validate", &payload).expect("an answer");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        assert_eq!(answer["accepted"], accepted, "{case}");
        let said = of_rego(&rego.run(std::str::from_utf8(&payload).expect("UTF-8")));
        assert_eq!(said.iter().all(|one| one[4] != "fail"), accepted, "{case}: {said:?}");
    }
}

fn of_report(report: &[u8]) -> BTreeSet<Said> {
    let report: Value = serde_json::from_slice(report).expect("a report");
    let installations = report["installations"].as_array().expect("a list").iter();
    let results = installations.flat_map(|one| one["results"].as_array().expect("a list"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let said = results.map(|one| {
        let subject = &one["subject"];
        let fields = [&one["rule"], &subject["kind"], &subject["namespace"], &subject["name"]];
        let [rule, kind, namespace, name] = fields.map(text);
        [rule, kind, namespace, name, text(&one["outcome"])]
    });
    said.filter(|one| {
        RULES.contains(&one[0].as_str()) && matches!(one[4].as_str(), "pass" | "fail" | "warn")
    })
    .collect()
}

fn of_rego(results: &RegoValue) -> BTreeSet<Said> {
    let field = |one: &RegoValue, name: &str| one[name].as_string().expect("a text").to_string();
    let names = ["rule", "kind", "namespace", "name", "outcome"];
    results.as_set().expect("a set").iter().map(|one| names.map(|name| field(one, name))).collect()
}
