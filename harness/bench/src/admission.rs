//! One decision about one object: on an instance that is there already, and on a fresh one, as policy-server makes one
//! for each request.

use std::hint::black_box;

use harness::engine::Engine;
use harness::engine::wasm::{Wasm, call, precompile};
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

/// A request, and what is asked for of it.
struct Case {
    name: &'static str,
    request: Value,
    limits: Option<Limits>,
}

/// What a request costs beside what it is compared with.
struct Measured {
    case: Case,
    payload: usize,
    /// Of the native parse, of the native scan, and of a fresh instance that accepts everything.
    parse: f64,
    scan: f64,
    fresh: f64,
}

fn cases() -> Vec<Case> {
    let case = |name, request, limits| Case { name, request, limits };
    let [controller, logger] = ["controller-create", "logger-create"].map(request);
    let instead = |pointer, word| load::instead(logger.clone(), &[(pointer, json!(word))]);
    let secret = load::certificate(&cluster("deis-production-s3"));
    vec![
        case("a Deployment", logger.clone(), RELEVANT),
        case("a Deployment, one lookup in vain", controller.clone(), RELEVANT),
        case("a Deployment of another namespace", instead("/namespace", "shop"), IRRELEVANT),
        case("another kind", instead("/kind/kind", "Lease"), IRRELEVANT),
        case("a router with findings, lookups in vain", request("router-create-one"), None),
        case("a Deployment of 20 KB", load::large(controller), None),
        case("a Secret with a certificate", secret, None),
        case("a Scale", request("scale-up"), None),
    ]
}

pub fn part() -> Part {
    let compiled = precompile(POLICY_WASM, POLICY_WASM_SHA256).expect("a module");
    let policy = Wasm::built_in(&compiled).expect("a module");
    let accept = Wasm::load(ACCEPT_WASM, "").expect("a module");
    let measured: Vec<Measured> =
        cases().into_iter().map(|case| measure(case, &policy, &accept)).collect();
    let table = Table {
        title: "Admission",
        words: WORDS.trim().to_owned(),
        columns: COLUMNS.into(),
        rows: measured.iter().map(Measured::row).collect(),
    };
    Part { tables: vec![table], goals: measured.iter().flat_map(Measured::goals).collect() }
}

impl Measured {
    fn row(&self) -> Vec<String> {
        let sizes = [self.case.request["object"].to_string().len(), self.payload].map(grouped);
        let ratios = [self.parse, self.scan, self.fresh].map(rounded);
        [vec![self.case.name.to_owned()], sizes.into(), ratios.into()].concat()
    }

    fn goals(&self) -> Vec<Goal> {
        let Some(limits) = self.case.limits else { return Vec::new() };
        let what = |ratio| format!("`validate` of {}, {ratio}", self.case.name);
        vec![
            Goal::new(what("warm ÷ parse"), self.parse, limits.parse, ""),
            Goal::new(what("fresh ÷ accepting"), self.fresh, limits.fresh, ""),
        ]
    }
}

const COLUMNS: [&str; 6] = [
    "`validate` of",
    "object, bytes",
    "request, bytes",
    "warm ÷ parse",
    "warm ÷ scan",
    "fresh ÷ accepting",
];

const WORDS: &str = "
*Warm* is a call on an instance that is there already, *fresh* one with an instance of its own, as policy-server makes
one for each request. Beside them: reading the same bytes natively into a `serde_json::Value` (*parse*), passing over
them natively (*scan*, `IgnoredAny`), and a module that accepts everything, on a fresh instance of the same host
(*accepting*). The times of this thread's CPU, medians of rounds in which all five took turns.
";

fn measure(case: Case, policy: &Wasm, accept: &Wasm) -> Measured {
    let payload = &payload(&case.request)[..];
    let warm = policy.instance().expect("an instance");
    let parse = || serde_json::from_slice::<Value>(black_box(payload)).expect("JSON");
    let scan = || serde_json::from_slice::<IgnoredAny>(black_box(payload)).expect("JSON");
    let ask = || call(&warm, "validate", black_box(payload)).expect("an answer");
    let fresh = |engine: &Wasm| engine.call("validate", black_box(payload)).expect("an answer");
    let mut tasks: [Task<'_>; 5] = [
        Box::new(|| drop(black_box(parse()))),
        Box::new(|| {
            black_box(scan());
        }),
        Box::new(|| drop(black_box(ask()))),
        Box::new(|| drop(black_box(fresh(accept)))),
        Box::new(|| drop(black_box(fresh(policy)))),
    ];
    let times = computing(&mut tasks, CALLS);
    let [parse, scan, warm, accepting, fresh] = times.try_into().expect("five times");
    Measured {
        payload: payload.len(),
        case,
        parse: warm / parse,
        scan: warm / scan,
        fresh: fresh / accepting,
    }
}
