//! Reports to render: of the fixture clusters, and of hostile input.

use std::fs;
use std::path::PathBuf;

use policy::api;
use policy::host::NoHost;
use policy::report::{Outcome, Report, RuleResult};
use render::{Catalogue, Tool};
use serde_json::{Value, json};
use source::{Bundle, Counting, Question};

use crate::hostile;

pub const NOW: &str = "2026-11-01T12:00:00Z";

pub const TOOL: Tool<'static> = Tool {
    version: "0.0.0",
    module: Some("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    engine: "wasm",
};

pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

pub fn clusters() -> Vec<String> {
    let folders = fs::read_dir(fixtures().join("clusters")).expect("the clusters");
    let mut names: Vec<String> = folders
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() > 10);
    names
}

pub fn catalogue() -> Catalogue {
    let answer = api::call("rules", b"", &NoHost).expect("the rules");
    serde_json::from_slice(&answer).expect("a catalogue")
}

/// A text, and what it is called.
pub struct File<'t> {
    pub name: &'t str,
    pub text: &'t str,
}

/// The report of some files, with places and edits, as the command makes it.
pub fn review(files: &[File<'_>], settings: Value) -> Report<'static> {
    let mut bundle = Bundle::default();
    for File { name, text } in files {
        bundle.add(name, text.as_bytes().to_vec());
    }
    let question = Question { now: Some(NOW.to_owned()), ..Question::default() };
    let mut report = answer(bundle.payload(&settings.to_string(), &question));
    bundle.locate(&mut report, Counting::Bytes);
    report
}

/// The answer of the operation `review`.
pub fn call(payload: &Value) -> Report<'static> {
    answer(payload.to_string())
}

fn answer(payload: String) -> Report<'static> {
    let answer = api::call("review", payload.as_bytes(), &NoHost).expect("a review");
    parse(String::from_utf8(answer).expect("UTF-8"))
}

/// A report from its JSON.
pub fn parse(json: String) -> Report<'static> {
    serde_json::from_str(json.leak()).expect("a report")
}

/// The report of a fixture cluster.
pub fn cluster(name: &str) -> Report<'static> {
    let file = format!("fixtures/clusters/{name}/cluster.yaml");
    let text = fs::read_to_string(fixtures().join("..").join(&file)).expect("the cluster");
    review(&[File { name: &file, text: &text }], json!({}))
}

/// Every report that a format has to cope with, each with a name.
pub fn all() -> Vec<(String, Report<'static>)> {
    let mut all: Vec<(String, Report<'static>)> =
        clusters().into_iter().map(|name| (name.clone(), cluster(&name))).collect();
    let full = hostile::full();
    all.push(("hostile".to_owned(), hostile::with(&full, &hostile::words())));
    all.push(("long".to_owned(), hostile::with(&full, &hostile::long())));
    all.push(("full".to_owned(), full));
    all.push(("values".to_owned(), hostile::of_values()));
    all.push(("nothing".to_owned(), hostile::nothing()));
    all
}

/// The results that are no passes.
pub fn open<'r>(report: &'r Report<'r>) -> Vec<&'r RuleResult<'r>> {
    let results = report.installations.iter().flat_map(|one| &one.results);
    results.filter(|result| result.outcome != Outcome::Pass).collect()
}
