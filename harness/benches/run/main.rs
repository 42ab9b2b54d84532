//! Ratios within one run; never absolute promises. `make bench` runs it.

mod large;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use harness::engine::Engine;
use harness::engine::native::Native;
use harness::engine::wasm::{Wasm, call, precompile};
use serde::de::IgnoredAny;
use serde_json::Value;

const ROUNDS: usize = 41;

/// What is measured, and its name.
type Task<'a> = (&'a str, Box<dyn FnMut() + 'a>);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    // First: a process counts as large as the one that starts it was.
    large::print(root, &program());
    admission(root);
    whole_process(root);
}

/// The median time of one call, over rounds that take turns with the others.
fn medians(tasks: &mut [Task<'_>], calls: u32) -> Vec<Duration> {
    let mut times = vec![Vec::new(); tasks.len()];
    for _ in 0..ROUNDS {
        for (task, times) in tasks.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (0..calls).for_each(|_| task.1());
            times.push(start.elapsed() / calls);
        }
    }
    times.iter_mut().for_each(|times| times.sort());
    times.iter().map(|times| times[times.len() / 2]).collect()
}

/// The request of a fixture, as an engine hands it on.
fn payload(root: &Path, case: &str) -> Vec<u8> {
    let file = root.join("fixtures/requests").join(case).join("request.json");
    let text = fs::read_to_string(file).expect("the fixture");
    let read: Value = serde_json::from_str(&text).expect("JSON");
    let request = if read["request"].is_object() { &read["request"] } else { &read };
    format!(r#"{{"request":{request},"settings":{{}}}}"#).into_bytes()
}

fn admission(root: &Path) {
    let judged = payload(root, "controller-create");
    let scale = payload(root, "scale-up");
    let plain = payload(root, "logger-create");
    let elsewhere = String::from_utf8(judged.clone()).expect("UTF-8");
    let elsewhere =
        elsewhere.replace(r#""namespace":"deis""#, r#""namespace":"shop""#).into_bytes();
    let digest = module::POLICY_WASM_SHA256;
    let compiled = precompile(module::POLICY_WASM, digest).expect("a module");
    let wasm = Wasm::built_in(&compiled).expect("a module");
    let warm = wasm.instance().expect("an instance");
    let accepts = Wasm::load(module::ACCEPT_WASM, "accept").expect("a module");
    let ask = |engine: &Wasm, payload: &[u8]| {
        black_box(engine.call("validate", black_box(payload)).is_ok());
    };
    let mut tasks: [Task<'_>; 10] = [
        (
            "native serde_json::Value parse",
            Box::new(|| {
                black_box(serde_json::from_slice::<Value>(black_box(&judged)).is_ok());
            }),
        ),
        (
            "native scan (IgnoredAny)",
            Box::new(|| {
                black_box(serde_json::from_slice::<IgnoredAny>(black_box(&judged)).is_ok());
            }),
        ),
        (
            "warm, a Deployment, one lookup in vain",
            Box::new(|| {
                black_box(call(&warm, "validate", black_box(&judged)).is_ok());
            }),
        ),
        (
            "warm, another namespace",
            Box::new(|| {
                black_box(call(&warm, "validate", black_box(&elsewhere)).is_ok());
            }),
        ),
        (
            "native, the Deployment",
            Box::new(|| {
                let answer = Native.call("validate", &with_now(&judged));
                black_box(answer.is_ok());
            }),
        ),
        ("fresh instance that accepts everything", Box::new(|| ask(&accepts, &judged))),
        ("fresh, another namespace", Box::new(|| ask(&wasm, &elsewhere))),
        ("fresh, a Scale", Box::new(|| ask(&wasm, &scale))),
        ("fresh, a Deployment without a lookup", Box::new(|| ask(&wasm, &plain))),
        ("fresh, the Deployment", Box::new(|| ask(&wasm, &judged))),
    ];
    let medians = medians(&mut tasks, 200);
    println!(
        "\nAdmission, a payload of {} bytes, epochs on; the module has {} bytes",
        judged.len(),
        module::POLICY_WASM.len()
    );
    let parse = medians[0].as_secs_f64();
    for ((name, _), time) in tasks.iter().zip(&medians).take(5) {
        let ratio = time.as_secs_f64() / parse;
        println!("  {name:<40} {:>8.2} µs  {ratio:>5.2} of the native Value parse", micros(*time));
    }
    let accept = medians[5].as_secs_f64();
    for ((name, _), time) in tasks.iter().zip(&medians).skip(5) {
        let ratio = time.as_secs_f64() / accept;
        println!(
            "  {name:<40} {:>8.2} µs  {ratio:>5.2} of the one that accepts everything",
            micros(*time)
        );
    }
    cold();
}

/// What every policy server pays once for each module at its start.
fn cold() {
    let mut tasks: [Task<'_>; 2] = [
        (
            "cold compile, accepts everything",
            Box::new(|| {
                black_box(Wasm::load(module::ACCEPT_WASM, "0").is_ok());
            }),
        ),
        (
            "cold compile, the policy",
            Box::new(|| {
                black_box(Wasm::load(module::POLICY_WASM, "0").is_ok());
            }),
        ),
    ];
    let medians = medians(&mut tasks, 1);
    for ((name, _), time) in tasks.iter().zip(&medians) {
        println!("  {name:<40} {:>8.2} ms", micros(*time) / 1000.0);
    }
}

/// The native core has no clock, so it is told the time.
fn with_now(payload: &[u8]) -> Vec<u8> {
    [br#"{"now":"2026-11-01T12:00:00Z","#, &payload[1..]].concat()
}

fn whole_process(root: &Path) {
    let program = program();
    let cluster = root.join("fixtures/clusters/deis-production-s3/cluster.yaml");
    let text = fs::read_to_string(&cluster).expect("the fixture");
    let items: Vec<Value> = source::read(&text)
        .documents
        .iter()
        .take(60)
        .map(|document| serde_json::from_str(&document.json).expect("JSON"))
        .collect();
    let list = serde_json::json!({ "apiVersion": "v1", "kind": "List", "items": items });
    let folder = std::env::temp_dir().join("workflow-readiness-bench");
    fs::create_dir_all(&folder).expect("a temporary folder");
    let json = folder.join("cluster.json");
    fs::write(&json, serde_json::to_string_pretty(&list).expect("JSON")).expect("written");
    let run = |words: &[&str]| {
        let status =
            Command::new(&program).args(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
        black_box(status.expect("the program runs"));
    };
    let (json, yaml) = (json.display().to_string(), cluster.display().to_string());
    let mut tasks: [Task<'_>; 4] = [
        ("--version (start and stop)", Box::new(|| run(&["--version"]))),
        ("rules (module loaded)", Box::new(|| run(&["rules"]))),
        ("review, 60 objects, JSON", Box::new(|| run(&["review", &json]))),
        ("review, 108 objects, YAML", Box::new(|| run(&["review", &yaml]))),
    ];
    let medians = medians(&mut tasks, 1);
    println!("\nThe whole process, from its start to its end");
    for ((name, _), time) in tasks.iter().zip(&medians) {
        println!("  {name:<40} {:>8.2} ms", micros(*time) / 1000.0);
    }
}

/// The command beside this bench, as `make` builds it.
fn program() -> PathBuf {
    let here = std::env::current_exe().expect("a path");
    here.ancestors().nth(2).expect("target/release").join("workflow-readiness")
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
