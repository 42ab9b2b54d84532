//! What is paid once: the module's bytes, its compilation, the start of the command.

use std::hint::black_box;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use harness::engine::wasm::{Wasm, precompile};
use module::{ACCEPT_WASM, POLICY_WASM, POLICY_WASM_SHA256};

use crate::clock::{Task, computing, waiting};
use crate::page::{Goal, Part, Table, grouped, rounded};
use crate::process::costs;

pub fn part(program: &Path) -> Part {
    let start = costs(program, &[vec!["--version"], vec!["rules"]]);
    let [accept, policy] = compiled();
    let [fresh_accept, fresh_policy] = instantiated();
    let ratio = |one: f64, other: f64| rounded(one / other);
    let row = |what: &str, policy: String, accept: String, ratio: String| {
        vec![what.to_owned(), policy, accept, ratio]
    };
    let [size, size_accept] = [POLICY_WASM, ACCEPT_WASM].map(<[u8]>::len);
    let [packed, packed_accept] = [POLICY_WASM, ACCEPT_WASM].map(gzipped);
    let sizes =
        |what, one, other| row(what, grouped(one), grouped(other), ratio(one as f64, other as f64));
    let rows = vec![
        sizes("bytes", size, size_accept),
        sizes("bytes, gzip -9", packed, packed_accept),
        row("compile, ms", rounded(policy * 1e3), rounded(accept * 1e3), ratio(policy, accept)),
        row(
            "instantiate, µs",
            rounded(fresh_policy * 1e6),
            rounded(fresh_accept * 1e6),
            ratio(fresh_policy, fresh_accept),
        ),
        row("command: start and stop, ms", rounded(start[0].waited), String::new(), String::new()),
        row("command: `rules`, ms", rounded(start[1].waited), String::new(), String::new()),
    ];
    let goals = vec![
        Goal::new("Module", size as f64 / 1e3, 280.0, " KB"),
        Goal::new("Module, compiled cold", policy, 0.25, " s"),
    ];
    let columns = vec!["", "policy", "accepts everything", "ratio"];
    Part {
        tables: vec![Table { title: "Start", words: WORDS.trim().to_owned(), columns, rows }],
        goals,
    }
}

const WORDS: &str = "
What a policy server pays once for a module, beside a module that accepts everything: the same shim, built the same
way. Sizes are without Kubewarden's metadata; compiling takes all cores. The command has the module compiled ahead of
time.
";

/// In seconds, on all cores.
fn compiled() -> [f64; 2] {
    let compile = |bytes: &'static [u8]| -> Task<'_> {
        Box::new(move || drop(black_box(Wasm::load(bytes, ""))))
    };
    let times = waiting(&mut [compile(ACCEPT_WASM), compile(POLICY_WASM)]);
    [times[0], times[1]]
}

/// In seconds.
fn instantiated() -> [f64; 2] {
    let accept = Wasm::load(ACCEPT_WASM, "").expect("a module");
    let compiled = precompile(POLICY_WASM, POLICY_WASM_SHA256).expect("a module");
    let policy = Wasm::built_in(&compiled).expect("a module");
    let instance = |wasm: &Wasm| drop(black_box(wasm.instance().expect("an instance")));
    let mut tasks: [Task<'_>; 2] = [Box::new(|| instance(&accept)), Box::new(|| instance(&policy))];
    let times = computing(&mut tasks, 100);
    [times[0], times[1]]
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).expect("packed");
    packed.finish().expect("packed").len()
}
