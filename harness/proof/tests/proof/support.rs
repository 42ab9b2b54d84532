//! What the properties share.

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::engine::{ONE_IN, engine};
use proof::certificate::NOW;
use proof::plan::{Plan, World};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Value, json};

/// Holds a property over that many clusters, or as many times more as `PROOF_TIMES` says. The same
/// clusters each time, unless `PROOF_SEED` is set.
#[track_caller]
pub fn holds<T: Debug>(
    cases: u32,
    inputs: impl Strategy<Value = T>,
    property: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let times = u32::try_from(number("PROOF_TIMES").unwrap_or(1)).expect("a small number");
    let config = ProptestConfig {
        cases: cases.saturating_mul(times).div_ceil(ONE_IN),
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..ProptestConfig::default()
    };
    let mut seed = [7; 32];
    if let Some(other) = number("PROOF_SEED") {
        seed[..8].copy_from_slice(&other.to_le_bytes());
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let outcome = TestRunner::new_with_rng(config, rng).run(&inputs, property);
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// What the engine answers, as bytes.
pub fn ask(operation: &str, payload: &str) -> Vec<u8> {
    engine(operation, payload.as_bytes()).expect(operation)
}

pub fn call(operation: &str, payload: &Value) -> Value {
    serde_json::from_slice(&ask(operation, &payload.to_string())).expect("an answer is JSON")
}

/// What people say of these installations: who attests what.
pub fn settings(installations: &[Plan]) -> Value {
    let attested = installations.iter().filter(|plan| plan.is_attested());
    let attestations: Vec<Value> = attested
        .map(|plan| {
            json!({ "section": "security", "namespace": plan.namespace(), "by": "somebody",
                "on": "2026-10-01", "until": "2027-01-01" })
        })
        .collect();
    json!({ "attestations": attestations })
}

pub fn review(objects: &[Value], settings: &Value) -> Value {
    call("review", &json!({ "objects": objects, "settings": settings, "now": NOW }))
}

pub fn review_world(world: &World) -> Value {
    review(&proof::cluster::objects(world), &settings(&world.installations))
}

pub fn installation<'r>(report: &'r Value, namespace: &str) -> &'r Value {
    let all = report["installations"].as_array().expect("a list");
    all.iter().find(|one| one["namespace"] == namespace).unwrap_or(&Value::Null)
}

/// Rule, object and outcome of every result.
pub fn outcomes(installation: &Value) -> BTreeSet<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let results = installation["results"].as_array().into_iter().flatten();
    results
        .map(|one| (text(&one["rule"]), text(&one["subject"]["name"]), text(&one["outcome"])))
        .collect()
}

/// The objects as YAML, for whoever has to look at a counterexample.
pub fn yaml(objects: &[Value]) -> String {
    let text = |object: &Value| {
        let text = object.to_string();
        source::document(&policy::json::Json::parse(&text).expect("it was JSON before"))
    };
    objects.iter().map(text).collect::<Vec<_>>().join("---\n")
}

/// Everything that a report says but the words: distributions, standings, and each result's rule, object,
/// outcome and severity.
pub fn verdicts(report: &Value) -> Value {
    let result = |one: &Value| {
        json!([
            one["rule"],
            one["subject"]["kind"],
            one["subject"]["name"],
            one["outcome"],
            one["severity"]
        ])
    };
    let section = |one: &Value| json!([one["id"], one["standing"]]);
    let list = |owner: &Value, name: &str, of: &dyn Fn(&Value) -> Value| -> Vec<Value> {
        owner[name].as_array().into_iter().flatten().map(of).collect()
    };
    let installations = list(report, "installations", &|one| {
        json!([
            one["distribution"],
            one["namespace"],
            one["ready"],
            list(one, "sections", &section),
            list(one, "results", &result)
        ])
    });
    json!([report["ready"], installations])
}

/// The report without the places of objects in the input.
pub fn without_places(mut report: Value) -> Value {
    for installation in report["installations"].as_array_mut().into_iter().flatten() {
        for result in installation["results"].as_array_mut().into_iter().flatten() {
            let result = result.as_object_mut().expect("a result");
            if let Some(remediation) = result.get_mut("remediation").and_then(Value::as_object_mut)
            {
                remediation.remove("edits");
            }
            for name in ["index", "source", "fingerprint"] {
                result.remove(name);
            }
        }
    }
    report
}

/// The first place where two values differ, and what stands there; nothing where they are the same.
pub fn difference(one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            a.iter().find_map(|(key, value)| {
                let found = difference(value, b.get(key).unwrap_or(&Value::Null));
                found.map(|found| format!("/{key}{found}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs
                .into_iter()
                .find_map(|(at, (a, b))| difference(a, b).map(|found| format!("/{at}{found}")))
        }
        _ => (one != other).then(|| format!(": {one} or {other}")),
    }
}

/// Both are the same.
pub fn same(one: &Value, other: &Value) -> Result<(), TestCaseError> {
    difference(one, other).map_or(Ok(()), |found| Err(TestCaseError::fail(found)))
}
