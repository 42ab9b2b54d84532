//! What a call of the module costs, in wasmtime's fuel: about one for each instruction. Costs are stored in
//! `fuel/costs.snap`; beyond 5 % of those in either direction somebody has to look, then `make bless`.

#[path = "fuel/machine.rs"]
mod machine;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use harness::engine::{Callback, nobody};
use harness::kubewarden::review::Request;
use machine::Machine;
use proof::load;
use serde_json::{Value, json};
use source::{Bundle, Question};

use crate::requests::{Case, cluster};
use crate::support::{NOW, read, root};

/// What is called, with what, and who answers what it asks.
struct Call {
    name: String,
    operation: &'static str,
    payload: Vec<u8>,
    host: Callback,
}

/// A request as an engine hands it on.
fn validate(name: &str, review: &Value, settings: &Value, host: Callback) -> Call {
    let request = Request::of(review.clone()).expect("a request");
    let payload = request.payload(&settings.to_string(), NOW).expect("a payload");
    Call { name: format!("validate {name}"), operation: "validate", payload, host }
}

/// A request that nobody is asked about.
fn alone(name: &str, request: &Value) -> Call {
    validate(name, request, &json!({}), nobody())
}

fn review(name: &str, file: &str) -> Call {
    let mut bundle = Bundle::default();
    bundle.add("-", read(&root().join(file)).into_bytes());
    let question = Question { now: Some(NOW.to_owned()), ..Question::default() };
    let payload = bundle.payload("{}", &question).into_bytes();
    Call { name: format!("review {name}"), operation: "review", payload, host: nobody() }
}

fn calls() -> Vec<Call> {
    let case = |name: &str| {
        let case = Case::named(name);
        validate(name, &case.request, &case.settings, case.host())
    };
    let controller = || {
        let file = root().join("fixtures/requests/controller-create/request.json");
        serde_json::from_str::<Value>(&read(&file)).expect("JSON")
    };
    let instead = |pointer, word| load::instead(controller(), &[(pointer, json!(word))]);
    let certificate = load::certificate(&cluster("deis-production-s3"));
    vec![
        alone("another namespace", &instead("/namespace", "shop")),
        alone("another kind", &instead("/kind/kind", "Lease")),
        case("logger-create"),
        alone("a Deployment", &controller()),
        case("controller-open"),
        case("router-upgrade"),
        case("scale-up"),
        case("scale-to-one"),
        case("delete-database"),
        alone("a Secret with a certificate", &certificate),
        alone("a Deployment of 20 KB", &load::large(controller())),
        review("of a quickstart", "fixtures/clusters/deis-quickstart/cluster.yaml"),
        review("of a production cluster", "fixtures/clusters/deis-production-s3/cluster.yaml"),
        Call { name: "rules".to_owned(), operation: "rules", payload: Vec::new(), host: nobody() },
    ]
}

fn stored(text: &str) -> BTreeMap<&str, u64> {
    let costs = text.lines().filter_map(|line| line.trim_start().split_once(' '));
    costs.map(|(cost, name)| (name, cost.parse().expect("a number"))).collect()
}

#[test]
fn no_call_costs_more_or_less_than_it_did_by_a_twentieth() {
    let machine = Machine::of(module::POLICY_WASM);
    let file = root().join("harness/tests/harness/fuel/costs.snap");
    let before = fs::read_to_string(&file).unwrap_or_default();
    let stored = stored(&before);
    let (mut after, mut differences) = (String::new(), Vec::new());
    for Call { name, operation, payload, host } in calls() {
        let (cost, _) = machine.cost(operation, &payload, &host);
        let _ = writeln!(after, "{cost:>10} {name}");
        let was = stored.get(name.as_str()).copied().unwrap_or_default();
        if cost.abs_diff(was) > was / 20 {
            differences.push(format!("{name}: {cost}, not {was}"));
        }
    }
    let gone = stored.len() != after.lines().count();
    if (gone || !differences.is_empty()) && std::env::var_os("UPDATE_EXPECT").is_some() {
        return fs::write(file, after).expect("written");
    }
    assert!(!gone, "other calls are stored; `make bless` stores these");
    assert!(differences.is_empty(), "look why, then `make bless`:\n{}", differences.join("\n"));
}

#[test]
fn the_machine_that_counts_answers_as_the_others_do() {
    let machine = Machine::of(module::POLICY_WASM);
    let case = Case::named("controller-open");
    let call = validate("", &case.request, &case.settings, case.host());
    let (_, answer) = machine.cost(call.operation, &call.payload, &call.host);
    let answer: Value = serde_json::from_slice(&answer).expect("JSON");
    assert_eq!(answer, case.decide(&crate::kubewarden::wasm()).raw);
}
