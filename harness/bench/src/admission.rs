//! One decision about one object: on an instance that is there already, and on a fresh one, as policy-server makes one
//! for each request.

use std::hint::black_box;

use harness::engine::Engine;
use harness::engine::wasm::{Instance, Wasm, call, precompile};
use module::{ACCEPT_WASM, POLICY_WASM, POLICY_WASM_SHA256};
use proof::load;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::clock::{Task, computing};
use crate::fixtures::{cluster, payload, request};
use crate::page::{Goal, Part, Table, grouped, rounded};

/// How many calls are measured at once.
const CALLS: u32 = 100;

/// The most that is asked for: of the native parse, and of a fresh instance that accepts everything.
#[derive(Debug, Clone, Copy)]
struct Limits {
    parse: f64,
    fresh: f64,
}

const RELEVANT: Option<Limits> = Some(Limits { parse: 0.9, fresh: 1.25 });
const IRRELEVANT: Option<Limits> = Some(Limits { parse: 0.25, fresh: 1.25 });

/// A request, and what it costs beside what it is compared with.
struct Measured {
    name: &'static str,
    limits: Option<Limits>,
    bytes: usize,
    /// Of the native parse, of the native scan, and of a fresh instance that accepts everything.
    parse: f64,
    scan: f64,
    fresh: f64,
}

fn requests() -> Vec<(&'static str, Value, Option<Limits>)> {
    let controller = || request("controller-create");
    let instead =
        |pointer, word| load::instead(request("logger-create"), &[(pointer, json!(word))]);
    vec![
        ("a Deployment", request("logger-create"), RELEVANT),
        ("a Deployment, one lookup in vain", controller(), RELEVANT),
        ("a Deployment of another namespace", instead("/namespace", "shop"), IRRELEVANT),
        ("another kind", instead("/kind/kind", "Lease"), IRRELEVANT),
        ("a Deployment of 20 KB", load::large(controller()), None),
        ("a Secret with a certificate", load::certificate(&cluster("deis-production-s3")), None),
        ("a Scale", request("scale-up"), None),
    ]
}

pub fn part() -> Part {
    let compiled = precompile(POLICY_WASM, POLICY_WASM_SHA256).expect("a module");
    let policy = Wasm::built_in(&compiled).expect("a module");
    let accept = Wasm::load(ACCEPT_WASM, "").expect("a module");
    let measured: Vec<Measured> = requests()
        .into_iter()
        .map(|(name, request, limits)| {
            measure((name, limits), &payload(&request), &policy, &accept)
        })
        .collect();
    let rows = measured.iter().map(|one| {
        let figures = [one.parse, one.scan, one.fresh].map(rounded);
        [vec![one.name.to_owned(), grouped(one.bytes)], figures.into()].concat()
    });
    let table = Table {
        title: "Admission",
        words: WORDS.trim().to_owned(),
        columns: vec!["`validate` of", "bytes", "warm ÷ parse", "warm ÷ scan", "fresh ÷ accepting"],
        rows: rows.collect(),
    };
    let goals = |one: &Measured| {
        let Measured { name, parse, fresh, .. } = one;
        let goals = one.limits.map(|limits| {
            [
                Goal::new(format!("`validate` of {name}, warm ÷ parse"), *parse, limits.parse, ""),
                Goal::new(
                    format!("`validate` of {name}, fresh ÷ accepting"),
                    *fresh,
                    limits.fresh,
                    "",
                ),
            ]
        });
        goals.into_iter().flatten().collect::<Vec<_>>()
    };
    Part { goals: measured.iter().flat_map(goals).collect(), tables: vec![table] }
}

const WORDS: &str = "
*Warm* is a call on an instance that is there already, *fresh* one with an instance of its own, as policy-server makes
one for each request. Beside them: reading the same bytes natively into a `serde_json::Value` (*parse*), passing over
them natively (*scan*, `IgnoredAny`), and a module that accepts everything, on a fresh instance of the same host
(*accepting*). The times of this thread's CPU, medians of rounds in which all five took turns.
";

fn measure(
    (name, limits): (&'static str, Option<Limits>),
    payload: &[u8],
    policy: &Wasm,
    accept: &Wasm,
) -> Measured {
    let warm: Instance = policy.instance().expect("an instance");
    let fresh = |engine: &Wasm| {
        drop(black_box(engine.call("validate", black_box(payload)).expect("an answer")))
    };
    let mut tasks: [Task<'_>; 5] = [
        Box::new(|| {
            drop(black_box(serde_json::from_slice::<Value>(black_box(payload)).expect("JSON")))
        }),
        Box::new(|| {
            let _ =
                black_box(serde_json::from_slice::<IgnoredAny>(black_box(payload)).expect("JSON"));
        }),
        Box::new(|| {
            drop(black_box(call(&warm, "validate", black_box(payload)).expect("an answer")))
        }),
        Box::new(|| fresh(accept)),
        Box::new(|| fresh(policy)),
    ];
    let times = computing(&mut tasks, CALLS);
    let [parse, scan, warm, accepting, fresh] = times.try_into().expect("five times");
    Measured {
        name,
        limits,
        bytes: payload.len(),
        parse: warm / parse,
        scan: warm / scan,
        fresh: fresh / accepting,
    }
}
