//! The same recommendations, written in Rego for regorus: first held to agree, then measured in turns, in one process.

mod agree;
mod rego;

use std::cell::RefCell;
use std::hint::black_box;

use harness::engine::Engine;
use harness::engine::wasm::{Wasm, call, precompile};
use module::{POLICY_WASM, POLICY_WASM_SHA256};
use proof::load;
use source::{Bundle, Question};

use crate::clock::{Task, computing};
use crate::fixtures::{cluster, json, payload, request};
use crate::page::{Goal, Part, Table, grouped, rounded};
use rego::Rego;

/// How many objects, and how often a review is measured at once.
const REVIEWS: [(usize, u32); 3] = [(60, 10), (1000, 2), (10_000, 1)];

pub fn part() -> Part {
    let compiled = precompile(POLICY_WASM, POLICY_WASM_SHA256).expect("a module");
    let policy = Wasm::built_in(&compiled).expect("a module");
    let mut rego = Rego::new();
    let agreed = agree::everywhere(&policy, &mut rego);
    let mut rows = vec![decision(&policy, &mut rego)];
    let objects = cluster("deis-production-s3");
    for (count, calls) in REVIEWS {
        let text = json(load::cluster(&objects, count));
        rows.push(review(&text, calls, &policy, &mut rego));
    }
    let ratio = rows.last().map_or(f64::NAN, |row| row.module / row.rego);
    Part {
        tables: vec![Table {
            title: "Beside regorus",
            words: format!(
                "{}\n\n{agreed}",
                WORDS.trim().replace("RULES", &rego::RULES.len().to_string())
            ),
            columns: vec!["", "KB", "regorus, ms", "module, ms", "module ÷ regorus"],
            rows: rows.iter().zip(NAMES).map(|(row, name)| row.cells(name)).collect(),
        }],
        goals: vec![Goal::new("Review of 10,000 objects in JSON ÷ regorus", ratio, 0.5, "")],
    }
}

const NAMES: [&str; 4] = ["one request", "60 objects", "1,000 objects", "10,000 objects"];

const WORDS: &str = "
[regorus](https://github.com/microsoft/regorus) 0.14.1 is an engine for Rego in Rust, here natively: RULES of the rules are
written for it in `harness/bench/rego`, and compiled once. It has a virtual machine and an interpreter; of each input
the faster one counts. The module runs all of its rules, in wasmtime: a request on an instance that is there already, a
review on a fresh one. All start from the same text in JSON; the CPU of one thread, medians of rounds in which they took
turns.
";

/// What one input takes, in seconds.
struct Row {
    bytes: usize,
    rego: f64,
    is_interpreted: bool,
    module: f64,
}

impl Row {
    fn cells(&self, name: &str) -> Vec<String> {
        let Row { bytes, rego, is_interpreted, module } = self;
        let how = if *is_interpreted { "interpreter" } else { "machine" };
        let [rego_time, module_time] = [rego * 1e3, module * 1e3].map(rounded);
        let size = grouped(bytes.div_ceil(1000));
        vec![
            name.to_owned(),
            size,
            format!("{rego_time} ({how})"),
            module_time,
            rounded(module / rego),
        ]
    }
}

/// The controller is installed: each rule about it looks for what it may ask in vain.
fn decision(policy: &Wasm, rego: &mut Rego) -> Row {
    let text = String::from_utf8(payload(&request("controller-create"))).expect("UTF-8");
    let warm = policy.instance().expect("an instance");
    let validate = |text: &str| call(&warm, "validate", text.as_bytes()).expect("an answer");
    compared(&text, 20, rego, &validate)
}

fn review(text: &str, calls: u32, policy: &Wasm, rego: &mut Rego) -> Row {
    compared(text, calls, rego, &|text| reviewed(text, policy))
}

fn compared(text: &str, calls: u32, rego: &mut Rego, module: &dyn Fn(&str) -> Vec<u8>) -> Row {
    let rego = RefCell::new(rego);
    let mut tasks: [Task<'_>; 3] = [
        Box::new(|| drop(black_box(rego.borrow_mut().run(black_box(text))))),
        Box::new(|| drop(black_box(rego.borrow().interpret(black_box(text))))),
        Box::new(|| drop(black_box(module(black_box(text))))),
    ];
    let times = computing(&mut tasks, calls);
    let [machine, interpreter, module] = times.try_into().expect("three times");
    let is_interpreted = interpreter < machine;
    Row { bytes: text.len(), rego: machine.min(interpreter), is_interpreted, module }
}

/// The report, as the command asks for it.
fn reviewed(text: &str, policy: &Wasm) -> Vec<u8> {
    let read = |bundle: &mut Bundle| bundle.read("-", &mut text.as_bytes());
    let bundle = Bundle::gather(None, false, read).expect("a text in memory");
    let payload = bundle.payload("{}", &Question::default());
    policy.call("review", payload.as_bytes()).expect("a report")
}
